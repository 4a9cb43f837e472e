"""What every sheet of the consolidated workbook gets at the end: a footer that says on paper what it is a part of, and rows
as high as the sentences that span them need.
"""

from collections.abc import Mapping
from dataclasses import replace

from toolkit.files.model import Area, Cell, Sheet
from toolkit.workbook.board import lines_needed
from toolkit.workbook.book import Book

_MOST = 409.0
"""Excel's highest row."""
_HEAD_ROWS = 4
_POINTS_A_LINE = 1.42
"""Height of a line, in sizes of its type."""


def finished(book: Book, sheet: Sheet) -> Sheet:
    """The sheet as it is written. Of the copy to send its cells have no comments: they say where a figure stood."""
    if sheet.state != "visible":
        return sheet
    page = replace(sheet.page, footer=_footer(book))
    # A long table of data has neither spans nor comments, and is left as it is.
    if not isinstance(sheet.cells, tuple):
        return replace(sheet, page=page)
    cells = sheet.cells if book.internal else tuple(map(_uncommented, sheet.cells))
    return replace(sheet, page=page, cells=cells, heights=_heights(sheet))


def _uncommented(cell: Cell) -> Cell:
    return replace(cell, comment="") if cell.comment else cell


def _footer(book: Book) -> str:
    """The status in short on the left, the page in the middle, the copy on the right."""
    issued = book.round.edition
    status = book.say("footer_official", edition=issued) if issued else book.say("footer_provisional")
    return f"&L&8 {status}&C&P/&N&R&8 {book.copy_word}"


def _heights(sheet: Sheet) -> Mapping[int, float]:
    """The planned heights, raised where a text of the sheet's head, or one over several columns, takes more lines."""
    spans = {(area.top, area.left): area for area in sheet.merges if area.top == area.bottom}
    heights = dict(sheet.heights)
    for cell in sheet.cells:
        area = spans.get((cell.row, cell.col))
        if area is None and cell.row < _HEAD_ROWS:
            area = Area(cell.row, cell.col, cell.row, cell.col)
        if area is not None and cell.style.wrap and isinstance(cell.value, str):
            needed = _needed(sheet, cell, area, cell.value)
            heights[cell.row] = min(_MOST, max(heights.get(cell.row, 15.0), needed))
    return heights


def _needed(sheet: Sheet, cell: Cell, area: Area, text: str) -> float:
    """Points that a text takes over the columns of an area, in its own size and weight."""
    style = cell.style
    width = sum(sheet.widths.get(col, 8.43) for col in range(area.left, area.right + 1))
    width *= 11 / style.size * (0.92 if style.bold else 1.0)
    return lines_needed(text, width) * style.size * _POINTS_A_LINE
