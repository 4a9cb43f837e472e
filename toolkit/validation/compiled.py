"""A rule as a function over the cells of a row: what `rules_evaluate` says of exact values, without building anything.

A rule is taken apart once into closures, and put to thousands of rows. Exact numbers are plain ints and Fractions, never
floats. Only rows whose every cell is exact, blank or a mark may be put to such a function: what an interval or a slack for
rounding means is told by `rules_evaluate`, which is right for every row and many times slower. Both say the same.
"""

import operator
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from toolkit.form.model import Missing
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
from toolkit.validation.columns import Cell, Exact, Mark

Row = Sequence[Cell]
Value = Exact | bool | str | date | None
Read = Callable[[Row], Value]
Quantity = Callable[[Row], Exact | None]
Condition = Callable[[Row], bool | None]
Place = Callable[[Term], int]
"""Where in a row a term's cell stands."""

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_NUMBERS = frozenset({int, Fraction})


def compile_rule(tree: Node, missing: Missing, place: Place) -> Condition:
    """What `rules_evaluate.verdict` says of a row without intervals: True, False, or None where it cannot be judged."""
    zero = missing is not Missing.SKIP_IF_ANY
    holds = _condition(tree, place, zero)
    wanted = [(place(term), isinstance(term, Filled)) for term in wanted_in(tree)]
    if missing is not Missing.SKIP_IF_ALL or not wanted:
        return holds

    def unless_all_blank(row: Row) -> bool | None:
        for at, asked in wanted:
            cell = row[at]
            if stated(cell) if asked else cell is not None and type(cell) is not Mark:
                return holds(row)
        return None

    return unless_all_blank


def compile_quantity(tree: Node, place: Place) -> Quantity:
    """What an arithmetic expression comes to in a row without intervals; None when a part of it is unknown."""
    return _quantity(tree, place, False)


def exact_number(value: Decimal | Fraction) -> Exact:
    """A number without rounding: an int where it is whole."""
    fraction = Fraction(value)
    return fraction.numerator if fraction.denominator == 1 else fraction


def stated(cell: Cell) -> bool | None:
    """Whether something is said in a cell, "không phát sinh" included; None where that cannot be known."""
    if cell is Mark.UNREADABLE or cell is Mark.ABSENT:
        return None
    return cell is not None


def _condition(tree: Node, place: Place, zero: bool) -> Condition:
    match tree:
        case And(parts):
            return _kleene([_condition(part, place, zero) for part in parts], decides=False)
        case Or(parts):
            return _kleene([_condition(part, place, zero) for part in parts], decides=True)
        case Not(of):
            return _opposite(_condition(of, place, zero))
        case Comparison(sign, left, right):
            return _comparison(sign, _value(left, place, zero), _value(right, place, zero))
        case YesNo(value):
            return lambda row: value
        case Name() | GridCell() | Filled():
            return _answer(_value(tree, place, False))
    return lambda row: None


def _value(tree: Node, place: Place, zero: bool) -> Read:
    match tree:
        case String(value) | YesNo(value):
            return lambda row: value
        case Filled(of):
            at = place(Filled(of))
            return lambda row: stated(row[at])
        case Name() | GridCell() | Day():
            return _cell(place(tree), zero and can_be_zero(tree))
        case And() | Or() | Not() | Comparison():
            return _condition(tree, place, zero)
    return _quantity(tree, place, zero)


def _cell(at: int, zero: bool) -> Read:
    def with_zero(row: Row) -> Value:
        cell = row[at]
        return 0 if cell is None or type(cell) is Mark else cell  # type: ignore[return-value]

    def plain(row: Row) -> Value:
        cell = row[at]
        return None if type(cell) is Mark else cell  # type: ignore[return-value]

    return with_zero if zero else plain


def _quantity(tree: Node, place: Place, zero: bool) -> Quantity:
    match tree:
        case Number(value):
            number = exact_number(value)
            return lambda row: number
        case Name() | GridCell() | Count() | Sum() | Weeks():
            return _number(place(tree), zero and can_be_zero(tree))
        case Absolute(of):
            return _absolute(_quantity(of, place, zero))
        case Arithmetic(sign, left, right):
            return _ARITHMETIC[sign](_quantity(left, place, zero), _quantity(right, place, zero))
    return lambda row: None


def _number(at: int, zero: bool) -> Quantity:
    blank = 0 if zero else None

    def number(row: Row) -> Exact | None:
        cell = row[at]
        # A bool is an int to isinstance, and no number here.
        if isinstance(cell, int | Fraction):
            return None if type(cell) is bool else cell
        return blank if cell is None or isinstance(cell, Mark) else None

    return number


def _absolute(of: Quantity) -> Quantity:
    def absolute(row: Row) -> Exact | None:
        value = of(row)
        return value if value is None or value >= 0 else -value

    return absolute


def _plus(left: Quantity, right: Quantity) -> Quantity:
    def plus(row: Row) -> Exact | None:
        one = left(row)
        if one is None:
            return None
        two = right(row)
        return None if two is None else one + two

    return plus


def _minus(left: Quantity, right: Quantity) -> Quantity:
    def minus(row: Row) -> Exact | None:
        one = left(row)
        if one is None:
            return None
        two = right(row)
        return None if two is None else one - two

    return minus


def _times(left: Quantity, right: Quantity) -> Quantity:
    def times(row: Row) -> Exact | None:
        one = left(row)
        if one is None:
            return None
        two = right(row)
        return None if two is None else one * two

    return times


def _divided(left: Quantity, right: Quantity) -> Quantity:
    def divided(row: Row) -> Exact | None:
        one = left(row)
        two = right(row)
        return None if one is None or not two else Fraction(one) / two

    return divided


_ARITHMETIC: dict[str, Callable[[Quantity, Quantity], Quantity]] = {
    "+": _plus,
    "-": _minus,
    "*": _times,
    "/": _divided,
}


def _comparison(sign: str, left: Read, right: Read) -> Condition:
    compare = _COMPARE[sign]
    of_texts = sign in {"==", "!="}

    def comparison(row: Row) -> bool | None:
        one = left(row)
        if one is None:
            return None
        two = right(row)
        if two is None:
            return None
        kind, other = type(one), type(two)
        if kind in _NUMBERS and other in _NUMBERS:
            return compare(one, two)
        if kind is not other or not (of_texts or kind is date):
            return None
        return compare(one, two)

    return comparison


def _answer(read: Read) -> Condition:
    def answer(row: Row) -> bool | None:
        found = read(row)
        return found if type(found) is bool else None

    return answer


def _opposite(of: Condition) -> Condition:
    def opposite(row: Row) -> bool | None:
        known = of(row)
        return None if known is None else not known

    return opposite


def _kleene(parts: Iterable[Condition], *, decides: bool) -> Condition:
    """All parts hold (one that is false decides), or any does (one that is true decides); None while none decides and not
    all are known.
    """
    every = tuple(parts)

    def holds(row: Row) -> bool | None:
        outcome: bool | None = not decides
        for part in every:
            known = part(row)
            if known is decides:
                return decides
            if known is None:
                outcome = None
        return outcome

    return holds
