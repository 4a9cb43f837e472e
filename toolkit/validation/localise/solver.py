"""Error localisation as a mixed-integer programme (Fellegi and Holt 1976): which cells, not which values. HiGHS solves it.

    min sum(weight x cell blamed) + sum(penalty x warning left), such that values exist by which all rows hold

The rows are kept out of the solver: a set of cells is proposed, the rows are put to it in fractions (`elimination`), and
where no values exist the contradiction becomes a cut over the 0-1 variables (Garfinkel, Kunnathur and Liepins 1986; Codato
and Fischetti 2006). There is no big M then, so that an error of 3 is seen beside one of a million, and HiGHS has no rounded
solution to repair, upon which it would print.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeVar

from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from toolkit.validation.localise.figures import Figures
from toolkit.validation.localise.repairs import BLAMED, UNMENDED

_NODES = 5000
_GRAIN = 20
"""Weights go to the solver in whole twentieths: where costs are whole, it sees at once that nothing cheaper is left."""

_Thing = TypeVar("_Thing", bound=Hashable)

Branch = tuple[int, int]
"""A clause and one of its branches."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Cells to change; which branch is to hold of each clause that has several; the warnings that are left as they are."""

    cells: tuple[int, ...]
    branches: frozenset[Branch]
    left: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Cut:
    """One of these cells has to change, or one of these branches not to be taken, or one of these warnings to be left."""

    cells: frozenset[int]
    branches: frozenset[Branch]
    warnings: frozenset[int]


class Programme:
    """The programme of one system. Variables: whether a cell is blamed, a branch is taken, a warning is left."""

    __slots__ = ("_branches", "_cells", "_costs", "_factors", "_least", "_places", "_warnings")

    def __init__(self, figures: Figures) -> None:
        on = figures.board
        self._cells = _numbered((at for at, of in enumerate(on.cells) if not of.fixed), 0)
        several = [(at, each) for at, of in enumerate(on.clauses) if len(of) > 1 for each in range(len(of))]
        self._branches = _numbered(several, len(self._cells))
        warnings = (at for at in figures.failed() if not on.hard[at])
        self._warnings = _numbered(warnings, len(self._cells) + len(self._branches))
        self._costs = [
            *(max(1, round(on.cells[cell].weight * _GRAIN)) for cell in self._cells),
            *(0 for _ in self._branches),
            *(round(UNMENDED / BLAMED * _GRAIN) for _ in self._warnings),
        ]
        self._places: list[tuple[int, int]] = []
        self._factors: list[float] = []
        self._least: list[float] = []
        self._covers(figures)

    def propose(self, seconds: float) -> Proposal | None:
        """The cheapest cells that no cut speaks against; None where there are none, or none were found in time."""
        rows, columns = zip(*self._places, strict=True)
        table = coo_array((self._factors, (rows, columns)), (len(self._least), len(self._costs)))
        answer = milp(
            self._costs,
            constraints=LinearConstraint(table.tocsr(), self._least, inf),
            bounds=Bounds(0.0, 1.0),
            integrality=[1] * len(self._costs),
            options={"time_limit": seconds, "node_limit": _NODES, "mip_rel_gap": 0.0, "presolve": False},
        )
        if answer.x is None or answer.status != 0:
            return None
        on = [value > 0.5 for value in answer.x]
        return Proposal(
            cells=tuple(cell for cell, at in self._cells.items() if on[at]),
            branches=frozenset(branch for branch, at in self._branches.items() if on[at]),
            left=frozenset(clause for clause, at in self._warnings.items() if on[at]),
        )

    def cut(self, cut: Cut) -> None:
        """Propose nothing more that the cut speaks against."""
        blamed = [(self._cells[cell], 1.0) for cell in sorted(cut.cells) if cell in self._cells]
        left = [(self._warnings[clause], 1.0) for clause in sorted(cut.warnings)]
        taken = [(self._branches[branch], -1.0) for branch in sorted(cut.branches)]
        self._add([*blamed, *left, *taken], 1.0 - len(taken))

    def forbid(self, cells: Iterable[int], *, larger: bool) -> None:
        """Never propose these cells again; with `larger`, nor any set that has them all."""
        told = sorted(self._cells[cell] for cell in cells)
        others = [] if larger else sorted(set(self._cells.values()) - set(told))
        self._add([*((at, -1.0) for at in told), *((at, 1.0) for at in others)], 1.0 - len(told))

    def _covers(self, figures: Figures) -> None:
        """What is plain from the start: a clause that has branches takes one, of a clause that failed a cell is to blame,
        and nobody changes one cell only of a balance that holds.
        """
        on = figures.board
        for clause, branches in enumerate(on.clauses):
            blamed = [self._cells[cell] for cell in sorted(on.members[clause]) if cell in self._cells]
            left = [(self._warnings[clause], 1.0)] if clause in self._warnings else []
            if len(branches) > 1:
                taken = [(self._branches[clause, each], 1.0) for each in range(len(branches))]
                self._add([*taken, *left], 1.0)
            if not figures.holds[clause]:
                self._add([*((at, 1.0) for at in blamed), *left], 1.0)
            elif len(branches) == 1 and len(branches[0]) == 1 and on.lines[branches[0][0]].tight():
                for at in blamed:
                    self._add([(other, -1.0 if other == at else 1.0) for other in blamed], 0.0)

    def _add(self, terms: Sequence[tuple[int, float]], least: float) -> None:
        for variable, factor in terms or [(0, 0.0)]:
            self._places.append((len(self._least), variable))
            self._factors.append(factor)
        self._least.append(least)


def _numbered(things: Iterable[_Thing], first: int) -> dict[_Thing, int]:
    return {thing: first + at for at, thing in enumerate(things)}
