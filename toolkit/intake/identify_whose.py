"""Whose a workbook is: what its stamp says and what people read in it, weighed against each other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.findings import Finding, Place, found
from toolkit.form.model import Round
from toolkit.intake.identify_visible import Mention, Where, first
from toolkit.intake.kept import kept
from toolkit.intake.unit_names import held_in
from toolkit.text import Text, say
from toolkit.units import Unit, Units

Blocks = Callable[[str], frozenset[str]]
"""The blocks that a sheet of a name holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is asked of every part of identification: for which round, among which units, of which file.

    `pool` are the round's units and the others known under its asker, `above` the asker and what it belongs to; `by_id` all
    known units by unit_id, and by code, which is what a program leaves that took "21046@" for a number.
    """

    round: Round
    file: str
    pool: tuple[Unit, ...]
    above: tuple[Unit, ...]
    by_id: Mapping[str, Unit]

    def say(self, code: str, place: Place = Place(), **params: Any) -> Finding:
        """A finding of this file."""
        where = Place(file=self.file, sheet=place.sheet, cell=place.cell)
        return found(code, where, round_id=self.round.id, **params)


@dataclass(frozen=True, slots=True)
class Whose:
    """The unit, "" when unknown. With `asks` somebody must say, and the unit is a guess; `by` the cell that told it."""

    unit_id: str = ""
    findings: tuple[Finding, ...] = ()
    asks: bool = False
    by: Mention | None = field(default=None)


def case_of(round: Round, units: Units | None, file: str) -> Case:
    """The case of a file against a round."""
    pool, above, by_id = _region(round, units)
    return Case(round=round, file=file, pool=pool, above=above, by_id=by_id)


@kept
def _region(
    round: Round, units: Units | None
) -> tuple[tuple[Unit, ...], tuple[Unit, ...], Mapping[str, Unit]]:
    """A case's `pool`, `above` and `by_id`."""
    known = units.all if units else ()
    ours = {unit.unit_id for unit in round.units}
    others = tuple(
        unit
        for unit in known
        if unit.parent == round.asker.code
        and unit.unit_id not in ours
        and (unit.valid_on(round.period.start) or unit.valid_on(round.period.end))
    )
    above, code = [round.asker], round.asker.parent
    while code and (parent := next((u for u in known if u.code == code and u not in above), None)):
        above.append(parent)
        code = parent.parent
    pool = (*round.units, *others)
    by_id: dict[str, Unit] = {}
    for unit in (*pool, *known):
        by_id.setdefault(unit.unit_id, unit)
        by_id.setdefault(unit.code, unit)
    return pool, tuple(above), by_id


def stamped(case: Case, unit_id: str, mentions: tuple[Mention, ...], blocks: Blocks) -> Whose:
    """The unit a template was made for; where another is written visibly, somebody must say.

    Only the place of signing naming another is a warning: a neighbour may have lent its stamp, and places are not typed
    with care.
    """
    unit = case.by_id.get(unit_id)
    if unit is None:
        return Whose("", (case.say("UNI-008", raw=unit_id),), asks=True)
    if case.round.unit(unit.unit_id) is None:
        return Whose("", (_unexpected(case, unit),), asks=True)
    unit_id = unit.unit_id
    against = [one for one in mentions if one.where is not Where.SIGNED and _excludes(one, unit)]
    if against:
        said = _several(case, mentions, blocks) or case.say(
            "UNI-009", against[0].place, raw=against[0].text, stamped=unit.name
        )
        return Whose(unit_id, (said,), asks=True)
    signed = next(
        (one for one in mentions if one.where is Where.SIGNED and one.unit not in (None, unit)), None
    )
    remarks = (case.say("UNI-018", signed.place, raw=signed.text, unit=unit.name),) if signed else ()
    return Whose(unit_id, remarks)


def visible(case: Case, mentions: tuple[Mention, ...], blocks: Blocks) -> Whose:
    """The unit that people read in the workbook: named beyond doubt, and nowhere another."""
    choice = first(mentions, Where.CHOICE)
    sure = [one for one in mentions if one.unit is not None and one.where is not Where.SIGNED]
    if not sure:
        return _unknown(case, choice, mentions)
    unit = sure[0].unit
    assert unit is not None  # they are the sure ones
    if choice is not None and choice.text and unit not in choice.named.units:
        return Whose("", (_unclear(case, choice),), asks=True)
    against = [
        one for one in mentions if _excludes(one, unit) and (one.where is not Where.SIGNED or one.unit)
    ]
    if against:
        said = _several(case, mentions, blocks) or case.say(
            "UNI-012", sure[0].place, names=_written((sure[0], *against))
        )
        return Whose("", (said,), asks=True)
    if case.round.unit(unit.unit_id) is None:
        return Whose("", (_unexpected(case, unit),), asks=True)
    return Whose(unit.unit_id, by=sure[0])


def near(units: Iterable[Unit]) -> Text:
    """The candidates, for a person to choose from."""
    listed = tuple(dict.fromkeys(units))
    if not listed:
        return say("intake.near_none")
    return say("intake.near", names=", ".join(f"{unit.name} ({unit.code})" for unit in listed))


def _unknown(case: Case, choice: Mention | None, mentions: tuple[Mention, ...]) -> Whose:
    """Nothing names a unit beyond doubt: what comes near is named; one that alone comes near is the guess."""
    if choice is not None:
        said = _unclear(case, choice) if choice.text else case.say("UNI-005", choice.place)
        return Whose("", (said,), asks=True)
    expected = [unit for one in mentions for unit in one.named.units if case.round.unit(unit.unit_id)]
    guesses = tuple(dict.fromkeys(expected))
    said = case.say("UNI-010", unsure=say("intake.unsure_unit"), near=near(guesses))
    return Whose(guesses[0].unit_id if len(guesses) == 1 else "", (said,), asks=True)


def _unclear(case: Case, choice: Mention) -> Finding:
    candidates = choice.named.units or held_in(choice.text, case.round.units)
    return case.say("UNI-006", choice.place, raw=choice.text, near=near(candidates))


def _unexpected(case: Case, unit: Unit) -> Finding:
    return case.say("UNI-007", unit=unit.name, ours=round_name(case.round))


def _excludes(one: Mention, unit: Unit) -> bool:
    """Whether a mention names units, and this is none of them."""
    return bool(one.named.units) and unit not in one.named.units


def _several(case: Case, mentions: tuple[Mention, ...], blocks: Blocks) -> Finding | None:
    """The finding that sheets of several units were put together: sheets with the same blocks, each with its own unit."""
    on: dict[str, set[Unit]] = {}
    for one in mentions:
        if one.unit and one.where is not Where.SIGNED and blocks(one.place.sheet):
            on.setdefault(one.place.sheet, set()).add(one.unit)
    again = any(blocks(one) & blocks(two) and on[one] != on[two] for one in on for two in on)
    if not again or any(len(units) > 1 for units in on.values()):
        return None
    names = "; ".join(f"“{sheet}”: {unit.name} ({unit.code})" for sheet, (unit,) in on.items())
    return case.say("UNI-017", names=names)


def _written(mentions: Iterable[Mention]) -> str:
    """What is written where: “Xã A” (Số liệu, ô B3); “Xã B” (...)."""
    texts = {one.text: f"“{one.text}” ({one.place.sheet}, {one.place.cell})" for one in mentions}
    return "; ".join(texts.values())


def round_name(round: Round | None, ident: str = "") -> Text:
    """A round as a sentence names it; by its id alone when nothing else is known."""
    if round is None:
        return Text(ident, ident)
    titles = "; ".join(form.short_title.vi for form in round.forms)
    english = "; ".join(form.short_title.en for form in round.forms)
    label = round.period.label
    return Text(f"{titles}, {label.vi} ({round.id})", f"{english}, {label.en} ({round.id})")
