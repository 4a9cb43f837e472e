"""Tables of the annexes: units by figures, and grids as the paper form prints them. Landscape A4."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from toolkit.files.document import Run, Table, TableCell
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, asks
from toolkit.intake.model import Qualifier
from toolkit.merge.model import TOTAL_ROW, Source, Total
from toolkit.report.coverage import Standings, head_cell
from toolkit.report.ledger import clean, unnumbered
from toolkit.units import Unit

_WIDTH = 250.0
"""Millimetres between the margins."""
_MOST_COLUMNS = 10
_NUMBER_WIDTH, _NAME_WIDTH = 10.0, 44.0


@dataclass(frozen=True, slots=True)
class Column:
    """One field with its total."""

    block: Block
    field: Field
    total: Total


def unit_tables(here: Standings, form: Form) -> tuple[Table, ...]:
    """Units by figures, all fields blocks side by side under their names, as many tables as the columns need.

    A field that nobody reports takes no column (see `gaps`).
    """
    columns = [column for block in form.blocks for column in _columns(here, form, block)]
    pages = -(-len(columns) // _MOST_COLUMNS)
    shares = (columns[n * len(columns) // pages : (n + 1) * len(columns) // pages] for n in range(pages))
    return tuple(_unit_table(here, share) for share in shares)


def grid_tables(here: Standings, form: Form) -> Iterator[tuple[str, Table]]:
    """Caption and table of each grid, its rows and columns as printed, with TỔNG CỘNG."""
    for block in form.blocks:
        if block.kind is BlockKind.GRID:
            yield clean(block.label.in_(here.lang)), _grid_table(here, form, block)


def _columns(here: Standings, form: Form, block: Block) -> list[Column]:
    if block.kind is not BlockKind.FIELDS:
        return []
    found = []
    for item in block.fields:
        total = _total(here, form, block, item)
        if total is not None and _has_value(total):
            found.append(Column(block, item, total))
    return found


def _total(here: Standings, form: Form, block: Block, item: Field) -> Total | None:
    if item.personal or not (item.is_number or item.type is FieldType.YES_NO):
        return None
    key = Key(form.id, block.id, item.code)
    return next((total for total in here.totals.totals if total.key == key), None)


def _has_value(total: Total) -> bool:
    return (
        total.value is not None or bool(total.stated) or bool(total.denominator) or bool(total.coverage.held)
    )


def _unit_table(here: Standings, columns: list[Column]) -> Table:
    say, lang = here.printer.say, here.lang
    top = [head_cell(say("report.status_row"), rows=2), head_cell(say("report.status_unit"), rows=2)]
    for _, group in groupby(columns, key=lambda column: column.block.id):
        members = list(group)
        top.append(head_cell(unnumbered(clean(members[0].block.label.in_(lang))), columns=len(members)))
    rows = [tuple(top), tuple(head_cell(_heading(here, column)) for column in columns)]
    for number, unit in enumerate(here.round.units, 1):
        cells = [_cell(here, column, unit) for column in columns]
        name = TableCell(runs=(Run(text=clean(unit.name)),))
        rows.append((TableCell(runs=(Run(text=str(number)),), align="center"), name, *cells))
    rows += _adjustment_row(here, [column.total for column in columns])
    rows.append((_total_head(say("report.total_row")), *(_total_cell(here, c.total) for c in columns)))
    rows.append(
        (_total_head(say("report.reporting_row")), *(_reporting_cell(here, c.total) for c in columns))
    )
    each = (_WIDTH - _NUMBER_WIDTH - _NAME_WIDTH) / len(columns)
    widths = (_NUMBER_WIDTH, _NAME_WIDTH, *(min(each, 40.0) for _ in columns))
    return Table(rows=tuple(rows), widths=widths, head_rows=2, size=9 if len(columns) > 6 else 10)


def _heading(here: Standings, column: Column) -> str:
    label, measure = (clean(text.in_(here.lang)) for text in (column.field.label, column.field.measure))
    return f"{label} ({measure})" if measure else label


def _cell(here: Standings, column: Column, unit: Unit) -> TableCell:
    total, ident = column.total, unit.unit_id
    if not asks(column.block, column.field, unit) or ident not in total.coverage.asked:
        return TableCell(runs=())
    if ident in total.coverage.held:
        return TableCell(runs=(Run(text=here.printer.say("report.cell_held")),), align="center")
    sources = {s.key.field: s for s in total.sources if s.unit_id == ident and s.counted}
    stated = dict(total.stated).get(ident)
    if stated is not None:
        run = here.printer.run(here.printer.percent(stated) + "*", total.key, stated, "stated", ident)
        return TableCell(runs=(run,), align="right")
    if ident not in total.coverage.reporting:
        return TableCell(runs=(Run(text=here.printer.say("report.cell_missing")),), align="center")
    if column.field.type is FieldType.RATE:
        return _rate_cell(here, column, sources, ident)
    return _value_cell(here, total, sources.get(column.field.code), ident)


def _rate_cell(here: Standings, column: Column, sources: dict[str, Source], unit_id: str) -> TableCell:
    num, den = (_number(sources.get(code)) for code in column.field.pair)
    if num is None or not den:
        return TableCell(runs=(Run(text=here.printer.say("report.cell_nothing")),), align="right")
    return TableCell(runs=(here.printer.pair(num, den, column.total.key, unit_id)["rate"],), align="right")


def _value_cell(here: Standings, total: Total, source: Source | None, unit_id: str) -> TableCell:
    printer = here.printer
    value = None if source is None else source.value
    if source is None or value is None:
        return TableCell(runs=(Run(text=printer.say("report.cell_nothing")),), align="right")
    if isinstance(value, bool):
        return TableCell(
            runs=(Run(text=printer.say("report.yes" if value else "report.no")),), align="center"
        )
    if isinstance(value, int | Decimal):
        return TableCell(runs=(_amount(here, value, source.qualifier, total.key, unit_id),), align="right")
    return TableCell(runs=(Run(text=clean(str(value))),))


def _amount(here: Standings, value: int | Decimal, qualifier: Qualifier, key: Key, unit_id: str = "") -> Run:
    shown = here.printer.number(value)
    if qualifier is not Qualifier.EXACT:
        shown = here.printer.say(f"report.cell_{qualifier.value}", number=shown)
    return here.printer.run(shown, key, value, units=unit_id)


def _total_head(text: str) -> TableCell:
    return TableCell(runs=(Run(text=text, bold=True),), align="center", columns=2)


def _adjustment_row(here: Standings, totals: Sequence[Total | None]) -> list[tuple[TableCell, ...]]:
    """What staff put on the totals below, in a row of its own between units and TỔNG CỘNG; no row where they put nothing."""
    amounts = [here.totals.own_adjustment(total) if total else Decimal(0) for total in totals]
    if not any(amounts):
        return []
    cells = []
    for total, amount in zip(totals, amounts, strict=True):
        if total is None or not amount:
            cells.append(TableCell(runs=()))
            continue
        shown = ("+" if amount > 0 else "") + here.printer.number(amount)
        run = here.printer.run(shown, total.key, amount, "adjustment")
        cells.append(TableCell(runs=(run,), align="right"))
    return [(_total_head(here.printer.say("report.adjustment_row")), *cells)]


def _total_cell(here: Standings, total: Total) -> TableCell:
    if total.numerator is not None and total.denominator:
        run = here.printer.pair(total.numerator, total.denominator, total.key)["rate"]
    elif isinstance(total.value, int | Decimal):
        run = _amount(here, total.value, total.qualifier, total.key)
    elif total.stated_rate is not None:
        text = here.printer.percent(total.stated_rate) + "*"
        run = here.printer.run(text, total.key, total.stated_rate, "stated")
    else:
        return TableCell(runs=())
    return TableCell(runs=(Run(text=run.text, bold=True, figure=run.figure),), align="right")


def _reporting_cell(here: Standings, total: Total) -> TableCell:
    reporting, asked = len(total.coverage.reporting), len(total.coverage.asked)
    first = here.printer.run(here.printer.number(reporting), total.key, reporting, "reporting")
    last = here.printer.run(here.printer.number(asked), total.key, asked, "asked")
    return TableCell(runs=(first, Run(text="/"), last), align="right")


def _number(source: Source | None) -> int | Decimal | None:
    """A counted part of a rate; "không phát sinh" is a zero there."""
    if source is None:
        return None
    if source.value is None:
        return 0
    return source.value if isinstance(source.value, int | Decimal) else None


def _grid_table(here: Standings, form: Form, block: Block) -> Table:
    say = here.printer.say
    groups = {group.columns[0]: group for group in block.head}
    grouped = {code for group in block.head for code in group.columns}
    deep = 2 if block.head else 1
    first = [head_cell(say("report.status_row"), rows=deep), head_cell(say("report.grid_row"), rows=deep)]
    second = []
    for item in block.fields:
        label = clean(item.label.in_(here.lang))
        if item.code in groups:
            group = groups[item.code]
            first.append(head_cell(clean(group.label.in_(here.lang)), columns=len(group.columns)))
        if item.code in grouped:
            second.append(head_cell(label))
        else:
            first.append(head_cell(label, rows=deep))
    rows = [tuple(first)] + ([tuple(second)] if block.head else [])
    if any(item.number for item in block.fields):
        numbers = (f"({item.number})" if item.number else "" for item in block.fields)
        rows.append(tuple(_small(text) for text in ("(1)", "(2)", *numbers)))
    heads = len(rows)
    codes = [(str(n), row.label.in_(here.lang), row.code) for n, row in enumerate(block.rows, 1)]
    for number, label, code in codes:
        cells = (_grid_cell(here, form, block, item, code) for item in block.fields)
        name = TableCell(runs=(Run(text=clean(label)),))
        rows.append((TableCell(runs=(Run(text=number),), align="center"), name, *cells))
    if block.total_row:
        whole = [_grid_total(here, form, block, item, TOTAL_ROW) for item in block.fields]
        rows += _adjustment_row(here, whole)
        totals = (_grid_cell(here, form, block, item, TOTAL_ROW) for item in block.fields)
        rows.append((_total_head(say("report.total_row")), *totals))
    each = (_WIDTH - _NUMBER_WIDTH - _NAME_WIDTH) / len(block.fields)
    widths = (_NUMBER_WIDTH, _NAME_WIDTH, *(each for _ in block.fields))
    return Table(rows=tuple(rows), widths=widths, head_rows=heads, size=11)


def _small(text: str) -> TableCell:
    return TableCell(runs=(Run(text=text, italic=True),), align="center", header=True)


def _grid_total(here: Standings, form: Form, block: Block, item: Field, row: str) -> Total | None:
    key = Key(form.id, block.id, item.code, row, item.code)
    return next((total for total in here.totals.totals if total.key == key), None)


def _grid_cell(here: Standings, form: Form, block: Block, item: Field, row: str) -> TableCell:
    total = _grid_total(here, form, block, item, row)
    if total is None:
        return TableCell(runs=())
    if total.value is None and not total.denominator:
        return TableCell(runs=(Run(text=here.printer.say("report.cell_missing")),), align="center")
    cell = _total_cell(here, total)
    return (
        cell if row == TOTAL_ROW else TableCell(runs=tuple(_plain(run) for run in cell.runs), align="right")
    )


def _plain(run: Run) -> Run:
    return Run(text=run.text, figure=run.figure)
