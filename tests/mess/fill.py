"""A filled template and the truth of it: what each cell was meant to say.

`Case` is made once for a form and a seed; every kind of mess opens its own `Fill` of it and changes workbook, truth and
places together.
"""

import io
import pickle
import re
import zipfile
from dataclasses import dataclass, field, replace
from random import Random

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.form.layout import CODE_COL, LABEL_COL, MEASURE_COL, BlockArea, Layout
from toolkit.form.model import BlockKind, Field, FieldType, Key, Round
from toolkit.intake.model import EntryValue, Qualifier, State
from toolkit.units import Unit

Spot = tuple[str, int, int]
"""Sheet, row and column, from 0."""


Mark = tuple[str, ...]
"""("label", *key), ("code", *key), ("measure", *key); ("head", form, block, column), ("column code", ...)."""


class NotHereError(Exception):
    """A kind of mess that a form has no room for, such as blank rows in a list where there is no list."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What a cell was meant to say. `doubtful`: nobody can tell from the file, so that it must not be counted without a
    finding. `gone`: it is not in the file any more, so that a finding must say so. `caseless`: capitals are not kept.
    """

    state: State
    value: EntryValue = None
    qualifier: Qualifier = Qualifier.EXACT
    doubtful: bool = False
    gone: bool = False
    caseless: bool = False


BLANK = Truth(State.BLANK)
NONE = Truth(State.NONE)


@dataclass(slots=True)
class Fill:
    """One filled workbook on its way through a kind of mess. `touched` are the keys that it was about (none: all);
    `strays` places of what was typed where nothing is asked; `cached` results that a formula's cell is to be saved with;
    `typed` what was typed, to be shown with an example of a wrong entry; `marks` where codes, labels and headings are;
    `must_ask` that nobody may be taken for the sender without asking; `file` the name it is sent under.
    """

    case: "Case"
    book: Workbook
    truth: dict[Key, Truth]
    where: dict[Key, Spot]
    touched: set[Key] = field(default_factory=set)
    strays: dict[Spot, str] = field(default_factory=dict)
    cached: dict[Spot, str] = field(default_factory=dict)
    typed: dict[Key, str] = field(default_factory=dict)
    marks: dict[Mark, Spot] = field(default_factory=dict)
    must_ask: bool = False
    file: str = "bao cao.xlsx"

    def cell(self, key: Key) -> Cell:
        """The cell of a key, where it is now."""
        sheet, row, col = self.where[key]
        found: Cell = self.book[sheet].cell(row + 1, col + 1)
        return found

    def type_in(self, key: Key, content: object, truth: Truth | None = None) -> None:
        """Type something else into a key's cell; texts stay texts. `truth`: what is meant by it, if not the same."""
        put(self.cell(key), content)
        self.touched.add(key)
        self.typed[key] = repr(content)
        if truth is not None:
            self.truth[key] = truth

    def areas(self, *kinds: BlockKind) -> list[BlockArea]:
        """The form's areas of some kinds that are still in the workbook. Raises NotHereError when there is none."""
        found = [
            area
            for area in self.case.layout.areas
            if area.block.kind in kinds and area.sheet in self.book.sheetnames
        ]
        if not found:
            raise NotHereError
        return found

    def keys(self, area: BlockArea) -> list[Key]:
        """The keys of an area that have a place."""
        return [key for key in self.where if (key.form, key.block) == (area.form, area.block.id)]

    def sheet(self, area: BlockArea) -> Worksheet:
        """The sheet of an area."""
        found: Worksheet = self.book[area.sheet]
        return found

    def pick(self, rng: Random, keys: list[Key], most: int = 4) -> list[Key]:
        """Some of the keys. Raises NotHereError when there are none."""
        if not keys:
            raise NotHereError
        return rng.sample(keys, min(most, len(keys)))

    def said(self, *types: FieldType) -> list[Key]:
        """The keys of some types that state a plain value, without a qualifier."""
        return [
            key
            for key in self.where
            if self.truth[key].state is State.VALUE
            and not self.truth[key].doubtful
            and self.truth[key].qualifier is Qualifier.EXACT
            and self.case.type_of(key) in types
            and key not in self.touched
        ]

    def lose(self, keys: list[Key]) -> None:
        """Take keys out of the file; a finding must say so where there was something."""
        for key in keys:
            self.where.pop(key, None)
            if self.truth[key].state is not State.BLANK:
                self.truth[key] = replace(self.truth[key], gone=True)
            self.touched.add(key)

    def save(self) -> bytes:
        """The workbook's bytes, with the results that its formulas are to be saved with."""
        out = io.BytesIO()
        self.book.save(out)
        data = out.getvalue()
        return _with_results(data, self) if self.cached else data


@dataclass(frozen=True, slots=True)
class Case:
    """A round, a unit of it, its template filled (as a file, and as a pickled workbook), and the truth of the fill.
    `name` and `seed` make it again.
    """

    name: str
    seed: int
    round: Round
    unit: Unit
    layout: Layout
    filled: bytes
    book: bytes
    truth: dict[Key, Truth]
    where: dict[Key, Spot]
    items: dict[Key, Field | None]

    def open(self) -> Fill:
        """A fresh copy to be messed up."""
        # A pickle opens four times as fast as the file.
        book: Workbook = pickle.loads(self.book)
        for sheet in book.worksheets:
            # A pickled dictionary of dimensions forgets whose it is.
            for kept, make in (
                (sheet.row_dimensions, sheet._add_row),
                (sheet.column_dimensions, sheet._add_column),
            ):
                kept.worksheet, kept.reference, kept.default_factory = sheet, "index", make
        return Fill(
            case=self, book=book, truth=dict(self.truth), where=dict(self.where), marks=marks_of(self.layout)
        )

    def type_of(self, key: Key) -> FieldType:
        """What is asked for in a key's cell: numerators and denominators are counts."""
        item = self.items[key]
        if item is None:
            return FieldType.TEXT
        return FieldType.COUNT if item.is_typed_rate and key.field != item.code else item.type


def marks_of(layout: Layout) -> dict[Mark, Spot]:
    """Where the template has codes, labels, measures and headings."""
    marks: dict[Mark, Spot] = {}
    for slot in layout.slots:
        area = layout.area(slot.key.form, slot.key.block)
        marks["code", *slot.key] = slot.sheet, slot.row, CODE_COL
        if area.block.kind in {BlockKind.FIELDS, BlockKind.GRID}:
            marks["label", *slot.key] = slot.sheet, slot.row, LABEL_COL
        if area.block.kind is BlockKind.FIELDS:
            marks["measure", *slot.key] = slot.sheet, slot.row, MEASURE_COL
        if area.code_row >= 0:
            head = area.head_row
            if area.block.kind is BlockKind.GRID and any(
                slot.key.field in group.columns for group in area.block.head
            ):
                head += 1
            marks["head", area.form, area.block.id, slot.key.field] = slot.sheet, head, slot.col
            marks["column code", area.form, area.block.id, slot.key.field] = (
                slot.sheet,
                area.code_row,
                slot.col,
            )
    return marks


def put(cell: Cell, content: object) -> None:
    """Type into a cell; a text stays a text whatever it begins with."""
    cell.value = content  # type: ignore[assignment]
    if isinstance(content, str):
        cell.data_type = "s"


def _with_results(data: bytes, fill: Fill) -> bytes:
    """openpyxl saves formulas without results; a program that calculates saves them with."""
    parts = {name: f"xl/worksheets/sheet{at}.xml" for at, name in enumerate(fill.book.sheetnames, start=1)}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            for (sheet, row, col), result in fill.cached.items():
                if parts[sheet] == name:
                    place = fill.book[sheet].cell(row + 1, col + 1).coordinate
                    text = _result(text.decode(), place, result).encode()
            new.writestr(name, text)
    return out.getvalue()


def _result(text: str, place: str, result: str) -> str:
    """`result` is XML as it stands in <v>, an error's text, or a text."""
    kind = ' t="e"' if result.startswith("#") else ""
    pattern = re.compile(rf'<c r="{place}"([^>]*?)>(<f>.*?</f>)<v ?/?>(?:</v>)?')
    changed, count = pattern.subn(rf'<c r="{place}"\1{kind}>\2<v>{result}</v>', text)
    assert count == 1, (place, count)
    return changed
