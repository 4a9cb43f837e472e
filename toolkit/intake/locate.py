"""Where the asked cells went: by their codes, else by their labels, never by position alone.

Sheets are found by the codes they hold, whatever their names. On a sheet, row codes stand in one column (the one with
most of them) and a block's column codes in one row, so a code typed by chance elsewhere misleads nobody.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.files.model import RawSheet, RawValue, RawWorkbook
from toolkit.form.layout import (
    CODE_COL,
    INPUT_COL,
    LABEL_COL,
    MEASURE_COL,
    BlockArea,
    line_code,
    rows_of,
)
from toolkit.form.model import BlockKind
from toolkit.text import fold

_ESCAPED = re.compile(r"_x([0-9a-fA-F]{1,4})_")
_REACH = 12
"""Columns right of the code among which a row's label is looked for."""


@dataclass(frozen=True, slots=True)
class CodedSheet:
    """A sheet with the places of known codes; `code_col` is the column of row codes, -1 when there are none."""

    raw: RawSheet
    places: Mapping[str, tuple[tuple[int, int], ...]]
    code_col: int
    texts: dict[str, list[tuple[int, int]]] = field(default_factory=dict, compare=False)
    """All texts, folded, with their places; filled when the first label has to be looked for."""

    def rows(self, code: str) -> tuple[int, ...]:
        """The rows that bear a row code."""
        return tuple(row for row, col in self.places.get(code, ()) if col == self.code_col)

    def code_at(self, row: int) -> str:
        """The known code in the code column of a row; "" when there is none."""
        return next((code for code, spots in self.places.items() if (row, self.code_col) in spots), "")


def row_codes(area: BlockArea) -> tuple[str, ...]:
    """The codes in an area's code column, its tick's last."""
    block = area.block
    if block.kind is BlockKind.FIELDS:
        codes = [code for item in area.columns for code in rows_of(item)]
    elif block.kind is BlockKind.GRID:
        codes = [row.code for row in block.rows]
    else:
        codes = [line_code(block.id, line + 1) for line in range(block.lines)]
    return (*codes, area.none_code)


def column_codes(area: BlockArea) -> tuple[str, ...]:
    """The codes in an area's code row; none in blocks that have no columns."""
    return tuple(item.code for item in area.columns) if area.code_row >= 0 else ()


def index(raw: RawWorkbook, areas: Iterable[BlockArea]) -> tuple[CodedSheet, ...]:
    """Find every known code on every sheet."""
    listed = tuple(areas)
    of_rows = frozenset(code for area in listed for code in row_codes(area))
    codes = of_rows | {code for area in listed for code in column_codes(area)}
    known = {_unescaped(code): code for code in codes}
    return tuple(_index_sheet(sheet, known, of_rows) for sheet in raw.sheets)


def _unescaped(code: str) -> str:
    """A code as some programs hand it back: in a workbook's file `_xa_` stands for a line break, so that LibreOffice makes
    two words of bao_tro_xa_hoi when it saves a second time.
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), code).strip()


def _index_sheet(sheet: RawSheet, known: Mapping[str, str], of_rows: frozenset[str]) -> CodedSheet:
    places: dict[str, list[tuple[int, int]]] = {}
    for row, cells in enumerate(sheet.rows):
        for col, value in enumerate(cells):
            if isinstance(value, str) and (code := known.get(_unescaped(value))):
                places.setdefault(code, []).append((row, col))
    columns = Counter(col for code in of_rows & places.keys() for _, col in places[code])
    # Of two equally full columns the left one: codes stand left of what they name.
    code_col = min(columns, key=lambda col: (-columns[col], col)) if columns else -1
    return CodedSheet(sheet, {code: tuple(found) for code, found in places.items()}, code_col)


def sheets_of(
    area: BlockArea, sheets: tuple[CodedSheet, ...], names: frozenset[str]
) -> tuple[CodedSheet, ...]:
    """The sheets that hold an area, the one to read first; the others are copies of it.

    `names` are the layout's sheets: one that belongs to another area by name is no copy of this one.
    """
    codes = (*row_codes(area), *column_codes(area))
    score = {id(sheet): sum(code in sheet.places for code in codes) for sheet in sheets}
    best = max(score.values(), default=0)
    held = [
        sheet
        for sheet in sheets
        if score[id(sheet)] * 2 >= max(best, 1)
        and (sheet.raw.name == area.sheet or sheet.raw.name not in names or best == score[id(sheet)])
    ]
    mine = [sheet for sheet in held if sheet.raw.name == area.sheet]
    others = sorted((sheet for sheet in held if sheet not in mine), key=lambda sheet: -score[id(sheet)])
    if mine:
        return (*mine, *(sheet for sheet in others if sheet.raw.name not in names))
    return tuple(others)


def columns_on(area: BlockArea, sheet: CodedSheet) -> tuple[int, dict[str, int]]:
    """The code row of a grid or list (-1: none), and the column of each code found in it."""
    codes = column_codes(area)
    rows = Counter(row for code in codes for row, _ in sheet.places.get(code, ()))
    if not rows:
        return -1, {}
    code_row = max(rows, key=lambda row: (rows[row], -row))
    found = {}
    for code in codes:
        cols = [col for row, col in sheet.places.get(code, ()) if row == code_row]
        if len(cols) == 1:
            found[code] = cols[0]
    return code_row, found


def same_label(value: RawValue, label: str) -> bool:
    """Whether a cell holds a label, however it is spelt; a note may follow on further lines."""
    if not isinstance(value, str) or not label:
        return False
    return value == label or fold(value) == fold(label) or fold(value.partition("\n")[0]) == fold(label)


def find_label(sheet: CodedSheet, label: str) -> tuple[int, int] | None:
    """The one cell that holds a label; None when there is none or more than one."""
    if not sheet.texts:
        for row, cells in enumerate(sheet.raw.rows):
            for col, value in enumerate(cells):
                if isinstance(value, str):
                    for text in {fold(value), fold(value.partition("\n")[0])}:
                        sheet.texts.setdefault(text, []).append((row, col))
    places = sheet.texts.get(fold(label), [])
    return places[0] if len(places) == 1 and label else None


def input_column(sheet: RawSheet, row: int, code_col: int, label: str, measure: str) -> tuple[int, bool]:
    """The column of a fields row's input: as far from its measure, else its label, else its code as in the layout.

    True when the measure told: it stands next to the input, so that a column inserted anywhere before shifts nothing.
    """
    base = code_col - CODE_COL
    for col in range(code_col + 1, code_col + 1 + _REACH):
        if same_label(sheet.at(row, col), label):
            base = col - LABEL_COL
            break
    for col in range(base + LABEL_COL + 1, base + LABEL_COL + _REACH):
        if same_label(sheet.at(row, col), measure):
            return col - MEASURE_COL + INPUT_COL, True
    return base + INPUT_COL, False
