"""What is no workbook to read: each kind of content has its code, and its sentences say what it is and what to do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.unit.files.ole import ole
from tests.unit.files.test_sniff import KINDS
from tests.zips import packed
from toolkit.files import unpack_zip
from toolkit.files.content import REFUSED, Content
from toolkit.files.inbox import look_in
from toolkit.files.read_workbook import UnreadableError, read_workbook
from toolkit.files.unpack import unpack
from toolkit.files.unpack_outlook import outlook_files
from toolkit.files.unpack_parts import Budget, Part, Refused
from toolkit.files.unpack_zip import zip_files
from toolkit.findings import Place, Severity, found

Files = Callable[[bytes, Budget], Iterator[Part | Refused]]
# Kind, code, a word of what it is and one of what to do, in both languages.
SAID = {
    Content.EMPTY: ("FIL-001", "0 byte", "gửi lại", "0 bytes", "send it again"),
    Content.ZEROS: ("FIL-018", "byte 0", "chép lại", "zero bytes", "copy the file again"),
    Content.LOCK_FILE: ("FIL-002", "khóa tạm", "đóng bảng tính", "lock file", "close the workbook"),
    Content.PDF: ("FIL-003", "bản PDF", "tonghop assign", "PDF", "tonghop assign"),
    Content.IMAGE: ("FIL-019", "ảnh", "tonghop assign", "photo", "tonghop assign"),
    Content.DOCUMENT: ("FIL-004", "văn bản Word", "biểu mẫu Excel", "Word document", "Excel template"),
    Content.SLIDES: ("FIL-020", "trình chiếu", "biểu mẫu Excel", "slides", "Excel template"),
    Content.WEB_PAGE: ("FIL-005", "trang web", "Lưu thành", "web page", "Save As"),
    Content.XML: ("FIL-021", "XML", "Lưu thành", "XML", "Save As"),
    Content.WEB_ARCHIVE: ("FIL-022", "MHTML", "Lưu thành", "MHTML", "Save As"),
    Content.FLAT_ODS: ("FIL-023", ".fods", "LibreOffice", ".fods", "LibreOffice"),
    Content.TABLE_TEXT: ("FIL-006", "CSV", "không lưu thành CSV", "CSV", "not saved as CSV"),
    Content.TEXT: ("FIL-026", "văn bản thuần", "tệp Excel", "plain text", "Excel template"),
    Content.OLD_SHEET: ("FIL-050", "đời cũ", "Lưu thành", "old program", "Save As"),
    Content.NUMBERS: ("FIL-025", "Apple Numbers", "Xuất sang", "Apple Numbers", "Export To"),
    Content.SHORTCUT: ("FIL-024", "lối tắt", "tải về", "shortcut", "download"),
    Content.ARCHIVE: ("FIL-007", "rar", "giải nén", "rar", "unpack it"),
    Content.ZIP: ("FIL-051", "zip", "giải nén", "zip", "unpack it"),
    Content.ENCRYPTED_ZIP: ("FIL-052", "mật khẩu", "--password", "password", "--password"),
    Content.MAIL: ("FIL-008", "thư điện tử", "đính kèm", "e-mail", "attachment"),
    Content.OUTLOOK: ("FIL-008", "thư điện tử", "đính kèm", "e-mail", "attachment"),
    Content.PROTECTED: ("FIL-009", "mật khẩu", "--password", "password", "--password"),
    Content.PROTECTED_ODS: ("FIL-027", "mật khẩu", "bỏ chọn", "password", "clear"),
    Content.LOCKED_AWAY: ("FIL-028", "mã hóa", "bỏ mật khẩu", "encrypted", "remove its password"),
    Content.TRUNCATED: ("FIL-029", "bị cụt", "chép lại", "cut off", "copy the file again"),
    Content.DAMAGED: ("FIL-010", "bị hỏng", "mở thử", "damaged", "try to open"),
    Content.UNKNOWN: ("FIL-012", "không phải bảng tính", "gửi tệp Excel", "not a workbook", "send the filled-in"),
}  # fmt: skip


def test_every_refused_kind_is_in_the_table() -> None:
    assert {kind: said[0] for kind, said in SAID.items()} == REFUSED


@pytest.mark.parametrize("kind", SAID)
def test_a_refused_file_is_told_by_its_code_and_what_to_do_in_both_languages(kind: Content) -> None:
    code, what, remedy, what_en, remedy_en = SAID[kind]
    with pytest.raises(UnreadableError) as caught:
        read_workbook(next(data for data, of in KINDS if of is kind))
    assert caught.value.key == code
    told = found(code, Place(file="Xã A.xlsx"), **{"round_id": "cchc-2024", **caught.value.params})
    # Nobody has to be asked about a lock file: the workbook itself lies beside it.
    assert told.severity is (Severity.INFO if kind is Content.LOCK_FILE else Severity.ERROR)
    assert told.message.vi.startswith("Tệp Xã A.xlsx ") and told.message.en.startswith("File Xã A.xlsx ")
    assert what in told.message.vi and what_en in told.message.en
    assert told.remedy.vi.startswith("Đề nghị ") and told.remedy.en.startswith("Please ")
    assert remedy in told.remedy.vi and remedy_en in told.remedy.en


@pytest.mark.parametrize(("files", "data"), [(zip_files, b"PK"), (outlook_files, ole({})[:512])])
def test_a_container_that_cannot_be_opened_is_told(files: Files, data: bytes) -> None:
    assert list(files(data, Budget())) == [Refused("FIL-038")]


def test_a_file_too_large_inside_an_archive_is_told_and_the_others_are_taken_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unpack_zip, "MAX_PART", 1_000_000)
    told = unpack(packed({"lớn.xlsx": bytes(1_000_001), "nhỏ.xlsx": b"x"}), "gói.zip")
    assert [part.name for part in told.parts] == ["gói.zip/nhỏ.xlsx"]
    (finding,) = told.findings
    assert (finding.code, finding.place.file) == ("FIL-036", "gói.zip/lớn.xlsx")


def test_a_lock_file_in_a_folder_is_told(tmp_path: Path) -> None:
    for name in ("~$Xã A.xlsx", ".~lock.Xã B.ods#"):
        (tmp_path / name).write_bytes(b"x")
    told = look_in([tmp_path])
    assert [finding.code for finding in told.findings] == ["FIL-002", "FIL-002"]
    assert told.files == ()
