"""What units stated for one period, as the units of a later round: by unit_id, and by the lineage where they were others.

Whoever asked then: what a unit stated is the same figure, and since the reform of 2025 the one who asks is another. Of
several rounds of a period the asker's own speaks first, then what was issued, then the one opened last; trial rounds
never. What was imported for a unit fills in, of what belongs together all or nothing: a numerator never meets another
source's denominator. Held entries and qualified ones ("trên 50" is no 50) are left out, and nothing stands in for them.
"""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TypeGuard

from toolkit.form.model import Form, Key
from toolkit.intake.model import EntryValue
from toolkit.lineage import Lineage
from toolkit.periods import Period
from toolkit.register import rounds
from toolkit.register.codec import untagged
from toolkit.register.database import Database
from toolkit.register.homes import Homes
from toolkit.register.model import Restated, RoundRecord
from toolkit.register.together import Datum, Together

Values = dict[str, dict[Key, EntryValue]]
"""By unit_id and key; None where the unit said "không phát sinh"."""
Shared = tuple[tuple[tuple[str, ...], dict[Key, EntryValue]], ...]
"""By key what some units (unit_ids) came to between them, where no one of them had the territory that it has now."""


class Unusable(Enum):
    """What speaks, and is no figure: held, or qualified."""

    UNUSABLE = "unusable"


_Stated = EntryValue | Unusable
_Mine = dict[Key, _Stated]
_Told = Iterable[tuple[str, Key, _Stated]]
SPEAK = "trial = 0"
"""Rounds whose figures say something later."""
_ADDRESS = 'form || char(31) || block || char(31) || field || char(31) || row || char(31) || "column"'
"""A key as one text: millions are read, and name the same few hundred."""
_UNUSABLE = "held_by <> '' OR qualifier <> ''"
_SAID = "(state = 'none' OR state = 'value' AND value IS NOT NULL OR held_by <> '' AND state <> 'blank')"
_NUMBERS = (
    f" AND (state = 'none' OR {_UNUSABLE} OR substr(value, 1, 2) IN ('i:', 'd:')) AND row NOT GLOB '[0-9]*'"
)


def restated(
    db: Database,
    record: RoundRecord,
    period: Period,
    lineage: Lineage,
    together: Together,
    *,
    numbers: bool = False,
    only: Collection[str] = (),
) -> Values:
    """What a round's units stated for an earlier period, in the same forms; units of which nothing is known are absent.

    Where several units were merged into one it is their sum, of what can be added, and only if all of them state it; what
    cannot be added is told of a territory that one unit alone had. With `numbers` nothing else, and no lines of lists; with
    `only` (unit_ids) of no other unit.
    """
    homes = Homes.on(period.cut_off, record, lineage)
    if only:
        homes = homes.of(frozenset(only))
    return _told(db, record, period, homes, together, numbers, of=homes.then if only else ())[0]


def _told(
    db: Database,
    record: RoundRecord,
    period: Period,
    homes: Homes,
    together: Together,
    numbers: bool,
    of: Collection[str] = (),
) -> tuple[Values, Shared]:
    """What the units now stated, and what those stated together that share a territory; `of` as in `_sources`."""
    values: dict[str, _Mine] = {unit.unit_id: {} for unit in record.units}
    then = {before: values[now] for before, now in homes.alone.items()}
    then |= {before: {} for whole in homes.merged.values() for before in whole}
    then |= {before: {} for _, whole in homes.shared for before in whole}
    for source in _sources(db, record, period.id, numbers, of):
        _fill(then, source, together)
    sums = (
        (now, key, value)
        for now, whole in homes.merged.items()
        for key, value in _sums([then[before] for before in whole], together)
    )
    _fill(values, sums, together)
    shared = tuple(
        (units, dict(_sums([then[before] for before in whole], together))) for units, whole in homes.shared
    )
    usable = {unit_id: _usable(mine) for unit_id, mine in values.items()}
    return {unit_id: mine for unit_id, mine in usable.items() if mine}, shared


def _fill(then: dict[str, _Mine], source: _Told, together: Together) -> None:
    """What a source says of units, but of nothing that belongs to what a source before it spoke of."""
    before = {unit_id for unit_id, mine in then.items() if mine}
    told: dict[str, set[Datum]] = {}
    for unit_id, key, value in source:
        mine = then.get(unit_id)
        if mine is None:
            continue
        if unit_id in before:
            if unit_id not in told:
                told[unit_id] = {together.group(one) for one in mine}
            if together.group(key) in told[unit_id]:
                continue
        mine[key] = value


def _usable(mine: _Mine) -> dict[Key, EntryValue]:
    return {key: value for key, value in mine.items() if not isinstance(value, Unusable)}


def restated_for(
    db: Database, round_id: str, period: Period, lineage: Lineage, forms: Iterable[Form]
) -> Restated:
    """All that is known of an earlier period's figures of a round's units, and where it is from."""
    record = rounds.get(db, round_id)
    before = [lineage.before(unit, period.cut_off) for unit in record.units]
    territory = {unit.unit_id for unit in record.units}
    territory |= {unit.unit_id for one in before for unit in (*one.whole, *one.parts)}
    anybody = any(not one.whole and not one.parts for one in before)
    stated = {
        key[:3]
        for source in _sources(db, record, period.id, False)
        for unit_id, key, _ in source
        if anybody or unit_id in territory
    }
    opened = [rounds.get(db, ident) for ident, _ in rounds_of(db, period.id, record.asker.unit_id)]
    imported = [
        row
        for row in db.all(
            "SELECT DISTINCT unit, source, provisional FROM history WHERE period = ? AND unit <> ''",
            period.id,
        )
        if row[0] in territory
    ]
    homes = Homes.on(period.cut_off, record, lineage)
    values, shared = _told(db, record, period, homes, Together.of(forms), False)
    return Restated(
        values=values,
        shared=shared,
        stated=frozenset(stated),
        rounds=tuple(
            (one.id, one.edition) for one in opened if any(unit.unit_id in territory for unit in one.units)
        ),
        documents=tuple(sorted({source for _, source, _ in imported})),
        provisional=any(provisional for _, _, provisional in imported),
    )


def rounds_of(db: Database, period: str, asker_id: str) -> tuple[tuple[str, int], ...]:
    """The rounds of a period that speak, with their newest edition (0: never closed), the first that speaks first."""
    rows = db.all(
        f"SELECT id, edition FROM rounds WHERE period = ? AND {SPEAK}"
        " ORDER BY asker_id = ? DESC, edition = 0, opened_at DESC, id DESC",
        *(period, asker_id),
    )
    return tuple((ident, edition) for ident, edition in rows)


def periods(db: Database) -> frozenset[str]:
    """All periods of which something that units stated may be known."""
    rows = db.all(
        f"SELECT period FROM rounds WHERE {SPEAK} UNION SELECT period FROM history WHERE unit <> ''"
    )
    return frozenset(row[0] for row in rows)


def _sources(
    db: Database, record: RoundRecord, period: str, numbers: bool, of: Collection[str] = ()
) -> Iterator[_Told]:
    """What was said of a period, of these units then (unit_ids; none named: whatever units it is of), source by source; what
    speaks first before the others.

    "Không phát sinh" was imported where a row has no figure at all.
    """
    forms = tuple(form.id for form in record.forms)
    known = f"form IN ({_marks(forms)})"
    theirs = tuple(of)
    which = _NUMBERS if numbers else ""
    for other, edition in rounds_of(db, period, record.asker.unit_id):
        # The one table that holds them: a view over both takes twice as long.
        table = f"issued_entries WHERE edition = {edition}" if edition else "checked_entries WHERE TRUE"
        yield _read(
            db.run(
                f"SELECT unit_id, {_ADDRESS}, value, {_UNUSABLE} FROM {table} AND round = ? AND {known} AND {_SAID}{which}"
                + (f" AND unit_id IN ({_marks(theirs)})" if theirs else ""),
                (other, *forms, *theirs),
            )
        )
    yield _read(
        db.run(
            f"SELECT unit, {_ADDRESS}, value, qualifier <> '' FROM history WHERE period = ? AND unit <> '' AND {known}"
            " AND (value IS NOT NULL OR numerator IS NULL AND denominator IS NULL)"
            + (f" AND unit IN ({_marks(theirs)})" if theirs else "")
            + ' ORDER BY unit, form, field, row, "column", block',
            (period, *forms, *theirs),
        )
    )


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def _read(rows: Iterable[tuple[str, str, str | None, int]]) -> Iterator[tuple[str, Key, _Stated]]:
    for unit_id, address, value, unusable in rows:
        yield (
            unit_id,
            _key(address),
            Unusable.UNUSABLE if unusable else None if value is None else _value(value),
        )


def _sums(whole: list[_Mine], together: Together) -> Iterator[tuple[Key, EntryValue]]:
    """What all of several units state, added up; None where all of them said "không phát sinh"."""
    for key, first in whole[0].items():
        if key[:3] not in together.added or any(key not in other for other in whole[1:]):
            continue
        values = [first, *(other[key] for other in whole[1:])]
        stated = [value for value in values if is_number(value)]
        if len(stated) + values.count(None) == len(values):
            yield key, sum(stated) if stated else None


def is_number(value: object) -> TypeGuard[int | Decimal]:
    """Whether a value can be added up: yes and no cannot."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


@lru_cache(1 << 12)
def _key(address: str) -> Key:
    return Key(*address.split("\x1f"))


@lru_cache(1 << 14)
def _value(value: str) -> EntryValue:
    read: EntryValue = untagged(value)
    return read
