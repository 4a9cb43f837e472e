"""Figures for a rehearsal: what is likely in a made-up return, and what a rule says of given figures, exactly.

A point gives every variable a fraction: numbers as they are, yes and no as 1 and 0, days as ordinals, and 1 for the text
that a cell says (`Said`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product

from toolkit.form.check_highs import Row, Var
from toolkit.form.check_linear import Reach, Said, between, equal
from toolkit.form.check_solver import Every, Formula
from toolkit.form.check_systems import Condition, System
from toolkit.form.model import Field, FieldType, Form, Rule
from toolkit.form.rules import At, Count, Day, Filled, GridCell, Name, Sum, Term, Weeks, stated_in, terms_in
from toolkit.form.rules_evaluate import Interval, Known, verdict

Point = Mapping[Var, Fraction]
_ZERO, _ONE = Fraction(0), Fraction(1)
_DECADE = 3650
_SMALL = tuple(map(Fraction, (0, 1, 2, 3, 5, 10, 50, 100, 1000)))
_TRIED = 4000
_STATED = Fraction(2)
"""The least stated rate, in percent, of which nobody could think that it is a share of 1."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The made-up round: its form, the period's whole weeks and days, and the other forms of the workspace."""

    form: Form
    weeks: int
    first: date
    last: date
    others: Mapping[str, Form]

    def has_forms(self, rule: Rule) -> bool:
        """Whether every other form that a rule reads is there."""
        return all(term.form in self.others for term in stated_in(rule.tree) if term.form)

    def field(self, term: Term, block: str) -> Field | None:
        """The field behind a term of a frame's rules, another form's too; None for what is none."""
        if isinstance(term, Name | GridCell | Sum) and term.form:
            other = self.others.get(term.form)
            return Reach(other).field(replace(term, form="")) if other else None
        return Reach(self.form, block).field(term)

    def is_whole(self, var: Var, block: str) -> bool:
        """Whether a variable takes whole numbers only."""
        if isinstance(var, Name | GridCell | Sum) and var.form:
            other = self.others.get(var.form)
            return other is not None and Reach(other).is_whole(replace(var, form=""))
        return Reach(self.form, block).is_whole(var)

    def lines(self, count: Count) -> int:
        """How many lines a list or narrative offers."""
        form = self.others[count.form] if count.form else self.form
        return form.block(count.list).lines


def terms_of(system: System) -> tuple[Term, ...]:
    """Everything that a system's rules look up, and what they ask to be filled."""
    found = (term for one in system.conditions for term in (*terms_in(one.tree), *stated_in(one.tree)))
    return tuple(dict.fromkeys(found))


def likely(trial: Trial, system: System) -> Formula:
    """The made-up round's own period, and limits that keep figures where a person would type them."""
    parts: list[Formula] = []
    counts = [term for term in terms_of(system) if isinstance(term, Count) and not term.column]
    for term in terms_of(system):
        match term:
            case Weeks():
                parts.append(equal(term, Fraction(trial.weeks)))
            case Day(last):
                parts.append(equal(term, Fraction((trial.last if last else trial.first).toordinal())))
            case Count():
                least = _ONE if term.form and not term.column else _ZERO
                parts.append(between(term, least, Fraction(trial.lines(term))))
            case Sum():
                parts.append(between(term, _ZERO, None))
                whole = Count(term.block, form=term.form)
                if whole in counts:  # where something is summed there is a line
                    parts.append(Row(((term, _ONE), (whole, Fraction(-1_000_000))), _ZERO))
            case Name() | GridCell():
                parts.append(_likely_value(trial, term, system.reach.block))
    return Every(tuple(parts))


def _likely_value(trial: Trial, term: Name | GridCell, block: str) -> Formula:
    item = trial.field(term, block)
    if item is None or item.type in {FieldType.YES_NO, FieldType.TEXT}:
        return between(term, _ZERO, _ONE)
    if item.type is FieldType.DATE:
        return between(
            term,
            Fraction(trial.first.toordinal() - _DECADE),
            Fraction(trial.last.toordinal() + _DECADE),
        )
    if _is_stated_rate(term, item):
        return between(term, _STATED, None)
    if term.at is not At.NOW or term.form or block:
        return between(term, _least(item), None if item.maximum is None else Fraction(item.maximum))
    return Every()


def _is_stated_rate(term: Name | GridCell, item: Field) -> bool:
    return item.is_typed_rate and isinstance(term, Name) and term.code == item.code


def _least(item: Field) -> Fraction:
    return Fraction(item.minimum) if item.minimum is not None else _ZERO


def completed(trial: Trial, system: System, point: Point) -> dict[Var, Fraction]:
    """The point with a figure for everything that the system's rules read; numbers with four decimals at most."""
    full = {var: round(value, 4) for var, value in point.items()}
    for term in terms_of(system):
        full.setdefault(term, _usual(trial, term, system.reach.block))
    for one in system.conditions:
        for said in said_in(one):
            full.setdefault(said, _ZERO)
    return full


def said_in(one: Condition) -> Iterator[Said]:
    """The texts that a condition asks its cells for."""
    stack: list[Formula] = [one.passes, one.fails]
    while stack:
        part = stack.pop()
        if isinstance(part, Row):
            yield from (var for var, _ in part.terms if isinstance(var, Said))
        else:
            stack += getattr(part, "parts", ())


def _usual(trial: Trial, term: Term, block: str) -> Fraction:
    item = trial.field(term, block)
    match term:
        case Weeks():
            return Fraction(trial.weeks)
        case Day(last):
            return Fraction((trial.last if last else trial.first).toordinal())
        case Count(column=""):
            return _ONE
        case Filled():
            return _ONE
        case Count() | Sum():
            return _ZERO
    if item is None:
        return _ZERO
    if item.type is FieldType.DATE:
        return Fraction(trial.last.toordinal())
    return _ONE if item.type is FieldType.YES_NO else _least(item)


def outcome_of(
    trial: Trial, block: str, one: Condition, point: Point, blank: frozenset[Var] = frozenset()
) -> str:
    """What a rule says of a completed point, with some cells left blank: pass, fail or unverified."""

    def lookup(term: Term) -> Known:
        if isinstance(term, Filled):
            return not is_blank(term.of, point, blank)
        return None if is_blank(term, point, blank) else value_at(trial, block, term, point)

    holds = verdict(replace(one.rule, tree=one.tree), lookup)
    return "unverified" if holds is None else "pass" if holds else "fail"


def is_blank(term: Term, point: Point, blank: frozenset[Var] = frozenset()) -> bool:
    """Whether a cell is left blank: among `blank`, or because the point says that nothing stands in it."""
    return term in blank or (isinstance(term, Name | GridCell) and point.get(Filled(term)) == 0)


def value_at(trial: Trial, block: str, term: Term, point: Point) -> Known:
    """A term's value at a point, as the rules know it."""
    item = trial.field(term, block)
    value = point.get(term, _ZERO)
    if isinstance(term, Day):
        return trial.last if term.last else trial.first
    if isinstance(term, Name | GridCell) and item is not None:
        match item.type:
            case FieldType.YES_NO:
                return value == 1
            case FieldType.TEXT:
                return text_at(term, item, point)
            case FieldType.DATE:
                return date.fromordinal(int(value))
    paired = isinstance(term, Name) and item is not None and term.code != item.code
    rounded = item.rounded_to if item and not paired and not isinstance(term, Sum | Count) else None
    return Interval(value, value, Fraction(rounded) / 2 if rounded else _ZERO)


def text_at(term: Name | GridCell, item: Field, point: Point, number: int = 1) -> str:
    """The text that a cell says: the one asked of it, else one that no rule speaks of."""
    asked = {var.text: value for var, value in point.items() if isinstance(var, Said) and var.of == term}
    said = next((text for text, value in sorted(asked.items()) if value == 1), "")
    if said or not item.choices:
        return said or f"{item.label.vi} {number:02d}"
    return next((choice for choice in item.choices if choice not in asked), item.choices[0])


def tried(trial: Trial, block: str, one: Condition, base: Point, wanted: str) -> dict[Var, Fraction] | None:
    """The base with small figures in place of what one rule reads, so that it says what is wanted; None if none do."""
    free = [term for term in dict.fromkeys(terms_in(one.tree)) if not isinstance(term, Weeks | Day | Filled)]
    free = [
        *free,
        *(term for term in dict.fromkeys(stated_in(one.tree)) if term not in free),
    ]
    said = list(dict.fromkeys(said_in(one)))
    ranges = [_candidates(trial, term, block, base) for term in free] + [(_ZERO, _ONE)] * len(said)
    for count, values in enumerate(product(*ranges)):
        if count >= _TRIED:
            break
        replaced: list[Var] = [*free, *said]
        point: dict[Var, Fraction] = {**base, **dict(zip(replaced, values, strict=True))}
        if outcome_of(trial, block, one, point) == wanted:
            return point
    return None


def _candidates(trial: Trial, term: Term, block: str, base: Point) -> tuple[Fraction, ...]:
    item = trial.field(term, block)
    standing = base.get(term, _ZERO)
    if isinstance(term, Count):
        return tuple(dict.fromkeys((standing, *map(Fraction, range(min(trial.lines(term), 3) + 1)))))
    if item is None:
        return tuple(dict.fromkeys((standing, *_SMALL)))
    if item.type in {FieldType.YES_NO, FieldType.TEXT}:
        return (_ZERO, _ONE)
    if item.type is FieldType.DATE:
        days = (trial.first, trial.last)
        return tuple(
            dict.fromkeys((standing, *(Fraction(d.toordinal() + by) for d in days for by in (-400, 0, 400))))
        )
    ends = [Fraction(end) for end in (item.minimum, item.maximum, item.usual_max) if end is not None]
    return tuple(dict.fromkeys((standing, *ends, *(end + 1 for end in ends), *_SMALL)))
