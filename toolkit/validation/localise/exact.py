"""The smallest sets of cells: the solver proposes, the rows answer in fractions, a contradiction sharpens the question."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice

from toolkit.validation.localise.digits import sources, typed
from toolkit.validation.localise.elimination import Space, TooManyError, space
from toolkit.validation.localise.figures import Board, Figures
from toolkit.validation.localise.repairs import UNMENDED, Change, clear, judged, unknown
from toolkit.validation.localise.search import Budget, Mending, broken
from toolkit.validation.localise.solver import Cut, Programme
from toolkit.validation.localise.spans import has

_ASKED = 80
"""How often the solver is asked, at the most."""
_POINTS = 40
"""Values of one set of cells that are tried, where rows allow many but cells take whole numbers only."""

Values = Mapping[int, Fraction]


def smallest(figures: Figures, budget: Budget, most: int) -> Iterator[Mending]:
    """The cheapest sets of cells, at most so many, of as few cells as the first; what is not known by itself is None."""
    programme = Programme(figures)
    found = fewest = 0
    for _ in range(_ASKED):
        proposal = None if budget.late() else programme.propose(budget.seconds())
        if proposal is None or (found and len(proposal.cells) > fewest):
            return
        try:
            allowed = space(figures, proposal)
        except TooManyError:
            budget.spent = True
            programme.forbid(proposal.cells, larger=False)
            continue
        if isinstance(allowed, Cut):
            programme.cut(allowed)
            continue
        mending = _confirmed(figures, proposal.cells, allowed)
        programme.forbid(proposal.cells, larger=mending is not None)
        if mending is not None:
            found, fewest = found + 1, len(proposal.cells)
            yield mending
            if found == most:
                return
    budget.spent = True


def _confirmed(figures: Figures, cells: tuple[int, ...], allowed: Space) -> Mending | None:
    """The cells as a mending, where cells can take such values; None where they are whole and the rows' values are not."""
    now = figures.values
    points = ({cell: now[cell] + by for cell, by in point.items()} for point in allowed.points(figures))
    point = next((at for at in islice(points, _POINTS) if _fits(figures, at)), None)
    if point is None:
        return None
    named = {cell: now[cell] + by for cell, by in allowed.only().items()}
    if len(allowed.stages) == 1:
        named = {**_by_slips(figures, allowed), **named}
    after = figures.changed(point.items())
    failed = figures.failed()
    mends = tuple(clause for clause in failed if after.holds[clause])
    made = tuple(_change(figures.board, cell, named.get(cell)) for cell in cells)
    cost = sum((change.cost for change in made), (len(failed) - len(mends)) * UNMENDED)
    return Mending(made, cost, mends)


def _fits(figures: Figures, point: Values) -> bool:
    """Whether the values could stand in the cells, each is another one, and nothing that must hold is broken by them."""
    on = figures.board
    return all(
        value != figures.values[cell]
        and has(on.bounds[cell], value)
        and typed(value, on.cells[cell].whole) is not None
        for cell, value in point.items()
    ) and not broken(figures.changed(point.items()), figures)


def _by_slips(figures: Figures, allowed: Space) -> dict[int, Fraction]:
    """The values of all cells by the likeliest slip in each, where they lead clearly."""
    on = figures.board
    free = allowed.stages[0][0]
    tried: list[tuple[Fraction, list[tuple[int, Fraction]]]] = []
    for source in sources(figures.values[free]):
        deviations = allowed.point({free: source - figures.values[free]})
        point = {cell: figures.values[cell] + by for cell, by in deviations.items()}
        made = [judged(on.cells[cell], cell, value) for cell, value in sorted(point.items())]
        if all(change.kind not in ("other", "blank") for change in made) and _fits(figures, point):
            tried.append((sum((change.cost for change in made), Fraction(0)), sorted(point.items())))
    tried.sort()
    return dict(tried[0][1]) if clear([cost for cost, _ in tried]) else {}


def _change(on: Board, cell: int, value: Fraction | None) -> Change:
    return unknown(on.cells[cell], cell) if value is None else judged(on.cells[cell], cell, value)
