"""What a file is, by its content: names and extensions tell nothing here.

Returned files are renamed, re-saved and forwarded; a workbook called report.pdf is a workbook.
"""

import io
import zipfile
import zlib

from toolkit.files.content import Content
from toolkit.files.sniff_ole import MAGIC as _OLE
from toolkit.files.sniff_ole import of_ole
from toolkit.files.sniff_text import of_text

__all__ = ["Content", "parts_of", "sniff"]

_LOCK_BYTES = 165
"""Excel's owner file (~$name.xlsx) is exactly that long: the length of a name, the name, padding."""

_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04", b"PK00PK\x03\x04")
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 66_000
_STARTS: tuple[tuple[bytes, Content], ...] = (
    *((start, Content.IMAGE) for start in (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")),
    *((start, Content.ARCHIVE) for start in (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")),
    *((start, Content.ARCHIVE) for start in (b"MSCF\0", b"\x28\xb5\x2f\xfd", b"**ACE**")),
    (b"{\\rtf", Content.DOCUMENT),
    (b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F", Content.SHORTCUT),
    (b"\0\0\x02\0\x06\x04\x06\0", Content.OLD_SHEET),  # Lotus 1-2-3
    (b"\0\0\x1a\0\0\x10\x04\0", Content.OLD_SHEET),
)  # fmt: skip
_PHOTO_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"})
# Workbooks of Excel 2 to 4 are one bare stream that begins with its BOF record: type, length.
_OLD_EXCEL = frozenset(
    {b"\x09\0\x04\0", b"\x09\x02\x06\0", b"\x09\x04\x06\0", b"\x09\x08\x08\0", b"\x09\x08\x10\0"}
)
_DBASE = frozenset({0x03, 0x30, 0x31, 0x83, 0x8B, 0xF5})
_FOXPRO_BACKLINK = 263
_BOUNDED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""What `zipfile` inflates no further than it is asked to."""
_LONGEST_KIND, _LONGEST_MANIFEST = 200, 1_000_000
_OPEN_DOCUMENT, _SUN = b"application/vnd.oasis.opendocument.", b"application/vnd.sun.xml."


def sniff(data: bytes) -> Content:
    """The kind of content. Never raises; a zip whose directory cannot be read is `TRUNCATED` or `DAMAGED`."""
    if not data:
        return Content.EMPTY
    if not data.strip(b"\0"):
        return Content.ZEROS
    if data.startswith(_ZIPS):
        return _of_zip(data)
    if data.startswith(_OLE):
        return of_ole(data)
    if b"%PDF-" in data[:1024]:
        return Content.PDF
    return _by_start(data) or of_text(data)


def parts_of(package: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The parts of a package by name as the standards compare them: lower case, forward slashes, no leading one."""
    return {
        info.filename.replace("\\", "/").lstrip("/").lower(): info
        for info in package.infolist()
        if not info.filename.endswith("/")
    }


def _by_start(data: bytes) -> Content | None:
    for start, content in _STARTS:
        if data.startswith(start):
            return content
    if data[4:8] == b"ftyp" and data[8:12] in _PHOTO_BRANDS:
        return Content.IMAGE
    if (data[:4], data[8:12]) == (b"RIFF", b"WEBP") or (data[:2] == b"BM" and data[6:10] == bytes(4)):
        return Content.IMAGE
    if data[257:262] == b"ustar":
        return Content.ARCHIVE
    if data[:4] in _OLD_EXCEL or _is_dbase(data):
        return Content.OLD_SHEET
    # The length of the name, the name and blanks, and all that once more in UTF-16.
    if len(data) == _LOCK_BYTES and 0 < data[0] <= 54:
        return Content.LOCK_FILE
    return None


def _is_dbase(data: bytes) -> bool:
    """A table of dBASE or FoxPro: its date of change, and a header as long as it says, which ends with a CR."""
    if len(data) < 68 or data[0] not in _DBASE or not (1 <= data[2] <= 12 and 1 <= data[3] <= 31):
        return False
    header = int.from_bytes(data[8:10], "little")
    backlink = _FOXPRO_BACKLINK if data[0] in {0x30, 0x31} else 0
    return 64 < header <= len(data) and data[header - backlink - 1] == 0x0D


def _of_zip(data: bytes) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _of_package(package)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return Content.DAMAGED if _ZIP_END in data[-_ZIP_TAIL:] else Content.TRUNCATED


def _of_package(package: zipfile.ZipFile) -> Content:
    parts = parts_of(package)
    if "[content_types].xml" in parts or "_rels/.rels" in parts:
        return _of_open_xml(parts)
    kind = _beginning(package, parts.get("mimetype"), _LONGEST_KIND)
    if kind.startswith((_OPEN_DOCUMENT, _SUN)):
        return _of_open_document(kind, package, parts)
    if "index/document.iwa" in parts or "index.zip" in parts or "index.apxl" in parts:
        return Content.NUMBERS
    if any(info.flag_bits & 1 for info in parts.values()):
        return Content.ENCRYPTED_ZIP
    if "xl/workbook.bin" in parts:
        return Content.XLSB
    if "xl/workbook.xml" in parts:
        return Content.XLSX
    # A workbook that lost the part which says what it is; an archive of files has neither of these.
    torn = (
        any(name.startswith("xl/") for name in parts)
        or {"content.xml", "meta-inf/manifest.xml"} <= parts.keys()
    )
    return Content.DAMAGED if torn else Content.ZIP


def _of_open_xml(parts: dict[str, zipfile.ZipInfo]) -> Content:
    if any(name.endswith("workbook.bin") for name in parts):
        return Content.XLSB
    if any(name.startswith("ppt/") for name in parts):
        return Content.SLIDES
    if any(name.startswith(("word/", "visio/")) for name in parts):
        return Content.DOCUMENT
    return Content.XLSX


def _of_open_document(kind: bytes, package: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> Content:
    name = kind.removeprefix(_OPEN_DOCUMENT).removeprefix(_SUN)
    if name.startswith(b"spreadsheet"):
        return Content.PROTECTED_ODS if _is_encrypted(package, parts) else Content.ODS
    if name.startswith(b"calc"):
        return Content.OLD_SHEET
    return Content.SLIDES if name.startswith((b"presentation", b"impress")) else Content.DOCUMENT


def _is_encrypted(package: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> bool:
    return b"encryption-data" in _beginning(package, parts.get("meta-inf/manifest.xml"), _LONGEST_MANIFEST)


def _beginning(package: zipfile.ZipFile, part: zipfile.ZipInfo | None, most: int) -> bytes:
    """A part, if it is no longer than `most`, whatever size it states; else nothing of it."""
    if part is None or part.flag_bits & 1 or part.compress_type not in _BOUNDED:
        return b""
    with package.open(part) as stream:
        data = stream.read(most + 1)
    return data if len(data) <= most else b""
