"""Figures in another unit of measure: a cell, and a whole sheet."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.validation.statistics.history import against_history
from toolkit.validation.statistics.model import Floats, Slipped, Why
from toolkit.validation.statistics.slips import cell_slips, sheet_slips

NAN = math.nan


def power(now: float, typical: float) -> int:
    return int(cell_slips(np.array([now]), np.array([typical])).power[0])


@pytest.mark.parametrize(
    ("now", "typical", "found"),
    [
        (52_000, 50, 3),
        (50, 52_000, -3),
        (48_000_000, 51, 6),
        (51, 48_000_000, -6),
        (500, 50, 0),
        (5_000, 50, 0),
        (500_000, 50, 0),  # a factor of ten thousand is no unit of measure
        (0, 50_000, 0),
        (50_000, 0, 0),
        (-52_000, 50, 0),
        (-52_000, -50, 3),
        (10**15, 10**12, 3),
        (5, 5_200, 0),  # one digit says too little
        (5.2, 5_200, -3),
    ],
)
def test_a_thousand_or_a_million_times_is_another_unit(now: float, typical: float, found: int) -> None:
    assert power(now, typical) == found


def test_the_nearer_to_the_power_the_surer() -> None:
    said = cell_slips(np.array([50_000.0, 150_000, 60]), np.array([50.0, 50, 50]))

    assert said.suspicion[0] == 1
    assert 0.5 <= said.suspicion[1] < 1
    assert said.suspicion[2] == 0


def test_what_has_nothing_to_compare_with_says_so() -> None:
    said = cell_slips(np.array([NAN, 5.0, 5]), np.array([5.0, NAN, 5]))

    assert said.why.tolist() == [Why.NO_VALUE, Why.NO_PREVIOUS, Why.JUDGED]
    assert said.count.tolist() == [0, 0, 1]


STEADY = [50_200.0, 50_100, 50_000, 49_900, 49_800, 50_000]
SCATTERED = [50_200.0, 9_000, 120_000, 31_000, 77_000, 50_000]


def proven(now: float, past: list[float]) -> int:
    values = np.array([now])
    history = against_history(values, np.array([past]))
    return int(cell_slips(values, np.array([np.median(past)]), history).power[0])


@pytest.mark.parametrize(
    ("now", "found"),
    [(501_000, 1), (5_010_000, 2), (5_010, -1), (501, -2), (501_003, 0), (50_100, 0), (50, -3)],
)
def test_ten_times_is_proven_in_a_steady_series_to_the_last_digit(now: float, found: int) -> None:
    assert proven(now, STEADY) == found


@pytest.mark.parametrize("now", [501_000.0, 5_010_000])
def test_ten_times_proves_nothing_where_figures_scatter(now: float) -> None:
    assert proven(now, SCATTERED) == 0


def test_without_a_history_ten_times_is_never_proven() -> None:
    assert power(501_000, 50_100) == 0


@settings(max_examples=40)
@given(st.integers(100, 10**9), st.integers(3, 6))
def test_large_whole_numbers_lose_no_digit(usual: int, ones: int) -> None:
    past = [float(usual)] * 6
    exact, off = usual * 10, usual * 10 + ones

    assert proven(exact, past) == 1 or exact - usual <= 3 * usual**0.5
    assert proven(off, past) == 0


def slips_of(now: Floats, typical: Floats, amounts: int = 0) -> Slipped:
    """Of a sheet of which the last data are amounts."""
    return sheet_slips(now, typical, np.arange(now.shape[1]) < now.shape[1] - amounts)


def a_sheet(data: int) -> list[float]:
    return [float(100 + 37 * at) for at in range(data)]


@pytest.mark.parametrize("times", [1_000, 1_000_000])
def test_a_sheet_in_another_unit_is_told_from_one_that_is_not(times: int) -> None:
    usual = a_sheet(12)
    now = np.array([[value * times for value in usual], usual])

    said = slips_of(now, np.array([usual, usual]))

    assert said.power.tolist() == [round(math.log10(times)), 0]
    assert said.count.tolist() == [12, 12] and said.suspicion.tolist() == [1, 0]
    assert slips_of(np.array([usual]), now[:1]).power[0] == -said.power[0]


def test_figures_may_have_changed_beside_the_slip() -> None:
    usual = np.array([a_sheet(12)])
    now = usual * 1_000 * np.linspace(0.6, 1.6, 12)

    assert slips_of(now, usual).power[0] == 3


def test_some_cells_out_of_many_are_no_sheet() -> None:
    usual = np.array([a_sheet(12)])
    now = usual.copy()
    now[0, :5] *= 1_000

    assert slips_of(now, usual).power[0] == 0


def test_figures_that_scatter_too_much_say_nothing_of_the_sheet() -> None:
    usual = np.array([a_sheet(12)])
    now = usual * 1_000 * 10.0 ** np.linspace(-1.5, 1.5, 12)

    assert slips_of(now, usual).power[0] == 0


def test_seven_pairs_without_a_zero_are_too_few() -> None:
    usual = np.array([a_sheet(12)])
    now = usual * 1_000
    now[0, 7:] = 0

    said = slips_of(now, usual)

    assert said.power[0] == 0 and said.why[0] == Why.FEW_DATA and said.count[0] == 7


@pytest.mark.parametrize("power", [1, 2])
def test_ten_or_a_hundred_times_shows_in_a_sheet_of_which_every_count_is_a_multiple(power: int) -> None:
    usual = np.array([a_sheet(12)])
    now = usual * 10**power

    assert slips_of(now, usual).power[0] == power
    now[0, 3] += 1
    assert slips_of(now, usual).power[0] == 0
    now[0, 3], now[0, 11] = 0, now[0, 11] + 0.5
    assert slips_of(now, usual).power[0] == 0
    assert slips_of(now, usual, amounts=1).power[0] == power
    assert slips_of(now, usual, amounts=5).power[0] == 0, "too few counts prove it"


def test_figures_of_which_digits_are_lost_are_no_slip_of_the_sheet() -> None:
    usual = np.array([a_sheet(12)])

    assert slips_of(usual, usual * 10).power[0] == 0


def test_a_sheet_with_nothing_to_compare_with_is_silent() -> None:
    said = slips_of(np.array([[NAN, 5.0]]), np.array([[3.0, NAN]]))

    assert said.power[0] == 0 and said.why[0] == Why.FEW_DATA
