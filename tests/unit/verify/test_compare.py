"""What differs between a workbook as written and as found: each changed cell, and nothing that only follows from it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from toolkit.files.model import RawSheet, RawValue, RawWorkbook
from toolkit.form.layout import STAMP_SHEET
from toolkit.verify.compare import compare, number_of, same
from toolkit.verify.model import Comparison, Kind, Layout, Written

NAME = "Theo đơn vị"
ROWS: tuple[tuple[RawValue, ...], ...] = (
    ("STT", "Đơn vị", "Số tin"),
    (1.0, "Xã An Bình", 12.0),
    (2.0, "Xã Bình Thạnh", 30.0),
    (None, "TỔNG CỘNG", 42.0),
)
TOTAL = (NAME, 3, 2)
FORMULA = '=IF(COUNT(C2:C3)=0,"…",SUM(C2:C3))'
STAMP = RawSheet(
    STAMP_SHEET,
    "very_hidden",
    (("round", "built-2024-H1"), ("edition", 1.0), ("digest", "d"), ("total", "x")),
)


def about(unit: str) -> tuple[str, ...]:
    return (unit, "built", "general", "news", "", "")


ABOUT = {(NAME, 1, 2): about("C0@"), (NAME, 2, 2): about("C1@"), TOTAL: about("")}


def workbook(
    *changes: tuple[int, int, RawValue], formula: str | None = FORMULA, name: str = NAME
) -> RawWorkbook:
    rows = [list(row) for row in ROWS]
    for row, col, value in changes:
        rows[row][col] = value
    formulas = {} if formula is None else {(name, 3, 2): formula}
    sheet = RawSheet(name, "visible", tuple(tuple(row) for row in rows))
    return RawWorkbook((sheet, STAMP), formulas=formulas)


WRITTEN = Written(found=workbook(), about=ABOUT)


def found(other: RawWorkbook) -> Comparison:
    return compare(WRITTEN, other)


def test_the_same_is_the_same() -> None:
    assert found(workbook()).cells == ()


def test_a_units_changed_figure_is_told_once_and_its_total_only_follows() -> None:
    changed = found(workbook((1, 2, 15.0), (3, 2, 45.0)))
    (cell,) = changed.cells
    assert (cell.kind, cell.cell, cell.was, cell.now, cell.unit_id) == (Kind.VALUE, "C2", 12.0, 15.0, "C0@")
    assert changed.computed == 1


@pytest.mark.parametrize(
    ("value", "kind"),
    [("12", Kind.AS_TEXT), ("mười hai", Kind.TEXT), (None, Kind.EMPTIED), (13.5, Kind.VALUE)],
)
def test_what_was_done_to_a_cell_is_told(value: RawValue, kind: Kind) -> None:
    assert [cell.kind for cell in found(workbook((1, 2, value))).cells] == [kind]


def test_a_formula_overwritten_is_told_even_by_the_same_number() -> None:
    for value in (42.0, 50.0):
        (cell,) = found(workbook((3, 2, value), formula=None)).cells
        assert (cell.kind, cell.unit_id, cell.was_formula) == (Kind.FORMULA, "", FORMULA)


def test_a_formula_changed_is_told_and_one_spelt_otherwise_is_not() -> None:
    assert [cell.kind for cell in found(workbook(formula="=SUM(C2:C3)+8")).cells] == [Kind.FORMULA]
    spelt = '=IF(COUNT($C$2:$C$3)=0, "…", SUM(C2:C3))'
    assert found(workbook(formula=spelt)).cells == ()


def test_another_result_of_a_formula_that_nothing_explains_is_told() -> None:
    (cell,) = found(workbook((3, 2, 41.0))).cells
    assert cell.kind is Kind.FORMULA


def test_a_program_that_keeps_no_results_changes_nothing() -> None:
    without = replace(workbook((3, 2, None)), uncalculated=frozenset({TOTAL}))
    assert found(without).cells == ()


def test_rows_that_changed_places_keep_their_units() -> None:
    rows = (ROWS[0], ROWS[2], (1.0, "Xã An Bình", 99.0), ROWS[3])
    sorted_ = RawWorkbook((RawSheet(NAME, "visible", rows),), formulas={TOTAL: FORMULA})
    changed = compare(WRITTEN, sorted_)
    (cell,) = changed.cells
    assert (cell.cell, cell.was_cell, cell.unit_id, cell.now) == ("C3", "C2", "C0@", 99.0)
    assert {one.kind for one in changed.layout} == {Layout.ROWS_MOVED}


def rebuilt(*rows: tuple[RawValue, ...], formula: str, at: int) -> Comparison:
    sheet = RawSheet(NAME, "visible", rows)
    return compare(WRITTEN, RawWorkbook((sheet,), formulas={(NAME, at, 2): formula}))


def test_a_sum_that_leaves_a_row_out_is_told_whatever_was_moved_or_added_elsewhere() -> None:
    short = '=IF(COUNT(C2:C2)=0,"…",SUM(C2:C2))'
    below = rebuilt(*ROWS[:3], (None, "TỔNG CỘNG", 12.0), (), (None, "Người lập biểu"), formula=short, at=3)
    assert {(one.cell, one.kind, one.unit_id) for one in below.cells} == {
        ("C4", Kind.FORMULA, ""), ("B6", Kind.ADDED, ""),
    }  # fmt: skip
    swapped = (ROWS[0], ROWS[2], ROWS[1], (None, "TỔNG CỘNG", 142.0))
    more = rebuilt(*swapped, formula=FORMULA.replace("SUM(C2:C3)", "SUM(C2:C3)+100"), at=3)
    assert [(one.cell, one.kind) for one in more.cells] == [("C4", Kind.FORMULA)]
    assert rebuilt(*swapped[:3], ROWS[3], formula=FORMULA, at=3).cells == ()


def test_rows_that_only_changed_places_explain_no_other_result() -> None:
    swapped = rebuilt(ROWS[0], ROWS[2], ROWS[1], (None, "TỔNG CỘNG", 50.0), formula=FORMULA, at=3)
    assert [(one.cell, one.now) for one in swapped.cells] == [("C4", 50.0)] and not swapped.computed


def test_what_stands_in_a_row_put_into_the_table_is_listed() -> None:
    wider = FORMULA.replace("C3", "C4")
    put_in = (*ROWS[:2], (None, "Xã Mới", 100.0), ROWS[2], (None, "TỔNG CỘNG", 142.0))
    found_in = rebuilt(*put_in, formula=wider, at=4)
    assert [(one.cell, one.kind, one.now, one.about) for one in found_in.cells] == [
        ("B3", Kind.ADDED, "Xã Mới", ()), ("C3", Kind.ADDED, 100.0, ()),
    ]  # fmt: skip
    assert found_in.computed == 1  # the sum, which takes the new row in as Excel does
    left_out = rebuilt(*put_in[:4], (None, "TỔNG CỘNG", 112.0), formula=FORMULA, at=4)
    assert ("C5", Kind.FORMULA) in {(one.cell, one.kind) for one in left_out.cells}


def test_a_row_that_is_gone_explains_the_sum_without_it() -> None:
    gone = rebuilt(ROWS[0], ROWS[1], (None, "TỔNG CỘNG", 12.0), formula=FORMULA.replace("C3", "C2"), at=2)
    assert gone.cells == () and gone.computed == 1
    assert {one.kind for one in gone.layout} == {Layout.ROWS_GONE}


def test_units_of_one_name_take_nothing_from_each_other() -> None:
    rows = (ROWS[0], (1.0, "Xã Trùng Tên", 12.0), (2.0, "Xã Trùng Tên", 30.0), ROWS[3])
    written = Written(
        found=RawWorkbook((RawSheet(NAME, "visible", rows),), formulas={TOTAL: FORMULA}), about=ABOUT
    )
    swapped = RawSheet(NAME, "visible", (rows[0], rows[2], rows[1], rows[3]))
    found_in = compare(written, RawWorkbook((swapped,), formulas={TOTAL: FORMULA}))
    assert found_in.cells and all(one.about == () for one in found_in.cells)


def test_another_name_in_a_row_takes_its_figures_from_nobody() -> None:
    changed = found(workbook((1, 1, "Xã khác"), (1, 2, 99.0)))
    assert {cell.cell for cell in changed.cells} == {"B2", "C2"}
    assert all(cell.about == () for cell in changed.cells)


def test_sheets_renamed_missing_and_added_are_told() -> None:
    renamed = found(workbook((1, 2, 15.0), name="Bảng khác"))
    assert [(one.kind, one.names) for one in renamed.layout] == [(Layout.RENAMED, ("Bảng khác",))]
    assert [(cell.sheet, cell.unit_id) for cell in renamed.cells] == [("Bảng khác", "C0@")]
    other = RawWorkbook((RawSheet("Nháp", "visible", (("x",),)),))
    assert {one.kind for one in found(other).layout} == {Layout.MISSING, Layout.ADDED}


def test_of_a_workbook_that_the_round_has_left_behind_figures_alone_are_compared() -> None:
    other = workbook((0, 2, "Số tin, bài"), (1, 2, 15.0))
    assert len(compare(WRITTEN, other).cells) == 2
    assert [cell.cell for cell in compare(WRITTEN, other, figures_only=True).cells] == ["C2"]


@pytest.mark.parametrize(
    ("was", "now", "alike"),
    [
        (12, 12.0, True), (0.1 + 0.2, 0.3, True), (12.0, 12.001, False), (None, "", True), ("a\r\nb ", "a\nb", True),
        ("1", 1.0, False), (True, 1.0, False), (0.0, None, False), ("Có", "có", False),
    ],
)  # fmt: skip
def test_programs_keep_values_in_ways_that_say_the_same(was: RawValue, now: RawValue, alike: bool) -> None:
    assert same(was, now) is alike


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (12.5, "12.5"), ("1.523", "1523"), ("1.523,5", "1523.5"), ("12,5", "12.5"), ("1523", "1523"), ("1.52", None),
        ("12 tin", None), (True, None), (None, None), ("1,523.5", None),
    ],
)  # fmt: skip
def test_a_number_is_read_one_way_or_not_at_all(value: RawValue, number: str | None) -> None:
    assert number_of(value) == (None if number is None else Decimal(number))
