"""How much of the district stands behind the numbers, as the text says it; unit by unit see `status`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.decisions.model import Decisions
from toolkit.decisions.told import Applied
from toolkit.files.document import Run
from toolkit.form.model import Key, Round
from toolkit.merge.model import Totals
from toolkit.office import Office
from toolkit.report.about_round import as_of_run, round_counts, round_figure
from toolkit.report.breakdown import Breakdowns
from toolkit.report.figures import Printer
from toolkit.report.gaps import by_unit
from toolkit.report.ledger import clean, phrase
from toolkit.report.material import printer_for
from toolkit.report.model import ReportChoices, Show
from toolkit.text import Lang
from toolkit.units import Unit
from toolkit.validation.model import Presence, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """All that a report is made of but its texts: the round's totals, its standings beside its units, what the office is and
    what staff chose. `held`: the data that are held, by unit_id and key, also of fields that have no total; `decisions` and
    what they came to, `applied`.

    Found out of these once: `breakdowns`, the totals by units; `held_by_unit`, what is held of whom, in the round's order
    (units without any are not in it); `units` by unit_id.
    """

    round: Round
    totals: Totals
    standings: tuple[Standing, ...]
    office: Office
    choices: ReportChoices
    lang: Lang
    held: tuple[tuple[str, Key], ...] = ()
    decisions: Decisions = field(default_factory=Decisions)
    applied: Applied = field(default_factory=Applied)
    printer: Printer = field(init=False)
    breakdowns: Breakdowns = field(init=False, compare=False)
    held_by_unit: Mapping[str, tuple[Key, ...]] = field(init=False)
    units: Mapping[str, Unit] = field(init=False)

    def __post_init__(self) -> None:
        found = {
            "printer": printer_for(self.round, self.totals, self.office, self.lang),
            "breakdowns": Breakdowns(self.totals.totals),
            "held_by_unit": by_unit(self.round, self.held),
            "units": {unit.unit_id: unit for unit in self.round.units},
        }
        for name, value in found.items():
            object.__setattr__(self, name, value)

    @property
    def returned(self) -> frozenset[str]:
        """Who has returned, in time or late."""
        return frozenset(s.unit_id for s in self.standings if s.presence is not Presence.MISSING)

    @property
    def counts(self) -> Mapping[str, int]:
        """What is counted of the round itself."""
        return round_counts(self.round, self.standings, self.held_by_unit)

    def of(self, *presences: Presence) -> tuple[Standing, ...]:
        """The standings of these kinds, kind after kind."""
        return tuple(s for wanted in presences for s in self.standings if s.presence is wanted)

    def shows(self, what: Show) -> bool:
        """Whether staff switched it on."""
        return what in self.choices.written.show


def coverage_sentences(here: Standings) -> tuple[Run, ...]:
    """How many communes have returned, in per cent too; what is not in the numbers; never counts the own agencies."""
    word, counts = here.office.communes_word, here.counts
    runs: list[Run] = []
    if here.round.communes:
        day = as_of_run(here.printer, here.round, here.choices.as_of)
        told = {part: _counted(here, part) for part in ("returned", "expected", "rate")}
        runs += phrase(here.lang, "report.coverage", day=day, communes=word, **told)
        if counts["late"] and here.shows(Show.LATE):
            runs += phrase(here.lang, "report.coverage_late", communes=word, late=_counted(here, "late"))
        if counts["missing"]:
            runs += _gap(here)
    returned = here.returned
    for unit in here.round.units:
        if unit.is_own and unit.unit_id not in returned:
            runs += phrase(here.lang, "report.own_missing", unit=clean(unit.name))
    if counts["held"]:
        told = {"units": _counted(here, "held_units"), "cells": _counted(here, "held")}
        runs += phrase(here.lang, "report.held", **told)
    return tuple(runs)


def held_sentence(here: Standings) -> tuple[Run, ...]:
    """In a unit's own report: that figures of it are being clarified, and how many; () where none is."""
    if not here.counts["held"]:
        return ()
    return phrase(here.lang, "own_report.kept_out", cells=_counted(here, "held"))


def _gap(here: Standings) -> tuple[Run, ...]:
    """Whose figures are not in the report: by name while they are few."""
    named = round_figure(here.printer, here.round, here.standings, here.held_by_unit, "missing_names")
    if named is not None:
        return phrase(here.lang, "report.coverage_gap_named", units=named)
    word = here.office.communes_word
    return phrase(here.lang, "report.coverage_gap", communes=word, missing=_counted(here, "missing"))


def _counted(here: Standings, part: str) -> Run:
    run = round_figure(here.printer, here.round, here.standings, here.held_by_unit, part)
    assert run is not None, part
    return run
