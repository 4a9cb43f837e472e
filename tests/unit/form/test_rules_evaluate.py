"""What rules say of values: exact, qualified, rounded, missing. Tables, and an oracle that enumerates."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forms import small_form
from toolkit.form.model import Missing
from toolkit.form.rules import Count, Name, Weeks
from toolkit.form.rules_evaluate import Interval, Known, Lookup, evaluate, interval_of, quantity, verdict
from toolkit.form.rules_linear import Constraint, constraints
from toolkit.form.rules_parse import parse_expression, parse_rule

WORDS = {"T": True, "F": False, "?": None}


def looking_up(values: Mapping[str, object], weeks: int = 26) -> Lookup:
    """Values by name; "trên 50" and the like as people write them, an int or Decimal exact, ("x", u) rounded to u."""

    def known(node: Name | Count | Weeks) -> Known:
        if isinstance(node, Weeks):
            return interval_of(weeks)
        key = (
            f"count({node.list})"
            if isinstance(node, Count)
            else f"prev({node.code})"
            if node.at
            else node.code
        )
        found = values.get(key)
        if isinstance(found, tuple):
            return interval_of(Decimal(found[0]), rounded_to=Decimal(found[1]))
        if isinstance(found, str) and found.startswith(("over ", "under ", "about ")):
            qualifier, number = found.split()
            return interval_of(int(number), qualifier)
        if isinstance(found, bool | str | date) or found is None:
            return found
        assert isinstance(found, int | Decimal)
        return interval_of(found)

    return known


# check | values | outcome
TABLE = """
a == b + c              | a=165 b=107 c=58            | T
a == b + c              | a=165 b=107 c=57            | F
a == b + c              | a=165 b=107                 | ?
a != b                  | a=1 b=2                     | T
a != b                  | a=1 b=1                     | F
a < b                   | a=1 b=1                     | F
a <= b                  | a=1 b=1                     | T
a > b                   | a=2 b=1                     | T
a >= b                  | a=0 b=1                     | F
2 <= a / b <= 6.5       | a=4523 b=1292               | T
2 <= a / b <= 6.5       | a=4523 b=500                | F
a / b <= 1              | a=0 b=0                     | ?
abs(a - b) <= 2         | a=3 b=5                     | T
abs(a - b) <= 2         | a=2 b=5                     | F
-a <= 0                 | a=1                         | T
a >= 2 * weeks          | a=51                        | F
a >= 2 * weeks          | a=over:50                   | ?
a >= 2 * weeks          | a=over:52                   | T
a >= 2 * weeks          | a=under:50                  | F
a <= b                  | a=over:50 b=49              | F
a <= b                  | a=under:50 b=49             | ?
a == b                  | a=over:50 b=60              | ?
a == b                  | a=over:50 b=40              | F
a == b                  | a=about:20 b=22             | ?
a == b                  | a=about:20 b=23             | F
a >= 0                  | a=under:9                   | T
a == b + c              | a=10~1 b=4~1 c=5~1          | T
a == b + c              | a=11~1 b=4~1 c=5~1          | F
a <= b                  | a=6~1 b=5~1                 | T
a <= b                  | a=7~1 b=5~1                 | F
a < b                   | a=5~1 b=5~1                 | T
a < b                   | a=6~1 b=5~1                 | F
2 * a == b              | a=5~1 b=9                   | T
2 * a == b              | a=5~1 b=8                   | F
implies(y == yes, a >= 1) | y=no                      | T
implies(y == yes, a >= 1) | y=yes                     | ?
implies(y == yes, a >= 1) | y=yes a=0                 | F
implies(y == yes, a >= 1) | a=3                       | T
implies(y == yes, a >= 1) | a=0                       | ?
y and a == 1            | y=yes a=1                   | T
not y                   | y=yes                       | F
a == 1 or b == 2        | a=1                         | T
a == 1 or b == 2        | a=2                         | ?
a == 1 and b == 2       | a=2                         | F
s == "Kế hoạch"         | s=Kế_hoạch                  | T
s != "Kế hoạch"         | s=Văn                       | T
s == "Kế hoạch"         |                             | ?
count(docs) == a        | count(docs)=2 a=2           | T
count(docs) == a        | a=2                         | ?
a == prev(b)            | a=3 prev(b)=3               | T
a == prev(b)            | a=3 b=3                     | ?
d <= e                  | d=2024-01-02 e=2024-01-03   | T
d > e                   | d=2024-01-02 e=2024-01-03   | F
"""


def values_of(text: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for pair in text.split():
        name, _, raw = pair.partition("=")
        number, rounded, step = raw.partition("~")
        if raw in {"yes", "no"}:
            found[name] = raw == "yes"
        elif rounded:
            found[name] = (number, step)
        elif raw[:4].isdigit() and "-" in raw:
            found[name] = date.fromisoformat(raw)
        else:
            found[name] = (
                Decimal(raw) if raw.replace(".", "").isdigit() else raw.replace(":", " ").replace("_", " ")
            )
    return found


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_table(line: str) -> None:
    check, values, outcome = (part.strip() for part in line.split("|"))
    assert evaluate(parse_rule(check), looking_up(values_of(values))) is WORDS[outcome]


@pytest.mark.parametrize(
    ("missing", "values", "outcome"),
    [
        (Missing.SKIP_IF_ANY, "dossier_received=5 dossier_online=5", "?"),
        (Missing.ZERO, "dossier_received=5 dossier_online=5", "T"),
        (Missing.ZERO, "dossier_received=5", "F"),
        (Missing.ZERO, "", "T"),
        (Missing.SKIP_IF_ALL, "", "?"),
        (Missing.SKIP_IF_ALL, "dossier_received=5 dossier_online=5", "T"),
        (Missing.SKIP_IF_ALL, "dossier_received=5", "F"),
    ],
)
def test_what_a_blank_means_is_the_rule_s_to_say(missing: Missing, values: str, outcome: str) -> None:
    rule = replace(small_form().rules[0], missing=missing)
    assert verdict(rule, looking_up(values_of(values))) is WORDS[outcome]


def test_a_missing_period_before_and_a_missing_answer_are_never_zero() -> None:
    rules = {rule.code: replace(rule, missing=Missing.ZERO) for rule in small_form().rules}
    assert verdict(rules["not_fewer_households"], looking_up({"household_total": 5})) is None
    assert verdict(rules["plan_is_listed"], looking_up({})) is None


def test_a_quantity_is_exact() -> None:
    tree = parse_expression("0.1 + 0.2")
    assert quantity(tree, looking_up({})) == Interval(Fraction(3, 10), Fraction(3, 10))
    third = quantity(parse_expression("a / 3 * 3"), looking_up({"a": 1}))
    assert third == Interval(Fraction(1), Fraction(1))


NUMBERS = st.integers(-6, 6)
CHECKS = [
    "a + b == c",
    "a - b <= 2 * c",
    "a * b <= c",
    "a / b >= c",
    "abs(a - b) <= c",
    "a < b or b < c",
    "implies(a >= b, b > c)",
    "not (a * a == b)",
    "(a - 1) * (b + 1) > c",
]


@given(st.sampled_from(CHECKS), NUMBERS, NUMBERS, NUMBERS)
@settings(max_examples=150, deadline=None)
def test_on_exact_values_it_says_what_arithmetic_says(check: str, a: int, b: int, c: int) -> None:
    outcome = evaluate(parse_rule(check), looking_up({"a": a, "b": b, "c": c}))
    if "/" in check and b == 0:
        assert outcome is None
    else:
        python = check.replace("implies(a >= b, b > c)", "(not a >= b) or b > c").replace(
            "a / b", "Fraction(a, b)"
        )
        assert outcome is eval(python, {"Fraction": Fraction, "a": a, "b": b, "c": c})


@given(st.sampled_from(CHECKS), st.lists(st.tuples(NUMBERS, st.integers(0, 3)), min_size=3, max_size=3))
@settings(max_examples=60, deadline=None)
def test_an_interval_is_judged_only_where_every_value_in_it_agrees(
    check: str, ends: list[tuple[int, int]]
) -> None:
    ranges = [range(low, low + width + 1) for low, width in ends]

    def roughly(node: Name | Count | Weeks) -> Known:
        assert isinstance(node, Name)
        inside = ranges["abc".index(node.code)]
        return Interval(Fraction(inside[0]), Fraction(inside[-1]))

    outcome = evaluate(parse_rule(check), roughly)
    if outcome is not None:
        exact = [
            evaluate(parse_rule(check), looking_up(dict(zip("abc", values, strict=True))))
            for values in product(*ranges)
        ]
        assert all(one is None or one is outcome for one in exact)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=6), st.sampled_from([1, 10, 100]))
@settings(max_examples=100, deadline=None)
def test_rounding_the_parts_and_the_total_never_fails_a_sum(parts: list[int], step: int) -> None:
    def rounded(value: int) -> tuple[str, str]:
        return str((value + step // 2) // step * step), str(step)

    names = [f"p{at}" for at in range(len(parts))]
    values: dict[str, object] = {name: rounded(part) for name, part in zip(names, parts, strict=True)}
    values["total"] = rounded(sum(parts))
    rule = parse_rule(f"total == {' + '.join(names)}")
    assert evaluate(rule, looking_up(values)) is True
    beyond = Decimal(step) * (len(parts) + 1) / 2 + 1
    shown = sum(int(rounded(part)[0]) for part in parts)
    assert evaluate(rule, looking_up(values | {"total": (str(shown + beyond), str(step))})) is False


LINEAR = [
    "a == b + c",
    "2 * (a - b) <= c - 3",
    "a / b <= 1.5",
    "2 <= a / b <= 6.5",
    "100 * a / b >= 90",
    "abs(a - b) <= c",
    "c >= abs(a - 2 * b)",
    "abs(a - b * weeks) <= 0.1 * b * weeks",
    "a > b and b != c",
    "a - a <= b / 4",
]


@given(st.sampled_from(LINEAR), st.integers(0, 80), st.integers(0, 8), st.integers(-5, 80))
@settings(max_examples=80, deadline=None)
def test_the_linear_form_says_the_same(check: str, a: int, b: int, c: int) -> None:
    values = {"a": a, "b": b, "c": c}
    found = constraints(parse_rule(check), weeks=26)
    assert found is not None
    outcome = evaluate(parse_rule(check), looking_up(values))
    if any(values[term.code] <= 0 for one in found for term in one.positive if isinstance(term, Name)):
        return
    assert outcome is all(_holds(one, values) for one in found)


def _holds(one: Constraint, values: Mapping[str, int]) -> bool:
    left = sum((values[t.code] * k for t, k in one.terms if isinstance(t, Name)), Fraction(0))
    right = one.constant
    return {
        "==": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[one.operator]


@pytest.mark.parametrize(
    "check",
    [
        "a * b == c",
        "a == 1 or b == 1",
        "implies(y == yes, a >= 1)",
        's == "x"',
        "abs(a) >= 1",
        "a / b + c <= 1",
        "a / b >= c",
        "not y",
    ],
)
def test_what_is_not_linear_has_no_linear_form(check: str) -> None:
    assert constraints(parse_rule(check)) is None


def test_a_linear_form_as_written() -> None:
    (one,) = constraints(parse_rule("a == b + 2 * c - 3")) or ()
    assert one == Constraint(
        ((Name("a"), Fraction(1)), (Name("b"), Fraction(-1)), (Name("c"), Fraction(-2))), "==", Fraction(-3)
    )
    (ratio,) = constraints(parse_rule("100 * a / b <= 90")) or ()
    assert (ratio.terms, ratio.positive) == (
        ((Name("a"), Fraction(100)), (Name("b"), Fraction(-90))),
        (Name("b"),),
    )
