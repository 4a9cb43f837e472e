"""The consolidated workbook: what it shows, and that its formulas give the totals."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.merge import built
from tests.unit.merge.built import Said
from tests.unit.workbook import decided, rich
from tests.unit.workbook.consolidated import consolidated
from toolkit.files.model import Cell, Sheet, WorkbookPlan
from toolkit.files.write_workbook import write_workbook
from toolkit.form.model import Round
from toolkit.intake.model import EntryValue
from toolkit.merge.merge import merge
from toolkit.merge.model import Change
from toolkit.periods import parse_period
from toolkit.text import Lang
from toolkit.workbook import styles
from toolkit.workbook.book import open_book, sheet_name
from toolkit.workbook.columns import Fact, Kind, held_text

UNIT_ROW, TOTAL = 9, 9 + len(built.UNITS)


def plan(round: Round = rich.ROUND, lang: Lang = "vi") -> WorkbookPlan:
    totals = rich.totals(round.edition)
    return consolidated(round, rich.checked(), totals, rich.standings(), rich.OFFICE, lang)


def sheet(name: str, of: WorkbookPlan | None = None) -> Sheet:
    return next(one for one in (of or plan()).sheets if one.name == name)


def at(of: Sheet, row: int, col: int) -> Cell:
    return next(cell for cell in of.cells if (cell.row, cell.col) == (row, col))


def texts(of: Sheet) -> list[str]:
    return [cell.value for cell in of.cells if isinstance(cell.value, str)]


def column_of(of: Sheet, label: str) -> int:
    return next(cell.col for cell in of.cells if cell.value == label)


def test_the_sheets_in_reading_order() -> None:
    assert [one.name for one in plan().sheets] == [
        "Mục lục, ghi chú", "Tổng hợp", "Biểu đồ", "Theo đơn vị", "II.06a", "Văn bản", "Nội dung bằng lời", "Thay đổi",
        "Tình hình gửi báo cáo", "Nội dung cần kiểm tra", "Dữ liệu", "_tonghop",
    ]  # fmt: skip


def test_it_says_whether_it_is_provisional() -> None:
    again = "SỐ LIỆU SƠ BỘ – sau lần phát hành 1, chuẩn bị lần phát hành 2\nBẢN LƯU NỘI BỘ"
    issued = "CHÍNH THỨC – LẦN PHÁT HÀNH 1\nBáo cáo số 45/BC-UBND ngày 25/6/2024\nBẢN LƯU NỘI BỘ"
    for name in ("Tổng hợp", "Theo đơn vị", "II.06a"):
        assert "SỐ LIỆU SƠ BỘ\nBẢN LƯU NỘI BỘ" in texts(sheet(name))
        assert again in texts(sheet(name, plan(rich.REOPENED)))
        assert issued in texts(sheet(name, plan(rich.CLOSED)))


def test_coverage_counts_communes_and_tells_own_agencies_apart() -> None:
    found = texts(sheet("Tổng hợp"))
    assert "4/5 xã, thị trấn đã gửi báo cáo: 3 đúng hạn, 1 quá hạn." in found
    assert "Chưa gửi: Xã Hòa Khê." in found
    assert "Các cơ quan, đơn vị thuộc huyện: đã gửi báo cáo." in found


def test_a_units_cells_say_what_they_are() -> None:
    table = sheet("Theo đơn vị")
    news = column_of(table, "Số tin")
    shown = [at(table, UNIT_ROW + row, news).value for row in range(6)]
    assert shown == [1253, 50, "1.000*", 2, "…", 30]
    assert at(table, UNIT_ROW + 1, news).style.number_format == '"trên "#,##0'
    assert "ô E" in at(table, UNIT_ROW + 2, news).comment
    assert at(table, UNIT_ROW + 1, column_of(table, "Kinh phí")).value == "-"
    assert at(table, UNIT_ROW, column_of(table, "Xe lưu động")).value is None
    rate = column_of(table, "Tỷ lệ hồ sơ trực tuyến") + 2
    assert at(table, UNIT_ROW + 2, rate).value == "100%†"
    total = at(table, TOTAL, rate)
    assert total.value == Decimal("53") / 60 or abs(Decimal(str(total.value)) - Decimal(53) / 60) < Decimal(
        "1e-12"
    )


def test_the_last_row_is_live_formulas() -> None:
    table = sheet("Theo đơn vị")
    last = [cell for cell in table.cells if cell.row == TOTAL and cell.col >= 2]
    none = {column_of(table, "Số thôn")}
    assert all(cell.formula for cell in last if cell.col not in none)


def test_the_summary_refers_to_the_tables_and_says_what_is_missing() -> None:
    summary = sheet("Tổng hợp")
    news = next(cell.row for cell in summary.cells if cell.value == "Số tin")
    assert at(summary, news, 3).formula.startswith("='Theo đơn vị'!")
    assert at(summary, news, column_of(summary, "Số đơn vị có số liệu")).value == "4/6"
    note = str(at(summary, news, column_of(summary, "Ghi chú")).value)
    assert "trên" in note
    assert "chưa tính (1 đơn vị): Thị trấn Châu Ổ" in note
    assert "Xã Hòa Khê" not in note
    talks = next(cell.row for cell in summary.cells if cell.value == "Số buổi phát thanh")
    assert (
        at(summary, talks, column_of(summary, "Ghi chú")).value == "Chưa có số liệu (1 đơn vị): Xã Đông Hòa."
    )


def test_a_field_that_a_returned_unit_left_out_is_marked() -> None:
    summary = sheet("Tổng hợp")
    rows = {cell.value: cell.row for cell in summary.cells if cell.col == 1}
    col = column_of(summary, "Số đơn vị có số liệu")
    assert at(summary, rows["Số buổi phát thanh"], col).style == styles.SEVERITY["warning"]
    assert at(summary, rows["Xe lưu động"], col).value == "1/1"
    assert at(summary, rows["Xe lưu động"], col).style == styles.CENTER


def test_units_that_have_not_returned_mark_no_field() -> None:
    said: Said = {code: {("news", ""): 1} for code in ("C0", "C1", "C2", "C3", "D-own")}
    checked = built.checked(rich.ROUND, said)
    totals = merge(rich.ROUND, checked, 0)
    planned = consolidated(rich.ROUND, checked, totals, rich.standings(), rich.OFFICE, "vi")
    summary = sheet("Tổng hợp", planned)
    news = next(cell.row for cell in summary.cells if cell.value == "Số tin")
    coverage = next(cell for cell in summary.cells if cell.row == news and cell.value == "5/6")
    assert coverage.style == styles.CENTER


@pytest.mark.parametrize(
    ("value", "raw", "lang", "shown"),
    [
        (Decimal("3.5"), "3.5", "vi", "3,5*"),
        (Decimal("3.5"), "3.5", "en", "3.5*"),
        (1234, "1234", "vi", "1.234*"),
        (None, "3.5", "vi", "“3.5”*"),
        (None, "hai", "vi", "“hai”*"),
        (True, "x", "vi", "Có*"),
        (None, "", "vi", "*"),
    ],
)
def test_a_held_value_is_written_as_a_number_and_what_is_unread_as_typed(
    value: EntryValue, raw: str, lang: Lang, shown: str
) -> None:
    book = open_book(rich.ROUND, rich.OFFICE, lang)
    assert held_text(book, Fact(Kind.HELD, value, raw=raw)) == shown


@pytest.mark.parametrize(("number", "shown"), [("3", "(3)"), ("(3)", "(3)"), ("", "(4)"), ("3a", "(3a)")])
def test_a_grids_column_numbers_stand_in_parentheses(number: str, shown: str) -> None:
    done = next(field for field in built.GRID.fields if field.code == "done")
    fields = tuple(replace(done, number=number) if f.code == "done" else f for f in built.GRID.fields)
    grid = replace(built.GRID, fields=fields)
    blocks = tuple(grid if block.id == "grid" else block for block in built.FORM.blocks)
    round = built.a_round(form=replace(built.FORM, blocks=blocks))
    planned = consolidated(round, rich.checked(), rich.totals(), rich.standings(), rich.OFFICE, "vi")
    head = [cell.value for cell in sheet("II.06a", planned).cells if cell.row == 6]
    assert head == ["(1)", "(2)", "(1)", shown, "(3)", "(4)"]
    row = next(
        cell.row
        for cell in sheet("Tổng hợp", planned).cells
        if cell.value == "TỔNG CỘNG: Số hồ sơ: Đã giải quyết"
    )
    assert at(sheet("Tổng hợp", planned), row, 0).value == shown


def over_time(*compared: Change, parts: tuple[str, ...] = ("2024-Q1", "2024-Q2")) -> WorkbookPlan:
    return consolidated(
        rich.ROUND, rich.checked(), rich.totals(), rich.standings(), rich.OFFICE, "vi", compared,
        tuple(parse_period(part) for part in parts),
    )  # fmt: skip


def change(code: str, before: int, after: int) -> Change:
    label = next(f.label for f in built.GENERAL.fields if f.code == code)
    return Change(key=built.key(built.FORM, code), label=label, before=before, after=after)


def test_totals_that_differ_from_the_parts_of_the_period_are_listed() -> None:
    found = sheet("Đối chiếu các kỳ", over_time(change("news", 1400, 1335), change("talks", 15, 15)))
    told = texts(found)
    assert "Các kỳ hợp thành: quý I năm 2024; quý II năm 2024." in told
    assert "Đã đối chiếu 2 số tổng hợp; 1 số có chênh lệch." in told
    row = next(cell.row for cell in found.cells if cell.value == "Số tin")
    assert [at(found, row, col).value for col in range(6)] == [1, "1.1", "Số tin", 1335, 1400, -65]
    assert "Số buổi phát thanh" not in told


def test_that_all_agree_with_the_parts_is_said() -> None:
    planned = over_time(change("talks", 15, 15))
    assert "Các số tổng hợp đều khớp." in texts(sheet("Đối chiếu các kỳ", planned))
    assert write_workbook(planned)


def test_a_total_that_an_adjustment_makes_impossible_says_so_beside_it_and_among_the_findings() -> None:
    opened = rich.ROUND
    checked = built.checked(opened, {"C0": {("news", ""): 3}})
    amount = replace(
        decided.DECISIONS.adjustments[0],
        key=built.key(built.FORM, "news"),
        amount=Decimal(-8),
        revoked_at=None,
    )
    planned = consolidated(
        opened, checked, merge(opened, checked, 0, (amount,)), rich.standings(), rich.OFFICE, "vi"
    )
    summary = sheet("Tổng hợp", planned)
    row = next(cell.row for cell in summary.cells if cell.value == "Số tin")
    told = [cell for cell in summary.cells if cell.row == row and "thành -5, nhỏ hơn 0" in str(cell.value)]
    assert [cell.style for cell in told] == [styles.DOUBTFUL]
    assert any("thành -5, nhỏ hơn 0" in text for text in texts(sheet("Nội dung cần kiểm tra", planned)))


def test_a_figure_of_a_part_of_the_units_is_marked_and_gives_no_difference() -> None:
    news = replace(change("news", 1400, 1335), partial_after=True)
    planned = over_time(news, replace(change("talks", 15, 15), partial_before=True), change("cost", 7, 8))
    found = sheet("Đối chiếu các kỳ", planned)
    row = next(cell.row for cell in found.cells if cell.value == "Số tin")
    assert [at(found, row, col).value for col in (3, 4, 5)] == [1335, 1400, "chưa đủ đơn vị"]
    assert at(found, row, 3).style.number_format.endswith('" (cđ)"')
    assert "cđ" not in at(found, row, 4).style.number_format
    told = " ".join(map(str, texts(found)))
    assert "Đã đối chiếu 1 số tổng hợp; 1 số có chênh lệch." in told
    assert "Chưa đối chiếu được 2 số tổng hợp" in told
    assert "(cđ) chưa đủ đơn vị" in told
    assert "Số buổi phát thanh" not in told
    agree = " ".join(
        map(
            str,
            texts(
                sheet("Đối chiếu các kỳ", over_time(replace(change("talks", 15, 15), partial_before=True)))
            ),
        )
    )
    assert "đều khớp" not in agree
    assert write_workbook(planned)


def test_without_parts_to_compare_there_is_no_such_sheet() -> None:
    assert "Đối chiếu các kỳ" not in [one.name for one in over_time(parts=()).sheets]


def test_words_of_communes_stay_words() -> None:
    planned = plan()
    typed = {"=1+1", "+cmd", "@x", "=cmd.xlsx"}
    found = {cell.value: cell.formula for one in planned.sheets for cell in one.cells if cell.value in typed}
    assert found == dict.fromkeys(typed, "")
    assert "Ghi chú khác: =HYPERLINK(1)" in texts(sheet("Nội dung bằng lời"))


def test_each_counted_value_has_its_place() -> None:
    sources = sheet("Dữ liệu")
    rows = {cell.row for cell in sources.cells if cell.value == "bao cao C0.xlsx"}
    assert len(rows) > 10
    assert "Người soạn" not in str(texts(sources))


def test_english() -> None:
    found = [text for one in plan(lang="en").sheets for text in texts(one)]
    assert "PROVISIONAL FIGURES\nINTERNAL COPY" in found
    assert "TOTAL" in found
    assert "Media" in found


def test_changes_since_the_last_merge_are_listed() -> None:
    changes = sheet("Thay đổi")
    row = next(cell.row for cell in changes.cells if cell.value == "Số tin")
    assert [at(changes, row, col).value for col in (3, 4, 5)] == [1253, 1335, 82]
    came = "Xã Bình Thạnh, Thị trấn Châu Ổ, Xã Đông Hòa, Các cơ quan, đơn vị thuộc huyện"
    assert f"Đơn vị mới có số liệu, không liệt kê từng chỉ tiêu dưới đây: {came}." in texts(changes)


def test_the_same_inputs_give_the_same_bytes() -> None:
    assert write_workbook(plan()) == write_workbook(plan())


def test_a_total_that_a_workbook_cannot_hold_stands_as_it_is_without_a_formula() -> None:
    most, land = 999_999_999_999_999, ("got", "land")
    said: Said = {"C0": {("talks", ""): most, land: most}, "C1": {("talks", ""): most - 1, land: 2}}
    checked = built.checked(rich.ROUND, said)
    planned = consolidated(rich.ROUND, checked, merge(rich.ROUND, checked, 0), (), rich.OFFICE, "vi")
    for name, number in (("Theo đơn vị", "1.999.999.999.999.997"), ("II.06a", "1.000.000.000.000.001")):
        cells = [cell for cell in sheet(name, planned).cells if cell.value == number]
        assert cells and not any(cell.formula for cell in cells)


def test_a_sheets_name_that_is_cut_says_that_it_goes_on() -> None:
    taken: set[str] = set()
    assert sheet_name(taken, "Directive documents issued in the period") == "Directive documents issued in…"
    assert sheet_name(taken, "Directive documents issued in the period") == "Directive documents issued (2)"
    assert sheet_name(taken, "Thông tin") == "Thông tin"
    assert len(sheet_name(taken, "x" * 40)) == 31
