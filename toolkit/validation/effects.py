"""How much each unit's entries weigh in the totals: by it findings are put in order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from toolkit.form.model import Key
from toolkit.intake.model import UnitData

Effect = Callable[[Key], Fraction]
"""The share of the unit's entry in the total over units of a datum; 0 where there is no such number."""


class Effects:
    """The effect of every unit's entries on the totals over `data`, added up when first asked for."""

    def __init__(self, data: Sequence[UnitData]) -> None:
        self._units = {unit.unit_id: unit for unit in data}

    def of(self, unit_id: str) -> Effect:
        """The effect of one unit's entries; of a unit that is not there, and of what is no number, 0."""
        unit = self._units.get(unit_id)
        own: dict[Key, Decimal] = {}

        def share(key: Key) -> Fraction:
            if unit is not None and not own:
                own.update(_numbers(unit))
            return Fraction(own[key]) / Fraction(self._totals[key]) if own.get(key) else Fraction(0)

        return share

    @cached_property
    def _totals(self) -> Mapping[Key, Decimal]:
        totals: dict[Key, Decimal] = {}
        for unit in self._units.values():
            for key, value in _numbers(unit):
                totals[key] = totals.get(key, _ZERO) + value
        return totals


_ZERO = Decimal(0)


def _numbers(unit: UnitData) -> Iterator[tuple[Key, Decimal]]:
    """A unit's numbers without their signs."""
    for item in unit.entries:
        value = item.entry.value
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            yield item.entry.key, abs(Decimal(value))
