"""How much of the district stands behind the numbers: said in the text, and unit by unit in an annex."""

from dataclasses import dataclass

from toolkit.files.document import Paragraph, Run, Table, TableCell
from toolkit.form.model import Key, Round
from toolkit.merge.model import Totals
from toolkit.office import Office
from toolkit.periods import write_date
from toolkit.report.figures import Printer
from toolkit.report.gaps import held_keys, label_of
from toolkit.report.ledger import clean, phrase
from toolkit.report.model import ReportChoices
from toolkit.text import Lang
from toolkit.validation.model import Presence, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """The round's standings beside its units."""

    round: Round
    totals: Totals
    standings: tuple[Standing, ...]
    office: Office
    choices: ReportChoices
    printer: Printer
    lang: Lang

    @property
    def returned(self) -> frozenset[str]:
        """Who has returned, in time or late."""
        return frozenset(s.unit_id for s in self.standings if s.presence is not Presence.MISSING)

    @property
    def notable(self) -> tuple[Standing, ...]:
        """Who has not returned, or was late."""
        order = {Presence.MISSING: 0, Presence.LATE: 1}
        found = [s for s in self.standings if s.presence in order]
        return tuple(sorted(found, key=lambda s: order[s.presence]))


def coverage_sentences(here: Standings) -> tuple[Run, ...]:
    """How many communes have returned, in per cent too; what is not in the numbers; never counts the own agencies."""
    printer, ident = here.printer, here.round.id
    communes = here.round.communes
    there = sum(unit.unit_id in here.returned for unit in communes)
    day, word = write_date(here.choices.as_of), here.office.communes_word
    runs: list[Run] = []
    if communes:
        pair = printer.pair(there, len(communes), f"{ident}#returned")
        counts = {
            "returned": printer.count(there, ident, "returned"),
            "expected": printer.count(len(communes), ident, "expected"),
        }
        runs += phrase(here.lang, "report.coverage", day=day, communes=word, rate=pair["rate"], **counts)
        if there < len(communes):
            missing = printer.count(len(communes) - there, ident, "missing")
            runs += phrase(here.lang, "report.coverage_gap", missing=missing, communes=word)
    own = [unit for unit in here.round.units if unit.is_own and unit.unit_id not in here.returned]
    for unit in own:
        runs += phrase(here.lang, "report.own_missing", unit=clean(unit.name))
    held = held_keys(here.round, here.totals)
    if held:
        units = printer.count(len(held), ident, "held_units")
        cells = printer.count(sum(len(keys) for keys in held.values()), ident, "held")
        runs += phrase(here.lang, "report.held", units=units, cells=cells)
    return tuple(runs)


def status_parts(here: Standings, notes: tuple[tuple[Run, ...], ...]) -> tuple[Paragraph | Table, ...]:
    """The annex's content: who is late or missing, what is not counted yet, and further notes; () when nothing is."""
    parts: list[Paragraph | Table] = []
    if here.notable:
        parts.append(_caption(here, "report.status_caption"))
        parts.append(_status_table(here))
    held = held_keys(here.round, here.totals)
    lines = [_held_line(here, unit_id, keys) for unit_id, keys in held.items()]
    if lines:
        parts.append(_caption(here, "report.held_caption"))
        parts += lines
    if notes:
        parts.append(_caption(here, "report.notes_caption"))
        parts += [Paragraph((Run(text="- "), *note), "plain") for note in notes]
    return tuple(parts)


def head_cell(text: str, columns: int = 1, rows: int = 1) -> TableCell:
    """A heading of a table."""
    return TableCell(
        runs=(Run(text=text, bold=True),), align="center", header=True, columns=columns, rows=rows
    )


def _caption(here: Standings, key: str) -> Paragraph:
    return Paragraph((Run(text=here.printer.say(key)),), "table_caption")


def _status_table(here: Standings) -> Table:
    say = here.printer.say
    head = tuple(
        head_cell(say(f"report.status_{name}")) for name in ("row", "unit", "standing", "arrived", "days")
    )
    rows = [head]
    for number, standing in enumerate(here.notable, 1):
        arrived = write_date(standing.arrived_at.date()) if standing.arrived_at else ""
        days = here.printer.number(standing.late_days)
        late = here.printer.run(days, here.round.id, standing.late_days, "late_days", standing.unit_id)
        rows.append(
            (
                TableCell(runs=(Run(text=str(number)),), align="center"),
                TableCell(runs=(Run(text=_name(here, standing.unit_id)),)),
                TableCell(runs=(Run(text=say(f"report.presence_{standing.presence.value}")),)),
                TableCell(runs=(Run(text=arrived),), align="center"),
                TableCell(runs=(late,) if standing.late_days else (), align="center"),
            )
        )
    return Table(rows=tuple(rows), widths=(12, 80, 60, 45, 45), size=12)


def _held_line(here: Standings, unit_id: str, keys: tuple[Key, ...]) -> Paragraph:
    labels = "; ".join(label_of(here.round, here.totals, key).in_(here.lang) for key in keys)
    return Paragraph((Run(text=f"- {_name(here, unit_id)}: {clean(labels)}."),), "plain")


def _name(here: Standings, unit_id: str) -> str:
    unit = here.round.unit(unit_id)
    return clean(unit.name) if unit else unit_id
