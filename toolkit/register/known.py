"""What units stated for one period, as the units of a later round: by unit_id, and by the lineage where they were others.

Whoever asked then: what a unit stated is the same figure, and since the reform of 2025 the one who asks is another. Of
several rounds of a period the asker's own speaks first, then what was issued, then the one opened last; trial and cancelled
rounds never. What was imported for a unit fills in. Held entries and qualified ones ("trên 50" is no 50) are left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeGuard

from toolkit.form.model import BlockKind, FieldType, Form, Key, Rollup
from toolkit.intake.model import EntryValue
from toolkit.lineage import Lineage
from toolkit.periods import Period
from toolkit.register import rounds
from toolkit.register.codec import untagged
from toolkit.register.database import Database
from toolkit.register.model import Restated, RoundRecord

Values = dict[str, dict[Key, EntryValue]]
"""By unit_id and key; None where the unit said "không phát sinh"."""
Datum = tuple[str, str, str]
"""Form, block and field (column) of a key."""

SPEAK = "trial = 0 AND status <> 'cancelled'"
"""Rounds whose figures say something later."""
_ADDRESS = 'form || char(31) || block || char(31) || field || char(31) || row || char(31) || "column"'
"""A key as one text: millions are read, and name the same few hundred."""
_NUMBERS = " AND (state = 'none' OR (state = 'value' AND substr(value, 1, 2) IN ('i:', 'd:'))) AND row NOT GLOB '[0-9]*'"
_ADDED = {Rollup.SUM, Rollup.DISTRICT_ONLY}


@dataclass(frozen=True, slots=True)
class Homes:
    """Whose figures on a day are whose now. `alone`: unit_id then to the unit_id now that has the same territory; `merged`:
    unit_id now to those that were merged into it as a whole. A unit of which nothing is comparable is in neither but itself.
    """

    alone: dict[str, str]
    merged: dict[str, tuple[str, ...]]

    @classmethod
    def on(cls, day: date, record: RoundRecord, lineage: Lineage) -> "Homes":
        """For the units of a round."""
        alone = {unit.unit_id: unit.unit_id for unit in record.units}
        merged = {}
        for unit in record.units:
            before = lineage.before(unit, day)
            if before.alone:
                alone.setdefault(before.alone.unit_id, unit.unit_id)
            elif before.comparable:
                merged[unit.unit_id] = tuple(one.unit_id for one in before.whole)
        return cls(alone, merged)


def addable(forms: Iterable[Form]) -> frozenset[Datum]:
    """What several units' figures are added up of: counts and amounts that roll up as sums, numerators and denominators.

    Never a stated rate, an answer or a line of a list.
    """
    return frozenset(
        (form.id, block.id, code)
        for form in forms
        for block in form.blocks
        if block.kind in {BlockKind.FIELDS, BlockKind.GRID}
        for item in block.fields
        for code in (item.pair if item.type is FieldType.RATE else (item.code,))
        if item.type is FieldType.RATE or (item.is_number and item.rollup in _ADDED)
    )


def restated(
    db: Database,
    record: RoundRecord,
    period: Period,
    lineage: Lineage,
    added: frozenset[Datum],
    *,
    numbers: bool = False,
) -> Values:
    """What a round's units stated for an earlier period, in the same forms; units of which nothing is known are absent.

    Where several units were merged into one it is their sum, of what is `added`, and only if all of them state it; what
    cannot be added is told of a territory that one unit alone had. With `numbers` nothing else, and no lines of lists.
    """
    homes = Homes.on(period.cut_off, record, lineage)
    values: Values = {unit.unit_id: {} for unit in record.units}
    then = {before: values[now] for before, now in homes.alone.items()}
    then |= {before: {} for whole in homes.merged.values() for before in whole}
    for unit_id, key, value in _stated(db, record, period.id, numbers):
        mine = then.get(unit_id)
        if mine is not None and key not in mine:
            mine[key] = value
    for now, whole in homes.merged.items():
        for key, value in _sums([then[before] for before in whole], added):
            values[now].setdefault(key, value)
    return {unit_id: mine for unit_id, mine in values.items() if mine}


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
        for unit_id, key, _ in _stated(db, record, period.id, False)
        if anybody or unit_id in territory
    }
    opened = [rounds.get(db, ident) for ident, _ in rounds_of(db, period.id, record.asker.unit_id)]
    imported = db.all("SELECT DISTINCT unit, source FROM history WHERE period = ? AND unit <> ''", period.id)
    return Restated(
        values=restated(db, record, period, lineage, addable(forms)),
        stated=frozenset(stated),
        rounds=tuple(
            (one.id, one.edition) for one in opened if any(unit.unit_id in territory for unit in one.units)
        ),
        documents=tuple(sorted({source for unit_id, source in imported if unit_id in territory})),
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


def _stated(
    db: Database, record: RoundRecord, period: str, numbers: bool
) -> Iterator[tuple[str, Key, EntryValue]]:
    """Unit_id, key and value, whatever units they are of; what speaks first before what it is preferred to."""
    forms = tuple(form.id for form in record.forms)
    known = f"form IN ({', '.join('?' * len(forms))}) AND qualifier = ''"
    which = _NUMBERS if numbers else " AND (state = 'none' OR state = 'value' AND value IS NOT NULL)"
    for other, edition in rounds_of(db, period, record.asker.unit_id):
        # The one table that holds them: a view over both takes twice as long.
        table = f"issued_entries WHERE edition = {edition}" if edition else "checked_entries WHERE TRUE"
        yield from _read(
            db.run(
                f"SELECT unit_id, {_ADDRESS}, value FROM {table} AND round = ? AND held_by = '' AND {known}{which}",
                (other, *forms),
            )
        )
    yield from _read(
        db.run(
            f"SELECT unit, {_ADDRESS}, value FROM history WHERE period = ? AND unit <> '' AND value IS NOT NULL AND {known}"
            ' ORDER BY unit, form, field, row, "column", block',
            (period, *forms),
        )
    )


def _read(rows: Iterable[tuple[str, str, str | None]]) -> Iterator[tuple[str, Key, EntryValue]]:
    for unit_id, address, value in rows:
        yield unit_id, _key(address), None if value is None else _value(value)


def _sums(whole: list[dict[Key, EntryValue]], added: frozenset[Datum]) -> Iterator[tuple[Key, EntryValue]]:
    """What all of several units state, added up; None where all of them said "không phát sinh"."""
    for key, first in whole[0].items():
        if key[:3] not in added or any(key not in other for other in whole[1:]):
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
