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
    number or word; what it states as a rate only with its mark; "-" for none; or that it is held, or missing.
    """
    key = whole.total.key
    if unit_id in whole.held:
        return _word(printer, "report.cell_held", key, unit_id)
    stated = whole.stated.get(unit_id)
    if stated is not None:
        return in_cell(printer.run(printer.percent(stated) + "*", key, stated, "stated", unit_id))
    if unit_id not in whole.reporting:
        return _word(printer, "report.cell_missing", key, unit_id)
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
    """A total; None where there is nothing to print."""
    if rate := replace(printer, place="cell").rate_alone(total):
        return rate
    if isinstance(total.value, int | Decimal):
        return _amount(printer, total.value, total.qualifier, total.key)
    if total.stated_rate is not None:
        text = printer.percent(total.stated_rate) + "*"
        return in_cell(printer.run(text, total.key, total.stated_rate, "stated"))
    return None


def reporting_runs(printer: Printer, total: Total) -> tuple[Run, Run]:
    """How many units stand behind a total, and how many are asked."""
    counts = {"reporting": len(total.coverage.reporting), "asked": len(total.coverage.asked)}
    first, last = (printer.run(printer.number(n), total.key, n, part) for part, n in counts.items())
    return in_cell(first), in_cell(last)


def adjustment_run(printer: Printer, total: Total, amount: Decimal) -> Run:
    """What staff put on a total, with its sign."""
    shown = ("+" if amount > 0 else "") + printer.number(amount)
    return in_cell(printer.run(shown, total.key, amount, "adjustment"))


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


def _word(printer: Printer, word: str, key: Key, unit_id: str, value: str = "") -> Run:
    run = in_cell(printer.run(printer.say(word), key, 0, units=unit_id))
    assert isinstance(run.figure, Figure)
    return replace(run, figure=replace(run.figure, value=value))
