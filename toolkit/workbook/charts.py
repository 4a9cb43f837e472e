"""The sheet of charts, laid out for paper: under a chart's title stand the cells that it draws, those of a long one, two
of which share a page, beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.files.chart import Chart, Series
from toolkit.files.model import Area, Page, Sheet, Style
from toolkit.merge.model import Totals
from toolkit.text import write_number
from toolkit.validation.model import Standing
from toolkit.workbook import styles
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, put_head, sheet_name
from toolkit.workbook.columns import Facts
from toolkit.workbook.drawings import Drawing, Figure, Row, drawings
from toolkit.workbook.summary import Summary

_LABEL_WIDTH, _NUMBER_WIDTH, _NUMBERS = 35.0, 11.0, 3
_WIDTHS = (_LABEL_WIDTH, *[_NUMBER_WIDTH] * _NUMBERS)
"""Narrow enough for a page as it is: a sheet that is fitted to a page's width ignores where pages are to end."""
_CHART_WIDTH = 490
_PAGE = 720.0
"""Points of a page that rows may take, with a margin for programs that measure otherwise."""
_LINE = 15.0
_SPARE = 0.85
"""Of the labels' width, what is left to them where numbers are long."""
_DENSE = 14
"""With more rows than this a chart is drawn closer, and its cells stand beside it, where they are not printed."""
_SIDE_COL = 5
_SIDE = (3.0, 30.0, *[_NUMBER_WIDTH] * _NUMBERS)
"""A gap, then the columns of cells that stand beside their chart."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """Where the cells of a chart stand: the first and the last row, and the column of labels."""

    first: int
    last: int
    col: int


def plan_charts(
    book: Book,
    totals: Totals,
    summary: Summary,
    facts: Facts,
    standings: Sequence[Standing],
    tables: Sequence[Sheet],
    taken: set[str],
) -> tuple[Sheet, ...]:
    """The sheet of charts; none where nothing has been reported. `tables` are the sheets on which units' figures stand."""
    if not totals.returned and not any(total.value is not None for total in totals.totals):
        return ()
    board = Board(sheet_name(taken, book.say("sheet_charts")))
    put_head(book, board, book.say("title_charts"), _NUMBERS, split=0)
    used, row = sum(board.heights.values()) + _LINE, 4
    charts, breaks = list[Chart](), list[int]()
    for drawing in drawings(book, totals, summary, facts, standings, tables):
        table, drawn = _table_height(drawing), _chart_height(drawing) * 0.75
        if used + table + drawn > _PAGE and used > 0:
            breaks.append(row)
            used = 0
        row, cells = _put_table(book, board, row, drawing)
        used += table
        if used + drawn > _PAGE:
            breaks.append(row)
            used = 0
        charts.append(_chart(book, board, row, drawing, cells))
        line = _line(drawing)
        rows = max(int(drawn / line) + 2, len(drawing.rows) + 2 if cells.col else 0)
        board.heights |= dict.fromkeys(range(row, row + rows), line)
        row, used = row + rows, used + rows * line
    sheet = board.sheet((*_WIDTHS, *_SIDE), landscape=False, tab="#00B0F0")
    page = Page(fit_width=0, breaks=tuple(breaks), area=Area(0, 0, row, _NUMBERS))
    return (replace(sheet, page=page, charts=tuple(charts), widths=_in_all(sheet.widths)),)


def _in_all(widths: Mapping[int, float]) -> Mapping[int, float]:
    """The widths of the columns, the labels' made narrower by what numbers need more than planned."""
    more = sum(widths[col] for col in range(len(_WIDTHS))) - sum(_WIDTHS)
    return {**widths, 0: widths[0] - more}


def _table_height(drawing: Drawing) -> float:
    """What is printed above the chart: its title and note, and the cells where they do not stand beside it."""
    rows = 0.0 if _is_dense(drawing) else 30 + sum(map(_row_height, drawing.rows))
    return 20 + rows + (30 if drawing.note else 0) + 6


def _is_dense(drawing: Drawing) -> bool:
    return len(drawing.rows) > _DENSE


def _line(drawing: Drawing) -> float:
    """The height of a row beside or behind its chart."""
    return 12.5 if _is_dense(drawing) else _LINE


def _row_height(row: Row) -> float:
    return _LINE * lines_needed(row.label, _LABEL_WIDTH * _SPARE)


def _chart_height(drawing: Drawing) -> int:
    """In pixels: room for the title and the legend, and for every bar."""
    bar, gap = (11, 4) if _is_dense(drawing) else (16, 10)
    return 84 + len(drawing.rows) * (bar * len(drawing.series) + gap)


def _put_table(book: Book, board: Board, row: int, drawing: Drawing) -> tuple[int, _Cells]:
    """The title, the note and the cells that are drawn; gives the row in which the chart begins, and where the cells are."""
    board.span(Area(row, 0, row, _NUMBERS), drawing.title, styles.GROUP)
    board.heights[row] = 20
    row += 1
    dense = _is_dense(drawing)
    if not dense:
        row, cells = _put_cells(book, board, row, 0, drawing)
        for at, one in enumerate(drawing.rows, start=cells.first):
            board.heights[at] = _row_height(one)
        board.heights[cells.first - 1] = 30
    if drawing.note:
        board.span(Area(row, 0, row, _NUMBERS), drawing.note, styles.NOTE)
        board.heights[row] = 30
        row += 1
    board.heights[row] = 6
    row += 1
    return row, (_put_cells(book, board, row, _SIDE_COL, drawing)[1] if dense else cells)


def _put_cells(book: Book, board: Board, row: int, col: int, drawing: Drawing) -> tuple[int, _Cells]:
    """The cells under their heads, labels in column `col`; gives the first free row."""
    board.put(row, col, book.say("col_item"), styles.HEAD)
    board.row(row, col + 1, [name for name, _ in drawing.series], styles.HEAD)
    size = 9.0 if _is_dense(drawing) else 11.0
    for at, one in enumerate(drawing.rows, start=row + 1):
        board.put(at, col, one.label, replace(styles.TEXT, size=size))
        for to, (value, style, formula) in enumerate(one.cells, start=col + 1):
            board.put(at, to, value, replace(style, size=size), formula=formula)
    return row + 1 + len(drawing.rows), _Cells(row + 1, row + len(drawing.rows), col)


def _chart(book: Book, board: Board, row: int, drawing: Drawing, cells: _Cells) -> Chart:
    """Over cells that are put down."""
    series = tuple(
        Series(
            name=name,
            categories="=" + board.column(cells.col, cells.first, cells.last),
            values="=" + board.column(col, cells.first, cells.last),
            color=color,
        )
        for col, (name, color) in enumerate(drawing.series, start=cells.col + 1)
    )
    return Chart(
        row=row, col=0, title=drawing.title, alt=_alt(book, drawing), series=series, width=_CHART_WIDTH,
        height=_chart_height(drawing), number_format=drawing.number_format, most=drawing.most,
    )  # fmt: skip


def _alt(book: Book, drawing: Drawing) -> str:
    """What the chart shows, in words: its title and the figures of every row."""
    names = [name for name, _ in drawing.series]
    rows = []
    for row in drawing.rows:
        said = [
            f"{name} {_told(book, value, style)}" if len(names) > 1 else _told(book, value, style)
            for name, (value, style, _) in zip(names, row.cells, strict=True)
        ]
        rows.append(f"{row.label}: {', '.join(said)}")
    return f"{drawing.title}. {'; '.join(rows)}."


def _told(book: Book, value: Figure, style: Style) -> str:
    if value is None:
        return book.say("alt_missing")
    if "%" in style.number_format.split('"')[0]:
        return f"{write_number(value * 100, book.lang, book.office.decimals)}%"
    return write_number(value, book.lang)
