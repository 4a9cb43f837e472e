"""What a file is, by its content: names and extensions tell nothing here.

Returned files are renamed, re-saved and forwarded; a workbook called report.pdf is a workbook.
"""

import io
import re
import zipfile
import zlib
from enum import StrEnum

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCK_BYTES = 165
"""Excel's owner file (~$name.xlsx) is exactly that long: the length of a name, the name, padding."""

_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_HTML = re.compile(rb"<(!doctype\s+html|html|head|meta|table|body)\b", re.IGNORECASE)
_MAIL = re.compile(rb"^(mime-version|from|received|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE)


class Content(StrEnum):
    """Kinds of content that need different handling or a different request to the sender."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    EMPTY = "empty"
    LOCK_FILE = "lock_file"
    PDF = "pdf"
    IMAGE = "image"
    DOCUMENT = "document"
    WEB_PAGE = "web_page"
    TEXT = "text"
    ARCHIVE = "archive"
    MAIL = "mail"
    PROTECTED = "protected"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"


def sniff(data: bytes) -> Content:
    """The kind of content. Never raises; a zip whose directory cannot be read is `DAMAGED`."""
    if not data.strip(b"\0"):
        return Content.EMPTY
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(data)
    if data.startswith(_OLE):
        return _of_ole(data)
    if b"%PDF-" in data[:1024]:
        return Content.PDF
    if data.startswith(_IMAGES) or data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}:
        return Content.IMAGE
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Content.IMAGE
    if data.startswith(_ARCHIVES):
        return Content.ARCHIVE
    if data.startswith(b"{\\rtf"):
        return Content.DOCUMENT
    if len(data) == _LOCK_BYTES and 0 < data[0] <= 54:
        return Content.LOCK_FILE
    # Workbooks of Excel 2 to 4 are one bare stream that begins with its BOF record.
    if data[:2] in {b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08"} and data[2:4] in {
        b"\x04\x00",
        b"\x06\x00",
        b"\x08\x00",
        b"\x10\x00",
    }:
        return Content.XLS
    return _of_text(data)


def parts_of(package: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The parts of a package by name as the standards compare them: lower case, forward slashes, no leading one."""
    return {
        info.filename.replace("\\", "/").lstrip("/").lower(): info
        for info in package.infolist()
        if not info.is_dir()
    }


def _of_zip(data: bytes) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _of_package(package)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return Content.DAMAGED


def _of_package(package: zipfile.ZipFile) -> Content:
    parts = parts_of(package)
    if "mimetype" in parts:
        if parts["mimetype"].file_size > 200:
            return Content.UNKNOWN
        kind = package.read(parts["mimetype"])
        if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return Content.PROTECTED if _is_encrypted_ods(package, parts) else Content.ODS
        return Content.DOCUMENT if b"opendocument" in kind else Content.ARCHIVE
    if any(info.flag_bits & 1 for info in parts.values()):
        return Content.PROTECTED
    if any(name.endswith("workbook.bin") for name in parts):
        return Content.XLSB
    if "[content_types].xml" in parts or "_rels/.rels" in parts:
        if any(name.startswith(("word/", "ppt/", "visio/")) for name in parts):
            return Content.DOCUMENT
        return Content.XLSX
    return Content.XLSX if any(name.endswith("workbook.xml") for name in parts) else Content.ARCHIVE


def _is_encrypted_ods(package: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> bool:
    manifest = parts.get("meta-inf/manifest.xml")
    return (
        manifest is not None
        and manifest.file_size < 1_000_000
        and b"encryption-data" in package.read(manifest)
    )


def _of_ole(data: bytes) -> Content:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return Content.PROTECTED
    if holds("WordDocument") or holds("PowerPoint Document"):
        # A workbook may embed a document, not the other way round without its own stream of that name.
        return Content.XLS if holds("Workbook") else Content.DOCUMENT
    if holds("__properties_version1.0"):
        return Content.MAIL
    return Content.XLS


def _of_text(data: bytes) -> Content:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="replace").encode()
    if _HTML.search(head) or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return Content.WEB_PAGE
    if _MAIL.search(head) and b"\n" in head:
        return Content.MAIL
    if b"\0" in head or sum(byte < 9 or 13 < byte < 32 for byte in head) > len(head) // 100:
        return Content.UNKNOWN
    return Content.TEXT
