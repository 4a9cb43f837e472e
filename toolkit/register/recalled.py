"""Earlier figures that were imported: written down, and what that changed."""

from collections.abc import Iterable

from toolkit.form.model import Qualifier
from toolkit.history.model import HistoryChange, HistoryRow
from toolkit.register.codec import tagged, untagged
from toolkit.register.database import Database

_Stored = tuple[object, ...]


def import_history(db: Database, rows: Iterable[HistoryRow]) -> tuple[HistoryChange, ...]:
    """Write earlier figures down; gives those that are new or other than they were.

    A row replaces the one of the same key, period, unit and asker.
    """
    changes = []
    for row in rows:
        key = (row.key.form, row.period, row.unit, row.key.field, row.key.row, row.key.column, row.key.block)
        numbers = (tagged(row.value), tagged(row.numerator), tagged(row.denominator))
        marks = (int(row.provisional), int(row.complete))
        stated = (*numbers, row.source, row.asker, row.qualifier.value, *marks)
        before = db.one(
            "SELECT value, numerator, denominator, source, asker, qualifier, provisional, complete FROM history"
            ' WHERE form = ? AND period = ? AND unit = ? AND field = ? AND row = ? AND "column" = ? AND block = ? AND asker = ?',
            *(*key, row.asker),
        )
        if before != stated:
            db.run(f"INSERT OR REPLACE INTO history VALUES ({', '.join('?' * 15)})", (*key, *stated))
            changes.append(HistoryChange(_row(row, before) if before else None, row))
    return tuple(changes)


def _row(now: HistoryRow, stored: _Stored) -> HistoryRow:
    value, numerator, denominator, source, asker, qualifier, provisional, complete = stored
    return HistoryRow(
        key=now.key,
        period=now.period,
        unit=now.unit,
        value=untagged(value),  # type: ignore[arg-type]
        numerator=untagged(numerator),  # type: ignore[arg-type]
        denominator=untagged(denominator),  # type: ignore[arg-type]
        source=str(source),
        asker=str(asker),
        qualifier=Qualifier(str(qualifier)),
        provisional=bool(provisional),
        complete=bool(complete),
    )
