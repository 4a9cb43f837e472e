"""Totals beside other totals: those of the last merge, and those that the parts of the period come to."""

from collections.abc import Sequence
from decimal import Decimal

from toolkit.files.model import Area, Sheet
from toolkit.form.model import Key
from toolkit.merge.model import Change
from toolkit.periods import Period
from toolkit.workbook import styles
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, fits, number_of, put_head, put_notes, sheet_name

_Figure = int | Decimal | None
_HEAD = 4
_WIDTHS = (5.0, 9.0, 70.0, 16.0, 16.0, 16.0)
_LAST_COL = len(_WIDTHS) - 1


def plan_changes(book: Book, changes: Sequence[Change], taken: set[str]) -> tuple[Sheet, ...]:
    """What differs from the last merge, before and after; no sheet when nothing does."""
    if not changes:
        return ()
    board = Board(sheet_name(taken, book.say("sheet_changes")))
    put_head(book, board, book.say("title_changes"), _LAST_COL, split=2)
    _heads(book, board, _HEAD, ("col_before", "col_after"))
    for at, change in enumerate(changes, start=1):
        _row(book, board, _HEAD + at, at, change, (change.before, change.after))
    return (board.sheet(_WIDTHS, freeze=(_HEAD + 1, 0), repeat=(_HEAD, _HEAD), tab="#A5A5A5"),)


def plan_over_time(
    book: Book, compared: Sequence[Change], parts: Sequence[Period], taken: set[str]
) -> tuple[Sheet, ...]:
    """This period's total and what its parts come to, where the two differ; no sheet when nothing could be compared."""
    if not compared:
        return ()
    board = Board(sheet_name(taken, book.say("sheet_over_time")))
    differ = [one for one in compared if one.before != one.after]
    row = put_head(book, board, book.say("title_over_time"), _LAST_COL, split=2) - 1
    lead = [book.say("over_time_count", count=len(compared), differ=len(differ))]
    if parts:
        lead.insert(0, book.say("over_time_parts", parts="; ".join(book.text(one.label) for one in parts)))
    for line in lead:
        board.span(Area(row, 0, row, _LAST_COL), line, styles.LEAD)
        board.heights[row] = 16 * lines_needed(line, sum(_WIDTHS))
        row += 1
    head = row + 1
    _heads(book, board, head, ("col_this", "col_of_parts"))
    for at, one in enumerate(differ, start=1):
        _row(book, board, head + at, at, one, (one.after, one.before))
    row = head + max(len(differ), 1)
    if not differ:
        board.span(Area(row, 0, row, _LAST_COL), book.say("over_time_same"), styles.CENTER)
    put_notes(board, row + 2, _LAST_COL, sum(_WIDTHS), [book.say("over_time_note")])
    return (board.sheet(_WIDTHS, freeze=(head + 1, 0), repeat=(head, head), tab="#A5A5A5"),)


def _heads(book: Book, board: Board, row: int, figures: tuple[str, str]) -> None:
    heads = ("col_order", "col_number", "col_field", *figures, "col_difference")
    board.row(row, 0, [book.say(head) for head in heads], styles.HEAD)
    board.heights[row] = 34


def _row(
    book: Book, board: Board, row: int, at: int, change: Change, figures: tuple[_Figure, _Figure]
) -> None:
    """`figures` in the order of their heads; the difference is always `after` less `before`."""
    label = book.text(change.label)
    board.put(row, 0, at, styles.CENTER)
    board.put(row, 1, _number(book, change.key), styles.CENTER)
    board.put(row, 2, label, styles.TEXT)
    known = change.before is not None and change.after is not None
    difference = change.after - change.before if known else None  # type: ignore[operator]
    for col, value in enumerate((*figures, difference), start=3):
        if value is None:
            board.put(row, col, None if col == _LAST_COL else styles.MISSING_MARK, styles.ABSENT)
        else:
            shown = value if fits(value) else str(value)
            board.put(row, col, shown, styles.number_style(value, book.lang))
    board.heights[row] = 16 * lines_needed(label, _WIDTHS[2])


def _number(book: Book, key: Key) -> str:
    """The Mã số, empty for what the forms no longer ask."""
    forms = {form.id: form for form in book.round.forms}
    return number_of(forms[key.form], key) if key.form in forms else ""
