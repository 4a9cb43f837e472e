"""The data sheet: one row a unit and datum, in the copy to keep with where each value comes from."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.merge import built
from tests.unit.workbook import decided, rich
from tests.unit.workbook.consolidated import consolidated
from toolkit.files.listing import Listing
from toolkit.files.model import Sheet, WorkbookPlan
from toolkit.files.write_workbook_checks import MAX_LINKS
from toolkit.intake.model import Qualifier
from toolkit.merge.merge import merge
from toolkit.text import Lang
from toolkit.workbook import formulas
from toolkit.workbook.book import open_book
from toolkit.workbook.by_unit import plan_tables
from toolkit.workbook.columns import all_columns, collect
from toolkit.workbook.copies import Copy
from toolkit.workbook.data import plan_data

Row = dict[str, object]


def plan(copy: Copy = "keep", lang: Lang = "vi") -> WorkbookPlan:
    return consolidated(
        rich.ROUND, decided.checked(), decided.totals(), rich.standings(), rich.OFFICE, lang, told=decided.rows(),
        copy=copy,
    )  # fmt: skip


def data(of: WorkbookPlan | None = None) -> Sheet:
    return (of or plan()).sheets[-2]


def rows(of: Sheet) -> list[Row]:
    listing = of.cells
    assert isinstance(listing, Listing)
    return [dict(zip(listing.head, row, strict=True)) for row in listing.rows]


def row(unit: str, field: str, line: str | None = None, of: Sheet | None = None) -> Row:
    (found,) = [
        one
        for one in rows(of or data())
        if (one["Đơn vị"], one["Chỉ tiêu"], one["Dòng"]) == (unit, field, line)
    ]
    return found


def test_one_head_row_no_merges_a_filter_and_a_frozen_head() -> None:
    sheet = data()
    assert isinstance(sheet.cells, Listing)
    assert sheet.merges == ()
    assert sheet.freeze == (1, 1)
    assert sheet.filter is not None
    assert (sheet.filter.top, sheet.filter.bottom) == (0, len(sheet.cells.rows))
    assert len(set(sheet.cells.head)) == len(sheet.cells.head)
    assert all(one["Giá trị"] not in (None, "") for one in rows(sheet))


def test_every_asked_datum_of_every_unit_has_one_row() -> None:
    found = [cell.about for cell in data().cells if cell.about]
    assert len(found) == len(set(found))
    for unit in rich.ROUND.units:
        fields = {about[3] for about in found if about[0] == unit.unit_id}
        assert {
            "news",
            "talks",
            "both",
            "gap",
            "cost",
            "plan",
            "villages",
            "online_num",
            "online_den",
            "online",
        } <= fields
        assert ("vans" in fields) == unit.is_own
        assert {
            "got",
            "done",
            "left",
            "documents" if unit.code not in ("C0", "C1") else "title",
            "ideas",
        } <= fields
        assert fields.isdisjoint({"share", "rate", "drafter"})


@pytest.mark.parametrize(
    ("unit", "field", "value", "counted"),
    [
        ("Xã An Bình", "Số tin", 1253, "Có"),
        ("Xã An Bình", "Số thôn", 7, "Không"),
        ("Xã An Bình", "Có kế hoạch", "Có", "Có"),
        ("Xã Bình Thạnh", "Số buổi phát thanh", "[không phát sinh]", "Có"),
        ("Xã Đông Hòa", "Số buổi phát thanh", "[chưa có số liệu]", "Không"),
        ("Thị trấn Châu Ổ", "Số thôn", "[để trống]", "Không"),
        ("Thị trấn Châu Ổ", "Số tin", "[đang kiểm tra]", "Không"),
        ("Thị trấn Châu Ổ", "Tổng tin và buổi", "[đang kiểm tra]", "Không"),
        ("Xã Hòa Khê", "Số tin", "[chưa có số liệu]", "Không"),
        ("Xã Bình Thạnh", "Ghi chú khác", "=HYPERLINK(1)", "Có"),
    ],
)
def test_a_value_or_why_there_is_none(unit: str, field: str, value: object, counted: str) -> None:
    found = row(unit, field)
    assert (found["Giá trị"], found["Có tính vào tổng"]) == (value, counted)


def test_a_qualified_number_stays_a_number_and_says_so_beside_it() -> None:
    found = row("Xã Bình Thạnh", "Số tin")
    assert (found["Giá trị"], found["Mức độ"]) == (50, "trên")


def test_grid_rows_and_lines_of_lists_have_a_column_of_their_own() -> None:
    land = row("Xã An Bình", "Số hồ sơ: Tiếp nhận", "Đất đai")
    assert (land["Giá trị"], land["Phần"], land["Mã số"]) == (10, "Tình hình giải quyết", "(1)")
    assert row("Xã An Bình", "Số bản", "dòng 2")["Giá trị"] == 40
    assert row("Xã An Bình", "Khó khăn", "dòng 1")["Giá trị"] == "+cmd"
    assert row("Xã Hòa Khê", "Văn bản đã ban hành")["Giá trị"] == "[chưa có số liệu]"
    assert row("Xã Đông Hòa", "Khó khăn")["Giá trị"] == "[để trống]"


def test_the_copy_to_keep_says_where_each_value_comes_from() -> None:
    found = row("Xã An Bình", "Số tin")
    assert found["Loại số liệu"] == "đính chính"
    assert found["Đơn vị đã ghi"] == "1523"
    assert found["Tệp"] == "bao cao C0.xlsx"
    assert (found["Trang tính"], found["Ô"], found["Lần gửi"]) == ("Số liệu", "E9", 1)
    assert found["Mã SHA-256 của tệp"] == "C0".rjust(64, "0")
    held = row("Thị trấn Châu Ổ", "Số tin")
    assert (held["Nội dung ghi trong ô"], held["Ô"]) == ("1000", "E9")
    assert row("Xã An Bình", "Tổng tin và buổi")["Loại số liệu"] == "tính từ các ô"
    assert row("Xã Đông Hòa", "Số tin")["Loại số liệu"] == "báo cáo, được chấp nhận theo giải trình"


def test_the_copy_to_send_has_no_source_columns_and_the_same_rows() -> None:
    sent, kept = data(plan("send")), data()
    assert isinstance(sent.cells, Listing)
    assert "Tệp" not in sent.cells.head
    assert not {"bao cao C0.xlsx", "1523", "E9"} & {
        cell.value for cell in sent.cells if isinstance(cell.value, str)
    }
    width = len(sent.cells.head)
    assert [tuple(one.values()) for one in rows(sent)] == [tuple(one.values())[:width] for one in rows(kept)]


def test_adjustments_are_rows_of_their_own() -> None:
    ours = [one for one in rows(data()) if one["Đơn vị"] == "Điều chỉnh cấp huyện"]
    told = {(one["Chỉ tiêu"], one["Dòng"], one["Giá trị"]) for one in ours}
    assert {
        ("Số tin", None, 5),
        ("Số hồ sơ: Tiếp nhận", "Đất đai", 3),
        ("Số hồ sơ: Tiếp nhận", "TỔNG CỘNG", -2),
        ("Số bản", None, 10),
    } <= told
    assert {one["Loại số liệu"] for one in ours} == {"điều chỉnh"}


def test_what_counts_of_a_field_adds_up_to_its_total() -> None:
    """Summed by a reader of the sheet alone: over counted rows, adjustments among them."""
    found = rows(data())
    totals = {total.key.field: total for total in decided.totals().totals if not total.key.row}
    for code, label in {
        "news": "Số tin",
        "cost": "Kinh phí",
        "both": "Tổng tin và buổi",
        "copies": "Số bản",
    }.items():
        counted = [
            one["Giá trị"] for one in found if one["Chỉ tiêu"] == label and one["Có tính vào tổng"] == "Có"
        ]
        numbers = [Decimal(value) for value in counted if isinstance(value, int | Decimal)]
        assert sum(numbers) == totals[code].value


def test_a_field_of_the_own_agencies_counts_theirs_alone() -> None:
    fields = tuple(replace(f, asked_of=built.ALL) if f.code == "vans" else f for f in built.GENERAL.fields)
    general = replace(built.GENERAL, fields=fields)
    form = replace(built.FORM, blocks=tuple(general if b.id == "general" else b for b in built.FORM.blocks))
    round = built.a_round(form=form)
    checked = built.checked(round, {"C0": {("vans", ""): 4}, "D-own": {("vans", ""): 17}})
    planned = consolidated(round, checked, merge(round, checked, 0), rich.standings(), rich.OFFICE, "vi")
    said = {
        one["Đơn vị"]: one["Có tính vào tổng"]
        for one in rows(data(planned))
        if one["Chỉ tiêu"] == "Xe lưu động"
    }
    assert (said["Xã An Bình"], said[built.OWN.name]) == ("Không", "Có")


def test_a_units_name_in_the_table_leads_to_its_first_row() -> None:
    planned = plan()
    table = next(sheet for sheet in planned.sheets if sheet.name == "Theo đơn vị")
    links = {cell.value: cell.link for cell in table.cells if cell.link}
    first = next(at for at, one in enumerate(rows(data(planned)), 2) if one["Đơn vị"] == "Xã Bình Thạnh")
    assert links["Xã Bình Thạnh"] == f"internal:'Dữ liệu'!A{first}"
    total = next(cell for cell in table.cells if cell.value == "TỔNG CỘNG")
    assert links["1.1"] == f"internal:'Theo đơn vị'!C{total.row + 1}"
    assert sum(bool(cell.link) for cell in table.cells) == len(rich.ROUND.units) + 10


def test_no_sheet_of_the_whole_country_has_more_links_than_excel_takes() -> None:
    """One row a unit, one column a field: their number is that of rows and columns, never of cells."""
    units = tuple(built.commune(f"X{at}", f"Xã {at}") for at in range(3_321))
    general = replace(built.GENERAL, fields=built.GENERAL.fields[:2])
    round = built.a_round(units, replace(built.FORM, blocks=(general,)))
    checked = built.checked(round, {"X7": {("news", ""): 3}})
    book = open_book(round, rich.OFFICE, "vi", checked=checked)
    totals = merge(round, checked, 0)
    facts, taken = collect(book, checked, totals), set[str]()
    table = plan_tables(book, all_columns(book), facts, totals, plan_data(book, facts, totals, taken), taken)
    links = [sum(bool(cell.link) for cell in sheet.cells) for sheet in table.sheets]
    assert links == [3_321 + 2]
    assert max(links) < MAX_LINKS


def test_the_sheet_in_english() -> None:
    found = data(plan(lang="en"))
    assert isinstance(found.cells, Listing)
    assert found.name == "Data"
    assert {"[none]", "[not reported]", "[being checked]", "[blank]"} <= {cell.value for cell in found.cells}


def test_every_cell_of_a_datum_says_which() -> None:
    about = {cell.about: cell for sheet in plan().sheets[1:] for cell in sheet.cells if cell.about}
    news = ("built", "general", "news", "", "")
    assert about["C0@", *news].value == 1253
    assert about["", *news].formula
    assert about["", "built", "grid", "got", "land", "got"].formula
    assert Qualifier.OVER.value not in about


def test_a_grids_count_of_yes_takes_in_what_was_put_on_it() -> None:
    formula = formulas.looked_up_yes("V", "K", "f/g/a/r", "C", "Có", "Có")
    assert formula == (
        '=IF(COUNTIFS(K,"f/g/a/r",C,"Có")=0,"…",COUNTIFS(K,"f/g/a/r",C,"Có",V,"Có")+SUMIFS(V,K,"f/g/a/r",C,"Có"))'
    )


def test_a_field_of_own_agencies_where_there_are_none_has_no_total() -> None:
    fields = tuple(replace(f, asked_of=built.ALL) if f.code == "vans" else f for f in built.GENERAL.fields)
    general = replace(built.GENERAL, fields=fields)
    form = replace(built.FORM, blocks=tuple(general if b.id == "general" else b for b in built.FORM.blocks))
    round = built.a_round(built.UNITS[:-1], form)
    checked = built.checked(round, {"C0": {("vans", ""): 4}})
    planned = consolidated(round, checked, merge(round, checked, 0), (), rich.OFFICE, "vi")
    (total,) = [
        cell
        for sheet in planned.sheets
        if sheet.name == "Theo đơn vị"
        for cell in sheet.cells
        if cell.about == ("", "built", "general", "vans", "", "")
    ]
    assert (total.value, total.formula) == ("…", "")


def test_units_of_one_name_are_told_apart_by_their_codes() -> None:
    units = (
        built.commune("X1", "Xã Trùng Tên"),
        built.commune("X2", "Xã Trùng Tên"),
        built.commune("X3", "Xã Khác"),
    )
    round = built.a_round(units)
    checked = built.checked(round, {"X1": {("news", ""): 3}})
    planned = consolidated(round, checked, merge(round, checked, 0), (), rich.OFFICE, "vi")
    table = next(sheet for sheet in planned.sheets if sheet.name == "Theo đơn vị")
    named = {"Xã Trùng Tên (X1)", "Xã Trùng Tên (X2)", "Xã Khác"}
    assert named <= {cell.value for cell in table.cells}
    assert named == {str(one["Đơn vị"]) for one in rows(data(planned))}
