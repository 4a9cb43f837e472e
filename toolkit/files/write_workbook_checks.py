"""What Excel would refuse, repair or cut off without a word, found in a plan before anything is written."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from toolkit.files.listing import Listing
from toolkit.files.model import Area, Cell, Sheet, Validation, WorkbookPlan, cell_name

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
MAX_SHEET_NAME = 31
MAX_FORMULA, MAX_FORMULA_TEXT = 8_192, 255
MAX_LINKS, MAX_LINK = 65_530, 2_079
MAX_TITLE, MAX_PROMPT, MAX_LIST = 32, 255, 255
MAX_HEADER = 255
MAX_WIDTH, MAX_HEIGHT = 255, 409
EXACT_DIGITS = 15

FUNCTIONS = frozenset(
    {
        "ABS", "AND", "AVERAGE", "CHOOSE", "COLUMN", "CONCATENATE", "COUNT", "COUNTA", "COUNTBLANK",
        "COUNTIF", "COUNTIFS", "DATE", "DAY", "EXACT", "FALSE", "FIND", "HYPERLINK", "IF", "IFERROR",
        "INDEX", "INT", "ISBLANK", "ISERROR", "ISNA", "ISNUMBER", "ISTEXT", "LEFT", "LEN", "LOWER", "MATCH",
        "MAX", "MID", "MIN", "MOD", "MONTH", "N", "NOT", "OR", "RIGHT", "ROUND", "ROUNDDOWN", "ROUNDUP",
        "ROW", "ROWS", "SEARCH", "SIGN", "SUBSTITUTE", "SUBTOTAL", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT",
        "T", "TEXT", "TRIM", "TRUE", "UPPER", "VALUE", "VLOOKUP", "YEAR",
    }
)  # fmt: skip
"""The functions that plans may use: all of them in Excel 2010, LibreOffice and WPS, none of them volatile."""

_QUOTED = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'')
_CALL = re.compile(r"([A-Za-z_][A-Za-z0-9_.]*)\(")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


class PlanError(ValueError):
    """A plan that Excel would not take as it is. `place` is "sheet!cell", a sheet, or "" for the whole workbook."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(f"{place}: {what}" if place else what)
        self.place = place


def check_plan(plan: WorkbookPlan) -> None:
    """Everything but what only the cells' own writing can tell. Raises PlanError at the first mistake."""
    seen: set[str] = set()
    if not any(sheet.state == "visible" for sheet in plan.sheets):
        raise PlanError("", "no visible sheet")
    for sheet in plan.sheets:
        for what in _wrong_with(sheet, seen):
            raise PlanError(sheet.name, what)
        seen.add(sheet.name.casefold())
        for validation in sheet.validations:
            for what in _wrong_with_validation(validation):
                place = cell_name(validation.area.top, validation.area.left)
                raise PlanError(f"{sheet.name}!{place}", what)
        for conditional in sheet.conditionals:
            check_formula(conditional.formula, sheet.name)
    for name, reference in plan.names.items():
        check_formula(reference, name)


def check_formula(formula: str, place: str) -> None:
    """Excel 2010's limits and the functions of `FUNCTIONS`. Raises PlanError."""
    if not formula.startswith("="):
        raise PlanError(place, f"formula without '=': {formula[:60]}")
    if len(formula) > MAX_FORMULA:
        raise PlanError(place, f"formula of {len(formula)} characters, at most {MAX_FORMULA}")
    for text in _QUOTED.findall(formula):
        if text[0] == '"' and len(text) - 2 > MAX_FORMULA_TEXT:
            raise PlanError(place, f"text of more than {MAX_FORMULA_TEXT} characters in a formula")
    bare = _QUOTED.sub("", formula)
    if bare.count("(") != bare.count(")"):
        raise PlanError(place, f"unbalanced brackets: {formula[:60]}")
    unknown = {name.upper() for name in _CALL.findall(bare)} - FUNCTIONS
    if unknown:
        raise PlanError(place, f"functions not allowed here: {', '.join(sorted(unknown))}")


def exact_float(value: Decimal | int) -> float:
    """The number as a workbook holds it. Raises PlanError when more than 15 digits would be needed."""
    if isinstance(value, int) and -(10**EXACT_DIGITS) < value < 10**EXACT_DIGITS:
        return value
    exact = Decimal(value)
    if not exact.is_finite():
        raise PlanError("", f"{value} is no number")
    digits = len(exact.normalize().as_tuple().digits)
    if digits > EXACT_DIGITS or Decimal(repr(float(exact))) != exact:
        raise PlanError("", f"{value} has more than the {EXACT_DIGITS} digits that Excel keeps")
    return float(exact)


def overlaps(areas: tuple[Area, ...]) -> Area | None:
    """An area that shares a cell with an earlier one, or None."""
    taken: set[tuple[int, int]] = set()
    for area in areas:
        cells = {
            (row, col) for row in range(area.top, area.bottom + 1) for col in range(area.left, area.right + 1)
        }
        if taken & cells:
            return area
        taken |= cells
    return None


def _wrong_with(sheet: Sheet, seen: set[str]) -> Iterator[str]:
    name = sheet.name
    if not name or len(name) > MAX_SHEET_NAME:
        yield f"a sheet's name has 1 to {MAX_SHEET_NAME} characters, this one {len(name)}"
    if _SHEET_NAME.search(name) or name[:1] == "'" or name[-1:] == "'" or name.casefold() == "history":
        yield "a character or name that Excel does not allow for a sheet"
    if name.casefold() in seen:
        yield "two sheets of one name"
    areas = [*sheet.merges, *(v.area for v in sheet.validations), *(c.area for c in sheet.conditionals)]
    areas += [area for area in (sheet.filter, sheet.page.area) if area]
    for area in areas:
        if not (0 <= area.top <= area.bottom < MAX_ROWS and 0 <= area.left <= area.right < MAX_COLUMNS):
            yield f"an area outside the sheet: {area}"
    if any(area.top == area.bottom and area.left == area.right for area in sheet.merges):
        yield "a merged area of one cell"
    if double := overlaps(sheet.merges):
        yield f"two merged areas overlap at {cell_name(double.top, double.left)}"
    if any(not 0 <= width <= MAX_WIDTH for width in sheet.widths.values()):
        yield f"a column wider than {MAX_WIDTH}"
    if any(not 0 <= height <= MAX_HEIGHT for height in sheet.heights.values()):
        yield f"a row higher than {MAX_HEIGHT}"
    if max(len(sheet.page.header), len(sheet.page.footer)) > MAX_HEADER:
        yield f"a header or footer of more than {MAX_HEADER} characters"
    if not 10 <= sheet.zoom <= 400:
        yield "a zoom outside 10 to 400"
    if isinstance(sheet.cells, Listing):
        if len(sheet.cells.rows) >= MAX_ROWS:
            yield f"{len(sheet.cells.rows)} rows, at most {MAX_ROWS - 1}"
        if sheet.merges:
            yield "merged cells in a listing"
    elif sum(1 for cell in sheet.cells if cell.link) > MAX_LINKS:
        yield f"more than {MAX_LINKS} links"


def _wrong_with_validation(validation: Validation) -> Iterator[str]:
    for title in (validation.prompt_title, validation.error_title):
        if len(title) > MAX_TITLE:
            yield f"a prompt's title has at most {MAX_TITLE} characters: {title}"
    for text in (validation.prompt, validation.error):
        if len(text) > MAX_PROMPT:
            yield f"a prompt has at most {MAX_PROMPT} characters: {text[:60]}"
    if validation.kind == "list":
        if not validation.choices and not validation.source:
            yield "a drop-down without choices"
        if len(",".join(validation.choices)) > MAX_LIST:
            yield f"a drop-down's choices have together at most {MAX_LIST} characters; use a source range"
        if any("," in choice for choice in validation.choices):
            yield "a choice with a comma; use a source range"
    elif validation.kind == "custom":
        check_formula(validation.source, "")
    elif validation.kind != "any" and validation.minimum is None and validation.maximum is None:
        yield "a bound is missing"


def place_of(sheet: Sheet, cell: Cell) -> str:
    """ "Số liệu!D12" for messages."""
    inside = min(cell.row, cell.col) >= 0
    return f"{sheet.name}!{cell_name(cell.row, cell.col) if inside else (cell.row, cell.col)}"


@lru_cache(maxsize=65_536)
def clean_text(text: str) -> str:
    """The text with what XML cannot hold (lone surrogates, non-characters) shown as U+FFFD."""
    return re.sub("[\ud800-\udfff\ufffe\uffff]", "\ufffd", text)


_LOOKALIKE = re.compile(r"(?<=_)(?=x[0-9A-Fa-f]{1,3}_)")


def split_lookalike(text: str) -> list[str]:
    """A text in parts where LibreOffice would take some of it for an escape: it reads "bao_tro_xa_hoi" as "bao_tro", a
    line feed, "hoi", though the standard wants four digits. In separate runs no such escape is left.
    """
    return _LOOKALIKE.split(clean_text(text))
