"""The demo: a district's year in three acts, its mistakes found, its published totals in every output, two editions kept."""

import csv
import io
import re
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import yaml

from tests.conftest import ROOT
from tests.job.clerk import Clerk, digests, place_of, tonghop, touch
from tests.job.conftest import ROUND, Demo
from toolkit.form.layout import REQUEST_SHEET
from toolkit.intake.model import Kind, Verdict

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

# What the district published for 2021, typed from the publication and not taken from the sample.
PUBLISHED = {
    "document_copy": 130,
    "eboard_run": 35,
    "meeting_count": 81,
    "media_column": 15,
    "media_article": 136,
    "banner_vertical": 90,
    "banner_horizontal": 28,
    "mobile_van_session": 17,
}
IN_REPORT = (
    r"130 tập tài liệu",
    r"\b35 lượt trên bảng tin điện tử",
    r"\b81 đợt hội nghị",
    r"\b15 chuyên mục",
    r"\b136 tin, bài",
    r"\b90 tấm phướn",
    r"\b28 băng rôn",
    r"\b17 buổi tuyên truyền bằng xe lưu động",
    r"hơn 34 lượt",
    r"\b100% thủ tục hành chính",
)
ACTS: dict[str, Any] = yaml.safe_load((ROOT / "samples/binh_son_2021/acts.yaml").read_text("utf-8"))
THANH, THANH_NANG = "21091", "21046"  # Bình Thanh, Bình Thạnh


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def _totals(folder: Path) -> dict[str, dict[str, str]]:
    return {row["field"]: row for row in _rows(folder / "totals.csv") if not row["row"]}


def _report_text(path: Path) -> str:
    document = docx.Document(str(path))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


# the way back ------------------------------------------------------------------------------------------------


def test_a_commune_mends_and_explains_in_the_marked_workbook_and_staff_accept_it(demo: Demo) -> None:
    (answer,) = (item for item in ACTS["corrected"] if "mended" in item)
    (accepted,) = ACTS["accepted"]
    words = answer["explained"][accepted["rule"]]
    (marked,) = (demo.provisional / "returned").glob(f"{answer['unit']} *.xlsx")
    requests = openpyxl.load_workbook(marked)[REQUEST_SHEET]
    asked = [str(row[0].value) for row in requests.iter_rows()]
    assert any(f"|{accepted['rule']}|" in subject for subject in asked)
    checked = demo.final.checked
    assert checked is not None
    (waived,) = (one for one in checked.findings if one.waived)
    assert (waived.rule, waived.explanation, waived.place.file) == (accepted["rule"], words, answer["file"])
    for code, value in answer["mended"].items():
        entries = _rows(demo.outputs / "entries.csv")
        (entry,) = (e for e in entries if (e["unit"], e["field"]) == (answer["unit"], code))
        assert (entry["value"], entry["return"], entry["origin"]) == (value, answer["file"], "reported")
    told = openpyxl.load_workbook(demo.outputs / "consolidated.xlsx")["Quyết định"]
    said = {str(cell.value) for row in told.iter_rows() for cell in row}
    assert {accepted["reason"], "Chấp nhận số liệu theo giải trình", "Đang áp dụng"} <= said
    assert not list((demo.outputs / "returned").glob(f"{answer['unit']} *.xlsx"))
    assert any("Xã Bình Trị mở tệp đã đánh dấu" in text for text in demo.said)


# act one -----------------------------------------------------------------------------------------------------


def test_act_one_ends_with_attention_and_act_two_with_nothing_left_to_do(demo: Demo) -> None:
    assert [int(act.exit) for act in demo.acts] == [1, 0]
    assert int(demo.final.exit) == 0


def test_act_one_writes_provisional_outputs(demo: Demo) -> None:
    written = {path.name for path in demo.provisional.iterdir()}
    assert {"validation.xlsx", "validation.html", "consolidated.xlsx", "totals.csv", "entries.csv"} <= written
    assert {"report.docx", "report.md", "manifest.json", "templates", "templates.zip"} <= written
    assert "SỐ LIỆU SƠ BỘ" in (demo.provisional / "report.md").read_text("utf-8")
    assert digests(demo.provisional)["totals.csv"] != digests(demo.outputs)["totals.csv"]


@pytest.mark.parametrize(
    "item",
    [item for item in ACTS["returns"] if item.get("typed") and item["unit"] != "21067"],
    ids=lambda item: item["unit"],
)
def test_every_planted_mistake_is_found_at_its_cell(demo: Demo, item: dict[str, Any]) -> None:
    checked = demo.acts[0].checked
    assert checked is not None
    (template,) = (demo.outputs / "templates").glob(f"{item['unit']} *.xlsx")
    for code, typed in item["typed"].items():
        sheet, cell = place_of(template, code)
        found = [
            f
            for f in checked.findings
            if (f.place.file, f.place.sheet, f.place.cell) == (item["file"], sheet, cell)
        ]
        assert found, f"{item['file']} {sheet} {cell}: {typed!r} went unnoticed"
        confirmed = item["unit"] in {one["unit"] for one in ACTS["confirmed"]}
        if confirmed:  # no rule sees it: it is asked about, and counts
            assert (found[0].severity, found[0].held) == ("warning", False)
        elif typed:
            assert found[0].severity == "error" and found[0].held
        if typed:
            assert f"{int(typed):,}".replace(",", ".") in found[0].message.vi if typed.isdecimal() else True
            assert typed.isdecimal() or typed in found[0].message.vi
        assert cell in found[0].message.vi
        assert found[0].remedy.vi.startswith("Đề nghị")


def test_a_swap_of_two_digits_holds_the_whole_sum_and_its_number_is_in_no_total(demo: Demo) -> None:
    for code, wrong in (
        ("dossier_received", "1576"),
        ("household_total", "2.1O0"),
        ("slogan_count", "ba mươi"),
    ):
        row = _totals(demo.provisional)[code]
        assert int(row["held"]) == 1
        assert int(row["reporting"]) == int(row["asked"]) - 2  # one held, one not yet returned
        held = [
            e for e in _rows(demo.provisional / "entries.csv") if e["field"] == code and e["raw"] == wrong
        ]
        assert [entry["counted"] for entry in held] == ["false"]


def test_held_entries_are_added_once_they_are_mended(demo: Demo) -> None:
    for code in ("dossier_received", "household_total", "slogan_count"):
        before, after = (_totals(folder)[code] for folder in (demo.provisional, demo.outputs))
        assert int(after["value"]) > int(before["value"])
        assert (int(after["held"]), after["reporting"]) == (0, after["asked"])


def test_totals_of_act_one_are_the_sum_of_what_counts(demo: Demo) -> None:
    for folder in (demo.provisional, demo.outputs):
        entries = _rows(folder / "entries.csv")
        for code in PUBLISHED:
            counted = [
                int(e["value"])
                for e in entries
                if e["field"] == code and e["counted"] == "true" and e["value"]
            ]
            assert int(_totals(folder)[code]["value"]) == sum(counted)


def test_old_versions_foreign_files_and_absent_units_are_named_as_what_they_are(demo: Demo) -> None:
    first = demo.acts[0]
    kinds = {item.file: (item.kind, item.unit_id, item.version) for item in first.received}
    assert kinds["BC tuyen truyen Binh Hai.xlsx"] == (Kind.RETURN, "21067@", 1)
    assert kinds["Binh Hai - ban moi.xlsx"] == (Kind.RETURN, "21067@", 2)
    assert kinds["Copy of BC tuyen truyen Binh Hai.xlsx"][0] is Kind.DUPLICATE
    assert kinds["Lich truc co quan thang 12.xlsx"][0] is Kind.FOREIGN
    assert [s.unit_id for s in first.standings if s.version == 0] == ["21106@"]
    slogans = [
        e
        for e in _rows(demo.provisional / "entries.csv")
        if e["unit"] == "21067" and e["field"] == "slogan_count"
    ]
    assert [(e["version"], e["counted"]) for e in slogans] == [("2", "true")]
    assert slogans[0]["raw"] != "5"


def test_communes_that_differ_by_a_tone_are_not_mixed_up(demo: Demo) -> None:
    found = {item.file: item.unit_id for item in demo.acts[0].received}
    assert found["BC CCHC xa Binh Thanh (1).xlsx"] == f"{THANH_NANG}@"
    assert found["BC CCHC xa Binh Thanh.xlsx"] == f"{THANH}@"
    templates = {path.name for path in (demo.outputs / "templates").iterdir()}
    assert {f"{THANH} Xã Bình Thanh.xlsx", f"{THANH_NANG} Xã Bình Thạnh.xlsx"} <= templates
    figures = _rows(ROOT / "samples/binh_son_2021/figures.csv")
    for unit in (THANH, THANH_NANG):
        typed = {row["field"]: row["value"] for row in figures if row["unit_code"] == unit}
        read = {e["field"]: e["raw"] for e in _rows(demo.outputs / "entries.csv") if e["unit"] == unit}
        assert read["pop_total"] == typed["pop_total"]


# which cell, and whom to call first ---------------------------------------------------------------------------


def test_two_swapped_digits_are_named_with_what_may_have_been_meant(demo: Demo) -> None:
    checked = demo.acts[0].checked
    assert checked is not None
    ways = [
        way
        for lead in checked.findings
        for one in lead.each
        if (one.place.unit_id, one.rule) == ("21061@", "dossiers_add_up")
        for way in one.suggestions
    ]
    assert (ways[0].kind, ways[0].likely) == ("digits_swapped", True)
    assert not any(way.likely for way in ways[1:])
    (change,) = ways[0].changes
    assert (change.place.field, change.raw, change.value) == ("dossier_received", "1576", 1756)
    assert "ghi 1.576, có thể là 1.756" in ways[0].words.vi
    page = (demo.provisional / "validation.html").read_text("utf-8")
    assert "có thể là 1.756" in page


def test_the_call_list_names_all_that_hangs_on_act_one(demo: Demo) -> None:
    checked = demo.acts[0].checked
    assert checked is not None
    calls = checked.calls
    why = {call.unit_id: {reason.why for reason in call.reasons} for call in calls.calls}
    assert why["21103@"] == {"suggested"} and why["21106@"] == {"missing"}
    assert all("held" in why[unit] for unit in ("21061@", "21070@", "21079@"))
    first = next(call for call in calls.calls if call.effect is not None)
    assert first.unit_id == "21103@"  # ten times as much as it should be
    assert 0 < calls.enough <= len(calls.calls) and calls.left <= calls.bound
    final = demo.final.checked
    assert final is not None
    # What is left are figures that some did not state, which are in no total: nothing else is doubted any more.
    assert {reason.why for call in final.calls.calls for reason in call.reasons} == {"blank"}
    told = "\n".join(demo.said)
    assert "nên liên hệ với đơn vị nào trước" in told and "xác nhận qua điện thoại" in told


def test_a_suggestion_that_was_confirmed_is_a_correction(demo: Demo) -> None:
    (confirmed,) = ACTS["confirmed"]
    entries = _rows(demo.outputs / "entries.csv")
    (entry,) = (e for e in entries if (e["unit"], e["field"]) == (confirmed["unit"], confirmed["field"]))
    assert (entry["raw"], entry["value"], entry["origin"]) == ("910", "91", "corrected")
    told = openpyxl.load_workbook(demo.outputs / "consolidated.xlsx")["Quyết định"]
    said = {str(cell.value) for row in told.iter_rows() for cell in row}
    assert any("theo gợi ý của chương trình" in text and "910 → 91" in text for text in said)
    row = _totals(demo.outputs)["radio_broadcast"]
    figures = _rows(ROOT / "samples/binh_son_2021/figures.csv")
    typed = [row["value"].removeprefix("trên ") for row in figures if row["field"] == "radio_broadcast"]
    assert (int(row["value"]), row["qualifier"]) == (sum(map(int, typed)), "over")


def test_estimates_stand_beside_provisional_totals_and_nowhere_else(demo: Demo) -> None:
    first, final = demo.acts[0].totals, demo.final.totals
    assert first is not None and final is not None
    # What nobody had to state stays without all its units; what the district published does not.
    assert not {one.key.field for one in final.estimates} & (PUBLISHED.keys() | {"household_total"})
    households = next(one for one in first.estimates if one.key.field == "household_total")
    assert households.value is not None and households.low is not None and households.high is not None
    assert households.low <= households.value <= households.high
    assert households.value > first.total("household_total").value  # type: ignore[operator]
    assert "Số liệu ước tính" in openpyxl.load_workbook(demo.provisional / "consolidated.xlsx").sheetnames
    row = _totals(demo.provisional)["household_total"]
    assert int(row["value"]) == first.total("household_total").value


# the end -----------------------------------------------------------------------------------------------------


def test_at_the_end_all_communes_have_returned_and_the_own_agencies_are_none_of_them(demo: Demo) -> None:
    final = demo.final
    assert final.round is not None
    assert (len(final.round.communes), len(final.round.units)) == (22, 23)
    assert all(standing.version for standing in final.standings)
    assert Verdict.TO_MEND not in final.verdicts.values()
    text = _report_text(demo.outputs / "report.docx")
    for path in ("report.md", "validation.html"):
        text += (demo.outputs / path).read_text("utf-8")
    assert "22/22" in text
    assert not re.search(r"23(/2\d)? xã, thị trấn", text)
    row = _totals(demo.outputs)["pop_total"]  # asked of communes only
    assert (row["asked"], row["reporting"]) == ("22", "22")


@pytest.mark.parametrize(("code", "value"), PUBLISHED.items())
def test_a_published_figure_stands_in_the_totals_and_in_the_consolidated_workbook(
    demo: Demo, code: str, value: int
) -> None:
    row = _totals(demo.outputs)[code]
    assert (row["value"], row["qualifier"], row["held"]) == (str(value), "", "0")
    assert value in _beside(demo, row["label"])


def test_the_qualified_and_the_stated_figure_stand_there_too(demo: Demo) -> None:
    totals = _totals(demo.outputs)
    session, online = totals["integrated_session"], totals["tthc_online"]
    assert (session["value"], session["qualifier"], session["asked"]) == ("34", "over", "1")
    assert Decimal(online["value"] or "100") == 100
    assert any("34" in str(value) for value in _beside(demo, session["label"]))
    assert any("100" in str(value) for value in _beside(demo, online["label"]))


@pytest.mark.parametrize("pattern", IN_REPORT)
def test_a_published_figure_stands_in_the_report(demo: Demo, pattern: str) -> None:
    assert re.search(pattern, _report_text(demo.outputs / "report.docx"))
    assert re.search(pattern, (demo.outputs / "report.md").read_text("utf-8"))


def test_the_report_compares_with_the_figures_imported_for_2020(demo: Demo) -> None:
    report = (demo.outputs / "report.md").read_text("utf-8")
    assert (
        "130 tập tài liệu, ấn phẩm tuyên truyền, tăng 15 tập (tăng 13,04%) so với năm trước" in report
    )  # from 115


def _beside(demo: Demo, label: str) -> list[object]:
    """What stands, on any sheet, in the row of a label."""
    book = openpyxl.load_workbook(demo.outputs / "consolidated.xlsx", data_only=True)
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    found = [value for row in rows if label in row for value in row]
    assert found, label
    return found


def test_the_demo_says_what_was_written_and_what_to_open_first(demo: Demo) -> None:
    assert str(demo.outputs) in demo.said[-1]
    assert "consolidated.xlsx" in demo.said[-1] and "Nên mở trước" in demo.said[-1]
    assert any("MINH HỌA" in said for said in demo.said)


# act three ---------------------------------------------------------------------------------------------------


def test_the_third_act_closes_takes_in_a_late_return_and_closes_again(demo: Demo) -> None:
    assert [told.verb for told in demo.editions] == [
        "close",
        "receive",
        "reopen",
        "close",
        "verify",
        "lint",
        "report",
        "trace",
        "archive",
    ]
    first, late, reopened, again, _, _, _, traced, archived = demo.editions
    assert [told.round.edition for told in (first, late, reopened, again, traced) if told.round] == [
        1,
        1,
        0,
        2,
        2,
    ]
    (waiting,) = ACTS["late"]
    assert [item.file for item in late.late] == [waiting["file"]]
    assert int(late.exit) == 1
    assert archived.outputs[-1].path.endswith("archive-2.zip")
    assert demo.final.round is not None and demo.final.round.edition == 2


def test_reopening_told_what_differs_from_the_first_edition_and_through_whom(demo: Demo) -> None:
    reopened, (late,) = demo.editions[2], ACTS["late"]
    assert reopened.totals is not None
    changed = {one.key.field: one for one in reopened.totals.since_issued}
    assert set(late["typed"]) <= set(changed)
    figures = _rows(ROOT / "samples/binh_son_2021/figures.csv")
    before = {row["field"]: row["value"] for row in figures if row["unit_code"] == late["unit"]}
    for code, typed in late["typed"].items():
        change = changed[code]
        assert [unit.unit_id for unit in change.units] == [f"{late['unit']}@"]
        assert int(change.after or 0) - int(change.before or 0) == int(typed) - int(before[code])  # type: ignore[call-overload]


def test_both_editions_are_kept_as_they_were_issued_with_their_signed_copies(demo: Demo) -> None:
    kept = demo.root / ".tonghop" / "editions" / ROUND
    for document, folder in zip(ACTS["closed"], ("1", "2"), strict=True):
        report = (kept / folder / "report.md").read_text("utf-8")
        assert f"Số: {document['number']}" in report
        assert "SƠ BỘ" not in report
        page = (kept / folder / "validation.html").read_text("utf-8")
        assert f"LẦN PHÁT HÀNH {folder}" in page and "SƠ BỘ" not in page
        signed = (kept / folder / "signed" / document["signed"]).read_bytes()
        assert signed == (ROOT / "samples/binh_son_2021" / document["signed"]).read_bytes()
    slogans = [_totals(kept / folder)["slogan_count"]["value"] for folder in ("1", "2")]
    assert slogans == ["138", "141"]
    assert digests(kept / "2")["report.docx"] == digests(demo.outputs)["report.docx"]


def test_the_number_asked_about_is_followed_to_every_units_cell(demo: Demo) -> None:
    traced = demo.editions[7].traced
    assert traced is not None and traced.asked == ACTS["asked"]
    (trace,) = traced.traces
    assert trace.node.key is not None and trace.node.key.field == "media_article"
    assert trace.node.value == PUBLISHED["media_article"]


def test_the_issued_report_is_as_the_register_and_the_decree_have_it(demo: Demo) -> None:
    verified, linted, own = demo.editions[4:7]
    assert (verified.findings, int(verified.exit)) == ((), 0)
    assert [found.code for found in linted.findings] == ["FMT-018"]  # the signer's name is left to staff
    assert any(f"unit-reports/{ACTS['own_report']} " in output.path for output in own.outputs)


def test_the_archive_opens_without_the_toolkit(demo: Demo) -> None:
    with zipfile.ZipFile(demo.outputs / "archive-2.zip") as archive:
        names = archive.namelist()
        assert names[0] == "README.txt"
        assert archive.testzip() is None
    returned = {path.name for path in demo.returns.iterdir()}
    assert {Path(name).name for name in names} >= {
        "report.docx",
        "consolidated.xlsx",
        "SHA256SUMS",
        ACTS["closed"][1]["signed"],
    }
    assert len({Path(name).name for name in names} & returned) >= 23


# files -------------------------------------------------------------------------------------------------------


def test_returned_files_are_left_as_they_came(demo: Demo) -> None:
    now = digests(demo.returns)
    assert demo.returned.items() <= now.items()
    assert set(now) - set(demo.returned) == {item["file"] for item in (*ACTS["corrected"], *ACTS["late"])}


def test_nobodys_name_is_in_an_output(demo: Demo) -> None:
    for path in demo.outputs.rglob("*.*x"):
        with zipfile.ZipFile(path) as archive:
            properties = archive.read("docProps/core.xml").decode()
        for tag in ("dc:creator", "cp:lastModifiedBy"):
            assert not re.search(rf"<{tag}>[^<]+</{tag}>", properties), f"{path.name}: {properties}"


@pytest.mark.parametrize(
    "verb",
    [["run"], ["validate"], ["merge"], ["report"], ["template", "--common"], ["receive"]],
    ids=lambda v: v[0],
)
def test_a_verb_run_again_changes_no_byte(played: Clerk, verb: list[str]) -> None:
    before = played.outputs(ROUND)
    ran = played(verb[0], ROUND, *verb[1:])
    assert ran.exit == 0, ran.err
    assert played.outputs(ROUND) == before


def test_an_edited_output_is_kept_and_the_new_one_stands_beside_it(played: Clerk) -> None:
    report = played.root / "outputs" / ROUND / "report.docx"
    written = report.read_bytes()
    edited = written + b"edited by hand"
    report.write_bytes(edited)
    for _ in range(2):  # and no third one the second time
        ran = played("report", ROUND)
        assert ran.exit == 0, ran.err
        assert report.read_bytes() == edited
        assert report.with_name("report (lần 2).docx").read_bytes() == written
        assert not report.with_name("report (lần 3).docx").exists()
        assert "sửa bằng tay" in ran.out and "report (lần 2).docx" in ran.out


def test_an_older_file_dropped_later_does_not_change_the_totals(played: Clerk) -> None:
    returns = played.root / "returns" / ROUND
    again = returns / "cuối cùng.xlsx"
    shutil.copy(returns / "21061 Xã Bình Trị.xlsx", again)
    touch(again, "2021-12-20T09:00:00")
    before = played.outputs(ROUND)["totals.csv"]
    assert played("run", ROUND).exit == 0
    assert played.outputs(ROUND)["totals.csv"] == before


@pytest.mark.parametrize("verb", ["run", "validate", "merge", "report", "receive"])
def test_a_closed_round_stays_as_it_was_issued(closed: Clerk, verb: str) -> None:
    before = closed.outputs(ROUND)
    ran = closed(verb, ROUND)
    assert ran.exit == 0, ran.err
    assert closed.outputs(ROUND) == before
    assert closed("audit").exit == 0


def test_a_demo_that_somebody_worked_in_is_not_played_over(demo: Demo, tmp_path: Path) -> None:
    mine = tmp_path / "demo"
    mine.mkdir()
    (mine / "ghi chú.txt").write_text("của tôi", "utf-8")
    ran = tonghop("init", mine)
    assert ran.exit == 0
    assert (mine / "ghi chú.txt").read_text("utf-8") == "của tôi"
    assert tonghop("init", demo.root).exit == 2
