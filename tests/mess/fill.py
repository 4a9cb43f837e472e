"""A made form's template, filled with openpyxl as a clerk would, and the truth of it: what each cell was meant to say.

`Case` is made once for a form and a seed; every kind of mess opens its own `Fill` of it and changes workbook, truth and
places together.
"""

import io
import pickle
import re
import zipfile
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from random import Random

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.mess import words
from toolkit.files.write_workbook import write_workbook
from toolkit.form.layout import CODE_COL, LABEL_COL, MEASURE_COL, BlockArea, Layout, lay_out
from toolkit.form.model import BlockKind, Field, FieldType, Key, Round
from toolkit.intake.model import EntryValue, Qualifier, State
from toolkit.office import Office
from toolkit.template.build import plan_template
from toolkit.units import Unit

OFFICE = Office(
    unit_code="524",
    name="UBND huyện Bình Sơn",
    area="huyện Bình Sơn",
    agency=("ỦY BAN NHÂN DÂN", "HUYỆN BÌNH SƠN"),
    place="Bình Sơn",
    symbol="BC-UBND",
    addressee=(),
    authority=(),
    recipients=(),
)
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


@dataclass
class _Filler:
    rng: Random
    layout: Layout

    @cached_property
    def lines(self) -> dict[tuple[str, str], int]:
        return {
            (area.form, area.block.id): self.rng.randint(1, area.block.lines)
            for area in self.layout.areas
            if area.block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}
        }

    def truth(self, key: Key, item: Field | None, kind: FieldType) -> Truth:
        lines = self.lines.get((key.form, key.block))
        if lines is not None and int(key.row) > lines:
            return BLANK
        first = lines is not None and (item is None or key.field == "number")
        if not first and self.rng.random() < 0.1:
            return BLANK
        can_be_none = lines is None and item is not None and item.can_be_none
        if kind is not FieldType.YES_NO and can_be_none and self.rng.random() < 0.04:
            return NONE
        qualifier = Qualifier.EXACT
        if kind is FieldType.COUNT and lines is None and self.rng.random() < 0.04:
            qualifier = self.rng.choice((Qualifier.OVER, Qualifier.ABOUT))
        return Truth(State.VALUE, self.value(item, kind), qualifier)

    def value(self, item: Field | None, kind: FieldType) -> EntryValue:
        rng = self.rng
        match kind:
            case FieldType.COUNT:
                return int(rng.choice((0, 7, 12, 98, 107, 820, 1292, 4523, 12000, 45018)) + rng.randint(0, 9))
            case FieldType.AMOUNT:
                return plain(Decimal(rng.randint(1, 9_000_000)).scaleb(-rng.randint(0, 3)))
            case FieldType.RATE:
                return plain(Decimal(rng.randint(201, 10_000)).scaleb(-2))
            case FieldType.YES_NO:
                return rng.random() < 0.6
            case FieldType.DATE:
                return date(2024, rng.randint(1, 6), rng.randint(1, 28))
            case FieldType.TEXT:
                if item is None:
                    return f"{rng.choice(words.IDEAS)} ({rng.randint(1, 99)})"
                return rng.choice(item.choices or words.SHORT_TEXTS)


def plain(number: Decimal) -> Decimal:
    """Without trailing zeros or an exponent, as the product gives amounts and rates."""
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()


def content_of(truth: Truth) -> object:
    """What a clerk types for a truth where everything is as it should be."""
    match truth:
        case Truth(state=State.BLANK):
            return None
        case Truth(state=State.NONE):
            return "Không phát sinh"
        case Truth(qualifier=Qualifier.OVER, value=value):
            return f"trên {value}"
        case Truth(qualifier=Qualifier.ABOUT, value=value):
            return f"khoảng {value}"
        case Truth(value=bool() as value):
            return "Có" if value else "Không"
        case Truth(value=Decimal() as value):
            return float(value)
    return truth.value


def put(cell: Cell, content: object) -> None:
    """Type into a cell; a text stays a text whatever it begins with."""
    cell.value = content  # type: ignore[assignment]
    if isinstance(content, str):
        cell.data_type = "s"


def fill_case(name: str, seed: int, round_: Round, rng: Random) -> Case:
    """One unit's template of a round, written by the product, filled at random."""
    unit = rng.choice(round_.communes)
    layout = lay_out(round_.forms, (unit,))
    items: dict[Key, Field | None] = {}
    truth: dict[Key, Truth] = {}
    where: dict[Key, Spot] = {}
    filler = _Filler(rng, layout)
    references: dict[Key, object] = {}
    case = Case(name, seed, round_, unit, layout, b"", b"", truth, where, items)
    for slot in layout.slots:
        if not slot.typed:
            continue
        area = layout.area(slot.key.form, slot.key.block)
        items[slot.key] = next(
            (item for item in area.columns if slot.key.field in (item.code, *item.pair)), None
        )
        where[slot.key] = slot.sheet, slot.row, slot.col
        truth[slot.key] = filler.truth(slot.key, items[slot.key], case.type_of(slot.key))
        if rng.random() < 0.5 and area.block.kind in {BlockKind.FIELDS, BlockKind.GRID}:
            before = filler.value(items[slot.key], case.type_of(slot.key))
            references[slot.key] = before
    template = write_workbook(plan_template(round_, (unit,), references, OFFICE))  # type: ignore[arg-type]
    book = _filled(template, truth, where)
    pickled = pickle.dumps(book)
    out = io.BytesIO()
    book.save(out)
    return replace(case, filled=out.getvalue(), book=pickled)


def _filled(template: bytes, truth: dict[Key, Truth], where: dict[Key, Spot]) -> Workbook:
    book = load_workbook(io.BytesIO(template), rich_text=True)
    for key, (sheet, row, col) in where.items():
        if truth[key] != BLANK:
            put(book[sheet].cell(row + 1, col + 1), content_of(truth[key]))
    return book


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
