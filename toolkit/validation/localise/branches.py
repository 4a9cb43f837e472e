"""A rule where it is put, as rows over the cells of one unit: it holds when all rows of one branch do.

What is no number of this period is put in as it stands (texts, days, counts of lines, other periods), and what cannot be
judged by what is known is left out, as it cannot fail. Slack speaks for the rule, as in rules_evaluate: a rule that is
denied (`not`, the premise of `implies`) is as hard to meet as it is easy to break.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import prod
from typing import Literal

from toolkit.form.model import Key
from toolkit.form.rules import (
    Absolute,
    And,
    Arithmetic,
    Comparison,
    Filled,
    GridCell,
    Name,
    Node,
    Not,
    Number,
    Or,
    Term,
    YesNo,
    terms_in,
)
from toolkit.form.rules_evaluate import Known, evaluate, quantity
from toolkit.form.rules_intervals import Interval
from toolkit.form.rules_linear import Constraint, constraints
from toolkit.validation.localise.model import Row
from toolkit.validation.localise.reading import Posed, Reading, UnsuitedError

Branches = tuple[tuple[Row, ...], ...]

_ALWAYS: Branches = ((),)
_NEVER: Branches = ()
_MOST = 24
"""Branches of a rule, at most: of more no repair is sought."""
_DENIED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ONE = Fraction(1)
_ZERO = Fraction(0)


def branches(reading: Reading, posed: Posed) -> Branches:
    """The rule's branches: none where it fails whatever its cells say, an empty one where it holds whatever they say.

    Raises UnsuitedError for what has no linear form.
    """
    return _Rule(reading, posed).branches(posed.rule.tree, True)


class _Rule:
    def __init__(self, reading: Reading, posed: Posed) -> None:
        self._known = {term: reading.known(posed, term) for term in posed.terms}
        self._parts = {term: reading.parts(posed, term) for term in posed.terms}

    def branches(self, tree: Node, holds: bool) -> Branches:
        """What must be so for a condition not to be false, or (`holds` False) not to be true."""
        match tree:
            case And(parts) | Or(parts):
                each = [self.branches(part, holds) for part in parts]
                return _all(each) if isinstance(tree, And) is holds else _any(each)
            case Not(of):
                return self.branches(of, not holds)
        now = evaluate(tree, self._look_up)
        if now is None:
            return _ALWAYS
        if not self._moves(tree):
            return _ALWAYS if now is holds else _NEVER
        match tree:
            case Name() | GridCell():
                return self._answer(tree, holds)
            case Comparison(operator, left, right):
                return self._comparison(operator if holds else _DENIED[operator], left, right, holds)
        raise UnsuitedError

    def _look_up(self, term: Term) -> Known:
        return self._known[term]

    def _moves(self, tree: Node) -> bool:
        """Whether a cell of this period stands behind any of it."""
        return any(self._parts[term] for term in terms_in(tree))

    def _answer(self, term: Name | GridCell, yes: bool) -> Branches:
        (part,) = self._parts[term]
        return ((Row((part,), "==", _ONE if yes else _ZERO),),)

    def _comparison(self, operator: str, left: Node, right: Node, holds: bool) -> Branches:
        if any(self._is_condition(side) for side in (left, right)):
            same = operator == "=="
            cases = [(True, same), (False, not same)]
            return _any([_all([self.branches(left, a), self.branches(right, b)]) for a, b in cases])
        for one, sign, other in ((left, operator, right), (right, _MIRRORED.get(operator, operator), left)):
            if isinstance(one, Absolute):
                return self._absolute(one.of, sign, other, holds)
        return self._numbers(operator, left, right, _ONE if holds else -_ONE)

    def _is_condition(self, side: Node) -> bool:
        if isinstance(side, Name | GridCell):
            return isinstance(self._known[side], bool)
        return isinstance(side, YesNo | Comparison | And | Or | Not | Filled)

    def _absolute(self, inner: Node, operator: str, limit: Node, holds: bool) -> Branches:
        """|x| <= c is x <= c and -x <= c, and so on."""
        if operator in {"==", "!="}:
            same = operator == "=="
            signs = ("<=", ">=") if same else ("<", ">")
            each = [self._absolute(inner, sign, limit, same) for sign in signs]
            return _all(each) if same else _any(each)
        minus = Arithmetic("-", Number(Decimal(0)), inner)
        each = [self._comparison(operator, side, limit, holds) for side in (inner, minus)]
        return _all(each) if operator.startswith("<") else _any(each)

    def _numbers(self, operator: str, left: Node, right: Node, favour: Fraction) -> Branches:
        found = constraints(Comparison(operator, self._put_in(left), self._put_in(right)))
        if found is None:
            raise UnsuitedError
        slack = self._slack(Arithmetic("-", left, right))
        return _all([self._rows(one, slack, favour) for one in found])

    def _put_in(self, tree: Node) -> Node:
        """The quantity with the numbers of all that no cell of this period stands behind."""
        match tree:
            case Arithmetic(operator, left, right):
                return Arithmetic(operator, self._put_in(left), self._put_in(right))
            case Absolute(of):
                return Absolute(self._put_in(of))
        known = self._known.get(tree) if isinstance(tree, Term) else None
        if isinstance(tree, Term) and not self._parts[tree] and isinstance(known, Interval):
            return _literal(known.lo or _ZERO)
        return tree

    def _slack(self, gap: Node) -> Fraction:
        """The slack of a difference. Raises UnsuitedError where it depends on what the cells say."""
        if not any(isinstance(one, Interval) and one.slack for one in map(self._look_up, terms_in(gap))):
            return _ZERO
        now, otherwise = quantity(gap, self._look_up), quantity(gap, self._empty)
        if now is None or otherwise is None or now.slack != otherwise.slack:
            raise UnsuitedError
        return now.slack

    def _empty(self, term: Term) -> Known:
        known = self._known[term]
        moves = isinstance(known, Interval) and self._parts[term]
        return Interval(_ZERO, _ZERO, known.slack) if moves and isinstance(known, Interval) else known

    def _rows(self, one: Constraint, slack: Fraction, favour: Fraction) -> Branches:
        above_zero = tuple(self._above_zero(term) for term in one.positive)
        terms = self._cells(one.terms)
        over = tuple((key, -times) for key, times in terms)
        match one.operator:
            case "==":
                found: Branches = ((Row(terms, "==", one.constant, slack),),)
            case "!=":
                below, above = one.constant - slack, -one.constant - slack
                found = ((Row(terms, "<", below),), (Row(over, "<", above),))
            case "<=" | "<" as sign:
                found = ((_at_most(terms, sign, one.constant, slack, favour),),)
            case _:
                sign = "<=" if one.operator == ">=" else "<"
                found = ((_at_most(over, sign, -one.constant, slack, favour),),)
        return tuple((*rows, *above_zero) for rows in found)

    def _above_zero(self, term: Term) -> Row:
        """What a ratio was multiplied out by must be above zero, as it is now."""
        known = self._known[term]
        if not isinstance(known, Interval) or known.lo is None or known.lo <= 0:
            raise UnsuitedError
        return Row(tuple((key, -times) for key, times in self._parts[term]), "<", _ZERO)

    def _cells(self, terms: Iterable[tuple[Term, Fraction]]) -> tuple[tuple[Key, Fraction], ...]:
        sums: dict[Key, Fraction] = {}
        for term, times in terms:
            for key, often in self._parts[term]:
                sums[key] = sums.get(key, _ZERO) + times * often
        return tuple((key, times) for key, times in sums.items() if times)


def _at_most(
    terms: tuple[tuple[Key, Fraction], ...],
    sign: Literal["<=", "<"],
    limit: Fraction,
    slack: Fraction,
    favour: Fraction,
) -> Row:
    return Row(terms, sign, limit, slack) if favour > 0 else Row(terms, sign, limit - slack)


def _literal(value: Fraction) -> Node:
    top, under = Number(Decimal(value.numerator)), Number(Decimal(value.denominator))
    return top if value.denominator == 1 else Arithmetic("/", top, under)


def _any(each: Iterable[Branches]) -> Branches:
    found = tuple(dict.fromkeys(branch for one in each for branch in one))
    return _ALWAYS if () in found else found


def _all(each: Sequence[Branches]) -> Branches:
    if prod(map(len, each)) > _MOST:
        raise UnsuitedError
    joined = (tuple(dict.fromkeys(row for branch in chosen for row in branch)) for chosen in product(*each))
    return _any([tuple(joined)])
