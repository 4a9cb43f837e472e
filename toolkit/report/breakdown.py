"""A total by the units behind it: annexes, ranks and charts ask for one unit after the other, of all that a province has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.form.model import Key, Rollup
from toolkit.intake.model import Qualifier
from toolkit.merge.model import TOTAL_ROW, Source, Total
from toolkit.text.numbers import exact_sum


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total and what each unit says of it that counts, by unit_id; units that say nothing are not in `said`. `stated`: the
    rate that a unit states without its pair.
    """

    total: Total
    said: Mapping[str, tuple[Source, ...]]
    stated: Mapping[str, Decimal]
    asked: frozenset[str]
    reporting: frozenset[str]
    held: frozenset[str]

    def part(self, unit_id: str, code: str) -> Source | None:
        """What a unit says of a field, in TỔNG CỘNG what its rows come to (how many say yes), as one source; None where it
        says nothing. A sum with a qualified part is qualified as it is, of parts that are qualified unlike "about".
        """
        mine = [one for one in self.said.get(unit_id, ()) if one.key.field == code]
        if mine and self.total.key.row == TOTAL_ROW and self.total.rollup is Rollup.COUNT_YES:
            return replace(mine[0], value=sum(source.value is True for source in mine))
        if len(mine) < 2 or not any(isinstance(one.value, int | Decimal) for one in mine):
            return mine[0] if mine else None
        kind = Qualifier.of_sum(source.qualifier for source in mine)
        return replace(mine[0], value=_sum(mine), qualifier=kind)

    def amount(self, unit_id: str, code: str) -> int | Decimal:
        """What a unit's numbers of a field come to; "không phát sinh" adds nothing."""
        return _sum(one for one in self.said.get(unit_id, ()) if one.key.field == code)

    def is_exact(self, unit_id: str) -> bool:
        """Whether all that a unit says is known exactly, and with its pair if it is a rate."""
        mine = self.said.get(unit_id, ())
        return unit_id not in self.stated and all(one.qualifier is Qualifier.EXACT for one in mine)


class Breakdowns:
    """A round's totals by key, each broken down once, when it is first asked for."""

    def __init__(self, totals: Iterable[Total]) -> None:
        self._totals = {total.key: total for total in totals}
        self._known: dict[Key, Breakdown] = {}

    def total(self, key: Key) -> Total | None:
        """The total of a key, None where nothing was rolled up."""
        return self._totals.get(key)

    def of(self, total: Total) -> Breakdown:
        """One of these totals by its units."""
        if total.key not in self._known:
            self._known[total.key] = broken_down(total)
        return self._known[total.key]


def broken_down(total: Total) -> Breakdown:
    """A total by the units behind it, in one pass over its sources."""
    said: dict[str, list[Source]] = {}
    for source in total.sources:
        if source.counted:
            said.setdefault(source.unit_id, []).append(source)
    coverage = total.coverage
    return Breakdown(
        total=total,
        said={unit_id: tuple(mine) for unit_id, mine in said.items()},
        stated=dict(total.stated),
        asked=frozenset(coverage.asked),
        reporting=frozenset(coverage.reporting),
        held=frozenset(coverage.held),
    )


def _sum(sources: Iterable[Source]) -> int | Decimal:
    return exact_sum(one.value for one in sources if isinstance(one.value, int | Decimal))
