"""The last annex: who has not reported, what is not counted yet, what staff decided, and notes on single numbers."""

from dataclasses import replace

from toolkit.files.document import Paragraph, Run, Table, TableCell
from toolkit.form.model import Key
from toolkit.periods import write_date
from toolkit.report.about_round import standing_figure
from toolkit.report.coverage import Standings
from toolkit.report.decided import decision_table
from toolkit.report.gaps import held_run
from toolkit.report.ledger import clean
from toolkit.report.model import Show
from toolkit.report.table import cell, head_cell
from toolkit.validation.model import Presence, Standing

Runs = tuple[Run, ...]


def told_standings(here: Standings) -> tuple[Standing, ...]:
    """Who has not reported, always; who was late, where that is switched on."""
    wanted = (Presence.MISSING, Presence.LATE) if here.shows(Show.LATE) else (Presence.MISSING,)
    return here.of(*wanted)


def status_parts(here: Standings, notes: tuple[Runs, ...]) -> tuple[Paragraph | Table, ...]:
    """The annex's content; () when there is nothing to say. Units that have not reported are always named; who was late, and
    what staff decided, where that is switched on.
    """
    parts: list[Paragraph | Table] = []
    late = here.shows(Show.LATE)
    if told := told_standings(here):
        parts.append(_caption(here, "report.status_caption_late" if late else "report.status_caption"))
        parts.append(_status_table(here, told, late))
    lines = [_held_line(here, unit_id, keys) for unit_id, keys in here.held_by_unit.items()]
    if lines:
        parts += (_caption(here, "report.held_caption"), *lines)
    if here.shows(Show.DECISIONS) and (decided := decision_table(here)):
        parts += (_caption(here, "report.decided_caption"), decided)
    if notes:
        parts.append(_caption(here, "report.notes_caption"))
        parts += [Paragraph((Run(text="- "), *note), "plain") for note in notes]
    return tuple(parts)


def unit_name(here: Standings, unit_id: str) -> str:
    """A unit as the report calls it."""
    unit = here.units.get(unit_id)
    return clean(unit.name) if unit else unit_id


def _caption(here: Standings, key: str) -> Paragraph:
    return Paragraph((Run(text=here.printer.say(key)),), "table_caption")


def _status_table(here: Standings, told: tuple[Standing, ...], late: bool) -> Table:
    names = ("row", "unit", "standing", "arrived", "days") if late else ("row", "unit", "standing")
    rows = [tuple(head_cell(here.printer.say(f"report.status_{name}")) for name in names)]
    for number, standing in enumerate(told, 1):
        row = [
            cell(str(number), "center"),
            cell(unit_name(here, standing.unit_id)),
            _presence(here, standing),
        ]
        rows.append((*row, *(_lateness(here, standing) if late else ())))
    return Table(rows=tuple(rows), widths=(12, 80, 60, 45, 45)[: len(names)], size=12)


def _presence(here: Standings, standing: Standing) -> TableCell:
    """Whether it has returned: a figure, so that it is told anew with the counts."""
    printer = replace(here.printer, place="cell")
    run = standing_figure(printer, here.round, standing, "presence")
    return TableCell(runs=(run,) if run else ())


def _lateness(here: Standings, standing: Standing) -> tuple[TableCell, TableCell]:
    arrived = write_date(standing.arrived_at.date()) if standing.arrived_at else ""
    if not standing.late_days:
        return cell(arrived, "center"), cell("", "center")
    printer = replace(here.printer, place="cell")
    run = standing_figure(printer, here.round, standing, "late_days")
    return cell(arrived, "center"), TableCell(runs=(run,) if run else (), align="center")


def _held_line(here: Standings, unit_id: str, keys: tuple[Key, ...]) -> Paragraph:
    held = held_run(here.printer, here.round, here.totals, unit_id, keys)
    runs = (Run(text=f"- {unit_name(here, unit_id)}: "), held, Run(text="."))
    return Paragraph(runs, "plain")
