"""A rule where it is put, as rows over the cells of one unit: it holds when all rows of one branch do.

What is no number of this period is put in as it stands (texts, days, counts of lines, other periods), and what cannot be
judged by what is known is left out, as it cannot fail. Slack speaks for the rule, as in rules_evaluate: a rule that is
denied (`not`, the premise of `implies`) is as hard to meet as it is easy to break.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
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
from toolkit.form.rules_linear import Affine
from toolkit.validation.localise.model import Row
from toolkit.validation.localise.reading import Parts, Posed, Reading, UnsuitedError

Branches = tuple[tuple[Row, ...], ...]

_ALWAYS: Branches = ((),)
_NEVER: Branches = ()
_MOST = 24
"""Branches of a rule, at most: of more no repair is sought."""
_DENIED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ONE = Fraction(1)
_ZERO = Fraction(0)
_WHOLE = Affine((), _ONE)


def branches(reading: Reading, posed: Posed) -> Branches:
    """The rule's branches: none where it fails whatever its cells say, an empty one where it holds whatever they say.

    Raises UnsuitedError for what has no linear form.
    """
    return _Rule(reading, posed).branches(posed.rule.tree, True)


class _Rule:
    def __init__(self, reading: Reading, posed: Posed) -> None:
        self._known = {term: reading.known(posed, term) for term in posed.terms}
        self._parts = {term: reading.parts(posed, term) for term in posed.terms}
        self._held: Term | None = None

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
        """A comparison of quantities. Of cells that are multiplied with each other one stays as it is, whichever."""
        gap = Arithmetic("-", left, right)
        try:
            return self._compared(operator, gap, favour)
        except UnsuitedError:
            if self._held:
                raise
        found: list[Branches] = []
        for term in dict.fromkeys(term for term in terms_in(gap) if self._parts[term]):
            with suppress(UnsuitedError):
                self._held = term
                found.append(_all([self._compared(operator, gap, favour), ((self._as_it_is(term),),)]))
        self._held = None
        if not found:
            raise UnsuitedError
        return _any(found)

    def _compared(self, operator: str, gap: Node, favour: Fraction) -> Branches:
        top, under = self._quotient(gap)
        rows = self._rows(operator, top, self._slack(gap), favour)
        return _all([rows, ((self._above_zero(under),),)]) if under.terms else rows

    def _as_it_is(self, term: Term) -> Row:
        return Row(self._parts[term], "==", self._number(term))

    def _quotient(self, tree: Node) -> tuple[Affine, Affine]:
        """A quantity as a sum of terms divided by another, which is 1, or a multiple of a single term."""
        if isinstance(tree, Number):
            return Affine((), Fraction(tree.value)), _WHOLE
        if isinstance(tree, Arithmetic):
            (top, under), (other, below) = self._quotient(tree.left), self._quotient(tree.right)
            match tree.operator:
                case "+" | "-" as sign:
                    crossed = _product(other, under).times(_ONE if sign == "+" else -_ONE)
                    return _product(top, below).plus(crossed), _product(under, below)
                case "*":
                    return _product(top, other), _product(under, below)
                case "/":
                    return _over(_product(top, below), _product(under, other))
        if not isinstance(tree, Term):
            raise UnsuitedError
        moves = bool(self._parts[tree]) and tree != self._held
        return (Affine(((tree, _ONE),)) if moves else Affine((), self._number(tree))), _WHOLE  # type: ignore[arg-type]

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

    def _rows(self, operator: str, gap: Affine, slack: Fraction, favour: Fraction) -> Branches:
        """gap `operator` 0."""
        terms, limit = self._cells(gap.terms), -gap.constant
        over = tuple((key, -times) for key, times in terms)
        match operator:
            case "==":
                return ((Row(terms, "==", limit, slack),),)
            case "!=":
                return (Row(terms, "<", limit - slack),), (Row(over, "<", -limit - slack),)
            case "<=" | "<" as sign:
                return ((_at_most(terms, sign, limit, slack, favour),),)
        sign = "<=" if operator == ">=" else "<"
        return ((_at_most(over, sign, -limit, slack, favour),),)

    def _above_zero(self, divisor: Affine) -> Row:
        """What a ratio was multiplied out by must be above zero, as it is now."""
        now = sum((times * self._number(term) for term, times in divisor.terms), divisor.constant)
        if now <= 0:
            raise UnsuitedError
        return Row(self._cells((term, -times) for term, times in divisor.terms), "<", divisor.constant)

    def _number(self, term: Term) -> Fraction:
        known = self._known[term]
        if not isinstance(known, Interval) or known.lo is None:
            raise UnsuitedError
        return known.lo

    def _cells(self, terms: Iterable[tuple[Term, Fraction]]) -> Parts:
        sums: dict[Key, Fraction] = {}
        for term, times in terms:
            for key, often in self._parts[term]:
                sums[key] = sums.get(key, _ZERO) + times * often
        return tuple((key, times) for key, times in sums.items() if times)


def _at_most(
    terms: Parts, sign: Literal["<=", "<"], limit: Fraction, slack: Fraction, favour: Fraction
) -> Row:
    return Row(terms, sign, limit, slack) if favour > 0 else Row(terms, sign, limit - slack)


def _product(one: Affine, other: Affine) -> Affine:
    if one.terms and other.terms:
        raise UnsuitedError
    return other.times(one.constant) if not one.terms else one.times(other.constant)


def _over(top: Affine, under: Affine) -> tuple[Affine, Affine]:
    """A quotient with a divisor that is 1 where nothing in it moves."""
    if under.terms:
        return top, under
    if not under.constant:
        raise UnsuitedError
    return top.times(1 / under.constant), _WHOLE


def _any(each: Iterable[Branches]) -> Branches:
    found = tuple(dict.fromkeys(branch for one in each for branch in one))
    return _ALWAYS if () in found else found


def _all(each: Sequence[Branches]) -> Branches:
    if prod(map(len, each)) > _MOST:
        raise UnsuitedError
    joined = (tuple(dict.fromkeys(row for branch in chosen for row in branch)) for chosen in product(*each))
    return _any([tuple(joined)])
