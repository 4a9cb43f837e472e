"""Filled templates for the parity of a rule's readers: what a clerk may type, plain and rough, and what the sheet shows.

Rough is what only the toolkit can read: numbers in words, "trên 50", an error value, a date as text. The rest is plain,
mistakes among it: blanks, "không phát sinh", fractions in counts, figures that break the rule.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from openpyxl import load_workbook

from tests.recall import Plant, Subject, places
from tests.recall_pieces import NONE, Values
from toolkit.form.layout import CHECK_SHEET, Layout, Slot
from toolkit.form.model import BlockKind, Field, FieldType, Key, Round

RESULT_COL = 5
ERRORS = ("#N/A", "#DIV/0!", "#VALUE!")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """What was typed: by datum, and into the ticks; `rough` are the data that are not plain."""

    typed: Mapping[Key, object]
    ticks: Mapping[tuple[str, str], str]
    rough: frozenset[Key]


@dataclass(slots=True)
class Clerk:
    """Types a return: `noise` is how often a datum becomes something else, `rough` how much of that is rough."""

    round: Round
    layout: Layout
    rng: Random
    noise: float
    rough: float
    _rough: set[Key] = field(default_factory=set)

    def fill(self, subject: Subject, known: Values) -> Fill:
        """A correct return, or one in which some rules are broken, with noise; `known` is one that fits what was stated of
        other periods.
        """
        fresh = {} if self.rng.random() < 0.5 else subject.correct(self.rng, 0)
        values = known | {name: value for name, value in fresh.items() if "|" not in name}
        if self.rng.random() < 0.8:
            for plant in self.rng.sample(subject.plants, k=max(1, len(subject.plants) // 3)):
                values |= self._broken(plant, subject, values)
        known = places(self.round.forms)
        typed = {known[name].key: value for name, value in values.items() if "|" not in name}
        for key, value in typed.items():
            if isinstance(value, tuple):
                typed[key] = f"{_QUALIFIERS[value[1]]} {value[0]}"
                self._rough.add(key)
        for slot in self.layout.slots:
            if slot.typed and self.rng.random() < self.noise:
                typed[slot.key] = self._other(slot)
        return Fill(typed=typed, ticks=self._ticks(typed), rough=frozenset(self._rough))

    def _broken(self, plant: Plant, subject: Subject, values: Values) -> Values:
        return plant.broken(self.rng, values, [subject.correct(self.rng, 1)]).values

    def _other(self, slot: Slot) -> object:
        item = field_of(self.layout, slot.key)
        if self.rng.random() < self.rough:
            self._rough.add(slot.key)
            return self.rng.choice(_ROUGH[item.type if item else FieldType.TEXT])
        self._rough.discard(slot.key)
        return self.rng.choice([None, None, NONE, "Không phát sinh", " ", *_plain(item, self.rng)])

    def _ticks(self, typed: dict[Key, object]) -> dict[tuple[str, str], str]:
        """A tick over an empty block is plain; over one with figures intake takes no notice of it, and no formula."""
        ticks: dict[tuple[str, str], str] = {}
        for area in self.layout.areas:
            if self.rng.random() >= self.noise / 2:
                continue
            keys = [slot.key for slot in self.layout.slots if slot.key[:2] == (area.form, area.block.id)]
            ticks[area.form, area.block.id] = self.rng.choice(["x", "Không phát sinh"])
            if self.rng.random() < 0.8:
                typed |= dict.fromkeys(keys)
                self._rough -= set(keys)
            else:
                self._rough |= set(keys)
        return ticks


_QUALIFIERS = {"over": "trên", "under": "dưới", "about": "khoảng"}
_ROUGH: Mapping[FieldType, tuple[object, ...]] = {
    FieldType.COUNT: ("trên 50", "dưới 3", "khoảng 20", "12", "1.500", "chưa rõ", "năm cái", *ERRORS),
    FieldType.AMOUNT: ("trên 5", "3,5", "chưa rõ", *ERRORS),
    FieldType.RATE: ("98,5%", "trên 90%", "chưa rõ", *ERRORS),
    FieldType.YES_NO: ("x", "rồi", "chưa rõ", True, *ERRORS),
    FieldType.DATE: ("22/01/2024", "tháng 3", *ERRORS),
    FieldType.TEXT: ("Ke hoach", "-", *ERRORS),
}


def _plain(item: Field | None, rng: Random) -> list[object]:
    if item is None:
        return ["một ý", "hai ý"]
    match item.type:
        case FieldType.COUNT:
            return [rng.randint(0, 5), rng.randint(0, 500), 2.5]
        case FieldType.AMOUNT:
            return [Decimal(rng.randint(0, 400)) / 10, rng.randint(0, 9)]
        case FieldType.RATE:
            return [Decimal(rng.randint(110, 1100)) / 10, 0.5]
        case FieldType.YES_NO:
            return ["Có", "Không", "có"]
        case FieldType.DATE:
            return [date(2023, 12, 10) + timedelta(rng.randint(0, 200)), date(1900, 3, 1)]
    return [*item.choices] if item.choices else ["A1", " A1 ", "cũ"]


def field_of(layout: Layout, key: Key) -> Field | None:
    """The field or column of a datum; None in a narrative."""
    area = layout.area(key.form, key.block)
    if area.block.kind is BlockKind.NARRATIVE:
        return None
    return next(item for item in area.columns if key.field in (item.code, *item.pair))


def write(template: bytes, layout: Layout, fill: Fill) -> bytes:
    """The template with what was typed in it, as a program that computes nothing would save it."""
    book = load_workbook(io.BytesIO(template), rich_text=True)
    for slot in layout.slots:
        value = fill.typed.get(slot.key)
        if value is None:
            continue
        cell = book[slot.sheet].cell(slot.row + 1, slot.col + 1)
        cell.value = ("Có" if value else "Không") if value is False or value is True else value
        if isinstance(value, str) and value not in ERRORS:
            cell.data_type = "s"
    for (form, block), said in fill.ticks.items():
        area = layout.area(form, block)
        book[area.sheet].cell(area.tick_row + 1, area.tick_col + 1).value = said
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shown(path: Path) -> Iterator[tuple[str, str]]:
    """The code and the result of each line of the check sheet as computed."""
    for line in load_workbook(path, data_only=True)[CHECK_SHEET].iter_rows(values_only=True):
        if str(line[0] or "").startswith("rule:"):
            yield str(line[0]), str(line[RESULT_COL])
