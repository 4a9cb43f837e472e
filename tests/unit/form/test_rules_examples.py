"""Examples of rules: what they may hold, and that they are judged as a return's cells are."""

from datetime import date
from decimal import Decimal

import pytest

from tests.forms import RULES_FORM, rules_form
from toolkit.errors import FormError
from toolkit.form.rules import Count, Day, Filled, Name, Sum, Term, Weeks
from toolkit.form.rules_evaluate import Known, interval_of
from toolkit.form.rules_examples import OUTCOMES, outcome, values_of
from toolkit.text import say

RULES = [rule for rule in rules_form().rules if rule.origin == "form"]

PEOPLE, OTHER = Sum("meetings", "people"), Name("dossier_received", form="small")


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_every_example_is_judged_as_it_says(rule: object) -> None:
    form = rules_form()
    found = next(one for one in form.rules if one == rule)
    assert {"pass", "fail"} <= {example.outcome for example in found.examples} <= set(OUTCOMES)
    for example in found.examples:
        assert outcome(form, found, example) == example.outcome, example


def read(rule: str, example: str) -> dict[Term, Known]:
    """The values of one example, written in place of a rule's own."""
    text = RULES_FORM.partition(f"  - code: {rule}\n")
    body, _, rest = text[2].partition("    examples:\n")
    after = rest.partition("  - code: ")
    form = rules_form(
        f"{text[0]}{text[1]}{body}    examples:\n      pass: [{example}]\n" + "".join(after[1:])
    )
    found = next(one for one in form.rules if one.code == rule)
    return values_of(form, found, found.examples[0])


@pytest.mark.parametrize(
    ("rule", "example", "term", "value"),
    [
        ("adds_up", "{received: 165}", Name("received"), interval_of(165)),
        ("adds_up", "{received: 1.165}", Name("received"), interval_of(1165)),
        ("adds_up", "{received: 12.345.678}", Name("received"), interval_of(12345678)),
        ("adds_up", "{received: trên 50}", Name("received"), interval_of(50, "over")),
        ("adds_up", "{received: dưới 1.000}", Name("received"), interval_of(1000, "under")),
        ("adds_up", "{received: khoảng 50}", Name("received"), interval_of(50, "about")),
        ("adds_up", "{received: không phát sinh}", Name("received"), None),
        ("adds_up", '{received: ""}', Name("received"), None),
        ("adds_up", "{}", Name("received"), None),
        ("spent_within_plan", '{paid_so_far: "6,5"}', Name("paid_so_far"), "6.5"),
        ("spent_within_plan", "{paid_so_far: 6.5}", Name("paid_so_far"), "6.5"),
        ("spent_within_plan", "{paid_so_far: 6.500}", Name("paid_so_far"), "6500"),
        ("spent_within_plan", '{paid_so_far: "1.250,75"}', Name("paid_so_far"), "1250.75"),
        ("plan_has_a_date", "{has_plan: Có}", Name("has_plan"), True),
        ("plan_has_a_date", "{plan_date: 1/2/2024}", Filled(Name("plan_date")), True),
        ("plan_has_a_date", "{plan_date: không phát sinh}", Filled(Name("plan_date")), True),
        ("plan_has_a_date", "{has_plan: có}", Filled(Name("plan_date")), False),
        ("plan_by_cut_off", "{plan_date: 1/2/2024, last_day: 2024-06-14}", Name("plan_date"), date(2024, 2, 1)),
        ("plan_by_cut_off", "{last_day: 14/6/2024}", Day(True), date(2024, 6, 14)),
        ("a_week_has_one", "{weeks: 26, count(meetings): không phát sinh}", Count("meetings"), interval_of(0)),
        ("a_week_has_one", "{weeks: 26}", Count("meetings"), None),
        ("a_week_has_one", "{weeks: 26}", Weeks(), interval_of(26)),
        ("a_week_has_one", '{weeks: 26, "sum(meetings, people)": không phát sinh}', PEOPLE, interval_of(0)),
        ("as_in_the_other_form", "{small.dossier_received: trên 50}", OTHER, interval_of(50, "over")),
        ("blocks_of_the_other_form", "{small.plan_issued: không}", Name("plan_issued", form="small"), False),
    ],
)  # fmt: skip
def test_values_are_read_as_a_person_types_them(rule: str, example: str, term: Term, value: object) -> None:
    if isinstance(value, str):
        value = interval_of(Decimal(value), rounded_to=Decimal("0.1"))
    assert read(rule, example)[term] == value


@pytest.mark.parametrize(
    ("rule", "example", "key", "name"),
    [
        ("adds_up", "{recieved: 1}", "form.example_unknown", "recieved"),
        ("adds_up", "{households: 1}", "form.example_unknown", "households"),
        ("adds_up", "{prev(received): 1}", "form.example_unknown", "prev(received)"),
        ("adds_up", '{"received +": 1}', "form.example_unknown", "received +"),
        ("rate_is_plausible", "{online_rate: 90}", "form.example_unknown", "online_rate"),
        ("grid_is_the_total", '{"sum(by_sector, got)": 5}', "form.example_unknown", "sum(by_sector, got)"),
        ("adds_up", "{weeks: 26}", "form.example_unknown", "weeks"),
        ("adds_up", "{received: năm}", "form.example_value", "received"),
        ("adds_up", "{received: 6.5}", "form.example_value", "received"),
        ("adds_up", "{received: trên}", "form.example_value", "received"),
        ("plan_has_a_date", "{has_plan: 1}", "form.example_value", "has_plan"),
        ("plan_by_cut_off", "{plan_date: 31/2/2024, last_day: 1/1/2024}", "form.example_value", "plan_date"),
        ("plan_by_cut_off", "{plan_date: hôm qua, last_day: 1/1/2024}", "form.example_value", "plan_date"),
        ("elsewhere_is_named", "{office: Nhà riêng}", "form.example_value", "office"),
        ("a_week_has_one", "{weeks: 26, count(meetings): 1.5}", "form.example_value", "count(meetings)"),
        ("a_week_has_one", "{count(meetings): 2}", "form.example_period", "weeks"),
        ("plan_by_cut_off", "{plan_date: 1/2/2024}", "form.example_period", "last_day"),
        ("as_in_the_other_form", "{small.dossier_received: nhiều}", "form.example_value", "small.dossier_received"),
        ("adds_up", "{received: [1]}", "form.want_text", "received"),
        ("adds_up", "5", "form.want_codes", "pass"),
    ],
)  # fmt: skip
def test_what_is_no_example_is_named_with_its_line(rule: str, example: str, key: str, name: str) -> None:
    with pytest.raises(FormError) as caught:
        read(rule, example)
    message = say(caught.value.key, **caught.value.params)
    assert (caught.value.key, caught.value.params["name"]) == (key, name), message.en
    head = RULES_FORM.partition(f"  - code: {rule}\n")
    line = head[0].count("\n") + 1 + head[2].partition("    examples:\n")[0].count("\n") + 2
    assert caught.value.params["line"] == line
    assert "{" not in message.vi + message.en


def test_only_known_outcomes_have_examples() -> None:
    with pytest.raises(FormError) as caught:
        rules_form(RULES_FORM.replace("      unverified: [{}]", "      unsure: [{}]", 1))
    assert "unverified" in say(caught.value.key, **caught.value.params).en


def test_the_rules_of_a_typed_rate_are_judged_by_its_parts() -> None:
    text = RULES_FORM.replace(
        "check: online_rate <= 90 or received < 10", "check: satisfied_num <= 2 and satisfied >= 50", 1
    ).replace("{online: 9, received: 10}, {received: 9}", '{satisfied_num: "2", satisfied: "98,5%"}', 1)
    head, _, tail = text.partition(
        "      fail: [{online: 10, received: 10}]\n      unverified: [{received: 10}]\n"
    )
    form = rules_form(head + tail)
    rule = next(one for one in form.rules if one.code == "rate_is_plausible")
    values = values_of(form, rule, rule.examples[0])
    assert values[Name("satisfied")] == interval_of(Decimal("98.5"))
    assert outcome(form, rule, rule.examples[0]) == "pass"
