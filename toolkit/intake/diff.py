"""What changed between two returns of one unit: datum by datum, lines of lists by what they say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from toolkit.findings import Finding, Place, Severity
from toolkit.form.model import BlockKind, Key, Round
from toolkit.intake.content import same_statement
from toolkit.intake.model import Change, ChangeKind, Entry, State, UnitReturn
from toolkit.intake.stack import Block, is_line

Line = Mapping[str, Entry]
"""One line of a list or narrative: its entries by column."""
Pair = tuple[Entry | None, Entry | None]


def diff(
    older: UnitReturn,
    newer: UnitReturn,
    found_before: Iterable[Finding] = (),
    found_after: Iterable[Finding] = (),
    round: Round | None = None,
) -> tuple[Change, ...]:
    """Every datum that changed or was or is wrong, in the order of the newer return.

    Wrong is what an error or warning names: one of the returns' own findings, or of what validation found when the older
    (`found_before`) or the newer one (`found_after`) counted. What the newer return leaves blank is no change: a blank
    never erases, and what was wrong stays so. Lines are paired by their whole content, then by the key columns that the
    `round`'s form declares, lines of narratives then in their order; what is left was added or taken out.
    """
    before = _wrong((*older.findings, *found_before), older.entries)
    after = _wrong((*newer.findings, *found_after), newer.entries)
    changes = []
    for old, new in pairs(older.entries, newer.entries, round):
        was = before.get(old.key, ()) if old else ()
        now = after.get(new.key, ()) if new else ()
        if new is not None and new.state is State.BLANK and old and old.state is not State.BLANK and not now:
            now = was
        kind = _kind(old, new, bool(was), bool(now))
        if kind is not None:
            changes.append(Change(kind=kind, before=old, after=new, findings=now or was))
    return tuple(changes)


def pairs(older: Iterable[Entry], newer: Iterable[Entry], round: Round | None = None) -> Iterator[Pair]:
    """Each datum in both; of blocks with lines that the newer return leaves blank nothing, since the older ones stand."""
    old, new = tuple(older), tuple(newer)
    single = {entry.key: entry for entry in old if not is_line(entry.key)}
    lines_before, lines_after = _lines(old), _lines(new)
    done: set[Block] = set()
    for entry in new:
        block = (entry.key.form, entry.key.block)
        if not is_line(entry.key):
            yield single.pop(entry.key, None), entry
        elif block not in done:
            done.add(block)
            if lines_after[block]:
                keys = _key_columns(round, block)
                yield from _paired_lines(lines_before[block], lines_after[block], keys)
    yield from ((entry, None) for entry in single.values() if entry.state is not State.BLANK)


def _kind(old: Entry | None, new: Entry | None, was: bool, now: bool) -> ChangeKind | None:
    if was or now:
        return ChangeKind.STILL_WRONG if was and now else ChangeKind.MENDED if was else ChangeKind.NEWLY_WRONG
    if new is not None and new.state is State.BLANK:
        return None
    if old is None or old.state is State.BLANK:
        return ChangeKind.FILLED_IN if new is not None else None
    if new is not None and same_statement(old, new):
        return None
    # A cell that the newer return does not have at all was not changed; a line taken out of a list was.
    return ChangeKind.CHANGED_UNASKED if new is not None or is_line(old.key) else None


def _wrong(findings: Iterable[Finding], entries: Iterable[Entry]) -> Mapping[Key, tuple[Finding, ...]]:
    """What is wrong with each datum: findings name it by its key, or by its cell."""
    known = tuple(entries)
    keys = {entry.key for entry in known}
    by_cell = {(entry.sheet, entry.cell): entry.key for entry in known if entry.cell}
    wrong: dict[Key, tuple[Finding, ...]] = {}
    for finding in findings:
        if finding.severity is Severity.INFO:
            continue
        for key in dict.fromkeys(_key(place, keys, by_cell) for place in (finding.place, *finding.related)):
            # Validation carries the return's own findings on: the same sentence is one finding.
            if key is not None and finding.message not in {one.message for one in wrong.get(key, ())}:
                wrong[key] = (*wrong.get(key, ()), finding)
    return wrong


def _key(place: Place, keys: set[Key], by_cell: Mapping[tuple[str, str], Key]) -> Key | None:
    key = Key.at(place)
    return key if key in keys else by_cell.get((place.sheet, place.cell))


def _lines(entries: Iterable[Entry]) -> defaultdict[Block, list[Line]]:
    """The lines of each block that say something, in order."""
    found: dict[tuple[Block, str], dict[str, Entry]] = {}
    for entry in entries:
        if is_line(entry.key):
            found.setdefault(((entry.key.form, entry.key.block), entry.key.row), {})[entry.key.field] = entry
    lines: defaultdict[Block, list[Line]] = defaultdict(list)
    for (block, _), line in found.items():
        if any(entry.state is not State.BLANK for entry in line.values()):
            lines[block].append(line)
    return lines


def _key_columns(round: Round | None, block: Block) -> tuple[str, ...] | None:
    """The columns that name a line; None for a narrative, whose lines have nothing but their order."""
    form = next((form for form in round.forms if form.id == block[0]), None) if round else None
    asked = next((one for one in form.blocks if one.id == block[1]), None) if form else None
    if asked is None:
        return ()
    return None if asked.kind is BlockKind.NARRATIVE else asked.key


def _paired_lines(older: list[Line], newer: list[Line], keys: tuple[str, ...] | None) -> Iterator[Pair]:
    partner: dict[int, int] = {}
    free = list(range(len(older)))
    for same in (_same_line, lambda one, two: _same_key(one, two, keys)):
        for at, line in enumerate(newer):
            fits = [one for one in free if at not in partner and same(older[one], line)]
            if fits:
                partner[at] = fits[0]
                free.remove(fits[0])
    if keys is None:
        for at in range(len(newer)):
            if at not in partner and free:
                partner[at] = free.pop(0)
    for at, line in enumerate(newer):
        old = older[partner[at]] if at in partner else {}
        yield from ((old.get(column), entry) for column, entry in line.items())
    for one in free:
        yield from ((entry, None) for entry in older[one].values() if entry.state is not State.BLANK)


def _same_line(one: Line, two: Line) -> bool:
    return one.keys() == two.keys() and all(same_statement(one[column], two[column]) for column in one)


def _same_key(one: Line, two: Line, keys: tuple[str, ...] | None) -> bool:
    return bool(keys) and all(
        column in one and column in two and same_statement(one[column], two[column]) for column in keys or ()
    )
