"""Staff at a keying sheet: what it proposes, by its hidden codes, and confirming rows as a person does."""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

NOW = datetime(2023, 1, 5, 8, 0)
YES, NO = "Đồng ý", "Không nhập"
LEAD = ("__period", "__unit")


def _columns(sheet: Worksheet) -> dict[str, int]:
    for row in sheet.iter_rows(max_row=20):
        found = {cell.value: cell.column for cell in row if isinstance(cell.value, str)}
        if {"value", "confirmed", "section", "quote"} <= found.keys():
            return {str(code): int(at) for code, at in found.items()}
    raise AssertionError("no row of codes")


def rows(path: Path) -> dict[str, dict[str, Any]]:
    """Every row of the first sheet by its code: a field's, row/field in grids, or one of LEAD."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    columns = _columns(sheet)
    found = {}
    for row in range(1, sheet.max_row + 1):
        code = _code(sheet.cell(row, 1).value)
        if code:
            found[code] = {name: sheet.cell(row, at).value for name, at in columns.items()} | {"at": row}
    return found


def _code(raw: object) -> str:
    if raw in LEAD:
        return str(raw)
    parts = raw.split("/") if isinstance(raw, str) else []
    return "" if len(parts) != 5 else f"{parts[3]}/{parts[2]}" if parts[3] else parts[2]


def proposed(path: Path) -> dict[str, dict[str, Any]]:
    """The fields for which a figure is filled in."""
    numbers = ("value", "numerator", "denominator")
    return {
        code: row
        for code, row in rows(path).items()
        if code not in LEAD and any(row[name] is not None for name in numbers)
    }


def confirm(
    path: Path, only: Collection[str] | None = None, typed: Mapping[str, Mapping[str, object]] | None = None
) -> None:
    """Confirm the period, whose figures they are, and rows: all that are filled in, or `only` these. `typed` are cells that
    are filled in before, by the row's code and the column's.
    """
    known = rows(path)
    chosen = set(proposed(path)) if only is None else set(only)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = _columns(sheet)
    for code, cells in (typed or {}).items():
        for column, value in cells.items():
            sheet.cell(known[code]["at"], columns[column]).value = value
    for code in {*chosen, *LEAD}:
        if "confirmed" not in (typed or {}).get(code, {}):
            sheet.cell(known[code]["at"], columns["confirmed"], YES)
    book.save(path)
