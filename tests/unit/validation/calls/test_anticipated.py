"""What a unit can be expected to state: by itself, else by units of its kind, else nothing."""

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.merge import built
from tests.unit.merge.built import NONE, Held, Qualified
from tests.unit.validation.calls import world
from tests.unit.validation.calls.world import anticipations, key, one, said, unit_id
from toolkit.intake.model import Qualifier
from toolkit.validation.calls.anticipated import Anticipations

MISSING = unit_id("C5")


def test_the_same_half_of_last_year_moved_as_others_moved() -> None:
    """Five communes doubled; the sixth stated 10 in the same half of last year, and 99 in the half before."""
    past = one("news", *[(1, n, 1) for n in (10, 20, 30, 40, 50)], (99, 10, 10))
    known = anticipations(said("news", 20, 40, 60, 80, 100), past)
    assert known.value(MISSING, key("news")) == 20


def test_what_was_counted_then_stays_as_it_was_where_four_cannot_tell_a_trend() -> None:
    past = one("news", *[(1, n, 1) for n in (10, 20, 30, 40)], (), (99, 10, 10))
    assert anticipations(said("news", 20, 40, 60, 80), past).value(MISSING, key("news")) == 10


def test_where_last_years_half_is_unknown_the_newest_speaks() -> None:
    past = one("news", *[()] * 5, (None, None, 7, 8))
    assert anticipations({}, past).value(MISSING, key("news")) == 7
    past = one("news", *[()] * 5, (6, None, 7, 8))
    assert anticipations({}, past).value(MISSING, key("news")) == 6
    assert anticipations({}, one("news", *[()] * 5, (7,))).value(MISSING, key("news")) == 7


def test_a_stock_is_what_it_was_last() -> None:
    past = one("pop", *[()] * 5, (8000, 100, 100))
    assert anticipations({}, past).value(MISSING, key("pop")) == 8000


def test_the_trend_is_the_median_of_ratios_and_zeros_have_none() -> None:
    now = said("news", 10, 20, 30, 1000, 0, ...)
    past = one("news", (0, 10), (0, 10), (0, 10), (0, 10), (0, 10), (0, 10))
    assert anticipations(now, past).value(MISSING, key("news")) == 10  # four ratios: no trend
    seven = world.a_round(7)
    past = one("news", *[(0, 10)] * 7)
    now = said("news", 10, 20, 30, 1000, 0, ..., 40)
    assert anticipations(now, past, seven).value(MISSING, key("news")) == 30


def test_what_is_held_or_not_exact_tells_no_trend() -> None:
    past = one("news", *[(0, 10)] * 6)
    for cell in (Held(20), Qualified(20, Qualifier.OVER), None):
        now = said("news", 20, 20, 20, 20, cell)
        assert anticipations(now, past).value(MISSING, key("news")) == 10


def test_own_agencies_follow_no_commune_and_have_no_peers() -> None:
    own = built.OWN.unit_id
    past = {**one("news", *[(0, 10)] * 5), built.OWN.code: {("news", ""): (3, 4, 5)}}
    known = anticipations(said("news", 20, 20, 20, 20, 20), past)
    assert known.value(own, key("news")) == 4
    assert known.value(own, key("talks")) is None
    assert known.of(own, key("talks")) is None


# What is counted up from the beginning of the year


def test_a_cumulative_figure_is_compared_with_the_same_half_only() -> None:
    past = one("grown", *[()] * 5, (900, 400, 800, 300, 700, 200))
    found = anticipations({}, past).of(MISSING, key("grown"))
    assert found is not None
    assert found.value == 400
    assert [value for _, value in found.references] == [400, 300, 200]
    assert (found.low, found.high) == (300, 500)  # it moved by 100 from year to year


def test_a_cumulative_figure_is_at_least_what_the_year_had_come_to() -> None:
    past = one("grown", *[()] * 5, (900, 400, 800, 300, 700, 200))
    found = anticipations({}, past, before={"C5": {("grown", ""): 450}}).of(MISSING, key("grown"))
    assert found is not None
    assert (found.value, found.low, found.high) == (450, 450, 550)


def test_without_earlier_years_it_grows_as_others_grew_this_year() -> None:
    before = {f"C{at}": {("grown", ""): 100} for at in range(6)}
    known = anticipations(said("grown", 150, 150, 150, 200, 200), {}, before=before)
    assert known.value(MISSING, key("grown")) == 150
    assert anticipations({}, {}, before=before).value(MISSING, key("grown")) is None


# Units of its kind


def sized(*cells: tuple[int, int]) -> built.Said:
    return {f"C{at}": {("pop", ""): pop, ("news", ""): news} for at, (pop, news) in enumerate(cells)}


def test_without_history_peers_per_head_speak() -> None:
    now = sized((1000, 10), (2000, 20), (3000, 30), (4000, 40), (5000, 500))
    found = anticipations(now, one("pop", *[()] * 5, (6000,))).of(MISSING, key("news"))
    assert found is not None
    assert (found.value, found.basis) == (60, "peers")
    assert (found.low, found.high) == (60, Decimal(492))  # P95 of 1 % four times and 10 %: 8.2 %
    assert [(text.vi, value) for text, value in found.references] == [("trung vị của 5 đơn vị tương tự", 60)]


def test_without_a_size_units_of_its_type_speak() -> None:
    now = sized((1000, 10), (2000, 20), (3000, 30), (4000, 40), (5000, 500))
    assert anticipations(now, {}).value(MISSING, key("news")) == 30
    town = world.a_round(towns=1)
    assert anticipations(now, {}, town).value(MISSING, key("news")) is None
    assert anticipations(now, one("pop", *[()] * 5, (6000,)), town).value(MISSING, key("news")) == 60


def test_a_size_is_what_was_stated_last_before_the_slip_of_now() -> None:
    now = sized((1000, 10), (2000, 20), (3000, 30), (4000, 40), (5000, 50))
    slip = {"C5": {("pop", ""): 6_000_000, ("news", ""): Held(1)}}
    known = anticipations({**now, **slip}, one("pop", *[()] * 5, (6000,)))
    assert known.value(MISSING, key("news")) == 60


def test_a_size_is_never_told_per_head() -> None:
    now = sized((1000, 1), (2000, 1), (3000, 1), (4000, 1), (5000, 1))
    assert anticipations(now, {}).value(MISSING, key("pop")) == 3000


def test_four_peers_are_too_few() -> None:
    now = sized((1000, 10), (2000, 20), (3000, 30), (4000, 40))
    assert anticipations(now, {}).value(MISSING, key("news")) is None


def test_nothing_occurred_is_a_figure_of_a_peer() -> None:
    now = said("news", 10, NONE, NONE, NONE, 20)
    assert anticipations(now, {}).value(MISSING, key("news")) == 0


def test_nothing_known_is_nothing_expected() -> None:
    known = anticipations({}, {})
    assert all(known.of(MISSING, key(code)) is None for code in world.TYPED)
    assert known.of("X9@", key("news")) is None
    assert known.of(MISSING, key("plan")) is None
    assert known.of(MISSING, key("both")) is None  # computed, never typed


# The range


def test_a_range_reaches_as_far_as_the_units_own_figure_ever_moved() -> None:
    past = one("news", *[()] * 5, (10, 20, 110))
    found = anticipations({}, past).of(MISSING, key("news"))
    assert found is not None
    assert (found.value, found.low, found.high) == (20, 0, 110)  # no figure was below zero
    assert [text.vi for text, _ in found.references] == [period.label.vi for period in world.halves(3)]
    past = one("news", *[()] * 5, (10, 20, -70))
    assert (found := anticipations({}, past).of(MISSING, key("news"))) is not None
    assert (found.low, found.high) == (-70, 110)


def test_what_grew_is_expected_on_both_sides_of_what_it_was_last() -> None:
    past = one("pop", *[()] * 5, (8000, 7950, 7890, 7800))
    found = anticipations({}, past).of(MISSING, key("pop"))
    assert found is not None
    assert (found.value, found.low, found.high) == (8000, 7910, 8090)


def test_seasons_are_no_change_where_enough_years_are_known() -> None:
    past = one("news", *[()] * 5, (900, 50, 900, 40, 900, 60))
    found = anticipations({}, past).of(MISSING, key("news"))
    assert found is not None
    assert (found.value, found.low, found.high) == (50, 30, 70)


def test_a_cell_left_blank_is_not_filled_by_what_others_state() -> None:
    now = {**said("news", 1, 2, 3, 4, 5), "C5": {("news", ""): None}}
    assert anticipations(now, {}).value(MISSING, key("news")) is None
    past = one("news", *[()] * 5, (10, 20))
    assert anticipations(now, past).value(MISSING, key("news")) == 20
    assert anticipations(now, past).of(MISSING, key("news")) is None
    now["C5"] = {("news", ""): Held(9)}
    assert anticipations(now, {}).value(MISSING, key("news")) == 3


def test_a_cell_that_the_form_needs_of_all_is_what_others_state() -> None:
    fields = tuple(replace(item, core=item.code == "news") for item in world.FIGURES.fields)
    form = replace(world.UNSIZED, blocks=(replace(world.FIGURES, fields=fields),))
    now = {**said("news", 1, 2, 3, 4, 5), "C5": {("news", ""): None}}
    assert anticipations(now, {}, world.a_round(6, form)).value(MISSING, key("news")) == 3


def test_what_most_leave_blank_is_expected_of_nobody() -> None:
    round = world.a_round(11)
    filled, missing = (1, 2, 3, 4, 5), unit_id("C10")
    assert anticipations(said("news", *filled, *[None] * 5), {}, round).value(missing, key("news")) == 3
    twelve = world.a_round(12)
    assert (
        anticipations(said("news", *filled, *[None] * 6), {}, twelve).value(unit_id("C11"), key("news"))
        is None
    )


def test_two_figures_and_no_peers_tell_no_range() -> None:
    known = anticipations({}, one("news", *[()] * 5, (10, 20)))
    assert known.value(MISSING, key("news")) == 20
    assert known.of(MISSING, key("news")) is None


def test_two_figures_take_the_range_of_peers() -> None:
    past = one("news", *[()] * 5, (10, 20))
    found = anticipations(said("news", 1, 2, 3, 4, 5), past).of(MISSING, key("news"))
    assert found is not None
    assert (found.value, found.low, found.high, found.basis) == (20, Decimal("1.2"), 20, "history")


def test_the_last_period_is_the_one_just_before() -> None:
    known = anticipations({}, one("news", (7, 8), (None, 8)))
    assert known.before(unit_id("C0"), key("news")) == 7
    assert known.before(unit_id("C1"), key("news")) is None
    assert known.before(unit_id("C2"), key("news")) is None


# A second, naive implementation


def quantile(numbers: list[Fraction], share: Fraction) -> Fraction:
    ordered = sorted(numbers)
    at = share * (len(ordered) - 1)
    return ordered[int(at)] + (at - int(at)) * (
        ordered[min(int(at) + 1, len(ordered) - 1)] - ordered[int(at)]
    )


def naive(
    at: int,
    now: list[int | None],
    past: list[tuple[int | None, ...]],
    sizes: list[int] | None,
    stated: bool,
) -> tuple[Fraction, Fraction, Fraction] | None:
    """Of a flow: value, low, high of a commune; `stated`: those without a figure left it blank, else did not return."""
    trend = {}
    for half in range(4):
        ratios = [Fraction(x, p) for x, row in zip(now, past, strict=True) if x and (p := row[half])]
        trend[half] = quantile(ratios, Fraction(1, 2)) if len(ratios) >= 5 else Fraction(1)
    mine = past[at]
    value = next((then * trend[half] for half in (1, 0, 2, 3) if (then := mine[half]) is not None), None)
    peers = [Fraction(x) for x in now if x is not None]
    scale = Fraction(1)
    if sizes is not None:
        peers = [Fraction(x, size) for x, size in zip(now, sizes, strict=True) if x is not None]
        scale = Fraction(sizes[at])
    if len(peers) < max(5, now.count(None) if stated else 0) or (stated and now[at] is None):
        peers = []
    if value is None and peers:
        value = scale * quantile(peers, Fraction(1, 2))
    known = [then for then in mine if then is not None]
    if value is None or not (peers or len(known) >= 3):
        return None
    if len(known) >= 3:
        furthest = max(abs(new - old) for new, old in pairwise(known))
        return value, max(value - furthest, Fraction(0)), value + furthest
    low, high = (scale * quantile(peers, Fraction(share, 20)) for share in (1, 19))
    return value, min(low, value), max(high, value)


figures = st.one_of(st.none(), st.just(0), st.integers(1, 30), st.integers(1, 10**12))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(figures, min_size=8, max_size=8),
    st.lists(st.tuples(figures, figures, figures, figures), min_size=8, max_size=8),
    st.one_of(st.none(), st.lists(st.integers(1, 99999), min_size=8, max_size=8)),
    st.integers(0, 99),
    st.booleans(),
)
def test_it_is_what_a_naive_second_implementation_gives(
    now: list[int | None],
    past: list[tuple[int | None, ...]],
    sizes: list[int] | None,
    seed: int,
    stated: bool,
) -> None:
    round = world.a_round(8, world.FORM if sizes else world.UNSIZED)
    told = said("news", *(... if number is None and not stated else number for number in now))
    sized = one("pop", *((size,) for size in sizes)) if sizes else {}
    entries = list(built.checked(round, told).entries)
    random.Random(seed).shuffle(entries)
    earlier = one("news", *past)
    both = {code: {**cells, **sized.get(code, {})} for code, cells in earlier.items()}
    known = Anticipations(round, entries, world.series(both), {})
    for at in range(8):
        found = known.of(unit_id(f"C{at}"), key("news"))
        expected = naive(at, now, past, sizes, stated)
        if expected is None:
            assert found is None
        else:
            assert found is not None
            for told_, exact in zip((found.value, found.low, found.high), expected, strict=True):
                assert abs(Fraction(told_) - exact) <= Fraction(1, 20000)
            assert known.value(unit_id(f"C{at}"), key("news")) == expected[0]
