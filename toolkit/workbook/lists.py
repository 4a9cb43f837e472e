"""One sheet a list, and one for what units wrote in words: lines as they stand, by unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.files.model import Area, Sheet, Style, Value, cell_name
from toolkit.form.model import Block, BlockKind, Form, Key, Rollup
from toolkit.intake.model import EntryValue
from toolkit.merge.model import Line, Total, Totals
from toolkit.text import write_number
from toolkit.workbook import formulas, styles
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, computes, fits, legend_of, put_head, put_notes, sheet_name
from toolkit.workbook.columns import total_cell

_HEAD, _FIRST_ROW, _FIRST_COL = 4, 5, 2
_UNIT_WIDTH = 26.0


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list's sheet and the addresses of its live totals."""

    sheet: Sheet
    addresses: Mapping[Key, str]


def plan_lists(book: Book, totals: Totals, taken: set[str]) -> tuple[ListSheet, ...]:
    """The sheets of all lists of the round; personal columns are left out."""
    return tuple(
        _plan_list(book, form, block, totals, taken)
        for form in book.round.forms
        for block in form.blocks
        if block.kind is BlockKind.LIST and block.rollup is not Rollup.NONE
    )


def plan_words(book: Book, totals: Totals, taken: set[str]) -> tuple[Sheet, ...]:
    """One sheet of narratives and texts: part, unit, what it wrote; none when the forms ask for no words."""
    parts = [(form, block) for form in book.round.forms for block in form.blocks if _in_words(block)]
    if not parts:
        return ()
    board = Board(sheet_name(taken, book.say("sheet_words")))
    widths = [5.0, _UNIT_WIDTH, 110.0]
    put_head(book, board, book.say("title_words"), 2, split=1)
    board.row(_HEAD, 0, [book.say(w) for w in ("col_order", "col_unit", "col_words")], styles.HEAD)
    row, marks = _FIRST_ROW, set[str]()
    for form, block in parts:
        lines = [line for line in totals.lines if (line.form, line.block) == (form.id, block.id)]
        count = book.say(
            "part_count", part=block.label, lines=len(lines), units=len({one.unit_id for one in lines})
        )
        board.span(Area(row, 0, row, 2), count, styles.GROUP)
        for at, line in enumerate(lines, start=1):
            row += 1
            text = _words(book, block, line)
            board.put(row, 0, at, styles.CENTER)
            mark = _mark(book, line, line.values[0][0])
            marks |= {mark} - {""}
            board.put(row, 1, book.unit_name(line.unit_id), styles.TEXT)
            board.put(row, 2, text, styles.decided(styles.TEXT, mark))
            board.heights[row] = 16 * max(
                lines_needed(text, widths[2]), lines_needed(book.unit_name(line.unit_id), _UNIT_WIDTH)
            )
        row += 1
    put_notes(board, row + 1, 2, sum(widths), legend_of(book, marks))
    return (board.sheet(widths, freeze=(_FIRST_ROW, 0), repeat=(_HEAD, _HEAD), tab="#FFC000"),)


def _in_words(block: Block) -> bool:
    told = any(item.rollup is Rollup.CONCAT for item in block.fields) and block.kind is BlockKind.FIELDS
    return told or (block.kind is BlockKind.NARRATIVE and block.rollup is not Rollup.NONE)


def _words(book: Book, block: Block, line: Line) -> str:
    (code, value) = line.values[0]
    text = str(value)
    if block.kind is BlockKind.NARRATIVE:
        return text
    return f"{book.text(block.column(code).label)}: {text}"


def _plan_list(book: Book, form: Form, block: Block, totals: Totals, taken: set[str]) -> ListSheet:
    board = Board(sheet_name(taken, book.sheet_of(block)))
    items = [item for item in block.fields if not item.personal]
    lines = [line for line in totals.lines if (line.form, line.block) == (form.id, block.id)]
    last_col = max(_FIRST_COL + len(items) - 1, 3)
    widths = [5.0, _UNIT_WIDTH, *(float(item.width or 20) for item in items)]
    put_head(book, board, book.text(block.label), last_col, split=1)
    heads = [book.say("col_order"), book.say("col_unit"), *(book.text(item.label) for item in items)]
    board.row(_HEAD, 0, heads, styles.HEAD)
    board.heights[_HEAD] = 16 * max(
        2, *(lines_needed(head, width) for head, width in zip(heads, widths, strict=True))
    )
    marks: set[str] = set()
    for at, line in enumerate(lines):
        row, values = _FIRST_ROW + at, dict(line.values)
        cells = [book.unit_name(line.unit_id), *(_plain(book, values.get(item.code)) for item in items)]
        board.put(row, 0, at + 1, styles.CENTER)
        for col, cell in enumerate(cells, start=1):
            mark = "" if col == 1 else _mark(book, line, items[col - 2].code)
            marks |= {mark} - {""}
            board.put(row, col, cell, styles.decided(_look(book, cell), mark))
        needed = (lines_needed(str(c or ""), w) for c, w in zip(cells, widths[1:], strict=True))
        board.heights[row] = 16 * max(needed)
    end = _FIRST_ROW + len(lines) - 1
    by_key = {total.key: total for total in totals.totals}
    addresses = _put_totals(book, board, form, block, end, by_key)
    note = book.say("list_note", lines=len(lines), units=len({one.unit_id for one in lines}))
    put_notes(
        board, _total_row(block, end, by_key) + 2, last_col, sum(widths), [note, *legend_of(book, marks)]
    )
    widths += [12.0] * (last_col + 1 - len(widths))
    sheet = board.sheet(widths, freeze=(_FIRST_ROW, _FIRST_COL), repeat=(_HEAD, _HEAD), tab="#ED7D31")
    return ListSheet(sheet, addresses)


def _mark(book: Book, line: Line, code: str) -> str:
    """The decision behind a cell of a list's line, a narrative's line or a text."""
    keys = (
        Key(line.form, line.block, code, str(line.number), code),
        Key(line.form, line.block, code, str(line.number) if code == line.block else ""),
    )
    return next((book.decided[line.unit_id, key] for key in keys if (line.unit_id, key) in book.decided), "")


def _total_row(block: Block, end: int, totals: Mapping[Key, Total]) -> int:
    """TỔNG CỘNG stands under the lines, or under the row of adjustments where there is one."""
    return end + 1 + any(total.adjustment for key, total in totals.items() if key.block == block.id)


def _put_totals(
    book: Book, board: Board, form: Form, block: Block, end: int, totals: Mapping[Key, Total]
) -> dict[Key, str]:
    """The last row: how many lines, and the sums of numeric columns; adjustments in a row above it."""
    row, found = _total_row(block, end, totals), {}
    items = [item for item in block.fields if not item.personal]
    whole = styles.bold(styles.CENTER)
    board.put(row, 1, book.say("grand_total"), whole)
    if row > end + 1:
        board.row(end + 1, 0, [None, book.say("adjustment_row"), *[None] * len(items)], styles.TEXT_BOLD)
    columns = [(0, block.id), *((_FIRST_COL + at, item.code) for at, item in enumerate(items))]
    for col, code in columns:
        key = Key(form.id, block.id, code)
        total = totals.get(key)
        if total is None:
            board.put(row, col, None, whole)
            continue
        value, style = total_cell(book, total)
        cells = f"{cell_name(_FIRST_ROW, col)}:{cell_name(end, col)}"
        adjustment = ""
        if total.adjustment:
            adjustment = cell_name(end + 1, col)
            board.put(end + 1, col, total.adjustment, styles.signed_style(total.adjustment, book.lang))
        formula = _formula(book, total, cells, code == block.id, end)
        formula = formulas.with_adjustment(formula, adjustment)
        board.put(row, col, value, styles.bold(style), formula=formula, about=("", *key))
        found[key] = board.address(row, col)
    return found


def _formula(book: Book, total: Total, cells: str, is_count: bool, end: int) -> str:
    """Live while there are lines; "…" and a reported 0 stand as they are."""
    if end < _FIRST_ROW or total.value is None or not computes(total):
        return ""
    if is_count:
        return f"=COUNT({cells})"
    if total.rollup is Rollup.COUNT_YES:
        return f'=COUNTIF({cells},"{book.say("yes")}")'
    return f"=SUM({cells})" if total.rollup is Rollup.SUM else ""


def _look(book: Book, cell: Value) -> Style:
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return styles.number_style(cell, book.lang)
    return styles.CENTER if isinstance(cell, date) else styles.TEXT


def _plain(book: Book, value: EntryValue) -> Value:
    if isinstance(value, bool):
        return book.say("yes" if value else "no")
    if isinstance(value, int | Decimal) and not fits(value):
        return write_number(value, book.lang)
    return value
