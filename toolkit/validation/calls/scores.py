"""How far each datum of each unit may move its total: what is missing, held, probably another value, or stands out.

    S_ij = pi_ij x |x_ij - x^_ij| / T^_j        (selective editing; SeleMix `sel.edit`, Hedlin 2003, de Waal 2013)

x^ is what the unit can be expected to state, pi how much x is doubted: 1 of what is not in the total (x is then nothing at
all) and of a likely other value, which takes the place of x^. T^ is the total as it is best estimated: what is counted,
moved by pi towards x^.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from toolkit.findings import Finding, Place
from toolkit.form.model import Key, Round
from toolkit.intake.model import Origin, UnitData
from toolkit.validation.calls.anticipated import Anticipations
from toolkit.validation.model import CheckedEntry
from toolkit.validation.typed import Datum, Number, number_of, typed_numbers

Why = Literal["missing", "held", "suggested", "suspect"]
Doubts = Mapping[str, Mapping[Key, Fraction]]
Cell = tuple[str, Key]
"""A unit_id and a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """By how much one datum of one unit may move its total; `amount` None: that cannot be told. `shift` is by how much
    the total is thought to be off for it (0 where another gap of the datum says so). `reported` is what the unit states,
    `expected` what may belong there.
    """

    unit_id: str
    key: Key
    why: Why
    amount: Fraction | None
    shift: Fraction = Fraction(0)
    place: Place
    reported: Number | None = None
    expected: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """All gaps, units in the round's order and data in the forms'; `totals` are the estimated totals."""

    gaps: tuple[Gap, ...]
    totals: Mapping[Key, Fraction]

    def share(self, key: Key, amount: Fraction) -> Fraction:
        """An amount as a share of the estimated total; all of a total that is nothing."""
        total = abs(self.totals.get(key, Fraction(0)))
        return amount / total if total else Fraction(amount > 0)


def score(
    round: Round,
    data: Sequence[UnitData],
    entries: Sequence[CheckedEntry],
    findings: Sequence[Finding],
    doubts: Doubts,
    expected: Anticipations,
) -> Scored:
    """Every gap of data that are added up over units. What staff corrected, or accepted as it stands, is not doubted."""
    summed = {key: datum for key, datum in typed_numbers(round).items() if datum.is_added_up}
    returned = {(unit.unit_id, item.entry.key.form) for unit in data for item in unit.entries}
    others, accepted = _suggested(findings), _accepted(findings)
    gaps = [*_missing(round, summed, returned, expected)]
    for checked in entries:
        key = checked.key
        doubt = doubts.get(checked.unit_id, {}).get(key)
        if (checked.held_by or doubt or others) and key in summed:
            gaps += _of_entry(checked, others.get((checked.unit_id, key)), doubt, expected)
    gaps = [gap for gap in gaps if gap.why != "suspect" or (gap.unit_id, gap.key) not in accepted]
    totals = {key: expected.counted(key) for key in dict.fromkeys(gap.key for gap in gaps)}
    for gap in gaps:
        totals[gap.key] += gap.shift
    order = {unit.unit_id: at for at, unit in enumerate(round.units)}
    places = {key: at for at, key in enumerate(summed)}
    gaps.sort(key=lambda gap: (order[gap.unit_id], places[gap.key], gap.why))
    return Scored(tuple(gaps), totals)


def _of_entry(
    checked: CheckedEntry, other: Fraction | None, doubt: Fraction | None, expected: Anticipations
) -> Iterator[Gap]:
    """What may be wrong with one entry."""
    number = number_of(checked.stacked.entry)
    if checked.held_by:
        yield from _held(checked, number, other, expected)
    elif other is not None:
        yield _of_suggested(checked, number, other, Fraction(number or 0))
    elif number is not None and doubt and checked.counts and _is_the_units(checked):
        yield _of_suspect(checked, number, doubt, expected.value(checked.unit_id, checked.key))


def _missing(
    round: Round,
    summed: Mapping[Key, Datum],
    returned: set[tuple[str, str]],
    expected: Anticipations,
) -> Iterator[Gap]:
    """All that a unit is asked for in a form that it has not returned."""
    for unit in round.units:
        for key, datum in summed.items():
            if (unit.unit_id, key.form) not in returned and datum.is_asked_of(unit):
                value = expected.value(unit.unit_id, key)
                yield Gap(
                    unit_id=unit.unit_id,
                    key=key,
                    why="missing",
                    amount=None if value is None else abs(value),
                    shift=value or Fraction(0),
                    place=Place(unit_id=unit.unit_id, **key._asdict()),
                    expected=value,
                )


def _held(
    checked: CheckedEntry, number: Number | None, other: Fraction | None, expected: Anticipations
) -> Iterator[Gap]:
    """What is out of the total; a likely other value of it is told beside."""
    value = expected.value(checked.unit_id, checked.key)
    best = value if value is not None else other
    yield Gap(
        unit_id=checked.unit_id,
        key=checked.key,
        why="held",
        amount=None if best is None else abs(best),
        shift=best or Fraction(0),
        place=_place(checked),
        reported=number,
        expected=best,
    )
    if other is not None:
        yield _of_suggested(checked, number, other, None)


def _of_suggested(
    checked: CheckedEntry, number: Number | None, other: Fraction, counted: Fraction | None
) -> Gap:
    return Gap(
        unit_id=checked.unit_id,
        key=checked.key,
        why="suggested",
        amount=abs(other - Fraction(number or 0)),
        shift=Fraction(0) if counted is None else other - counted,
        place=_place(checked),
        reported=number,
        expected=other,
    )


def _of_suspect(checked: CheckedEntry, number: Number, doubt: Fraction, value: Fraction | None) -> Gap:
    shift = Fraction(0) if value is None else doubt * (value - Fraction(number))
    return Gap(
        unit_id=checked.unit_id,
        key=checked.key,
        why="suspect",
        amount=None if value is None else abs(shift),
        shift=shift,
        place=_place(checked),
        reported=number,
        expected=value,
    )


def _suggested(findings: Sequence[Finding]) -> dict[Cell, Fraction]:
    """The likely other values of what still asks for an answer; of several for one cell the first."""
    found: dict[Cell, Fraction] = {}
    for finding in findings:
        for one in finding.each:
            if one.waived or not one.suggestions or not one.suggestions[0].likely:
                continue
            for change in one.suggestions[0].changes:
                if isinstance(change.value, int | Decimal):
                    found.setdefault(_cell(change.place), Fraction(change.value))
    return found


def _accepted(findings: Sequence[Finding]) -> set[Cell]:
    """What stands out, and staff accepted; not what stands out in another way as well that they did not."""
    every = [one for finding in findings for one in finding.each if one.code.startswith("STA-")]
    cells = {
        waived: {_cell(place) for one in every if one.waived is waived for place in (one.place, *one.related)}
        for waived in (True, False)
    }
    return cells[True] - cells[False]


def _is_the_units(checked: CheckedEntry) -> bool:
    """Whether the unit's own value stands: staff vouch for what they corrected."""
    return checked.stacked.entry.origin is not Origin.CORRECTED


def _cell(place: Place) -> Cell:
    return place.unit_id, Key(place.form, place.block, place.field, place.row, place.column)


def _place(checked: CheckedEntry) -> Place:
    entry = checked.stacked.entry
    return Place(
        file=checked.stacked.file,
        unit_id=checked.unit_id,
        sheet=entry.sheet,
        cell=entry.cell,
        **entry.key._asdict(),
    )
