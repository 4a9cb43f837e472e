"""A datum against the unit's own earlier values: modified z-scores, and spikes."""

import numpy as np

from toolkit.validation.statistics.model import Bools, Floats, Ints, Screened, Why
from toolkit.validation.statistics.robust import (
    LEAST_AMOUNT,
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
"""So many of them must not have been zero, where the datum's other units steady the scale; otherwise `LEAST`."""
LEAST_UNITS = 5
"""So many units must have a history before their common spread steadies each unit's own."""
_TOGETHER = {3: 9.5, 4: 8.4, 5: 7.6, 6: 6.8, 7: 6.4, 9: 6.0, 11: 5.5}
_ALONE = {6: 22.0, 8: 15.0, 9: 14.0, 10: 10.5, 12: 9.0}
"""Limits of |M| by the number of values judged by, with a common scale and without; measured: docs/validation.md."""
SPIKE_SUSPICION = 0.3  # about four fifths of the history's limit
FAR = 5.0
"""So many times the highest of `LEAST` is a spike however wide the limits are."""


def against_history(now: Floats, past: Floats, *, amounts: bool = False) -> Screened:
    """Each unit's value (units) against its earlier ones (units x periods, nan: not stated) by the modified z-score.

    Zeros are a matter apart (see `change`): a value is judged by the earlier ones that are not zero, and zero by none. The
    MAD of six values is noisy: no unit's scale is taken for less than the common one of the datum, the median over
    units of the scale relative to the level. Where fewer than `LEAST_UNITS` units have a history there is no common one,
    and the limits are far wider.
    """
    stated = np.isfinite(past).sum(axis=1)
    nonzero = np.where(past != 0, past, np.nan)
    own = spread(evened(nonzero, amounts=amounts))
    typical = medians(nonzero)
    enough = (stated >= LEAST) & (own.count >= LEAST_NONZERO)
    scale, together = _steadied(own, typical, enough, amounts=amounts)
    limit = limits(own.count, _TOGETHER if together else _ALONE)
    enough &= together | (own.count >= LEAST)
    why = np.where(np.isnan(now), Why.NO_VALUE, np.where(enough, Why.JUDGED, Why.SHORT_HISTORY))
    judged = (why == Why.JUDGED) & (now != 0)
    return _screened(now, own, typical, scale, limit, judged, why, amounts=amounts)


def spikes(now: Floats, past: Floats, history: Screened, *, amounts: bool = False) -> Screened:
    """At least twice the highest of `LEAST` or more earlier values that are not zero, and more than the floor above it.

    Figures that scatter double often: `history` is what `against_history` said of the same values, and must have come near
    its limit, unless the value is `FAR` times the highest: a unit without others to steady its limits has wide ones.
    `score` is by how much the highest was exceeded, as a share of it.
    """
    nonzero = np.where(past > 0, past, -np.inf)
    count = np.isfinite(nonzero).sum(axis=1)
    highest = np.max(nonzero, axis=1, initial=0.0)
    enough = (count >= LEAST) & (history.why == Why.JUDGED)
    why = np.where(np.isnan(now), Why.NO_VALUE, np.where(enough, Why.JUDGED, Why.SHORT_HISTORY))
    judged = why == Why.JUDGED
    known = np.where(judged, 0.0, np.nan)
    high = np.maximum(2 * highest, highest + floor(highest, amounts=amounts))
    flagged = judged & (now >= high) & ((history.suspicion > SPIKE_SUSPICION) | (now >= FAR * highest))
    score = np.where(judged, now / np.maximum(highest, LEAST_AMOUNT if amounts else 1.0) - 1, 0.0)
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
    least = floor(typical, amounts=amounts)
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
