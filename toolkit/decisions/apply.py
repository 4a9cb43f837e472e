"""Staff's corrections over what a unit reported: the corrected value counts, what was reported stays beside it.

A later return has the last word but for one case: the very value that was corrected, sent again, is no news.
"""

from collections.abc import Iterable
from dataclasses import replace

from toolkit.decisions.bind import digest
from toolkit.decisions.model import Correction, in_force
from toolkit.decisions.told import in_words
from toolkit.findings import Finding, Place, found
from toolkit.intake.model import Entry, Origin, Qualifier, StackedEntry, State, UnitData
from toolkit.text import Text, same_name


def correct(unit: UnitData, corrections: Iterable[Correction]) -> UnitData:
    """The unit's data with the corrections in force in them; what became of those that a later return spoke to is added
    to its remarks: it states the same value (settled), the old one again (the correction stays), or a third one or none
    any more (the return counts, the correction has lapsed).
    """
    mine = {one.key: one for one in in_force(corrections) if one.unit_id == unit.unit_id}
    if not mine:
        return unit
    entries, remarks = [], []
    for stacked in unit.entries:
        correction = mine.pop(stacked.entry.key, None)
        stands, remark = _put(unit.unit_id, stacked, correction) if correction else (stacked, None)
        entries.append(stands)
        remarks += [remark] if remark else []
    remarks += [_gone(unit, one) for one in mine.values()]
    return replace(unit, entries=tuple(entries), remarks=(*unit.remarks, *remarks))


def corrected(entry: Entry, correction: Correction) -> Entry:
    """The entry with the corrected value; its content stays as it was found."""
    none = correction.after is None
    return replace(
        entry,
        state=State.NONE if none else State.VALUE,
        value=correction.after,
        qualifier=Qualifier.EXACT,
        origin=Origin.CORRECTED,
    )


def _put(unit_id: str, stacked: StackedEntry, one: Correction) -> tuple[StackedEntry, Finding | None]:
    entry, later = stacked.entry, stacked.version > one.version
    after = corrected(entry, one)
    stands = replace(stacked, entry=after, reported=entry)
    if entry.state is State.BLANK:
        return stands, None
    if digest([entry]) == digest([after]):
        return stacked, _told("DEC-001", unit_id, stacked, one)
    if _is_as_before(entry, one):
        return stands, _told("DEC-002", unit_id, stacked, one) if later else None
    return stacked, _told("DEC-003", unit_id, stacked, one)


def _is_as_before(entry: Entry, one: Correction) -> bool:
    if one.bound_to:
        return digest([entry]) == one.bound_to
    return entry.value == one.before and (entry.value is not None or same_name(entry.raw, one.raw))


def _told(code: str, unit_id: str, stacked: StackedEntry, one: Correction) -> Finding:
    entry = stacked.entry
    return found(
        code,
        stacked.place(unit_id),
        raw=entry.raw,
        now=in_words(entry.value if entry.qualifier is Qualifier.EXACT else None, entry.raw),
        version=stacked.version,
        before=in_words(one.before, one.raw),
        after=_after(one),
    )


def _gone(unit: UnitData, one: Correction) -> Finding:
    """The line that was corrected is not there any more."""
    return found(
        "DEC-004",
        Place(unit_id=unit.unit_id, **one.key._asdict()),
        after=_after(one),
        line=one.key.row or one.key.field,
    )


def _after(one: Correction) -> Text:
    """The corrected value in words, as a unit writes it."""
    return in_words("không phát sinh" if one.after is None else one.after)
