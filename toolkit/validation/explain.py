"""From a failing row to a finding: where it is, what it says now, what was expected, what to do."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from toolkit.decisions.told import in_words as value_in_words
from toolkit.findings import Place, Severity, found
from toolkit.form.model import BlockKind, Form, Key, Round, Rule
from toolkit.form.rules import GridCell, Name, Term
from toolkit.intake.model import State
from toolkit.text import Text, say
from toolkit.validation.columns import Cell, column_of
from toolkit.validation.frames import Frame, period_days
from toolkit.validation.implied import COMPLETE, CORE, PAIRED, WITHIN
from toolkit.validation.judge import said_in
from toolkit.validation.labels import blank_labels, columns_in_words, joined
from toolkit.validation.places import Fault, Spot, cells
from toolkit.validation.words import in_words, write_cell

_NOTHING = Text("", "")
_CELLS = 6
"""Related cells named in a sentence; all of them are places of the finding."""


def rule_fault(rule: Rule, spot: Spot, cell_at: Callable[[str], Cell]) -> Fault:
    """A failed rule of the form. `cell_at` gives the row's cell of a column."""
    keys = spot.keys_of(rule.tree)
    typed = [key for key in keys if spot.entries[key].entry.states_value]
    anchor = next(iter((*typed, *keys)), None)
    item = spot.item(anchor) if anchor else None
    measure = item.measure if item and not item.is_typed_rate else Text("", "")
    wording = in_words(
        rule.tree, lambda term: cell_at(column_of(term)), spot, measure, _term_of(spot, anchor)
    )
    place = spot.place(anchor) if anchor else Place(unit_id=spot.unit_id, form=spot.form.id)
    where, what = _where(spot, anchor, place)
    related = tuple(spot.place(key) for key in spot.pointed_at(keys) if key != anchor)
    beside = cells(related, place.sheet, at_most=_CELLS)
    finding = found(
        "RUL-001",
        place,
        severity=rule.severity,
        raw=spot.entries[anchor].entry.raw if anchor else "",
        expected=wording.expected,
        rule=rule.code,
        where=where,
        what=what,
        says=_without_stop(rule.message),
        now=wording.now,
        gist=wording.gist,
        corrected=_corrected(spot, keys),
        at=say("validation.at_cell", cell=place.cell) if place.cell else say("validation.in_unit"),
        label=spot.label(anchor) if anchor and place.cell else spot.form.short_title,
        others=say("validation.others", cells=beside) if beside else _NOTHING,
        or_explain=_NOTHING if _is_impossible(rule) else say("validation.or_explain"),
    )
    return Fault(replace(finding, related=related, held=rule.severity is Severity.ERROR), keys)


def _is_impossible(rule: Rule) -> bool:
    """Whether no explanation can make the figures right: there are no minus three villages."""
    return rule.origin in {"bounds", "rate"} and rule.severity is Severity.ERROR


def _term_of(spot: Spot, key: Key | None) -> Term | None:
    """How the rules of this frame write a datum."""
    if key is None:
        return None
    form = "" if key.form == spot.form.id else key.form
    in_grid = spot.block is None and spot.block_of(key).kind is BlockKind.GRID
    return GridCell(key.block, key.row, key.column, form=form) if in_grid else Name(key.field, form=form)


def implied_fault(round: Round, code: str, columns: Sequence[str], spot: Spot) -> Fault:
    """What a property of a field or block asks and a row does not meet; `core` of fields is `core_faults`'."""
    match code.rpartition("__")[2]:
        case end if end == PAIRED:
            return _unpaired(code, columns, spot)
        case end if end == COMPLETE:
            return _incomplete(code, columns, spot)
        case end if end == WITHIN:
            return _outside(round, code, columns[0], spot)
    return _empty(code, spot)


def twice_fault(
    code: str, columns: Sequence[str], frame: Frame, failing: Iterable[int], spot_of: Callable[[int], Spot]
) -> Iterator[tuple[int, Fault]]:
    """Lines that say what an earlier one of the unit says, each with its row."""
    first: dict[object, int] = {}
    lines = [said_in(row) for row in zip(*(frame.columns[name] for name in columns), strict=True)]
    for at, said in enumerate(lines):
        first.setdefault(said, at)
    for at in failing:
        yield at, _twice(code, columns, spot_of(at), frame.keys[first[lines[at]]][1])


def core_faults(missing: Iterable[tuple[Spot, str, Sequence[str]]]) -> list[Fault]:
    """Blank core cells, one finding a unit, form and sheet over all its cells; each item is spot, rule and columns.

    Cells that were not found in the workbook are on no sheet: one finding a block and row.
    """
    by_sheet: dict[tuple[str, ...], list[tuple[Spot, Key, str]]] = {}
    for spot, code, columns in missing:
        for column in columns:
            key = spot.key(column)
            stacked = spot.entries.get(key) if key else None
            if key and stacked and stacked.entry.state is State.BLANK:
                there = stacked.entry
                area = (there.sheet,) if there.cell else ("", key.block, key.row)
                place = (spot.unit_id, spot.form.id, *area)
                by_sheet.setdefault(place, []).append((spot, key, code))
    return [_missing(group) for group in by_sheet.values()]


def unread_fault(spot: Spot, key: Key) -> Fault:
    """An unreadable cell of which intake said nothing."""
    finding = found("RUL-005", spot.place(key), raw=spot.entries[key].entry.raw, label=spot.label(key))
    return Fault(replace(finding, held=True), (key,))


def _missing(group: list[tuple[Spot, Key, str]]) -> Fault:
    places = tuple(spot.place(key) for spot, key, _ in group)
    home, spot = places[0], group[0][0]
    if home.cell:
        where = say("validation.on_sheet", sheet=home.sheet, cells=cells(places, home.sheet))
        labels = blank_labels(spot.form, [key for _, key, _ in group])
    else:
        where, labels = _unfound(spot.form, [key for _, key, _ in group])
    rule = _first_asked(spot, home.sheet) if home.cell else group[0][2]
    finding = found("RUL-002", home, rule=rule, where=where, labels=labels, if_none=_if_none(group))
    scope = ("", "") if home.cell else (home.block, home.row)
    return Fault(replace(finding, related=places[1:], scope=scope), tuple(key for _, key, _ in group))


def _first_asked(spot: Spot, sheet: str) -> str:
    """The code of a sheet's first check for blank cells, whichever are blank: it stays while they are filled one by one."""
    there = {
        key.block
        for key, item in spot.entries.items()
        if key.form == spot.form.id and item.entry.sheet == sheet
    }
    return next(
        f"{item.code if item.is_typed_rate else block.id}__{CORE}"
        for block in spot.form.blocks
        if block.id in there and block.kind in {BlockKind.FIELDS, BlockKind.GRID}
        for item in block.fields
        if item.core and not (item.is_typed_rate and block.optional)
    )


def _if_none(group: Sequence[tuple[Spot, Key, str]]) -> Text:
    """What to write where there was nothing; of what is at least something, nothing but its number will do."""
    items = [item for spot, key, _ in group for item in (spot.item(key),) if item]
    possible = {item.can_be_none for item in items}
    if True not in possible:
        return Text("", "")
    return say("validation.if_none_of_some" if False in possible else "validation.if_none")


def _unfound(form: Form, keys: Sequence[Key]) -> tuple[Text, Text]:
    """Where cells are that the workbook does not have: block and row; and what they are."""
    block, row = form.block(keys[0].block), keys[0].row
    if block.kind is not BlockKind.GRID:
        return say("validation.in_block", block=block.label), blank_labels(form, keys)
    line = next(line for line in block.rows if line.code == row)
    where = say("validation.in_row", block=block.label, row=line.label)
    return where, columns_in_words(block, [key.column for key in keys])


def _where(spot: Spot, anchor: Key | None, place: Place) -> tuple[Text, Text]:
    """Where a failed rule is, and what is to be checked: the cell with its name; without one the unit's figures."""
    if anchor is None or not place.cell:
        return say("validation.in_unit"), say("validation.figures")
    where = say("validation.in_cell", cell=place.cell, sheet=place.sheet)
    named = say("validation.named", where=where, label=spot.label(anchor))
    return named, say("validation.one_cell", cell=place.cell)


def _corrected(spot: Spot, keys: Iterable[Key]) -> Text:
    """Which of the values are the office's corrections, and what the unit itself had reported; "" where none is."""
    said = []
    for key in keys:
        stacked = spot.entries[key]
        if stacked.reported is not None:
            said.append(
                say(
                    "validation.corrected",
                    cell=stacked.entry.cell,
                    after=value_in_words(stacked.entry.value),
                    before=value_in_words(None, stacked.reported.raw),
                )
            )
    return say("validation.by_correction", which=joined("; ", said)) if said else Text("", "")


def _unpaired(code: str, columns: Sequence[str], spot: Spot) -> Fault:
    keys = [key for column in columns for key in (spot.key(column),) if key and key in spot.entries]
    stated = [key for key in keys if spot.entries[key].entry.states_value]
    pair = tuple(spot.place(key) for key in keys if key.field != columns[0])
    place = spot.place(stated[0] if stated else keys[0])
    finding = found(
        "RUL-003",
        place,
        raw=spot.entries[stated[0] if stated else keys[0]].entry.raw,
        rule=code,
        label=spot.form.find_field(columns[0])[1].label,
        cells=cells(pair, place.sheet),
    )
    return Fault(replace(finding, related=tuple(p for p in pair if p != place)), tuple(keys))


def _twice(code: str, columns: Sequence[str], spot: Spot, earlier: str) -> Fault:
    key = spot.key(columns[1])
    assert key is not None  # its column is the list's own
    block = spot.form.block(spot.frame)
    raw = "; ".join(spot.entries[k].entry.raw for c in columns[1:] for k in (spot.key(c),) if k)
    finding = found("LST-011", spot.place(key), raw=raw, rule=code, label=block.label, earlier=earlier)
    return Fault(replace(finding, related=(spot.place(key._replace(row=earlier)),)), (key,))


def _incomplete(code: str, columns: Sequence[str], spot: Spot) -> Fault:
    block = spot.form.block(spot.frame)
    keys = [key for column in columns for key in (spot.key(column),) if key]
    blank = [key for key in keys if key in spot.entries and spot.entries[key].entry.state is State.BLANK]
    labels = [block.column(key.column).label for key in blank]
    words = joined(", ", [Text(f"“{label.vi}”", f"“{label.en}”") for label in labels])
    finding = found("LST-012", spot.place(blank[0]), rule=code, label=block.label, columns=words)
    return Fault(replace(finding, related=tuple(spot.place(key) for key in blank[1:])), tuple(blank))


def _outside(round: Round, code: str, column: str, spot: Spot) -> Fault:
    key = spot.key(column)
    assert key is not None  # its column is the list's own
    raw = spot.entries[key].entry
    assert isinstance(raw.value, date)  # the check judges nothing else
    first, last, day = (write_cell(day) for day in (*period_days(round), raw.value))
    finding = found("LST-013", spot.place(key), raw=raw.raw, rule=code, day=day, first=first, last=last)
    return Fault(finding, (key,))


def _empty(code: str, spot: Spot) -> Fault:
    block = spot.form.block(code.rpartition("__")[0])
    key = spot.first_key(block.id)
    place = spot.place(key) if key else Place(unit_id=spot.unit_id, form=spot.form.id, sheet=block.sheet)
    whole = replace(place, block=block.id, sheet=place.sheet or block.sheet)
    begins = say("validation.begins", cell=place.cell) if place.cell else Text("", "")
    return Fault(found("LST-014", whole, rule=code, label=block.label, begins=begins))


def _without_stop(text: Text) -> Text:
    """A sentence to go on with."""
    return Text(text.vi.rstrip(" ."), text.en.rstrip(" ."))
