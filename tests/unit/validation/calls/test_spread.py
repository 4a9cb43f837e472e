"""Quantiles of quotients are exact, whatever kinds of numbers stand together."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit.validation.calls.spread import Spread, middle_of, spread_of

wholes = st.one_of(st.integers(-9, 9), st.integers(-(10**20), 10**20), st.integers(10**400, 10**400 + 3))
parts = st.one_of(wholes, st.decimals(-1000, 1000, places=3))
pairs = st.tuples(parts, st.one_of(st.integers(1, 3), st.integers(10**17, 10**17 + 9), st.just(10**400)))


def naive(numbers: list[Fraction], share: Fraction) -> Fraction:
    ordered = sorted(numbers)
    at = share * (len(ordered) - 1)
    high = ordered[min(int(at) + 1, len(ordered) - 1)]
    return ordered[int(at)] + (at - int(at)) * (high - ordered[int(at)])


@settings(max_examples=40, deadline=None)
@given(st.lists(pairs, min_size=1, max_size=12))
@example(
    [(10**17 + 1, 10**17), (10**17, 10**17), (Decimal("1.0"), 1), (10**17 + 2, 10**17)]
)  # one and the same float
def test_it_is_exact_where_floats_are_not(given_pairs: list[tuple[int | Decimal, int]]) -> None:
    quotients = [Fraction(a) / Fraction(b) for a, b in given_pairs]
    low, middle, high = (naive(quotients, Fraction(n, 100)) for n in (5, 50, 95))
    assert spread_of(given_pairs) == Spread(low, middle, high, len(given_pairs))
    assert middle_of(given_pairs) == middle
