"""Figures pasted a row too low or too high are held, all of the run; either trace alone is not."""

import pytest

from tests.unit.intake.returned import a_round, values
from tests.unit.intake.sent import Book, Page, sent
from toolkit.findings import Finding, Severity
from toolkit.form.layout import INPUT_COL, lay_out
from toolkit.form.model import Key
from toolkit.intake.model import Entry, State
from toolkit.intake.read import read_content

ROUND = a_round()
UNIT = ROUND.units[0]
FORM = ROUND.forms[0].id
LAYOUT = lay_out(ROUND.forms, (UNIT,))
FIGURES, GRID = LAYOUT.area(FORM, "figures"), LAYOUT.area(FORM, "dossiers")
RUN = ("household_total", "dossier_received", "dossier_online", "dossier_direct")


def read(book: Book) -> tuple[dict[Key, Entry], dict[str, Finding]]:
    content = read_content(book.raw(), ROUND, UNIT)
    return {entry.key: entry for entry in content.entries}, {one.code: one for one in content.findings}


def paste(page: Page, first: int, last: int, col: int, by: int) -> None:
    """The cells of a column cut and pasted some rows lower."""
    moved = {row: page.cells.pop((row, col), None) for row in range(first, last + 1)}
    for row, value in moved.items():
        page.cells[row + by, col] = value
        page.formulas.pop((row + by, col), None)


def test_a_block_pasted_one_row_down_is_held() -> None:
    book = sent(ROUND, UNIT)
    first = FIGURES.first_row
    paste(book.page("Số liệu"), first, first + 3, INPUT_COL, 1)
    entries, said = read(book)
    assert {entries[Key(FORM, "figures", code)].state for code in RUN} == {State.TEXT}
    assert said["STR-033"].severity is Severity.ERROR
    assert "STR-026" not in said  # one cause, one finding
    assert entries[Key(FORM, "figures", "banner")].state is State.VALUE


def test_a_block_pasted_one_row_up_over_the_tick_is_held() -> None:
    book = sent(ROUND, UNIT)
    first = FIGURES.first_row
    paste(book.page("Số liệu"), first, first + 3, INPUT_COL, -1)
    entries, said = read(book)
    assert {entries[Key(FORM, "figures", code)].state for code in RUN} == {State.TEXT}
    assert "STR-033" in said


def test_a_grid_pasted_over_its_total_is_held() -> None:
    book = sent(ROUND, UNIT)
    for at in range(len(GRID.columns)):
        paste(book.page("Hồ sơ"), GRID.first_row, GRID.last_row, GRID.first_col + at, 1)
    entries, said = read(book)
    held = [entry for key, entry in entries.items() if key.block == "dossiers"]
    assert {entry.state for entry in held} == {State.TEXT}
    assert len(said["STR-033"].related) >= len(held) - 1


def test_a_formula_typed_over_with_what_the_parts_give_holds_nothing() -> None:
    """A total that leaves out the blank row is right."""
    book = sent(ROUND, UNIT)
    page = book.page("Hồ sơ")
    filled = values(ROUND, UNIT)
    for at, item in enumerate(GRID.columns):
        col = GRID.first_col + at
        page.cells.pop((GRID.first_row, col))
        rest = [
            value
            for key, value in filled.items()
            if key.block == "dossiers" and key.column == item.code and key.row != GRID.block.rows[0].code
        ]
        page.cells[GRID.total_row, col] = sum(float(str(value)) for value in rest)
        page.formulas.pop((GRID.total_row, col), None)
    _, said = read(book)
    assert "STR-033" not in said


@pytest.mark.parametrize("blank", [True, False])
def test_one_trace_alone_holds_nothing(blank: bool) -> None:
    book = sent(ROUND, UNIT)
    page = book.page("Số liệu")
    first = FIGURES.first_row
    if blank:
        page.cells.pop((first, INPUT_COL))
    else:
        page.cells[first + 4, INPUT_COL] = 777.0
        page.formulas.pop((first + 4, INPUT_COL), None)
    entries, said = read(book)
    assert "STR-033" not in said
    assert entries[Key(FORM, "figures", "dossier_online")].state is State.VALUE
