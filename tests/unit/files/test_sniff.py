"""A file's kind by its bytes alone, and a message of its own for each kind."""

import io
import struct
import sys
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.files.ole import ole
from toolkit.files.content import REFUSED, Content
from toolkit.files.guard import GuardedExecutor
from toolkit.files.sniff import sniff

OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
TYPES = {"[Content_Types].xml": b""}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """A zip as if its files were encrypted: the flag in every header."""
    data = bytearray(data)
    for start, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(start)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(start, place + 4)
    return bytes(data)


MAIL = b"Received: from a by b\r\nFrom: xa@example.org\r\nTo: huyen@example.org\r\nSubject: BC\r\n"
RELATED = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n"
HTML = "<html><head><meta charset=utf-8></head><body><table><tr><td>Xã</td></tr></table></body></html>"
SHEET_XML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>\n<Workbook '
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
)
FLAT = '<?xml version="1.0"?>\n<office:document xmlns:office="urn:x" office:mimetype="application/vnd.oasis.{}"/>'
PROTECTED_XLS = struct.pack("<HHHH12x", 0x809, 16, 0x600, 5) + struct.pack("<HHH4x", 0x2F, 6, 0)
PLAIN_XLS = struct.pack("<HHHH12x", 0x809, 16, 0x600, 5) + struct.pack("<HH", 0x0A, 0)
EXCEL_LOCK = b"\x05Admin" + b" " * 49 + b"\x05\0" + "Admin".encode("utf-16-le") + b" \0" * 49


KINDS: list[tuple[bytes, Content]] = [
    (b"", Content.EMPTY),
    (bytes(512), Content.ZEROS),
    (EXCEL_LOCK, Content.LOCK_FILE),
    (b",vp,PC01,14.06.2024 08:30,file:///C:/Users/vp/AppData/4;", Content.LOCK_FILE),
    (b"%PDF-1.7\n...", Content.PDF),
    (b"\xef\xbb\xbf\r\n%PDF-1.4\n", Content.PDF),
    (b"\x89PNG\r\n\x1a\n...", Content.IMAGE),
    (b"\xff\xd8\xff\xe0...", Content.IMAGE),
    (b"\0\0\0\x18ftypheic\0\0\0\0mif1", Content.IMAGE),
    (b"RIFF\x10\0\0\0WEBPVP8 ", Content.IMAGE),
    (b"II*\0\x08\0\0\0", Content.IMAGE),
    (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0", Content.IMAGE),
    (b"GIF89a...", Content.IMAGE),
    (packed(TYPES | {"word/document.xml": b""}), Content.DOCUMENT),
    (packed(TYPES | {"ppt/presentation.xml": b""}), Content.SLIDES),
    (packed(TYPES | {"xl/workbook.xml": b"", "xl/embeddings/word/a.docx": b""}), Content.XLSX),
    (packed(TYPES | {"xl/workbook.bin": b""}), Content.XLSB),
    (packed({"mimetype": OPEN_DOCUMENT + b"spreadsheet", "content.xml": b""}), Content.ODS),
    (packed({"mimetype": OPEN_DOCUMENT + b"spreadsheet-template"}), Content.ODS),
    (packed({"mimetype": OPEN_DOCUMENT + b"text"}), Content.DOCUMENT),
    (packed({"mimetype": OPEN_DOCUMENT + b"presentation"}), Content.SLIDES),
    (packed({"mimetype": b"application/vnd.sun.xml.calc"}), Content.OLD_SHEET),
    (
        packed({"mimetype": OPEN_DOCUMENT + b"spreadsheet", "META-INF/manifest.xml": b"<encryption-data/>"}),
        Content.PROTECTED_ODS,
    ),
    (packed({"Index/Document.iwa": b"", "Metadata/Properties.plist": b""}), Content.NUMBERS),
    (packed({"Xã A/bc.xlsx": b"1", "b.xls": b"2"}), Content.ZIP),
    (packed({"bc/xl/workbook.xml": b"1"}), Content.ZIP),
    (packed({}), Content.ZIP),
    (packed({"xl/worksheets/sheet1.xml": b""}), Content.DAMAGED),
    (locked(packed({"a.xlsx": b"1"})), Content.ENCRYPTED_ZIP),
    (packed({"a.xlsx": b"1" * 300})[:150], Content.TRUNCATED),
    (packed({"a": b"1"}).replace(b"PK\x01\x02", b"PK\x01\x00"), Content.DAMAGED),
    (b"Rar!\x1a\x07\x00...", Content.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c...", Content.ARCHIVE),
    (b"\x1f\x8b\x08...", Content.ARCHIVE),
    (ole({"Workbook": PLAIN_XLS}), Content.XLS),
    (ole({"Book": PLAIN_XLS}), Content.XLS),
    (ole({"Workbook": PROTECTED_XLS}), Content.PROTECTED),
    (ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), Content.PROTECTED),
    (ole({"EncryptedPackage": b"x", "\x06DataSpaces": b"y"}), Content.LOCKED_AWAY),
    (ole({"WordDocument": b"x"}), Content.DOCUMENT),
    (ole({"WordDocument": b"x", "ObjectPool": {"_1": {"Workbook": PLAIN_XLS}}}), Content.DOCUMENT),
    (ole({"Workbook": PLAIN_XLS, "MBD1": {"WordDocument": b"x"}}), Content.XLS),
    (ole({"PowerPoint Document": b"x"}), Content.SLIDES),
    (ole({"__properties_version1.0": b"x"}), Content.OUTLOOK),
    (ole({"Other": b"x"}), Content.UNKNOWN),
    (ole({"Workbook": PLAIN_XLS + bytes(9000)})[:400], Content.TRUNCATED),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Content.DAMAGED),
    (b"\x09\x04\x06\0\0\0\x10\0...", Content.OLD_SHEET),
    (b"ID;PWXL;N;E\r\nP;PGeneral\r\n", Content.OLD_SHEET),
    (b"TABLE\r\n0,1\r\n", Content.OLD_SHEET),
    (b"\x03\x18\x06\x0e\1\0\0\0\x41\0\x08\0" + bytes(52) + b"\x0d     \x1a", Content.OLD_SHEET),
    (b"{\\rtf1 abc}", Content.DOCUMENT),
    (HTML.encode(), Content.WEB_PAGE),
    (b"\xef\xbb\xbf \r\n<!DOCTYPE HTML PUBLIC>", Content.WEB_PAGE),
    (HTML.encode("utf-16"), Content.WEB_PAGE),
    (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', Content.WEB_PAGE),
    (b"<style>td {}</style><table>", Content.WEB_PAGE),
    (SHEET_XML.encode(), Content.XML),
    (b"\xef\xbb\xbf<?xml version='1.0'?><HoSo/>", Content.XML),
    (FLAT.format("opendocument.spreadsheet").encode(), Content.FLAT_ODS),
    (FLAT.format("opendocument.text").encode(), Content.DOCUMENT),
    (MAIL + RELATED + b"\r\n--x", Content.MAIL),
    (b"From a@b Mon Jan 1\nFrom: a\nDate: b\n\nabc", Content.MAIL),
    (RELATED + b"X-Document-Type: Workbook\r\n\r\n--x", Content.WEB_ARCHIVE),
    (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x\r\n" + RELATED, Content.WEB_ARCHIVE),
    ("Đơn vị,Số liệu\nXã A,5\n".encode(), Content.TABLE_TEXT),
    ("Đơn vị\tSố liệu\nXã A\t5\n".encode("utf-16"), Content.TABLE_TEXT),
    ("Mã;Tên;Ghi chú\n1;Xã A;<table>\n".encode(), Content.TABLE_TEXT),
    ("Kính gửi huyện,\nxã gửi báo cáo.\nTrân trọng.\n".encode(), Content.TEXT),
    (b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1", "email": "a@b"}', Content.SHORTCUT),
    (b"[InternetShortcut]\r\nURL=https://x\r\n", Content.SHORTCUT),
    (bytes.fromhex("4c0000000114020000000000c000000000000046") + bytes(60), Content.SHORTCUT),
    (b"\x01\x02\x03\x04\x00", Content.UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_the_kind_is_told_by_the_bytes(data: bytes, kind: Content) -> None:
    assert sniff(data) is kind


def test_whatever_is_not_read_has_a_finding_of_its_own() -> None:
    read = {Content.XLSX, Content.XLSB, Content.XLS, Content.ODS}
    assert set(Content) == read | REFUSED.keys()
    shared = [code for code in REFUSED.values() if list(REFUSED.values()).count(code) > 1]
    assert set(shared) == {REFUSED[Content.MAIL]}  # both kinds of mail: the same request


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<", b"From: a\n", b"\xff\xfe", b"\x03"]
    ),
    st.binary(max_size=1600),
)
def test_no_bytes_raise(start: bytes, data: bytes) -> None:
    assert isinstance(sniff(start + data), Content)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_a_compound_file_raises(data: st.DataObject) -> None:
    whole = bytearray(ole({"Workbook": PLAIN_XLS + bytes(5000), "A": {"B": b"x"}}))
    for _ in range(3):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(sniff(bytes(whole[: data.draw(st.integers(8, len(whole)))])), Content)


@pytest.mark.skipif(sys.platform != "linux", reason="only where the system limits a process's memory")
@pytest.mark.parametrize("name", ["mimetype", "META-INF/manifest.xml"])
def test_a_part_that_understates_its_size_is_not_inflated_to_be_looked_at(name: str) -> None:
    size, out = 200_000_000, io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("content.xml", b"")
        if name != "mimetype":
            archive.writestr("mimetype", OPEN_DOCUMENT + b"spreadsheet")
        with archive.open(name, "w") as part:
            for _ in range(200):
                part.write(bytes(size // 200))
    data = out.getvalue().replace(struct.pack("<I", size), struct.pack("<I", 100))
    assert len(data) < 1_000_000
    with GuardedExecutor(workers=1, seconds=5, megabytes=150) as guard:
        seen = guard.submit(sniff, data).result()
    assert seen in {Content.ZIP, Content.ODS, Content.DAMAGED}
