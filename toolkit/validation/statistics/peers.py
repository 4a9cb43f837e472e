"""A datum against those of the other units of its kind, per head (or by whatever each unit's own size is)."""

import numpy as np

from toolkit.validation.statistics.model import Floats, Screened, Why
from toolkit.validation.statistics.robust import (
    MAD_TO_SD,
    MEAN_AD_TO_SD,
    evened,
    floor,
    levelled,
    limits,
    medians,
    suspicion,
)

LEAST = 10
"""So many units must have stated a figure that is not zero, and have a size."""
LIMITS = {10: 9.0, 15: 8.0, 20: 6.8, 50: 6.0, 100: 5.6}
"""Of the score, by the number of units: measured, docs/validation.md."""


def against_peers(now: Floats, sizes: Floats, *, amounts: bool = False) -> Screened:
    """Each unit's value (units) against the median per unit of size (`sizes`: units, nan: not known), its own included."""
    sized = np.isfinite(sizes) & (sizes > 0)
    some = sized & np.isfinite(now) & (now != 0)
    expected = expected_of_peers(now, sizes)
    unknown = np.where(sized, Why.JUDGED, Why.NO_SIZE)
    why = np.where(np.isnan(now), Why.NO_VALUE, unknown)
    if some.sum() < LEAST:
        why = np.where(why == Why.JUDGED, Why.FEW_UNITS, why)
    judged = (why == Why.JUDGED) & some
    level = np.ones(now.shape) if amounts else np.sqrt(np.maximum(np.abs(expected), 1.0))
    away = (evened(now, amounts=amounts) - evened(expected, amounts=amounts)) / level
    scale = _scale(np.where(judged, np.abs(away), np.nan))
    limit = float(limits(np.array([some.sum()]), LIMITS)[0])
    outside = judged & (np.abs(now - expected) > floor(expected, amounts=amounts))
    with np.errstate(divide="ignore", invalid="ignore"):
        alike = (
            limit * (now - expected) / floor(expected, amounts=amounts)
        )  # all others' rates are alike: the floor alone decides
        score = np.where(judged, np.where(scale > 0, away / scale, alike), 0.0)
    known = np.where(why == Why.JUDGED, 0.0, np.nan)
    reach = limit * scale * level
    middle = evened(expected, amounts=amounts)
    return Screened(
        flagged=outside & (np.abs(score) > limit),
        suspicion=suspicion(score, limit, outside),
        score=score,
        expected=expected + known,
        low=np.minimum(levelled(middle - reach, amounts=amounts), expected - floor(expected, amounts=amounts))
        + known,
        high=np.maximum(
            levelled(middle + reach, amounts=amounts), expected + floor(expected, amounts=amounts)
        )
        + known,
        count=np.full(now.shape, int(some.sum())),
        why=why,
    )


def _scale(away: Floats) -> Floats:
    """The MAD's scale; where that is zero, of each unit the mean deviation of the others: its own would hide it."""
    mad = float(np.nan_to_num(medians(away[None, :])[0]))
    if mad > 0:
        return np.full(away.shape, mad / MAD_TO_SD)
    others = max(int(np.isfinite(away).sum()) - 1, 1)
    known = np.nan_to_num(away)
    scale: Floats = (known.sum() - known) / others * MEAN_AD_TO_SD
    return scale


def expected_of_peers(now: Floats, sizes: Floats) -> Floats:
    """What each unit would state at the median rate of those that stated something other than zero; nan without a size."""
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where((sizes > 0) & (now != 0), now / sizes, np.nan)
    expected: Floats = np.where(sizes > 0, float(medians(rates[None, :])[0]) * sizes, np.nan)
    return expected
