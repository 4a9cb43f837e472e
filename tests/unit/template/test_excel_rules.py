"""A rule as an Excel formula: what it guards against. tests/job/test_excel_rules.py computes such formulas."""

from toolkit.form.model import Missing
from toolkit.form.rules import Name
from toolkit.form.rules_parse import parse_rule
from toolkit.template.excel_operand import Operand
from toolkit.template.excel_rules import Word, compile_rule

CELLS = {
    "a": Operand(ref="A1", known="ISNUMBER(A1)", blank='TRIM(A1)=""'),
    "b": Operand(ref="B1", known="ISNUMBER(B1)", slack="0.05"),
    "y": Operand(ref="C1", kind="yes_no", known='TRIM(C1)<>""'),
}


def _cell(word: Word) -> Operand:
    assert isinstance(word, Name)
    return CELLS[word.code]


def test_a_comparison_is_guarded_against_texts_and_binary_fractions() -> None:
    made = compile_rule(parse_rule("a == b"), Missing.SKIP_IF_ANY, _cell)
    assert made.holds == "IF(AND(ISNUMBER(A1),ISNUMBER(B1)),ABS(ROUND(A1-B1,9))<=0.05,FALSE)"
    assert made.fails == "IF(AND(ISNUMBER(A1),ISNUMBER(B1)),NOT(ABS(ROUND(A1-B1,9))<=0.05),FALSE)"


def test_an_implication_with_a_false_premise_holds_whatever_is_missing() -> None:
    made = compile_rule(parse_rule("implies(y == yes, a >= 1)"), Missing.SKIP_IF_ANY, _cell)
    assert made.holds.startswith('OR(IFERROR(TRIM(C1)="Không",FALSE),')
    assert made.fails.startswith('AND(IFERROR(TRIM(C1)="Có",FALSE),')


def test_what_cannot_be_read_keeps_a_rule_that_counts_blanks_as_zero_from_being_judged() -> None:
    made = compile_rule(parse_rule("a <= 3"), Missing.ZERO, _cell)
    assert made.holds == 'IF(OR(ISNUMBER(A1),TRIM(A1)=""),ROUND(N(A1)-3,9)<=0,FALSE)'


def test_sides_that_cannot_be_compared_are_never_judged() -> None:
    made = compile_rule(parse_rule("a == y"), Missing.SKIP_IF_ANY, _cell)
    assert (made.holds, made.fails) == ("FALSE", "FALSE")
