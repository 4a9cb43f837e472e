"""What the solver proposes, in fractions: whether values of these cells make all hold, and which are the only ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from math import ceil, floor

from toolkit.validation.localise.digits import sources, typed
from toolkit.validation.localise.figures import Board, Figures
from toolkit.validation.localise.repairs import UNMENDED, Change, clear, judged, unknown
from toolkit.validation.localise.search import Mending, broken
from toolkit.validation.localise.solver import Proposal
from toolkit.validation.localise.spans import has

_POINTS = 81
"""Roundings of the solver's point that are put into the rows."""
_FINEST = 10**6

Values = Mapping[int, Fraction]
Equation = tuple[dict[int, Fraction], Fraction]


@dataclass(frozen=True, slots=True)
class _Solved:
    """A cell's value out of equations: constant + sum(factor x other cell), the others free."""

    constant: Fraction
    factors: Mapping[int, Fraction]


def confirmed(figures: Figures, proposal: Proposal) -> Mending | None:
    """The proposed cells as a mending; a value is given where the equations have one, or one only is a slip's."""
    cells = sorted(proposal.values)
    plain, chosen = _equations(figures, cells, proposal)
    solved = _eliminate([*plain, *chosen], cells)
    surely = _eliminate(plain, cells)
    if solved is None or surely is None:
        return None
    free = [cell for cell in cells if cell not in solved]
    points = (
        _point(solved, dict(zip(free, values, strict=True)))
        for values in product(*(_near(figures, cell, proposal.values[cell]) for cell in free))
    )
    point = next((at for at in islice(points, _POINTS) if _fits(figures, at)), None)
    if point is None:
        return None
    only = {cell: of.constant for cell, of in surely.items() if not of.factors}
    named = {**(_by_slips(figures, solved, free[0]) if len(free) == 1 else {}), **only}
    return _mending(figures, cells, point, named)


def _equations(
    figures: Figures, cells: Sequence[int], proposal: Proposal
) -> tuple[list[Equation], list[Equation]]:
    """Exact balances over the cells, all else as it is: of plain clauses, and of branches that the solver took."""
    on = figures.board
    plain: list[Equation] = []
    chosen: list[Equation] = []
    for clause in sorted({clause for cell in cells for clause in on.clauses_of[cell]} - proposal.left):
        branches = on.clauses[clause]
        for at in branches[proposal.branches.get(clause, 0)]:
            line = on.lines[at]
            factors = {cell: line.factors[cell] for cell in cells if cell in line.factors}
            if line.operator == "==" and not line.slack and factors:
                now = sum(factor * figures.values[cell] for cell, factor in factors.items())
                (plain if len(branches) == 1 else chosen).append((factors, now - figures.off[at]))
    return plain, chosen


def _eliminate(equations: Iterable[Equation], cells: Sequence[int]) -> dict[int, _Solved] | None:
    """The equations solved for as many cells as they have (Gauss and Jordan); None where they contradict each other."""
    rows: dict[int, Equation] = {}
    for equation in equations:
        factors, constant = dict(equation[0]), equation[1]
        for pivot, row in rows.items():
            factors, constant = _less(factors, constant, pivot, row)
        lead = next((cell for cell in reversed(cells) if factors.get(cell)), None)
        if lead is None:
            if constant:
                return None
            continue
        scale = factors[lead]
        one = ({cell: factor / scale for cell, factor in factors.items()}, constant / scale)
        rows = {pivot: _less(*row, lead, one) for pivot, row in rows.items()}
        rows[lead] = one
    return {
        pivot: _Solved(constant, {cell: -factor for cell, factor in factors.items() if cell != pivot})
        for pivot, (factors, constant) in rows.items()
    }


def _less(factors: dict[int, Fraction], constant: Fraction, pivot: int, row: Equation) -> Equation:
    times = factors.get(pivot, Fraction(0))
    if not times:
        return factors, constant
    rest = {
        cell: factors.get(cell, Fraction(0)) - times * row[0].get(cell, Fraction(0))
        for cell in sorted({*factors, *row[0]})
    }
    return {cell: factor for cell, factor in rest.items() if factor}, constant - times * row[1]


def _point(solved: Mapping[int, _Solved], free: Values) -> dict[int, Fraction]:
    point = dict(free)
    for cell, of in solved.items():
        point[cell] = of.constant + sum(factor * free[other] for other, factor in of.factors.items())
    return point


def _near(figures: Figures, cell: int, value: float) -> list[Fraction]:
    if figures.board.cells[cell].whole:
        return [Fraction(each) for each in dict.fromkeys((round(value), floor(value), ceil(value)))]
    return [Fraction(round(value * _FINEST), _FINEST), Fraction(round(value))]


def _fits(figures: Figures, point: Values) -> bool:
    """Whether the values could stand in the cells, each is another one, and nothing that must hold is broken by them."""
    on = figures.board
    return all(
        value != figures.values[cell]
        and has(on.bounds[cell], value)
        and typed(value, on.cells[cell].whole) is not None
        for cell, value in point.items()
    ) and not broken(figures.changed(point.items()), figures)


def _by_slips(figures: Figures, solved: Mapping[int, _Solved], free: int) -> dict[int, Fraction]:
    """Values of all cells by the likeliest slip of the free one, where it leads clearly."""
    on = figures.board
    tried: list[tuple[Fraction, list[tuple[int, Fraction]]]] = []
    for value in sources(figures.values[free]):
        point = _point(solved, {free: value})
        made = [judged(on.cells[cell], cell, point[cell]) for cell in sorted(point)]
        if all(change.kind not in ("other", "blank") for change in made) and _fits(figures, point):
            tried.append((sum((change.cost for change in made), Fraction(0)), sorted(point.items())))
    tried.sort()
    return dict(tried[0][1]) if clear([cost for cost, _ in tried]) else {}


def _mending(figures: Figures, cells: Sequence[int], point: Values, named: Values) -> Mending:
    after = figures.changed(point.items())
    failed = figures.failed()
    mends = tuple(clause for clause in failed if after.holds[clause])
    made = tuple(_change(figures.board, cell, named.get(cell)) for cell in cells)
    cost = sum((change.cost for change in made), (len(failed) - len(mends)) * UNMENDED)
    return Mending(made, cost, mends)


def _change(on: Board, cell: int, value: Fraction | None) -> Change:
    return unknown(on.cells[cell], cell) if value is None else judged(on.cells[cell], cell, value)
