"""How far each datum of each unit may move its total: what is not in it, is probably another value, or stands out.

    S_ij = pi_ij x |x_ij - x^_ij| / T^_j        (selective editing; SeleMix `sel.edit`, Hedlin 2003, de Waal 2013)

x^ is what the unit can be expected to state, pi how much x is doubted: 1 of what is not in the total (x is then nothing at
all) and of a likely other value, which takes the place of x^. Of a number that is held, and for which no other is likely,
nobody knows yet whether it is right: it is as far off as the larger of the two. T^ is the total as it is best estimated:
what is counted, moved by pi towards x^. What is not in a total is what merging does not count either
(`CheckedEntry.counts`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from toolkit.findings import Finding, Place
from toolkit.form.model import Key, Round
from toolkit.intake.model import Origin, State, UnitData
from toolkit.validation.calls.anticipated import Anticipations
from toolkit.validation.model import CheckedEntry
from toolkit.validation.typed import Datum, Number, asked_units, number_of, typed_numbers

Why = Literal["missing", "blank", "held", "suggested", "suspect"]
Doubts = Mapping[str, Mapping[Key, Fraction]]
Cell = tuple[str, Key]
"""A unit_id and a key."""

_PLAIN = re.compile(r"-?[0-9]+(\.([0-9]{1,2}|[0-9]{4,}))?", re.ASCII)
"""A number as it can be read in one way only: three digits behind the point may be thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """By how much one datum of one unit may move its total; `amount` None: that cannot be told. `shift` is by how much
    the total is thought to be off for it. `reported` is what the unit states, `raw` as it stands there, `expected` what may
    belong there, which is a suggested value where `is_suggested`. `named`: how plainly the findings name the cell, from 0 (a
    likely value of it) to 3 (not at all).
    """

    unit_id: str
    key: Key
    why: Why
    amount: Fraction | None
    shift: Fraction
    place: Place
    reported: Number | None = None
    raw: str = ""
    expected: Fraction | None = None
    is_suggested: bool = False
    named: int = 3

    @property
    def asks(self) -> bool:
        """Whether it is a reason to ring. A blank cell where nothing but nothing is expected is none: it is a finding of its
        own, and would put its unit before those whose effect is known.
        """
        return self.why in {"missing", "held"} or self.reported is not None or bool(self.expected)


@dataclass(frozen=True, slots=True)
class Scored:
    """All gaps, units in the round's order and data in the forms'; `totals` are the estimated totals. `returned` are the
    forms that units returned, by unit_id.
    """

    gaps: tuple[Gap, ...]
    totals: Mapping[Key, Fraction]
    returned: Mapping[str, frozenset[str]] = field(default_factory=dict)

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
    asked = asked_units(round, summed)
    said = _Said.of(findings, doubts)
    there: dict[str, set[Key]] = {}
    gaps: list[Gap] = []
    for checked in entries:
        unit_id, key = checked.unit_id, checked.key
        if key in summed and unit_id in asked[key]:
            there.setdefault(unit_id, set()).add(key)
            if not checked.counts or (unit_id, key) in said.others or said.doubt(unit_id, key):
                gaps += _of_entry(checked, summed[key], said, expected)
    returned = {unit.unit_id: frozenset(item.entry.key.form for item in unit.entries) for unit in data}
    for unit in round.units:
        mine, forms = there.get(unit.unit_id, set()), returned.get(unit.unit_id, frozenset())
        lacking = (key for key in summed if key not in mine and unit.unit_id in asked[key])
        gaps += [_lacking(unit.unit_id, summed[key], key.form in forms, expected) for key in lacking]
    totals = {key: expected.counted(key) for key in dict.fromkeys(gap.key for gap in gaps)}
    for gap in gaps:
        totals[gap.key] += gap.shift
    order = {unit.unit_id: at for at, unit in enumerate(round.units)}
    places = {key: at for at, key in enumerate(summed)}
    gaps.sort(key=lambda gap: (order[gap.unit_id], places[gap.key]))
    return Scored(tuple(gaps), totals, returned)


@dataclass(frozen=True, slots=True)
class _Said:
    """What was found: likely `others` in place of what is stated, cells that are `named` as perhaps wrong, those that stand
    out and were `accepted`, and how much cells are doubted.
    """

    others: Mapping[Cell, Fraction]
    named: frozenset[Cell]
    accepted: frozenset[Cell]
    doubts: Doubts

    @classmethod
    def of(cls, findings: Sequence[Finding], doubts: Doubts) -> "_Said":
        """Of what still asks for an answer; of several values for one cell the first."""
        every = [one for finding in findings for one in finding.each]
        others: dict[Cell, Fraction] = {}
        for one in every:
            for at, value in _likely(one):
                others.setdefault(at, value)
        asking = [one for one in every if not one.waived]
        ways = [change for one in asking for way in one.suggestions for change in way.changes]
        return cls(others, frozenset(_cell(change.place) for change in ways), _accepted(every), doubts)

    def how_named(self, cell: Cell) -> int:
        """From 0 (a likely value of it is told) to 3 (nothing is said of it)."""
        return 0 if cell in self.others else 1 if cell in self.named else 2 if self.doubt(*cell) else 3

    def doubt(self, unit_id: str, key: Key) -> Fraction:
        """How much a cell is doubted; 0 where it does not stand out."""
        return self.doubts.get(unit_id, {}).get(key, Fraction(0))


def _of_entry(checked: CheckedEntry, datum: Datum, said: _Said, expected: Anticipations) -> Iterator[Gap]:
    """What may be wrong with one entry, if anything."""
    cell, entry = (checked.unit_id, checked.key), checked.stacked.entry
    other, number = said.others.get(cell), number_of(entry)
    if not checked.held_by and entry.state is State.NOT_APPLICABLE:
        return
    if not checked.counts:
        best = expected.value(*cell) if other is None else other
        perhaps = [abs(best)] if best is not None else []
        if checked.held_by and number is not None and other is None and perhaps:
            perhaps.append(abs(Fraction(number)))
        why: Why = "held" if checked.held_by else "blank" if other is None else "suggested"
        yield _gap(checked, said, why, best, max(perhaps, default=None), best or Fraction(0))
    elif other is not None:
        shift = other - Fraction(number or 0)
        yield _gap(checked, said, "suggested", other, abs(shift), shift)
    elif number is not None and _is_the_units(checked) and cell not in said.accepted:
        value = expected.value(*cell)
        doubt = said.doubt(*cell)
        shift = Fraction(0) if value is None else doubt * (value - Fraction(number))
        yield _gap(checked, said, "suspect", value, None if value is None else abs(shift), shift)


def _gap(
    checked: CheckedEntry,
    said: _Said,
    why: Why,
    expected: Fraction | None,
    amount: Fraction | None,
    shift: Fraction,
) -> Gap:
    cell, entry = (checked.unit_id, checked.key), checked.stacked.entry
    return Gap(
        unit_id=checked.unit_id,
        key=checked.key,
        why=why,
        amount=amount,
        shift=shift,
        place=checked.stacked.place(checked.unit_id),
        reported=number_of(entry),
        raw=entry.raw,
        expected=expected,
        is_suggested=cell in said.others,
        named=said.how_named(cell),
    )


def _lacking(unit_id: str, datum: Datum, form_is_there: bool, expected: Anticipations) -> Gap:
    """What a unit is asked for and nothing is there of, be it the form or the cell."""
    value = expected.value(unit_id, datum.key)
    return Gap(
        unit_id=unit_id,
        key=datum.key,
        why="blank" if form_is_there else "missing",
        amount=None if value is None else abs(value),
        shift=value or Fraction(0),
        place=Place(unit_id=unit_id, **datum.key._asdict()),
        expected=value,
    )


def _likely(finding: Finding) -> Iterator[tuple[Cell, Fraction]]:
    """The values that are likely meant in place of what a finding is about; none of what staff accepted."""
    if finding.waived:
        return
    if finding.suggestions:
        if finding.suggestions[0].likely:
            for change in finding.suggestions[0].changes:
                if isinstance(change.value, int | Decimal):
                    yield _cell(change.place), Fraction(change.value)
    elif _PLAIN.fullmatch(finding.suggestion):  # what a cell that could not be read may have meant
        yield _cell(finding.place), Fraction(finding.suggestion)


def _accepted(every: Sequence[Finding]) -> frozenset[Cell]:
    """What stands out, and staff accepted; not what stands out in another way as well that they did not."""
    stands_out = [one for one in every if one.code.startswith("STA-")]
    cells = {
        waived: {
            _cell(place) for one in stands_out if one.waived is waived for place in (one.place, *one.related)
        }
        for waived in (True, False)
    }
    return frozenset(cells[True] - cells[False])


def _is_the_units(checked: CheckedEntry) -> bool:
    """Whether the unit's own value stands: staff vouch for what they corrected."""
    return checked.stacked.entry.origin is not Origin.CORRECTED


def _cell(place: Place) -> Cell:
    return place.unit_id, Key.at(place)
