"""A filled template as a reader would find it, built from the layout alone, and what people do to it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from tests.forms import small_round
from toolkit.files.model import RawSheet, RawValue, RawWorkbook
from toolkit.form.layout import (
    CODE_COL,
    LABEL_COL,
    MEASURE_COL,
    NUMBER_COL,
    STAMP_SHEET,
    BlockArea,
    lay_out,
    line_code,
    printed_label,
    rows_of,
)
from toolkit.form.model import BlockKind, Field, FieldType, Key, Round
from toolkit.form.stamp import Stamp, encode_stamp
from toolkit.units import Unit

Cells = dict[tuple[int, int], RawValue]
Filled = dict[Key, RawValue]


@cache
def a_round() -> Round:
    return small_round()


def values(round: Round, unit: Unit, lines: int = 2) -> Filled:
    """One distinct native value for every typed slot; lists and narratives get `lines` lines."""
    found: Filled = {}
    layout = lay_out(round.forms, (unit,))
    for at, slot in enumerate(layout.slots):
        area = layout.area(slot.key.form, slot.key.block)
        many = area.block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}
        if slot.typed and (not many or int(slot.key.row) <= lines):
            found[slot.key] = native(_field(area, slot.key), slot.key, at)
    return found


def native(item: Field | None, key: Key, at: int) -> RawValue:
    if item is None:
        return f"Ý kiến {at}"
    if item.is_typed_rate and key.field != item.code:
        return float(10 + at)
    match item.type:
        case FieldType.COUNT:
            return float(10 + at)
        case FieldType.AMOUNT | FieldType.RATE:
            return at + 2.25
        case FieldType.YES_NO:
            return "Có" if at % 2 else "Không"
        case FieldType.DATE:
            return date(2024, 1 + at % 12, 1 + at % 28)
        case FieldType.TEXT:
            return item.choices[at % len(item.choices)] if item.choices else f"nội dung {at}"


def expected(round: Round, unit: Unit, key: Key, value: RawValue) -> object:
    item = next(
        (f for f in round.form(key.form).block(key.block).fields if key.field in (f.code, *f.pair)), None
    )
    if item is not None and item.type is FieldType.YES_NO:
        return value == "Có"
    if isinstance(value, float):
        count = item is not None and (item.type is FieldType.COUNT or key.field != item.code)
        return int(value) if count else Decimal(str(value))
    return value


def workbook(round: Round, unit: Unit, filled: Filled, stamp: bool = True) -> RawWorkbook:
    """The unit's template with values in its slots."""
    layout = lay_out(round.forms, (unit,))
    sheets: dict[str, Cells] = {name: {(1, 1): "Tiêu đề"} for name in layout.sheets}
    for area in layout.areas:
        _draw(sheets[area.sheet], area)
    for area in {area.sheet: area for area in layout.areas}.values():
        _sign(sheets[area.sheet], max(area.last_row, area.total_row), unit)
    for slot in layout.slots:
        if slot.key in filled:
            sheets[slot.sheet][slot.row, slot.col] = filled[slot.key]
    found = [sheet_of(name, cells) for name, cells in sheets.items()]
    return RawWorkbook((*found, *((stamp_sheet(round, unit.unit_id),) if stamp else ())))


def stamp_sheet(round: Round, unit_id: str, round_id: str = "") -> RawSheet:
    forms = tuple((form.id, form.version) for form in round.forms)
    asked = tuple(unit for unit in round.units if unit.unit_id == unit_id) or round.units
    digest = lay_out(round.forms, asked).digest
    rows = encode_stamp(Stamp(round=round_id or round.id, unit_id=unit_id, forms=forms, layout=digest))
    return RawSheet(STAMP_SHEET, "very_hidden", rows)


def sheet_of(name: str, cells: Cells) -> RawSheet:
    height = max(row for row, _ in cells) + 1
    width = max(col for _, col in cells) + 1
    return RawSheet(
        name, "visible", tuple(tuple(cells.get((row, col)) for col in range(width)) for row in range(height))
    )


def change(raw: RawWorkbook, name: str, rows: list[tuple[RawValue, ...]], new: str = "") -> RawWorkbook:
    """The workbook with one sheet's rows (and name) replaced."""
    return replace(
        raw,
        sheets=tuple(
            replace(sheet, rows=tuple(rows), name=new or name) if sheet.name == name else sheet
            for sheet in raw.sheets
        ),
    )


def _field(area: BlockArea, key: Key) -> Field | None:
    return next((item for item in area.columns if key.field in (item.code, *item.pair)), None)


def _draw(cells: Cells, area: BlockArea) -> None:
    cells[area.title_row, NUMBER_COL] = area.block.label.vi
    cells[area.tick_row, CODE_COL] = area.none_code
    match area.block.kind:
        case BlockKind.FIELDS:
            row = area.first_row
            for item in area.columns:
                for code in rows_of(item):
                    cells[row, CODE_COL] = code
                    cells[row, LABEL_COL] = printed_label(item, code)
                    cells[row, MEASURE_COL] = (item.measure.vi if code == item.code else "") or None
                    row += 1
        case BlockKind.GRID:
            for at, line in enumerate(area.block.rows):
                cells[area.first_row + at, CODE_COL] = line.code
                cells[area.first_row + at, LABEL_COL] = line.label.vi
        case _:
            for at in range(area.block.lines):
                cells[area.first_row + at, CODE_COL] = line_code(area.block.id, at + 1)
                cells[area.first_row + at, NUMBER_COL] = float(at + 1)
    if area.code_row >= 0:
        for at, item in enumerate(area.columns):
            cells[area.code_row, area.first_col + at] = item.code
            cells[area.first_row - 1, area.first_col + at] = item.label.vi


def _sign(cells: Cells, last: int, unit: Unit) -> None:
    place = unit.name.removeprefix(unit.type).strip() if not unit.is_own else "Bình Sơn"
    cells[last + 1, MEASURE_COL] = f"{place}, ngày 20 tháng 6 năm 2024"
    cells[last + 2, NUMBER_COL] = "Người lập biểu"
    cells[last + 3, LABEL_COL] = "Nguyễn Văn Mẫu"
