"""What a round's units stated in other periods, by which their figures now are judged."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypeGuard

from toolkit.form.model import Key
from toolkit.form.rules import At
from toolkit.intake.model import EntryValue, State
from toolkit.periods import Period, Summed, parse_period, parts, previous, same_last_year
from toolkit.register import rounds, totals
from toolkit.register.codec import untagged
from toolkit.register.database import Database
from toolkit.register.entries import key_of
from toolkit.validation.model import Series

Values = dict[str, dict[Key, EntryValue]]
"""By unit_id and key."""
Sums = dict[str, dict[Key, Summed]]
PastValues = Mapping[At, Mapping[str, Mapping[Key, EntryValue | Summed]]]
"""By period, unit_id and key; what stands at PARTS, and nothing else, is `Summed`."""


def past_values(db: Database, round_id: str) -> PastValues:
    """What the round's units stated in other periods, in the same forms to the same asker; NOW is none of them.

    Held entries, qualified ones ("trên 50" is no 50), trial and cancelled rounds are left out; of two rounds of a period
    the one opened last speaks. Units that were another unit then (another unit_id) are absent. What was imported for a
    unit fills in where no round speaks. A period of two dates has none before, a year before or parts. PARTS holds
    numbers only, summed by the first way (fewest parts first) of which all parts are there, with how many these were.
    """
    record = rounds.get(db, round_id)
    period = parse_period(record.period)
    there = _Periods(db, round_id, record.asker.code)
    before, last_year = previous(period), same_last_year(period)
    return {
        At.PREVIOUS: there.of(before.id) if before else {},
        At.YEAR_BEFORE: there.of(last_year.id) if last_year else {},
        At.SO_FAR: _newest(there.of(one) for one in there.earlier_in_year(period)),
        At.PARTS: _summed([[there.of(part.id) for part in way] for way in parts(period)]),
    }


def series(db: Database, round_id: str, at_most: int = 12) -> Series:
    """What the round's units stated in the periods of the same kind before it, one after the other, newest first.

    By the same rules as `past_values`. A period of which nothing is known has its place all the same, so that the first
    is always the one just before; the last is the oldest known, at most so many back. Lines of lists are left out: the
    third line now need not be about what the third was about then.
    """
    record = rounds.get(db, round_id)
    periods = _known_before(db, parse_period(record.period), record.asker.code, at_most)
    found: dict[str, dict[Key, list[int | Decimal | None]]] = {}
    for at, period in enumerate(periods):
        for unit_id, key, number in _numbers_of(db, round_id, record.asker.code, period.id):
            mine = found.setdefault(unit_id, {})
            if key not in mine:
                mine[key] = [None] * len(periods)
            if mine[key][at] is None:
                mine[key][at] = number
    return Series(
        periods=periods,
        values={unit: {key: tuple(row) for key, row in mine.items()} for unit, mine in found.items()},
    )


def _known_before(db: Database, period: Period, asker: str, at_most: int) -> tuple[Period, ...]:
    rows = db.all(
        "SELECT period FROM rounds WHERE asker = ? AND trial = 0 AND status <> 'cancelled'"
        " UNION SELECT period FROM history WHERE unit <> ''",
        asker,
    )
    known = {row[0] for row in rows}
    chain: list[Period] = []
    before = previous(period)
    while before is not None and len(chain) < at_most:
        chain.append(before)
        before = previous(before)
    oldest = max((at for at, one in enumerate(chain, start=1) if one.id in known), default=0)
    return tuple(chain[:oldest])


def _numbers_of(
    db: Database, round_id: str, asker: str, period: str
) -> Iterator[tuple[str, Key, int | Decimal]]:
    """The numbers of one period, what speaks first before what it is preferred to."""
    opened = db.all(
        "SELECT id FROM rounds WHERE period = ? AND asker = ? AND trial = 0 AND status <> 'cancelled'"
        " ORDER BY opened_at DESC, id DESC",
        *(period, asker),
    )
    for (other,) in opened:
        rows = db.all(
            'SELECT e.unit_id, e.value, e.form, e.block, e.field, e.row, e."column" FROM checked_entries e'
            " JOIN round_units u ON u.round = ? AND u.unit_id = e.unit_id"
            " JOIN round_forms f ON f.round = u.round AND f.form = e.form"
            " WHERE e.round = ? AND e.held_by = '' AND e.state = ? AND e.qualifier = ''"
            " AND substr(e.value, 1, 2) IN ('i:', 'd:') AND e.row NOT GLOB '[0-9]*' ORDER BY e.number",
            *(round_id, other, State.VALUE.value),
        )
        for unit_id, value, *key in rows:
            yield unit_id, key_of(*key), untagged(value)
    yield from totals.imported_of_units(db, round_id, period)


class _Periods:
    """The values of periods, each read once."""

    def __init__(self, db: Database, round_id: str, asker: str) -> None:
        self._db, self._round, self._asker = db, round_id, asker
        self._read: dict[str, Values] = {}

    def of(self, period: str) -> Values:
        """What was stated for one period."""
        if period not in self._read:
            self._read[period] = self._values(period)
        return self._read[period]

    def earlier_in_year(self, period: Period) -> list[str]:
        """Periods of the same year of which something is known and that end before this one, newest first."""
        rows = self._db.all(
            "SELECT period FROM rounds WHERE asker = ? UNION SELECT period FROM history WHERE unit <> ''",
            self._asker,
        )
        known = [parse_period(row[0]) for row in rows]
        earlier = [one for one in known if one.year == period.year and one.cut_off < period.cut_off]
        # Of two that end on one day the longer says more of what the year has come to.
        return [
            one.id
            for one in sorted(earlier, key=lambda one: (one.cut_off, -one.start.toordinal()), reverse=True)
        ]

    def _values(self, period: str) -> Values:
        rows = self._db.all(
            'SELECT e.unit_id, e.form, e.block, e.field, e.row, e."column", e.value'
            " FROM checked_entries e JOIN rounds r ON r.id = e.round"
            " JOIN round_units u ON u.round = ? AND u.unit_id = e.unit_id"
            " JOIN round_forms f ON f.round = u.round AND f.form = e.form"
            " WHERE r.period = ? AND r.asker = ? AND r.trial = 0 AND r.status <> 'cancelled' AND e.held_by = ''"
            " AND e.state = ? AND e.qualifier = '' AND e.value IS NOT NULL ORDER BY r.opened_at, r.id, e.number",
            *(self._round, period, self._asker, State.VALUE.value),
        )
        values: Values = {}
        for unit_id, *key, value in rows:
            values.setdefault(unit_id, {})[Key(*key)] = untagged(value)
        for unit_id, imported, number in totals.imported_of_units(self._db, self._round, period):
            values.setdefault(unit_id, {}).setdefault(imported, number)
        return values


def _newest(periods: Iterable[Values]) -> Values:
    """Of each datum the first that speaks."""
    found: Values = {}
    for values in periods:
        for unit_id, mine in values.items():
            found[unit_id] = {**mine, **found.get(unit_id, {})}
    return found


def _summed(ways: Iterable[Iterable[Values]]) -> Sums:
    """Sums over a period's parts: of each datum by the first way of which every part states a number."""
    found: Sums = {}
    for way in ways:
        for unit_id, sums in _added([*way]).items():
            found[unit_id] = {**sums, **found.get(unit_id, {})}
    return found


def _added(way: list[Values]) -> Sums:
    units = set(way[0]).intersection(*way[1:])
    return {unit_id: dict(_sums([part[unit_id] for part in way])) for unit_id in units}


def _sums(parts: list[Mapping[Key, EntryValue]]) -> Iterator[tuple[Key, Summed]]:
    for key in parts[0]:
        numbers = [number for part in parts for number in (part.get(key),) if _is_number(number)]
        if len(numbers) == len(parts):
            yield key, Summed(sum(numbers), len(numbers))


def _is_number(value: EntryValue) -> TypeGuard[int | Decimal]:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
