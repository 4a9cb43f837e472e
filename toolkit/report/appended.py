"""The annexes of a report: which there are, in which order, and the pages that they take."""

from dataclasses import dataclass

from toolkit.files.document import Paragraph, ParagraphStyle, Run, Section, Table
from toolkit.form.model import BlockKind, Form
from toolkit.report.annexes import unit_tables, units_by_grid
from toolkit.report.coverage import Standings
from toolkit.report.gaps import gap_notes
from toolkit.report.grid_annex import grid_table
from toolkit.report.issue import Issue
from toolkit.report.ledger import clean, phrase
from toolkit.report.status import status_parts, told_standings
from toolkit.text.enumeration import roman


@dataclass(frozen=True, slots=True)
class Annex:
    """`pages`: each begins on a page of its own. `adds`: "notes" for one that has notes on the figures, "status" where the
    state of reporting stands with them, "" for one of figures.
    """

    title: str
    pages: tuple[tuple[Paragraph | Table, ...], ...]
    adds: str = ""


def annexes_of(here: Standings, said: frozenset[str]) -> list[Annex]:
    """Of each form its units by figures and its grids; last, who has not reported and the notes on single numbers.

    `said` are the paths of all that the text has a figure of: what stands in the annexes alone is named there.
    """
    found: list[Annex] = []
    notes: list[tuple[Run, ...]] = []
    for form in here.round.forms:
        found += _of_form(here, form)
        notes += gap_notes(here.printer, form, here.totals, said)
    if status := status_parts(here, tuple(notes)):
        adds = "status" if told_standings(here) else "notes"
        title = here.printer.say(f"report.annex_{adds}", period=here.round.period.label.in_(here.lang))
        found.append(Annex(title, (status,), adds))
    return found


def annex_pointer(here: Standings, annexes: list[Annex]) -> tuple[Run, ...]:
    """The sentence that refers to the annexes, as the decree wants; () where there are none."""
    if not annexes:
        return ()
    names = [here.printer.say("report.annex_number", number=roman(n)) for n in range(1, len(annexes) + 1)]
    key = {1: "report.see_annex", 2: "report.see_two_annexes"}.get(len(annexes), "report.see_annexes")
    adds = "".join(f"_{annex.adds}" for annex in annexes if annex.adds)
    details = here.printer.say(f"report.details{adds}")
    return phrase(here.lang, key, details=details, first=names[0], last=names[-1])


def annex_sections(here: Standings, issue: Issue, annexes: list[Annex]) -> list[Section]:
    """Landscape pages; each annex numbers its own."""
    note = issue.annex_note()
    sections = []
    for number, annex in enumerate(annexes, 1):
        several = len(annexes) > 1
        label = here.printer.say("report.annex_number" if several else "report.annex", number=roman(number))
        head = (
            _paragraph(label, "annex_label"),
            _paragraph(annex.title.upper(), "annex_title"),
            _paragraph(note, "annex_note"),
        )
        first, *more = annex.pages
        sections.append(Section(parts=(*head, *first), landscape=True, restart_numbers=True))
        sections += [Section(parts=page, landscape=True) for page in more]
    return sections


def _of_form(here: Standings, form: Form) -> list[Annex]:
    period = here.round.period.label.in_(here.lang)
    found = []
    if tables := unit_tables(here, form):
        title = here.printer.say(
            "report.annex_units", form=clean(form.short_title.in_(here.lang)), period=period
        )
        found.append(Annex(title, tuple(_pages(here, tables, "report.legend"))))
    for block in form.blocks:
        if block.kind is BlockKind.GRID:
            title = here.printer.say(
                "report.annex_grid", label=clean(block.label.in_(here.lang)), period=period
            )
            by_row = _pages(here, (grid_table(here, form, block),), "report.legend_grid")
            by_unit = _pages(here, units_by_grid(here, form, block), "report.legend_by_unit")
            found.append(Annex(title, (*by_row, *by_unit)))
    return found


def _pages(here: Standings, tables: tuple[Table, ...], legend: str) -> list[tuple[Paragraph | Table, ...]]:
    """A page a table, with the legend below the last."""
    pages: list[tuple[Paragraph | Table, ...]] = [(table,) for table in tables]
    if pages:
        words = Paragraph((Run(text=here.printer.say(legend), italic=True),), "plain")
        pages[-1] = (*pages[-1], words)
    return pages


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph((Run(text=text),), style)
