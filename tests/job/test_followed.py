"""What the verbs tell a clerk can be followed: exit codes, commands to type, and nothing that is still open is dropped."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.job.clerk import BY, Clerk, fill_in, touch
from tests.job.lamps import BINH_THUAN, CHAU_O, FILL, ROUND

pytestmark = pytest.mark.slow

PHOTO = b"\xff\xd8\xff\xe0" + b"a photographed page" * 300
WRONG = {"lamp_total": 120, "lamp_broken": "x y"}


def drop(office: Clerk, name: str, data: bytes) -> None:
    path = office.root / "returns" / ROUND / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    touch(path, "2024-06-18T08:00:00")


def keyed_in(office: Clerk) -> None:
    """A photo of one unit, and what staff keyed in from it."""
    drop(office, "anh.jpg", PHOTO)
    office.do("receive", ROUND)
    office.do("assign", ROUND, "anh.jpg", CHAU_O, "--by", BY)
    (path,) = (office.root / "outputs" / ROUND / "keying").glob("*.xlsx")
    fill_in(path, office.root / "nhap.xlsx", FILL)
    office.do("receive", ROUND, office.root / "nhap.xlsx")


def test_receive_ends_in_one_while_an_error_concerns_figures_that_count(office: Clerk) -> None:
    office.send(ROUND, CHAU_O, WRONG, name="1.xlsx")
    assert office.do("receive", ROUND).exit == 1
    assert office.do("receive", ROUND).exit == 1
    office.send(ROUND, CHAU_O, FILL, name="2.xlsx", at="2024-06-19T08:00:00")
    assert office.do("receive", ROUND, "--json").json["exit"] == 0


def test_a_folder_without_files_is_nothing_usable(office: Clerk) -> None:
    empty = office.root / "trong"
    empty.mkdir()
    assert office("receive", ROUND).exit == 3
    office.send(ROUND, CHAU_O, FILL).rename(office.root / "a.xlsx")
    assert office.do("receive", ROUND, office.root / "a.xlsx").exit == 0
    ran = office("receive", ROUND, empty)
    assert (ran.exit, "trong" in ran.err) == (3, True)
    ran = office("receive", ROUND)
    assert ran.exit == 0
    assert f"Không có tệp nào trong returns/{ROUND}" in ran.out


def test_commands_name_round_and_file(office: Clerk) -> None:
    for name, data in (("a.pdf", b"%PDF-1.4 x"), ("b.jpg", PHOTO), ("c.rtf", rb"{\rtf1 a}")):
        drop(office, name, data)
    other = office.open("lamps", "2022")
    office.send(other, CHAU_O, FILL).rename(office.root / "returns" / ROUND / "khac.xlsx")
    out = office.do("receive", ROUND).out
    for name in ("a.pdf", "b.jpg", "c.rtf"):
        assert f'tonghop assign {ROUND} "{name}" MÃ_ĐƠN_VỊ' in out
    assert f'tonghop receive {other} "khac.xlsx"' in out
    assert "khac.xlsx: báo cáo" in office.do("receive", other, "khac.xlsx").out


def test_what_a_return_replaced_is_shown_by_the_command_it_names(office: Clerk) -> None:
    office.send(ROUND, CHAU_O, FILL, name="1.xlsx")
    office.do("receive", ROUND)
    office.send(ROUND, CHAU_O, FILL | {"lamp_total": 121}, name="2.xlsx", at="2024-06-19T08:00:00")
    assert f"tonghop diff {ROUND} {CHAU_O}." in office.do("receive", ROUND).out


def test_the_keying_workbook_is_found_from_any_folder(
    office: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(office, "anh.jpg", PHOTO)
    office.do("receive", ROUND)
    out = office.do("assign", ROUND, "anh.jpg", CHAU_O, "--by", BY).out
    (path,) = (office.root / "outputs" / ROUND / "keying").glob("*.xlsx")
    named = path.relative_to(office.root).as_posix()
    assert f'tonghop receive {ROUND} "{named}"' in out
    fill_in(path, path, FILL)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    (item,) = office.do("receive", ROUND, named, "--json").json["returns"]
    assert (item["kind"], item["unit"]) == ("return", CHAU_O)


def test_what_assigning_does_not_answer_stays_a_warning(office: Clerk) -> None:
    path = office.send(ROUND, CHAU_O, FILL, name="a.xlsx")
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and "2021" in cell.value:
                        cell.value = cell.value.replace("2021", "2020")
    book.save(path)
    (item,) = office.do("receive", ROUND, "--json").json["returns"]
    assert (item["kind"], [f["code"] for f in item["findings"]]) == ("ask", ["UNI-013"])
    ran = office.do("assign", ROUND, "a.xlsx", CHAU_O, "--by", BY)
    assert "UNI-013" in ran.out and "2020" in ran.out
    office.do("validate", ROUND)
    (item,) = office.do("receive", ROUND, "--json").json["returns"]
    left = {f["code"]: f["severity"] for f in item["findings"]}
    assert left["UNI-013"] == "warning"
    assert item["kind"] == "return"


def test_figures_keyed_in_from_a_photo_that_is_no_longer_the_units(office: Clerk) -> None:
    keyed_in(office)
    ran = office.do("assign", ROUND, "anh.jpg", BINH_THUAN, "--by", BY)
    assert ran.exit == 1
    assert "FIL-055" in ran.out and "nhap.xlsx" in ran.out
    said = office.do("status", ROUND).out
    assert "FIL-055" in said and "số liệu nhập từ bản chụp anh.jpg" in said
    ran = office.do("discard", ROUND, "anh.jpg", "--reason", "chụp nhầm", "--by", BY)
    assert "FIL-055" in ran.out and "chụp nhầm" in ran.out
    said = office.do("status", ROUND).out
    assert "số liệu nhập từ bản chụp anh.jpg" in said and "chụp nhầm" in said
    office.do("assign", ROUND, "anh.jpg", CHAU_O, "--by", BY)
    assert "FIL-055" not in office.do("status", ROUND).out


def test_outputs_that_are_gone_are_one_line_of_the_audit(office: Clerk) -> None:
    shutil.rmtree(office.root / "outputs")
    (office.root / "rounds").mkdir(exist_ok=True)
    next((office.root / ".tonghop" / "rounds" / ROUND / "forms").iterdir()).unlink()
    codes = [item["code"] for item in office.do("audit", "--json").json["findings"]]
    assert codes[0] == "REG-014"
    assert codes.count("REG-017") == 1


def test_a_reader_that_goes_away_ends_nothing(office: Clerk) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "toolkit", "status", ROUND, "--workspace", str(office.root)]
    ran = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (ran.returncode, ran.stderr) == (1, b"")  # units are missing


def test_a_lock_file_is_told_and_asks_nothing(office: Clerk) -> None:
    office.send(ROUND, CHAU_O, FILL)
    drop(office, "~$a.xlsx", b"\x05Staff")
    drop(office, ".~lock.a.xlsx#", b",staff,")
    told = office.do("receive", ROUND, "--json").json
    kinds = {item["file"]: item["kind"] for item in told["returns"]}
    assert kinds["~$a.xlsx"] == kinds[".~lock.a.xlsx#"] == "unreadable"
    assert told["exit"] == 0
    ran = office.do("receive", ROUND, office.root / "returns" / ROUND / "~$a.xlsx")
    assert (ran.exit, "FIL-002" in ran.out) == (0, True)
    assert "~$a" not in office.do("status", ROUND).out  # it is nothing that was received


def test_returns_are_compared_by_what_counts(office: Clerk) -> None:
    office.send(ROUND, CHAU_O, WRONG, name="1.xlsx")
    office.send(ROUND, CHAU_O, {"lamp_total": 121}, name="2.xlsx", at="2024-06-19T08:00:00")
    office.send(ROUND, CHAU_O, {"lamp_total": 121}, name="3.xlsx", at="2024-06-20T08:00:00")
    book = openpyxl.load_workbook(office.root / "returns" / ROUND / "3.xlsx")
    book.create_sheet("Ghi chú")["A1"] = "gửi lại"
    book.save(office.root / "returns" / ROUND / "3.xlsx")
    touch(office.root / "returns" / ROUND / "3.xlsx", "2024-06-20T08:00:00")
    office.do("receive", ROUND)
    ran = office.do("diff", ROUND, CHAU_O)
    assert "Tổng số bóng đèn: 120 → 121" in ran.out
    assert "để trống" not in ran.out.replace("thì để trống", "")
    assert "Lần 3 không làm thay đổi số liệu: nội dung giống hệt lần 2." in ran.out
    first, second = office.do("diff", ROUND, CHAU_O, "--json").json["differences"]
    kinds = {change["field"]: change["kind"] for change in first["changes"]}
    assert kinds == {"lamp_total": "changed_unasked", "lamp_broken": "still_wrong"}
    assert {change["field"] for change in second["changes"]} == {"lamp_broken"}
    assert ran.exit == 1
