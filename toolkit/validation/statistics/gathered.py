"""A round's exact numbers, laid out once: data x units now, and per datum units x periods before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.form.model import Key, Round
from toolkit.intake.model import Qualifier, StackedEntry, UnitData
from toolkit.periods import Period, previous, same_last_year
from toolkit.units import Unit
from toolkit.validation.model import Series
from toolkit.validation.statistics.model import Bools, Floats, Ints
from toolkit.validation.typed import Datum, Number, number_of, typed_numbers

MOST = 10**15
"""Numbers beyond are screened as if they were so large: up to here whole numbers are exact as floats."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the units that returned state. `now` (data x units): the exact number, nan where there is none to judge.

    `entries` by unit and datum, None where no number stands. `fixed` (data x units): staff have corrected it. `earlier` are
    the units' series.
    """

    round: Round
    units: tuple[Unit, ...]
    data: tuple[Datum, ...]
    entries: Sequence[Sequence[StackedEntry | None]]
    now: Floats
    fixed: Bools
    series: Series
    earlier: Sequence[Mapping[Key, tuple[Number | None, ...]]]

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods before, newest first."""
        return self.series.periods

    def comparable(self, datum: Datum) -> tuple[int, ...]:
        """Which of the periods a datum may be compared with: all, but what has added up since the year's beginning only
        with the same period of other years.
        """
        return self.series.comparable(datum.item, self.round.period)

    @property
    def since_before(self) -> tuple[int | None, ...] | None:
        """Positions of the period just before (None: not known) and of those before it; None where there is none such."""
        return self._since(previous(self.round.period), range(len(self.periods)))

    def since_year_before(self, *, running: bool) -> tuple[int | None, ...] | None:
        """As `since_before`, of the same period a year before and the years before that; None where that would be the very
        same comparison, which of a running count is never made.
        """
        before, year = previous(self.round.period), same_last_year(self.round.period)
        if before is None or year is None or (before == year and not running):
            return None
        return self._since(year, self.series.same_part(self.round.period))

    def _since(self, first: Period | None, of: Sequence[int]) -> tuple[int | None, ...] | None:
        if first is None:
            return None
        there = [at for at in of if self.periods[at].cut_off <= first.cut_off]
        known = bool(there) and self.periods[there[0]] == first
        return (*(() if known else (None,)), *there)

    def past(self, datum: Datum) -> Floats:
        """A datum's earlier numbers (units x periods), nan where nothing is known."""
        if not self.series.values:
            return np.full((len(self.units), len(self.periods)), np.nan)
        nothing = (None,) * len(self.periods)
        key = datum.key
        rows = [mine.get(key, nothing) for mine in self.earlier]
        return as_floats(rows, len(self.periods))

    def exact_past(self, unit: int, datum: int) -> tuple[Number | None, ...]:
        """One datum's earlier numbers of one unit, as they were stated; empty where nothing is known."""
        return self.series.of(self.units[unit].unit_id, self.data[datum].key)

    def exact_now(self, unit: int, datum: int) -> Number:
        """The number that stands in a cell of `now` that is not nan."""
        stacked = self.entries[unit][datum]
        value = number_of(stacked.entry) if stacked else None
        assert value is not None
        return value


def gather(round: Round, returned: Iterable[UnitData], series: Series) -> Gathered:
    """Lay out what expected units returned; "không phát sinh" is the number 0. Blank, qualified and unreadable cells are no
    numbers to judge.
    """
    expected = {unit.unit_id: unit for unit in round.units}
    data = tuple(typed_numbers(round).values())
    place = {datum.key: at for at, datum in enumerate(data)}
    units: list[Unit] = []
    entries: list[list[StackedEntry | None]] = []
    numbers: list[list[Number | None]] = []
    fixed: list[tuple[int, int]] = []
    for one in returned:
        if one.unit_id not in expected:
            continue
        mine: list[StackedEntry | None] = [None] * len(data)
        row: list[Number | None] = [None] * len(data)
        for item in one.entries:
            at = place.get(item.entry.key)
            if at is None or item.entry.qualifier is not Qualifier.EXACT:
                continue
            value = number_of(item.entry)
            if value is not None:
                mine[at], row[at] = item, value
                if item.reported is not None:
                    fixed.append((at, len(units)))
        units.append(expected[one.unit_id])
        entries.append(mine)
        numbers.append(row)
    marks = np.zeros((len(data), len(units)), dtype=bool)
    for datum, unit in fixed:
        marks[datum, unit] = True
    now = np.ascontiguousarray(as_floats(numbers, len(data)).T)
    earlier = [series.values.get(unit.unit_id, {}) for unit in units]
    return Gathered(round, tuple(units), data, entries, now, marks, series, earlier)


def groups(got: Gathered) -> tuple[Ints, ...]:
    """Units that are peers of each other, by their positions: those of one level; own agencies have none."""
    levels: dict[str, list[int]] = {}
    for at, unit in enumerate(got.units):
        if not unit.is_own:
            levels.setdefault(unit.level, []).append(at)
    return tuple(np.array(group, dtype=np.int64) for group in levels.values())


def sizes(got: Gathered) -> Floats:
    """How large each unit is: as last stated before, since what is stated now may be the very mistake; else as now."""
    at = next((at for at, datum in enumerate(got.data) if datum.key == got.round.size), None)
    if at is None:
        return np.full(len(got.units), np.nan)
    known = np.concatenate([got.past(got.data[at]), got.now[at][:, None]], axis=1)
    first = np.argmax(np.isfinite(known), axis=1)
    return np.take_along_axis(known, first[:, None], axis=1)[:, 0]


def as_floats(rows: Sequence[Sequence[Number | None]], width: int) -> Floats:
    """Exact numbers for screening; None is nan, and what no float can hold is as large as can be."""
    try:
        found = np.array(rows, dtype=np.float64).reshape(len(rows), width)
    except OverflowError:
        capped = [[None if n is None else max(min(n, MOST), -MOST) for n in row] for row in rows]
        found = np.array(capped, dtype=np.float64).reshape(len(rows), width)
    return np.clip(found, -MOST, MOST)
