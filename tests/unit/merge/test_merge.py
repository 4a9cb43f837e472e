"""What goes into a total, and what never does."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.merge import built
from tests.unit.merge.built import NONE, NOT_APPLICABLE, Cell, Held, Qualified, Said
from toolkit.form.model import BlockKind, HeadGroup, Round
from toolkit.intake.model import Entry, Origin, Qualifier
from toolkit.merge.merge import merge
from toolkit.merge.model import TOTAL_ROW, Totals
from toolkit.text import Text
from toolkit.validation.model import Checked

OVER, UNDER, ABOUT = Qualifier.OVER, Qualifier.UNDER, Qualifier.ABOUT


def totals(said: Said, round: Round | None = None) -> Totals:
    round = round or built.a_round()
    return merge(round, built.checked(round, said), 0)


def column(code: str, *cells: Cell) -> Said:
    """The first communes' cells of one field."""
    return {f"C{at}": {(code, ""): cell} for at, cell in enumerate(cells)}


def pairs(*cells: tuple[Cell, Cell, Cell]) -> Said:
    names = ("online_num", "online_den", "online")
    return {f"C{at}": {(n, ""): c for n, c in zip(names, cell, strict=True)} for at, cell in enumerate(cells)}


def ids(*codes: str) -> tuple[str, ...]:
    return tuple(f"{code}@" for code in codes)


def test_a_sum_is_of_communes_and_own_agencies() -> None:
    total = totals({"C0": {("news", ""): 3}, "D-own": {("news", ""): 4}}).total("news")
    assert total.value == 7
    assert total.coverage.asked == ids("C0", "C1", "C2", "C3", "C4", "D-own")
    assert total.coverage.reporting == ids("C0", "D-own")


def test_nobody_reported_is_no_zero() -> None:
    assert totals({}).total("news").value is None
    assert totals(column("news", None, None)).total("news").value is None
    assert totals(column("news", Held(5))).total("news").value is None


def test_nothing_occurred_is_a_reported_zero() -> None:
    total = totals(column("news", NONE, NONE)).total("news")
    assert (total.value, total.coverage.reporting) == (0, ids("C0", "C1"))


def test_held_is_out_and_shown() -> None:
    total = totals(column("news", 3, Held(1000))).total("news")
    assert (total.value, total.coverage.held) == (3, ids("C1"))
    assert [(s.value, s.counted) for s in total.sources] == [(3, True), (1000, False)]


def test_an_imputed_value_is_in_no_total() -> None:
    round = built.a_round()
    was = built.checked(round, column("news", 3, 1000))
    first, second = was.entries
    entry: Entry = replace(second.stacked.entry, origin=Origin.IMPUTED)
    imputed = replace(second, stacked=replace(second.stacked, entry=entry))
    total = merge(round, replace(was, entries=(first, imputed)), 0).total("news")
    assert (total.value, total.coverage.reporting) == (3, ids("C0"))


def test_whom_it_does_not_concern_is_not_asked() -> None:
    assert totals(column("news", 3, NOT_APPLICABLE)).total("news").coverage.asked == ids(
        "C0", "C2", "C3", "C4", "D-own"
    )


@pytest.mark.parametrize(
    ("kinds", "whole"),
    [((), Qualifier.EXACT), ((OVER,), OVER), ((OVER, OVER), OVER), ((UNDER,), UNDER), ((OVER, UNDER), ABOUT),
     ((OVER, ABOUT), ABOUT)],
)  # fmt: skip
def test_a_qualified_part_qualifies_the_sum(kinds: tuple[Qualifier, ...], whole: Qualifier) -> None:
    total = totals(column("news", 5, *(Qualified(10, kind) for kind in kinds))).total("news")
    assert (total.value, total.qualifier) == (5 + 10 * len(kinds), whole)


def test_sums_of_amounts_are_exact() -> None:
    parts = (Decimal("0.1"), Decimal("0.2"), Decimal("12345678901234567890123456789.01"))
    assert totals(column("cost", *parts)).total("cost").value == Decimal("12345678901234567890123456789.31")


def test_yes_is_counted() -> None:
    total = totals(column("plan", True, False, True, None)).total("plan")
    assert (total.value, total.coverage.reporting) == (2, ids("C0", "C1", "C2"))


def test_rollup_none_gives_no_total() -> None:
    with pytest.raises(KeyError):
        totals(column("villages", 4)).total("villages")


def test_district_only_counts_own_agencies_alone() -> None:
    total = totals({"C0": {("vans", ""): 9}, "D-own": {("vans", ""): 2}}).total("vans")
    assert (total.value, total.coverage.asked) == (2, ids("D-own"))


def test_texts_are_told_not_added() -> None:
    result = totals(column("remark", "Mưa lũ", Held("x")))
    assert result.total("remark").value is None
    assert result.total("remark").coverage.held == ids("C1")
    assert [(line.unit_id, line.values) for line in result.lines] == [("C0@", (("remark", "Mưa lũ"),))]


# Rates


def test_a_rate_is_the_ratio_of_sums_over_units_that_have_both() -> None:
    total = totals(pairs((1, 2, None), (0, 98, None), (50, None, None), (None, 7, None))).total("online")
    assert (total.numerator, total.denominator, total.value) == (1, 100, Decimal(1))
    assert total.coverage.reporting == ids("C0", "C1")


def test_a_stated_rate_stands_aside() -> None:
    result = totals(pairs((None, None, Decimal(100)), (1, 4, Decimal(25)), (None, None, Held(Decimal(7)))))
    total = result.total("online")
    assert total.stated == (("C0@", Decimal(100)),)
    assert (total.value, total.coverage.reporting) == (Decimal(25), ids("C1"))
    assert total.coverage.held == ids("C2")
    assert "C0@" in total.coverage.asked
    assert "C0@" not in total.coverage.missing


def test_nothing_of_nothing_is_no_rate() -> None:
    total = totals(pairs((NONE, NONE, None), (0, 0, None))).total("online")
    assert (total.value, total.numerator, total.denominator) == (None, 0, 0)
    assert total.coverage.reporting == ids("C0", "C1")


def test_a_held_half_holds_the_pair() -> None:
    total = totals(pairs((Held(3), 4, Decimal(75)), (1, 3, None))).total("online")
    assert (total.numerator, total.denominator, total.coverage.held) == (1, 3, ids("C0"))
    assert total.value == Decimal("33.333333")


def test_the_parts_of_a_rate_have_sums_of_their_own() -> None:
    result = totals(pairs((1, 2, None), (50, None, None)))
    assert result.total("online_num").value == 51
    assert result.total("online_den").value == 2
    assert result.total("online").numerator == 1


def test_more_than_is_less_than_as_a_denominator() -> None:
    assert totals(pairs((1, Qualified(50, OVER), None))).total("online").qualifier is UNDER
    assert totals(pairs((Qualified(1, OVER), Qualified(50, OVER), None))).total("online").qualifier is ABOUT


def test_a_rate_knows_the_words_of_its_parts_and_nothing_of_anything_is_nothing() -> None:
    rate = totals(pairs((1, Qualified(50, OVER), None), (2, 10, None))).total("online")
    assert (rate.qualifier, rate.numerator_qualifier, rate.denominator_qualifier) == (
        UNDER,
        Qualifier.EXACT,
        OVER,
    )
    assert totals(pairs((0, Qualified(50, OVER), None))).total("online").qualifier is Qualifier.EXACT
    assert totals(pairs((Qualified(0, OVER), 50, None))).total("online").qualifier is OVER


# Derived fields


def test_a_formula_is_computed_per_unit_then_added() -> None:
    said: Said = {
        "C0": {("news", ""): 3, ("talks", ""): 4}, "C1": {("news", ""): 100, ("talks", ""): None},
        "C2": {("news", ""): NONE, ("talks", ""): 2}, "C3": {("news", ""): NONE, ("talks", ""): NONE},
        "C4": {("news", ""): 6, ("talks", ""): Held(2)},
    }  # fmt: skip
    total = totals(said).total("both")
    assert total.value == 7 + 2
    assert total.coverage.reporting == ids("C0", "C2", "C3")
    assert total.coverage.held == ids("C4")
    assert total.coverage.missing == ids("C1", "D-own")


def test_what_is_subtracted_turns_round() -> None:
    said: Said = {"C0": {("news", ""): 9, ("talks", ""): Qualified(4, OVER)}}
    assert (totals(said).total("gap").value, totals(said).total("gap").qualifier) == (5, UNDER)


def test_a_derived_rate_is_a_ratio_of_sums() -> None:
    said: Said = {
        "C0": {("news", ""): 1, ("talks", ""): 1},
        "C1": {("news", ""): 8, ("talks", ""): 0},
        "C2": {("news", ""): 90},
    }
    total = totals(said).total("share")
    assert (total.numerator, total.denominator, total.value) == (9, 10, Decimal(90))


# Grids, lists, narratives


def test_a_grid_has_a_total_per_cell_and_a_last_row() -> None:
    said: Said = {
        "C0": {("got", "land"): 10, ("done", "land"): 9, ("got", "civil"): 5, ("done", "civil"): 5},
        "C1": {("got", "land"): 1, ("done", "land"): 0, ("got", "civil"): Held(77), ("done", "civil"): 1},
    }
    result = totals(said)
    assert result.total("got", "land", "got").value == 11
    assert result.total("got", "civil", "got").value == 5
    assert result.total("left", "land", "left").value == 2
    assert result.total("got", TOTAL_ROW, "got").value == 16
    assert result.total("got", TOTAL_ROW, "got").coverage.held == ids("C1")
    rate = result.total("rate", TOTAL_ROW, "rate")
    assert (rate.numerator, rate.denominator) == (9 + 5 + 0, 10 + 5 + 1)


def test_lines_of_a_list_are_counted_and_told() -> None:
    said: Said = {
        "C0": {("title", "1"): "Kế hoạch 1", ("copies", "1"): 5, ("title", "3"): "Công văn", ("copies", "3"): None},
        "C1": {("title", "1"): NONE, ("copies", "1"): NONE},
        "C2": {("title", "1"): None, ("copies", "1"): None},
        "C3": {("title", "1"): Held("Trùng"), ("copies", "1"): 8, ("title", "2"): "Thật", ("copies", "2"): Held(9)},
    }  # fmt: skip
    result = totals(said)
    count = result.total("documents")
    assert count.value == 3
    assert (count.coverage.reporting, count.coverage.held) == (ids("C0", "C1"), ids("C3"))
    assert "C2@" in count.coverage.missing
    copies = result.total("copies")
    assert (copies.value, copies.coverage.held) == (5, ids("C3"))
    told = [(line.unit_id, line.number, dict(line.values)) for line in result.lines]
    assert told == [
        ("C0@", 1, {"title": "Kế hoạch 1", "copies": 5}), ("C0@", 3, {"title": "Công văn"}), ("C3@", 2, {"title": "Thật"}),
    ]  # fmt: skip


def test_ideas_are_told_by_unit() -> None:
    result = totals(
        {"C1": {("ideas", "1"): "=1+1", ("ideas", "2"): "Thiếu máy"}, "C0": {("ideas", "1"): NONE}}
    )
    assert result.total("ideas").value == 2
    assert result.total("ideas").coverage.reporting == ids("C0", "C1")
    assert [line.values for line in result.lines] == [(("ideas", "=1+1"),), (("ideas", "Thiếu máy"),)]


# Around the totals


def test_who_returned_and_who_did_not() -> None:
    result = totals({"C0": {("news", ""): None}, "D-own": {("news", ""): 1}})
    assert result.returned == ids("C0", "D-own")
    assert result.missing == ids("C1", "C2", "C3", "C4")


def test_the_order_of_entries_does_not_matter() -> None:
    round = built.a_round()
    said: Said = {
        "C0": {("news", ""): 3, ("talks", ""): 1, ("title", "2"): "b", ("title", "1"): "a"},
        "C1": {("news", ""): Qualified(5, OVER), ("online_num", ""): 1, ("online_den", ""): 3},
    }
    one = built.checked(round, said)
    other = Checked(round=round.id, entries=one.entries[::-1], findings=(), results=(), verdicts=one.verdicts)
    assert merge(round, one, 0) == merge(round, other, 0)


def test_nothing_is_compared_before_the_caller_does() -> None:
    now = totals({"C0": {("news", ""): 3}})
    assert (now.changes, now.comparisons) == ((), ())


def test_a_cell_s_total_is_named_with_its_merged_heading() -> None:
    """Columns of two headings are called alike: without the heading, two changed totals read the same."""
    grid = next(block for block in built.FORM.blocks if block.kind is BlockKind.GRID)
    alike = tuple(replace(item, label=Text("Tổng số", "Total")) for item in grid.fields)
    first, *rest = (item.code for item in grid.fields)
    heads = (
        HeadGroup(label=Text("Tiếp nhận", "Received"), columns=(first,)),
        HeadGroup(label=Text("Giải quyết", "Solved"), columns=tuple(rest)),
    )
    blocks = tuple(replace(b, fields=alike, head=heads) if b is grid else b for b in built.FORM.blocks)
    merged = totals({}, built.a_round(form=replace(built.FORM, blocks=blocks))).totals
    labels = {total.label.vi for total in merged if total.key.block == grid.id and total.key.row == "land"}
    assert {"Đất đai: Tiếp nhận: Tổng số", "Đất đai: Giải quyết: Tổng số"} <= labels
