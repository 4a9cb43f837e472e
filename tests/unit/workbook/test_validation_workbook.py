"""The validation workbook: who, what to mend where, how complete, what each file is."""

from dataclasses import replace

from tests.unit.workbook import rich
from toolkit.files.model import Sheet, WorkbookPlan
from toolkit.files.write_workbook import write_workbook
from toolkit.findings import Finding
from toolkit.text import Lang
from toolkit.validation.model import Tally
from toolkit.workbook.validation import plan_validation

FINDINGS = "Nội dung cần kiểm tra"


def plan(lang: Lang = "vi") -> WorkbookPlan:
    return plan_validation(rich.ROUND, rich.checked(), rich.standings(), rich.received(), rich.OFFICE, lang)


def rows(sheet: Sheet) -> list[list[object]]:
    found: dict[int, list[object]] = {}
    for cell in sheet.cells:
        found.setdefault(cell.row, []).append(cell.value)
    return list(found.values())


def row_with(sheet: Sheet, value: object) -> list[object]:
    return next(row for row in rows(sheet) if value in row)


def named(planned: WorkbookPlan, name: str) -> Sheet:
    return next(sheet for sheet in planned.sheets if sheet.name == name)


def test_its_sheets() -> None:
    assert [sheet.name for sheet in plan().sheets] == [
        "Cần liên hệ trước", "Tổng quan", "Nội dung cần kiểm tra", "Quy tắc kiểm tra", "Mức độ đầy đủ", "Tệp đã nhận",
    ]  # fmt: skip
    assert [sheet.name for sheet in plan("en").sheets] == [
        "To ask first",
        "Overview",
        "To be checked",
        "Rules",
        "Coverage",
        "Files received",
    ]


def test_the_overview_has_a_row_a_unit() -> None:
    overview = named(plan(), "Tổng quan")
    assert row_with(overview, "Thị trấn Châu Ổ") == [
        3, "Thị trấn Châu Ổ", "Quá hạn", "17/06/2024 09:30", 2, 1, "Đề nghị chỉnh sửa, gửi lại", 1, 0, "bao cao C2.xlsx",
    ]  # fmt: skip
    assert row_with(overview, "Xã Hòa Khê")[2:6] == ["Chưa gửi", "", 3, None]


def test_a_finding_says_where_what_expected_and_what_to_do() -> None:
    assert row_with(named(plan(), FINDINGS), "E9") == [
        1, "Lỗi", "Thị trấn Châu Ổ", "bao cao C2.xlsx", "Số liệu", "E9",
        "Ô E9 ghi 1.000, có thể là 100 (khi đó khớp tổng tại E12).", "1.000", "100", "Đề nghị kiểm tra ô E9.", "Chưa tính",
        "news_add_up",
    ]  # fmt: skip


def findings_sheet(*findings: Finding) -> list[list[object]]:
    checked = replace(rich.checked(), findings=findings)
    planned = plan_validation(rich.ROUND, checked, rich.standings(), (), rich.OFFICE, "vi")
    return rows(named(planned, FINDINGS))


def test_what_a_cell_may_be_has_a_column_where_any_finding_knows_it() -> None:
    plain = rich.FINDINGS[1]
    meant = replace(plain, raw="3.5", suggestion="3500")
    head = ["Nội dung", "Đang ghi", "Có thể là", "Đề nghị", "Tính vào tổng", "Mã quy tắc"]
    known = findings_sheet(plain, meant)
    assert next(row for row in known if "STT" in row)[6:] == head
    assert next(row for row in known if "3.5" in row)[7:] == [
        "3.5",
        "3.500",
        "Đề nghị ghi số.",
        "",
        "NUM-002",
    ]
    unknown = findings_sheet(plain)
    assert next(row for row in unknown if "STT" in row)[6:] == [*head[:2], *head[3:]]
    assert next(row for row in unknown if "E10" in row)[7:] == [plain.raw, "Đề nghị ghi số.", "", "NUM-002"]


def test_codes_are_as_wide_as_they_are_long_and_stay_off_the_paper() -> None:
    """A column that is fitted to one page with all others made everything too small to read."""
    long = replace(rich.FINDINGS[0], rule="dossiers_by_field__received_carried_over__pair")
    checked = replace(
        rich.checked(), findings=(long,), tallies=(Tally(form="built", block="grid", rule=long.rule),)
    )
    planned = plan_validation(rich.ROUND, checked, rich.standings(), (), rich.OFFICE, "vi")
    for sheet in (named(planned, FINDINGS), named(planned, "Quy tắc kiểm tra")):
        code = next(cell for cell in sheet.cells if cell.value == long.rule)
        assert code.col == max(sheet.widths) and sheet.widths[code.col] > len(long.rule) * 0.9
        assert sheet.page.area is not None and sheet.page.area.right == code.col - 1
        assert sum(width for col, width in sheet.widths.items() if col < code.col) < 190


def test_coverage_by_field_names_the_missing() -> None:
    coverage = named(plan(), "Mức độ đầy đủ")
    assert row_with(coverage, "Số tin")[1:] == ["Số tin", 6, 4, 1, 1, "Xã Hòa Khê"]
    assert row_with(coverage, "Xe lưu động")[1:] == ["Xe lưu động", 1, 1, None, None, ""]


def test_files_and_what_they_are() -> None:
    files = named(plan(), "Tệp đã nhận")
    row = row_with(files, "danh sách & ảnh.xlsx")
    assert row[2] == "Không phải báo cáo theo biểu mẫu"
    assert "Tệp không theo biểu mẫu của đợt này. Đề nghị xem lại tệp." in row
    assert row_with(files, "bao cao C0.xlsx")[2:5] == ["Báo cáo của đợt này", "Xã An Bình", 2]


def test_nothing_is_found_and_nothing_came() -> None:
    quiet = replace(rich.checked(), findings=())
    empty = plan_validation(rich.ROUND, quiet, rich.standings(), (), rich.OFFICE, "vi")
    assert ["Không có nội dung cần kiểm tra."] in [row[:1] for row in rows(named(empty, FINDINGS))]
    assert ["Chưa nhận được tệp nào."] in [row[:1] for row in rows(named(empty, "Tệp đã nhận"))]
    assert write_workbook(empty)


def test_it_can_be_written_and_typed_texts_stay_texts() -> None:
    planned = plan()
    assert write_workbook(planned) == write_workbook(plan())
    assert not [cell for sheet in planned.sheets for cell in sheet.cells if cell.formula]
