"""Who stands where: returned on time, returned late, or not yet. Needs neither frames nor suites."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from toolkit.findings import Severity
from toolkit.form.model import Round
from toolkit.intake.model import UnitData
from toolkit.periods import is_working_day, working_days_between
from toolkit.units import Unit
from toolkit.validation.model import Checked, Presence, Standing


def standings(
    round: Round, checked: Checked | None, data: Iterable[UnitData], as_of: date
) -> tuple[Standing, ...]:
    """One standing an expected unit, in the round's order; on time, late and missing add up to the units expected.

    Punctuality goes by the unit's first return (a correction asked for later does not make it late) against the
    round's due date or the unit's extension. Without `checked` there are no verdicts and no counts of findings.
    """
    by_unit = {unit.unit_id: unit for unit in data if unit.returns}
    counts = Counter((f.place.unit_id, f.severity) for f in (checked.findings if checked else ()))
    return tuple(
        _standing(round, unit, by_unit.get(unit.unit_id), checked, counts, as_of) for unit in round.units
    )


def due_date(round: Round, unit: Unit) -> date:
    """The last day on which the unit's return is on time."""
    return round.extensions.get(unit.unit_id, round.due)


def _standing(
    round: Round,
    unit: Unit,
    data: UnitData | None,
    checked: Checked | None,
    counts: Counter[tuple[str, Severity]],
    as_of: date,
) -> Standing:
    due = due_date(round, unit)
    if data is None:
        return Standing(
            unit_id=unit.unit_id,
            presence=Presence.MISSING,
            late_days=working_days_between(due, _taken_up(as_of)),
        )
    first = min(data.returns, key=lambda item: item.arrived_at)
    newest = max(data.returns, key=lambda item: item.version)
    late = first.arrived_at.date() > due
    return Standing(
        unit_id=unit.unit_id,
        presence=Presence.LATE if late else Presence.ON_TIME,
        version=newest.version,
        arrived_at=first.arrived_at,
        late_days=working_days_between(due, _taken_up(first.arrived_at.date())) if late else 0,
        verdict=checked.verdicts.get(unit.unit_id) if checked else None,
        errors=counts[unit.unit_id, Severity.ERROR],
        warnings=counts[unit.unit_id, Severity.WARNING],
        file=newest.file,
    )


def _taken_up(day: date) -> date:
    """What arrives on a day off is taken up on the next working day."""
    while not is_working_day(day):
        day += timedelta(1)
    return day
