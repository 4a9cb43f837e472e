"""What was found of one area in a workbook, while it is being looked for; every later check reads it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from toolkit.files.model import RawValue, RawWorkbook, cell_name
from toolkit.findings import Finding, Place, found
from toolkit.form.layout import BlockArea
from toolkit.form.model import BlockKind, Key
from toolkit.intake.locate import CodedSheet, Start
from toolkit.intake.words import tidy

Spot = tuple[str, int, int]
"""A cell: sheet, row, column."""
MAX_PLACES = 200
"""So many further places a finding has at most."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say of one cell; remarks of one code on one sheet become one finding. `text` says what is there, `also`
    are further cells that it concerns.
    """

    code: str
    place: Place
    text: str = ""
    also: tuple[Place, ...] = ()


@dataclass(slots=True)
class Search:
    """An area on its sheet. `spots` has every typed datum found, `derived` the computed ones; a key in `doubts` was
    found, but must not be counted: its remark says why. `again` are further places of the same key.

    `lines` are the rows that belong to the area (of its own sheet) with their keys; `known` the cells of them that are
    accounted for. `tick` is the box "Không phát sinh".
    """

    raw: RawWorkbook
    area: BlockArea
    sheet: CodedSheet
    starts: tuple[Start, ...] = ()
    """Where blocks begin on the sheet."""
    code_col: int = -1
    label_col: int = -1
    spots: dict[Key, Spot] = field(default_factory=dict)
    derived: dict[Key, Spot] = field(default_factory=dict)
    sums: dict[Key, Spot] = field(default_factory=dict)
    """A grid's TỔNG CỘNG by column."""
    before: dict[Key, Spot] = field(default_factory=dict)
    """Of a fields block: where last period's value stands."""
    again: dict[Key, list[Spot]] = field(default_factory=dict)
    doubts: dict[Key, Remark] = field(default_factory=dict)
    lines: dict[Spot, list[Key]] = field(default_factory=dict)
    known: set[Spot] = field(default_factory=set)
    tick: Spot | None = None
    lost: list[Key] = field(default_factory=list)
    """Rows and columns that are not there: keys with only the code, row or column set."""
    contested: dict[str, str] = field(default_factory=dict)
    """Columns whose code says one thing and whose heading, given here, is another column's."""
    head: tuple[int, int] = (-1, 0)
    """The code row of a grid or list (-1: none), and the first row below its headings."""
    remarks: list[Remark] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def key(self, code: str, row: str = "", column: str = "") -> Key:
        """A key of this area."""
        return Key(self.area.form, self.area.block.id, code, row, column)

    def at(self, row: int, col: int) -> RawValue:
        """A cell of the area's own sheet."""
        return self.sheet.raw.at(row, col)

    def on(self, row: int, col: int) -> Spot:
        """A cell of the area's own sheet, by name."""
        return self.sheet.raw.name, row, col

    def place(self, key: Key | None = None, spot: Spot | None = None) -> Place:
        """The place of a datum, or of the block."""
        return place_of(self.area, spot[0] if spot else self.sheet.raw.name, key, spot)

    def remark(self, code: str, key: Key | None, spot: Spot, text: str = "") -> None:
        """Note something to say of a cell."""
        self.remarks.append(Remark(code, self.place(key, spot), text))

    def doubt(self, code: str, key: Key, spot: Spot, text: str = "", also: Iterable[Spot] = ()) -> None:
        """Hold a datum; the first reason is the one that is said."""
        places = tuple(self.place(None, other) for other in also)
        self.doubts.setdefault(key, Remark(code, self.place(key, spot), text, also=places))

    def say(self, code: str, place: Place, **params: Any) -> None:
        """Word a finding of this area."""
        self.findings.append(found(code, place, **params))

    @property
    def is_grid(self) -> bool:
        """Whether the block is a grid."""
        return self.area.block.kind is BlockKind.GRID


def value_at(raw: RawWorkbook, spot: Spot) -> RawValue:
    """The value of a cell; None where there is no such sheet."""
    sheet = raw.sheet(spot[0])
    return sheet.at(spot[1], spot[2]) if sheet else None


def place_of(area: BlockArea, sheet: str, key: Key | None = None, spot: Spot | None = None) -> Place:
    """The place of a datum, or of the block."""
    return Place(
        form=area.form,
        block=area.block.id,
        field=key.field if key else "",
        row=key.row if key else "",
        column=key.column if key else "",
        sheet=sheet,
        cell=cell_name(spot[1], spot[2]) if spot else "",
    )


def says(value: RawValue) -> bool:
    """Whether a value is more than blanks."""
    if isinstance(value, str):
        return value[:1].isalnum() or bool(tidy(value))
    return value is not None


def has_content(search: Search, spot: Spot) -> bool:
    """Whether anything stands in a cell: a value, an error, a formula without a result."""
    sheet = search.sheet.raw if spot[0] == search.sheet.raw.name else search.raw.sheet(spot[0])
    if sheet is not None and says(sheet.at(spot[1], spot[2])):
        return True
    return spot in search.raw.errors or spot in search.raw.uncalculated


def with_related(finding: Finding, places: Iterable[Place]) -> Finding:
    """The finding with the further places it concerns, each once, as many as anybody will look at; how many there are in
    all is the message's to say.
    """
    return replace(finding, related=tuple(islice(dict.fromkeys(places), MAX_PLACES)))
