"""What only Excel and WPS write, put by hand into the parts of a workbook of XlsxWriter."""

import re
from collections.abc import Callable

Parts = dict[str, bytes]
FIRST, BOOK, TYPES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"
_SECOND, _BOOK_RELS = "xl/worksheets/sheet2.xml", "xl/_rels/workbook.xml.rels"

_OPEN = "http://schemas.openxmlformats.org"
_MICROSOFT = "http://schemas.microsoft.com/office"
_MAIN = f"{_OPEN}/spreadsheetml/2006/main"
_DOCUMENT = f"{_OPEN}/officeDocument/2006"
_RELATIONSHIPS = f"{_OPEN}/package/2006/relationships"
_COMPATIBLE = f"{_OPEN}/markup-compatibility/2006"
_KIND = "application/vnd.openxmlformats-officedocument"
_VENDOR = "application/vnd.ms-excel"


def replaced(parts: Parts, name: str, old: bytes, new: bytes) -> Parts:
    """The parts with something else in one of them, which has to be there."""
    assert old in parts[name], (name, old)
    return {**parts, name: parts[name].replace(old, new, 1)}


def _before_end(parts: Parts, name: str, new: bytes) -> Parts:
    end = parts[name].rindex(b"</")
    return {**parts, name: parts[name][:end] + new + parts[name][end:]}


def _typed(parts: Parts, part: str, data: str | bytes, kind: str) -> Parts:
    data = data.encode() if isinstance(data, str) else data
    override = f'<Override PartName="/{part}" ContentType="{kind}"/>'.encode()
    return _before_end({**parts, part: data}, TYPES, override)


def _related(parts: Parts, source: str, ident: str, kind: str, target: str) -> Parts:
    """A relationship of any type; `kind` is whole or behind that of the document's."""
    if "://" not in kind:
        kind = f"{_DOCUMENT}/relationships/{kind}"
    none = f'<Relationships xmlns="{_RELATIONSHIPS}"></Relationships>'.encode()
    parts = {source: none, **parts} if source not in parts else parts
    return _before_end(
        parts, source, f'<Relationship Id="{ident}" Type="{kind}" Target="{target}"/>'.encode()
    )


def as_excel_writes(parts: Parts) -> Parts:
    """The prefixes of newer Excels, which others ignore, numbers of revision, and where the file lay."""
    spaces = {
        "mc": _COMPATIBLE,
        "x14ac": f"{_MICROSOFT}/spreadsheetml/2009/9/ac",
        "xr": f"{_MICROSOFT}/spreadsheetml/2014/revision",
    }
    head = re.search(rb"<worksheet[^>]*>", parts[FIRST])
    assert head
    new = re.sub(rb' mc:Ignorable="[^"]*"', b"", head[0])[:-1]
    for prefix, space in spaces.items():
        if f"xmlns:{prefix}=".encode() not in new:
            new += f' xmlns:{prefix}="{space}"'.encode()
    new += b' mc:Ignorable="x14ac xr" xr:uid="{00000000-0001-0000-0000-000000000000}">'
    parts = replaced(parts, FIRST, head[0], new)
    if b"x14ac:dyDescent" not in parts[FIRST]:
        parts = replaced(parts, FIRST, b"<sheetFormatPr ", b'<sheetFormatPr x14ac:dyDescent="0.25" ')
    place = (
        f'<mc:AlternateContent xmlns:mc="{_COMPATIBLE}"><mc:Choice Requires="x15"><x15ac:absPath url="D:\\xa\\" '
        f'xmlns:x15ac="{_MICROSOFT}/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>'
    )
    return replaced(parts, BOOK, b"<bookViews>", place.encode() + b"<bookViews>")


def with_prefix(parts: Parts) -> Parts:
    """Every element of the main namespace with a prefix, as the Open XML SDK writes it."""
    done = dict(parts)
    for name in (FIRST, BOOK, "xl/styles.xml"):
        named = re.sub(rb"<(/?)(?=[A-Za-z])(?![A-Za-z0-9]+:)", rb"<\1x:", parts[name])
        done[name] = named.replace(b"xmlns=", b"xmlns:x=", 1)
    return done


_NOTE_DRAWING = """\
<xml xmlns:v="urn:schemas-microsoft-com:vml"\r
 xmlns:o="urn:schemas-microsoft-com:office:office"\r
 xmlns:x="urn:schemas-microsoft-com:office:excel">\r
 <o:shapelayout v:ext="edit">\r
  <o:idmap v:ext="edit" data="7"/>\r
 </o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>\r
 <v:shape id="_x0000_s7169" type="#_x0000_t202" style='position:absolute;visibility:hidden'\r
  fillcolor="infoBackground [80]" o:insetmode="auto"><v:textbox><div style='text-align:left'><br></div></v:textbox>\r
  <x:ClientData ObjectType="Note"><x:Anchor>2, 15, 3, 10, 4, 15, 7, 4</x:Anchor><x:AutoFill>False</x:AutoFill>\r
   <x:Row>4</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>"""


def with_threads(parts: Parts) -> Parts:
    """A thread of comments at B5 of the second sheet, which older programs see as a note, unless it has notes."""
    rels = "xl/worksheets/_rels/sheet2.xml.rels"
    space, kinds = f"{_MICROSOFT}/spreadsheetml/2018/threadedcomments", f"{_MICROSOFT}/2017/10/relationships"
    ident = "{6C3A4D4E-0000-4000-8000-000000000001}"
    thread = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="B5" dT="2024-06-18T08:00:00.00" '
        f'personId="{ident}" id="{ident}"><text>Số này đúng chưa?</text></threadedComment></ThreadedComments>'
    )
    person = f'<person displayName="Cán bộ" id="{ident}" userId="x" providerId="None"/>'
    parts = _typed(
        parts, "xl/threadedComments/threadedComment1.xml", thread, f"{_VENDOR}.threadedcomments+xml"
    )
    people = f'<personList xmlns="{space}">{person}</personList>'
    parts = _typed(parts, "xl/persons/person.xml", people, f"{_VENDOR}.person+xml")
    target = "../threadedComments/threadedComment1.xml"
    parts = _related(parts, rels, "rIdT", f"{kinds}/threadedComment", target)
    parts = _related(parts, _BOOK_RELS, "rIdP", f"{kinds}/person", "persons/person.xml")
    if b"<legacyDrawing " in parts[_SECOND]:
        return parts
    note = (
        f'<comments xmlns="{_MAIN}"><authors><author>tc={ident}</author></authors><commentList>'
        '<comment ref="B5" authorId="0" shapeId="0"><text><t>[Threaded comment] Số này đúng chưa?</t></text></comment>'
        "</commentList></comments>"
    )
    parts = _typed(parts, "xl/comments77.xml", note, f"{_KIND}.spreadsheetml.comments+xml")
    parts = _typed(parts, "xl/drawings/vmlDrawing77.vml", _NOTE_DRAWING, f"{_KIND}.vmlDrawing")
    parts = _related(parts, rels, "rIdC", "comments", "/xl/comments77.xml")
    parts = _related(parts, rels, "rIdV", "vmlDrawing", "../drawings/vmlDrawing77.vml")
    later = (b"<legacyDrawingHF", b"<picture", b"<tableParts", b"<extLst", b"</worksheet>")
    tag = next(tag for tag in later if tag in parts[_SECOND])
    return replaced(parts, _SECOND, tag, b'<legacyDrawing r:id="rIdV"/>' + tag)


def with_extensions(parts: Parts) -> Parts:
    """Conditional formats that only newer Excels know, and an extension that nobody knows."""
    known = (
        f'<ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{_MICROSOFT}/spreadsheetml/2009/9/main">'
        "<x14:conditionalFormattings>"
        f'<x14:conditionalFormatting xmlns:xm="{_MICROSOFT}/excel/2006/main">'
        '<x14:cfRule type="expression" priority="1" id="{00000000-000E-0000-0000-000001000000}">'
        "<xm:f>$B$1&gt;0</xm:f><x14:dxf><font><b/></font></x14:dxf></x14:cfRule><xm:sqref>D12</xm:sqref>"
        "</x14:conditionalFormatting></x14:conditionalFormattings></ext>"
    )
    unknown = (
        '<ext uri="{99999999-0000-0000-0000-000000000000}" xmlns:q="urn:unknown">'
        '<q:blob a="&#10;1">  x <![CDATA[<y>]]></q:blob></ext>'
    )
    block = (known + unknown).encode()
    if b"<extLst>" in parts[FIRST]:
        return replaced(parts, FIRST, b"<extLst>", b"<extLst>" + block)
    return _before_end(parts, FIRST, b"<extLst>" + block + b"</extLst>")


def with_macros(parts: Parts) -> Parts:
    """A macro workbook, and a remark in a part."""
    old = f"{_KIND}.spreadsheetml.sheet.main+xml".encode()
    parts = replaced(parts, TYPES, old, f"{_VENDOR}.sheet.macroEnabled.main+xml".encode())
    binary = b"\xd0\xcf\x11\xe0" + bytes(600)
    parts = _typed(parts, "xl/vbaProject.bin", binary, "application/vnd.ms-office.vbaProject")
    kind = f"{_MICROSOFT}/2006/relationships/vbaProject"
    parts = _related(parts, _BOOK_RELS, "rIdM", kind, "vbaProject.bin")
    return replaced(parts, FIRST, b"<worksheet ", b"<!-- made by hand --><worksheet ")


def by_wps(parts: Parts) -> Parts:
    """What WPS does: a number of its build, absolute targets, a dimension that says A1."""
    name = "docProps/custom.xml"
    custom = (
        f'<Properties xmlns="{_DOCUMENT}/custom-properties" xmlns:vt="{_DOCUMENT}/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer">'
        "<vt:lpwstr>2057-12.2.0.13489</vt:lpwstr></property></Properties>"
    )
    parts = _typed(parts, name, custom, f"{_KIND}.custom-properties+xml")
    parts = _related(parts, "_rels/.rels", "rIdW", "custom-properties", name)
    absolute = parts[_BOOK_RELS].replace(b'Target="worksheets/', b'Target="/xl/worksheets/')
    flat = re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1"/>', parts[FIRST])
    return {**parts, _BOOK_RELS: absolute, FIRST: flat}


def with_links_out(parts: Parts) -> Parts:
    """Another workbook referred to, XML of an office's own (in UTF-16), an order of calculation, a locked structure."""
    link, kind = "xl/externalLinks/externalLink1.xml", f"{_KIND}.spreadsheetml"
    other = (
        f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_DOCUMENT}/relationships" r:id="rId1">'
        '<sheetNames><sheetName val="A"/></sheetNames></externalBook></externalLink>'
    )
    outside = (
        f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="rId1" Target="khac.xlsx" TargetMode="External" '
        f'Type="{_DOCUMENT}/relationships/externalLinkPath"/></Relationships>'
    )
    parts = _typed(parts, link, other, f"{kind}.externalLink+xml")
    parts = {**parts, "xl/externalLinks/_rels/externalLink1.xml.rels": outside.encode()}
    parts = _related(parts, _BOOK_RELS, "rIdX", "externalLink", "externalLinks/externalLink1.xml")
    named = b'</sheets><externalReferences><externalReference r:id="rIdX"/></externalReferences>'
    parts = replaced(parts, BOOK, b"</sheets>", named)
    chain = f'<calcChain xmlns="{_MAIN}"><c r="C1" i="1"/><c r="C2"/></calcChain>'
    parts = _typed(parts, "xl/calcChain.xml", chain, f"{kind}.calcChain+xml")
    parts = _related(parts, _BOOK_RELS, "rIdK", "calcChain", "calcChain.xml")
    item = '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")
    parts = _typed(parts, "customXml/item1.xml", item, "application/xml")
    parts = _related(parts, _BOOK_RELS, "rIdY", "customXml", "../customXml/item1.xml")
    return replaced(parts, BOOK, b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>')


CHANGES: tuple[Callable[[Parts], Parts], ...] = (
    as_excel_writes,
    with_prefix,
    with_threads,
    with_extensions,
    with_macros,
    by_wps,
    with_links_out,
)
