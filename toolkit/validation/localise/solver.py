"""Error localisation as a mixed-integer programme (Fellegi and Holt 1976), solved by HiGHS: which cells, not which values.

The programme is in deviations from what was stated, scaled by how far the failed rows are off: figures of twelve digits
that are off by one are not lost in the solver's tolerances. The solver counts in floats, so what it proposes is a
candidate that whoever asks confirms in fractions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf
from statistics import median

from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from toolkit.validation.localise.figures import Figures, Line
from toolkit.validation.localise.repairs import BLAMED, UNMENDED

_NODES = 2000
_TIE = 1e-4
"""What the last cell costs more than the first: of sets that weigh the same, the one of earlier cells is proposed."""
_LEAST_WEIGHT = 0.05
_REACH = 10.0
_STRICT = 1e-6
"""How far under its bound a strict row has to stay, in scaled units."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Cells to change, with the values of the solver's point (floats, so near what would do); which branch it takes of
    each clause that has several; the warnings that it leaves as they are.
    """

    values: dict[int, float]
    branches: dict[int, int]
    left: frozenset[int]


@dataclass(slots=True)
class _Table:
    """Rows low <= sum(factor x variable) <= high, as they are gathered."""

    at: list[tuple[int, int]] = field(default_factory=list)
    factors: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> None:
        for variable, factor in terms:
            self.at.append((len(self.low), variable))
            self.factors.append(factor)
        self.low.append(low)
        self.high.append(high)

    def constraint(self, variables: int) -> LinearConstraint:
        rows, columns = zip(*self.at, strict=True)
        table = coo_array((self.factors, (rows, columns)), shape=(len(self.low), variables))
        return LinearConstraint(table.tocsr(), self.low, self.high)


class Programme:
    """min sum(weight x blamed) + sum(penalty x warning left), subject to all clauses, over the cells that are not fixed.

    Variables in order: deviations, whether a cell is blamed, whether a branch is taken, whether a warning is left.
    """

    __slots__ = ("_branches", "_cells", "_figures", "_left", "_reach", "_scale", "_table")

    def __init__(self, figures: Figures) -> None:
        on = figures.board
        self._figures = figures
        self._cells = {
            cell: at for at, cell in enumerate(cell for cell, of in enumerate(on.cells) if not of.fixed)
        }
        self._scale = _scale(figures)
        self._reach = _reach(figures, self._scale)
        count = 2 * len(self._cells)
        self._branches: dict[tuple[int, int], int] = {}
        for clause, branches in enumerate(on.clauses):
            for branch in range(len(branches) if len(branches) > 1 else 0):
                self._branches[clause, branch] = count + len(self._branches)
        count += len(self._branches)
        warnings = [at for at in figures.failed() if not on.hard[at]]
        self._left = {clause: count + at for at, clause in enumerate(warnings)}
        self._table = _Table()
        self._blames()
        for clause in range(len(on.clauses)):
            self._clause(clause)

    def propose(self, seconds: float) -> Proposal | None:
        """The cheapest cells; None where there are none, or none were found in time."""
        count = 2 * len(self._cells) + len(self._branches) + len(self._left)
        low, high = self._ends()
        answer = milp(
            self._costs(),
            constraints=self._table.constraint(count),
            bounds=Bounds(low, high),
            integrality=[0] * len(self._cells) + [1] * (count - len(self._cells)),
            options={"time_limit": seconds, "node_limit": _NODES, "mip_rel_gap": 0.0},
        )
        if answer.x is None or answer.status != 0:
            return None
        on = [value > 0.5 for value in answer.x]
        return Proposal(
            values={
                cell: float(self._figures.values[cell]) + float(answer.x[at]) * self._scale
                for cell, at in self._cells.items()
                if on[at + len(self._cells)]
            },
            branches={clause: branch for (clause, branch), at in self._branches.items() if on[at]},
            left=frozenset(clause for clause, at in self._left.items() if on[at]),
        )

    def forbid(self, cells: Iterable[int], *, larger: bool) -> None:
        """Never propose these cells again; with `larger`, nor any set that has them all."""
        told = {self._cells[cell] + len(self._cells) for cell in cells}
        others = {at + len(self._cells) for at in self._cells.values()} - told
        terms = [(at, -1.0) for at in sorted(told)]
        if not larger:
            terms.extend((at, 1.0) for at in sorted(others))
        self._table.add(terms, 1.0 - len(told), inf)

    def _blames(self) -> None:
        """A cell that is not blamed does not deviate."""
        for at in self._cells.values():
            blamed = at + len(self._cells)
            self._table.add([(at, 1.0), (blamed, -self._reach[at])], -inf, 0.0)
            self._table.add([(at, 1.0), (blamed, self._reach[at])], 0.0, inf)

    def _clause(self, clause: int) -> None:
        on = self._figures.board
        left = self._left.get(clause)
        branches = on.clauses[clause]
        if len(branches) > 1:
            taken = [(self._branches[clause, branch], 1.0) for branch in range(len(branches))]
            self._table.add(taken if left is None else [*taken, (left, 1.0)], 1.0, inf)
        for branch, lines in enumerate(branches):
            switch = self._branches.get((clause, branch), left)
            for line in lines:
                self._line(line, switch, on_when=1.0 if len(branches) > 1 else 0.0)

    def _line(self, at: int, switch: int | None, *, on_when: float) -> None:
        """The row in deviations; with a switch it only counts while that variable is `on_when`."""
        line = self._figures.board.lines[at]
        biggest = max((abs(float(factor)) for factor in line.factors.values()), default=1.0)
        unit = biggest * self._scale
        terms = [
            (self._cells[cell], float(factor) / biggest)
            for cell, factor in line.factors.items()
            if cell in self._cells
        ]
        off, slack = float(self._figures.off[at]) / unit, float(line.slack) / unit
        far = abs(off) + slack + 1 + sum(abs(factor) * self._reach[variable] for variable, factor in terms)
        high = slack - off - (_STRICT if line.operator == "<" else 0.0)
        self._one_side(terms, high, switch, on_when, far)
        if line.operator == "==":
            self._one_side(
                [(variable, -factor) for variable, factor in terms], slack + off, switch, on_when, far
            )

    def _one_side(
        self, terms: Sequence[tuple[int, float]], most: float, switch: int | None, on_when: float, far: float
    ) -> None:
        if switch is None:
            self._table.add(terms or [(0, 0.0)], -inf, most)
        elif on_when:
            self._table.add([*terms, (switch, far)], -inf, most + far)
        else:
            self._table.add([*terms, (switch, -far)], -inf, most)

    def _costs(self) -> list[float]:
        on, count = self._figures.board, len(self._cells)
        weights = [
            max(float(on.cells[cell].weight), _LEAST_WEIGHT) + _TIE * rank / count
            for rank, cell in enumerate(self._cells)
        ]
        penalty = float(UNMENDED / BLAMED)
        return [0.0] * count + weights + [0.0] * len(self._branches) + [penalty] * len(self._left)

    def _ends(self) -> tuple[list[float], list[float]]:
        """The least and the greatest of every variable: what the cells may be, and 0 or 1."""
        low, high = [], []
        for cell, at in self._cells.items():
            of, reach = self._figures.board.cells[cell], self._reach[at]
            now = self._figures.values[cell]
            low.append(
                -reach if of.least is None else min(0.0, max(-reach, float(of.least - now) / self._scale))
            )
            high.append(
                reach if of.greatest is None else max(0.0, min(reach, float(of.greatest - now) / self._scale))
            )
        rest = len(self._cells) + len(self._branches) + len(self._left)
        return [*low, *([0.0] * rest)], [*high, *([1.0] * rest)]


def _scale(figures: Figures) -> float:
    """How far the failed clauses are off, at the most, in the measure of their cells."""
    on = figures.board
    off = [
        _distance(on.lines[line], figures.off[line])
        for clause in figures.failed()
        for branch in on.clauses[clause]
        for line in branch
        if not on.lines[line].holds(figures.off[line])
    ]
    return float(max(off, default=Fraction(0))) or 1.0


def _distance(line: Line, off: Fraction) -> Fraction:
    return abs(off) / min((abs(factor) for factor in line.factors.values()), default=Fraction(1))


def _reach(figures: Figures, scale: float) -> list[float]:
    """How far each cell that is not fixed may deviate, in scaled units: ten times the largest of what it is, what it was,
    the usual of the system and how far the rows are off; at the most a hundred times the last.
    """
    cells = figures.board.cells
    usual = median(abs(float(cell.value)) for cell in cells)
    return [
        min(
            _REACH * max(abs(float(of.value)), abs(float(of.before or 0)), usual, scale) / scale,
            _REACH * _REACH,
        )
        for of in cells
        if not of.fixed
    ]
