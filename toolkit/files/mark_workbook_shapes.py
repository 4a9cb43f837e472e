"""The boxes that Excel draws for comments, in a sheet's drawing of the old kind (VML).

Excel itself writes VML that is no XML (an unclosed <br>), so it is read by its tags and not parsed.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, count

from toolkit.files.mark_workbook_xml import Part, UnmarkableError
from toolkit.files.model import MarkedCell

_NAMESPACES = {
    b"v": b"urn:schemas-microsoft-com:vml",
    b"o": b"urn:schemas-microsoft-com:office:office",
    b"x": b"urn:schemas-microsoft-com:office:excel",
}
_SPACES = b" ".join(b'xmlns:%s="%s"' % item for item in _NAMESPACES.items())
_BLOCK = 1024
"""Every drawing has a block of so many numbers for its shapes, named in its idmap."""
_BLOCKS = re.compile(rb"<(?:\w+:)?idmap\s[^>]*?\bdata=[\"']([0-9, ]+)[\"']")
_SHAPE = re.compile(rb"<(\w+:)?shape\s.*?</(?:\w+:)?shape>", re.DOTALL)
_ANY_SHAPE = re.compile(rb"<(?:\w+:)?(?:shape|rect|roundrect|oval|line|polyline|curve|arc|image|group)[\s>]")
_NOTE = re.compile(
    rb"<(?:\w+:)?ClientData\s[^>]*ObjectType=[\"']Note[\"'].*?</(?:\w+:)?ClientData>", re.DOTALL
)
_ROW, _COLUMN = (re.compile(rb"<(?:\w+:)?%s>\s*([0-9]{1,7})\s*</" % name) for name in (b"Row", b"Column"))
_NUMBER = re.compile(rb"\bid=[\"'](?:_x0000_s)([0-9]{1,9})[\"']")
_SHAPE_TYPE = (
    b'<v:shapetype %s id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>' % _SPACES
)

_WIDTH_PIXELS, _LINE_LETTERS, _LINE_PIXELS, _ROW_PIXELS = 320, 46, 17, 20
_LETTER_PIXELS, _CELL_PADDING, _USUAL_WIDTH = 7, 5, 8.43
_MOST_COLUMNS = 60


def new_drawing(others: Iterable[bytes]) -> bytes:
    """A drawing without shapes, with a block of numbers that none of the others has."""
    taken = {int(one) for data in others for said in _BLOCKS.findall(data) for one in _numbers(said)}
    block = next(number for number in count(1) if number not in taken)
    return (
        b'<xml %s><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout>%s</xml>'
        % (_SPACES, block, _SHAPE_TYPE)
    )


def without_boxes(data: bytes, places: Collection[tuple[int, int]]) -> bytes:
    """A drawing without the boxes of the comments of some cells, and without the type of box that we brought for them."""

    def kept(found: re.Match[bytes]) -> bytes:
        note = _NOTE.search(found[0])
        row, column = (one.search(note[0]) if note else None for one in (_ROW, _COLUMN))
        return b"" if row and column and (int(row[1]), int(column[1])) in places else found[0]

    without = _SHAPE.sub(kept, data) if places else data
    return without if b'"#_x0000_t202"' in without else without.replace(_SHAPE_TYPE, b"")


def has_shapes(data: bytes) -> bool:
    """Whether anything is drawn at all."""
    return _ANY_SHAPE.search(data) is not None


def with_boxes(data: bytes, cells: Sequence[MarkedCell], widths: Mapping[int, float]) -> bytes:
    """A drawing with a box for the comment of each cell, beside it and large enough to read. Raises UnmarkableError."""
    end = data.rfind(b"</xml>")
    if end < 0:
        raise UnmarkableError("unmarkable.unusual")
    taken = {int(number) for number in _NUMBER.findall(data)}
    blocks = [int(one) for said in _BLOCKS.findall(data) for one in _numbers(said)] or [1]
    free = (
        number
        for block in chain(blocks, count(max(blocks) + 1))
        for number in range(block * _BLOCK + 1, (block + 1) * _BLOCK)
        if number not in taken
    )
    kind = b"" if b'"_x0000_t202"' in data else _SHAPE_TYPE
    boxes = b"".join(_box(number, cell, widths) for cell, number in zip(cells, free, strict=False))
    return data[:end] + kind + boxes + data[end:]


def widths_of(part: Part) -> dict[int, float]:
    """Columns that are not of the usual width, in characters; hidden ones have none. Far ones do not matter here."""
    widths: dict[int, float] = {}
    for one in part.root.all("col"):
        said = one.attributes
        try:
            first, last = int(said["min"]) - 1, int(said["max"])
            width = float(said.get("width", _USUAL_WIDTH))
        except (KeyError, ValueError):
            continue
        hidden = said.get("hidden") in ("1", "true")
        widths |= dict.fromkeys(range(first, min(last, first + 256)), 0.0 if hidden else width)
    return widths


def _box(number: int, cell: MarkedCell, widths: Mapping[int, float]) -> bytes:
    lines = 2 + sum(1 + len(line) // _LINE_LETTERS for line in cell.comment.split("\n"))
    first_row, first_column = max(cell.row - 1, 0), cell.col + 1
    last_row = first_row + -(-lines * _LINE_PIXELS // _ROW_PIXELS)
    last_column, rest = first_column, _WIDTH_PIXELS
    while last_column < first_column + _MOST_COLUMNS and (width := _pixels(widths, last_column)) < rest:
        last_column, rest = last_column + 1, rest - width
    anchor = (first_column, 12, first_row, 4, last_column, rest, last_row, 4)
    return (
        b'<v:shape %s id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;z-index:%d;visibility:hidden" '
        b'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" '
        b'obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div '
        b'style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
        b"<x:SizeWithCells/><x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row>"
        b"<x:Column>%d</x:Column></x:ClientData></v:shape>"
        % (_SPACES, number, number % _BLOCK, b", ".join(b"%d" % one for one in anchor), cell.row, cell.col)
    )


def _pixels(widths: Mapping[int, float], column: int) -> int:
    width = widths.get(column, _USUAL_WIDTH)
    return int(width * _LETTER_PIXELS + _CELL_PADDING) if width else 0


def _numbers(said: bytes) -> list[int]:
    return [int(one) for one in said.split(b",") if one.strip().isdigit()]
