"""Findings between units, and between a unit's periods: what was probably copied rather than counted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from toolkit.findings import Place, found
from toolkit.form.model import Block, Key, Round
from toolkit.text import Text, say
from toolkit.validation.frames import FIELDS, Frame
from toolkit.validation.judge import numbers_in, said_in
from toolkit.validation.labels import joined
from toolkit.validation.places import Fault, Spot

_NAMED = 3
"""Other units named in a sentence; of more their number is told."""


def others_fault(
    round: Round,
    code: str,
    columns: Sequence[str],
    frame: Frame,
    failing: Iterable[int],
    spot_of: Callable[[int], Spot],
) -> Iterator[tuple[int, Fault]]:
    """Lines, or whole blocks, that say the very same as another unit's, each with its row; two whole returns that do are
    intake's to tell.
    """
    say_of = numbers_in if frame.block == FIELDS else said_in
    rows = [say_of(row[1:]) for row in zip(*(frame.columns[name] for name in columns), strict=True)]
    alike: dict[object, dict[str, int]] = {}
    for at, said in enumerate(rows):
        if said is not None:
            alike.setdefault(said, {}).setdefault(frame.keys[at][0], at)
    for at in failing:
        spot = spot_of(at)
        others = {unit: other for unit, other in alike[rows[at]].items() if unit != spot.unit_id}
        if frame.block != FIELDS:
            yield at, _alike(round, code, columns[1:], spot, others)
            continue
        apart = [unit for unit, other in others.items() if not spot.figures & spot_of(other).figures]
        if apart:
            yield at, _copied(round, code, columns[1:], spot, apart)


def as_before_fault(round: Round, code: str, columns: Sequence[str], spot: Spot) -> Fault:
    """A block whose counts are the very same as those of the period before."""
    block, keys = _stated(code, columns[: len(columns) // 2], spot)
    place = _whole(keys, spot)
    return Fault(
        found("CPY-002", place, rule=code, label=block.label, period=round.period.label), tuple(keys)
    )


def _copied(round: Round, code: str, columns: Sequence[str], spot: Spot, units: Sequence[str]) -> Fault:
    block, keys = _stated(code, columns, spot)
    others = names_of(round, units)
    finding = found("CPY-001", _whole(keys, spot), rule=code, label=block.label, others=others)
    return Fault(finding, tuple(keys))


def _whole(keys: Sequence[Key], spot: Spot) -> Place:
    """A block as a place: of no cell."""
    return replace(spot.place(keys[0]), field="", row="", column="", cell="")


def _stated(code: str, columns: Sequence[str], spot: Spot) -> tuple[Block, list[Key]]:
    keys = [key for column in columns for key in (spot.key(column),) if key and key in spot.entries]
    return spot.form.block(code.rpartition("__")[0]), [
        key for key in keys if spot.entries[key].entry.states_value
    ]


def _alike(round: Round, code: str, columns: Sequence[str], spot: Spot, units: Iterable[str]) -> Fault:
    block = spot.form.block(spot.frame)
    keys = tuple(key for column in columns for key in (spot.key(column),) if key)
    raw = "; ".join(spot.entries[key].entry.raw for key in keys)
    others = names_of(round, units)
    finding = found("LST-015", spot.place(keys[0]), raw=raw, rule=code, label=block.label, others=others)
    return Fault(replace(finding, related=tuple(spot.place(key) for key in keys[1:])), keys)


def names_of(round: Round, units: Iterable[str]) -> Text:
    """The first few units by name, and how many more there are."""
    every = list(dict.fromkeys(units))
    known = [(round.unit(unit_id), unit_id) for unit_id in every[:_NAMED]]
    names = [unit.name if unit else unit_id for unit, unit_id in known]
    shown = joined(", ", [Text(name, name) for name in names])
    return say("validation.and_others", names=shown, count=len(every) - _NAMED) if every[_NAMED:] else shown
