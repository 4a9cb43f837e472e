"""Native charts: their numbers are in the file, gaps are no zeros, and the same plan gives the same bytes."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from toolkit.files.chart import Chart, Series
from toolkit.files.model import Cell, Sheet, WorkbookPlan
from toolkit.files.write_workbook import write_workbook
from toolkit.files.write_workbook_checks import PlanError

LABELS = "='Biểu đồ'!$A$1:$A$3"
VALUES = "='Biểu đồ'!$B$1:$B$3"
BARS = Chart(
    row=5, col=0, title="Tin, bài", alt="Tin, bài: kỳ này 12, 0 và chưa có số liệu.",
    series=(Series(name="Kỳ này", categories=LABELS, values=VALUES),), number_format="#,##0",
)  # fmt: skip


def plan(*charts: Chart, values: tuple[int | Decimal | str | None, ...] = (12, 0, None)) -> WorkbookPlan:
    labels = (Cell(row=row, col=0, value=f"Chỉ tiêu {row}") for row in range(3))
    numbers = (Cell(row=row, col=1, value=value) for row, value in enumerate(values))
    sheet = Sheet(name="Biểu đồ", cells=(*labels, *numbers), charts=charts)
    return WorkbookPlan(sheets=(sheet,), created=datetime(2024, 1, 1))


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_the_numbers_stand_in_the_chart_itself() -> None:
    drawn = part(write_workbook(plan(BARS)), "xl/charts/chart1.xml")
    assert '<c:pt idx="0"><c:v>12' in drawn
    assert '<c:pt idx="1"><c:v>0' in drawn
    assert "<c:v>Chỉ tiêu 2</c:v>" in drawn


def test_what_is_no_number_is_a_gap_and_never_zero() -> None:
    for value in (None, "…"):
        drawn = part(write_workbook(plan(BARS, values=(12, 0, value))), "xl/charts/chart1.xml")
        numbers = drawn[drawn.index("<c:val>") :]
        assert '<c:pt idx="2">' not in numbers[: numbers.index("</c:val>")]
        assert '<c:dispBlanksAs val="gap"/>' in drawn or "<c:dispBlanksAs" not in drawn


def test_negative_numbers_are_not_cut_off() -> None:
    assert '<c:min val="0"' in part(write_workbook(plan(BARS)), "xl/charts/chart1.xml")
    below = plan(BARS, values=(12, Decimal("-3.5"), 1))
    assert "<c:min" not in part(write_workbook(below), "xl/charts/chart1.xml")


def test_those_who_do_not_see_it_are_told_what_it_shows() -> None:
    assert f'descr="{BARS.alt}"' in part(write_workbook(plan(BARS)), "xl/drawings/drawing1.xml")
    with pytest.raises(PlanError, match="alternative text"):
        write_workbook(plan(replace(BARS, alt="")))


@pytest.mark.parametrize(
    "reference", ["='Khác'!$A$1:$A$3", "='Biểu đồ'!$A$1:$B$3", "=SUM(A1:A3)", "'Biểu đồ'!A1:A3"]
)
def test_a_reference_to_anything_but_a_row_or_column_of_the_plan_is_refused(reference: str) -> None:
    wrong = replace(BARS, series=(replace(BARS.series[0], values=reference),))
    with pytest.raises(PlanError):
        write_workbook(plan(wrong))


@pytest.mark.parametrize("kind", ["bar", "column", "line"])
def test_the_same_plan_gives_the_same_bytes(kind: str) -> None:
    drawn = replace(BARS, kind=kind)  # type: ignore[arg-type]
    assert write_workbook(plan(drawn)) == write_workbook(plan(drawn))
