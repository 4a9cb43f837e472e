"""Two hundred workbooks as offices make them, for what must survive when somebody puts marks into them.

Written by openpyxl and XlsxWriter with every feature that these know; by hand, part by part, with what only Excel and WPS
write; and by LibreOffice, which saves some of them again. Each says in which cells it is to be marked.
"""

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, DataBarRule
from openpyxl.styles import PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.table import Table

from tests.marked_parts import parts_of

SHEET, SECOND = "Số liệu", "Phụ lục 'A' & B"
MARKED = ((11, 3), (12, 3), (20, 7))
"""The cells that are marked: D12 bears a number, D13 a text, H21 nothing."""


@dataclass(frozen=True, slots=True)
class Varied:
    """One workbook; `sheets` are those to be marked."""

    name: str
    data: bytes
    sheets: tuple[str, ...] = (SHEET, SECOND)


def varied_workbooks() -> Iterator[Varied]:
    """All but those that LibreOffice saved, the same at every call."""
    for number in range(60):
        yield Varied(f"xlsxwriter-{number:02}.xlsx", by_xlsxwriter(number))
    for number in range(40):
        yield Varied(f"openpyxl-{number:02}.xlsx", by_openpyxl(number))
    for number in range(6):
        for change in CHANGES:
            name = change.__name__
            data = repacked(change(parts_of(by_xlsxwriter(100 + number))))
            yield Varied(f"{name}-{number}.{'xlsm' if name == 'with_macros' else 'xlsx'}", data)


def picture() -> bytes:
    """A small PNG."""
    rows = b"".join(b"\0" + bytes((200, 30 * row % 256, 40)) * 16 for row in range(16))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def repacked(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a package."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 6, 18, 8, 30, 0)), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def by_xlsxwriter(seed: int) -> bytes:
    """Features by chance: about half of all that XlsxWriter knows in each workbook."""
    chance = random.Random(seed)
    has = {name: chance.random() < 0.5 for name in _XLSXWRITER}
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2024, 6, 18), "author": "Văn phòng xã"})
    sheets = [book.add_worksheet(name) for name in (SHEET, SECOND, "Ẩn")]
    bold = book.add_format({"bold": True, "bg_color": "#FFFF00", "num_format": "#,##0.0"})
    free = book.add_format({"locked": False})
    for sheet in sheets:
        for row in range(30):
            sheet.write_number(row, 1, row * 1.5, bold if row % 3 == 0 else None)
            sheet.write_formula(row, 2, f"=B{row + 1}*2", None, row * 3)
            sheet.write_string(row, 4, f"Dòng {row} <&> ở xã")
        sheet.write_number("D12", 1292, free)
        sheet.write_string("D13", "trên 50", free)
        for name, use in _XLSXWRITER.items():
            if has[name]:
                use(book, sheet)
    sheets[2].hide() if chance.random() < 0.5 else sheets[2].very_hidden()
    if chance.random() < 0.5:
        book.define_name("Tổng_số", f"='{SHEET}'!$B$1:$B$30")
        book.define_name(f"'{SHEET}'!Riêng", f"='{SHEET}'!$D$12")
    if chance.random() < 0.3:
        chart = book.add_chartsheet("Biểu đồ")
        chart.set_chart(_chart(book))
    if chance.random() < 0.3:
        sheets[1].activate()
    if chance.random() < 0.3:
        book.read_only_recommended()
    book.close()
    return stream.getvalue()


def _chart(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": [SHEET, 0, 1, 9, 1]})
    return chart


_Use = Callable[[xlsxwriter.Workbook, "xlsxwriter.worksheet.Worksheet"], object]
_XLSXWRITER: Mapping[str, _Use] = {
    "picture": lambda book, sheet: sheet.insert_image("J2", "a.png", {"image_data": io.BytesIO(picture())}),
    "chart": lambda book, sheet: sheet.insert_chart("J10", _chart(book)),
    "textbox": lambda book, sheet: sheet.insert_textbox("J30", "Ghi chú trong ô chữ"),
    "button": lambda book, sheet: sheet.insert_button("M2", {"macro": "Tinh", "caption": "Tính"}),
    "list": lambda book, sheet: sheet.data_validation(
        "D1:D30", {"validate": "list", "source": ["Có", "Không"]}
    ),
    "whole": lambda book, sheet: sheet.data_validation(
        "F1:F30", {"validate": "integer", "criteria": ">=", "value": 0, "input_title": "Số", "input_message": "x"}
    ),
    "bars": lambda book, sheet: sheet.conditional_format("B1:B30", {"type": "data_bar", "data_bar_2010": True}),
    "scale": lambda book, sheet: sheet.conditional_format("D1:D30", {"type": "3_color_scale"}),
    "icons": lambda book, sheet: sheet.conditional_format(
        "C1:C30", {"type": "icon_set", "icon_style": "3_traffic_lights"}
    ),
    "rule": lambda book, sheet: sheet.conditional_format(
        "D10:D14",
        {"type": "cell", "criteria": ">", "value": 0, "format": book.add_format({"bg_color": "#00B050"})},
    ),
    "sparkline": lambda book, sheet: sheet.add_sparkline("G1", {"range": f"'{SHEET}'!B1:B9"}),
    "protected": lambda book, sheet: sheet.protect("abc", {"sort": True}),
    "table": lambda book, sheet: sheet.add_table("P1:R5"),
    "filter": lambda book, sheet: sheet.autofilter("A1:C30"),
    "notes": lambda book, sheet: [
        sheet.write_comment("D13", "Ghi chú của xã\nhai dòng", {"author": "Cán bộ xã"}),
        sheet.write_comment("B2", "<b>&", {"author": "Cán bộ xã"}),
    ],
    "merged": lambda book, sheet: sheet.merge_range("H20:I22", "gộp ô"),
    "frozen": lambda book, sheet: sheet.freeze_panes(2, 1),
    "columns": lambda book, sheet: [sheet.set_column("E:E", 0.5), sheet.set_column("F:G", None, None, {"hidden": True})],
    "rows": lambda book, sheet: sheet.set_row(14, 40, None, {"hidden": True}),
    "outline": lambda book, sheet: sheet.set_row(25, None, None, {"level": 1}),
    "links": lambda book, sheet: [
        sheet.write_url("A3", f"internal:'{SHEET}'!D12"),
        sheet.write_url("A4", "https://example.org/?a=1&b=2"),
    ],
    "printing": lambda book, sheet: [sheet.repeat_rows(0, 1), sheet.print_area("A1:F30"), sheet.set_landscape()],
    "header": lambda book, sheet: sheet.set_header("&L&G", {"image_left": "a.png", "image_data_left": io.BytesIO(picture())}),
    "breaks": lambda book, sheet: sheet.set_h_pagebreaks([10, 20]),
    "ignored": lambda book, sheet: sheet.ignore_errors({"number_stored_as_text": "A1:D30"}),
    "background": lambda book, sheet: sheet.set_background(io.BytesIO(picture())),
    "rich": lambda book, sheet: sheet.write_rich_string(
        "A6", "thường ", book.add_format({"bold": True}), "đậm ", "  thường"
    ),
    "array": lambda book, sheet: sheet.write_array_formula("A8:A9", "{=B1:B2*2}", None, 0),
    "checkbox": lambda book, sheet: sheet.insert_checkbox("A10", True),
    "errors": lambda book, sheet: sheet.write_formula("A12", "=1/0", None, "#DIV/0!"),
}  # fmt: skip


def by_openpyxl(seed: int) -> bytes:
    """The same with openpyxl, whose files have other prefixes, absolute targets and other names of parts."""
    chance = random.Random(seed)
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = SHEET
    sheets = [first, book.create_sheet(SECOND)]
    for sheet in sheets:
        for row in range(1, 31):
            sheet.cell(row, 2, row * 1.5)
            sheet.cell(row, 3, f"=B{row}*2")
            sheet.cell(row, 5, f"Dòng {row} <&> ở xã")
        sheet["D12"], sheet["D13"] = 1292, "trên 50"
        _openpyxl_features(sheet, chance)
    if chance.random() < 0.5:
        book.defined_names["Tổng_số"] = DefinedName("Tổng_số", attr_text=f"'{SHEET}'!$B$1:$B$30")
    if chance.random() < 0.3:
        book.security.lockStructure = True
    if chance.random() < 0.3:
        book.create_sheet("Ẩn").sheet_state = "hidden"
    book.properties.created = book.properties.modified = datetime(2024, 6, 18)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _openpyxl_features(sheet: openpyxl.worksheet.worksheet.Worksheet, chance: random.Random) -> None:
    def often() -> bool:
        return chance.random() < 0.5

    if often():
        sheet["D13"].comment = Comment("Ghi chú của xã", "Cán bộ xã")
        sheet["A1"].comment = Comment("Ô khác", "Người khác")
    if often():
        choices = DataValidation(type="list", formula1='"Có,Không"', allow_blank=True)
        choices.add("D1:D30")
        sheet.add_data_validation(choices)
    if often():
        fill = PatternFill(bgColor="FF00B050", fill_type="solid")
        sheet.conditional_formatting.add("D1:D30", CellIsRule(operator="greaterThan", formula=["0"], fill=fill))
    if often():
        sheet.conditional_formatting.add("B1:B30", ColorScaleRule(start_type="min", end_type="max", start_color="FFFFFF", end_color="FF0000"))
        sheet.conditional_formatting.add("C1:C30", DataBarRule(start_type="min", end_type="max", color="FF638EC6"))
    if often():
        sheet.protection = SheetProtection(sheet=True, password="abc")
        sheet["D12"].protection = Protection(locked=False)
    if often():
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=9))
        sheet.add_chart(chart, "J3")
    if often():
        sheet.merge_cells("H20:I22")
    if often():
        for at, head in enumerate(("Một", "Hai"), start=16):
            sheet.cell(1, at, head)
        sheet.add_table(Table(displayName=f"Bang{chance.randrange(10**6)}", ref="P1:Q5"))
    if often():
        sheet.column_dimensions["E"].hidden = True
        sheet.print_title_rows = "1:2"
        sheet.auto_filter.ref = "A1:C30"
    if often():
        sheet["A3"].hyperlink = "https://example.org/"
        sheet.freeze_panes = "B3"


Parts = dict[str, bytes]
_FIRST, _BOOK, _TYPES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"


def _in(parts: Parts, name: str, old: bytes, new: bytes) -> Parts:
    assert old in parts[name], (name, old)
    return {**parts, name: parts[name].replace(old, new, 1)}


def _before_end(parts: Parts, name: str, new: bytes) -> Parts:
    end = parts[name].rindex(b"</")
    return {**parts, name: parts[name][:end] + new + parts[name][end:]}


def _typed(parts: Parts, part: str, data: bytes, kind: str) -> Parts:
    override = f'<Override PartName="/{part}" ContentType="{kind}"/>'.encode()
    return _before_end({**parts, part: data}, _TYPES, override)


def _related(parts: Parts, source: str, ident: str, kind: str, target: str) -> Parts:
    """A relationship of any type; `kind` is whole or behind that of the document's."""
    if "://" not in kind:
        kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    none = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts = {source: none, **parts} if source not in parts else parts
    return _before_end(parts, source, f'<Relationship Id="{ident}" Type="{kind}" Target="{target}"/>'.encode())


def as_excel_writes(parts: Parts) -> Parts:
    """The prefixes of newer Excels, which they ignore if they do not know them, and numbers of revision."""
    spaces = {
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "x14ac": "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac",
        "xr": "http://schemas.microsoft.com/office/spreadsheetml/2014/revision",
    }
    head = re.search(rb"<worksheet[^>]*>", parts[_FIRST])
    assert head
    new = re.sub(rb' mc:Ignorable="[^"]*"', b"", head[0])[:-1]
    for prefix, space in spaces.items():
        if f"xmlns:{prefix}=".encode() not in new:
            new += f' xmlns:{prefix}="{space}"'.encode()
    new += b' mc:Ignorable="x14ac xr" xr:uid="{00000000-0001-0000-0000-000000000000}">'
    parts = _in(parts, _FIRST, head[0], new)
    if b"x14ac:dyDescent" not in parts[_FIRST]:
        parts = _in(parts, _FIRST, b"<sheetFormatPr ", b'<sheetFormatPr x14ac:dyDescent="0.25" ')
    absent = (
        b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15">'
        b'<x15ac:absPath url="D:\\xa\\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice>'
        b"</mc:AlternateContent>"
    )
    return _in(parts, _BOOK, b"<bookViews>", absent + b"<bookViews>")


def with_prefix(parts: Parts) -> Parts:
    """Every element of the main namespace with a prefix, as the Open XML SDK writes it."""
    done = dict(parts)
    for name in (_FIRST, _BOOK, "xl/styles.xml"):
        named = re.sub(rb"<(/?)(?=[A-Za-z])(?![A-Za-z0-9]+:)", rb"<\1x:", parts[name])
        done[name] = named.replace(b"xmlns=", b"xmlns:x=", 1)
    return done


def with_threads(parts: Parts) -> Parts:
    """A thread of comments at B5 of the second sheet, which older programs see as a note."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "xl/worksheets/_rels/sheet2.xml.rels"
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    ident = "{6C3A4D4E-0000-4000-8000-000000000001}"
    thread = f'<ThreadedComments xmlns="{space}"><threadedComment ref="B5" dT="2024-06-18T08:00:00.00" personId="{ident}" id="{ident}"><text>Số này đúng chưa?</text></threadedComment></ThreadedComments>'
    persons = f'<personList xmlns="{space}"><person displayName="Cán bộ" id="{ident}" userId="x" providerId="None"/></personList>'
    note = f'<comments xmlns="{main}"><authors><author>tc={ident}</author></authors><commentList><comment ref="B5" authorId="0" shapeId="0"><text><t>[Threaded comment] Số này đúng chưa?</t></text></comment></commentList></comments>'
    vendor = "application/vnd.ms-excel."
    parts = _typed(parts, "xl/threadedComments/threadedComment1.xml", thread.encode(), vendor + "threadedcomments+xml")
    parts = _typed(parts, "xl/persons/person.xml", persons.encode(), vendor + "person+xml")
    parts = _related(parts, rels, "rIdT", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml")
    parts = _related(parts, "xl/_rels/workbook.xml.rels", "rIdP", "http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml")
    if b"<legacyDrawing " in parts["xl/worksheets/sheet2.xml"]:
        return parts
    drawing = b'<xml xmlns:v="urn:schemas-microsoft-com:vml"\r\n xmlns:o="urn:schemas-microsoft-com:office:office"\r\n xmlns:x="urn:schemas-microsoft-com:office:excel">\r\n <o:shapelayout v:ext="edit">\r\n  <o:idmap v:ext="edit" data="7"/>\r\n </o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/><v:shape id="_x0000_s7169" type="#_x0000_t202" style=\'position:absolute;visibility:hidden\' fillcolor="infoBackground [80]" o:insetmode="auto"><v:textbox><div style=\'text-align:left\'><br></div></v:textbox><x:ClientData ObjectType="Note"><x:Anchor>2, 15, 3, 10, 4, 15, 7, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>4</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>'
    parts = _typed(parts, "xl/comments77.xml", note.encode(), "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")
    parts = _typed(parts, "xl/drawings/vmlDrawing77.vml", drawing, "application/vnd.openxmlformats-officedocument.vmlDrawing")
    parts = _related(parts, rels, "rIdC", "comments", "/xl/comments77.xml")
    parts = _related(parts, rels, "rIdV", "vmlDrawing", "../drawings/vmlDrawing77.vml")
    legacy = b'<legacyDrawing r:id="rIdV"/>'
    sheet = parts["xl/worksheets/sheet2.xml"]
    at = next(sheet.find(tag) for tag in (b"<legacyDrawingHF", b"<picture", b"<tableParts", b"<extLst", b"</worksheet>") if tag in sheet)
    return {**parts, "xl/worksheets/sheet2.xml": sheet[:at] + legacy + sheet[at:]}


def with_extensions(parts: Parts) -> Parts:
    """Conditional formats and slicers that only newer Excels know, in the sheet's extensions."""
    block = (
        b'<ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        b'<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        b'<x14:cfRule type="expression" priority="1" id="{00000000-000E-0000-0000-000001000000}"><xm:f>$B$1&gt;0</xm:f>'
        b"<x14:dxf><font><b/></font></x14:dxf></x14:cfRule><xm:sqref>D12</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>"
        b'<ext uri="{99999999-0000-0000-0000-000000000000}" xmlns:q="urn:unknown"><q:blob a="&#10;1">  x <![CDATA[<y>]]></q:blob></ext>'
    )
    if b"<extLst>" in parts[_FIRST]:
        return _in(parts, _FIRST, b"<extLst>", b"<extLst>" + block)
    return _before_end(parts, _FIRST, b"<extLst>" + block + b"</extLst>")


def with_macros(parts: Parts) -> Parts:
    """A macro workbook, with the signature of its macros."""
    parts = _in(parts, _TYPES, b"officedocument.spreadsheetml.sheet.main+xml", b"x")
    parts = _in(parts, _TYPES, b"application/vnd.openxmlformats-x", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    parts = _typed(parts, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(600), "application/vnd.ms-office.vbaProject")
    parts = _related(parts, "xl/_rels/workbook.xml.rels", "rIdM", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")
    return _in(parts, _FIRST, b"<worksheet ", b"<!-- made by hand --><worksheet ")


def by_wps(parts: Parts) -> Parts:
    """What WPS adds: its number of build, an attribute of the workbook, absolute targets, no sizes."""
    custom = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"><vt:lpwstr>2057-12.2.0.13489</vt:lpwstr></property></Properties>'
    parts = _typed(parts, "docProps/custom.xml", custom, "application/vnd.openxmlformats-officedocument.custom-properties+xml")
    parts = _related(parts, "_rels/.rels", "rIdW", "custom-properties", "docProps/custom.xml")
    rels = "xl/_rels/workbook.xml.rels"
    parts = {**parts, rels: parts[rels].replace(b'Target="worksheets/', b'Target="/xl/worksheets/')}
    parts = {**parts, _FIRST: re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1"/>', parts[_FIRST])}
    return _in(parts, _FIRST, b"<sheetPr", b"<sheetPr") if b"<sheetPr" in parts[_FIRST] else parts


def with_links_out(parts: Parts) -> Parts:
    """Another workbook referred to, XML of an office's own, settings of a printer, an order of calculation."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    vendor = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = _typed(parts, "xl/externalLinks/externalLink1.xml", b'<externalLink xmlns="%s"><externalBook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"><sheetNames><sheetName val="A"/></sheetNames></externalBook></externalLink>' % main, vendor + "externalLink+xml")
    link = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="khac.xlsx" TargetMode="External"/></Relationships>'
    parts = {**parts, "xl/externalLinks/_rels/externalLink1.xml.rels": link}
    parts = _related(parts, "xl/_rels/workbook.xml.rels", "rIdX", "externalLink", "externalLinks/externalLink1.xml")
    parts = _in(parts, _BOOK, b"</sheets>", b'</sheets><externalReferences><externalReference r:id="rIdX"/></externalReferences>')
    parts = _typed(parts, "xl/calcChain.xml", b'<calcChain xmlns="%s"><c r="C1" i="1"/><c r="C2"/></calcChain>' % main, vendor + "calcChain+xml")
    parts = _related(parts, "xl/_rels/workbook.xml.rels", "rIdK", "calcChain", "calcChain.xml")
    parts = _typed(parts, "customXml/item1.xml", b'<?xml version="1.0" encoding="utf-16"?>'.decode().encode("utf-16") + "<a/>".encode("utf-16-le"), "application/xml")
    parts = _related(parts, "xl/_rels/workbook.xml.rels", "rIdY", "customXml", "../customXml/item1.xml")
    return _in(parts, _BOOK, b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>')


CHANGES: tuple[Callable[[Parts], Parts], ...] = (
    as_excel_writes,
    with_prefix,
    with_threads,
    with_extensions,
    with_macros,
    by_wps,
    with_links_out,
)


def saved_by_libreoffice(
    folder: Path, convert: Callable[[list[Path], str, Path], list[Path]]
) -> Iterator[Varied]:
    """Some of them saved again, by one start of LibreOffice."""
    paths = []
    for number in range(58):
        path = folder / f"libreoffice-{number:02}.xlsx"
        path.write_bytes(by_xlsxwriter(200 + number) if number % 2 else by_openpyxl(200 + number))
        paths.append(path)
    for path in convert(paths, "xlsx:Calc MS Excel 2007 XML", folder / "saved"):
        yield Varied(path.name, path.read_bytes())
