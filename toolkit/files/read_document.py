"""A Word document's bytes to a `RawDocument`: the text that a reader sees, and nothing of its look.

Deleted and struck-out text, hidden text and comments are left out; inserted text counts. Bold and italic make no difference.
"""

from collections.abc import Iterator, Mapping

from lxml.etree import _Element

from toolkit.files.raw_document import RawDocument, RawParagraph, RawTable, RawTableCell
from toolkit.files.read_styled_package import W, open_package

_P, _TBL, _TR, _TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_SDT = (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}hyperlink", f"{W}customXml")
_SAID = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_UNSEEN = (f"{W}strike", f"{W}dstrike", f"{W}vanish")
_OFF = frozenset({"0", "false", "off"})
_VAL = f"{W}val"
_HEADING = ("heading ", "đề mục ", "tiêu đề ")


def read_document(data: bytes, name: str) -> RawDocument:
    """The body of a .docx. Raises UsageError naming the file where it cannot be read as one."""
    package = open_package(data, name)
    body = package.document.find(f"{W}body")
    return RawDocument(tuple(_parts(body, _levels(package.styles))) if body is not None else ())


def _parts(parent: _Element, levels: Mapping[str, int]) -> Iterator[RawParagraph | RawTable]:
    for child in parent:
        if child.tag == _P:
            style = child.find(f"{W}pPr/{W}pStyle")
            level = levels.get(style.get(_VAL) or "", 0) if style is not None else 0
            yield from (RawParagraph(line, level) for line in _text(child).split("\n") if line.strip())
        elif child.tag == _TBL:
            yield RawTable(tuple(_rows(child)))
        elif child.tag in _SDT:
            yield from _parts(child, levels)


def _levels(styles: _Element | None) -> dict[str, int]:
    """The styles that are headings by their names, by id, with their level."""
    found = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        name = style.find(f"{W}name")
        said = (name.get(_VAL) or "").casefold() if name is not None else ""
        ending = said.rpartition(" ")[2]
        if said.startswith(_HEADING) and ending.isdecimal():
            found[style.get(f"{W}styleId") or ""] = int(ending)
    return found


def _text(parent: _Element) -> str:
    """The text of runs that are seen, whatever they stand in; a table inside is told apart by line breaks."""
    found: list[str] = []
    for child in parent:
        if child.tag == f"{W}r":
            found.append(_run(child))
        elif child.tag in _SDT:
            found.append(_text(child))
    return "".join(found)


def _run(run: _Element) -> str:
    look = run.find(f"{W}rPr")
    if look is not None and any(_is_on(look.find(tag)) for tag in _UNSEEN):
        return ""
    return "".join(child.text or "" if child.tag == f"{W}t" else _SAID.get(child.tag, "") for child in run)


def _is_on(flag: _Element | None) -> bool:
    return flag is not None and (flag.get(_VAL) or "true") not in _OFF


def _rows(table: _Element) -> Iterator[tuple[RawTableCell, ...]]:
    above: list[RawTableCell] = []
    for row in _below(table, _TR):
        cells: list[RawTableCell] = [RawTableCell("")] * _number(row, f"{W}trPr/{W}gridBefore")
        for cell in _below(row, _TC):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(_VAL) != "restart"
            at = len(cells)
            text = above[at].text if goes_on and at < len(above) else _cell_text(cell)
            span = max(1, _number(cell, f"{W}tcPr/{W}gridSpan"))
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
    found = parent.find(path)
    raw = found.get(_VAL) if found is not None else None
    return min(int(raw), 63) if raw and raw.isdecimal() else 0
