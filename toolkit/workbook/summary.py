"""The first sheet: every total with its coverage and what is to be said of it, and earlier figures beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from toolkit.files.model import Area, Sheet
from toolkit.findings import Severity
from toolkit.form.layout import personal_fields
from toolkit.form.model import BlockKind, Key, Rollup
from toolkit.intake.model import Origin, Qualifier
from toolkit.merge.model import TOTAL_ROW, Total, Totals
from toolkit.text import write_number
from toolkit.validation.model import Standing
from toolkit.workbook import styles
from toolkit.workbook.beside import Group, cells, groups
from toolkit.workbook.beside_notes import legend
from toolkit.workbook.beside_notes import remarks as remarks_beside
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, names, number_of, put_head, put_notes, share, sheet_name, signed
from toolkit.workbook.columns import total_cell
from toolkit.workbook.standing import coverage_lines

THIS = 3
"""The column of this period's figures."""
_WIDTHS = (6.5, 31.0, 8.5, 10.0)
_BESIDE = (9.5, 8.5, 8.5)


@dataclass(frozen=True, slots=True)
class Summary:
    """The sheet, in which row each total stands, and the groups of columns beside them."""

    sheet: Sheet
    rows: Mapping[Key, int]
    groups: tuple[Group, ...]

    def address(self, key: Key, col: int) -> str:
        """A cell of a total's row as formulas of other sheets name it."""
        return Board(self.sheet.name).address(self.rows[key], col)


def plan_summary(
    book: Book, totals: Totals, standings: Sequence[Standing], addresses: Mapping[Key, str], taken: set[str]
) -> Summary:
    """Totals in the forms' order; a grid shows its TỔNG CỘNG row here, and the rest on its own sheet."""
    board = Board(sheet_name(taken, book.say("sheet_summary")))
    every = groups(book, totals, THIS + 1)
    widths = [*_WIDTHS, *(width for group in every for width in _BESIDE[: len(group.parts)])]
    widths += [7.5, max(25.0, 62.0 - 9 * (len(widths) - THIS))]
    # What columns beside the totals do not take is left to the labels.
    widths[1] += max(0, 14 - 2 * sum(len(group.parts) for group in every))
    last_col = len(widths) - 1
    row = put_head(book, board, book.say("title_summary"), last_col, split=max(1, last_col // 3))
    row = _lead(book, board, row, last_col, sum(widths), standings)
    head_row = _heads(book, board, row, last_col, every)
    row, found = head_row, {}
    told = _Told(frozenset(totals.missing), _doubts(book, totals))
    for form in book.round.forms:
        for label, group in groupby(listed(book, totals, form.id), key=partial(_group, book)):
            row += 1
            board.span(Area(row, 0, row, last_col), label, styles.GROUP)
            board.heights[row] = 18
            for total in group:
                row += 1
                found[total.key] = row
                _put(book, board, row, total, every, addresses, widths, told)
    notes = [book.say("legend_summary"), *legend(book, every, totals)]
    notes += [book.say("estimates_elsewhere")] * bool(totals.estimates)
    row = put_notes(board, row + 2, last_col, sum(widths), notes)
    _sign(book, board, row + 1, last_col)
    repeat = (head_row - (1 if every else 0), head_row)
    sheet = board.sheet(widths, freeze=(head_row + 1, 2), repeat=repeat, tab="#C00000")
    return Summary(sheet, found, every)


def _heads(book: Book, board: Board, row: int, last_col: int, every: Sequence[Group]) -> int:
    """The heads of the columns, in two rows where figures stand beside the totals; gives the last of them."""
    last = row + 1 if every else row
    alone = {0: "col_number", 1: "col_field", 2: "col_measure", THIS: "col_this"}
    alone |= {last_col - 1: "col_coverage", last_col: "col_note"}
    for col, word in alone.items():
        board.span(Area(row, col, last, col), book.say(word), styles.HEAD)
    for group in every:
        board.span(Area(row, group.first, row, group.last), group.head, styles.HEAD)
        for col, word in enumerate(group.parts, start=group.first):
            board.put(last, col, book.say(word), styles.HEAD_SMALL)
    board.heights[row] = 48 if every else 34
    if every:
        board.heights[last] = 28
    return last


@dataclass(frozen=True, slots=True)
class _Told:
    """Units that have returned nothing at all, which are named once, above the table; and what is impossible of totals."""

    absent: frozenset[str]
    doubts: Mapping[Key, str]


def _doubts(book: Book, totals: Totals) -> dict[Key, str]:
    found: dict[Key, str] = {}
    for one in totals.findings:
        if one.severity is Severity.ERROR:
            key = Key.at(one.place)
            found[key] = f"{found.get(key, '')} {book.text(one.message)}".strip()
    return found


def remarks(book: Book, total: Total, told: _Told) -> str:
    """What must be known to read a total: that it is impossible, who is held or missing, what is qualified, what is stated
    aside.
    """
    coverage = total.coverage
    found = [told.doubts[total.key]] if total.key in told.doubts else []
    if total.qualifier is not Qualifier.EXACT:
        found.append(book.say(f"remark_{total.qualifier.value}"))
    if total.adjustment:
        found.append(book.say("remark_adjusted", amount=signed(book, total.adjustment)))
    corrected = dict.fromkeys(s.unit_id for s in total.sources if s.counted and s.origin is Origin.CORRECTED)
    if corrected:
        found.append(book.say("remark_corrected", count=len(corrected), units=names(book, [*corrected])))
    if coverage.held:
        found.append(book.say("remark_held", count=len(coverage.held), units=names(book, coverage.held)))
    if total.stated:
        rates = sorted({rate for _, rate in total.stated})
        shown = "; ".join(f"{write_number(rate, book.lang)}%" for rate in rates)
        found.append(book.say("remark_stated", count=len(total.stated), rates=shown))
    silent = [unit_id for unit_id in coverage.missing if unit_id not in told.absent]
    if silent:
        found.append(book.say("remark_missing", count=len(silent), units=names(book, silent)))
    return " ".join(found)


def listed(book: Book, totals: Totals, form: str) -> list[Total]:
    """The totals of a form that the summary lists."""
    kinds = {block.id: block.kind for block in book.round.form(form).blocks}
    personal = personal_fields([book.round.form(form)])
    return [
        total
        for total in totals.totals
        if total.key.form == form
        and (kinds[total.key.block] is not BlockKind.GRID or total.key.row == TOTAL_ROW)
        and total.key[:3] not in personal
        and not (total.rollup is Rollup.CONCAT and total.key.field != total.key.block)
    ]


def _group(book: Book, total: Total) -> str:
    """The heading over a total: its block's, lists and narratives together under one."""
    block = book.round.form(total.key.form).block(total.key.block)
    if block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}:
        return book.say("group_lines")
    return book.text(block.label)


def _lead(
    book: Book, board: Board, row: int, last_col: int, width: float, standings: Sequence[Standing]
) -> int:
    for line in coverage_lines(book, standings):
        board.span(Area(row, 0, row, last_col), line, styles.LEAD)
        board.heights[row] = 16 * lines_needed(line, width)
        row += 1
    return row + 1


def _put(
    book: Book,
    board: Board,
    row: int,
    total: Total,
    every: Sequence[Group],
    addresses: Mapping[Key, str],
    widths: Sequence[float],
    told: _Told,
) -> None:
    form = book.round.form(total.key.form)
    label = total_label(book, total)
    measure = book.text(total.measure) or ("%" if total.rollup is Rollup.RATIO else "")
    board.put(row, 0, number_of(form, total.key), styles.CENTER)
    board.put(row, 1, label, styles.TEXT)
    board.put(row, 2, measure, styles.CENTER)
    value, style = total_cell(book, total)
    address = addresses.get(total.key, "")
    if total.stated_rate is not None:
        # No unit gave the pair, so there is nothing to divide live; the remark says that it is stated.
        value, style, address = (
            share(total.stated_rate, 100),
            styles.rate_style(book.office.decimals, book.lang),
            "",
        )
    board.put(row, THIS, value, style, formula=f"={address}" if address else "", about=("", *total.key))
    for one in cells(book, total, row, THIS, every):
        if one.span > one.col:
            board.span(Area(row, one.col, row, one.span), one.value, one.style)
        else:
            board.put(row, one.col, one.value, one.style, formula=one.formula)
    coverage = total.coverage
    note = " ".join(filter(None, (remarks(book, total, told), remarks_beside(book, total, every))))
    partial = set(coverage.asked) - set(coverage.reporting) - told.absent
    look = styles.SEVERITY["warning"] if partial else styles.CENTER
    board.put(row, len(widths) - 2, f"{len(coverage.reporting)}/{len(coverage.asked)}", look)
    board.put(row, len(widths) - 1, note, styles.DOUBTFUL if total.key in told.doubts else styles.SMALL)
    board.heights[row] = max(
        16 * lines_needed(label, widths[1]),
        16 * lines_needed(measure, widths[2]),
        13.5 * lines_needed(note, widths[-1] * 1.15),
        18,
    )


def total_label(book: Book, total: Total) -> str:
    """A total's label as it stands alone: of a list's column with the list before it."""
    label, block = book.text(total.label), book.round.form(total.key.form).block(total.key.block)
    if block.kind is BlockKind.LIST and total.key.field != block.id:
        return f"{book.text(block.label)}: {label}"
    return label


def _sign(book: Book, board: Board, row: int, last_col: int) -> None:
    """Place and day, who prepared it and who answers for it; room to sign, on one page with the names."""
    right = max(3, last_col - max(2, last_col // 3))
    issued = book.round.issued
    day = book.day_in_words(issued.dated) if issued else book.say("day_blank")
    board.span(
        Area(row, right, row, last_col),
        book.say("place_and_day", place=book.office.place, day=day),
        styles.SIGN_NOTE,
    )
    row += 1
    for key, left, until in (("sign_preparer", 0, 1), ("sign_head", right, last_col)):
        board.span(Area(row, left, row, until), book.say(key), styles.SIGN)
        board.span(Area(row + 1, left, row + 1, until), book.say(f"{key}_note"), styles.SIGN_NOTE)
        board.span(Area(row + 2, left, row + 2, until), None, styles.SIGN)
    board.heights[row + 2] = 60
