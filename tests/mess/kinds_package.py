"""What other programs do to the package: bytes in, bytes out; nothing that was typed changes."""

import io
import re
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

from tests.mess.fill import Fill
from tests.mess.kinds import in_office, on_bytes

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)  # fmt: skip
_TEXTS = "xl/sharedStrings.xml"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")

in_office("lo_xlsx", "saved by LibreOffice as .xlsx", ["xlsx"])
in_office("lo_xlsx_twice", "saved by LibreOffice as .xlsx, opened and saved again", ["xlsx", "xlsx"])
in_office("lo_xls", "saved by LibreOffice as .xls", ["xls"])
in_office("lo_ods", "saved by LibreOffice as .ods", ["ods"])
in_office("lo_ods_xlsx", "saved by LibreOffice as .ods, then as .xlsx", ["ods", "xlsx"])
in_office("lo_xls_xlsx", "saved by LibreOffice as .xls, then as .xlsx", ["xls", "xlsx"])


def rewrite(
    data: bytes, change: Callable[[str, bytes], bytes | None], name: Callable[[str], str] = str
) -> bytes:
    """The package with every part changed; None leaves a part out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            changed = change(part, old.read(part))
            if changed is not None:
                new.writestr(name(part), changed)
    return out.getvalue()


def _sheets(data: bytes, change: Callable[[str], str]) -> bytes:
    return rewrite(
        data, lambda part, body: change(body.decode()).encode() if _SHEET.fullmatch(part) else body
    )


@on_bytes("package")
def openpyxl_saved(data: bytes, fill: Fill) -> bytes:
    """Saved by openpyxl or another program that does not calculate: no results, texts in the cells themselves."""
    return data


@on_bytes("package")
def zip_backslash(data: bytes, fill: Fill) -> bytes:
    """Names inside the package have backslashes, as some Windows zip programs write them."""
    back = rewrite(data, lambda part, body: body, lambda part: part.replace("/", "\\"))
    # zipfile writes what it is given, but its directory entries are read back with slashes on some systems only.
    assert b"xl\\workbook.xml" in back
    return back


@on_bytes("package")
def dimension_a1(data: bytes, fill: Fill) -> bytes:
    """WPS: every sheet says that its used range is A1, and the document has WPS's own properties."""

    def change(part: str, body: bytes) -> bytes:
        if _SHEET.fullmatch(part):
            return re.sub(rb'<dimension ref="[^"]*"\s*/>', b'<dimension ref="A1"/>', body)
        if part == "docProps/app.xml":
            return re.sub(
                rb"<Application>.*?</Application>",
                b"<Application>WPS \xe8\xa1\xa8\xe6\xa0\xbc</Application>",
                body,
            )
        return body

    return _with_custom(rewrite(data, change))


def _with_custom(data: bytes) -> bytes:
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer">'
        "<vt:lpwstr>1033-11.2.0.11536</vt:lpwstr></property></Properties>"
    )
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        if "docProps/custom.xml" not in package.namelist():
            package.writestr("docProps/custom.xml", custom)
    return out.getvalue()


@on_bytes("package")
def strict_namespace(data: bytes, fill: Fill) -> bytes:
    """Saved as Strict Open XML."""

    def change(part: str, body: bytes) -> bytes:
        if part.endswith((".xml", ".rels")) and part != "[Content_Types].xml":
            for old, new in _STRICT:
                body = body.replace(old.encode(), new.encode())
        return body

    return rewrite(data, change)


@on_bytes("package")
def shared_strings(data: bytes, fill: Fill) -> bytes:
    """Texts in a part of their own, as Excel saves them (openpyxl saves them in the cells, as Google Sheets does)."""
    texts: list[str] = []

    def share(match: re.Match[str]) -> str:
        texts.append(match[2])
        return f"<c{match[1].replace('inlineStr', 's')}><v>{len(texts) - 1}</v></c>"

    def change(part: str, body: bytes) -> bytes:
        if _SHEET.fullmatch(part):
            return re.sub(
                r'<c([^>]*t="inlineStr"[^>]*)><is>(.*?)</is></c>', share, body.decode(), flags=re.DOTALL
            ).encode()
        if part == "[Content_Types].xml":
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            more = f'<Override PartName="/{_TEXTS}" ContentType="{kind}"/></Types>'
            return body.replace(b"</Types>", more.encode())
        if part == "xl/_rels/workbook.xml.rels":
            kind = f"{_STRICT[1][0]}/sharedStrings"
            more = f'<Relationship Id="rIdTexts" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
            return body.replace(b"</Relationships>", more.encode())
        return body

    changed = rewrite(data, change)
    out = io.BytesIO(changed)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        items = "".join(f"<si>{text}</si>" for text in texts)
        package.writestr(
            _TEXTS, f'<sst xmlns="{_MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{items}</sst>'
        )
    assert texts
    return out.getvalue()


@on_bytes("package", excused="the texts are not in the file: it is damaged, and refused as a whole")
def shared_strings_lost(data: bytes, fill: Fill) -> bytes:
    """The part with all texts is missing."""
    return rewrite(shared_strings(data, fill), lambda part, body: None if part == _TEXTS else body)


@on_bytes("package")
def no_references(data: bytes, fill: Fill) -> bytes:
    """Cells and rows do not say where they are: they follow each other, gaps filled with empty cells."""
    return _sheets(data, _positional)


def _positional(text: str) -> str:
    ElementTree.register_namespace("", _MAIN)
    root = ElementTree.fromstring(text)
    body = root.find(f"{{{_MAIN}}}sheetData")
    assert body is not None
    rows = {int(row.get("r", "0")): row for row in body}
    for row in list(body):
        body.remove(row)
    for at in range(1, max(rows, default=0) + 1):
        row = rows.get(at, ElementTree.Element(f"{{{_MAIN}}}row"))
        row.attrib.pop("r", None)
        cells = {_col(cell.get("r", "A1")): cell for cell in row}
        for cell in list(row):
            row.remove(cell)
        for col in range(1, max(cells, default=0) + 1):
            cell = cells.get(col, ElementTree.Element(f"{{{_MAIN}}}c"))
            cell.attrib.pop("r", None)
            row.append(cell)
        body.append(row)
    return ElementTree.tostring(root, encoding="unicode")


def _col(place: str) -> int:
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number


@on_bytes("package")
def utf16_parts(data: bytes, fill: Fill) -> bytes:
    """Sheets and texts are UTF-16 inside the package."""

    def change(part: str, body: bytes) -> bytes:
        if not (_SHEET.fullmatch(part) or part == "xl/sharedStrings.xml"):
            return body
        text = re.sub(r"^<\?xml[^>]*\?>\s*", "", body.decode())
        return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")

    return rewrite(data, change)


@on_bytes("package")
def never_calculated(data: bytes, fill: Fill) -> bytes:
    """Written by a program that saves 0 as the result of every formula and asks for a full calculation."""

    def change(part: str, body: bytes) -> bytes:
        if _SHEET.fullmatch(part):
            return re.sub(rb"(</f>)<v ?/?>(?:</v>)?", rb"\1<v>0</v>", body)
        if part == "docProps/app.xml":
            return re.sub(rb"<Application>.*?</Application>", b"<Application>XlsxWriter</Application>", body)
        return body

    return rewrite(data, change)


@on_bytes("package")
def prefixed_names(data: bytes, fill: Fill) -> bytes:
    """Every element of the sheets bears a prefix (x:row, x:c), as some report programs write them."""

    def prefixed(text: str) -> str:
        text = re.sub(r"<(/?)([A-Za-z])", r"<\1x:\2", text)
        return text.replace("xmlns=", "xmlns:x=", 1)

    def change(part: str, body: bytes) -> bytes:
        if not _SHEET.fullmatch(part):
            return body
        text = re.sub(r"^<\?xml[^>]*\?>\s*", "", body.decode())
        return prefixed(text).encode()

    return rewrite(data, change)


@on_bytes("package")
def rows_out_of_order(data: bytes, fill: Fill) -> bytes:
    """The rows of every sheet stand in reverse order in its XML; each says its own number."""

    def change(text: str) -> str:
        head, _, rest = text.partition("<sheetData>")
        body, _, tail = rest.partition("</sheetData>")
        rows = re.findall(r"<row\b.*?</row>|<row\b[^>]*/>", body, re.DOTALL)
        return f"{head}<sheetData>{''.join(reversed(rows))}</sheetData>{tail}"

    return _sheets(data, change)


@on_bytes("package")
def rich_runs(data: bytes, fill: Fill) -> bytes:
    """Texts in several runs, as where half of a word was made bold"""

    def split(match: re.Match[str]) -> str:
        text = match[1]
        at = len(text) // 2
        if len(text) < 2 or "&" in text:
            return match[0]
        space = ' xml:space="preserve"'
        return f"<is><r><t{space}>{text[:at]}</t></r><r><rPr><b/></rPr><t{space}>{text[at:]}</t></r></is>"

    return _sheets(data, lambda text: re.sub(r"<is><t[^>]*>([^<]*)</t></is>", split, text))
