"""Charts of a report that do not show what their figures are now."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.files.bound_document import BoundChart, BoundDocument
from toolkit.files.document import Lapsed
from toolkit.text import Text, say
from toolkit.verify.direction import Reprint


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseChart:
    """A chart, why it is not true, and what it would show now ("" where there is no such chart any more)."""

    chart: BoundChart
    why: Text
    now: str = ""


def false_charts(document: BoundDocument, reprint: Reprint) -> Iterator[FalseChart]:
    """Those that are there and show something else, in the record's order; one that was taken out is nobody's loss."""
    # Imported here: it reads XML, which quick verbs that only know this module are not to wait for.
    from toolkit.files.bound_chart import shows

    for chart in document.charts:
        if not chart.part:
            continue
        now = reprint(chart.bound)
        if isinstance(now, Lapsed):
            yield FalseChart(chart=chart, why=say("verify_text.chart_lapsed"))
        elif not shows(chart.bars, now):
            key = "stale" if shows(chart.bars, chart.bound) else "changed"
            yield FalseChart(chart=chart, why=say(f"verify_text.chart_{key}"), now=now.text)
