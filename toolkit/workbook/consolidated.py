"""The consolidated workbook of a round.

Totals are live formulas over the units' cells with cached values: sums over the units' table, grids over the tidy
data sheet, the summary over both. Everything a commune typed stands as a text or a number, never as a formula.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from toolkit.decisions.told import Told
from toolkit.files.model import Sheet, WorkbookPlan
from toolkit.form.model import Round
from toolkit.merge.model import Change, Totals
from toolkit.office import Office
from toolkit.periods import Period
from toolkit.text import Lang
from toolkit.validation.model import Checked, Standing
from toolkit.workbook.book import Book, open_book
from toolkit.workbook.by_unit import plan_tables
from toolkit.workbook.columns import all_columns, collect
from toolkit.workbook.compared import plan_changes, plan_over_time
from toolkit.workbook.copies import Copy, to_send
from toolkit.workbook.data import plan_data
from toolkit.workbook.decided import plan_decisions
from toolkit.workbook.estimates import plan_estimates
from toolkit.workbook.grids import plan_grids
from toolkit.workbook.lists import plan_lists, plan_words
from toolkit.workbook.standing import plan_findings, plan_standing
from toolkit.workbook.summary import plan_summary


def plan_consolidated(
    round: Round,
    checked: Checked,
    totals: Totals,
    standings: Sequence[Standing],
    office: Office,
    lang: Lang,
    over_time: tuple[Change, ...] = (),
    parts: tuple[Period, ...] = (),
    keyed: Mapping[str, str] | None = None,
    told: Sequence[Told] = (),
    copy: Copy = "keep",
) -> WorkbookPlan:
    """Summary, units x fields, grids, lists, words, changes, estimates (where totals are not complete), who returned,
    findings, decisions, and where each number comes from. Cells that a decision stands behind are marked, adjustments stand
    in rows of their own.

    `over_time` are the round's totals beside what the `parts` of its period come to; its sheet is there if they are.
    `keyed` names, by a return's SHA-256, the attachment that staff keyed it in from. `told` are
    the round's decisions. Of the `copy` to send they, the findings and all else that is the office's own are left out.
    """
    internal = copy == "keep"
    if not internal:
        checked, totals, standings = to_send(round, checked, totals, standings)
        over_time, parts, keyed, told = (), (), None, ()
    book = open_book(round, office, lang, keyed, checked, internal)
    taken: set[str] = {book.say("sheet_summary").casefold()}
    figures = _figures(book, checked, totals, standings, taken)
    return WorkbookPlan(
        sheets=(
            *figures.before,
            *plan_changes(book, totals.changes, taken),
            *plan_over_time(book, over_time, parts, taken),
            *plan_estimates(book, totals, taken),
            plan_standing(book, standings, taken, book.say("sheet_standing")),
            *([plan_findings(book, checked.findings, taken, book.say("sheet_findings"))] * internal),
            *plan_decisions(book, told, taken),
            figures.data,
        ),
        title=book.say("title_summary"),
        subject=round.id,
        created=datetime.combine(round.due, time()),
    )


@dataclass(frozen=True, slots=True)
class _Figures:
    """The sheets whose formulas lead to one another; `before` stand first, the data last."""

    before: tuple[Sheet, ...]
    data: Sheet


def _figures(
    book: Book, checked: Checked, totals: Totals, standings: Sequence[Standing], taken: set[str]
) -> _Figures:
    """Summary, tables, grids, lists, words and data; `taken` are the names of sheets, and grows."""
    facts = collect(book, checked, totals)
    data = plan_data(book, facts, totals, taken)
    tables = plan_tables(book, all_columns(book), facts, totals, data, taken)
    grids = plan_grids(book, totals, data, taken)
    lists = plan_lists(book, totals, taken)
    words = plan_words(book, totals, taken)
    addresses = dict(tables.addresses)
    for found in (*(grid.addresses for grid in grids), *(one.addresses for one in lists)):
        addresses |= found
    taken.discard(book.say("sheet_summary").casefold())
    summary = plan_summary(book, totals, standings, addresses, taken)
    planned = (*tables.sheets, *(grid.sheet for grid in grids), *(one.sheet for one in lists), *words)
    return _Figures((summary.sheet, *planned), data.sheet)
