"""Formulas in input cells: whose result they show, and the simple sums among them, which are computed anew.

A sum means here what it means in Excel: SUM of cells, ranges and integers of its own sheet, and + and - between them;
an empty cell counts as 0. Exact, on decimals. Nothing else of a formula is ever carried out.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.files.model import RawSheet, RawWorkbook

_ELSEWHERE = re.compile(r"\[\d+\]|\[[^\]]*\.\w+\]|\.xls|\.ods\b|file:|https?:", re.IGNORECASE)
_TERM = re.compile(r"([+-]?)(?:SUM\(([^()]*)\)|(\d{1,15})|([A-Z]{1,3}\d{1,7}))")
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_NUMBER = re.compile(r"-?\d{1,15}")
_MOST_CELLS = 10_000


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
        for row, col in _cells(part, sheet):
            value = _native(raw, sheet, row, col)
            if value is None:
                return None
            total += value
    return total if cell or _valid(arguments) else None


def _valid(arguments: str) -> bool:
    return all(_NUMBER.fullmatch(part) or _RANGE.fullmatch(part) for part in arguments.split(","))


def _cells(text: str, sheet: RawSheet) -> Iterator[tuple[int, int]]:
    """The cells of a reference, as far as the sheet goes."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return
    left, top = _column(match[1]), int(match[2]) - 1
    right, bottom = (_column(match[3]), int(match[4]) - 1) if match[3] else (left, top)
    top, bottom, left, right = min(top, bottom), max(top, bottom), min(left, right), max(left, right)
    bottom = min(bottom, top + _MOST_CELLS)
    for row in range(top, min(bottom, len(sheet.rows) - 1) + 1):
        for col in range(left, min(right, len(sheet.rows[row]) - 1) + 1):
            yield row, col


def _native(raw: RawWorkbook, sheet: RawSheet, row: int, col: int) -> Decimal | None:
    """A cell of a sum: 0 when it is empty, None when it is no number."""
    spot, value = (sheet.name, row, col), sheet.at(row, col)
    if spot in raw.errors or spot in raw.uncalculated:
        return None
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
