"""What staff mean by a word of the command line: an open round, a unit, a datum. Near matches are offered, never taken."""

import difflib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from toolkit.desk import Desk, load_round
from toolkit.errors import UsageError
from toolkit.form.layout import datum_label
from toolkit.form.model import BlockKind, Key, Round
from toolkit.intake.model import StackedEntry
from toolkit.text import fold, say
from toolkit.units import Unit

_CELL = re.compile(r"(?:(?P<sheet>.+)!)?(?P<cell>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})")
_LISTED = 12
"""Codes that a message names before it says that there are more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """A datum as it is named: a field's or column's code, or "sheet!cell"; further parts where it alone is ambiguous."""

    name: str
    row: str = ""
    column: str = ""
    block: str = ""
    form: str = ""


def open_round(desk: Desk, round_id: str) -> Round:
    """The round, where something can still be decided. Raises UsageError for a closed one."""
    opened = load_round(desk, round_id)
    if opened.status != "open":
        raise UsageError("decide.round_closed", round=round_id)
    return opened


def unit_meant(opened: Round, word: str) -> Unit:
    """A unit by its code, or by its name as far as only one bears it. Raises UsageError, offering near ones."""
    unit = opened.unit(word.strip())
    if unit is not None:
        return unit
    said = fold(word)
    named = [unit for unit in opened.units if said in _names(unit)]
    if len(named) == 1:
        return named[0]
    if named:
        raise UsageError("decide.unit_ambiguous", word=word, units=_units(named))
    by_name = {name: unit for unit in opened.units for name in (unit.code, *_names(unit))}
    near = [by_name[name] for name in difflib.get_close_matches(said, by_name, n=4, cutoff=0.7)]
    if near:
        raise UsageError("decide.unit_unknown", word=word, round=opened.id, units=_units(near))
    raise UsageError("pipeline.unit_not_expected", code=word, round=opened.id, expected=_units(opened.units))


def needed(**given: object) -> None:
    """Raise UsageError for options that are left out or blank, by their names."""
    absent = [name.replace("_", "-") for name, value in given.items() if not str(value or "").strip()]
    if absent:
        raise UsageError("decide.needs", names=", ".join(f"--{name}" for name in absent))


def check_named(source: str) -> None:
    """Raise UsageError for the words that stand for an informant's name in a command to be copied."""
    stands_for = say("returned.who")
    if fold(source) in {fold(stands_for.vi), fold(stands_for.en)}:
        raise UsageError("decide.nobody_named", words=source.strip(), option="--source")


def stated_once(value: str | None, name: str) -> str:
    """A value that may be left out only when a decision is taken back. Raises UsageError."""
    if value is None or not value.strip():
        raise UsageError("decide.needs", names=name)
    return value.strip()


def key_in_stack(opened: Round, unit: Unit, entries: Sequence[StackedEntry], datum: Datum) -> Key:
    """The datum of a unit's returns that is meant. Raises UsageError for none and for several."""
    at = _CELL.fullmatch(datum.name.strip())
    codes = {item.entry.key.field for item in entries}
    if at and datum.name not in codes:
        return _in_cell(unit, entries, at["sheet"] or "", at["cell"])
    return key_meant(opened, [item.entry.key for item in entries], datum, of=unit.name)


def key_meant(opened: Round, keys: Collection[Key], datum: Datum, *, of: str) -> Key:
    """The one of the keys that is meant by a code. Raises UsageError; `of` tells whose the keys are."""
    named = [key for key in keys if datum.name in (key.field, key.block) and _fits(key, datum)]
    exact = [key for key in named if key.field == datum.name] or named
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise _several(opened, exact, datum)
    here = [key for key in keys if datum.name in (key.field, key.block)]
    if here:
        rows = _listed(key.row for key in here)
        raise UsageError("decide.row_unknown", field=datum.name, row=datum.row or datum.column, rows=rows)
    raise _unknown(opened, keys, datum, of)


def _fits(key: Key, datum: Datum) -> bool:
    asked = (
        (datum.row, key.row),
        (datum.column, key.column),
        (datum.block, key.block),
        (datum.form, key.form),
    )
    return all(not part or part == mine for part, mine in asked)


def _in_cell(unit: Unit, entries: Iterable[StackedEntry], sheet: str, cell: str) -> Key:
    name = cell.replace("$", "").upper()
    quoted = sheet.strip("'")
    there = [item.entry for item in entries if item.entry.cell == name]
    found = [entry for entry in there if not sheet or fold(entry.sheet) == fold(quoted)]
    if not found:
        raise UsageError("decide.cell_unknown", cell=f"{quoted}!{name}" if sheet else name, unit=unit.name)
    if len({entry.key for entry in found}) > 1:
        cells = ", ".join(f"“{entry.sheet}!{name}”" for entry in found)
        raise UsageError("decide.cell_ambiguous", cell=name, cells=cells)
    return found[0].key


def _several(opened: Round, keys: Sequence[Key], datum: Datum) -> UsageError:
    """Told by the first part in which they differ: form, block, row, column."""
    for option, part in (("form", 0), ("block", 1), ("row", 3), ("column", 4)):
        values = dict.fromkeys(str(key[part]) for key in keys)
        if len(values) > 1:
            return UsageError(
                "decide.several", field=datum.name, option=f"--{option}", values=_listed(values)
            )
    raise AssertionError(f"{opened.id}: equal keys")  # each key stands once


def _unknown(opened: Round, keys: Collection[Key], datum: Datum, of: str) -> UsageError:
    for form in opened.forms:
        for block in form.blocks:
            item = next((item for item in block.fields if item.code == datum.name), None)
            if item and item.is_derived:
                return UsageError("decide.derived", field=datum.name, label=item.label)
            if item:
                return UsageError("decide.not_asked", field=datum.name, label=item.label, of=of)
    labels = {fold(_label(opened, key)): key.field for key in keys}
    codes = {key.field for key in keys}
    near = difflib.get_close_matches(datum.name, codes, n=3, cutoff=0.6)
    near += [labels[name] for name in difflib.get_close_matches(fold(datum.name), labels, n=2, cutoff=0.6)]
    hint = say("decide.near", near=_listed(near)) if near else say("decide.all_codes", codes=_listed(codes))
    return UsageError("decide.field_unknown", field=datum.name, hint=hint)


def _label(opened: Round, key: Key) -> str:
    form = opened.form(key.form)
    grid = form.block(key.block).kind is BlockKind.GRID
    return datum_label(form, key).vi if not grid else key.column


def _listed(words: Iterable[str]) -> str:
    known = list(dict.fromkeys(word for word in words if word))
    return ", ".join(known[:_LISTED]) + (", …" if len(known) > _LISTED else "") if known else "–"


def _names(unit: Unit) -> tuple[str, ...]:
    """The name whole, and without its kind: "xã bình thạnh", "bình thạnh"."""
    whole, kind = fold(unit.name), fold(unit.type)
    return (whole, whole.removeprefix(kind).strip())


def _units(units: Iterable[Unit]) -> str:
    return ", ".join(f"{unit.code} ({unit.name})" for unit in dict.fromkeys(units))
