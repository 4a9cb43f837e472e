"""What a template promises to whoever reads it back: codes, locks, drop-downs, formulas, stamp, the same bytes."""

import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.forms import small_form, small_round
from toolkit.files.model import Sheet, WorkbookPlan, cell_name
from toolkit.files.write_workbook import write_workbook
from toolkit.form.layout import CHECK_SHEET, GUIDE_SHEET, STAMP_SHEET, Layout, lay_out, line_code, rows_of
from toolkit.form.load import load_form
from toolkit.form.model import BlockKind, Field, Form, Key, OverTime, Round
from toolkit.form.rules import At
from toolkit.form.stamp import decode_stamp
from toolkit.office import Office
from toolkit.periods import parse_period
from toolkit.template.build import plan_template
from toolkit.units import Unit

FORMS = Path(__file__).parents[3] / "input_templates"
OFFICE = Office(
    unit_code="10",
    name="UBND huyện Bình Sơn",
    area="huyện Bình Sơn",
    agency=("ỦY BAN NHÂN DÂN", "HUYỆN BÌNH SƠN"),
    place="Bình Sơn",
    symbol="BC-UBND",
    addressee=(),
    authority=(),
    recipients=(),
)


def _forms() -> list[Form]:
    shipped = sorted(FORMS.glob("*/form.yaml"))
    return [small_form(), *(load_form(path.read_bytes(), path.name) for path in shipped)]


ALL_FORMS = {form.id: form for form in _forms()}
COMMUNE, OWN = slice(1, 2), slice(-1, None)


def _asked(form: Form, which: slice) -> tuple[Round, tuple[Unit, ...]]:
    round_ = small_round(form)
    return round_, round_.units[which]


def _open(plan: WorkbookPlan) -> Workbook:
    return load_workbook(io.BytesIO(write_workbook(plan)))


def _unlocked(sheet: Worksheet) -> set[str]:
    return {cell.coordinate for line in sheet.iter_rows() for cell in line if not cell.protection.locked}


def _cells(sheet: Sheet) -> dict[tuple[int, int], object]:
    return {(cell.row, cell.col): cell.value for cell in sheet.cells}


def _sheet(plan: WorkbookPlan, name: str) -> Sheet:
    return next(sheet for sheet in plan.sheets if sheet.name == name)


@pytest.fixture(scope="module", params=[(name, which) for name in ALL_FORMS for which in ("commune", "all")])
def built(request: pytest.FixtureRequest) -> tuple[Layout, WorkbookPlan, Workbook]:
    form, which = request.param
    round_, units = _asked(ALL_FORMS[form], COMMUNE if which == "commune" else slice(None))
    plan = plan_template(round_, units, {}, OFFICE)
    return lay_out(round_.forms, units), plan, _open(plan)


def test_only_what_is_to_be_typed_is_unlocked(built: tuple[Layout, WorkbookPlan, Workbook]) -> None:
    layout, _, book = built
    for name in layout.sheets:
        typed = {cell_name(slot.row, slot.col) for slot in layout.slots if slot.sheet == name and slot.typed}
        ticks = {cell_name(area.tick_row, area.tick_col) for area in layout.areas if area.sheet == name}
        assert _unlocked(book[name]) == typed | ticks
        assert book[name].protection.sheet
    for name in (CHECK_SHEET, STAMP_SHEET):
        assert _unlocked(book[name]) == set()


def test_a_fields_code_stands_alone_and_its_input_is_the_first_unlocked_cell_beside_it(
    built: tuple[Layout, WorkbookPlan, Workbook],
) -> None:
    layout, _, book = built
    for area in layout.areas:
        if area.block.kind is BlockKind.FIELDS:
            for item in area.columns:
                for code in rows_of(item):
                    slot = layout.slot(Key(area.form, area.block.id, code))
                    line = book[area.sheet][slot.row + 1]
                    assert line[0].value == code
                    beside = next((cell.coordinate for cell in line[1:] if not cell.protection.locked), None)
                    assert beside == (cell_name(slot.row, slot.col) if slot.typed else None)


def test_codes_of_grids_lists_and_narratives_stand_where_the_layout_says(
    built: tuple[Layout, WorkbookPlan, Workbook],
) -> None:
    layout, _, book = built
    for area in layout.areas:
        sheet = book[area.sheet]
        assert sheet.column_dimensions["A"].hidden
        assert sheet.cell(area.tick_row + 1, 1).value == area.none_code
        if area.code_row >= 0:
            assert sheet.row_dimensions[area.code_row + 1].hidden
            codes = [
                sheet.cell(area.code_row + 1, area.first_col + at + 1).value
                for at in range(len(area.columns))
            ]
            assert codes == [item.code for item in area.columns]
        if area.block.kind is not BlockKind.FIELDS:
            grid = area.block.kind is BlockKind.GRID
            lines = range(area.first_row, area.last_row + 1)
            wanted = [
                area.block.rows[at].code if grid else line_code(area.block.id, at + 1)
                for at in range(len(lines))
            ]
            assert [sheet.cell(row + 1, 1).value for row in lines] == wanted


def test_the_stamp_says_whose_and_what(built: tuple[Layout, WorkbookPlan, Workbook]) -> None:
    layout, _, book = built
    sheet = book[STAMP_SHEET]
    assert sheet.sheet_state == "veryHidden"
    stamp = decode_stamp((str(a), str(b)) for a, b in sheet.iter_rows(values_only=True))
    assert stamp is not None
    assert stamp.layout == layout.digest
    assert stamp.is_common is (book[GUIDE_SHEET]["A5"].value == "__unit")


def test_every_sheet_prints_on_a4_one_page_wide(built: tuple[Layout, WorkbookPlan, Workbook]) -> None:
    _, _, book = built
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            assert sheet.page_setup.paperSize == 9
            # Excel leaves out a width of one page, which is what fitting means where it is not said.
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
            assert sheet.print_area


def test_number_cells_only_ask_so_that_words_can_be_typed(
    built: tuple[Layout, WorkbookPlan, Workbook],
) -> None:
    layout, plan, _ = built
    for name in layout.sheets:
        rules = _sheet(plan, name).validations
        assert rules
        assert {rule.alert for rule in rules} == {"warning"}
        assert all(rule.prompt for rule in rules)


def test_every_formula_has_a_cached_value(built: tuple[Layout, WorkbookPlan, Workbook]) -> None:
    _, plan, _ = built
    formulas = [cell for sheet in plan.sheets for cell in sheet.cells if cell.formula]
    assert formulas
    assert all(cell.value is not None for cell in formulas)


def test_lists_can_be_sorted_and_filtered_under_protection() -> None:
    round_, units = _asked(small_form(), COMMUNE)
    area = lay_out(round_.forms, units).area("small", "documents")
    sheet = _sheet(plan_template(round_, units, {}, OFFICE), area.sheet)
    assert sheet.protection is not None and sheet.protection.sort and sheet.protection.filter
    assert sheet.filter is not None
    assert (sheet.filter.top, sheet.filter.bottom) == (area.first_row - 1, area.last_row)
    locked = {(cell.row, cell.col) for cell in sheet.cells if cell.style.locked}
    lines = range(sheet.filter.top + 1, sheet.filter.bottom + 1)
    assert not {(r, c) for r in lines for c in range(sheet.filter.left, sheet.filter.right + 1)} & locked


def test_the_same_round_gives_the_same_bytes() -> None:
    round_, units = _asked(small_form(), COMMUNE)
    one, two = (plan_template(round_, units, {}, OFFICE) for _ in range(2))
    assert one == two
    assert write_workbook(one) == write_workbook(two)


def test_the_common_template_offers_the_units() -> None:
    round_, units = _asked(small_form(), slice(None))
    plan = plan_template(round_, units, {}, OFFICE)
    guide = _sheet(plan, GUIDE_SHEET)
    (rule,) = guide.validations
    assert (rule.alert, rule.source) == ("stop", "='_danhmuc'!$A$1:$A$5")
    choices = _sheet(plan, "_danhmuc")
    assert choices.state == "very_hidden"
    assert [cell.value for cell in choices.cells][:2] == ["101 - Xã Bình Thanh", "102 - Xã Bình Thạnh"]
    assert _cells(guide)[rule.area.top, rule.area.left] is None


def test_one_units_template_names_it_and_asks_for_no_choice() -> None:
    round_, units = _asked(small_form(), COMMUNE)
    plan = plan_template(round_, units, {}, OFFICE)
    guide = _sheet(plan, GUIDE_SHEET)
    assert guide.validations == ()
    assert "Xã Bình Thạnh" in _cells(guide).values()
    assert any("bí mật nhà nước" in str(value) for value in _cells(guide).values())


def test_last_periods_values_stand_in_the_locked_reference_column() -> None:
    round_, units = _asked(small_form(), COMMUNE)
    known = {
        Key("small", "figures", "household_total"): 1292,
        Key("small", "figures", "plan_issued"): True,
        Key("small", "spending", "budget"): Decimal("12.5"),
    }
    layout = lay_out(round_.forms, units)
    cells = _cells(_sheet(plan_template(round_, units, {At.PREVIOUS: known}, OFFICE), "Số liệu"))
    shown = {key.field: cells[layout.slot(key).row, 6] for key in known}
    assert shown == {"household_total": 1292, "plan_issued": "Có", "budget": Decimal("12.5")}


@pytest.mark.parametrize(("period", "shown"), [("2024-01", "Tính lại từ đầu năm"), ("2024-02", None)])
def test_a_figure_that_begins_anew_says_so_in_the_reference_column(period: str, shown: str | None) -> None:
    form = small_form()
    blocks = tuple(
        replace(block, fields=tuple(_running(item, "household_total") for item in block.fields))
        for block in form.blocks
    )
    form = replace(form, blocks=blocks)
    round_, units = _asked(form, COMMUNE)
    round_ = replace(round_, period=parse_period(period))
    layout = lay_out(round_.forms, units)
    cells = _cells(_sheet(plan_template(round_, units, {}, OFFICE), "Số liệu"))
    rows = {
        field: layout.slot(Key("small", "figures", field)).row for field in ("household_total", "plan_issued")
    }
    assert cells.get((rows["household_total"], 6)) == shown
    assert cells.get((rows["plan_issued"], 6)) is None


def _running(item: Field, code: str) -> Field:
    return replace(item, over_time=OverTime.CUMULATIVE) if item.code == code else item


def test_a_grid_shows_last_periods_column_only_where_a_rule_reads_it() -> None:
    form = ALL_FORMS["tthc_ii06a"]
    round_, units = _asked(form, COMMUNE)
    (block,) = form.blocks
    row = block.rows[0].code
    known = {Key(form.id, block.id, code, row, code): 7 for code in ("pending_total", "resolved_total")}
    area = lay_out(round_.forms, units).areas[0]
    after = area.first_col + len(area.columns)
    sheet = _sheet(plan_template(round_, units, {At.PREVIOUS: known}, OFFICE), area.sheet)
    cells = _cells(sheet)
    assert cells[area.first_row, after] == 7
    assert not any(col > after for _, col in cells)


def test_the_grids_head_prints_numbers_and_identities() -> None:
    form = ALL_FORMS["tthc_ii06a"]
    round_, units = _asked(form, COMMUNE)
    area = lay_out(round_.forms, units).areas[0]
    cells = _cells(_sheet(plan_template(round_, units, {}, OFFICE), area.sheet))
    printed = [str(cells[area.first_row - 1, col]).replace(" ", "") for col in range(1, area.first_col + 11)]
    assert printed[:5] == ["(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)"]
    assert printed[6] == "(7)=(8)+(9)+(10)" and printed[10] == "(11)=(12)+(13)"


def _checks(plan: WorkbookPlan) -> Iterator[str]:
    for cell in _sheet(plan, CHECK_SHEET).cells:
        if cell.col == 0:
            yield str(cell.value)


def test_each_rule_asked_is_a_line_and_one_not_asked_is_none() -> None:
    form = small_form()
    commune = list(_checks(plan_template(*_asked(form, COMMUNE), {}, OFFICE)))
    own = list(_checks(plan_template(*_asked(form, OWN), {}, OFFICE)))
    assert {"rule:small:grid_adds_up:ho_tich", "rule:small:grid_adds_up:dat_dai"} <= set(commune)
    assert "rule:small:dossiers_add_up" in own
    assert not any("grid" in code or "household" in code for code in own)
    assert len(commune) == len(set(commune))


def test_a_trial_round_says_so_on_every_data_sheet() -> None:
    round_, units = _asked(small_form(), COMMUNE)
    plan = plan_template(replace(round_, trial=True), units, {}, OFFICE)
    for name in lay_out(round_.forms, units).sheets:
        assert any("THỬ NGHIỆM" in str(value) for value in _cells(_sheet(plan, name)).values())


def test_nothing_asked_is_an_error() -> None:
    round_, units = _asked(ALL_FORMS["tthc_ii06a"], COMMUNE)
    stranger = replace(units[0], level="province", type="Tỉnh")
    with pytest.raises(ValueError, match="nothing is asked"):
        plan_template(round_, (stranger,), {}, OFFICE)


def test_only_a_tick_that_leaves_numbers_to_be_given_says_so() -> None:
    round_, units = _asked(small_form(), COMMUNE)
    plan = plan_template(round_, units, {}, OFFICE)
    prompts = {}
    for area in lay_out(round_.forms, units).areas:
        rules = _sheet(plan, area.sheet).validations
        prompts[area.block.id] = next(
            rule.prompt for rule in rules if (rule.area.top, rule.area.left) == (area.tick_row, area.tick_col)
        )
    assert [block for block, prompt in prompts.items() if "vẫn ghi số" in prompt] == ["figures"]
    assert max(map(len, prompts.values())) <= 255
