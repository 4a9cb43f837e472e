"""`correct`: a value that staff enter for one entry of a unit."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from toolkit.deciding.asked import checked_now
from toolkit.deciding.meant import (
    Datum,
    check_named,
    key_in_stack,
    needed,
    open_round,
    stated_once,
    unit_meant,
)
from toolkit.deciding.told import take_back, write_down
from toolkit.deciding.values import value_of
from toolkit.decisions.bind import digest
from toolkit.decisions.model import Correction, Decision, in_force
from toolkit.decisions.told import in_words
from toolkit.desk import Desk
from toolkit.errors import UsageError
from toolkit.form.layout import datum_label
from toolkit.form.model import BlockKind, Field, Key, Round
from toolkit.intake.model import EntryValue, Qualifier, StackedEntry
from toolkit.register.model import Act
from toolkit.result import Result
from toolkit.text import Text, say
from toolkit.units import Unit

_VERB, _THEN = "correct", "run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a unit's returns come to, before any correction: what a correction is of."""

    round: Round
    unit: Unit
    entries: tuple[StackedEntry, ...]

    def entry(self, key: Key) -> StackedEntry:
        """What the unit reported of a datum."""
        return next(item for item in self.entries if item.entry.key == key)

    def item(self, key: Key) -> Field | None:
        """What is asked there; None for a line of a narrative."""
        form = self.round.form(key.form)
        block = form.block(key.block)
        if block.kind is BlockKind.NARRATIVE:
            return None
        return form.find_field(key.field)[1] if block.kind is BlockKind.FIELDS else block.column(key.column)

    def label(self, key: Key) -> Text:
        """What a datum is called."""
        return datum_label(self.round.form(key.form), key)


def correct(
    desk: Desk,
    round_id: str,
    unit: str,
    datum: Datum,
    value: str | None = None,
    *,
    reason: str = "",
    source: str = "",
    channel: str = "",
    revoke: bool = False,
) -> Result:
    """Enter a value in place of what the unit reported, which is kept beside it; with `revoke` take that back.

    Raises UsageError for what is unknown, ambiguous, no value of the field, or reported so already.
    """
    reported = reported_by(desk, round_id, unit)
    key = key_in_stack(reported.round, reported.unit, reported.entries, datum)
    if revoke:
        corrections = in_force(desk.register.decisions(round_id).corrections)
        standing = [one for one in corrections if (one.unit_id, one.key) == (reported.unit.unit_id, key)]
        return take_back(desk, reported.round, _VERB, standing, _worded(reported), _THEN, reason)
    typed = stated_once(value, "VALUE")
    needed(reason=reason, source=source)
    values = {key: value_of(typed, reported.item(key), key.field)}
    return put_in(desk, reported, values, reason=reason, informant=source, channel=channel)


def reported_by(desk: Desk, round_id: str, unit: str) -> Reported:
    """What a unit reported in an open round. Raises UsageError where it has sent nothing."""
    from toolkit.intake.stack import stack

    opened = open_round(desk, round_id)
    whose = unit_meant(opened, unit)
    returns = desk.register.returns_of(round_id, whose.unit_id)
    if not returns:
        raise UsageError("decide.not_returned", unit=whose.name, round=round_id)
    return Reported(round=opened, unit=whose, entries=tuple(stack(whose.unit_id, returns).entries))


def put_in(
    desk: Desk,
    reported: Reported,
    values: Mapping[Key, EntryValue],
    *,
    reason: str,
    informant: str,
    channel: str,
    suggested: bool = False,
) -> Result:
    """Write corrections down, all or none, and say what is still wrong with the figures after them. Raises UsageError where
    the unit reported a value so already, or the informant is nobody's name.
    """
    from toolkit.decisions.apply import corrected

    check_named(informant)
    given = {"reason": reason.strip(), "informant": informant.strip(), "channel": channel.strip()}
    made = []
    for key, after in values.items():
        stacked = reported.entry(key)
        one = correction_of(desk.act, reported.unit.unit_id, stacked, after, **given)
        if digest([stacked.entry]) == digest([corrected(stacked.entry, one)]):
            label, unit = reported.label(key), reported.unit.name
            raise UsageError("decide.reported_so", label=label, unit=unit, value=_after(one))
        made.append(replace(one, suggested=suggested))
    done = write_down(desk, reported.round, _VERB, made, _worded(reported), _THEN)
    still = _still_wrong(desk, reported, values)
    return replace(done, said=(*done.said[:-1], *still, done.said[-1]))


def _still_wrong(desk: Desk, reported: Reported, keys: Collection[Key]) -> tuple[Text, ...]:
    """What still keeps the corrected figures out of the totals, by the round's validation as it is with the corrections."""
    wrong = [
        one.short
        for lead in checked_now(desk, reported.round).findings
        if lead.place.unit_id == reported.unit.unit_id
        for one in lead.each
        if one.held and any(Key.at(place) in keys for place in (one.place, *one.related))
    ]
    return tuple(say("decide.still_wrong", what=words) for words in dict.fromkeys(wrong))


def correction_of(
    act: Act,
    unit_id: str,
    stacked: StackedEntry,
    after: EntryValue,
    *,
    reason: str,
    informant: str,
    channel: str,
) -> Correction:
    """The correction of what a unit reported. "Trên 50" is no 50: of what is qualified only its content is kept."""
    entry = stacked.entry
    return Correction(
        by=act.by,
        at=act.at,
        reason=reason,
        unit_id=unit_id,
        key=entry.key,
        before=entry.value if entry.qualifier is Qualifier.EXACT else None,
        after=after,
        version=stacked.version,
        raw=entry.raw,
        bound_to=digest([entry]),
        informant=informant,
        channel=channel,
    )


def _worded(reported: Reported) -> Callable[[Decision], Text]:
    def word(one: Decision) -> Text:
        assert isinstance(one, Correction)
        before, after = in_words(one.before, one.raw), _after(one)
        unit, label = reported.unit.name, reported.label(one.key)
        return say("decide.corrected", unit=unit, label=label, before=before, after=after)

    return word


def _after(one: Correction) -> Text:
    return say("decide.none") if one.after is None else in_words(one.after)
