"""The consolidated workbook of a round.

Totals are live formulas over the units' cells with cached values: sums over the units' table, grids over the tidy
sheet of sources, the summary over both. Everything a commune typed stands as a text or a number, never as a formula.
"""

from collections.abc import Sequence
from datetime import datetime, time

from toolkit.files.model import Sheet, WorkbookPlan
from toolkit.form.model import Key, Round
from toolkit.merge.model import Change, Totals
from toolkit.office import Office
from toolkit.text import Lang
from toolkit.validation.model import Checked, Standing
from toolkit.workbook import styles
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, fits, number_of, open_book, put_head, sheet_name
from toolkit.workbook.by_unit import plan_tables
from toolkit.workbook.columns import all_columns, collect
from toolkit.workbook.grids import plan_grids
from toolkit.workbook.lists import plan_lists, plan_words
from toolkit.workbook.sources import plan_sources
from toolkit.workbook.standing import plan_findings, plan_standing
from toolkit.workbook.summary import plan_summary


def plan_consolidated(
    round: Round, checked: Checked, totals: Totals, standings: Sequence[Standing], office: Office, lang: Lang
) -> WorkbookPlan:
    """Summary, units x fields, grids, lists, words, changes, who returned, findings, and where each number comes from."""
    book = open_book(round, office, lang, totals.edition)
    taken: set[str] = {book.say("sheet_summary").casefold()}
    facts = collect(book, checked, totals)
    tables = plan_tables(book, all_columns(book), facts, totals, taken)
    sources = plan_sources(book, totals, taken)
    grids = plan_grids(book, totals, sources, taken)
    lists = plan_lists(book, totals, taken)
    words = plan_words(book, totals, taken)
    addresses = dict(tables.addresses)
    for found in (*(grid.addresses for grid in grids), *(one.addresses for one in lists)):
        addresses |= found
    taken.discard(book.say("sheet_summary").casefold())
    summary = plan_summary(book, totals, standings, addresses, taken)
    return WorkbookPlan(
        sheets=(
            summary,
            *tables.sheets,
            *(grid.sheet for grid in grids),
            *(one.sheet for one in lists),
            *words,
            *_changes(book, totals.changes, taken),
            plan_standing(book, standings, taken, book.say("sheet_standing")),
            plan_findings(book, checked.findings, taken, book.say("sheet_findings")),
            sources.sheet,
        ),
        title=book.say("title_summary"),
        subject=round.id,
        created=datetime.combine(round.due, time()),
    )


def _changes(book: Book, changes: Sequence[Change], taken: set[str]) -> tuple[Sheet, ...]:
    """What differs from the last merge; no sheet when nothing does."""
    if not changes:
        return ()
    board = Board(sheet_name(taken, book.say("sheet_changes")))
    heads = ("col_order", "col_number", "col_field", "col_before", "col_after", "col_difference")
    widths = [5.0, 9.0, 70.0, 16.0, 16.0, 16.0]
    put_head(book, board, book.say("title_changes"), len(heads) - 1, split=2)
    board.row(4, 0, [book.say(head) for head in heads], styles.HEAD)
    for at, change in enumerate(changes, start=1):
        row, label = 4 + at, book.text(change.label)
        board.put(row, 0, at, styles.CENTER)
        board.put(row, 1, _number(book, change.key), styles.CENTER)
        board.put(row, 2, label, styles.TEXT)
        known = change.before is not None and change.after is not None
        difference = change.after - change.before if known else None  # type: ignore[operator]
        for col, value in enumerate((change.before, change.after, difference), start=3):
            if value is None:
                board.put(row, col, None if col == 5 else styles.MISSING_MARK, styles.ABSENT)
            else:
                shown = value if fits(value) else str(value)
                board.put(row, col, shown, styles.number_style(value, book.lang))
        board.heights[row] = 16 * lines_needed(label, widths[2])
    return (board.sheet(widths, freeze=(5, 0), repeat=(4, 4), tab="#A5A5A5"),)


def _number(book: Book, key: Key) -> str:
    """The Mã số, empty for what the forms no longer ask."""
    forms = {form.id: form for form in book.round.forms}
    return number_of(forms[key.form], key) if key.form in forms else ""
