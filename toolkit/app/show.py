"""What a notebook shows: a result in the command line's words, a written text as a page."""

import sys
from pathlib import Path

from IPython.display import Markdown

from toolkit.lines import result_lines
from toolkit.result import Result
from toolkit.text import Lang


def show(result: Result, lang: Lang = "vi") -> None:
    """Print a result as the command line does, in Vietnamese or English."""
    for line in result_lines(result, lang):
        sys.stdout.write(f"{line}\n")


def preview(path: str | Path, *, start: str = "", lines: int = 40) -> Markdown:
    """A Markdown output as a page: `lines` lines from the first one that begins with `start`.

    Raises FileNotFoundError for a file that is not there, and ValueError when no line begins with `start`.
    """
    text = Path(path).read_text("utf-8").splitlines()
    first = next((at for at, line in enumerate(text) if line.startswith(start)), None)
    if first is None:
        raise ValueError(start)
    return Markdown("\n".join(text[first : first + lines]))  # type: ignore[no-untyped-call]
