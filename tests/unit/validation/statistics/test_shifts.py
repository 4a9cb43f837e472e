"""Rows written too high or too low are told by what stood in each row before."""

import numpy as np
import pytest

from toolkit.validation.statistics.shifts import LEAST_ROWS, TIED, shifts, tied_shifts

LEVELS = np.array([900, 260, 30, 75, 12, 5, 400, 120], dtype=float)
TYPICAL = (LEVELS[:, None] * np.array([1.0, 0.8, 0.1]))[None]
NOW = np.floor(TYPICAL * 1.1)


def moved(grid: np.ndarray, step: int) -> np.ndarray:
    """The grid written so many rows too low; what falls off is lost, what is left free says 0."""
    there = np.zeros_like(grid)
    rows = grid.shape[1]
    there[:, max(step, 0) : rows + min(step, 0)] = grid[:, max(-step, 0) : rows - max(step, 0)]
    return there


@pytest.mark.parametrize("step", [-2, -1, 1, 2])
def test_shifted_rows_are_found_with_how_far(step: int) -> None:
    found = shifts(moved(NOW, step), TYPICAL)
    assert found.step.tolist() == [step]
    assert found.rows[0] >= LEAST_ROWS


def test_rows_in_their_place_are_left_alone() -> None:
    found = shifts(NOW, TYPICAL)
    assert found.step.tolist() == [0]
    assert found.rows.tolist() == [len(LEVELS) - 1]


def test_each_unit_is_judged_by_itself() -> None:
    found = shifts(np.concatenate([NOW, moved(NOW, 1), NOW]), np.repeat(TYPICAL, 3, axis=0))
    assert found.step.tolist() == [0, 1, 0]


def test_too_few_rows_say_nothing() -> None:
    few = LEAST_ROWS
    found = shifts(moved(NOW[:, :few], 1), TYPICAL[:, :few])
    assert found.step.tolist() == [0]
    assert found.rows[0] < LEAST_ROWS


@pytest.mark.parametrize("unknown", [np.nan, 0.0])
def test_without_what_was_usual_nothing_is_judged(unknown: float) -> None:
    found = shifts(moved(NOW, 1), np.full_like(TYPICAL, unknown))
    assert (found.step.tolist(), found.rows.tolist()) == ([0], [0])


def test_blank_cells_are_not_compared() -> None:
    now = moved(NOW, 1)
    now[0, :, 2] = np.nan
    assert shifts(now, TYPICAL).step.tolist() == [1]


def test_rows_that_are_all_alike_cannot_be_shifted() -> None:
    flat = np.full((1, 8, 3), 50.0)
    assert shifts(moved(flat, 1), flat).step.tolist() == [0]


def test_chance_shifts_nobody() -> None:
    """Counts as scattered as those of the issue's generator: negative binomial of size 2, three in ten zero."""
    draw = np.random.RandomState(20240614)
    level = draw.lognormal(4, 1, size=(2000, 8, 8))
    told = draw.negative_binomial(2, 2 / (2 + level), size=(9, 2000, 8, 8)).astype(float)
    told[draw.random_sample(told.shape) < 0.3] = 0
    past = np.where(told[1:] > 0, told[1:], np.nan)
    with np.errstate(all="ignore"):
        ordered = np.sort(past, axis=0)
    count = np.isfinite(past).sum(axis=0)
    usual = np.take_along_axis(ordered, np.maximum(count // 2 - (count > 0), 0)[None], axis=0)[0]
    assert (shifts(told[0], usual).step != 0).mean() <= 0.0005
    assert (shifts(moved(told[0], 1), usual).step == 1).mean() > 0.1


BEFORE = np.array([[14, 3, 0, 6, 0, 1, 22, 9]], dtype=float)


@pytest.mark.parametrize("step", [-2, -1, 1, 2])
def test_what_a_rule_ties_to_the_period_before_tells_a_shift_exactly(step: int) -> None:
    found = tied_shifts(moved(BEFORE[:, :, None], step)[:, :, 0], BEFORE)
    assert found.step.tolist() == [step]
    assert found.rows[0] >= TIED


def test_rows_that_agree_or_only_some_that_do_not_are_no_shift() -> None:
    two_wrong = BEFORE.copy()
    two_wrong[0, :2] = (41, 30)
    others = np.array([[5, 8, 2, 4, 7, 3, 1, 6]], dtype=float)
    assert (
        tied_shifts(np.concatenate([BEFORE, two_wrong, others]), BEFORE.repeat(3, axis=0)).step.tolist()
        == [0] * 3
    )


def test_a_shift_that_begins_in_the_second_row_is_told() -> None:
    now = np.concatenate([BEFORE[:, :1], np.zeros((1, 1)), BEFORE[:, 1:-1]], axis=1)
    assert tied_shifts(now, BEFORE).step.tolist() == [1]
