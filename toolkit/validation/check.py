"""The whole check of a round: all returns in one pass, results translated to findings, entries held, verdicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from toolkit.decisions.model import Decisions
from toolkit.errors import FormError
from toolkit.findings import Finding
from toolkit.form.model import Round
from toolkit.intake.model import StackedEntry, UnitData
from toolkit.validation import inspection
from toolkit.validation.calls.call_list import call_list
from toolkit.validation.decided import settle
from toolkit.validation.effects import Effects
from toolkit.validation.explain import unread_fault
from toolkit.validation.frames import FIELDS, frames
from toolkit.validation.hold import carried_faults, check_entries, unread, verdict_of
from toolkit.validation.hygiene import in_telling_order, tidy
from toolkit.validation.localise.attach import with_suggestions
from toolkit.validation.localise.reading import Reading, Readings
from toolkit.validation.localise.slipped import is_slip, with_slips_confirmed
from toolkit.validation.localise.system import is_rule
from toolkit.validation.model import Checked, RuleResult, Series, Tally
from toolkit.validation.places import Fault, Places, Spot
from toolkit.validation.statistics.suspect import Suspected, suspect
from toolkit.validation.suites import file_of, suite_digest
from toolkit.validation.table import Past

_NO_DECISIONS = Decisions()
_NO_SERIES = Series()


def check_round(
    round: Round,
    data: Sequence[UnitData],
    suites: Mapping[str, Mapping[str, Any]],
    past: Past,
    decisions: Decisions = _NO_DECISIONS,
    series: Series = _NO_SERIES,
) -> Checked:
    """Run each form's suite (`suites`, by form, as `refresh_suite` gives it) over all returns and say what is wrong.

    `past` are other periods' values by unit_id, `series` what units stated in earlier periods of the same kind. Units
    without a return get no outcome and no verdict; a rule is put to units that are asked for all it needs. What `decisions`
    waive holds nothing. Raises FormError when a form's suite is not there.
    """
    returned = [unit for unit in data if unit.returns]
    put = _put_rules(round, returned, suites, past)
    by_unit: dict[str, list[Fault]] = {unit.unit_id: carried_faults(unit) for unit in returned}
    suspected = suspect(round, returned, series)
    for fault in (*put.faults, *suspected.faults):
        by_unit.setdefault(fault.finding.place.unit_id, []).append(fault)
    settled = {unit.unit_id: _of_unit(round, unit, by_unit.pop(unit.unit_id), decisions) for unit in returned}
    told = _told(returned, _suggested(round, returned, settled, past, series, suspected), by_unit)
    entries = tuple(entry for unit in returned for entry in check_entries(unit, settled[unit.unit_id]))
    return Checked(
        round=round.id,
        entries=entries,
        findings=told,
        results=tuple(put.results),
        verdicts={unit.unit_id: verdict_of(f.finding for f in settled[unit.unit_id]) for unit in returned},
        suites={form.id: suite_digest(suites[form.id]) for form in round.forms},
        tallies=tuple(put.tallies),
        calls=call_list(round, data, entries, told, suspected.doubts, series, past),
    )


@dataclass(frozen=True, slots=True)
class _Put:
    """What the suites said of all returns."""

    results: list[RuleResult] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def _put_rules(
    round: Round, returned: Sequence[UnitData], suites: Mapping[str, Mapping[str, Any]], past: Past
) -> _Put:
    put = _Put()
    places = Places(round, returned)
    for form in round.forms:
        if form.id not in suites:
            raise FormError("suite.absent", file=file_of(form.id), form=form.id)
        for frame in frames(round, form, returned, past):
            suite = suites[form.id].get(frame.block)
            if suite and frame.keys:
                ran = inspection.inspect(frame, suite["expectations"])
                put.tallies.extend(inspection.tallies(form, frame, ran))
                put.results.extend(inspection.results(form, frame, ran))
                put.faults.extend(
                    inspection.faults(round, form, frame, ran, partial(places.spot, form, frame))
                )
    return put


def _suggested(
    round: Round,
    returned: Sequence[UnitData],
    settled: Mapping[str, list[Fault]],
    past: Past,
    series: Series,
    suspected: Suspected,
) -> dict[str, list[Fault]]:
    """The units' faults with what may have been meant, of those of which a rule failed; and what statistics suggest, unless
    a rule says that it cannot be.
    """
    failing = [
        unit
        for unit in returned
        if any(is_rule(one.finding) or is_slip(one) for one in settled[unit.unit_id])
    ]
    readings = Readings(round, failing, past, series)
    found = dict(settled)
    for unit_id in (unit.unit_id for unit in failing):
        doubts, near = suspected.doubts.get(unit_id, {}), suspected.near.get(unit_id, frozenset())
        reading = Reading(readings, unit_id)
        sure = with_slips_confirmed(reading, settled[unit_id])
        found[unit_id] = with_suggestions(reading, sure, doubts, near)
    return found


def _told(
    returned: Sequence[UnitData], by_unit: Mapping[str, list[Fault]], others: Mapping[str, list[Fault]]
) -> tuple[Finding, ...]:
    """The messages of all units, and of the round as a whole."""
    effects = Effects(returned)
    told = [one for unit_id, faults in by_unit.items() for one in tidy(faults, effects.of(unit_id))]
    of_round = [fault for faults in others.values() for fault in faults]
    return in_telling_order([*told, *tidy(of_round, effects.of(""))])


def _of_unit(round: Round, unit: UnitData, faults: Sequence[Fault], decisions: Decisions) -> list[Fault]:
    """All that is wrong with a unit's data, as it counts: what staff decided is heeded, and then what cannot be read and no
    error that still stands speaks of is added. So an accepted block lets no unreadable cell through.
    """
    settled = settle(faults, unit, decisions) if faults else []
    silent = [_unread(round, unit, item) for item in unread(unit, settled)]
    return [*settled, *settle(silent, unit, decisions)] if silent else settled


def _unread(round: Round, unit: UnitData, item: StackedEntry) -> Fault:
    key = item.entry.key
    return unread_fault(Spot(round.forms, round.form(key.form), FIELDS, unit.unit_id, "", {key: item}), key)
