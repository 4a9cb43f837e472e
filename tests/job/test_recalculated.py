"""The demo's workbooks, calculated anew by LibreOffice: every formula gives the number that was written with it."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests import soffice as office
from tests.job.conftest import Demo

pytestmark = [pytest.mark.slow, pytest.mark.needs_soffice, pytest.mark.timeout(300)]


@pytest.mark.parametrize("act", ["provisional", "outputs"])
def test_consolidated_formulas_give_what_is_cached(demo: Demo, tmp_path: Path, act: str) -> None:
    path = tmp_path / "consolidated.xlsx"
    path.write_bytes((getattr(demo, act) / "consolidated.xlsx").read_bytes())
    assert _compare(path, office.recalculate(path)) > 100


def test_a_templates_formulas_give_what_is_cached(demo: Demo, tmp_path: Path) -> None:
    (template,) = (demo.outputs / "templates").glob("21091 *.xlsx")
    path = tmp_path / "template.xlsx"
    path.write_bytes(template.read_bytes())
    assert _compare(path, office.recalculate(path)) > 10


def _compare(written: Path, recalculated: Path) -> int:
    """Compare cached values formula by formula; gives how many there were."""
    formulas = openpyxl.load_workbook(written)
    cached, anew = (openpyxl.load_workbook(path, data_only=True) for path in (written, recalculated))
    count = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    count += 1
                    before, after = (book[sheet.title][cell.coordinate].value for book in (cached, anew))
                    assert _same(before, after), f"{sheet.title}!{cell.coordinate}: {before!r}, {after!r}"
    return count


def _same(before: object, after: object) -> bool:
    if isinstance(before, int | float) and isinstance(after, int | float):
        return abs(Decimal(str(before)) - Decimal(str(after))) <= Decimal("1e-9")
    return (before or "") == (after or "")
