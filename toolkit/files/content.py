"""The kinds of content that arrive, and what is said of those that are no workbook to read."""

from collections.abc import Mapping
from enum import StrEnum


class Content(StrEnum):
    """Kinds of content that need different handling or a different request to the sender."""

    XLSX = "xlsx"
    """Also .xlsm, .xltx, .xltm: the package tells them apart by nothing that matters here."""
    XLSB = "xlsb"
    XLS = "xls"
    """Excel 5 to 2003, .xlt and WPS's .et."""
    ODS = "ods"
    """Also .ots."""

    ZIP = "zip"
    ENCRYPTED_ZIP = "encrypted_zip"
    MAIL = "mail"
    OUTLOOK = "outlook"

    PROTECTED = "protected"
    """A workbook that its password opens."""
    PROTECTED_ODS = "protected_ods"
    LOCKED_AWAY = "locked_away"
    """A workbook encrypted in a way that no password given here could open (rights management)."""

    EMPTY = "empty"
    ZEROS = "zeros"
    LOCK_FILE = "lock_file"
    SHORTCUT = "shortcut"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"

    PDF = "pdf"
    IMAGE = "image"
    DOCUMENT = "document"
    SLIDES = "slides"
    WEB_PAGE = "web_page"
    WEB_ARCHIVE = "web_archive"
    XML = "xml"
    FLAT_ODS = "flat_ods"
    TABLE_TEXT = "table_text"
    TEXT = "text"
    OLD_SHEET = "old_sheet"
    """A worksheet of a program of the 1980s and 1990s, which Excel still opens: Excel 2 to 4, SYLK, DIF, dBASE, Lotus."""
    NUMBERS = "numbers"
    ARCHIVE = "archive"
    """A container that is not unpacked here: rar, 7z, gzip and others."""
    UNKNOWN = "unknown"


REFUSED: Mapping[Content, str] = {
    Content.EMPTY: "FIL-001",
    Content.ZEROS: "FIL-018",
    Content.LOCK_FILE: "FIL-002",
    Content.PDF: "FIL-003",
    Content.IMAGE: "FIL-019",
    Content.DOCUMENT: "FIL-004",
    Content.SLIDES: "FIL-020",
    Content.WEB_PAGE: "FIL-005",
    Content.XML: "FIL-021",
    Content.WEB_ARCHIVE: "FIL-022",
    Content.FLAT_ODS: "FIL-023",
    Content.TABLE_TEXT: "FIL-006",
    Content.TEXT: "FIL-026",
    Content.OLD_SHEET: "FIL-050",
    Content.NUMBERS: "FIL-025",
    Content.SHORTCUT: "FIL-024",
    Content.ARCHIVE: "FIL-007",
    Content.ZIP: "FIL-051",
    Content.ENCRYPTED_ZIP: "FIL-052",
    Content.MAIL: "FIL-008",
    Content.OUTLOOK: "FIL-008",
    Content.PROTECTED: "FIL-009",
    Content.PROTECTED_ODS: "FIL-027",
    Content.LOCKED_AWAY: "FIL-028",
    Content.TRUNCATED: "FIL-029",
    Content.DAMAGED: "FIL-010",
    Content.UNKNOWN: "FIL-012",
}
"""The finding of content that is not read as a workbook. Containers are unpacked before; theirs is for one found deeper."""

ATTACHABLE = frozenset({Content.PDF, Content.IMAGE, Content.DOCUMENT})
"""What can be a unit's signed copy, kept beside its return and keyed in by staff."""
