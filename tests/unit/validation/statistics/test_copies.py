"""Figures that are those of an earlier period, or those of another unit."""

from itertools import combinations

import numpy as np
import pytest

from toolkit.validation.statistics.copies import AsBefore, repeated_by_others

NAN = np.nan


def again(now: list[float], before: list[float]) -> tuple[int, int, int]:
    """What one unit's figures of a period are found to repeat: the period's position, how many figures of how many."""
    seen = AsBefore(1, 1)
    for one, other in zip(now, before, strict=True):
        seen.take(np.array([one]), np.array([[other]]))
    found = seen.found()
    return int(found.period[0]), int(found.shared[0]), int(found.compared[0])


FIGURES = [float(n) for n in range(1, 31)]


def test_nine_figures_in_ten_are_a_copy_and_fewer_are_not() -> None:
    assert again(FIGURES, [99.0] * 3 + FIGURES[3:]) == (0, 27, 30)
    assert again(FIGURES, [99.0] * 4 + FIGURES[4:])[0] == -1


def test_less_than_twenty_figures_or_always_the_same_one_say_nothing() -> None:
    assert again(FIGURES[:20], FIGURES[:20])[0] == 0
    assert again(FIGURES[:19], FIGURES[:19])[0] == -1
    assert again([1.0, 2.0, 3.0, 4.0] * 8, [1.0, 2.0, 3.0, 4.0] * 8)[0] == -1


def test_zeros_and_what_is_not_known_are_not_compared() -> None:
    assert again([*FIGURES, 0, 0, NAN, 5], [*FIGURES, 0, 7, 8, NAN]) == (0, 30, 30)


def test_the_newest_period_that_is_repeated_is_told() -> None:
    seen = AsBefore(1, 3)
    for one in FIGURES:
        seen.take(np.array([one]), np.array([[one + 1, one, one]]))
    assert seen.found().period.tolist() == [1]


def world(units: int, data: int = 60, level: float = 3.0) -> np.ndarray:
    """Counts of units that have nothing to do with each other (data x units)."""
    draw = np.random.RandomState(20240614)
    told = draw.negative_binomial(2, 2 / (2 + draw.lognormal(level, 1, size=(data, 1))), size=(data, units))
    told[draw.random_sample(told.shape) < 0.3] = 0
    return told.astype(float)


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    """The definition, plainly."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a == a and b == b and (a or b)]
    same = [a for a, b in pairs if a == b]
    return len(pairs) >= 20 and 10 * len(same) >= 9 * len(pairs) and len(set(same)) >= 5


@pytest.mark.parametrize("level", [0.5, 3.0])
def test_what_is_found_is_what_comparing_all_pairs_finds(level: float) -> None:
    now = world(40, level=level)
    now[:, 7] = now[:, 3]
    now[:, 30] = now[:, 12]
    now[[4, 23], 30] += 1
    now[50:, 12] = NAN
    now[:, 31] = np.where(np.arange(60) % 4, now[:, 12], now[:, 31])
    expected = [(a, b) for a, b in combinations(range(40), 2) if alike(now[:, a], now[:, b])]
    assert {(3, 7), (12, 30)} <= set(expected)
    assert repeated_by_others(now) == expected


def test_few_units_and_no_figures_are_no_trouble() -> None:
    assert repeated_by_others(np.full((30, 3), NAN)) == []
    assert repeated_by_others(world(1)) == []
    assert repeated_by_others(np.empty((0, 5))) == []


def test_a_copy_among_thousands_is_found_without_comparing_all() -> None:
    now = world(4000, data=150, level=2.0)
    now[:, 3999] = now[:, 17]
    now[:8, 3999] += 1
    assert repeated_by_others(now) == [(17, 3999)]
