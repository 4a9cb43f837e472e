"""Numbers that are known only roughly: intervals with a slack for rounding, on exact fractions.

An exact value v is the interval [v, v]. A qualified one is all it may be: "trên n" is [n, no end), "dưới n" is from the
field's least value (0; no end where it has none) to n, "khoảng n" is n give or take a tenth, which errs on the side of
asking nobody. A field declared `rounded_to: u` has a slack of u/2 either way: slack adds up in sums (n parts and their
total: u(n+1)/2) and is scaled in products.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_ABOUT = Fraction(1, 10)
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """From `lo` to `hi`, both included; None is without end. `slack` is what rounding may have taken or given."""

    lo: Fraction | None
    hi: Fraction | None
    slack: Fraction = _ZERO


def interval_of(
    value: int | Decimal | Fraction,
    qualifier: str = "",
    *,
    rounded_to: Decimal | None = None,
    least: Decimal | None = Decimal(0),
) -> Interval:
    """What a number with its qualifier ("", over, under, about) may be; `least` is the least the field can be."""
    exact = Fraction(value)
    slack = Fraction(rounded_to) / 2 if rounded_to else _ZERO
    match qualifier:
        case "over":
            return Interval(exact, None, slack)
        case "under":
            return Interval(None if least is None else min(Fraction(least), exact), exact, slack)
        case "about":
            margin = abs(exact) * _ABOUT
            return Interval(exact - margin, exact + margin, slack)
        case "":
            return Interval(exact, exact, slack)
    raise ValueError(f"no qualifier: {qualifier}")


def negative(one: Interval) -> Interval:
    """-x."""
    return Interval(None if one.hi is None else -one.hi, None if one.lo is None else -one.lo, one.slack)


def plus(one: Interval, two: Interval) -> Interval:
    """x + y; slacks add up."""
    lo = None if one.lo is None or two.lo is None else one.lo + two.lo
    hi = None if one.hi is None or two.hi is None else one.hi + two.hi
    return Interval(lo, hi, one.slack + two.slack)


def minus(one: Interval, two: Interval) -> Interval:
    """x - y; slacks add up."""
    return plus(one, negative(two))


def absolute(one: Interval) -> Interval:
    """|x|."""
    if one.lo is not None and one.lo >= 0:
        return one
    if one.hi is not None and one.hi <= 0:
        return negative(one)
    ends = None if one.lo is None or one.hi is None else max(-one.lo, one.hi)
    return Interval(_ZERO, ends, one.slack)


def _times(one: Interval, two: Interval) -> Interval:
    lo, hi = _product(one, two)
    wide_lo, wide_hi = _product(_widened(one), _widened(two))
    return Interval(lo, hi, _slack(lo, hi, wide_lo, wide_hi))


def _divided(one: Interval, two: Interval) -> Interval | None:
    wide = _widened(two)
    if not ((wide.lo is not None and wide.lo > 0) or (wide.hi is not None and wide.hi < 0)):
        return None
    return _times(one, _inverse(two, wide))


def _inverse(one: Interval, wide: Interval) -> Interval:
    """1/x of an interval that keeps clear of zero even when widened by its slack."""

    def ends(of: Interval) -> tuple[Fraction, Fraction]:
        return _ZERO if of.hi is None else 1 / of.hi, _ZERO if of.lo is None else 1 / of.lo

    lo, hi = ends(one)
    return Interval(lo, hi, _slack(lo, hi, *ends(wide)))


def _widened(one: Interval) -> Interval:
    lo = None if one.lo is None else one.lo - one.slack
    return Interval(lo, None if one.hi is None else one.hi + one.slack)


def _slack(
    lo: Fraction | None, hi: Fraction | None, wide_lo: Fraction | None, wide_hi: Fraction | None
) -> Fraction:
    """How far rounding can move either end; an end without bound moves nothing."""
    below = lo - wide_lo if lo is not None and wide_lo is not None else _ZERO
    above = wide_hi - hi if hi is not None and wide_hi is not None else _ZERO
    return max(below, above)


def _product(one: Interval, two: Interval) -> tuple[Fraction | None, Fraction | None]:
    """Ends of the product of two intervals; None is without end."""
    corners: list[Fraction] = []
    low_open = high_open = False
    for a, a_sign in ((one.lo, -1), (one.hi, 1)):
        for b, b_sign in ((two.lo, -1), (two.hi, 1)):
            if a is not None and b is not None:
                corners.append(a * b)
                continue
            sign = _sign(a, a_sign) * _sign(b, b_sign)
            low_open, high_open = low_open or sign < 0, high_open or sign > 0
            corners += [_ZERO] if sign == 0 else []
    return None if low_open else min(corners, default=None), None if high_open else max(corners, default=None)


def _sign(end: Fraction | None, unbounded: int) -> int:
    if end is None:
        return unbounded
    return (end > 0) - (end < 0)


ARITHMETIC: dict[str, Callable[[Interval, Interval], Interval | None]] = {
    "+": plus,
    "-": minus,
    "*": _times,
    "/": _divided,
}
