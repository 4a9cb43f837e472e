"""Returns that repeat figures: those of an earlier period of the same unit, or those of another unit."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from toolkit.validation.statistics.model import Bools, Floats, Ints

LEAST = 20
"""So many figures other than zero must be compared."""
DIFFERENT = 5
"""So many different ones must be among them: twenty times the same figure is soon alike."""
SHARE = 0.9
BAND = 4
"""Figures looked up together. Of two returns of which at most a tenth differ, most bands are wholly alike."""
MOST_ALIKE = 50
"""Of a band on which more units agree, nothing is learnt: small counts are soon alike."""
BANDS = 2
_AT_ONCE = 20_000
_MIX = np.array([1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64).view(
    np.int64
)
"""Odd numbers by which a band's figures become one; that two bands come to the same by chance costs a comparison only."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """For each unit: whether it repeats an earlier period, which one (position; -1 none), and how many figures it shares of
    how many compared.
    """

    period: Ints
    shared: Ints
    compared: Ints


class AsBefore:
    """Counts, datum by datum, in how many figures each unit's return says the same as in an earlier period."""

    def __init__(self, units: int, periods: int) -> None:
        self._compared = np.zeros((units, periods), dtype=np.int64)
        self._shared = np.zeros((units, periods), dtype=np.int64)
        self._nows: list[Floats] = []

    def take(self, now: Floats, past: Floats) -> None:
        """One datum: what is stated now (units) and was before (units x periods); nan: nothing."""
        some = (now != 0) & np.isfinite(now)
        self._compared += some[:, None] & np.isfinite(past)
        self._shared += some[:, None] & (past == now[:, None])
        self._nows.append(np.where(some, now, np.nan))

    def found(self) -> Repeats:
        """The newest period that each unit repeats."""
        alike = (self._compared >= LEAST) & (self._shared >= SHARE * self._compared)
        none = np.full(alike.shape[0], -1)
        if not alike.any():
            return Repeats(none, np.zeros_like(none), np.zeros_like(none))
        alike &= (_different(np.array(self._nows)) >= DIFFERENT)[:, None]
        first = np.argmax(alike, axis=1)
        at = np.arange(alike.shape[0])
        period = np.where(alike.any(axis=1), first, -1)
        return Repeats(period, self._shared[at, first], self._compared[at, first])


def shared_with(one: Floats, other: Floats) -> tuple[Bools, Ints]:
    """Of two units' figures (data x pairs): which are alike and not zero, and how many are compared: stated by both, one at
    least not zero.
    """
    both = np.isfinite(one) & np.isfinite(other) & ((one != 0) | (other != 0))
    return both & (one == other), both.sum(axis=0)


def repeated_by_others(now: Floats) -> list[tuple[int, int]]:
    """Pairs of units (the first before the second) whose figures (data x units) are alike, in order.

    Not every pair is compared: candidates are those that agree on `BANDS` bands of `BAND` neighbouring figures on which few
    others do. Of twenty figures or more at most a tenth differ in a copy, which leaves that many bands untouched.
    """
    ones, others = _candidates(now)
    pairs: list[tuple[int, int]] = []
    for start in range(0, len(ones), _AT_ONCE):
        one, other = ones[start : start + _AT_ONCE], others[start : start + _AT_ONCE]
        alike, compared = shared_with(now[:, one], now[:, other])
        enough = (compared >= LEAST) & (alike.sum(axis=0) >= SHARE * compared)
        enough &= _different(np.where(alike, now[:, one], np.nan)) >= DIFFERENT
        pairs += zip(one[enough].tolist(), other[enough].tolist(), strict=True)
    return sorted(pairs)


def _candidates(now: Floats) -> tuple[Ints, Ints]:
    some = np.isfinite(now) & (now != 0)
    worth = np.flatnonzero(some.sum(axis=0) >= LEAST * SHARE)
    codes = [np.zeros(0, dtype=np.int64)]
    for first in range(0, now.shape[0], BAND):
        band = np.nan_to_num(now[first : first + BAND, worth], nan=-1.0) + 0.0  # no minus zero
        here = some[first : first + BAND, worth].any(axis=0)
        for one, other in _agreeing(band[:, here], worth[here]):
            codes.append(np.minimum(one, other) * now.shape[1] + np.maximum(one, other))
    code, bands = np.unique(np.concatenate(codes), return_counts=True)
    code = code[bands >= BANDS]
    return code // max(now.shape[1], 1), code % max(now.shape[1], 1)


def _agreeing(band: Floats, units: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of units that say the same in a band (data x units), but for what more than `MOST_ALIKE` say."""
    mixed = (band.view(np.int64) * _MIX[: len(band), None]).sum(axis=0)
    order = np.argsort(mixed, kind="stable")
    _, size = np.unique(mixed, return_counts=True)
    crowd = np.repeat(size, size)
    one = order[crowd <= MOST_ALIKE]
    for lag in range(1, MOST_ALIKE):
        first, second = one[:-lag], one[lag:]
        same = mixed[first] == mixed[second]
        if not same.any():
            return
        yield units[first[same]], units[second[same]]


def _different(nows: Floats) -> Ints:
    """How many different figures each unit states (data x units); nan counts for nothing."""
    ordered = np.sort(nows, axis=0)
    with np.errstate(invalid="ignore"):
        steps = (np.diff(ordered, axis=0) > 0).sum(axis=0)
    found: Ints = steps + np.isfinite(ordered[:1]).any(axis=0)
    return found
