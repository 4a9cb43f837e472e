"""The search for the fewest cells: one that mends everything, two that were exchanged, several mistyped independently."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from toolkit.validation.localise.digits import sources
from toolkit.validation.localise.figures import Figures
from toolkit.validation.localise.pinned import pinned
from toolkit.validation.localise.problem import Budget, Mending, Problem
from toolkit.validation.localise.repairs import Change, changes, judged, swapped
from toolkit.validation.localise.spans import Spans, has, only

_TRIED = 6
"""Values tried for a cell that only has to be in a range, the likeliest first."""


def singles(problem: Problem) -> Iterator[Mending]:
    """Every single cell by which all that is wanted would hold."""
    return _last(problem, problem.stated, ())


def exchanged(problem: Problem) -> Iterator[Mending]:
    """Two cells whose figures stand in each other's place: neighbours, or two of a clause that failed."""
    figures = problem.stated
    on = figures.board
    near = set(on.neighbours)
    common = set(combinations(sorted(on.members[min(problem.wanted)]), 2))
    for pair in sorted(near | common):
        one, other = (figures.values[cell] for cell in pair)
        if one == other:
            continue
        if any(on.members[clause].isdisjoint(pair) for clause in problem.wanted):
            continue
        if not (has(on.bounds[pair[0]], other) and has(on.bounds[pair[1]], one)):
            continue
        if not problem.broken(figures.changed(((pair[0], other), (pair[1], one)))):
            made = swapped(on, pair, near=pair in near)
            yield Mending(made, _sum(made), problem.wanted, exchanged=True)


def several(problem: Problem, count: int, budget: Budget, *, slips: bool) -> Iterator[Mending]:
    """Every `count` cells, each solved from a clause that fails without it; with `slips` only what a slip explains."""
    budget.refill()
    for mending in _branch(problem, problem.stated, (), count, budget, slips):
        yield pinned(problem, mending)


def one_by_one(problem: Problem) -> Iterator[Mending]:
    """Slips in many places: always the likeliest by which one more clause holds and none breaks, until all hold."""
    figures, made = problem.stated, tuple[Change, ...]()
    while problem.broken(figures):
        done = {change.cell for change in made}
        steps = [
            mending.changes[0]
            for at in problem.wanted.intersection(figures.failed())
            for mending in singles(Problem(figures, frozenset({at})))
            if mending.changes[0].cell not in done and mending.changes[0].kind != "other"
        ]
        if not steps:
            return
        made = (*made, min(steps, key=lambda change: (change.cost, change.cell, change.witness)))
        figures = figures.changed([(made[-1].cell, made[-1].witness)])
    yield pinned(problem, Mending(made, _sum(made), problem.wanted))


def _branch(
    problem: Problem, figures: Figures, made: tuple[Change, ...], left: int, budget: Budget, slips: bool
) -> Iterator[Mending]:
    if left == 1:
        for mending in _last(problem, figures, made):
            if not slips or mending.changes[-1].kind != "other":
                yield mending
        return
    failed = problem.broken(figures)
    done = {change.cell for change in made}
    blamed = [[cell for cell in _suspects(figures, [at]) if cell not in done] for at in failed]
    for cell in min(blamed, key=len, default=[]):
        for change, value in _tried(figures, cell, failed):
            if slips and change.kind == "other":
                continue
            if not budget.take():
                return
            after = figures.changed(((cell, value),))
            yield from _branch(problem, after, (*made, change), left - 1, budget, slips)


def _last(problem: Problem, figures: Figures, made: tuple[Change, ...]) -> Iterator[Mending]:
    """Every cell that mends all that is still to be mended, beside the changes that were made already."""
    on = figures.board
    broken = problem.broken(figures)
    done = {change.cell for change in made}
    for cell in _suspects(figures, broken) if broken else ():
        if cell in done:
            continue
        kept = [clause for clause in on.clauses_of[cell] if figures.holds[clause]]
        spans = figures.within(cell, [*broken, *kept])
        for change in changes(on, cell, spans) if spans else ():
            yield Mending((*made, change), _sum((*made, change)), problem.wanted)


def _suspects(figures: Figures, clauses: Sequence[int]) -> list[int]:
    """Cells that may be blamed for all of these clauses."""
    return sorted(frozenset.intersection(*(figures.board.members[clause] for clause in clauses)))


def _tried(figures: Figures, cell: int, failed: Sequence[int]) -> list[tuple[Change, Fraction]]:
    """Changes of the cell by which one or more of the clauses would hold, whatever becomes of the others."""
    on = figures.board
    values = {
        value
        for clause in failed
        if cell in on.members[clause]
        for value in _values(figures, cell, figures.within(cell, [clause]))
    }
    tried = [(judged(on.cells[cell], cell, value), value) for value in values]
    return sorted(tried, key=lambda one: (one[0].cost, one[1]))


def _values(figures: Figures, cell: int, spans: Spans) -> list[Fraction]:
    of = figures.board.cells[cell]
    value = only(spans)
    if value is not None:
        return [value] if value != of.value else []
    near = [(judged(of, cell, value).cost, value) for value in sources(of.value) if has(spans, value)]
    return [value for _, value in sorted(near)[:_TRIED]]


def _sum(made: Sequence[Change]) -> Fraction:
    return sum((change.cost for change in made), Fraction(0))
