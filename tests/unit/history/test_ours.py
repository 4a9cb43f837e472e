"""A consolidated workbook of ours is taken exactly as it was written, or not at all."""

import io
from collections.abc import Callable
from functools import cache

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.unit.workbook import full, rich
from toolkit.errors import UsageError
from toolkit.files.read_workbook import read_workbook
from toolkit.files.write_workbook import write_workbook
from toolkit.form.stamp import stated_in
from toolkit.history.model import HistoryRow
from toolkit.history.ours import is_ours, read_ours
from toolkit.text import say

FORMS = {form.id: form for form in rich.ROUND.forms}
NEWS = "built/general/news/"


@cache
def written(lang: str = "vi", closed: bool = True) -> bytes:
    return write_workbook(full.plan("keep", lang, rich.CLOSED if closed else rich.ROUND))  # type: ignore[arg-type]


def taken(data: bytes) -> tuple[HistoryRow, ...]:
    raw = read_workbook(data)
    assert is_ours(stated_in(raw))
    return read_ours(raw, "tổng hợp.xlsx", stated_in(raw), FORMS)


def edited(change: Callable[[Workbook], None], data: bytes | None = None) -> bytes:
    book, out = openpyxl.load_workbook(io.BytesIO(data or data_alone())), io.BytesIO()
    change(book)
    book.save(out)
    return out.getvalue()


@cache
def data_alone() -> bytes:
    """The workbook saved again by another program with no sheet but the two that are read."""

    def drop(book: Workbook) -> None:
        for sheet in book.worksheets:
            if sheet.title not in (say("workbook.sheet_data").vi, "_tonghop"):
                book.remove(sheet)

    return edited(drop, written())


def _at(sheet: Worksheet, head: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == head)


def _row(sheet: Worksheet, key: str, after: int = 1) -> int:
    """The first row of a key whose value is a number."""
    return next(
        row
        for row in range(after + 1, sheet.max_row + 1)
        if sheet.cell(row, _at(sheet, say("workbook.col_key").vi)).value == key
        and isinstance(sheet.cell(row, _at(sheet, say("workbook.col_value").vi)).value, int | float)
    )


def _data(book: Workbook) -> Worksheet:
    return book[say("workbook.sheet_data").vi]


def _set(book: Workbook, head: str, value: object) -> None:
    sheet = _data(book)
    sheet.cell(_row(sheet, NEWS), _at(sheet, say(f"workbook.{head}").vi)).value = value


def _change_in_pairs(book: Workbook) -> None:
    sheet, col = _data(book), _at(_data(book), say("workbook.col_value").vi)
    first = _row(sheet, NEWS)
    for row, by in ((first, 2), (_row(sheet, NEWS, first), -2)):
        sheet.cell(row, col).value += by


def _state(name: str, value: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        for row in book["_tonghop"].iter_rows():
            if row[0].value == name:
                row[1].value = value

    return change


def test_saving_it_again_changes_nothing() -> None:
    whole = taken(written())
    assert any(not row.unit for row in whole) and any(row.unit for row in whole)
    assert taken(edited(lambda book: None, written())) == taken(data_alone()) == whole


def test_sorting_its_data_changes_no_figure() -> None:
    def swap(book: Workbook) -> None:
        sheet = _data(book)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for at, row in enumerate(reversed(rows), start=2):
            for col, value in enumerate(row, start=1):
                sheet.cell(at, col).value = value

    assert set(taken(edited(swap))) == set(taken(written()))


@pytest.mark.parametrize(
    "change",
    [
        lambda book: _set(book, "col_value", 7_777),
        lambda book: _set(book, "col_unit_id", "X@"),
        lambda book: _set(book, "col_counted", "Không"),
        lambda book: _set(book, "col_qualifier", "trên"),
        lambda book: _data(book).delete_rows(_row(_data(book), NEWS)),
        _change_in_pairs,
        _state("round", "another"),
        _state("period", "2019"),
        _state("edition", "7"),
        _state("unit", "99@"),
        _state("round", ""),
    ],
)
def test_anything_that_was_changed_by_hand_is_refused(change: Callable[[Workbook], None]) -> None:
    with pytest.raises(UsageError) as caught:
        taken(edited(change))
    assert caught.value.key == "history.ours_changed"


def test_a_total_changed_on_the_hidden_sheet_is_refused() -> None:
    def change(book: Workbook) -> None:
        row = next(row for row in book["_tonghop"].iter_rows() if row[1].value == f"{NEWS}/")
        row[2].value = "9"

    with pytest.raises(UsageError):
        taken(edited(change))


def test_what_was_not_closed_and_where_units_were_missing_is_marked() -> None:
    official, provisional = taken(written()), taken(written(closed=False))
    assert {row.provisional for row in official} == {False}
    assert {row.provisional for row in provisional} == {True}
    complete = {total.key: total.coverage.complete for total in full.totals().totals}
    totals = {row.key: row.complete for row in official if not row.unit}
    assert totals == {key: complete[key] for key in totals} and set(totals.values()) == {True, False}
    assert all(row.complete for row in official if row.unit)
