"""A sheet while it is being planned, and how high a row must be for its text."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil
from typing import Any

from toolkit.files.model import Area, Cell, Conditional, Sheet, Style, Validation, Value

_LINE = 1.36
"""Height of a line by its font size: Vietnamese capitals carry two marks."""
_PADDING = 4.0
_SPACE = 0.54
_NARROW = frozenset("fijlrt.,;:()'!|-/“”")


@dataclass(slots=True)
class Draft:
    """Cells and properties gathered in any order; `finish` makes the sheet."""

    name: str
    cells: list[Cell] = field(default_factory=list)
    merges: list[Area] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    validations: list[Validation] = field(default_factory=list)
    conditionals: list[Conditional] = field(default_factory=list)

    def put(
        self, row: int, col: int, value: Value, style: Style, *, formula: str = "", link: str = ""
    ) -> None:
        """One cell."""
        self.cells.append(Cell(row=row, col=col, value=value, style=style, formula=formula, link=link))

    def span(
        self, area: Area, value: Value, style: Style, *, formula: str = "", link: str = "", fit: bool = True
    ) -> None:
        """One cell over an area; of a single row, the row is made high enough for a text unless `fit` is off."""
        self.put(area.top, area.left, value, style, formula=formula, link=link)
        if (area.top, area.left) != (area.bottom, area.right):
            self.merges.append(area)
        if fit and area.top == area.bottom and isinstance(value, str):
            width = sum(self.widths.get(col, 8.43) for col in range(area.left, area.right + 1))
            self.fit(area.top, [(value, width, style)])

    def fit(self, row: int, texts: Iterable[tuple[str, float, Style]], least: float = 0) -> None:
        """Make a row high enough for texts in cells of these widths (in characters); never lower than it is."""
        needed = [
            lines_of(text, width, style) * style.size * _LINE + _PADDING for text, width, style in texts
        ]
        self.heights[row] = round(max([self.heights.get(row, 0), least, *needed]), 1)

    def finish(self, **properties: Any) -> Sheet:
        """The sheet."""
        return Sheet(
            name=self.name,
            cells=tuple(self.cells),
            merges=tuple(self.merges),
            widths=self.widths,
            heights=self.heights,
            hidden_rows=tuple(self.hidden_rows),
            validations=tuple(self.validations),
            conditionals=tuple(self.conditionals),
            **properties,
        )


def lines_of(text: str, width: float, style: Style) -> int:
    """Lines that a text takes in a cell of a width in characters, in Times New Roman, broken at spaces; errs upwards."""
    room = (width - 0.8 - style.indent) * 11 / style.size / (1.06 if style.bold else 1.0)
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        used = 0.0
        for word in paragraph.split(" "):
            long = _length(word)
            if used and used + long > room:
                count += 1
                used = 0.0
            count += ceil(long / room) - 1 if long > room else 0
            used += min(long, room) + _SPACE
    return count


@lru_cache(maxsize=8192)
def _length(word: str) -> float:
    """In characters of a column's width, which are digits of Calibri 11 and half a point more than those here."""
    bases = (char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    return sum(
        1.42 if char.isupper() else 0.62 if char in _NARROW else 1.63 if char in "mw" else 1.02
        for char in bases
    )
