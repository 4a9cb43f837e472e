"""What to fill a form in with, so that each of its rules is seen to pass and seen to fail: planned fills, as values.

The solver finds figures for which a rule passes, or fails, while as many of the others as can be pass; rules that have no
linear form are tried on small figures. What every rule must say of a fill is worked out here, exactly, by the rule itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache

from toolkit.form.check_highs import Var, Whole
from toolkit.form.check_linear import Said, equal
from toolkit.form.check_solver import Answer, Budget, Every, Formula, Refuted, settled, solve
from toolkit.form.check_systems import Condition, System, is_asked, kinds_of_unit, system
from toolkit.form.model import Block, BlockKind, Rule, asks
from toolkit.form.rehearse_values import Point, Trial, completed, likely, outcome_of, terms_of, tried
from toolkit.form.rules import Count, Filled, GridCell, Name, Sum
from toolkit.units import Unit

_GROUPS_TRIED = 8


@dataclass(frozen=True, slots=True)
class Fill:
    """What one made-up unit states. `point` are its figures by what rules call them, `lines` those of each list's lines,
    `blank` what it leaves out. `expected` is what each rule must say of it, by (rule, row or line; "" for the fields).
    """

    unit: Unit
    point: Point
    lines: Mapping[str, tuple[Point, ...]]
    blank: frozenset[Var]
    expected: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Plan:
    """The fills, the rules that could not be put to any of them, and those for which no figures were found, by outcome."""

    fills: tuple[Fill, ...]
    unasked: tuple[Rule, ...]
    missing: tuple[tuple[Rule, str], ...]


def plan_fills(trial: Trial, budget: Budget | None = None) -> Plan:
    """For every kind of unit that is asked something new: a fill in which all rules pass that can, some in which others
    fail, and one with every second figure left blank.
    """
    form, purse = trial.form, budget or Budget(6000)
    shown: set[tuple[str, str]] = set()
    fills: list[Fill] = []
    put: set[str] = set()
    for unit in kinds_of_unit(form):
        rules = [r for r in form.rules if is_asked(form, r, unit) and trial.has_forms(r)]
        if {rule.code for rule in rules} - put:
            put |= {rule.code for rule in rules}
            fills += _Rehearsal(trial, unit, tuple(rules), purse, shown, not fills).fills()
    asked = [rule for rule in form.rules if rule.code in put]
    return Plan(
        tuple(fills),
        tuple(rule for rule in form.rules if rule.code not in put),
        tuple((rule, want) for rule in asked for want in ("pass", "fail") if (rule.code, want) not in shown),
    )


@dataclass(slots=True)
class _Rehearsal:
    """One kind of unit; `shown` are the rules' codes with the outcomes already found, of other kinds too."""

    trial: Trial
    unit: Unit
    rules: tuple[Rule, ...]
    budget: Budget
    shown: set[tuple[str, str]]
    first: bool
    whole: System = field(init=False)
    lists: dict[str, System] = field(init=False)
    base: Point = field(init=False)
    good: dict[str, Point] = field(init=False)
    frames: dict[str, Formula] = field(default_factory=dict)
    wholes: dict[str, Whole] = field(default_factory=dict)

    def fills(self) -> Iterator[Fill]:
        self.whole = self._system("")
        self.lists = {block.id: self._system(block.id) for block in self._lists()}
        self.good = {name: self._best(one) for name, one in self.lists.items()}
        self.base = self._best(self.whole)
        yield self._fill(self.base)
        for point in self._failing(self.whole, self.base):
            yield self._fill(point)
        wrong = {name: self._failing(one, self.good[name]) for name, one in self.lists.items()}
        while special := {name: line for name, lines in wrong.items() if (line := next(lines, None))}:
            yield self._fill(self.base, special)
        stated = [var for var in self.base if isinstance(var, Name | GridCell) and not var.form]
        if stated and self.first:
            yield self._fill(self.base, blank=frozenset(stated[::2]))

    def _best(self, one: System) -> Point:
        """A point at which all pass that the solver can make pass, and what trying small figures adds to them."""
        block = one.reach.block
        best = self._point(one, {}) or completed(self.trial, one, {})

        def passing(point: Point) -> set[str]:
            return {c.label for c in one.conditions if outcome_of(self.trial, block, c, point) == "pass"}

        now = passing(best)
        for condition in one.conditions:
            if condition.label not in now:
                found = tried(self.trial, block, condition, best, "pass")
                if found is not None and now <= (then := passing(found)):
                    best, now = found, then
        return best

    def _lists(self) -> list[Block]:
        blocks = self.trial.form.blocks
        return [b for b in blocks if b.kind is BlockKind.LIST and asks(b, None, self.unit)]

    def _system(self, block: str) -> System:
        mine = tuple(rule for rule in self.rules if rule.block == block)
        grids = frozenset(rule.block for rule in self.rules) - {""}
        one = system(self.trial.form, block, mine, grids)
        return replace(one, conditions=tuple(c for c in one.conditions if c.rule in self.rules))

    def _failing(self, one: System, base: Point) -> Iterator[Point]:
        """Points at which rules fail that have not been seen to, several at once; then what has not been seen to pass."""
        block = one.reach.block
        groups: list[dict[str, Formula]] = []
        for target in self._unseen(one, "fail"):
            for group in (*groups[-_GROUPS_TRIED:], dict[str, Formula]()):
                asked = {**group, target.label: target.fails}
                answer = self._solve(one, [*self._frame(one), *_fails(asked)])
                if isinstance(answer, dict):
                    groups += [] if group else [group]
                    # How it fails is settled here, or every later question would try all the ways again.
                    group[target.label] = settled(target.fails, answer)
                    break
        points = [point for group in groups if (point := self._point(one, group)) is not None]
        last = points.pop() if points else None
        yield from points
        together: Point = last or base
        for target in self._unseen(one, "fail"):
            if outcome_of(self.trial, block, target, together) != "fail":
                together = tried(self.trial, block, target, together, "fail") or together
        if together is not base:
            yield completed(self.trial, one, together)
        for wanted in ("fail", "pass"):
            for target in self._unseen(one, wanted):  # what another one's figures undid
                found = tried(self.trial, block, target, base, wanted)
                if found is not None:
                    yield completed(self.trial, one, found)

    def _unseen(self, one: System, wanted: str) -> Iterator[Condition]:
        """A condition for each rule that has not come out so yet; of a grid's, that of its first row."""
        taken: set[str] = set()
        for condition in one.conditions:
            code = condition.rule.code
            if code not in taken and (code, wanted) not in self.shown:
                taken.add(code)
                yield condition

    def _point(self, one: System, failing: Mapping[str, Formula]) -> dict[Var, Fraction] | None:
        """A point at which some fail and as many of the others pass as can; the least grave are given up first."""
        passing = [c for c in one.conditions if c.label not in failing]
        filled = {f"?{term}": equal(term, Fraction(1)) for term in terms_of(one) if isinstance(term, Filled)}
        for _ in range(len(passing) + len(filled) + 1):
            wished = [*filled.items(), *((c.label, c.passes) for c in passing)]
            answer = self._solve(one, [*self._frame(one), *_fails(failing), *wished])
            if isinstance(answer, dict):
                return completed(self.trial, one, answer)
            if not isinstance(answer, Refuted):
                break
            if blank := sorted(answer.core & filled.keys()):
                del filled[blank[0]]
                continue
            guilty = [c for c in passing if c.label in answer.core]
            if not guilty:
                return None
            passing.remove(
                max(guilty, key=lambda c: (not c.is_hard_bound, c.rule.severity.rank, c.rule.line))
            )
        answer = self._solve(one, [*self._frame(one), *_fails(failing)])
        return completed(self.trial, one, answer) if isinstance(answer, dict) else None

    def _frame(self, one: System) -> list[tuple[str, Formula]]:
        block = one.reach.block
        if block not in self.frames:
            self.frames[block] = Every((one.domain, likely(self.trial, one)))
        return [("", self.frames[block])]

    def _solve(self, one: System, asked: list[tuple[str, Formula]]) -> Answer:
        block = one.reach.block
        if block not in self.wholes:
            self.wholes[block] = cache(lambda var: self.trial.is_whole(var, block))
        return solve(asked, self.wholes[block], self.budget)

    def _fill(
        self, point: Point, special: Mapping[str, Point] = {}, blank: frozenset[Var] = frozenset()
    ) -> Fill:
        """The fill of a point, with its lists' lines made out, and what each rule must say of it."""
        full = dict(point)
        lines: dict[str, tuple[Point, ...]] = {}
        for block in self._lists():
            wanted = full.get(Count(block.id), Fraction(1))
            if block.id in special:
                wanted = max(wanted, Fraction(2))
            lines[block.id] = self._lines(block, int(wanted), full, special.get(block.id))
            _recount(block, lines[block.id], full)
        expected = dict(self._expected(full, lines, blank))
        self.shown |= {(code, outcome) for (code, _), outcome in expected.items()}
        return Fill(self.unit, full, lines, blank, expected)

    def _lines(self, block: Block, count: int, point: Point, special: Point | None) -> tuple[Point, ...]:
        """The lines of a list: good ones, the last replaced by the special one, saying what counts and sums want."""
        lines: list[dict[Var, Fraction]] = [dict(self.good.get(block.id, {})) for _ in range(count)]
        for item in block.fields:
            said = [
                c
                for c in point
                if isinstance(c, Count) and not c.form and (c.list, c.column) == (block.id, item.code)
            ]
            texts = [c.text for c in said for _ in range(int(point[c]))]
            for line, text in zip(lines, texts, strict=False):
                line[Said(Name(item.code), text)] = Fraction(1)
            for line in lines[len(texts) :] if said else ():
                line.update({Said(Name(item.code), c.text): Fraction(0) for c in said})
            total = point.get(Sum(block.id, item.code))
            if total is not None:
                for at, line in enumerate(lines):
                    line[Name(item.code)] = total if at == 0 else Fraction(0)
        if special is not None and lines:
            lines[-1] = dict(special)
        return tuple(lines)

    def _expected(
        self, point: Point, lines: Mapping[str, tuple[Point, ...]], blank: frozenset[Var]
    ) -> Iterator[tuple[tuple[str, str], str]]:
        for one in self.whole.conditions:
            row = one.label.partition("@")[2]
            yield (one.rule.code, row), outcome_of(self.trial, "", one, point, blank)
        for block, points in lines.items():
            for at, line in enumerate(points, start=1):
                for one in self.lists[block].conditions:
                    yield (one.rule.code, str(at)), outcome_of(self.trial, block, one, line)


def _fails(failing: Mapping[str, Formula]) -> list[tuple[str, Formula]]:
    return [(f"!{label}", fails) for label, fails in failing.items()]


def _recount(block: Block, lines: tuple[Point, ...], point: dict[Var, Fraction]) -> None:
    """What a list's lines come to, once they are made out."""
    for var in list(point):
        if isinstance(var, Count) and not var.form and var.list == block.id:
            said = Said(Name(var.column), var.text)
            point[var] = Fraction(sum(line.get(said) == 1 for line in lines) if var.column else len(lines))
        elif isinstance(var, Sum) and not var.form and var.block == block.id:
            point[var] = sum((line.get(Name(var.column), Fraction(0)) for line in lines), Fraction(0))
