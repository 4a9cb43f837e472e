"""The text of a .docx's parts as a reader sees it, with where in the part's bytes each stretch of it stands.

Deleted, struck-out and hidden text and the instructions of fields are left out; inserted text counts. A text box comes
after the paragraph that it hangs on, once, though a file holds it twice (for newer programs and for older ones): where both
say the same the second is a copy, in which all that changes is changed too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from toolkit.files.bound_document import BoundParagraph
from toolkit.files.mark_workbook_xml import Element, Part, look_through
from toolkit.files.word_seen import FLAGS, TAKEN_OUT, Unseen

Position = tuple[int, int]
"""A paragraph's number and a place among its characters."""

_BLOCKS = (
    "body", "p", "tbl", "sdt", "customXml", "ins", "moveTo", "footnote", "endnote", "smartTag",
)  # fmt: skip
_SAID = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math "
_IN_EQUATIONS = {
    f"{_MATH}num": " ",
    f"{_MATH}den": "/",
    f"{_MATH}sup": "^",
    f"{_MATH}sub": "_",
    f"{_MATH}deg": "√",
}
"""What parts of an equation are told by: the digits of two of them are no one number."""
_OFF = frozenset({"0", "false", "off"})
_SPACE = "http://www.w3.org/XML/1998/namespace space"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart chart"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one paragraph's text: of a `w:t` when `element` is there, else what a tab or a break stands for."""

    start: int
    end: int
    text: str
    element: Element | None = None

    @property
    def preserved(self) -> bool:
        """Whether blanks at its ends are kept."""
        return self.element is not None and self.element.attributes.get(_SPACE) == "preserve"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, and the pieces of its text in order. `copies` are of the same text once more, in the form of a text
    box that older programs show.
    """

    about: BoundParagraph
    pieces: tuple[Piece, ...]
    copies: tuple[tuple[Piece, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart: in which part of the file, by which relation, in which paragraph, between the ends of which bookmarks;
    `about` is the element that describes it to those who do not see it.
    """

    home: str
    relation: str
    paragraph: int
    within: frozenset[str]
    about: Element | None


@dataclass(slots=True)
class Text:
    """What was read of all parts so far: `parts` by their names, `lines` numbered through, `spots` of bookmarks by name; a
    spot without an end has None for it.
    """

    levels: Mapping[str, int]
    unseen: Unseen
    parts: dict[str, Part] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    homes: list[str] = field(default_factory=list)
    spots: dict[str, list[tuple[Position, Position | None]]] = field(default_factory=dict)
    tables: int = 0
    drawn: list[Drawn] = field(default_factory=list)

    def read(self, name: str, data: bytes) -> None:
        """Add one part. Raises UnmarkableError for XML that cannot be read."""
        part = self.parts[name] = look_through(data, *_BLOCKS)
        _Walk(self, name, part.namespace).blocks(
            part.root, BoundParagraph(number=0, text="", part=_stem(name))
        )


@dataclass(frozen=True, slots=True)
class _Box:
    """A text box, and the same once more for older programs."""

    content: Element
    copies: tuple[Element, ...] = ()


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read."""

    number: int
    style: str = ""
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[_Box] = field(default_factory=list)

    def add(self, text: str, element: Element | None = None) -> None:
        if text:
            self.pieces.append(Piece(len(self.text), len(self.text) + len(text), text, element))
            self.text += text


class _Walk:
    """One part's elements in order."""

    def __init__(self, found: Text, name: str, namespace: str) -> None:
        self._found, self._name, self._w = found, name, namespace
        self._about: Element | None = None
        self._begun: dict[
            str, tuple[str, int]
        ] = {}  # the id of a bookmark without an end -> name, which of that name

    def blocks(self, parent: Element, at: BoundParagraph) -> None:
        """Paragraphs and tables, whatever they stand in."""
        for child in parent.children:
            if child.name == "p":
                self._paragraph(child, at)
            elif child.name == "tbl":
                self._table(child, at)
            elif child.name in {"bookmarkStart", "bookmarkEnd"}:
                self._bookmark(child, (len(self._found.lines) + 1, 0))
            elif child.name not in TAKEN_OUT:
                self.blocks(_chosen(child), at)

    def _paragraph(self, element: Element, at: BoundParagraph) -> None:
        look = element.first("pPr")
        style = look.first("pStyle") if look else None
        one = _Paragraph(len(self._found.lines) + 1, self._val(style, "") if style else "")
        self._inline(element, one, seen=True)
        about = replace(at, number=one.number, text=one.text, level=self._heading(look, one.style))
        self._found.lines.append(Line(about, tuple(one.pieces)))
        self._found.homes.append(self._name)
        for box in one.boxes:
            first = len(self._found.lines)
            self.blocks(box.content, at)
            for copy in box.copies:
                self._pair(first, copy, at)

    def _pair(self, first: int, copy: Element, at: BoundParagraph) -> None:
        """Put the paragraphs of a box's copy beside those of the box, where they say the same."""
        again = Text(self._found.levels, self._found.unseen)
        _Walk(again, self._name, self._w).blocks(copy, at)
        mine = self._found.lines[first:]
        pairs = (
            zip(mine, again.lines, strict=True)
            if len(mine) == len(again.lines)
            else ((one, None) for one in mine)
        )
        for number, (line, other) in enumerate(pairs, first):
            if other is not None and other.about.text == line.about.text:
                line = replace(line, copies=(*line.copies, other.pieces))
            else:
                line = replace(line, about=replace(line.about, apart=True))
            self._found.lines[number] = line

    def _inline(self, parent: Element, one: _Paragraph, *, seen: bool) -> None:
        for child in parent.children:
            if child.name == "r":
                self._run(child, one, seen=seen and not self._hidden(child, one.style))
            elif child.name in {"bookmarkStart", "bookmarkEnd"}:
                self._bookmark(child, (one.number, len(one.text)))
            elif child.name == f"{_MATH}t" and seen:
                one.add(child.text, child)
            elif child.name not in {"pPr", "sdtPr", "sdtEndPr"}:
                one.add(_IN_EQUATIONS.get(child.name, "") if seen else "")
                self._inline(_chosen(child), one, seen=seen and child.name not in TAKEN_OUT)

    def _run(self, run: Element, one: _Paragraph, *, seen: bool) -> None:
        for child in run.children:
            if child.name == "t" and seen:
                kept = child.attributes.get(_SPACE) == "preserve"
                one.add(child.text if kept else child.text.strip(" \t\r\n"), child)
            elif child.name in _SAID and seen:
                one.add(_SAID[child.name])
            elif child.name not in {"t", "rPr", "delText", "instrText"} and seen:
                one.boxes += _boxes(child)
                self._charts(_chosen(child), one.number)

    def _charts(self, drawing: Element, number: int) -> None:
        if drawing.name == "txbxContent":
            return
        for child in (_chosen(one) for one in drawing.children):
            if child.name == _CHART:
                relation = child.attributes.get(_RELATION, "")
                within = frozenset(name for name, _ in self._begun.values())
                self._found.drawn.append(Drawn(self._name, relation, number, within, self._about))
            elif child.name.endswith(" docPr"):
                self._about = child
            self._charts(child, number)

    def _hidden(self, run: Element, paragraph_style: str) -> bool:
        look = run.first("rPr")
        named = {name: look.first(name) for name in FLAGS} if look else {}
        stated = {name: self._val(flag, "true") not in _OFF for name, flag in named.items() if flag}
        style = look.first("rStyle") if look else None
        return self._found.unseen.is_unseen(stated, self._val(style, "") if style else "", paragraph_style)

    def _table(self, table: Element, at: BoundParagraph) -> None:
        self._found.tables += 1
        here = replace(at, table=self._found.tables)
        for number, row in enumerate(_below(table, "tr"), start=1):
            column = 1 + self._number(row, "trPr", "gridBefore")
            for child in row.children:
                if child.name in {"bookmarkStart", "bookmarkEnd"}:
                    self._bookmark(child, (len(self._found.lines) + 1, 0))
            for cell in _below(row, "tc"):
                self.blocks(cell, replace(here, row=number, column=column))
                column += max(1, self._number(cell, "tcPr", "gridSpan"))

    def _bookmark(self, element: Element, position: Position) -> None:
        ident = element.attributes.get(f"{self._w} id", "")
        if element.name == "bookmarkStart":
            name = element.attributes.get(f"{self._w} name", "")
            spots = self._found.spots.setdefault(name, [])
            self._begun[ident] = (name, len(spots))
            spots.append((position, None))
        elif ident in self._begun:
            name, which = self._begun.pop(ident)
            spots = self._found.spots[name]
            spots[which] = (spots[which][0], position)

    def _heading(self, look: Element | None, style: str) -> int:
        outline = look.first("outlineLvl") if look else None
        own = self._val(outline, "") if outline else ""
        if own.isdecimal():
            return int(own) + 1 if int(own) < 9 else 0
        return self._found.levels.get(style, 0)

    def _number(self, parent: Element, look: str, name: str) -> int:
        held = parent.first(look)
        flag = held.first(name) if held else None
        raw = self._val(flag, "") if flag else ""
        return min(int(raw), 63) if raw.isdecimal() else 0

    def _val(self, element: Element, missing: str) -> str:
        return element.attributes.get(f"{self._w} val", missing)


def _below(parent: Element, name: str) -> Iterator[Element]:
    for child in parent.children:
        if child.name == name:
            yield child
        elif child.name in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _below(child, name)


def _boxes(element: Element) -> Iterator[_Box]:
    """The text boxes in a drawing; of alternate content those of the first choice, the others being their copies."""
    if element.name == "txbxContent":
        yield _Box(element)
    elif _is_alternate(element):
        mine, *others = ([*_boxes(choice)] for choice in element.children)
        for at, box in enumerate(mine):
            same = (other[at].content for other in others if len(other) == len(mine))
            yield replace(box, copies=(*box.copies, *same))
    else:
        for child in element.children:
            yield from _boxes(child)


def _chosen(element: Element) -> Element:
    """Of alternate content the first choice; else the element itself."""
    return element.children[0] if _is_alternate(element) else element


def _is_alternate(element: Element) -> bool:
    return element.name.endswith(" AlternateContent") and bool(element.children)


def _stem(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0]
