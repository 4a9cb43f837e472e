"""The consolidated workbook of a round with everything in it, computed anew by LibreOffice."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests import soffice as office
from tests.unit.workbook import decided, rich
from toolkit.files.model import WorkbookPlan, cell_name
from toolkit.files.write_workbook import write_workbook
from toolkit.text import Lang
from toolkit.workbook.consolidated import plan_consolidated


@pytest.mark.needs_soffice
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_recalculated_it_shows_what_was_cached_and_the_totals(tmp_path: Path, lang: Lang) -> None:
    planned = plan_consolidated(
        rich.ROUND, rich.checked(), rich.totals(0), rich.standings(), rich.OFFICE, lang
    )
    assert_same_anew(planned, tmp_path)


@pytest.mark.needs_soffice
def test_over_units_agencies_and_adjustments_the_formulas_give_the_totals(tmp_path: Path) -> None:
    totals = decided.totals()
    planned = plan_consolidated(
        rich.ROUND, decided.checked(), totals, rich.standings(), rich.OFFICE, "vi", told=decided.rows()
    )
    assert_same_anew(planned, tmp_path)
    moved = [total for total in totals.totals if total.adjustment]
    assert len(moved) >= 7
    shown = {cell.value for one in planned.sheets for cell in one.cells if cell.formula}
    assert {total.value for total in moved} <= shown


def assert_same_anew(planned: WorkbookPlan, folder: Path) -> None:
    """Every formula gives what was written with it."""
    path = folder / "consolidated.xlsx"
    path.write_bytes(write_workbook(planned))
    book = openpyxl.load_workbook(office.recalculate(path), data_only=True)
    formulas = [(one.name, cell) for one in planned.sheets for cell in one.cells if cell.formula]
    assert len(formulas) > 40
    wrong = [
        (name, cell_name(cell.row, cell.col), cell.formula, cell.value, got)
        for name, cell in formulas
        if not same(cell.value, got := book[name].cell(cell.row + 1, cell.col + 1).value)
    ]
    assert wrong == []


def same(cached: object, got: object) -> bool:
    if isinstance(cached, str):
        return cached == got
    assert isinstance(cached, int | Decimal)
    return isinstance(got, int | float) and abs(Decimal(repr(got)) - Decimal(cached)) <= Decimal("1e-9")
