"""Before LibreOffice is believed: it replaces a wrong cached value by what the formula gives."""

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests import soffice as office

WRONG = 999


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A workbook whose formulas are cached with a value that is not theirs."""
    path = tmp_path / "planted.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("S")
        sheet.write_column("A1", [1200, 53])
        sheet.write_formula("A3", "=SUM(A1:A2)", value=WRONG)
        sheet.write_formula("A4", "=ROUND(A3/7,2)", value=WRONG)
    assert _cached(path) == [1200, 53, WRONG, WRONG]
    return path


@pytest.mark.needs_soffice
def test_a_planted_wrong_cache_is_replaced(planted: Path) -> None:
    assert _cached(office.recalculate(planted)) == [1200, 53, 1253, 179]


@pytest.mark.needs_soffice
def test_the_original_is_left_alone(planted: Path) -> None:
    before = planted.read_bytes()
    copy = office.recalculate(planted)
    assert copy != planted
    assert planted.read_bytes() == before


@pytest.mark.needs_soffice
def test_what_cannot_be_converted_says_so(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"no absent\.pdf"):
        office.convert(tmp_path / "absent.xlsx", "pdf", tmp_path)


def _cached(path: Path) -> list[object]:
    book = openpyxl.load_workbook(path, data_only=True)
    return [row[0] for row in book["S"].iter_rows(values_only=True)]
