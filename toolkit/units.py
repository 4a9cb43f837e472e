"""Organisational units: a tree with dated validity (units.csv).

A unit's identity is `unit_id` = code@valid_from, never the bare code: new communes of 2025 reuse old codes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.errors import FormError, UsageError
from toolkit.text import Text, fold, nfc, say, sort_key

COLUMNS = ("code", "name", "type", "level", "parent", "valid_from", "valid_to")
OWN = "own"
"""Level of the consolidating unit's own agencies; they report, and are never counted as communes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit over its validity; `valid_from`/`valid_to` None means without bound."""

    code: str
    name: str
    type: str
    level: str
    parent: str
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def unit_id(self) -> str:
        """code@valid_from; `code@` when its beginning is open."""
        return f"{self.code}@{self.valid_from.isoformat() if self.valid_from else ''}"

    @property
    def is_own(self) -> bool:
        """Whether it stands for the consolidating unit's own agencies."""
        return self.level == OWN

    def valid_on(self, day: date) -> bool:
        """Whether the unit exists on a day, bounds included."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def is_asked(self, asked_of: Iterable[str]) -> bool:
        """Whether `asked_of` (levels and unit types) names this unit's level or type."""
        return any(self.level == word or fold(self.type) == fold(word) for word in asked_of)


@dataclass(frozen=True, slots=True)
class Units:
    """All known units of a workspace, in the file's order."""

    all: tuple[Unit, ...]

    def on(self, code: str, day: date) -> Unit:
        """The unit that bears a code on a day. Raises UsageError when there is none."""
        for unit in self.all:
            if unit.code == code and unit.valid_on(day):
                return unit
        raise UsageError("error.unit_unknown", code=code, day=day.isoformat())

    def under(self, parent: str, day: date) -> tuple[Unit, ...]:
        """Direct children valid on a day, the parent's own agencies last, communes in Vietnamese order of names."""
        children = (unit for unit in self.all if unit.parent == parent and unit.valid_on(day))
        return tuple(sorted(children, key=lambda unit: (unit.is_own, sort_key(unit.name))))


def parse_units(rows: Iterable[Mapping[str, str]], file: str) -> Units:
    """Rows of units.csv (header `COLUMNS`) to units; texts are normalised, dates ISO.

    Raises FormError with file and line for a missing column, a wrong date, or two units of one code at one time.
    """
    units: list[Unit] = []
    for line, row in enumerate(rows, start=2):
        absent = [name for name in COLUMNS if row.get(name) is None]
        if absent:
            raise FormError("error.units_column", file=file, line=line, column=", ".join(absent))
        unit = Unit(
            code=nfc(row["code"]),
            name=nfc(row["name"]),
            type=nfc(row["type"]),
            level=nfc(row["level"]),
            parent=nfc(row["parent"]),
            valid_from=_day(row["valid_from"], file, line),
            valid_to=_day(row["valid_to"], file, line),
        )
        if not unit.code or not unit.name:
            raise FormError("error.units_empty", file=file, line=line)
        if any(other.code == unit.code and _overlap(other, unit) for other in units):
            raise FormError("error.units_twice", file=file, line=line, code=unit.code)
        units.append(unit)
    return Units(tuple(units))


def few_named(units: Sequence[Unit], most: int = 5) -> Text:
    """Units by name and code, of many the first and how many more there are."""
    named = "; ".join(f"{unit.name} ({unit.code})" for unit in units[:most])
    if len(units) <= most:
        return Text(named, named)
    return say("units.more", units=named, count=len(units) - most)


def _day(text: str, file: str, line: int) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise FormError("error.units_date", file=file, line=line, raw=text) from None


def _overlap(one: Unit, two: Unit) -> bool:
    first, last = date.min, date.max
    return (one.valid_from or first) <= (two.valid_to or last) and (two.valid_from or first) <= (
        one.valid_to or last
    )
