"""Whether the values of a repair follow from balances, or are one choice of many that a slip could have made of them."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from toolkit.validation.localise.figures import Figures
from toolkit.validation.localise.model import Cell
from toolkit.validation.localise.problem import Mending, Problem
from toolkit.validation.localise.repairs import Change


def pinned(problem: Problem, mending: Mending) -> Mending:
    """The mending; without values where these do not follow, as there are more than one can think of."""
    if follows(problem.stated, mending.changes):
        return mending
    return replace(
        mending, changes=tuple(replace(each, value=None, kind="other") for each in mending.changes)
    )


def follows(stated: Figures, made: Sequence[Change]) -> bool:
    """Whether balances that hold after these changes leave the cells no other values: the balances are as many,
    independent of each other, as the cells. An answer has but one other value.
    """
    on = stated.board
    after = stated.changed((change.cell, change.witness) for change in made)
    cells = [change.cell for change in made if not _is_answer(on.cells[change.cell])]
    lines = {
        at
        for clause in {clause for cell in cells for clause in on.clauses_of[cell]}
        for branch in on.clauses[clause]
        if all(on.lines[at].holds(after.off[at]) for at in branch)
        for at in branch
        if on.lines[at].operator == "=="
    }
    table = [[on.lines[at].factors.get(cell, Fraction(0)) for cell in cells] for at in sorted(lines)]
    return _rank(table) == len(cells)


def _is_answer(of: Cell) -> bool:
    return of.whole and of.least is not None and of.greatest is not None and of.greatest - of.least == 1


def _rank(table: Sequence[Sequence[Fraction]]) -> int:
    """How many rows are independent, by Gauss."""
    left, rank = [row for row in table if any(row)], 0
    while left:
        lead, rank = left[0], rank + 1
        at = next(column for column, factor in enumerate(lead) if factor)
        reduced = [
            [factor - row[at] / lead[at] * by for factor, by in zip(row, lead, strict=True)]
            for row in left[1:]
        ]
        left = [row for row in reduced if any(row)]
    return rank
