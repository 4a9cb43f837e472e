"""An archive is whole, the same every time, and understood by somebody who has nothing but the file."""

import csv
import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from tests.job.clerk import BY, Clerk
from tests.job.issued import AT, DOCUMENTS, FIRST, SECOND, kept
from tests.job.lamps import BINH_THANH, BINH_THUAN, CHAU_O, FILL, ROUND
from toolkit.desk import open_desk

pytestmark = pytest.mark.slow

ISSUED, SIGNED, RETURNED = "1 Tài liệu đã phát hành", "2 Bản ký", "3 Báo cáo của các đơn vị"
WENT_BY, DONE = "4 Biểu mẫu, quy tắc, đơn vị", "5 Quyết định và nhật ký"


@pytest.fixture
def archived(office: Clerk, tmp_path: Path) -> Clerk:
    """Closed with a signed copy, a correction, a file of nobody, and two files that bear one name."""
    office.send(ROUND, BINH_THUAN, FILL, "Báo cáo.xlsx", at="2021-12-14T08:00:00")
    office.do("receive", ROUND)
    office.send(
        ROUND, BINH_THUAN, {"lamp_total": 121, "lamp_broken": 7}, "Báo cáo.xlsx", at="2021-12-15T08:00:00"
    )
    office.send(ROUND, CHAU_O, {"lamp_total": 80, "lamp_broken": 3}, at="2021-12-14T08:00:00")
    (office.root / "returns" / ROUND / "anh.jpg").write_bytes(b"\xff\xd8\xff\xe0 photo")
    office.do("run", ROUND)
    office.do(
        "correct",
        ROUND,
        CHAU_O,
        "lamp_total",
        "82",
        "--reason",
        "gõ nhầm",
        "--source",
        "kế toán xã",
        "--by",
        BY,
    )
    signed = tmp_path / "Bản ký.pdf"
    signed.write_bytes(b"%PDF-1.4 signed")
    office.do("close", ROUND, *FIRST, "--signed", signed)
    office.do("archive", ROUND)
    return office


def members(clerk: Clerk, name: str = "archive-1.zip") -> dict[str, bytes]:
    with zipfile.ZipFile(clerk.root / "outputs" / ROUND / name) as packed:
        return {one: packed.read(one) for one in packed.namelist()}


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_it_begins_with_what_it_is_and_ends_with_the_sums_of_everything(archived: Clerk) -> None:
    packed = members(archived)
    names = list(packed)
    assert (names[0], names[-1]) == ("README.txt", "SHA256SUMS")
    lines = packed.pop("SHA256SUMS").decode().splitlines()
    assert lines == [f"{hashlib.sha256(data).hexdigest()}  {name}" for name, data in packed.items()]
    folders = [name.partition("/")[0] for name in names[1:-1]]
    assert folders == sorted(folders)
    assert set(folders) == {ISSUED, SIGNED, RETURNED, WENT_BY, DONE}


def test_it_holds_what_was_issued_what_was_signed_and_what_the_round_went_by(archived: Clerk) -> None:
    packed, files = members(archived), kept(archived, 1)
    assert {name: packed[f"{ISSUED}/{name}"] for name in DOCUMENTS} == {
        name: files[name] for name in DOCUMENTS
    }
    assert packed[f"{SIGNED}/Bản ký.pdf"] == b"%PDF-1.4 signed"
    frozen = archived.root / ".tonghop" / "rounds" / ROUND
    for name in ("forms/lamps.yaml", "suites/lamps.json", "units.csv"):
        assert packed[f"{WENT_BY}/{name}"] == (frozen / name).read_bytes()


def test_returns_lie_as_they_came_by_unit_and_are_listed(archived: Clerk) -> None:
    packed = members(archived)
    listed = table(packed[f"{RETURNED}/files.csv"])
    by_place = {row["Nơi lưu trong hồ sơ này"]: row for row in listed}
    assert set(by_place) == {
        "21043 Xã Bình Thuận/Báo cáo.xlsx",
        "21043 Xã Bình Thuận/Báo cáo (2).xlsx",
        "21040 Thị trấn Châu Ổ/21040.xlsx",
        "Chưa xác định đơn vị/anh.jpg",
    }
    for place, row in by_place.items():
        assert hashlib.sha256(packed[f"{RETURNED}/{place}"]).hexdigest() == row["SHA-256"]
    second = by_place["21043 Xã Bình Thuận/Báo cáo (2).xlsx"]
    assert (second["Tên tệp khi nhận"], second["Lần gửi"], second["Đơn vị"]) == (
        "Báo cáo.xlsx",
        "2",
        "Xã Bình Thuận",
    )
    assert second["Tính vào số liệu"] == "có trong số liệu"
    assert by_place["Chưa xác định đơn vị/anh.jpg"]["Tính vào số liệu"] == "không có trong số liệu"


def test_decisions_and_events_are_told_in_words_up_to_the_closing(archived: Clerk) -> None:
    packed = members(archived)
    (decision,) = table(packed[f"{DONE}/decisions.csv"])
    assert (decision["Đơn vị"], decision["Trước"], decision["Sau"]) == ("Thị trấn Châu Ổ", "80", "82")
    assert (decision["Lý do"], decision["Nguồn"], decision["Người quyết định"]) == (
        "gõ nhầm",
        "kế toán xã",
        BY,
    )
    events = table(packed[f"{DONE}/events.csv"])
    assert events[0]["Việc đã làm"] == "mở đợt báo cáo"
    last = events[-1]
    assert (last["Việc đã làm"], last["Người làm"]) == ("chốt, phát hành số liệu chính thức", BY)
    assert "số văn bản: 45/BC-UBND" in last["Chi tiết"]
    assert "người duyệt: Chủ tịch" in last["Chi tiết"]
    received = next(row for row in events if row["Việc đã làm"] == "nhận tệp")
    assert "loại: báo cáo của đơn vị" in received["Chi tiết"]
    assert all(len(row["Chi tiết"]) < 32_767 for row in events)  # Excel shows no more of a cell


def test_the_readme_tells_what_lies_where_in_words_of_the_office(archived: Clerk) -> None:
    packed = members(archived)
    data = packed["README.txt"]
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    vietnamese, _, english = text.partition("=" * 78)
    joined = " ".join(vietnamese.split())
    for said in (
        "Chiếu sáng công cộng",
        "Kỳ báo cáo: năm 2021",
        "CHÍNH THỨC – LẦN PHÁT HÀNH 1",
        "Báo cáo số 45/BC-UBND ngày 20/12/2021; người duyệt: Chủ tịch.",
        "Số xã, thị trấn đã gửi báo cáo: 2/22.",
        "Xã Bình Thanh",
        "Bản ký được lưu: Bản ký.pdf.",
        "certutil -hashfile",
        *(ISSUED, SIGNED, RETURNED, WENT_BY, DONE),
        *DOCUMENTS[2:7],
    ):
        assert said in joined, said
    with open_desk(archived.root, at=AT, writes=False) as desk:
        head = desk.register.event_head(ROUND, 1)
    assert head in vietnamese
    assert head in english
    assert "Units (xã, thị trấn) that returned: 2 of 22." in english
    assert max(map(len, text.splitlines())) <= 110


def test_the_same_bytes_whenever_and_wherever_it_is_packed(archived: Clerk, tmp_path: Path) -> None:
    path = archived.root / "outputs" / ROUND / "archive-1.zip"
    first = path.read_bytes()
    archived.send(ROUND, BINH_THANH, FILL, at="2021-12-22T08:00:00")
    archived.do("receive", ROUND)
    archived.do("archive", ROUND)
    assert path.read_bytes() == first
    archived.do("reopen", ROUND, "--reason", "Gửi muộn", "--by", BY)
    archived.do("close", ROUND, *SECOND)
    elsewhere = tmp_path / "lưu.zip"
    archived.do("archive", ROUND, elsewhere, "--edition", "1")
    assert elsewhere.read_bytes() == first
    archived.do("archive", ROUND)
    second = members(archived, "archive-2.zip")
    assert f"{RETURNED}/21091 Xã Bình Thanh/21091.xlsx" in second
    assert (
        "Lần phát hành này thay thế Báo cáo số 45/BC-UBND ngày 20/12/2021." in second["README.txt"].decode()
    )
    assert "không kèm bản ký" in second["README.txt"].decode()
    events = table(second[f"{DONE}/events.csv"])
    assert [row["Việc đã làm"] for row in events].count("chốt, phát hành số liệu chính thức") == 2


def test_what_cannot_be_is_told(archived: Clerk, tmp_path: Path) -> None:
    ran = archived("archive", ROUND, "--edition", "3")
    assert (ran.exit, "không có lần phát hành 3" in ran.err, "hiện có: 1" in ran.err) == (2, True, True)
    mine = tmp_path / "thư.zip"
    mine.write_bytes(b"mine")
    ran = archived("archive", ROUND, mine)
    assert (ran.exit, mine.read_bytes()) == (4, b"mine")
    stored = next((archived.root / ".tonghop" / "store").rglob("*/" + "?" * 64))
    stored.unlink()
    ran = archived("archive", ROUND)
    assert (ran.exit, stored.name in ran.err) == (2, True)


def test_an_edition_issued_in_english_is_packed_in_english(office: Clerk) -> None:
    office.send(ROUND, BINH_THUAN, FILL, at="2021-12-14T08:00:00")
    office.do("run", ROUND, "--lang", "en")
    office.do("close", ROUND, *FIRST, "--lang", "en")
    office.do("archive", ROUND)
    packed = members(office)
    folders = {name.partition("/")[0] for name in packed if "/" in name}
    assert folders == {
        "1 Documents as issued", "3 Returns of the units", "4 Forms, rules, units", "5 Decisions and events"
    }  # fmt: skip
    first, _, second = packed["README.txt"].decode("utf-8-sig").partition("=" * 78)
    assert first.startswith("ARCHIVE OF REPORTED FIGURES")
    assert "HỒ SƠ LƯU SỐ LIỆU BÁO CÁO" in second
    assert folders <= {line.partition(":")[0] for line in first.splitlines()}
    assert "When,By,Unit code" in packed["5 Decisions and events/decisions.csv"].decode("utf-8-sig")
    (row,) = table(packed["3 Returns of the units/files.csv"])
    assert row["Counted"] == "in the figures"


def test_what_the_figures_are_compared_with_is_in_it(office: Clerk, tmp_path: Path) -> None:
    folder = office.root / "rounds" / ROUND
    folder.mkdir(parents=True, exist_ok=True)
    plan = b"unit,field,value,document\n,lamp_total,200,KH 12\n"
    (folder / "plan.csv").write_bytes(plan)
    earlier = tmp_path / "2020.csv"
    earlier.write_text(
        "period,form,field,value,unit,source\n2020,lamps,lamp_total,150,,Báo cáo số 9\n"
        "2020,lamps,lamp_total,90,21040,Báo cáo xã\n",
        "utf-8",
    )
    office.do("history", "import", earlier)
    office.send(ROUND, CHAU_O, {"lamp_total": 80, "lamp_broken": 3}, at="2021-12-14T08:00:00")
    office.do("run", ROUND)
    office.do("close", ROUND, *FIRST)
    (folder / "plan.csv").write_bytes(plan.replace(b"200", b"300"))
    office.do("archive", ROUND)
    packed = members(office)
    assert packed[f"{WENT_BY}/plan.csv"] == plan
    earlier_rows = table(packed[f"{WENT_BY}/history.csv"])
    found = {(row["period"], row["unit"], row["value"], row["source"]) for row in earlier_rows}
    assert found == {("2020", "", "150", "Báo cáo số 9"), ("2020", "21040@", "90", "Báo cáo xã")}
    assert all(name in packed["README.txt"].decode() for name in ("plan.csv", "history.csv"))
