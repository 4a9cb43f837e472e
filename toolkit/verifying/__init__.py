"""What in a consolidated workbook or a report is no longer as the toolkit wrote it, or no longer true."""

from pathlib import Path

from toolkit.desk import Desk
from toolkit.errors import UsageError
from toolkit.result import Result
from toolkit.verifying.report import verify_document
from toolkit.verifying.workbook import verify_workbook

__all__ = ["verify_document", "verify_file", "verify_workbook"]

_WORD = frozenset({".docx", ".docm", ".dotx"})
_OTHER_TEXTS = frozenset({".doc", ".odt", ".rtf", ".pdf", ".txt", ".md", ".html"})


def verify_file(desk: Desk, path: Path) -> Result:
    """A report in Word by its text, any other file as a workbook. Raises UsageError for what is neither."""
    kind = path.suffix.casefold()
    if kind in _OTHER_TEXTS:
        raise UsageError("verify_text.unreadable", file=path.name)
    return verify_document(desk, path) if kind in _WORD else verify_workbook(desk, path)
