"""A system prepared for the search, and its figures with some cells changed: what holds, and what a cell may be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from toolkit.form.model import Key
from toolkit.validation.localise.model import Cell, Clause, Row, System
from toolkit.validation.localise.spans import ALL, Span, Spans, both, merged


@dataclass(frozen=True, slots=True)
class Line:
    """One row over positions of cells: sum(factor x cell) - constant is 0, at most 0, or under 0, give or take the slack."""

    factors: Mapping[int, Fraction]
    operator: str
    constant: Fraction
    slack: Fraction

    def holds(self, off: Fraction) -> bool:
        """Whether the row holds when it comes to `off` above its constant."""
        if self.operator == "==":
            return abs(off) <= self.slack
        return off < self.slack if self.operator == "<" else off <= self.slack

    def tight(self) -> bool:
        """Whether it is a balance without give: one cell's value follows from the others'."""
        return self.operator == "==" and not self.slack

    def span(self, at: int, now: Fraction, off: Fraction) -> Span:
        """What the cell at `at`, which is `now`, may be for the row to hold."""
        factor = self.factors[at]
        near = now - off / factor
        give = self.slack / abs(factor)
        if self.operator == "==":
            return Span(near - give, near + give)
        strict = self.operator == "<"
        return Span(None, near + give, False, strict) if factor > 0 else Span(near - give, None, strict)


@dataclass(frozen=True, slots=True)
class Board:
    """A system by positions: cells in order of their keys, clauses in order of their rules, rows one after the other.

    `clauses` hold, per branch, positions of `lines`; `origin` says where a clause stands in the system. `lines_of` and
    `clauses_of` say, per cell, where it occurs.
    """

    cells: tuple[Cell, ...]
    place: Mapping[Key, int]
    lines: tuple[Line, ...]
    clauses: tuple[tuple[tuple[int, ...], ...], ...]
    hard: tuple[bool, ...]
    origin: tuple[int, ...]
    lines_of: tuple[tuple[int, ...], ...]
    clauses_of: tuple[tuple[int, ...], ...]
    members: tuple[frozenset[int], ...]
    bounds: tuple[Spans, ...]
    neighbours: tuple[tuple[int, int], ...]


def board(system: System) -> Board:
    """The system made ready; the same whatever the order in which cells and clauses came."""
    cells = tuple(sorted(system.cells.values(), key=lambda cell: cell.key))
    place = {cell.key: at for at, cell in enumerate(cells)}
    order = sorted(range(len(system.clauses)), key=lambda at: _rank(system.clauses[at]))
    lines: list[Line] = []
    clauses: list[tuple[tuple[int, ...], ...]] = []
    for at in order:
        branches = []
        for branch in system.clauses[at].branches:
            branches.append(tuple(range(len(lines), len(lines) + len(branch))))
            lines.extend(_line(row, place) for row in branch)
        clauses.append(tuple(branches))
    members = tuple(
        frozenset(cell for branch in clause for line in branch for cell in lines[line].factors)
        for clause in clauses
    )
    pairs = {(min(place[a], place[b]), max(place[a], place[b])) for a, b in system.neighbours}
    everywhere = range(len(cells))
    return Board(
        cells=cells,
        place=place,
        lines=tuple(lines),
        clauses=tuple(clauses),
        hard=tuple(system.clauses[at].hard for at in order),
        origin=tuple(order),
        lines_of=tuple(
            tuple(n for n, line in enumerate(lines) if cell in line.factors) for cell in everywhere
        ),
        clauses_of=tuple(tuple(n for n, of in enumerate(members) if cell in of) for cell in everywhere),
        members=members,
        bounds=tuple(_bounds(cell) for cell in cells),
        neighbours=tuple(sorted(pair for pair in pairs if pair[0] != pair[1])),
    )


class Figures:
    """The cells' values, how far each row is off, and which clauses hold. Never changed: `changed` gives others."""

    __slots__ = ("board", "holds", "off", "values")

    def __init__(
        self, on: Board, values: tuple[Fraction, ...], off: tuple[Fraction, ...], holds: tuple[bool, ...]
    ) -> None:
        self.board = on
        self.values = values
        self.off = off
        self.holds = holds

    @classmethod
    def stated(cls, on: Board) -> "Figures":
        """As the unit stated them."""
        values = tuple(cell.value for cell in on.cells)
        off = tuple(
            sum((factor * values[cell] for cell, factor in line.factors.items()), -line.constant)
            for line in on.lines
        )
        holds = tuple(_holds(on, clause, off) for clause in range(len(on.clauses)))
        return cls(on, values, off, holds)

    def failed(self) -> tuple[int, ...]:
        """Positions of the clauses that do not hold."""
        return tuple(at for at, held in enumerate(self.holds) if not held)

    def changed(self, changes: Iterable[tuple[int, Fraction]]) -> "Figures":
        """With other values in some cells."""
        on = self.board
        values, off, holds = list(self.values), list(self.off), list(self.holds)
        touched: set[int] = set()
        for cell, value in changes:
            by = value - values[cell]
            values[cell] = value
            for line in on.lines_of[cell]:
                off[line] += on.lines[line].factors[cell] * by
            touched.update(on.clauses_of[cell])
        for clause in touched:
            holds[clause] = _holds(on, clause, off)
        return Figures(on, tuple(values), tuple(off), tuple(holds))

    def allowed(self, cell: int, clause: int) -> Spans:
        """The values of the cell with which the clause holds, all else as it is; none: the cell cannot mend it."""
        on = self.board
        if cell not in on.members[clause]:
            return ALL if self.holds[clause] else ()
        return merged(
            span for branch in on.clauses[clause] for span in self._branch(cell, branch) if not span.empty()
        )

    def within(self, cell: int, clauses: Iterable[int]) -> Spans:
        """The values of the cell with which all of these clauses hold, in its bounds."""
        found = self.board.bounds[cell]
        for clause in clauses:
            found = both(found, self.allowed(cell, clause))
            if not found:
                break
        return found

    def _branch(self, cell: int, branch: tuple[int, ...]) -> Spans:
        on = self.board
        found = []
        for at in branch:
            line = on.lines[at]
            if cell in line.factors:
                found.append(line.span(cell, self.values[cell], self.off[at]))
            elif not line.holds(self.off[at]):
                return ()
        if on.cells[cell].whole:
            found = [span.whole() for span in found]
        return () if any(span.empty() for span in found) else reduce(both, ((span,) for span in found), ALL)


def _holds(on: Board, clause: int, off: tuple[Fraction, ...] | list[Fraction]) -> bool:
    return any(all(on.lines[at].holds(off[at]) for at in branch) for branch in on.clauses[clause])


def _line(row: Row, place: Mapping[Key, int]) -> Line:
    factors: dict[int, Fraction] = {}
    for key, factor in row.terms:
        factors[place[key]] = factors.get(place[key], Fraction(0)) + factor
    used = {cell: factor for cell, factor in sorted(factors.items()) if factor}
    return Line(used, row.operator, row.constant, row.slack)


def _rank(clause: Clause) -> tuple[str, str, str, str, bool, str]:
    return clause.form, clause.block, clause.rule, clause.row, clause.hard, repr(clause.branches)


def _bounds(cell: Cell) -> Spans:
    span = Span(cell.least, cell.greatest)
    return (span.whole(),) if cell.whole else (span,)
