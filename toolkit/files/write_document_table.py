"""A ruled table: its first rows repeat on every page, and no row breaks over two."""

from lxml.etree import _Element

from toolkit.files.document import Table, TableCell
from toolkit.files.write_document_bindings import Bindings
from toolkit.files.write_document_blocks import column_grid, runs_of, styled, tag
from toolkit.files.write_document_styles import CELL

_TWIPS_A_MM = 1440 / 25.4
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_CELL_SIDE = 57  # one millimetre


def table(source: Table, bindings: Bindings) -> _Element:
    """The `w:tbl`. Raises ValueError when a row's cells, spans included, do not fill the table's columns."""
    widths = [round(width * _TWIPS_A_MM) for width in source.widths]
    element = tag("tbl", _properties(sum(widths)), column_grid(widths))
    hanging: dict[int, tuple[int, int]] = {}  # column -> (columns, rows still to cover) of cells begun above
    for number, cells in enumerate(source.rows):
        element.append(_row(cells, widths, hanging, source.size, bindings, head=number < source.head_rows))
    return element


def _row(
    cells: tuple[TableCell, ...],
    widths: list[int],
    hanging: dict[int, tuple[int, int]],
    size: float,
    bindings: Bindings,
    head: bool,
) -> _Element:
    about = tag("trPr", tag("cantSplit"))
    if head:
        about.append(tag("tblHeader"))
    row = tag("tr", about)
    waiting = list(cells)
    at = 0
    while at < len(widths):
        if at in hanging:
            columns, left = hanging.pop(at)
            row.append(_cell(None, sum(widths[at : at + columns]), columns, "continue", size, bindings))
        else:
            if not waiting:
                raise ValueError(f"a row ends at column {at} of {len(widths)}")
            cell = waiting.pop(0)
            columns, left = cell.columns, cell.rows
            merge = "restart" if left > 1 else ""
            row.append(_cell(cell, sum(widths[at : at + columns]), columns, merge, size, bindings))
        if left > 1:
            hanging[at] = (columns, left - 1)
        at += columns
    if waiting or at > len(widths):
        raise ValueError(f"a row goes beyond the {len(widths)} columns")
    return row


def _cell(
    source: TableCell | None, width: int, columns: int, merge: str, size: float, bindings: Bindings
) -> _Element:
    about = tag("tcPr", tag("tcW", w=width, type="dxa"))
    if columns > 1:
        about.append(tag("gridSpan", val=columns))
    if merge:
        about.append(tag("vMerge", val=merge))
    about.append(tag("vAlign", val="center"))
    text = styled(CELL.id, tag("jc", val="left" if source is None else source.align))
    text.extend(runs_of(() if source is None else source.runs, bindings, size))
    return tag("tc", about, text)


def _properties(width: int) -> _Element:
    lines = (tag(side, val="single", sz=4, space=0, color="auto") for side in _SIDES)
    margins = (tag(side, w=_CELL_SIDE, type="dxa") for side in ("left", "right"))
    return tag(
        "tblPr",
        tag("tblW", w=width, type="dxa"),
        tag("jc", val="center"),
        tag("tblBorders", *lines),
        tag("tblLayout", type="fixed"),
        tag("tblCellMar", *margins),
    )
