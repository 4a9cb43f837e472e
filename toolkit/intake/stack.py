"""A unit's returns, resolved entry by entry: the newest that states a value counts, a blank never erases."""

from collections.abc import Iterable

from toolkit.form.model import Key
from toolkit.intake.model import Entry, StackedEntry, State, UnitData, UnitReturn

Block = tuple[str, str]


def stack(unit_id: str, returns: Iterable[UnitReturn]) -> UnitData:
    """Resolve a unit's returns, given in any order (versions count them in order of receipt).

    Fields and grid cells: of the returns as `ranked`, the newest in which the entry is not blank; that one counts even
    when it cannot be read (it is then held). Lists and narratives come whole from the newest return that has a line in
    the block: lines are never mixed.
    """
    received = tuple(sorted(returns, key=lambda one: one.version))
    newest = ranked(received)
    latest = newest[0].version if newest else 0
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


def ranked(returns: Iterable[UnitReturn]) -> tuple[UnitReturn, ...]:
    """A unit's returns, the one that counts first before the others.

    Each supersedes those received before it, with two exceptions, in which nothing but a person's word can make it newer:
    one that says what an earlier one said takes that one's place, and one from before an earlier one (`from_before`) goes
    below it. A later saving date alone never lifts a return over one that was received after it.
    """
    order: list[UnitReturn] = []
    for one in sorted(returns, key=lambda item: item.version):
        again = next((at for at, other in enumerate(order) if says_the_same(one, other)), -1)
        newer = [at for at, other in enumerate(order) if from_before(one, other)]
        order.insert(again if again >= 0 else newer[-1] + 1 if newer else 0, one)
    return tuple(order)


def from_before(one: UnitReturn, other: UnitReturn) -> bool:
    """Whether a return is older than another: it was saved before it, or where the programs tell no two different times,
    it was sent before it. What staff keyed in is as old as what they keyed it in from.
    """
    saved, others = (None if each.source else each.saved_at for each in (one, other))
    if saved is None or others is None or saved == others:
        return one.arrived_at < other.arrived_at
    return saved < others


def says_the_same(one: UnitReturn, other: UnitReturn) -> bool:
    """Whether two returns state exactly the same; two that state nothing have nothing in common."""
    return bool(one.content) and one.content == other.content


def _line_blocks(returns: tuple[UnitReturn, ...]) -> frozenset[Block]:
    """Lists and narratives, told by their keys: rows are numbered lines."""
    return frozenset(
        (entry.key.form, entry.key.block) for one in returns for entry in one.entries if is_line(entry.key)
    )


def is_line(key: Key) -> bool:
    """Whether a datum is on a line of a list or narrative, told by its key: the row is a line's number."""
    return key.row.isdecimal() and bool(key.column or key.field == key.block)


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
