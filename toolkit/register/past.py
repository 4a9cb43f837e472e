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
