"""The linear form of a rule: what a solver, or whoever looks for the wrong cell, needs of it.

    dossier_received == dossier_online + dossier_direct_post   ->   +1 received  -1 online  -1 direct_post  ==  0

Coefficients are exact fractions. A ratio on one side is multiplied out (its denominator is then in `positive`: the
constraint stands only where that term is above zero, and so does the rule, for n/0 is never judged); |x| <= c is two
constraints. A product of two unknowns, a condition with `or`, `not`, `implies` or `filled`, literal texts and the period's
days have no linear form. A name does not say what it is: two dates compared give a constraint like two numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from toolkit.form.rules import (
    Absolute,
    And,
    Arithmetic,
    Comparison,
    Count,
    GridCell,
    Name,
    Node,
    Number,
    Sum,
    Weeks,
)

Term = Name | GridCell | Count | Sum | Weeks
"""What may be a number: values of other periods and forms are terms of their own."""

_MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Affine:
    """A sum of terms times coefficients (none of them zero), plus a constant."""

    terms: tuple[tuple[Term, Fraction], ...]
    constant: Fraction = Fraction(0)

    def plus(self, other: "Affine", times: Fraction = Fraction(1)) -> "Affine":
        """This plus `times` the other."""
        sums = dict(self.terms)
        for term, coefficient in other.terms:
            sums[term] = sums.get(term, Fraction(0)) + times * coefficient
        kept = tuple((term, coefficient) for term, coefficient in sums.items() if coefficient)
        return Affine(kept, self.constant + times * other.constant)

    def times(self, factor: Fraction) -> "Affine":
        """This, multiplied."""
        return Affine(()).plus(self, factor)


@dataclass(frozen=True, slots=True)
class Constraint:
    """sum(coefficient x term) `operator` `constant`, one of == != < <= > >=. `positive`: terms that must be above zero."""

    terms: tuple[tuple[Term, Fraction], ...]
    operator: str
    constant: Fraction
    positive: tuple[Term, ...] = ()


def constraints(tree: Node, weeks: int | None = None) -> tuple[Constraint, ...] | None:
    """The constraints that hold together exactly when the rule does, or None where it is not linear.

    `weeks` of the period, where known, is a number like any other; else it is a term.
    """
    if isinstance(tree, And):
        found = [constraints(part, weeks) for part in tree.parts]
        return None if None in found else tuple(one for part in found for one in part or ())
    if not isinstance(tree, Comparison):
        return None
    for left, operator, right in (
        (tree.left, tree.operator, tree.right),
        (tree.right, _MIRRORED[tree.operator], tree.left),
    ):
        if isinstance(left, Absolute) and operator in {"<", "<="}:
            inside, limit = affine(left.of, weeks), affine(right, weeks)
            if inside is None or limit is None:
                return None
            below = Affine(()).plus(inside).plus(limit, Fraction(-1))
            above = Affine(()).plus(inside, Fraction(-1)).plus(limit, Fraction(-1))
            return _constraint(below, operator), _constraint(above, operator)
    return _compared(tree, weeks)


def affine(node: Node, weeks: int | None = None) -> Affine | None:
    """A quantity as a sum of terms, or None: products and quotients of unknowns are none."""
    match node:
        case Number(value):
            return Affine((), Fraction(value))
        case Weeks() if weeks is not None:
            return Affine((), Fraction(weeks))
        case Name() | GridCell() | Count() | Sum() | Weeks():
            return Affine(((node, Fraction(1)),))
        case Arithmetic(operator, left, right):
            one, two = affine(left, weeks), affine(right, weeks)
            return None if one is None or two is None else _combined(operator, one, two)
    return None


def _combined(operator: str, one: Affine, two: Affine) -> Affine | None:
    match operator:
        case "+":
            return one.plus(two)
        case "-":
            return one.plus(two, Fraction(-1))
        case "*" if not one.terms:
            return two.times(one.constant)
        case "*" if not two.terms:
            return one.times(two.constant)
        case "/" if not two.terms and two.constant:
            return one.times(1 / two.constant)
    return None


def _compared(tree: Comparison, weeks: int | None) -> tuple[Constraint, ...] | None:
    left, right = _ratio(tree.left, weeks), _ratio(tree.right, weeks)
    if left is None or right is None:
        return None
    (top, under), (other_top, other_under) = left, right
    one, two = _multiplied(top, other_under), _multiplied(other_top, under)
    if one is None or two is None:
        return None
    positive = tuple(term for divisor in (under, other_under) for term in _terms(divisor))
    return (_constraint(one.plus(two, Fraction(-1)), tree.operator, positive),)


def _ratio(node: Node, weeks: int | None) -> tuple[Affine, Affine] | None:
    """Numerator and denominator; the denominator is a positive number or a single term with a positive coefficient."""
    plain = affine(node, weeks)
    if plain is not None:
        return plain, Affine((), Fraction(1))
    if isinstance(node, Arithmetic) and node.operator in {"*", "/"}:
        left, right = _ratio(node.left, weeks), _ratio(node.right, weeks)
        if left is None or right is None:
            return None
        if node.operator == "/":
            right = (right[1], right[0])
        top, under = _multiplied(left[0], right[0]), _multiplied(left[1], right[1])
        if top is not None and under is not None and _is_divisor(under):
            return top, under
    return None


def _is_divisor(form: Affine) -> bool:
    return len(form.terms) == 1 and not form.constant and form.terms[0][1] > 0


def _multiplied(one: Affine, two: Affine) -> Affine | None:
    return _combined("*", one, two)


def _terms(form: Affine) -> Iterator[Term]:
    return (term for term, _ in form.terms)


def _constraint(form: Affine, operator: str, positive: tuple[Term, ...] = ()) -> Constraint:
    """form `operator` 0, with the constant on the right."""
    return Constraint(form.terms, operator, -form.constant, positive)
