"""What the register knows of other periods, for a round's totals: earlier ones, those that its period is made of, and the
plan; across a reform too, where the units, and who asks them, were others.
"""

from collections.abc import Iterator

from toolkit.desk import Desk
from toolkit.files.csv_text import read_csv
from toolkit.files.workspace import read_input
from toolkit.form.layout import over_time_of
from toolkit.form.model import OverTime, Round
from toolkit.merge.model import Against, Change, Comparison, Total, Totals
from toolkit.past.totals import PastTotals
from toolkit.periods import Period, begins_anew, parts, previous, same_last_year, since_new_year
from toolkit.text import Text, say


def comparisons(desk: Desk, opened: Round, totals: Totals) -> tuple[Comparison, ...]:
    """What a round's totals are compared with, each in the order of the totals: the same period last year, the previous one,
    what was planned, and what the year has come to so far. A total of which nothing is known there is absent; one of which
    something is known that cannot be compared has a reason and no value.

    Raises FormError for a plan that cannot be read.
    """
    past = PastTotals(desk, opened, totals)
    return (
        *_earlier(opened, totals, past),
        *_planned(desk, opened, totals),
        *_so_far(opened, totals, past),
    )


def _earlier(opened: Round, totals: Totals, past: PastTotals) -> Iterator[Comparison]:
    """The same period last year and the previous one. A cumulative figure begins anew each year."""
    kinds = over_time_of(opened.forms)
    for period in dict.fromkeys((same_last_year(opened.period), previous(opened.period))):
        known = past.of(period) if period else {}
        anew = period is not None and begins_anew(opened.period, period)
        for total in totals.totals:
            if total.key not in known:
                continue
            told = known[total.key].told
            if anew and kinds.get(total.key[:3]) is OverTime.CUMULATIVE and told.reason is None:
                yield Comparison(
                    key=total.key, period=told.period, value=None, reason=say("lineage.cumulative")
                )
            else:
                yield told


def against_parts(desk: Desk, opened: Round, totals: Totals) -> tuple[tuple[Change, ...], tuple[Period, ...]]:
    """The round's totals beside what its period's parts come to, and those parts; empty unless all of them are known.

    Of several ways to make up the period (halves, quarters, months) the coarsest that is there is taken.
    """
    from toolkit.merge.over_time import combine, differences

    past = PastTotals(desk, opened, totals)
    for way in parts(opened.period):
        known = [past.totals_of(part) for part in way]
        if all(known):
            return differences(opened, totals.totals, combine(opened, known)), way
    return (), ()


def _planned(desk: Desk, opened: Round, totals: Totals) -> tuple[Comparison, ...]:
    from toolkit.merge.plan import parse_plan, planned

    path = desk.workspace.plan(opened.id)
    if not path.is_file():
        return ()
    name = desk.workspace.inside(path)
    return planned(totals, parse_plan(read_csv(read_input(path), name), name, opened, totals))


def _so_far(opened: Round, totals: Totals, past: PastTotals) -> Iterator[Comparison]:
    """What the year has come to, this period included: of a flow the sum of all parts, by the first way of which all are
    known; of a stock or a cumulative figure what it is now.
    """
    from toolkit.merge.over_time import combine

    kinds = over_time_of(opened.forms)
    sums = []
    for way in since_new_year(opened.period):
        known = [past.totals_of(part) for part in way[:-1]]
        if all(known):
            sums.append((way, {total.key: total for total in combine(opened, [*known, totals.totals])}))
    for total in totals.totals:
        ways: list[tuple[tuple[Period, ...], Total]] = [(way, found[total.key]) for way, found in sums]
        if kinds.get(total.key[:3], OverTime.FLOW) is not OverTime.FLOW:
            ways = [((opened.period,), total)]
        for way, whole in ways:
            if whole.value is not None or whole.denominator is not None:
                yield _summed(opened, total, whole, way, past)
                break


def _summed(
    opened: Round, total: Total, whole: Total, way: tuple[Period, ...], past: PastTotals
) -> Comparison:
    told = [past.of(part)[total.key].told for part in way[:-1]]
    return Comparison(
        key=total.key,
        period=str(opened.period.year),
        value=whole.value,
        numerator=whole.numerator,
        denominator=whole.denominator,
        against=Against.SO_FAR,
        qualifier=whole.qualifier,
        provisional=any(one.provisional for one in told),
        complete=total.coverage.complete and all(one.complete for one in told),
        source=say("lineage.so_far", parts=Text.joined("; ", [part.label for part in way])),
        rebased=tuple(dict.fromkeys(unit_id for one in told for unit_id in one.rebased)),
    )
