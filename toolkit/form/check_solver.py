"""Whether conditions can hold together: a point at which all do, or a proof that there is none.

Conditions are linear rows joined by all-of and one-of. HiGHS proposes; nothing is believed that exact fractions do not
confirm: a point is put into every row, and that there is none is shown by Farkas multipliers (rows added up, each times a
number not below zero, that come to 0 < 0 or worse). One-of, and whole numbers, are taken apart case by case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import floor

from toolkit.form.check_highs import Point, Row, Var, Whole, propose, prove, tightened


@dataclass(frozen=True, slots=True)
class Every:
    """All of them; without parts always true."""

    parts: tuple["Formula", ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of them; without parts never true."""

    parts: tuple["Formula", ...] = ()


@dataclass(frozen=True, slots=True)
class Anything:
    """A condition that has no linear form: it is left out, so that a proof never rests on it."""


_DEEPEST = 60

Formula = Row | Every | Either | Anything


@dataclass(frozen=True, slots=True)
class Refuted:
    """Proven: the conditions of these labels cannot hold together."""

    core: frozenset[str]


@dataclass(frozen=True, slots=True)
class GaveUp:
    """Neither a point nor a proof within the budget, or none that exact fractions confirm."""


Answer = dict[Var, Fraction] | Refuted | GaveUp


@dataclass(slots=True)
class Budget:
    """How many questions the solver may still be asked; counted, not timed, so that every run says the same."""

    left: int = 4000

    def spend(self) -> bool:
        """One question; whether there was one left."""
        self.left -= 1
        return self.left >= 0


@dataclass(frozen=True, slots=True)
class _Owned:
    """A row with whose it is: the labels of conditions, and "#n" of the cases it was assumed in."""

    row: Row
    owners: frozenset[str]


_Open = list[tuple[frozenset[str], Either]]


@dataclass(slots=True)
class _Search:
    whole: Whole
    budget: Budget
    cases: int = 0

    def run(self, rows: list[_Owned], open_: _Open, depth: int) -> Answer:
        for owners, either in open_:
            if not either.parts:
                return Refuted(owners)
        if depth > _DEEPEST or not self.budget.spend():
            return GaveUp()
        point = propose([owned.row for owned in rows], self.whole)
        if point is None:
            return self._none(rows, open_, depth)
        if not all(owned.row.holds(point) for owned in rows):
            return GaveUp()
        for at, (owners, either) in enumerate(open_):
            if not is_true(either, point):
                rest = open_[:at] + open_[at + 1 :]
                return self._branch(either.parts, owners, rows, rest, depth)
        return point

    def _none(self, rows: list[_Owned], open_: _Open, depth: int) -> Answer:
        """No point was found: prove it, or split at a whole number that would have to be a fraction."""
        contradiction = prove([owned.row for owned in rows])
        if contradiction is not None:
            return Refuted(frozenset(name for at in contradiction for name in rows[at].owners))
        # The rows stay as whole numbers have them: what is left to split is a single variable.
        loose = propose([owned.row for owned in rows], _none_whole)
        for var, value in sorted((loose or {}).items(), key=lambda pair: repr(pair[0])):
            if self.whole(var) and value.denominator != 1:
                below = Row(((var, Fraction(1)),), Fraction(floor(value)))
                above = Row(((var, Fraction(-1)),), Fraction(-floor(value) - 1))
                return self._branch((below, above), frozenset(), rows, open_, depth)
        return GaveUp()

    def _branch(
        self,
        parts: Sequence[Formula],
        owners: frozenset[str],
        rows: list[_Owned],
        open_: _Open,
        depth: int,
    ) -> Answer:
        core: frozenset[str] = owners
        unsure = False
        for part in parts:
            self.cases += 1
            case = f"#{self.cases}"
            more_rows, more_open = spread(part, owners | {case}, self.whole)
            answer = self.run([*rows, *more_rows], [*open_, *more_open], depth + 1)
            if isinstance(answer, dict):
                return answer
            if isinstance(answer, GaveUp):
                unsure = True
            elif case not in answer.core:
                return answer
            else:
                core |= answer.core - {case}
        return GaveUp() if unsure else Refuted(core)


def solve(asked: Iterable[tuple[str, Formula]], whole: Whole, budget: Budget | None = None) -> Answer:
    """A point at which all conditions hold (variables not in it are 0), the labels of some that exclude each other, or
    neither. `whole` tells which variables are whole numbers.
    """
    rows: list[_Owned] = []
    open_: _Open = []
    is_whole = cache(whole)
    for label, formula in asked:
        more_rows, more_open = spread(formula, frozenset({label} if label else ()), is_whole)
        rows += more_rows
        open_ += more_open
    return _Search(is_whole, budget or Budget()).run(rows, open_, 0)


def smallest(
    asked: Sequence[tuple[str, Formula]],
    core: frozenset[str],
    whole: Whole,
    budget: Budget,
    keep: str = "",
) -> frozenset[str]:
    """The core without whatever can be left out of it (deletion filter); conditions without a label, and `keep`, stay."""
    for label in sorted(core - {keep}):
        if label not in core:
            continue
        tried = [(name, formula) for name, formula in asked if not name or (name in core and name != label)]
        answer = solve(tried, whole, budget)
        if isinstance(answer, Refuted):
            core = answer.core | ({keep} if keep else frozenset())
    return core


def spread(formula: Formula, owners: frozenset[str], whole: Whole) -> tuple[list[_Owned], _Open]:
    """The rows and the one-ofs that must all hold for a formula to hold."""
    match formula:
        case Row():
            return [_Owned(tightened(formula, whole), owners)], []
        case Either():
            return [], [(owners, formula)]
        case Every(parts):
            rows: list[_Owned] = []
            open_: _Open = []
            for part in parts:
                more_rows, more_open = spread(part, owners, whole)
                rows += more_rows
                open_ += more_open
            return rows, open_
    return [], []


def settled(formula: Formula, at: Point) -> Formula:
    """A formula that holds at a point, with every one-of decided as the point has it."""
    match formula:
        case Every(parts):
            return Every(tuple(settled(part, at) for part in parts))
        case Either(parts):
            return settled(next(part for part in parts if is_true(part, at)), at)
    return formula


def is_true(formula: Formula, at: Point) -> bool:
    """Whether a formula holds at a point; what has no linear form is taken to."""
    match formula:
        case Row():
            return formula.holds(at)
        case Every(parts):
            return all(is_true(part, at) for part in parts)
        case Either(parts):
            return any(is_true(part, at) for part in parts)
    return True


def _none_whole(var: Var) -> bool:
    return False
