"""The search for the fewest cells: one that mends everything, two that were exchanged, several mistyped independently."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from time import monotonic

from toolkit.validation.localise.digits import sources
from toolkit.validation.localise.figures import Figures
from toolkit.validation.localise.repairs import UNMENDED, Change, changes, judged, swapped
from toolkit.validation.localise.spans import Spans, both, has, only

_NODES = 1500
"""Partly mended states that one search looks at: a count, so that the answer does not hang on how fast the machine is."""
_TRIED = 6
"""Values tried for a cell that only has to be in a range, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Mending:
    """Changes that together mend clauses and break none. `mends` are positions on the board; `cost` is in bits."""

    changes: tuple[Change, ...]
    cost: Fraction
    mends: tuple[int, ...]
    exchanged: bool = False


class Budget:
    """How much looking is left: states, and behind them the clock for a machine that is too slow for so many."""

    __slots__ = ("_deadline", "_nodes", "spent")

    def __init__(self, seconds: float) -> None:
        self._deadline = monotonic() + seconds
        self._nodes = _NODES
        self.spent = False

    def seconds(self) -> float:
        """What is left of the time, at least a hundredth of a second."""
        return max(self._deadline - monotonic(), 0.01)

    def refill(self) -> None:
        """As many states for another search; not more time."""
        self._nodes = _NODES

    def late(self) -> bool:
        """Whether the time is up."""
        self.spent = self.spent or monotonic() > self._deadline
        return self.spent

    def take(self) -> bool:
        """Whether one more state may be looked at."""
        self._nodes -= 1
        self.spent = self.spent or self._nodes < 0
        return not self.late()


def singles(figures: Figures) -> Iterator[Mending]:
    """Every single cell by which all errors, and as many warnings as may be, would hold."""
    return _last(figures, figures, ())


def exchanged(figures: Figures) -> Iterator[Mending]:
    """Two cells whose figures stand in each other's place: neighbours, or two of a clause that failed."""
    on = figures.board
    failed = figures.failed()
    first = next((clause for clause in failed if on.hard[clause]), failed[0])
    near = set(on.neighbours)
    common = set(combinations(sorted(on.members[first]), 2))
    for pair in sorted(near | common):
        one, other = (figures.values[cell] for cell in pair)
        if one == other or any(on.cells[cell].fixed for cell in pair) or not _reaches(figures, pair, failed):
            continue
        if not (has(on.bounds[pair[0]], other) and has(on.bounds[pair[1]], one)):
            continue
        after = figures.changed(((pair[0], other), (pair[1], one)))
        mends = tuple(clause for clause in failed if after.holds[clause])
        if mends and not broken(after, figures):
            made = swapped(on, pair, near=pair in near)
            cost = sum((change.cost for change in made), Fraction(0))
            yield Mending(made, cost + (len(failed) - len(mends)) * UNMENDED, mends, exchanged=True)


def several(figures: Figures, count: int, budget: Budget, *, slips: bool) -> Iterator[Mending]:
    """Every `count` cells, each solved from a clause that fails without it; with `slips` only what a slip explains."""
    return _branch(figures, figures, (), count, budget, slips)


def broken(figures: Figures, stated: Figures) -> list[int]:
    """Clauses that fail and must not: errors, and what held as stated."""
    return [at for at in figures.failed() if figures.board.hard[at] or stated.holds[at]]


def _branch(
    figures: Figures, stated: Figures, made: tuple[Change, ...], left: int, budget: Budget, slips: bool
) -> Iterator[Mending]:
    failed = broken(figures, stated)
    if left == 1:
        found = _last(figures, stated, made)
        yield from (
            mending for mending in found if not slips or all(c.kind != "other" for c in mending.changes)
        )
        return
    done = {change.cell for change in made}
    blamed = [[cell for cell in _suspects(figures, [at]) if cell not in done] for at in failed]
    for cell in min(blamed, key=len, default=[]):
        for change in _tried(figures, stated, cell, failed):
            if slips and change.kind == "other":
                continue
            if not budget.take():
                return
            assert change.value is not None
            after = figures.changed(((cell, change.value),))
            yield from _branch(after, stated, (*made, change), left - 1, budget, slips)


def _last(figures: Figures, stated: Figures, made: tuple[Change, ...]) -> Iterator[Mending]:
    """Every cell that mends what is still to be mended, beside the changes that were made already."""
    on = figures.board
    failed = stated.failed()
    musts = broken(figures, stated)
    wishes = [clause for clause in figures.failed() if clause not in musts]
    done = {change.cell for change in made}
    for cell in _suspects(figures, musts) if musts else _suspects_of_any(figures, wishes):
        if cell in done:
            continue
        needed = [clause for clause in on.clauses_of[cell] if figures.holds[clause]]
        spans = figures.within(cell, [*musts, *needed])
        left: list[int] = []
        for clause in wishes:
            closer = figures.allowed(cell, clause) if spans else ()
            closer = both(spans, closer) if closer else ()
            spans, left = (closer, left) if closer else (spans, [*left, clause])
        mends = tuple(clause for clause in failed if clause not in left)
        for change in changes(on, cell, spans) if spans and mends else ():
            cost = sum((each.cost for each in (*made, change)), len(left) * UNMENDED)
            yield Mending((*made, change), cost, mends)


def _suspects(figures: Figures, clauses: Sequence[int]) -> list[int]:
    """Cells that may be blamed for all of these clauses."""
    on = figures.board
    cells = frozenset.intersection(*(on.members[clause] for clause in clauses))
    return sorted(cell for cell in cells if not on.cells[cell].fixed)


def _suspects_of_any(figures: Figures, clauses: Sequence[int]) -> list[int]:
    return sorted({cell for clause in clauses for cell in _suspects(figures, [clause])})


def _tried(figures: Figures, stated: Figures, cell: int, failed: Sequence[int]) -> list[Change]:
    """Changes of the cell by which one or more of the clauses would hold, whatever becomes of the others."""
    on = figures.board
    values: dict[Fraction, Change] = {}
    for clause in failed:
        if cell in on.members[clause]:
            for value in _values(stated, cell, figures.within(cell, [clause])):
                values.setdefault(value, judged(on.cells[cell], cell, value))
    return sorted(values.values(), key=lambda change: (change.cost, change.value))


def _values(stated: Figures, cell: int, spans: Spans) -> list[Fraction]:
    of = stated.board.cells[cell]
    value = only(spans)
    if value is not None:
        return [value] if value != of.value else []
    near = [judged(of, cell, value) for value in sources(of.value) if has(spans, value)]
    likely = sorted(near, key=lambda change: (change.cost, change.value))[:_TRIED]
    return [change.value for change in likely if change.value is not None]


def _reaches(figures: Figures, cells: tuple[int, int], clauses: Sequence[int]) -> bool:
    """Whether each error that failed has one of the cells."""
    on = figures.board
    return all(not on.members[clause].isdisjoint(cells) for clause in clauses if on.hard[clause]) and not all(
        on.members[clause].isdisjoint(cells) for clause in clauses
    )
