"""Robust centre and scale, the scales on which counts and amounts are compared, and the floor."""

import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.validation.statistics.robust import (
    evened,
    floor,
    levelled,
    limits,
    medians,
    quantiles,
    spread,
    suspicion,
)

NAN = math.nan
rows = st.lists(
    st.lists(st.one_of(st.just(NAN), st.floats(-1e6, 1e6)), min_size=5, max_size=5), min_size=1, max_size=4
)


@settings(max_examples=60)
@given(rows, st.sampled_from([0.1, 0.25, 0.5, 0.9]))
def test_quantiles_are_numpys_over_what_is_stated(values: list[list[float]], share: float) -> None:
    found = quantiles(np.array(values), share)

    for row, one in zip(values, found, strict=True):
        stated = [value for value in row if not math.isnan(value)]
        if stated:
            assert one == pytest.approx(float(np.quantile(stated, share)), rel=1e-9, abs=1e-6)
        else:
            assert math.isnan(one)


def test_quantiles_of_no_columns_are_unknown() -> None:
    assert np.isnan(quantiles(np.empty((3, 0)), 0.5)).all()


@settings(max_examples=60)
@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=12))
def test_the_scale_is_the_mads_and_where_that_is_zero_the_mean_deviations(values: list[int]) -> None:
    middle = statistics.median(values)
    away = [abs(value - middle) for value in values]
    mad = statistics.median(away)
    scale = mad / 0.6745 if mad else 1.2533 * statistics.fmean(away)

    found = spread(np.array([values], dtype=float))

    assert found.median[0] == middle
    assert found.scale[0] == pytest.approx(scale)
    assert found.count[0] == len(values)


def test_the_scale_is_not_the_standard_deviation_which_one_huge_value_blows_up() -> None:
    values = np.array([[10.0, 11, 12, 13, 14, 15, 100_000]])

    assert spread(values).scale[0] == pytest.approx(2 / 0.6745)
    assert np.std(values) > 10_000


def test_the_mean_deviation_speaks_where_more_than_half_of_the_values_are_alike() -> None:
    found = spread(np.array([[5.0, 5, 5, 5, 5, 9]]))

    assert found.scale[0] == pytest.approx(1.2533 * 4 / 6)


def test_the_scale_of_values_that_are_all_alike_is_zero() -> None:
    assert spread(np.array([[7.0] * 6])).scale[0] == 0


def test_what_is_not_stated_counts_for_nothing() -> None:
    found = spread(np.array([[3.0, NAN, 5.0, NAN, 4.0], [NAN] * 5]))

    assert found.median[0] == 4
    assert found.count.tolist() == [3, 0]
    assert math.isnan(found.median[1]) and math.isnan(found.scale[1])


@settings(max_examples=60)
@given(st.integers(-(10**15), 10**15), st.booleans())
def test_evened_values_keep_their_sign_and_come_back(value: int, amounts: bool) -> None:
    even = evened(np.array([float(value)]), amounts=amounts)

    assert np.sign(even[0]) == np.sign(value)
    assert levelled(even, amounts=amounts)[0] == pytest.approx(value, rel=1e-9, abs=1e-6)


@settings(max_examples=60)
@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.booleans())
def test_evened_values_keep_their_order(value: int, more: int, amounts: bool) -> None:
    low, high = evened(np.array([float(value), float(value + more)]), amounts=amounts)

    assert low < high


def test_counts_around_any_level_have_about_the_same_spread_once_evened() -> None:
    draw = np.random.RandomState(5)

    spreads = [
        np.std(evened(draw.poisson(level, 20_000).astype(float), amounts=False)) for level in (10, 1000)
    ]

    assert spreads == pytest.approx([1, 1], abs=0.03)


def test_the_floor_is_three_or_three_times_what_chance_does() -> None:
    assert floor(np.array([0.0, 0.5, 1, 100, -100]), amounts=False).tolist() == [3, 3, 3, 30, 30]


def test_the_floor_of_an_amount_is_half_of_it_while_that_is_less() -> None:
    assert floor(np.array([0.0, 0.5, -2, 100]), amounts=True).tolist() == [0.1, 0.25, 1, 30]


def test_suspicion_begins_at_half_the_limit_and_never_quite_reaches_one() -> None:
    score = np.array([0.0, 2, 4, -4, 40, 40])
    above = np.array([True, True, True, True, True, False])

    assert suspicion(score, 4, above).tolist() == [0, 0, 0.5, 0.5, 0.95, 0]


def test_a_limit_is_that_of_the_greatest_number_not_above() -> None:
    assert limits(np.array([1, 3, 5, 6, 99]), {3: 9.0, 6: 5.0}).tolist() == [9, 9, 9, 5, 5]


def test_medians_of_large_whole_numbers_are_exact() -> None:
    large = 10.0**15

    assert medians(np.array([[large - 1, large + 1, large + 3]]))[0] == 10**15 + 1
