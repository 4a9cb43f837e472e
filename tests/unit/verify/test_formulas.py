"""Formulas are the same when they compute the same cells, wherever rows, columns and sheets went."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.verify.align import Alignment
from toolkit.verify.formulas import Places

COUNT = 12


def places(rows: Mapping[int, int] | None = None, cols: Mapping[int, int] | None = None) -> Places:
    """A sheet "Số liệu" whose rows and columns went where these say, now called "Số mới"; "Khác" stands as it was."""
    same = {at: at for at in range(COUNT)}
    moved = Alignment(same if rows is None else rows, same if cols is None else cols)
    return Places({"Số liệu": moved, "Khác": Alignment(same, same)}, {"Số mới": "Số liệu", "Khác": "Khác"})


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("=SUM(C2:C3)", "SUM( $C$2:$C$3 )", True),
        ("=SUM(C2:C3)", "=SUM(C2:C4)", False),
        ("=SUM(C2:C3)", "=SUM(C2:C3)+100", False),
        ("=SUM(C2:C3)", "=sum(C2:C3)", True),
        ("=SUM(C2:C3)", "=SUM(C3:C2)", True),
        ("='Số liệu'!C2", "='Số mới'!C2", True),
        ("='Số liệu'!C2", "=Khác!C2", False),
        ("=Khác!C2", "='Khác'!C2", True),
        ('=IF(C2="C3",1,2)', '=IF(C2="C4",1,2)', False),
        ("=_xlfn.IFNA(C2,0)", "=IFNA(C2,0)", True),
        ("=LOG10(C2)", "=LOG10(C3)", False),
        ("=SUM(C2:C3)", "", True),
        ("=C2", "=#REF!", False),
    ],
)
def test_spelling_does_not_matter_and_cells_do(one: str, other: str, alike: bool) -> None:
    assert places().same(one, other, "Khác") is alike


@settings(max_examples=25)
@given(st.permutations(range(COUNT)), st.integers(0, COUNT - 1), st.integers(0, COUNT - 1))
def test_a_cell_is_followed_wherever_its_row_went(order: list[int], row: int, other: int) -> None:
    moved = places(dict(enumerate(order)))
    assert moved.same(f"=B{row + 1}", f"=B{order[other] + 1}", "Số liệu") is (row == other)
    assert moved.same(f"=SUM(A1:A{COUNT})", f"=SUM(A1:A{COUNT})", "Số liệu")


def test_a_range_that_grew_by_a_row_put_in_is_the_same_and_one_that_did_not_is_another() -> None:
    grown = places({at: at + (at >= 3) for at in range(COUNT)})
    assert grown.same("=SUM(C2:C6)", "=SUM(C2:C7)", "Số liệu")
    assert not grown.same("=SUM(C2:C6)", "=SUM(C2:C6)", "Số liệu")
    assert grown.same("=SUM(C2:C6)", "=SUM(C2:C6)", "Khác")


def test_columns_are_followed_too() -> None:
    moved = places(cols={at: at + 1 for at in range(COUNT)})
    assert moved.same("=SUM(C2:D6)", "=SUM(D2:E6)", "Số liệu")
    assert not moved.same("=SUM(C2:D6)", "=SUM(C2:D6)", "Số liệu")
