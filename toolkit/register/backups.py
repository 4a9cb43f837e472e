"""The register's own copies, beside it in backups/: numbered in order of making, whatever the clock says."""

import re
from datetime import datetime
from pathlib import Path

from toolkit.register import events
from toolkit.register.database import Database, backups_of

KEPT = 10

_NAME = re.compile(r"register-(\d{5})-\d{8}-\d{6}-[a-z0-9]+-([0-9a-f]{8})\.sqlite")


def keep(db: Database, what: str, at: datetime) -> Path:
    """Copy the register before something that changes much; the oldest copies beyond ten go. Raises OutputError.

    A register that is still as it was copied last is not copied again, so that doing the same ten times over does not
    push out the copies that differ. Gives the copy that then is the newest.
    """
    folder = backups_of(db.path)
    last = events.last(db)
    mark = last[2][:8] if last else "0" * 8
    copies = _numbered(folder)
    if copies and copies[-1][1] == mark:
        return copies[-1][2]
    number = copies[-1][0] + 1 if copies else 1
    target = folder / f"register-{number:05}-{at:%Y%m%d-%H%M%S}-{what}-{mark}.sqlite"
    db.backup(target)
    for _, _, old in _numbered(folder)[:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def _numbered(folder: Path) -> list[tuple[int, str, Path]]:
    found = ((_NAME.fullmatch(path.name), path) for path in folder.glob("register-*.sqlite"))
    return sorted((int(match[1]), match[2], path) for match, path in found if match)
