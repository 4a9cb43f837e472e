"""What totals may come to: beside them, of whoever is missing or held, and never in them."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.merge import built
from tests.unit.merge.built import NONE, NOT_APPLICABLE, Cell, Held, Qualified, Said
from tests.unit.validation.calls import world
from tests.unit.validation.calls.world import key, unit_id
from toolkit.decisions.model import Adjustment
from toolkit.form.model import Key, Round
from toolkit.intake.model import Qualifier
from toolkit.merge.estimates import Outlook
from toolkit.merge.merge import merge
from toolkit.merge.model import TOTAL_ROW, Estimate, Totals
from toolkit.merge.rollup import percent
from toolkit.merge.tidy import totals_rows
from toolkit.text.numbers import round_half_up
from toolkit.validation.model import Anticipated

Where = tuple[str, str]
Expected = Mapping[tuple[str, Where], tuple[int | str, int | str, int | str]]
"""Value, low and high by unit's code and cell."""
Before = Mapping[tuple[str, Where], int]

ROUND = world.a_round(3, own=False)


def outlook(expected: Expected, before: Before | None = None) -> Outlook:
    anticipated = {
        (unit_id(code), key(*where)): Anticipated(
            value=Decimal(value), low=Decimal(low), high=Decimal(high), basis="history"
        )
        for (code, where), (value, low, high) in expected.items()
    }
    earlier = {(unit_id(code), key(*where)): number for (code, where), number in (before or {}).items()}
    return Outlook(
        expected=lambda unit, at: anticipated.get((unit, at)), before=lambda unit, at: earlier.get((unit, at))
    )


def merged(
    now: Said,
    expected: Expected,
    before: Before | None = None,
    round: Round = ROUND,
    adjustments: Sequence[Adjustment] = (),
) -> Totals:
    return merge(round, built.checked(round, now), 0, adjustments, outlook(expected, before))


def estimate(totals: Totals, code: str, row: str = "") -> Estimate | None:
    return next((one for one in totals.estimates if (one.key.field, one.key.row) == (code, row)), None)


def figures(found: Estimate | None) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    assert found is not None
    return found.value, found.low, found.high


def all_of(cell: Where, *cells: Cell) -> dict[str, dict[Where, Cell]]:
    return {f"C{at}": {cell: value} for at, value in enumerate(cells)}


NEWS = ("news", "")


def test_an_estimate_adds_what_is_expected_of_whoever_is_missing() -> None:
    totals = merged(all_of(NEWS, 10, 20), {("C2", NEWS): (7, 5, 11)})
    assert totals.total("news").value == 30
    found = estimate(totals, "news")
    assert found == Estimate(
        key=key("news"), reporting=2, asked=3, weight=None, value=Decimal(37), low=Decimal(35), high=Decimal(41),
        estimated=("C2@",),
    )  # fmt: skip


def test_what_is_held_is_expected_anew_and_not_as_it_is_stated() -> None:
    totals = merged(all_of(NEWS, 10, 20, Held(5000)), {("C2", NEWS): (7, 5, 11)})
    assert figures(estimate(totals, "news")) == (37, 35, 41)


def test_a_blank_cell_is_missing_too() -> None:
    totals = merged(all_of(NEWS, 10, None, None), {("C1", NEWS): (7, 5, 11), ("C2", NEWS): (1, 0, 2)})
    assert figures(estimate(totals, "news")) == (18, 15, 23)


def test_a_complete_total_has_no_estimate() -> None:
    totals = merged(all_of(NEWS, 10, NONE, NOT_APPLICABLE), {("C2", NEWS): (7, 5, 11)})
    assert estimate(totals, "news") is None


def test_one_of_whom_nothing_can_be_expected_leaves_no_figures() -> None:
    found = estimate(merged(all_of(NEWS, 10), {("C2", NEWS): (7, 5, 11)}), "news")
    assert found is not None
    assert figures(found) == (None, None, None)
    assert (found.estimated, found.without_basis) == (("C2@",), ("C1@",))


def test_nobody_reported_and_all_are_expected() -> None:
    totals = merged({}, {(code, NEWS): (7, 5, 11) for code in ("C0", "C1", "C2")})
    assert totals.total("news").value is None
    assert figures(estimate(totals, "news")) == (21, 15, 33)


def test_what_staff_adjusted_stays_in_the_reported_part() -> None:
    ordered = Adjustment(
        by="Văn thư",
        at=datetime(2024, 6, 18),
        reason="Sót",
        key=key("news"),
        amount=Decimal(100),
        ordered_by="LĐ",
    )
    totals = merged(all_of(NEWS, 10, 20), {("C2", NEWS): (7, 5, 11)}, adjustments=(ordered,))
    assert totals.total("news").value == 130
    assert figures(estimate(totals, "news")) == (137, 135, 141)


def test_counts_are_estimated_whole_and_the_range_is_rounded_outwards() -> None:
    totals = merged(all_of(NEWS, 10, 20), {("C2", NEWS): ("7.5", "5.9", "11.1")})
    assert figures(estimate(totals, "news")) == (38, 35, 42)
    cost = ("cost", "")
    totals = merged(
        all_of(cost, Decimal("1.125"), Decimal(2)), {("C2", cost): ("0.3334", "0.3331", "0.3336")}
    )
    assert figures(estimate(totals, "cost")) == (Decimal("3.458"), Decimal("3.458"), Decimal("3.459"))


# What is computed


def test_a_derived_total_takes_the_parts_that_are_reported_and_expects_the_others() -> None:
    now: Said = {
        "C0": {NEWS: 10, ("talks", ""): 4},
        "C1": {NEWS: 10, ("talks", ""): Held(900)},
    }
    talks = ("talks", "")
    totals = merged(now, {("C1", talks): (6, 5, 8), ("C2", NEWS): (20, 18, 25), ("C2", talks): (1, 0, 3)})
    assert totals.total("both").value == 14
    assert figures(estimate(totals, "both")) == (14 + 16 + 21, 14 + 15 + 18, 14 + 18 + 28)
    assert totals.total("gap").value == 6
    assert figures(estimate(totals, "gap")) == (6 + 4 + 19, 6 + 2 + 15, 6 + 5 + 25)


def test_a_total_row_takes_each_row_that_is_reported() -> None:
    land, civil = ("got", "land"), ("got", "civil")
    now: Said = {"C0": {land: 10, civil: 1}, "C1": {land: 20, civil: Held(7)}}
    totals = merged(now, {("C1", civil): (2, 1, 3), ("C2", land): (30, 20, 40), ("C2", civil): (3, 3, 3)})
    assert totals.total("got", TOTAL_ROW, "got").value == 31
    assert figures(estimate(totals, "got", TOTAL_ROW)) == (66, 55, 77)
    assert figures(estimate(totals, "got", "land")) == (60, 50, 70)
    assert figures(estimate(totals, "got", "civil")) == (6, 5, 7)


NUM, DEN = ("online_num", ""), ("online_den", "")


def test_a_rate_is_the_quotient_of_its_estimated_parts() -> None:
    now: Said = {"C0": {NUM: 10, DEN: 20}, "C1": {NUM: 15, DEN: None}}
    expected: Expected = {("C1", DEN): (30, 25, 40), ("C2", NUM): (5, 4, 6), ("C2", DEN): (50, 40, 60)}
    totals = merged(now, expected)
    rate = totals.total("online")
    assert (rate.numerator, rate.denominator) == (10, 20)
    assert figures(estimate(totals, "online")) == (percent(30, 100), percent(29, 120), percent(31, 85))
    assert figures(estimate(totals, "online_num")) == (30, 29, 31)
    assert figures(estimate(totals, "online_den")) == (100, 85, 120)


def test_a_rate_stays_within_what_the_form_allows() -> None:
    now: Said = {"C0": {NUM: 19, DEN: 20}}
    totals = merged(
        now, {("C1", NUM): (9, 9, 10), ("C1", DEN): (10, 8, 10)}, round=world.a_round(2, own=False)
    )
    assert figures(estimate(totals, "online")) == (percent(28, 30), percent(28, 30), Decimal(100))


def test_a_rate_of_which_one_part_cannot_be_expected_has_no_figures() -> None:
    now: Said = {"C0": {NUM: 10, DEN: 20}, "C1": {NUM: 1, DEN: 2}}
    found = estimate(merged(now, {("C2", NUM): (5, 4, 6)}), "online")
    assert found is not None
    assert (figures(found), found.without_basis) == ((None, None, None), ("C2@",))


def test_a_denominator_that_may_be_nothing_tells_no_range() -> None:
    expected: Expected = {(code, NUM): (1, 0, 2) for code in ("C0", "C1", "C2")}
    some: Expected = {(code, DEN): (4, 0, 9) for code in ("C0", "C1", "C2")}
    assert figures(estimate(merged({}, {**expected, **some}), "online")) == (25, None, None)
    none: Expected = {(code, DEN): (0, 0, 0) for code in ("C0", "C1", "C2")}
    assert figures(estimate(merged({}, {**expected, **none}), "online")) == (None, None, None)


def test_who_states_a_rate_alone_is_not_estimated() -> None:
    now: Said = {"C0": {NUM: 1, DEN: 2}, "C1": {("online", ""): Decimal(50)}, "C2": {NUM: 2, DEN: 4}}
    assert estimate(merged(now, {("C1", NUM): (1, 1, 1), ("C1", DEN): (1, 1, 1)}), "online") is None


def test_a_rate_of_two_other_fields_is_estimated_by_them() -> None:
    talks = ("talks", "")
    now: Said = {"C0": {NEWS: 10, talks: 10}, "C1": {NEWS: 5, talks: 5}}
    totals = merged(now, {("C2", NEWS): (15, 15, 15), ("C2", talks): (5, 5, 5)})
    assert figures(estimate(totals, "share"))[0] == percent(30, 50)


def test_numbers_of_yes_texts_and_lists_are_not_estimated() -> None:
    round = built.a_round()
    everything = Outlook(
        expected=lambda unit, at: Anticipated(
            value=Decimal(1), low=Decimal(1), high=Decimal(1), basis="peers"
        ),
        before=lambda unit, at: 1,
    )
    totals = merge(round, built.checked(round, {}), 0, (), everything)
    told = {one.key.field for one in totals.estimates}
    assert told == {
        *("news", "talks", "both", "gap", "cost", "vans", "online", "online_num", "online_den", "share"),
        *("got", "done", "left", "rate"),
    }
    vans = estimate(totals, "vans")
    assert vans is not None
    assert (vans.asked, vans.estimated) == (1, (built.OWN.unit_id,))


# Weight


def test_the_weight_is_the_share_of_what_reporting_units_stated_for_the_last_period() -> None:
    before = {("C0", NEWS): 10, ("C1", NEWS): 20, ("C2", NEWS): 90}
    found = estimate(merged(all_of(NEWS, 500, Held(5)), {}, before), "news")
    assert found is not None
    assert found.weight == round_half_up(Fraction(10, 120), 4)


def test_a_unit_without_a_figure_then_is_weighed_by_what_is_expected_of_it() -> None:
    before = {("C0", NEWS): 10, ("C1", NEWS): 20}
    found = estimate(merged(all_of(NEWS, 500, Held(5)), {("C2", NEWS): (70, 60, 80)}, before), "news")
    assert found is not None
    assert (found.weight, found.weighed) == (Decimal("0.1"), 3)


def test_of_whom_nothing_is_known_is_left_out_of_the_weight_and_that_is_said() -> None:
    found = estimate(merged(all_of(NEWS, 500), {}, {("C0", NEWS): 10, ("C1", NEWS): 30}), "news")
    assert found is not None
    assert (found.weight, found.weighed, found.asked) == (Decimal("0.25"), 2, 3)


def test_the_weight_is_unknown_where_nothing_is_known_of_all_that_are_missing_or_of_all_that_are_not() -> (
    None
):
    for known in ("C0", "C2"):
        found = estimate(merged(all_of(NEWS, 500), {}, {(known, NEWS): 10}), "news")
        assert found is not None
        assert (found.weight, found.weighed) == (None, 0)


def test_the_weight_is_unknown_where_the_last_period_was_nothing() -> None:
    for before in ({}, {(code, NEWS): 0 for code in ("C0", "C1", "C2")}):
        found = estimate(merged(all_of(NEWS, 500), {}, before), "news")
        assert found is not None
        assert (found.weight, found.weighed) == (None, 0)


def test_a_rates_weight_is_its_denominators() -> None:
    before: Before = {
        **{(code, DEN): n for code, n in (("C0", 10), ("C1", 20), ("C2", 70))},
        **{(code, NUM): 1 for code in ("C0", "C1", "C2")},
    }
    found = estimate(merged({"C0": {NUM: 1, DEN: 2}}, {}, before), "online")
    assert found is not None
    assert found.weight == Decimal("0.1")


def test_a_computed_totals_weight_is_of_its_parts() -> None:
    before = {("C0", NEWS): 10, ("C0", ("talks", "")): 10, ("C1", NEWS): 60, ("C1", ("talks", "")): 20}
    round = world.a_round(2, own=False)
    found = estimate(merged({"C0": {NEWS: 1, ("talks", ""): 1}}, {}, before, round), "both")
    assert found is not None
    assert found.weight == Decimal("0.2")


# Against a second, naive implementation

CODES = ("C0", "C1", "C2", "C3")
CELLS = (
    NEWS,
    ("talks", ""),
    NUM,
    DEN,
    ("got", "land"),
    ("got", "civil"),
    ("done", "land"),
    ("done", "civil"),
)
counts = st.integers(0, 10**6)
over = st.builds(Qualified, counts, st.just(Qualifier.OVER))
cells = st.one_of(counts, counts, st.none(), st.just(NONE), counts.map(Held), over)
rounds = st.dictionaries(st.sampled_from(CODES), st.fixed_dictionaries(dict.fromkeys(CELLS, cells)))
ranges = (
    st.lists(counts, min_size=3, max_size=3).map(sorted).map(lambda three: (three[1], three[0], three[2]))
)
outlooks = st.fixed_dictionaries(
    {(code, where): st.one_of(ranges, ranges, ranges, st.none()) for code in CODES for where in CELLS}
)
Three = tuple[Fraction, Fraction, Fraction]


def counted(cell: Cell) -> int | None:
    if cell is NONE:
        return 0
    if isinstance(cell, Qualified):
        return int(cell.value)
    return cell if isinstance(cell, int) else None


def naive_part(
    now: Said,
    known: Mapping[tuple[str, Where], tuple[int, int, int] | None],
    code: str,
    parts: Sequence[tuple[int, Where]],
) -> Three | None:
    """What a unit states of a linear sum, the parts it does not state as they are expected."""
    found = [Fraction(0)] * 3
    for sign, where in parts:
        stated = counted(now[code][where]) if code in now else None
        expected = known[code, where] if stated is None else (stated, stated, stated)
        if expected is None:
            return None
        value, low, high = expected
        for at, number in enumerate((value, low, high) if sign > 0 else (value, high, low)):
            found[at] += sign * number
    return found[0], found[1], found[2]


def naive(
    now: Said,
    known: Mapping[tuple[str, Where], tuple[int, int, int] | None],
    *rows: Sequence[tuple[int, Where]],
) -> tuple[int, int, int] | None:
    """Every unit's rows, stated or expected; None where one is not known."""
    three = [
        part for code in CODES for row in rows if (part := naive_part(now, known, code, row)) is not None
    ]
    if len(three) < len(CODES) * len(rows):
        return None
    value, low, high = (sum(part[at] for part in three) for at in range(3))
    return int(value), floor(low), ceil(high)


@settings(max_examples=15, deadline=None)
@given(rounds, outlooks, st.integers(0, 99))
def test_it_is_what_a_naive_second_implementation_gives(
    now: Said, known: Mapping[tuple[str, Where], tuple[int, int, int] | None], seed: int
) -> None:
    round = world.a_round(4, own=False)
    expected = {at: three for at, three in known.items() if three is not None}
    checked = built.checked(round, now)
    totals = merge(round, checked, 0, (), outlook(expected))
    sums: dict[Key, tuple[Sequence[tuple[int, Where]], ...]] = {
        key("news"): (((1, NEWS),),),
        key("online_den"): (((1, DEN),),),
        key("both"): (((1, NEWS), (1, ("talks", ""))),),
        key("gap"): (((1, NEWS), (-1, ("talks", ""))),),
        key("left", "land"): (((1, ("got", "land")), (-1, ("done", "land"))),),
        key("left", "land")._replace(row=TOTAL_ROW): (
            ((1, ("got", "land")), (-1, ("done", "land"))),
            ((1, ("got", "civil")), (-1, ("done", "civil"))),
        ),
        key("got", "land")._replace(row=TOTAL_ROW): (((1, ("got", "land")),), ((1, ("got", "civil")),)),
    }
    found = {one.key: one for one in totals.estimates}
    for at, rows in sums.items():
        total = next(one for one in totals.totals if one.key == at)
        if total.coverage.complete:
            assert at not in found
            continue
        wanted = naive(now, known, *rows)
        assert figures(found[at]) == (wanted or (None, None, None))
        assert bool(found[at].without_basis) == (wanted is None)
        out = {*total.coverage.missing, *total.coverage.held}
        assert {*found[at].estimated, *found[at].without_basis} == out
    num, den = naive(now, known, ((1, NUM),)), naive(now, known, ((1, DEN),))
    rate = found.get(key("online"))
    if rate is not None and num is not None and den is not None and den[0] > 0:
        assert rate.value == round_half_up(Fraction(num[0], den[0]) * 100, 6)

    plain = merge(round, checked, 0)
    assert replace(totals, estimates=()) == plain  # nothing estimated is in any total
    entries = list(checked.entries)
    random.Random(seed).shuffle(entries)
    assert merge(round, replace(checked, entries=tuple(entries)), 0, (), outlook(expected)) == totals


def test_no_estimate_is_in_the_tidy_tables() -> None:
    now = all_of(NEWS, 10, 20, Held(7))
    checked = built.checked(ROUND, now)
    totals = merged(now, {("C2", NEWS): (777, 777, 777)})
    assert totals.estimates
    assert totals_rows(ROUND, totals) == totals_rows(ROUND, merge(ROUND, checked, 0))
    told = [cell for row in totals_rows(ROUND, totals) for cell in row]
    assert not {"777", "807"} & set(told)


@pytest.mark.parametrize("cell", [None, Held(3)])
def test_an_estimate_is_wide_enough_for_its_value(cell: Cell) -> None:
    found = estimate(merged(all_of(NEWS, 1, 2, cell), {("C2", NEWS): ("2.5", "2.4", "2.6")}), "news")
    value, low, high = figures(found)
    assert value is not None
    assert low is not None
    assert high is not None
    assert low <= value <= high
