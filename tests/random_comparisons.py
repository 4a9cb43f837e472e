"""What totals are compared with, drawn at random: earlier periods, the year so far, plans, and an earlier edition."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from toolkit.form.model import Rollup, Round
from toolkit.intake.model import Qualifier
from toolkit.merge.changes import changes
from toolkit.merge.merge import merge
from toolkit.merge.model import Against, Comparison, Total, Totals
from toolkit.periods import previous, same_last_year
from toolkit.text import Text
from toolkit.validation.model import Checked

_REASONS = (
    Text("Biểu mẫu khi đó khác", "The form was another"),
    Text("Xã cũ bị chia", "A commune was divided"),
)


def compare(seed: int, round: Round, checked: Checked, totals: Totals) -> Totals:
    """The totals with figures beside most of them, always the same for a seed."""
    rng = Random(f"compared {seed}")
    period = round.period
    year = str(period.year)
    wanted = {
        (Against.PERIOD, one.id) for one in (previous(period), same_last_year(period)) if one is not None
    }
    wanted |= {(Against.SO_FAR, year), (Against.PLAN, rng.choice((year, period.id)))}
    drawn = tuple(
        _beside(rng, total, against, of)
        for against, of in sorted(wanted)
        for total in totals.totals
        if total.rollup not in {Rollup.NONE, Rollup.CONCAT} and rng.random() < 0.8
    )
    fewer = replace(checked, entries=tuple(one for one in checked.entries if rng.random() < 0.7))
    since = changes(merge(round, fewer, 1), totals)
    return replace(totals, comparisons=drawn, changes=since)


def _beside(rng: Random, total: Total, against: Against, period: str) -> Comparison:
    made = Comparison(
        key=total.key, period=period, against=against, value=rng.choice((0, 1, rng.randint(2, 3000))),
        provisional=rng.random() < 0.2, complete=rng.random() < 0.8,
    )  # fmt: skip
    chance = rng.random()
    if chance < 0.1:
        return replace(made, value=None, reason=rng.choice(_REASONS))
    if chance < 0.2:
        return replace(made, value=None)
    if chance < 0.3:
        if total.rollup is Rollup.RATIO:
            return replace(made, none=True, value=None, numerator=0, denominator=0)
        return replace(made, none=True, value=0)
    if chance < 0.4:
        made = replace(made, qualifier=Qualifier.OVER)
    if total.rollup is not Rollup.RATIO:
        return made
    whole = rng.randint(1, 400)
    part = rng.randint(0, whole)
    return replace(made, numerator=part, denominator=whole, value=Decimal(part * 100) / whole)
