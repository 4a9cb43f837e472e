"""Findings about many cells of a return at once, and about what could not be compared."""

from collections import Counter
from dataclasses import replace
from typing import Any

from toolkit.findings import Finding, Place, Proposed, Suggestion, found
from toolkit.intake.model import StackedEntry, UnitData
from toolkit.text import Text, number_text, padded_text, say
from toolkit.validation.between import names_of
from toolkit.validation.labels import joined
from toolkit.validation.places import Fault
from toolkit.validation.statistics import change, history, peers, shifts, slips
from toolkit.validation.statistics.gathered import Gathered
from toolkit.validation.statistics.model import Why
from toolkit.validation.statistics.screen import Check, Screening
from toolkit.validation.statistics.told import estimated, slip_parts, unscaled
from toolkit.validation.statistics.wholes import Repeated, ShiftedRows, SlippedSheet, Whole

_LEAST = {
    Check.HISTORY: history.LEAST,
    Check.SPIKE: history.LEAST,
    Check.PREVIOUS: change.LEAST,
    Check.ZERO: change.LEAST_STARTS,
    Check.YEAR: change.LEAST,
    Check.PEERS: peers.LEAST,
    Check.SHEET: slips.SHEET_PAIRS,
    Check.SHIFT: shifts.LEAST_ROWS,
}
"""How many a check needs of what it lacks."""


def sheet_fault(got: Gathered, screening: Screening, one: SlippedSheet) -> Fault:
    """A sheet in another unit of measure; the example is its largest figure of which the usual level is known."""
    power, usual = one.power, screening.usual
    example = max(one.data, key=lambda at: (abs(got.now[at, one.unit]) * (usual[at, one.unit] > 0), -at))
    datum, place = got.data[example], _place(got, one.unit, example)
    value = got.exact_now(one.unit, example)
    parts = slip_parts(power)
    finding = found(
        "STA-006",
        _wide(place),
        count=one.count,
        **parts,
        example=place.cell,
        value=number_text(value),
        typical=estimated(float(usual[example, one.unit]), datum),
    )
    changes = [
        Proposed(place=_place(got, one.unit, at), raw=_stacked(got, one.unit, at).entry.raw, value=meant)
        for at in one.data
        for stated in (got.exact_now(one.unit, at),)
        for meant in (unscaled(stated, power, got.exact_past(one.unit, at)),)
        if stated
    ]
    meant = unscaled(value, power, got.exact_past(one.unit, example))
    if meant is not None and all(change.value is not None for change in changes):
        words = say(
            "statistics.sheet_meant",
            checked=parts["checked"],
            sheet=place.sheet,
            cell=place.cell,
            raw=number_text(value),
            value=number_text(meant),
        )
        ways = (Suggestion(changes=tuple(changes), kind="power", likely=True, words=words),)
        finding = replace(finding, suggestions=ways)
    return _fault(got, finding, one)


def shift_fault(got: Gathered, one: ShiftedRows) -> Fault:
    """A grid of which the rows are shifted."""
    steps = padded_text(abs(one.step))
    block = got.data[one.data[0]].block
    finding = found(
        "STA-007",
        _wide(_place(got, one.unit, one.data[0])),
        label=block.label,
        rows=one.rows,
        steps=steps,
        direction=say("statistics.down" if one.step > 0 else "statistics.up", steps=steps),
    )
    return _fault(got, finding, one)


def repeated_fault(got: Gathered, one: Repeated, returned: UnitData) -> Fault:
    """A return that repeats an earlier period's figures, or another unit's."""
    newest = max(returned.returns, key=lambda each: each.version)
    place = Place(file=newest.file, unit_id=returned.unit_id, form=got.data[one.data[0]].form.id)
    counts: dict[str, Any] = {"shared": len(one.data), "compared": one.compared}
    if one.others:
        others = names_of(got.round, [got.units[at].unit_id for at in one.others])
        return _fault(got, found("STA-009", place, others=others, **counts), one)
    before, now = got.periods[one.period].label, got.round.period.label
    return _fault(got, found("STA-008", place, before=before, now=now, **counts), one)


def silence_fault(silent: Counter[tuple[Check, Why]]) -> Fault:
    """Which comparisons could not be made, of how many figures, and why; comparisons that lacked the same of as many
    together.
    """
    alike: dict[tuple[Text, ...], list[Text]] = {}
    for check in Check:
        reasons = tuple(_lacking(check, why, silent[check, why]) for why in Why if silent[check, why])
        if reasons:
            alike.setdefault(reasons, []).append(say(f"statistics.silent.{check}"))
    said = [
        say("statistics.silence", what=joined(", ", what), why=joined("; ", reasons))
        for reasons, what in alike.items()
    ]
    return Fault(found("STA-011", silent=joined("; ", said)))


def _lacking(check: Check, why: Why, cases: int) -> Text:
    """What a comparison lacked, and of how many figures."""
    own = {(Check.SLIP, Why.NO_PREVIOUS): "no_usual", (Check.ZERO, Why.FEW_UNITS): "few_starts"}
    return say(
        f"statistics.why.{own.get((check, why), why.name.lower())}",
        least=_LEAST.get(check, 1),
        cases=number_text(cases),
    )


def _fault(got: Gathered, finding: Finding, whole: Whole) -> Fault:
    return Fault(finding, tuple(got.data[at].key for at in whole.data))


def _stacked(got: Gathered, unit: int, datum: int) -> StackedEntry:
    stacked = got.entries[unit][datum]
    assert stacked is not None  # a number stands there
    return stacked


def _place(got: Gathered, unit: int, at: int) -> Place:
    return _stacked(got, unit, at).place(got.units[unit].unit_id)


def _wide(place: Place) -> Place:
    """A sheet or block as a place: of no cell."""
    return replace(place, field="", row="", column="", cell="")
