"""A rule as linear conditions: what must be so for it to pass, and what for it to fail.

Numbers are variables by their terms; yes and no are 1 and 0; "x says this text" is a variable of its own, 1 or 0; days
count as numbers. What is neither is `Anything`. Rounding speaks for the rule here as it does in rules_evaluate.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from toolkit.form.check_highs import Row, Var
from toolkit.form.check_solver import Anything, Either, Every, Formula
from toolkit.form.model import Block, Field, FieldType, Form
from toolkit.form.rules import (
    Absolute,
    And,
    Arithmetic,
    Comparison,
    Count,
    Day,
    Filled,
    GridCell,
    Name,
    Node,
    Not,
    Number,
    Or,
    String,
    Sum,
    Term,
    Weeks,
    YesNo,
    terms_in,
)
from toolkit.form.rules_evaluate import quantity
from toolkit.form.rules_intervals import Interval
from toolkit.form.rules_linear import constraints

_NEVER = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_ONE = Fraction(1)
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Said:
    """Whether a text cell says a given text: a variable, 1 or 0."""

    of: Name | GridCell
    text: str


@dataclass(frozen=True, slots=True)
class Reach:
    """What the names of one frame's rules stand for: the form's fields ("") or the columns of a grid or list."""

    form: Form
    block: str = ""

    def field(self, term: Term) -> Field | None:
        """The field that gives a term's values; None for what is no field's, and for another form's."""
        match term:
            case Name(code, form="") if self.block:
                return _column(self.form.block(self.block), code)
            case Name(code, form=""):
                try:
                    return self.form.find_field(code)[1]
                except KeyError:
                    return None
            case GridCell(block, _, column, form="") | Sum(block, column, ""):
                return _column(self.form.block(block), column)
        return None

    def is_whole(self, var: Var) -> bool:
        """Whether a variable takes whole numbers only."""
        if isinstance(var, Said | Filled | Day | Weeks | Count):
            return True
        if not isinstance(var, Name | GridCell | Sum):
            return False
        item = self.field(var)
        if item is None:
            return False
        pair = isinstance(var, Name) and item.is_typed_rate and var.code in item.pair
        return pair or item.type not in {FieldType.AMOUNT, FieldType.RATE}

    def is_never_negative(self, term: Term) -> bool:
        """Whether the form's hard bounds, or the term's nature, keep it from going below zero."""
        if isinstance(term, Count | Weeks):
            return True
        item = self.field(term)
        if item is None:
            return False
        return item.is_typed_rate or (item.minimum is not None and item.minimum >= 0)

    def slack(self, term: Term) -> Fraction:
        """What rounding may have taken from or given to a term's value."""
        item = self.field(term)
        paired = isinstance(term, Name) and item is not None and term.code != item.code
        return Fraction(item.rounded_to) / 2 if item and item.rounded_to and not paired else _ZERO


def formula(tree: Node, holds: bool, reach: Reach) -> Formula:
    """What must be so for a condition to be true (`holds`) or false; both leave out what cannot be judged."""
    match tree:
        case And(parts) | Or(parts):
            each = tuple(formula(part, holds, reach) for part in parts)
            return Every(each) if isinstance(tree, And) is holds else Either(each)
        case Not(of):
            return formula(of, not holds, reach)
        case YesNo(value):
            return Every() if value is holds else Either()
        case Name() | GridCell() | Filled():
            return equal(tree, _ONE if holds else _ZERO)
        case Comparison(operator, left, right):
            asked = Comparison(operator if holds else _NEVER[operator], left, right)
            return _comparison(asked, reach, _ONE if holds else -_ONE)
    return Anything()


def equal(var: Var, value: Fraction) -> Formula:
    """A variable is this number."""
    return Every((Row(((var, _ONE),), value), Row(((var, -_ONE),), -value)))


def between(var: Var, low: Fraction | None, high: Fraction | None) -> Formula:
    """A variable lies between two numbers; None is without end."""
    rows = [Row(((var, _ONE),), high)] if high is not None else []
    return Every((*rows, *([Row(((var, -_ONE),), -low)] if low is not None else [])))


def _comparison(tree: Comparison, reach: Reach, favour: Fraction) -> Formula:
    """`favour` is 1 where slack makes it easier to be so (a rule passes), -1 where harder (one fails)."""
    sides = (tree.left, tree.right)
    if any(_is_condition(side, reach) for side in sides):
        return _agreeing(tree, reach)
    if any(isinstance(side, String) for side in sides):
        return _saying(tree)
    if isinstance(tree.left, Absolute):
        return _absolute(tree.left.of, tree.operator, tree.right, reach, favour)
    if isinstance(tree.right, Absolute):
        return _absolute(tree.right.of, _mirrored(tree.operator), tree.left, reach, favour)
    if any(isinstance(side, Day) for side in sides):
        return _days(tree)
    return _numbers(tree, reach, favour)


def _is_condition(side: Node, reach: Reach) -> bool:
    if isinstance(side, YesNo | Comparison | And | Or | Not | Filled):
        return True
    item = reach.field(side) if isinstance(side, Name | GridCell) else None
    return item is not None and item.type is FieldType.YES_NO


def _agreeing(tree: Comparison, reach: Reach) -> Formula:
    """Two conditions that are both true or both false, or not."""
    left, right = tree.left, tree.right
    if tree.operator not in {"==", "!="}:
        return Anything()
    same = tree.operator == "=="
    cases = ((True, same), (False, not same))
    return Either(tuple(Every((formula(left, a, reach), formula(right, b, reach))) for a, b in cases))


def _saying(tree: Comparison) -> Formula:
    match (tree.left, tree.right):
        case (Name() | GridCell() as of, String(text)) | (String(text), Name() | GridCell() as of):
            if tree.operator in {"==", "!="}:
                return equal(Said(of, text), _ONE if tree.operator == "==" else _ZERO)
        case (String(one), String(other)):
            return Every() if (one == other) is (tree.operator == "==") else Either()
    return Anything()


def _days(tree: Comparison) -> Formula:
    left, right = tree.left, tree.right
    if not isinstance(left, Name | GridCell | Day) or not isinstance(right, Name | GridCell | Day):
        return Anything()
    gap = ((left, _ONE), (right, -_ONE)) if left != right else ()
    return _row(gap, tree.operator, _ZERO)


def _absolute(inner: Node, operator: str, limit: Node, reach: Reach, favour: Fraction) -> Formula:
    """|x| <= c is x <= c and -x <= c, and so on."""
    if operator in {"==", "!="}:
        same, favour = operator == "==", _ONE if operator == "==" else -_ONE
        each = tuple(
            _absolute(inner, sign, limit, reach, favour) for sign in (("<=", ">=") if same else "<>")
        )
        return Every(each) if same else Either(each)
    minus = Arithmetic("-", Number(Decimal(0)), inner)
    each = tuple(_comparison(Comparison(operator, side, limit), reach, favour) for side in (inner, minus))
    return Every(each) if operator.startswith("<") else Either(each)


def _numbers(tree: Comparison, reach: Reach, favour: Fraction) -> Formula:
    found = constraints(tree)
    if found is None:
        return Anything()
    slack = _slack_of(tree, reach)
    rows: list[Formula] = []
    for one in found:
        if one.positive and (slack or not all(reach.is_never_negative(term) for term in one.positive)):
            return Anything()
        rows += [Row(((term, -_ONE),), _ZERO, strict=True) for term in one.positive]
        rows.append(_row(one.terms, one.operator, one.constant, slack, favour))
    return Every(tuple(rows))


def _slack_of(tree: Comparison, reach: Reach) -> Fraction:
    """The slack of left minus right, which does not depend on the values where nothing is divided."""

    def lookup(term: Term) -> Interval:
        return Interval(_ZERO, _ZERO, reach.slack(term))

    gap = quantity(Arithmetic("-", tree.left, tree.right), lookup)
    if gap is not None:
        return gap.slack
    # Something is divided by a term, which is 0 here: whether anything in it is rounded is all that matters.
    return max((reach.slack(term) for term in terms_in(tree)), default=_ZERO)


def _row(
    terms: tuple[tuple[Var, Fraction], ...],
    operator: str,
    constant: Fraction,
    slack: Fraction = _ZERO,
    favour: Fraction = _ONE,
) -> Formula:
    """Equal is off by at most the slack, unequal by more; a greater side may be smaller by it where it favours."""
    if operator == "==":
        return Every(tuple(_row(terms, sign, constant, slack) for sign in ("<=", ">=")))
    if operator == "!=":
        return Either(tuple(_row(terms, sign, constant, slack, -_ONE) for sign in "<>"))
    sign = _ONE if operator.startswith("<") else -_ONE
    turned = tuple((term, sign * factor) for term, factor in terms)
    return Row(turned, sign * constant + favour * slack, strict="=" not in operator)


def _mirrored(operator: str) -> str:
    return {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(operator, operator)


def _column(block: Block, code: str) -> Field | None:
    return next((item for item in block.fields if item.code == code), None)


def in_row(tree: Node, grid: str, row: str) -> Node:
    """A grid's rule for one of its rows, in the words of the form's fields: columns become cells."""
    match tree:
        case Name(code, at, ""):
            return GridCell(grid, row, code, at)
        case Filled(of):
            inner = in_row(of, grid, row)
            return Filled(inner) if isinstance(inner, Name | GridCell) else tree
        case Arithmetic(operator, left, right):
            return Arithmetic(operator, in_row(left, grid, row), in_row(right, grid, row))
        case Comparison(operator, left, right):
            return Comparison(operator, in_row(left, grid, row), in_row(right, grid, row))
        case And(parts):
            return And(tuple(in_row(part, grid, row) for part in parts))
        case Or(parts):
            return Or(tuple(in_row(part, grid, row) for part in parts))
        case Not(of):
            return Not(in_row(of, grid, row))
        case Absolute(of):
            return Absolute(in_row(of, grid, row))
    return tree
