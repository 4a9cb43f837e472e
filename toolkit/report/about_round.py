"""The figures that are about the round itself: who has returned, and how much is held back."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from toolkit.files.document import Run
from toolkit.form.model import Key, Round
from toolkit.periods import write_date
from toolkit.report.ledger import clean
from toolkit.report.printing import Printing, lower_first
from toolkit.units import Unit
from toolkit.validation.model import Presence, Standing

_MOST_NAMED = 3
"""Where more communes than that have not returned, a sentence only counts them; an annex names them all."""
Held = Mapping[str, tuple[Key, ...]]


def round_counts(round: Round, standings: tuple[Standing, ...], held: Held) -> Mapping[str, int]:
    """Each part of the round's key with its number. Own agencies are no commune, and are in held and held_units alone."""
    absent = {one.unit_id for one in standings if one.presence is Presence.MISSING}
    late = {one.unit_id for one in standings if one.presence is Presence.LATE}
    communes = [unit.unit_id for unit in round.communes]
    return {
        "returned": sum(unit not in absent for unit in communes),
        "expected": len(communes),
        "missing": sum(unit in absent for unit in communes),
        "late": sum(unit in late for unit in communes),
        "held_units": len(held),
        "held": sum(len(keys) for keys in held.values()),
    }


def round_figure(
    printer: Printing, round: Round, standings: tuple[Standing, ...], held: Held, part: str
) -> Run | None:
    """One of them as printed; "rate" is what per cent of the communes have returned; "missing_names" are the communes that
    have not, while they are few.
    """
    if part == "missing_names":
        return _missing_names(printer, round, standings)
    counts = round_counts(round, standings, held)
    if part == "rate":
        there, every = counts["returned"], counts["expected"]
        if not every:
            return None
        return printer.run(printer.share_of(there, every), round.id, Fraction(there * 100, every), part)
    return printer.count(counts[part], round.id, part) if part in counts else None


def standing_figure(printer: Printing, round: Round, standing: Standing, part: str) -> Run | None:
    """Of one unit: "presence" (whether it has returned, in words), "late_days" (None in time)."""
    if part == "presence":
        word = standing.presence.value
        return printer.run(printer.say(f"report.presence_{word}"), round.id, word, part, standing.unit_id)
    if part == "late_days" and standing.late_days:
        return printer.count(standing.late_days, round.id, part, standing.unit_id)
    return None


def joined_names(printer: Printing, units: Sequence[Unit]) -> str:
    """Units in a sentence: "xã A", "xã A, xã B và thị trấn C"."""
    names = [lower_first(clean(unit.name)) for unit in units]
    if printer.lang == "en":
        names = [name[:1].upper() + name[1:] for name in names]
    *before, last = names
    return printer.say("report.and", before=", ".join(before), last=last) if before else last


def _missing_names(printer: Printing, round: Round, standings: tuple[Standing, ...]) -> Run | None:
    absent = {one.unit_id for one in standings if one.presence is Presence.MISSING}
    units = [unit for unit in round.communes if unit.unit_id in absent]
    if not 0 < len(units) <= _MOST_NAMED:
        return None
    ids = " ".join(unit.unit_id for unit in units)
    return printer.run(joined_names(printer, units), round.id, ids, "missing_names")


def as_of_run(printer: Printing, round: Round, day: date) -> Run:
    """The day that the counts of the round are of; its value is written as 2021-12-21."""
    return printer.run(write_date(day), round.id, day.isoformat(), "as_of")
