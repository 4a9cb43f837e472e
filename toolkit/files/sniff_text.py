"""What a file is whose content is text: by how it begins and what its lines look like."""

import re

from toolkit.files.content import Content

_HEAD = 8192
_HTML = re.compile(
    r"<(!doctype\s+html|html|head|meta|title|style|body|table|tr|div|p|font|center|script)\b", re.IGNORECASE
)
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_HEADER = re.compile(r"([!-9;-~]+):")
_SENT_HEADERS = frozenset({"to", "received", "message-id", "return-path", "delivered-to", "x-received"})
_MAIL_HEADERS = _SENT_HEADERS | {"from", "subject", "date", "mime-version", "content-type"}
_OFFICE_LOCK = re.compile(r"[^,\r\n]*,[^,\r\n]*,[^,\r\n]*,[^,;\r\n]*,file:///[^\r\n;]*;\s*\Z")
_LINK_FILE = re.compile(r"\s*\[(InternetShortcut|Desktop Entry)\]", re.IGNORECASE)
_GOOGLE_LINK = re.compile(r'\s*\{[^{}]*"(url|doc_id|resource_id)"\s*:')
_SYLK = re.compile(r"ID;P[^\r\n]*[\r\n]")
_DIF = re.compile(r"TABLE\r?\n0,1\r?\n")
_SEPARATORS = "\t;,|"


def of_text(data: bytes) -> Content:
    """The kind of a file that begins like no binary format; `UNKNOWN` when it is no text."""
    text = _decoded(data[:_HEAD])
    if text is None:
        return Content.UNKNOWN
    begin = text.lstrip()
    if begin.startswith("<"):
        return _of_markup(begin)
    if _OFFICE_LOCK.match(text) and len(data) < 2000:
        return Content.LOCK_FILE
    if _LINK_FILE.match(text) or (_GOOGLE_LINK.match(text) and len(data) < 4000):
        return Content.SHORTCUT
    if _SYLK.match(begin) or _DIF.match(begin):
        return Content.OLD_SHEET
    return _of_mail(begin) or _of_lines(text)


def _decoded(head: bytes) -> str | None:
    """The text of a head: UTF-16 by its mark, else as if every byte were a letter; None when it is no text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) & ~1].decode("utf-16", "replace")
    text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    strange = sum(char < " " and char not in "\t\n\v\f\r\x1a\x1b" for char in text)
    return None if "\0" in text or strange > len(text) // 100 else text


def _of_markup(text: str) -> Content:
    root = _ROOT.search(text)
    name = root[1].lower() if root else ""
    if name == "document" and "opendocument" in text:
        return Content.FLAT_ODS if "opendocument.spreadsheet" in text else Content.DOCUMENT
    if "schemas.microsoft.com/office/2006/xmlPackage" in text or name == "worddocument":
        return Content.DOCUMENT
    if name in {"html", "table"} or (not text.startswith("<?xml") and _HTML.search(text)):
        return Content.WEB_PAGE
    return Content.IMAGE if name == "svg" else Content.XML


def _of_mail(text: str) -> Content | None:
    """A mail by its headers; one that was never sent and has parts that belong together is a saved web page."""
    block = re.split(r"\r?\n[ \t]*\r?\n", text, maxsplit=1)[0]
    lines = block.removeprefix("From ").splitlines()[1 if text.startswith("From ") else 0 :]
    own = [line for line in lines if line[:1] not in {" ", "\t"}]
    found = [_HEADER.match(line) for line in own]
    if not own or not all(found[:-1]):
        return None
    names = {match[1].lower() for match in found if match}
    if len(names & _MAIL_HEADERS) < 2:
        return None
    lower = block.lower()
    saved = "x-document-type: workbook" in lower or "snapshot-content-location:" in lower
    if saved or ("multipart/related" in lower and not names & _SENT_HEADERS):
        return Content.WEB_ARCHIVE
    return Content.MAIL


def _of_lines(text: str) -> Content:
    """A table when most of the first lines are parted by the same separator, as often in each."""
    lines = [line for line in text.splitlines()[:21] if line.strip()]
    if len(lines) > 20:
        lines.pop()
    for separator in _SEPARATORS:
        counts = [line.count(separator) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        if usual and counts.count(usual) * 4 >= len(counts) * 3 and (len(lines) > 1 or separator in "\t;"):
            return Content.TABLE_TEXT
    return Content.TEXT
