"""What may be typed into a sheet, what is coloured by a rule, and what is filtered."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from toolkit.files.model import Area, Sheet, Validation, cell_name
from toolkit.files.write_workbook_checks import PlanError, exact_float
from toolkit.files.write_workbook_formats import Formats

_CRITERIA = {(True, True): "between", (True, False): ">=", (False, True): "<="}


def write_rules(sheet: Sheet, target: Worksheet, formats: Formats) -> None:
    """Put down the rules of a planned sheet. Raises PlanError for what XlsxWriter refuses."""
    for validation in sheet.validations:
        place = f"{sheet.name}!{cell_name(validation.area.top, validation.area.left)}"
        taken_or_refused(target.data_validation(*corners(validation.area), _options(validation)), place)
    for conditional in sheet.conditionals:
        options = {
            "type": "formula",
            "criteria": conditional.formula,
            "format": formats.conditional(conditional.style),
        }
        taken_or_refused(target.conditional_format(*corners(conditional.area), options), sheet.name)
    if sheet.filter:
        target.autofilter(*corners(sheet.filter))


def _options(validation: Validation) -> dict[str, Any]:
    kind = {"decimal": "decimal", "whole": "integer", "text_length": "length"}.get(
        validation.kind, validation.kind
    )
    options: dict[str, Any] = {"validate": kind, "error_type": validation.alert}
    if validation.kind == "list":
        options["source"] = validation.source or list(validation.choices)
    elif validation.kind == "custom":
        options["value"] = validation.source
    elif validation.kind != "any":
        low, high = (_bound(b) for b in (validation.minimum, validation.maximum))
        options["criteria"] = _CRITERIA[low is not None, high is not None]
        options |= {"minimum": low, "maximum": high} if low is not None and high is not None else {}
        options["value"] = low if low is not None else high
    shown = {
        "input_title": validation.prompt_title,
        "input_message": validation.prompt,
        "error_title": validation.error_title,
        "error_message": validation.error,
    }
    return options | {name: text for name, text in shown.items() if text}


def _bound(bound: str | int | Decimal | date | None) -> object:
    if isinstance(bound, int | Decimal):
        return exact_float(bound)
    if isinstance(bound, date) and not isinstance(bound, datetime):
        return datetime(bound.year, bound.month, bound.day)
    return bound


def corners(area: Area) -> tuple[int, int, int, int]:
    """As XlsxWriter takes an area: top, left, bottom, right."""
    return area.top, area.left, area.bottom, area.right


def taken_or_refused(code: object, place: str) -> None:
    """XlsxWriter answers with a code other than 0 where it refuses. Raises PlanError then."""
    if code:
        raise PlanError(place, f"XlsxWriter refused it (code {code})")
