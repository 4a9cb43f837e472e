"""From a plan to the bytes of an .xlsx, with XlsxWriter: the same plan gives the same bytes.

Texts are written as texts whatever they begin with, numbers exactly or not at all, formulas with their cached value.
Whatever XlsxWriter would only warn about or answer with a code is a `PlanError` with its place.
"""

import io
import tempfile
import traceback
import warnings
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError, XlsxWriterException
from xlsxwriter.worksheet import Worksheet

from toolkit.files.atomic import output_error
from toolkit.files.listing import Listing
from toolkit.files.model import (
    Cell,
    Protection,
    Sheet,
    Style,
    Value,
    WorkbookPlan,
)
from toolkit.files.write_charts import write_charts
from toolkit.files.write_workbook_checks import (
    MAX_LINK,
    PlanError,
    check_formula,
    check_plan,
    clean_text,
    exact_float,
    place_of,
    split_lookalike,
)
from toolkit.files.write_workbook_formats import Formats
from toolkit.files.write_workbook_package import of_no_system
from toolkit.files.write_workbook_rules import corners, taken_or_refused, write_rules

_A4 = 9
_PLAIN = Style()
_LINK_SIGN = "→"
_CELLS_IN_MEMORY = 100_000
"""Up to so many cells the parts of a file stay in memory, in some 40 MB. More go through a folder of ours: of a sheet of
4 million cells three copies would be in memory. The bytes are the same.
"""
_OPTIONS = {
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "use_zip64": False,
}


def write_workbook(plan: WorkbookPlan) -> bytes:
    """The workbook as bytes. Raises PlanError for what Excel would not take as planned, OutputError where temporary files
    cannot be written.
    """
    check_plan(plan)
    out = io.BytesIO()
    try:
        with TemporaryDirectory(prefix="tonghop-", ignore_cleanup_errors=True) as folder:
            _write_through(folder, plan, out)
    except OSError as error:
        raise output_error(Path(tempfile.tempdir or "TEMP"), error) from error
    return of_no_system(out.getvalue())


class _Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet that takes formulas as they are planned.

    XlsxWriter looks into each for some thirty functions newer than Excel 2010 and renames them, in quoted texts too, which
    takes half of the time that a template takes. A plan may use none. Were the method called otherwise, it would look again.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


def _write_through(folder: str, plan: WorkbookPlan, out: io.BytesIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            _write(plan, out, folder)
        except FileCreateError as broken:  # made of the system's own error, which says why
            error = broken.args[0]
            # It leaves its ZIP file open: let go now, while what that is written into is there.
            traceback.clear_frames(error.__traceback__)
            raise error from broken
        except (Warning, XlsxWriterException) as broken:
            raise PlanError("", str(broken)) from broken


def _write(plan: WorkbookPlan, out: io.BytesIO, folder: str) -> None:
    small = sum(len(sheet.cells) for sheet in plan.sheets) <= _CELLS_IN_MEMORY
    book = Workbook(out, _OPTIONS | {"tmpdir": folder, "in_memory": small})
    # The file says when it was planned and nobody's name.
    book.set_properties({"title": plan.title, "subject": plan.subject, "created": plan.created})
    book.set_calc_mode("auto")
    formats = Formats(book)
    written = [(sheet, book.add_worksheet(sheet.name, _Sheet)) for sheet in plan.sheets]
    first = next(sheet for sheet, _ in written if sheet.state == "visible")
    for sheet, target in written:
        _set_up(sheet, target)
        _write_cells(sheet, target, formats)
        write_rules(sheet, target, formats)
        write_charts(book, plan, sheet, target)
        if sheet is first:
            target.activate()
            target.set_first_sheet()
        elif sheet.state != "visible":
            (target.hide if sheet.state == "hidden" else target.very_hidden)()
    for name, reference in plan.names.items():
        taken_or_refused(book.define_name(name, reference), name)
    book.close()


def _set_up(sheet: Sheet, target: Worksheet) -> None:
    for col in sorted({*sheet.widths, *sheet.hidden_columns}):
        options = {"hidden": True} if col in sheet.hidden_columns else {}
        taken_or_refused(target.set_column(col, col, sheet.widths.get(col), None, options), sheet.name)
    for row in sorted({*sheet.heights, *sheet.hidden_rows}):
        options = {"hidden": True} if row in sheet.hidden_rows else {}
        taken_or_refused(target.set_row(row, sheet.heights.get(row), None, options), sheet.name)
    page = sheet.page
    target.set_paper(_A4)
    if page.landscape:
        target.set_landscape()
    target.set_margins(left=0.6, right=0.45, top=0.6, bottom=0.7)
    if page.fit_width:
        target.fit_to_pages(page.fit_width, page.fit_height)
    if page.repeat_rows:
        target.repeat_rows(*page.repeat_rows)
    if page.area:
        target.print_area(*corners(page.area))
    if page.header:
        target.set_header(page.header)
    target.set_footer(page.footer)
    if page.center:
        target.center_horizontally()
    if page.breaks:
        target.set_h_pagebreaks(list(page.breaks))
    if not sheet.gridlines:
        target.hide_gridlines(2)
    if sheet.tab_color:
        target.set_tab_color(sheet.tab_color)
    target.set_zoom(sheet.zoom)
    if sheet.freeze:
        target.freeze_panes(*sheet.freeze)
    if sheet.protection:
        target.protect("", _allowed(sheet.protection))


def _allowed(protection: Protection) -> dict[str, bool]:
    return {
        "sort": protection.sort,
        "autofilter": protection.filter,
        "format_columns": protection.format_columns,
        "format_rows": protection.format_rows,
        "select_locked_cells": protection.select_locked,
    }


def _write_cells(sheet: Sheet, target: Worksheet, formats: Formats) -> None:
    if isinstance(sheet.cells, Listing):  # one cell a place by its shape, and nothing to merge
        for cell in sheet.cells:
            _put(sheet, cell, target, formats)
        return
    covered = _merge(sheet, target, formats)
    taken: set[tuple[int, int]] = set()
    for cell in sheet.cells:
        place = cell.row, cell.col
        if place in taken or (place in covered and cell.value is not None):
            raise PlanError(place_of(sheet, cell), "two contents for one cell")
        taken.add(place)
        if cell.value is not None or place not in covered:
            _put(sheet, cell, target, formats)


def _put(sheet: Sheet, cell: Cell, target: Worksheet, formats: Formats) -> None:
    try:
        code = _write_cell(cell, target, formats)
    except PlanError as broken:
        raise PlanError(place_of(sheet, cell), str(broken)) from None
    if code:
        raise PlanError(place_of(sheet, cell), "outside the sheet, or longer than Excel's 32,767 characters")


def _write_cell(cell: Cell, target: Worksheet, formats: Formats) -> object:
    """Write one cell; the common kinds first, as this runs once a cell. Gives back XlsxWriter's code, 0 when all is well."""
    row, col, value = cell.row, cell.col, cell.value
    if cell.formula or cell.link or cell.comment:
        return _write_special(cell, target, formats)
    kind = type(value)
    look = formats.of(cell.style)
    if kind is str:
        if "_x" in value and len(parts := split_lookalike(value)) > 1:  # type: ignore[operator,arg-type]
            runs = (run for part in parts for run in (look, part))
            return target.write_rich_string(row, col, *runs, look)
        return target.write_string(row, col, clean_text(value), look)
    if kind is int or kind is Decimal:
        return target.write_number(row, col, exact_float(value), look)  # type: ignore[arg-type]
    if value is None:
        return target.write_blank(row, col, None, look)
    if kind is bool:
        return target.write_boolean(row, col, value, look)
    return target.write_datetime(row, col, value, formats.dated(cell.style))


def _merge(sheet: Sheet, target: Worksheet, formats: Formats) -> frozenset[tuple[int, int]]:
    """Merge, and give back the cells that are covered and so must hold nothing."""
    if not sheet.merges:
        return frozenset()
    tops = {(area.top, area.left) for area in sheet.merges}
    styles = {place: cell.style for cell in sheet.cells if (place := (cell.row, cell.col)) in tops}
    covered: set[tuple[int, int]] = set()
    for area in sheet.merges:
        style = formats.of(styles.get((area.top, area.left), _PLAIN))
        taken_or_refused(target.merge_range(*corners(area), "", style), sheet.name)
        covered |= {
            (r, c) for r in range(area.top, area.bottom + 1) for c in range(area.left, area.right + 1)
        }
        covered.discard((area.top, area.left))
    return frozenset(covered)


def _write_special(cell: Cell, target: Worksheet, formats: Formats) -> object:
    look = formats.of(cell.style)
    if cell.link:
        if len(cell.link) > MAX_LINK:
            raise PlanError("", f"a link has at most {MAX_LINK} characters")
        shown = clean_text(cell.value) if isinstance(cell.value, str) else _LINK_SIGN
        taken_or_refused(target.write_url(cell.row, cell.col, cell.link, look, shown), "")
    if cell.comment:
        options = {"author": "", "font_name": "Times New Roman", "font_size": 10, "x_scale": 2}
        taken_or_refused(target.write_comment(cell.row, cell.col, clean_text(cell.comment), options), "")
    if cell.formula:
        check_formula(cell.formula, "")
        return target.write_formula(cell.row, cell.col, cell.formula, look, _cached(cell.value))
    # What is shown is written over the link's own text; the link stays.
    return _write_cell(replace(cell, link="", comment=""), target, formats)


def _cached(value: Value) -> str | bool | float:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | Decimal):
        number = exact_float(value)
        # XlsxWriter prints it as Python would: 276.0 is no number that Excel writes.
        return int(number) if number == int(number) else number
    if value is None:
        return ""
    raise PlanError("", "a formula's cached value is a text, a number or yes/no")
