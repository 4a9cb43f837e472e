"""Sets of numbers that one cell may take: unions of ranges, exactly."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple


class Span(NamedTuple):
    """The numbers from `low` to `high`; None: no end on that side. An open end is not of the span."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: Fraction) -> bool:
        """Whether the value is of the span."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return self.high is None or value < self.high or (value == self.high and not self.high_open)

    def empty(self) -> bool:
        """Whether no number is of the span."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def whole(self) -> "Span":
        """The same whole numbers, with closed ends."""
        low, high = self.low, self.high
        if low is not None:
            low = Fraction(floor(low) + 1 if self.low_open else ceil(low))
        if high is not None:
            high = Fraction(ceil(high) - 1 if self.high_open else floor(high))
        return Span(low, high)


Spans = tuple[Span, ...]

ALL: Spans = (Span(),)


def both(some: Spans, others: Spans) -> Spans:
    """What is of both sets."""
    if others == ALL:
        return some
    if some == ALL:
        return others
    met = (_meet(one, other) for one in some for other in others)
    return merged(span for span in met if not span.empty())


def merged(spans: Iterable[Span]) -> Spans:
    """The same set with no span twice, in order."""
    return tuple(sorted(set(spans), key=_order))


def has(spans: Spans, value: Fraction) -> bool:
    """Whether the value is of the set."""
    return any(span.holds(value) for span in spans)


def only(spans: Spans) -> Fraction | None:
    """The one number of the set; None where there are many or none."""
    points = {span.low if span.low == span.high else None for span in spans}
    return points.pop() if len(points) == 1 else None


def only_multiple(spans: Spans, step: Fraction) -> Fraction | None:
    """The one multiple of `step` in the set; None where there are many or none."""
    at = [_scaled(span, 1 / step).whole() for span in spans]
    value = only(tuple(span for span in at if not span.empty()))
    return None if value is None else value * step


def _scaled(span: Span, by: Fraction) -> Span:
    low, high = (None if end is None else end * by for end in span[:2])
    return Span(low, high, span.low_open, span.high_open)


def some(spans: Spans) -> Fraction:
    """A number of the set, which has one."""
    low, high, low_open, high_open = spans[0]
    if low is not None and not low_open:
        return low
    if high is not None and not high_open:
        return high
    if low is not None and high is not None:
        return (low + high) / 2
    return low + 1 if low is not None else high - 1 if high is not None else Fraction(0)


def _meet(one: Span, other: Span) -> Span:
    low, low_open = one.low, one.low_open
    if other.low is not None and (low is None or other.low >= low):
        low, low_open = other.low, other.low_open or (low_open and other.low == low)
    high, high_open = one.high, one.high_open
    if other.high is not None and (high is None or other.high <= high):
        high, high_open = other.high, other.high_open or (high_open and other.high == high)
    return Span(low, high, low_open, high_open)


def _order(span: Span) -> tuple[bool, Fraction, bool, Fraction]:
    zero = Fraction(0)
    return (
        span.low is not None,
        zero if span.low is None else span.low,
        span.high is None,
        zero if span.high is None else span.high,
    )
