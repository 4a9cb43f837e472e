"""What a consolidated workbook states of itself, for our own reading of it: on a very hidden sheet, texts only.

Two columns: names and values of the round, the edition, the copy, the language; then one row a total, with the figures as
totals.csv has them, and of how many of the units asked it is made. Nothing internal is on it, so that both copies carry it.
"""

from collections.abc import Iterator
from decimal import Decimal

from toolkit.files.model import Cell, Sheet
from toolkit.form.layout import STAMP_SHEET, personal_fields
from toolkit.form.stamp import seal
from toolkit.merge.model import Totals
from toolkit.workbook.book import Book
from toolkit.workbook.copies import Copy
from toolkit.workbook.data import DataTable

KIND = "consolidated"
TOTAL = "total"


def plan_stated(book: Book, totals: Totals, data: DataTable, copy: Copy) -> Sheet:
    """The very hidden sheet. `digest` seals its other rows and the figures of the data sheet: whoever reads a figure of the
    file can tell whether anything of it was changed since.
    """
    said = {
        "tonghop": "1",
        "kind": KIND,
        "round": book.round.id,
        "period": book.round.period.id,
        "edition": str(book.round.edition),
        "copy": copy,
        "lang": book.lang,
        "unit": book.round.asker.unit_id,
    }
    stated = (*said.items(), *_figures(book, totals))
    rows = (*stated[: len(said)], ("digest", seal((*stated, *data.sealed()))), *stated[len(said) :])
    cells = tuple(
        Cell(row=at, col=col, value=text) for at, row in enumerate(rows) for col, text in enumerate(row)
    )
    return Sheet(name=STAMP_SHEET, cells=cells, state="very_hidden")


def _figures(book: Book, totals: Totals) -> Iterator[tuple[str, ...]]:
    """Key, value, numerator, denominator, qualifier ("" where there is none); how many units are in it, and were asked.
    Personal fields have no row.
    """
    personal = personal_fields(book.round.forms)
    for total in totals.totals:
        if total.key[:3] not in personal:
            numbers = (total.value, total.numerator, total.denominator)
            units = (str(len(total.coverage.reporting)), str(len(total.coverage.asked)))
            yield (TOTAL, "/".join(total.key), *map(_number, numbers), total.qualifier.value, *units)


def _number(value: int | Decimal | None) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
