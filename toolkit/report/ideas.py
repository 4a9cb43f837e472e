"""What units wrote: the same idea of several units once, counted; the same document of several units once."""

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.form.model import Block, Round
from toolkit.intake.model import EntryValue
from toolkit.merge.model import Line
from toolkit.report.ledger import clean
from toolkit.text import fold

OWN, COMMUNES = "co_quan", "xa"
"""Whose lines a text asks for: the own agencies', the communes'; "" is everybody's."""
_ENDING = " .;,:-–•+*"


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea as its first unit words it, without bullet and final stop, and every unit that has it, in order."""

    text: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list, by column code, and every unit that has it."""

    values: tuple[tuple[str, EntryValue], ...]
    units: tuple[str, ...]


def told(round: Round, lines: Iterable[Line], form: str, whose: str) -> list[Line]:
    """A form's lines of those asked for, the own agencies' before the communes', else in their order."""
    own = {unit.unit_id for unit in round.units if unit.is_own}
    mine = [line for line in lines if line.form == form]
    first = [line for line in mine if line.unit_id in own]
    rest = [line for line in mine if line.unit_id not in own]
    return (first if whose != COMMUNES else []) + (rest if whose != OWN else [])


def ideas(lines: Iterable[Line], code: str) -> tuple[Idea, ...]:
    """Each idea under a narrative's (or a text field's) code once: equal but for case, spacing and tone placement.

    Those that most units have come first, else the order of the lines.
    """
    wording: dict[str, str] = {}
    units: dict[str, list[str]] = {}
    for line in lines:
        value = dict(line.values).get(code)
        text = clean(str(value)).strip(_ENDING) if isinstance(value, str) else ""
        if not text:
            continue
        same = fold(text)
        wording.setdefault(same, text)
        if line.unit_id not in units.setdefault(same, []):
            units[same].append(line.unit_id)
    found = [Idea(wording[same], tuple(units[same])) for same in wording]
    return tuple(sorted(found, key=lambda idea: -len(idea.units)))


def entries(lines: Iterable[Line], block: Block) -> tuple[Entry, ...]:
    """Each line of a list once: lines whose key columns are equal (all columns, where none is declared) are one."""
    found: dict[tuple[str, ...], tuple[Line, list[str]]] = {}
    for line in lines:
        if line.block != block.id:
            continue
        values = dict(line.values)
        wanted = block.key or tuple(item.code for item in block.fields)
        same = tuple(fold(str(values.get(code) or "")) for code in wanted)
        _, units = found.setdefault(same, (line, []))
        if line.unit_id not in units:
            units.append(line.unit_id)
    return tuple(Entry(line.values, tuple(units)) for line, units in found.values())
