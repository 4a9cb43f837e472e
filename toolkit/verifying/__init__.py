"""What in a consolidated workbook or a report is no longer as the toolkit wrote it, or no longer true."""

from pathlib import Path

from toolkit.desk import Desk
from toolkit.result import Result
from toolkit.verifying.report import verify_document
from toolkit.verifying.workbook import verify_workbook

__all__ = ["verify_document", "verify_file", "verify_workbook"]

_TEXTS = frozenset({".docx", ".docm", ".dotx", ".doc", ".odt", ".rtf", ".pdf"})


def verify_file(desk: Desk, path: Path) -> Result:
    """A report in Word by its text, any other file as a workbook. Raises UsageError for what is neither."""
    return verify_document(desk, path) if path.suffix.casefold() in _TEXTS else verify_workbook(desk, path)
