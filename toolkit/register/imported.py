"""Earlier figures that were imported, as they stand."""

from toolkit.form.model import Key, Qualifier
from toolkit.history.model import HistoryRow
from toolkit.register.codec import untagged
from toolkit.register.database import Database

STATED = "value, numerator, denominator, source, asker, qualifier, provisional, complete"
"""What the table holds of a figure beside its key, in this order."""


def of_round(db: Database, round_id: str) -> tuple[HistoryRow, ...]:
    """All that is known of a round's forms, by form, period, asker and unit: what it may be compared with is among it."""
    rows = db.all(
        f'SELECT h.form, h.block, h.field, h.row, h."column", h.period, h.unit, {STATED} FROM history h'
        " JOIN round_forms f ON f.form = h.form WHERE f.round = ?"
        ' ORDER BY h.form, h.period, h.asker, h.unit, h.field, h.row, h."column", h.block',
        round_id,
    )
    return tuple(read(Key(*row[:5]), row[5], row[6], row[7:]) for row in rows)


def read(key: Key, period: str, unit: str, stated: tuple[object, ...]) -> HistoryRow:
    """One figure from its key and what is `STATED` of it."""
    value, numerator, denominator, source, asker, qualifier, provisional, complete = stated
    return HistoryRow(
        key=key,
        period=period,
        unit=unit,
        value=untagged(value),  # type: ignore[arg-type]
        numerator=untagged(numerator),  # type: ignore[arg-type]
        denominator=untagged(denominator),  # type: ignore[arg-type]
        source=str(source),
        asker=str(asker),
        qualifier=Qualifier(str(qualifier)),
        provisional=bool(provisional),
        complete=bool(complete),
    )
