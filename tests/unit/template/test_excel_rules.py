"""A rule as an Excel formula: what it guards against. tests/job/test_excel_rules.py computes such formulas."""

from decimal import Decimal

from toolkit.form.model import Missing
from toolkit.form.rules import Count, Name, Weeks
from toolkit.form.rules_parse import parse_rule
from toolkit.template.excel_rules import Operand, compile_rule


def _cell(node: Name | Count | Weeks) -> Operand:
    assert isinstance(node, Name)
    return {"a": Operand("A1"), "b": Operand("B1", slack=Decimal("0.05")), "y": Operand("C1", "yes_no")}[
        node.code
    ]


def test_a_comparison_is_guarded_against_texts_and_binary_fractions() -> None:
    made = compile_rule(parse_rule("a == b"), Missing.SKIP_IF_ANY, _cell)
    assert made.holds == "IF(AND(ISNUMBER(A1),ISNUMBER(B1)),ABS(ROUND(A1-B1,9))<=0.05,FALSE)"
    assert made.fails == "IF(AND(ISNUMBER(A1),ISNUMBER(B1)),NOT(ABS(ROUND(A1-B1,9))<=0.05),FALSE)"


def test_an_implication_with_a_false_premise_holds_whatever_is_missing() -> None:
    made = compile_rule(parse_rule("implies(y == yes, a >= 1)"), Missing.SKIP_IF_ANY, _cell)
    assert made.holds.startswith('OR(TRIM(C1)="Không",')
    assert made.fails.startswith('AND(TRIM(C1)="Có",')


def test_sides_that_cannot_be_compared_are_never_judged() -> None:
    made = compile_rule(parse_rule("a == y"), Missing.SKIP_IF_ANY, _cell)
    assert (made.holds, made.fails) == ("FALSE", "FALSE")
