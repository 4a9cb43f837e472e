"""Rows and columns are known by their words, wherever they went; what cannot be told is not guessed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.files.model import RawSheet
from toolkit.verify.align import align
from toolkit.verify.model import Layout

HEAD = ("STT", "Đơn vị", "Số tin", "Số buổi")
UNITS = ("Xã An Bình", "Xã Bình Thạnh", "Xã Châu Ổ", "Xã Đông Hòa", "Xã Hòa Khê", "Xã Kim Long")
ROWS = (
    ("BẢNG TỔNG HỢP",),
    HEAD,
    *((at, name, 10 + at, 20 + at) for at, name in enumerate(UNITS, 1)),
    ("", "TỔNG CỘNG", 81, 141),
)
FIGURES = [(row, col) for row in range(2, 9) for col in (2, 3)]


def sheet(rows: object) -> RawSheet:
    return RawSheet("Theo đơn vị", "visible", tuple(tuple(row) for row in rows))  # type: ignore[attr-defined]


def kinds(rows: object) -> set[Layout]:
    return {one.kind for one in align(sheet(ROWS), sheet(rows), FIGURES).changes}


def test_the_same_sheet_is_matched_where_it_stands() -> None:
    found = align(sheet(ROWS), sheet(ROWS), FIGURES)
    assert all(here == there for here, there in found.rows.items()) and len(found.rows) == len(ROWS)
    assert (found.changes, found.unsure) == ((), frozenset())


@settings(max_examples=60)
@given(st.permutations(range(2, 8)))
def test_sorted_rows_are_found_wherever_they_went(order: list[int]) -> None:
    rows = [*ROWS[:2], *(ROWS[at] for at in order), ROWS[8]]
    found = align(sheet(ROWS), sheet(rows), FIGURES)
    assert all(rows[there] == ROWS[here] for here, there in found.rows.items())
    assert len(found.rows) == len(ROWS)
    assert ({one.kind for one in found.changes} == {Layout.ROWS_MOVED}) == (order != sorted(order))


@settings(max_examples=60)
@given(st.sets(st.integers(2, 7), max_size=5), st.integers(2, 8))
def test_rows_taken_out_and_put_in_leave_the_others_matched(gone: set[int], at: int) -> None:
    kept = [row for n, row in enumerate(ROWS) if n not in gone]
    rows = [*kept[:at], ("", "ghi thêm", 5, 5), *kept[at:]]
    found = align(sheet(ROWS), sheet(rows), FIGURES)
    for here, there in found.rows.items():
        assert rows[there] == ROWS[here] or here in found.unsure
    assert not gone - found.unsure & found.rows.keys()
    assert all(here in found.rows for here in range(len(ROWS)) if here not in gone)


def test_a_row_whose_words_are_others_now_is_compared_but_nobody_is_said_to_own_it() -> None:
    rows = [list(row) for row in ROWS]
    rows[4][1] = "Xã khác"
    found = align(sheet(ROWS), sheet(rows), FIGURES)
    assert found.rows[4] == 4 and found.unsure == {4}


def test_a_column_put_in_moves_the_others_with_their_heads() -> None:
    rows = [(row[0], "", *row[1:]) if len(row) > 1 else row for row in ROWS]
    found = align(sheet(ROWS), sheet(rows), FIGURES)
    assert (found.cols[2], found.cols[3]) == (3, 4)
    assert Layout.COLUMNS_MOVED in {one.kind for one in found.changes}


def test_swapped_columns_are_told_apart_by_their_heads() -> None:
    rows = [(*row[:2], row[3], row[2]) if len(row) > 3 else row for row in ROWS]
    found = align(sheet(ROWS), sheet(rows), FIGURES)
    assert (found.cols[2], found.cols[3]) == (3, 2)


def test_a_reworded_head_moves_nothing() -> None:
    rows = [list(row) for row in ROWS]
    rows[1][2] = "Số tin, bài"
    found = align(sheet(ROWS), sheet(rows), FIGURES)
    assert found.cols[2] == 2 and not {Layout.COLUMNS_MOVED, Layout.COLUMNS_GONE} & kinds(rows)


def test_a_deleted_column_is_told_and_its_figures_are_nobodys() -> None:
    rows = [(*row[:2], *row[3:]) if len(row) > 2 else row for row in ROWS]
    found = align(sheet(ROWS), sheet(rows), FIGURES)
    assert 2 not in found.cols and found.cols[3] == 2
    assert Layout.COLUMNS_GONE in {one.kind for one in found.changes}
