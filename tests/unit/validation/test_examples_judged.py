"""The suite that runs says of every rule's examples what the form says of them."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.forms import rules_form
from toolkit.form.load import load_form
from toolkit.form.model import Example, Form, Rule
from toolkit.form.rules import Filled, terms_in
from toolkit.form.rules_evaluate import Known
from toolkit.form.rules_examples import values_of
from toolkit.form.rules_intervals import Interval
from toolkit.validation.columns import Cell, Mark, column_of
from toolkit.validation.judge import judge
from toolkit.validation.outcomes import FAIL, PASS, UNVERIFIED
from toolkit.validation.suites import compile_suite

FORMS = Path(__file__).resolve().parents[3] / "input_templates"
LETTERS = {"pass": PASS, "fail": FAIL, "unverified": UNVERIFIED}


def _form(name: str) -> Form:
    return rules_form() if name == "rules" else load_form((FORMS / name / "form.yaml").read_bytes(), name)


@pytest.mark.parametrize("name", ["rules", "cchc_communication", "tthc_ii06a"])
def test_the_suite_judges_every_example_as_the_form_says(name: str) -> None:
    form = _form(name)
    checks = {
        item["meta"]["tonghop"]["rule"]: item["kwargs"]
        for suite in compile_suite(form).values()
        for item in suite["expectations"]
    }
    ran = 0
    for rule in form.rules:
        for example in rule.examples:
            assert _judged(form, rule, example, checks[rule.code]) == LETTERS[example.outcome], (
                rule.code,
                example,
            )
            ran += 1
    assert ran > 10


def _judged(form: Form, rule: Rule, example: Example, check: dict[str, Any]) -> str:
    cells = {column: [cell] for column, cell in _row(form, rule, example).items()}
    columns = check["column_list"]
    return judge(check["check"], check["missing"], columns, [cells[column] for column in columns])


def _row(form: Form, rule: Rule, example: Example) -> dict[str, Cell]:
    values = values_of(form, rule, example)
    row = {column_of(term): _cell(value) for term, value in values.items() if not isinstance(term, Filled)}
    for term in terms_in(rule.tree):
        if isinstance(term, Filled) and values[term] and values[term.of] is None:
            row[column_of(term)] = Mark.NONE
    return row


def _cell(value: Known) -> Cell:
    """As frames hold it: an exact number is plain."""
    if isinstance(value, Interval) and value.lo is not None and value.lo == value.hi and not value.slack:
        return int(value.lo) if value.lo.denominator == 1 else Fraction(value.lo)
    return value
