"""What differs between two merges or editions of a round: totals, and the units whose part in them does."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from toolkit.form.model import Key
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Change, Source, Total, Totals, UnitChange

_Part = tuple[str, Key]


def changes(before: Totals, after: Totals) -> tuple[Change, ...]:
    """A change a total whose figures differ, or a unit's part in it; in the order of `after`, totals that vanished last.

    A part is one unit's answer to one datum: a unit may have several in a total (a grid's rows, a list's lines, numerator
    and denominator). It differs by value, by qualifier, and by whether it is counted. A total whose units moved against
    each other is a change too, with `before` equal to `after`; one that only staff's adjustment changed names no unit.
    """
    old = {total.key: total for total in before.totals}
    found = []
    for total in after.totals:
        was = old.pop(total.key, None)
        units = tuple(_units(was, total))
        if was is None or units or _figures(was) != _figures(total):
            found.append(_change(was, total, units))
    found += (_change(was, None, tuple(_units(was, None))) for was in old.values())
    return tuple(found)


def _change(was: Total | None, now: Total | None, units: tuple[UnitChange, ...]) -> Change:
    known = now or was
    assert known is not None, "a change is of a total"
    return Change(
        key=known.key,
        label=known.label,
        before=was.value if was else None,
        after=now.value if now else None,
        units=units,
        qualifier_before=was.qualifier if was else Qualifier.EXACT,
        qualifier_after=now.qualifier if now else Qualifier.EXACT,
        adjusted_before=was.adjustment if was else Decimal(0),
        adjusted_after=now.adjustment if now else Decimal(0),
    )


def _figures(total: Total) -> tuple[object, ...]:
    return total.value, total.numerator, total.denominator, total.qualifier, total.adjustment


def _units(before: Total | None, after: Total | None) -> Iterator[UnitChange]:
    """The parts that differ, by unit in the round's order."""
    old, new = _parts(before), _parts(after)
    order = _order(after, before)
    for at in sorted({**new, **old}, key=lambda at: order.get(at[0], len(order))):
        one, other = old.get(at), new.get(at)
        if _said(one) != _said(other):
            yield UnitChange(unit_id=at[0], before=one, after=other)


def _parts(total: Total | None) -> Mapping[_Part, Source]:
    """Each unit's answers by their own keys; of a unit that reports "không phát sinh" with no cell of its own, that."""
    if total is None:
        return {}
    parts = {(source.unit_id, source.key): source for source in total.sources}
    silent = set(total.coverage.reporting) - {source.unit_id for source in total.sources}
    nothing = (Source(unit_id=unit, key=total.key, value=None) for unit in total.coverage.reporting)
    return parts | {(one.unit_id, one.key): one for one in nothing if one.unit_id in silent}


def _order(*totals: Total | None) -> Mapping[str, int]:
    asked: Iterable[str] = (unit for total in totals if total for unit in total.coverage.asked)
    return {unit: at for at, unit in enumerate(dict.fromkeys(asked))}


def _said(source: Source | None) -> tuple[object, ...] | None:
    return (source.value, source.qualifier, source.counted) if source else None
