"""Who reported for a round's units before they came to be: for its period, and for the one before."""

from datetime import timedelta

from toolkit.desk import Desk
from toolkit.form.model import Round
from toolkit.lineage import Before
from toolkit.merge.model import Succession
from toolkit.periods import previous, write_date
from toolkit.text import Text, say
from toolkit.units import Unit


def successions(desk: Desk, opened: Round) -> tuple[Succession, ...]:
    """Who reports the part of the round's period before a unit came to be; units of which that is known, in order."""
    found = []
    for unit in opened.units:
        since = unit.valid_from
        if since is None or not opened.period.start < since <= opened.period.end:
            continue
        before = desk.lineage.before(unit, opened.period.start)
        if before.whole or before.parts:
            found.append(
                Succession(
                    unit_id=unit.unit_id,
                    since=since,
                    whole=tuple(one.name for one in before.whole),
                    parts=tuple(one.name for one in before.parts),
                )
            )
    return tuple(found)


def territory_told(desk: Desk, opened: Round, unit: Unit) -> Text | None:
    """What a unit is to know of it: that the period reaches back to units that were merged or divided, and whose figures it
    sees of the period before. None where it was the same unit all the time.
    """
    told = []
    known = next((one for one in successions(desk, opened) if one.unit_id == unit.unit_id), None)
    if known:
        days = (opened.period.start, known.since - timedelta(1), known.since)
        start, last, since = (write_date(day) for day in days)
        units = _named(desk.lineage.before(unit, opened.period.start))
        told.append(say("lineage.reports", start=start, last=last, since=since, units=units, unit=unit.name))
    period = previous(opened.period)
    then = desk.lineage.before(unit, period.cut_off) if period else Before((unit,))
    if then.parts:
        told.append(say("lineage.no_reference", units=_named(then)))
    elif then.comparable and then.whole != (unit,):
        named = known and then == desk.lineage.before(unit, opened.period.start)
        told.append(say("lineage.reference_same" if named else "lineage.reference", units=_named(then)))
    return Text.joined(" ", told) if told else None


def _named(before: Before) -> Text:
    whole = [Text(one.name, one.name) for one in before.whole]
    return Text.joined(", ", [*whole, *(say("lineage.a_part", unit=one.name) for one in before.parts)])
