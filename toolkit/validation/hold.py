"""What is held, and what the verdict on each return is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from toolkit.findings import Finding, Place, Severity
from toolkit.form.model import Key
from toolkit.intake.model import Entry, StackedEntry, State, UnitData, UnitReturn, Verdict
from toolkit.validation.cells import UNREADABLE
from toolkit.validation.model import CheckedEntry
from toolkit.validation.places import Fault

_SAYS_NOTHING = frozenset({State.BLANK, State.NOT_APPLICABLE})
_DOUBT = ("UNI", "STR")
"""Families of findings that, as an error without a cell, put identity or structure in doubt: of the whole return, or of
the block, row or column that they name.
"""


def carried_faults(unit: UnitData) -> list[Fault]:
    """Intake's findings that still concern the unit's data, file and unit filled in.

    A finding counts while any value of that very return counts at its places, uncorrected; one that no value stands behind
    while the return is the newest. The remarks on the stack as a whole follow.
    """
    if not (unit.remarks or any(one.findings for one in unit.returns)):
        return []
    stacked = {item.entry.key: item for item in unit.entries}
    newest = max((item.version for item in unit.returns), default=0)
    faults = []
    for returned in unit.returns:
        by_cell = {(e.sheet, e.cell): e.key for e in returned.entries if e.cell}
        for finding in returned.findings:
            keys, of_cells = _concerned(finding, stacked, by_cell)
            current = tuple(key for key in keys if _is_from(stacked[key], returned))
            if current or (not of_cells and returned.version == newest):
                faults.append(_carried(finding, returned, unit, current))
    return faults + [Fault(remark, _there(remark.place, stacked)) for remark in unit.remarks]


def concerned(finding: Finding, entries: Mapping[Key, StackedEntry]) -> tuple[Key, ...]:
    """The data of one unit that a finding speaks of: its cells, or all that lies in the area that it puts in doubt."""
    by_cell = {(item.entry.sheet, item.entry.cell): key for key, item in entries.items() if item.entry.cell}
    return tuple(_concerned(finding, entries, by_cell)[0])


def check_entries(unit: UnitData, faults: Iterable[Fault]) -> tuple[CheckedEntry, ...]:
    """The unit's entries, each with the codes that hold it; a cell that says nothing has nothing to hold."""
    held: dict[Key, list[str]] = {}
    for fault in faults:
        if fault.finding.severity is Severity.ERROR:
            for key in fault.keys:
                held.setdefault(key, []).append(fault.finding.code)
    unit_id = unit.unit_id
    if not held:
        return tuple([CheckedEntry(unit_id=unit_id, stacked=item) for item in unit.entries])

    def held_by(entry: Entry) -> tuple[str, ...]:
        return () if entry.state in _SAYS_NOTHING else tuple(dict.fromkeys(held.get(entry.key, ())))

    return tuple(
        [CheckedEntry(unit_id=unit_id, stacked=item, held_by=held_by(item.entry)) for item in unit.entries]
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


def _concerned(
    finding: Finding, stacked: Mapping[Key, StackedEntry], by_cell: Mapping[tuple[str, str], Key]
) -> tuple[dict[Key, None], bool]:
    """The data, and whether it names their cells."""
    places = (finding.place, *finding.related)
    cells = [key for place in places for key in (_key(place, stacked, by_cell),) if key is not None]
    if cells or not _is_of_structure(finding):
        return dict.fromkeys(cells), bool(cells)
    return dict.fromkeys(key for place in places for key in stacked if _lies_in(key, place)), False


def _key(
    place: Place, stacked: Mapping[Key, StackedEntry], by_cell: Mapping[tuple[str, str], Key]
) -> Key | None:
    key = Key.at(place)
    if key in stacked:
        return key
    there = by_cell.get((place.sheet, place.cell))
    return there if there in stacked else None


def _is_from(item: StackedEntry, returned: UnitReturn) -> bool:
    return item.version == returned.version and item.reported is None


def _there(place: Place, stacked: Mapping[Key, StackedEntry]) -> tuple[Key, ...]:
    key = _key(place, stacked, {})
    return () if key is None else (key,)


def _is_of_structure(finding: Finding) -> bool:
    """Whether it puts data in doubt that it names by their area only, be it the whole return."""
    of_area = not finding.place.cell and not finding.place.field
    return of_area and finding.severity is Severity.ERROR and finding.code.startswith(_DOUBT)


def _lies_in(key: Key, place: Place) -> bool:
    """Whether a datum lies in what a place names: a row, a column or the whole of a block, a form, everything."""
    named = (place.form, place.block, place.row, place.column)
    return all(not part or part == mine for part, mine in zip(named, _address(key), strict=True))


def _address(key: Key) -> tuple[str, str, str, str]:
    return key.form, key.block, key.row, key.column


def _carried(finding: Finding, returned: UnitReturn, unit: UnitData, keys: tuple[Key, ...]) -> Fault:
    place = replace(finding.place, file=finding.place.file or returned.file, unit_id=unit.unit_id)
    held = finding.held or (finding.severity is Severity.ERROR and bool(keys))
    return Fault(replace(finding, place=place, held=held), keys)
