"""The language at load: what each word may name, and what the tree that every reader gets looks like."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forms import RULES_FORM, rules_form, small_form
from toolkit.errors import FormError
from toolkit.form.model import Form, Rule
from toolkit.form.rules import (
    And,
    Arithmetic,
    At,
    Comparison,
    Count,
    Day,
    Filled,
    GridCell,
    Name,
    Not,
    Or,
    String,
    Sum,
    stated_in,
)
from toolkit.form.rules_across import check_across
from toolkit.form.rules_parse import parse_rule
from toolkit.text import say

SUM_RULE = "check: received == sum(by_sector, got)"
OTHER_RULE = "check: received == small.dossier_received"


def altered(old: str, new: str) -> str:
    assert RULES_FORM.count(old) >= 1, old
    return RULES_FORM.replace(old, new, 1)


def without_examples(text: str) -> str:
    """Rules whose check is altered no longer go with their examples."""
    kept: list[str] = []
    skipping = False
    for line in text.splitlines():
        skipping = line == "    examples:" or (skipping and line.startswith("      "))
        kept += [] if skipping else [line]
    return "\n".join(kept)


def rule_of(check: str, more: str = "") -> Rule:
    """The rule adds_up with another check, and keys beside it."""
    old = "check: received == online + in_person\n"
    text = without_examples(altered(old, f"check: '{check}'\n{more}"))
    return next(rule for rule in rules_form(text).rules if rule.code == "adds_up")


def test_a_sum_over_the_form_s_own_grid_is_the_sum_of_its_cells() -> None:
    land, civil, other = (GridCell("by_sector", row, "got") for row in ("land", "civil", "other"))
    rule = next(rule for rule in rules_form().rules if rule.code == "grid_is_the_total")
    total = Arithmetic("+", Arithmetic("+", land, civil), other)
    assert rule.tree == Comparison("==", Name("received"), total)


def test_a_derived_cell_is_computed_in_its_own_row_and_period() -> None:
    tree = rule_of("cell(by_sector, land, handled) >= prev(cell(by_sector, land, handled))").tree
    now = Arithmetic("+", GridCell("by_sector", "land", "done"), GridCell("by_sector", "land", "left_now"))
    before = Arithmetic(
        "+",
        GridCell("by_sector", "land", "done", At.PREVIOUS),
        GridCell("by_sector", "land", "left_now", At.PREVIOUS),
    )
    assert tree == Comparison(">=", now, before)


@pytest.mark.parametrize("at", ["prev", "year_before", "so_far", "parts"])
def test_another_period_s_derived_field_is_that_of_its_parts(at: str) -> None:
    assert list(stated_in(rule_of(f"both >= {at}(both)").tree)) == [
        Name("online"),
        Name("in_person"),
        Name("online", At(at)),
        Name("in_person", At(at)),
    ]


def test_a_derived_field_is_filled_when_all_it_comes_from_is() -> None:
    tree = rule_of("implies(filled(both), received >= 1)").tree
    filled = And((Filled(Name("online")), Filled(Name("in_person"))))
    assert tree == Or((Not(filled), parse_rule("received >= 1")))


def test_other_forms_and_lists_stay_as_written() -> None:
    assert list(stated_in(rule_of("received <= sum(meetings, people)").tree))[1] == Sum("meetings", "people")
    other = rule_of("both == sum(small.dossiers, got) + small.visual_total + count(small.documents)")
    assert list(stated_in(other.tree))[2:] == [
        Sum("dossiers", "got", "small"),
        Name("visual_total", form="small"),
        Count("documents", form="small"),
    ]
    assert other.needs == ("online", "in_person")  # of this form only


def test_a_set_is_a_choice_of_comparisons() -> None:
    one, two = (Comparison("==", Name("office"), String(word)) for word in ("Khác", "Bưu điện"))
    assert parse_rule('office in ("Khác", "Bưu điện")') == Or((one, two))
    assert parse_rule('office not in ["Khác", "Bưu điện"]') == Not(Or((one, two)))
    assert parse_rule('office in ("Khác")') == parse_rule('office in ("Khác",)') == one
    assert parse_rule("filled(office)") == Filled(Name("office"))
    assert parse_rule("a <= last_day") == Comparison("<=", Name("a"), Day(True))


IMPLIED_BY_TIME = {
    "received__parts": ("", "received == parts(received)"),
    "paid_so_far__so_far": ("", "paid_so_far >= so_far(paid_so_far)"),
    "got__parts": ("by_sector", "got == parts(got)"),
}


def test_time_implies_rules_of_typed_numbers() -> None:
    found = {rule.code: rule for rule in rules_form().rules if rule.origin == "time"}
    for code, (block, check) in IMPLIED_BY_TIME.items():
        assert (found[code].block, found[code].check, found[code].severity) == (block, check, "warning")
        assert "{" not in found[code].message.vi + found[code].message.en
    stocks_and_others = {"households", "paid_plan", "plan_date", "both", "satisfied", "left_now", "people"}
    assert not {code.partition("__")[0] for code in found} & stocks_and_others


def test_a_list_says_what_no_two_units_may_say_alike() -> None:
    assert rules_form().block("meetings").alone == ("name", "held_on", "people")
    with pytest.raises(FormError) as caught:
        rules_form(altered("alone: [name, held_on, people]", "alone: [name, held]"))
    assert (caught.value.key, str(caught.value.params["name"])) == ("form.name_unknown", "alone")


# what is switched off, and the rules that go with it
OFF = [
    ("      plan_date:\n", {"plan_has_a_date", "plan_by_cut_off"}),
    ("      in_person:\n", None),  # a derived field needs it
    ("  - id: meetings\n", {"meetings_in_period", "women_within_people", "a_week_has_one"}),
    (
        "  - id: by_sector\n",
        {"grid_is_the_total", "land_within_received", "sector_balance", "as_left_before"},
    ),
]


@pytest.mark.parametrize(("head", "gone"), OFF)
def test_rules_that_read_what_is_switched_off_go_with_it(head: str, gone: set[str] | None) -> None:
    key = head.replace("- id", "  id").partition(":")[0]
    inside = "    " if "- id" in head else " " * (len(key) - len(key.lstrip()) + 2)
    text = altered(head, f"{head}{inside}enabled: false\n")
    if gone is None:
        with pytest.raises(FormError, match=r"form\.name_off"):
            rules_form(text)
        return
    all_rules = {rule.code for rule in rules_form().rules if rule.origin == "form"}
    assert all_rules - {rule.code for rule in rules_form(text).rules} == gone


@pytest.mark.parametrize(
    ("column", "gone"),
    [
        ("women: {", {"women_within_people"}),
        ("people: {", {"women_within_people", "a_week_has_one"}),
        ("kind: {", {"a_week_has_one"}),
        ("left_before: {", {"sector_balance", "as_left_before"}),
    ],
)
def test_so_do_those_of_a_column(column: str, gone: set[str]) -> None:
    text = altered(f"      {column}", f"      {column}enabled: false, ").replace(
        "alone: [name, held_on, people]", "alone: [name]"
    )
    all_rules = {rule.code for rule in rules_form().rules if rule.origin == "form"}
    assert all_rules - {rule.code for rule in rules_form(text).rules} == gone


# check | keys beside it | the message's key | words that the English message holds
WRONG = """
cell(by_secto, land, got) >= 1             |                | form.cell_unknown | Did you mean “by_sector”?
cell(meetings, land, got) >= 1             |                | form.cell_unknown | grid
cell(by_sector, lend, got) >= 1            |                | form.row_unknown  | Did you mean “land”?
cell(by_sector, land, gott) >= 1           |                | form.name_unknown | Did you mean “got”?
sum(figures, online) >= 1                  |                | form.sum_unknown  | “figures”
sum(meetings, name) >= 1                   |                | form.sum_column   | “name”
sum(meetings, folk) >= 1                   |                | form.name_unknown | “folk”
sum(meetings, people) >= 1                 | missing: zero  | form.sum_missing  | skip_if_any
sum(small.dossiers, got) >= online         | missing: skip_if_all | form.sum_missing | never 0
office == office_note                      | missing: zero  | form.zero_kinds   | “office”
plan_date == prev(plan_date) or online > 1 | missing: skip_if_all | form.zero_kinds | skip_if_any
parts(has_plan) == yes                     |                | form.rule_types   | “has_plan”
prev(small.dossier_received) >= online     |                | form.rule_other   | small.dossier_received
rules.online >= 1                          |                | form.rule_other   | without the form's name
small.plan_issued == "có"                  |                | form.rule_types   | “plan_issued”
plan_date >= 1                             |                | form.rule_types   | “plan_date”
first_day >= 1 and online >= 1             |                | form.rule_types   |
has_plan >= yes                            |                | form.rule_types   | “has_plan”
office in ("Một cửa", "Nhà riêng")         |                | form.rule_choice  | Nhà riêng
office in (1, 2)                           |                | form.rule_types   | “office”
office in (online, received)               |                | form.rule_word    | online
filled(prev(online))                       |                | form.rule_word    | filled
filled(count(meetings))                    |                | form.rule_word    | count(meetings)
filled(online, received)                   |                | form.rule_arguments | filled(field)
sum(by_sector)  >= 1                       |                | form.rule_arguments | sum(block, column)
weeks >= 2                                 |                | form.rule_reads_nothing | weeks
last_day >= first_day                      |                | form.rule_reads_nothing | last_day
received >= 1                              | block: by_sector | form.rule_block_only | “received” lies outside
got >= count(meetings)                     | block: by_sector | form.rule_block_only | by_sector
got >= sum(meetings, people)               | block: by_sector | form.rule_block_only | by_sector
got >= cell(by_sector, land, got)          | block: by_sector | form.rule_block_only | by_sector
got >= small.dossier_received              | block: by_sector | form.rule_other   | “block”
people >= received                         | block: meetings  | form.rule_block_only | meetings
people >= prev(people)                     | block: meetings  | form.rule_list_past | “people”
people >= 1                                |                | form.name_unknown | “people”
people >= 1                                | block: figures | form.grid_unknown | list
got >= 1                                   |                | form.rule_grid_column | block: by_sector
"""


@pytest.mark.parametrize("line", WRONG.strip().splitlines())
def test_a_mistake_is_named_with_its_line(line: str) -> None:
    check, more, key, says = (part.strip() for part in line.split("|"))
    with pytest.raises(FormError) as caught:
        rule_of(check, f"    {more}\n" if more else "")
    message = say(caught.value.key, **caught.value.params)
    assert caught.value.key == key, message.en
    assert says in message.en
    assert "{" not in message.vi + message.en
    lines = without_examples(RULES_FORM).splitlines()
    at = lines.index("    check: received == online + in_person") + 1
    assert caught.value.params["line"] == at + (1 if key in {"form.sum_missing", "form.grid_unknown"} else 0)
    assert f"rules/form.yaml, dòng {caught.value.params['line']}:" in message.vi


def test_forms_of_a_round_are_checked_against_each_other() -> None:
    check_across([rules_form(), small_form()])
    check_across([rules_form()])  # what is not there is not asked about


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("small.dossier_received", "small.dossier_recieved", "form.rule_other_lacks", "dossier_recieved"),
        ("small.dossier_received", "small.plan_issued", "form.rule_types", "plan_issued"),
        ("small.dossier_received", "small.contact", "form.rule_types", "contact"),
        ("sum(small.dossiers, got_online)", "sum(small.dossier, got_online)", "form.rule_other_lacks", "dossier,"),
        ("cell(small.dossiers, dat_dai, got)", "cell(small.dossiers, dat, got)", "form.rule_other_lacks", "dat,"),
        ('type, "Kế hoạch") >= 1)', 'type, "Sơ đồ") >= 1)', "form.rule_other_lacks", "documents"),
    ],
)  # fmt: skip
def test_what_the_other_form_lacks_is_named(old: str, new: str, key: str, says: str) -> None:
    form = rules_form(without_examples(altered(old, new)))
    with pytest.raises(FormError) as caught:
        check_across([form, small_form()])
    message = say(caught.value.key, **caught.value.params)
    assert caught.value.key == key
    assert says in message.en and "rules/form.yaml" in message.vi
    rule = next(rule for rule in form.rules if rule.line == caught.value.params["line"])
    assert rule.code in {"as_in_the_other_form", "blocks_of_the_other_form"}


def test_what_the_other_form_has_switched_off_it_lacks() -> None:
    other: Form = small_form_without("dossier_received")
    with pytest.raises(FormError) as caught:
        check_across([rules_form(), other])
    assert caught.value.key == "form.rule_other_lacks"
    assert "switched off" in say(caught.value.key, **caught.value.params).en


def small_form_without(code: str) -> Form:
    from tests.forms import SMALL_FORM

    text = SMALL_FORM.replace(f"      {code}:\n", f"      {code}:\n        enabled: false\n", 1)
    text = text.replace("        of: [dossier_online, dossier_received]", "        enabled: false")
    return small_form(text)


TOKENS = [
    "received", "has_plan", "plan_date", "office", "both", "got", "people", "small.x", "rules.received", "by_sector",
    "meetings", "land", "weeks", "first_day", "last_day", "yes", "1", "2.5", '"Khác"', "==", "<=", "!=", "in", "not", "and",
    "or", "+", "-", "*", "/", "(", ")", "(", ")", ",", ",", "sum", "cell", "count", "filled", "prev", "parts", "abs",
    "implies", "None", "lambda: 1", "[1, 2]", "x[0]", "1e400", "0x1", "f'{1}'", "await",
]  # fmt: skip
ONE_RULE = without_examples(RULES_FORM).partition("  - code: online_of_offered")[0]


@given(
    st.lists(st.sampled_from(TOKENS), min_size=1, max_size=9), st.sampled_from(["", "by_sector", "meetings"])
)
@settings(max_examples=25, deadline=None)
def test_whatever_is_written_as_a_check_loads_or_is_named(tokens: list[str], block: str) -> None:
    check = " ".join(tokens).replace("'", "''")
    more = f"    block: {block}\n" if block else ""
    text = ONE_RULE.replace("    check: received == online + in_person\n", f"    check: '{check}'\n{more}")
    try:
        form = rules_form(text)
    except FormError as error:
        message = say(error.key, **error.params)
        assert f"line {error.params['line']}:" in message.en
        assert (
            error.params["line"]
            == ONE_RULE.splitlines().index("    check: received == online + in_person") + 1
        )
    else:
        assert list(stated_in(form.rules[0].tree))
