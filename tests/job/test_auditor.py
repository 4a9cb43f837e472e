"""A round by the command line alone, from a fresh workspace: closed, reopened by a late commune, closed again; then an
auditor comes with three questions.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from tests.job.clerk import BY, Clerk
from tests.job.conftest import SAMPLE, fresh
from toolkit.files.csv_text import read_csv

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

ROUND = "cchc_communication-2021"
CHAU_O, BINH_THUAN, LATE, OWN = "21040", "21043", "21091", "524-CQ"
FIRST = (
    "--number",
    "452/BC-UBND",
    "--date",
    "2021-12-20",
    "--approved-by",
    "Chủ tịch UBND huyện",
    "--by",
    BY,
)
SECOND = (
    "--number",
    "459/BC-UBND",
    "--date",
    "2021-12-28",
    "--approved-by",
    "Chủ tịch UBND huyện",
    "--by",
    BY,
)
EARLY, COMMUNES = (CHAU_O, BINH_THUAN), (CHAU_O, BINH_THUAN, LATE)
CONFIRMED = "công chức văn phòng xã"


def figures(unit: str) -> dict[str, object]:
    """What a unit types, from the sample."""
    rows = read_csv((SAMPLE / "figures.csv").read_bytes(), "figures.csv")
    typed = {row["field"]: row["value"] for row in rows if row["unit_code"] == unit}
    return {code: int(raw) if raw.isdecimal() else raw for code, raw in typed.items()}


def articles(*units: str) -> int:
    return sum(int(str(figures(unit)["media_article"])) for unit in units)


@dataclass(frozen=True)
class Audited:
    """The office after its second closing, and what the commands on the way said."""

    clerk: Clerk
    waiting: str
    reopened: str
    first: dict[str, bytes]

    @property
    def outputs(self) -> Path:
        return self.clerk.root / "outputs" / ROUND


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    clerk = fresh(tmp_path_factory.mktemp("auditor") / "workspace")
    asked = clerk.root / "asked.csv"
    asked.write_text("code\n" + "\n".join((CHAU_O, BINH_THUAN, LATE, OWN)) + "\n", "utf-8")
    assert clerk.open("cchc_communication", "2021", "--units", str(asked)) == ROUND
    for unit in (CHAU_O, BINH_THUAN, OWN):
        clerk.send(ROUND, unit, figures(unit), f"bao cao {unit}.xlsx", at="2021-12-14T08:00:00")
    assert clerk.do("run", ROUND).exit == 1  # one commune has not returned
    by_phone = ("--reason", "Xã đếm lại", "--source", CONFIRMED, "--channel", "điện thoại", "--by", BY)
    clerk.do("correct", ROUND, BINH_THUAN, "slogan_count", "8", *by_phone)
    signed = clerk.root / "ban ky.pdf"
    signed.write_bytes((SAMPLE / "ban-ky-lan-1.pdf").read_bytes())
    clerk.do("close", ROUND, *FIRST, "--signed", signed)
    outputs = clerk.root / "outputs" / ROUND
    first = {path.name: path.read_bytes() for path in outputs.iterdir() if path.is_file()}
    clerk.send(ROUND, LATE, figures(LATE), f"gui muon {LATE}.xlsx", at="2021-12-22T08:00:00")
    received = clerk.do("receive", ROUND)
    assert received.exit == 1
    assert clerk.do("run", ROUND).exit == 1
    unchanged = {name: (outputs / name).read_bytes() for name in first}
    assert unchanged == first, "what was issued stands"
    reopened = clerk.do("reopen", ROUND, "--reason", "Xã Bình Thanh gửi muộn", "--by", BY)
    assert "SỐ LIỆU SƠ BỘ – sau lần phát hành 1" in (outputs / "report.md").read_text("utf-8")
    clerk.do("run", ROUND)
    clerk.do("close", ROUND, *SECOND)
    return Audited(clerk, received.out, reopened.out, first)


def totals(data: bytes) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    return {row["field"]: row for row in rows if not row["row"]}


# on the way --------------------------------------------------------------------------------------------------


def test_the_late_return_waits_and_the_clerk_is_told_what_to_do(audited: Audited) -> None:
    assert f"gui muon {LATE}.xlsx" in audited.waiting and "Sau chốt" in audited.waiting
    assert f"tonghop reopen {ROUND} --reason" in audited.waiting


def test_reopening_tells_the_difference_and_through_whom(audited: Audited) -> None:
    before, after = (
        sum(int(str(figures(unit)["pop_total"])) for unit in units) for units in (EARLY, COMMUNES)
    )
    lines = audited.reopened.splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("  Nhân khẩu: "))
    assert lines[at] == f"  Nhân khẩu: {before:,} → {after:,}".replace(",", ".")
    assert f"{LATE} Xã Bình Thanh: chưa có số liệu → " in lines[at + 1]
    assert f"gui muon {LATE}.xlsx" in lines[at + 1]


def test_every_output_says_which_edition_it_is(audited: Audited) -> None:
    for name in ("consolidated.xlsx", "consolidated-to-send.xlsx", "validation.xlsx"):
        book = openpyxl.load_workbook(audited.outputs / name, read_only=True)
        said = " ".join(
            str(value)
            for sheet in book
            for row in sheet.iter_rows(values_only=True)
            for value in row
            if value
        )
        assert "CHÍNH THỨC – LẦN PHÁT HÀNH 2" in said, name
        assert "459/BC-UBND" in said and "SƠ BỘ" not in said, name
    page = (audited.outputs / "validation.html").read_text("utf-8")
    assert "CHÍNH THỨC – LẦN PHÁT HÀNH 2" in page
    report = (audited.outputs / "report.md").read_text("utf-8")
    assert "Số: 459/BC-UBND" in report and "thay thế Báo cáo số 452/BC-UBND" in report
    assert {row["edition"] for row in totals((audited.outputs / "totals.csv").read_bytes()).values()} == {"2"}
    assert {row["edition"] for row in totals(audited.first["totals.csv"]).values()} == {"1"}


def test_the_copy_to_send_says_nothing_that_is_internal(audited: Audited) -> None:
    book = openpyxl.load_workbook(audited.outputs / "consolidated-to-send.xlsx")
    said = " ".join(
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )
    assert "BẢN GỬI" in said and "BẢN LƯU NỘI BỘ" not in said
    for internal in (CONFIRMED, "Xã đếm lại", f"bao cao {CHAU_O}.xlsx", BY):
        assert internal not in said, internal


def test_the_register_verifies(audited: Audited) -> None:
    assert audited.clerk.do("audit").exit == 0
    assert audited.clerk.do("verify", audited.outputs / "consolidated.xlsx").exit == 0


# the auditor -------------------------------------------------------------------------------------------------


def test_one_where_does_this_number_come_from(audited: Audited) -> None:
    """The number as the first report printed it leads to cells, and in the archived files those cells say so."""
    total = articles(CHAU_O, BINH_THUAN, OWN)
    printed = f"{total} tin, bài"
    assert f"Đăng, phát {printed}" in audited.first["report.md"].decode("utf-8")
    told = audited.clerk.do("trace", ROUND, "--text", printed, "--edition", "1", "--json").json["traced"]
    text = audited.clerk.do("trace", ROUND, "--text", printed, "--edition", "1").out
    assert "LẦN PHÁT HÀNH 1 (Báo cáo số 452/BC-UBND ngày 20/12/2021)" in text
    assert printed in str(told)
    audited.clerk.do("archive", ROUND, "--edition", "1")
    found = re.findall(r"(bao cao \S+\.xlsx) \(lần 1\), trang “([^”]+)”, ô ([A-Z]+\d+), ghi “(\d+)”", text)
    assert len(found) == 3
    with zipfile.ZipFile(audited.outputs / "archive-1.zip") as archive:
        for file, sheet, cell, raw in found:
            (inside,) = (name for name in archive.namelist() if name.endswith(f"/{file}"))
            book = openpyxl.load_workbook(io.BytesIO(archive.read(inside)))
            assert str(book[sheet][cell].value) == raw
        reported = [name for name in archive.namelist() if name.endswith("totals.csv")]
        assert archive.read(reported[0]) == audited.first["totals.csv"]
        signed = [name for name in archive.namelist() if name.endswith("ban ky.pdf")]
        assert archive.read(signed[0]) == (SAMPLE / "ban-ky-lan-1.pdf").read_bytes()
    assert sum(int(raw) for *_, raw in found) == total


def test_two_why_does_the_later_report_say_another(audited: Audited) -> None:
    before, after = articles(CHAU_O, BINH_THUAN, OWN), articles(CHAU_O, BINH_THUAN, OWN, LATE)
    text = audited.clerk.do("trace", ROUND, "--text", f"{after} tin, bài").out
    assert f"Lần phát hành 1: {before} – Báo cáo số 452/BC-UBND" in text
    assert f"Lần phát hành 2: {after} – Báo cáo số 459/BC-UBND" in text
    assert "Xã Bình Thanh gửi muộn" in text, "why it was reopened"
    assert f"gui muon {LATE}.xlsx" in text
    compared = audited.clerk.do("diff", ROUND, "--editions", "1", "2", "--json").json["revision"]
    articles_changed = next(one for one in compared["changes"] if one["field"] == "media_article")
    assert (articles_changed["before"], articles_changed["after"]) == (before, after)
    assert [unit["unit"] for unit in articles_changed["units"]] == [LATE]


def test_three_who_decided_that_it_is_not_what_the_commune_reported(audited: Audited) -> None:
    reported = figures(BINH_THUAN)["slogan_count"]
    text = audited.clerk.do("trace", ROUND, "slogan_count", "--unit", BINH_THUAN).out
    assert f"ghi “{reported}”" in text, "what stands in the commune's file"
    for said in ("Xã đếm lại", CONFIRMED, "điện thoại", BY):
        assert said in text, said
    page = audited.clerk.do("trace", ROUND, "slogan_count", "--html", "--json").json["outputs"]
    drawn = (audited.clerk.root / page[0]).read_text("utf-8")
    assert "Xã đếm lại" in drawn and "LẦN PHÁT HÀNH 2" in drawn


def test_an_edited_workbook_is_told_from_what_was_issued(audited: Audited, tmp_path: Path) -> None:
    """Somebody mends a number by hand in the workbook that was sent: it is found, and offered as a correction."""
    book = openpyxl.load_workbook(audited.outputs / "consolidated.xlsx")
    shown = (sheet for sheet in book if sheet.title != "Dữ liệu")
    target = next(
        cell
        for sheet in shown
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == figures(CHAU_O)["pop_total"]
    )
    target.value = 12345
    changed = tmp_path / "sua tay.xlsx"
    book.save(changed)
    ran = audited.clerk.do("verify", changed)
    assert ran.exit == 1
    assert "12.345" in ran.out and f'tonghop correct {ROUND} {CHAU_O} pop_total "12345"' in ran.out
