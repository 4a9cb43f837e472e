"""A listing is written as the same cells one by one would be, and within bounds."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from toolkit.files.listing import Listing
from toolkit.files.model import Area, Cell, Sheet, Style, Value, WorkbookPlan
from toolkit.files.write_workbook import write_workbook
from toolkit.files.write_workbook_checks import PlanError

PLAIN, DATED = Style(), Style(number_format="dd/mm/yyyy")
VALUES: tuple[Value, ...] = (
    3, Decimal("98.15"), "=1+1", "", "bao_tro_xa_hoi", "  hai dấu cách ", 0, Decimal("1E+3"), -7, "0123", "\ud800", "<r>&",
)  # fmt: skip


def listing(values: tuple[Value, ...] = VALUES, looks: tuple[Style, ...] = ()) -> Listing:
    return Listing(
        head=("Đơn vị", "Giá trị", "Ghi chú"), head_style=Style(bold=True), styles=(PLAIN, PLAIN, PLAIN),
        rows=tuple((f"Xã {at}", value, None if at % 2 else "có") for at, value in enumerate(values)), datum=1,
        looks=looks or (PLAIN,) * len(values), about=tuple(("C0@", str(at)) for at in range(len(values))),
    )  # fmt: skip


def plan(cells: object, **rest: object) -> WorkbookPlan:
    sheet = Sheet(name="Dữ liệu", cells=cells, **rest)  # type: ignore[arg-type]
    return WorkbookPlan(sheets=(sheet,), created=datetime(2024, 6, 14))


def read(content: bytes) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content))["Dữ liệu"]]


def test_it_reads_as_the_same_cells_written_one_by_one() -> None:
    rows = listing()
    content, one_by_one = write_workbook(plan(rows)), write_workbook(plan(tuple(rows)))
    assert read(content) == read(one_by_one)
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Dữ liệu").to_python() == (
        CalamineWorkbook.from_filelike(io.BytesIO(one_by_one)).get_sheet_by_name("Dữ liệu").to_python()
    )


def test_it_is_the_sequence_of_its_cells() -> None:
    rows = listing()
    cells = tuple(rows)
    assert len(rows) == len(cells) == 3 + 2 * 12 + 6
    assert (rows[0], rows[-1], rows[3:5]) == (cells[0], cells[-1], cells[3:5])
    with pytest.raises(IndexError):
        rows[len(cells)]
    assert [cell.about for cell in cells if cell.about][:2] == [("C0@", "0"), ("C0@", "1")]
    assert listing() == listing()


def test_dates_and_looks_are_a_rows_own() -> None:
    rows = listing((date(2024, 6, 14), 5), (DATED, Style(number_format='"trên "#,##0')))
    sheet = load_workbook(io.BytesIO(write_workbook(plan(rows))))["Dữ liệu"]
    assert sheet["B2"].value == datetime(2024, 6, 14)
    assert sheet["B3"].number_format == '"trên "#,##0'


def test_the_same_rows_give_the_same_bytes() -> None:
    assert write_workbook(plan(listing())) == write_workbook(plan(listing()))


def test_its_texts_are_counted_as_often_as_they_stand() -> None:
    content = write_workbook(plan(listing(("một", "một", "hai"))))
    strings = zipfile.ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml").decode()
    assert 'count="11" uniqueCount="9"' in strings


def test_a_number_of_more_digits_than_excel_keeps_is_refused_with_its_place() -> None:
    with pytest.raises(PlanError, match="Dữ liệu!B3"):
        write_workbook(plan(listing((1, 10**16 + 1))))


def test_a_text_too_long_is_refused_with_its_place() -> None:
    with pytest.raises(PlanError, match="Dữ liệu!B2"):
        write_workbook(plan(listing(("x" * 32_768,))))


def test_more_rows_than_a_sheet_has_are_refused() -> None:
    row = ("Xã", 1, None)
    many = Listing(
        head=("a", "b", "c"), head_style=PLAIN, styles=(PLAIN,) * 3, rows=(row,) * 1_048_576, datum=1,
        looks=(PLAIN,) * 1_048_576, about=((),) * 1_048_576,
    )  # fmt: skip
    with pytest.raises(PlanError, match="rows"):
        write_workbook(plan(many))


def test_nothing_is_merged_in_a_listing() -> None:
    with pytest.raises(PlanError, match="merged"):
        write_workbook(plan(listing(), merges=(Area(0, 0, 0, 1),)))


def test_a_formulas_whole_number_is_cached_as_one() -> None:
    cells = (
        Cell(row=0, col=0, value=Decimal("276"), formula="=270+6"),
        Cell(row=0, col=1, value=Decimal("0.5"), formula="=1/2"),
    )
    content = write_workbook(plan(cells))
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<v>276</v>" in xml
    assert "<v>0.5</v>" in xml
