"""Imported history as a CSV file, in the columns in which it can be imported again."""

from collections.abc import Iterable
from decimal import Decimal

from toolkit.files.csv_text import write_csv
from toolkit.history.model import HistoryRow

_COLUMNS = (
    "period", "form", "field", "row", "column", "unit", "asker", "value", "numerator", "denominator", "qualifier",
    "provisional", "complete", "source",
)  # fmt: skip


def history_csv(rows: Iterable[HistoryRow]) -> bytes:
    """One line a figure, in the order given. An empty value: it is known that there was none. `unit` and `asker` are
    unit_ids; `provisional` and `complete` are 1 or 0.
    """
    return write_csv(_COLUMNS, map(_line, rows))


def _line(row: HistoryRow) -> list[str]:
    key = row.key
    numbers = map(_number, (row.value, row.numerator, row.denominator))
    marks = (str(int(row.provisional)), str(int(row.complete)))
    return [
        *(row.period, key.form, key.field, key.row, key.column, row.unit, row.asker),
        *(*numbers, row.qualifier.value, *marks, row.source),
    ]


def _number(value: int | Decimal | None) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
