"""A datum against one earlier period's: its change beside those of the other units (Hidiroglou and Berthelot 1986)."""

import numpy as np

from toolkit.validation.statistics.model import Bools, Floats, Ints, Screened, Why
from toolkit.validation.statistics.robust import evened, floor, limits, quantiles, suspicion

LEAST = 10
"""So many units must have stated both figures, neither of them zero."""
SIZE_POWER = 0.5  # U: how much more a change of a large figure counts
AT_LEAST = 0.05  # A: the least distance of a quartile, as a share of the median effect
WIDTHS = {10: 14.0, 50: 12.0}
"""C, by the number of units: measured, docs/validation.md."""
LEAST_STARTS = 100
RARE = 0.005
"""Going to (coming from) zero is odd where of `LEAST_STARTS` or more other figures at most this share ever did."""
ZERO_LIMIT = 7.0


def changes(now: Floats, past: Floats, *, amounts: bool = False) -> Screened:
    """Each unit's value (units) against that of the newest of the earlier periods (units x periods, nan: not stated).

    r = now / before with the median r_M over units; s = log(r / r_M), which is symmetric as the published s is and, unlike
    it, has no long tail; effect E = s max(now, before)^U; flagged outside [E_M - C d1, E_M + C d3], d1 and d3 the
    distances of the quartiles (where they tie, of the tenth and the ninetieth percentile) from the median E_M, at least
    A |E_M|. The quartiles of few units are noisy: d1 and d3 are no less than those of all earlier changes together.
    Only values above zero are judged: coming from zero and going to zero are a matter for `zeros`.
    """
    before = past[:, 0] if past.shape[1] else np.full(now.shape, np.nan)
    both = (now > 0) & (before > 0)
    pairs = int(both.sum())
    why = _why(now, before)
    if pairs < LEAST:
        why = np.where(why == Why.JUDGED, Why.FEW_UNITS, why)
        both = np.zeros_like(both)
    effects, middle = _effects(now, before, both)
    centre = float(quantiles(effects, 0.5))
    columns = zip(past.T, past.T[1:], strict=False)
    earlier = [_effects(new, old, (new > 0) & (old > 0))[0] for new, old in columns]
    pooled = np.concatenate([one - quantiles(one, 0.5) for one in earlier]) if earlier else np.empty(0)
    below, above = np.maximum(_distances(effects - centre), _distances(pooled))
    least = AT_LEAST * abs(centre)
    away = np.where(both, effects - centre, 0.0)
    distance = np.where(away < 0, max(below, least), max(above, least))
    expected = np.where(both, before * np.exp(middle), np.nan)
    outside = both & (np.abs(now - expected) > floor(expected, amounts=amounts))
    width = float(limits(np.array([pairs]), WIDTHS)[0])
    flat = distance == 0  # nobody's figure ever changed otherwise: the floor alone decides
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.where(flat, 2 * width * np.sign(away), away / distance)
    return Screened(
        flagged=outside & (np.abs(score) > width),
        suspicion=suspicion(score, width, outside),
        score=np.where(both, score, 0.0),
        expected=expected,
        low=np.full(now.shape, np.nan),
        high=np.full(now.shape, np.nan),
        count=np.full(now.shape, pairs),
        why=why,
    )


def zeros(now: Floats, past: Floats) -> Screened:
    """A figure that went to zero, or came from zero, between the newest earlier period and now, where hardly any did.

    How often that happens to the datum is counted over all units and periods, this one's other units included; a figure
    must be above `ZERO_LIMIT` on Anscombe's scale (17 or more) to count. Arrays as of `changes`.
    """
    before = past[:, 0] if past.shape[1] else np.full(now.shape, np.nan)
    why = _why(now, before)
    new = np.column_stack([now, past])[:, : past.shape[1]]
    odd = np.zeros(now.shape, dtype=bool)
    count = np.zeros(now.shape, dtype=np.int64)
    for start, end in ((past > 0, new == 0), (past == 0, new > 0)):
        others = int((start & np.isfinite(new)).sum()) - 1
        events = int((start & end).sum()) - 1
        mine = start[:, 0] if past.shape[1] else odd
        count = np.where(mine, max(others, 0), count)
        if others < LEAST_STARTS:
            why = np.where(mine & (why == Why.JUDGED), Why.FEW_UNITS, why)
        elif events <= RARE * others:
            odd = odd | (mine & end[:, 0])
    size = np.where(odd, evened(np.maximum(now, before), amounts=False), 0.0)
    score = np.where(now == 0, -size, size)
    return Screened(
        flagged=np.abs(score) > ZERO_LIMIT,
        suspicion=suspicion(score, ZERO_LIMIT, odd),
        score=score,
        expected=before,
        low=np.full(now.shape, np.nan),
        high=np.full(now.shape, np.nan),
        count=count,
        why=why,
    )


def _why(now: Floats, before: Floats) -> Ints:
    why: Ints = np.where(np.isnan(now), Why.NO_VALUE, np.where(np.isnan(before), Why.NO_PREVIOUS, Why.JUDGED))
    return why


def _effects(new: Floats, old: Floats, both: Bools) -> tuple[Floats, float]:
    """E of each unit (nan where it has no pair), and log r_M."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(both, np.log(new / old), np.nan)
    middle = float(quantiles(logs, 0.5))
    effects: Floats = (logs - middle) * np.where(both, np.maximum(new, old), 1.0) ** SIZE_POWER
    return effects, middle


def _distances(effects: Floats) -> tuple[float, float]:
    """How far the lower and the upper quartile lie from zero, the effects' median; without effects 0."""
    below = above = 0.0
    for low, high in ((0.25, 0.75), (0.1, 0.9)):
        if below <= 0 or above <= 0:
            below, above = (float(np.nan_to_num(quantiles(effects, share))) for share in (low, high))
            below = -below
    return max(below, 0.0), max(above, 0.0)
