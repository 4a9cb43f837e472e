"""The sheet of charts: who has returned, how complete the totals are, totals of one measure beside last year's and the plan,
how they changed, and (in the copy to keep) figures by commune. Under every chart's title stand the cells that it draws.

Only figures of one measure share a chart. What is missing is an empty cell and a gap. Colours differ in brightness, so that
they can be told apart in print without colour.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.files.chart import Chart, Series
from toolkit.files.model import Area, Page, Sheet, Style
from toolkit.form.model import Key, OverTime, Rollup
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Total, Totals
from toolkit.text import write_number
from toolkit.units import Unit
from toolkit.validation.model import Presence, Standing
from toolkit.workbook import styles
from toolkit.workbook.beside import Put, cells
from toolkit.workbook.board import Board, lines_needed
from toolkit.workbook.book import Book, put_head, share, sheet_name
from toolkit.workbook.columns import Column, Facts, all_columns, total_cell
from toolkit.workbook.summary import THIS, Summary, listed, total_label

_LABEL_WIDTH, _NUMBER_WIDTH, _NUMBERS = 35.0, 11.0, 3
_WIDTHS = (_LABEL_WIDTH, *[_NUMBER_WIDTH] * _NUMBERS)
"""Narrow enough for a page as it is: a sheet that is fitted to a page's width ignores where pages are to end."""
_CHART_WIDTH = 490
_PAGE = 720.0
"""Points of a page that rows may take, with a margin for programs that measure otherwise."""
_LINE = 15.0
_WHOLE = Decimal("1.15")
"""Where the axis of shares of a whole ends: behind the whole, so that its number has room."""
_SPARE = 0.85
"""Of the labels' width, what is left to them where numbers are long."""
_A_CHART, _LEAST, _CHANGES, _UNITS, _BY_UNIT = 7, 6, 15, 40, 6
"""At most so many totals in a chart, incomplete ones, changes, units, and charts by unit."""
_DENSE = 14
"""With more rows than this a table and its chart are drawn closer, to share a page."""
_COLOURS = {"this": "#1F4E79", "last_year": "#8FB4DC", "plan": "#E7E6E6", "other": "#5B7F9F"}


_Figure = int | Decimal | None
_Cell = tuple[_Figure, Style, str]
"""What is drawn (None is a gap), its look, and the formula that takes it from where it stands."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A label, and a cell for each series."""

    label: str
    cells: tuple[_Cell, ...]


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One chart with the cells it draws. `series` are names and colours; `note` stands under it."""

    title: str
    series: tuple[tuple[str, str], ...]
    rows: tuple[_Row, ...]
    number_format: str = "#,##0"
    note: str = ""
    most: Decimal | None = None


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
    drawings = [
        *_standing(book, standings),
        *_coverage(book, totals),
        *_by_measure(book, totals, summary),
        *_changes(book, totals, summary),
        *(_by_unit(book, facts, tables) if book.internal else ()),
    ]
    if not totals.returned and not any(total.value is not None for total in totals.totals):
        return ()
    board = Board(sheet_name(taken, book.say("sheet_charts")))
    put_head(book, board, book.say("title_charts"), _NUMBERS, split=0)
    used, row = sum(board.heights.values()) + _LINE, 4
    charts, breaks = list[Chart](), list[int]()
    for drawing in drawings:
        table = _table_height(drawing)
        drawn = _chart_height(drawing) * 0.75
        if used + table + drawn > _PAGE and used > 0:
            breaks.append(row)
            used = 0
        row = _put_table(book, board, row, drawing)
        used += table
        if used + drawn > _PAGE:
            breaks.append(row)
            used = 0
        charts.append(_chart(book, board, row, drawing))
        rows = int(drawn / _LINE) + 2
        for at in range(row, row + rows):
            board.heights[at] = _LINE
        row, used = row + rows, used + rows * _LINE
    sheet = board.sheet(_WIDTHS, landscape=False, tab="#00B0F0")
    page = Page(fit_width=0, breaks=tuple(breaks))
    return (replace(sheet, page=page, charts=tuple(charts), widths=_in_all(sheet.widths)),)


def _in_all(widths: Mapping[int, float]) -> Mapping[int, float]:
    """The widths of the columns, the labels' made narrower by what numbers need more than planned."""
    more = sum(widths.values()) - sum(_WIDTHS)
    return {**widths, 0: widths[0] - more}


def _standing(book: Book, standings: Sequence[Standing]) -> Iterator[_Drawing]:
    """How many communes returned in time, late, and not at all."""
    own = {unit.unit_id for unit in book.round.units if unit.is_own}
    communes = [one for one in standings if one.unit_id not in own]
    counts = {presence: sum(one.presence is presence for one in communes) for presence in Presence}
    rows = tuple(
        _Row(book.say(f"presence_{presence.value}"), ((count, styles.number_style(count, book.lang), ""),))
        for presence, count in counts.items()
    )
    if communes:
        series = ((book.say("chart_units"), _COLOURS["this"]),)
        yield _Drawing(
            book.say("chart_standing", expected=len(communes), word=book.office.communes_word), series, rows
        )


def _coverage(book: Book, totals: Totals) -> Iterator[_Drawing]:
    """The totals that are least complete: which share of the units asked is in them."""
    rows = []
    for form in book.round.forms:
        for total in listed(book, totals, form.id):
            asked, there = len(total.coverage.asked), len(total.coverage.reporting)
            if total.rollup is not Rollup.CONCAT and there < asked:
                rows.append((share(there, asked), total_label(book, total)))
    rows.sort(key=lambda row: row[0])
    if rows:
        look = styles.rate_style(0, book.lang)
        drawn = tuple(_Row(label, ((value, look, ""),)) for value, label in rows[:_LEAST])
        series = ((book.say("chart_share"), _COLOURS["other"]),)
        yield _Drawing(book.say("chart_coverage"), series, drawn, "0%", most=_WHOLE)


def _by_measure(book: Book, totals: Totals, summary: Summary) -> Iterator[_Drawing]:
    """Totals of one measure, in the forms' order, beside last year's and the plan."""
    found: dict[str, list[Total]] = {}
    for form in book.round.forms:
        for total in listed(book, totals, form.id):
            value, _ = total_cell(book, total)
            measure = _measure(book, total)
            # How many lines were written says little beside how many others were.
            if measure and total.rollup is not Rollup.CONCAT and isinstance(value, int | Decimal):
                found.setdefault(measure, []).append(total)
    for measure, every in found.items():
        if len(every) > 1:
            for at in range(0, len(every), _A_CHART):
                yield _of_measure(book, measure, every[at : at + _A_CHART], summary)


def _measure(book: Book, total: Total) -> str:
    if total.rollup is Rollup.RATIO:
        return "%"
    return book.say("chart_units") if total.rollup is Rollup.COUNT_YES else book.text(total.measure)


def _of_measure(book: Book, measure: str, every: Sequence[Total], summary: Summary) -> _Drawing:
    beside = {total.key: _beside(book, total, summary) for total in every}
    columns = [("this", THIS)]
    columns += [
        (group.kind, group.first)
        for group in summary.groups
        if group.kind in {"last_year", "plan"}
        and any(_number(found.get(group.first)) is not None for found in beside.values())
    ]
    rows = []
    for total in every:
        value, style = total_cell(book, total)
        puts = {**beside[total.key], THIS: Put(THIS, value, style)}
        linked = tuple(_linked(summary, total, puts.get(col)) for _, col in columns)
        rows.append(_Row(_named(book, total), linked))
    shape = f"0.{'0' * book.office.decimals}%" if every[0].rollup is Rollup.RATIO else "#,##0.######"
    series = tuple((book.say(f"chart_{kind}"), _COLOURS[kind]) for kind, _ in columns)
    decimals = any("." in style.number_format for row in rows for _, style, _ in row.cells)
    if every[0].rollup is not Rollup.RATIO and not decimals:
        shape = "#,##0"
    said_yes = every[0].rollup is Rollup.COUNT_YES
    title = book.say("chart_yes") if said_yes else book.say("chart_measure", measure=measure)
    shares = [number for row in rows for number, _, _ in row.cells if number is not None]
    most = _WHOLE if every[0].rollup is Rollup.RATIO and max(shares) <= 1 else None
    return _Drawing(title, series, tuple(rows), shape, most=most)


def _beside(book: Book, total: Total, summary: Summary) -> dict[int, Put]:
    """What stands beside a total in the summary, by column."""
    return {one.col: one for one in cells(book, total, summary.rows[total.key], THIS, summary.groups)}


def _number(put: Put | None) -> _Figure:
    """What a cell's bar is as long as; None where it holds no number."""
    return put.value if put is not None and isinstance(put.value, int | Decimal) else None


def _linked(summary: Summary, total: Total, put: Put | None) -> _Cell:
    """A cell that takes its number from the summary; empty where there is none."""
    number = _number(put)
    if put is None or number is None:
        return None, styles.ABSENT, ""
    return number, put.style, f"={summary.address(total.key, put.col)}"


def _named(book: Book, total: Total) -> str:
    label = total_label(book, total)
    if total.qualifier is Qualifier.EXACT:
        return label
    return f"{label} ({book.say(f'qualifier_{total.qualifier.value}')})"


def _changes(book: Book, totals: Totals, summary: Summary) -> Iterator[_Drawing]:
    """The totals that changed most against last year, and how much of each plan is done, in percent."""
    every = [total for form in book.round.forms for total in listed(book, totals, form.id)]
    counts = [total for total in every if total.rollup is not Rollup.RATIO]
    for kind, offset, title in (("last_year", 2, "chart_changes"), ("plan", 1, "chart_plans")):
        group = next((one for one in summary.groups if one.kind == kind), None)
        if group is None:
            continue
        puts = {total.key: _beside(book, total, summary).get(group.first + offset) for total in counts}
        sizes = {
            key: abs(Decimal(number)) for key, put in puts.items() if (number := _number(put)) is not None
        }
        if kind == "last_year":
            largest = sorted(sizes, key=lambda key: -sizes[key])[:_CHANGES]
            sizes = {key: sizes[key] for key in largest}
        drawn = [total for total in counts if total.key in sizes]
        if len(drawn) == 1:
            continue
        shape = "+0.0%;-0.0%;0%" if kind == "last_year" else "0.0%"
        series = ((book.say("chart_share_of"), _COLOURS["other"]),)
        for at in range(0, len(drawn), _CHANGES):
            rows = (
                _Row(_named(book, total), (_linked(summary, total, puts[total.key]),))
                for total in drawn[at : at + _CHANGES]
            )
            yield _Drawing(book.say(title), series, tuple(rows), shape)


def _by_unit(book: Book, facts: Facts, tables: Sequence[Sheet]) -> Iterator[_Drawing]:
    """The core counts by commune, the largest first; communes without a figure are named under the chart."""
    columns = [one for one in all_columns(book) if one.item.core and one.item.rollup is Rollup.SUM]
    # What was done in the period first, what a unit is (people, villages) after it.
    columns.sort(key=lambda one: one.item.over_time is not OverTime.FLOW)
    chosen = columns[:_BY_UNIT]
    places = _places(tables, {column.key for column in chosen})
    for column in chosen:
        known: list[tuple[Unit, int | Decimal, Style]] = []
        silent = []
        for unit in book.round.communes:
            fact = facts.of(unit, column)
            number = fact.number
            if number is None:
                silent.append(unit.name)
            else:
                known.append((unit, number, styles.number_style(number, book.lang, fact.qualifier)))
        if len(known) > 1:
            yield _of_column(book, column, known, silent, places)


def _places(tables: Sequence[Sheet], wanted: Collection[Key]) -> Mapping[tuple[str, ...], str]:
    """The formulas that take units' figures of some data from where the tables show them."""
    return {
        cell.about: f"={Board(table.name).address(cell.row, cell.col)}"
        for table in tables
        for cell in table.cells
        if cell.about and cell.about[0] and cell.about[1:] in wanted
    }


def _of_column(
    book: Book,
    column: Column,
    known: list[tuple[Unit, int | Decimal, Style]],
    silent: Sequence[str],
    places: Mapping[tuple[str, ...], str],
) -> _Drawing:
    known.sort(key=lambda one: Decimal(one[1]), reverse=True)
    rows = [
        _Row(unit.name, ((value, style, places.get((unit.unit_id, *column.key), "")),))
        for unit, value, style in known[:_UNITS]
    ]
    label = book.text(column.item.label)
    measure = book.text(column.item.measure)
    title = book.say("chart_by_unit", label=label, measure=measure) if measure else label
    notes = [book.say("chart_silent", units=", ".join(silent))] if 0 < len(silent) <= _UNITS else []
    notes += [book.say("chart_largest", count=_UNITS, of=len(known))] * (len(known) > _UNITS)
    series = ((book.say("chart_this"), _COLOURS["this"]),)
    return _Drawing(title, series, tuple(rows), note=" ".join(notes))


def _table_height(drawing: _Drawing) -> float:
    rows = sum(_row_height(drawing, row) for row in drawing.rows)
    return 20 + 30 + rows + (30 if drawing.note else 0) + 6


def _is_dense(drawing: _Drawing) -> bool:
    return len(drawing.rows) > _DENSE


def _row_height(drawing: _Drawing, row: _Row) -> float:
    line = 12.5 if _is_dense(drawing) else _LINE
    return line * lines_needed(row.label, _LABEL_WIDTH * _SPARE)


def _chart_height(drawing: _Drawing) -> int:
    """In pixels: room for the title and the legend, and for every bar."""
    bar, gap = (11, 4) if _is_dense(drawing) else (16, 10)
    return 84 + len(drawing.rows) * (bar * len(drawing.series) + gap)


def _put_table(book: Book, board: Board, row: int, drawing: _Drawing) -> int:
    """The heading and the cells that are drawn; gives the row in which the chart begins."""
    board.span(Area(row, 0, row, _NUMBERS), drawing.title, styles.GROUP)
    board.heights[row] = 20
    board.put(row + 1, 0, book.say("col_item"), styles.HEAD)
    board.row(row + 1, 1, [name for name, _ in drawing.series], styles.HEAD)
    board.heights[row + 1] = 30
    row += 2
    size = 9.0 if _is_dense(drawing) else 11.0
    for one in drawing.rows:
        board.put(row, 0, one.label, replace(styles.TEXT, size=size))
        for col, (value, style, formula) in enumerate(one.cells, start=1):
            board.put(row, col, value, replace(style, size=size), formula=formula)
        board.heights[row] = _row_height(drawing, one)
        row += 1
    if drawing.note:
        board.span(Area(row, 0, row, _NUMBERS), drawing.note, styles.NOTE)
        board.heights[row] = 30
        row += 1
    board.heights[row] = 6
    return row + 1


def _chart(book: Book, board: Board, row: int, drawing: _Drawing) -> Chart:
    """Over the cells just put down above `row`."""
    last = row - 2 - bool(drawing.note)
    first = last - len(drawing.rows) + 1
    series = tuple(
        Series(
            name=name,
            categories="=" + board.column(0, first, last),
            values="=" + board.column(col, first, last),
            color=color,
        )
        for col, (name, color) in enumerate(drawing.series, start=1)
    )
    return Chart(
        row=row, col=0, title=drawing.title, alt=_alt(book, drawing), series=series, width=_CHART_WIDTH,
        height=_chart_height(drawing), number_format=drawing.number_format, most=drawing.most,
    )  # fmt: skip


def _alt(book: Book, drawing: _Drawing) -> str:
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


def _told(book: Book, value: _Figure, style: Style) -> str:
    if value is None:
        return book.say("alt_missing")
    if "%" in style.number_format.split('"')[0]:
        return f"{write_number(value * 100, book.lang, book.office.decimals)}%"
    return write_number(value, book.lang)
