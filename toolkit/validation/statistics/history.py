"""A datum against the unit's own earlier values: modified z-scores, and spikes."""

import numpy as np

from toolkit.validation.statistics.model import Bools, Floats, Ints, Screened, Why
from toolkit.validation.statistics.robust import (
    Spread,
    evened,
    floor,
    levelled,
    limits,
    medians,
    spread,
    suspicion,
)

LEAST = 6
"""So many earlier periods must have been stated before a unit's own history says anything."""
LEAST_NONZERO = 3
SPIKE_SCORE = 5.0
LEAST_UNITS = 5
"""So many units must have a history before their common spread steadies each unit's own."""


def against_history(now: Floats, past: Floats, *, amounts: bool = False) -> Screened:
    """Each unit's value (units) against its earlier ones (units x periods, nan: not stated) by the modified z-score.

    Zeros are a matter apart (see `change`): a value is judged by the earlier ones that are not zero, of which there must be
    `LEAST_NONZERO` among `LEAST` stated. The MAD of six values is noisy: no unit's scale is taken for less than the common
    one of the datum, the median over units of the scale relative to the level. Where fewer than `LEAST_UNITS` units
    have a history there is no common one, and the limits are those of `_ALONE`. Both were measured: docs/validation.md.
    """
    stated = np.isfinite(past).sum(axis=1)
    nonzero = np.where(past != 0, past, np.nan)
    own = spread(evened(nonzero, amounts=amounts))
    typical = medians(nonzero)
    enough = (stated >= LEAST) & (own.count >= LEAST_NONZERO)
    scale, together = _steadied(own, typical, enough, amounts=amounts)
    limit = limits(own.count, _TOGETHER if together else _ALONE)
    why = np.where(np.isnan(now), Why.NO_VALUE, np.where(enough, Why.JUDGED, Why.SHORT_HISTORY))
    judged = (why == Why.JUDGED) & (now != 0)
    return _screened(now, own, typical, scale, limit, judged, why, amounts=amounts)


def spikes(now: Floats, past: Floats, history: Screened) -> Screened:
    """At least twice the highest of `LEAST` or more earlier values that are not zero, and more than the floor above it.

    Figures that scatter double often: `history` is what `against_history` said of the same values, and must have come near
    its limit too. `score` is by how much the highest was exceeded, as a share of it.
    """
    nonzero = np.where(past > 0, past, -np.inf)
    count = np.isfinite(nonzero).sum(axis=1)
    highest = np.max(nonzero, axis=1, initial=0.0)
    enough = (count >= LEAST) & (history.why == Why.JUDGED)
    why = np.where(np.isnan(now), Why.NO_VALUE, np.where(enough, Why.JUDGED, Why.SHORT_HISTORY))
    judged = why == Why.JUDGED
    known = np.where(judged, 0.0, np.nan)
    high = np.maximum(2 * highest, highest + floor(highest))
    flagged = judged & (now >= high) & (history.score > SPIKE_SCORE)
    score = np.where(judged, now / np.maximum(highest, 1.0) - 1, 0.0)
    return Screened(
        flagged=flagged,
        suspicion=suspicion(score, 1.0, flagged),
        score=score,
        expected=highest + known,
        low=known - np.inf,
        high=high + known,
        count=count,
        why=why,
    )


_TOGETHER = {3: 9.0, 4: 8.0, 5: 7.2, 6: 6.6, 7: 6.0}
_ALONE = {3: 40.0, 4: 30.0, 5: 24.0, 6: 18.0, 7: 16.0, 8: 14.0, 9: 12.5, 10: 11.5, 11: 10.5, 12: 10.0}
"""Limits of |M| by the number of values judged by; beyond the last number the last."""


def _steadied(own: Spread, typical: Floats, enough: Bools, *, amounts: bool) -> tuple[Floats, bool]:
    """Each unit's scale, at least the datum's common one; and whether there is a common one."""
    level = np.ones(typical.shape) if amounts else np.sqrt(np.maximum(np.abs(typical), 1.0))
    if enough.sum() < LEAST_UNITS:
        return own.scale, False
    common = np.median((own.scale / level)[enough])
    return np.maximum(own.scale, common * level), True


def _screened(
    now: Floats,
    own: Spread,
    typical: Floats,
    scale: Floats,
    limit: Floats,
    judged: Bools,
    why: Ints,
    *,
    amounts: bool,
) -> Screened:
    away = np.where(judged, evened(now, amounts=amounts) - own.median, 0.0)
    least = floor(typical)
    outside = judged & (np.abs(now - typical) > least)
    flat = scale == 0  # all earlier values alike, of all units: the floor alone decides
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.where(flat, limit * (now - typical) / least, away / scale)
    score = np.where(judged, score, 0.0)
    reach = np.where(flat, 0.0, limit * scale)
    known = np.where(why == Why.JUDGED, 0.0, np.nan)
    return Screened(
        flagged=outside & (np.abs(score) > limit),
        suspicion=suspicion(score, limit, outside),
        score=score,
        expected=typical + known,
        low=np.minimum(levelled(own.median - reach, amounts=amounts), typical - least) + known,
        high=np.maximum(levelled(own.median + reach, amounts=amounts), typical + least) + known,
        count=own.count,
        why=why,
    )
