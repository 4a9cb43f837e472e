"""The workbook that is sent, filled in and changed as values: no file, and every change moves all that a sheet says."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tests.unit.intake.returned import Filled, values
from tests.unit.template.test_build import OFFICE
from toolkit.files.model import Area, RawSheet, RawValue, RawWorkbook, State
from toolkit.form.layout import lay_out
from toolkit.form.model import Round
from toolkit.template.build import plan_template
from toolkit.units import Unit

Move = Callable[[int], int | None]
"""Where a row or column goes; None: it is deleted."""


@dataclass
class Page:
    """One sheet that can be changed."""

    name: str
    state: State = "visible"
    cells: dict[tuple[int, int], RawValue] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def last(self) -> tuple[int, int]:
        return max(row for row, _ in self.cells), max(col for _, col in self.cells)

    def find(self, value: RawValue) -> tuple[int, int]:
        """The first cell with a value."""
        return min(spot for spot, found in self.cells.items() if found == value)

    def move(self, rows: Move = lambda row: row, cols: Move = lambda col: col) -> None:
        """Move all cells, row by row and column by column."""

        def spots(given: dict) -> dict:  # type: ignore[type-arg]
            found = {(rows(row), cols(col)): value for (row, col), value in given.items()}
            return {spot: value for spot, value in found.items() if None not in spot}

        self.cells, self.formulas = spots(self.cells), spots(self.formulas)
        self.hidden_rows = {to for row in self.hidden_rows if (to := rows(row)) is not None}
        self.hidden_columns = {to for col in self.hidden_columns if (to := cols(col)) is not None}
        self.merged = []

    def insert_rows(self, at: int, count: int = 1) -> None:
        self.move(rows=lambda row: row + count if row >= at else row)

    def insert_columns(self, at: int, count: int = 1) -> None:
        self.move(cols=lambda col: col + count if col >= at else col)

    def delete_row(self, at: int) -> None:
        self.move(rows=lambda row: None if row == at else row - (row > at))

    def delete_column(self, at: int) -> None:
        self.move(cols=lambda col: None if col == at else col - (col > at))

    def shift_right(self, row: int, at: int, count: int = 1) -> None:
        """Insert cells into one row."""
        mine = {col: value for (line, col), value in self.cells.items() if line == row and col >= at}
        for col in mine:
            del self.cells[row, col]
        self.cells |= {(row, col + count): value for col, value in mine.items()}


@dataclass
class Book:
    """A workbook that can be changed."""

    pages: list[Page]

    def page(self, name: str) -> Page:
        return next(page for page in self.pages if page.name == name)

    def copy(self, name: str, new: str) -> Page:
        old = self.page(name)
        page = replace(old, name=new, cells=dict(old.cells), formulas=dict(old.formulas))
        self.pages.append(page)
        return page

    def raw(self) -> RawWorkbook:
        """The workbook as the reader gives it."""
        sheets = []
        for page in self.pages:
            bottom, right = page.last
            rows = tuple(
                tuple(page.cells.get((row, col)) for col in range(right + 1)) for row in range(bottom + 1)
            )
            hidden = frozenset(page.hidden_rows), frozenset(page.hidden_columns)
            sheets.append(RawSheet(page.name, page.state, rows, tuple(page.merged), *hidden))
        formulas = {(page.name, *spot): text for page in self.pages for spot, text in page.formulas.items()}
        return RawWorkbook(tuple(sheets), formulas=formulas)


_PLANNED: dict[tuple[str, tuple[Unit, ...]], list[Page]] = {}


def _planned(round: Round, units: tuple[Unit, ...]) -> list[Page]:
    """The template's sheets, planned once; the round's id stands for its form."""
    pages = _PLANNED.setdefault((round.id + round.forms[0].digest, units), [])
    if pages:
        return pages
    for sheet in plan_template(round, units, {}, OFFICE).sheets:
        page = Page(sheet.name, sheet.state, hidden_rows=set(sheet.hidden_rows))
        page.hidden_columns, page.merged = set(sheet.hidden_columns), list(sheet.merges)
        for cell in sheet.cells:
            spot = cell.row, cell.col
            if cell.value not in (None, ""):
                value = cell.value
                number = isinstance(value, int) and not isinstance(value, bool)
                page.cells[spot] = float(value) if number else value  # type: ignore[arg-type,assignment]
            if cell.formula:
                page.formulas[spot] = cell.formula
        pages.append(page)
    return pages


def sent(
    round: Round, unit: Unit, filled: Filled | None = None, units: tuple[Unit, ...] | None = None
) -> Book:
    """The template of a unit (or the common one of `units`), filled in: `values` unless given."""
    asked = units or (unit,)
    book = Book(
        [
            replace(
                page,
                cells=dict(page.cells),
                formulas=dict(page.formulas),
                merged=list(page.merged),
                hidden_rows=set(page.hidden_rows),
                hidden_columns=set(page.hidden_columns),
            )
            for page in _planned(round, asked)
        ]
    )
    given = values(round, unit) if filled is None else filled
    for slot in lay_out(round.forms, asked).slots:
        if given.get(slot.key) is not None:
            book.page(slot.sheet).cells[slot.row, slot.col] = given[slot.key]
    return book
