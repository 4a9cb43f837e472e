"""Verbs beside the main road: what staff answer, what is dropped elsewhere, a common template, earlier figures."""

import csv
import io
import shutil

import openpyxl
import pytest

from tests.job.clerk import BY, Clerk, fill_in, touch
from tests.job.conftest import ROUND, SAMPLE

CHAU_O, BINH_THANH, BINH_THANH_NANG = "21040", "21091", "21046"
FILL = {"pop_total": 5000, "household_total": 1250, "slogan_count": 12}

pytestmark = pytest.mark.slow


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    assert clerk.open("cchc_communication", "2021") == ROUND
    return clerk


def _common(clerk: Clerk, unit: str, name: str) -> None:
    """The common template, with what a person chooses in the drop-down of units."""
    clerk.do("template", ROUND, "--common")
    to = clerk.root / "returns" / ROUND / name
    fill_in(clerk.root / "outputs" / ROUND / "template-common.xlsx", to, {**FILL, "__unit": unit})
    touch(to, "2021-12-14T08:00:00")


def _choices(clerk: Clerk) -> list[str]:
    """What the drop-down of units offers."""
    clerk.do("template", ROUND, "--common")
    book = openpyxl.load_workbook(clerk.root / "outputs" / ROUND / "template-common.xlsx")
    guide = book.worksheets[0]
    row = next(at for at in range(1, guide.max_row + 1) if guide.cell(at, 1).value == "__unit")
    asked = next(cell.coordinate for cell in guide[row] if not cell.protection.locked)
    (rule,) = [one for one in guide.data_validations.dataValidation if asked in one.sqref]
    sheet, _, area = str(rule.formula1).lstrip("=").replace("$", "").replace("'", "").rpartition("!")
    return [str(cell.value) for line in book[sheet][area] for cell in line]


def test_the_common_template_offers_every_unit_and_comes_back_as_the_one_that_was_chosen(
    office: Clerk,
) -> None:
    choices = _choices(office)
    assert len(choices) == 23
    (chosen,) = [one for one in choices if "Bình Thạnh" in one]
    _common(office, chosen, "nhom zalo.xlsx")
    ran = office("receive", ROUND, "--json")
    (item,) = ran.json["returns"]
    assert (item["kind"], item["unit"], item["version"]) == ("return", BINH_THANH_NANG, 1)


def test_a_common_template_without_a_unit_is_asked_about_then_assigned(office: Clerk) -> None:
    _common(office, "", "không rõ.xlsx")
    ran = office("receive", ROUND, "--json")
    (item,) = ran.json["returns"]
    assert (ran.exit, item["kind"], item["version"]) == (1, "ask", 0)
    assert office("status", ROUND).exit == 1
    answered = office("assign", ROUND, "không rõ.xlsx", BINH_THANH, "--by", BY)
    assert answered.exit == 0 and "Bình Thanh" in answered.out
    ran = office("run", ROUND, "--json")
    (item,) = ran.json["returns"]
    assert (item["kind"], item["unit"], item["version"]) == ("return", BINH_THANH, 1)
    assert BINH_THANH not in ran.json["missing"] and CHAU_O in ran.json["missing"]


def test_a_discarded_file_is_asked_about_no_more_and_still_there(office: Clerk) -> None:
    path = office.send(ROUND, CHAU_O, FILL, name="nhầm.xlsx")
    kept = path.read_bytes()
    assert office("receive", ROUND, "--json").json["returns"][0]["unit"] == CHAU_O
    assert office("discard", ROUND, "nhầm.xlsx", "--reason", "xã gửi nhầm bản nháp", "--by", BY).exit == 0
    told = office("status", ROUND, "--json").json
    assert CHAU_O in told["missing"]
    ran = office("receive", ROUND)
    assert ran.exit in {0, 1, 3} and path.read_bytes() == kept
    office.send(ROUND, BINH_THANH, FILL)
    assert CHAU_O in office("run", ROUND, "--json").json["missing"]


def test_files_and_folders_elsewhere_are_received_by_their_path(office: Clerk) -> None:
    sent = office.send(ROUND, CHAU_O, FILL)
    inbox = office.root.parent / "Tải xuống"
    inbox.mkdir()
    shutil.move(sent, inbox / "a.xlsx")
    fill_in(office.template(ROUND, BINH_THANH), inbox / "nhóm 2" / "b.xlsx", FILL)
    ran = office("receive", ROUND, inbox / "a.xlsx", inbox / "nhóm 2", "--json")
    assert {item["unit"] for item in ran.json["returns"]} == {CHAU_O, BINH_THANH}
    assert sorted(path.name for path in inbox.rglob("*.xlsx")) == ["a.xlsx", "b.xlsx"]
    again = office("receive", ROUND, inbox, "--jobs", "2", "--json")
    assert {item["version"] for item in again.json["returns"]} <= {0, 1}
    assert {item["unit"] for item in again.json["returns"]} == {CHAU_O, BINH_THANH}


def test_status_tells_who_is_late_and_who_is_missing(office: Clerk) -> None:
    office.send(ROUND, CHAU_O, FILL, at="2021-12-14T08:00:00")
    office.send(ROUND, BINH_THANH, FILL, at="2021-12-22T08:00:00")
    office.do("run", ROUND)
    told = office("status", ROUND)
    assert told.exit == 1
    lines = {line.split()[0]: line for line in told.out.splitlines() if line.startswith("  2")}
    assert "đúng hạn" in lines[CHAU_O] and "chậm" in lines[BINH_THANH] and "chưa gửi" in lines["21043"]
    assert "2/22" in told.out
    assert len(office("status", ROUND, "--json").json["missing"]) == 21


def test_a_second_return_counts_and_its_blanks_erase_nothing(office: Clerk) -> None:
    office.send(ROUND, CHAU_O, FILL, name="lần 1.xlsx", at="2021-12-14T08:00:00")
    office.do("receive", ROUND)
    office.send(ROUND, CHAU_O, {"pop_total": 5100}, name="lần 2.xlsx", at="2021-12-15T08:00:00")
    ran = office("run", ROUND, "--json")
    assert [item["version"] for item in ran.json["returns"]] == [1, 2]
    data = (office.root / "outputs" / ROUND / "totals.csv").read_bytes().decode("utf-8-sig")
    totals = {row["field"]: row["value"] for row in csv.DictReader(io.StringIO(data))}
    assert (totals["pop_total"], totals["household_total"], totals["slogan_count"]) == ("5100", "1250", "12")
    assert totals["banner_vertical"] == ""  # nobody said anything: never zero


def test_earlier_figures_are_imported_once_and_not_compared_with_a_total_of_few_units(office: Clerk) -> None:
    history = SAMPLE / "history_2020.csv"
    first = office("history", "import", history, "--by", BY)
    assert first.exit == 0 and "22" in first.out
    again = office("history", "import", history, "--by", BY)
    assert again.exit == 0 and "0 số mới" in again.out
    office.send(ROUND, CHAU_O, {**FILL, "document_copy": 130})
    office.do("run", ROUND)
    report = (office.root / "outputs" / ROUND / "report.md").read_text("utf-8")
    assert "130 tập tài liệu" in report and "so với năm trước" not in report


def test_a_round_like_an_earlier_one(office: Clerk) -> None:
    like = office.do("round", "new", "--like", ROUND, "2022", "--by", BY, "--json").json
    assert like["round"] == "cchc_communication-2022" and len(like["expected"]) == 23
    second = office.do("round", "new", "cchc_communication", "2021", "--by", BY, "--json").json
    assert second["round"] == f"{ROUND}-2"
