"""Returns of the larger form for the benchmark of validation: one sample commune's figures, in any number of communes.

No workbook is read. Every commune's figures differ in every part, as no two have the same; those that are to fail state a
sum that is one off.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from toolkit.form.layout import Slot, lay_out
from toolkit.form.load import load_form
from toolkit.form.model import BlockKind, Field, FieldType, Form, Round
from toolkit.intake.model import Entry, EntryValue, StackedEntry, State, UnitData, UnitReturn
from toolkit.periods import parse_period
from toolkit.units import Unit

ROOT = Path(__file__).parent.parent
_SAMPLE = ROOT / "samples" / "binh_son_2021"
_FILLED_BY = "21061"
_AT = datetime(2022, 1, 5, 8)
_OWN = frozenset(
    {"radio_broadcast", "dossier_received", "dossier_online", "edoc_signed_num", "edoc_signed_den", "number"}
)
"""Figures of which every commune has one more than the one before, and a text of which each has its own."""
_TURNS = {"pop_total": "household_total", "slogan_count": "banner_vertical"}
_TURN = {"pop_total": 9_973, "slogan_count": 100}
"""Figures that may not grow so far: after so many communes they begin again, with one more of another."""
_BROADCASTS = 12
"""More broadcasts than the sample's commune, which has fewer than a year's weeks."""
_WRONG = "dossier_direct_post"


def larger_form() -> Form:
    """The shipped form with more fields."""
    path = ROOT / "input_templates" / "cchc_communication" / "form.yaml"
    return load_form(path.read_bytes(), "form.yaml")


def round_of(form: Form, communes: int) -> Round:
    """A round of the form for so many made-up communes."""
    period = parse_period("2021")
    return Round(
        id="benchmark",
        forms=(form,),
        period=period,
        asker=Unit(code="524", name="Huyện Mẫu", type="Huyện", level="district", parent="51"),
        units=tuple(
            Unit(code=str(10_000 + n), name=f"Xã Mẫu {n}", type="Xã", level="commune", parent="524")
            for n in range(communes)
        ),
        due=period.due,
    )


def returns_of(opened: Round, every: int) -> Iterator[UnitData]:
    """One return a commune; each `every`th (0: none) has a wrong sum. Blank cells of one
    place are one value, as the register gives them; every other entry is a value of its own.
    """
    form = opened.forms[0]
    slots = [slot for slot in lay_out(opened.forms, opened.units[:1]).slots if slot.typed]
    stated = [_stated(form, slot, _typed()) for slot in slots]
    cells = ["ABCDEFGHIJKLMNOPQRS"[slot.col] + str(slot.row + 1) for slot in slots]
    blanks = [
        Entry(key=slot.key, state=State.BLANK, sheet=slot.sheet, cell=cell)
        for slot, cell in zip(slots, cells, strict=True)
    ]
    for n, unit in enumerate(opened.units):
        file = f"{unit.name}.xlsx"
        wrong = bool(every) and n % every == 0
        entries = []
        for slot, value, cell, blank in zip(slots, stated, cells, blanks, strict=True):
            said = _varied(slot.key.field, value, n, wrong)
            told = Entry(
                key=slot.key, state=State.VALUE, value=said, raw=str(said), sheet=slot.sheet, cell=cell
            )
            entries.append(blank if said is None else told)
        yield UnitData(
            unit_id=unit.unit_id,
            entries=tuple(StackedEntry(entry=one, version=1, file=file, sha256="0" * 64) for one in entries),
            returns=(_return(opened, unit, file, tuple(entries)),),
        )


def _varied(field: str, value: EntryValue, n: int, wrong: bool) -> EntryValue:
    if isinstance(value, str) and field in _OWN:
        return f"{value} {n}"
    if not isinstance(value, int) or isinstance(value, bool):
        return value
    more = n if field in _OWN else 0
    for turning, other in _TURNS.items():
        if field in {turning, other}:
            more = divmod(n, _TURN[turning])[field == turning]
    return value + more + _BROADCASTS * (field == "radio_broadcast") + (wrong and field == _WRONG)


def _return(opened: Round, unit: Unit, file: str, entries: tuple[Entry, ...]) -> UnitReturn:
    return UnitReturn(
        round=opened.id,
        unit_id=unit.unit_id,
        version=1,
        file=file,
        sha256="0" * 64,
        arrived_at=_AT,
        registered_at=_AT,
        entries=entries,
        forms=(opened.forms[0].id,),
    )


def _typed() -> dict[tuple[str, str], str]:
    """(field or block.column, line) to what the sample's commune typed."""
    typed: dict[tuple[str, str], str] = {}
    for row in _rows("figures.csv"):
        typed[row["field"], ""] = row["value"]
    for row in _rows("lists.csv"):
        typed[f"{row['list']}.{row['column']}", row["line"]] = row["value"]
    for row in _rows("narratives.csv"):
        typed[row["narrative"], row["line"]] = row["text"]
    return typed


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_SAMPLE / name).open(encoding="utf-8-sig", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["unit_code"] == _FILLED_BY)


def _stated(form: Form, slot: Slot, typed: dict[tuple[str, str], str]) -> EntryValue:
    key = slot.key
    block = form.block(key.block)
    name = f"{key.block}.{key.column}" if block.kind is BlockKind.LIST else key.field
    text = typed.get((name, key.row))
    if text is None:
        return None
    if block.kind is BlockKind.NARRATIVE:
        return text
    item = form.find_field(key.field)[1] if block.kind is BlockKind.FIELDS else block.column(key.column)
    return _value(item, text, of_pair=key.field != item.code)


def _value(item: Field, text: str, of_pair: bool) -> EntryValue:
    if item.type is FieldType.COUNT or of_pair:
        return int(text)
    if item.type in {FieldType.AMOUNT, FieldType.RATE}:
        return Decimal(text)
    if item.type is FieldType.YES_NO:
        return text == "Có"
    return date.fromisoformat(text) if item.type is FieldType.DATE else text
