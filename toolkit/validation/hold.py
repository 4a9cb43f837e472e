"""What is held, and what the verdict on each return is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from toolkit.findings import Finding, Place, Severity
from toolkit.form.model import Key
from toolkit.intake.model import StackedEntry, State, UnitData, UnitReturn, Verdict
from toolkit.validation.model import CheckedEntry
from toolkit.validation.places import Fault

UNREADABLE = frozenset({State.TEXT, State.ERROR, State.UNCALCULATED})
_SAYS_NOTHING = frozenset({State.BLANK, State.NOT_APPLICABLE})
_DOUBT = ("UNI", "STR")
"""Families of findings that, as an error of the whole file, put a return's identity or structure in doubt."""


def carried_faults(unit: UnitData) -> list[Fault]:
    """Intake's findings that still concern the unit's data, file and unit filled in.

    A cell's finding counts while the value of that very return counts; a whole file's while the return is the newest.
    """
    stacked = {item.entry.key: item for item in unit.entries}
    newest = max((item.version for item in unit.returns), default=0)
    faults = []
    for returned in unit.returns:
        by_cell = {(e.sheet, e.cell): e.key for e in returned.entries if e.cell}
        for finding in returned.findings:
            keys = tuple(
                key
                for place in (finding.place, *finding.related)
                for key in (_key(place, stacked, by_cell),)
                if key is not None
            )
            current = tuple(key for key in keys if stacked[key].version == returned.version)
            if current or (not keys and returned.version == newest):
                faults.append(_carried(finding, returned, unit, current or _whole(finding, returned, unit)))
    return faults


def check_entries(unit: UnitData, faults: Iterable[Fault]) -> tuple[CheckedEntry, ...]:
    """The unit's entries, each with the codes that hold it; a cell that says nothing has nothing to hold."""
    held: dict[Key, list[str]] = {}
    for fault in faults:
        if fault.finding.severity is Severity.ERROR:
            for key in fault.keys:
                held.setdefault(key, []).append(fault.finding.code)
    return tuple(
        CheckedEntry(
            unit_id=unit.unit_id,
            stacked=item,
            held_by=()
            if item.entry.state in _SAYS_NOTHING
            else tuple(dict.fromkeys(held.get(item.entry.key, ()))),
        )
        for item in unit.entries
    )


def unread(unit: UnitData, faults: Iterable[Fault]) -> tuple[StackedEntry, ...]:
    """Unreadable entries that no error speaks of yet."""
    spoken = {key for fault in faults if fault.finding.severity is Severity.ERROR for key in fault.keys}
    return tuple(
        item for item in unit.entries if item.entry.state in UNREADABLE and item.entry.key not in spoken
    )


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """An error asks for another return, a warning is remarked on; the rest is accepted."""
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Verdict.TO_MEND
    return Verdict.REMARKS if Severity.WARNING in severities else Verdict.ACCEPTED


def _key(
    place: Place, stacked: Mapping[Key, StackedEntry], by_cell: Mapping[tuple[str, str], Key]
) -> Key | None:
    key = Key(place.form, place.block, place.field, place.row, place.column)
    if key in stacked:
        return key
    there = by_cell.get((place.sheet, place.cell))
    return there if there in stacked else None


def _whole(finding: Finding, returned: UnitReturn, unit: UnitData) -> tuple[Key, ...]:
    """All the data of a return whose identity or structure is in doubt."""
    doubtful = finding.severity is Severity.ERROR and finding.code.startswith(_DOUBT)
    if not doubtful or finding.place.cell or finding.place.field:
        return ()
    return tuple(item.entry.key for item in unit.entries if item.version == returned.version)


def _carried(finding: Finding, returned: UnitReturn, unit: UnitData, keys: tuple[Key, ...]) -> Fault:
    place = replace(finding.place, file=finding.place.file or returned.file, unit_id=unit.unit_id)
    held = finding.held or (finding.severity is Severity.ERROR and bool(keys))
    return Fault(replace(finding, place=place, held=held), keys)
