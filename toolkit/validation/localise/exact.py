"""The smallest sets of cells: the solver proposes, the rows answer in fractions, a contradiction sharpens the question."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice

from toolkit.validation.localise.costs import clear
from toolkit.validation.localise.digits import sources, typed
from toolkit.validation.localise.elimination import Space, TooManyError, space
from toolkit.validation.localise.figures import Board
from toolkit.validation.localise.problem import Budget, Mending, Problem
from toolkit.validation.localise.repairs import Change, judged, unknown
from toolkit.validation.localise.solver import Cut, Programme
from toolkit.validation.localise.spans import has

_ASKED = 80
"""How often the solver is asked, at the most."""
_CELLS = 6
"""More cells than these are no matter of single cells, and no help to whoever has to look."""
_POINTS = 40
"""Values of one set of cells that are tried, where rows allow many but cells take whole numbers only."""

Values = Mapping[int, Fraction]


def smallest(problem: Problem, budget: Budget, most: int) -> Iterator[Mending]:
    """The cheapest sets of cells, at most so many, of as few cells as the first; what is not known by itself is None."""
    budget.refill()
    programme = Programme(problem)
    found = fewest = 0
    for _ in range(_ASKED):
        proposal = programme.propose(budget)
        if proposal is None or (found and len(proposal.cells) > fewest):
            return
        if len(proposal.cells) > _CELLS:
            break
        try:
            allowed = space(problem, proposal)
        except TooManyError:
            budget.gave_up = True
            programme.forbid(proposal.cells, larger=False)
            continue
        if isinstance(allowed, Cut):
            programme.cut(allowed)
            continue
        mending = _confirmed(problem, proposal.cells, allowed)
        programme.forbid(proposal.cells, larger=mending is not None)
        if mending is not None:
            found, fewest = found + 1, len(proposal.cells)
            yield mending
            if found == most:
                return
    budget.gave_up = True


def _confirmed(problem: Problem, cells: tuple[int, ...], allowed: Space) -> Mending | None:
    """The cells as a mending, where cells can take such values; None where they are whole and the rows' values are not."""
    now = problem.stated.values
    points = (
        {cell: now[cell] + by for cell, by in point.items()} for point in allowed.points(problem.stated)
    )
    point = next((at for at in islice(points, _POINTS) if _fits(problem, at)), None)
    if point is None:
        return None
    named = {cell: now[cell] + by for cell, by in allowed.only().items()}
    if len(allowed.stages) == 1:
        named = {**_by_slips(problem, allowed), **named}
    point = {**point, **named}
    if not _fits(problem, point):
        return None
    after = problem.stated.changed(point.items())
    made = tuple(_change(problem.stated.board, cell, named.get(cell), point[cell]) for cell in cells)
    mends = frozenset(clause for clause in problem.wanted if after.holds[clause])
    return Mending(made, sum((change.cost for change in made), Fraction(0)), mends).of(problem)


def _fits(problem: Problem, point: Values) -> bool:
    """Whether the values could stand in the cells, each is another one, no error is left, and nothing else is broken."""
    on = problem.stated.board
    able = all(
        value != problem.stated.values[cell]
        and has(on.bounds[cell], value)
        and typed(value, on.cells[cell].whole) is not None
        for cell, value in point.items()
    )
    if not able:
        return False
    broken = problem.broken(problem.stated.changed(point.items()))
    return not any(on.hard[clause] or problem.stated.holds[clause] for clause in broken)


def _by_slips(problem: Problem, allowed: Space) -> dict[int, Fraction]:
    """The values of all cells by the likeliest slip in each, where they lead clearly."""
    on, now = problem.stated.board, problem.stated.values
    free = allowed.stages[0][0]
    tried: list[tuple[Fraction, list[tuple[int, Fraction]]]] = []
    for source in sources(now[free]):
        point = {cell: now[cell] + by for cell, by in allowed.point({free: source - now[free]}).items()}
        made = [judged(on.cells[cell], cell, value) for cell, value in sorted(point.items())]
        if all(change.kind not in ("other", "blank") for change in made) and _fits(problem, point):
            tried.append((sum((change.cost for change in made), Fraction(0)), sorted(point.items())))
    tried.sort()
    return dict(tried[0][1]) if clear(cost for cost, _ in tried) else {}


def _change(on: Board, cell: int, value: Fraction | None, witness: Fraction) -> Change:
    of = on.cells[cell]
    return unknown(of, cell, witness) if value is None else judged(of, cell, value)
