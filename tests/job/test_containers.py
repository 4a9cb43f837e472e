"""Returns that come packed: archives of Windows, mails with dates, passwords, and what is hostile among them."""

import struct
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.job.clerk import Clerk, touch
from tests.job.lamps import BINH_THANH, BINH_THUAN, CHAU_O, FILL, ROUND
from tests.outlook import Mail, write_msg
from tests.zips import encrypted, in_code_page, packed, packed_raw
from toolkit.register.register import Register

pytestmark = pytest.mark.slow

FRIDAY = datetime(2024, 6, 14, 1, 30, tzinfo=UTC)
SATURDAY = datetime(2024, 6, 15, 1, 30, tzinfo=UTC)
DROPPED = "2024-06-18T08:00:00"


def filled(office: Clerk, unit: str, **fill: int) -> bytes:
    """A unit's filled template as bytes, not among the returns."""
    path = office.send(ROUND, unit, {**FILL, **fill})
    data = path.read_bytes()
    path.unlink()
    return data


def drop(office: Clerk, name: str, data: bytes, at: str = DROPPED) -> Path:
    path = office.root / "returns" / ROUND / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    touch(path, at)
    return path


def mail(attachments: dict[str, bytes], sent: datetime) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "xa@example.vn", "Báo cáo", sent
    message.set_content("Kính gửi UBND huyện")
    for name, data in attachments.items():
        message.add_attachment(data, "application", "octet-stream", filename=name)
    return bytes(message)


def returns(told: dict[str, object]) -> dict[str, tuple[object, object]]:
    """Kind and unit by file."""
    return {item["file"]: (item["kind"], item["unit"]) for item in told["returns"]}  # type: ignore[attr-defined, index]


def test_each_file_of_a_windows_archive_is_a_file_of_its_own(office: Clerk) -> None:
    names = [in_code_page("Xã Bình Thuận/Báo cáo.xlsx"), in_code_page("Xã Bình Thanh/Báo cáo.xlsx")]
    data = packed_raw(names, [filled(office, BINH_THUAN), filled(office, BINH_THANH)])
    drop(office, "goi.zip", data)
    assert returns(office.do("receive", ROUND, "--json").json) == {
        "goi.zip/Xã Bình Thanh/Báo cáo.xlsx": ("return", BINH_THANH),
        "goi.zip/Xã Bình Thuận/Báo cáo.xlsx": ("return", BINH_THUAN),
    }


def test_a_mail_tells_when_the_unit_sent_it(office: Clerk) -> None:
    drop(office, "thu.eml", mail({"bc.xlsx": filled(office, CHAU_O)}, FRIDAY))
    drop(
        office, "thu.msg", write_msg(Mail(sent=SATURDAY, attachments={"bc.xlsx": filled(office, BINH_THUAN)}))
    )
    told = office.do("receive", ROUND, "--json").json["returns"]
    assert [(item["file"], item["arrived_at"]) for item in told] == [
        (name, sent.astimezone().replace(tzinfo=None).isoformat())
        for name, sent in (("thu.eml/bc.xlsx", FRIDAY), ("thu.msg/bc.xlsx", SATURDAY))
    ]


def test_mails_saved_together_count_in_the_order_they_were_sent(office: Clerk) -> None:
    first, second = filled(office, CHAU_O, lamp_broken=3), filled(office, CHAU_O, lamp_broken=4)
    drop(office, "a sau.eml", mail({"bc.xlsx": second}, SATURDAY))
    drop(office, "b truoc.eml", mail({"bc.xlsx": first}, FRIDAY))
    told = office.do("receive", ROUND, "--json").json["returns"]
    assert {item["file"]: item["version"] for item in told} == {
        "b truoc.eml/bc.xlsx": 1,
        "a sau.eml/bc.xlsx": 2,
    }


def test_receiving_an_archive_again_changes_nothing(office: Clerk) -> None:
    drop(office, "goi.zip", packed({"bc.xlsx": filled(office, CHAU_O)}))
    first = office.do("receive", ROUND, "--json").json["returns"]
    assert office.do("receive", ROUND, "--json").json["returns"] == first
    with Register.read(office.root / ".tonghop" / "register.sqlite") as register:
        assert [event.verb for event in register.events(ROUND)].count("receive") == 1


def test_the_same_workbook_in_an_archive_and_loose_is_one(office: Clerk) -> None:
    data = filled(office, CHAU_O)
    drop(office, "bc.xlsx", data)
    drop(office, "goi.zip", packed({"bc.xlsx": data}), "2024-06-19T08:00:00")
    told = returns(office.do("receive", ROUND, "--json").json)
    assert told == {"bc.xlsx": ("return", CHAU_O), "goi.zip/bc.xlsx": ("duplicate", CHAU_O)}


def test_a_locked_archive_waits_for_its_password(office: Clerk) -> None:
    drop(office, "goi.zip", encrypted({"bc.xlsx": filled(office, CHAU_O)}, b"BiMat2024"))
    told = office.do("receive", ROUND, "--json").json
    assert told["exit"] == 1
    assert [item["findings"][0]["code"] for item in told["returns"]] == ["FIL-030"]
    told = office.do("receive", ROUND, "--password", "BiMat2024", "--json").json
    assert returns(told) == {"goi.zip/bc.xlsx": ("return", CHAU_O)}
    assert office.do("status", ROUND, "--json").json["returns"] == []
    for path in (office.root / ".tonghop").rglob("*"):
        assert not path.is_file() or b"BiMat2024" not in path.read_bytes(), path


def test_what_is_wrong_with_an_archive_is_asked_about_and_the_rest_counts(office: Clerk) -> None:
    good = filled(office, CHAU_O)
    data = packed({"tot.xlsx": good, "hong.xlsx": b"damaged later " * 9}, stored=True)
    drop(office, "goi.zip", data.replace(b"damaged later", b"damaged LATER", 1))
    told = office.do("receive", ROUND, "--json").json
    assert returns(told) == {"goi.zip/tot.xlsx": ("return", CHAU_O), "goi.zip": ("unreadable", None)}
    assert office.do("status", ROUND, "--json").json["returns"][0]["findings"][0]["code"] == "FIL-037"
    office.do("discard", ROUND, "goi.zip", "--reason", "đã gọi điện", "--by", "An")
    assert office.do("status", ROUND, "--json").json["returns"] == []


def test_nothing_is_written_outside_under_a_name_from_inside(office: Clerk, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if ".tonghop" not in path.parts}
    raw = [b"../../../ngoai.xlsx", b"C:\\Windows\\ngoai.xlsx", b"/tmp/ngoai.xlsx"]
    good = filled(office, CHAU_O)
    drop(office, "goi.zip", packed_raw(raw, [good, b"x", b"y"]))
    told = office.do("receive", ROUND, "--json").json
    assert "goi.zip/ngoai.xlsx" in returns(told)
    assert {path for path in tmp_path.rglob("*") if ".tonghop" not in path.parts} - before <= {
        office.root / "returns" / ROUND,
        office.root / "returns" / ROUND / "goi.zip",
    }
    assert not Path("/tmp/ngoai.xlsx").exists()


def test_a_hostile_archive_is_one_finding_and_the_others_are_read(office: Clerk) -> None:
    bomb = packed({"bc.xlsx": bytes(60_000_000)})
    cut = packed({"bc.xlsx": b"x" * 100})[:-30]
    lying = bytearray(packed({"a.xlsx": bytes(5_000_000)}))
    at = lying.rfind(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<I", 10)
    for name, data in (("bom.zip", bomb), ("cut.zip", cut), ("doi.zip", bytes(lying))):
        drop(office, name, data)
    drop(office, "tot.zip", packed({"bc.xlsx": filled(office, CHAU_O)}))
    told = returns(office.do("receive", ROUND, "--json").json)
    assert told == {
        "bom.zip": ("unreadable", None),
        "cut.zip": ("unreadable", None),
        "doi.zip": ("unreadable", None),
        "tot.zip/bc.xlsx": ("return", CHAU_O),
    }
