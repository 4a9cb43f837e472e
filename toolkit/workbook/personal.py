"""Personal fields: what persons are known by stands on one sheet of the copy to keep, and nowhere else in the workbook."""

from collections.abc import Iterator

from toolkit.files.model import Sheet
from toolkit.form.layout import personal_fields
from toolkit.validation.model import Checked, CheckedEntry
from toolkit.workbook import styles
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, put_head, put_notes, sheet_name
from toolkit.workbook.columns import label_of

_HEADS = {"col_order": 5.0, "col_unit": 28.0, "col_field": 60.0, "col_value": 50.0}
_HEAD = 4


def plan_personal(book: Book, checked: Checked, taken: set[str]) -> tuple[Sheet, ...]:
    """One row a value, by unit, as the unit stated it; no sheet where nobody stated any, and none in the copy to send."""
    entries = list(_stated(book, checked)) if book.internal else []
    if not entries:
        return ()
    board = Board(sheet_name(taken, book.say("sheet_personal")))
    last_col, widths = len(_HEADS) - 1, [*_HEADS.values()]
    put_head(book, board, book.say("title_personal"), last_col, split=1)
    board.row(_HEAD, 0, [book.say(head) for head in _HEADS], styles.HEAD)
    for at, one in enumerate(entries, start=1):
        row, key = _HEAD + at, one.key
        form = book.round.form(key.form)
        label = f"{book.text(form.block(key.block).label)}: {label_of(form, key, book)[0]}"
        value = one.stacked.entry.raw or str(one.stacked.entry.value)
        board.put(row, 0, at, styles.CENTER)
        board.row(row, 1, [book.unit_name(one.unit_id), label, value], styles.TEXT)
        board.heights[row] = 16 * max(lines_needed(label, widths[2]), lines_needed(value, widths[3]))
    put_notes(board, _HEAD + len(entries) + 2, last_col, sum(widths), [book.say("personal_note")])
    return (board.sheet(widths, freeze=(_HEAD + 1, 2), repeat=(_HEAD, _HEAD), tab="#7030A0"),)


def _stated(book: Book, checked: Checked) -> Iterator[CheckedEntry]:
    personal = personal_fields(book.round.forms)
    for one in checked.entries:
        if one.key[:3] in personal and one.stacked.entry.states_value and one.stacked.entry.raw:
            yield one
