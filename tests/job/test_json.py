"""`--json`: one object a verb, as its schema says, with the exit code that the process ends in."""

import json
from pathlib import Path

import jsonschema
import pytest

import toolkit
from tests.job.clerk import BY, Clerk, Ran, tonghop
from tests.job.conftest import ROUND, SAMPLE

SCHEMA = json.loads((Path(toolkit.__file__).parent / "schema" / "result.json").read_text("utf-8"))

pytestmark = pytest.mark.slow


def _valid(ran: Ran, verb: str) -> None:
    told = ran.json  # nothing beside the one object
    jsonschema.validate(told, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert (told["verb"], told["exit"]) == (verb, ran.exit)
    assert ran.err == ""
    assert ran.exit != 70


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["additionalProperties"] is False


@pytest.mark.parametrize("verb", ["receive", "status", "validate", "merge", "report", "run", "template"])
def test_verbs_of_a_round(played: Clerk, verb: str) -> None:
    lang = "en" if verb in {"status", "run"} else "vi"
    ran = played(verb, ROUND, "--json", "--lang", lang)
    _valid(ran, verb)
    assert (ran.exit, ran.json["round"], len(ran.json["expected"])) == (0, ROUND, 23)
    for path in ran.json["outputs"]:
        assert (played.root / path).is_file() and "\\" not in path


def test_verbs_of_editions(played: Clerk) -> None:
    """A round closed, reopened and closed again; each object says its editions and what waits."""
    document = ("--date", "2021-12-20", "--approved-by", "Chủ tịch UBND huyện", "--by", BY)
    for argv, editions, state in (
        (("close", ROUND, "--number", "45", *document), 1, 1),
        (("archive", ROUND), 1, 1),
        (("trace", ROUND, "--text", "136 tin"), 1, 1),
        (("verify", played.root / "outputs" / ROUND / "consolidated.xlsx"), 1, 1),
        (("diff", ROUND), 1, 1),
        (("reopen", ROUND, "--reason", "đính chính", "--by", BY), 1, 0),
        (("diff", ROUND), 1, 0),
        (("close", ROUND, "--number", "46", *document), 2, 2),
        (("diff", ROUND, "--editions", "1", "2"), 2, 2),
    ):
        ran = played(*argv, "--json")
        _valid(ran, str(argv[0]))
        told = ran.json
        assert (ran.exit, len(told["editions"]), told["edition"], told["late"]) == (0, editions, state, [])
    assert [one["number"] for one in told["editions"]] == ["45/BC-UBND", "46/BC-UBND"]
    assert told["editions"][0]["reason"] == "đính chính" and told["editions"][1]["reason"] is None
    assert told["revision"] == {"before": 1, "after": 2, "changes": []}
    _valid(played("diff", ROUND, "--editions", "1", "9", "--json"), "diff")


def test_the_other_verbs(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    clerk = Clerk(root)
    _valid(tonghop("init", root, "--json"), "init")
    for name in ("office.yaml", "units.csv"):
        (root / name).write_bytes((SAMPLE / name).read_bytes())
    _valid(clerk("form", "list", "--json"), "form list")
    _valid(clerk("form", "check", "cchc_communication", "--json"), "form check")
    _valid(clerk("history", "import", SAMPLE / "history_2020.csv", "--by", BY, "--json"), "history import")
    opened = clerk("round", "new", "cchc_communication", "2021", "--by", BY, "--json")
    _valid(opened, "round new")
    round_id = opened.json["round"]
    stray = root / "returns" / round_id / "ghi chú.xlsx"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"no workbook")
    _valid(clerk("receive", round_id, "--json"), "receive")
    _valid(
        clerk("discard", round_id, stray.name, "--reason", "không phải báo cáo", "--by", BY, "--json"),
        "discard",
    )
    _valid(clerk("status", round_id, "--json"), "status")


def test_assign(clerk: Clerk) -> None:
    round_id = clerk.open("cchc_communication", "2021")
    clerk.do("template", round_id, "--common")
    common = clerk.root / "outputs" / round_id / "template-common.xlsx"
    back = clerk.root / "returns" / round_id / "chung.xlsx"
    back.parent.mkdir(parents=True)
    back.write_bytes(common.read_bytes())
    assert clerk("receive", round_id, "--json").json["returns"][0]["kind"] == "ask"
    _valid(clerk("assign", round_id, "chung.xlsx", "21091", "--by", BY, "--json"), "assign")


def test_errors(played: Clerk) -> None:
    """One workspace for all: nothing that is refused changes it."""
    refused: tuple[tuple[tuple[str, ...], str, int], ...] = (
        (("run", "nothing"), "run", 2),
        (("round", "new", "nothing", "2021", "--by", BY), "round new", 2),
        (("form", "check", "nothing"), "form check", 2),
        (("history", "import", "nothing.csv", "--by", BY), "history import", 2),
        (("rn", "nothing"), "rn", 2),
        (("receive", ROUND, "nowhere"), "receive", 3),
    )
    for argv, verb, exit in refused:
        ran = played(*argv, "--json")
        _valid(ran, verb)
        assert ran.exit == exit and ran.json["error"]["message"]
        _valid(played("--json", *argv), verb)
