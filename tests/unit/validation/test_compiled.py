"""A compiled rule against the thorough way on intervals, and against a third one that simply computes, on random rows."""

import operator
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.findings import Severity
from toolkit.form.model import Missing, Rule
from toolkit.form.rules import (
    Absolute,
    And,
    Arithmetic,
    At,
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
    stated_in,
    terms_in,
)
from toolkit.form.rules_evaluate import verdict
from toolkit.form.rules_parse import parse_rule
from toolkit.text import Text
from toolkit.validation.columns import Cell, Mark, column_of
from toolkit.validation.compiled import compile_rule, exact_number
from toolkit.validation.judge import judge, known_of
from toolkit.validation.rule_text import write_rule

_numbers = st.sampled_from(["a", "b", "c"]).flatmap(
    lambda code: st.sampled_from(
        [Name(code), Name(code, At.PREVIOUS), GridCell("g", "r", code), Name(code, form="x")]
    )
)
_terms = _numbers | st.just(Count("l")) | st.just(Sum("l", "n")) | st.just(Weeks())
_quantities: st.SearchStrategy[Node] = st.recursive(
    _terms | st.sampled_from(["0", "1", "2", "0.5", "10.25"]).map(lambda n: Number(Decimal(n))),
    lambda inner: st.builds(Arithmetic, st.sampled_from("+-*/"), inner, inner) | st.builds(Absolute, inner),
    max_leaves=4,
)
_signs = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
_conditions: st.SearchStrategy[Node] = st.recursive(
    st.builds(Comparison, _signs, _quantities, _quantities)
    | st.builds(Comparison, _signs, st.just(Name("day")), st.just(Day(True)))
    | st.builds(Comparison, st.sampled_from(["==", "!="]), st.just(Name("word")), st.just(String("có")))
    | st.builds(Comparison, st.just("=="), st.just(Name("flag")), st.builds(YesNo, st.booleans()))
    | st.sampled_from([Name("flag"), Name("a")])
    | _numbers.filter(lambda term: not term.at).map(Filled),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=4,
)
_cells = st.one_of(
    st.none(),
    st.integers(-3, 4),
    st.fractions(-2, 2, max_denominator=4).map(exact_number),
    st.sampled_from([Mark.NONE, Mark.UNREADABLE]),
    st.booleans(),
    st.sampled_from(["có", date(2024, 6, 14)]),
)
_SIGNS = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@st.composite
def _rows(draw: st.DrawFn) -> tuple[Node, dict[str, Cell], Missing]:
    tree = draw(_conditions)
    row = {column_of(term): draw(_cells) for term in terms_in(tree)}
    return tree, row, draw(st.sampled_from(Missing))


@settings(max_examples=60, deadline=None)
@given(_rows())
def test_a_compiled_rule_says_what_the_thorough_way_says_and_what_simply_computing_says(
    case: tuple[Node, dict[str, Cell], Missing],
) -> None:
    tree, row, missing = case
    names = list(row)
    cells = list(row.values())
    quick = compile_rule(tree, missing, lambda term: names.index(column_of(term)))(cells)
    nothing = Text("", "")
    rule = Rule(code="r", check="", tree=tree, severity=Severity.INFO, missing=missing, message=nothing)
    assert quick == verdict(rule, lambda term: known_of(term, row[column_of(term)]))
    assert quick == _simply(tree, row, missing)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(_cells, _cells, _cells), min_size=1, max_size=6), st.sampled_from(Missing))
def test_rows_of_every_kind_side_by_side_say_what_each_says_alone(
    rows: list[tuple[Cell, Cell, Cell]], missing: Missing
) -> None:
    check, names = "a == b + c or a < 0", ("a", "b", "c")
    together = judge(check, str(missing), names, list(zip(*rows, strict=True)))
    assert together == "".join(judge(check, str(missing), names, [[cell] for cell in row]) for row in rows)


def _simply(tree: Node, row: Mapping[str, Cell], missing: Missing) -> bool | None:
    """Every value put in first, then plain Python on whole subtrees: unknown is None and is handed up."""
    values: dict[Term, Any] = {}
    for term in terms_in(tree):
        cell = row[column_of(term)]
        if isinstance(term, Filled):
            values[term] = None if cell is Mark.UNREADABLE else cell is not None
        else:
            values[term] = None if isinstance(cell, Mark) else cell
    mine = [t for t in values if isinstance(t, Count) or (isinstance(t, Name | GridCell) and not t.at)]
    asked = [values[term] for term in values if isinstance(term, Filled)]
    if (
        missing is Missing.SKIP_IF_ALL
        and mine
        and all(values[term] is None for term in mine)
        and True not in asked
    ):
        return None
    if missing is not Missing.SKIP_IF_ANY:
        values |= {term: 0 for term in mine if values[term] is None}
    found = _compute(tree, values)
    return found if isinstance(found, bool) else None


def _compute(tree: Node, values: Mapping[Term, Any]) -> Any:
    match tree:
        case Number(value):
            return Fraction(value)
        case String(value) | YesNo(value):
            return value
        case Absolute(of):
            inner = _number(of, values)
            return None if inner is None else abs(inner)
        case Arithmetic(sign, left, right):
            one, two = _number(left, values), _number(right, values)
            if one is None or two is None or (sign == "/" and two == 0):
                return None
            return {"+": one + two, "-": one - two, "*": one * two, "/": one / (two or 1)}[sign]
        case And(parts):
            known = [_truth(part, values) for part in parts]
            return False if False in known else None if None in known else True
        case Or(parts):
            known = [_truth(part, values) for part in parts]
            return True if True in known else None if None in known else False
        case Not(of):
            inner = _truth(of, values)
            return None if inner is None else not inner
        case Comparison(sign, left, right):
            one, two = _side(left, values), _side(right, values)
            numbers = isinstance(one, Fraction) and isinstance(two, Fraction)
            if one is None or two is None or (not numbers and type(one) is not type(two)):
                return None
            if not numbers and sign not in {"==", "!="} and not isinstance(one, date):
                return None
            return _SIGNS[sign](one, two)
    return values[tree]  # type: ignore[index]


def _number(tree: Node, values: Mapping[Term, Any]) -> Fraction | None:
    found = _compute(tree, values)
    is_number = isinstance(found, int | Fraction) and not isinstance(found, bool)
    return Fraction(found) if is_number else None


def _truth(tree: Node, values: Mapping[Term, Any]) -> bool | None:
    found = _compute(tree, values)
    return found if isinstance(found, bool) else None


def _side(tree: Node, values: Mapping[Term, Any]) -> Any:
    if isinstance(tree, Count | Sum | Weeks):
        return _number(tree, values)
    found = _compute(tree, values)
    return Fraction(found) if isinstance(found, int | Fraction) and not isinstance(found, bool) else found


def test_what_is_true_is_no_number() -> None:
    assert judge("a == b", "skip_if_any", ("a", "b"), [[True], [1]]) == "u"


@pytest.mark.parametrize("check", ["a in (1, 2)", "a not in (1, 2)"])
def test_a_set_is_read_as_its_members(check: str) -> None:
    tree = parse_rule(check)
    assert parse_rule(write_rule(tree)) == tree
    assert {column_of(term) for term in stated_in(tree)} == {"a"}
