"""How likely a repair is, in bits: minus the binary logarithm of a likelihood, so that costs of several slips add up.

Of two repairs by which all holds, the likelier explains what is stated by a commoner slip (a kind, times the ways in which
it could have gone wrong) and leaves figures that are more like those before. Rounded to a thousandth, so that the order is
the same on every machine. The constants were chosen on planted errors (docs/validation.md).
"""

from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

from toolkit.validation.localise.digits import slip
from toolkit.validation.localise.model import Cell, Kind

BLAMED = Fraction(8)
"""Of blaming one more cell: about one typed cell of 250 is wrong."""
UNMENDED = Fraction(14)
"""Of a warning that is left as it is: such a figure can be right. More than another slip, less than anything."""
CLEAR = Fraction(2)
"""By how much the best of several possible values must lead to be named."""
WEIGHED = Fraction(3)
"""Of a whole point of weight."""
ARBITRARY = Fraction(10)
"""Of a value that no slip explains, beside its own length."""
STEADY = Fraction(3, 10)
"""How far a figure usually is from one of its earlier ones, as a difference of natural logarithms."""
TELLING = 2
"""How much likeness to earlier figures counts, beside how slips come about."""
NEAR, APART = Fraction(2), Fraction(6)
"""Of the pair, among cells that could have been exchanged: of neighbours, and of others."""
KINDS: dict[Kind, Fraction] = {
    "digits_swapped": Fraction(2),
    "digit_added": Fraction(2),
    "digit_lost": Fraction(2),
    "digit_other": Fraction(2),
    "sign": Fraction(3),
    "power": Fraction(2),
    "exchanged": Fraction(5),
    "blank": Fraction(3),
}
_DECIMALS = Context(prec=12)
_TWO = _DECIMALS.ln(Decimal(2))
_THOUSANDTH = Decimal("0.001")
_LN2 = Fraction(693, 1000)


def slipped(of: Cell, value: Fraction) -> tuple[Kind, Fraction]:
    """How the cell's true value may have become what is stated, and what that costs."""
    arbitrary = BLAMED + (of.weight - 1) * WEIGHED + ARBITRARY + length(of.value) + moved(of, value)
    if of.blank:
        return "blank", arbitrary - ARBITRARY - length(of.value) + KINDS["blank"]
    found = slip(of.value, value)
    if found is None:
        return "other", arbitrary
    kind, ways = found
    cost = min(KINDS[kind] + bits(Fraction(ways)), ARBITRARY + length(of.value))
    return kind, arbitrary - ARBITRARY - length(of.value) + cost


def unexplained(of: Cell, values: Iterable[Fraction] = ()) -> tuple[Kind, Fraction]:
    """The same of a value that is not known, and can have come about by no slip; `values` are some that it may be, of
    which the one most like the past speaks.
    """
    blame = BLAMED + (of.weight - 1) * WEIGHED + min((moved(of, value) for value in values), default=0)
    if of.blank:
        return "blank", blame + KINDS["blank"]
    return "other", blame + ARBITRARY + length(of.value)


def exchanged(one: Cell, other: Cell, *, near: bool) -> tuple[Fraction, Fraction]:
    """What it costs that the two stand in each other's place, by halves: it is one slip."""
    weight = (one.weight + other.weight) / 2 - 1
    half = (BLAMED + weight * WEIGHED + KINDS["exchanged"] + (NEAR if near else APART)) / 2
    return half + moved(one, other.value), half + moved(other, one.value)


def moved(of: Cell, value: Fraction) -> Fraction:
    """By how much the value is less like its earlier ones than what is stated is."""
    return _unlike(of.past, value) - _unlike(of.past, of.value)


def clear(costs: Iterable[Fraction]) -> bool:
    """Whether the first of these costs, in order, leads clearly enough for its value to be named."""
    first, second = (*costs, None, None)[:2]
    return first is not None and (second is None or second - first >= CLEAR)


def either(costs: Iterable[Fraction]) -> Fraction:
    """The cost of any one of several: their likelihoods add up."""
    total = sum((_likelihood(cost) for cost in costs), Decimal(0))
    return -_rounded(_DECIMALS.divide(_DECIMALS.ln(total), _TWO))


@lru_cache(maxsize=65536)
def bits(number: Fraction) -> Fraction:
    """The binary logarithm."""
    log = _DECIMALS.ln(_DECIMALS.divide(Decimal(number.numerator), Decimal(number.denominator)))
    return _rounded(_DECIMALS.divide(log, _TWO))


def length(value: Fraction) -> Fraction:
    """The bits of a number's size."""
    return bits(abs(value) + 1)


@lru_cache(maxsize=65536)
def _unlike(past: tuple[Fraction, ...], value: Fraction) -> Fraction:
    """Of a value among earlier ones: each of these as likely to be what it is like (a mixture of Cauchy densities of
    the logarithms, each 1 at its middle), so that a past of zeros and hundreds speaks for both. Nothing without a past.
    """
    if not past:
        return Fraction(0)
    apart = (((length(value) - length(earlier)) * _LN2 / STEADY) ** 2 for earlier in past)
    alike = sum((1 / (1 + distance) for distance in apart), Fraction(0)) / len(past)
    return TELLING * bits((1 / alike).limit_denominator(10**6))


@lru_cache(maxsize=65536)
def _likelihood(cost: Fraction) -> Decimal:
    return _DECIMALS.power(Decimal(2), _DECIMALS.divide(Decimal(-cost.numerator), Decimal(cost.denominator)))


def _rounded(number: Decimal) -> Fraction:
    return Fraction(number.quantize(_THOUSANDTH))
