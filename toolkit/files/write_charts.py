"""Native charts of a sheet, with XlsxWriter. Their numbers are stored beside the references, so that a program that does
not calculate (Protected View, a preview) draws them too; a cell without a number leaves a gap, never a bar of 0.
"""

import re
from decimal import Decimal
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from toolkit.files.chart import Chart, Series
from toolkit.files.model import Area, Sheet, Value, WorkbookPlan, column_number
from toolkit.files.write_workbook_checks import PlanError, exact_float

_FONT = "Times New Roman"
_INK = "#404040"
_RULE = "#BFBFBF"

_STRETCH = re.compile(
    r"='(?P<sheet>(?:[^']|'')+)'!\$(?P<left>[A-Z]+)\$(?P<top>\d+):\$(?P<right>[A-Z]+)\$(?P<bottom>\d+)"
)
_Cells = dict[str, dict[tuple[int, int], Value]]


def write_charts(book: Workbook, plan: WorkbookPlan, sheet: Sheet, target: Worksheet) -> None:
    """Draw the charts of a planned sheet. Raises PlanError for a reference that is no row or column of cells of the plan,
    and for a chart without series or alternative text.
    """
    cells = _referenced(plan, sheet.charts)
    for chart in sheet.charts:
        if not chart.alt or not chart.series:
            raise PlanError(sheet.name, "a chart needs series and alternative text")
        drawn = book.add_chart({"type": chart.kind})
        numbers: list[float] = []
        for series in chart.series:
            found = [_number(value) for value in _stretch(series.values, cells)]
            numbers += [number for number in found if number is not None]
            drawn.add_series(_series(chart, series, _stretch(series.categories, cells), found))
        _look(drawn, chart, from_zero=min(numbers, default=0) >= 0)
        options = {"description": chart.alt, "object_position": 1}
        if target.insert_chart(chart.row, chart.col, drawn, options):
            raise PlanError(sheet.name, f"XlsxWriter refused the chart “{chart.title}”")


def _referenced(plan: WorkbookPlan, charts: tuple[Chart, ...]) -> _Cells:
    """The cells of the sheets that the charts refer to."""
    wanted = {
        _parsed(area)[0] for chart in charts for one in chart.series for area in (one.categories, one.values)
    }
    return {
        sheet.name: {(cell.row, cell.col): cell.value for cell in sheet.cells}
        for sheet in plan.sheets
        if sheet.name in wanted
    }


def _parsed(reference: str) -> tuple[str, Area]:
    match = _STRETCH.fullmatch(reference)
    if match is None:
        raise PlanError("", f"{reference} is no stretch of cells of a sheet")
    left, top, right, bottom = (match[part] for part in ("left", "top", "right", "bottom"))
    area = Area(int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))
    return match["sheet"].replace("''", "'"), area


def _stretch(reference: str, cells: _Cells) -> list[Value]:
    """What stands in a stretch of one row or column."""
    name, area = _parsed(reference)
    if name not in cells or (area.top != area.bottom and area.left != area.right):
        raise PlanError("", f"{reference} is no stretch of cells of a sheet")
    places = (
        (row, col) for row in range(area.top, area.bottom + 1) for col in range(area.left, area.right + 1)
    )
    return [cells[name].get(place) for place in places]


def _number(value: Value) -> float | None:
    return exact_float(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _series(chart: Chart, series: Series, labels: list[Value], numbers: list[float | None]) -> dict[str, Any]:
    line = chart.kind == "line"
    return {
        "name": series.name,
        "categories": series.categories,
        "values": series.values,
        "categories_data": ["" if label is None else str(label) for label in labels],
        "values_data": numbers,
        "data_labels": {
            "value": True,
            "num_format": chart.number_format or "General",
            "font": {"name": _FONT, "size": 9, "color": _INK},
        },
        "gap": 50,
        **(
            {"line": {"color": series.color, "width": 2.25}, "marker": {"type": "circle", "size": 6}}
            if line
            # A thin dark rule round every bar: a light one is seen in print too.
            else {"fill": {"color": series.color}, "border": {"color": _INK, "width": 0.75}}
        ),
    }


def _look(drawn: Any, chart: Chart, *, from_zero: bool) -> None:
    font = {"name": _FONT, "size": 10, "color": _INK}
    # At the low end, where bars of negative numbers do not run over them.
    labels = {
        "num_font": font, "line": {"color": _INK}, "major_tick_mark": "none", "label_position": "low",
    }  # fmt: skip
    # The numbers stand at the bars; an axis of numbers beside them says nothing more.
    numbers: dict[str, Any] = {"visible": False, "major_gridlines": {"visible": False}}
    if from_zero:
        numbers["min"] = 0
    if chart.most is not None:
        numbers["max"] = exact_float(chart.most)
    if chart.kind == "bar":
        # Bars run from below; turned round, the first row of the cells stands on top.
        drawn.set_y_axis({**labels, "reverse": True})
        drawn.set_x_axis(numbers)
    else:
        drawn.set_x_axis(labels)
        drawn.set_y_axis(numbers)
    drawn.set_title({"name": chart.title, "name_font": {"name": _FONT, "size": 12, "color": _INK}})
    drawn.set_legend({"position": "bottom", "font": font} if len(chart.series) > 1 else {"none": True})
    drawn.set_size({"width": chart.width, "height": chart.height})
    drawn.set_chartarea({"border": {"color": _RULE}})
    drawn.show_blanks_as("gap")
