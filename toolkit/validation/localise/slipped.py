"""What statistics take for a slip by powers of ten, put to the unit's rules: a suggestion makes no rule fail that holds."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from toolkit.findings import Finding, Proposed, Suggestion
from toolkit.form.model import Key
from toolkit.text import Text, number_text, say
from toolkit.validation.labels import joined
from toolkit.validation.localise.confirmed import breaks
from toolkit.validation.localise.reading import Reading
from toolkit.validation.localise.system import is_rule
from toolkit.validation.places import Fault
from toolkit.validation.typed import Number, number_of

Values = dict[Key, Number]


def is_slip(fault: Fault) -> bool:
    """Whether statistics suggest a value for it."""
    return bool(fault.finding.suggestions) and not is_rule(fault.finding)


def with_slips_confirmed(reading: Reading, faults: Sequence[Fault]) -> list[Fault]:
    """A unit's faults. What would break a rule by itself, as a part of a sum that slipped as a whole does, is suggested
    together with the other cells of which that is so and that slipped by the same power, where that breaks none; else no
    value is suggested.
    """
    alone = {at: _values(fault.finding) for at, fault in enumerate(faults) if is_slip(fault)}
    groups: dict[Fraction, list[int]] = {}
    for at in (at for at, values in alone.items() if breaks(reading, values)):
        groups.setdefault(_times(reading, alone[at]), []).append(at)
    told = list(faults)
    for group in groups.values():
        ways = _together(reading, [faults[at].finding for at in group], [alone[at] for at in group])
        for at in group:
            told[at] = replace(faults[at], finding=replace(faults[at].finding, suggestions=ways))
    return told


def _together(
    reading: Reading, findings: Sequence[Finding], values: Sequence[Values]
) -> tuple[Suggestion, ...]:
    every: Values = {key: value for one in values for key, value in one.items()}
    if len(findings) < 2 or breaks(reading, every):
        return ()
    changes = tuple(change for finding in findings for change in finding.suggestions[0].changes)
    cells = ", ".join(change.place.cell for change in changes)
    says = joined("; ", [_said(reading, change) for change in changes])
    words = say("statistics.meant_together", cells=cells, says=says)
    return (Suggestion(changes=changes, kind="power", likely=True, words=words),)


def _said(reading: Reading, change: Proposed) -> Text:
    now, meant = _now(reading, Key.at(change.place)), change.value
    assert meant is not None  # statistics name no cell without a value
    numbers = {"raw": number_text(now), "value": number_text(meant)}
    return say("statistics.meant_of", cell=change.place.cell, **numbers)


def _now(reading: Reading, key: Key) -> Number:
    now = number_of(reading.entries[key].entry)
    assert now is not None  # only a number stands out
    return now


def _values(finding: Finding) -> Values:
    changes = finding.suggestions[0].changes
    return {Key.at(change.place): change.value for change in changes if change.value is not None}


def _times(reading: Reading, values: Values) -> Fraction:
    """By how much the figures are too large; 0 for what slipped together already."""
    if len(values) != 1:
        return Fraction(0)
    ((key, meant),) = values.items()
    return Fraction(_now(reading, key)) / Fraction(meant)
