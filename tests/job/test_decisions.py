"""What staff decide, through the command line: each decision has its effect at the next run, and can be taken back."""

import csv
import io
import json
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from tests.job.clerk import Clerk, Ran, touch
from tests.job.issued import FIRST
from tests.job.lamps import BINH_THANH, BINH_THUAN, CHAU_O, FILL, ROUND
from toolkit.desk import open_desk
from toolkit.form.layout import EXPLANATION_CODE
from toolkit.register.model import Act

pytestmark = pytest.mark.slow

RULE = "broken_within_total"
WRONG = {"lamp_total": 100, "lamp_broken": 130}
BY = ("--by", "Trần Thị Kiểm Thử")
ACT = Act("Văn thư", datetime(2026, 1, 5, 8))
SCHEMA = json.loads(files("toolkit").joinpath("schema", "result.json").read_text(encoding="utf-8"))


@pytest.fixture
def wrong(office: Clerk) -> Clerk:
    """One return that is right, and one whose rule fails: its figures are held."""
    office.send(ROUND, BINH_THUAN, FILL, at="2021-12-14T08:00:00")
    office.send(ROUND, CHAU_O, WRONG, at="2021-12-14T08:00:00")
    office.do("run", ROUND)
    assert totals(office) == {"lamp_total": "120", "lamp_broken": "7"}
    return office


def totals(clerk: Clerk) -> dict[str, str]:
    data = (clerk.root / "outputs" / ROUND / "totals.csv").read_bytes().decode("utf-8-sig")
    return {row["field"]: row["value"] for row in csv.DictReader(io.StringIO(data))}


def findings(clerk: Clerk, unit: str = CHAU_O) -> list[dict[str, Any]]:
    """What the newest return of a unit is told, after a run."""
    told = clerk.do("run", ROUND, "--json").json
    jsonschema.validate(told, SCHEMA)
    newest = [item for item in told["returns"] if item["unit"] == unit][-1]
    found: list[dict[str, Any]] = newest["findings"]
    return found


def decide(clerk: Clerk, *argv: str) -> Ran:
    ran = clerk(*argv, *BY)
    assert ran.exit == 0, ran.err
    return ran


def refused(clerk: Clerk, *argv: str) -> str:
    ran = clerk(*argv, *BY)
    assert ran.exit == 2 and not ran.out, ran.out
    return ran.err


def status(clerk: Clerk) -> dict[str, Any]:
    told = clerk.do("status", ROUND, "--json").json
    jsonschema.validate(told, SCHEMA)
    return told


def explain_in_the_return(clerk: Clerk, words: str, mend: dict[str, Any] | None = None) -> Path:
    """The unit answers in the marked workbook that it was sent back, and sends that again."""
    (marked,) = (clerk.root / "outputs" / ROUND / "returned").glob(f"{CHAU_O} *.xlsx")
    book = openpyxl.load_workbook(marked)
    sheet = next(one for one in book.worksheets if any(EXPLANATION_CODE in row for row in one.values))
    cells = [cell for row in sheet.iter_rows() for cell in row]
    column = max(cell.column for cell in cells if cell.value == EXPLANATION_CODE)
    row = next(cell.row for cell in cells if cell.column == 1 and RULE in str(cell.value))
    sheet.cell(row, column).value = words
    for code, value in (mend or {}).items():
        data = book["Số liệu"]
        at = next(cell.row for line in data.iter_rows(max_col=1) for cell in line if cell.value == code)
        data.cell(at, 5).value = value
    to = clerk.root / "returns" / ROUND / f"{CHAU_O} giải trình.xlsx"
    book.save(to)
    touch(to, "2021-12-15T08:00:00")
    return to


# Corrections


def test_a_corrected_value_counts_and_what_was_reported_stays_beside_it(wrong: Clerk) -> None:
    said = decide(
        wrong, "correct", ROUND, "Châu Ổ", "lamp_broken", "13", "--reason", "gõ nhầm", "--source", "chị Hoa"
    )
    assert "130 → 13" in said.out and f"tonghop run {ROUND}" in said.out
    assert findings(wrong) == []
    assert totals(wrong) == {"lamp_total": "220", "lamp_broken": "20"}
    with open_desk(wrong.root, at=ACT.at, writes=False) as desk:
        checked = desk.register.checked(ROUND)
        assert checked is not None
        (entry,) = [e for e in checked.entries if e.stacked.entry.origin == "corrected"]
    assert (entry.stacked.entry.value, entry.stacked.entry.raw) == (13, "130")
    assert entry.stacked.reported is not None and entry.stacked.reported.value == 130
    (told,) = status(wrong)["decisions"]
    assert (told["kind"], told["before"], told["after"], told["informant"]) == (
        "correction",
        130,
        13,
        "chị Hoa",
    )


def test_a_correction_that_leaves_an_error_says_so_at_once_and_the_unit_is_told_whose_figure_it_is(
    wrong: Clerk,
) -> None:
    said = decide(
        wrong, "correct", ROUND, "Châu Ổ", "lamp_broken", "125", "--reason", "gõ nhầm", "--source", "chị Hoa"
    )
    assert "Sau đính chính vẫn còn lỗi" in said.out and "125 lớn hơn 100" in said.out
    wrong.do("validate", ROUND)
    told = (wrong.root / "outputs" / ROUND / "messages.txt").read_text("utf-8-sig")
    assert "là số đã đính chính, báo cáo ghi “130”" in told


def test_the_same_correction_again_changes_nothing_and_another_replaces_it(wrong: Clerk) -> None:
    again = ("correct", ROUND, CHAU_O, "lamp_broken", "13", "--reason", "gõ nhầm", "--source", "chị Hoa")
    decide(wrong, *again)
    assert "không có gì thay đổi" in decide(wrong, *again).out
    assert len(status(wrong)["decisions"]) == 1
    other = decide(
        wrong, "correct", ROUND, CHAU_O, "lamp_broken", "14", "--reason", "gõ nhầm", "--source", "chị Hoa"
    )
    assert "Thay cho quyết định trước" in other.out
    assert [one["in_force"] for one in status(wrong)["decisions"]] == [False, True]
    findings(wrong)
    assert totals(wrong)["lamp_broken"] == "21"


def test_a_correction_taken_back_leaves_what_was_reported(wrong: Clerk) -> None:
    by_cell = ("correct", ROUND, CHAU_O, "Số liệu!E10")
    decide(wrong, *by_cell, "13", "--reason", "gõ nhầm", "--source", "chị Hoa")
    assert findings(wrong) == []
    back = decide(wrong, *by_cell, "--revoke")
    assert "Đã hủy" in back.out and "130 → 13" in back.out
    assert [one["rule"] for one in findings(wrong)] == [RULE]
    assert totals(wrong) == {"lamp_total": "120", "lamp_broken": "7"}
    assert "không có gì để hủy" in refused(wrong, *by_cell, "--revoke")


@pytest.mark.parametrize(
    ("sent", "codes", "broken"), [(13, ["DEC-001"], "20"), (130, ["DEC-002"], "20"), (45, ["DEC-003"], "52")]
)
def test_a_later_return_settles_repeats_or_overtakes_a_correction(
    wrong: Clerk, sent: int, codes: list[str], broken: str
) -> None:
    decide(wrong, "correct", ROUND, CHAU_O, "lamp_broken", "13", "--reason", "gõ nhầm", "--source", "chị Hoa")
    wrong.send(
        ROUND,
        CHAU_O,
        {"lamp_total": 101, "lamp_broken": sent},
        name="lần 2.xlsx",
        at="2021-12-15T08:00:00",
    )
    told = [one["code"] for one in findings(wrong) if one["code"].startswith("DEC")]
    assert told == codes
    assert totals(wrong) == {"lamp_total": "221", "lamp_broken": broken}


def test_a_blank_and_an_unreadable_cell_can_be_corrected_and_bounds_are_judged(office: Clerk) -> None:
    office.send(ROUND, CHAU_O, {"lamp_broken": "mấy bóng"}, at="2021-12-14T08:00:00")
    office.do("run", ROUND)
    how = ("--reason", "bổ sung", "--source", "chị Hoa")
    decide(office, "correct", ROUND, CHAU_O, "lamp_broken", "1.300", *how)
    decide(office, "correct", ROUND, CHAU_O, "lamp_total", "1253", *how)
    assert [one["rule"] for one in findings(office)] == [RULE]
    decide(office, "correct", ROUND, CHAU_O, "lamp_broken", "không phát sinh", *how)
    assert findings(office) == []
    assert totals(office) == {"lamp_total": "1253", "lamp_broken": "0"}


def test_what_is_no_plain_value_or_no_field_is_refused_with_a_hint(wrong: Clerk) -> None:
    how = ("--reason", "r", "--source", "s")
    field = ("correct", ROUND, CHAU_O, "lamp_broken")
    for raw in ("trên 13", "khoảng 13", "13,5", "1,253", "mười ba", "13/14", "1.2.3", "-13"):
        assert "Chưa thực hiện được" in refused(wrong, *field, raw, *how)
    assert "lamp_broken" in refused(wrong, "correct", ROUND, CHAU_O, "lamp_brokn", "1", *how)
    assert "lamp_broken" in refused(wrong, "correct", ROUND, CHAU_O, "Số bóng hỏngg", "1", *how)
    assert "Z99" in refused(wrong, "correct", ROUND, CHAU_O, "Số liệu!Z99", "1", *how)
    assert "chưa gửi báo cáo" in refused(wrong, "correct", ROUND, BINH_THANH, "lamp_broken", "1", *how)
    assert "--source" in refused(wrong, *field, "13", "--reason", "r")
    assert "VALUE" in refused(wrong, *field, *how)
    assert "không cần đính chính" in refused(wrong, *field, "130", *how)
    near = refused(wrong, "correct", ROUND, "Bình Thuânn", "lamp_broken", "1", *how)
    assert "Có phải là" in near and BINH_THUAN in near
    assert wrong("correct", ROUND, CHAU_O, "lamp_broken", "13", *how).exit in {
        0,
        2,
    }  # office.yaml may name somebody


def test_outputs_that_were_not_written_are_not_current(wrong: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    wrong.send(
        ROUND, CHAU_O, {"lamp_total": 100, "lamp_broken": 30}, name="lần 2.xlsx", at="2021-12-15T08:00:00"
    )
    with monkeypatch.context() as broken:
        broken.setattr("toolkit.issuing.anew.publish_outputs", killed)
        wrong("run", ROUND)
    assert not status(wrong)["current"] and "chưa được ghi xong" in wrong("status", ROUND).out
    wrong.do("run", ROUND)
    assert status(wrong)["current"]


# Waivers and explanations


def test_a_waived_error_counts_until_its_figures_change(wrong: Clerk) -> None:
    decide(wrong, "waive", ROUND, CHAU_O, RULE, "--reason", "có biên bản kiểm kê.")
    (told,) = findings(wrong)
    assert (told["severity"], told["waived"], told["held"]) == ("info", True, False)
    assert "có biên bản kiểm kê" in told["note"]
    assert totals(wrong) == {"lamp_total": "220", "lamp_broken": "137"}
    again = {"lamp_total": 100, "lamp_broken": 140}
    wrong.send(ROUND, CHAU_O, again, name="lần 2.xlsx", at="2021-12-15T08:00:00")
    (told,) = [one for one in findings(wrong) if one["rule"] == RULE]
    assert (told["severity"], told["waived"], told["held"]) == ("error", False, True)
    assert "không còn hiệu lực" in told["note"]
    assert totals(wrong) == {"lamp_total": "120", "lamp_broken": "7"}


def test_a_waiver_taken_back_holds_the_figures_again(wrong: Clerk) -> None:
    decide(wrong, "waive", ROUND, CHAU_O, RULE, "--reason", "đúng thực tế")
    assert not status(wrong)["current"]
    assert "Đề nghị chạy: tonghop run" in wrong.do("status", ROUND).out
    assert (
        "không có gì thay đổi" in decide(wrong, "waive", ROUND, CHAU_O, RULE, "--reason", "đúng thực tế").out
    )
    findings(wrong)
    assert status(wrong)["current"]
    assert "Đã hủy" in decide(wrong, "waive", ROUND, CHAU_O, RULE, "--revoke").out
    (told,) = findings(wrong)
    assert (told["severity"], told["note"]) == ("error", None)


def test_a_waiver_ends_with_its_day(wrong: Clerk) -> None:
    assert "đã qua" in refused(wrong, "waive", ROUND, CHAU_O, RULE, "--reason", "r", "--until", "2021-12-01")
    decide(wrong, "waive", ROUND, CHAU_O, RULE, "--reason", "r", "--until", "2021-12-20")
    assert findings(wrong)[0]["waived"]
    told = wrong.do("run", ROUND, "--as-of", "2021-12-21", "--json").json
    (late,) = [one for item in told["returns"] if item["unit"] == CHAU_O for one in item["findings"]]
    assert late["held"] and "chỉ có hiệu lực đến hết ngày 20/12/2021" in late["note"]


def test_where_nothing_fails_nothing_can_be_waived(wrong: Clerk) -> None:
    ask = ("--reason", "r")
    assert "không có gì để chấp nhận" in refused(wrong, "waive", ROUND, BINH_THUAN, RULE, *ask)
    assert RULE in refused(wrong, "waive", ROUND, CHAU_O, "broken_within_totl", *ask)
    assert "chưa gửi" in refused(wrong, "waive", ROUND, BINH_THANH, RULE, *ask)
    assert "--reason" in refused(wrong, "waive", ROUND, CHAU_O, RULE)
    assert "chưa giải trình" in refused(wrong, "explain", "accept", ROUND, CHAU_O, RULE)


def test_a_cell_that_cannot_be_read_is_corrected_not_waived(office: Clerk) -> None:
    office.send(ROUND, CHAU_O, {"lamp_total": 10, "lamp_broken": "mấy bóng"}, at="2021-12-14T08:00:00")
    told = findings(office)
    (code,) = [one["code"] for one in told if one["severity"] == "error"]
    assert "tonghop correct" in refused(office, "waive", ROUND, CHAU_O, code, "--reason", "r")


def test_error_explained_accepted_counted(wrong: Clerk) -> None:
    explain_in_the_return(wrong, "Đã thay 30 bóng của năm trước.")
    (told,) = [one for one in findings(wrong) if one["rule"] == RULE]
    assert told["held"] and told["explanation"] == "Đã thay 30 bóng của năm trước."
    (waiting,) = status(wrong)["pending"]
    assert (waiting["unit"], waiting["rule"]) == (CHAU_O, RULE)
    shown = wrong.do("status", ROUND).out
    assert f"tonghop explain accept {ROUND} {CHAU_O} {RULE}" in shown
    decide(wrong, "explain", "accept", ROUND, CHAU_O, RULE)
    (told,) = [one for one in findings(wrong) if one["rule"] == RULE]
    assert told["waived"] and told["explanation"] == "Đã thay 30 bóng của năm trước."
    assert totals(wrong) == {"lamp_total": "220", "lamp_broken": "137"}
    assert status(wrong)["pending"] == []
    decide(wrong, "explain", "accept", ROUND, CHAU_O, RULE, "--revoke")
    (told,) = [one for one in findings(wrong) if one["rule"] == RULE]
    assert told["held"] and status(wrong)["pending"]


def test_an_explanation_refused_is_shown_and_may_be_accepted_after_all(wrong: Clerk) -> None:
    explain_in_the_return(wrong, "Số liệu đúng.")
    findings(wrong)
    assert "--reason" in refused(wrong, "explain", "refuse", ROUND, CHAU_O, RULE)
    decide(wrong, "explain", "refuse", ROUND, CHAU_O, RULE, "--reason", "chưa nêu lý do")
    (told,) = [one for one in findings(wrong) if one["rule"] == RULE]
    assert told["held"] and "chưa nêu lý do" in told["note"]
    assert status(wrong)["pending"] == []
    decide(wrong, "explain", "accept", ROUND, CHAU_O, RULE, "--reason", "đã gọi hỏi")
    assert [one["in_force"] for one in status(wrong)["decisions"]] == [False, True]
    (told,) = [one for one in findings(wrong) if one["rule"] == RULE]
    assert told["waived"] and "đã gọi hỏi" in told["note"]
    decide(wrong, "explain", "refuse", ROUND, CHAU_O, RULE, "--reason", "chưa nêu lý do")
    decide(wrong, "explain", "refuse", ROUND, CHAU_O, RULE, "--revoke")
    findings(wrong)
    assert len(status(wrong)["pending"]) == 1


def test_an_explanation_lapses_when_its_figures_change(wrong: Clerk) -> None:
    explain_in_the_return(wrong, "Số liệu đúng.")
    findings(wrong)
    again = {"lamp_total": 100, "lamp_broken": 140}
    wrong.send(ROUND, CHAU_O, again, name="lần 3.xlsx", at="2021-12-16T08:00:00")
    (told,) = [one for one in findings(wrong) if one["rule"] == RULE]
    assert told["explanation"] is None and status(wrong)["pending"] == []
    assert "chưa giải trình" in refused(wrong, "explain", "accept", ROUND, CHAU_O, RULE)


# Totals, due dates, notes


def test_an_adjustment_is_in_the_total_and_can_be_taken_back(wrong: Clerk) -> None:
    how = ("--reason", "theo kết luận", "--ordered-by", "Phó Chủ tịch")
    decide(wrong, "adjust", ROUND, "lamp_total", "5", *how)
    wrong.do("merge", ROUND)
    assert totals(wrong)["lamp_total"] == "125"
    more = decide(wrong, "adjust", ROUND, "lamp_total", "-1", "--reason", "thêm", "--ordered-by", "Chủ tịch")
    assert "2 khoản điều chỉnh, cộng lại là +4" in more.out
    wrong.do("merge", ROUND)
    assert totals(wrong)["lamp_total"] == "124"
    decide(wrong, "adjust", ROUND, "lamp_total", "5", "--revoke")
    wrong.do("merge", ROUND)
    assert totals(wrong)["lamp_total"] == "119"
    decide(wrong, "adjust", ROUND, "lamp_total", "--revoke")
    wrong.do("merge", ROUND)
    assert totals(wrong)["lamp_total"] == "120"
    assert "lamp_total" in refused(wrong, "adjust", ROUND, "lamp_totl", "1", *how)
    assert "--ordered-by" in refused(wrong, "adjust", ROUND, "lamp_total", "1", "--reason", "r")
    for amount in ("0", "1,5", "nhiều", "trên 5", "-", "1.25"):
        assert refused(wrong, "adjust", ROUND, "lamp_total", amount, *how)
    decide(wrong, "adjust", ROUND, "lamp_total", "-70", *how)
    assert "thành -1, nhỏ hơn 0" in refused(wrong, "adjust", ROUND, "lamp_total", "-51", *how)
    decide(wrong, "adjust", ROUND, "lamp_total", "-50", *how)


def test_nothing_is_adjusted_before_it_is_merged(office: Clerk) -> None:
    said = refused(office, "adjust", ROUND, "lamp_total", "1", "--reason", "r", "--ordered-by", "o")
    assert f"tonghop merge {ROUND}" in said


def test_an_extended_unit_is_on_time_until_its_own_day(office: Clerk) -> None:
    office.send(ROUND, CHAU_O, FILL, at="2021-12-20T08:00:00")
    office.do("run", ROUND)
    assert "chậm" in _line(office, CHAU_O)
    decide(office, "extend", ROUND, CHAU_O, "2021-12-22", "--reason", "mưa lũ")
    assert "đúng hạn" in _line(office, CHAU_O)
    assert status(office)["extended"] == {CHAU_O: "2021-12-22"}
    assert "được gia hạn đến 22/12/2021" in office.do("status", ROUND).out
    decide(office, "extend", ROUND, CHAU_O, "--revoke")
    assert "chậm" in _line(office, CHAU_O)
    assert "không muộn hơn" in refused(office, "extend", ROUND, CHAU_O, "2021-12-10", "--reason", "r")
    assert "DATE" in refused(office, "extend", ROUND, CHAU_O, "--reason", "r")


def _line(clerk: Clerk, unit: str) -> str:
    lines = clerk.do("status", ROUND).out.splitlines()
    return next(line for line in lines if line.startswith(f"  {unit} "))


def test_status_shows_what_was_last_noted_of_a_unit(office: Clerk) -> None:
    decide(office, "log", ROUND, BINH_THANH, "đã nhắn Zalo", "--channel", "Zalo")
    decide(office, "log", ROUND, BINH_THANH, "đã gọi, hứa chiều gửi", "--channel", "điện thoại")
    shown = office.do("status", ROUND).out
    assert "đã gọi, hứa chiều gửi" in shown and "đã nhắn Zalo" not in shown and BY[1] in shown
    decide(office, "log", ROUND, BINH_THANH, "--revoke")
    assert "đã nhắn Zalo" in office.do("status", ROUND).out
    assert "TEXT" in refused(office, "log", ROUND, BINH_THANH)


# All of them
def test_nothing_is_decided_in_a_round_that_is_over(wrong: Clerk) -> None:
    wrong.do("close", ROUND, *FIRST)
    for verb in (
        ("correct", ROUND, CHAU_O, "lamp_broken", "1", "--reason", "r", "--source", "s"),
        ("waive", ROUND, CHAU_O, RULE, "--reason", "r"),
        ("explain", "accept", ROUND, CHAU_O, RULE),
        ("explain", "refuse", ROUND, CHAU_O, RULE, "--reason", "r"),
        ("adjust", ROUND, "lamp_total", "1", "--reason", "r", "--ordered-by", "o"),
        ("extend", ROUND, CHAU_O, "2022-01-10", "--reason", "r"),
        ("log", ROUND, CHAU_O, "đã gọi"),
    ):
        assert ROUND in refused(wrong, *verb)


def test_every_decision_is_an_event_and_says_what_it_did_as_json(wrong: Clerk) -> None:
    told = decide(wrong, "waive", ROUND, CHAU_O, RULE, "--reason", "đúng thực tế", "--json").json
    jsonschema.validate(told, SCHEMA)
    (one,) = told["decisions"]
    assert (one["kind"], one["rule"], one["in_force"], one["by"]) == ("waiver", RULE, True, BY[1])
    gone = decide(wrong, "waive", ROUND, CHAU_O, RULE, "--revoke", "--json").json
    jsonschema.validate(gone, SCHEMA)
    assert gone["decisions"][0]["in_force"] is False
    with open_desk(wrong.root, at=ACT.at, writes=False) as desk:
        verbs = [event.verb for event in desk.register.events(ROUND)]
    assert verbs[-2:] == ["waive", "revoke"]
    assert wrong("audit").exit in {0, 1}
