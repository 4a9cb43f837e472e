"""Earlier figures that were imported: written down, and what that changed."""

from collections.abc import Iterable

from toolkit.errors import UsageError
from toolkit.history.model import HistoryChange, HistoryRow
from toolkit.register.codec import canonical, digest_of, tagged
from toolkit.register.database import Database
from toolkit.register.imported import STATED, read

IMPORT, DIGEST = "history import", "history"
"""An import's verb in the chain, and the value of its event that is the digest of all earlier figures after it."""


def import_history(db: Database, rows: Iterable[HistoryRow], file: str = "") -> tuple[HistoryChange, ...]:
    """Write earlier figures down; gives those that are new or other than they were.

    A row replaces the one of the same key, period, unit and asker. Raises UsageError where a provisional one would replace
    a final one; nothing is to be written then.
    """
    changes = []
    for row in rows:
        key = (row.key.form, row.period, row.unit, row.key.field, row.key.row, row.key.column, row.key.block)
        numbers = (tagged(row.value), tagged(row.numerator), tagged(row.denominator))
        marks = (int(row.provisional), int(row.complete))
        now = (*numbers, row.source, row.asker, row.qualifier.value, *marks)
        before = db.one(
            f"SELECT {STATED} FROM history"
            ' WHERE form = ? AND period = ? AND unit = ? AND field = ? AND row = ? AND "column" = ?'
            " AND block = ? AND asker = ?",
            *(*key, row.asker),
        )
        if before is not None and row.provisional and not before[6]:
            raise UsageError("history.final_known", file=file, source=before[3])
        if before != now:
            db.run(f"INSERT OR REPLACE INTO history VALUES ({', '.join('?' * 15)})", (*key, *now))
            changes.append(
                HistoryChange(read(row.key, row.period, row.unit, before) if before else None, row)
            )
    return tuple(changes)


def stated(db: Database, changes: Iterable[HistoryChange]) -> dict[str, str]:
    """What an import says in its event: what the rows that it replaced said before and after, and the
    digest of all earlier figures as they stand now.
    """
    replaced = [
        [
            [*one.after.key, one.after.period, one.after.unit, one.after.asker],
            _told(one.before),
            _told(one.after),
        ]
        for one in changes
        if one.before is not None
    ]
    return {"replaced": canonical(replaced), DIGEST: digest(db)}


def _told(row: HistoryRow) -> list[object]:
    numbers = (tagged(row.value), tagged(row.numerator), tagged(row.denominator))
    return [*numbers, row.qualifier.value, row.source, row.provisional, row.complete]


def digest(db: Database) -> str:
    """SHA-256 of the earlier figures, all rows in the order of their keys."""
    rows = db.all('SELECT * FROM history ORDER BY form, period, asker, unit, field, row, "column", block')
    return digest_of(map(canonical, rows))
