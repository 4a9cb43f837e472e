"""Whose figures of an earlier day are whose now."""

from dataclasses import dataclass
from datetime import date

from toolkit.lineage import Lineage
from toolkit.periods import parse_period
from toolkit.register.model import RoundRecord


@dataclass(frozen=True, slots=True)
class Homes:
    """Whose figures on a day are whose now. `alone`: unit_id then to the unit_id now that has the same territory; `merged`:
    unit_id now to those that were merged into it as a whole; `shared`: units now, between them the same territory as units
    then of which some were divided among them. A unit of which nothing is comparable is in none but itself.
    """

    alone: dict[str, str]
    merged: dict[str, tuple[str, ...]]
    shared: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()

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
        shared = lineage.shared(record.units, day, parse_period(record.period).cut_off)
        ids = (tuple(tuple(one.unit_id for one in side) for side in both) for both in shared)
        return cls(alone, merged, tuple((now, then) for now, then in ids))

    @property
    def then(self) -> frozenset[str]:
        """Everybody (unit_ids then) of whom the units have figures."""
        merged = (before for whole in self.merged.values() for before in whole)
        shared = (before for _, whole in self.shared for before in whole)
        return frozenset((*self.alone, *merged, *shared))

    def of(self, units: frozenset[str]) -> "Homes":
        """Those of some of the units (unit_ids now); of what several share nothing."""
        alone = {before: now for before, now in self.alone.items() if now in units}
        return Homes(alone, {now: whole for now, whole in self.merged.items() if now in units})
