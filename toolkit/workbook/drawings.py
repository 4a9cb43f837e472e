"""What the charts of the consolidated workbook draw: who has returned, how complete the totals are, totals of one measure
beside last year's and the plan, how they changed, and (in the copy to keep) figures by commune.

Only figures of one measure share a chart. What is missing is a gap. Colours differ in brightness, so that they can be told
apart in print without colour.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.files.model import Sheet, Style
from toolkit.form.model import Key, OverTime, Rollup
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Total, Totals
from toolkit.units import Unit
from toolkit.validation.model import Presence, Standing
from toolkit.workbook import styles
from toolkit.workbook.beside import Put, cells
from toolkit.workbook.board import Board
from toolkit.workbook.book import Book, share
from toolkit.workbook.columns import Column, Facts, all_columns, total_cell
from toolkit.workbook.summary import THIS, Summary, listed, total_label

_A_CHART, _LEAST, _CHANGES, _UNITS, _BY_UNIT = 7, 5, 15, 40, 6
"""At most so many totals in a chart, incomplete ones, changes, units, and charts by unit."""
_WHOLE = Decimal("1.15")
"""Where the axis of shares of a whole ends: behind the whole, so that its number has room."""
_COLOURS = {"this": "#1F4E79", "last_year": "#8FB4DC", "plan": "#E7E6E6", "other": "#5B7F9F"}


Figure = int | Decimal | None
Cell = tuple[Figure, Style, str]
"""What is drawn (None is a gap), its look, and the formula that takes it from where it stands."""


@dataclass(frozen=True, slots=True)
class Row:
    """A label, and a cell for each series."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart with the cells it draws. `series` are names and colours; `note` stands under it."""

    title: str
    series: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    number_format: str = "#,##0"
    note: str = ""
    most: Decimal | None = None


def drawings(
    book: Book,
    totals: Totals,
    summary: Summary,
    facts: Facts,
    standings: Sequence[Standing],
    tables: Sequence[Sheet],
) -> Iterator[Drawing]:
    """All that is drawn, in the order in which it is printed. `tables` are the sheets on which units' figures stand."""
    yield from _standing(book, standings)
    yield from _coverage(book, totals)
    yield from _by_measure(book, totals, summary)
    yield from _changes(book, totals, summary)
    if book.internal:
        yield from _by_unit(book, facts, tables)


def _standing(book: Book, standings: Sequence[Standing]) -> Iterator[Drawing]:
    """How many communes returned in time, late, and not at all."""
    own = {unit.unit_id for unit in book.round.units if unit.is_own}
    communes = [one for one in standings if one.unit_id not in own]
    counts = {presence: sum(one.presence is presence for one in communes) for presence in Presence}
    rows = tuple(
        Row(book.say(f"presence_{presence.value}"), ((count, styles.number_style(count, book.lang), ""),))
        for presence, count in counts.items()
    )
    if communes:
        series = ((book.say("chart_units"), _COLOURS["this"]),)
        yield Drawing(
            book.say("chart_standing", expected=len(communes), word=book.office.communes_word), series, rows
        )


def _coverage(book: Book, totals: Totals) -> Iterator[Drawing]:
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
        drawn = tuple(Row(label, ((value, look, ""),)) for value, label in rows[:_LEAST])
        series = ((book.say("chart_share"), _COLOURS["other"]),)
        yield Drawing(book.say("chart_coverage"), series, drawn, "0%", most=_WHOLE)


def _by_measure(book: Book, totals: Totals, summary: Summary) -> Iterator[Drawing]:
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


def _of_measure(book: Book, measure: str, every: Sequence[Total], summary: Summary) -> Drawing:
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
        rows.append(Row(_named(book, total), linked))
    shape = f"0.{'0' * book.office.decimals}%" if every[0].rollup is Rollup.RATIO else "#,##0.######"
    series = tuple((book.say(f"chart_{kind}"), _COLOURS[kind]) for kind, _ in columns)
    decimals = any("." in style.number_format for row in rows for _, style, _ in row.cells)
    if every[0].rollup is not Rollup.RATIO and not decimals:
        shape = "#,##0"
    said_yes = every[0].rollup is Rollup.COUNT_YES
    title = book.say("chart_yes") if said_yes else book.say("chart_measure", measure=measure)
    shares = [number for row in rows for number, _, _ in row.cells if number is not None]
    most = _WHOLE if every[0].rollup is Rollup.RATIO and max(shares) <= 1 else None
    return Drawing(title, series, tuple(rows), shape, most=most)


def _beside(book: Book, total: Total, summary: Summary) -> dict[int, Put]:
    """What stands beside a total in the summary, by column."""
    return {one.col: one for one in cells(book, total, summary.rows[total.key], THIS, summary.groups)}


def _number(put: Put | None) -> Figure:
    """What a cell's bar is as long as; None where it holds no number."""
    return put.value if put is not None and isinstance(put.value, int | Decimal) else None


def _linked(summary: Summary, total: Total, put: Put | None) -> Cell:
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


def _changes(book: Book, totals: Totals, summary: Summary) -> Iterator[Drawing]:
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
                Row(_named(book, total), (_linked(summary, total, puts[total.key]),))
                for total in drawn[at : at + _CHANGES]
            )
            yield Drawing(book.say(title), series, tuple(rows), shape)


def _by_unit(book: Book, facts: Facts, tables: Sequence[Sheet]) -> Iterator[Drawing]:
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
) -> Drawing:
    known.sort(key=lambda one: Decimal(one[1]), reverse=True)
    rows = [
        Row(unit.name, ((value, style, places.get((unit.unit_id, *column.key), "")),))
        for unit, value, style in known[:_UNITS]
    ]
    label = book.text(column.item.label)
    measure = book.text(column.item.measure)
    title = book.say("chart_by_unit", label=label, measure=measure) if measure else label
    notes = [book.say("chart_silent", units=", ".join(silent))] if 0 < len(silent) <= _UNITS else []
    notes += [book.say("chart_largest", count=_UNITS, of=len(known))] * (len(known) > _UNITS)
    series = ((book.say("chart_this"), _COLOURS["this"]),)
    return Drawing(title, series, tuple(rows), note=" ".join(notes))
