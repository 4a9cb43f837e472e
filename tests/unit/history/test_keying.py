"""The keying sheet as a plan, and read back: by its hidden codes, confirmed rows alone."""

from dataclasses import replace
from functools import cache

import pytest

from tests.history_reports import IN_WORDS
from tests.unit.history.reading import read, shipped_form
from toolkit.errors import UsageError
from toolkit.files.model import Cell, RawWorkbook, Sheet, WorkbookPlan, cell_name
from toolkit.files.read_workbook import read_workbook
from toolkit.files.write_workbook import write_workbook
from toolkit.form.model import Key, Qualifier
from toolkit.history.aims import aims_of
from toolkit.history.head import head_of
from toolkit.history.keying import COLUMNS, Sheeted, plan_keying
from toolkit.history.keying_read import Confirmed, is_keying, read_keying
from toolkit.history.mentions import mentions
from toolkit.history.model import Whose
from toolkit.history.propose import propose
from toolkit.units import Unit, Units

FORM = shipped_form("cchc_communication")
UNITS = Units(
    tuple(
        Unit(code=code, name=name, type="", level=level, parent=parent)
        for code, name, level, parent in (
            ("524", "Huyện", "district", ""),
            ("21040", "Châu Ổ", "commune", "524"),
        )
    )
)
WHOLE = "UBND huyện (số tổng hợp)"


@cache
def plan(lang: str = "vi") -> WorkbookPlan:
    aims, whose = aims_of(FORM), Whose(period=IN_WORDS.period)
    about = Sheeted(
        form=FORM, file="a.docx", sha256="0" * 64, head=head_of(IN_WORDS.document), whole=WHOLE,
        units={"21040": "21040 Châu Ổ"},
    )  # fmt: skip
    return plan_keying(about, aims, propose(aims, mentions(IN_WORDS.document, read, whose)), lang)  # type: ignore[arg-type]


def filled(made: WorkbookPlan, **typed: dict[str, object]) -> WorkbookPlan:
    """The plan with cells typed into: row's code (a field's, period, unit) to column's code to value."""
    (sheet, *others) = made.sheets
    rows = {
        str(cell.value).split("/")[-3 if "/" in str(cell.value) else 0]: cell.row
        for cell in sheet.cells
        if not cell.col
    }
    new = {
        (rows[f"__{code}" if code in {"period", "unit"} else code], COLUMNS.index(name) + 1): value
        for code, cells in typed.items()
        for name, value in cells.items()
    }
    cells = tuple(replace(cell, value=new.get((cell.row, cell.col), cell.value)) for cell in sheet.cells)
    return replace(made, sheets=(replace(sheet, cells=cells), *others))


def back(made: WorkbookPlan) -> Confirmed:
    raw = read_workbook(write_workbook(made))
    assert is_keying(raw)
    return read_keying(raw, "phiếu.xlsx", {FORM.id: FORM}, UNITS, "524", read)


YES = {"confirmed": "Đồng ý"}


def test_every_number_field_has_a_row_and_inputs_alone_can_be_typed_into() -> None:
    (sheet, left, choices, stamp) = plan().sheets
    codes = [cell.value for cell in sheet.cells if cell.col == 0 and "/" in str(cell.value)]
    assert len(codes) == len({aim.key for aim in aims_of(FORM)}) == len(set(codes))
    assert sheet.protection is not None and (left.state, choices.state, stamp.state) == (
        "visible",
        "hidden",
        "very_hidden",
    )
    unlocked = {COLUMNS[cell.col - 1] for cell in sheet.cells if not cell.style.locked}
    assert unlocked == {"value", "qualifier", "numerator", "denominator", "confirmed", "section", "document"}


def test_what_is_confirmed_comes_back_as_it_was_proposed() -> None:
    got = back(filled(plan(), period=YES, unit=YES, document_copy=YES, edoc_signed=YES, digital_plan=YES))
    rows = {row.key.field: row for row in got.rows}
    assert rows.keys() == {"document_copy", "edoc_signed", "digital_plan"}
    copies, signed = rows["document_copy"], rows["edoc_signed"]
    assert (copies.value, copies.qualifier, copies.period, copies.asker) == (
        5000,
        Qualifier.OVER,
        "2022-Q3",
        "524@",
    )
    assert (str(signed.value), signed.numerator, signed.denominator) == ("99.2", 5952, 6000)
    assert rows["digital_plan"].value == 20
    assert copies.source == "a.docx; 2. Về tuyên truyền"
    assert got.left_out == len(IN_WORDS.truth) - 3


def test_a_unit_from_the_list_makes_them_its_own() -> None:
    got = back(filled(plan(), period=YES, unit={**YES, "value": "21040 Châu Ổ"}, document_copy=YES))
    assert [(row.unit, row.asker) for row in got.rows] == [("21040@", "")]


def test_a_pair_alone_gives_the_exact_rate() -> None:
    made = filled(plan(), period=YES, unit=YES, satisfaction={**YES, "numerator": 106, "denominator": 108})
    (row,) = back(made).rows
    assert (str(row.value), row.numerator, row.denominator) == ("98.148148", 106, 108)


def test_rows_are_found_wherever_they_were_moved_to() -> None:
    made = filled(plan(), period=YES, unit=YES, document_copy=YES)
    (sheet, *others) = made.sheets
    moved = Sheet(
        name="khác",
        cells=tuple(
            replace(cell, row=cell.row + 3, col=cell.col + (2 if cell.col else 0)) for cell in sheet.cells
        ),
    )
    (row,) = back(replace(made, sheets=(moved, *others))).rows
    assert row.key == Key(FORM.id, "meetings", "document_copy")


def test_a_formula_is_refused_by_its_cell() -> None:
    made = filled(plan(), period=YES, unit=YES, document_copy=YES)
    (sheet, *others) = made.sheets
    at = next(cell.row for cell in sheet.cells if cell.col == 0 and "document_copy" in str(cell.value))
    col = COLUMNS.index("value") + 1
    cells = tuple(
        Cell(row=at, col=col, value=5, formula="=2+3") if (cell.row, cell.col) == (at, col) else cell
        for cell in sheet.cells
    )
    with pytest.raises(UsageError) as caught:
        back(replace(made, sheets=(replace(sheet, cells=cells), *others)))
    assert cell_name(at, col) in str(caught.value.params["cells"])


def test_an_english_sheet_is_read_as_well() -> None:
    got = back(
        filled(
            plan("en"),
            period={"confirmed": "Yes"},
            unit={"confirmed": "Yes"},
            document_copy={"confirmed": "Yes"},
        )
    )
    assert [row.qualifier for row in got.rows] == [Qualifier.OVER]


def test_another_workbook_is_no_keying_sheet() -> None:
    assert not is_keying(RawWorkbook(sheets=()))


def refused(made: WorkbookPlan) -> list[str]:
    with pytest.raises(UsageError) as caught:
        back(made)
    return str(caught.value.params["cells"]).splitlines()


@pytest.mark.parametrize(
    ("code", "typed", "told"),
    [
        ("document_copy", "1,234", "chưa rõ"),
        ("edoc_signed", 150, "nằm ngoài giới hạn"),
        ("edoc_signed", "101%", "nằm ngoài giới hạn"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_once(code: str, typed: object, told: str) -> None:
    cells = {**YES, "value": typed, "numerator": None, "denominator": None}
    (said,) = refused(filled(plan(), period=YES, unit=YES, **{code: cells}))
    assert told in said


def test_a_field_that_is_confirmed_twice_is_refused_in_both_rows() -> None:
    (sheet, *others) = filled(plan(), period=YES, unit=YES, document_copy=YES).sheets
    last = max(cell.row for cell in sheet.cells)
    at = next(cell.row for cell in sheet.cells if cell.col == 0 and "document_copy" in str(cell.value))
    copied = tuple(replace(cell, row=last + 1) for cell in sheet.cells if cell.row == at)
    again = replace(sheet, cells=(*sheet.cells, *copied))
    said = refused(replace(plan(), sheets=(again, *others)))
    assert len(said) == 2 and all("hai dòng" in one for one in said)
