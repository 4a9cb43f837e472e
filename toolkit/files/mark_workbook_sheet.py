"""One planned sheet, written as `write_workbook` writes it, made fit to stand in another workbook.

Its formats get that workbook's numbers, its texts stand in its own cells (the workbook's table of texts is left alone),
and it is not the one that opens first.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.files.mark_workbook_colours import formula_of, inserted
from toolkit.files.mark_workbook_styles import Brought
from toolkit.files.mark_workbook_xml import Part, look_through
from toolkit.files.model import Sheet, WorkbookPlan, cell_name
from toolkit.files.write_workbook import write_workbook
from toolkit.files.write_workbook_checks import PlanError

_STYLE = re.compile(rb'(<c r="[A-Z]+[0-9]+"|<row [^>]*|<col [^>]*)( s(?:tyle)?)="([0-9]+)"')
_TEXT = re.compile(rb' t="s"><v>([0-9]+)</v>')
_DIFFERENCE = re.compile(rb'(<cfRule [^>]*dxfId)="([0-9]+)"')
_OPENED = b' tabSelected="1"'
SIGN_DXF = b"<dxf><font><b/></font></dxf>"
"""Of the conditional format on an empty cell, by which the sheet is known again whatever program saved it."""


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """A planned sheet as a workbook of its own: its part, its relations (to outside alone), styles, texts, names.

    `names` are the built-in names of its print titles and area: name -> what it refers to, as XML.
    """

    data: bytes
    relations: bytes
    styles: bytes
    texts: tuple[bytes, ...]
    names: Mapping[str, bytes]
    sign_at: str


def written(sheet: Sheet) -> WrittenSheet:
    """The sheet by itself. Raises PlanError, for comments in its cells too."""
    if any(cell.comment for cell in sheet.cells):
        raise PlanError(sheet.name, "a sheet that is put into another workbook bears no comments")
    with zipfile.ZipFile(io.BytesIO(write_workbook(WorkbookPlan(sheets=(sheet,))))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    texts = look_through(parts.get("xl/sharedStrings.xml", b"<sst/>"))
    book = look_through(parts["xl/workbook.xml"], "definedNames")
    return WrittenSheet(
        data=parts["xl/worksheets/sheet1.xml"],
        relations=parts.get("xl/worksheets/_rels/sheet1.xml.rels", b""),
        styles=parts["xl/styles.xml"],
        texts=tuple(texts.data[one.inner : one.close] for one in texts.root.children),
        names={
            one.attributes["name"]: book.data[one.inner : one.close] for one in book.root.all("definedName")
        },
        sign_at=cell_name(max((cell.row for cell in sheet.cells), default=0) + 1, 0),
    )


def transplanted(sheet: WrittenSheet, brought: Brought, sign_dxf: int) -> bytes:
    """The sheet's part with the other workbook's numbers of formats, and with our sign."""
    data = _STYLE.sub(
        lambda found: b'%s%s="%d"' % (found[1], found[2], brought.cells[int(found[3])]), sheet.data
    )
    data = _DIFFERENCE.sub(lambda found: b'%s="%d"' % (found[1], brought.differences[int(found[2])]), data)
    data = _TEXT.sub(lambda found: b' t="inlineStr"><is>%s</is>' % sheet.texts[int(found[1])], data).replace(
        _OPENED, b"", 1
    )
    return _signed(look_through(data), sheet.sign_at, sign_dxf)


def _signed(part: Part, at: str, dxf: int) -> bytes:
    priority = 1 + len(re.findall(rb"<cfRule ", part.data))
    sign = (
        b'<conditionalFormatting sqref="%s"><cfRule type="expression" dxfId="%d" priority="%d">'
        b"<formula>%s</formula></cfRule></conditionalFormatting>"
        % (at.encode(), dxf, priority, formula_of(0))
    )
    return part.edited([inserted(part, "conditionalFormatting", sign)])
