"""The tidy sheet of the round's data: one row a unit and datum, one head row, nothing merged, nothing blank that was asked.

What there is no number of says so in words in brackets: "[chưa có số liệu]", "[để trống]", "[không phát sinh]",
"[đang kiểm tra]", "[không áp dụng]". In the copy to keep each row also says where its value comes from.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.files.listing import Listing
from toolkit.files.model import Area, Page, Sheet, Style, Value, cell_name, quote_sheet
from toolkit.form.stamp import sealed_number
from toolkit.merge.model import Totals
from toolkit.workbook import styles
from toolkit.workbook.board import Board
from toolkit.workbook.book import Book, sheet_name, subtitle
from toolkit.workbook.columns import Facts
from toolkit.workbook.data_rows import COLUMNS, SOURCE_COLUMNS, DataRows, Row

_FORM, _VALUE, _QUALIFIER, _COUNTED, _UNIT_ID, _KEY = map(
    [*COLUMNS].index, ("col_form", "col_value", "col_qualifier", "col_counted", "col_unit_id", "col_key")
)


@dataclass(frozen=True, slots=True)
class DataTable:
    """The sheet, and its columns as formulas name them: values, whether they count, and keys ("form/block/field/row").

    `first` is where, by unit_id, a unit's rows begin, as a link names it.
    """

    sheet: Sheet
    values: str
    counted: str
    keys: str
    first: Mapping[str, str]
    none: str

    def sealed(self) -> Iterator[tuple[str, ...]]:
        """Its figures as the workbook's seal takes them: "data", unit_id, key, value, qualifier, whether it counts; of rows
        that hold a number, or the word for "did not occur" (`none`).
        """
        rows = self.sheet.cells.rows if isinstance(self.sheet.cells, Listing) else ()
        for row in rows:
            value = row[_VALUE]
            number = isinstance(value, int | Decimal)
            if number or value == self.none:
                told = sealed_number(value) if number else self.none  # type: ignore[arg-type]
                yield (
                    "data",
                    _word(row[_UNIT_ID]),
                    _word(row[_KEY]),
                    told,
                    *map(_word, row[_QUALIFIER:_UNIT_ID]),
                )


def _word(value: Value) -> str:
    return "" if value is None else str(value)


class _Rows:
    """Rows as a `Listing` takes them: of each what it is about, its values, and the look of its datum."""

    def __init__(self) -> None:
        self.about: list[tuple[str, ...]] = []
        self.values: list[tuple[Value, ...]] = []
        self.looks: list[Style] = []

    def add(self, rows: Iterable[Row]) -> None:
        """More rows at the end."""
        for about, values, look in rows:
            self.about.append(about)
            self.values.append(values)
            self.looks.append(look)


def plan_data(book: Book, facts: Facts, totals: Totals, taken: set[str]) -> DataTable:
    """Every unit's data in the round's order, each in the forms' order, then the adjustments; no personal field."""
    rows, first = _Rows(), dict[str, int]()
    maker = DataRows(book, facts, _counted_lines(totals))
    for unit in book.round.units:
        first[unit.unit_id] = len(rows.values) + 1
        rows.add(maker.of_unit(unit))
    rows.add(maker.adjustments(totals))
    name = sheet_name(taken, book.say("sheet_data"))
    board, last = Board(name), max(len(rows.values), 1)
    return DataTable(
        sheet=_sheet(book, name, rows),
        values=board.column(_VALUE, 1, last),
        counted=board.column(_COUNTED, 1, last),
        keys=board.column(_KEY, 1, last),
        first={unit: f"internal:{quote_sheet(name)}!{cell_name(row, 0)}" for unit, row in first.items()},
        none=book.say("short_none"),
    )


def _sheet(book: Book, name: str, rows: _Rows) -> Sheet:
    columns = COLUMNS | SOURCE_COLUMNS if book.internal else COLUMNS
    listing = Listing(
        head=tuple(map(book.say, columns)),
        head_style=styles.HEAD,
        styles=tuple(styles.CODE if at in {_UNIT_ID, _KEY} else styles.DATA for at in range(len(columns))),
        rows=tuple(rows.values),
        datum=_VALUE,
        looks=tuple(rows.looks),
        about=tuple(rows.about),
    )
    last = max(len(rows.values), 1)
    hidden = (_UNIT_ID, _KEY) if len(book.round.forms) > 1 else (_FORM, _UNIT_ID, _KEY)
    return Sheet(
        name=name,
        cells=listing,
        widths=dict(enumerate(columns.values())),
        heights={0: 32},
        hidden_columns=hidden,
        freeze=(1, 1),
        filter=Area(0, 0, last, len(columns) - 1),
        page=Page(
            landscape=True,
            # Where values come from is for the screen: on paper it would be half of the pages.
            area=Area(0, 0, last, len(COLUMNS) - 1),
            repeat_rows=(0, 0),
            header=f"&L{_plain(subtitle(book))}&R{_plain(book.say('page_data'))}",
        ),
        tab_color="#7F7F7F",
        gridlines=True,
    )


def _plain(text: str) -> str:
    """A text as a page's header prints it: "&" begins a code there, and Excel takes 255 characters in all."""
    return text[:100].replace("&", "&&")


def _counted_lines(totals: Totals) -> frozenset[tuple[str, str, str, str]]:
    return frozenset((line.unit_id, line.form, line.block, str(line.number)) for line in totals.lines)
