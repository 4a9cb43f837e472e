"""Error localisation as a mixed-integer programme (Fellegi and Holt 1976): which cells, not which values.

    min sum(weight x cell blamed) + sum(penalty x warning left), such that values exist by which all rows hold

The rows are kept apart: a set of cells is proposed, the rows are put to it in fractions (`elimination`), and where no values
exist the contradiction becomes a cut over the 0-1 variables (Garfinkel, Kunnathur and Liepins 1986; Codato and Fischetti
2006). So there is no big M, and an error of 3 is seen beside one of a million. HiGHS solves the relaxations; the branching
is done here, as HiGHS' own writes to the process's output, whatever it is told, when it mends a rounded solution.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

import numpy as np
from scipy.optimize import linprog

from toolkit.validation.localise.costs import BLAMED, UNMENDED
from toolkit.validation.localise.problem import Budget, Problem

_GRAIN = 20
"""Weights go to the solver in whole twentieths: where costs are whole, less than one more cannot be better."""
_NEAR = 1e-6

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

    __slots__ = ("_branches", "_cells", "_costs", "_least", "_rows", "_warnings")

    def __init__(self, problem: Problem) -> None:
        on = problem.stated.board
        self._cells = _numbered(range(len(on.cells)), 0)
        several = [(at, each) for at, of in enumerate(on.clauses) if len(of) > 1 for each in range(len(of))]
        self._branches = _numbered(several, len(self._cells))
        warnings = sorted(problem.wanted - problem.errors())
        self._warnings = _numbered(warnings, len(self._cells) + len(self._branches))
        self._costs = [
            *(max(1, round(on.cells[cell].weight * _GRAIN)) for cell in self._cells),
            *(0 for _ in self._branches),
            *(round(UNMENDED / BLAMED * _GRAIN) for _ in self._warnings),
        ]
        self._rows: list[list[int]] = []
        self._least: list[int] = []
        self._covers(problem)

    def propose(self, budget: Budget) -> Proposal | None:
        """The cheapest cells that no cut speaks against; None where there are none, or none were found in time."""
        best = self._cheapest(budget) if self._cells else None
        if best is None:
            return None
        return Proposal(
            cells=tuple(cell for cell, at in self._cells.items() if best[at]),
            branches=frozenset(branch for branch, at in self._branches.items() if best[at]),
            left=frozenset(clause for clause, at in self._warnings.items() if best[at]),
        )

    def _cheapest(self, budget: Budget) -> list[int] | None:
        """Branch and bound, depth first: the variable nearest to a half, first as 1."""
        table, least, costs = np.array(self._rows), np.array(self._least), np.array(self._costs)
        best: list[int] | None = None
        bound = float("inf")
        open_: list[dict[int, int]] = [{}]
        while open_:
            if not budget.solve():
                return None
            fixed = open_.pop()
            ends = [(fixed.get(at, 0), fixed.get(at, 1)) for at in range(len(costs))]
            answer = linprog(costs, A_ub=-table, b_ub=-least, bounds=ends, method="highs-ds")
            if answer.x is None or ceil(answer.fun - _NEAR) >= bound:
                continue
            half = min(range(len(costs)), key=lambda at: (round(abs(answer.x[at] - 0.5), 6), at))
            if abs(answer.x[half] - 0.5) < 0.5 - _NEAR:
                open_.extend(({**fixed, half: 0}, {**fixed, half: 1}))
                continue
            point = [round(value) for value in answer.x]
            if (table @ point >= least).all():
                best, bound = point, float(costs @ point)
        return best

    def cut(self, cut: Cut) -> None:
        """Propose nothing more that the cut speaks against."""
        blamed = [(self._cells[cell], 1) for cell in sorted(cut.cells) if cell in self._cells]
        left = [(self._warnings[clause], 1) for clause in sorted(cut.warnings)]
        taken = [(self._branches[branch], -1) for branch in sorted(cut.branches)]
        self._add([*blamed, *left, *taken], 1 - len(taken))

    def forbid(self, cells: Iterable[int], *, larger: bool) -> None:
        """Never propose these cells again; with `larger`, nor any set that has them all."""
        told = sorted(self._cells[cell] for cell in cells)
        others = [] if larger else sorted(set(self._cells.values()) - set(told))
        self._add([*((at, -1) for at in told), *((at, 1) for at in others)], 1 - len(told))

    def _covers(self, problem: Problem) -> None:
        """What is plain from the start: something is mended, a clause that has branches takes one, of a clause that failed a
        cell is to blame, and nobody changes one cell only of a balance that holds.
        """
        on, holds = problem.stated.board, problem.stated.holds
        if self._warnings.keys() == problem.wanted:
            self._add(((at, -1) for at in self._warnings.values()), 1 - len(self._warnings))
        for clause, branches in enumerate(on.clauses):
            if not holds[clause] and clause not in problem.wanted:
                continue
            blamed = [self._cells[cell] for cell in sorted(on.members[clause]) if cell in self._cells]
            left = [(self._warnings[clause], 1)] if clause in self._warnings else []
            if len(branches) > 1:
                taken = [(self._branches[clause, each], 1) for each in range(len(branches))]
                self._add([*taken, *left], 1)
            if not holds[clause]:
                self._add([*((at, 1) for at in blamed), *left], 1)
            elif len(branches) == 1 and len(branches[0]) == 1 and on.lines[branches[0][0]].tight():
                for at in blamed:
                    self._add([(other, -1 if other == at else 1) for other in blamed], 0)

    def _add(self, terms: Iterable[tuple[int, int]], least: int) -> None:
        row = [0] * len(self._costs)
        for variable, factor in terms:
            row[variable] = factor
        self._rows.append(row)
        self._least.append(least)


def _numbered(things: Iterable[_Thing], first: int) -> dict[_Thing, int]:
    return {thing: first + at for at, thing in enumerate(things)}
