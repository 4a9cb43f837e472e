"""Tables of the annexes: units by figures, and units by a grid's columns. Landscape A4."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from toolkit.files.document import Run, Table, TableCell
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, asks
from toolkit.merge.model import TOTAL_ROW, Total
from toolkit.report.breakdown import Breakdown
from toolkit.report.cells import adjustment_run, reporting_runs, total_run, unit_run
from toolkit.report.coverage import Standings
from toolkit.report.ledger import clean, phrase, unnumbered
from toolkit.report.table import cell, head_cell, in_cell
from toolkit.units import Unit

WIDTH = 250.0
"""Millimetres between the margins."""
NUMBER_WIDTH, NAME_WIDTH = 10.0, 44.0
_MOST_COLUMNS = 11

Row = tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One field with its total by units, under the heading that it shares with its neighbours."""

    block: Block
    field: Field
    whole: Breakdown
    heading: str


def unit_tables(here: Standings, form: Form) -> tuple[Table, ...]:
    """Units by figures, all fields blocks side by side under their names, as many tables as the columns need.

    A field that nobody reports takes no column (see `gaps`).
    """
    return _tables(here, [column for block in form.blocks for column in _columns(here, form, block)])


def units_by_grid(here: Standings, form: Form, block: Block) -> tuple[Table, ...]:
    """Units by a grid's columns, each with what all its rows come to; () for a grid without TỔNG CỘNG."""
    columns = []
    for item in block.fields:
        total = here.breakdowns.total(Key(form.id, block.id, item.code, TOTAL_ROW, item.code))
        if total is not None and _is_told(item):
            above = next((group.label for group in block.head if item.code in group.columns), block.label)
            whole = here.breakdowns.of(total)
            columns.append(Column(block, item, whole, unnumbered(clean(above.in_(here.lang)))))
    return _tables(here, columns)


def _tables(here: Standings, columns: list[Column]) -> tuple[Table, ...]:
    pages = -(-len(columns) // _MOST_COLUMNS)
    shares = (columns[n * len(columns) // pages : (n + 1) * len(columns) // pages] for n in range(pages))
    return tuple(_unit_table(here, share) for share in shares)


def total_rows(
    here: Standings, totals: Sequence[Total | None], adjusted: Sequence[tuple[Run, ...]]
) -> list[Row]:
    """What stands below the units, or below a grid's rows: what staff put on the totals where they did, so that what stands
    above comes to them, the totals, and how many units have a figure.
    """
    say = here.printer.say
    rows = [(_head(say("report.total_row")), *(total_cell(here, total, bold=True) for total in totals))]
    if any(adjusted):
        put = (TableCell(runs=runs, align="right") for runs in adjusted)
        rows.insert(0, (_head(say("report.adjustment_row")), *put))
    rows.append((_head(say("report.reporting_row")), *(_reporting(here, total) for total in totals)))
    return rows


def total_cell(here: Standings, total: Total | None, *, bold: bool = False) -> TableCell:
    """A total as a cell; empty where nothing is to be said."""
    run = total_run(here.printer, total) if total else None
    return TableCell(runs=(in_cell(run, bold=bold),) if run else (), align="right")


def _columns(here: Standings, form: Form, block: Block) -> list[Column]:
    if block.kind is not BlockKind.FIELDS:
        return []
    found = []
    for item in block.fields:
        total = _total(here, form, block, item)
        if total is not None and _has_value(total):
            heading = unnumbered(clean(block.label.in_(here.lang)))
            found.append(Column(block, item, here.breakdowns.of(total), heading))
    return found


def _total(here: Standings, form: Form, block: Block, item: Field) -> Total | None:
    if not _is_told(item):
        return None
    return here.breakdowns.total(Key(form.id, block.id, item.code))


def _is_told(item: Field) -> bool:
    return not item.personal and (item.is_number or item.type is FieldType.YES_NO)


def _has_value(total: Total) -> bool:
    return (
        total.value is not None or bool(total.stated) or bool(total.denominator) or bool(total.coverage.held)
    )


def _unit_table(here: Standings, columns: list[Column]) -> Table:
    say = here.printer.say
    top = [head_cell(say("report.status_row"), rows=2), head_cell(say("report.status_unit"), rows=2)]
    for heading, group in groupby(columns, key=lambda column: column.heading):
        top.append(head_cell(heading, columns=len(list(group))))
    rows = [tuple(top), tuple(head_cell(_heading(here, column)) for column in columns)]
    for number, unit in enumerate(here.round.units, 1):
        cells = (_cell(here, column, unit) for column in columns)
        rows.append((cell(str(number), "center"), cell(clean(unit.name)), *cells))
    totals = [column.whole.total for column in columns]
    rows += total_rows(here, totals, [_adjusted(here, total) for total in totals])
    each = (WIDTH - NUMBER_WIDTH - NAME_WIDTH) / len(columns)
    widths = (NUMBER_WIDTH, NAME_WIDTH, *(min(each, 40.0) for _ in columns))
    return Table(rows=tuple(rows), widths=widths, head_rows=2, size=9 if len(columns) > 6 else 10)


def _heading(here: Standings, column: Column) -> str:
    label = clean(column.field.label.in_(here.lang))
    measure = here.printer.measure_words(column.field.measure)
    return f"{label} ({measure})" if measure else label


def _cell(here: Standings, column: Column, unit: Unit) -> TableCell:
    """A unit's part; an empty cell where it is not asked."""
    whole = column.whole
    if not asks(column.block, column.field, unit) or unit.unit_id not in whole.asked:
        return TableCell(runs=())
    run = unit_run(here.printer, column.field, whole, unit.unit_id)
    is_word = column.field.type is FieldType.YES_NO and not whole.total.key.row
    is_number = bool(run.figure and run.figure.value) and not is_word
    return TableCell(runs=(run,), align="right" if is_number else "center")


def _head(text: str) -> TableCell:
    return TableCell(runs=(Run(text=text, bold=True),), align="center", columns=2)


def _adjusted(here: Standings, total: Total) -> tuple[Run, ...]:
    """What staff put on a total, of TỔNG CỘNG with what they put on its rows; of a rate on which of its parts."""
    if total.adjustment:
        own = here.totals.own_adjustment(total)
        return (adjustment_run(here.printer, total, own, "" if own == total.adjustment else "all"),)
    runs: tuple[Run, ...] = ()
    for of, amount in zip(("num", "den"), total.pair_adjustment, strict=True):
        if amount:
            put = adjustment_run(here.printer, total, amount, of)
            said = phrase(here.lang, f"report.adjusted_{of}", amount=put)
            runs = (*runs, Run(text="; "), *said) if runs else said
    return runs


def _reporting(here: Standings, total: Total | None) -> TableCell:
    if total is None:
        return TableCell(runs=())
    first, last = reporting_runs(here.printer, total)
    return TableCell(runs=(first, Run(text="/"), last), align="right")
