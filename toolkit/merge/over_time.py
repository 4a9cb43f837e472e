"""Totals of consecutive periods to those of the longer period that they make up."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.form.layout import over_time_of, personal_fields
from toolkit.form.model import OverTime, Rollup, Round
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Change, Coverage, Total
from toolkit.merge.rollup import percent
from toolkit.text.numbers import exact_sum


def combine(round: Round, periods: Sequence[tuple[Total, ...]]) -> tuple[Total, ...]:
    """The longer period's totals from those of its parts, in order of time; `round` tells each field's `over_time`.

    flow: the parts add up, a ratio by its numerators and denominators, a count of yes by the units that said it at least
    once (unknown where staff adjusted a part: whose yes that was is not said). stock and cumulative: the last part's total
    stands. A part in which nobody reported leaves the whole unknown (None); a unit reports for the whole if it does for
    every part that it is asked for. Lines of lists and narratives are a flow.
    """
    if not periods:
        return ()
    kinds = over_time_of(round.forms)
    by_key = [{total.key: total for total in totals} for totals in periods]
    found = []
    for key, latest in by_key[-1].items():
        parts = [totals[key] for totals in by_key if key in totals]
        if kinds.get(key[:3], OverTime.FLOW) is not OverTime.FLOW:
            found.append(latest)
        elif len(parts) == len(periods):
            found.append(added(parts))
        else:
            found.append(_unknown(latest))
    return tuple(found)


def differences(round: Round, totals: tuple[Total, ...], combined: tuple[Total, ...]) -> tuple[Change, ...]:
    """A round's totals (`after`) beside those `combine` gives from the parts of its period (`before`), in the round's order.

    One a total that both know exactly, also where they agree: what is unknown (None) or qualified ("trên 50") on either
    side proves nothing, nor does the number of lines that units wrote; personal fields are left out. 6 months = Q1 + Q2,
    year = H1 + H2 for flows; a stock and a cumulative figure equal the last part's (domain.md X12). Which side is of a part
    of the units only is told with it: their difference is then no change.
    """
    personal = personal_fields(round.forms)
    known = {total.key: total for total in combined if _is_known(total)}
    return tuple(
        Change(
            key=total.key,
            label=total.label,
            before=known[total.key].value,
            after=total.value,
            partial_before=not known[total.key].is_whole,
            partial_after=not total.is_whole,
        )
        for total in totals
        if total.key in known and _is_known(total) and total.key[:3] not in personal
    )


def _is_known(total: Total) -> bool:
    told = total.rollup is Rollup.CONCAT
    return total.value is not None and total.qualifier is Qualifier.EXACT and not told


def added(parts: Sequence[Total]) -> Total:
    """One total from several of the same key, of periods one after the other or of territories beside each other; never of
    none. Rates by their numerators and denominators, a count of yes by the units that said it at least once.
    """
    last = parts[-1]
    coverage = _coverage([part.coverage for part in parts])
    sources = tuple(source for part in parts for source in part.sources)
    same = replace(last, coverage=coverage, sources=sources, stated=())
    if last.rollup is Rollup.RATIO:
        num = _added([part.numerator for part in parts])
        den = _added([part.denominator for part in parts])
        value = None if num is None or den is None else percent(num, den)
        above = Qualifier.of_sum(part.numerator_qualifier for part in parts)
        below = Qualifier.of_sum(part.denominator_qualifier for part in parts)
        same = replace(same, numerator_qualifier=above, denominator_qualifier=below)
        qualifier = Qualifier.of_ratio(num, above, below)
        return replace(same, value=value, numerator=num, denominator=den, qualifier=qualifier)
    qualifier = Qualifier.of_sum(part.qualifier for part in parts)
    if last.rollup is Rollup.COUNT_YES:
        reported = all(part.value is not None and not part.adjustment for part in parts)
        yes = {source.unit_id for source in sources if source.counted and source.value is True}
        many = len(yes) if reported else None
        return replace(same, value=many, adjustment=Decimal(0), qualifier=qualifier)
    whole = _added([part.value for part in parts])
    adjustment = Decimal(0 if whole is None else exact_sum(part.adjustment for part in parts))
    return replace(same, value=whole, adjustment=adjustment, qualifier=qualifier)


def _unknown(total: Total) -> Total:
    """What was not asked in every part, so that the whole is not known."""
    coverage = total.coverage
    return replace(
        total,
        value=None,
        numerator=None,
        denominator=None,
        qualifier=Qualifier.EXACT,
        stated=(),
        adjustment=Decimal(0),
        coverage=Coverage(asked=coverage.asked, missing=coverage.asked),
    )


def _added(values: Sequence[int | Decimal | None]) -> int | Decimal | None:
    known = [value for value in values if value is not None]
    return exact_sum(known) if len(known) == len(values) else None


def _coverage(parts: Sequence[Coverage]) -> Coverage:
    asked = tuple(dict.fromkeys(unit for part in parts for unit in part.asked))
    held = {unit for part in parts for unit in part.held}
    lacking = {unit for part in parts for unit in part.asked if unit not in part.reporting}
    return Coverage(
        asked=asked,
        reporting=tuple(unit for unit in asked if unit not in lacking),
        held=tuple(unit for unit in asked if unit in held),
        missing=tuple(unit for unit in asked if unit in lacking and unit not in held),
    )
