"""Grids as the paper form prints them, totals over all units: rows by columns, with TỔNG CỘNG and who stands behind it."""

from toolkit.files.document import Run, Table, TableCell
from toolkit.form.model import Block, Field, Form, Key
from toolkit.merge.model import TOTAL_ROW, Total
from toolkit.report.annexes import NAME_WIDTH, NUMBER_WIDTH, WIDTH, Row, total_cell, total_rows
from toolkit.report.cells import adjustment_run
from toolkit.report.coverage import Standings
from toolkit.report.ledger import clean, phrase
from toolkit.report.table import cell, head_cell


def grid_table(here: Standings, form: Form, block: Block) -> Table:
    """One grid over all units."""
    rows = _heads(here, block)
    heads = len(rows)
    for number, row in enumerate(block.rows, 1):
        totals = (_total(here, form, block, item, row.code) for item in block.fields)
        name = cell(clean(row.label.in_(here.lang)))
        rows.append((cell(str(number), "center"), name, *(_cell(here, total) for total in totals)))
    if block.total_row:
        whole = [_total(here, form, block, item, TOTAL_ROW) for item in block.fields]
        rows += total_rows(here, whole, [_own(here, total) for total in whole])
    each = (WIDTH - NUMBER_WIDTH - NAME_WIDTH) / len(block.fields)
    widths = (NUMBER_WIDTH, NAME_WIDTH, *(each for _ in block.fields))
    return Table(rows=tuple(rows), widths=widths, head_rows=heads, size=11 if len(block.fields) <= 8 else 10)


def _own(here: Standings, total: Total | None) -> tuple[Run, ...]:
    """What staff put on TỔNG CỘNG itself: what they put on a row stands in the row."""
    amount = here.totals.own_adjustment(total) if total else None
    return (adjustment_run(here.printer, total, amount),) if total and amount else ()


def _heads(here: Standings, block: Block) -> list[Row]:
    say, lang = here.printer.say, here.lang
    groups = {group.columns[0]: group for group in block.head}
    grouped = {code for group in block.head for code in group.columns}
    deep = 2 if block.head else 1
    first = [head_cell(say("report.status_row"), rows=deep), head_cell(say("report.grid_row"), rows=deep)]
    second = []
    for item in block.fields:
        label = clean(item.label.in_(lang))
        if item.code in groups:
            group = groups[item.code]
            first.append(head_cell(clean(group.label.in_(lang)), columns=len(group.columns)))
        if item.code in grouped:
            second.append(head_cell(label))
        else:
            first.append(head_cell(label, rows=deep))
    rows = [tuple(first)] + ([tuple(second)] if block.head else [])
    if any(item.number for item in block.fields):
        numbers = (f"({item.number})" if item.number else "" for item in block.fields)
        rows.append(tuple(_small(text) for text in ("(1)", "(2)", *numbers)))
    return rows


def _small(text: str) -> TableCell:
    return TableCell(runs=(Run(text=text, italic=True),), align="center", header=True)


def _total(here: Standings, form: Form, block: Block, item: Field, row: str) -> Total | None:
    return here.breakdowns.total(Key(form.id, block.id, item.code, row, item.code))


def _cell(here: Standings, total: Total | None) -> TableCell:
    """One total of a grid, with what staff put on it."""
    if total is None:
        return TableCell(runs=())
    shown = total_cell(here, total)
    if not shown.runs:
        return cell(here.printer.say("report.cell_missing"), "center")
    if not total.adjustment:
        return shown
    put = adjustment_run(here.printer, total, total.adjustment)
    return TableCell(
        runs=(*shown.runs, *phrase(here.lang, "report.cell_adjusted", amount=put)), align="right"
    )
