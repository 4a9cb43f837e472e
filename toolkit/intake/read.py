"""A workbook's cells to one unit's entries: one for every typed cell the round asks of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from toolkit.files.model import RawValue, RawWorkbook, cell_name
from toolkit.findings import Finding, found
from toolkit.form.layout import BlockArea, Layout, cell_label, lay_out
from toolkit.form.model import BlockKind, FieldType, Key, Round
from toolkit.intake.cells import Located, Spot, labelled_part, locate, place_of
from toolkit.intake.convert import Asked, asked, convert, raw_text, unusable
from toolkit.intake.gathered import copies, gathered
from toolkit.intake.locate import CodedSheet, index, sheets_of
from toolkit.intake.model import Entry, State
from toolkit.intake.words import TICKS, word
from toolkit.text import Text
from toolkit.units import Unit

_NOT_TICKED = frozenset({"☐", "false", "0"})
_LABELS_ENOUGH = 0.5
"""A sheet without codes is an area's when more than this share of the area's labels stand on it once."""


def read_entries(
    raw: RawWorkbook, round: Round, unit: Unit, forms: Iterable[str] | None = None
) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Entries for every typed slot of the unit's layout, in its order, and beyond it a list's further lines.

    What is blank, or was not found, is state `blank`. `forms` limits the reading to some of the round's forms (a
    supplement); None reads all. The findings' places have no file: it is the caller's to add.
    """
    chosen = tuple(form for form in round.forms if forms is None or form.id in frozenset(forms))
    layout = lay_out(chosen, (unit,))
    sheets = index(raw, layout.areas)
    entries: dict[Key, Entry] = {
        slot.key: Entry(key=slot.key, state=State.BLANK) for slot in layout.slots if slot.typed
    }
    findings: list[Finding] = []
    copied: dict[tuple[str, ...], list[BlockArea]] = {}
    for area in layout.areas:
        held = _holders(area, sheets, layout)
        if not held:
            findings.append(found("STR-001", place_of(area, area.sheet), label=area.block.label))
            continue
        read, said = _read_area(raw, area, held)
        entries |= read
        findings += said
        if len(held) > 1 and not any(finding.code == "STR-005" for finding in said):
            copied.setdefault(tuple(sheet.raw.name for sheet in held), []).append(area)
    findings += [copies(names, areas) for names, areas in copied.items()]
    findings += _not_asked(raw, round, layout)
    return tuple(entries.values()), tuple(findings)


def _holders(area: BlockArea, sheets: tuple[CodedSheet, ...], layout: Layout) -> tuple[CodedSheet, ...]:
    names = frozenset(layout.sheets)
    by_code = sheets_of(area, sheets, names)
    if by_code or area.block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}:
        return by_code
    count = len(area.block.rows) or len(area.columns)
    return tuple(sheet for sheet in sheets if labelled_part(area, sheet) > _LABELS_ENOUGH * count)[:1]


def _read_area(
    raw: RawWorkbook, area: BlockArea, sheets: tuple[CodedSheet, ...]
) -> tuple[dict[Key, Entry], list[Finding]]:
    located = locate(raw, area, sheets[0])
    entries, findings = _convert_all(raw, located)
    for key, spots in located.again.items():
        for spot in spots:
            _compare(raw, located, key, (located.sheet, spot), entries, findings)
    for copy in sheets[1:]:
        _compare_sheet(raw, located, locate(raw, area, copy), entries, findings)
    _tick(raw, located, entries, findings)
    return entries, gathered(area, findings)


def _convert_all(raw: RawWorkbook, located: Located) -> tuple[dict[Key, Entry], list[Finding]]:
    entries: dict[Key, Entry] = {}
    findings = list(located.findings)
    wanted = _wanted(located.area)
    for key, spot in located.spots.items():
        want = replace(wanted[key.field], label=_label(located.area, key, wanted))
        entry, finding = _entry(raw, located, key, spot, want)
        doubt = located.doubts.get(key)
        if doubt is not None and entry.state is not State.BLANK:
            entry, finding = replace(entry, state=State.TEXT, value=None), doubt
        entries[key] = entry
        findings += [finding] if finding else []
    return entries, findings


def _wanted(area: BlockArea) -> Mapping[str, Asked]:
    if area.block.kind is BlockKind.NARRATIVE:
        return {area.block.id: Asked(FieldType.TEXT, area.block.label)}
    codes = [(item, code) for item in area.columns for code in (item.code, *item.pair)]
    wanted = {code: asked(item, code) for item, code in codes}
    if area.block.kind is BlockKind.LIST:
        # A list that says "không phát sinh" has no line, so there is nothing that must be at least something.
        return {code: replace(want, least=None) for code, want in wanted.items()}
    return wanted


def _label(area: BlockArea, key: Key, wanted: Mapping[str, Asked]) -> Text:
    """What a cell is called in a sentence: in a grid by row and column."""
    if area.block.kind is BlockKind.GRID:
        return cell_label(area.block, key.row, key.column)
    return wanted[key.field].label


def _entry(
    raw: RawWorkbook, located: Located, key: Key, spot: Spot, want: Asked
) -> tuple[Entry, Finding | None]:
    sheet = located.sheet.raw
    where = (sheet.name, *spot)
    place = place_of(located.area, sheet.name, key, spot)
    value = sheet.at(*spot)
    text = raw_text(value)
    if where in raw.errors:
        text = raw.errors[where]
        result = unusable(State.ERROR, text, place)
    elif where in raw.uncalculated:
        result = unusable(State.UNCALCULATED, text, place)
    else:
        result = convert(value, want, place, where in raw.percents)
    entry = Entry(
        key=key,
        state=result.state,
        value=result.value,
        qualifier=result.qualifier,
        raw=text,
        sheet=sheet.name,
        cell=cell_name(*spot),
        origin=result.origin,
    )
    return entry, result.finding


def _compare_sheet(
    raw: RawWorkbook, first: Located, copy: Located, entries: dict[Key, Entry], findings: list[Finding]
) -> None:
    """Hold what a copied sheet says differently; lines that only the copy has are compared with a blank."""
    for key, spot in copy.spots.items():
        if key in entries:
            _compare(raw, first, key, (copy.sheet, spot), entries, findings)


def _compare(
    raw: RawWorkbook,
    located: Located,
    key: Key,
    other: tuple[CodedSheet, Spot],
    entries: dict[Key, Entry],
    findings: list[Finding],
) -> None:
    """Two cells of one code: alike, or one of them blank and the other not counted, or neither counted."""
    entry = entries[key]
    sheet, spot = other
    said = raw_text(sheet.raw.at(*spot))
    if not said.strip() or said == entry.raw:
        return
    label = _label(located.area, key, _wanted(located.area))
    entries[key] = replace(entry, state=State.TEXT, value=None)
    place = place_of(located.area, entry.sheet, key, located.spots[key])
    findings.append(
        found(
            "STR-005",
            place,
            raw=entry.raw,
            label=label,
            other=said,
            other_sheet=sheet.raw.name,
            other_cell=cell_name(*spot),
        )
    )


def _tick(raw: RawWorkbook, located: Located, entries: dict[Key, Entry], findings: list[Finding]) -> None:
    """A ticked block's blank entries say "nothing occurred", but for numbers that are at least something: those stay
    blank. Beside figures the tick is only remarked on.

    A list or narrative whose only line says so is as good as ticked.
    """
    area, states = located.area, {entry.state for entry in entries.values()}
    value: RawValue = located.sheet.raw.at(*located.tick) if located.tick else None
    said = word(raw_text(value))
    ticked = bool(said) and said not in _NOT_TICKED
    if ticked and said not in TICKS:
        place = place_of(area, located.sheet.raw.name, spot=located.tick)
        findings.append(found("STR-008", place, raw=raw_text(value), label=area.block.label))
        return
    if states - {State.BLANK, State.NONE}:
        if ticked:
            place = place_of(area, located.sheet.raw.name, spot=located.tick)
            findings.append(found("STR-007", place, raw=raw_text(value), label=area.block.label))
        return
    if ticked or (State.NONE in states and area.block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}):
        wanted = _wanted(area)
        for key, entry in entries.items():
            if wanted[key.field].least is not None:
                continue
            entries[key] = replace(entry, state=State.NONE, raw=entry.raw or raw_text(value))


def _not_asked(raw: RawWorkbook, round: Round, layout: Layout) -> list[Finding]:
    """Fields of the common template that this unit is not asked for, and filled all the same."""
    asked_keys = {slot.key for slot in layout.slots}
    forms = {area.form for area in layout.areas}
    everything = lay_out((form for form in round.forms if form.id in forms), round.units)
    extra = tuple(
        replace(area, columns=columns)
        for area in everything.areas
        if area.block.kind is BlockKind.FIELDS
        and (
            columns := tuple(
                f for f in area.columns if Key(area.form, area.block.id, f.code) not in asked_keys
            )
        )
    )
    findings: list[Finding] = []
    for sheet in index(raw, extra) if extra else ():
        for area in extra if sheet.code_col >= 0 else ():
            wanted, located = _wanted(area), locate(raw, area, sheet)
            for key, spot in located.spots.items():
                said = raw_text(sheet.raw.at(*spot)).strip()
                if said and sheet.rows(key.field):
                    place = place_of(area, sheet.raw.name, key, spot)
                    findings.append(found("STR-009", place, raw=said, label=wanted[key.field].label))
    return findings
