"""A figure of a report as it is now: by what it is bound to, and never by its number or where it stands.

The same functions print it that printed it when the report was composed, so that nothing changes but what has changed:
reprinting a figure of a report just composed gives that figure.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from toolkit.files.document import Figure, Lapsed, Run
from toolkit.form.model import Key
from toolkit.merge.model import Total
from toolkit.report import cells, compared, planned
from toolkit.report.about_round import as_of_run, round_figure, standing_figure
from toolkit.report.blank import PARTS, blank_run
from toolkit.report.breakdown import Breakdown
from toolkit.report.charts import chart_run
from toolkit.report.coverage import Standings
from toolkit.report.figure_key import At, at
from toolkit.report.figures import Printer, upper_first
from toolkit.report.gaps import held_run, impossible_run
from toolkit.report.ideas import COMMUNES, Idea, ideas, told
from toolkit.report.issue import status_run
from toolkit.report.ledger import clean
from toolkit.report.lookup import Lookup
from toolkit.report.model import Show
from toolkit.report.ranked import communes_behind, rank_names, rank_value, ranks
from toolkit.text import Text, say
from toolkit.validation.model import Presence, Standing


class Reprinter:
    """The figures of one round's report in one language, as its totals, standings and choices are now."""

    def __init__(self, here: Standings) -> None:
        round, totals = here.round, here.totals
        self._round, self._totals, self._standings = round, totals, here.standings
        self._choices = here.choices
        self._of_unit = {one.unit_id: one for one in here.standings}
        self._held = here.held_by_unit
        self._tells_late = here.shows(Show.LATE)
        self._communes = {unit.unit_id for unit in self._round.communes}
        self._breakdowns = here.breakdowns
        self._ideas: dict[tuple[str, str], Mapping[str, Idea]] = {}
        self._printer = here.printer
        self._forms = {form.id: Lookup(round, totals, form) for form in round.forms}

    def __call__(self, figure: Figure) -> Figure | Lapsed:
        """The same thing as it is now, printed for the same place; Lapsed where there is no such thing any more, or where it
        does not fit the sentence that it stands in (zero in words for a number). One with the text "" was never printed: it
        is told as it would be.
        """
        wanted = at(figure.key)
        printer = replace(self._printer, place="cell" if figure.place == "cell" else "sentence")
        if wanted.total is None:
            run = self._of_round(printer, wanted, figure.units)
        elif wanted.total.form not in self._forms:
            return Lapsed(say("report.lapsed_form"))
        elif _is_blank(figure, wanted):
            run = blank_run(printer, wanted.total, self._forms[wanted.total.form].of_key(wanted.total))
        else:
            run = self._of_form(printer, wanted, wanted.total, figure.units)
        if wanted.part == "reporting" and wanted.argument == "communes" and self._is_whole(wanted):
            return Lapsed(say("report.lapsed_whole"))
        if figure.text and wanted.subject == self._round.id and (why := self._returned(figure, wanted.part)):
            return Lapsed(why)
        if run is None or run.figure is None:
            is_idea = wanted.part in _OF_IDEAS and wanted.total is not None and bool(figure.units)
            return Lapsed(say("report.lapsed_cut" if is_idea else "report.lapsed_gone"))
        now = run.figure
        if figure.text and not _fits(figure, now, wanted.part):
            return Lapsed(say("report.lapsed_words", now=now.text))
        text = upper_first(now.text) if figure.text[:1].isupper() else now.text
        return replace(now, text=text, key=figure.key, measure=figure.measure, place=figure.place)

    def _of_round(self, printer: Printer, wanted: At, units: str) -> Run | None:
        if wanted.subject != self._round.id:
            return None
        if wanted.part == "as_of":
            return as_of_run(printer, self._round, self._choices.as_of)
        if wanted.part == "status":
            return status_run(printer, self._round)
        if wanted.part == "impossible" and wanted.argument in self._forms:
            return impossible_run(printer, self._forms[wanted.argument].form, self._totals)
        if wanted.part == "held_fields":
            keys = self._held.get(units)
            return held_run(printer, self._round, self._totals, units, keys) if keys else None
        if units:
            one = self._standing(units)
            return standing_figure(printer, self._round, one, wanted.part) if one else None
        return round_figure(printer, self._round, self._standings, self._held, wanted.part)

    def _returned(self, figure: Figure, part: str) -> Text | None:
        """Why what a sentence said of units that had not reported can be said no longer: they have."""
        absent = {unit_id for unit_id, one in self._of_unit.items() if one.presence is Presence.MISSING}
        if part not in {"missing", "missing_names"} or figure.value in {"", "0"} or self._communes & absent:
            return None
        if part == "missing":
            return say("report.lapsed_all")
        ids = figure.value.split()
        names = ", ".join(clean(unit.name) for unit in self._round.units if unit.unit_id in ids)
        return say("report.lapsed_returned", units=names)

    def _standing(self, unit_id: str) -> Standing | None:
        """A unit's standing as the report tells it: that it was late only where that is switched on."""
        one = self._of_unit.get(unit_id)
        late = one is not None and one.presence is Presence.LATE and not self._tells_late
        return replace(one, presence=Presence.ON_TIME) if one and late else one

    def _of_form(self, printer: Printer, wanted: At, key: Key, units: str) -> Run | None:
        look = self._forms[key.form]
        total = look.of_key(key)
        if wanted.part in _OF_IDEAS and units:
            return self._counted(printer, wanted, key, units)
        if total is None:
            return None
        if wanted.part in _OF_RANK:
            return self._of_rank(printer, look, total, wanted)
        if wanted.part == "chart":
            return self._drawn(printer, look, total, wanted)
        if units:
            return _of_unit(printer, look, self._breakdowns.of(total), wanted.part, units)
        if wanted.part == "stated":
            return printer.stated(total, wanted.argument)
        if wanted.argument == "communes":
            return communes_behind(printer, self._round, total, wanted.part)
        if "/" in wanted.argument and wanted.part in _TOGETHER:
            return self._together(printer, total, wanted)
        if wanted.part in _ALONE:
            return _ALONE[wanted.part](printer, total)
        if wanted.part == "adjustment":
            own = self._totals.own_adjustment(total)
            return cells.adjustment_run(printer, total, own, wanted.argument)
        if wanted.part == "share":
            whole = look.total(wanted.argument, key.row)
            return printer.part(total, whole) if whole else None
        return _beside(printer, look, total, wanted)

    def _is_whole(self, wanted: At) -> bool:
        """Whether every commune has a figure, so that a sentence need not say of how many it is."""
        total = self._forms[wanted.total.form].of_key(wanted.total) if wanted.total else None
        if total is None:
            return False
        parts = (communes_behind(self._printer, self._round, total, part) for part in ("reporting", "asked"))
        return len({run.text for run in parts}) == 1

    def _drawn(self, printer: Printer, look: Lookup, total: Total, wanted: At) -> Run | None:
        """What a chart shows; None once it shows all that it did not, or the highest only: its title would be another."""
        item = look.item(total)
        run = chart_run(self._round, self._breakdowns.of(total), printer, item) if item else None
        same = run is not None and run.figure is not None and at(run.figure.key).argument == wanted.argument
        return run if same else None

    def _together(self, printer: Printer, total: Total, wanted: At) -> Run | None:
        """A number of units that a sentence says of several totals: None once it is not the same of all."""
        keys = [at(path).total for path in wanted.argument.split("|")]
        others = [self._forms[key.form].of_key(key) for key in keys if key and key.form in self._forms]
        runs = [_ALONE[wanted.part](printer, one) for one in (total, *others) if one is not None]
        same = len({run.text for run in runs if run}) == 1 and len(runs) == len(keys) + 1
        return runs[0] if same else None

    def _of_rank(self, printer: Printer, look: Lookup, total: Total, wanted: At) -> Run | None:
        item = look.item(total)
        ranked = (
            ranks(self._round, self._breakdowns.of(total), item, wanted.part.startswith("lowest"))
            if item
            else ()
        )
        number = int(wanted.argument) if wanted.argument.isdecimal() else 0
        if not 1 <= number <= len(ranked):
            return None
        part = f"{wanted.part}:{number}"
        if wanted.part.endswith("_name"):
            return rank_names(printer, self._round, total, ranked[number - 1], part)
        return rank_value(printer, total, ranked[number - 1], part)

    def _counted(self, printer: Printer, wanted: At, key: Key, ident: str) -> Run | None:
        """How many communes have the ideas of a group, of how many; the own agencies are none."""
        idea = self._ideas_of(key).get(ident)
        if idea is None:
            return None
        many = {"reporting": len(self._communes.intersection(idea.units)), "asked": len(self._communes)}
        return printer.count(many[wanted.part], wanted.subject, wanted.part, ident)

    def _ideas_of(self, key: Key) -> Mapping[str, Idea]:
        """What units have under a code, by the ids of the ideas: all units', and what only the communes' lines make one."""
        if (key.form, key.field) not in self._ideas:
            lines, choices = self._totals.lines, self._choices.written.ideas
            each = (
                ideas(told(self._round, lines, key.form, whose), key.field, choices)
                for whose in (COMMUNES, "")
            )
            self._ideas[key.form, key.field] = {one.id: one for found in each for one in found}
        return self._ideas[key.form, key.field]


def _is_blank(figure: Figure, wanted: At) -> bool:
    """Whether it is a total that stands, whatever it says now, in a place of its own: a cell, or one that was left blank."""
    return figure.place != "sentence" and not figure.units and wanted.part in PARTS and not wanted.argument


def _of_unit(printer: Printer, look: Lookup, whole: Breakdown, part: str, unit_id: str) -> Run | None:
    """A unit's cell, whatever it says now: a number, "-", or that it is missing."""
    item = look.item(whole.total)
    if item is None or unit_id not in whole.asked or part not in {"", "stated"}:
        return None
    return cells.unit_run(printer, item, whole, unit_id)


def _beside(printer: Printer, look: Lookup, total: Total, wanted: At) -> Run | None:
    """What is drawn from a total and what it is compared with."""
    whose, _, period = wanted.argument.partition(":")
    if wanted.part in _OF_PLAN or (wanted.part == "direction" and whose == "plan"):
        plan = look.planned(printer, total, wanted.argument if wanted.part in _OF_PLAN else period)
        show = _OF_PLAN.get(wanted.part, planned.direction_of_plan)
        return show(printer, total, plan) if plan else None
    before = look.compared(total, wanted.argument)
    return _COMPARED[wanted.part](printer, total, before) if before and wanted.part in _COMPARED else None


def _pair(which: str) -> Callable[[Printer, Total], Run | None]:
    def one(printer: Printer, total: Total) -> Run | None:
        return printer.pair(total).get(which)

    return one


_ALONE: Mapping[str, Callable[[Printer, Total], Run | None]] = {
    "": Printer.main,
    "none": Printer.none,
    "num": _pair("num"),
    "den": _pair("den"),
    "reporting": Printer.reporting,
    "asked": Printer.asked,
    "every": lambda printer, total: printer.every(total) if total.coverage.complete else None,
    "stated_units": Printer.stated_units,
    "held": Printer.held,
    "answer": Printer.answer,
}
_COMPARED = {
    "direction": compared.direction,
    "change": compared.change,
    "percent": compared.percent,
    "times": compared.times,
    "points": compared.points,
    "base": compared.base,
    "base_state": compared.base_state,
}
_OF_PLAN = {
    "of_plan": planned.of_plan,
    "over_plan": planned.over_plan,
    "plan": planned.plan_number,
    "done": planned.done_number,
}
_TOGETHER = frozenset({"reporting", "asked", "stated_units", "held"})
_OF_IDEAS = frozenset({"reporting", "asked"})
_OF_RANK = frozenset({"highest", "lowest", "highest_name", "lowest_name"})
_SAID_OF_SOME = frozenset({"missing", "late", "held", "held_units"})
"""Parts that a report only speaks of where there are any."""


def _fits(before: Figure, now: Figure, part: str) -> bool:
    """Whether what it is now can stand where it stood. Zero in words does not stand in for a number, nor does a number for
    the words in which a base was said to be none; "bằng" and "tăng ... tấm" are sentences of their own kind.
    """
    if part in _SAID_OF_SOME:
        return now.value != "0" or before.value == "0"
    if before.place == "cell":
        return True
    if part == "direction":
        return before.value == now.value or "0" not in {before.value, now.value}
    was, is_now = before.value in {"", "0"}, now.value == "0"
    if part == "base":
        return was == is_now
    return part != "" or was or not is_now or any(char.isdigit() for char in now.text)
