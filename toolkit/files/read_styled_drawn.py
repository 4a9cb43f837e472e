"""Lines that are drawn: borders of a paragraph, and line shapes, today's (DrawingML) and the older kind (VML)."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml.etree import _Element

from toolkit.files.read_styled_package import MC, A, W, chosen
from toolkit.files.read_styled_properties import is_drawn, twips
from toolkit.files.styled_document import Drawn

WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_V = "{urn:schemas-microsoft-com:vml}"
_EMU = 635
"""English metric units of a drawing to a twip."""
_THIN = 40
"""A shape no higher than two points is a line to who sees it."""
_STRAIGHT = frozenset({"line", "straightConnector1"})
_CONNECTORS = ("#_x0000_t32", "#_x0000_t20")
_POINT = re.compile(r"(-?[\d.]+)(pt|in|cm|mm)?")
_WIDTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(-?[\d.]+[a-z]*)")
_SOLID = frozenset({"", "solid"})


def of_borders(borders: Mapping[str, str], room: int) -> Iterator[Drawn]:
    """The borders above and below a paragraph that has `room` between its indents."""
    for side in ("top", "bottom"):
        style = borders.get(side, "")
        if is_drawn(style):
            yield Drawn(width=room, dashed="dash" in style.casefold() or "dot" in style.casefold())


def of_drawings(element: _Element) -> Iterator[Drawn]:
    """The line shapes within a w:drawing or a w:pict."""
    for shape in element.iter(f"{WPS}wsp"):
        yield from _modern(shape)
    for tag in ("line", "shape", "rect"):
        for shape in element.iter(f"{_V}{tag}"):
            yield from _older(shape, tag)


def _modern(shape: _Element) -> Iterator[Drawn]:
    kind = shape.find(f"{WPS}spPr/{A}prstGeom")
    extent = shape.find(f"{WPS}spPr/{A}xfrm/{A}ext")
    if kind is None or extent is None:
        return
    wide, high = (round(int(extent.get(name, "0")) / _EMU) for name in ("cx", "cy"))
    is_line = kind.get("prst") in _STRAIGHT or (kind.get("prst") == "rect" and high <= _THIN)
    if is_line and high <= _THIN and shape.find(f"{WPS}txbx") is None:
        dash = shape.find(f"{WPS}spPr/{A}ln/{A}prstDash")
        yield Drawn(width=wide, dashed=dash is not None and dash.get("val", "") not in _SOLID)


def _older(shape: _Element, tag: str) -> Iterator[Drawn]:
    sizes = {name: twips(length) or 0 for name, length in _WIDTH.findall(shape.get("style", ""))}
    width = sizes.get("width", 0)
    if tag == "line":
        ends = [_points(shape.get(name, "")) for name in ("from", "to")]
        width = abs(ends[1] - ends[0]) or width
    is_other = tag == "shape" and shape.get("type") not in _CONNECTORS
    if is_other or (tag == "rect" and sizes.get("height", _THIN + 1) > _THIN):
        return
    stroke = shape.find(f"{_V}stroke")
    yield Drawn(width=width, dashed=stroke is not None and stroke.get("dashstyle", "") not in _SOLID)


def _points(pair: str) -> int:
    """The x of "12pt,3.5pt" in twips."""
    found = _POINT.match(pair.strip())
    if not found:
        return 0
    return twips(f"{found[1]}{found[2] or 'pt'}") or 0


def boxes(element: _Element) -> Iterator[_Element]:
    """The contents of text boxes within a run, each once."""
    for child in element:
        if child.tag == f"{MC}AlternateContent":
            picked = chosen(child)
            if picked is not None:
                yield from boxes(picked)
        elif child.tag == f"{W}txbxContent":
            yield child
        elif isinstance(child.tag, str):
            yield from boxes(child)
