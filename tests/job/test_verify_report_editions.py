"""Which edition a report is held against, what a late commune makes stale, and what is told of a file that is not ours."""

import json
import shutil
from pathlib import Path
from typing import Any

import docx
import jsonschema

from tests.conftest import ROOT
from tests.job.clerk import BY, Clerk
from tests.job.conftest import fresh
from tests.job.issued import FIRST, SECOND
from tests.job.lamps import BINH_THANH, ROUND, SMALL
from tests.job.mutated_reports import changed
from toolkit.files.read_bound import read_bound

SCHEMA = json.loads((ROOT / "toolkit" / "schema" / "result.json").read_text("utf-8"))


def verified(clerk: Clerk, path: Path) -> dict[str, Any]:
    ran = clerk("verify", path, "--json")
    assert ran.exit in {0, 1}, ran.err
    jsonschema.validate(ran.json, SCHEMA)
    return ran.json


def codes(told: dict[str, Any]) -> set[str]:
    return {one["code"] for one in told["findings"]}


def report_of(clerk: Clerk) -> Path:
    return clerk.root / "outputs" / ROUND / "report.docx"


def test_a_late_commune_makes_the_officers_copy_stale_until_it_is_refreshed(
    returned: Clerk, tmp_path: Path
) -> None:
    mine = tmp_path / "Báo cáo của tôi.docx"
    shutil.copy(report_of(returned), mine)
    assert verified(returned, mine)["findings"] == []
    returned.send(ROUND, BINH_THANH, {"lamp_total": 40, "lamp_broken": 1}, at="2021-12-14T09:00:00")
    returned.do("run", ROUND)
    told = verified(returned, mine)
    assert told["exit"] == 1
    assert "FIG-001" in codes(told)
    stale = {one["raw"] for one in told["findings"] if one["code"] == "FIG-001"}
    assert "200" in stale
    refresh = f'tonghop report {ROUND} --into "{mine}"'  # as Command Prompt understands it, spaces and all
    assert any("240" in one["message"] and refresh in one["remedy"] for one in told["findings"])
    returned.do("report", ROUND, "--into", mine)
    assert "FIG-001" not in codes(verified(returned, mine))


def test_each_edition_is_held_against_itself_and_a_provisional_report_against_the_newest(
    issued: Clerk, lamps_returned: Path
) -> None:
    provisional = report_of(Clerk(lamps_returned))
    first = issued.root / ".tonghop" / "editions" / ROUND / "1" / "report.docx"
    told = verified(issued, first)["verified"]
    assert (told["whose"], told["edition"], told["report"]["states"]["current"]) == (
        "current",
        1,
        told["report"]["bound"],
    )
    told = verified(issued, provisional)
    assert told["verified"]["whose"] == "outdated"
    assert told["verified"]["told"][0].count("sơ bộ") == 1
    issued.do("reopen", ROUND, "--reason", "Xã gửi lại", "--by", BY)
    assert verified(issued, first)["verified"]["whose"] == "older"
    issued.do("close", ROUND, *SECOND)
    told = verified(issued, first)
    assert (told["exit"], told["verified"]["whose"], told["findings"]) == (1, "older", [])


def test_what_is_of_another_workspace_or_of_none_is_told_and_not_compared(
    returned: Clerk, tmp_path: Path
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(report_of(returned).read_bytes())
    stranger = fresh(tmp_path / "other")
    stranger.put_form("lamps", SMALL)
    stranger.do("round", "new", "lamps", "2020", "--by", BY)
    told = verified(stranger, path)
    assert (told["verified"]["whose"], told["verified"]["report"]) == ("unknown_round", None)
    stranger.do("round", "new", "lamps", "2021", "--by", BY)
    assert stranger("verify", path).exit == 3  # nothing was merged there yet


def test_an_edition_of_the_same_number_elsewhere_is_another_workspaces(
    issued: Clerk, lamps_returned: Path, tmp_path: Path
) -> None:
    shutil.copytree(lamps_returned, tmp_path / "other")
    other = Clerk(tmp_path / "other")
    other.send(ROUND, BINH_THANH, {"lamp_total": 40, "lamp_broken": 1}, at="2021-12-14T09:00:00")
    other.do("run", ROUND)
    other.do("close", ROUND, *FIRST)
    told = verified(issued, report_of(other))
    assert (told["verified"]["whose"], told["findings"]) == ("other", [])
    assert "--workspace" in told["verified"]["told"][0]


def test_a_document_without_bindings_tells_what_equals_a_total(returned: Clerk, tmp_path: Path) -> None:
    foreign = docx.Document()
    foreign.add_paragraph("Toàn huyện có 200 bóng đèn, 999 bóng cần thay; Kế hoạch số 200/KH-UBND.")
    path = tmp_path / "cu.docx"
    foreign.save(str(path))
    told = verified(returned, path)
    assert told["verified"]["whose"] == "foreign"
    assert [(one["code"], one["raw"]) for one in told["findings"]] == [("FIG-010", "200")]
    assert told["verified"]["report"]["unbound"] == {
        "figure": 2, "quotation": 0, "citation": 1, "period": 0, "numbering": 0,
    }  # fmt: skip


def test_a_units_own_report_is_held_against_that_unit(returned: Clerk) -> None:
    returned.do("report", ROUND, "--unit", "21043")
    (own,) = (returned.root / "outputs" / ROUND / "unit-reports").glob("*.docx")
    told = verified(returned, own)
    assert (told["findings"], told["exit"]) == ([], 0)
    assert told["verified"]["report"]["unit_id"].startswith("21043@")
    document = read_bound(own.read_bytes(), own.name)
    mark = next(one for one in document.marks if one.bound.text == "120")
    own.write_bytes(changed(own.read_bytes(), {mark.name: "200"}, {}))
    (one,) = verified(returned, own)["findings"]
    assert (one["code"], one["raw"]) == ("FIG-002", "200")


def test_what_is_no_report_is_refused_in_words(returned: Clerk, tmp_path: Path) -> None:
    for name in ("a.doc", "b.pdf", "c.docx"):
        (tmp_path / name).write_bytes(b"none of this")
        ran = returned("verify", tmp_path / name)
        assert ran.exit == 2
        assert name in ran.err
    assert returned("verify", tmp_path / "none.docx").exit == 2
