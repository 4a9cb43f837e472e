"""A Word document's bytes to a `RawDocument`: the text that a reader sees, and nothing of its look.

Deleted and struck-out text, hidden text and comments are left out; inserted text counts. Bold and italic make no difference.
"""

from collections.abc import Iterator, Mapping

from lxml.etree import _Element

from toolkit.files.raw_document import RawDocument, RawParagraph, RawTable, RawTableCell
from toolkit.files.read_styled_package import W, open_package
from toolkit.files.word_seen import PASSED_THROUGH, Unseen, flags

_P, _TBL, _TR, _TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_INSIDE = frozenset(f"{W}{name}" for name in PASSED_THROUGH)
_SAID = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_VAL = f"{W}val"
_HEADING = ("heading ", "đề mục ", "tiêu đề ")


def read_document(data: bytes, name: str) -> RawDocument:
    """The body of a .docx. Raises UsageError naming the file where it cannot be read as one."""
    package = open_package(data, name)
    body = package.document.find(f"{W}body")
    reader = _Reader(_levels(package.styles), Unseen(package.styles))
    return RawDocument(tuple(reader.parts(body)) if body is not None else ())


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


class _Reader:
    """Reads text by a document's styles: which are headings, and which hide."""

    def __init__(self, levels: Mapping[str, int], unseen: Unseen) -> None:
        self._levels, self._unseen = levels, unseen

    def parts(self, parent: _Element) -> Iterator[RawParagraph | RawTable]:
        """Paragraphs, a line each, and tables, whatever they stand in."""
        for child in parent:
            if child.tag == _P:
                level = self._levels.get(_style(child, "pPr", "pStyle"), 0)
                yield from (
                    RawParagraph(line, level) for line in self._text(child).split("\n") if line.strip()
                )
            elif child.tag == _TBL:
                yield RawTable(tuple(self._rows(child)))
            elif child.tag in _INSIDE:
                yield from self.parts(child)

    def _text(self, paragraph: _Element) -> str:
        """The text of runs that are seen, whatever they stand in."""
        style = _style(paragraph, "pPr", "pStyle")
        return "".join(self._run(run, style) for run in _below(paragraph, f"{W}r"))

    def _run(self, run: _Element, paragraph_style: str) -> str:
        stated = flags(run.find(f"{W}rPr"))
        if self._unseen.is_unseen(stated, _style(run, "rPr", "rStyle"), paragraph_style):
            return ""
        said = (child.text or "" if child.tag == f"{W}t" else _SAID.get(child.tag, "") for child in run)
        return "".join(said)

    def _rows(self, table: _Element) -> Iterator[tuple[RawTableCell, ...]]:
        above: list[RawTableCell] = []
        for row in _below(table, _TR):
            cells: list[RawTableCell] = [RawTableCell("")] * _number(row, f"{W}trPr/{W}gridBefore")
            for cell in _below(row, _TC):
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = merge is not None and merge.get(_VAL) != "restart"
                at = len(cells)
                text = above[at].text if goes_on and at < len(above) else self._cell_text(cell)
                span = max(1, _number(cell, f"{W}tcPr/{W}gridSpan"))
                cells += [RawTableCell(text, covered=goes_on or n > 0) for n in range(span)]
            above = cells
            yield tuple(cells)

    def _cell_text(self, cell: _Element) -> str:
        """Its lines; of a table inside, a row each."""
        lines: list[str] = []
        for child in cell:
            if child.tag == _P:
                lines.append(self._text(child))
            elif child.tag == _TBL:
                lines += [" ".join(one.text for one in row if not one.covered) for row in self._rows(child)]
            elif child.tag in _INSIDE:
                lines.append(self._cell_text(child))
        return "\n".join(filter(None, (line.strip() for line in lines)))


def _below(parent: _Element, tag: str) -> Iterator[_Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _INSIDE:
            yield from _below(child, tag)


def _style(element: _Element, look: str, name: str) -> str:
    style = element.find(f"{W}{look}/{W}{name}")
    return "" if style is None else style.get(_VAL) or ""


def _number(parent: _Element, path: str) -> int:
    found = parent.find(path)
    raw = found.get(_VAL) if found is not None else None
    return min(int(raw), 63) if raw and raw.isdecimal() else 0
