"""The rules of a form that are put together: those of one frame (the form's fields, one grid's row, one list's line) and
of the units that are asked for all they read, each as what must be so for it to pass and to fail.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from toolkit.findings import Severity
from toolkit.form.check_highs import Row, Var
from toolkit.form.check_linear import Reach, Said, between, formula, in_row
from toolkit.form.check_solver import Every, Formula
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Rule, asks
from toolkit.form.rules import (
    Comparison,
    Count,
    Day,
    Filled,
    GridCell,
    Name,
    Node,
    String,
    Sum,
    Weeks,
    stated_in,
    terms_in,
    walk,
)
from toolkit.units import OWN, Unit

_ONE = Fraction(1)
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule where it is put: `label` is its code, of a grid's in one row "<code>@<row>"; `tree` its check there."""

    label: str
    rule: Rule
    tree: Node
    passes: Formula
    fails: Formula

    @property
    def is_hard_bound(self) -> bool:
        """Whether it is a field's own hard limit."""
        return self.rule.origin in {"bounds", "rate"} and self.rule.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class System:
    """Rules that one unit is asked at once. `domain` is what values of these kinds can be at all."""

    reach: Reach
    conditions: tuple[Condition, ...]
    domain: Formula


def systems(form: Form) -> Iterator[System]:
    """Each frame's system, for every set of rules that some unit is asked and none is asked more than."""
    for block in ("", *(b.id for b in form.blocks if b.kind in {BlockKind.GRID, BlockKind.LIST})):
        sets: list[tuple[Rule, ...]] = []
        for unit in kinds_of_unit(form):
            mine = tuple(rule for rule in form.rules if rule.block == block and is_asked(form, rule, unit))
            sets = [other for other in sets if not set(other) <= set(mine)]
            if not any(set(mine) <= set(other) for other in sets):
                sets.append(mine)
        yield from (system(form, block, rules) for rules in sets if rules)


def system(form: Form, block: str, rules: tuple[Rule, ...], grids: frozenset[str] | None = None) -> System:
    """The system of a frame's rules. In that of the form's fields the rows that they read are held to their grid's own
    rules too; of the grids in `grids` (if given) all rows are.
    """
    reach = Reach(form, block)
    found = [_condition(rule.code, rule, rule.tree, reach) for rule in rules]
    if not block:
        cells = (term for rule in rules for term in stated_in(rule.tree))
        rows = {(c.grid, c.row) for c in cells if isinstance(c, GridCell) and not c.form}
        for grid in (b for b in form.blocks if b.kind is BlockKind.GRID):
            wanted = [r.code for r in grid.rows if grid.id in (grids or ()) or (grid.id, r.code) in rows]
            for row in wanted:
                found += [
                    _condition(f"{rule.code}@{row}", rule, in_row(rule.tree, grid.id, row), reach)
                    for rule in form.rules
                    if rule.block == grid.id
                ]
    return System(reach, tuple(found), _domain(form, tuple(one.tree for one in found), reach))


def _condition(label: str, rule: Rule, tree: Node, reach: Reach) -> Condition:
    return Condition(label, rule, tree, formula(tree, True, reach), formula(tree, False, reach))


def kinds_of_unit(form: Form) -> tuple[Unit, ...]:
    """Made-up units, one of each level, and level and type, that the form's asked_of name."""
    words = sorted(
        {word for block in form.blocks for word in block.asked_of}
        | {word for block in form.blocks for item in block.fields for word in item.asked_of}
    )
    types = [word for word in words if not (word.isascii() and word.islower())]
    levels = dict.fromkeys(word for word in words if word not in types)
    return tuple(
        Unit(code="", name="", type=kind, level=level, parent="")
        for level in (*levels, *(() if OWN in levels else (OWN,)))
        for kind in ("", *types)
    )


def is_asked(form: Form, rule: Rule, unit: Unit) -> bool:
    """Whether a unit is asked for all that a rule reads in its own form."""
    return all(asks(block, item, unit) for block, item in _needed(form, rule))


def _needed(form: Form, rule: Rule) -> Iterator[tuple[Block, Field | None]]:
    if rule.block:
        yield form.block(rule.block), None
    for term in stated_in(rule.tree):
        if term.form:
            continue
        match term:
            case Name(code):
                yield _home(form, rule.block, code)
            case GridCell(grid, _, column) | Sum(grid, column):
                yield form.block(grid), form.block(grid).column(column)
            case Count(block):
                yield form.block(block), None


def _home(form: Form, block: str, code: str) -> tuple[Block, Field]:
    return (form.block(block), form.block(block).column(code)) if block else form.find_field(code)


def _domain(form: Form, trees: tuple[Node, ...], reach: Reach) -> Formula:
    """What holds of the variables whatever a unit types: counts are not negative, a cell says one text."""
    terms = list(dict.fromkeys(term for tree in trees for term in terms_in(tree)))
    said = dict.fromkeys(one for tree in trees for one in _said_in(tree))
    parts: list[Formula] = [between(var, _ZERO, _ONE) for var in said]
    for term in terms:
        match term:
            case Count():
                parts.append(between(term, _ZERO, None))
            case Weeks():
                parts.append(between(term, _ZERO, None))
            case Filled():
                parts.append(between(term, _ZERO, _ONE))
            case Name() | GridCell():
                item = reach.field(term)
                if item is not None and item.type is FieldType.YES_NO:
                    parts.append(between(term, _ZERO, _ONE))
    parts += _exclusive(said)
    parts += _parts_of_counts(terms)
    if Day() in terms and Day(last=True) in terms:
        parts.append(Row(((Day(), _ONE), (Day(last=True), -_ONE)), _ZERO))
    return Every(tuple(parts))


def _said_in(tree: Node) -> Iterator[Said]:
    for node in walk(tree):
        match node:
            case Comparison(_, Name() | GridCell() as of, String(text)):
                yield Said(of, text)
            case Comparison(_, String(text), Name() | GridCell() as of):
                yield Said(of, text)


def _exclusive(said: dict[Said, None]) -> Iterator[Formula]:
    """A cell says at most one of the texts."""
    for of in dict.fromkeys(one.of for one in said):
        yield Row(tuple((one, _ONE) for one in said if one.of == of), _ONE)


def _parts_of_counts(terms: Iterable[Var]) -> Iterator[Formula]:
    """Lines that say one of several texts in a column are not more than the lines."""
    counts = [term for term in terms if isinstance(term, Count)]
    for whole in counts:
        if whole.column:
            continue
        for column in dict.fromkeys(c.column for c in counts if c.column and _same_list(c, whole)):
            parts = [c for c in counts if _same_list(c, whole) and c.column == column]
            yield Row((*((part, _ONE) for part in parts), (whole, -_ONE)), _ZERO)


def _same_list(one: Count, other: Count) -> bool:
    return (one.list, one.form) == (other.list, other.form)
