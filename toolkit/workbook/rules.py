"""How often each rule passed, failed, could not be judged and went wrong."""

from itertools import groupby

from toolkit.files.model import Area, Sheet
from toolkit.findings import Severity
from toolkit.form.model import Form
from toolkit.form.rules_words import rule_words
from toolkit.text import say
from toolkit.validation.model import Checked, Tally
from toolkit.validation.told import outcome_words
from toolkit.workbook import styles
from toolkit.workbook.board import Board, code_width, lines_needed
from toolkit.workbook.book import Book, put_head, put_notes, sheet_name

_HEADS = {
    "col_order": 5.0, "col_rule": 62.0, "col_severity": 11.0, "col_passed": 11.0, "col_failed": 11.0,
    "col_unverified": 13.0, "col_rule_errors": 11.0,
}  # fmt: skip


def plan_rules(book: Book, checked: Checked, taken: set[str]) -> Sheet:
    """One row a rule in the suites' order, by block; a rule that raised stands out, and none is left out. Codes are for
    the screen and not printed.
    """
    board = Board(sheet_name(taken, book.say("sheet_rules")))
    last_col = len(_HEADS)
    widths = [*_HEADS.values(), code_width(one.rule for one in checked.tallies)]
    head = put_head(book, board, book.say("title_rules"), last_col - 1, split=2)
    lead = say("workbook.rules_count", **outcome_words(checked)).in_(book.lang)
    board.span(Area(head - 1, 0, head - 1, last_col - 1), lead, styles.LEAD)
    board.heights[head - 1] = 16 * lines_needed(lead, sum(widths[:-1]))
    head += 1
    board.row(head, 0, [book.say(word) for word in (*_HEADS, "col_rule_code")], styles.HEAD)
    board.heights[head] = 34
    row, number = head, 0
    for (form_id, block), group in groupby(checked.tallies, key=lambda one: (one.form, one.block)):
        row += 1
        form = book.round.form(form_id)
        board.span(Area(row, 0, row, last_col), _part(book, form, block), styles.GROUP)
        for one in group:
            row, number = row + 1, number + 1
            _put(book, board, row, number, one)
    put_notes(board, row + 2, last_col - 1, sum(widths[:-1]), [book.say("rules_note")])
    return board.sheet(
        widths,
        freeze=(head + 1, 0),
        repeat=(head, head),
        tab="#264478",
        printed=Area(0, 0, row + 2, last_col - 1),
    )


def _part(book: Book, form: Form, block: str) -> str:
    """The block that a rule's rows are of, or the form's fields together."""
    label = next((one.label for one in form.blocks if one.id == block), say("workbook.rules_of_fields"))
    return f"{book.text(form.short_title)}: {book.text(label)}"


def _put(book: Book, board: Board, row: int, number: int, one: Tally) -> None:
    words, severity = rule_words(book.round.form(one.form), one.rule)
    grave = styles.SEVERITY["error" if severity is Severity.ERROR else "warning"]
    looks = (styles.CENTER, grave, styles.CENTER, styles.SEVERITY["error"])
    counts = (one.passed, one.failed, one.unverified, one.errors)
    board.put(row, 0, number, styles.CENTER)
    board.put(row, 1, book.text(words), styles.SMALL)
    board.put(row, 2, book.say(f"severity_{severity}") if severity else "", styles.CENTER)
    for col, (count, look) in enumerate(zip(counts, looks, strict=True), start=3):
        board.put(row, col, count, look if count else styles.CENTER)
    board.put(row, len(_HEADS), one.rule, styles.CODE)
    board.heights[row] = max(16, 13.5 * lines_needed(book.text(words), _HEADS["col_rule"] * 1.05))
