"""Workbooks as values: `WorkbookPlan`, what is to be written; `RawWorkbook`, what was found. Rows and columns from 0.

Two plans compare with `==`, so most tests need no file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from toolkit.files.chart import Chart as Chart

Value = str | int | Decimal | bool | date | datetime | None
"""What a planned cell holds. Texts are always written as texts: a leading "=" never becomes a formula."""

RawValue = str | int | float | bool | date | datetime | time | timedelta | None
"""What a reader found; None is an empty cell."""

State = Literal["visible", "hidden", "very_hidden"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a cell looks and whether it can be edited. Colours are "#RRGGBB", `border` "none", "thin" or "hair"."""

    bold: bool = False
    italic: bool = False
    size: float = 11
    font: str = "Times New Roman"
    color: str = "#000000"
    fill: str = ""
    border: str = "none"
    align: Literal["", "left", "center", "right", "justify"] = ""
    valign: Literal["top", "center", "bottom"] = "center"
    wrap: bool = False
    number_format: str = "General"
    indent: int = 0
    rotation: int = 0
    underline: bool = False
    locked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: a value, or a `formula` (with "=") whose cached result is `value`. `link` is a URL or "internal:'S'!A1".

    `about` says, for readers of the plan, which datum it shows (unit_id, "" for a total; then the key's parts); it is not
    written.
    """

    row: int
    col: int
    value: Value = None
    style: Style = Style()
    formula: str = ""
    link: str = ""
    comment: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What may be typed into an area. `kind` "list" takes `choices` or a `source` range; "custom" a formula in `source`.

    `alert` "stop" refuses, "warning" asks, "information" tells. Excel's limits (title 32, text 255) are errors here.
    """

    area: Area
    kind: Literal["list", "whole", "decimal", "date", "text_length", "custom", "any"]
    minimum: str | int | Decimal | date | None = None
    maximum: str | int | Decimal | date | None = None
    choices: tuple[str, ...] = ()
    source: str = ""
    prompt_title: str = ""
    prompt: str = ""
    error_title: str = ""
    error: str = ""
    alert: Literal["stop", "warning", "information"] = "stop"


@dataclass(frozen=True, slots=True)
class Conditional:
    """A conditional format: where the formula (with "=", relative to the area's first cell) holds, the style applies."""

    area: Area
    formula: str
    style: Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """What a locked sheet still allows. No password: protection is a guard-rail, not a security control."""

    sort: bool = False
    filter: bool = False
    format_columns: bool = True
    format_rows: bool = True
    select_locked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """How a sheet prints: A4, fitted to so many pages; `fit_height` 0 is any length, `fit_width` 0 no fitting at all."""

    landscape: bool = False
    fit_width: int = 1
    fit_height: int = 0
    repeat_rows: tuple[int, int] | None = None
    area: Area | None = None
    header: str = ""
    footer: str = "&C&P/&N"
    center: bool = True
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One worksheet. `widths` in characters by column, `heights` in points by row. Very many `cells` are a `Listing`."""

    name: str
    cells: Sequence[Cell] = ()
    merges: tuple[Area, ...] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    hidden_columns: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    state: State = "visible"
    validations: tuple[Validation, ...] = ()
    conditionals: tuple[Conditional, ...] = ()
    protection: Protection | None = None
    filter: Area | None = None
    freeze: tuple[int, int] | None = None
    page: Page = Page()
    tab_color: str = ""
    gridlines: bool = False
    zoom: int = 100
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookPlan:
    """A whole workbook. `names` maps defined names to references ("='Sheet 1'!$A$1"). `created` is given: no clock."""

    sheets: tuple[Sheet, ...]
    title: str = ""
    subject: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    created: datetime = datetime(2020, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCell:
    """One cell of a returned workbook to be marked: coloured by `level`, and with `comment` ("" for the colour alone)."""

    sheet: str
    row: int
    col: int
    level: Literal["error", "warning", "info"]
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPlan:
    """What is put into a returned workbook, and nothing else: marks in its cells, and one new sheet behind the others.

    `author` is who comments; marks, comments of that author and the sheet of that name from an earlier time are replaced.
    """

    cells: tuple[MarkedCell, ...]
    sheet: Sheet
    author: str


class Mark(StrEnum):
    """Why a cell does not say plainly what its value is. The first three stand among `RawWorkbook.errors`, as no value of
    such a cell can be right; the others in `Unclear`.

    Stated more than once in the file; no number, though stored as one; read otherwise by two parsers; partly raised or
    lowered; struck out, in part or whole; a number format that scales the number; one that puts words or digits to it, or
    shows nothing.
    """

    TWICE = "#TWICE!"
    NO_NUMBER = "#NAN!"
    MISREAD = "#UNCLEAR!"
    RAISED = "#RAISED!"
    STRUCK = "#STRUCK!"
    SCALED = "#SCALED!"
    WORDED = "#WORDED!"


@dataclass(frozen=True, slots=True)
class Unclear:
    """What a cell shows otherwise than its value says. `how` is the part of the text, or the number format."""

    mark: Mark
    how: str = ""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet as found. `rows[r][c]` is the cell at row r, column c of the sheet itself; rows may differ in length.

    `hidden_rows` and `hidden_columns` are those that nobody sees: hidden, filtered out, or of no height or width.
    """

    name: str
    state: State
    rows: tuple[tuple[RawValue, ...], ...]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def at(self, row: int, col: int) -> RawValue:
        """The value of a cell, None outside what was found."""
        if 0 <= row < len(self.rows) and 0 <= col < len(self.rows[row]):
            return self.rows[row][col]
        return None


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """A workbook as found; nothing interpreted, nothing cut off.

    Cells are given as (sheet, row, column). `errors` are error cells ("#REF!"); `formulas` the text of every cell that is
    a formula, with "=", "" where the file does not tell it (a shared formula's other cells, .xls); `uncalculated` those
    among them whose cached value cannot be trusted: there is none, or it is the 0 of a program that never calculates.
    `percents` are cells whose number format shows a percentage (1 is seen as 100%); `unclear` those whose value is
    not what they show, numbers by format, texts by font (fonts: .xlsx alone; .ods: neither). `modified`: when the
    program that wrote it says it was last saved, in UTC.
    """

    sheets: tuple[RawSheet, ...]
    errors: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    uncalculated: frozenset[tuple[str, int, int]] = frozenset()
    modified: datetime | None = None
    percents: frozenset[tuple[str, int, int]] = frozenset()
    formulas: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    unclear: Mapping[tuple[str, int, int], Unclear] = field(default_factory=dict)

    def sheet(self, name: str) -> RawSheet | None:
        """The sheet of a name, None when there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def column_letters(col: int) -> str:
    """0 -> "A", 26 -> "AA"."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """ "A" -> 0, "AA" -> 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, col: int, absolute: bool = False) -> str:
    """(11, 3) -> "D12", absolute "$D$12"."""
    sign = "$" if absolute else ""
    return f"{sign}{column_letters(col)}{sign}{row + 1}"


def quote_sheet(name: str) -> str:
    """A sheet's name as formulas need it: 'Số liệu'."""
    return "'" + name.replace("'", "''") + "'"
