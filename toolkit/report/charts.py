"""A chart of a total over its units, for a text that asks for one and where charts are switched on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.files.document import BarChart, Figure, Paragraph, Run
from toolkit.form.model import Field, Round
from toolkit.merge.model import TOTAL_ROW, Total
from toolkit.report.breakdown import Breakdown
from toolkit.report.cells import unit_run
from toolkit.report.figures import Printer
from toolkit.report.ledger import clean
from toolkit.report.model import Piece
from toolkit.report.printing import upper_first

_FEWEST = 2
"""Fewer bars than these show nothing that a sentence does not."""
_MOST = 10
"""More bars than these take half a page and more, and would show who has the least: the longest are shown then."""


def chart_piece(round: Round, whole: Breakdown, printer: Printer, shown: bool) -> Piece:
    """The chart of a field's total, or of a grid's TỔNG CỘNG, over the communes; nothing where charts are off, or where
    fewer than two of them have a number.

    The longest bar is the first, and of very many the longest are shown; equal ones are in the round's order. What stands
    beside a bar is what the annex has.
    """
    total = whole.total
    block = round.form(total.key.form).block(total.key.block)
    item = next((item for item in block.fields if item.code == total.key.field), None)
    if not shown or item is None or not item.is_number or total.key.row not in {"", TOTAL_ROW}:
        return Piece()
    every = _bars(round, item, whole, printer)
    bound = _figure(printer, total, every)
    if bound is None:
        return Piece()
    bars = every[:_MOST]
    label = upper_first(clean(printer.own_label(total)))
    measure = printer.measure_words(total.measure)
    period = round.period.label.in_(printer.lang)
    if len(bars) < len(every):
        period = printer.say("report.chart_most", period=period, count=len(bars))
    words = {"label": label, "measure": measure, "period": period}
    return Piece(
        chart=BarChart(
            title=printer.say("report.chart_title" if measure else "report.chart_title_bare", **words),
            alt=printer.say("report.chart_alt", bars=bound.text, **words),
            measure=measure,
            bars=bars,
            bound=bound,
        )
    )


def chart_run(round: Round, whole: Breakdown, printer: Printer, item: Field) -> Run | None:
    """What the chart of a field shows as it is now; None where there is none."""
    bound = _figure(printer, whole.total, _bars(round, item, whole, printer))
    return Run(text=bound.text, figure=bound) if bound else None


def _figure(printer: Printer, total: Total, every: Sequence[tuple[str, Figure]]) -> Figure | None:
    """A chart as one figure, which says whether all bars are shown: its title does too."""
    if len(every) < _FEWEST:
        return None
    bars = every[:_MOST]
    text = "; ".join(f"{name}: {figure.text}" for name, figure in bars)
    values = "; ".join(figure.value for _, figure in bars)
    which = "most" if len(bars) < len(every) else "all"
    figure = printer.run(text, total.key, values, f"chart:{which}").figure
    return replace(figure, place="chart") if figure else None


def numbered_charts(
    parts: Iterable[Paragraph | BarChart], printer: Printer, communes: str
) -> Iterator[Paragraph | BarChart]:
    """Charts with their numbers, each after the sentence that refers to it."""
    number = 0
    for part in parts:
        if isinstance(part, BarChart):
            number += 1
            yield Paragraph((Run(text=printer.say("report.chart_see", number=number, communes=communes)),))
            title = printer.say("report.chart_numbered", number=number, title=part.title)
            yield replace(part, title=title)
        else:
            yield part


def _bars(round: Round, item: Field, whole: Breakdown, printer: Printer) -> tuple[tuple[str, Figure], ...]:
    found: list[tuple[str, Figure]] = []
    for unit in round.communes:
        if unit.unit_id not in whole.reporting:
            continue
        figure = unit_run(printer, item, whole, unit.unit_id).figure
        if figure is not None and figure.value:
            found.append((clean(unit.name), figure))
    return tuple(sorted(found, key=lambda bar: -Decimal(bar[1].value)))
