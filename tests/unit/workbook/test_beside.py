"""What stands beside the totals of the summary: earlier periods, changes, the year so far, plans."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.workbook import full, rich
from tests.unit.workbook.consolidated import consolidated
from toolkit.files.model import Cell, WorkbookPlan
from toolkit.form.model import Round
from toolkit.merge.model import Against, Comparison
from toolkit.periods import parse_period
from toolkit.text import Lang

SECOND_HALF = replace(rich.ROUND, period=parse_period("2024-H2"))
PARTIAL = "chưa đủ đơn vị"
SUMMARY = {"vi": "Tổng hợp", "en": "Summary"}


def line(
    label: str, *comparisons: Comparison, lang: Lang = "vi", round: Round = rich.ROUND, whole: bool = True
) -> list[Cell]:
    """The cells of a total's row, by column, this period's figure first; of `whole` totals no unit's part is missing."""
    totals = replace(full.totals(), comparisons=comparisons or full.COMPARISONS)
    totals = full.whole(totals) if whole else totals
    planned = consolidated(round, full.checked(), totals, rich.standings(), rich.OFFICE, lang)
    summary = full.sheet(SUMMARY[lang], planned)
    row = full.row_of(summary, label)
    return [cell for cell in summary.cells if cell.row == row][3:]


def values(cells: list[Cell]) -> list[object]:
    return [cell.value for cell in cells[:-2]]


def compared(code: str, value: int | Decimal | None, period: str = "2023-H1", **rest: object) -> Comparison:
    return Comparison(key=full.key(code), period=period, value=value, **rest)  # type: ignore[arg-type]


def test_the_change_as_a_number_and_in_percent_as_formulas_over_the_cells() -> None:
    this, base, change, rate, *_ = line("Kinh phí", compared("cost", Decimal("10.25")))
    assert (this.value, base.value, change.value) == (Decimal("12.0"), Decimal("10.25"), Decimal("1.75"))
    assert change.formula == "=D16-E16"
    assert rate.formula == "=(D16-E16)/E16"
    assert abs(Decimal(str(rate.value)) - Decimal("1.75") / Decimal("10.25")) < Decimal("1e-14")
    assert change.style.number_format.startswith("+") and rate.style.number_format.endswith("0%")


def test_rates_are_compared_in_percentage_points_and_never_in_percent() -> None:
    base = compared("online", Decimal(50), numerator=1, denominator=2)
    this, then, change, rate, *_ = line("Tỷ lệ hồ sơ trực tuyến", base)
    assert (this.value, then.value) == (Decimal("0.828125"), Decimal("0.5"))
    assert change.value == Decimal("32.8125")
    assert "điểm %" in change.style.number_format
    assert rate.value == "x"


def test_of_a_part_of_the_units_no_change_is_told_and_a_note_says_why() -> None:
    cost = compared("cost", Decimal("10.25"))
    assert values(line("Kinh phí", cost, whole=False)) == [Decimal("12.0"), Decimal("10.25"), PARTIAL, None]
    part = replace(cost, complete=False)
    assert values(line("Kinh phí", part)) == [Decimal("12.0"), Decimal("10.25"), PARTIAL, None]
    told = full.texts(full.sheet("Tổng hợp", replace_comparisons(cost)))
    assert any(text.startswith("“Chưa đủ đơn vị”: số kỳ này hoặc số so sánh chưa gồm đủ") for text in told)


def test_of_a_part_of_the_units_no_share_of_a_plan_is_told() -> None:
    plan = compared("cost", Decimal(30), "2024", against=Against.PLAN)
    assert values(line("Kinh phí", plan, whole=False)) == [Decimal("12.0"), 30, PARTIAL]
    so_far = compared("cost", Decimal("21.5"), "2024", against=Against.SO_FAR, complete=False)
    assert values(line("Kinh phí", plan, so_far, round=SECOND_HALF))[-1] == PARTIAL


def test_what_did_not_occur_earlier_is_seen_as_none_and_computed_with() -> None:
    _, then, change, rate, *_ = line("Kinh phí", compared("cost", 0, none=True))
    assert (then.value, then.style.number_format) == (0, '#,##0;-#,##0;"-"')
    assert (change.value, change.formula, rate.value) == (Decimal("12.0"), "=D16-E16", "x")
    rate_then = line("Tỷ lệ hồ sơ trực tuyến", compared("online", 0, numerator=0, denominator=0, none=True))
    assert values(rate_then)[1:] == ["-", "x", "x"]


def test_where_nothing_could_be_compared_no_source_is_named() -> None:
    told = full.texts(full.sheet("Tổng hợp", replace_comparisons(
        compared("cost", None, reason=full.SPLIT, source=full.REPORT)
    )))  # fmt: skip
    assert not any("Nguồn số liệu" in text for text in told)


def test_against_none_there_is_a_difference_and_no_percentage() -> None:
    assert values(line("Có kế hoạch", compared("plan", 0))) == [2, 0, 2, "x"]


def test_with_an_approximate_figure_nothing_is_computed_and_the_note_says_why() -> None:
    cells = line("Số buổi phát thanh")
    where = [cell.value for cell in cells].index(34)
    assert cells[where].style.number_format == '"trên "#,##0'
    assert [cell.value for cell in cells[where + 1 : where + 3]] == ["x", "x"]
    assert "Số cùng kỳ năm trước là số ước lượng" in str(cells[-1].value)


def test_what_is_approximate_now_is_not_compared_either() -> None:
    assert values(line("Số tin", compared("news", 900))) == [1340, 900, "x", "x"]


def test_a_missing_figure_is_neither_zero_nor_computed_with() -> None:
    news = compared("news", 900)
    assert values(line("Xe lưu động", news)) == [17, "…", None, None]
    assert values(line("Xe lưu động", news, compared("vans", None))) == [17, "…", None, None]


def test_why_it_cannot_be_compared_stands_once_under_the_table() -> None:
    summary = full.sheet("Tổng hợp", full.plan())
    told = full.texts(summary)
    assert told.count("không so sánh được (1)") == 2
    assert told.count("(1) Không so sánh được: Xã Cũ được chia tách từ ngày 01/3/2023.") == 1


def test_a_base_that_is_provisional_incomplete_or_rebased_is_marked_and_explained() -> None:
    summary = full.sheet("Tổng hợp", full.plan())
    shapes = {cell.value: cell.style.number_format for cell in summary.cells if cell.value is not None}
    assert shapes[Decimal("10.25")] == '#,##0.00" (sb, cđ)"'
    assert shapes[Decimal("0.5")] == '0.00%" (qđ)"'
    for mark in ("(sb)", "(cđ)", "(qđ)"):
        assert any(text.startswith(mark) for text in full.texts(summary))
    without = full.texts(full.sheet("Tổng hợp", replace_comparisons(compared("news", 900))))
    assert not any(text.startswith(("(sb)", "(cđ)", "(qđ)")) for text in without)


def replace_comparisons(*comparisons: Comparison) -> WorkbookPlan:
    totals = replace(full.totals(), comparisons=comparisons)
    return consolidated(rich.ROUND, full.checked(), totals, rich.standings(), rich.OFFICE, "vi")


def test_the_plan_of_the_year_is_measured_by_the_year_so_far() -> None:
    plan = compared("cost", Decimal(30), "2024", against=Against.PLAN)
    so_far = compared("cost", Decimal("21.5"), "2024", against=Against.SO_FAR)
    this, reached, planned, done, *_ = line("Kinh phí", plan, so_far, round=SECOND_HALF)
    assert (this.value, reached.value, planned.value) == (Decimal("12.0"), Decimal("21.5"), Decimal(30))
    assert done.formula == "=E16/F16"
    assert abs(Decimal(str(done.value)) - Decimal("21.5") / 30) < Decimal("1e-14")


def test_the_plan_of_the_period_is_measured_by_the_period() -> None:
    plan = compared("vans", 16, "2024-H1", against=Against.PLAN)
    assert values(line("Xe lưu động", plan)) == [17, 16, Decimal("1.0625")]


def test_the_plan_of_the_year_without_the_year_so_far_is_not_measured() -> None:
    plan = compared("vans", 34, "2024", against=Against.PLAN)
    assert values(line("Xe lưu động", plan, round=SECOND_HALF)) == [17, 34, "x"]


def test_in_a_period_that_begins_the_year_its_own_figure_is_the_year_so_far() -> None:
    plan = compared("vans", 34, "2024", against=Against.PLAN)
    so_far = compared("vans", 17, "2024", against=Against.SO_FAR)
    assert values(line("Xe lưu động", plan, so_far)) == [17, 34, Decimal("0.5")]


def test_what_nobody_planned_is_blank_and_not_missing() -> None:
    plan = compared("vans", 16, "2024-H1", against=Against.PLAN)
    assert values(line("Kinh phí", plan)) == [Decimal("12.0"), None, None]


def test_plans_for_several_periods_say_for_which() -> None:
    cells = line("Xe lưu động")
    assert "Kế hoạch của 6 tháng đầu năm 2024." in str(cells[-1].value)


def test_a_rate_differs_from_its_plan_by_points() -> None:
    plan = compared("online", Decimal(95), "2024-H1", against=Against.PLAN)
    _, _, done, *_ = line("Tỷ lệ hồ sơ trực tuyến", plan)
    assert done.value == Decimal("-12.1875")
    assert "điểm %" in done.style.number_format


def test_where_figures_come_from_is_said_in_the_copy_to_keep_alone() -> None:
    keep, send = (full.texts(full.sheet("Tổng hợp", full.plan(copy))) for copy in ("keep", "send"))
    note = "Nguồn số liệu cùng kỳ năm trước: Báo cáo số 12/BC-UBND, mục I.2."
    assert note in keep
    assert not any("Nguồn số liệu" in text for text in send)


def test_the_heads_name_the_periods() -> None:
    told = full.texts(full.sheet("Tổng hợp", full.plan()))
    assert "Kỳ trước\n(6 tháng cuối năm 2023)" in told
    assert "Cùng kỳ năm trước\n(6 tháng đầu năm 2023)" in told
    so_far = replace(full.totals(), comparisons=(compared("vans", 30, "2024", against=Against.SO_FAR),))
    second = consolidated(SECOND_HALF, full.checked(), so_far, rich.standings(), rich.OFFICE, "vi")
    assert "Từ đầu năm\n(năm 2024)" in full.texts(full.sheet("Tổng hợp", second))
    english = full.texts(full.sheet("Summary", full.plan(lang="en")))
    assert "Same period last year\n(first half of 2023)" in english


def test_without_anything_to_compare_there_are_no_such_columns() -> None:
    told = full.texts(full.sheet("Tổng hợp", replace_comparisons()))
    assert not any("Cùng kỳ" in text or "Kế hoạch" in text for text in told if "\n" in text)
