"""What the register knows of other periods, for a round's totals: earlier ones, and those that its period is made of."""

from toolkit.desk import Desk
from toolkit.form.model import Key, Round
from toolkit.merge.model import Change, Comparison, Total, Totals
from toolkit.periods import Period, parts, previous, same_last_year


def earlier_totals(desk: Desk, opened: Round, totals: Totals) -> tuple[Comparison, ...]:
    """Totals of the same period last year and of the previous one, where the register has them."""
    periods = dict.fromkeys(
        period.id for period in (same_last_year(opened.period), previous(opened.period)) if period
    )
    found: list[Comparison] = []
    for period in periods:
        for form in opened.forms:
            keys = [total.key for total in totals.totals if total.key.form == form.id]
            found += desk.register.history_for(form.id, period, keys, opened.asker.code)
    return tuple(found)


def against_parts(desk: Desk, opened: Round, totals: Totals) -> tuple[tuple[Change, ...], tuple[Period, ...]]:
    """The round's totals beside what its period's parts come to, and those parts; empty unless all of them were merged.

    Of several ways to make up the period (halves, quarters, months) the coarsest that is there is taken.
    """
    from toolkit.merge.over_time import combine, differences

    for way in parts(opened.period):
        merged = [_totals_of(desk, opened, part) for part in way]
        if all(merged):
            return differences(opened, totals.totals, combine(opened, merged)), way
    return (), ()


def _totals_of(desk: Desk, opened: Round, part: Period) -> tuple[Total, ...]:
    """What the asker's real rounds of a period added up to, of the round's forms; of two rounds the newer speaks."""
    forms = {form.id for form in opened.forms}
    found: dict[Key, Total] = {}
    for record in desk.register.rounds():
        ours = record.period == part.id and record.asker.code == opened.asker.code
        if ours and not record.trial and record.status != "cancelled":
            last = desk.register.last_totals(record.id)
            found |= {total.key: total for total in (last.totals if last else ()) if total.key.form in forms}
    return tuple(found.values())
