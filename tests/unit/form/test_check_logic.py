"""What rules say of each other: every claim of the lint is put to all values of a small range, by the rules themselves."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.findings import Finding, Severity
from toolkit.form.check import check_form
from toolkit.form.check_highs import Row
from toolkit.form.check_linear import Reach, formula
from toolkit.form.check_logic import check_logic
from toolkit.form.check_solver import (
    Budget,
    Either,
    Every,
    Formula,
    GaveUp,
    Refuted,
    is_true,
    smallest,
    solve,
)
from toolkit.form.load import load_form
from toolkit.form.model import Form, Rule
from toolkit.form.rules import Name
from toolkit.form.rules_evaluate import evaluate, interval_of, verdict
from toolkit.form.rules_parse import parse_rule

HEAD = """\
id: tiny
version: "1"
title: {vi: Thử, en: Trial}
asked_of: [commune]
blocks:
  - id: figures
    kind: fields
    label: {vi: Số liệu, en: Figures}
    sheet: Số liệu
    fields:
      a: {label: {vi: A, en: A}, max: 9}
      b: {label: {vi: B, en: B}, max: 9}
      c: {label: {vi: C, en: C}, max: 9}
      money: {label: {vi: Tiền, en: Money}, type: amount, min: 0, max: 9, rounded_to: 0.5}
      told: {label: {vi: Có, en: Told}, type: yes_no}
      kind: {label: {vi: Loại, en: Kind}, type: text, choices: [Một, Hai]}
      begun: {label: {vi: Từ, en: From}, type: date}
      ended: {label: {vi: Đến, en: To}, type: date}
  - id: table
    kind: grid
    label: {vi: Bảng, en: Table}
    sheet: Bảng
    rows: {first: {vi: Một, en: One}, second: {vi: Hai, en: Two}}
    columns:
      whole: {label: {vi: Cả, en: Whole}, max: 9}
      part: {label: {vi: Phần, en: Part}, max: 9}
  - id: papers
    kind: list
    label: {vi: Văn bản, en: Papers}
    sheet: Văn bản
    key: [name]
    lines: 5
    columns:
      name: {label: {vi: Tên, en: Name}}
      kind: {label: {vi: Loại, en: Kind}, choices: [Một, Hai]}
rules:
"""


def form_of(*rules: str) -> Form:
    """`severity check`, a rule each: r1, r2, ..."""
    text = HEAD
    for at, rule in enumerate(rules, start=1):
        severity, _, check = rule.partition(" ")
        block = ""
        if check.startswith("["):
            block, _, check = check[1:].partition("] ")
        text += f"  - code: r{at}\n    check: '{check}'\n    severity: {severity}\n"
        text += f"    block: {block}\n" if block else ""
        text += "    message: {vi: Thế., en: So.}\n"
    return load_form(text.encode(), "tiny/form.yaml")


def claims(*rules: str) -> list[Finding]:
    return [finding for _, finding in check_logic(form_of(*rules))]


def named(finding: Finding) -> set[str]:
    words = finding.message.en.replace(",", " ").replace(")", " ").split()
    return {word for word in words if (word[:1] == "r" and word[1:].isdecimal()) or "__" in word}


CONFLICTS = [
    (("error a == b + c", "error b + c >= a + 1"), {"r1", "r2"}),
    (("error a == b + c", "error 2 * b < 2 * a - 2 * c"), {"r1", "r2"}),
    (("error a <= b", "error b <= c", "error c < a", "error a + b <= 12"), {"r1", "r2", "r3"}),
    (("error a >= 6 or b >= 6", "error a <= 5", "error b <= 5", "error c <= 5"), {"r1", "r2", "r3"}),
    (("error implies(told == yes, a >= 5)", "error told == yes", "error a < b", "error b <= 4"), {"r1", "r2", "r3", "r4"}),
    (('error kind == "Một"', 'error kind == "Hai"'), {"r1", "r2"}),
    (("error begun < ended", "error ended <= begun"), {"r1", "r2"}),
    (("error begun > last_day", "error begun <= first_day"), {"r1", "r2"}),
    (("error count(papers) <= 1", 'error count(papers, kind, "Một") >= 2'), {"r1", "r2"}),
    (("error [table] whole > part", "error [table] whole <= part"), {"r1", "r2"}),
    (("error sum(table, whole) == a", "error [table] whole >= part + 1", "error a <= 1"), {"r1", "r2", "r3"}),
    (("error abs(a - b) >= 3", "error abs(a - b) <= 2"), {"r1", "r2"}),
    (("error a / b >= 3", "error a <= 2 * b"), {"r1", "r2"}),
    (("error money > 3", "error money < 2"), {"r1", "r2"}),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "core"), CONFLICTS)
def test_a_smallest_set_of_rules_that_exclude_each_other_is_named(
    rules: tuple[str, ...], core: set[str]
) -> None:
    (finding,) = [f for f in claims(*rules) if f.code == "FRM-012"]
    assert finding.severity is Severity.ERROR
    assert named(finding) - {n for n in named(finding) if "__" in n} == core
    assert "Đề nghị" in finding.remedy.vi and finding.message.vi.startswith("Dòng ")


def test_a_warning_that_no_accepted_return_can_meet_is_a_warning() -> None:
    (finding,) = [f for f in claims("error a == b", "warning a > b") if f.code == "FRM-012"]
    assert (finding.severity, finding.rule) == (Severity.WARNING, "r2")


@pytest.mark.parametrize("check", ["a >= 10", "a + b == 19", "a * 2 == 5", "a < 0"])
def test_a_rule_that_can_never_hold(check: str) -> None:
    (finding,) = claims(f"error {check}")
    assert (finding.code, finding.rule) == ("FRM-013", "r1")


@pytest.mark.parametrize(
    "check", ["a >= 0", "a + b <= 18", "a != 9.5", "a * 2 != 5", "told == yes or told == no", "a - b <= 9"]
)
def test_a_rule_that_never_fires(check: str) -> None:
    (finding,) = claims(f"warning {check}")
    assert (finding.code, finding.rule) == ("FRM-014", "r1")


@pytest.mark.parametrize("premise", ["a > 9", "a + b >= 19", 'kind == "Một" and kind == "Hai"'])
def test_a_condition_that_never_arises(premise: str) -> None:
    (finding,) = claims(f"warning implies({premise}, b >= 5)")
    assert (finding.code, finding.rule) == ("FRM-015", "r1")


REDUNDANT = [
    (("error a == b + c", "error a >= b", "error c >= 0"), "r2", Severity.INFO),
    (("error a <= b", "warning a <= b + 1"), "r2", Severity.WARNING),
    (("error a + b == c", "error 2 * a + 2 * b == 2 * c"), "r2", Severity.WARNING),
    (("error [table] whole == part", "warning [table] whole >= part"), "r2", Severity.WARNING),
]


@pytest.mark.parametrize(("rules", "code", "severity"), REDUNDANT)
def test_a_redundant_rule_and_whether_blanks_leave_it_work_to_do(
    rules: tuple[str, ...], code: str, severity: Severity
) -> None:
    (finding,) = [f for f in claims(*rules) if f.code == "FRM-016"]
    assert (finding.rule, finding.severity) == (code, severity)


SOUND = [
    ("error a == b + c", "warning a <= 5", "warning b >= 1"),
    ("warning a <= b", "error a <= b + 1"),  # an error rule is not made redundant by a warning
    (
        "error abs(money - a) <= 0.25",
        "error money != a",
    ),  # rounding: off by less than half a unit is no difference
    ("error a * b <= 20", "error a * b >= 2"),  # no linear form: nothing is claimed
    ("error implies(told == yes, a >= 5)", "error implies(told == no, a < 5)"),
    ("error begun >= first_day", "error ended <= last_day", "error begun <= ended"),
]


@pytest.mark.parametrize("rules", SOUND)
def test_nothing_is_said_of_sound_rules(rules: tuple[str, ...]) -> None:
    assert [f.code for f in claims(*rules) if f.code != "FRM-016" or f.severity is not Severity.INFO] == []


def test_a_zero_rule_is_not_called_idle_for_bounds_that_a_blank_cell_does_not_keep() -> None:
    text = HEAD.replace("c: {label: {vi: C, en: C}, max: 9}", "c: {label: {vi: C, en: C}, min: 5, max: 9}")
    rule = "  - code: r1\n    check: a <= c + 6\n    severity: error\n    missing: {}\n"
    rule += "    message: {{vi: Thế., en: So.}}\n"
    idle, zero = (
        [f.code for _, f in check_logic(load_form((text + rule.format(missing)).encode(), "f"))]
        for missing in ("skip_if_any", "zero")
    )
    assert (idle, zero) == (["FRM-014"], [])  # with c blank, a == 9 fails it


def test_what_cannot_be_settled_is_said() -> None:
    form = form_of("error a == b + c", "error b <= c")
    found = [finding for _, finding in check_logic(form, Budget(0))]
    assert [(f.code, f.severity) for f in found] == [("FRM-017", Severity.INFO)]
    assert "r1, r2" in found[0].message.en


def test_the_solver_says_nothing_and_always_says_the_same(capfd: pytest.CaptureFixture[str]) -> None:
    rules = CONFLICTS[5][0]
    assert claims(*rules) == claims(*rules)
    assert capfd.readouterr() == ("", "")


_SMALL = st.integers(-2, 2)


@st.composite
def _rows(draw: st.DrawFn) -> Row:
    terms = tuple((name, Fraction(draw(_SMALL))) for name in "xyz")
    return Row(tuple(t for t in terms if t[1]), Fraction(draw(st.integers(-3, 3))), draw(st.booleans()))


_FORMULAS: st.SearchStrategy[Formula] = st.recursive(
    _rows(),
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from([Every(tuple(parts)), Either(tuple(parts))])
    ),
    max_leaves=4,
)
_BOX = Every(
    tuple(
        row
        for name in "xyz"
        for row in (Row(((name, Fraction(1)),), Fraction(3)), Row(((name, Fraction(-1)),), Fraction(3)))
    )
)


@settings(max_examples=25, deadline=None)
@given(st.lists(_FORMULAS, min_size=1, max_size=4))
def test_the_solver_agrees_with_trying_every_value(formulas: list[Formula]) -> None:
    asked = [("", _BOX), *((f"f{at}", one) for at, one in enumerate(formulas))]
    tried = (dict(zip("xyz", map(Fraction, v), strict=True)) for v in product(range(-3, 4), repeat=3))
    points = [p for p in tried if all(is_true(one, p) for one in formulas)]
    answer = solve(asked, lambda var: True)
    if isinstance(answer, Refuted):
        assert not points
        core = smallest(asked, answer.core, lambda var: True, Budget())
        kept = [one for name, one in asked if name in core]
        assert isinstance(solve([("", _BOX), *(("k", one) for one in kept)], lambda var: True), Refuted)
    elif isinstance(answer, GaveUp):
        pytest.fail("so small a question is settled")
    else:
        assert points
        assert all(is_true(one, answer) for one in formulas)


_CHECKS = [
    "a == b", "a != b + 1", "a < b", "a <= b - 1", "a > b", "not (a == b)", "implies(a > b, c == 0)", "abs(a - b) <= 1",
    "abs(a - b) > 1", "abs(a - b) == 2", "abs(a - b) != 2", "a / b <= 2", "100 * a / b == 50", "a == b or b == c",
    "not (a < b and b < c)", "1 <= a <= 2", "money == a", "money != a",
    "money < a", "money <= a", "not (money <= a)",
]  # fmt: skip


@pytest.mark.parametrize("check", _CHECKS)
def test_the_linear_conditions_say_what_the_rule_says(check: str) -> None:
    tree, reach = parse_rule(check), Reach(form_of("error a == b"))
    passes, fails = formula(tree, True, reach), formula(tree, False, reach)
    for values in product(range(4), repeat=3):
        for money in (Fraction(v, 4) for v in range(13)) if "money" in check else (Fraction(0),):
            numbers = dict(zip("abc", map(Fraction, values), strict=True)) | {"money": money}
            holds = evaluate(
                tree,
                lambda term, numbers=numbers: interval_of(
                    numbers[term.code],
                    rounded_to=next(i.rounded_to for _, i in reach.form.each_field() if i.code == term.code),
                ),
            )
            point = {Name(code): value for code, value in numbers.items()}
            assert (is_true(passes, point), is_true(fails, point)) == (holds is True, holds is False), values


def test_every_claim_of_idleness_is_true_of_all_values() -> None:
    form = form_of("warning a + b <= 18", "warning implies(a >= 3, b + c <= 14)", "error a <= b")
    idle = {f.rule for _, f in check_logic(form) if f.code == "FRM-014"}
    by_code: dict[str, Rule] = {rule.code: rule for rule in form.rules}
    never = {
        code
        for code in ("r1", "r2", "r3")
        if all(
            verdict(by_code[code], lambda t, v=v: interval_of(dict(zip("abc", v, strict=True))[t.code]))
            is not False
            for v in product(range(10), repeat=3)
        )
    }
    assert idle == never == {"r1"}


def test_a_rule_without_examples_and_one_whose_example_is_wrong() -> None:
    text = HEAD + (
        "  - code: r1\n    check: a == b\n    severity: error\n    message: {vi: Thế., en: So.}\n"
        "    examples: {pass: [{a: 1, b: 2}]}\n"
    )
    found = check_form(load_form(text.encode(), "f"))
    assert [(f.code, f.severity) for f in found] == [
        ("FRM-021", Severity.INFO),
        ("FRM-020", Severity.ERROR),
    ]
    assert "a: 1; b: 2" in found[1].message.vi and "“sai”" in found[1].message.vi
