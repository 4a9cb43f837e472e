"""Whom to ask first, and when that is enough: the office's own list, not to be sent on."""

from collections.abc import Mapping

from toolkit.files.model import Area, Sheet
from toolkit.findings import written_to
from toolkit.text import say
from toolkit.validation.model import Call, CallList, Checked
from toolkit.validation.told import affected, beside, is_told, share, stated, stop_rule, why
from toolkit.workbook import styles
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, put_head, put_notes, sheet_name
from toolkit.workbook.requests import place_words

_HEADS = {
    "col_rank": 6.0, "col_unit": 20.0, "col_call_why": 31.0, "col_place": 13.0, "col_written": 10.0, "col_perhaps": 10.0,
    "col_anticipated": 11.5, "col_affected": 34.0, "col_effect": 11.0,
}  # fmt: skip
_WIDTHS = [*_HEADS.values()]
_LAST_COL = len(_HEADS) - 1
_CENTRED = (4, 5, 6, _LAST_COL)


def plan_calls(book: Book, checked: Checked, taken: set[str]) -> Sheet:
    """The stop rule, then the units in order, a row a reason; those that need not be asked any more stand under a heading
    of their own, and to whom nothing goes out in writing is said. Where nobody is to be asked the sheet says so.
    """
    calls, written = checked.calls, written_to(checked.findings)
    board = Board(sheet_name(taken, book.say("sheet_calls")))
    row = put_head(book, board, book.say("title_calls"), _LAST_COL, split=2) - 1
    for at, sentence in enumerate(stop_rule(calls)):
        look = styles.LEAD if at else styles.RULING
        board.span(Area(row, 0, row, _LAST_COL), book.text(sentence), look)
        board.heights[row] = 18 * lines_needed(book.text(sentence), sum(_WIDTHS) * 0.85)
        row += 1
    if not calls.calls:
        return board.sheet(_WIDTHS, tab="#C00000")
    head = row + 1
    board.row(head, 0, [book.say(word) for word in _HEADS], styles.HEAD)
    board.heights[head] = 34
    row, groups = head + 1, _groups(calls)
    for rank, call in enumerate(calls.calls, start=1):
        if rank in groups:
            board.span(Area(row, 0, row, _LAST_COL), book.say(groups[rank]), styles.GROUP)
            board.heights[row] = 18
            row += 1
        name = book.unit_name(call.unit_id)
        named = name if is_told(call, written) else f"{name}\n{book.text(say('returned.only_ask'))}"
        row = _put(book, board, row, rank, named, call, first=rank <= calls.enough)
    put_notes(board, row + 1, _LAST_COL, sum(_WIDTHS), [book.say("calls_note")])
    return board.sheet(_WIDTHS, freeze=(head + 1, 2), repeat=(head, head), tab="#C00000")


def _groups(calls: CallList) -> Mapping[int, str]:
    """Headings by the rank above which they stand; none where one group is all there is."""
    both = 0 < calls.enough < len(calls.calls)
    return {1: "calls_first", calls.enough + 1: "calls_later"} if both else {}


def _put(book: Book, board: Board, row: int, rank: int, named: str, call: Call, *, first: bool) -> int:
    """One unit; gives back the first free row."""
    last = row + len(call.reasons) - 1
    board.span(Area(row, 0, last, 0), rank, styles.SEVERITY["error"] if first else styles.CENTER)
    board.span(Area(row, 1, last, 1), named, styles.TEXT_BOLD if first else styles.TEXT)
    least = 16 * lines_needed(named, _WIDTHS[1] * 0.9) / len(call.reasons)
    for at, reason in enumerate(call.reasons, start=row):
        texts = [
            book.text(why(reason)),
            place_words(reason.place, book.lang),
            *(
                book.text(words)
                for words in (stated(reason), *beside(reason), affected(reason), share(reason.effect))
            ),
        ]
        board.row(at, 2, texts, styles.TEXT)
        for col in _CENTRED:
            board.put(at, col, texts[col - 2], styles.CENTER)
        needed = (lines_needed(text, width * 0.95) for text, width in zip(texts, _WIDTHS[2:], strict=True))
        board.heights[at] = max(20, least, 16 * max(needed))
    return last + 1
