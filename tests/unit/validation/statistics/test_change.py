"""The change since an earlier period beside the other units' changes; zeros that come and go."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.validation.statistics.change import WIDTHS, changes, zeros
from toolkit.validation.statistics.model import Floats, Why

NAN = math.nan


def a_district(units: int = 30, periods: int = 6, *, growth: float = 1.1) -> tuple[Floats, Floats]:
    """Units of many sizes whose figures grow alike, a few percent apart."""
    draw = np.random.RandomState(8)
    level = draw.uniform(200, 5_000, units)
    told = np.round(
        level * growth ** np.arange(periods, -1, -1)[:, None] * draw.uniform(0.97, 1.03, (periods + 1, units))
    )
    return told[0], told[1:].T


def test_a_change_unlike_everybody_elses_stands_out() -> None:
    now, past = a_district()
    now[4] *= 10
    now[9] = round(now[9] / 10)

    said = changes(now, past)

    assert np.flatnonzero(said.flagged).tolist() == [4, 9]
    assert said.score[4] > 0 > said.score[9]
    assert said.suspicion[4] > 0.5
    assert said.count[4] == 30 and (said.why == Why.JUDGED).all()


def test_what_is_expected_is_what_it_was_times_the_usual_change() -> None:
    now, past = a_district()

    said = changes(now, past)

    assert said.expected[3] == pytest.approx(past[3, 0] * np.median(now / past[:, 0]))


def test_a_change_that_all_units_share_stands_out_nowhere() -> None:
    now, past = a_district()

    assert not changes(now * 7, past).flagged.any()


def test_a_figure_that_stayed_where_all_others_grew_tenfold_stands_out() -> None:
    now, past = a_district()
    tenfold = now * 10
    large = int(np.argmax(now))
    tenfold[large] = past[large, 0]

    assert np.flatnonzero(changes(tenfold, past).flagged).tolist() == [large]


def test_the_effect_is_hidiroglous_and_berthelots_with_the_logarithm() -> None:
    """Worked by hand, for one earlier period, with nothing but the formulas."""
    now, past = a_district(units=15, periods=1)
    now[2] *= 3
    ratio = np.log(now / past[:, 0])
    effect = (ratio - np.median(ratio)) * np.maximum(now, past[:, 0]) ** 0.5
    centre = np.median(effect)
    distance = max(np.quantile(effect, 0.75) - centre, 0.05 * abs(centre))

    assert changes(now, past).score[2] == pytest.approx((effect[2] - centre) / distance)
    assert (effect[2] - centre) / distance > WIDTHS[10]


def test_small_changes_of_small_figures_are_within_the_floor() -> None:
    now, past = np.full(20, 5.0), np.full((20, 3), 5.0)
    now[0] = 10

    assert not changes(now, past).flagged.any()


def test_where_the_quartiles_tie_the_tenth_and_ninetieth_percentile_speak() -> None:
    draw = np.random.RandomState(2)
    past = np.full((40, 1), 1_000.0)
    now = past[:, 0].copy()
    now[:12] = draw.permutation([600.0, 650, 700, 750, 800, 900, 1_100, 1_200, 1_250, 1_300, 1_350, 1_400])

    assert not changes(now, past).flagged.any()

    now[20] = 90_000
    assert np.flatnonzero(changes(now, past).flagged).tolist() == [20]


def test_where_nobodys_figure_ever_changed_the_floor_decides() -> None:
    now, past = np.full(20, 400.0), np.full((20, 3), 400.0)
    now[0], now[1] = 430, 480

    assert np.flatnonzero(changes(now, past).flagged).tolist() == [1]


def test_nine_pairs_are_too_few() -> None:
    now, past = a_district(units=12)
    past[:2, 0] = 0
    now[2], now[3] = NAN, now[3] * 1_000

    said = changes(now, past)

    assert not said.flagged.any()
    assert said.why[2] == Why.NO_VALUE
    assert (said.why[3:] == Why.FEW_UNITS).all()


def test_a_unit_without_the_earlier_figure_is_not_judged() -> None:
    now, past = a_district()
    past[6, 0] = NAN
    now[6] *= 1_000

    said = changes(now, past)

    assert not said.flagged[6] and said.why[6] == Why.NO_PREVIOUS


def test_few_units_that_agree_by_chance_are_judged_by_earlier_changes_too() -> None:
    draw = np.random.RandomState(4)
    past = np.round(1_000 * np.exp(draw.normal(0, 0.8, (12, 8))))
    now = np.round(past[:, 0] * draw.uniform(0.99, 1.01, 12))
    now[0] = round(past[0, 0] * 2.5)

    assert changes(now, past[:, :1]).flagged[0]
    assert not changes(now, past).flagged[0]


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(15)), st.sampled_from([1, 1_000, 10**9]))
def test_neither_order_nor_large_numbers_matter(order: list[int], scale: int) -> None:
    now, past = a_district(units=15)
    now[4] *= 12

    flagged = changes(now * scale, past * scale).flagged

    assert flagged.tolist() == changes(now, past).flagged.tolist()
    assert changes(now[order], past[order]).flagged.tolist() == changes(now, past).flagged[order].tolist()


def test_without_earlier_periods_nothing_is_said() -> None:
    for said in (changes(np.ones(3), np.empty((3, 0))), zeros(np.ones(3), np.empty((3, 0)))):
        assert not said.flagged.any() and (said.why == Why.NO_PREVIOUS).all()


def never_zero() -> tuple[Floats, Floats]:
    draw = np.random.RandomState(1)
    return draw.poisson(60, 25).astype(float), draw.poisson(60, (25, 8)).astype(float)


def test_a_zero_where_there_never_was_one_stands_out() -> None:
    now, past = never_zero()
    now[3] = 0

    said = zeros(now, past)

    assert np.flatnonzero(said.flagged).tolist() == [3]
    assert said.score[3] < 0 and said.expected[3] == past[3, 0]
    assert said.count[3] == 25 * 8 - 1


def test_a_zero_where_zeros_come_and_go_does_not() -> None:
    now, past = never_zero()
    past[::3, ::2] = 0
    now[4] = 0

    assert not zeros(now, past).flagged.any()


def test_where_several_went_to_zero_together_none_stands_out() -> None:
    now, past = never_zero()
    now[3:6] = 0

    assert not zeros(now, past).flagged.any()


def test_what_was_hardly_anything_may_become_nothing() -> None:
    now, past = never_zero()
    past[3], now[3] = 10, 0

    assert not zeros(now, past).flagged.any()


def test_much_where_there_always_was_nothing_stands_out_and_three_do_not() -> None:
    now, past = np.zeros(25), np.zeros((25, 8))
    now[3], now[4] = 500, 3

    said = zeros(now, past)

    assert not said.flagged[4]
    assert not said.flagged.any()  # two of two hundred: it happens

    now[4] = 0
    assert np.flatnonzero(zeros(now, past).flagged).tolist() == [3]


def test_of_a_hundred_figures_and_less_nothing_is_said() -> None:
    now, past = never_zero()
    now[3] = 0

    said = zeros(now[:10], past[:10])

    assert not said.flagged.any() and said.why[3] == Why.FEW_UNITS
