"""A trace leads from a total to the cells it comes from, and what it shows adds up to the total."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.unit.trace.explained import BY_KEY, evidence, key, of_unit, traced
from tests.unit.workbook import rich
from toolkit.form.model import Key, Rollup
from toolkit.intake.model import Origin
from toolkit.merge.model import TOTAL_ROW, Source, UnitChange
from toolkit.trace.model import Compared, Counted, Node, Role, Stated, UnitPart
from toolkit.trace.told import made_words
from toolkit.trace.told_beside import compared_words, stated_units
from toolkit.trace.trace import trace

NUMBERS = [k for k, total in BY_KEY.items() if total.value is not None and k.field != "title"]


def added(node: Node) -> Decimal:
    """What the units' parts come to, added up by the tree alone."""
    inside = [part for part in node.units if part.value is not None and part.counted not in _OUT]
    return sum((Decimal(int(p.value) if isinstance(p.value, bool) else p.value) for p in inside), Decimal(0))  # type: ignore[arg-type]


_OUT = {Counted.UNPAIRED, Counted.STATED}


@pytest.mark.parametrize("key", NUMBERS, ids=lambda key: "/".join(key[1:4]))
def test_every_total_is_the_sum_of_what_its_tree_shows(key: Key) -> None:
    node = trace(evidence(), key).node
    if node.rollup is Rollup.RATIO:
        num, den = node.parts[:2]
        assert (num.role, den.role) == (Role.NUMERATOR, Role.DENOMINATOR)
        for half, value in ((num, node.numerator), (den, node.denominator)):
            assert value == added(half) + half.adjusted, half.key
        return
    assert node.value == added(node) + node.adjusted


@pytest.mark.parametrize("key", NUMBERS, ids=lambda key: "/".join(key[1:4]))
def test_parts_with_their_coefficients_make_the_whole(key: Key) -> None:
    node = trace(evidence(), key).node
    if node.parts and node.parts[0].role is Role.ROW:
        rows = sum(Decimal(part.value or 0) for part in node.parts)
        assert node.value == rows + sum(one.amount for one in node.adjustments)
    elif node.parts and node.rollup is Rollup.SUM:
        made = sum(p.coefficient * Fraction(p.value or 0) for p in node.parts)
        of_some = "over the units that have all of them" in made_words(node).en
        assert (Fraction(node.value or 0) != made) == of_some


def test_every_expected_unit_is_told_of_and_how_it_counted() -> None:
    node = traced("news").node
    said = {part.unit_id: part.counted for part in node.units}
    assert said == {
        "C0@": Counted.VALUE,
        "C1@": Counted.VALUE,
        "C2@": Counted.HELD,
        "C3@": Counted.VALUE,
        "C4@": Counted.ABSENT,
        "D-own@": Counted.VALUE,
    }
    vans = {part.unit_id: part.counted for part in traced("vans").node.units}
    assert vans["C0@"] is Counted.NOT_ASKED and vans["D-own@"] is Counted.VALUE


def test_a_cell_says_where_it_stands_what_was_typed_and_who_changed_it() -> None:
    part = of_unit(traced("news").node, "C0@")
    assert isinstance(part, UnitPart)
    (cell,) = part.cells
    assert cell.file and cell.sheet and cell.cell and cell.raw == "1523"
    assert cell.correction is not None and (cell.correction.before, cell.correction.after) == (1523, 1253)
    held = of_unit(traced("news").node, "C2@")
    assert isinstance(held, UnitPart)
    assert [reason.code for reason in held.cells[0].held_by] == ["news_add_up"]
    accepted = of_unit(traced("news").node, "C3@")
    assert isinstance(accepted, UnitPart)
    assert [reason.code for reason in accepted.cells[0].waived] == ["talks_usual"]
    assert accepted.cells[0].waived[0].waiver is not None


def test_a_rate_counts_only_units_with_both_and_says_what_stands_outside() -> None:
    num, den = traced("online").node.parts
    assert den.parts == ()
    outside = {p.unit_id: p.counted for p in num.units if not p.counted.is_in}
    assert outside["C2@"] is Counted.STATED
    assert outside["C3@"] is Counted.UNPAIRED
    assert num.whole == 62 and num.value == 53  # C3 gave its numerator alone


def test_decisions_on_it_and_on_nothing_else_are_told_in_order() -> None:
    found = traced("news").decided
    assert [one.at for one in found] == sorted(one.at for one in found)
    said = {(one.unit_id, one.after.en) for one in found}
    assert {("C0@", "1,253"), ("", "+5")} <= said and ("", "+99") not in said
    assert {one.unit_id for one in found} == {"C0@", "C2@", "C3@", ""}
    alone = traced("news", unit="C0@").decided
    assert [one.unit_id for one in alone] == ["C0@"]


def test_of_one_unit_the_tree_has_that_unit_alone() -> None:
    found = traced("both", unit="C0@")
    assert {part.unit_id for node in found.node.each for part in node.units} == {"C0@"}


def compared(
    code: str, *, complete: bool, earlier_complete: bool = True, **of_the_earlier: Any
) -> tuple[Compared, ...]:
    """A total's comparisons where all its units are in, or not."""
    of_the_earlier["complete"] = earlier_complete
    whole = evidence()
    at = key(code)
    totals = tuple(
        replace(total, coverage=replace(total.coverage, reporting=total.coverage.asked, held=(), missing=()))
        if complete and total.key == at
        else total
        for total in whole.totals.totals
    )
    beside = tuple(
        replace(one, **of_the_earlier) if one.key == at else one for one in whole.totals.comparisons
    )
    told = replace(whole, totals=replace(whole.totals, totals=totals, comparisons=beside))
    return trace(told, at).compared


def test_comparisons_say_what_they_give() -> None:
    (talks,) = compared("talks", complete=True)
    assert BY_KEY[traced("talks").node.key].value == 15
    assert (talks.change, talks.percent, talks.partial) == (3, 25, False)
    over, unknown = compared("news", complete=True)  # "hơn 1.340" is no number to compute with
    assert over.change is None and unknown.change is None
    (rate,) = compared("online", complete=True)
    assert rate.points is not None and rate.change is None


def test_no_change_is_told_where_not_all_units_are_in_on_either_side() -> None:
    for one in (
        *compared("talks", complete=False),
        *compared("talks", complete=True, earlier_complete=False),
    ):
        assert (one.change, one.percent, one.partial) == (None, None, True)
        assert compared_words(one, 2, False).vi == (
            "6 tháng đầu năm 2023: 12; chưa đủ đơn vị nên không tính tăng, giảm"
        )


def test_a_stated_nothing_is_a_figure_to_compare_with() -> None:
    (one,) = compared("talks", complete=True, value=0, none=True)
    assert compared_words(one, 2, False).vi == "6 tháng đầu năm 2023: không phát sinh; tăng 15"


def test_what_staff_corrected_between_editions_is_not_told_as_the_units_cell() -> None:
    at = key("news")
    before = Source(unit_id="C0@", key=at, value=3, file="một.xlsx", sheet="Số liệu", cell="E9")
    after = replace(before, value=5, origin=Origin.CORRECTED)
    state = Stated(edition=None, value=5, units=(UnitChange(unit_id="C0@", before=before, after=after),))
    (line,) = stated_units(rich.ROUND, state)
    assert "3 → 5 (đính chính" in line.vi and "E9" not in line.vi


def test_of_a_personal_field_the_places_are_told_and_nothing_else() -> None:
    personal = [
        field.code for block in rich.ROUND.forms[0].blocks for field in block.fields if field.personal
    ]
    assert personal == ["drafter"]
    text = repr([trace(evidence(), key) for key in BY_KEY])
    assert "Họ tên" not in text


def test_rows_of_a_grid_stand_below_its_grand_total() -> None:
    node = traced("got", TOTAL_ROW).node
    assert [part.role for part in node.parts] == [Role.ROW, Role.ROW]
    assert [one.amount for one in node.adjustments] == [Decimal(-2)]
    assert {cell.key.row for part in node.units for cell in part.cells} == {"land", "civil"}
