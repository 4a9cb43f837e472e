"""The schema of `--json`: other programs rely on it, so what it refuses matters as much as what it takes."""

import json
from copy import deepcopy
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

SCHEMA = json.loads(files("toolkit").joinpath("schema", "result.json").read_text(encoding="utf-8"))
# As design.md prints it, with values in place of the dots.
EXAMPLE: dict[str, Any] = {
    "verb": "run",
    "round": "f-2021",
    "edition": 0,
    "exit": 1,
    "expected": ["21046"],
    "missing": [],
    "findings": [],
    "returns": [
        {
            "file": "name.xlsx",
            "sha256": "a" * 64,
            "kind": "return",
            "unit": "21046",
            "unit_id": "21046@",
            "version": 1,
            "arrived_at": "2021-12-14T08:25:00",
            "verdict": "to_mend",
            "findings": [
                {
                    "code": "NUM-003",
                    "severity": "error",
                    "rule": None,
                    "form": "f",
                    "block": None,
                    "field": "pop",
                    "row": None,
                    "column": None,
                    "sheet": "Số liệu",
                    "cell": "D12",
                    "raw": "2.1O0",
                    "message": "Đề nghị kiểm tra ô D12.",
                    "suggestion": None,
                    "held": True,
                }
            ],
        }
    ],
    "outputs": ["outputs/f-2021/totals.csv"],
}


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_it_takes_what_the_design_prints() -> None:
    jsonschema.validate(EXAMPLE, SCHEMA)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("exit",), 5),
        (("edition",), None),
        (("more",), 1),
        (("returns", 0, "kind"), "rubbish"),
        (("returns", 0, "verdict"), "fine"),
        (("returns", 0, "unit_id"), "21046"),
        (("returns", 0, "findings", 0, "code"), "NUM3"),
        (("returns", 0, "findings", 0, "cell"), "12D"),
        (("returns", 0, "findings", 0, "held"), "yes"),
    ],
)
def test_it_refuses_what_other_programs_could_not_read(path: tuple[Any, ...], value: object) -> None:
    wrong: Any = deepcopy(EXAMPLE)
    inside = wrong
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SCHEMA)


@pytest.mark.parametrize("key", SCHEMA["required"])
def test_nothing_may_be_left_out(key: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({name: value for name, value in EXAMPLE.items() if name != key}, SCHEMA)
