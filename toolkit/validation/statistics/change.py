"""A datum against one earlier period's: its change beside those of the other units (Hidiroglou and Berthelot 1986)."""

import numpy as np

from toolkit.validation.statistics.model import Floats, Screened, Why
from toolkit.validation.statistics.robust import floor, quantiles, suspicion

LEAST = 10
"""So many units must have stated both figures, neither of them zero."""
SIZE_POWER = 0.5  # U: how much more a change of a large figure counts
AT_LEAST = 0.05  # A: the least distance of a quartile, as a share of the median effect
WIDTH = 10.0  # C


def changes(now: Floats, before: Floats) -> Screened:
    """Each unit's value against its earlier one (units each, nan: not stated), both above zero.

    r = now / before with the median r_M over units; s = log(r / r_M), which is symmetric as the published s is and, unlike
    it, has no long tail; effect E = s max(now, before)^U; flagged outside [E_M - C d1, E_M + C d3], d1 and d3 the
    distances of the quartiles (where they tie, of the tenth and the ninetieth percentile) from the median E_M, at least
    A |E_M|. Coming from zero and going to zero are judged by `zeros`.
    """
    both = (now > 0) & (before > 0)
    count = np.full(now.shape, int(both.sum()))
    unknown = np.where(np.isnan(before), Why.NO_PREVIOUS, Why.JUDGED)
    why = np.where(np.isnan(now), Why.NO_VALUE, unknown)
    if both.sum() < LEAST:
        why = np.where(why == Why.JUDGED, Why.FEW_UNITS, why)
        return _silent(count, why)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(both, np.log(now / before), np.nan)
    middle = float(quantiles(logs, 0.5))
    weight = np.where(both, np.maximum(now, before), 1.0) ** SIZE_POWER
    effects = (logs - middle) * weight
    centre, below, above = _distances(effects)
    away = effects - centre
    limit = WIDTH * np.where(away < 0, below, above)
    expected = np.where(both, before * np.exp(middle), np.nan)
    outside = both & (np.abs(now - expected) > floor(expected))
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.where(both, np.where(limit > 0, away / limit, np.sign(away) * 1e9), 0.0) * WIDTH
    return Screened(
        flagged=outside & (np.abs(score) > WIDTH),
        suspicion=suspicion(score, WIDTH, outside),
        score=score,
        expected=expected,
        low=expected - floor(expected),
        high=expected + floor(expected),
        count=count,
        why=why,
    )


def _distances(effects: Floats) -> tuple[float, float, float]:
    centre = float(quantiles(effects, 0.5))
    for low, high in ((0.25, 0.75), (0.1, 0.9)):
        below, above = centre - float(quantiles(effects, low)), float(quantiles(effects, high)) - centre
        if below > 0 and above > 0:
            break
    least = AT_LEAST * abs(centre)
    return centre, max(below, least), max(above, least)


def _silent(count: np.ndarray, why: np.ndarray) -> Screened:
    nan, none = np.full(why.shape, np.nan), np.zeros(why.shape)
    return Screened(
        flagged=np.zeros(why.shape, dtype=bool),
        suspicion=none,
        score=none,
        expected=nan,
        low=nan,
        high=nan,
        count=count,
        why=why,
    )
