"""Quantiles of quotients, exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from toolkit.validation.typed import Number

LOW, MIDDLE, HIGH = Fraction(5, 100), Fraction(1, 2), Fraction(95, 100)


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


Part = Number | Fraction


def spread_of(pairs: Sequence[tuple[Part, Part]]) -> Spread:
    """Of the quotients of pairs (the second above zero), at least one; between two of them in proportion (Hyndman and
    Fan's type 7).

    They are put in order by their rounded quotients, which cannot turn around what the exact ones say, and is many times
    quicker with thousands of units; what is given is exact.
    """
    ordered = sorted(pairs, key=_rounded)

    def at(share: Fraction) -> Fraction:
        position = (len(ordered) - 1) * share
        below = position.__floor__()
        low = _exact(ordered[below])
        high = _exact(ordered[min(below + 1, len(ordered) - 1)])
        return low + (high - low) * (position - below)

    return Spread(at(LOW), at(MIDDLE), at(HIGH), len(ordered))


def _rounded(pair: tuple[Part, Part]) -> Part | float:
    return pair[0] / pair[1]  # type: ignore[operator]  # a fraction stands beside whole numbers only


def _exact(pair: tuple[Part, Part]) -> Fraction:
    return Fraction(pair[0]) / Fraction(pair[1])
