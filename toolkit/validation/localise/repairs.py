"""Repairs by algebra: for a cell, the values by which what failed would hold, and how such a value may be mistyped."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from toolkit.validation.localise.costs import clear, either, exchanged, slipped, unexplained
from toolkit.validation.localise.digits import plain, rounded_from, sources
from toolkit.validation.localise.figures import Board
from toolkit.validation.localise.model import Cell, Kind
from toolkit.validation.localise.spans import Span, Spans, both, has, only, only_multiple, some

_USUAL_STEP = Fraction(1, 100)
"""Amounts that only have to be in a range, and that no form rounds, are taken to be typed with two decimals at the most."""


@dataclass(frozen=True, slots=True)
class Change:
    """Another value for the cell at a position; None: many would do, `witness` among them. `cost` is in bits."""

    cell: int
    value: Fraction | None
    witness: Fraction
    kind: Kind
    cost: Fraction


def changes(on: Board, cell: int, spans: Spans) -> Iterator[Change]:
    """The change that puts the cell into `spans`, where there is one that could have been mistyped as stated."""
    of = on.cells[cell]
    value = only(spans)
    if value is None and not of.whole:
        value = only_multiple(spans, of.step or _USUAL_STEP)
    if value is None:
        yield _within(of, cell, spans)
    elif plain(value) is not None and value != of.value:
        yield judged(of, cell, value)


def judged(of: Cell, cell: int, value: Fraction) -> Change:
    """The cell with this value."""
    kind, cost = slipped(of, value)
    return Change(cell, value, value, kind, cost)


def unknown(of: Cell, cell: int, witness: Fraction, spans: Spans = ()) -> Change:
    """The cell with another value that is not known, and comes of no slip that is known; one of `spans`, where given."""
    ends = (end for span in spans for end in (span.low, span.high) if end is not None)
    kind, cost = unexplained(of, [value for value in (*of.past, *ends) if has(spans, value)])
    return Change(cell, None, witness, kind, cost)


def swapped(on: Board, pair: tuple[int, int], *, near: bool) -> tuple[Change, Change]:
    """The two cells with each other's figures."""
    one, other = (on.cells[cell] for cell in pair)
    costs = exchanged(one, other, near=near)
    return (
        Change(pair[0], other.value, other.value, "exchanged", costs[0]),
        Change(pair[1], one.value, one.value, "exchanged", costs[1]),
    )


def _within(of: Cell, cell: int, spans: Spans) -> Change:
    """The cell with one of many values: the one that a slip explains, where that is much the likeliest, and likelier than
    any that none explains.
    """
    told = (value for value in sources(of.value) if of.step is None or (value / of.step).denominator == 1)
    near = [judged(of, cell, value) for value in told if has(spans, value)]
    for low, high in rounded_from(of.value) if of.whole else ():
        at = both(spans, (Span(low, high),))
        if at:
            near.append(replace(judged(of, cell, some(at)), value=only(at)))
    any_other = unknown(of, cell, some(spans), spans)
    if of.blank or not near:
        return any_other
    near.sort(key=lambda change: (change.cost, change.witness))
    named = near[0].value if clear(change.cost for change in near) else None
    slip = replace(near[0], value=named, cost=either(change.cost for change in near))
    return slip if slip.cost <= any_other.cost else any_other
