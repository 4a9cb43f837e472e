"""The text of one part (main text, a header) as styled paragraphs and tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from lxml.etree import _Element

from toolkit.files.read_styled_drawn import of_borders
from toolkit.files.read_styled_numbering import Numbering
from toolkit.files.read_styled_package import MC, W, chosen
from toolkit.files.read_styled_properties import AUTO_SPACE, paragraph_properties, run_properties, twips
from toolkit.files.read_styled_runs import WRAPPERS, RunReader
from toolkit.files.read_styled_styles import Layer, Styles
from toolkit.files.read_styled_table import Spot, TableLook
from toolkit.files.styled_document import (
    Align,
    LineRule,
    StyledCell,
    StyledParagraph,
    StyledTable,
)

Part = StyledParagraph | StyledTable
_MOST_SPAN = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where text stands: how wide it is there, and what tables give it."""

    width: int
    layers: tuple[Layer, ...] = ()
    box: bool = False


class TextReader:
    """Reads one part in reading order; paragraphs and tables are counted from 1."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._runs = RunReader()
        self._paragraphs = 0
        self._tables = 0

    def parts(self, parent: _Element, room: Room) -> list[Part]:
        """What an element of blocks holds (a cell, a header, a text box)."""
        return [part for block in blocks(parent) for part in self.block(block, room)]

    def block(self, block: _Element, room: Room) -> list[Part]:
        """A paragraph with the text boxes that hang on it, or a table."""
        if block.tag == f"{W}tbl":
            return [self._table(block, room)]
        return self._paragraph(block, room)

    def _paragraph(self, element: _Element, room: Room) -> list[Part]:
        properties = element.find(f"{W}pPr")
        direct = paragraph_properties(properties)
        style = str(direct.get("style", ""))
        stated, number, level = self._styles.paragraph(direct, room.layers)
        inline = self._runs.read(
            element, lambda run: self._styles.look(style, frozenset(run.items()), room.layers)
        )
        if not inline.runs and properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            return []
        self._paragraphs += 1
        mark = run_properties(properties.find(f"{W}rPr") if properties is not None else None)
        of_number = frozenset({**mark, **(level.run if level else {})}.items())
        left, right = _length(stated, "left"), _length(stated, "right")
        borders = stated.get("borders")
        lines = of_borders(borders, room.width - left - right) if isinstance(borders, dict) else ()
        chain = self._styles.chain(style, "paragraph")
        paragraph = StyledParagraph(
            number=self._paragraphs,
            runs=inline.merged(),
            style=chain[-1].name if chain else "",
            align=_align(stated),
            left=left,
            right=right,
            first=_length(stated, "first"),
            before=_space(stated, "before"),
            after=_space(stated, "after"),
            line=_length(stated, "line", 240),
            line_rule=_rule(stated.get("rule")),
            contextual=bool(stated.get("contextualSpacing")),
            numbering=self._numbering.next(number, level) if level else "",
            numbering_look=self._styles.look(style, of_number, room.layers) if level else None,
            lines=(*lines, *inline.lines),
            width=room.width,
            page_break_before=bool(stated.get("pageBreakBefore")),
            box=room.box,
            tabs=_tabs(stated.get("tabs")),
        )
        in_box = replace(room, layers=(), box=True)
        return [paragraph, *(part for box in inline.boxes for part in self.parts(box, in_box))]

    def _table(self, element: _Element, room: Room) -> StyledTable:
        self._tables += 1
        number = self._tables
        look = TableLook(element, self._styles)
        grid = tuple(twips(column.get(f"{W}w")) or 0 for column in element.findall(f"{W}tblGrid/{W}gridCol"))
        rows = [row for row in _below(element, "tr") if row.find(f"{W}trPr/{W}del") is None]
        columns = max(
            (sum(_span(cell) for cell in _below(row, "tc")) + _before(row) for row in rows), default=0
        )
        read, splits = [], []
        for at, row in enumerate(rows):
            column, cells = _before(row), []
            for cell in _below(row, "tc"):
                spot = Spot(row=at, column=column, span=_span(cell), rows=len(rows), columns=columns)
                cells.append(self._cell(cell, look, spot, grid, room))
                column += spot.span
            read.append(tuple(cells))
            splits.append(not _is_on(row, "trPr/cantSplit"))
        return StyledTable(number=number, rows=tuple(read), splits=tuple(splits))

    def _cell(
        self, element: _Element, look: TableLook, spot: Spot, grid: tuple[int, ...], room: Room
    ) -> StyledCell:
        width = _cell_width(element, room.width) or sum(grid[spot.column : spot.column + spot.span])
        inside = Room(
            width=look.inner_width(element, width), layers=(*room.layers, *look.layers(spot)), box=room.box
        )
        parts = self.parts(element, inside)
        merge = element.find(f"{W}tcPr/{W}vMerge")
        covered = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        return StyledCell(
            parts=() if covered else tuple(parts),
            column=spot.column,
            width=width,
            borders=look.borders(element, spot),
        )


def blocks(parent: _Element) -> Iterator[_Element]:
    """The paragraphs and tables in an element, those in content controls and insertions too."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in WRAPPERS:
            yield from blocks(child)
        elif child.tag == f"{MC}AlternateContent":
            picked = chosen(child)
            yield from blocks(picked) if picked is not None else ()


def _below(parent: _Element, name: str) -> Iterator[_Element]:
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in WRAPPERS:
            yield from _below(child, name)


def _value(element: _Element, path: str) -> str | None:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}val", "")


def _is_on(element: _Element, path: str) -> bool:
    value = _value(element, path)
    return value is not None and value not in ("0", "false", "off")


def _span(cell: _Element) -> int:
    raw = _value(cell, "tcPr/gridSpan") or ""
    return max(1, min(int(raw), _MOST_SPAN)) if raw.isdecimal() else 1


def _before(row: _Element) -> int:
    raw = _value(row, "trPr/gridBefore") or ""
    return min(int(raw), _MOST_SPAN) if raw.isdecimal() else 0


def _cell_width(cell: _Element, room: int) -> int:
    """As stated; 0 where it is left to the grid."""
    stated = cell.find(f"{W}tcPr/{W}tcW")
    kind = stated.get(f"{W}type", "dxa") if stated is not None else "auto"
    raw = stated.get(f"{W}w", "") if stated is not None else ""
    if kind == "pct":
        fifties = twips(raw.rstrip("%")) or 0
        return round(room * fifties / (100 if raw.endswith("%") else 5000))
    return (twips(raw) or 0) if kind == "dxa" else 0


def _length(stated: Mapping[str, object], name: str, otherwise: int = 0) -> int:
    value = stated.get(name)
    return value if isinstance(value, int) else otherwise


def _space(stated: Mapping[str, object], side: Literal["before", "after"]) -> int:
    return AUTO_SPACE if stated.get(f"{side}Auto") else _length(stated, side)


def _tabs(stated: object) -> tuple[tuple[int, str], ...]:
    stops = stated.items() if isinstance(stated, dict) else ()
    return tuple(sorted((at, kind) for at, kind in stops if kind != "clear"))


def _align(stated: Mapping[str, object]) -> Align:
    """As it is seen: a frame (page numbers of older Word stand in one) is as wide as its text."""
    framed = stated.get("framed") or stated.get("align")
    return next((align for align in get_args(Align) if align == framed), "left")


def _rule(stated: object) -> LineRule:
    return next((rule for rule in get_args(LineRule) if rule == stated), "auto")
