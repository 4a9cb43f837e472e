"""A Word document's bytes to a `RawDocument`: the text that a reader sees, and nothing of its look.

Deleted and struck-out text, hidden text and comments are left out; inserted text counts. Bold and italic make no difference.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError, PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import LxmlError, _Element

from toolkit.errors import UsageError
from toolkit.files.raw_document import RawDocument, RawParagraph, RawTable, RawTableCell
from toolkit.files.zip_bytes import swells

MAX_FILE = 50_000_000
MAX_PART = 100_000_000

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_SDT = (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag"), qn("w:hyperlink"), qn("w:customXml"))
_SAID = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_UNSEEN = (qn("w:strike"), qn("w:dstrike"), qn("w:vanish"))
_OFF = frozenset({"0", "false", "off"})
_VAL = qn("w:val")
_HEADING = ("heading ", "đề mục ", "tiêu đề ")


def read_document(data: bytes, name: str) -> RawDocument:
    """The body of a .docx. Raises UsageError naming the file where it cannot be read as one."""
    try:
        if len(data) > MAX_FILE:
            raise UsageError("history.document_large", file=name, megabytes=MAX_FILE // 1_000_000)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if any(info.file_size > MAX_PART or swells(info) for info in package.infolist()):
                raise UsageError("history.document_large", file=name, megabytes=MAX_PART // 1_000_000)
        document = docx.Document(io.BytesIO(data))
        return RawDocument(tuple(_parts(document, document.element.body)))
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OpcError, PackageNotFoundError, LxmlError, KeyError, ValueError,
        NotImplementedError,
    ):  # fmt: skip
        raise UsageError("history.document_broken", file=name) from None


def _parts(document: Document, parent: _Element) -> Iterator[RawParagraph | RawTable]:
    for child in parent:
        if child.tag == _P:
            level = _level(document, child)
            yield from (RawParagraph(line, level) for line in _text(child).split("\n") if line.strip())
        elif child.tag == _TBL:
            yield RawTable(tuple(_rows(child)))
        elif child.tag in _SDT:
            yield from _parts(document, child)


def _level(document: Document, paragraph: _Element) -> int:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    if style is None:
        return 0
    known = next((one for one in document.styles if one.style_id == style.get(_VAL)), None)
    name = (known.name or "").casefold() if known is not None else ""
    ending = name.rpartition(" ")[2]
    return int(ending) if name.startswith(_HEADING) and ending.isdecimal() else 0


def _text(parent: _Element) -> str:
    """The text of runs that are seen, whatever they stand in; a table inside is told apart by line breaks."""
    found: list[str] = []
    for child in parent:
        if child.tag == qn("w:r"):
            found.append(_run(child))
        elif child.tag in _SDT:
            found.append(_text(child))
    return "".join(found)


def _run(run: _Element) -> str:
    look = run.find(qn("w:rPr"))
    if look is not None and any(_is_on(look.find(tag)) for tag in _UNSEEN):
        return ""
    return "".join(child.text or "" if child.tag == qn("w:t") else _SAID.get(child.tag, "") for child in run)


def _is_on(flag: _Element | None) -> bool:
    return flag is not None and (flag.get(_VAL) or "true") not in _OFF


def _rows(table: _Element) -> Iterator[tuple[RawTableCell, ...]]:
    above: list[RawTableCell] = []
    for row in _below(table, _TR):
        cells: list[RawTableCell] = [RawTableCell("")] * _number(row, "w:trPr/w:gridBefore")
        for cell in _below(row, _TC):
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            goes_on = merge is not None and merge.get(_VAL) != "restart"
            at = len(cells)
            text = above[at].text if goes_on and at < len(above) else _cell_text(cell)
            span = max(1, _number(cell, "w:tcPr/w:gridSpan"))
            cells += [RawTableCell(text, covered=goes_on or n > 0) for n in range(span)]
        above = cells
        yield tuple(cells)


def _below(parent: _Element, tag: str) -> Iterator[_Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _SDT:
            yield from _below(child, tag)


def _cell_text(cell: _Element) -> str:
    lines: list[str] = []
    for child in cell:
        if child.tag == _P:
            lines.append(_text(child))
        elif child.tag == _TBL:
            lines += [" ".join(one.text for one in row if not one.covered) for row in _rows(child)]
        elif child.tag in _SDT:
            lines.append(_cell_text(child))
    return "\n".join(filter(None, (line.strip() for line in lines)))


def _number(parent: _Element, path: str) -> int:
    found = parent.find("/".join(qn(step) for step in path.split("/")))
    raw = found.get(_VAL) if found is not None else None
    return min(int(raw), 63) if raw and raw.isdecimal() else 0
