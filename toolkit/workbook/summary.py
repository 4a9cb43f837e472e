"""The first sheet: every total with its coverage and what is to be said of it, and earlier figures beside it."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

from toolkit.files.model import Area, Sheet, Style, Value
from toolkit.form.model import BlockKind, Key, Rollup
from toolkit.intake.model import Origin, Qualifier
from toolkit.merge.model import TOTAL_ROW, Comparison, Total, Totals
from toolkit.periods import previous, same_last_year
from toolkit.text import write_number
from toolkit.validation.model import Standing
from toolkit.workbook import styles
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, names, number_of, put_head, put_notes, share, sheet_name, signed
from toolkit.workbook.columns import total_cell
from toolkit.workbook.standing import coverage_lines


def plan_summary(
    book: Book, totals: Totals, standings: Sequence[Standing], addresses: Mapping[Key, str], taken: set[str]
) -> Sheet:
    """Totals in the forms' order; a grid shows its TỔNG CỘNG row here, and the rest on its own sheet."""
    board = Board(sheet_name(taken, book.say("sheet_summary")))
    earlier = _earlier(book, totals)
    heads = ["col_number", "col_field", "col_measure", "col_this", *(word for word, _ in earlier)]
    heads += ["col_coverage", "col_note"]
    widths = [8.0, 44.0, 12.0, 13.0, *[12.0] * len(earlier), 10.0, 40.0]
    last_col = len(heads) - 1
    row = put_head(book, board, book.say("title_summary"), last_col, split=1)
    row = _lead(book, board, row, last_col, sum(widths), standings)
    head_row = row
    board.row(row, 0, [book.say(head) for head in heads], styles.HEAD)
    board.heights[row] = 34
    for form in book.round.forms:
        for label, group in groupby(_listed(book, totals, form.id), key=partial(_group, book)):
            row += 1
            board.span(Area(row, 0, row, last_col), label, styles.GROUP)
            board.heights[row] = 18
            for total in group:
                row += 1
                _put(book, board, row, total, earlier, addresses, widths, frozenset(totals.missing))
    notes = [book.say("legend_summary"), *[book.say("estimates_elsewhere")] * bool(totals.estimates)]
    row = put_notes(board, row + 2, last_col, sum(widths), notes)
    _sign(book, board, row + 1, last_col)
    return board.sheet(widths, freeze=(head_row + 1, 2), repeat=(head_row, head_row), tab="#C00000")


def remarks(book: Book, total: Total, absent: frozenset[str]) -> str:
    """What must be known to read a total: who is held or missing, what is qualified, what is stated aside.

    Units that have returned nothing at all (`absent`) are named once, above the table.
    """
    coverage = total.coverage
    found = []
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
    silent = [unit_id for unit_id in coverage.missing if unit_id not in absent]
    if silent:
        found.append(book.say("remark_missing", count=len(silent), units=names(book, silent)))
    return " ".join(found)


def _listed(book: Book, totals: Totals, form: str) -> list[Total]:
    """The totals of a form that the summary lists."""
    kinds = {block.id: block.kind for block in book.round.form(form).blocks}
    personal = {
        (block.id, item.code)
        for block in book.round.form(form).blocks
        for item in block.fields
        if item.personal
    }
    return [
        total
        for total in totals.totals
        if total.key.form == form
        and (kinds[total.key.block] is not BlockKind.GRID or total.key.row == TOTAL_ROW)
        and (total.key.block, total.key.field) not in personal
        and not (total.rollup is Rollup.CONCAT and total.key.field != total.key.block)
    ]


def _group(book: Book, total: Total) -> str:
    """The heading over a total: its block's, lists and narratives together under one."""
    block = book.round.form(total.key.form).block(total.key.block)
    if block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}:
        return book.say("group_lines")
    return book.text(block.label)


def _earlier(book: Book, totals: Totals) -> list[tuple[str, Mapping[Key, Comparison]]]:
    """The columns of earlier periods that have any figure."""
    periods = {
        "col_previous": previous(book.round.period),
        "col_last_year": same_last_year(book.round.period),
    }
    found: list[tuple[str, Mapping[Key, Comparison]]] = []
    for word, period in periods.items():
        known = {one.key: one for one in totals.comparisons if period and one.period == period.id}
        if known and not (word == "col_previous" and periods["col_last_year"] == period):
            found.append((word, known))
    return found


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
    earlier: Sequence[tuple[str, Mapping[Key, Comparison]]],
    addresses: Mapping[Key, str],
    widths: Sequence[float],
    absent: frozenset[str],
) -> None:
    form = book.round.form(total.key.form)
    label = book.text(total.label)
    block = form.block(total.key.block)
    if block.kind is BlockKind.LIST and total.key.field != block.id:
        label = f"{book.text(block.label)}: {label}"
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
    board.put(row, 3, value, style, formula=f"={address}" if address else "")
    for at, (_, known) in enumerate(earlier, start=4):
        board.put(row, at, *_compared(book, total, known.get(total.key)))
    coverage, note = total.coverage, remarks(book, total, absent)
    partial = set(coverage.asked) - set(coverage.reporting) - absent
    look = styles.SEVERITY["warning"] if partial else styles.CENTER
    board.put(row, len(widths) - 2, f"{len(coverage.reporting)}/{len(coverage.asked)}", look)
    board.put(row, len(widths) - 1, note, styles.SMALL)
    board.heights[row] = max(
        16 * lines_needed(label, widths[1]), 13.5 * lines_needed(note, widths[-1] * 1.15), 18
    )


def _compared(book: Book, total: Total, known: Comparison | None) -> tuple[Value, Style]:
    if known is None:
        return None, styles.TEXT
    if total.rollup is Rollup.RATIO:
        if known.numerator is not None and known.denominator:
            return share(known.numerator, known.denominator), styles.rate_style(
                book.office.decimals, book.lang
            )
        if known.value is not None:
            return share(known.value, 100), styles.rate_style(book.office.decimals, book.lang)
    if known.value is None:
        return styles.MISSING_MARK, styles.ABSENT
    return known.value, styles.number_style(known.value, book.lang)


def _sign(book: Book, board: Board, row: int, last_col: int) -> None:
    for key, left, right in (("sign_preparer", 0, 1), ("sign_head", max(2, last_col - 2), last_col)):
        board.span(Area(row, left, row, right), book.say(key), styles.SIGN)
        board.span(Area(row + 1, left, row + 1, right), book.say(f"{key}_note"), styles.SIGN_NOTE)
