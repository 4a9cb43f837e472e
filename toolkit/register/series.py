"""What a round's units stated before, period by period, by which figures are called usual."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from toolkit.form.model import Key
from toolkit.intake.model import State
from toolkit.periods import Period, parse_period, previous
from toolkit.register import rounds, totals
from toolkit.register.codec import untagged
from toolkit.register.database import Database
from toolkit.validation.model import Series

_ADDRESS = 'form || char(31) || block || char(31) || field || char(31) || row || char(31) || "column"'
"""A key as one text: millions are read, and name the same few hundred."""
_EARLIER = "asker = ? AND trial = 0 AND status <> 'cancelled'"
"""Rounds whose figures say something later."""


def series(db: Database, round_id: str, at_most: int) -> Series:
    """What the round's units stated in the periods of the same kind before it, one after the other, newest first.

    By the same rules as `past_values`: held, qualified, trial and cancelled ones are left out, and what was imported for a
    unit fills in; but "không phát sinh" is the number 0. A period of which nothing is known has its place all the same, so
    that the first is always the one just before; the last is the oldest known, at most so many back. Lines of lists are left
    out: the third line now need not be about what the third was about then.
    """
    record = rounds.get(db, round_id)
    asker = record.asker.code
    periods = _known_before(db, parse_period(record.period), asker, at_most)
    units = {unit.unit_id for unit in record.units}
    forms = {form.id for form in record.forms}
    found: dict[str, dict[Key, list[int | Decimal | None]]] = {unit_id: {} for unit_id in units}
    for at, period in enumerate(periods):
        for unit_id, key, number in _numbers(db, round_id, asker, period):
            mine = found.get(unit_id)
            if mine is None or key.form not in forms:
                continue
            row = mine.get(key)
            if row is None:
                row = mine[key] = [None] * len(periods)
            if row[at] is None:
                row[at] = number
    values = {unit.unit_id: found[unit.unit_id] for unit in record.units if found[unit.unit_id]}
    return Series(
        periods=periods,
        values={unit: {key: tuple(row) for key, row in mine.items()} for unit, mine in values.items()},
    )


def _known_before(db: Database, period: Period, asker: str, at_most: int) -> tuple[Period, ...]:
    rows = db.all(
        f"SELECT period FROM rounds WHERE {_EARLIER} UNION SELECT period FROM history WHERE unit <> ''", asker
    )
    known = {row[0] for row in rows}
    chain: list[Period] = []
    before = previous(period)
    while before is not None and len(chain) < at_most:
        chain.append(before)
        before = previous(before)
    oldest = max((at for at, one in enumerate(chain, start=1) if one.id in known), default=0)
    return tuple(chain[:oldest])


def _numbers(
    db: Database, round_id: str, asker: str, period: Period
) -> Iterator[tuple[str, Key, int | Decimal]]:
    """The numbers of one period, whatever units and forms they are of; what speaks first before what it is preferred to."""
    opened = db.all(
        f"SELECT id FROM rounds WHERE period = ? AND {_EARLIER} ORDER BY opened_at DESC, id DESC",
        *(period.id, asker),
    )
    for (other,) in opened:
        rows = db.run(
            f"SELECT unit_id, {_ADDRESS}, value FROM checked_entries"
            " WHERE round = ? AND held_by = '' AND qualifier = ''"
            " AND (state = ? OR (state = ? AND substr(value, 1, 2) IN ('i:', 'd:')))"
            " AND row NOT GLOB '[0-9]*' ORDER BY number",
            (other, State.NONE.value, State.VALUE.value),
        )
        for unit_id, address, value in rows:
            yield unit_id, _key(address), 0 if value is None else _number(value)
    yield from totals.imported_of_units(db, round_id, period.id)


@lru_cache(1 << 12)
def _key(address: str) -> Key:
    return Key(*address.split("\x1f"))


@lru_cache(1 << 14)
def _number(value: str) -> int | Decimal:
    number: int | Decimal = untagged(value)
    return number
