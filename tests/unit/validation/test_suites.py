"""Suites as files: what is generated, edited, stale. Own expectations, which load Great Expectations, are a job test."""

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.forms import SMALL_FORM, small_form
from toolkit.errors import FormError
from toolkit.form.load import load_form
from toolkit.text import say
from toolkit.validation.frames import FIELDS
from toolkit.validation.suites import (
    Suites,
    code_of,
    compile_suite,
    is_generated,
    refresh_suite,
    suite_digest,
    suite_json,
)

FORM = small_form()
OWN = {
    "type": "expect_column_values_to_be_between",
    "kwargs": {"column": "banner", "max_value": 500},
    "severity": "warning",
}


def suites() -> Suites:
    return copy.deepcopy(compile_suite(FORM))


def rules(found: Suites, block: str) -> list[str]:
    return [e["meta"]["tonghop"]["rule"] for e in found[block]["expectations"] if is_generated(e)]


def test_every_rule_of_the_form_is_an_expectation_of_its_frame() -> None:
    found = suites()
    written = {(rule.block or FIELDS, rule.code) for rule in FORM.rules}
    assert written <= {(block, rule) for block in found for rule in rules(found, block)}
    first = found[FIELDS]["expectations"][0]
    assert first == {
        "type": "expect_form_rule_to_hold",
        "kwargs": {
            "column_list": ["dossier_received", "dossier_online", "dossier_direct"],
            "check": "dossier_received == dossier_online + dossier_direct",
            "missing": "skip_if_any",
        },
        "severity": "critical",
        "meta": {
            "tonghop": {
                "rule": "dossiers_add_up",
                "block": FIELDS,
                "form": "small",
                "form_version": "1",
                "digest": FORM.digest,
                "content": first["meta"]["tonghop"]["content"],
            }
        },
    }
    assert found[FIELDS]["meta"]["tonghop"]["rules"] == rules(found, FIELDS)


def test_what_properties_ask_is_in_the_suite_too() -> None:
    found = suites()
    assert {"figures__core", "satisfaction__paired", "difficulties__core"} <= set(rules(found, FIELDS))
    assert rules(found, "documents") == [
        "documents__unique",
        "documents__complete",
        "documents__date__within",
    ]


def test_a_list_whose_lines_are_counted_by_a_field_asks_for_none_where_that_is_zero() -> None:
    shipped = ROOT / "input_templates" / "cchc_communication" / "form.yaml"
    compiled = compile_suite(load_form(shipped.read_bytes(), "form.yaml"))
    by_rule = {e["meta"]["tonghop"]["rule"]: e["kwargs"] for e in compiled[FIELDS]["expectations"]}
    listed = by_rule["directive_doc_list__core"]
    assert listed["check"] == "listed(count__directive_doc_list, directive_doc_count)"


def test_the_text_of_a_suite_is_the_same_for_the_same_content() -> None:
    text = suite_json(suites())
    backwards = json.loads(text, object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert suite_json(backwards) == text
    assert suite_digest(backwards) == suite_digest(suites())
    assert json.loads(text) == suites()


def test_a_suite_that_is_current_is_left_as_it_is() -> None:
    assert refresh_suite(FORM, None) == (suites(), ())
    assert refresh_suite(FORM, suites()) == (suites(), ())


def test_a_suite_of_an_older_form_is_generated_anew_without_a_word() -> None:
    older = small_form(SMALL_FORM.replace("usual_max: 9000", "usual_max: 8000"))
    assert refresh_suite(FORM, compile_suite(older)) == (suites(), ())


def as_version_3_wrote_them(compiled: Suites) -> Suites:
    """Before a suite said what it was generated with: other words, fewer rules, the very same form."""
    older: Suites = {}
    for name, suite in copy.deepcopy(compiled).items():
        older[name] = {"name": suite["name"], "expectations": []}
        for item in suite["expectations"]:
            del item["meta"]["tonghop"]["content"]
            rule, check = item["meta"]["tonghop"]["rule"], item["kwargs"]["check"]
            item["kwargs"]["check"] = check.replace("complete(", "filled(").replace("listed(", "filled(")
            if rule.rpartition("__")[2] not in {"so_far", "parts", "alone", "copied", "as_before"}:
                older[name]["expectations"].append(item)
    return older


def test_rules_that_a_later_version_adds_or_words_anew_were_edited_and_deleted_by_nobody() -> None:
    older = suites()
    del older[FIELDS]["expectations"][0]
    older[FIELDS]["meta"]["tonghop"]["rules"].pop(0)
    item = older[FIELDS]["expectations"][0]
    item["kwargs"]["check"] = "filled(banner)"
    item["meta"]["tonghop"]["content"] = digest_without_content(item)
    assert refresh_suite(FORM, older) == (suites(), ())


def digest_without_content(item: dict[str, Any]) -> str:
    mark = {key: value for key, value in item["meta"]["tonghop"].items() if key != "content"}
    plain = {**item, "meta": {"tonghop": mark}}
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def test_what_was_edited_by_hand_is_told_of_a_suite_of_an_older_form_too() -> None:
    older = compile_suite(small_form(SMALL_FORM.replace("usual_max: 9000", "usual_max: 8000")))
    older[FIELDS]["expectations"][0]["severity"] = "info"
    del older[FIELDS]["expectations"][1]
    restored, findings = refresh_suite(FORM, older)
    assert restored == suites()
    assert [f.code for f in findings] == ["SUI-001", "SUI-002"]


def test_two_own_expectations_of_one_type_are_told_apart_by_what_they_ask_or_by_their_id() -> None:
    other = {**OWN, "kwargs": {"column": "panel", "max_value": 500}}
    assert code_of(OWN) != code_of(other)
    assert code_of(OWN) == code_of({**OWN, "severity": "info", "meta": {"notes": "x"}})
    assert code_of(OWN).startswith("expect_column_values_to_be_between-")
    assert code_of({**OWN, "meta": {"id": "vừa-phải"}}) == "vừa-phải"
    assert code_of(suites()[FIELDS]["expectations"][0]) == "dossiers_add_up"


def test_an_edited_expectation_is_reported_and_restored() -> None:
    edited = suites()
    edited[FIELDS]["expectations"][0]["kwargs"]["check"] = "dossier_received >= dossier_online"
    edited[FIELDS]["expectations"][0]["severity"] = "info"
    restored, findings = refresh_suite(FORM, edited)
    assert restored == suites()
    assert [(f.code, f.rule) for f in findings] == [("SUI-001", "dossiers_add_up")]
    assert findings[0].place.file == "expectations/small.json"
    assert "expectations/small.json" in findings[0].message.vi


def test_a_deleted_expectation_is_reported_and_restored() -> None:
    cut = suites()
    del cut[FIELDS]["expectations"][0]
    restored, findings = refresh_suite(FORM, cut)
    assert restored == suites()
    assert [(f.code, f.rule) for f in findings] == [("SUI-002", "dossiers_add_up")]


def test_an_unknown_block_is_refused_with_what_was_meant() -> None:
    with pytest.raises(FormError) as error:
        refresh_suite(FORM, {"dossier": {"expectations": []}})
    assert error.value.key == "suite.block_unknown"
    assert "dossiers" in say(error.value.key, **error.value.params).vi


@pytest.mark.parametrize("suite", [[], {"expectations": {}}, {"expectations": ["x"]}, {}])
def test_what_is_no_suite_is_refused(suite: object) -> None:
    with pytest.raises(FormError) as error:
        refresh_suite(FORM, {FIELDS: suite})
    assert error.value.key == "suite.shape"


@pytest.mark.parametrize("path", sorted((ROOT / "expectations").glob("*.json")), ids=lambda path: path.stem)
def test_the_shipped_suites_are_those_of_the_shipped_forms(path: Path) -> None:
    form = load_form((ROOT / "input_templates" / path.stem / "form.yaml").read_bytes(), "form.yaml")
    current = suite_json(compile_suite(form))
    assert path.read_text(encoding="utf-8") == current, (
        f"write suite_json(compile_suite(form)) to {path.name}"
    )


def test_every_shipped_form_has_its_suite() -> None:
    forms = {path.parent.name for path in (ROOT / "input_templates").glob("*/form.yaml")}
    assert {path.stem for path in (ROOT / "expectations").glob("*.json")} == forms
