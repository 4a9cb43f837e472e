"""What bringing a document up to date is told of its charts."""

from collections.abc import Iterator

from toolkit.files.bound_document import BoundDocument
from toolkit.findings import Finding, Place, found
from toolkit.reporting.said_where import place_under, under
from toolkit.verify.charts import false_charts
from toolkit.verify.direction import Reprint


def chart_findings(file: str, now: BoundDocument, reprint: Reprint) -> Iterator[Finding]:
    """Charts of a refreshed document that could not be drawn anew; and that there are some that nothing is known of."""
    for one in false_charts(now, reprint):
        heading = under(now, one.chart.paragraph)
        place = Place(file=file, sheet=heading, paragraph=one.chart.paragraph, quoted=one.chart.title)
        yield found(
            "FIG-043",
            place,
            expected=one.now,
            where=place_under(heading),
            title=one.chart.title,
            reason=one.why,
        )
    if now.loose:
        yield found("FIG-037", Place(file=file), count=now.loose)
