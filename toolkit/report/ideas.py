"""What units wrote: the same idea of several units once, counted; the same document of several units once."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count

from toolkit.files.document import Quotation, Run
from toolkit.form.layout import personal_fields
from toolkit.form.model import Block, BlockKind, Round
from toolkit.intake.model import EntryValue
from toolkit.merge.model import Line
from toolkit.report.grouping import group, nearest
from toolkit.report.ledger import clean
from toolkit.report.model import IdeaChoice
from toolkit.text import fold

OWN, COMMUNES = "co_quan", "xa"
"""Whose lines a text asks for: the own agencies', the communes'; "" is everybody's."""
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*%?")
_NUMBER_APART = re.compile(f"({_NUMBER.pattern})")
_ENDING = " .;,:-–•+*"


@dataclass(frozen=True, slots=True)
class Wording:
    """An idea as some units word it, without bullet and final stop, and these units in order."""

    text: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea as it is printed, and every unit that has it, in order. `id` names it (see `IdeaChoice`); `wordings` are
    what the units wrote, those of most units first.
    """

    text: str
    units: tuple[str, ...]
    id: str = ""
    wordings: tuple[Wording, ...] = ()


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


def ideas(lines: Iterable[Line], code: str, choices: Iterable[IdeaChoice] = ()) -> tuple[Idea, ...]:
    """Each idea under a narrative's (or a text field's) code once, as staff chose: without those that were cut, in the
    wording that they left; two to which they gave the same wording are one.

    `lines` are of one form. Those that most units have come first, else the order of the lines.
    """
    given = tuple(lines)
    form = given[0].form if given else ""
    every = {fold(one.text): one for one in wordings(given, code)}
    found: dict[str, Idea] = {}
    for choice in settled(every.values(), form, code, choices):
        here = tuple(every[fold(text)] for text in choice.wordings if fold(text) in every)
        text = choice.text.strip(_ENDING)
        if choice.keep and here and text:
            idea = found.get(fold(text), Idea(text, (), choice.id))
            found[fold(text)] = replace(idea, wordings=(*idea.wordings, *here))
    order = _places(line.unit_id for line in given)
    whole = [replace(idea, units=_units(idea, order)) for idea in found.values()]
    place = _places(every)
    return tuple(sorted(whole, key=lambda idea: (-len(idea.units), _begin(idea, place))))


def wordings(lines: Iterable[Line], code: str) -> tuple[Wording, ...]:
    """What stands under a code, in the order of the lines; what is equal when folded once, as its first unit has it."""
    texts: dict[str, str] = {}
    units: dict[str, dict[str, None]] = {}
    for line in lines:
        value = dict(line.values).get(code)
        text = clean(str(value)).strip(_ENDING) if isinstance(value, str) else ""
        if text:
            same = fold(text)
            texts.setdefault(same, text)
            units.setdefault(same, {})[line.unit_id] = None
    return tuple(Wording(text, tuple(units[same])) for same, text in texts.items())


def settled(
    said: Iterable[Wording], form: str, code: str, choices: Iterable[IdeaChoice] = ()
) -> tuple[IdeaChoice, ...]:
    """Every group of ideas under a code: those that staff know, with what else says the same, then the others.

    What nobody says any more is dropped where staff had left it as it was, and stays where they had decided something of it.
    Ideas are new where staff have seen others before.
    """
    every = {fold(one.text): one for one in said}
    known = [choice for choice in choices if (choice.form, choice.code) == (form, code)]
    taken = {choice.id for choice in known}
    units = {one.text: one.units for one in every.values()}
    groups = group(units, (choice.wordings for choice in known), units)
    result = []
    for number, texts in enumerate(groups):
        here = (every[fold(text)] for text in texts if fold(text) in every)
        many = {one.text: len(one.units) for one in here}
        words = tuple(sorted(many, key=lambda text: -many[text]))
        choice = known[number] if number < len(known) else IdeaChoice(id="", text="", form=form, code=code)
        if not words and not is_decided(choice):
            continue
        words = words or choice.wordings
        text = nearest(words, many)
        ident = choice.id or _free_id(f"{form}/{code}/{fold(text)}", taken)
        taken.add(ident)
        new = choice.new if number < len(known) else bool(known)
        result.append(replace(choice, id=ident, text=choice.text or text, wordings=words, new=new))
    return tuple(result)


def idea_runs(idea: Idea, key: str, units: tuple[str, ...]) -> tuple[Run, ...]:
    """An idea as it is printed. In the words of a unit it is a quotation; in staff's own words only the numbers that units
    wrote are, and what else is in it is staff's to answer for.
    """
    wrote = [one.text for one in idea.wordings]
    if fold(idea.text) in map(fold, wrote):
        return (_quoted(clean(idea.text), key, units),)
    numbers = {number for text in wrote for number in _NUMBER.findall(text)}
    parts = (part for part in _NUMBER_APART.split(clean(idea.text)) if part)
    return tuple(_quoted(part, key, units) if part in numbers else Run(text=part) for part in parts)


def _quoted(text: str, key: str, units: tuple[str, ...]) -> Run:
    return Run(text=text, quoted=Quotation(text=text, key=key, units=units))


def is_decided(choice: IdeaChoice) -> bool:
    """Whether staff cut an idea, or worded it as no unit does."""
    return not choice.keep or fold(choice.text) not in {"", *map(fold, choice.wordings)}


def settled_all(
    round: Round, lines: Iterable[Line], choices: tuple[IdeaChoice, ...]
) -> tuple[IdeaChoice, ...]:
    """Every group of ideas of a round, in the order of its forms; of narratives in which nobody writes any more, what staff
    decided.
    """
    said = said_by_code(round, lines)
    codes = dict.fromkeys((*said, *((one.form, one.code) for one in choices)))
    groups = (settled(said.get(place, ()), *place, choices) for place in codes)
    return tuple(one for several in groups for one in several)


def said_by_code(round: Round, lines: Iterable[Line]) -> dict[tuple[str, str], tuple[Wording, ...]]:
    """What units wrote, by form and code of the narrative or text field; lists are no ideas, and what is personal is left
    out.
    """
    personal = personal_fields(round.forms)
    lists = {(f.id, b.id) for f in round.forms for b in f.blocks if b.kind is BlockKind.LIST}
    by_code: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        for code, _ in line.values:
            if (line.form, line.block) not in lists and (line.form, line.block, code) not in personal:
                by_code.setdefault((line.form, code), []).append(line)
    return {place: wordings(told(round, mine, place[0], ""), place[1]) for place, mine in by_code.items()}


def _units(idea: Idea, order: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted({unit for one in idea.wordings for unit in one.units}, key=order.__getitem__))


def _places(names: Iterable[str]) -> dict[str, int]:
    """Each name once, with its number among them."""
    return {name: at for at, name in enumerate(dict.fromkeys(names))}


def _begin(idea: Idea, place: Mapping[str, int]) -> int:
    return min(place[fold(one.text)] for one in idea.wordings)


def _free_id(meaning: str, taken: set[str]) -> str:
    """A short name that is not taken; the same for the same meaning."""
    for at in count(1):
        ident = hashlib.sha256(f"{meaning}#{at}".encode()).hexdigest()[:8]
        if ident not in taken:
            break
    return ident


def entries(lines: Iterable[Line], block: Block) -> tuple[Entry, ...]:
    """Each line of a list once: lines whose key columns are equal (all columns, where none is declared) are one."""
    found: dict[tuple[str, ...], tuple[Line, dict[str, None]]] = {}
    for line in lines:
        if line.block != block.id:
            continue
        values = dict(line.values)
        wanted = block.key or tuple(item.code for item in block.fields)
        same = tuple(fold(str(values.get(code) or "")) for code in wanted)
        _, units = found.setdefault(same, (line, {}))
        units[line.unit_id] = None
    return tuple(Entry(line.values, tuple(units)) for line, units in found.values())
