"""What a rule says of given values: true, false, or None where it cannot be judged. Exact, on fractions.

Values are intervals with a slack (see rules_intervals). Slack always speaks for the rule, since rounding is no mistake:
|a - b| <= slack passes a == b, and a <= b + slack passes a <= b. Intervals speak for nobody: a comparison that holds for
part of an interval only is None. and, or, not follow Kleene: what is known may decide although the rest is missing, so
an implication whose premise is false holds. `!=` and `not` are the opposite of `==` and of their operand.

Division by zero, and by an interval around zero, is None.
"""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from toolkit.form.model import Missing, Rule
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
    can_be_zero,
    wanted_in,
)
from toolkit.form.rules_intervals import ARITHMETIC, Interval, absolute, interval_of, minus, negative

__all__ = ["Interval", "Known", "Lookup", "evaluate", "interval_of", "quantity", "verdict"]

_ZERO = Fraction(0)


Known = Interval | bool | str | date | None
Lookup = Callable[[Term], Known]
"""The value of what a rule reads; None when it is missing (blank, none, held unread, no such period).

A list nobody has touched is missing too; one ticked "Không phát sinh" has 0 lines, and its columns add up to 0.
`Filled` is looked up as itself: True, False, or None for what cannot be read.
"""


def verdict(rule: Rule, lookup: Lookup) -> bool | None:
    """Whether a rule holds, with its own meaning of a missing value: the one way to put a rule to a unit.

    skip_if_any: what a missing value leaves open is None. zero: a missing number counts as 0. skip_if_all: None when
    all is missing that the rule reads of this period (`rules.wanted_in`), else as zero. Never 0 are: a value of another
    period, a sum that is not known whole, an answer, a text, a date. What stands in filled(...) is no missing value.
    """
    if rule.missing is Missing.SKIP_IF_ANY:
        return evaluate(rule.tree, lookup)
    if rule.missing is Missing.SKIP_IF_ALL:
        wanted = wanted_in(rule.tree)
        if wanted and not any(_is_there(term, lookup) for term in wanted):
            return None

    def with_zeros(node: Term) -> Known:
        found = lookup(node)
        return Interval(_ZERO, _ZERO) if found is None and can_be_zero(node) else found

    return evaluate(rule.tree, with_zeros)


def _is_there(term: Term, lookup: Lookup) -> bool:
    found = lookup(term)
    return found is True if isinstance(term, Filled) else found is not None


def evaluate(tree: Node, lookup: Lookup) -> bool | None:
    """Whether a condition holds; None when what is known does not tell. A missing value is simply unknown here."""
    match tree:
        case And(parts):
            return _all(evaluate(part, lookup) for part in parts)
        case Or(parts):
            return _opposite(_all(_opposite(evaluate(part, lookup)) for part in parts))
        case Not(of):
            return _opposite(evaluate(of, lookup))
        case Comparison(operator, left, right):
            return _compare(operator, _value(left, lookup), _value(right, lookup))
        case YesNo(value):
            return value
        case Name() | GridCell() | Filled():
            found = lookup(tree)
            return found if isinstance(found, bool) else None
    return None


def quantity(tree: Node, lookup: Lookup) -> Interval | None:
    """All that an arithmetic expression may be; None when a part is missing, is no number, or is divided by zero."""
    match tree:
        case Number(value):
            return Interval(Fraction(value), Fraction(value))
        case Name() | GridCell() | Count() | Sum() | Weeks():
            found = lookup(tree)
            return found if isinstance(found, Interval) else None
        case Absolute(of):
            inner = quantity(of, lookup)
            return None if inner is None else absolute(inner)
        case Arithmetic(operator, left, right):
            one, two = quantity(left, lookup), quantity(right, lookup)
            return None if one is None or two is None else ARITHMETIC[operator](one, two)
    return None


def _value(tree: Node, lookup: Lookup) -> Known:
    match tree:
        case String(value) | YesNo(value):
            return value
        case Name() | GridCell() | Filled() | Day():
            return lookup(tree)
        case And() | Or() | Not() | Comparison():
            return evaluate(tree, lookup)
    return quantity(tree, lookup)


def _compare(operator: str, left: Known, right: Known) -> bool | None:
    if isinstance(left, Interval) and isinstance(right, Interval):
        return _judge(operator, minus(left, right))
    if isinstance(left, Interval) or isinstance(right, Interval) or type(left) is not type(right):
        return None
    if operator in {"==", "!="}:
        return None if left is None else (left == right) is (operator == "==")
    if isinstance(left, date) and isinstance(right, date):
        return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]
    return None


def _judge(operator: str, gap: Interval) -> bool | None:
    """`gap` is left minus right."""
    lo, hi, slack = gap.lo, gap.hi, gap.slack
    match operator:
        case ">" | ">=":
            return _judge(operator.replace(">", "<"), negative(gap))
        case "!=":
            return _opposite(_judge("==", gap))
        case "==":
            if (lo is not None and lo > slack) or (hi is not None and hi < -slack):
                return False
            return True if lo is not None and hi is not None and lo >= -slack and hi <= slack else None
        case "<=":
            if hi is not None and hi <= slack:
                return True
            return False if lo is not None and lo > slack else None
    # "<": with slack, equal values may be apart in the right direction by less than the slack.
    if hi is not None and hi < slack:
        return True
    return False if lo is not None and lo >= slack else None


def _all(parts: Iterable[bool | None]) -> bool | None:
    found = list(parts)
    if False in found:
        return False
    return None if None in found else True


def _opposite(known: bool | None) -> bool | None:
    return None if known is None else not known
