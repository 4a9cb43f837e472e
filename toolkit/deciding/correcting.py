"""`correct`: a value that staff enter for one entry of a unit."""

from dataclasses import replace

from toolkit.deciding.asked import checked_now
from toolkit.deciding.meant import Datum, key_in_stack, needed, open_round, stated_once, unit_meant
from toolkit.deciding.told import take_back, write_down
from toolkit.deciding.values import value_of
from toolkit.decisions.bind import digest
from toolkit.decisions.model import Correction, Decision, in_force
from toolkit.decisions.told import in_words
from toolkit.desk import Desk
from toolkit.errors import UsageError
from toolkit.findings import Place
from toolkit.form.layout import datum_label
from toolkit.form.model import BlockKind, Field, Form, Key, Round
from toolkit.intake.model import EntryValue, Qualifier, StackedEntry
from toolkit.register.model import Act
from toolkit.result import Result
from toolkit.text import Text, say
from toolkit.units import Unit

_VERB, _THEN = "correct", "run"


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
    from toolkit.decisions.apply import corrected
    from toolkit.intake.stack import stack

    opened = open_round(desk, round_id)
    whose = unit_meant(opened, unit)
    returns = desk.register.returns_of(round_id, whose.unit_id)
    if not returns:
        raise UsageError("decide.not_returned", unit=whose.name, round=round_id)
    entries = stack(whose.unit_id, returns).entries
    key = key_in_stack(opened, whose, entries, datum)

    def word(one: Decision) -> Text:
        assert isinstance(one, Correction)
        return _word(opened, whose, one)

    if revoke:
        corrections = in_force(desk.register.decisions(round_id).corrections)
        standing = [one for one in corrections if (one.unit_id, one.key) == (whose.unit_id, key)]
        return take_back(desk, opened, _VERB, standing, word, _THEN, reason)
    typed = stated_once(value, "VALUE")
    needed(reason=reason, source=source)
    stacked = next(item for item in entries if item.entry.key == key)
    after = value_of(typed, _item(opened.form(key.form), key), key.field)
    given = {"reason": reason.strip(), "informant": source.strip(), "channel": channel.strip()}
    made = correction_of(desk.act, whose.unit_id, stacked, after, **given)
    if digest([stacked.entry]) == digest([corrected(stacked.entry, made)]):
        label = datum_label(opened.form(key.form), key)
        raise UsageError("decide.reported_so", label=label, unit=whose.name, value=_after(made))
    done = write_down(desk, opened, _VERB, (made,), word, _THEN)
    return replace(done, said=(*done.said[:-1], *_still_wrong(desk, opened, whose, key), done.said[-1]))


def _still_wrong(desk: Desk, opened: Round, unit: Unit, key: Key) -> tuple[Text, ...]:
    """What still keeps the corrected figure out of the totals, by the round's validation as it is with the correction."""
    wrong = [
        one.short
        for lead in checked_now(desk, opened).findings
        if lead.place.unit_id == unit.unit_id
        for one in lead.each
        if one.held and any(_concerns(place, key) for place in (one.place, *one.related))
    ]
    return tuple(say("decide.still_wrong", what=words) for words in dict.fromkeys(wrong))


def _concerns(place: Place, key: Key) -> bool:
    return Key(place.form, place.block, place.field, place.row, place.column) == key


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


def _item(form: Form, key: Key) -> Field | None:
    block = form.block(key.block)
    if block.kind is BlockKind.NARRATIVE:
        return None
    return form.find_field(key.field)[1] if block.kind is BlockKind.FIELDS else block.column(key.column)


def _word(opened: Round, unit: Unit, one: Correction) -> Text:
    label = datum_label(opened.form(one.key.form), one.key)
    before = in_words(one.before, one.raw)
    return say("decide.corrected", unit=unit.name, label=label, before=before, after=_after(one))


def _after(one: Correction) -> Text:
    return say("decide.none") if one.after is None else in_words(one.after)
