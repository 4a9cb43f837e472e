"""A figure against the unit's own earlier ones: what stands out, what does not, and when nothing is said."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.validation.statistics.history import against_history, spikes
from toolkit.validation.statistics.model import Floats, Screened, Why

NAN = math.nan
CALM = [50.0, 52, 47, 51, 55, 49, 53, 48]


def judged(now: float, past: list[float], *, amounts: bool = False) -> Screened:
    """One unit alone."""
    return against_history(np.array([now]), np.array([past]), amounts=amounts)


def spiking(now: float, past: list[float]) -> Screened:
    values, before = np.array([now]), np.array([past])
    return spikes(values, before, against_history(values, before))


def one(said: Screened) -> bool:
    return bool(said.flagged[0])


def test_ten_times_as_much_as_ever_stands_out_with_its_range() -> None:
    said = judged(500, CALM)

    assert one(said) and said.score[0] > 0 and said.suspicion[0] > 0.5
    assert said.expected[0] == 50.5
    assert said.low[0] < 47 and 55 < said.high[0] < 500
    assert said.count[0] == 8 and said.why[0] == Why.JUDGED


def test_a_tenth_of_what_it_always_was_stands_out_below() -> None:
    said = judged(5_000, [50_000.0, 50_300, 49_800, 50_500, 50_100, 49_900, 50_200])

    assert one(said) and said.score[0] < 0


@pytest.mark.parametrize("now", [44.0, 50, 60])
def test_what_is_much_as_before_does_not(now: float) -> None:
    said = judged(now, CALM)

    assert not one(said) and said.suspicion[0] < 0.5


def test_five_periods_are_too_few_however_far_off() -> None:
    said = judged(10**9, [50.0] * 5 + [NAN] * 7)

    assert not one(said) and said.why[0] == Why.SHORT_HISTORY
    assert math.isnan(said.expected[0]) and said.suspicion[0] == 0


@pytest.mark.parametrize("known", [0, 1, 2, 3])
def test_three_periods_and_less_say_nothing(known: int) -> None:
    said = judged(9_999, [10.0] * known)

    assert not one(said) and said.why[0] == Why.SHORT_HISTORY


def test_a_cell_without_a_value_is_not_judged() -> None:
    assert judged(NAN, CALM).why[0] == Why.NO_VALUE


def test_one_huge_earlier_value_does_not_hide_the_next() -> None:
    """Median over standard deviation would: the huge value makes the deviation as large as itself."""
    past = [50.0, 52, 47, 51, 55, 49, 53, 500_000]
    sd = (500_000 - np.median(past)) / np.std(past)

    assert sd < 3.5
    assert one(judged(500_000, past))


def test_a_series_of_mostly_equal_values_is_judged_by_its_mean_deviation() -> None:
    """Its MAD is zero: with that as the only scale no value would ever stand out, or every one."""
    past = [20.0, 20, 20, 20, 20, 21, 20, 22]

    assert one(judged(200, past))
    assert not one(judged(24, past))


@pytest.mark.parametrize("level", [1.0, 12, 100, 10_000, 10**15])
def test_of_a_constant_series_the_floor_alone_decides(level: float) -> None:
    least = max(3, 3 * level**0.5)

    assert not one(judged(level + math.floor(least), [level] * 6))
    assert one(judged(level + math.ceil(least) + 1, [level] * 6))
    if level >= 100:
        assert one(judged(level - math.ceil(least) - 1, [level] * 6))


@pytest.mark.parametrize(
    "past", [[0.0] * 12, [0.0, 0, 0, 0, 0, 1], [0.0, 0, 0, 0, 2, 0, 0, 1], [0.0, 0, 0, 1, 1, 2, 0, 0]]
)
def test_a_harmless_three_after_a_run_of_zeros_does_not_stand_out(past: list[float]) -> None:
    assert not one(judged(3, past))


def test_values_are_judged_by_those_that_are_not_zero() -> None:
    """Two periods in three without any: the usual 50 is not unlike them, and 5,000 is."""
    past = np.array([[0.0, 50, 0, 48, 0, 0, 53, 0, 0, 51]] * 6)

    for now, odd in ((52, False), (5_000, True), (0, False)):
        assert against_history(np.full(6, float(now)), past).flagged.tolist() == [odd] * 6


def test_four_values_in_ten_are_too_few_for_a_unit_alone() -> None:
    said = judged(5_000, [0.0, 50, 0, 48, 0, 0, 53, 0, 0, 51])

    assert not one(said) and said.why[0] == Why.SHORT_HISTORY


def test_zero_is_not_judged_by_the_history() -> None:
    assert judged(0, CALM).score[0] == 0


@pytest.mark.parametrize(("usual", "now"), [(0.5, 2.9), (0.05, 0.25), (4.0, 9.0)])
def test_amounts_in_a_measure_in_which_all_are_small_are_flagged(usual: float, now: float) -> None:
    past = np.array([[usual, usual * 1.02, usual, usual * 0.98, usual, usual, usual, usual * 1.01]])
    assert against_history(np.array([now]), past, amounts=True).flagged.tolist() == [True]
    assert against_history(np.array([usual * 1.3]), past, amounts=True).flagged.tolist() == [False]


def test_a_value_far_out_of_all_proportion_is_within_the_floor_while_small() -> None:
    assert not one(judged(4, [1.0] * 12))


def test_large_numbers_are_judged_like_small_ones() -> None:
    past = [9.5e14, 9.6e14, 9.4e14, 9.7e14, 9.3e14, 9.5e14]

    assert not one(judged(9.55e14, past))
    assert one(judged(9.55e13, past)) and one(judged(1e15, [value / 1_000 for value in past]))


def test_negative_amounts_are_judged_by_their_own_side() -> None:
    past = [-50_000.0, -52_000, -47_000, -51_000, -55_000, -49_000]

    assert not one(judged(-50_500, past, amounts=True))
    assert one(judged(50_500, past, amounts=True))
    assert one(judged(-50_500_000, past, amounts=True))


def test_amounts_are_compared_by_ratio() -> None:
    past = [1e9, 1.1e9, 0.9e9, 1.2e9, 0.95e9, 1.05e9]

    said = judged(1e12, past, amounts=True)

    assert one(said) and said.low[0] > 0
    assert not one(judged(1.4e9, past, amounts=True))


def a_district(units: int, *, seed: int = 3) -> tuple[Floats, Floats]:
    """Scattered counts of units, now and in six periods before."""
    draw = np.random.RandomState(seed)
    drawn = draw.negative_binomial(2, 2 / (2 + 400.0), (units, 7)).astype(float) + 1
    return drawn[:, 0], drawn[:, 1:]


def test_a_datum_that_scatters_everywhere_lends_its_scatter_to_a_history_calm_by_chance() -> None:
    now, past = a_district(40)
    past[0], now[0] = [400.0, 402, 398, 401, 403, 399], 900

    assert one(against_history(now[:1], past[:1]))
    assert not against_history(now, past).flagged[0]


def test_a_steady_datum_keeps_its_narrow_range_among_many_units() -> None:
    level = np.arange(1_000.0, 41_000, 1_000)
    past = np.repeat(level[:, None], 8, axis=1) + np.arange(8) % 3
    now = level.copy()
    now[7] = 18_000

    assert np.flatnonzero(against_history(now, past).flagged).tolist() == [7]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 60))
def test_what_is_flagged_lies_outside_the_range_and_nothing_else_does(seed: int, units: int) -> None:
    now, past = a_district(units, seed=seed)
    now[::3] *= 40

    said = against_history(now, past)

    outside = (now < said.low - 1e-6) | (now > said.high + 1e-6)
    assert (said.flagged == outside).all()
    assert (said.flagged == (said.suspicion > 0.5)).all()
    assert ((said.low <= said.expected) & (said.expected <= said.high)).all()


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_the_units_does_not_matter(order: list[int]) -> None:
    now, past = a_district(12)
    now[4] *= 60

    assert (
        against_history(now[order], past[order]).score.tolist()
        == against_history(now, past).score[order].tolist()
    )


def test_twice_the_highest_ever_is_a_spike() -> None:
    said = spiking(111, CALM)

    assert one(said)
    assert said.expected[0] == 55 and said.high[0] == 110
    assert said.score[0] == pytest.approx(56 / 55)


def test_less_than_twice_the_highest_is_none() -> None:
    assert not one(spiking(109, CALM))


def test_twice_as_little_is_none_within_the_floor() -> None:
    assert not one(spiking(4, [1.0, 2, 1, 2, 1, 1]))


def test_five_earlier_values_above_zero_make_no_spike() -> None:
    said = spiking(5_000, [50.0, 51, 52, 49, 48, 0, 0, 0])

    assert not one(said) and said.why[0] == Why.SHORT_HISTORY


def test_twice_the_highest_is_no_spike_where_figures_scatter_that_much() -> None:
    assert not one(spiking(410, [5.0, 200, 60, 12, 150, 90]))


def test_without_earlier_periods_everything_is_silent() -> None:
    now = np.array([5.0, 6.0])
    nothing = np.empty((2, 0))
    history = against_history(now, nothing)

    assert not history.flagged.any() and (history.why == Why.SHORT_HISTORY).all()
    assert not spikes(now, nothing, history).flagged.any()
