"""One sheet a grid, as the decree prints it: fixed rows, merged heads, printed column numbers, TỔNG CỘNG.

A cell is a live sum over the data sheet's counted values, TỔNG CỘNG a live sum of the cells above it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.files.model import Area, Sheet, cell_name
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, Rollup
from toolkit.merge.model import TOTAL_ROW, Total, Totals
from toolkit.workbook import formulas, styles
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import (
    Book,
    column_number,
    computes,
    legend_of,
    put_head,
    put_notes,
    sheet_name,
    signed,
)
from toolkit.workbook.columns import total_cell
from toolkit.workbook.data import DataTable
from toolkit.workbook.data_rows import lookup_key

_PERIOD, _PARTIES, _HEAD, _GROUPED, _NUMBERS, _FIRST_ROW = 2, 3, 4, 5, 6, 7
_ORDER, _LABEL, _FIRST_COL = 0, 1, 2
_WIDTH, _LABEL_WIDTH = 10.0, 26.0


@dataclass(frozen=True, slots=True)
class GridSheet:
    """A grid's sheet and the addresses of its totals."""

    sheet: Sheet
    addresses: Mapping[Key, str]


def plan_grids(book: Book, totals: Totals, data: DataTable, taken: set[str]) -> tuple[GridSheet, ...]:
    """The sheets of all grids of the round."""
    by_key = {total.key: total for total in totals.totals}
    amounts = {total.key: totals.own_adjustment(total) for total in totals.totals if total.adjustment}
    return tuple(
        _Grid(book, form, block, by_key, amounts, data).plan(taken)
        for form in book.round.forms
        for block in form.blocks
        if block.kind is BlockKind.GRID
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    book: Book
    form: Form
    block: Block
    totals: Mapping[Key, Total]
    amounts: Mapping[Key, Decimal]
    data: DataTable

    def plan(self, taken: set[str]) -> GridSheet:
        book, block = self.book, self.block
        board = Board(sheet_name(taken, book.sheet_of(block)))
        last_col = _FIRST_COL + len(block.fields) - 1
        self._above(board, last_col)
        self._head(board)
        rows = {row.code: _FIRST_ROW + at for at, row in enumerate(block.rows)}
        last = self._adjustments(board, _FIRST_ROW + len(rows)) - 1
        if block.total_row:
            last += 1
            rows[TOTAL_ROW] = last
        marks: set[str] = set()
        for code, row in rows.items():
            marks |= self._row(board, row, code)
        widths = [5.0, _LABEL_WIDTH, *[_WIDTH] * len(block.fields)]
        notes = [self._coverage(), book.say("legend"), *legend_of(book, marks)]
        put_notes(board, last + 2, last_col, sum(widths), notes)
        addresses = {
            self._key(code, item): board.address(row, _FIRST_COL + col)
            for code, row in rows.items()
            for col, item in enumerate(block.fields)
            if self._key(code, item) in self.totals
        }
        sheet = board.sheet(widths, freeze=(_FIRST_ROW, _FIRST_COL), repeat=(_HEAD, _NUMBERS), tab="#70AD47")
        return GridSheet(sheet, addresses)

    def _above(self, board: Board, last_col: int) -> None:
        """What the decree prints over the table: title, period with its dates, the form's number, who reports to whom, and
        what is counted.
        """
        book, period = self.book, self.book.round.period
        alone = len(self.form.blocks) == 1
        title = book.text(self.form.title if alone else self.block.label).upper()
        width = _LABEL_WIDTH + _WIDTH * len(self.block.fields)
        put_head(book, board, title, last_col, split=min(3, last_col - 1))
        board.heights[1] = 20 * lines_needed(title, width / 1.8)
        first, last = (f"{day.day}/{day.month}/{day.year}" for day in (period.start, period.cut_off))
        window = book.say("grid_period", period=period.label, first=first, last=last)
        board.put(_PERIOD, 0, window, styles.SUBTITLE)
        number = [book.say("grid_number", number=self.form.number)] if self.form.number else []
        asker = [book.say("grid_reports", unit=book.office.name)]
        receiver = (
            [book.say("grid_receives", units="; ".join(book.office.addressee))]
            if book.office.addressee
            else []
        )
        lines = [*number, *asker, *receiver]
        split = max(_LABEL + 1, last_col // 2)
        board.span(Area(_PARTIES, 0, _PARTIES, split), "\n".join(lines), styles.LEAD)
        board.heights[_PARTIES] = 16 * len(lines)
        measures = {book.text(item.measure) for item in self.block.fields if item.type is not FieldType.RATE}
        only = measures.pop() if len(measures) == 1 else ""
        measure = book.say("grid_measure", measure=only) if only else ""
        board.span(Area(_PARTIES, split + 1, _PARTIES, max(last_col, split + 1)), measure, styles.MEASURE)

    def _head(self, board: Board) -> None:
        book, block = self.book, self.block
        board.span(Area(_HEAD, _ORDER, _GROUPED, _ORDER), book.say("col_order"), styles.HEAD)
        board.span(Area(_HEAD, _LABEL, _GROUPED, _LABEL), book.say("col_row"), styles.HEAD)
        grouped = {code for group in block.head for code in group.columns}
        tallest = 2
        for at, item in enumerate(block.fields):
            col, label = _FIRST_COL + at, book.text(item.label)
            tallest = max(tallest, lines_needed(label, _WIDTH))
            top = _GROUPED if item.code in grouped else _HEAD
            board.span(Area(top, col, _GROUPED, col), label, styles.HEAD)
            board.put(_NUMBERS, col, column_number(item, at), styles.HEAD_SMALL)
        for group in block.head:
            cols = [_FIRST_COL + at for at, item in enumerate(block.fields) if item.code in group.columns]
            board.span(Area(_HEAD, cols[0], _HEAD, cols[-1]), book.text(group.label), styles.HEAD)
        board.row(_NUMBERS, _ORDER, ["(1)", "(2)"], styles.HEAD_SMALL)
        board.heights |= {_HEAD: 32, _GROUPED: 15.5 * tallest}

    def _adjustments(self, board: Board, row: int) -> int:
        """What was put on each row, which is in that row's figures already, and last what was put on TỔNG CỘNG itself; from
        `row` on, a row for each that has any. Gives the first free row.
        """
        named = [(line.code, self.book.text(line.label)) for line in self.block.rows]
        for code, label in [*named, (TOTAL_ROW, "")]:
            amounts = [self.amounts.get(self._key(code, item), Decimal(0)) for item in self.block.fields]
            if not any(amounts):
                continue
            words = (
                self.book.say("adjustment_of_row", row=label) if label else self.book.say("adjustment_row")
            )
            board.span(Area(row, _ORDER, row, _LABEL), words, styles.TEXT if label else styles.TEXT_BOLD)
            board.heights[row] = 16 * lines_needed(words, _LABEL_WIDTH)
            for col, amount in enumerate(amounts, start=_FIRST_COL):
                look = styles.signed_style(amount, self.book.lang) if amount else styles.NUMBER
                board.put(row, col, amount or None, look)
            row += 1
        return row

    def _row(self, board: Board, row: int, code: str) -> set[str]:
        """One row; gives the marks of decisions that it shows."""
        book, whole = self.book, code == TOTAL_ROW
        if whole:
            board.span(Area(row, _ORDER, row, _LABEL), book.say("grand_total"), styles.bold(styles.CENTER))
        else:
            at = row - _FIRST_ROW
            label = book.text(self.block.rows[at].label)
            board.put(row, _ORDER, self.block.rows[at].number or str(at + 1), styles.CENTER)
            board.put(row, _LABEL, label, styles.TEXT)
            board.heights[row] = 16 * lines_needed(label, _LABEL_WIDTH)
        marks: set[str] = set()
        for col, item in enumerate(self.block.fields, start=_FIRST_COL):
            total = self.totals.get(self._key(code, item))
            if total is None:
                board.put(row, col, None, styles.NOT_ASKED)
                continue
            value, style = total_cell(book, total)
            mark = "adjusted" if total.adjustment and not whole else ""
            note = book.say("adjusted_note", amount=signed(book, total.adjustment)) if mark else ""
            style = styles.bold(style) if whole else styles.decided(style, mark)
            marks |= {mark} - {""}
            formula = self._formula(total, item, row, col)
            board.put(row, col, value, style, formula=formula, comment=note, about=("", *total.key))
        return marks

    def _formula(self, total: Total, item: Field, row: int, col: int) -> str:
        if not computes(total):
            return ""
        if total.rollup is Rollup.RATIO:
            return self._ratio(total, item, row)
        if total.key.row == TOTAL_ROW:
            last = _FIRST_ROW + len(self.block.rows) - 1
            own = cell_name(row - 1, col) if self.amounts.get(total.key) else ""
            return formulas.sum_above(f"{cell_name(_FIRST_ROW, col)}:{cell_name(last, col)}", own)
        where = self.data
        args = (where.values, where.keys, lookup_key(total.key), where.counted, self.book.say("yes"))
        if total.rollup is Rollup.COUNT_YES:
            return formulas.looked_up_yes(*args, self.book.say("yes"))
        return formulas.looked_up(*args)

    def _ratio(self, total: Total, item: Field, row: int) -> str:
        """A quotient of two cells of the row while both are sums over just the units of the ratio."""
        codes = [field.code for field in self.block.fields]
        parts = [self.totals.get(self._key(total.key.row, field)) for field in self._pair(item)]
        sums = (total.numerator, total.denominator)
        if not total.denominator or tuple(part.value if part else None for part in parts) != sums:
            return ""
        num, den = (cell_name(row, _FIRST_COL + codes.index(code)) for code in item.pair)
        return formulas.quotient(num, den)

    def _pair(self, item: Field) -> list[Field]:
        return [field for code in item.pair for field in self.block.fields if field.code == code]

    def _key(self, row: str, item: Field) -> Key:
        return Key(self.form.id, self.block.id, item.code, row, item.code)

    def _coverage(self) -> str:
        """Over all cells of the grid: how many units are in every total, and who is held anywhere."""
        found = [t for key, t in self.totals.items() if key[:2] == (self.form.id, self.block.id)]
        asked = {unit for total in found for unit in total.coverage.asked}
        held = {unit for total in found for unit in total.coverage.held}
        reporting = {unit for total in found for unit in total.coverage.reporting} | held
        return self.book.say(
            "grid_coverage",
            reporting=len(reporting),
            asked=len(asked),
            held=len(held),
            missing=len(asked - reporting),
        )
