"""Derived fields: their formulas with names resolved, and rules with derived names and own sums written out."""

from dataclasses import replace
from decimal import Decimal
from functools import reduce

from toolkit.errors import FormError
from toolkit.form.load_names import Scope
from toolkit.form.load_part import gathering, raise_first, wrong
from toolkit.form.model import Block, Field, FieldType
from toolkit.form.rules import (
    Absolute,
    And,
    Arithmetic,
    At,
    Comparison,
    Filled,
    GridCell,
    Name,
    Node,
    Not,
    Number,
    Or,
    Sum,
    names_in,
)
from toolkit.form.rules_linear import affine
from toolkit.form.rules_parse import RuleSyntaxError, parse_expression, parse_rule


def resolve_derived(block: Block, scope: Scope) -> Block:
    """The block with its derived fields' formulas parsed. Raises FormError for a formula that is no sum of typed fields."""
    fields: list[Field] = []
    problems: list[FormError] = []
    for item in block.fields:
        with gathering(problems):
            for code in item.of or ():
                _check_part(scope, code, item)
            tree = parsed(item.formula, scope.file, item.line, condition=False) if item.formula else None
            if tree is not None:
                _check_sum(scope, tree, item)
            fields.append(replace(item, formula_tree=tree))
    raise_first(problems)
    return replace(block, fields=tuple(fields))


def parsed(text: str, file: str, line: int, *, condition: bool) -> Node:
    """A check, or any expression, with a mistake as a FormError at that line."""
    try:
        return parse_rule(text) if condition else parse_expression(text)
    except RuleSyntaxError as error:
        raise wrong(error.key, file, line, raw=error.word) from None
    except (ArithmeticError, RecursionError, MemoryError):
        raise wrong("form.rule_syntax", file, line, raw=text) from None


def without_derived(tree: Node, scope: Scope) -> Node:
    """The tree with every derived field replaced by what it is derived from, and every sum over a grid of this form by
    its cells, so that no reader needs formulas and a blank means cell by cell what the rule says.
    """
    match tree:
        case Sum(block, column, "") if block in scope.grids:
            cells: list[Node] = [
                without_derived(GridCell(block, row.code, column), scope) for row in scope.grids[block].rows
            ]
            return reduce(lambda left, right: Arithmetic("+", left, right), cells)
        case Name() | GridCell():
            item = scope.derived(tree)
            return tree if item is None else _placed(_derivation(item), tree)
        case Filled(of):
            item = scope.derived(of)
            if item is None:
                return tree
            parts = dict.fromkeys(_placed(name, of) for name in names_in(_derivation(item)))
            return And(tuple(Filled(part) for part in parts if isinstance(part, Name | GridCell)))
        case Arithmetic(operator, left, right):
            return Arithmetic(operator, without_derived(left, scope), without_derived(right, scope))
        case Comparison(operator, left, right):
            return Comparison(operator, without_derived(left, scope), without_derived(right, scope))
        case And(inner):
            return And(tuple(without_derived(part, scope) for part in inner))
        case Or(inner):
            return Or(tuple(without_derived(part, scope) for part in inner))
        case Not(inside):
            return Not(without_derived(inside, scope))
        case Absolute(inside):
            return Absolute(without_derived(inside, scope))
    return tree


def _check_sum(scope: Scope, tree: Node, item: Field) -> None:
    """Sums of sums are the sum: only so may a total be rolled up from units and equal its formula over the totals."""
    total = affine(tree)
    for name in names_in(tree):
        _check_part(scope, name.code, item)
    if (
        total is None
        or total.constant
        or not all(isinstance(t, Name) and t.at is At.NOW and not t.form for t, _ in total.terms)
    ):
        raise wrong("form.formula_sum", scope.file, item.line, raw=item.formula)


def _check_part(scope: Scope, code: str, item: Field) -> None:
    line = item.line
    part = scope.named(code, line)
    if part.is_derived or part.type not in {FieldType.COUNT, FieldType.AMOUNT}:
        raise wrong("form.derived_of", scope.file, line, raw=code)
    if code in scope.off and item.code not in scope.off:
        raise wrong("form.name_off", scope.file, line, raw=code)


def _derivation(item: Field) -> Node:
    if item.formula_tree is not None:
        return item.formula_tree
    num, den = (Name(code) for code in item.pair)
    return Arithmetic("/", Arithmetic("*", Number(Decimal(100)), num), den)


def _placed(tree: Node, like: Name | GridCell) -> Node:
    """A derivation where the derived name stands: in the same period, and of a cell in the same row of the grid."""
    match tree:
        case Name(code) if isinstance(like, Name):
            return replace(like, code=code)
        case Name(code) if isinstance(like, GridCell):
            return replace(like, column=code)
        case Arithmetic(operator, left, right):
            return Arithmetic(operator, _placed(left, like), _placed(right, like))
    return tree
