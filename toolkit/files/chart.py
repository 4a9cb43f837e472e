"""A native chart of a workbook, as a value. Rows and columns from 0."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series of a chart: references to cells of the workbook ("='S'!$A$1:$A$9"), and its colour, "#RRGGBB"."""

    name: str
    categories: str
    values: str
    color: str = "#4472C4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart over cells that hold its numbers, its top left corner in (`row`, `col`), its size in pixels.

    `alt` tells what it shows to those who do not see it; never empty. `most` is where the axis of numbers ends, None for
    where the numbers do: a share of a whole is drawn against the whole.
    """

    row: int
    col: int
    title: str
    alt: str
    series: tuple[Series, ...]
    kind: Literal["bar", "column", "line"] = "bar"
    width: int = 720
    height: int = 360
    number_format: str = ""
    most: Decimal | None = None
