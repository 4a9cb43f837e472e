"""The units x fields table in the official look, over as many sheets as are readable on paper.

One row a unit in the round's order (the own agencies last), a row of adjustments where there are any, and TỔNG CỘNG as
live formulas; every sheet has the same rows, so that formulas may reach across sheets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from toolkit.files.model import Area, Sheet, Style, Value, cell_name
from toolkit.form.model import Key, Rollup
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Total, Totals
from toolkit.text import write_number
from toolkit.units import Unit
from toolkit.workbook import formulas, styles
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, computes, legend_of, put_head, put_notes, share, sheet_name
from toolkit.workbook.columns import Column, Fact, Facts, Kind, each_asked, show, total_cell
from toolkit.workbook.data import DataTable

COLUMNS_A_SHEET = 14
_ON_ONE_PAGE = 40
"""With up to so many units a table is readable on one landscape page."""
_BLOCK, _LABEL, _PART, _MEASURE, _NUMBER, FIRST_ROW = 4, 5, 6, 7, 8, 9
_ORDER_COL, _UNIT_COL, _FIRST_COL = 0, 1, 2
_WIDTH, _UNIT_WIDTH, _LONG_NAME = 10.5, 30.0, 48.0
_DOWN = "↓"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a column stands."""

    column: Column
    sheet: str
    col: int


@dataclass(frozen=True, slots=True)
class UnitTables:
    """The sheets, and the address of every total on them."""

    sheets: tuple[Sheet, ...]
    addresses: Mapping[Key, str]


def plan_tables(
    book: Book, columns: Sequence[Column], facts: Facts, totals: Totals, data: DataTable, taken: set[str]
) -> UnitTables:
    """All sheets of the table; none when the round's forms have no such fields. A unit's name leads to its rows of `data`,
    a field's to its total: links a row and a column, as Excel takes 65,530 a sheet.
    """
    chunks = _chunks(columns)
    names = [
        sheet_name(taken, book.say("sheet_units") if len(chunks) == 1 else f"{book.say('sheet_units')} {at}")
        for at in range(1, len(chunks) + 1)
    ]
    placed = {
        (column.form.id, column.code): Placed(column, name, _FIRST_COL + at)
        for name, chunk in zip(names, chunks, strict=True)
        for at, column in enumerate(chunk)
    }
    by_key = {total.key: total for total in totals.totals}
    keys = {where.column.key for where in placed.values()}
    is_adjusted = any(total.adjustment for key, total in by_key.items() if key in keys)
    table = _Table(book, facts, placed, by_key, data, is_adjusted)
    sheets = tuple(table.sheet(name, chunk) for name, chunk in zip(names, chunks, strict=True))
    addresses = {
        where.column.key: table.board_address(where)
        for where in placed.values()
        if where.column.key in by_key
    }
    return UnitTables(sheets, addresses)


def _chunks(columns: Sequence[Column]) -> list[list[Column]]:
    """Whole blocks together while they fit; a long block is cut, never within the parts of a rate."""
    fields = [list(group) for _, group in groupby(columns, key=lambda c: (c.form.id, c.item.code))]
    chunks: list[list[Column]] = []
    for _, group in groupby(fields, key=lambda parts: (parts[0].form.id, parts[0].block.id)):
        block = list(group)
        size = sum(map(len, block))
        if not chunks or len(chunks[-1]) + size > COLUMNS_A_SHEET:
            chunks.append([])
        for parts in block:
            if len(chunks[-1]) + len(parts) > COLUMNS_A_SHEET:
                chunks.append([])
            chunks[-1] += parts
    return [chunk for chunk in chunks if chunk]


@dataclass(frozen=True, slots=True)
class _Table:
    book: Book
    facts: Facts
    placed: Mapping[tuple[str, str], Placed]
    totals: Mapping[Key, Total]
    data: DataTable
    is_adjusted: bool

    @property
    def last_row(self) -> int:
        """The last unit's; adjustments stand under it."""
        return FIRST_ROW + len(self.book.round.units) - 1

    @property
    def total_row(self) -> int:
        return self.last_row + 1 + self.is_adjusted

    def board_address(self, where: Placed) -> str:
        return Board(where.sheet).address(self.total_row, where.col)

    def sheet(self, name: str, chunk: Sequence[Column]) -> Sheet:
        book, board = self.book, Board(name)
        last_col = max(_FIRST_COL + len(chunk) - 1, 5)
        put_head(book, board, book.say("title_units"), last_col)
        self._head(board, chunk)
        longest = max((len(unit.name) for unit in book.round.units), default=0)
        wide = min(max(_UNIT_WIDTH, longest * 1.05), _LONG_NAME)
        for at, unit in enumerate(book.round.units):
            row = FIRST_ROW + at
            look = styles.TEXT_BOLD if unit.is_own else styles.TEXT
            board.put(row, _ORDER_COL, None if unit.is_own else at + 1, styles.CENTER)
            board.put(row, _UNIT_COL, unit.name, look, link=self.data.first[unit.unit_id])
            board.heights[row] = 15.5 * lines_needed(unit.name, wide)
        whole = styles.bold(styles.CENTER)
        rows = [(self.last_row + 1, "adjustment_row", styles.TEXT_BOLD)] * self.is_adjusted
        for row, words, look in (*rows, (self.total_row, "grand_total", whole)):
            board.span(Area(row, _ORDER_COL, row, _UNIT_COL), book.say(words), look)
            board.heights[row] = 20
        marks: set[str] = set()
        for at, column in enumerate(chunk):
            marks |= self._fill(board, column, _FIRST_COL + at)
        widths = [5.0, wide, *[_WIDTH] * (last_col - 1)]
        links = book.say("links_note", sheet=self.data.sheet.name)
        notes = [book.say("legend"), links, *legend_of(book, marks)]
        put_notes(board, self.total_row + 2, last_col, sum(widths), notes)
        few = len(self.book.round.units) <= _ON_ONE_PAGE
        return board.sheet(
            widths, freeze=(FIRST_ROW, _FIRST_COL), repeat=(_BLOCK, _NUMBER), tab="#4472C4", one_page=few
        )

    def _head(self, board: Board, chunk: Sequence[Column]) -> None:
        book = self.book
        board.span(Area(_BLOCK, _ORDER_COL, _NUMBER, _ORDER_COL), book.say("col_order"), styles.HEAD)
        board.span(Area(_BLOCK, _UNIT_COL, _NUMBER, _UNIT_COL), book.say("col_unit"), styles.HEAD)
        col, tallest = _FIRST_COL, 2
        for (_, block_id), group in groupby(chunk, key=lambda c: (c.form.id, c.block.id)):
            columns = list(group)
            label = book.text(columns[0].form.block(block_id).label)
            board.span(Area(_BLOCK, col, _BLOCK, col + len(columns) - 1), label, styles.HEAD)
            board.heights[_BLOCK] = max(
                board.heights.get(_BLOCK, 18), 15.5 * lines_needed(label, _WIDTH * len(columns))
            )
            for _, parts in groupby(columns, key=lambda c: c.item.code):
                field = list(parts)
                tallest = max(tallest, lines_needed(book.text(field[0].item.label), _WIDTH * len(field) - 1))
                self._field_head(board, col, field)
                col += len(field)
        board.heights[_LABEL] = min(15.5 * tallest, 170)
        board.heights[_PART] = 46 if any(len(rows) > 1 for rows in self._fields(chunk)) else 6

    def _fields(self, chunk: Sequence[Column]) -> list[list[Column]]:
        return [list(group) for _, group in groupby(chunk, key=lambda c: (c.form.id, c.item.code))]

    def _field_head(self, board: Board, col: int, parts: Sequence[Column]) -> None:
        book, item, last = self.book, parts[0].item, col + len(parts) - 1
        label, measure = book.text(item.label), book.text(item.measure)
        if len(parts) == 1:
            board.span(Area(_LABEL, col, _PART, col), label, styles.HEAD)
            unit = "%" if parts[0].is_rate and not measure else measure
            board.put(_MEASURE, col, unit, styles.HEAD_SMALL)
        else:
            board.span(Area(_LABEL, col, _LABEL, last), label, styles.HEAD)
            words = (book.text(item.num_label), book.text(item.den_label), book.say("col_rate"))
            fallback = (book.say("col_num"), book.say("col_den"), "")
            for at, (word, other) in enumerate(zip(words, fallback, strict=True)):
                board.put(_PART, col + at, word or other, styles.HEAD_SMALL)
                board.put(_MEASURE, col + at, "%" if at == 2 else "", styles.HEAD_SMALL)
        # Not on the label: LibreOffice does not break a linked text into lines.
        total = board.place(self.total_row, last)
        board.span(Area(_NUMBER, col, _NUMBER, last), item.number or _DOWN, styles.HEAD_SMALL, total)

    def _fill(self, board: Board, column: Column, col: int) -> set[str]:
        """One column; gives the marks of decisions that it shows."""
        marks: set[str] = set()
        asked = dict(each_asked(self.book, column))
        for row in range(FIRST_ROW, self.last_row + 1):
            unit = asked.get(row - FIRST_ROW)
            if unit is None:
                board.put(row, col, None, styles.NOT_ASKED)
                continue
            if column.is_rate:
                value, style, formula, note = self._rate(unit, column, row)
            else:
                fact = self.facts.of(unit, column)
                (value, style), formula, note = show(self.book, fact), "", fact.note
                marks |= {fact.mark} - {""}
            about = (unit.unit_id, *column.key)
            board.put(row, col, value, style, formula=formula, comment=note, about=about)
        self._total(board, column, col)
        return marks

    def _rate(self, unit: Unit, column: Column, row: int) -> tuple[Value, Style, str, str]:
        """A unit's rate: a live quotient where both numbers are there, else a mark; stated alone it is a text."""
        book, pair = self.book, [self.placed.get((column.form.id, code)) for code in column.item.pair]
        stated = self.facts.of(unit, column) if column.item.is_typed_rate else Fact(Kind.MISSING)
        num, den = (self.facts.of(unit, p.column) if p else Fact(Kind.MISSING) for p in pair)
        kinds = {num.kind, den.kind}
        if Kind.HELD in kinds or (stated.kind is Kind.HELD and Kind.MISSING in kinds):
            return styles.HELD_MARK, styles.HELD, "", num.note or den.note or stated.note
        if kinds <= {Kind.VALUE, Kind.NONE}:
            if not den.number or (num.number is None and num.kind is Kind.VALUE):
                return styles.NONE_MARK, styles.ABSENT, "", ""
            qualifier = Qualifier.of_ratio(num.number, num.qualifier, den.qualifier)
            style = styles.rate_style(book.office.decimals, book.lang, qualifier)
            if num.kind is Kind.NONE or pair[0] is None or pair[1] is None:
                return 0, style, "", ""
            cells = [_from(board_name=self._sheet_of(column), where=p, row=row) for p in pair if p]
            return share(num.number or 0, den.number), style, formulas.quotient(*cells), ""
        if stated.number is not None:
            text = f"{write_number(stated.number, book.lang)}%{styles.STATED_MARK}"
            return text, styles.ABSENT, "", book.say("stated_note")
        if kinds == {Kind.NOT_APPLICABLE}:
            return styles.NOT_APPLICABLE_MARK, styles.ABSENT, "", ""
        return styles.MISSING_MARK, styles.ABSENT, "", ""

    def _sheet_of(self, column: Column) -> str:
        return self.placed[column.form.id, column.code].sheet

    def _total(self, board: Board, column: Column, col: int) -> None:
        total = self.totals.get(column.key)
        if self.is_adjusted:
            amount = total.adjustment if total else Decimal(0)
            look = styles.signed_style(amount, self.book.lang) if amount else styles.NUMBER
            board.put(self.last_row + 1, col, amount or None, look)
        if total is None:
            board.put(self.total_row, col, None, styles.bold(styles.NOT_ASKED))
            return
        value, style = total_cell(self.book, total)
        formula, about = self._formula(total, column), ("", *column.key)
        board.put(self.total_row, col, value, styles.bold(style), formula=formula, about=about)

    def _formula(self, total: Total, column: Column) -> str:
        first = FIRST_ROW
        if column.own_only:
            own = [at for at, unit in enumerate(self.book.round.units) if unit.is_own]
            if not own:
                return ""
            first += own[0]
        if not computes(total):
            return ""

        def cells(code: str) -> str:
            where = self.placed[column.form.id, code]
            if where.sheet == self._sheet_of(column):
                return f"{cell_name(first, where.col)}:{cell_name(self.last_row, where.col)}"
            return Board(where.sheet).column(where.col, first, self.last_row)

        match total.rollup:
            case Rollup.COUNT_YES:
                words = self.book.say("yes"), self.book.say("no")
                return formulas.count_yes(cells(column.code), *words, self._adjustment(column, column.code))
            case Rollup.RATIO:
                pair = column.item.pair
                if not all((column.form.id, code) in self.placed for code in pair):
                    return ""
                num, den = pair if total.numerator is not None else ("", "")
                put_on = self._adjustment(column, num), self._adjustment(column, den)
                return formulas.ratio_over(cells(column.code), cells(pair[0]), cells(pair[1]), put_on)
        return formulas.sum_over(cells(column.code), self._adjustment(column, column.code))

    def _adjustment(self, column: Column, code: str) -> str:
        """The cell of what was put on a column's total, as a formula in `column` names it; "" where nothing was."""
        where = self.placed.get((column.form.id, code))
        total = self.totals.get(where.column.key) if where else None
        if where is None or total is None or not total.adjustment:
            return ""
        return _from(board_name=self._sheet_of(column), where=where, row=self.last_row + 1)


def _from(*, board_name: str, where: Placed, row: int) -> str:
    here = cell_name(row, where.col)
    return here if where.sheet == board_name else Board(where.sheet).address(row, where.col)
