"""Estimates stand on a sheet of their own, and nowhere else."""

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.report.values import here_of
from tests.unit.workbook import rich, suggested
from tests.unit.workbook.consolidated import consolidated
from toolkit.files.model import Cell, Sheet, Value, WorkbookPlan
from toolkit.form.model import Rollup
from toolkit.merge.model import Totals
from toolkit.merge.tidy import entries_rows, totals_rows
from toolkit.report.compose import compose
from toolkit.report.markdown import to_markdown
from toolkit.report.model import ReportChoices
from toolkit.text import Lang
from toolkit.workbook import styles

NAME = {"vi": "Số liệu ước tính", "en": "Estimates"}
UNKNOWN = "chưa đủ căn cứ"


def plan(totals: Totals, lang: Lang = "vi") -> WorkbookPlan:
    return consolidated(rich.ROUND, suggested.checked(), totals, rich.standings(), rich.OFFICE, lang)


def sheet(lang: Lang = "vi", edition: int = 0) -> Sheet:
    return next(one for one in plan(suggested.totals(edition), lang).sheets if one.name == NAME[lang])


def is_estimate(cell: Cell) -> bool:
    """By its look, which nothing else has."""
    return cell.style.color == styles.NO_ESTIMATE.color and cell.style.fill == styles.NO_ESTIMATE.fill


def numbers(planned: Sheet) -> list[list[Value]]:
    """The estimates, row by row."""
    found: dict[int, list[Value]] = {}
    for cell in filter(is_estimate, planned.cells):
        found.setdefault(cell.row, []).append(cell.value)
    return [*found.values()]


def test_each_total_that_is_not_complete_has_a_row_with_reported_coverage_estimate_and_range() -> None:
    totals, planned = suggested.totals(), sheet()
    sums = {one.key for one in totals.totals if one.rollup is Rollup.SUM}
    known = [[one.value, one.low, one.high] for one in totals.estimates if one.key in sums and one.value]
    assert [row for row in numbers(planned) if isinstance(row[0], Decimal) and row[0] > 1] == known
    assert len(numbers(planned)) == len(totals.estimates)
    row = next(
        [c.value for c in planned.cells if c.row == cell.row] for cell in planned.cells if is_estimate(cell)
    )
    assert row[1] == "Số tin" and row[3] == 1335 and row[4] == "4/6" and row[5] == "–"
    assert row[9] == "Phần ước tính của 2 đơn vị: Thị trấn Châu Ổ, Xã Hòa Khê."


def test_a_rate_is_estimated_in_percent() -> None:
    rates = [row for row in numbers(sheet()) if isinstance(row[0], Decimal) and row[0] < 1]
    given = [one.value for one in suggested.totals().estimates if one.value and one.value < 100]
    assert rates and [[row[0] * 100, *row[1:]] for row in rates if isinstance(row[0], Decimal)] == [
        [value, UNKNOWN, UNKNOWN] for value in given
    ]


def test_what_has_no_basis_is_not_guessed() -> None:
    planned = sheet()
    at = next(cell.row for cell in planned.cells if cell.value == UNKNOWN)
    row = [cell.value for cell in planned.cells if cell.row == at]
    assert row[6:9] == [UNKNOWN] * 3
    assert "Chưa có căn cứ để ước tính (1 đơn vị): Xã Hòa Khê." in str(row[-1])


@pytest.mark.parametrize(("lang", "word"), [("vi", "ước tính"), ("en", "est.")])
def test_every_number_of_it_is_marked_and_the_sheet_says_what_it_is(lang: Lang, word: str) -> None:
    planned = sheet(lang)
    marked = [cell for cell in planned.cells if is_estimate(cell) and isinstance(cell.value, Decimal)]
    assert marked and all(cell.style.number_format.startswith(f'"{word} "') for cell in marked)
    assert any(isinstance(cell.value, str) and word in cell.value for cell in planned.cells if cell.row == 3)


def test_even_of_an_edition_it_says_that_it_is_an_estimate() -> None:
    said = {cell.value for cell in sheet(edition=1).cells}
    assert "SỐ LIỆU ƯỚC TÍNH" in said and not any("CHÍNH THỨC" in str(words) for words in said)


def test_no_sheet_where_every_total_is_complete() -> None:
    assert NAME["vi"] not in [one.name for one in plan(rich.totals()).sheets]


def test_no_formula_is_of_it_or_leads_to_it() -> None:
    planned = plan(suggested.totals())
    formulas = [cell.formula for one in planned.sheets for cell in one.cells if cell.formula]
    assert formulas and not [formula for formula in formulas if NAME["vi"] in formula]
    assert not [cell for cell in sheet().cells if cell.formula]


def test_every_other_sheet_is_as_it_is_without_estimates() -> None:
    with_them, without = (
        {one.name: one for one in plan(totals).sheets} for totals in (suggested.totals(), rich.totals())
    )
    assert with_them.keys() - without.keys() == {NAME["vi"]}
    naming = {"Tổng hợp", "Mục lục, ghi chú"}
    assert all(with_them[name] == without[name] for name in without if name not in naming)
    # The summary only says where they stand.
    more = {(c.value, c.formula) for c in with_them["Tổng hợp"].cells}
    more -= {(c.value, c.formula) for c in without["Tổng hợp"].cells}
    assert [words for words, formula in more if not formula] == [words for words, _ in more]
    assert len(more) == 1 and "trang “Số liệu ước tính”" in str(more.pop()[0])


def test_no_estimate_is_in_the_report_or_in_the_tidy_tables() -> None:
    """The very same bytes as without them."""
    choices = ReportChoices(as_of=date(2024, 6, 20))
    for lang in ("vi", "en"):
        reports = [
            compose(here_of(rich.ROUND, totals, rich.standings(), rich.OFFICE, choices, lang), {})
            for totals in (suggested.totals(), rich.totals())
        ]
        assert reports[0] == reports[1] and to_markdown(reports[0]) == to_markdown(reports[1])
    assert totals_rows(rich.ROUND, suggested.totals()) == totals_rows(rich.ROUND, rich.totals())
    entries = entries_rows(rich.ROUND, suggested.checked(), 0)
    shown = "\n".join(",".join(row) for row in (*entries, *totals_rows(rich.ROUND, suggested.totals())))
    assert "7700" not in shown and "ước tính" not in shown


def test_what_is_left_open_in_a_column_is_a_dash_that_the_notes_explain() -> None:
    planned = sheet()
    rows = {cell.row for cell in planned.cells if is_estimate(cell)}
    shown = [cell.value for cell in planned.cells if cell.row in rows and cell.col in {2, 5}]
    assert "–" in shown and all(value not in {None, ""} for value in shown)
    assert any("Dấu “–”" in str(cell.value) for cell in planned.cells)
