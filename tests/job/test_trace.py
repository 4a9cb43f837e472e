"""An auditor asks of a closed, reopened and again closed round: where from, who changed it and why, what was said then."""

import json

import jsonschema
import pytest

from tests.conftest import ROOT
from tests.job.clerk import BY, Clerk, Ran
from tests.job.conftest import ROUND, Demo
from tests.job.lamps import CHAU_O
from tests.job.lamps import ROUND as LAMPS

pytestmark = pytest.mark.slow

SCHEMA = json.loads((ROOT / "toolkit" / "schema" / "result.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def clerk(demo: Demo) -> Clerk:
    return Clerk(demo.root)


def trace(clerk: Clerk, *words: str) -> Ran:
    return clerk("trace", ROUND, *words, "--json")


def only(ran: Ran) -> dict[str, object]:
    jsonschema.validate(ran.json, SCHEMA)
    assert ran.exit == 0, ran.out
    (found,) = ran.json["traced"]["traces"]
    answer: dict[str, object] = found
    return answer


def changed_since_the_first_edition(clerk: Clerk) -> dict[str, object]:
    told = clerk.do("diff", ROUND, "--editions", "1", "2", "--json").json["revision"]["changes"]
    return next(one for one in told if one["before"] != one["after"])


def test_a_sentence_of_the_issued_report_leads_to_the_cells(clerk: Clerk, demo: Demo) -> None:
    report = (demo.outputs / "report.md").read_text("utf-8")
    assert "136 tin" in report
    found = only(trace(clerk, "--text", "136 tin"))
    node = found["node"]
    assert isinstance(node, dict)
    assert found["edition"] == 2 and found["approved_by"] and node["value"] == 136
    cells = [cell for unit in node["units"] for cell in unit["cells"] if unit["counted"] == "value"]
    assert sum(cell["value"] for cell in cells) == 136
    assert all(len(cell["sha256"]) == 64 and cell["file"] and cell["cell"] for cell in cells)
    store = {path.name for path in (demo.root / ".tonghop" / "store").rglob("*") if path.is_file()}
    assert {cell["sha256"] for cell in cells} <= store


def test_each_number_that_the_report_prints_is_found(clerk: Clerk, demo: Demo) -> None:
    report = (demo.outputs / "report.md").read_text("utf-8")
    for sentence in [line for line in report.splitlines() if line.startswith("- Phát hành")][:2]:
        ran = trace(clerk, "--text", sentence.removeprefix("- "))
        jsonschema.validate(ran.json, SCHEMA)
        printed = [one["text"] for found in ran.json["traced"]["traces"] for one in found["printed"]]
        assert printed and all(text in sentence for text in printed)


def test_what_was_said_in_each_edition_and_which_unit_made_the_difference(clerk: Clerk) -> None:
    changed = changed_since_the_first_edition(clerk)
    found = only(trace(clerk, str(changed["field"])))
    first, second = found["stated"]  # type: ignore[misc]
    assert (first["value"], second["value"]) == (changed["before"], changed["after"])
    assert first["reopened_at"] and first["reason"] and first["number"] != second["number"]
    assert [one["unit"] for one in second["units"]] == [one["unit"] for one in changed["units"]]  # type: ignore[index,union-attr]


def test_an_older_edition_is_told_as_it_was_issued(clerk: Clerk) -> None:
    changed = changed_since_the_first_edition(clerk)
    node = only(trace(clerk, str(changed["field"]), "--edition", "1"))["node"]
    assert isinstance(node, dict) and node["value"] == changed["before"]
    assert clerk("trace", ROUND, str(changed["field"]), "--edition", "9").exit == 2
    assert clerk("trace", ROUND, str(changed["field"]), "--edition", "0").exit == 2


def test_a_unit_is_followed_through_all_its_returns(clerk: Clerk) -> None:
    changed = changed_since_the_first_edition(clerk)
    (unit,) = changed["units"]  # type: ignore[misc]
    found = only(trace(clerk, str(changed["field"]), "--unit", unit["unit"]))
    assert [one["version"] for one in found["versions"]] == [1, 2]  # type: ignore[attr-defined]
    old, new = (one["cells"][0]["value"] for one in found["versions"])  # type: ignore[attr-defined]
    assert (old, new) == (unit["before"]["value"], unit["after"]["value"])


def test_corrections_and_accepted_explanations_are_told_with_who_and_why(clerk: Clerk) -> None:
    found = only(trace(clerk, "radio_broadcast"))
    node = found["node"]
    assert isinstance(node, dict)
    cells = [cell for unit in node["units"] for cell in unit["cells"]]
    (corrected,) = [cell["correction"] for cell in cells if cell["correction"]]
    assert (corrected["before"], corrected["after"]) == (910, 91)
    assert corrected["by"] and corrected["informant"] and corrected["reason"]
    (waived,) = [one for cell in cells for one in cell["waived"]]
    assert waived["by"] and waived["reason"] and waived["explanation"]
    assert len(found["decided"]) == 2  # type: ignore[arg-type]


def test_what_may_be_several_is_listed_and_what_is_unknown_says_what_is_near(clerk: Clerk) -> None:
    ran = trace(clerk, "--text", "22/22")
    jsonschema.validate(ran.json, SCHEMA)
    assert ran.exit == 1 and len(ran.json["traced"]["candidates"]) > 1
    for one in ran.json["traced"]["candidates"][:3]:
        assert clerk(*one["command"].split()[1:]).exit == 0
    unknown = clerk("trace", ROUND, "--text", "Lượt phát thanhh qua loa")
    assert unknown.exit == 2 and "Lượt phát thanh" in unknown.err
    assert clerk("trace", ROUND).exit == 2 and clerk("trace", ROUND, "x", "--text", "y").exit == 2


def test_a_number_is_traced_though_the_reports_own_text_cannot_be_read(returned: Clerk) -> None:
    staff = returned.root / "rounds" / LAMPS / "report.yaml"
    staff.parent.mkdir(parents=True, exist_ok=True)
    staff.write_text("bases:\n  - [\n", "utf-8")
    ran = returned("trace", LAMPS, "lamp_total", "--json")
    assert only(ran)["node"]["value"] == 200  # type: ignore[index]
    (told,) = ran.json["traced"]["told"]
    assert "report.yaml" in told
    out = returned("trace", LAMPS, "--text", "Tổng số bóng đèn").out
    assert "Tổng số bóng đèn: 200" in out and "report.yaml" in out
    assert "Báo cáo không in số này" not in out  # which nobody knows


def test_what_is_not_merged_yet_is_said_on_the_screen_and_on_the_page(returned: Clerk) -> None:
    decided = ("--reason", "Đếm lại", "--source", "Cán bộ xã", "--by", BY)
    assert returned("trace", LAMPS, "lamp_total", "--json").json["traced"]["told"] == []
    returned.do("correct", LAMPS, CHAU_O, "lamp_total", "90", *decided)
    for verb in ("status", "validate"):  # checked is not yet merged
        returned.do(verb, LAMPS)
        ran = returned("trace", LAMPS, "lamp_total", "--html", "--json")
        assert only(ran)["node"]["value"] == 200  # type: ignore[index]
        (told,) = ran.json["traced"]["told"]
        assert f"tonghop merge {LAMPS}" in told
        assert told in (returned.root / ran.json["outputs"][0]).read_text("utf-8")
        assert told in returned("trace", LAMPS, "lamp_total").out
    assert f"tonghop merge {LAMPS}" in returned("diff", LAMPS).out
    returned.do("merge", LAMPS)
    after = returned("trace", LAMPS, "lamp_total", "--json")
    assert only(after)["node"]["value"] == 210 and after.json["traced"]["told"] == []  # type: ignore[index]
    assert f"tonghop merge {LAMPS}" not in returned("diff", LAMPS).out


def test_a_closed_rounds_merges_and_one_state_twice_are_not_compared(clerk: Clerk) -> None:
    for editions in (("2", "0"), ("0", "1"), ("2", "2"), ("1", "9")):
        ran = clerk("diff", ROUND, "--editions", *editions)
        assert ran.exit == 2 and ran.err, editions


def test_the_page_is_written_and_lines_speak_both_languages(closed: Clerk) -> None:
    ran = closed("trace", ROUND, "radio_broadcast", "--html", "--json").json
    (path,) = ran["outputs"]
    html = (closed.root / path).read_text("utf-8")
    assert "LẦN PHÁT HÀNH 2" in html and "<script" not in html
    told = closed("trace", ROUND, "radio_broadcast", "--lang", "en").out
    assert "counted" in told and "được tính" not in told
