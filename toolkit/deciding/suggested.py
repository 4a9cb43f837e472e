"""`correct --suggested`: what the checks suggest for cells of a unit, entered as a correction once somebody confirmed it.

A suggestion is one way in which figures agree. It is taken as a whole or not at all: where it changes several cells, all of
them are named. It is looked up in the round's validation as things stand now, so that none is taken for figures that have
changed since it was made.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from toolkit.deciding.asked import checked_now
from toolkit.deciding.correcting import Reported, put_in, reported_by
from toolkit.deciding.meant import Datum, key_in_stack, needed
from toolkit.deciding.values import typed_of, value_of
from toolkit.desk import Desk
from toolkit.errors import UsageError
from toolkit.findings import Finding
from toolkit.form.model import Key
from toolkit.result import Result
from toolkit.text import Text, number_text, say
from toolkit.validation.model import Checked


@dataclass(frozen=True, slots=True)
class Way:
    """Cells to change together, each with what would be typed there; None where that cannot be told."""

    typed: Mapping[Key, str | None]


def correct_as_suggested(
    desk: Desk,
    round_id: str,
    unit: str,
    data: Sequence[Datum],
    *,
    reason: str = "",
    source: str = "",
    channel: str = "",
) -> Result:
    """Enter what is suggested for the cells that are named, all of them together, as confirmed by the informant; without a
    reason the change that was suggested is it.

    Raises UsageError where nothing is suggested for a cell, several things are, no value is, or other cells that are not
    named would have to change too.
    """
    reported = reported_by(desk, round_id, unit)
    keys = tuple(
        dict.fromkeys(key_in_stack(reported.round, reported.unit, reported.entries, datum) for datum in data)
    )
    needed(source=source)
    way = way_meant(reported, keys, tuple(ways(reported, checked_now(desk, reported.round))))
    values = {key: value_of(way.typed[key] or "", reported.item(key), key.field) for key in keys}
    because = reason.strip() or say("decide.as_suggested", words=_changes(reported, way)).vi
    return put_in(
        desk,
        reported,
        values,
        reason=because,
        informant=source,
        channel=channel,
        suggested=not reason.strip(),
    )


def ways(reported: Reported, checked: Checked) -> Iterator[Way]:
    """What is suggested for a unit's figures, in the findings' order, the best first within one."""
    mine = (lead for lead in checked.findings if lead.place.unit_id == reported.unit.unit_id)
    there = {item.entry.key for item in reported.entries}
    for finding in (one for lead in mine for one in lead.each if not one.waived):
        for way in _of(reported, finding):
            if way.typed.keys() <= there:
                yield way


def _of(reported: Reported, finding: Finding) -> Iterator[Way]:
    """What the rules and the unit's history suggest, and what a cell that could not be read may have meant."""
    for one in finding.suggestions:
        typed = {
            key: None if (value := change.value) is None else typed_of(value, reported.item(key), key.field)
            for change in one.changes
            for key in (Key.at(change.place),)
        }
        yield Way(typed)
    if finding.suggestion and not finding.suggestions:
        yield Way({Key.at(finding.place): finding.suggestion})


def way_meant(reported: Reported, keys: Sequence[Key], known: Sequence[Way]) -> Way:
    """The one way that changes the cells that are named, and no others. Raises UsageError.

    All ways that change these cells, and maybe others besides, must name one value for each, or it is not known which of
    them was confirmed. That what belongs there cannot be told, as another check finds, is not the same either.
    """
    named = set(keys)
    for key in keys:
        _check_one_value(reported, key, named, [way for way in known if key in way.typed])
    exact = [way for way in known if way.typed.keys() == named and None not in way.typed.values()]
    if exact:
        return exact[0]
    wider = [way for way in known if way.typed.keys() > named]
    if not wider:
        raise UsageError("decide.not_together", cells=_listed(reported, keys))
    others = [key for key in wider[0].typed if key not in named]
    raise UsageError(
        "decide.suggested_together",
        cells=_listed(reported, keys),
        changes=_changes(reported, wider[0]),
        options=" ".join(f'--with "{_cell(reported, key)}"' for key in others),
    )


def _check_one_value(reported: Reported, key: Key, named: Set[Key], about: Sequence[Way]) -> None:
    label, cell = reported.label(key), _cell(reported, key)
    if not about:
        raise UsageError("decide.no_suggestion", label=label, cell=cell, unit=reported.unit.name)
    together = [way for way in about if named <= way.typed.keys()] or about
    if all(way.typed[key] is None for way in together):
        raise UsageError("decide.suggested_no_value", label=label, cell=cell)
    these = [way for way in together if way.typed[key] is not None or way.typed.keys() == named]
    values = dict.fromkeys(way.typed[key] for way in these)
    if len(values) > 1:
        words = [say("decide.not_known") if one is None else _shown(reported, key, one) for one in values]
        told = Text.joined("; ", words)
        raise UsageError("decide.suggestions_differ", label=label, cell=cell, values=told)


def _changes(reported: Reported, way: Way) -> Text:
    told = [
        say(
            "decide.suggested_change",
            label=reported.label(key),
            cell=_cell(reported, key),
            before=_now(reported, key),
            after=say("decide.not_known") if typed is None else _shown(reported, key, typed),
        )
        for key, typed in way.typed.items()
    ]
    return Text.joined("; ", told)


def _now(reported: Reported, key: Key) -> Text:
    """What stands in a cell, as it is printed."""
    entry = reported.entry(key).entry
    if isinstance(entry.value, int | Decimal) and not isinstance(entry.value, bool):
        return number_text(entry.value)
    return Text(entry.raw, entry.raw) if entry.raw else say("cli.diff_blank")


def _shown(reported: Reported, key: Key, typed: str) -> Text:
    """What would be typed, as it is printed."""
    value = value_of(typed, reported.item(key), key.field)
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return number_text(value) if number else Text(typed, typed)  # type: ignore[arg-type]


def _listed(reported: Reported, keys: Sequence[Key]) -> str:
    return ", ".join(_cell(reported, key) for key in keys)


def _cell(reported: Reported, key: Key) -> str:
    """A datum as it can be named on the command line."""
    entry = reported.entry(key).entry
    return f"{entry.sheet}!{entry.cell}" if entry.cell else key.field
