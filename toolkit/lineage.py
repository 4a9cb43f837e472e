"""Which unit became which, and when (units_map.csv): the concordance by which figures from before are read.

Values only. Whole units that were merged can be compared with what they became; where a unit was split nothing can. A unit
is its territory: one whose territory changes ends, and another begins, even under the same code and name. So no unit's
figures ever go into two others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

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

    @property
    def alone(self) -> Unit | None:
        """The one unit whose territory it was, no more and no less."""
        return self.whole[0] if len(self.whole) == 1 and not self.parts else None


@dataclass(frozen=True, slots=True)
class Lineage:
    """All that is known of successions."""

    moves: tuple[Move, ...] = ()
    _into: Mapping[str, tuple[Move, ...]] = field(init=False, repr=False, compare=False)
    _from: Mapping[str, tuple[Move, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        into: dict[str, tuple[Move, ...]] = {}
        out: dict[str, tuple[Move, ...]] = {}
        for move in self.moves:
            into[move.new.unit_id] = (*into.get(move.new.unit_id, ()), move)
            out[move.old.unit_id] = (*out.get(move.old.unit_id, ()), move)
        object.__setattr__(self, "_into", into)
        object.__setattr__(self, "_from", out)

    def before(self, unit: Unit, day: date) -> Before:
        """The unit's territory on a day: itself where it existed then, else those it came from, theirs before them too.

        Empty where nothing is known of it. A territory of which some is unknown then is unknown as a whole.
        """
        if unit.valid_on(day):
            return Before((unit,))
        whole: dict[str, Unit] = {}
        parts: dict[str, Unit] = {}
        for move in self._into.get(unit.unit_id, ()):
            if move.day <= day:
                continue
            earlier = self.before(move.old, day)
            if not earlier.whole and not earlier.parts:
                return Before()
            parts |= {one.unit_id: one for one in earlier.parts}
            into = whole if move.whole else parts
            into |= {one.unit_id: one for one in earlier.whole}
        return Before(tuple(whole.values()), tuple(parts.values()))

    def shared(
        self, units: Iterable[Unit], then: date, now: date
    ) -> tuple[tuple[tuple[Unit, ...], tuple[Unit, ...]], ...]:
        """Of some units those among which earlier ones were divided, and nobody else, with these: territories of several
        units that are the same on both days, each the smallest.
        """
        was = {unit: self.before(unit, then) for unit in units}
        found = []
        left = dict.fromkeys(unit for unit, before in was.items() if before.parts)
        while left:
            news, olds = [left.popitem()[0]], dict[Unit, None]()
            for new in news:
                before = was.get(new, Before())
                olds |= dict.fromkeys((*before.whole, *before.parts))
                into = (one for old in before.parts for one in self.after(old, now))
                news += [one for one in dict.fromkeys(into) if one not in news]
            if all(unit in was and (was[unit].whole or was[unit].parts) for unit in news):
                found.append((tuple(one for one in was if one in news), tuple(olds)))
            for one in news:
                left.pop(one, None)
        return tuple(found)

    def after(self, unit: Unit, day: date) -> tuple[Unit, ...]:
        """What has become of a unit by a later day: itself while it exists, else all that it went into, whole or in part."""
        if unit.valid_on(day):
            return (unit,)
        later = (one for move in self._from.get(unit.unit_id, ()) for one in self.after(move.new, day))
        return tuple({one.unit_id: one for one in later}.values())


UNCHANGED = Lineage()
"""No succession is known."""


def parse_lineage(rows: Iterable[Mapping[str, str]], file: str, units: Units) -> Lineage:
    """Rows of units_map.csv (header `COLUMNS`); both units must stand in units.csv, the old one until the day before `date`,
    the new one from it; a unit that goes somewhere as a whole goes nowhere else. Raises FormError with file and line.
    """
    moves: list[Move] = []
    lines: dict[str, list[tuple[int, Move]]] = {}
    for line, row in enumerate(rows, start=2):
        move = _move(row, file, line, units)
        for earlier, other in lines.setdefault(move.old.unit_id, []):
            if move.whole or other.whole or move.new == other.new:
                told = {"code": move.old.code, "name": move.old.name, "earlier": earlier}
                raise FormError("lineage.twice", file=file, line=line, **told)
        lines[move.old.unit_id].append((line, move))
        moves.append(move)
    return Lineage(tuple(moves))


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
    last = day - timedelta(1)
    old = _unit(units, row["old_code"], last, file, line)
    new = _unit(units, row["new_code"], day, file, line)
    if old.valid_to != last:
        raise FormError(
            "lineage.ends", file=file, line=line, code=old.code, name=old.name, day=last.isoformat()
        )
    if new.valid_from != day:
        raise FormError(
            "lineage.begins", file=file, line=line, code=new.code, name=new.name, day=day.isoformat()
        )
    return Move(old=old, new=new, day=day, whole=part == WHOLE)


def _unit(units: Units, raw: str, day: date, file: str, line: int) -> Unit:
    code = nfc(raw.strip())
    found = next((unit for unit in units.all if unit.code == code and unit.valid_on(day)), None)
    if found is None:
        raise FormError("lineage.unit", file=file, line=line, code=code, day=day.isoformat())
    return found
