"""A figure against those of the other units, by size."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.validation.statistics.model import Floats, Why
from toolkit.validation.statistics.peers import against_peers, expected_of_peers

NAN = math.nan


def a_district(units: int = 23) -> tuple[Floats, Floats]:
    """A figure of about 20 a thousand heads, of units of very different sizes."""
    draw = np.random.RandomState(6)
    sizes = np.round(draw.uniform(1_500, 20_000, units))
    return draw.poisson(0.02 * sizes).astype(float), sizes


def test_a_unit_far_above_its_peers_for_its_size_stands_out() -> None:
    now, sizes = a_district()
    now[7] *= 10

    said = against_peers(now, sizes)

    assert np.flatnonzero(said.flagged).tolist() == [7]
    assert said.expected[7] == pytest.approx(0.02 * sizes[7], rel=0.1)
    assert said.low[7] < said.expected[7] < said.high[7] < now[7]
    assert said.count[7] == 23 and said.suspicion[7] > 0.5


def test_a_large_unit_may_have_much_and_a_small_one_little() -> None:
    sizes = np.array([1_000.0] * 11 + [200_000])
    now = 0.02 * sizes

    assert not against_peers(now, sizes).flagged.any()
    assert against_peers(np.full(12, 20.0), sizes).flagged[11]


def test_one_huge_value_does_not_raise_what_is_expected_of_the_others() -> None:
    now, sizes = a_district()
    before = against_peers(now, sizes)
    now[7] = 10**15

    said = against_peers(now, sizes)

    assert np.flatnonzero(said.flagged).tolist() == [7]
    assert said.expected == pytest.approx(before.expected, rel=0.05)


def test_zeros_are_not_judged_nor_do_they_count() -> None:
    now, sizes = a_district()
    now[:10] = 0

    said = against_peers(now, sizes)

    assert not said.flagged.any() and said.count[0] == 13
    assert said.expected[15] == pytest.approx(0.02 * sizes[15], rel=0.1)


def test_nine_peers_are_too_few() -> None:
    now, sizes = a_district(9)
    now[0] *= 1_000

    said = against_peers(now, sizes)

    assert not said.flagged.any() and (said.why == Why.FEW_UNITS).all()
    assert np.isnan(said.expected).all()


@pytest.mark.parametrize("size", [NAN, 0.0, -5.0])
def test_a_unit_without_a_size_is_not_judged(size: float) -> None:
    now, sizes = a_district()
    now[2] *= 1_000
    sizes[2] = size

    said = against_peers(now, sizes)

    assert not said.flagged.any() and said.why[2] == Why.NO_SIZE
    assert math.isnan(said.expected[2]) and said.why[3] == Why.JUDGED


def test_a_unit_that_states_nothing_is_not_judged() -> None:
    now, sizes = a_district()
    now[2] = NAN

    said = against_peers(now, sizes)

    assert said.why[2] == Why.NO_VALUE and said.count[3] == 22


def test_where_all_rates_are_alike_the_floor_decides() -> None:
    """Of ten units with one value apart the mean deviation comes from that value alone: it must not hide itself."""
    now, sizes = np.full(10, 20.0), np.full(10, 1_000.0)

    for stated, odd in ((33, []), (34, [4]), (10**9, [4])):
        now[4] = stated
        assert np.flatnonzero(against_peers(now, sizes).flagged).tolist() == odd


def test_negative_amounts_stand_out_among_positive_ones() -> None:
    sizes = np.full(15, 1_000.0)
    now = np.linspace(900_000, 1_100_000, 15)
    now[4] = -1_000_000

    assert np.flatnonzero(against_peers(now, sizes, amounts=True).flagged).tolist() == [4]


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(23)), st.integers(0, 22), st.booleans())
def test_what_is_flagged_lies_outside_the_range_in_any_order(
    order: list[int], at: int, amounts: bool
) -> None:
    now, sizes = a_district()
    now[at] *= 30

    said = against_peers(now, sizes, amounts=amounts)

    assert (said.flagged == ((now < said.low) | (now > said.high))).all()
    assert (
        against_peers(now[order], sizes[order], amounts=amounts).flagged.tolist()
        == said.flagged[order].tolist()
    )


def test_what_peers_would_state_follows_the_size() -> None:
    now = np.array([10.0, 20, 0, NAN, 40])
    sizes = np.array([100.0, 100, 100, 300, NAN])

    found = expected_of_peers(now, sizes)

    assert found[:4] == pytest.approx([15, 15, 15, 45])
    assert math.isnan(found[4])
