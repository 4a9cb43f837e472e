"""A second, plain reading of the rules of a round: every rule put to a unit's values by their names, one after the other.

It shares with the toolkit what a rule's expression says of given numbers (`rules_evaluate.verdict`), and nothing of how
values are gathered, systems made or searched.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from tests.recall import places
from tests.recall_pieces import WEEKS, Values
from toolkit.form.model import BlockKind, Form, Rule
from toolkit.form.rules import (
    At,
    Count,
    Day,
    Filled,
    GridCell,
    Name,
    Sum,
    Term,
    Weeks,
    stated_in,
)
from toolkit.form.rules_evaluate import Interval, Known, verdict


@dataclass(frozen=True, slots=True)
class Put:
    """A rule as put to one unit, or to one row of its grid; `names` are the data of the present that it reads."""

    form: str
    rule: Rule
    row: str
    names: tuple[str, ...]
    named: Callable[[Term], tuple[str, ...]]

    def holds(self, values: Values) -> bool | None:
        """Whether it does; None where it cannot be judged."""
        return verdict(self.rule, lambda term: self.known(term, values))

    def known(self, term: Term, values: Values) -> Known:
        """What a word of the rule stands for."""
        match term:
            case Weeks():
                return Interval(Fraction(WEEKS), Fraction(WEEKS))
            case Filled():
                return values.get(*self.named(term)) is not None
            case Day():
                raise NotImplementedError  # no rule of numbers reads days
            case Count(block, column, text):
                return _lines(block, column, text, values)
        found = [values.get(name) for name in self.named(term)]
        if isinstance(term, Sum):
            return None if None in found else _exact(sum(found))  # type: ignore[arg-type]
        (value,) = found
        return value if value is None or isinstance(value, bool) else _exact(value)


def _exact(value: object) -> Interval:
    number = Fraction(value)  # type: ignore[arg-type]
    return Interval(number, number)


def _lines(block: str, column: str, text: str, values: Values) -> Known:
    lines = {name.split("/")[1] for name in values if name.startswith(f"{block}/")}
    if not lines:
        return None
    return _exact(sum(not column or values.get(f"{block}/{line}/{column}") == text for line in lines))


@cache
def rules_of(forms: tuple[Form, ...]) -> tuple[Put, ...]:
    """Every rule between numbers and answers that is put to a commune; those of lists' lines are none."""
    return tuple(put for form in forms for rule in form.rules for put in _put(forms, form, rule))


def _put(forms: tuple[Form, ...], form: Form, rule: Rule) -> Iterator[Put]:
    kind = form.block(rule.block).kind if rule.block else None
    if kind is BlockKind.LIST:
        return
    rows = [row.code for row in form.block(rule.block).rows] if rule.block else [""]
    for row in rows:

        def named(term: Term, row: str = row) -> tuple[str, ...]:
            return _named(forms, form, rule, row, term)

        stated = [term for term in stated_in(rule.tree) if not isinstance(term, Count)]
        if any(term.form and term.form not in {one.id for one in forms} for term in stated):
            continue
        names = dict.fromkeys(name for term in stated for name in named(term) if "|" not in name)
        if all(name in places(forms) for name in names):
            yield Put(form.id, rule, row, tuple(names), named)


def _named(forms: tuple[Form, ...], form: Form, rule: Rule, row: str, term: Term) -> tuple[str, ...]:
    """The names of the data that a word stands for."""
    match term:
        case Filled(of):
            return _named(forms, form, rule, row, of)
        case Name(code, at, other):
            here = f"{rule.block}/{row}/{code}" if rule.block else code
            return (_of(forms, form, other, at, here),)
        case GridCell(grid, line, column, at, other):
            return (_of(forms, form, other, at, f"{grid}/{line}/{column}"),)
        case Sum(block, column, other):
            of = next(one for one in forms if one.id == (other or form.id))
            rows = of.block(block).rows
            return tuple(_of(forms, form, other, At.NOW, f"{block}/{one.code}/{column}") for one in rows)
    return ()


def _of(forms: tuple[Form, ...], form: Form, other: str, at: At, name: str) -> str:
    ours = (other or form.id) == forms[0].id
    return (f"{at}|" if at else "") + ("" if ours else "other:") + name


def failing(puts: tuple[Put, ...], values: Values) -> tuple[Put, ...]:
    """Those that do not hold."""
    return tuple(put for put in puts if put.holds(values) is False)


def reading(puts: tuple[Put, ...]) -> Mapping[str, tuple[Put, ...]]:
    """By datum, the rules that read it."""
    found: dict[str, list[Put]] = {}
    for put in puts:
        for name in put.names:
            found.setdefault(name, []).append(put)
    return {name: tuple(every) for name, every in found.items()}
