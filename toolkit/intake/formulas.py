"""Formulas in input cells: whose result they show, and the simple sums among them, which are computed anew.

A sum means here what it means in Excel: SUM of cells, ranges and integers of its own sheet, and + and - between them;
an empty cell counts as 0. Exact, on decimals. Nothing else of a formula is ever carried out.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from toolkit.files.model import Area, RawSheet, RawWorkbook, column_number
from toolkit.intake.converted import exact

_ELSEWHERE = re.compile(r"\[\d+\]|\[[^\]]*\.\w+\]|\.xls|\.ods\b|file:|https?:", re.IGNORECASE)
_TERM = re.compile(r"([+-]?)(?:SUM\(([^()]*)\)|(\d{1,15})|([A-Z]{1,3}\d{1,7}))")
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
MOST_CELLS = 300_000
"""Cells that the sums of one workbook may add up; a round's largest form adds up some thousands."""
_NUMBER = re.compile(r"-?\d{1,15}")


def refers_elsewhere(formula: str) -> bool:
    """Whether a formula takes its result from another workbook."""
    return bool(_ELSEWHERE.search(formula))


@dataclass(slots=True)
class Sums:
    """The simple sums of one workbook. `left` cells may still be added up: more are a hostile file's, not a form's."""

    raw: RawWorkbook
    left: int = MOST_CELLS
    _unread: dict[str, frozenset[tuple[int, int]]] = field(default_factory=dict)

    def result(self, sheet: RawSheet, formula: str) -> int | float | None:
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
            value = self._term(sheet, match)
            if value is None:
                return None
            total += -value if match[1] == "-" else value
            at = match.end()
        return int(total) if total == total.to_integral_value() else float(total)

    def _term(self, sheet: RawSheet, match: re.Match[str]) -> Decimal | None:
        _, arguments, number, cell = match.groups()
        if number:
            return Decimal(number)
        total = Decimal(0)
        for part in (cell,) if cell else arguments.split(","):
            if not cell and _NUMBER.fullmatch(part):
                total += Decimal(part)
            elif (area := _area(part)) is None or (value := self._added(sheet, area)) is None:
                return None
            else:
                total += value
        return total

    def _added(self, sheet: RawSheet, area: Area) -> Decimal | None:
        """The sum of an area's cells, as far as the sheet goes."""
        unread, size = self._unread_of(sheet), (area.bottom - area.top + 1) * (area.right - area.left + 1)
        self.left -= min(size, len(unread))
        if self.left < 0 or _meets(area, size, unread):
            return None
        total = Decimal(0)
        for at in range(area.top, min(area.bottom + 1, len(sheet.rows))):
            values = sheet.rows[at][area.left : area.right + 1]
            self.left -= len(values) + 1
            if self.left < 0:
                return None
            for value in values:
                if value is None:
                    continue
                if isinstance(value, bool) or not isinstance(value, int | float):
                    return None
                total += exact(value)
        return total

    def _unread_of(self, sheet: RawSheet) -> frozenset[tuple[int, int]]:
        """The cells of a sheet that have no value of their own: errors, formulas without a result, unclear ones."""
        if not self._unread:
            spots: dict[str, set[tuple[int, int]]] = {one.name: set() for one in self.raw.sheets}
            for some in (self.raw.errors, self.raw.uncalculated, self.raw.unclear):
                for name, row, col in some:
                    spots.setdefault(name, set()).add((row, col))
            self._unread = {name: frozenset(cells) for name, cells in spots.items()}
        return self._unread.get(sheet.name, frozenset())


def _meets(area: Area, size: int, unread: frozenset[tuple[int, int]]) -> bool:
    """Whether one of the cells is in the area, by the shorter way."""
    if size > len(unread):
        return any(area.top <= row <= area.bottom and area.left <= col <= area.right for row, col in unread)
    rows, cols = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
    return any((row, col) in unread for row in rows for col in cols)


def _area(text: str) -> Area | None:
    """The cells that a reference names."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    left, top = column_number(match[1]), int(match[2]) - 1
    right, bottom = (column_number(match[3]), int(match[4]) - 1) if match[3] else (left, top)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
