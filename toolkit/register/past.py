"""What a round's units stated in other periods, by which their figures now are judged."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from toolkit.form.layout import over_time_of
from toolkit.form.model import Form, Key, OverTime
from toolkit.form.rules import At
from toolkit.intake.model import EntryValue
from toolkit.lineage import Lineage
from toolkit.periods import Period, Summed, begins_anew, parse_period, parts, previous, same_last_year
from toolkit.register import known, rounds
from toolkit.register.database import Database
from toolkit.register.together import Together

Values = dict[str, dict[Key, EntryValue]]
"""By unit_id and key."""
Sums = dict[str, dict[Key, Summed]]
PastValues = Mapping[At, Mapping[str, Mapping[Key, EntryValue | Summed]]]
"""By period, unit_id and key; what stands at PARTS, and nothing else, is `Summed`."""


def past_values(db: Database, round_id: str, lineage: Lineage, forms: Collection[Form]) -> PastValues:
    """What the round's units stated in other periods, in the same forms; NOW is none of them.

    Who states what, and of units that were others then, is told by `known.restated`; `forms` say what may be added up where
    units were merged, and which figures begin anew each year: of these PREVIOUS has none where the period before was of
    another year, for how far December had come says nothing of January. "Không phát sinh" is no value here. A period of two
    dates has none before, a year before or parts. PARTS holds numbers only, summed by the first way (fewest parts first) of
    which all parts are there, with how many these were.
    """
    period = parse_period(rounds.get(db, round_id).period)
    there = _Periods(db, round_id, lineage, forms)
    before, last_year = previous(period), same_last_year(period)
    anew = _cumulative(forms) if before and begins_anew(period, before) else frozenset()
    return {
        At.PREVIOUS: _without(there.of(before), anew) if before else {},
        At.YEAR_BEFORE: there.of(last_year) if last_year else {},
        At.SO_FAR: _newest(there.of(one) for one in there.earlier_in_year(period)),
        At.PARTS: _summed([[there.of(part) for part in way] for way in parts(period)]),
    }


class _Periods:
    """The values of periods, each read once."""

    def __init__(self, db: Database, round_id: str, lineage: Lineage, forms: Iterable[Form]) -> None:
        self._db, self._record, self._lineage = db, rounds.get(db, round_id), lineage
        self._together = Together.of(forms)
        self._known = known.periods(db)
        self._read: dict[str, Values] = {}

    def of(self, period: Period) -> Values:
        """What was stated for one period."""
        if period.id not in self._known:
            return {}
        if period.id not in self._read:
            stated = known.restated(self._db, self._record, period, self._lineage, self._together)
            self._read[period.id] = {unit_id: _values(mine) for unit_id, mine in stated.items()}
        return self._read[period.id]

    def earlier_in_year(self, period: Period) -> list[Period]:
        """Periods of the same year of which something is known and that end before this one, newest first."""
        found = (parse_period(one) for one in self._known)
        earlier = [one for one in found if one.year == period.year and one.cut_off < period.cut_off]
        # Of two that end on one day the longer says more of what the year has come to.
        return sorted(earlier, key=lambda one: (one.cut_off, -one.start.toordinal()), reverse=True)


def _values(stated: Mapping[Key, EntryValue]) -> dict[Key, EntryValue]:
    return {key: value for key, value in stated.items() if value is not None}


def _cumulative(forms: Collection[Form]) -> frozenset[tuple[str, str, str]]:
    kinds = over_time_of(forms)
    return frozenset(datum for datum, kind in kinds.items() if kind is OverTime.CUMULATIVE)


def _without(values: Values, left_out: frozenset[tuple[str, str, str]]) -> Values:
    if not left_out:
        return values
    return {unit: {k: v for k, v in mine.items() if k[:3] not in left_out} for unit, mine in values.items()}


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
        numbers = [number for part in parts for number in (part.get(key),) if known.is_number(number)]
        if len(numbers) == len(parts):
            yield key, Summed(sum(numbers), len(numbers))
