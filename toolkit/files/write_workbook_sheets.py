"""XlsxWriter's worksheets as we use them: without what costs much and gives us nothing."""

from collections import Counter
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Any

from xlsxwriter.worksheet import Worksheet

from toolkit.files.listing import Listing
from toolkit.files.model import Cell, Style, Value, cell_name, column_letters
from toolkit.files.write_workbook_checks import MAX_ROWS, PlanError

_ROWS_A_PIECE = 2_000


class PlainFormulas(Worksheet):  # type: ignore[misc]
    """XlsxWriter seeks the functions of newer Excels in every formula, thirty times; ours are known to have none."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class ListedSheet(PlainFormulas):
    """A worksheet of a `Listing`: its rows go from the plan into the file without an object a cell in between.

    Each different value is put down once as any other cell is, and its XML taken over for every cell that shows it.
    """

    _listing: Listing | None = None

    def put_listing(
        self, listing: Listing, put: Callable[[Cell], object], look: Callable[[Style], Any]
    ) -> None:
        """Take the rows. `put` writes one cell to this worksheet, `look` gives a style's format. Raises PlanError."""
        if len(listing.rows) >= MAX_ROWS:
            raise PlanError(self.name, f"{len(listing.rows)} rows, at most {MAX_ROWS - 1}")
        for col, text in enumerate(listing.head):
            put(Cell(row=0, col=col, value=text, style=listing.head_style))
        self._contents = [self._content(listing, col, put) for col in range(len(listing.head))]
        self._formats = [look(style) for style in listing.styles]
        each = dict(zip(map(id, listing.looks), listing.looks, strict=True))
        self._looks = {number: look(style) for number, style in each.items()}
        self._listing = listing
        self.dim_rowmax = len(listing.rows)

    def _content(self, listing: Listing, col: int, put: Callable[[Cell], object]) -> dict[Value, str]:
        """The rest of a cell's XML after its format, by value."""
        found: dict[Value, str] = {}
        for value, times in Counter(map(itemgetter(col), listing.rows)).items():
            if value is None:
                found[value] = '"/>'
                continue
            try:
                if put(Cell(row=1, col=col, value=value)):
                    raise PlanError("", "longer than Excel's 32,767 characters")
            except PlanError as broken:
                row = next(at for at, row in enumerate(listing.rows, 1) if row[col] == value)
                raise PlanError(f"{self.name}!{cell_name(row, col)}", str(broken)) from None
            written = self.table[1].pop(col)
            if hasattr(written, "string"):
                found[value] = f'" t="s"><v>{written.string}</v></c>'
                self.str_table.count += times - 1
            else:
                found[value] = f'"><v>{written.number:.16G}</v></c>'
        return found

    def _write_rows(self) -> None:
        if self._listing is None:
            super()._write_rows()
            return
        last, self.dim_rowmax = self.dim_rowmax, 0
        super()._write_rows()
        self.dim_rowmax = last
        piece: list[str] = []
        for text in self._lines(self._listing):
            piece.append(text)
            if len(piece) == _ROWS_A_PIECE:
                self.fh.write("".join(piece))
                piece.clear()
        self.fh.write("".join(piece))

    def _lines(self, listing: Listing) -> Iterator[str]:
        """Every row's XML."""
        numbers = [look._get_xf_index() for look in self._formats]
        looks = {style: look._get_xf_index() for style, look in self._looks.items()}
        datum = listing.datum
        before = [f'<c r="{column_letters(col)}' for col in range(len(numbers))]
        columns = [*zip(before, (f'" s="{number}' for number in numbers), self._contents, strict=True)]
        left, right = columns[:datum], columns[datum + 1 :]
        letters, contents = before[datum], self._contents[datum]
        for at, (values, look) in enumerate(zip(listing.rows, listing.looks, strict=True), 2):
            row = [f'<row r="{at}">']
            for (cell, style, told), value in zip(left, values, strict=False):
                if value is not None:
                    row.append(f"{cell}{at}{style}{told[value]}")
            row.append(f'{letters}{at}" s="{looks[id(look)]}{contents[values[datum]]}')
            for (cell, style, told), value in zip(right, values[datum + 1 :], strict=True):
                if value is not None:
                    row.append(f"{cell}{at}{style}{told[value]}")
            row.append("</row>")
            yield "".join(row)
