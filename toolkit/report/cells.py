"""What one cell of an annex prints, and is bound to: a unit's part in a total, a total, how many units stand behind it.

A unit's cell is bound whatever it says, so that it is filled once the unit reports: where it says no number its figure has
the value "".
"""

from dataclasses import replace
from decimal import Decimal

from toolkit.files.document import Figure, Run
from toolkit.form.model import Field, FieldType, Key
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Source, Total
from toolkit.report.breakdown import Breakdown
from toolkit.report.figures import Printer
from toolkit.report.ledger import clean
from toolkit.report.table import in_cell


def unit_run(printer: Printer, item: Field, whole: Breakdown, unit_id: str) -> Run:
    """A unit's part in a field's total (or in a grid's TỔNG CỘNG, all its rows together), of a unit that is asked: its
    number or word; what it states as a rate only with its mark; "-" for none; or that it is held, or missing, beside what is
    counted of its rows.
    """
    key = whole.total.key
    stated = whole.stated.get(unit_id)
    if stated is not None and unit_id not in whole.held:
        return in_cell(printer.run(printer.percent(stated) + "*", key, stated, "stated", unit_id))
    if unit_id not in whole.reporting:
        return _unfinished(printer, item, whole, unit_id)
    if item.type is FieldType.RATE:
        num, den = (whole.part(unit_id, code) for code in item.pair)
        return _rate(printer, key, num, den, unit_id)
    return value_run(printer, key, whole.part(unit_id, item.code), unit_id)


def value_run(printer: Printer, key: Key, source: Source | None, unit_id: str) -> Run:
    """What a unit reports of one datum; "-" for none."""
    value = None if source is None else source.value
    if source is None or value is None:
        return _word(printer, "report.cell_nothing", key, unit_id, "0")
    if isinstance(value, bool):
        return _word(printer, "report.yes" if value else "report.no", key, unit_id, str(int(value)))
    if isinstance(value, int | Decimal):
        return _amount(printer, value, source.qualifier, key, unit_id)
    return Run(text=clean(str(value)))


def total_run(printer: Printer, total: Total) -> Run | None:
    """A total, with the mark of one that figures are held out of; None where there is nothing to print."""
    shown = replace(printer, place="cell").rate_alone(total)
    if shown is None and isinstance(total.value, int | Decimal):
        shown = _amount(printer, total.value, total.qualifier, total.key)
    if shown is not None:
        return _marked(printer, shown, "report.cell_with_held") if total.coverage.held else shown
    if total.stated_rate is not None:
        text = printer.percent(total.stated_rate) + "*"
        return in_cell(printer.run(text, total.key, total.stated_rate, "stated"))
    return _word(printer, "report.cell_held", total.key) if total.coverage.held else None


def reporting_runs(printer: Printer, total: Total) -> tuple[Run, Run]:
    """How many units stand behind a total, and how many are asked."""
    counts = {"reporting": len(total.coverage.reporting), "asked": len(total.coverage.asked)}
    first, last = (printer.run(printer.number(n), total.key, n, part) for part, n in counts.items())
    return in_cell(first), in_cell(last)


def adjustment_run(printer: Printer, total: Total, own: Decimal, of: str = "") -> Run:
    """What staff put on a total, with its sign: `own` on itself; `of` "all" is that on the rows of a TỔNG CỘNG too, "num"
    and "den" that on a rate's parts.
    """
    num, den = total.pair_adjustment
    amount = {"all": total.adjustment, "num": num, "den": den}.get(of, own)
    shown = ("+" if amount > 0 else "") + printer.number(amount)
    part = f"adjustment:{of}" if of else "adjustment"
    return in_cell(printer.run(shown, total.key, amount, part))


def _unfinished(printer: Printer, item: Field, whole: Breakdown, unit_id: str) -> Run:
    """A unit that has not all of it: that it is held, or missing; in TỔNG CỘNG beside what its other rows come to, which the
    total has.
    """
    is_held, key = unit_id in whole.held, whole.total.key
    counted = None if item.type is FieldType.RATE or not key.row else whole.part(unit_id, item.code)
    if counted is None or not isinstance(counted.value, int | Decimal):
        return _word(printer, "report.cell_held" if is_held else "report.cell_missing", key, unit_id)
    shown = value_run(printer, key, counted, unit_id)
    return _marked(printer, shown, "report.cell_with_held" if is_held else "report.cell_in_part")


def _marked(printer: Printer, run: Run, key: str) -> Run:
    """A printed number with what is to be known of it, all in one figure: the mark goes when its reason does."""
    text = printer.say(key, number=run.text)
    return replace(run, text=text, figure=replace(run.figure, text=text) if run.figure else None)


def _rate(printer: Printer, key: Key, above: Source | None, below: Source | None, unit_id: str) -> Run:
    num, den = _number(above), _number(below)
    if above is None or below is None or num is None or not den:
        return _word(printer, "report.cell_nothing", key, unit_id, "0")
    kind = Qualifier.of_ratio(num, above.qualifier, below.qualifier)
    return replace(printer, place="cell").quotient(num, den, kind, key, unit_id)


def _number(source: Source | None) -> int | Decimal | None:
    """A counted part of a rate; "không phát sinh" is a zero there."""
    if source is None:
        return None
    if source.value is None:
        return 0
    return source.value if isinstance(source.value, int | Decimal) else None


def _amount(printer: Printer, value: int | Decimal, qualifier: Qualifier, key: Key, unit_id: str = "") -> Run:
    cell = replace(printer, place="cell")
    return cell.run(cell.qualified(cell.number(value), qualifier), key, value, units=unit_id)


def _word(printer: Printer, word: str, key: Key, unit_id: str = "", value: str = "") -> Run:
    run = in_cell(printer.run(printer.say(word), key, 0, units=unit_id))
    assert isinstance(run.figure, Figure)
    return replace(run, figure=replace(run.figure, value=value))
