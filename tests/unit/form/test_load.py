"""What a well-written form.yaml comes out as."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.forms import SMALL_FORM, small_form, small_round, small_units
from toolkit.findings import Severity
from toolkit.form.layout import cell_label, column_label, lay_out
from toolkit.form.model import BlockKind, FieldType, Key, Missing, OverTime, Rollup, asks
from toolkit.form.rules import At, Name, names_in
from toolkit.text import Text


def test_a_form_says_what_is_written() -> None:
    form = small_form()
    assert (form.id, form.version, form.number) == ("small", "1", "01/TT")
    assert (form.valid_from, form.valid_to) == (date(2020, 1, 1), None)
    assert form.title == Text("Kết quả tuyên truyền", "Communication results")
    assert [block.kind for block in form.blocks] == [
        BlockKind.FIELDS,
        BlockKind.FIELDS,
        BlockKind.GRID,
        BlockKind.LIST,
        BlockKind.NARRATIVE,
        BlockKind.NARRATIVE,
    ]
    assert len(form.digest) == 64


def test_the_same_bytes_give_an_equal_form_and_others_another_digest() -> None:
    assert small_form() == small_form()
    assert small_form(SMALL_FORM + "# a remark\n").digest != small_form().digest


@pytest.mark.parametrize(
    ("code", "type_", "rollup"),
    [
        ("dossier_received", FieldType.COUNT, Rollup.SUM),
        ("online_rate", FieldType.RATE, Rollup.RATIO),
        ("visual_total", FieldType.COUNT, Rollup.SUM),
        ("plan_issued", FieldType.YES_NO, Rollup.COUNT_YES),
        ("satisfaction", FieldType.RATE, Rollup.RATIO),
        ("budget", FieldType.AMOUNT, Rollup.SUM),
        ("contact", FieldType.TEXT, Rollup.NONE),
    ],
)
def test_types_have_their_usual_rollup(code: str, type_: FieldType, rollup: Rollup) -> None:
    _, item = small_form().find_field(code)
    assert (item.type, item.rollup) == (type_, rollup)


def test_properties_and_their_defaults() -> None:
    form = small_form()
    _, households = form.find_field("household_total")
    assert (households.minimum, households.usual_max, households.maximum) == (Decimal(1), Decimal(9000), None)
    assert (households.over_time, households.asked_of, households.core) == (
        OverTime.STOCK,
        ("commune",),
        True,
    )
    _, dossiers = form.find_field("dossier_online")
    assert (dossiers.minimum, dossiers.over_time, dossiers.asked_of) == (
        Decimal(0),
        OverTime.FLOW,
        ("commune", "own"),
    )
    _, rate = form.find_field("satisfaction_num")
    assert (rate.code, rate.measure.vi) == ("satisfaction", "%")
    assert (rate.minimum, rate.maximum) == (Decimal(0), Decimal(100))
    _, budget = form.find_field("budget")
    assert budget.rounded_to == Decimal("0.1")
    columns = {item.code: item for item in form.block("documents").fields}
    assert (columns["about"].type, columns["date"].type) == (FieldType.TEXT, FieldType.DATE)
    assert columns["type"].choices == ("Kế hoạch", "Công văn")
    assert [row.number for row in form.block("dossiers").rows] == ["1", "2"]


def test_a_unit_is_asked_for_what_block_and_field_allow() -> None:
    form = small_form()
    commune, own = small_units()[0], small_units()[-1]
    figures, households = form.find_field("household_total")
    assert asks(figures, households, commune) and not asks(figures, households, own)
    assert asks(figures, None, own)


def test_a_plain_label_stands_for_both_languages() -> None:
    form = small_form(SMALL_FORM.replace("label: {vi: Băng rôn, en: Banners}", "label: Băng rôn"))
    assert form.find_field("banner")[1].label == Text("Băng rôn", "Băng rôn")


def test_words_that_yaml_would_turn_into_something_else_stay_as_written() -> None:
    text = SMALL_FORM.replace('number: "9"', "number: 010").replace('version: "1"', "version: 1.10")
    form = small_form(text.replace("choices: [Kế hoạch, Công văn]", "choices: [Kế hoạch, no]"))
    assert (form.version, form.find_field("contact")[1].number) == ("1.10", "010")
    assert form.block("documents").column("type").choices == ("Kế hoạch", "no")


def test_what_is_switched_off_goes_with_the_rules_that_read_it() -> None:
    off = SMALL_FORM.replace("      plan_issued:\n", "      plan_issued:\n        enabled: false\n")
    form = small_form(off)
    assert "plan_issued" not in [item.code for _, item in form.each_field()]
    assert "plan_is_listed" not in [rule.code for rule in form.rules]
    whole = small_form(SMALL_FORM.replace("  - id: dossiers\n", "  - id: dossiers\n    enabled: false\n"))
    assert "dossiers" not in [block.id for block in whole.blocks]
    assert not [rule for rule in whole.rules if rule.block]
    listed = small_form(SMALL_FORM.replace("  - id: documents\n", "  - id: documents\n    enabled: false\n"))
    assert "plan_is_listed" not in [rule.code for rule in listed.rules]


def test_a_form_s_own_rules() -> None:
    rules = {rule.code: rule for rule in small_form().rules if rule.origin == "form"}
    assert list(rules) == ["dossiers_add_up", "grid_adds_up", "plan_is_listed", "not_fewer_households"]
    adds_up = rules["dossiers_add_up"]
    assert adds_up.needs == ("dossier_received", "dossier_online", "dossier_direct")
    assert (adds_up.severity, adds_up.missing, adds_up.block) == (Severity.ERROR, Missing.SKIP_IF_ANY, "")
    assert rules["grid_adds_up"].block == "dossiers"


IMPLIED = """
household_total__bounds   error    household_total >= 1
household_total__usual    warning  household_total <= 9000
dossier_received__bounds  error    dossier_received >= 0
online_rate__pair         error    dossier_online <= dossier_received
satisfaction__pair        error    0 <= satisfaction_num <= satisfaction_den
satisfaction__stated      warning  abs(satisfaction - 100 * satisfaction_num / satisfaction_den) <= 0.01
satisfaction__bounds      error    0 <= satisfaction <= 100
budget__bounds            error    budget >= 0
got__bounds               error    got >= 0
"""


@pytest.mark.parametrize("line", IMPLIED.strip().splitlines())
def test_properties_imply_rules(line: str) -> None:
    code, severity, check = line.split(maxsplit=2)
    rule = next(rule for rule in small_form().rules if rule.code == code)
    assert (rule.severity, rule.check) == (Severity(severity), check)
    assert "{" not in rule.message.vi + rule.message.en


def test_derived_fields_and_lists_imply_no_bounds() -> None:
    codes = {rule.code for rule in small_form().rules}
    assert not codes & {"visual_total__bounds", "online_rate__bounds", "number__bounds"}


def test_a_rate_that_may_pass_a_hundred_percent_has_a_wider_pair() -> None:
    text = SMALL_FORM.replace(
        "        of: [dossier_online,", "        max: 150\n        of: [dossier_online,"
    )
    rule = next(rule for rule in small_form(text).rules if rule.code == "online_rate__pair")
    assert rule.check == "100 * dossier_online <= 150 * dossier_received"
    assert "150%" in rule.message.vi


@pytest.mark.parametrize(
    ("check", "names"),
    [
        ("visual_total <= 10", ["banner", "panel"]),
        ("online_rate <= 90 or not banner > 1", ["dossier_online", "dossier_received", "banner"]),
        ("abs(visual_total - 2) <= 3 and banner > 0", ["banner", "panel", "banner"]),
    ],
)
def test_derived_names_in_rules_become_what_they_are_derived_from(check: str, names: list[str]) -> None:
    old = "check: dossier_received == dossier_online + dossier_direct"
    rule = next(r for r in small_form(SMALL_FORM.replace(old, f"check: {check}")).rules if r.origin == "form")
    assert [name.code for name in names_in(rule.tree)] == names


def test_the_period_before_of_a_derived_field_is_that_of_its_parts() -> None:
    old = "check: dossier_received == dossier_online + dossier_direct"
    text = SMALL_FORM.replace(old, "check: visual_total >= prev(visual_total)")
    tree = small_form(text).rules[0].tree
    assert list(names_in(tree)) == [
        Name("banner"),
        Name("panel"),
        Name("banner", At.PREVIOUS),
        Name("panel", At.PREVIOUS),
    ]


def test_the_small_round_can_be_laid_out() -> None:
    small = small_round()
    layout = lay_out(small.forms, small.units)
    assert layout.sheets == ("Số liệu", "Hồ sơ", "Văn bản", "Đánh giá")
    assert [unit.is_own for unit in small.units] == [False, False, False, False, True]


def test_a_single_one_is_said_without_a_plural() -> None:
    said = {rule.code: rule.message for rule in small_form().rules}
    assert said["household_total__bounds"].en == "“Households” must be at least 1."
    assert said["household_total__bounds"].vi == "Chỉ tiêu “Số hộ” không nhỏ hơn 1 hộ."
    assert "at most 9,000 households" in said["household_total__usual"].en


def test_a_grids_columns_and_cells_are_named_as_its_head_prints_them() -> None:
    block = small_form().block("dossiers")
    assert cell_label(block, "ho_tich", "got").vi == "Hộ tịch – Số hồ sơ tiếp nhận: Tổng số, cột (3)"
    assert cell_label(block, "ho_tich", "got").en == "Civil status – Dossiers received: Total, column (3)"
    bare = replace(block, head=(), fields=tuple(replace(item, number="") for item in block.fields))
    assert column_label(bare, "got_online").vi == "Trực tuyến"


def test_how_large_a_unit_is_is_a_field_that_the_form_names() -> None:
    form = small_form(SMALL_FORM.replace('version: "1"', 'version: "1"\nsize: household_total'))
    assert form.size == "household_total"
    assert small_round(form).size == Key("small", "figures", "household_total")
    assert small_round(small_form()).size is None
