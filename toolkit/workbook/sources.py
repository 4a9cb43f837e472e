"""The tidy sheet: where each number comes from, one row a unit's part in a total, one head row, no merges."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.files.model import Area, Sheet, Style, Value
from toolkit.form.model import Form, Key
from toolkit.intake.model import Qualifier
from toolkit.merge.model import TOTAL_ROW, Source, Total, Totals
from toolkit.workbook import styles
from toolkit.workbook.board import Board
from toolkit.workbook.book import Book, number_of, sheet_name
from toolkit.workbook.columns import Fact, Kind, show

_HEADS = (
    "col_number", "col_field", "col_measure", "col_unit", "col_value", "col_qualifier", "col_counted", "col_origin",
    "col_file", "col_version", "col_sheet", "col_cell", "col_raw", "col_sha",
)  # fmt: skip
_WIDTHS = (7.0, 40.0, 10.0, 24.0, 13.0, 8.0, 9.0, 11.0, 30.0, 6.0, 15.0, 6.0, 18.0, 16.0, 10.0)
_VALUE, _COUNTED, _KEY = 4, 6, len(_HEADS)


@dataclass(frozen=True, slots=True)
class SourceTable:
    """The sheet, and its columns as formulas name them. `keys` is a hidden column that formulas look values up by."""

    sheet: Sheet
    values: str
    counted: str
    keys: str


def plan_sources(book: Book, totals: Totals, taken: set[str]) -> SourceTable:
    """Every value in a total and every held one, by field, then unit, and every adjustment; no personal field."""
    board = Board(sheet_name(taken, book.say("sheet_sources")))
    for at, head in enumerate(_HEADS):
        board.put(0, at, book.say(head), styles.HEAD)
    board.put(0, _KEY, book.say("col_key"), styles.HEAD)
    board.heights[0] = 32
    row = 0
    for row, (source, label) in enumerate(_each(book, totals), start=1):
        _put(book, board, row, source, label)
    personal = _personal(book)
    for total in totals.totals:
        amount = totals.own_adjustment(total)
        if amount and total.key[:3] not in personal:
            row += 1
            _put_adjustment(book, board, row, total, amount)
    last = max(row, 1)
    return SourceTable(
        sheet=board.sheet(
            _WIDTHS, freeze=(1, 2), repeat=(0, 0), filter=Area(0, 0, last, _KEY - 1), tab="#7F7F7F",
            hidden_columns=(_KEY,),
        ),
        values=board.column(_VALUE, 1, last),
        counted=board.column(_COUNTED, 1, last),
        keys=board.column(_KEY, 1, last),
    )  # fmt: skip


def lookup_key(key: Key) -> str:
    """A key as the hidden column holds it."""
    return "/".join((key.form, key.block, key.field, key.row))


def label_of(form: Form, key: Key, book: Book) -> tuple[str, str]:
    """Label and measure of any datum: its field's, with the row's in a grid and the line's number in a list."""
    block = form.block(key.block)
    row = next((book.text(row.label) for row in block.rows if row.code == key.row), "")
    if not row and key.row:
        row = book.say("line_number", number=key.row)
    for item in block.fields:
        labels = {item.code: item.label}
        if item.is_typed_rate:
            labels |= dict(zip(item.pair, (item.num_label, item.den_label), strict=True))
        if key.field in labels:
            label = book.text(labels[key.field]) or book.text(item.label)
            measure = book.text(item.measure) if key.field == item.code else ""
            return f"{row}: {label}" if row else label, measure
    label = book.text(block.label)
    return f"{label}: {row}" if row else label, ""


def _each(book: Book, totals: Totals) -> Iterator[tuple[Source, tuple[str, str]]]:
    """A value that stands in several totals (a part of a rate, a cell under TỔNG CỘNG) once."""
    personal = _personal(book)
    seen: set[tuple[str, Key]] = set()
    for total in totals.totals:
        if total.key.row == TOTAL_ROW:
            continue
        for source in total.sources:
            known = (source.unit_id, source.key)
            if known not in seen and source.key[:3] not in personal:
                seen.add(known)
                yield source, label_of(book.round.form(source.key.form), source.key, book)


def _personal(book: Book) -> set[tuple[str, str, str]]:
    return {
        (form.id, block.id, item.code)
        for form in book.round.forms
        for block in form.blocks
        for item in block.fields
        if item.personal
    }


def _put(book: Book, board: Board, row: int, source: Source, label: tuple[str, str]) -> None:
    form = book.round.form(source.key.form)
    value, style = _shown(book, source)
    style = styles.decided(
        style, book.decided.get((source.unit_id, source.key), "") if source.counted else ""
    )
    qualifier = "" if source.qualifier is Qualifier.EXACT else book.say(f"qualifier_{source.qualifier.value}")
    board.row(row, 0, [number_of(form, source.key), *label, book.unit_name(source.unit_id)], styles.TIDY)
    board.put(row, _VALUE, value, style)
    counted = book.say("yes" if source.counted else "no")
    origin = book.say(f"origin_{source.origin.value}") if source.sheet else book.say("origin_computed")
    if source.sheet and source.sha256 in book.keyed:
        origin = book.say("origin_keyed", file=book.keyed[source.sha256])
    version = source.version or None
    rest = [
        qualifier, counted, origin, source.file, version, source.sheet, source.cell, source.raw, source.sha256,
    ]  # fmt: skip
    board.row(row, _VALUE + 1, rest, styles.TIDY)
    board.put(row, _KEY, lookup_key(source.key), styles.CODE)


def _put_adjustment(book: Book, board: Board, row: int, total: Total, amount: Decimal) -> None:
    """What staff put on a total, as a row of its own: it is in the total, and nothing that a unit reported."""
    form = book.round.form(total.key.form)
    texts = [
        number_of(form, total.key),
        book.text(total.label),
        book.text(total.measure),
        book.say("adjustment_row"),
    ]
    board.row(row, 0, texts, styles.TIDY)
    board.put(row, _VALUE, amount, styles.decided(styles.number_style(amount, book.lang), "adjusted"))
    rest = ["", book.say("yes"), book.say("origin_adjusted"), *[""] * (_KEY - _COUNTED - 2)]
    board.row(row, _VALUE + 1, rest, styles.TIDY)
    board.put(row, _KEY, lookup_key(total.key), styles.CODE)


def _shown(book: Book, source: Source) -> tuple[Value, Style]:
    """The value as a plain number (its qualifier has a column of its own), a text as it is."""
    if source.value is None:
        return (styles.NONE_MARK if source.counted else styles.HELD_MARK), styles.ABSENT
    value, style = show(book, Fact(Kind.VALUE, source.value))
    return value, styles.TIDY if isinstance(value, str) else style
