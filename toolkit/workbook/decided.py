"""What staff decided and what units explained: sheets of the office's own copies, not to be sent on."""

from collections.abc import Sequence

from toolkit.decisions.pending import explained
from toolkit.decisions.told import Told
from toolkit.files.model import Sheet, Style
from toolkit.findings import Finding
from toolkit.workbook import styles
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, put_head, put_notes, sheet_name

_HEADS = {
    "col_order": 4.5, "col_decision": 16.0, "col_unit": 15.0, "col_what": 32.0, "col_was": 12.0, "col_becomes": 16.0,
    "col_why": 24.0, "col_from": 20.0, "col_by": 13.0, "col_at": 11.5, "col_standing": 16.0,
}  # fmt: skip
_EXPLAINED = {
    "col_order": 4.5, "col_unit": 16.0, "col_place": 14.0, "col_found": 42.0, "col_written": 12.0,
    "col_explanation": 42.0, "col_decided": 28.0,
}  # fmt: skip
_HEAD = 4


def plan_decisions(book: Book, told: Sequence[Told], taken: set[str]) -> tuple[Sheet, ...]:
    """One row a decision, in the order in which they were taken, revoked ones marked; no sheet where none was taken."""
    if not told:
        return ()
    board = Board(sheet_name(taken, book.say("sheet_decisions")))
    last_col, widths = len(_HEADS) - 1, [*_HEADS.values()]
    put_head(book, board, book.say("title_decisions"), last_col, split=4)
    board.row(_HEAD, 0, [book.say(head) for head in _HEADS], styles.HEAD)
    board.heights[_HEAD] = 34
    for at, one in enumerate(told, start=1):
        _put_decision(book, board, _HEAD + at, at, one)
    put_notes(board, _HEAD + len(told) + 2, last_col, sum(widths), [book.say("decisions_note")])
    return (board.sheet(widths, freeze=(_HEAD + 1, 0), repeat=(_HEAD, _HEAD), tab="#7030A0"),)


def plan_explanations(book: Book, findings: Sequence[Finding], taken: set[str]) -> tuple[Sheet, ...]:
    """What units explained and what came of it, those that wait for a decision first; no sheet where nobody explained."""
    every = (one for lead in findings for one in explained(lead))
    told = sorted(every, key=lambda one: bool(one.note.vi))
    if not told:
        return ()
    board = Board(sheet_name(taken, book.say("sheet_explanations")))
    last_col, widths = len(_EXPLAINED) - 1, [*_EXPLAINED.values()]
    put_head(book, board, book.say("title_explanations"), last_col, split=3)
    board.row(_HEAD, 0, [book.say(head) for head in _EXPLAINED], styles.HEAD)
    board.heights[_HEAD] = 34
    for at, finding in enumerate(told, start=1):
        _put_explanation(book, board, _HEAD + at, at, finding)
    return (board.sheet(widths, freeze=(_HEAD + 1, 0), repeat=(_HEAD, _HEAD), tab="#7030A0"),)


def _put_decision(book: Book, board: Board, row: int, at: int, one: Told) -> None:
    look = styles.SMALL if one.has_effect else styles.REVOKED
    texts = [
        str(at),
        book.text(one.kind),
        book.unit_name(one.unit_id) if one.unit_id else "",
        *(book.text(text) for text in (one.what, one.before, one.after)),
        one.reason,
        book.text(one.source),
        one.by,
        one.at.strftime("%d/%m/%Y %H:%M"),
        book.text(one.standing),
    ]
    _put(board, row, texts, [*_HEADS.values()], look)


def _put_explanation(book: Book, board: Board, row: int, at: int, one: Finding) -> None:
    place = one.place
    where = ", ".join(part for part in (place.sheet, place.cell) if part)
    texts = [
        str(at),
        book.unit_name(place.unit_id),
        where,
        book.text(one.message),
        one.raw,
        one.explanation,
        book.text(one.note) or book.say("explanation_pending"),
    ]
    _put(board, row, texts, [*_EXPLAINED.values()], styles.SMALL)
    last = len(texts) - 1
    board.put(row, last, texts[-1], styles.SMALL if one.note.vi else styles.SEVERITY["warning"])


def _put(board: Board, row: int, texts: Sequence[str], widths: Sequence[float], look: Style) -> None:
    board.row(row, 0, texts, look)
    board.put(row, 0, int(texts[0]), look if look is styles.REVOKED else styles.CENTER)
    needed = (lines_needed(text, width * 1.05) for text, width in zip(texts, widths, strict=True))
    board.heights[row] = max(16, 13.5 * max(needed))
