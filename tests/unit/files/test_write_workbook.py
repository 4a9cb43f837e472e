"""A plan becomes a workbook: exact numbers, texts as texts, the same bytes, and nothing that Excel would mend or refuse."""

import errno
import io
import struct
import zipfile
from contextlib import nullcontext
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from toolkit.errors import OutputError
from toolkit.files.fill_workbook import fill_workbook
from toolkit.files.model import (
    Area,
    Cell,
    Conditional,
    Page,
    Protection,
    Sheet,
    Style,
    Validation,
    Value,
    WorkbookPlan,
)
from toolkit.files.write_workbook import write_workbook
from toolkit.files.write_workbook_checks import PlanError, check_formula, exact_float
from toolkit.files.write_workbook_package import of_no_system


def _plan(*cells: Cell, **properties: object) -> WorkbookPlan:
    sheet = Sheet(name="Số liệu", cells=cells, **properties)  # type: ignore[arg-type]
    return WorkbookPlan(sheets=(sheet,), created=datetime(2024, 6, 14))


def _read(plan: WorkbookPlan, values: bool = False) -> Worksheet:
    return load_workbook(io.BytesIO(write_workbook(plan)), data_only=values)["Số liệu"]


def one_cell(value: Value, **rest: object) -> WorkbookPlan:
    return _plan(Cell(row=0, col=0, value=value, **rest))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@x", "0123", "http://a.vn", "{=1}", "<r>", " a "]
)
def test_a_text_stays_a_text(text: str) -> None:
    cell = _read(one_cell(text))["A1"]
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize(
    "value",
    [
        0,
        -7,
        999_999_999_999_999,
        Decimal("98.15"),
        Decimal("0.1"),
        Decimal("12345678901234.5"),
        Decimal("1E+3"),
    ],
)
def test_a_number_is_written_exactly(value: Decimal | int) -> None:
    read = _read(one_cell(value))["A1"].value
    assert Decimal(repr(read)) == value


@pytest.mark.parametrize(
    "value", [10**15 + 1, Decimal("0.1234567890123456"), Decimal("NaN"), Decimal("Infinity")]
)
def test_a_number_that_excel_would_round_is_an_error_with_its_place(value: Decimal | int) -> None:
    with pytest.raises(PlanError) as error:
        write_workbook(one_cell(value))
    assert "Số liệu!A1" in str(error.value)


@settings(max_examples=150)
@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 12))
def test_every_number_of_fifteen_digits_survives(digits: int, scale: int) -> None:
    exact = Decimal(digits).scaleb(-scale)
    assert Decimal(repr(float(f"{exact_float(exact):.16G}"))) == exact


def test_dates_and_yes_no_are_written_as_what_they_are() -> None:
    sheet = _read(_plan(Cell(row=0, col=0, value=date(2024, 6, 14)), Cell(row=0, col=1, value=True)))
    assert sheet["A1"].value == datetime(2024, 6, 14)
    assert sheet["A1"].number_format == "dd/mm/yyyy"
    assert sheet["B1"].value is True


@pytest.mark.parametrize("cached", [3, Decimal("2.5"), "Chưa kiểm tra", True])
def test_a_formula_carries_its_cached_value(cached: Value) -> None:
    plan = one_cell(cached, formula="=SUM(B1:C1)")
    assert _read(plan)["A1"].value == "=SUM(B1:C1)"
    assert _read(plan, values=True)["A1"].value == (float(cached) if isinstance(cached, Decimal) else cached)


@pytest.mark.parametrize(
    "formula",
    ["SUM(A1)", "=XLOOKUP(A1,B:B,C:C)", "=LET(x,1,x)", "=NOW()", "=INDIRECT(A1)", "=SUM(A1", f'=LEN("{"a" * 256}")',
     "=" + "+".join(["A1"] * 4000)],
)  # fmt: skip
def test_a_formula_beyond_excel_2010_is_refused(formula: str) -> None:
    with pytest.raises(PlanError):
        check_formula(formula, "S!A1")


def test_words_inside_texts_and_sheet_names_are_no_functions() -> None:
    check_formula("=IF('Now (1)'!A1=\"TODAY()\",1,0)", "S!A1")


def test_the_same_plan_gives_the_same_bytes_and_no_clock_or_name() -> None:
    plan = _plan(
        Cell(row=0, col=0, value="a", comment="xem lại"),
        Cell(row=1, col=1, value=1, link="internal:'Số liệu'!A1"),
    )
    data = write_workbook(plan)
    assert data == write_workbook(plan)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 31, 0, 0, 0)}
    properties = load_workbook(io.BytesIO(data)).properties
    assert (properties.created, properties.modified) == (datetime(2024, 6, 14), datetime(2024, 6, 14))
    assert not properties.creator and not properties.lastModifiedBy


def test_a_number_with_a_link_stays_a_number() -> None:
    cell = _read(_plan(Cell(row=0, col=0, value=5, link="internal:'Số liệu'!B2")))["A1"]
    assert cell.value == 5
    assert cell.hyperlink.location == "'Số liệu'!B2"


def test_what_is_set_up_is_in_the_file() -> None:
    plan = _plan(
        Cell(row=0, col=0, value="Đầu", style=Style(bold=True, fill="#FFFF00", locked=False)),
        merges=(Area(0, 0, 0, 2),),
        widths={0: 20.0},
        heights={1: 30.0},
        hidden_columns=(3,),
        hidden_rows=(4,),
        protection=Protection(sort=True, filter=True),
        filter=Area(5, 0, 9, 2),
        freeze=(1, 1),
        page=Page(landscape=True, repeat_rows=(0, 0), area=Area(0, 0, 9, 2)),
        validations=(
            Validation(area=Area(6, 0, 9, 0), kind="whole", minimum=0, alert="warning", prompt="Số nguyên"),
        ),
        conditionals=(Conditional(Area(6, 0, 9, 0), "=A7>3", Style(fill="#FFC7CE")),),
    )
    sheet = _read(plan)
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet.column_dimensions["D"].hidden and sheet.row_dimensions[5].hidden
    assert sheet.row_dimensions[2].height == 30
    assert sheet.protection.sheet and not sheet.protection.sort and not sheet.protection.autoFilter
    assert sheet["A1"].protection.locked is False and sheet["A1"].font.name == "Times New Roman"
    assert sheet.auto_filter.ref == "A6:C10" and sheet.freeze_panes == "B2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    (validation,) = sheet.data_validations.dataValidation
    assert (validation.type, validation.operator, validation.errorStyle) == (
        "whole",
        "greaterThanOrEqual",
        "warning",
    )


_HERE = Area(0, 0, 0, 0)


@pytest.mark.parametrize(
    "plan",
    [
        one_cell("a" * 32_768),
        one_cell("a", link="internal:" + "a" * 2_100),
        _plan(Cell(row=1_048_576, col=0, value=1)),
        _plan(Cell(row=0, col=16_384, value="a")),
        _plan(Cell(row=-1, col=0, value="a")),
        _plan(Cell(row=0, col=0, value=1), Cell(row=0, col=0, value=2)),
        _plan(Cell(row=0, col=1, value=1), merges=(Area(0, 0, 0, 1),)),
        _plan(merges=(_HERE,)),
        _plan(merges=(Area(0, 0, 1, 1), Area(1, 1, 2, 2))),
        _plan(widths={0: 256.0}),
        _plan(heights={0: 410.0}),
        _plan(zoom=5),
        _plan(page=Page(footer="a" * 256)),
        _plan(validations=(Validation(area=_HERE, kind="any", prompt_title="a" * 33, prompt="a"),)),
        _plan(validations=(Validation(area=_HERE, kind="any", prompt="a" * 256),)),
        _plan(validations=(Validation(area=_HERE, kind="list", choices=tuple("abcdefgh" * 32)),)),
        _plan(validations=(Validation(area=_HERE, kind="list", choices=("a, b",)),)),
        _plan(validations=(Validation(area=_HERE, kind="whole"),)),
        WorkbookPlan(sheets=(Sheet(name="a" * 32),)),
        WorkbookPlan(sheets=(Sheet(name="a/b"),)),
        WorkbookPlan(sheets=(Sheet(name="Tổng"), Sheet(name="TỔNG"))),
        WorkbookPlan(sheets=(Sheet(name="a", state="hidden"),)),
        WorkbookPlan(sheets=(Sheet(name="a"),), names={"A1": "='a'!$A$1"}),
        WorkbookPlan(sheets=(Sheet(name="a"),), names={"bad name": "='a'!$A$1"}),
    ],
)  # fmt: skip
def test_what_xlsxwriter_only_warns_of_is_an_error(plan: WorkbookPlan) -> None:
    with pytest.raises(PlanError):
        write_workbook(plan)


def test_characters_that_no_workbook_holds_are_shown_as_replaced() -> None:
    assert _read(one_cell("a\ufffeb\ud800"))["A1"].value == "a\ufffdb\ufffd"


def test_filling_keeps_texts_and_gives_the_same_bytes() -> None:
    template = write_workbook(_plan(Cell(row=0, col=0, value="a")))
    typed = {"Số liệu": {"B1": "=1+1", "B2": 5, "B3": date(2024, 1, 2)}}
    data = fill_workbook(template, typed)
    assert data == fill_workbook(template, typed)
    book = load_workbook(io.BytesIO(data))
    sheet = book["Số liệu"]
    assert (sheet["B1"].value, sheet["B1"].data_type, sheet["B2"].value) == ("=1+1", "s", 5)
    assert book.properties.modified == datetime(2020, 1, 1)
    with pytest.raises(KeyError):
        fill_workbook(template, {"không có": {"A1": 1}})


@pytest.mark.parametrize("text", ["bao_tro_xa_hoi", "_xa__xb_c", "a_x0041_b"])
def test_what_libreoffice_would_take_for_an_escape_reads_back_as_it_is(text: str) -> None:
    data = write_workbook(one_cell(text))
    assert load_workbook(io.BytesIO(data))["Số liệu"]["A1"].value == text
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python() == [[text]]


def test_its_directory_says_nothing_of_the_system_it_was_written_on() -> None:
    with zipfile.ZipFile(io.BytesIO(write_workbook(one_cell("x")))) as package:
        assert package.testzip() is None
        for entry in package.infolist():
            assert (entry.create_system, entry.external_attr, entry.date_time) == (
                0,
                0,
                (1980, 1, 31, 0, 0, 0),
            )


def test_of_a_package_only_what_says_where_and_when_is_changed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in ("PK\x01\x02.xml", "hai.xml"):
            entry = zipfile.ZipInfo(name, (2024, 6, 14, 7, 30, 8))
            entry.create_system, entry.external_attr, entry.comment = 3, 0o644 << 16, b"PK"
            package.writestr(entry, b"PK\x01\x02" * 20)
    data = of_no_system(out.getvalue())
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        assert [found.read(name) for name in found.namelist()] == [b"PK\x01\x02" * 20] * 2
        assert {(entry.create_system, entry.external_attr) for entry in found.infolist()} == {(0, 0)}
        for entry in found.infolist():
            in_its_head = data[entry.header_offset + 10 :][:4]
            assert (entry.date_time, in_its_head) == ((1980, 1, 31, 0, 0, 0), struct.pack("<HH", 0, 63))


def test_a_workbook_is_the_same_whether_its_parts_were_in_memory_or_in_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = _plan(*(Cell(row=row, col=0, value=f"dòng {row}") for row in range(20)))
    in_memory = write_workbook(plan)
    monkeypatch.setattr("toolkit.files.write_workbook._CELLS_IN_MEMORY", 19)
    assert write_workbook(plan) == in_memory


def test_what_a_formula_quotes_stays_as_it_is() -> None:
    formula = 'A1="ACOT(1)"'
    sheet = _read(_plan(conditionals=(Conditional(Area(0, 0, 0, 0), f"={formula}", Style(bold=True)),)))
    assert [rule.formula for one in sheet.conditional_formatting for rule in one.rules] == [[formula]]


def test_where_temporary_files_cannot_be_written_staff_are_told_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = nullcontext(str(tmp_path / "gone"))
    monkeypatch.setattr("toolkit.files.write_workbook.TemporaryDirectory", lambda **_: gone)
    monkeypatch.setattr("toolkit.files.write_workbook._CELLS_IN_MEMORY", 0)
    with pytest.raises(OutputError) as told:
        write_workbook(one_cell("x"))
    assert (told.value.key, told.value.exit_code) == ("output.failed", 4)


def test_a_full_disk_for_temporary_files_is_told_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("toolkit.files.write_workbook.TemporaryDirectory", full)
    with pytest.raises(OutputError) as told:
        write_workbook(one_cell("x"))
    assert (told.value.key, told.value.exit_code) == ("output.full", 4)


def test_nothing_is_left_of_temporary_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("toolkit.files.write_workbook._CELLS_IN_MEMORY", 0)
    write_workbook(one_cell("x"))
    with pytest.raises(PlanError):
        write_workbook(one_cell("x" * 32_768))
    assert not [*tmp_path.iterdir()]
