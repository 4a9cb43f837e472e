"""Filling a form's template, written by the product's own writer, with openpyxl as a clerk would."""

import io
import pickle
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from random import Random

from openpyxl import Workbook, load_workbook

from tests.mess import words
from tests.mess.fill import BLANK, NONE, Case, Spot, Truth, put
from toolkit.files.write_workbook import write_workbook
from toolkit.form.layout import Layout, lay_out
from toolkit.form.model import BlockKind, Field, FieldType, Key, Round
from toolkit.form.rules import At
from toolkit.intake.model import EntryValue, Qualifier, State
from toolkit.office import Office
from toolkit.template.build import plan_template

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
    template = write_workbook(plan_template(round_, (unit,), {At.PREVIOUS: references}, OFFICE))  # type: ignore[arg-type]
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
