"""Moving rows and columns of a sheet as Excel does: merges, hidden rows and columns and the keys' places move along."""

from collections.abc import Callable
from typing import Any

from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from tests.mess.fill import Fill, Spot

GAP = -1
Move = Callable[[int], int]
"""Where a row or column from 0 goes; GAP when it is deleted."""


def insert_rows(fill: Fill, sheet: Worksheet, at: int, count: int = 1) -> None:
    """Insert empty rows before a row."""
    merges = _unmerge(sheet)
    sheet.insert_rows(at + 1, count)
    _settle(fill, sheet, merges, lambda row: row + count if row >= at else row, None)


def delete_row(fill: Fill, sheet: Worksheet, at: int) -> None:
    """Delete a row; the keys in it lose their place."""
    merges = _unmerge(sheet)
    sheet.delete_rows(at + 1)
    _settle(fill, sheet, merges, lambda row: GAP if row == at else row - (row > at), None)


def insert_cols(fill: Fill, sheet: Worksheet, at: int, count: int = 1) -> None:
    """Insert empty columns before a column."""
    merges = _unmerge(sheet)
    sheet.insert_cols(at + 1, count)
    _settle(fill, sheet, merges, None, lambda col: col + count if col >= at else col)


def delete_col(fill: Fill, sheet: Worksheet, at: int) -> None:
    """Delete a column; the keys in it lose their place."""
    merges = _unmerge(sheet)
    sheet.delete_cols(at + 1)
    _settle(fill, sheet, merges, None, lambda col: GAP if col == at else col - (col > at))


def permute_rows(fill: Fill, sheet: Worksheet, order: dict[int, int], first_col: int) -> None:
    """Sort: what stands in a row from `first_col` on goes to the row that `order` gives."""
    last = sheet.max_column
    held = {row: [sheet.cell(row + 1, col + 1).value for col in range(first_col, last)] for row in order}
    for row, to in order.items():
        for at, value in enumerate(held[row]):
            cell = sheet.cell(to + 1, first_col + at + 1)
            cell.value = value
            if isinstance(value, str) and not value.startswith("="):
                cell.data_type = "s"
    for places in _places(fill):
        for key, (name, row, col) in list(places.items()):
            if name == sheet.title and row in order and col >= first_col:
                places[key] = name, order[row], col


def add_merge(sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    """A merge that keeps what its covered cells hold, as some programs write it."""
    sheet.merged_cells.ranges.add(
        CellRange(min_col=left + 1, min_row=top + 1, max_col=right + 1, max_row=bottom + 1)
    )


def _unmerge(sheet: Worksheet) -> list[tuple[int, int, int, int]]:
    merges = [(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    return merges


def _settle(
    fill: Fill,
    sheet: Worksheet,
    merges: list[tuple[int, int, int, int]],
    row_to: Move | None,
    col_to: Move | None,
) -> None:
    down: Move = row_to or (lambda row: row)
    right: Move = col_to or (lambda col: col)
    for top, left, bottom, last in merges:
        rows = [down(at) for at in range(top - 1, bottom) if down(at) != GAP]
        cols = [right(at) for at in range(left - 1, last) if right(at) != GAP]
        if rows and cols and (rows[0], cols[0]) != (rows[-1], cols[-1]):
            sheet.merge_cells(
                start_row=rows[0] + 1, end_row=rows[-1] + 1, start_column=cols[0] + 1, end_column=cols[-1] + 1
            )
    if row_to:
        hidden = {at - 1 for at, kept in sheet.row_dimensions.items() if kept.hidden}
        for at in hidden:
            sheet.row_dimensions[at + 1].hidden = False
        for at in hidden:
            if down(at) != GAP:
                sheet.row_dimensions[down(at) + 1].hidden = True
    if col_to:
        _settle_columns(sheet, right)
    _settle_places(fill, sheet, down, right)


def _settle_columns(sheet: Worksheet, right: Move) -> None:
    hidden = [
        column_index_from_string(name) - 1 for name, kept in sheet.column_dimensions.items() if kept.hidden
    ]
    for at in hidden:
        sheet.column_dimensions[get_column_letter(at + 1)].hidden = False
    for at in hidden:
        if right(at) != GAP:
            sheet.column_dimensions[get_column_letter(right(at) + 1)].hidden = True


def _settle_places(fill: Fill, sheet: Worksheet, down: Move, right: Move) -> None:
    for places in _places(fill):
        moved = {}
        for what in [what for what, spot in places.items() if spot[0] == sheet.title]:
            name, row, col = places.pop(what)
            if GAP not in (to := (down(row), right(col))):
                moved[what] = (name, *to)
        places |= moved
    for kept in (fill.strays, fill.cached):
        at_new = {}
        for spot in [spot for spot in kept if spot[0] == sheet.title]:
            text = kept.pop(spot)
            if GAP not in (to := (down(spot[1]), right(spot[2]))):
                at_new[(sheet.title, *to)] = text
        kept |= at_new


def _places(fill: Fill) -> tuple[dict[Any, Spot], ...]:
    return fill.where, fill.marks
