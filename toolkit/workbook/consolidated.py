"""The consolidated workbook of a round.

Totals are live formulas over the units' cells with cached values: sums over the units' table, grids over the tidy
data sheet, the summary over both. Everything a commune typed stands as a text or a number, never as a formula.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from toolkit.decisions.told import Told
from toolkit.files.model import Sheet, WorkbookPlan
from toolkit.findings import Finding
from toolkit.form.layout import STAMP_SHEET
from toolkit.form.model import Round
from toolkit.merge.model import Change, Totals
from toolkit.periods import Period, parse_period
from toolkit.validation.model import Checked, Standing
from toolkit.workbook.book import Book, open_book
from toolkit.workbook.by_unit import plan_tables
from toolkit.workbook.charts import plan_charts
from toolkit.workbook.columns import all_columns, collect
from toolkit.workbook.compared import plan_changes, plan_over_time, plan_successions
from toolkit.workbook.copies import Copy, to_send
from toolkit.workbook.data import DataTable, plan_data
from toolkit.workbook.decided import plan_decisions, plan_explanations
from toolkit.workbook.estimates import plan_estimates
from toolkit.workbook.finish import finished
from toolkit.workbook.grids import plan_grids
from toolkit.workbook.lists import plan_lists, plan_words
from toolkit.workbook.model import Content
from toolkit.workbook.notes import plan_notes
from toolkit.workbook.personal import plan_personal
from toolkit.workbook.standing import plan_findings, plan_standing
from toolkit.workbook.stated import plan_stated
from toolkit.workbook.summary import plan_summary


def plan_consolidated(
    round: Round, content: Content, told: Sequence[Told] = (), copy: Copy = "keep"
) -> WorkbookPlan:
    """Contents and notes, summary, charts, units x fields, grids, lists, words, changes, who reports what in a year of
    mergers, estimates (where totals are not complete), who returned, findings, explanations, decisions, personal data, and
    all data in one table. Cells that a decision stands behind are marked, adjustments stand in rows of their own.

    The sheet of totals beside what the parts of the period come to is there if they are. `told` are the round's decisions.
    Of the `copy` to send they, the findings and all else that is the office's own are left out.
    """
    shown = _Shown.of(round, content, told, copy)
    book = shown.book
    taken = {book.say(f"sheet_{first}").casefold() for first in _FIRST} | {STAMP_SHEET.casefold()}
    figures = _figures(shown, taken)
    parts = (*figures.before, *_beside(shown, taken), ("data", (figures.data.sheet,)))
    holds = {sheet.name: book.say(f"holds_{part}") for part, sheets in parts for sheet in sheets}
    sheets = [sheet for _, found in parts for sheet in found]
    taken.discard(book.say("sheet_notes").casefold())
    adjusted = any(total.adjustment for total in shown.totals.totals)
    marks = {*book.decided.values(), *["adjusted"] * adjusted}
    cover = plan_notes(book, shown.standings, sheets, holds, marks, taken)
    return WorkbookPlan(
        sheets=(
            *(finished(book, sheet) for sheet in (cover, *sheets)),
            plan_stated(book, shown.totals, figures.data, copy),
        ),
        title=book.say("title_summary"),
        subject=round.id,
        created=datetime.combine(round.due, time()),
    )


_FIRST = ("notes", "summary", "charts")
"""Sheets that keep their plain names, whatever a form calls its own."""
_Part = tuple[str, tuple[Sheet, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What one copy says."""

    book: Book
    checked: Checked
    totals: Totals
    standings: tuple[Standing, ...]
    told: Sequence[Told]
    compared: tuple[Change, ...]
    parts: tuple[Period, ...]

    @classmethod
    def of(cls, round: Round, content: Content, told: Sequence[Told], copy: Copy) -> "_Shown":
        """All that is known of a round, or what may be handed on."""
        checked, totals, standings = content.checked, content.totals, content.standings
        compared, keyed, keep = content.compared, content.keyed, copy == "keep"
        if not keep:
            checked, totals, standings = to_send(round, checked, totals, standings)
            compared, keyed, told = (), {}, ()
        return cls(
            book=open_book(round, content.office, content.lang, keyed, checked, keep),
            checked=checked,
            totals=totals,
            standings=standings,
            told=told,
            compared=compared,
            parts=tuple(map(parse_period, content.parts)) if keep else (),
        )


@dataclass(frozen=True, slots=True)
class _Figures:
    """The sheets whose formulas lead to one another, by what they hold; `before` stand first, the data last."""

    before: tuple[_Part, ...]
    data: DataTable


def _figures(shown: _Shown, taken: set[str]) -> _Figures:
    """Summary, charts, tables, grids, lists, words and data; `taken` are the names of sheets, and grows."""
    book, totals = shown.book, shown.totals
    facts = collect(book, shown.checked, totals)
    data = plan_data(book, facts, totals, taken)
    tables = plan_tables(book, all_columns(book), facts, totals, data, taken)
    grids = plan_grids(book, totals, data, taken)
    lists = plan_lists(book, totals, taken)
    words = plan_words(book, totals, taken)
    addresses = dict(tables.addresses)
    for found in (*(grid.addresses for grid in grids), *(one.addresses for one in lists)):
        addresses |= found
    for first in ("summary", "charts"):
        taken.discard(book.say(f"sheet_{first}").casefold())
    summary = plan_summary(book, totals, shown.standings, addresses, taken)
    charts = plan_charts(book, totals, summary, facts, shown.standings, tables.sheets, taken)
    planned: tuple[_Part, ...] = (
        ("summary", (summary.sheet,)),
        ("charts", charts),
        ("units", tables.sheets),
        ("grid", tuple(grid.sheet for grid in grids)),
        ("list", tuple(one.sheet for one in lists)),
        ("words", words),
    )
    return _Figures(planned, data)


def _beside(shown: _Shown, taken: set[str]) -> tuple[_Part, ...]:
    """What is said of the figures: changes, mergers of units, estimates, returns, findings, decisions, personal data."""
    book, totals, checked = shown.book, shown.totals, shown.checked
    since = (totals.since_issued, taken, totals.since_edition)
    return (
        ("changes", plan_changes(book, totals.changes, taken)),
        ("changes_issued", plan_changes(book, *since) if totals.since_edition else ()),
        ("successions", plan_successions(book, totals.successions, taken)),
        ("over_time", plan_over_time(book, shown.compared, shown.parts, taken)),
        ("estimates", plan_estimates(book, totals, taken)),
        ("standing", (plan_standing(book, shown.standings, taken, book.say("sheet_standing")),)),
        ("findings", _findings(book, (*totals.findings, *checked.findings), taken)),
        ("explanations", plan_explanations(book, checked.findings, taken)),
        ("decisions", plan_decisions(book, shown.told, taken)),
        ("personal", plan_personal(book, checked, taken)),
    )


def _findings(book: Book, findings: Sequence[Finding], taken: set[str]) -> tuple[Sheet, ...]:
    if not book.internal:
        return ()
    return (plan_findings(book, findings, taken, book.say("sheet_findings")),)
