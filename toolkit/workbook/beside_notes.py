"""What is to be said of the figures beside the totals: in the remark of a total, and once for all under the table."""

from collections.abc import Sequence

from toolkit.intake.model import Qualifier
from toolkit.merge.model import Total, Totals
from toolkit.periods import parse_period
from toolkit.workbook.beside import Group, is_partial, marks, reasons
from toolkit.workbook.book import Book

_SOURCES = 4
"""So many are named, of more how many there are."""


def remarks(book: Book, total: Total, every: Sequence[Group]) -> str:
    """What must be known of the figures beside a total: which are only approximate, and where plans are for several periods,
    for which.
    """
    inexact = [
        book.say(f"base_{group.kind}")
        for group in every
        if group.kind != "so_far"
        and (known := group.known.get(total.key)) is not None
        and known.qualifier is not Qualifier.EXACT
    ]
    told = [book.say("remark_base_inexact", bases=", ".join(inexact))] if inexact else []
    for group in every:
        periods = {one.period for one in group.known.values()}
        plan = group.known.get(total.key) if group.kind == "plan" and len(periods) > 1 else None
        if plan is not None:
            told.append(book.say("remark_plan_of", period=book.text(parse_period(plan.period).label)))
    return " ".join(told)


def legend(book: Book, every: Sequence[Group], totals: Totals) -> list[str]:
    """The notes under the table that the figures beside the totals need: marks, reasons, sources."""
    known = [one for group in every for one in group.known.values()]
    notes = []
    kinds = {group.kind for group in every}
    notes += [book.say("legend_compared")] * bool(kinds & {"previous", "last_year"})
    notes += [book.say("legend_plan")] * ("plan" in kinds)
    notes += [book.say("legend_partial")] * _has_partial(every, totals)
    found = {name for one in known for name in marks(one)}
    notes += [
        book.say(f"legend_{name}", mark=book.say(f"mark_{name}"))
        for name in ("provisional", "incomplete", "rebased")
        if name in found
    ]
    for number, reason in enumerate(reasons(every), start=1):
        notes.append(book.say("not_comparable_why", number=number, reason=book.text(reason)))
    for group in every:
        told = (one for one in group.known.values() if one.source.vi and (one.value is not None or one.none))
        sources = dict.fromkeys(one.source for one in told)
        if sources:
            named = "; ".join(book.text(source) for source in [*sources][:_SOURCES])
            more = len(sources) - _SOURCES
            named += f" {book.say('and_more_sources', count=more)}" if more > 0 else ""
            notes.append(book.say("legend_sources", bases=book.say(f"base_{group.kind}"), sources=named))
    return notes


def _has_partial(every: Sequence[Group], totals: Totals) -> bool:
    """Whether a change, or a share of a plan, is not computed as figures are of a part of the units."""
    return any(
        is_partial(total, group.known.get(total.key))
        for group in every
        if group.kind != "so_far"
        for total in totals.totals
    )
