"""Repairs by algebra: for a cell, the values by which what failed would hold, and how such a value may have been mistyped.

Costs are bits: minus the binary logarithm of how likely such a slip is, so that costs of several slips add up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

from toolkit.validation.localise.digits import plain, slip, sources
from toolkit.validation.localise.figures import Board
from toolkit.validation.localise.model import Cell, Kind
from toolkit.validation.localise.spans import Spans, has, only, some

BLAMED = Fraction(8)
"""Bits that blaming one more cell costs: about one typed cell of 250 is wrong."""
UNMENDED = Fraction(14)
"""Bits of a warning that is left as it is: such a figure can be right. More than another slip, less than anything."""
_WEIGHED = Fraction(6)
"""Bits that a whole point of weight is worth."""
_ARBITRARY = Fraction(8)
"""Bits of a value that no slip explains, beside its own length."""
_CLEAR = Fraction(2)
"""Bits by which the best of several possible values must lead to be named."""
_STEADY = Fraction(1, 2)
"""How far a figure usually moves between periods, as a difference of natural logarithms."""
_KINDS: dict[Kind, Fraction] = {
    "digits_swapped": Fraction(2),
    "digit_added": Fraction(2),
    "digit_lost": Fraction(2),
    "digit_other": Fraction(2),
    "sign": Fraction(3),
    "power": Fraction(3),
    "exchanged": Fraction(3),
    "blank": Fraction(3),
    "other": _ARBITRARY,
}
_LOGARITHMS = Context(prec=12)
_TWO = _LOGARITHMS.ln(Decimal(2))


@dataclass(frozen=True, slots=True)
class Change:
    """Another value for the cell at a position; None: many would do, `witness` among them."""

    cell: int
    value: Fraction | None
    witness: Fraction
    kind: Kind
    cost: Fraction


def changes(on: Board, cell: int, spans: Spans) -> Iterator[Change]:
    """The change that puts the cell into `spans`, where there is one that could have been mistyped as stated."""
    of = on.cells[cell]
    value = only(spans)
    if value is not None:
        if plain(value) is not None and value != of.value:
            yield judged(of, cell, value)
        return
    near = sorted(
        (judged(of, cell, value) for value in sources(of.value) if has(spans, value)), key=_cheapest
    )
    if clear([change.cost for change in near]):
        yield near[0]
    elif near:
        yield Change(cell, None, near[0].witness, near[0].kind, near[0].cost)
    else:
        yield unknown(of, cell, some(spans))


def clear(costs: Sequence[Fraction]) -> bool:
    """Whether the first of these costs, in order, leads clearly enough for its value to be named."""
    return len(costs) == 1 or (len(costs) > 1 and costs[1] - costs[0] >= _CLEAR)


def unknown(of: Cell, cell: int, witness: Fraction) -> Change:
    """Another value that is not known, by no slip that is known."""
    if of.blank:
        return Change(cell, None, witness, "blank", _blame(of) + _KINDS["blank"])
    return Change(cell, None, witness, "other", _blame(of) + _ARBITRARY + _length(of.value))


def swapped(on: Board, pair: tuple[int, int], *, near: bool) -> tuple[Change, Change]:
    """The two cells with each other's figures; likelier of neighbours. One slip, so one blame."""
    one, other = (on.cells[cell] for cell in pair)
    ways = Fraction(4 if near else 64)
    weights = (one.weight + other.weight) / 2
    half = (BLAMED + (weights - 1) * _WEIGHED + _KINDS["exchanged"] + bits(ways)) / 2
    return (
        Change(pair[0], other.value, other.value, "exchanged", half + _moved(one, other.value)),
        Change(pair[1], one.value, one.value, "exchanged", half + _moved(other, one.value)),
    )


def judged(of: Cell, cell: int, value: Fraction) -> Change:
    """How the cell's true value may have become what is stated, and how much that costs."""
    found = None if of.blank else slip(of.value, value)
    if of.blank:
        kind: Kind = "blank"
        cost = _KINDS[kind]
    elif found is None:
        kind, cost = "other", _ARBITRARY + _length(of.value)
    else:
        kind, ways = found
        cost = min(_KINDS[kind] + bits(Fraction(ways)), _ARBITRARY + _length(of.value))
    return Change(cell, value, value, kind, _blame(of) + cost + _moved(of, value))


@lru_cache(maxsize=65536)
def bits(number: Fraction) -> Fraction:
    """The binary logarithm to a thousandth; the same on every machine."""
    log = _LOGARITHMS.ln(_LOGARITHMS.divide(Decimal(number.numerator), Decimal(number.denominator)))
    return Fraction(_LOGARITHMS.divide(log, _TWO).quantize(Decimal("0.001")))


def _blame(of: Cell) -> Fraction:
    return BLAMED + (of.weight - 1) * _WEIGHED


def _length(value: Fraction) -> Fraction:
    return bits(abs(value) + 1)


def _moved(of: Cell, value: Fraction) -> Fraction:
    """Bits by which the value is less like the one before than what is stated."""
    return _unlike(of, value) - _unlike(of, of.value)


def _unlike(of: Cell, value: Fraction) -> Fraction:
    """Bits of a value as far as this from the one before (Cauchy, of the logarithms); 0 where there was none before."""
    if of.before is None:
        return Fraction(0)
    apart = (_length(value) - _length(of.before)) * Fraction(693, 1000) / _STEADY
    return bits(1 + (apart * apart).limit_denominator(10**6))


def _cheapest(change: Change) -> tuple[Fraction, Fraction]:
    return change.cost, Fraction(0) if change.value is None else change.value
