"""Earlier figures that were imported, as they stand."""

from toolkit.form.model import Key, Qualifier
from toolkit.history.model import HistoryRow
from toolkit.register.codec import untagged
from toolkit.register.database import Database


def of_round(db: Database, round_id: str) -> tuple[HistoryRow, ...]:
    """All that is known of a round's forms, by form, period, asker and unit: what it may be compared with is among it."""
    rows = db.all(
        'SELECT h.form, h.block, h.field, h.row, h."column", h.period, h.unit, h.value, h.numerator, h.denominator,'
        " h.source, h.asker, h.qualifier, h.provisional, h.complete FROM history h JOIN round_forms f ON f.form = h.form"
        ' WHERE f.round = ? ORDER BY h.form, h.period, h.asker, h.unit, h.field, h.row, h."column", h.block',
        round_id,
    )
    return tuple(_row(*row) for row in rows)


def _row(form: str, block: str, field: str, row: str, column: str, *rest: object) -> HistoryRow:
    period, unit, value, numerator, denominator, source, asker, qualifier, provisional, complete = rest
    return HistoryRow(
        key=Key(form, block, field, row, column),
        period=str(period),
        unit=str(unit),
        value=untagged(value),  # type: ignore[arg-type]
        numerator=untagged(numerator),  # type: ignore[arg-type]
        denominator=untagged(denominator),  # type: ignore[arg-type]
        source=str(source),
        asker=str(asker),
        qualifier=Qualifier(str(qualifier)),
        provisional=bool(provisional),
        complete=bool(complete),
    )
