"""Quantiles of quotients, exactly."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

from toolkit.validation.typed import Number

LOW, MIDDLE, HIGH = Fraction(5, 100), Fraction(1, 2), Fraction(95, 100)
_NEAR = 1e-12
"""Quotients whose floats are as near as this (as a share) are told apart exactly; a float is off by a thousandth of it."""

Part = Number | Fraction
Pair = tuple[Part, Part]


@dataclass(frozen=True, slots=True)
class Spread:
    """P5, median and P95 of so many quotients."""

    low: Fraction
    middle: Fraction
    high: Fraction
    count: int

    def times(self, factor: Number) -> "Spread":
        """All of it for one that is so many times as large."""
        exact = Fraction(factor)
        return Spread(self.low * exact, self.middle * exact, self.high * exact, self.count)


def spread_of(pairs: Sequence[Pair]) -> Spread:
    """Of the quotients of pairs (the second above zero), at least one; between two of them in proportion (Hyndman and
    Fan's type 7).
    """
    ordered = _Ordered(pairs)
    return Spread(ordered.at(LOW), ordered.at(MIDDLE), ordered.at(HIGH), len(pairs))


def middle_of(pairs: Sequence[Pair]) -> Fraction:
    """The median alone."""
    return _Ordered(pairs).at(MIDDLE)


class _Ordered:
    """Pairs by their quotients: put in order as floats, which is many times quicker with thousands of units, and exactly
    among those that floats do not tell apart.
    """

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._pairs = pairs
        self._order = sorted((_rounded(pair), at) for at, pair in enumerate(pairs))
        self._floats = [number for number, _ in self._order]

    def at(self, share: Fraction) -> Fraction:
        position = (len(self._order) - 1) * share
        below = position.__floor__()
        low = self._nth(below)
        if position == below:
            return low
        return low + (self._nth(below + 1) - low) * (position - below)

    def _nth(self, rank: int) -> Fraction:
        here = self._floats[rank]
        near = abs(here) * _NEAR if isfinite(here) else 0.0
        first = bisect_left(self._floats, here - near)
        last = bisect_right(self._floats, here + near)
        if last - first == 1:
            return _exact(self._pairs[self._order[rank][1]])
        exact = {pair: _exact(pair) for pair in {self._pairs[at] for _, at in self._order[first:last]}}
        return sorted(exact[self._pairs[at]] for _, at in self._order[first:last])[rank - first]


def _rounded(pair: Pair) -> float:
    try:
        return float(pair[0]) / float(pair[1])
    except (OverflowError, ZeroDivisionError):  # a part that no float can hold; the quotient may be one
        quotient = _exact(pair)
        try:
            return float(quotient)
        except OverflowError:
            return float("inf") if quotient > 0 else float("-inf")


def _exact(pair: Pair) -> Fraction:
    return Fraction(pair[0]) / Fraction(pair[1])
