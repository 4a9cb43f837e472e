"""What a consolidated workbook states of itself, for our own reading of it: on a very hidden sheet, texts only.

Two columns: names and values of the round, the edition, the copy, the language; then one row a total, with the figures as
totals.csv has them. Nothing internal is on it, so that both copies carry it.
"""

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256

from toolkit.files.model import Cell, Sheet
from toolkit.form.layout import STAMP_SHEET
from toolkit.merge.model import Totals
from toolkit.workbook.book import Book
from toolkit.workbook.copies import Copy, personal_fields

KIND = "consolidated"
TOTAL = "total"


def plan_stated(book: Book, totals: Totals, copy: Copy) -> Sheet:
    """The very hidden sheet. `digest` is the SHA-256 of the rows of totals, cells parted by tabs, rows by line feeds."""
    figures = tuple(_figures(book, totals))
    digest = sha256("\n".join("\t".join(row) for row in figures).encode()).hexdigest()
    said = {
        "tonghop": "1",
        "kind": KIND,
        "round": book.round.id,
        "period": book.round.period.id,
        "edition": str(book.round.edition),
        "copy": copy,
        "lang": book.lang,
        "unit": book.round.asker.unit_id,
        "digest": digest,
    }
    rows = (*said.items(), *figures)
    cells = tuple(
        Cell(row=at, col=col, value=text) for at, row in enumerate(rows) for col, text in enumerate(row)
    )
    return Sheet(name=STAMP_SHEET, cells=cells, state="very_hidden")


def _figures(book: Book, totals: Totals) -> Iterator[tuple[str, ...]]:
    """Key, value, numerator, denominator, qualifier; "" where there is none. Personal fields have no row."""
    personal = personal_fields(book.round)
    for total in totals.totals:
        if total.key[:3] not in personal:
            numbers = (total.value, total.numerator, total.denominator)
            yield (TOTAL, "/".join(total.key), *map(_number, numbers), total.qualifier.value)


def _number(value: int | Decimal | None) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
