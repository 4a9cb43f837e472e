"""A workbook of another's making as a document: every visible sheet a table, with its merged cells filled."""

from datetime import date, datetime
from decimal import Decimal

from toolkit.files.model import RawSheet, RawValue, RawWorkbook
from toolkit.files.raw_document import RawDocument, RawParagraph, RawTable, RawTableCell
from toolkit.text import write_number

MOST_CELLS = 60_000
"""A sheet with more is no table that a person wrote a report's figures into."""
_SIX = 6


def document_of(raw: RawWorkbook) -> RawDocument:
    """The sheets in order; hidden ones, and hidden rows and columns, are left out. What stands above a table's head are
    paragraphs: titles, agencies, notes.
    """
    parts: list[RawParagraph | RawTable] = []
    for sheet in raw.sheets:
        if sheet.state == "visible" and sum(map(len, sheet.rows)) <= MOST_CELLS:
            rows = _rows(sheet, raw)
            parts += (RawParagraph(text) for text in _titles(rows))
            parts.append(RawTable(rows, sheet.name))
    return RawDocument(tuple(parts))


def _titles(rows: tuple[tuple[RawTableCell, ...], ...]) -> list[str]:
    """The texts of the rows above the first that has three cells: a table's head."""
    found = []
    for row in rows:
        texts = [cell.text for cell in row if cell.text and not cell.covered]
        if len(texts) > 2:
            break
        found += texts
    return found


def _rows(sheet: RawSheet, raw: RawWorkbook) -> tuple[tuple[RawTableCell, ...], ...]:
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged:
        for row in range(area.top, min(area.bottom, len(sheet.rows)) + 1):
            for col in range(area.left, area.right + 1):
                if (row, col) != (area.top, area.left):
                    covered[row, col] = (area.top, area.left)
    width = max((len(row) for row in sheet.rows), default=0)

    def cell(row: int, col: int) -> RawTableCell:
        if row in sheet.hidden_rows or col in sheet.hidden_columns:
            return RawTableCell("")
        at = covered.get((row, col), (row, col))
        place = (sheet.name, *at)
        if place in raw.errors or place in raw.uncalculated or place in raw.unclear:
            return RawTableCell("")
        return RawTableCell(_shown(sheet.at(*at), place in raw.percents), covered=(row, col) in covered)

    return tuple(tuple(cell(row, col) for col in range(width)) for row in range(len(sheet.rows)))


def _shown(value: RawValue, percent: bool) -> str:
    """A cell as a Vietnamese reader sees it."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        exact = Decimal(f"{value:.15g}") * (100 if percent else 1)
        return write_number(exact, decimals=_SIX) + "%" * percent
    if isinstance(value, datetime | date):
        return f"ngày {value.day}/{value.month}/{value.year}"
    return str(value)
