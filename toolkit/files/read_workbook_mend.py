"""The same sheets in a package of our own, for a workbook that Excel opens and calamine does not.

Sheets of other kinds (macros, dialogs), parts in UTF-16 and odd attributes of the workbook part stop calamine though
every worksheet is sound. The worksheets, styles and texts are taken over as they are; only what wraps them is new.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from toolkit.files.model import State

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WRITTEN: Mapping[State, str] = {"visible": "visible", "hidden": "hidden", "very_hidden": "veryHidden"}
_DECLARED = re.compile(r"\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding=[\"']([A-Za-z0-9._-]+)")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s[^<>]*/>")
_DOCUMENT_TYPE = b"<!DOCTYPE"


def mended(sheets: Mapping[str, tuple[State, bytes]], styles: bytes, texts: bytes, from_1904: bool) -> bytes:
    """A package of these worksheets: name -> (state, part). Raises ValueError, LookupError for an unknown encoding.

    A document type anywhere is refused: nobody has looked into `texts` yet.
    """
    parts = {"xl/styles.xml": styles, "xl/sharedStrings.xml": texts}
    listed, related = [], []
    for number, (name, (state, part)) in enumerate(sheets.items(), start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _DIMENSION.sub(b"", _in_utf8(part), count=1)
        listed.append(
            f'<sheet name={quoteattr(name)} sheetId="{number}" state="{_WRITTEN[state]}" r:id="r{number}"/>'
        )
        related.append((f"r{number}", f"{_DOCUMENT}/worksheet", f"worksheets/sheet{number}.xml"))
    related += [("s", f"{_DOCUMENT}/styles", "styles.xml")] * bool(styles)
    related += [("t", f"{_DOCUMENT}/sharedStrings", "sharedStrings.xml")] * bool(texts)
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><workbookPr date1904="{int(from_1904)}"/>'
        f"<sheets>{''.join(listed)}</sheets></workbook>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        package.writestr("_rels/.rels", _relations([("b", f"{_DOCUMENT}/officeDocument", "xl/workbook.xml")]))
        package.writestr("xl/workbook.xml", book)
        package.writestr("xl/_rels/workbook.xml.rels", _relations(related))
        for name, part in parts.items():
            if part:
                package.writestr(name, _in_utf8(part))
    return out.getvalue()


def _relations(items: list[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{ident}" Type="{kind}" Target="{target}"/>' for ident, kind, target in items
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _in_utf8(part: bytes) -> bytes:
    """The part in UTF-8, its document type refused."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        declared = _ENCODING.match(part)
        encoding = declared[1].decode() if declared else "utf-8"
    if encoding.lower() != "utf-8":
        part = _DECLARED.sub("", part.decode(encoding), count=1).encode()
    if _DOCUMENT_TYPE in part:
        raise ValueError("document type")
    return part
