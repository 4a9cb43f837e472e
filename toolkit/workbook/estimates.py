"""What totals that are not complete may come to: on a sheet of their own, every number marked as an estimate.

Nothing on it is a formula, and no formula of another sheet refers to it: an estimate is in no table of reported figures.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from toolkit.files.model import Area, Sheet, Style, Value
from toolkit.form.model import Rollup
from toolkit.merge.model import Estimate, Total, Totals
from toolkit.workbook import styles
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, names, number_of, put_head, put_notes, share, sheet_name
from toolkit.workbook.columns import total_cell

_HEADS = {
    "col_number": 8.0, "col_field": 44.0, "col_measure": 11.0, "col_reported": 13.0, "col_coverage": 10.0,
    "col_weight": 11.0, "col_estimate": 18.0, "col_low": 18.0, "col_high": 18.0, "col_note": 36.0,
}  # fmt: skip
_WIDTHS = [*_HEADS.values()]
_LAST_COL = len(_HEADS) - 1
_NONE = "–"
"""Of what has no unit of measure of its own, and of a weight that is not known; the note under the table says so."""
_LABEL, _FIRST_ESTIMATE, _NOTE = 1, 6, 9


def plan_estimates(book: Book, totals: Totals, taken: set[str]) -> tuple[Sheet, ...]:
    """One row an estimate, by block, beside what is reported; no sheet when every total is complete."""
    if not totals.estimates:
        return ()
    board = Board(sheet_name(taken, book.say("sheet_estimates")))
    row = put_head(book, board, book.say("title_estimates"), _LAST_COL, split=2, estimated=True) - 1
    lead = book.say("estimates_lead")
    board.span(Area(row, 0, row, _LAST_COL), lead, styles.RULING)
    board.heights[row] = 18 * lines_needed(lead, sum(_WIDTHS) * 0.85)
    head = row = row + 2
    board.row(head, 0, [book.say(word) for word in _HEADS], styles.HEAD)
    board.heights[head] = 48
    for block, group in groupby(_paired(totals), key=lambda pair: pair[1].key[:2]):
        row += 1
        board.span(Area(row, 0, row, _LAST_COL), _heading(book, *block), styles.GROUP)
        board.heights[row] = 18
        for estimate, total in group:
            row += 1
            _put(book, board, row, estimate, total)
    notes = [book.say(f"estimates_{word}") for word in ("note", "as_they_are", "dash")]
    put_notes(board, row + 2, _LAST_COL, sum(_WIDTHS), notes)
    return (board.sheet(_WIDTHS, freeze=(head + 1, 2), repeat=(head, head), tab="#7030A0"),)


def _paired(totals: Totals) -> Iterator[tuple[Estimate, Total]]:
    by_key = {total.key: total for total in totals.totals}
    for estimate in totals.estimates:
        yield estimate, by_key[estimate.key]


def _heading(book: Book, form: str, block: str) -> str:
    return book.text(book.round.form(form).block(block).label)


def _put(book: Book, board: Board, row: int, estimate: Estimate, total: Total) -> None:
    label, note = book.text(total.label), _note(book, estimate)
    board.put(row, 0, number_of(book.round.form(total.key.form), total.key), styles.CENTER)
    board.put(row, _LABEL, label, styles.TEXT)
    board.put(row, 2, book.text(total.measure) or _NONE, styles.CENTER)
    board.put(row, 3, *total_cell(book, total))
    board.put(row, 4, f"{estimate.reporting}/{estimate.asked}", styles.CENTER)
    weight = _NONE if estimate.weight is None else share(estimate.weight, 1)
    board.put(row, 5, weight, styles.rate_style(book.office.decimals, book.lang))
    numbers = (estimate.value, estimate.low, estimate.high)
    for col, number in enumerate(numbers, start=_FIRST_ESTIMATE):
        board.put(row, col, *_shown(book, total, number))
    board.put(row, _NOTE, note, styles.SMALL)
    board.heights[row] = max(
        16 * lines_needed(label, _WIDTHS[_LABEL]), 13.5 * lines_needed(note, _WIDTHS[_NOTE] * 1.15), 18
    )


def _shown(book: Book, total: Total, number: Decimal | None) -> tuple[Value, Style]:
    if number is None:
        return book.say("estimates_no_basis"), styles.NO_ESTIMATE
    if total.rollup is Rollup.RATIO:
        rate = styles.rate_style(book.office.decimals, book.lang)
        return share(number, 100), styles.estimated(rate, book.lang)
    return number, styles.estimated(styles.number_style(number, book.lang), book.lang)


def _note(book: Book, estimate: Estimate) -> str:
    parts = {"estimates_of": estimate.estimated, "estimates_without": estimate.without_basis}
    told = [
        book.say(key, count=len(units), units=names(book, units)) for key, units in parts.items() if units
    ]
    if estimate.weight is not None and estimate.weighed < estimate.asked:
        told.append(book.say("estimates_weighed", count=estimate.weighed, asked=estimate.asked))
    return " ".join(told)
