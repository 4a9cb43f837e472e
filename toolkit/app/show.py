"""What a notebook shows: a result in the command line's words, a frame as a table, a written text as a page."""

import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from IPython.display import Markdown

from toolkit.lines import result_lines
from toolkit.result import Result
from toolkit.text import Lang, write_number

if TYPE_CHECKING:
    from pandas import DataFrame
    from pandas.io.formats.style import Styler
    from pandas.io.formats.style_render import CSSDict


def show(result: Result, lang: Lang = "vi") -> None:
    """Print a result as the command line does, in Vietnamese or English."""
    for line in result_lines(result, lang):
        sys.stdout.write(f"{line}\n")


def table(frame: "DataFrame", lang: Lang = "vi", decimals: int = 2) -> "Styler":
    """A frame as a table to read: nothing cut off, no index, texts to the left, null as None.

    Numbers are written as in the reports of the language, at most `decimals` digits after the comma, half up. The frame
    keeps them exact.
    """

    def written(value: object) -> str:
        is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        if is_number and (exact := Decimal(str(value))).is_finite():
            return write_number(exact, lang, decimals)
        return str(value)

    texts = [name for name in frame if all(isinstance(value, str) for value in frame[name].dropna())]
    to_left: list[CSSDict] = [{"selector": "", "props": "text-align: left"}]
    return frame.style.hide(axis="index").format(written).set_table_styles(dict.fromkeys(texts, to_left))


def preview(path: str | Path, *, start: str = "", lines: int = 40) -> Markdown:
    """A Markdown output as a page: `lines` lines from the first one that begins with `start`.

    Raises FileNotFoundError for a file that is not there, and ValueError when no line begins with `start`.
    """
    text = Path(path).read_text("utf-8").splitlines()
    first = next((at for at, line in enumerate(text) if line.startswith(start)), None)
    if first is None:
        raise ValueError(start)
    return Markdown("\n".join(text[first : first + lines]))  # type: ignore[no-untyped-call]
