"""A photo, a signed PDF, a Word file: kept as the unit's signed copy, keyed in by staff, and shown as what it is."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.job.clerk import BY, Clerk, fill_in, place_of, touch
from tests.job.lamps import BINH_THUAN, CHAU_O, FILL, ROUND
from tests.zips import packed

pytestmark = pytest.mark.slow

PHOTO = b"\xff\xd8\xff\xe0" + b"a photographed page" * 300


def drop(office: Clerk, name: str, data: bytes, at: str = "2024-06-18T08:00:00") -> None:
    path = office.root / "returns" / ROUND / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    touch(path, at)


def keying(office: Clerk) -> Path:
    (path,) = (office.root / "outputs" / ROUND / "keying").glob("*.xlsx")
    return path


def test_a_photo_waits_until_it_is_given_to_its_unit(office: Clerk) -> None:
    drop(office, "anh.jpg", PHOTO)
    assert office.do("receive", ROUND).exit == 1
    assert "anh.jpg" in office.do("status", ROUND).out
    told = office.do("assign", ROUND, "anh.jpg", CHAU_O, "--by", BY, "--json").json
    (item,) = told["returns"]
    assert (item["kind"], item["unit"], item["version"]) == ("unreadable", CHAU_O, 0)
    assert f"outputs/{ROUND}/keying/{keying(office).name}" in told["outputs"]
    assert office.do("receive", ROUND).exit == 0


def test_status_tells_who_sent_a_signed_copy(office: Clerk) -> None:
    drop(office, "a.jpg", PHOTO)
    drop(office, "cv.zip", packed({"ban ky.pdf": b"%PDF-1.4 signed"}))
    office.do("receive", ROUND)
    office.do("assign", ROUND, "a.jpg", CHAU_O, "--by", BY)
    office.do("assign", ROUND, "cv.zip/ban ky.pdf", BINH_THUAN, "--by", BY)
    told = office.do("status", ROUND, "--json").json
    assert told["signed"] == [CHAU_O, BINH_THUAN]
    assert told["keyed"] == []
    assert {CHAU_O, BINH_THUAN} <= set(told["missing"])  # a picture is no figure
    said = office.do("status", ROUND).out
    assert "Bản chụp, bản ký đã nhận của 2 đơn vị" in said
    assert "cv.zip/ban ky.pdf" in said


def test_the_keying_workbook_holds_what_is_known_and_names_the_photo(office: Clerk) -> None:
    office.send(ROUND, CHAU_O, {"lamp_total": 120, "lamp_broken": "không phát sinh"})
    drop(office, "anh.jpg", PHOTO)
    office.do("receive", ROUND)
    office.do("assign", ROUND, "anh.jpg", CHAU_O, "--by", BY)
    path = keying(office)
    book = openpyxl.load_workbook(path)
    for code, value in (("lamp_total", 120), ("lamp_broken", "không phát sinh")):
        sheet, cell = place_of(path, code)
        assert book[sheet][cell].value == value
    said = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert any("NHẬP SỐ LIỆU TỪ BẢN CHỤP “anh.jpg”" in text for text in said)
    stamp = {row[0].value: row[1].value for row in book["_tonghop"].iter_rows()}
    assert stamp["source"] == hashlib.sha256(PHOTO).hexdigest()


def test_what_is_keyed_in_counts_and_says_from_what(office: Clerk) -> None:
    drop(office, "anh.jpg", PHOTO)
    office.do("receive", ROUND)
    office.do("assign", ROUND, "anh.jpg", CHAU_O, "--by", BY)
    fill_in(keying(office), office.root / "nhap.xlsx", FILL)
    told = office.do("receive", ROUND, office.root / "nhap.xlsx", "--json").json
    (item,) = told["returns"]
    assert (item["kind"], item["unit"], item["version"]) == ("return", CHAU_O, 1)
    assert item["arrived_at"] == "2024-06-18T08:00:00"  # when the unit sent it, whenever it was keyed in
    assert "FIL-049" in [finding["code"] for finding in item["findings"]]
    assert office.do("status", ROUND, "--json").json["keyed"] == [CHAU_O]
    assert "số liệu nhập từ bản chụp anh.jpg" in office.do("status", ROUND).out
    office.do("run", ROUND)
    book = openpyxl.load_workbook(office.root / "outputs" / ROUND / "consolidated.xlsx", read_only=True)
    cells = {str(cell) for row in book["Dữ liệu"].iter_rows(values_only=True) for cell in row if cell}
    assert "nhập từ bản chụp anh.jpg" in cells
    assert ",120," in (office.root / "outputs" / ROUND / "totals.csv").read_text("utf-8-sig")


def test_a_photo_given_to_the_wrong_unit_can_be_given_to_another(office: Clerk) -> None:
    drop(office, "anh.jpg", PHOTO)
    office.do("receive", ROUND)
    for unit in (BINH_THUAN, CHAU_O):
        office.do("assign", ROUND, "anh.jpg", unit, "--by", BY)
    assert office.do("status", ROUND, "--json").json["signed"] == [CHAU_O]


def test_the_same_photo_under_another_name_is_not_asked_about_again(office: Clerk) -> None:
    drop(office, "anh.jpg", PHOTO)
    office.do("receive", ROUND)
    office.do("assign", ROUND, "anh.jpg", CHAU_O, "--by", BY)
    drop(office, "anh (1).jpg", PHOTO)
    told = office.do("receive", ROUND, "--json").json
    kinds = {item["file"]: item["kind"] for item in told["returns"]}
    assert kinds == {"anh.jpg": "unreadable", "anh (1).jpg": "duplicate"}
    assert told["exit"] == 0


@pytest.mark.parametrize(
    ("name", "data"), [("a.rar", b"Rar!\x1a\x07\x00" + b"x" * 90), ("b.txt", b"so lieu")]
)
def test_what_is_no_document_cannot_be_a_signed_copy(office: Clerk, name: str, data: bytes) -> None:
    drop(office, name, data)
    office.do("receive", ROUND)
    ran = office("assign", ROUND, name, CHAU_O, "--by", BY)
    assert ran.exit == 2
    assert name in ran.err


def test_a_keying_workbook_that_staff_are_filling_in_is_not_overwritten(office: Clerk) -> None:
    drop(office, "anh.jpg", PHOTO)
    office.do("receive", ROUND)
    office.do("assign", ROUND, "anh.jpg", CHAU_O, "--by", BY)
    path = keying(office)
    fill_in(path, path, FILL)
    before = path.read_bytes()
    drop(office, "anh2.jpg", PHOTO + b"another")
    office.do("receive", ROUND)
    office.do("assign", ROUND, "anh2.jpg", CHAU_O, "--by", BY)
    assert path.read_bytes() == before
    assert path.with_name(f"{path.stem} (lần 2).xlsx").is_file()


def test_what_changed_between_two_returns_is_shown(office: Clerk) -> None:
    office.send(ROUND, CHAU_O, {"lamp_total": 5, "lamp_broken": 7}, name="1.xlsx")
    office.send(ROUND, CHAU_O, {"lamp_total": 120, "lamp_broken": 8}, name="2.xlsx", at="2024-06-19T08:00:00")
    office.do("receive", ROUND)
    told = office.do("diff", ROUND, CHAU_O, "--json").json
    (difference,) = told["differences"]
    kinds = {
        change["field"]: (change["kind"], change["before"], change["after"])
        for change in difference["changes"]
    }
    assert kinds["lamp_total"] == ("mended", "5", "120")
    assert kinds["lamp_broken"][1:] == ("7", "8")
    assert told["exit"] == 0
    assert "Tổng số bóng đèn: 5 → 120" in office.do("diff", ROUND, CHAU_O).out
    assert office("diff", ROUND, BINH_THUAN).exit == 3


def test_the_register_is_kept_taken_back_and_proved(office: Clerk, tmp_path: Path) -> None:
    office.send(ROUND, CHAU_O, FILL)
    office.do("receive", ROUND)
    copy = tmp_path / "sao-luu.zip"
    assert office("backup", copy).exit == 0
    assert office("audit").exit == 0
    shutil.rmtree(office.root / ".tonghop")
    assert office("restore", copy, "--by", BY).exit == 0
    assert CHAU_O not in office.do("status", ROUND, "--json").json["missing"]


def test_the_older_of_two_files_with_one_name_is_given_by_its_digest(office: Clerk) -> None:
    digests = []
    for data in (PHOTO, PHOTO + b"2"):
        drop(office, "anh.jpg", data)
        office.do("receive", ROUND)
        digests.append(hashlib.sha256(data).hexdigest())
    for file, unit in ((digests[0], CHAU_O), ("anh.jpg", BINH_THUAN)):
        (item,) = office.do("assign", ROUND, file, unit, "--by", BY, "--json").json["returns"]
        assert item["unit"] == unit
    assert office.do("status", ROUND, "--json").json["signed"] == [CHAU_O, BINH_THUAN]
    office.do("discard", ROUND, digests[0], "--reason", "thử", "--by", BY)
    assert office.do("status", ROUND, "--json").json["signed"] == [BINH_THUAN]


def test_a_file_that_cannot_be_read_when_it_is_given_is_named(
    office: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(office, "anh.jpg", PHOTO)
    office.do("receive", ROUND)
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", refuse)
        ran = office("assign", ROUND, "anh.jpg", CHAU_O, "--by", BY)
    assert ran.exit == 2
    assert "anh.jpg" in ran.err and "Access is denied" in ran.err


def refuse(*_: object, **__: object) -> None:
    raise PermissionError(13, "Access is denied")
