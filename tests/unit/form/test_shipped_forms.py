"""The two forms that ship: they load, lint clean, hold every code of the reference figures, and judge those right."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.forms import small_units
from toolkit.form.layout import lay_out
from toolkit.form.load import load_form
from toolkit.form.model import BlockKind, Field, FieldType, Form, Rollup, asks
from toolkit.form.rules import Count, Day, Filled, Name, Term, Weeks
from toolkit.form.rules_across import check_across
from toolkit.form.rules_evaluate import Known, interval_of, verdict
from toolkit.form.rules_examples import outcome

FORMS = Path(__file__).resolve().parents[3] / "input_templates"
COMMUNE, *_, OWN = small_units()


def shipped(name: str, *, switched_on: bool = False) -> Form:
    data = (FORMS / name / "form.yaml").read_bytes()
    return load_form(
        data.replace(b"enabled: false", b"enabled: true") if switched_on else data, f"{name}/form.yaml"
    )


@pytest.fixture(scope="module")
def communication() -> Form:
    return shipped("cchc_communication")


@pytest.fixture(scope="module")
def ii06a() -> Form:
    return shipped("tthc_ii06a")


def facts(shared: Path, name: str) -> Any:
    return yaml.safe_load((shared / "facts" / f"{name}.yaml").read_text(encoding="utf-8"))


def test_every_label_has_its_own_english_and_every_field_its_number(communication: Form) -> None:
    numbers = [item.number for _, item in communication.each_field()]
    assert all(numbers) and len(set(numbers)) == len(numbers)
    assert all(item.measure.vi for _, item in communication.each_field() if item.is_number)


def test_religion_is_off_and_can_be_switched_on(communication: Form) -> None:
    with pytest.raises(KeyError):
        communication.find_field("religion_share")
    _, item = shipped("cchc_communication", switched_on=True).find_field("religion_share")
    assert item.is_typed_rate and item.personal and item.rollup is Rollup.NONE


def test_every_code_a_commune_reported_is_asked_of_communes(shared: Path) -> None:
    known = facts(shared, "commune_2024H1")
    form = shipped("cchc_communication", switched_on=True)
    for code, value in known["fields"].items():
        block, item = form.find_field(code)
        assert asks(block, item, COMMUNE), code
        assert item.core or code == "religion_share", code
        _fits(item, value)
    for code, lines in known["lists"].items():
        block = form.block(code)
        assert asks(block, None, COMMUNE) and block.core and len(lines) <= block.lines
        names = set().union(*(line if isinstance(line, dict) else ["name"] for line in lines))
        assert names <= {column.code for column in block.fields}
        kinds = {line["type"] for line in lines if isinstance(line, dict)}
        assert not kinds or kinds <= set(block.column("type").choices)
    for code, ideas in known["narratives"].items():
        block = form.block(code)
        assert block.kind is BlockKind.NARRATIVE and block.core and ideas <= block.lines
        assert asks(block, None, COMMUNE)


def test_every_total_the_district_printed_can_be_asked_for(shared: Path, communication: Form) -> None:
    known = facts(shared, "district_2021")
    figures = dict(list(known.items())[: list(known).index("basis_docs")])
    for code, value in figures.items():
        block, item = communication.find_field(code)
        assert item.core and asks(block, item, OWN), code
        own_only = code in {"integrated_session", "tthc_online"}
        assert asks(block, item, COMMUNE) is not own_only
        assert (item.rollup is Rollup.DISTRICT_ONLY) is own_only
        _fits(item, value)
    for code in known.keys() - figures.keys() - {"recipients"}:
        block = communication.block(code)
        assert block.core and asks(block, None, OWN) and known[code] <= block.lines


def _fits(item: Field, value: object) -> None:
    if isinstance(value, dict) and "stated" in value:
        assert item.is_typed_rate
    elif isinstance(value, bool):
        assert item.type is FieldType.YES_NO
    else:
        assert item.type in {FieldType.COUNT, FieldType.AMOUNT} and not item.is_derived


def test_the_rules_find_nothing_in_what_the_commune_reported(shared: Path, communication: Form) -> None:
    known = facts(shared, "commune_2024H1")
    outcomes = {rule.code: verdict(rule, _commune(known)) for rule in communication.rules if not rule.block}
    for rule in communication.rules:
        for line in known["lists"].get(rule.block, ()):
            cells = line if isinstance(line, dict) else {"name": line}
            assert verdict(rule, _line(cells)) is not False, (rule.code, line)
    assert [code for code, outcome in outcomes.items() if outcome is False] == []
    for code in (
        "dossiers_add_up",
        "people_per_household",
        "villages_listed",
        "directive_docs_listed",
        "plans_listed",
    ):
        assert outcomes[code] is True
    assert outcomes["digitised_rate__pair"] is True
    assert outcomes["broadcasts_cover_weeks"] is None  # over 50 against 2 x 26


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"dossier_online": 117}, "dossiers_add_up"),
        ({"village_count": 5}, "villages_listed"),
        ({"household_total": 12920}, "households_within_population"),
        ({"household_total": 129}, "people_per_household"),
        ({"result_digitised": 160}, "digitised_rate__pair"),
        ({"radio_broadcast": 20}, "broadcasts_cover_weeks"),
        ({"directive_doc_count": 3}, "directive_docs_listed"),
        ({"pano_house": 150, "pano_one_stop": 100}, "pano_total__usual"),
    ],
)
def test_a_slip_is_caught(shared: Path, communication: Form, change: dict[str, int], rule: str) -> None:
    known = facts(shared, "commune_2024H1")
    known["fields"] |= change
    checked = next(one for one in communication.rules if one.code == rule)
    assert verdict(checked, _commune(known)) is False


def _commune(known: Mapping[str, Any]) -> Any:
    def value(node: Term) -> Known:
        if isinstance(node, Weeks):
            return interval_of(26)
        if isinstance(node, Count):
            lines = known["lists"].get(node.list)
            return (
                None
                if lines is None
                else interval_of(sum(not node.column or line[node.column] == node.text for line in lines))
            )
        found = known["fields"].get(node.code) if isinstance(node, Name) and not node.at else None
        if isinstance(found, dict):
            if "stated" in found:
                return interval_of(found["stated"])
            return interval_of(found["value"], found["qualifier"])
        return found if isinstance(found, bool | str | date) or found is None else interval_of(found)

    return value


def _line(cells: Mapping[str, Any]) -> Any:
    """One line of a list, in the first half of 2024."""

    def value(node: Term) -> Known:
        if isinstance(node, Day):
            return date(2024, 6, 14) if node.last else date(2023, 12, 15)
        if isinstance(node, Filled):
            return isinstance(node.of, Name) and bool(cells.get(node.of.code))
        found = cells.get(node.code) if isinstance(node, Name) else None
        return interval_of(found) if isinstance(found, int) else found

    return value


def test_biểu_ii06a_has_the_columns_and_rows_of_the_decree(shared: Path, ii06a: Form) -> None:
    known = facts(shared, "tthc_II06a")
    (grid,) = ii06a.blocks
    assert {item.code: int(item.number) for item in grid.fields} == known["columns"]
    assert {row.code: row.label.vi for row in grid.rows} == known["rows"]
    assert grid.total_row and [len(group.columns) for group in grid.head] == [4, 4, 3]
    written = {rule.check for rule in ii06a.rules if rule.origin == "form"}
    assert set(known["identities"][:3]) <= written
    layout = lay_out([ii06a], [COMMUNE])
    assert len(layout.slots) == len(known["rows"]) * len(known["columns"])


# Identities put to figures as a province or district published them (parts that were not printed are left out).
PUBLISHED = [
    (
        "dak_glong_2020",
        {"resolved_adds_up": True, "pending_adds_up": True, "received_adds_up": True},
        (True, True),
    ),
    (
        "lam_dong_2020Q1",
        {"resolved_adds_up": False, "pending_adds_up": None, "received_adds_up": None},
        (True, False),
    ),
]


@pytest.mark.parametrize(("name", "sums", "balance"), PUBLISHED)
def test_published_figures_are_judged_as_they_are(
    shared: Path, ii06a: Form, name: str, sums: dict[str, bool | None], balance: tuple[bool, bool]
) -> None:
    known = facts(shared, "tthc_II06a")["published"][name]
    figures = dict(known)
    if "received_new" in known:
        figures |= {"received_online": known["received_new"], "received_direct_post": 0}
    figures |= {"resolved_on_time": known["resolved_in_time"], "resolved_early": 0}

    def value(node: Term) -> Known:
        found = figures.get(node.code) if isinstance(node, Name) and not node.at else None
        return None if found is None else interval_of(found)

    outcomes = {rule.code: verdict(rule, value) for rule in ii06a.rules}
    assert {code: outcomes[code] for code in sums} == sums
    assert (outcomes["not_more_handled_than_received"], outcomes["all_received_accounted_for"]) == balance
    assert outcomes["carried_over_as_left"] is None


@pytest.mark.parametrize("name", ["cchc_communication", "tthc_ii06a"])
def test_every_rule_of_a_shipped_form_has_examples_that_it_judges_so(name: str) -> None:
    form = shipped(name, switched_on=True)
    for rule in form.rules:
        said = {(example.line, outcome(form, rule, example), example.outcome) for example in rule.examples}
        assert [one for one in said if one[1] != one[2]] == [], rule.code
        if rule.origin == "form":
            assert {"pass", "fail"} <= {wanted for _, _, wanted in said}, rule.code


def test_the_shipped_forms_go_together() -> None:
    check_across([shipped("cchc_communication"), shipped("tthc_ii06a")])
    check_across([shipped("cchc_communication")])


def test_own_agencies_are_not_asked_for_population(communication: Form) -> None:
    asked = {item.code for block, item in communication.each_field() if asks(block, item, OWN)}
    assert not asked & {"pop_total", "household_total", "village_count", "radio_broadcast"}
    assert {"media_article", "document_copy", "mobile_van_session", "banner_vertical"} <= asked


def test_bounds_of_counts_start_at_zero(communication: Form) -> None:
    counts = [item for _, item in communication.each_field() if item.type is FieldType.COUNT]
    assert all(item.minimum is not None and item.minimum >= Decimal(0) for item in counts)
