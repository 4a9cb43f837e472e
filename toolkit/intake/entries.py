"""The cells of one area to entries: each converted, held where its place is in doubt, and its formula looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from toolkit.files.model import RawValue, RawWorkbook, cell_name
from toolkit.findings import Finding
from toolkit.form.layout import BlockArea, Layout, cell_label, rows_of
from toolkit.form.model import BlockKind, FieldType, Key
from toolkit.intake.convert import Asked, asked, convert, raw_text
from toolkit.intake.formulas import Sums, refers_elsewhere
from toolkit.intake.habits import Habits
from toolkit.intake.kept import kept
from toolkit.intake.model import Entry, State
from toolkit.intake.search import Search, Spot
from toolkit.intake.unclear import held, without_value
from toolkit.intake.words import TICKS, word
from toolkit.text import Text

_NOT_TICKED = frozenset({"☐", "false", "0"})
_HOLD_BLANKS = frozenset({"STR-013", "STR-014", "STR-022"})
"""Doubts that hold a blank cell too: its value may stand elsewhere."""
Wanted = Mapping[str, Asked]


@dataclass(frozen=True, slots=True)
class Reading:
    """What every cell of a workbook is read with. `originals`: what cells held before their letters were modernised."""

    raw: RawWorkbook
    originals: Mapping[Spot, str]
    habits: Habits
    sums: Sums


@kept
def wanted(area: BlockArea) -> Wanted:
    """What each column or field of an area is asked for."""
    if area.block.kind is BlockKind.NARRATIVE:
        return {area.block.id: Asked(FieldType.TEXT, area.block.label)}
    codes = [(item, code) for item in area.columns for code in rows_of(item)]
    found = {code: asked(item, code) for item, code in codes}
    if area.block.kind is BlockKind.LIST:
        # A list that says "không phát sinh" has no line, so there is nothing that must be at least something.
        return {code: replace(want, least=None) for code, want in found.items()}
    return found


@kept
def blank_entries(layout: Layout) -> Mapping[Key, Entry]:
    """An entry for every typed slot, as long as nothing is read."""
    return {slot.key: Entry(key=slot.key, state=State.BLANK) for slot in layout.slots if slot.typed}


def reads(search: Search, key: Key, value: RawValue) -> bool:
    """Whether a cell's content could be a key's value."""
    result = convert(value, wanted(search.area)[key.field])
    return result.state in {State.VALUE, State.NONE} or isinstance(value, int | float)


def convert_all(reading: Reading, search: Search) -> tuple[dict[Key, Entry], list[Finding]]:
    """An entry for every datum found; remarks on doubts go to the search."""
    entries: dict[Key, Entry] = {}
    findings: list[Finding] = []
    want = wanted(search.area)
    sheets = {sheet.name: sheet for sheet in reading.raw.sheets}
    unread = reading.raw.errors.keys() | reading.raw.uncalculated
    for key, spot in search.spots.items():
        name, row, col = spot
        value = sheets[name].at(row, col)
        if value is None and spot not in unread and key not in search.doubts:
            entries[key] = Entry(key=key, state=State.BLANK, sheet=name, cell=cell_name(row, col))
            continue
        entry, finding = _entry(reading, search, key, spot, value, want)
        doubt = search.doubts.get(key)
        if doubt is not None and (entry.state is not State.BLANK or doubt.code in _HOLD_BLANKS):
            entry, finding = replace(entry, state=State.TEXT, value=None), None
            search.remarks.append(doubt)
        entries[key] = entry
        if finding:
            findings.append(finding)
    return entries, findings


def label(area: BlockArea, key: Key, want: Asked) -> Text:
    """What a cell is called in a sentence: in a grid by row and column."""
    if area.block.kind is BlockKind.GRID:
        return cell_label(area.block, key.row, key.column)
    return want.label


def _entry(
    reading: Reading, search: Search, key: Key, spot: Spot, value: RawValue, wants: Wanted
) -> tuple[Entry, Finding | None]:
    raw = reading.raw
    name, cell = spot[0], cell_name(spot[1], spot[2])
    if value is None and spot not in raw.errors and spot not in raw.uncalculated:
        return Entry(key=key, state=State.BLANK, sheet=name, cell=cell), None
    place = search.place(key, spot)
    text = reading.originals.get(spot) or raw_text(value)
    if spot in raw.formulas and spot not in raw.uncalculated and refers_elsewhere(raw.formulas[spot]):
        search.remark("STR-024", key, spot, raw.formulas[spot])
    want = wants[key.field]
    if search.is_grid:
        want = replace(want, label=label(search.area, key, want))
    if spot in raw.errors:
        text = raw.errors[spot]
        result = without_value(text, want, place)
    elif spot in raw.uncalculated and (value := _summed(reading, search, key, spot)) is None:
        result = without_value(None, want, place)
    else:
        result = convert(value, want, place, spot in raw.percents, reading.habits)
        if spot in raw.unclear:
            result = held(result, raw.unclear[spot], value, want, place)
        text = text or raw_text(value)
    entry = Entry(
        key=key,
        state=result.state,
        value=result.value,
        qualifier=result.qualifier,
        raw=text,
        sheet=name,
        cell=cell,
        origin=result.origin,
    )
    return entry, result.finding


def _summed(reading: Reading, search: Search, key: Key, spot: Spot) -> int | float | None:
    """The result of a simple sum that the program that wrote the file did not compute."""
    sheet, formula = reading.raw.sheet(spot[0]), reading.raw.formulas.get(spot, "")
    value = reading.sums.result(sheet, formula) if sheet else None
    if value is not None:
        search.remark("STR-025", key, spot, f"{formula} = {raw_text(value)}")
    return value


def tick(search: Search, entries: dict[Key, Entry]) -> None:
    """A ticked block's blank entries say "nothing occurred", but for numbers that are at least something: those stay
    blank. Beside figures the tick is only remarked on.

    A list or narrative whose only line says so is as good as ticked.
    """
    area, states = search.area, {entry.state for entry in entries.values()}
    value = search.at(*search.tick[1:]) if search.tick else None
    said = word(raw_text(value))
    ticked = bool(said) and said not in _NOT_TICKED
    if ticked and said not in TICKS:
        search.say("STR-008", search.place(spot=search.tick), raw=raw_text(value), label=area.block.label)
        return
    if states - {State.BLANK, State.NONE}:
        if ticked:
            search.say("STR-007", search.place(spot=search.tick), raw=raw_text(value), label=area.block.label)
        return
    if ticked or (State.NONE in states and area.block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}):
        wants = wanted(area)
        for key, entry in entries.items():
            if wants[key.field].least is not None:
                continue
            entries[key] = replace(entry, state=State.NONE, raw=entry.raw or raw_text(value))
