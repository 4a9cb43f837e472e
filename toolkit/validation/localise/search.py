"""The search for the fewest cells: one that mends everything, two exchanged, two mistyped independently."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from toolkit.validation.localise.figures import Figures
from toolkit.validation.localise.repairs import UNMENDED, Change, changes
from toolkit.validation.localise.spans import both


@dataclass(frozen=True, slots=True)
class Mending:
    """Changes that together mend clauses and break none. `mends` are positions on the board; `cost` is in bits."""

    changes: tuple[Change, ...]
    cost: Fraction
    mends: tuple[int, ...]
    exchanged: bool = False


def singles(figures: Figures) -> Iterator[Mending]:
    """Every single cell by which all errors, and as many warnings as may be, would hold."""
    on = figures.board
    failed = figures.failed()
    musts = [clause for clause in failed if on.hard[clause]]
    wishes = [clause for clause in failed if not on.hard[clause]]
    for cell in _suspects(figures, musts or wishes, every=bool(musts)):
        spans = figures.within(cell, _needed(figures, cell, musts))
        mended = list(musts)
        for clause in wishes:
            if spans and cell in on.members[clause]:
                closer = both(spans, figures.allowed(cell, clause))
                spans, mended = (closer, [*mended, clause]) if closer else (spans, mended)
        if spans and mended:
            for change in changes(figures, cell, spans):
                left = len(failed) - len(mended)
                yield Mending((change,), change.cost + left * UNMENDED, tuple(sorted(mended)))


def _suspects(figures: Figures, clauses: Sequence[int], *, every: bool) -> list[int]:
    """Cells that may be blamed: of every one of these clauses, or of any."""
    on = figures.board
    sets = [on.members[clause] for clause in clauses]
    if not sets:
        return []
    cells = frozenset.intersection(*sets) if every else frozenset.union(*sets)
    return sorted(cell for cell in cells if not on.cells[cell].fixed)


def _needed(figures: Figures, cell: int, musts: Sequence[int]) -> list[int]:
    """The clauses that must hold: those that failed, and those with the cell that held."""
    return [*musts, *(clause for clause in figures.board.clauses_of[cell] if figures.holds[clause])]
