"""What changed between two states of a round as JSON, as its schema says."""

import json
from importlib.resources import files
from typing import Any

import jsonschema

from tests.unit.lines.test_revised import NEWS, result
from tests.unit.merge import built
from tests.unit.merge.built import Said
from toolkit.cli.as_json import as_json
from toolkit.result import Result

SCHEMA = json.loads(files("toolkit").joinpath("schema", "result.json").read_text(encoding="utf-8"))


def told(before: Said, after: Said) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(as_json(result(before, after), "vi")))
    jsonschema.validate(plain, SCHEMA, cls=jsonschema.Draft202012Validator)
    return plain


def test_json_tells_all_of_it_with_the_cells() -> None:
    plain = told({"C0": {NEWS: 3}}, {"C0": {NEWS: 5}, "C1": {NEWS: built.NONE}})
    revision = plain["revision"]
    assert (revision["before"], revision["after"]) == (0, 0)
    news = next(one for one in revision["changes"] if one["field"] == "news")
    assert (news["before"], news["after"], [unit["unit"] for unit in news["units"]]) == (3, 5, ["C0", "C1"])
    changed, silent = news["units"]
    assert (changed["before"]["value"], changed["after"]["value"], changed["after"]["cell"]) == (3, 5, "E9")
    assert (silent["before"], silent["after"]["value"], silent["after"]["counted"]) == (None, None, True)


def test_nothing_before_is_null() -> None:
    plain = json.loads(json.dumps(as_json(Result(verb="diff", round=built.a_round()), "vi")))
    jsonschema.validate(plain, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert plain["revision"] is None
