"""Random forms of every kind of rule, rounds of them and of the shipped forms, correct returns and planted violations.

Independent of the toolkit's judgement: see recall_pieces. What is handed to the toolkit are returns as intake would have
read them, a cell a datum, in the layout's own places.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from random import Random

import tests.recall_tables  # noqa: F401 (importing it makes its kinds known)
from tests.recall_pieces import KINDS, NONE, Broken, Piece, Values
from toolkit.files.model import cell_name
from toolkit.form.layout import Slot, lay_out
from toolkit.form.load import load_form
from toolkit.form.model import Form, Key, Round
from toolkit.form.rules import At
from toolkit.intake.model import Entry, EntryValue, Qualifier, StackedEntry, State, UnitData, UnitReturn
from toolkit.periods import parse_period
from toolkit.units import Unit

ARRIVED = datetime(2024, 6, 14, 9)
Past = dict[At, dict[str, dict[Key, EntryValue]]]

_HEAD = """\
id: {ident}
version: "1"
title: {{vi: {ident}, en: {ident}}}
short_title: {{vi: {ident}, en: {ident}}}
valid_from: 2020-01-01
asked_of: [commune]
blocks:
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """One way to break one rule. `spread`: between units."""

    kind: str
    rule: str
    broken: Callable[[Random, Values, Sequence[Values]], Broken]
    spread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Forms asked in one round, what a correct return of unit number n says, and what can be broken in it."""

    forms: tuple[Form, ...]
    correct: Callable[[Random, int], Values]
    plants: tuple[Plant, ...]


def random_subject(seed: int, kinds: Sequence[str]) -> Subject:
    """A form (and another beside it where a piece asks for one) with one piece of each kind."""
    rng = Random(seed)
    pieces = [KINDS[name](f"k{at}", rng) for at, name in enumerate(kinds)]
    forms = _forms(f"r{seed}", pieces)

    def correct(rng: Random, unit: int) -> Values:
        return {name: value for piece in pieces for name, value in piece.correct(rng, unit).items()}

    plants = (Plant(kind=p.kind, rule=p.rule, broken=p.broken, spread=p.spread) for p in pieces)
    return Subject(forms=forms, correct=correct, plants=tuple(plants))


def text_of(
    ident: str, fields: Sequence[str], blocks: Sequence[str], rules: Sequence[str], sheet: str = "f"
) -> str:
    """form.yaml's text. `sheet` is where its single fields stand."""
    head = f"  - id: f\n    kind: fields\n    label: {{vi: {sheet}, en: {sheet}}}\n    sheet: {sheet}\n    fields:\n"
    figures = head + "".join(f"{line}\n" for line in fields)
    body = (figures if fields else "") + "".join(blocks)
    return _HEAD.format(ident=ident) + body + ("rules:\n" + "".join(rules) if rules else "")


def _forms(ident: str, pieces: Sequence[Piece]) -> tuple[Form, ...]:
    other = f"{ident}_other"
    text = text_of(
        ident,
        [line for piece in pieces for line in piece.fields],
        [block for piece in pieces for block in piece.blocks],
        [rule.replace("OTHER.", f"{other}.") for piece in pieces for rule in piece.rules],
    )
    forms = [load_form(text.encode(), f"{ident}/form.yaml")]
    fields = [line for piece in pieces for line in piece.other_fields]
    blocks = [block for piece in pieces for block in piece.other_blocks]
    if fields or blocks:
        forms.append(load_form(text_of(other, fields, blocks, (), "there").encode(), f"{other}/form.yaml"))
    return tuple(forms)


def communes(count: int) -> tuple[Unit, ...]:
    """So many communes of one district."""
    return tuple(
        Unit(code=str(20_000 + at), name=f"Xã Số {at}", type="Xã", level="commune", parent="10")
        for at in range(count)
    )


def round_of(forms: tuple[Form, ...], count: int) -> Round:
    """The first half of 2024, asked of so many communes."""
    period = parse_period("2024-H1")
    return Round(
        id=f"{forms[0].id}-{period.id}",
        forms=forms,
        period=period,
        asker=Unit(code="10", name="Huyện Thử", type="Huyện", level="district", parent="1"),
        units=communes(count),
        due=period.due,
    )


@cache
def places(forms: tuple[Form, ...]) -> Mapping[str, Slot]:
    """The slot of every name of a datum."""
    unit = communes(1)
    return {name_of(forms, slot.key): slot for slot in lay_out(forms, unit).slots if slot.typed}


def name_of(forms: tuple[Form, ...], key: Key) -> str:
    """A datum as pieces name it."""
    before = "" if key.form == forms[0].id else "other:"
    if not key.row:
        return before + key.field
    return before + f"{key.block}/{key.row}" + (f"/{key.column}" if key.column else "")


def unit_data(round_: Round, unit: Unit, values: Values) -> UnitData:
    """A unit with one return that says these values; what is None, or not said, was left blank."""
    known = places(round_.forms)
    now = {name: value for name, value in values.items() if "|" not in name}
    assert now.keys() <= known.keys(), sorted(now.keys() - known.keys())
    entries = tuple(_entry(slot, now.get(name)) for name, slot in known.items())
    one = UnitReturn(
        round=round_.id,
        unit_id=unit.unit_id,
        version=1,
        file=f"{unit.name}.xlsx",
        sha256="0" * 64,
        arrived_at=ARRIVED,
        registered_at=ARRIVED,
        entries=entries,
    )
    stack = tuple(StackedEntry(entry=e, version=1, file=one.file, sha256=one.sha256) for e in entries)
    return UnitData(unit_id=unit.unit_id, entries=stack, returns=(one,))


def _entry(slot: Slot, value: object) -> Entry:
    cell = cell_name(slot.row, slot.col)
    if value is None:
        return Entry(key=slot.key, state=State.BLANK, sheet=slot.sheet, cell=cell)
    if value == NONE:
        return Entry(key=slot.key, state=State.NONE, raw=NONE, sheet=slot.sheet, cell=cell)
    number, qualifier = value if isinstance(value, tuple) else (value, "")
    return Entry(
        key=slot.key,
        state=State.VALUE,
        value=number,
        qualifier=Qualifier(qualifier),
        raw=f"{qualifier} {number}".strip(),
        sheet=slot.sheet,
        cell=cell,
    )


def past_of(round_: Round, unit: Unit, values: Values, past: Past) -> None:
    """Enter what a unit's values say of other periods."""
    known = places(round_.forms)
    for name, value in values.items():
        word, bar, datum = name.partition("|")
        if bar:
            past.setdefault(At(word), {}).setdefault(unit.unit_id, {})[known[datum].key] = value  # type: ignore[assignment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One violation: where, which, and the other unit whose figures it took, if any."""

    unit_id: str
    plant: Plant
    at: frozenset[Key]
    other: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """One round with its returns: the first `good` are correct, each of the others has one violation."""

    round: Round
    data: list[UnitData]
    past: Past
    planted: list[Planted]
    good: frozenset[str]
    values: dict[str, Values] = field(default_factory=dict)


def batch(subject: Subject, good: int, bad: int, seed: int) -> Batch:
    """Returns of one subject; the kinds of violation take turns."""
    rng = Random(seed)
    round_ = round_of(subject.forms, good + bad)
    values = [subject.correct(rng, at) for at in range(good + bad)]
    past: Past = {at: {} for at in At if at}
    for unit, mine in zip(round_.units, values, strict=True):
        past_of(round_, unit, mine, past)
    planted: list[Planted] = []
    said = [dict(mine) for mine in values]
    known = places(subject.forms)
    for at in range(good, good + bad):
        plant = subject.plants[at % len(subject.plants)]
        # The next return has another kind of violation, so that what is taken from it stays as it is.
        other = good + (at + 1 - good) % bad
        broken = plant.broken(rng, values[at], [values[other]])
        said[at] |= broken.values
        planted.append(
            Planted(
                unit_id=round_.units[at].unit_id,
                plant=plant,
                at=frozenset(known[name].key for name in broken.at),
                other=round_.units[other].unit_id if plant.spread else "",
            )
        )
    data = [unit_data(round_, unit, mine) for unit, mine in zip(round_.units, said, strict=True)]
    return Batch(
        round_,
        data,
        past,
        planted,
        frozenset(unit.unit_id for unit in round_.units[:good]),
        {unit.unit_id: mine for unit, mine in zip(round_.units, said, strict=True)},
    )
