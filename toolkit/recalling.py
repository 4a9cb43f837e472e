"""Earlier figures come in: from a CSV file, a consolidated workbook of ours, or by a keying sheet that staff confirm."""

from pathlib import Path

from toolkit.desk import Desk, load_workspace_form
from toolkit.errors import NothingUsableError
from toolkit.files.workspace import read_input
from toolkit.history.model import HistoryRow
from toolkit.history.rows import Known, parse_history
from toolkit.result import Result
from toolkit.text import say


def import_history(desk: Desk, path: Path) -> Result:
    """Take earlier figures in, and tell what that changed."""
    forms = {ident: load_workspace_form(desk.workspace, ident) for ident in desk.workspace.form_ids()}
    rows = parse_history(read_input(path), path.name, Known(forms, desk.units, desk.office.unit_code))
    return _taken(desk, path, rows)


def _taken(desk: Desk, path: Path, rows: tuple[HistoryRow, ...]) -> Result:
    if not rows:
        raise NothingUsableError("history.empty", file=str(path))
    changed = desk.register.import_history(rows, desk.act)
    return Result(
        verb="history import", said=(say("history.imported", count=len(rows), changed=len(changed)),)
    )
