"""A real template as a reader would find it: planned, filled, and taken back in without a file."""

from decimal import Decimal
from functools import cache

from tests.unit.intake.returned import Filled, a_round, sheet_of, values
from toolkit.files.model import RawSheet, RawValue, RawWorkbook, Sheet
from toolkit.form.layout import GUIDE_SHEET, STAMP_SHEET, lay_out
from toolkit.form.model import Round
from toolkit.office import Office
from toolkit.template.build import plan_template
from toolkit.template.sending import GUIDE_UNIT_ROW, GUIDE_VALUE_COL
from toolkit.units import Unit

OFFICE = Office(
    unit_code="10",
    name="UBND huyện Bình Sơn",
    area="huyện Bình Sơn",
    agency=("ỦY BAN NHÂN DÂN", "HUYỆN BÌNH SƠN"),
    place="Bình Sơn",
    symbol="BC-UBND",
    addressee=("UBND tỉnh Quảng Ngãi",),
    authority=("TM. ỦY BAN NHÂN DÂN",),
    recipients=("Như trên",),
)
Spot = tuple[str, int, int]


def template(round: Round, units: tuple[Unit, ...], filled: Filled | None = None) -> RawWorkbook:
    """The template of a unit, or the one common to several, with values in its slots (by default one in each)."""
    plan = plan_template(round, units, {}, OFFICE)
    known = values(round, units[0]) if filled is None else filled
    slots = {
        (s.sheet, s.row, s.col): known[s.key] for s in lay_out(round.forms, units).slots if s.key in known
    }
    formulas = {
        (sheet.name, cell.row, cell.col): cell.formula
        for sheet in plan.sheets
        for cell in sheet.cells
        if cell.formula
    }
    return RawWorkbook(tuple(_sheet(sheet, slots) for sheet in plan.sheets), formulas=formulas)


@cache
def sent(number: int) -> RawWorkbook:
    """The small round's template of one unit, filled."""
    return template(a_round(), (a_round().units[number],))


def with_cells(raw: RawWorkbook, cells: dict[Spot, RawValue]) -> RawWorkbook:
    """The workbook with some cells written over."""
    return RawWorkbook(
        tuple(
            _written(sheet, {(r, c): v for (name, r, c), v in cells.items() if name == sheet.name})
            for sheet in raw.sheets
        ),
        formulas={spot: text for spot, text in raw.formulas.items() if spot not in cells},
    )


def without_stamp(raw: RawWorkbook) -> RawWorkbook:
    """The workbook after its stamp's sheet was deleted."""
    return RawWorkbook(tuple(s for s in raw.sheets if s.name != STAMP_SHEET), formulas=raw.formulas)


def without_sheets(raw: RawWorkbook, *names: str) -> RawWorkbook:
    """The workbook after sheets were deleted."""
    return RawWorkbook(tuple(s for s in raw.sheets if s.name not in names), formulas=raw.formulas)


def chosen(raw: RawWorkbook, unit: RawValue) -> RawWorkbook:
    """The common template with a unit chosen or typed."""
    return with_cells(raw, {(GUIDE_SHEET, GUIDE_UNIT_ROW, GUIDE_VALUE_COL): unit})


def _sheet(sheet: Sheet, slots: dict[Spot, RawValue]) -> RawSheet:
    cells: dict[tuple[int, int], RawValue] = {}
    for cell in sheet.cells:
        number = isinstance(cell.value, int | Decimal) and not isinstance(cell.value, bool)
        cells[cell.row, cell.col] = float(cell.value) if number else cell.value  # type: ignore[arg-type,assignment]
    cells |= {(row, col): value for (name, row, col), value in slots.items() if name == sheet.name}
    return RawSheet(sheet.name, sheet.state, sheet_of(sheet.name, cells or {(0, 0): None}).rows)


def _written(sheet: RawSheet, cells: dict[tuple[int, int], RawValue]) -> RawSheet:
    every = {(r, c): value for r, row in enumerate(sheet.rows) for c, value in enumerate(row)} | cells
    return RawSheet(sheet.name, sheet.state, sheet_of(sheet.name, every).rows)
