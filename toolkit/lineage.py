"""Which unit became which, and when (units_map.csv): the concordance by which figures from before are read.

Values only. Whole units that were merged can be compared with what they became; where a unit was split nothing can.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from toolkit.errors import FormError
from toolkit.text import nfc
from toolkit.units import Unit, Units

COLUMNS = ("old_code", "new_code", "date", "part")
WHOLE, PART = "whole", "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One row: the `old` unit went into the `new` one on a `day`, as a `whole` or in part."""

    old: Unit
    new: Unit
    day: date
    whole: bool


@dataclass(frozen=True, slots=True)
class Before:
    """What a unit's territory was on an earlier day: units that lay in it as a whole, and units of which a part did."""

    whole: tuple[Unit, ...] = ()
    parts: tuple[Unit, ...] = ()

    @property
    def comparable(self) -> bool:
        """Whether its figures then are the sum of the whole units' figures."""
        return bool(self.whole) and not self.parts


@dataclass(frozen=True, slots=True)
class Lineage:
    """All that is known of successions."""

    moves: tuple[Move, ...] = ()

    def before(self, unit: Unit, day: date) -> Before:
        """The unit's territory on a day: itself where it existed then, else those it came from, theirs before them too.

        Empty where nothing is known of it.
        """
        if unit.valid_on(day):
            return Before((unit,))
        whole: dict[str, Unit] = {}
        parts: dict[str, Unit] = {}
        for move in self.moves:
            if move.new.unit_id != unit.unit_id or move.day <= day:
                continue
            earlier = self.before(move.old, day)
            parts |= {one.unit_id: one for one in earlier.parts}
            into = whole if move.whole and not self._is_split(move.old) else parts
            into |= {one.unit_id: one for one in earlier.whole}
        return Before(tuple(whole.values()), tuple(parts.values()))

    def _is_split(self, unit: Unit) -> bool:
        return len({move.new.unit_id for move in self.moves if move.old.unit_id == unit.unit_id}) > 1


def parse_lineage(rows: Iterable[Mapping[str, str]], file: str, units: Units) -> Lineage:
    """Rows of units_map.csv (header `COLUMNS`); both units must stand in units.csv, the old one until the day before `date`,
    the new one from it. Raises FormError with file and line.
    """
    return Lineage(tuple(_move(row, file, line, units) for line, row in enumerate(rows, start=2)))


def _move(row: Mapping[str, str], file: str, line: int, units: Units) -> Move:
    absent = [name for name in COLUMNS if row.get(name) is None]
    if absent:
        raise FormError("lineage.column", file=file, line=line, column=", ".join(absent))
    try:
        day = date.fromisoformat(row["date"].strip())
    except ValueError:
        raise FormError("lineage.date", file=file, line=line, raw=row["date"]) from None
    part = row["part"].strip().casefold()
    if part not in {WHOLE, PART}:
        raise FormError("lineage.part", file=file, line=line, raw=row["part"])
    old = _unit(units, row["old_code"], date.fromordinal(day.toordinal() - 1), file, line)
    new = _unit(units, row["new_code"], day, file, line)
    return Move(old=old, new=new, day=day, whole=part == WHOLE)


def _unit(units: Units, raw: str, day: date, file: str, line: int) -> Unit:
    code = nfc(raw)
    found = next((unit for unit in units.all if unit.code == code and unit.valid_on(day)), None)
    if found is None:
        raise FormError("lineage.unit", file=file, line=line, code=code, day=day.isoformat())
    return found
