"""What a file says besides values: formulas, hidden cells, figures outside the form, other versions, what is not asked."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.forms import SMALL_FORM, small_form, small_round
from tests.mess.forms import shipped_round
from tests.unit.intake.returned import Filled, a_round, expected, values
from tests.unit.intake.sent import Book, Page, sent
from toolkit.files.model import RawSheet, RawWorkbook, cell_name
from toolkit.findings import Finding, Severity
from toolkit.form.layout import COMPUTED_COL, INPUT_COL, lay_out
from toolkit.form.model import Key
from toolkit.intake.formulas import Sums, refers_elsewhere
from toolkit.intake.model import Entry, State
from toolkit.intake.read import read_content

ROUND = a_round()
UNIT, OWN = ROUND.units[0], ROUND.units[-1]
FILLED = values(ROUND, UNIT)
FORM = ROUND.forms[0].id
LAYOUT = lay_out(ROUND.forms, (UNIT,))
DOSSIERS = Key(FORM, "figures", "dossier_received")
SLOT = LAYOUT.slot(DOSSIERS)
SPOT = (SLOT.sheet, SLOT.row, SLOT.col)


def read(raw: RawWorkbook) -> tuple[dict[Key, Entry], tuple[Finding, ...]]:
    content = read_content(raw, ROUND, UNIT)
    entries, findings = content.entries, content.findings
    return {entry.key: entry for entry in entries}, findings


def said(book: Book) -> dict[str, Finding]:
    return {finding.code: finding for finding in read(book.raw())[1]}


def filled() -> tuple[Book, Page]:
    book = sent(ROUND, UNIT)
    return book, book.page("Số liệu")


def with_formula(formula: str, value: float | None, uncalculated: bool) -> RawWorkbook:
    book, page = filled()
    page.formulas[SPOT[1:]] = formula
    if value is None:
        del page.cells[SPOT[1:]]
    else:
        page.cells[SPOT[1:]] = value
    return replace(book.raw(), uncalculated=frozenset({SPOT} if uncalculated else ()))


def test_a_simple_sum_without_a_result_is_computed() -> None:
    """Whether the cell is empty, or shows the 0 of a program that never calculates."""
    row = SLOT.row
    formula = f"=SUM({cell_name(row + 1, INPUT_COL)}:{cell_name(row + 2, INPUT_COL)})+1"
    parts = [FILLED[Key(FORM, "figures", code)] for code in ("dossier_online", "dossier_direct")]
    for value in (None, 0.0):
        entries, findings = read(with_formula(formula, value, uncalculated=True))
        assert entries[DOSSIERS].value == sum(int(part) for part in parts) + 1  # type: ignore[call-overload]
        assert [(f.code, f.severity) for f in findings] == [("STR-025", Severity.INFO)]


@pytest.mark.parametrize(
    "formula", ["=SUM(C13:C14)", "=A1*2", "=Sheet2!A1+1", "=SUM(E14:E15", "=IF(1,2,3)", ""]
)
def test_any_other_formula_without_a_result_is_uncalculated(formula: str) -> None:
    entries, findings = read(with_formula(formula, None, uncalculated=True))
    assert entries[DOSSIERS].state is State.UNCALCULATED
    assert [finding.code for finding in findings] == ["NUM-009"]


def test_a_calculated_formula_counts_and_one_of_another_workbook_is_named() -> None:
    entries, findings = read(with_formula("=10+2", 12.0, uncalculated=False))
    assert (entries[DOSSIERS].value, findings) == (12, ())
    entries, findings = read(with_formula("=[1]Sheet1!A1", 12.0, uncalculated=False))
    assert entries[DOSSIERS].value == 12
    assert [(f.code, f.place.field) for f in findings] == [("STR-024", "dossier_received")]


@pytest.mark.parametrize(
    "formula", ["='D:\\so lieu\\[Thang 6.xlsx]Sheet1'!B2", "=[2]A!B1", "='file:///a.ods'#$A.B1"]
)
def test_what_refers_to_another_workbook(formula: str) -> None:
    assert refers_elsewhere(formula)
    assert not refers_elsewhere("='Số liệu'!E5+SUM(A1:A3)")


_Cell = st.one_of(st.none(), st.integers(-(10**6), 10**6), st.decimals(-1000, 1000, places=2).map(float))


@given(cells=st.lists(_Cell, min_size=3, max_size=3), constant=st.integers(0, 99))
def test_a_sum_is_exact_and_a_blank_counts_as_nothing(cells: list[float | None], constant: int) -> None:
    sheet = RawSheet("A", "visible", (tuple(cells),))
    one, two, three = (Decimal(str(value)) if value is not None else Decimal(0) for value in cells)
    raw = RawWorkbook((sheet,))

    def exact(formula: str) -> Decimal:
        value = Sums(raw).result(sheet, formula)
        assert value is not None
        return Decimal(f"{value:.15g}")

    assert exact("=SUM(A1:C1)") == one + two + three
    assert exact(f"=$A$1-B1+{constant}") == one - two + constant
    assert exact("=-SUM(A1,C1)+SUM(Z9:Z12)") == -(one + three)


def test_a_sum_over_an_error_or_a_text_is_none() -> None:
    sheet = RawSheet("A", "visible", ((1.0, "hai"), (2.0,)))
    assert Sums(RawWorkbook((sheet,))).result(sheet, "=SUM(A1:B1)") is None
    assert Sums(RawWorkbook((sheet,), errors={("A", 0, 7): "#REF!"})).result(sheet, "=SUM(A1,H1)") is None
    assert Sums(RawWorkbook((sheet,), uncalculated=frozenset({("A", 9, 0)}))).result(sheet, "=A1+A10") is None


def test_a_computed_cell_typed_over_is_compared_with_its_parts() -> None:
    book, page = filled()
    slot = LAYOUT.slot(Key(FORM, "figures", "visual_total"))
    parts = sum(int(FILLED[Key(FORM, "figures", code)]) for code in ("banner", "panel"))  # type: ignore[call-overload]
    del page.formulas[slot.row, slot.col]
    page.cells[slot.row, slot.col] = float(parts)
    assert said(book) == {}
    page.cells[slot.row, slot.col] = 999.0
    finding = said(book)["STR-026"]
    assert (finding.place.field, finding.severity) == ("visual_total", Severity.WARNING)
    assert f"“999” ≠ “{parts}”" in finding.message.vi


def test_a_total_row_typed_over_is_compared_with_its_column() -> None:
    book = sent(ROUND, UNIT)
    page, area = book.page("Hồ sơ"), LAYOUT.area(FORM, "dossiers")
    page.formulas.pop((area.total_row, area.first_col))
    page.cells[area.total_row, area.first_col] = 1.0
    finding = said(book)["STR-026"]
    assert finding.place.cell == cell_name(area.total_row, area.first_col)


def test_hidden_values_count_and_are_named_once() -> None:
    book, page = filled()
    page.hidden_rows |= {SLOT.row, SLOT.row + 1}
    (finding,) = said(book).values()
    assert (finding.code, finding.severity) == ("STR-021", Severity.WARNING)
    assert [place.field for place in (finding.place, *finding.related)] == [
        "dossier_received",
        "dossier_online",
    ]
    page.hidden_rows, page.state = set(), "hidden"
    assert set(said(book)) == {"STR-021"}


def test_figures_outside_the_form_are_one_finding_a_sheet() -> None:
    book, page = filled()
    page.cells |= {(SLOT.row, 12): 5.0, (SLOT.row + 1, 12): 6.0, (70, 3): 2024.0, (71, 3): "Nguyễn Văn Mẫu"}
    book.pages.append(Page("Tháng trước", cells={(0, 0): "Hồ sơ", (1, 0): 7.0, (2, 0): 8.0}))
    book.pages.append(Page("Ghi chú", cells={(0, 0): "Đề nghị xem công văn kèm theo"}))
    findings = said(book)
    assert set(findings) == {"STR-027", "STR-028"}
    outside = findings["STR-027"]
    assert {place.cell for place in (outside.place, *outside.related)} == {
        cell_name(SLOT.row, 12), cell_name(SLOT.row + 1, 12), "D71",
    }  # fmt: skip
    assert findings["STR-028"].place.sheet == "Tháng trước"


def test_a_value_beside_its_blank_input_is_held_whatever_the_column() -> None:
    for col in (COMPUTED_COL, 9):
        book, page = filled()
        page.cells[SLOT.row, col] = page.cells.pop((SLOT.row, SLOT.col))
        entries, findings = read(book.raw())
        assert entries[DOSSIERS].state is State.TEXT
        (finding,) = findings
        assert finding.code == "STR-013"
        assert cell_name(SLOT.row, col) in {place.cell for place in (finding.place, *finding.related)}


def test_a_cell_says_what_it_held_before_its_letters_were_modernised() -> None:
    book, _ = filled()
    slot = LAYOUT.slot(Key(FORM, "spending", "contact"))
    entries = read_content(
        book.raw(), ROUND, UNIT, originals={(slot.sheet, slot.row, slot.col): "B¸o c¸o"}
    ).entries
    assert next(e.raw for e in entries if e.key.field == "contact") == "B¸o c¸o"


def _older(text: str, filled: Filled) -> RawWorkbook:
    """The workbook of another version of the form, filled in where the field is asked in both."""
    round = small_round(small_form(text))
    return sent(round, round.units[0], filled).raw()


def test_another_version_of_a_form_is_read_by_code_and_what_differs_is_two_findings() -> None:
    text = SMALL_FORM.replace("      banner:\n", "      posters:\n").replace(
        "banner + panel", "posters + panel"
    )
    text = text.replace(
        "rows:\n      ho_tich:", "rows:\n      dan_toc: {vi: Dân tộc, en: Ethnic}\n      ho_tich:"
    )
    raw = _older(text, {key: value for key, value in FILLED.items() if key.field != "banner"})
    content = read_content(raw, ROUND, UNIT, other_versions=frozenset({FORM}))
    entries, findings = content.entries, content.findings
    found = {entry.key: entry for entry in entries}
    for key, value in FILLED.items():
        if key.field != "banner":
            assert found[key].value == expected(ROUND, UNIT, key, value)
    lacking, unknown = findings
    assert [(f.code, f.severity) for f in findings] == [
        ("STR-029", Severity.WARNING),
        ("STR-030", Severity.WARNING),
    ]
    assert lacking.place.field == "banner" and "Băng rôn" in lacking.message.vi
    assert "posters" in unknown.message.vi and "Dân tộc (dan_toc)" in unknown.message.vi


def test_what_is_not_asked_of_a_unit_and_filled_is_named_in_every_kind_of_block() -> None:
    book = sent(ROUND, OWN, {}, units=ROUND.units)
    common = lay_out(ROUND.forms, ROUND.units)
    households = common.slot(Key(FORM, "figures", "household_total"))
    grid = [slot for slot in common.slots if slot.key.block == "dossiers" and slot.typed]
    for slot in (households, *grid):
        book.page(slot.sheet).cells[slot.row, slot.col] = 3.0
    content = read_content(book.raw(), ROUND, OWN)
    entries, findings = content.entries, content.findings
    assert {entry.state for entry in entries} == {State.BLANK}
    assert [(f.code, f.place.block, len(f.related)) for f in findings] == [
        ("STR-009", "figures", 0),
        ("STR-009", "dossiers", len(grid) - 1),
    ]


def test_many_fields_that_are_not_asked_are_one_mistake() -> None:
    round = shipped_round("cchc_communication", Random(1))
    own = round.units[-1]
    book = sent(round, own, {}, units=round.units)
    asked = {slot.key for slot in lay_out(round.forms, (own,)).slots}
    others = [
        slot for slot in lay_out(round.forms, round.units).slots if slot.typed and slot.key not in asked
    ]
    filled = [slot for slot in others if not slot.key.row][:5]
    for slot in filled:
        book.page(slot.sheet).cells[slot.row, slot.col] = 3.0
    (finding,) = (
        one for one in read_content(book.raw(), round, own).findings if one.code.startswith("STR-0")
    )
    assert (finding.code, 1 + len(finding.related)) == ("STR-040", 5)
    assert finding.message.vi.count("“") >= 3
