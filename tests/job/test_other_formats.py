""".xls and .ods of LibreOffice, an independent writer: what they say besides values is what the .xlsx said."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.soffice import convert
from toolkit.files.model import Area, RawWorkbook
from toolkit.files.read_workbook import read_workbook

pytestmark = pytest.mark.needs_soffice

SHEET = "Số liệu"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for row in range(5, 15):
        sheet.cell(row, 2, row * 7)
        sheet.cell(row, 3, f"Xã {row}")
    formulas = {5: "=1/0", 6: "=NA()", 7: "=SUM(B5:B14)", 8: '=""', 9: '=B5&"x;["', 10: "=B5>3", 11: "=SUM(B5,B6)-2",
                12: "=Ẩn!$B$2*2", 13: "=SUM('X ''y'!A1:B2)"}  # fmt: skip
    for row, formula in formulas.items():
        sheet.cell(row, 4, formula)
    formats = {5: (0.985, "0.0%"), 6: (98, '0"%"'), 7: ("=B5/B10", "0%"), 9: (date(2024, 6, 8), "dd/mm/yyyy"),
               10: (timedelta(hours=30), "[h]:mm:ss"), 11: (time(7, 30), "h:mm")}  # fmt: skip
    for row, (value, shown) in formats.items():
        sheet.cell(row, 5, value).number_format = shown
    sheet["E8"] = True
    sheet["D14"] = "=1+1"
    sheet["D14"].comment = Comment("ghi chú", "xã")
    for row in (7, 12):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[400].hidden = True
    sheet["G5"] = "gộp"
    sheet.merge_cells("G5:H6")
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book["Ẩn"]["B2"] = 5
    book.create_sheet("X 'y")["A1"] = 3
    path = tmp_path_factory.mktemp("formats") / "bao cao.xlsx"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def converted(source: Path) -> dict[str, RawWorkbook]:
    return {
        kind: read_workbook(convert(source, kind, source.parent / "out").read_bytes())
        for kind in ("xls", "ods")
    }


@pytest.fixture(params=["xls", "ods"])
def raw(request: pytest.FixtureRequest, converted: dict[str, RawWorkbook]) -> RawWorkbook:
    return converted[request.param]


def places(cells: object) -> set[tuple[int, int]]:
    assert isinstance(cells, (frozenset, dict))
    return {(row, col) for sheet, row, col in cells if sheet == SHEET}


def test_errors_percentages_and_formulas_are_seen(raw: RawWorkbook) -> None:
    assert raw.errors == {(SHEET, 4, 3): "#DIV/0!", (SHEET, 5, 3): "#N/A"}
    assert raw.percents == {(SHEET, 4, 4), (SHEET, 6, 4)}
    assert raw.uncalculated == frozenset()
    assert places(raw.formulas) - {(7, 4)} == {(row, 3) for row in range(4, 14)} | {(6, 4)}


def test_values_are_what_was_entered(raw: RawWorkbook) -> None:
    sheet = raw.sheet(SHEET)
    assert sheet is not None
    assert [sheet.at(row, 3) for row in range(6, 14)] == [665, None, "35x;[", True, 75, 10, 3, 2]
    assert [sheet.at(row, 4) for row in range(4, 11)] == [
        0.985, 98, 0.5, True, date(2024, 6, 8), timedelta(hours=30), time(7, 30)
    ]  # fmt: skip
    assert sheet.at(7, 4) is True and sheet.at(9, 3) is True


def test_what_nobody_sees_is_told(raw: RawWorkbook) -> None:
    sheet = raw.sheet(SHEET)
    assert sheet is not None
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({6, 11}, {2})
    assert sheet.merged == (Area(4, 6, 5, 7),)
    assert [(one.name, one.state) for one in raw.sheets] == [
        (SHEET, "visible"),
        ("Ẩn", "hidden"),
        ("X 'y", "visible"),
    ]
    assert raw.modified is not None


def test_an_ods_tells_its_formulas_as_excel_writes_them(converted: dict[str, RawWorkbook]) -> None:
    raw = converted["ods"]
    told = {row + 1: text for (sheet, row, col), text in raw.formulas.items() if sheet == SHEET and col == 3}
    assert told == {
        5: "=1/0", 6: "=NA()", 7: "=SUM(B5:B14)", 8: '=""', 9: '=B5&"x;["', 10: "=B5>3", 11: "=SUM(B5,B6)-2",
        12: "=Ẩn!$B$2*2", 13: "=SUM('X ''y'!A1:B2)", 14: "=1+1",
    }  # fmt: skip
