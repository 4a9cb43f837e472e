"""A unit's returns, resolved entry by entry: the newest that states a value counts, a blank never erases."""

from collections.abc import Iterable

from toolkit.findings import Finding, Place, found
from toolkit.form.model import Key
from toolkit.intake.model import Entry, StackedEntry, State, UnitData, UnitReturn

Block = tuple[str, str]


def stack(unit_id: str, returns: Iterable[UnitReturn]) -> UnitData:
    """Resolve a unit's returns, given in any order (versions count them in order of receipt).

    Fields and grid cells: the newest return in which the entry is not blank; that one counts even when it cannot be
    read (it is then held). A return saved before an earlier one (`out_of_order`) only fills what nothing newer states.
    Lists and narratives come whole from the newest return that has a line in the block: lines are never mixed.
    """
    received = tuple(sorted(returns, key=lambda one: one.version))
    ranked = tuple(sorted(received, key=lambda one: (not out_of_order(one, received), one.version)))
    newest = ranked[::-1]
    latest = received[-1].version if received else 0
    found_entries: dict[Key, StackedEntry] = {}
    lines = _line_blocks(received)
    for block in sorted(lines):
        found_entries |= _whole(block, newest, latest)
    for one in newest:
        for entry in one.entries:
            if (entry.key.form, entry.key.block) not in lines:
                there = found_entries.get(entry.key)
                if there is None or (there.entry.state is State.BLANK and entry.state is not State.BLANK):
                    found_entries[entry.key] = _stacked(entry, one, latest)
    order = dict.fromkeys(entry.key for one in newest for entry in one.entries)
    return UnitData(
        unit_id=unit_id,
        entries=tuple(found_entries[key] for key in order if key in found_entries),
        returns=received,
    )


def out_of_order(one: UnitReturn, received: Iterable[UnitReturn]) -> bool:
    """Whether a return was saved before one that came earlier: an old version sent again."""
    return _saved_later(one, received) is not None


def superseding(one: UnitReturn, earlier: Iterable[UnitReturn]) -> Finding | None:
    """The finding RND-002 when a new return was saved before an earlier one, and so does not supersede it."""
    before = _saved_later(one, earlier)
    if before is None or before.saved_at is None or one.saved_at is None:
        return None
    return found(
        "RND-002",
        Place(file=one.file, unit_id=one.unit_id),
        saved=f"{one.saved_at:%d/%m/%Y %H:%M}",
        before=f"{before.saved_at:%d/%m/%Y %H:%M}",
        version=before.version,
    )


def _saved_later(one: UnitReturn, others: Iterable[UnitReturn]) -> UnitReturn | None:
    """The last-saved of the returns received before that were saved after this one; None without dates."""
    if one.saved_at is None:
        return None
    later = [
        other
        for other in others
        if other.version < one.version and other.saved_at is not None and other.saved_at > one.saved_at
    ]
    return max(later, key=lambda other: (other.saved_at, other.version), default=None)


def _line_blocks(returns: tuple[UnitReturn, ...]) -> frozenset[Block]:
    """Lists and narratives, told by their keys: rows are numbered lines."""
    return frozenset(
        (entry.key.form, entry.key.block)
        for one in returns
        for entry in one.entries
        if entry.key.row.isdecimal() and (entry.key.column or entry.key.field == entry.key.block)
    )


def _whole(block: Block, newest: tuple[UnitReturn, ...], latest: int) -> dict[Key, StackedEntry]:
    chosen: tuple[UnitReturn, list[Entry]] | None = None
    for one in newest:
        entries = [entry for entry in one.entries if (entry.key.form, entry.key.block) == block]
        if entries and (chosen is None or not _says(chosen[1])) and (chosen is None or _says(entries)):
            chosen = one, entries
    if chosen is None:
        return {}
    one, entries = chosen
    return {entry.key: _stacked(entry, one, latest) for entry in entries}


def _says(entries: list[Entry]) -> bool:
    return any(entry.state is not State.BLANK for entry in entries)


def _stacked(entry: Entry, one: UnitReturn, latest: int) -> StackedEntry:
    older = one.version != latest and entry.state is not State.BLANK
    return StackedEntry(entry=entry, version=one.version, file=one.file, sha256=one.sha256, older=older)


def stack_all(returns: Iterable[UnitReturn]) -> tuple[UnitData, ...]:
    """Every unit's stack, in order of unit_id; units without a return are absent."""
    by_unit: dict[str, list[UnitReturn]] = {}
    for one in returns:
        by_unit.setdefault(one.unit_id, []).append(one)
    return tuple(stack(unit_id, by_unit[unit_id]) for unit_id in sorted(by_unit))
