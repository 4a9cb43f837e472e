"""The filled lines of lists and narratives, unit by unit."""

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.form.model import Block, BlockKind, Form, Key, Rollup, Round, asks
from toolkit.intake.model import EntryValue, State
from toolkit.merge.model import Line
from toolkit.units import Unit
from toolkit.validation.model import Checked, CheckedEntry

_LINED = {BlockKind.LIST, BlockKind.NARRATIVE}


@dataclass(frozen=True, slots=True)
class Rows:
    """A unit's lines of one block, by their numbers as texts, in order. `held`: lines that are kept out because what
    names them (a key column, the text of an idea) is held. `none`: the unit said "không phát sinh".
    """

    counted: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    none: bool = False


NO_ROWS = Rows()


def read_rows(round: Round, checked: Checked) -> Mapping[tuple[str, str, str], Rows]:
    """The lines of every unit and block, by (unit_id, form, block)."""
    blocks = {(f.id, b.id): b for f in round.forms for b in f.blocks if b.kind in _LINED}
    by_block: dict[tuple[str, str, str], list[CheckedEntry]] = {}
    for entry in checked.entries:
        if (entry.key.form, entry.key.block) in blocks:
            by_block.setdefault((entry.unit_id, entry.key.form, entry.key.block), []).append(entry)
    return {place: _rows(blocks[place[1:]], entries) for place, entries in by_block.items()}


def list_lines(
    round: Round,
    entries: Mapping[tuple[str, Key], CheckedEntry],
    rows: Mapping[tuple[str, str, str], Rows],
) -> tuple[Line, ...]:
    """Every line that counts, by block, then unit in the round's order; values that are held are left out.

    Texts of fields blocks that are rolled up by `concat` are lines too, one a field, `number` 1.
    """
    found: list[Line] = []
    for form in round.forms:
        for block in form.blocks:
            if block.kind in _LINED and block.rollup is not Rollup.NONE:
                for unit in _telling(round, block):
                    for row in rows.get((unit.unit_id, form.id, block.id), NO_ROWS).counted:
                        keys = _keys(form, block, row)
                        found.append(_line(unit, form, block, int(row), keys, entries))
            elif block.kind is BlockKind.FIELDS:
                found += _texts(round, form, block, entries)
    return tuple(found)


def _rows(block: Block, entries: list[CheckedEntry]) -> Rows:
    stated: dict[str, bool] = {}
    doubtful: set[str] = set()
    for checked in entries:
        row = checked.key.row
        if checked.held and (block.kind is BlockKind.NARRATIVE or checked.key.field in block.key):
            doubtful.add(row)
        elif checked.stacked.entry.state is State.VALUE and (checked.held or checked.counts):
            stated[row] = stated.get(row, False) or not checked.held
    counted = sorted((row for row, kept in stated.items() if kept and row not in doubtful), key=int)
    none = not stated and any(e.stacked.entry.state is State.NONE and not e.held for e in entries)
    return Rows(tuple(counted), tuple(sorted(doubtful, key=int)), none)


def _telling(round: Round, block: Block) -> tuple[Unit, ...]:
    own_only = block.rollup is Rollup.DISTRICT_ONLY
    return tuple(u for u in round.units if asks(block, None, u) and (u.is_own or not own_only))


def _keys(form: Form, block: Block, row: str) -> list[Key]:
    if block.kind is BlockKind.NARRATIVE:
        return [Key(form.id, block.id, block.id, row)]
    return [Key(form.id, block.id, item.code, row, item.code) for item in block.fields]


def _line(
    unit: Unit,
    form: Form,
    block: Block,
    number: int,
    keys: list[Key],
    entries: Mapping[tuple[str, Key], CheckedEntry],
) -> Line:
    there = [entries[unit.unit_id, key] for key in keys if (unit.unit_id, key) in entries]
    kept = [checked for checked in there if checked.counts]
    values: tuple[tuple[str, EntryValue], ...] = tuple((c.key.field, c.stacked.entry.value) for c in kept)
    first = kept[0].stacked.entry
    return Line(
        unit_id=unit.unit_id,
        block=block.id,
        form=form.id,
        number=number,
        values=values,
        sheet=first.sheet,
        cell=first.cell,
    )


def _texts(
    round: Round, form: Form, block: Block, entries: Mapping[tuple[str, Key], CheckedEntry]
) -> list[Line]:
    found = []
    for item in block.fields:
        if item.rollup is not Rollup.CONCAT:
            continue
        for unit in round.units:
            key = Key(form.id, block.id, item.code)
            checked = entries.get((unit.unit_id, key))
            if (
                checked
                and asks(block, item, unit)
                and checked.counts
                and checked.stacked.entry.state is State.VALUE
            ):
                found.append(_line(unit, form, block, 1, [key], entries))
    return found
