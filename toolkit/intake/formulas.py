"""Formulas in input cells: whose result they show, and the simple sums among them, which are computed anew.

A sum means here what it means in Excel: SUM of cells, ranges and integers of its own sheet, and + and - between them;
an empty cell counts as 0. Exact, on decimals. Nothing else of a formula is ever carried out.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.files.model import Area, RawSheet, RawValue, RawWorkbook

_ELSEWHERE = re.compile(r"\[\d+\]|\[[^\]]*\.\w+\]|\.xls|\.ods\b|file:|https?:", re.IGNORECASE)
_TERM = re.compile(r"([+-]?)(?:SUM\(([^()]*)\)|(\d{1,15})|([A-Z]{1,3}\d{1,7}))")
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_NUMBER = re.compile(r"-?\d{1,15}")


def refers_elsewhere(formula: str) -> bool:
    """Whether a formula takes its result from another workbook."""
    return bool(_ELSEWHERE.search(formula))


def recomputed(raw: RawWorkbook, sheet: RawSheet, formula: str) -> int | float | None:
    """The result of a simple sum on its own sheet; None when it is not one, or adds up something that is no number.

    Decimals have at most the fifteen digits that the program keeps.
    """
    text = formula.lstrip("=").replace("$", "").replace(" ", "").upper()
    total, at = Decimal(0), 0
    if not text:
        return None
    while at < len(text):
        match = _TERM.match(text, at)
        if match is None or (at > 0 and not match[1]):
            return None
        value = _term(raw, sheet, match)
        if value is None:
            return None
        total += -value if match[1] == "-" else value
        at = match.end()
    return int(total) if total == total.to_integral_value() else float(total)


def _term(raw: RawWorkbook, sheet: RawSheet, match: re.Match[str]) -> Decimal | None:
    _, arguments, number, cell = match.groups()
    if number:
        return Decimal(number)
    total = Decimal(0)
    for part in (cell,) if cell else arguments.split(","):
        if not cell and _NUMBER.fullmatch(part):
            total += Decimal(part)
            continue
        if (area := _area(part)) is None or _is_unread(raw, sheet, area):
            return None
        for row, col in _cells(area, sheet):
            value = _native(sheet.at(row, col))
            if value is None:
                return None
            total += value
    return total


def _area(text: str) -> Area | None:
    """The cells that a reference names."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    left, top = _column(match[1]), int(match[2]) - 1
    right, bottom = (_column(match[3]), int(match[4]) - 1) if match[3] else (left, top)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def _is_unread(raw: RawWorkbook, sheet: RawSheet, area: Area) -> bool:
    """Whether an error, or a formula without a result, is among the cells; such a cell has no value of its own."""
    return any(
        name == sheet.name and area.top <= row <= area.bottom and area.left <= col <= area.right
        for spots in (raw.errors, raw.uncalculated)
        for name, row, col in spots
    )


def _cells(area: Area, sheet: RawSheet) -> Iterator[tuple[int, int]]:
    """The cells of an area, as far as the sheet goes."""
    for row in range(area.top, min(area.bottom, len(sheet.rows) - 1) + 1):
        for col in range(area.left, min(area.right, len(sheet.rows[row]) - 1) + 1):
            yield row, col


def _native(value: RawValue) -> Decimal | None:
    """A cell of a sum: 0 when it is empty, None when it is no number."""
    if value is None:
        return Decimal(0)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)


def _column(letters: str) -> int:
    col = 0
    for letter in letters:
        col = col * 26 + ord(letter) - 64
    return col - 1
