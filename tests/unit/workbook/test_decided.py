"""What staff decided is shown in its own marks, rows and sheets, and never mixed into what a commune reported."""

from decimal import Decimal

from tests.unit.merge import built
from tests.unit.workbook import decided, rich
from tests.unit.workbook.consolidated import consolidated as plan
from toolkit.files.model import Cell, Sheet, WorkbookPlan
from toolkit.files.write_workbook import write_workbook
from toolkit.text import Lang
from toolkit.workbook import styles
from toolkit.workbook.validation import plan_validation

FIRST, ADJUSTMENTS = 9, 9 + len(built.UNITS)
TOTAL = ADJUSTMENTS + 1


def consolidated(lang: Lang = "vi") -> WorkbookPlan:
    return plan(
        rich.ROUND,
        decided.checked(),
        decided.totals(),
        rich.standings(),
        rich.OFFICE,
        lang,
        told=decided.rows(),
    )


def validation() -> WorkbookPlan:
    values = rich.ROUND, decided.checked(), rich.standings(), rich.received(), rich.OFFICE, "vi"
    return plan_validation(*values, decided.rows())  # type: ignore[arg-type]


def sheet(of: WorkbookPlan, name: str) -> Sheet:
    return next(one for one in of.sheets if one.name == name)


def at(of: Sheet, row: int, col: int) -> Cell:
    return next(cell for cell in of.cells if (cell.row, cell.col) == (row, col))


def values(of: Sheet) -> list[list[object]]:
    rows: dict[int, list[object]] = {}
    for cell in sorted(of.cells, key=lambda cell: (cell.row, cell.col)):
        rows.setdefault(cell.row, []).append(cell.value)
    return list(rows.values())


def column_of(of: Sheet, label: str) -> int:
    return next(cell.col for cell in of.cells if cell.value == label)


def test_a_corrected_cell_has_the_value_that_counts_its_mark_and_what_was_reported() -> None:
    table = sheet(consolidated(), "Theo đơn vị")
    cell = at(table, FIRST, column_of(table, "Số tin"))
    assert (cell.value, cell.style.fill) == (1253, styles.DECIDED["corrected"][1])
    assert cell.style.number_format == '#,##0"‡"'
    assert "Đơn vị báo cáo: 1523." in cell.comment
    assert any("(‡)" in str(row[0]) and "đính chính" in str(row[0]) for row in values(table))


def test_a_value_accepted_as_explained_is_the_commune_s_own_and_marked() -> None:
    table = sheet(consolidated(), "Theo đơn vị")
    cell = at(table, FIRST + 3, column_of(table, "Số tin"))
    assert (cell.value, cell.style.fill) == (2, styles.DECIDED["waived"][1])
    assert "được chấp nhận dù chưa đạt một nội dung kiểm tra" in cell.comment


def test_nothing_decided_no_marks_no_row_no_sheet() -> None:
    plain = plan(rich.ROUND, rich.checked(), rich.totals(), rich.standings(), rich.OFFICE, "vi")
    shown = [cell.value for one in plain.sheets for cell in one.cells if isinstance(cell.value, str)]
    assert not [text for text in shown if "Điều chỉnh cấp huyện" in text or "(‡)" in text or "(§)" in text]
    assert "Quyết định" not in [one.name for one in plain.sheets]


def test_adjustments_have_a_row_of_their_own_under_the_units() -> None:
    table = sheet(consolidated(), "Theo đơn vị")
    assert at(table, ADJUSTMENTS, 0).value == "Điều chỉnh cấp huyện"
    news = column_of(table, "Số tin")
    assert (at(table, ADJUSTMENTS, news).value, at(table, TOTAL, news).value) == (5, 1253 + 50 + 2 + 30 + 5)
    talks = column_of(table, "Số buổi phát thanh")
    assert at(table, ADJUSTMENTS, talks).value is None
    both = column_of(table, "Tổng tin và buổi")
    assert at(table, ADJUSTMENTS, both).value == 5
    assert [at(table, FIRST + row, 0).value for row in range(5)] == [1, 2, 3, 4, 5]


def test_total_formulas_take_units_and_adjustment() -> None:
    table = sheet(consolidated(), "Theo đơn vị")
    news = at(table, TOTAL, column_of(table, "Số tin")).formula
    assert news.endswith(",SUM(C10:C15)+C16)")
    talks = at(table, TOTAL, column_of(table, "Số buổi phát thanh")).formula
    assert talks.endswith(",SUM(D10:D15))")
    rate = at(table, TOTAL, column_of(table, "Tỷ lệ hồ sơ trực tuyến") + 2)
    num, den = 53 + 0 + 0, 54 + 6 + 4
    assert abs(Decimal(str(rate.value)) - Decimal(num) / den) < Decimal("1e-12")
    assert rate.formula.count("+L16") == 2  # where zero is asked for, and below the line


def test_a_grid_marks_adjusted_cells_and_shows_what_was_put_on_its_total() -> None:
    grid = sheet(consolidated(), "II.06a")
    got = column_of(grid, "Tiếp nhận")
    land, of_land, adjustment, whole = (at(grid, row, got) for row in (7, 9, 10, 11))
    assert (land.value, of_land.value, adjustment.value, whole.value) == (13, 3, -2, 13 + 8 - 2)
    assert whole.formula.endswith("SUM(C8:C9)+C11)")
    assert land.style.fill == styles.DECIDED["adjusted"][1]
    assert "Trong đó điều chỉnh cấp huyện: +3." in land.comment
    assert at(grid, 9, 0).value == "Trong đó điều chỉnh cấp huyện (đã tính ở dòng Đất đai)"
    assert at(grid, 10, 0).value == "Điều chỉnh cấp huyện"


def test_a_list_adds_its_adjustment_under_its_lines() -> None:
    listed = sheet(consolidated(), "Văn bản")
    copies = column_of(listed, "Số bản")
    lines = [at(listed, row, copies) for row in (5, 6, 7, 8)]
    assert [cell.value for cell in lines] == [5, 40, 10, 55]
    assert lines[1].style.number_format.endswith('"‡"')
    assert lines[3].formula == "=SUM(D6:D7)+D8"


def test_the_summary_says_what_is_in_a_total() -> None:
    summary = sheet(consolidated(), "Tổng hợp")
    note = next(str(row[-1]) for row in values(summary) if len(row) > 1 and row[1] == "Số tin")
    assert "Trong đó điều chỉnh cấp huyện: +5." in note
    assert "Đã đính chính số liệu của 1 đơn vị: Xã An Bình." in note


def test_every_decision_is_listed_with_who_when_why_and_whether_it_has_effect() -> None:
    for book in (consolidated(), validation()):
        rows = [row for row in values(sheet(book, "Quyết định")) if len(row) == 11]
        by_what = {str(row[3]): row for row in rows}
        assert by_what["Số tin"][1:] == [
            "Điều chỉnh cấp huyện", "", "Số tin", "", "+5", "Theo Công văn số 12/UBND-VX", "Chủ tịch UBND huyện",
            "cán bộ tổng hợp", "20/06/2024 09:15", "Đang áp dụng",
        ]  # fmt: skip
        news = next(row for row in rows if row[1] == "Đính chính số liệu" and row[3] == "Số tin")
        assert news[4:8] == ["1.523", "1.253", decided.WHY, "Công chức văn hóa xã, điện thoại"]
        standings = [str(row[10]) for row in rows]
        assert standings.count("Đã hủy ngày 21/6/2024") == 2
        assert "Không còn áp dụng: đơn vị đã gửi số liệu mới" in standings
        assert by_what["Hạn gửi báo cáo"][4:6] == ["18/6/2024", "25/6/2024"]
        revoked = next(
            cell for cell in sheet(book, "Quyết định").cells if cell.value == "Đã hủy ngày 21/6/2024"
        )
        assert revoked.style == styles.REVOKED


def test_values_of_personal_fields_are_not_told() -> None:
    told = " ".join(str(row) for row in values(sheet(consolidated(), "Quyết định")))
    assert "Họ tên" not in told
    assert "dữ liệu cá nhân" in told


def test_a_finding_shows_its_explanation_decision_and_rule() -> None:
    rows = values(sheet(validation(), "Nội dung cần kiểm tra"))
    head = next(row for row in rows if "STT" in row)
    waived = dict(zip(head, next(row for row in rows if "Đã chấp nhận" in row), strict=True))
    assert waived["Giải trình, ý kiến xử lý"] == (
        "Đơn vị giải trình: “Xã có thêm hai đài truyền thanh”\nĐã chấp nhận đến hết ngày 31/12/2024."
    )
    assert waived["Mã quy tắc"] == "talks_usual"
    assert waived["Tính vào tổng"] == ""


def test_explanations_have_a_sheet_those_that_wait_first() -> None:
    rows = [row for row in values(sheet(validation(), "Giải trình")) if len(row) == 7 and row[0] in {1, 2}]
    assert [row[-1] for row in rows] == ["Chờ xem xét, quyết định", "Đã chấp nhận đến hết ngày 31/12/2024."]
    assert rows[0][5] == "Số liệu đúng, <b>đã rà soát</b>"


def test_all_outcomes_of_every_rule_are_counted_and_shown() -> None:
    rules = sheet(validation(), "Quy tắc kiểm tra")
    rows = values(rules)
    assert (
        rows[3]
        == [
            "3 quy tắc: 8 lượt kiểm tra đạt, 1 lượt chưa đạt, 1 lượt chưa đủ số liệu để kiểm tra, 5 lượt chưa chạy được."
        ]
        + [None] * 6
    )
    by_code = {row[-1]: row for row in rows if len(row) == 8}
    assert by_code["news_add_up"][3:7] == [3, 1, 1, 0]
    assert by_code["general__core"][1] == "Có số liệu, nội dung bắt buộc: Truyền thông"
    assert by_code["expect_column_values_to_be_in_set"][3:7] == [0, 0, 0, 5]
    errors = next(cell for cell in rules.cells if cell.value == 5 and cell.col == 6)
    assert errors.style == styles.SEVERITY["error"]


def test_they_can_be_written() -> None:
    assert write_workbook(consolidated("en"))
    assert write_workbook(validation()) == write_workbook(validation())
