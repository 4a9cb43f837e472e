"""The verb that checks the format of a document, from parsed arguments to one call."""

import argparse
from collections.abc import Callable

from toolkit.cli.opening import Speak
from toolkit.result import Result


def _lint(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.linting import lint_document

    beside = parsed.workspace / parsed.file
    return lint_document(
        parsed.file if parsed.file.is_file() or not beside.is_file() else beside, issued=parsed.issued
    )


LINTING: dict[str, Callable[[argparse.Namespace, Speak], Result]] = {"lint": _lint}
