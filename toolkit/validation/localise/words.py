"""A repair as a request to the unit: which cell, what it says, what it may have been meant to say, what would then agree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.decisions.told import in_words
from toolkit.findings import Place, Proposed, Suggestion, cell_key
from toolkit.form.model import FieldType, Key
from toolkit.form.rules import At, Count, GridCell, Name, Node, stated_in
from toolkit.intake.model import State
from toolkit.text import Text, say
from toolkit.validation.frames import FIELDS
from toolkit.validation.labels import joined
from toolkit.validation.localise.model import Clause, Repair, System
from toolkit.validation.localise.reading import Reading
from toolkit.validation.places import Spot, cells
from toolkit.validation.suites import rule_of

_NAMED = 4
"""Totals, or ranges of other cells, named in a sentence."""


def suggestion(reading: Reading, system: System, repair: Repair) -> Suggestion:
    """The repair with its words. Cells bear their sheet where the system's cells stand on several."""
    return _Told(reading, system, repair).suggestion()


@dataclass(frozen=True, slots=True)
class _Agrees:
    """What of a mended rule then agrees: by key of the catalogue, and the places named."""

    how: str
    places: tuple[Place, ...] = ()


class _Told:
    def __init__(self, reading: Reading, system: System, repair: Repair) -> None:
        self.reading, self.system, self.repair = reading, system, repair
        round = reading.round
        self.spot = Spot(round.forms, round.forms[0], FIELDS, reading.unit_id, "", reading.entries)
        self.changed = [key for key, _ in repair.changes]
        self.one_sheet = len({reading.entries[key].entry.sheet for key in system.cells}) == 1

    def suggestion(self) -> Suggestion:
        agrees = [self._agrees(self.system.clauses[at]) for at in self.repair.mends]
        changes = tuple(self._proposed(key, value) for key, value in self.repair.changes)
        return Suggestion(
            changes=changes,
            kind=self.repair.kind,
            likely=self.repair.likely,
            agrees=tuple(dict.fromkeys(place for one in agrees for place in one.places)),
            words=self._words(changes, agrees),
        )

    def _proposed(self, key: Key, value: object) -> Proposed:
        answer = self.reading.field(key).type is FieldType.YES_NO
        told = bool(value) if answer and value is not None else value
        return Proposed(place=self.spot.place(key), raw=self.reading.entries[key].entry.raw, value=told)  # type: ignore[arg-type]

    def _words(self, changes: Sequence[Proposed], agrees: Sequence[_Agrees]) -> Text:
        told = self._then(agrees) if all(one.value is not None for one in changes) else None
        if len(changes) == 1:
            key, change = self.changed[0], changes[0]
            maybe = not self.repair.likely and told is not None and not self._is_blank(key)
            then = say("suggested.then_if" if maybe else "suggested.then", agrees=told) if told else _NOTHING
            return say("suggested.one", cell=self._cell(key), says=self._says(key, change, maybe), then=then)
        then = say("suggested.then", agrees=told) if told else _NOTHING
        listed = _and([self._name(key) for key in self.changed])
        if self.repair.kind == "exchanged":
            says = say("suggested.exchanged", now=_and([self._now(key) for key in self.changed]))
        else:
            each = (
                say("suggested.of", cell=self._cell(key), says=self._says(key, change, False))
                for key, change in zip(self.changed, changes, strict=True)
            )
            says = joined("; ", list(each))
        return say("suggested.several", cells=listed, says=says, then=then)

    def _says(self, key: Key, change: Proposed, maybe: bool) -> Text:
        if self._is_blank(key):
            if change.value is None:
                return say("suggested.unclear_blank")
            return say("suggested.left_blank", value=in_words(change.value))
        if change.value is None:
            return say("suggested.unclear", now=self._now(key))
        word = "if_it_were" if maybe else "may_be"
        return say(f"suggested.{word}", now=self._now(key), value=in_words(change.value))

    def _now(self, key: Key) -> Text:
        entry = self.reading.entries[key].entry
        return in_words(entry.value, entry.raw)

    def _is_blank(self, key: Key) -> bool:
        return self.reading.entries[key].entry.state is State.BLANK

    def _cell(self, key: Key) -> Text:
        """ "ô D14"; a cell that was not found in the workbook by its label."""
        entry = self.reading.entries[key].entry
        if not entry.cell:
            return self._name(key)
        if self.one_sheet:
            return say("suggested.cell", cell=entry.cell)
        return say("suggested.cell_on_sheet", cell=entry.cell, sheet=entry.sheet)

    def _name(self, key: Key) -> Text:
        entry = self.reading.entries[key].entry
        if not entry.cell:
            label = self.spot.label(key)
            return Text(f"“{label.vi}”", f"“{label.en}”")
        name = entry.cell if self.one_sheet else f"{entry.sheet}!{entry.cell}"
        return Text(name, name)

    def _agrees(self, clause: Clause) -> _Agrees:
        """How a mended rule agrees: a part with its total, a total with its parts, else with the other cells."""
        keys = tuple(dict.fromkeys(key for rows in clause.branches for row in rows for key, _ in row.terms))
        others = [key for key in keys if key not in self.changed]
        places = tuple(self.spot.place(key) for key in others)
        total = _total(clause)
        if total is not None:
            if total in others:
                return _Agrees("totals", (self.spot.place(total),))
            return _Agrees("parts", tuple(self.spot.place(key) for key in keys if key != total))
        if others:
            return _Agrees("cells", places)
        rule = rule_of(self.reading.round.form(clause.form), clause.block or FIELDS, clause.rule)
        return _Agrees(_beside(rule.tree) if rule is not None else "form")

    def _then(self, agrees: Iterable[_Agrees]) -> Text | None:
        """All that then agrees: totals first, in one list; each thing once."""
        found: dict[str, dict[Place, None]] = {}
        for one in agrees:
            found.setdefault(one.how, {}).update(dict.fromkeys(one.places))
        if len(found) > 1:
            found.pop("form", None)  # it says least
        said = list(self._each(found))
        return _and(said) if said else None

    def _each(self, found: dict[str, dict[Place, None]]) -> Iterator[Text]:
        home = self.reading.entries[self.changed[0]].entry
        told: set[Place] = set()
        for how in sorted(found, key=lambda how: (_FIRST.get(how, len(_FIRST)), how)):
            left = [place for place in found[how] if place.cell and (how == "parts" or place not in told)]
            told.update(left)
            if how == "totals" and left:
                yield say("suggested.agrees.totals", where=_and(self._totals(left)))
            elif left:
                yield say(f"suggested.agrees.{how}", where=cells(left, home.sheet, at_most=_NAMED))
            elif not found[how]:
                yield say(f"suggested.agrees.{how}")

    def _totals(self, places: Iterable[Place]) -> list[Text]:
        """Totals by their cells; of a single cell those in its own row by their columns, as a reader looks for them."""
        home = self.reading.entries[self.changed[0]].entry
        by_cell: list[Text] = []
        by_column: list[Text] = []
        for place in places:
            row, column = cell_key(place.cell)
            across = place.sheet == home.sheet and row == cell_key(home.cell)[0] and len(self.changed) == 1
            name = cells([place], home.sheet)
            if across:
                by_column.append(say("suggested.column", column=column.strip()))
            else:
                by_cell.append(Text(name, name))
        return [*by_cell[:_NAMED], *by_column[:_NAMED]]


_NOTHING = Text("", "")
_FIRST = {"totals": 0, "parts": 1, "cells": 2}
_PERIODS = {
    At.PREVIOUS: "prev",
    At.YEAR_BEFORE: "year_before",
    At.SO_FAR: "so_far",
    At.PARTS: "parts_of_period",
}


def _total(clause: Clause) -> Key | None:
    """The cell that a rule has as the sum of others: the one whose sign differs from all the rest."""
    if len(clause.branches) != 1 or len(clause.branches[0]) != 1:
        return None
    (row,) = clause.branches[0]
    for sign in (1, -1):
        alone = [key for key, times in row.terms if times == sign]
        rest = [times for _, times in row.terms if times == -sign]
        if row.operator == "==" and len(alone) == 1 and len(rest) == len(row.terms) - 1 > 1:
            return alone[0]
    return None


def _beside(tree: Node) -> str:
    """What a rule of a single cell compares it with."""
    for term in stated_in(tree):
        if isinstance(term, Name | GridCell) and term.at in _PERIODS:
            return _PERIODS[term.at]
        if isinstance(term, Count):
            return "lines"
    return "form"


def _and(texts: Sequence[Text]) -> Text:
    """Several things in a sentence: "D20, E9 và cột F"."""
    if len(texts) < 2:
        return texts[0] if texts else _NOTHING
    return say("suggested.both", first=joined(", ", texts[:-1]), last=texts[-1])
