"""What comes out of ZIPs and mails, and that nothing hostile comes with it."""

import struct
import unicodedata
import zlib
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import zips
from tests.outlook import Mail, write_msg
from tests.zips import encrypted, in_code_page, packed
from toolkit.files.unpack import Part, may_hold_files, unpack, unpack_into
from toolkit.files.unpack_parts import is_noise, safe_label, shown_name
from toolkit.files.workspace import Workspace

BOOK = b"bytes that stand for a workbook"
SENT = datetime(2024, 6, 17, 1, 30, tzinfo=UTC)
HERE = SENT.astimezone().replace(tzinfo=None)


def packed_raw(names: list[bytes], data: bytes = BOOK, flags: int = 0, extra: bytes = b"") -> bytes:
    return zips.packed_raw(names, [data] * len(names), flags, extra)


def mail(attachments: dict[str, bytes], sent: str = "Mon, 17 Jun 2024 08:30:00 +0700") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "xa@example.vn", "Báo cáo"
    if sent:
        message["Date"] = sent
    message.set_content("Kính gửi phòng")
    for name, data in attachments.items():
        message.add_attachment(data, "application", "octet-stream", filename=name)
    return message


def names(data: bytes, name: str = "goi.zip", password: str = "") -> list[str]:
    return [part.name for part in unpack(data, name, password).parts]


def codes(data: bytes, name: str = "goi.zip", password: str = "") -> list[str]:
    return [finding.code for finding in unpack(data, name, password).findings]


class TestZip:
    def test_a_file_that_holds_no_files_is_its_own_part(self) -> None:
        assert unpack(BOOK, "bc.xlsx").parts == (Part("bc.xlsx", BOOK),)

    def test_folders_are_kept_in_the_names(self) -> None:
        data = packed({"Xã Bình An/bc.xlsx": BOOK, "Xã Bình Hòa/bc.xlsx": b"other"})
        assert [(part.name, part.data) for part in unpack(data, "goi.zip").parts] == [
            ("goi.zip/Xã Bình An/bc.xlsx", BOOK),
            ("goi.zip/Xã Bình Hòa/bc.xlsx", b"other"),
        ]

    @pytest.mark.parametrize("encoding", ["cp1258", "utf-8"])
    def test_names_that_state_no_encoding_are_restored(self, encoding: str) -> None:
        wanted = "Xã Bình Thạnh/Báo cáo quý.xlsx"
        raw = in_code_page(wanted) if encoding == "cp1258" else wanted.encode()
        assert names(packed_raw([raw])) == [f"goi.zip/{wanted}"]

    def test_the_unicode_name_of_info_zip_counts_while_it_is_about_this_name(self) -> None:
        raw, wanted = b"Xa_.xlsx", "Xã Bình Sơn.xlsx"
        for checked, expected in ((raw, wanted), (b"another", "Xa_.xlsx")):
            field = b"\x01" + struct.pack("<L", zlib.crc32(checked)) + wanted.encode()
            extra = struct.pack("<HH", 0x7075, len(field)) + field
            assert names(packed_raw([raw], extra=extra)) == [f"goi.zip/{expected}"]

    def test_what_systems_leave_behind_is_passed_over(self) -> None:
        noise = ["__MACOSX/._bc.xlsx", "._bc.xlsx", ".DS_Store", "Xã/Thumbs.db", "desktop.ini", "~$bc.xlsx"]
        data = packed({**dict.fromkeys(noise, b"x"), "Xã/": b"", "Xã/bc.xlsx": BOOK})
        assert names(data) == ["goi.zip/Xã/bc.xlsx"]
        assert codes(data) == []

    def test_an_archive_of_nothing_says_so(self) -> None:
        assert codes(packed({})) == ["FIL-040"]
        assert codes(packed({".DS_Store": b"x", "Xã/": b""})) == ["FIL-040"]

    def test_files_of_one_name_are_kept_apart(self) -> None:
        data = packed_raw([b"bc.xlsx", b"bc.xlsx", b"bc.xlsx"])
        assert names(data) == ["goi.zip/bc.xlsx", "goi.zip/bc (2).xlsx", "goi.zip/bc (3).xlsx"]

    def test_windows_backslashes_are_folders(self) -> None:
        assert names(packed_raw([b"Xa A\\bc.xlsx"])) == ["goi.zip/Xa A/bc.xlsx"]

    @pytest.mark.parametrize(
        ("raw", "label"),
        [
            (b"../../etc/passwd", "etc/passwd"),
            (b"/etc/passwd", "etc/passwd"),
            (b"C:\\Windows\\system.ini", "Windows/system.ini"),
            (b"..\\..\\bc.xlsx", "bc.xlsx"),
            (b"a/../../bc.xlsx", "a/bc.xlsx"),
            (b"CON.xlsx", "_CON.xlsx"),
            (b"a\rb\n.xlsx", "a_b_.xlsx"),
            ("a\u202exslx.exe".encode(), "a_xslx.exe"),
            (b"...", "_"),
        ],
    )
    def test_no_name_leads_anywhere(self, raw: bytes, label: str) -> None:
        assert names(packed_raw([raw])) in ([f"goi.zip/{label}"], [])

    def test_one_damaged_file_does_not_take_the_others_along(self) -> None:
        data = packed({"a.xlsx": BOOK, "b.xlsx": b"this one" * 5}, stored=True)
        broken = data.replace(b"this one", b"that one", 1)
        assert names(broken) == ["goi.zip/a.xlsx"]
        assert codes(broken) == ["FIL-037"]


class TestNested:
    def test_archives_in_archives_down_to_the_third(self) -> None:
        two = packed({"trong.zip": packed({"bc.xlsx": BOOK})})
        assert names(packed({"giua.zip": two})) == ["goi.zip/giua.zip/trong.zip/bc.xlsx"]
        four = packed({"ngoai.zip": packed({"giua.zip": two})})
        assert names(four) == []
        assert codes(four) == ["FIL-039"]

    def test_an_archive_that_holds_itself_ends(self) -> None:
        # A quine cannot be told from any archive in an archive; the depth ends it.
        data = BOOK
        for _ in range(12):
            data = packed({"r.zip": data})
        assert codes(data) == ["FIL-039"]

    def test_a_workbook_is_no_archive(self) -> None:
        book = packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
        assert names(book, "bc.xlsx") == ["bc.xlsx"]


class TestHostile:
    def test_a_bomb_is_refused_before_it_is_unpacked(self) -> None:
        assert codes(packed({"a.xlsx": bytes(40_000_000)})) == ["FIL-035"]

    def test_more_than_the_budget_is_refused_whole(self) -> None:
        data = bytearray(packed_raw([b"%d.xlsx" % n for n in range(8)]))
        at = -1
        while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
            data[at + 24 : at + 28] = struct.pack("<I", 45_000_000)
        assert codes(bytes(data)) == ["FIL-033"]

    def test_a_size_that_lies_inflates_nothing(self) -> None:
        data = bytearray(packed({"a.xlsx": bytes(5_000_000)}))
        for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
            start = data.rfind(signature)
            data[start + at : start + at + 4] = struct.pack("<I", 10)
        assert codes(bytes(data)) == ["FIL-037"]

    def test_too_many_files_are_refused(self) -> None:
        data = packed_raw([b"%d.xlsx" % n for n in range(2001)], b"")
        assert names(data) == []
        assert codes(data) == ["FIL-034"]

    def test_an_absurd_directory_is_not_even_listed(self) -> None:
        assert codes(_many_headers()) == ["FIL-034"]

    def test_overlapping_files_are_refused(self) -> None:
        data = bytearray(packed_raw([b"a.xlsx", b"b.xlsx"]))
        second = data.rfind(b"PK\x01\x02")
        data[second + 42 : second + 46] = struct.pack("<I", 0)  # both start at the first one's place
        assert codes(bytes(data)) == ["FIL-035"]

    @given(st.binary(max_size=300))
    @settings(max_examples=60)
    def test_garbage_in_a_directory_never_raises(self, garbage: bytes) -> None:
        data = packed({"a.xlsx": BOOK, "b.xlsx": BOOK})
        at = data.rfind(b"PK\x01\x02")
        told = unpack(data[:at] + garbage + data[at + len(garbage) :], "goi.zip")
        assert told.parts or told.findings

    @given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
    @settings(max_examples=80)
    def test_labels_are_safe_apart_and_stable(self, raw: list[str]) -> None:
        told = unpack(packed_raw([b"x/" + name.encode() for name in raw], flags=0x800), "goi.zip")
        labels = [part.name for part in told.parts]
        assert len(set(labels)) == len(labels)
        for label in labels:
            assert label.startswith("goi.zip/")
            assert unicodedata.is_normalized("NFC", label)
            assert not set(label.split("/")) & {"", ".", ".."}
            assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} or c in '\\:*?"<>|' for c in label)
            assert len(label) < 450

    @given(st.text())
    def test_a_safe_label_stays_as_it_is(self, raw: str) -> None:
        once = safe_label(raw)
        assert safe_label(once) == once
        assert not is_noise("bc.xlsx")


class TestPasswords:
    def test_without_a_password_each_is_named_once(self) -> None:
        data = encrypted({"a.xlsx": BOOK, "b.xlsx": BOOK}, b"matkhau")
        told = unpack(data, "goi.zip")
        assert [finding.code for finding in told.findings] == ["FIL-030"]
        assert "goi.zip/a.xlsx" in told.findings[0].message.vi
        assert "b.xlsx" in told.findings[0].message.vi

    def test_the_password_opens_it(self) -> None:
        data = encrypted({"a.xlsx": BOOK}, "mậtkhẩu".encode())
        assert unpack(data, "goi.zip", "mậtkhẩu").parts == (Part("goi.zip/a.xlsx", BOOK),)

    def test_a_wrong_password_is_told(self) -> None:
        assert codes(encrypted({"a.xlsx": BOOK}, b"matkhau"), password="khac") == ["FIL-031"]

    def test_the_password_is_shown_nowhere(self) -> None:
        told = unpack(encrypted({"a.xlsx": BOOK}, b"matkhau"), "goi.zip", "BiMatLam")
        assert "BiMatLam" not in repr(told)

    def test_aes_is_refused_by_its_name(self) -> None:
        data = bytearray(packed_raw([b"a.xlsx"], flags=1))
        for signature, at in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
            start = data.rfind(signature)
            data[start + at : start + at + 2] = struct.pack("<H", 99)
        assert codes(bytes(data), password="matkhau") == ["FIL-032"]


class TestMail:
    def test_attachments_carry_the_date_of_the_mail(self) -> None:
        (part,) = unpack(bytes(mail({"Báo cáo xã Bình An.xlsx": BOOK})), "thu.eml").parts
        assert part == Part("thu.eml/Báo cáo xã Bình An.xlsx", BOOK, HERE)

    def test_a_name_in_an_encoded_word_is_read(self) -> None:
        data = bytes(mail({"x.xlsx": BOOK})).replace(b'"x.xlsx"', b'"=?utf-8?B?QsOhbyBjw6FvLnhsc3g=?="')
        assert names(data, "thu.eml") == ["thu.eml/Báo cáo.xlsx"]

    def test_a_name_in_bare_bytes_is_read(self) -> None:
        data = bytes(mail({"x.xlsx": BOOK})).replace(b'"x.xlsx"', '"Báo cáo.xlsx"'.encode())
        assert names(data, "thu.eml") == ["thu.eml/Báo cáo.xlsx"]

    def test_a_forwarded_mail_gives_its_own_date(self) -> None:
        outer = mail({}, sent="Tue, 18 Jun 2024 09:00:00 +0700")
        outer.add_attachment(mail({"bc.xlsx": BOOK}))
        (part,) = unpack(bytes(outer), "chuyen.eml").parts
        assert (part.name, part.sent_at) == ("chuyen.eml/Báo cáo.eml/bc.xlsx", HERE)

    def test_the_last_hop_dates_a_mail_without_a_date(self) -> None:
        message = mail({"bc.xlsx": BOOK}, sent="")
        message["Received"] = "from a by b; Mon, 17 Jun 2024 08:30:00 +0700"
        assert unpack(bytes(message), "thu.eml").parts[0].sent_at == HERE

    @pytest.mark.parametrize("sent", ["", "hôm qua", "Mon, 99 Foo 9999 99:99:99 +9999"])
    def test_a_date_that_cannot_be_is_none(self, sent: str) -> None:
        data = bytes(mail({"bc.xlsx": BOOK}, sent="")).replace(
            b"Subject:", f"Date: {sent}\nSubject:".encode(), 1
        )
        assert unpack(data, "thu.eml").parts[0].sent_at is None

    def test_a_logo_is_nobodys_attachment_and_a_photo_is(self) -> None:
        message = mail({})
        message.add_related(b"logo", "image", "png", cid="<a@b>", filename="logo.png")
        message.add_related(b"p" * 200_000, "image", "jpeg", cid="<c@d>", filename="trang1.jpg")
        message.add_attachment(BOOK, "application", "octet-stream", filename="bc.xlsx")
        assert names(bytes(message), "thu.eml") == ["thu.eml/trang1.jpg", "thu.eml/bc.xlsx"]

    def test_a_mail_without_attachments_says_so(self) -> None:
        assert codes(bytes(mail({})), "thu.eml") == ["FIL-041"]

    def test_an_archive_in_a_mail_is_opened(self) -> None:
        (part,) = unpack(bytes(mail({"goi.zip": packed({"bc.xlsx": BOOK})})), "thu.eml").parts
        assert (part.name, part.sent_at) == ("thu.eml/goi.zip/bc.xlsx", HERE)

    @given(st.binary(max_size=400), st.integers(0, 2000))
    @settings(max_examples=25)
    def test_no_mail_raises(self, garbage: bytes, at: int) -> None:
        data = bytes(mail({"bc.xlsx": BOOK}))
        told = unpack(data[:at] + garbage + data[at:], "thu.eml")
        assert told.parts or told.findings


class TestOutlook:
    def test_attachments_carry_the_date_of_the_mail(self) -> None:
        data = write_msg(Mail(sent=SENT, attachments={"Báo cáo.xlsx": BOOK, "to.xlsx": b"x" * 9000}))
        assert unpack(data, "thu.msg").parts == (
            Part("thu.msg/Báo cáo.xlsx", BOOK, HERE),
            Part("thu.msg/to.xlsx", b"x" * 9000, HERE),
        )

    def test_a_mail_in_a_mail_gives_its_own_date(self) -> None:
        inner = Mail(subject="Gửi báo cáo", sent=SENT, attachments={"bc.xlsx": BOOK})
        outer = Mail(sent=datetime(2024, 6, 20, tzinfo=UTC), attachments={"Gửi báo cáo": inner})
        (part,) = unpack(write_msg(outer), "thu.msg").parts
        assert part == Part("thu.msg/Gửi báo cáo.msg/bc.xlsx", BOOK, HERE)

    def test_a_mail_without_attachments_says_so(self) -> None:
        assert codes(write_msg(Mail(sent=SENT)), "thu.msg") == ["FIL-041"]

    @given(st.binary(min_size=1, max_size=40), st.integers(512, 4000))
    @settings(max_examples=25)
    def test_no_mail_raises(self, garbage: bytes, at: int) -> None:
        data = write_msg(Mail(sent=SENT, attachments={"bc.xlsx": BOOK}))
        told = unpack(data[:at] + garbage + data[at + len(garbage) :], "thu.msg")
        assert told.parts or told.findings


class TestStore:
    def test_parts_are_kept_by_their_content_and_a_sound_container_is_not(self, tmp_path: Path) -> None:
        path = tmp_path / "goi.zip"
        path.write_bytes(packed({"Xã/bc.xlsx": BOOK}))
        workspace = Workspace(tmp_path / "w")
        opened = unpack_into(workspace, path, "goi.zip")
        assert opened.is_container
        assert [part.name for part in opened.parts] == ["goi.zip/Xã/bc.xlsx"]
        assert workspace.stored(opened.parts[0].sha256).read_bytes() == BOOK
        assert not workspace.stored(opened.sha256).exists()

    def test_what_is_wrong_is_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "goi.zip"
        path.write_bytes(packed({}))
        workspace = Workspace(tmp_path / "w")
        opened = unpack_into(workspace, path, "goi.zip")
        assert workspace.stored(opened.sha256).is_file()

    def test_a_plain_file_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "bc.zip"
        path.write_bytes(BOOK)
        assert not unpack_into(Workspace(tmp_path / "w"), path, "bc.zip").is_container
        assert not (tmp_path / "w").exists()

    def test_the_head_tells_what_cannot_hold_files(self) -> None:
        assert may_hold_files(packed({"bc.xlsx": BOOK})[:4096])
        assert may_hold_files(bytes(mail({"bc.xlsx": BOOK}))[:4096])
        assert may_hold_files(write_msg(Mail())[:4096])
        assert not may_hold_files(packed({"[Content_Types].xml": b"<Types/>"})[:4096])
        assert not may_hold_files(b"%PDF-1.4")


def _many_headers() -> bytes:
    name = b"a"
    record = (
        b"PK\x01\x02"
        + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0)
        + name
    )
    directory = record * 60_000
    end = struct.pack("<HHHHIIH", 0, 0, 60_000, 60_000, len(directory), 30 + len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0) + name
    return local + directory + b"PK\x05\x06" + end


@pytest.mark.parametrize("name", ["=?utf-8?B?a?=", "=?nonsense?Q?=41?=", "=?utf-8?Q?=ZZ?="])
def test_an_attachment_whose_name_is_wrongly_encoded_is_taken_out_all_the_same(name: str) -> None:
    message = mail({"ten.xlsx": BOOK}).as_bytes()
    assert b"ten.xlsx" in message
    (part,) = unpack(message.replace(b"ten.xlsx", name.encode()), "thu.eml").parts
    assert part.data == BOOK
    subject = message.replace(b"\n", f"\nSubject: {name}\n".encode(), 1)
    assert [part.name for part in unpack(subject, "thu.eml").parts] == ["thu.eml/ten.xlsx"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Xa\u0303 A.xlsx", "Xã A.xlsx"),
        ("Xa \udce3\udcff.xlsx", r"Xa \xe3\xff.xlsx"),
        ("Xã \ud83d.xlsx", r"Xã \ud83d.xlsx"),
        ("\udc00\ude00\udfff", r"\udc00\ude00\udfff"),
        ("📄.xlsx", "📄.xlsx"),
    ],
)
def test_a_name_is_shown_with_what_is_no_text_written_out(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@given(st.text(st.characters(exclude_categories=())))
def test_a_shown_name_can_always_be_written(name: str) -> None:
    assert shown_name(name).encode().decode() == shown_name(name)
