"""The cover: what the workbook is, who answers for it, how complete it is, what stands on which sheet, and what its signs
mean. One column of plain text beside its heads, no merged table, so that it is read aloud in order.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from toolkit.files.model import Area, Sheet, cell_name, quote_sheet
from toolkit.form.layout import personal_fields
from toolkit.periods import write_date
from toolkit.validation.model import Standing
from toolkit.workbook import styles
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, put_head, sheet_name
from toolkit.workbook.standing import coverage_lines

_WIDTHS = (30.0, 66.0)
_SIGNS = ("none", "missing", "not_applicable", "held", "stated", "not_asked")


def plan_notes(
    book: Book,
    standings: Sequence[Standing],
    sheets: Sequence[Sheet],
    told: Mapping[str, str],
    marks: Collection[str],
    taken: set[str],
) -> Sheet:
    """The first sheet, of the `sheets` that follow it; `told` says by a sheet's name what stands on it. `marks` are those of
    decisions that the workbook shows.
    """
    board = Board(sheet_name(taken, book.say("sheet_notes")))
    put_head(book, board, book.say("title_summary"), 1, split=0)
    row = 4
    for heading, lines in (
        ("notes_about", list(_about(book, standings))),
        ("notes_contents", []),
        ("notes_signs", [*_signs(book, marks)]),
        ("notes_method", [*_methods(book)]),
    ):
        board.span(Area(row, 0, row, 1), book.say(heading), styles.GROUP)
        board.heights[row] = 20
        row += 1
        if heading == "notes_contents":
            row = _contents(board, row, sheets, told)
        for word, line in lines:
            _line(board, row, word, line)
            row += 1
        row += 1
    return board.sheet(_WIDTHS, landscape=False, freeze=(4, 0), tab="#1F4E79", one_page=True)


_METHODS = ("sums", "rates", "missing")


def _methods(book: Book) -> Iterator[tuple[str, str]]:
    """How figures are made, and where personal data stand, if the forms ask for any."""
    for one in (*_METHODS, *["personal"] * bool(personal_fields(book.round.forms))):
        yield book.say(f"method_{one}"), book.say(f"method_{one}_told")


def _about(book: Book, standings: Sequence[Standing]) -> Iterator[tuple[str, str]]:
    """What this is, as pairs of a word and its meaning."""
    round = book.round
    for form in round.forms:
        number = f"{form.number}: " if form.number else ""
        yield book.say("about_form"), f"{number}{book.text(form.title)}"
        for basis in form.legal_basis:
            yield book.say("about_basis"), book.text(basis)
    period = round.period
    dates = book.say("about_dates", start=write_date(period.start), end=write_date(period.cut_off))
    yield book.say("about_period"), f"{book.text(period.label)} ({dates})"
    yield book.say("about_agency"), book.office.name
    yield book.say("about_due"), write_date(round.due)
    yield book.say("about_coverage"), " ".join(coverage_lines(book, standings))
    for edition in round.editions:
        yield (
            book.say("about_edition", edition=edition.edition),
            book.say("about_document", number=edition.number, dated=write_date(edition.dated)),
        )
    yield book.copy_word, book.say("about_keep" if book.internal else "about_send")


def _signs(book: Book, marks: Collection[str]) -> Iterator[tuple[str, str]]:
    signs = {
        "none": styles.NONE_MARK,
        "missing": styles.MISSING_MARK,
        "not_applicable": styles.NOT_APPLICABLE_MARK,
        "held": styles.HELD_MARK,
        "stated": styles.STATED_MARK,
        "not_asked": book.say("sign_grey"),
    }
    for name in _SIGNS:
        yield f"({signs[name]})" if name != "not_asked" else signs[name], book.say(f"sign_{name}")
    for name, (sign, _) in styles.DECIDED.items():
        if name in marks:
            meaning = book.say(f"sign_{name}", sign=sign).partition(") ")[2]
            yield f"({sign})", meaning[:1].upper() + meaning[1:]


def _contents(board: Board, row: int, sheets: Sequence[Sheet], told: Mapping[str, str]) -> int:
    for sheet in sheets:
        if sheet.state == "visible":
            line = told.get(sheet.name, "")
            target = f"internal:{quote_sheet(sheet.name)}!{cell_name(0, 0)}"
            board.link(row, 0, sheet.name, target, styles.LINK)
            board.put(row, 1, line, styles.TEXT)
            board.heights[row] = _height(sheet.name, line)
            row += 1
    return row


def _line(board: Board, row: int, word: str, line: str) -> None:
    board.put(row, 0, word, styles.TEXT_BOLD)
    board.put(row, 1, line, styles.TEXT)
    board.heights[row] = _height(word, line)


def _height(word: str, line: str) -> float:
    return 16 * max(lines_needed(word, _WIDTHS[0] * 0.95), lines_needed(line, _WIDTHS[1]))
