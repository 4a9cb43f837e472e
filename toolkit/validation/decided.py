"""What staff decided about a unit's faults, and what the unit explained: before anything is held.

A decision holds for the values that it was given for, and lapses when any of them changes; so does an explanation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from toolkit.decisions.bind import digest, digest_of, statement
from toolkit.decisions.model import Decisions, Refusal, Subject, Taken, Waiver, in_force
from toolkit.decisions.subject import is_sent_along, read_request_code, subject_of
from toolkit.decisions.told import Applied
from toolkit.findings import Severity
from toolkit.form.model import Key
from toolkit.intake.model import Entry, Origin, State, UnitData
from toolkit.periods import write_date
from toolkit.text import Text, say
from toolkit.validation.model import Checked
from toolkit.validation.places import Fault

_AGAINST = 16
"""Characters of the digest that a request sheet carries of what was read of other periods."""

_SETTLED = "DEC-001"
"""What is said of a correction that the unit's own return repeats."""

_Kind = TypeVar("_Kind", Waiver, Refusal)


def settle(faults: Sequence[Fault], unit: UnitData, decisions: Decisions) -> list[Fault]:
    """The faults as they count: waived ones are infos that hold nothing; what the unit explained stands with the others.

    Every finding names the digest of the values that it is about. Its note says what staff decided, in this round or for
    the period before, and what of it has lapsed.
    """
    settled = _Settled(unit, decisions)
    return [settled.of(fault) for fault in faults]


def in_effect(checked: Checked) -> Applied:
    """What of a round's decisions has effect on its validated data; of totals nothing is known here."""
    corrected = (
        (entry.unit_id, entry.key)
        for entry in checked.entries
        if entry.stacked.entry.origin is Origin.CORRECTED
    )
    waived = (
        (one.place.unit_id, subject_of(one)) for lead in checked.findings for one in lead.each if one.waived
    )
    settled = (
        (one.place.unit_id, Key.at(one.place))
        for lead in checked.findings
        for one in lead.each
        if one.code == _SETTLED
    )
    return Applied(corrected=frozenset(corrected), settled=frozenset(settled), waived=frozenset(waived))


class _Settled:
    """One unit's entries, explanations and decisions, found by subject."""

    def __init__(self, unit: UnitData, decisions: Decisions) -> None:
        self.unit = unit
        self.day = decisions.day
        self.entries = {item.entry.key: item for item in unit.entries}
        self.waivers = _by_subject(in_force(decisions.waivers), unit.unit_id)
        self.refusals = _by_subject(in_force(decisions.refusals), unit.unit_id)
        self.earlier = _by_subject(decisions.earlier, unit.unit_id)
        self.explained = _newest_words(unit)
        self.anything = bool(self.waivers or self.refusals or self.earlier or self.explained)
        self.statements: dict[Key, str] = {}

    def of(self, fault: Fault) -> Fault:
        keys = [key for key in fault.keys if key in self.entries]
        besides = "" if keys else fault.finding.message.vi
        bound = digest_of([*map(self._statement, keys), *fault.against], besides)
        against = digest_of(fault.against)[:_AGAINST] if fault.against else ""
        decided = self._decided(fault, bound, against) if self.anything else {}
        return replace(fault, finding=replace(fault.finding, bound_to=bound, against=against, **decided))

    def _statement(self, key: Key) -> str:
        known = self.statements.get(key)
        if known is None:
            known = self.statements[key] = statement(self.entries[key].entry)
        return known

    def _decided(self, fault: Fault, bound: str, against: str) -> dict[str, Any]:
        """What of the finding changes."""
        if fault.finding.severity is Severity.INFO:
            return {}
        subject = subject_of(fault.finding)
        words = self._explanation(subject, fault.keys, against)
        waiver = self.waivers.get(subject)
        if waiver and waiver.bound_to == bound and _lasts(waiver, self.day):
            return {
                "severity": Severity.INFO,
                "held": False,
                "waived": True,
                "explanation": waiver.explanation or words,
                **_notes([("waived_until" if waiver.until else "waived", waiver)]),
            }
        notes: list[tuple[str, Taken]] = []
        if waiver:
            notes.append(("expired" if waiver.bound_to == bound else "lapsed", waiver))
        refusal = self.refusals.get(subject)
        refused = bool(refusal and refusal.bound_to == bound and refusal.explanation == words)
        if refusal and refused:
            notes.append(("refused", refusal))
        earlier = self.earlier.get(subject)
        if earlier and not waiver:
            notes.append(("earlier_explained" if earlier.explanation else "earlier", earlier))
        return {
            "explanation": words,
            "refused": refused,
            **_notes(notes, self._outdated(subject, words, notes)),
        }

    def _outdated(self, subject: Subject, words: str, notes: Sequence[tuple[str, Taken]]) -> tuple[Text, ...]:
        """A word on an explanation that was given for other figures, unless a decision on it says so."""
        said = self.explained.get(subject.text)
        if said is None or not said.words or words or notes:
            return ()
        return (say("decided.explained_before", words=said.words),)

    def _explanation(self, subject: Subject, keys: Sequence[Key], against: str) -> str:
        """What the unit wrote to it in its newest return that says something, "" when the values have changed since, or
        those of other periods since it was asked.
        """
        said = self.explained.get(subject.text)
        if said is None or said.against != against:
            return ""
        return said.words if all(self._as_explained(key, said.version, said.stated) for key in keys) else ""

    def _as_explained(self, key: Key, version: int, stated: Mapping[Key, Entry]) -> bool:
        item, then = self.entries.get(key), stated.get(key)
        if item is None:
            return True
        if then is None or then.state is State.BLANK:
            return item.version <= version and item.reported is None
        return digest([item.entry]) == digest([then])


@dataclass(frozen=True, slots=True)
class _Said:
    """An explanation: the version of its return, what that return states, the words, and what of other periods it was asked
    against.
    """

    version: int
    stated: Mapping[Key, Entry]
    words: str
    against: str


def _newest_words(unit: UnitData) -> dict[str, _Said]:
    """The newest explanation of each subject. The unit's own words that it was sent along with a request and sent back
    untouched are no new one: they stay for the values that they were written for.
    """
    found: dict[str, _Said] = {}
    for one in sorted(unit.returns, key=lambda one: one.version):
        stated = {entry.key: entry for entry in one.entries} if one.explanations else {}
        for said in one.explanations:
            subject, against, _ = read_request_code(said.subject)
            if subject not in found or not is_sent_along(said.subject, said.words):
                found[subject] = _Said(one.version, stated, said.words, against)
    return found


def _by_subject(made: Sequence[_Kind], unit_id: str) -> dict[Subject, _Kind]:
    return {one.subject: one for one in made if one.unit_id == unit_id}


def _lasts(waiver: Waiver, day: date | None) -> bool:
    return waiver.until is None or day is None or day <= waiver.until


def _notes(said: Sequence[tuple[str, Taken]], besides: Sequence[Text] = ()) -> dict[str, Text]:
    """What was decided, for the office and for the unit. Of the reasons that staff gave, a refusal's alone is written for
    the unit; the others are the office's own.
    """
    notes = [_note(f"decided.{what}", taken) for what, taken in said]
    to_unit = [
        _note(f"decided.{what}" if isinstance(taken, Refusal) else f"decided.unit_{what}", taken)
        for what, taken in said
    ]
    return {"note": _joined([*notes, *besides]), "note_to_unit": _joined([*to_unit, *besides])}


def _joined(notes: Sequence[Text]) -> Text:
    return Text.joined(" ", notes)


def _note(key: str, taken: Taken) -> Text:
    until = getattr(taken, "until", None)
    return say(
        key,
        day=write_date(taken.at.date()),
        reason=taken.reason.rstrip(" ."),
        until=write_date(until) if until else "",
        words=getattr(taken, "explanation", ""),
    )
