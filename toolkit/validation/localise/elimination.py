"""Whether values of some cells make rows hold: Gauss for balances, Fourier and Motzkin for the rest, all in fractions.

Everything is said in deviations from what was stated. Rows keep the cells that may not change, too: a contradiction then
names by which cells it could be resolved.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from toolkit.validation.localise.figures import Figures, Line
from toolkit.validation.localise.problem import Problem
from toolkit.validation.localise.solver import Branch, Cut, Proposal
from toolkit.validation.localise.spans import ALL, Span, Spans, both

_MOST_ROWS = 400
_ZERO = Fraction(0)


class TooManyError(Exception):
    """More rows than one looks through in the time."""


@dataclass(frozen=True, slots=True)
class _Row:
    """sum(factor x deviation) `operator` `most`, by virtue of these branches and of these warnings being heeded."""

    factors: Mapping[int, Fraction]
    operator: str
    most: Fraction
    branches: frozenset[Branch] = frozenset()
    warnings: frozenset[int] = frozenset()

    def plus(self, other: "_Row", times: Fraction) -> "_Row":
        """This and `times` the other; which is not negative unless the other is a balance."""
        factors = {
            cell: self.factors.get(cell, _ZERO) + times * other.factors.get(cell, _ZERO)
            for cell in sorted({*self.factors, *other.factors})
        }
        strict = "<" in (self.operator, other.operator)
        return _Row(
            {cell: factor for cell, factor in factors.items() if factor},
            "<" if strict else "==" if self.operator == other.operator == "==" else "<=",
            self.most + times * other.most,
            self.branches | other.branches,
            self.warnings | other.warnings,
        )

    def contradicts(self) -> bool:
        """Whether it does not hold where nothing deviates."""
        if self.operator == "==":
            return bool(self.most)
        return self.most < 0 or (self.operator == "<" and not self.most)

    def cut(self) -> Cut:
        return Cut(frozenset(self.factors), self.branches, self.warnings)


@dataclass(frozen=True, slots=True)
class Space:
    """All deviations of the cells that rows allow: `pivots` follow from free cells, which `stages` bound one by one."""

    pivots: Mapping[int, _Row]
    stages: tuple[tuple[int, tuple[_Row, ...]], ...]

    def only(self) -> dict[int, Fraction]:
        """The deviations that follow from balances alone, whichever branch of a clause is taken."""
        free = {cell for cell, _ in self.stages}
        return {
            cell: row.most
            for cell, row in self.pivots.items()
            if free.isdisjoint(row.factors) and not row.branches and not row.warnings
        }

    def points(self, figures: Figures) -> Iterator[dict[int, Fraction]]:
        """Deviations that the rows allow, small ones first; a few of many. Whether what follows is whole is not seen to."""
        for made in self._free(figures, {}, 0):
            yield self.point(made)

    def point(self, free: Mapping[int, Fraction]) -> dict[int, Fraction]:
        """All deviations that go with these of the free cells."""
        follows = {
            cell: row.most
            - sum((factor * free[at] for at, factor in row.factors.items() if at in free), _ZERO)
            for cell, row in self.pivots.items()
        }
        return {**free, **follows}

    def _free(self, figures: Figures, made: dict[int, Fraction], at: int) -> Iterator[dict[int, Fraction]]:
        if at == len(self.stages):
            yield made
            return
        cell, rows = self.stages[at]
        spans = ALL
        for row in rows:
            rest = sum(
                (factor * made[other] for other, factor in row.factors.items() if other in made), _ZERO
            )
            spans = both(spans, (_span(row, cell, row.most - rest),))
        for value in _some(spans, whole=figures.board.cells[cell].whole):
            yield from self._free(figures, {**made, cell: value}, at + 1)


def space(problem: Problem, proposal: Proposal) -> Space | Cut:
    """What the rows allow the proposed cells; where that is nothing, the reason."""
    cells = frozenset(proposal.cells)
    balances: list[_Row] = []
    bounds: list[_Row] = []
    for row in _rows(problem, proposal):
        (balances if row.operator == "==" else bounds).append(row)
    pivots: dict[int, _Row] = {}
    for row in balances:
        row = _without(row, pivots)
        lead = max((cell for cell in row.factors if cell in cells), default=None)
        if lead is not None:
            one = _scaled(row, lead)
            pivots = {cell: _without(other, {lead: one}) for cell, other in pivots.items()}
            pivots[lead] = one
        elif row.contradicts():
            return row.cut()
    return _staged([_without(row, pivots) for row in bounds], pivots, sorted(cells - pivots.keys()))


def _staged(rows: list[_Row], pivots: Mapping[int, _Row], free: Sequence[int]) -> Space | Cut:
    stages = []
    for cell in free:
        with_it = tuple(row for row in rows if cell in row.factors)
        stages.append((cell, with_it))
        above = [_scaled(row, cell) for row in with_it if row.factors[cell] > 0]
        below = [_scaled(row, cell) for row in with_it if row.factors[cell] < 0]
        if len(above) * len(below) > _MOST_ROWS:
            raise TooManyError
        rows = [row for row in rows if cell not in row.factors]
        rows.extend(one.plus(other, Fraction(1)) for one in above for other in below)
    wrong = next((row for row in rows if row.contradicts()), None)
    return Space(pivots, tuple(reversed(stages))) if wrong is None else wrong.cut()


def _rows(problem: Problem, proposal: Proposal) -> Iterator[_Row]:
    """Rows that speak of the proposed cells: of the clauses they are in, by the branches taken, and of their bounds."""
    figures = problem.stated
    on = figures.board
    touched = {clause for cell in proposal.cells for clause in on.clauses_of[cell]} - proposal.left
    touched = {clause for clause in touched if figures.holds[clause] or clause in problem.wanted}
    for clause in sorted(touched):
        branches = on.clauses[clause]
        warned = frozenset[int]() if on.hard[clause] or figures.holds[clause] else frozenset({clause})
        taken = [at for at in range(len(branches)) if len(branches) == 1 or (clause, at) in proposal.branches]
        for branch in taken[:1]:
            by = frozenset({(clause, branch)}) if len(branches) > 1 else frozenset[Branch]()
            for at in branches[branch]:
                yield from _of_line(on.lines[at], figures.off[at], by, warned)
    for cell in proposal.cells:
        of = on.cells[cell]
        if of.greatest is not None:
            yield _Row({cell: Fraction(1)}, "<=", max(_ZERO, of.greatest - of.value))
        if of.least is not None:
            yield _Row({cell: Fraction(-1)}, "<=", max(_ZERO, of.value - of.least))


def _of_line(line: Line, off: Fraction, by: frozenset[Branch], warned: frozenset[int]) -> Iterator[_Row]:
    if line.tight():
        yield _Row(line.factors, "==", -off, by, warned)
        return
    yield _Row(line.factors, "<" if line.operator == "<" else "<=", line.slack - off, by, warned)
    if line.operator == "==":
        yield _Row(
            {cell: -factor for cell, factor in line.factors.items()}, "<=", line.slack + off, by, warned
        )


def _without(row: _Row, pivots: Mapping[int, _Row]) -> _Row:
    for cell, pivot in pivots.items():
        if cell in row.factors:
            row = row.plus(pivot, -row.factors[cell])
    return row


def _scaled(row: _Row, cell: int) -> _Row:
    """The row with 1 or -1 before the cell; of a balance 1."""
    by = row.factors[cell] if row.operator == "==" else abs(row.factors[cell])
    factors = {at: factor / by for at, factor in row.factors.items()}
    return _Row(factors, row.operator, row.most / by, row.branches, row.warnings)


def _span(row: _Row, cell: int, most: Fraction) -> Span:
    end = most / row.factors[cell]
    strict = row.operator == "<"
    return Span(None, end, False, strict) if row.factors[cell] > 0 else Span(end, None, strict)


def _some(spans: Spans, *, whole: bool) -> list[Fraction]:
    """A few deviations of the range, the smallest first; never none at all, as an unchanged cell is not to blame."""
    found: list[Fraction] = []
    for span in spans:
        ends = span.whole() if whole else span
        if ends.empty():
            continue
        step = Fraction(1)
        near = [step, -step]
        for end in (ends.low, ends.high):
            if end is not None:
                near.extend((end, end + step, end - step))
        if ends.low is not None and ends.high is not None:
            near.append((ends.low + ends.high) / 2)
        found.extend(value for value in near if value and ends.holds(value))
    return sorted({value for value in found if not whole or value.denominator == 1}, key=_smallest)


def _smallest(value: Fraction) -> tuple[Fraction, Fraction]:
    return abs(value), value
