"""What a table gives its cells: the parts of its style that a cell is in, the sides that are drawn, widths and margins."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from toolkit.files.read_styled_package import W
from toolkit.files.read_styled_properties import is_drawn, paragraph_properties, run_properties, twips
from toolkit.files.read_styled_styles import Layer, Styles

_LOOKS: Mapping[str, int] = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400,
}  # fmt: skip
_SIDES: Final = ("top", "left", "bottom", "right")
_NAMES = {"start": "left", "end": "right"}
_MARGIN = 108
"""Left and right in a cell where nothing is stated, as Word has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a cell stands in its table: rows and grid columns from 0, and how many there are."""

    row: int
    column: int
    span: int
    rows: int
    columns: int

    @property
    def edges(self) -> Mapping[str, bool]:
        """For each side whether it is the table's own."""
        return {
            "top": self.row == 0,
            "left": self.column == 0,
            "bottom": self.row == self.rows - 1,
            "right": self.column + self.span >= self.columns,
        }


class TableLook:
    """A table's style and its own properties."""

    def __init__(self, table: _Element, styles: Styles) -> None:
        own = table.find(f"{W}tblPr")
        named = own.find(f"{W}tblStyle") if own is not None else None
        self._chain = [
            style.element
            for style in styles.chain(named.get(f"{W}val", "") if named is not None else "", "table")
        ]
        self._properties = [found for one in self._chain if (found := one.find(f"{W}tblPr")) is not None]
        self._properties += [own] if own is not None else []
        self._shown = _shown(own)
        self._layers: dict[tuple[str, ...], tuple[Layer, ...]] = {}

    def layers(self, spot: Spot) -> tuple[Layer, ...]:
        """Run and paragraph properties for a cell's text, the weakest first."""
        wanted = tuple(self._conditions(spot))
        if wanted not in self._layers:
            self._layers[wanted] = tuple(
                Layer(frozenset(run_properties(run).items()), tuple(paragraph_properties(paragraph).items()))
                for one in self._parts(spot)
                for run, paragraph in [(one.find(f"{W}rPr"), one.find(f"{W}pPr"))]
                if run is not None or paragraph is not None
            )
        return self._layers[wanted]

    def borders(self, cell: _Element, spot: Spot) -> frozenset[str]:
        """The sides of a cell that are drawn."""
        drawn: dict[str, bool] = {}
        for holder in self._properties:
            stated = _borders(holder.find(f"{W}tblBorders"))
            for side, outside in spot.edges.items():
                inner = "insideH" if side in ("top", "bottom") else "insideV"
                name = side if outside else inner
                if name in stated:
                    drawn[side] = stated[name]
        for one in self._parts(spot):
            drawn |= _sides(one.find(f"{W}tcPr/{W}tcBorders"), spot)
        drawn |= _sides(cell.find(f"{W}tcPr/{W}tcBorders"), spot)
        return frozenset(side for side in _SIDES if drawn.get(side))

    def inner_width(self, cell: _Element, width: int) -> int:
        """A cell's width without its left and right margin."""
        margins = {"left": _MARGIN, "right": _MARGIN}
        holders = [one.find(f"{W}tblCellMar") for one in self._properties]
        for holder in (*holders, cell.find(f"{W}tcPr/{W}tcMar")):
            for side in holder if holder is not None else ():
                name = str(side.tag).removeprefix(W)
                length = twips(side.get(f"{W}w"))
                if length is not None:
                    margins[_NAMES.get(name, name)] = length
        return max(0, width - margins["left"] - margins["right"])

    def _parts(self, spot: Spot) -> Iterator[_Element]:
        """The style elements and conditional parts (w:tblStylePr) that a cell is in, the weakest first."""
        yield from self._chain
        for name in self._conditions(spot):
            for style in self._chain:
                yield from (part for part in style.findall(f"{W}tblStylePr") if part.get(f"{W}type") == name)

    def _conditions(self, spot: Spot) -> list[str]:
        first_row, last_row = self._shown["firstRow"], self._shown["lastRow"]
        first_column, last_column = self._shown["firstColumn"], self._shown["lastColumn"]
        at_top, at_bottom = first_row and spot.edges["top"], last_row and spot.edges["bottom"]
        at_left, at_right = first_column and spot.edges["left"], last_column and spot.edges["right"]
        found = []
        if not self._shown["noVBand"] and not (at_left or at_right):
            found.append(f"band{(spot.column - first_column) % 2 + 1}Vert")
        if not self._shown["noHBand"] and not (at_top or at_bottom):
            found.append(f"band{(spot.row - first_row) % 2 + 1}Horz")
        named = {"firstCol": at_left, "lastCol": at_right, "firstRow": at_top, "lastRow": at_bottom}
        found += [name for name, is_in in named.items() if is_in]
        corners = {
            "nwCell": at_top and at_left,
            "neCell": at_top and at_right,
            "swCell": at_bottom and at_left,
            "seCell": at_bottom and at_right,
        }
        return found + [name for name, is_in in corners.items() if is_in]


def _shown(own: _Element | None) -> Mapping[str, bool]:
    """Which parts of its style a table shows (w:tblLook)."""
    look = own.find(f"{W}tblLook") if own is not None else None
    raw = look.get(f"{W}val", "") if look is not None else ""
    try:
        bits = int(raw, 16)
    except ValueError:
        bits = 0x600
    found = {}
    for name, bit in _LOOKS.items():
        stated = look.get(f"{W}{name}") if look is not None else None
        found[name] = bool(bits & bit) if stated is None else stated in ("1", "true", "on")
    return found


def _borders(holder: _Element | None) -> dict[str, bool]:
    found = {}
    for side in holder if holder is not None else ():
        name = str(side.tag).removeprefix(W)
        found[_NAMES.get(name, name)] = is_drawn(side.get(f"{W}val", ""))
    return found


def _sides(holder: _Element | None, spot: Spot) -> dict[str, bool]:
    """The sides that a cell's own borders, or those of a part of a style, draw or take away."""
    stated = _borders(holder)
    found = {side: drawn for side, drawn in stated.items() if side in _SIDES}
    for side, outside in spot.edges.items():
        inner = "insideH" if side in ("top", "bottom") else "insideV"
        if not outside and inner in stated:
            found.setdefault(side, stated[inner])
    return found
