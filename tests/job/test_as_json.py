"""Suggestions and the call list as JSON: as the schema says, exact, the best first."""

import dataclasses
import json
import typing
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from tests.unit.lines.test_calls import CALLS, FIRST, KEY, SECOND, result
from toolkit.cli.as_json import as_json
from toolkit.findings import Finding, Place, Proposed, Severity, Suggestion, found
from toolkit.text import Text
from toolkit.validation.model import Call, CallList, CallReason

SCHEMA = json.loads(files("toolkit").joinpath("schema", "result.json").read_text(encoding="utf-8"))
VALID = jsonschema.Draft202012Validator(SCHEMA)
CELL = Place(unit_id=FIRST.unit_id, form="small", block="figures", field="banner", sheet="Số liệu", cell="E9")


def told(calls: CallList = CALLS, *findings: Finding) -> dict[str, Any]:
    plain = as_json(replace(result(calls), findings=findings), "vi")
    plain = json.loads(json.dumps(plain))
    VALID.validate(plain)
    return plain


def finding(*suggestions: Suggestion, meant: str = "") -> Finding:
    said = found("RUL-005", CELL, severity=Severity.ERROR, raw="1253", rule="r", label="Băng rôn")
    return replace(said, suggestions=suggestions, suggestion=meant)


def suggestion(words: str, *values: int | Decimal | None) -> Suggestion:
    changes = tuple(Proposed(place=CELL, raw="1253", value=value) for value in values)
    return Suggestion(changes=changes, kind="digits_swapped", likely=True, words=Text(words, words))


def test_the_call_list_is_told_in_its_order() -> None:
    calls = told()["calls"]
    assert [unit["unit"] for unit in calls["units"]] == [SECOND.code, FIRST.code]
    assert (calls["enough"], calls["bound"], calls["left"]) == (1, "0.01", "0.0462")
    assert calls["left_at"] == {name: part or None for name, part in KEY._asdict().items()}
    first, second = (unit["reasons"][0] for unit in calls["units"])
    assert (first["why"], first["effect"], first["at"]) == ("missing", None, None)
    assert (second["why"], second["effect"], second["cell"]) == ("suggested", "0.0462", "E9")

    assert (second["reported"], second["expected"], second["total"]) == (1765, "1756", "57430")
    assert (first["reported"], first["expected"], first["total"]) == (None, None, None)
    assert [unit["name"] for unit in calls["units"]] == [SECOND.name, FIRST.name]
    assert (calls["left_label"], calls["unjudged"]) == ("Tổng số hồ sơ", 0)


TOLD_AS = {"calls": ("units",), "key": ("at",), "place": ("sheet", "cell")}


@pytest.mark.parametrize(("value", "name"), [(CallList, "calls"), (Call, "call"), (CallReason, "reason")])
def test_everything_that_the_call_list_knows_is_told(value: type, name: str) -> None:
    described = SCHEMA["$defs"][name]
    for field in dataclasses.fields(value):
        for told_as in TOLD_AS.get(field.name, (field.name,)):
            assert told_as in described["properties"] and told_as in described["required"], field.name
    assert set(described["required"]) == set(described["properties"])


def test_every_reason_is_known_to_the_schema() -> None:
    reasons = typing.get_args(typing.get_type_hints(CallReason)["why"])
    assert SCHEMA["$defs"]["reason"]["properties"]["why"]["enum"] == list(reasons)


def test_what_no_sentence_covers_is_counted() -> None:
    assert told(replace(CALLS, unjudged=3))["calls"]["unjudged"] == 3


def test_an_empty_call_list_is_one_too() -> None:
    assert told(CallList())["calls"]["units"] == []


def test_a_round_that_was_not_checked_has_no_call_list() -> None:
    assert "calls" not in as_json(result(None), "vi")


@pytest.mark.parametrize(
    ("value", "plain"), [(1523, 1523), (Decimal("1.50"), "1.50"), (Decimal("1E-4"), "0.0001"), (None, None)]
)
def test_a_suggested_value_is_exact(value: int | Decimal | None, plain: object) -> None:
    (item,) = told(CALLS, finding(suggestion("Đề nghị kiểm tra ô E9.", value)))["findings"]
    (one,) = item["suggestions"]
    (change,) = one["changes"]
    assert (change["value"], change["raw"], change["cell"], change["row"]) == (plain, "1253", "E9", None)
    assert (one["kind"], one["likely"]) == ("digits_swapped", True)


def test_the_first_suggestions_words_are_the_findings() -> None:
    (item,) = told(CALLS, finding(suggestion("thứ nhất", 1), suggestion("thứ hai", 2, 3)))["findings"]
    assert item["suggestion"] == "thứ nhất"
    assert [len(one["changes"]) for one in item["suggestions"]] == [1, 2]


def test_what_a_cell_may_have_meant_stays_a_suggestion() -> None:
    (item,) = told(CALLS, finding(meant="2100"))["findings"]
    assert (item["suggestion"], item["suggestions"]) == ("2100", [])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("calls", "units", 0, "reasons", 0, "why"), "other"),
        (("calls", "units", 0, "effect"), 0.5),
        (("calls", "units", 0, "reasons"), []),
        (("findings", 0, "suggestions", 0, "changes"), []),
        (("findings", 0, "suggestions", 0, "changes", 0, "value"), 1.5),
    ],
)
def test_the_schema_refuses_what_other_programs_could_not_read(path: tuple[Any, ...], value: object) -> None:
    wrong: Any = told(CALLS, finding(suggestion("x", 1)))
    inside = wrong
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        VALID.validate(wrong)
