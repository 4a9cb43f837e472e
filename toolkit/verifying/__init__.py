"""What somebody changed in a consolidated workbook since the toolkit wrote it, and the commands that would enter it."""

from toolkit.verifying.workbook import verify_workbook

__all__ = ["verify_workbook"]
