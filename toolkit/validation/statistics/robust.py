"""Robust centre, scale and score of short series: modified z-scores with a floor on every branch.

Sources: Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993), for the modified z-score 0.6745 (x - median) / MAD
and its stand-in (x - median) / (1.2533 meanAD) where the MAD is zero; Anscombe (1948) for 2 sqrt(x + 3/8), by which counts
have about the same spread whatever their level. Arrays are units x values; nan is "not stated".
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from toolkit.validation.statistics.model import Bools, Floats, Ints

MAD_TO_SD = 0.6745
MEAN_AD_TO_SD = 1.2533
LEAST_AMOUNT = 0.1
_AT_ZERO = 2 * 0.375**0.5  # what Anscombe makes of zero; taken off, so that zero stays zero


@dataclass(frozen=True, slots=True)
class Spread:
    """Of each row: the median, a scale comparable with a standard deviation (0: all alike), and how many values."""

    median: Floats
    scale: Floats
    count: Ints


def evened(values: Floats, *, amounts: bool) -> Floats:
    """Values on a scale on which their spread hardly hangs on their level: Anscombe of counts, log1p of amounts.

    Both are carried on below zero as a mirror image, so that a negative amount keeps its order.
    """
    if amounts:
        size: Floats = np.log1p(np.abs(values))
    else:
        size = 2 * np.sqrt(np.abs(values) + 0.375) - _AT_ZERO
    return np.copysign(size, values)


def levelled(scores: Floats, *, amounts: bool) -> Floats:
    """The values of `evened` scores: its inverse."""
    size = np.abs(scores)
    if amounts:
        with np.errstate(over="ignore"):
            values: Floats = np.expm1(size)
    else:
        values = ((size + _AT_ZERO) / 2) ** 2 - 0.375
    return np.copysign(values, scores)


def medians(values: Floats) -> Floats:
    """The median of each row's stated values; nan where there are none."""
    return quantiles(values, 0.5)


def quantiles(values: Floats, share: float) -> Floats:
    """The quantile of each row's stated values, between neighbours in proportion; nan where there are none."""
    if not values.shape[-1]:
        return np.full(values.shape[:-1], np.nan)
    ordered = np.sort(values, axis=-1)  # nan last
    last = np.isfinite(values).sum(axis=-1) - 1
    place = np.maximum(last, 0) * share
    low = np.floor(place).astype(np.int64)
    high = np.minimum(low + 1, np.maximum(last, 0))
    at_low = np.take_along_axis(ordered, low[..., None], axis=-1)[..., 0]
    at_high = np.take_along_axis(ordered, high[..., None], axis=-1)[..., 0]
    between: Floats = at_low + (at_high - at_low) * (place - low)
    return between


def spread(values: Floats) -> Spread:
    """Median and scale of each row: the MAD's, where that is zero the mean deviation's, where all are alike 0."""
    median = medians(values)
    away = np.abs(values - median[:, None])
    count = np.isfinite(values).sum(axis=1)
    with np.errstate(invalid="ignore"):
        mean = np.nansum(away, axis=1) / np.maximum(count, 1)
    mad = medians(away)
    scale = np.where(mad > 0, mad / MAD_TO_SD, mean * MEAN_AD_TO_SD)
    return Spread(median, np.where(count > 0, scale, np.nan), count)


def floor(typical: Floats, *, amounts: bool) -> Floats:
    """The absolute floor: by how much a value must differ from the typical one to be worth a question.

    Three, and three times what chance alone does to a count of that size (its square root). An amount may be in a measure
    in which all are small: half of the typical one is enough, and a tenth of the measure.
    """
    least: Floats = np.maximum(3.0, 3 * np.sqrt(np.maximum(np.abs(typical), 1.0)))
    return np.minimum(least, np.maximum(np.abs(typical) / 2, LEAST_AMOUNT)) if amounts else least


def suspicion(score: Floats, limit: Floats | float, above_floor: Bools) -> Floats:
    """0 up to half of the limit or within the floor, 1/2 at the limit, towards 1 beyond it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.abs(score) / limit
        grown = np.where(share < 1, np.clip(share - 0.5, 0, None), 1 - 0.5 / np.maximum(share, 1))
    return np.where(above_floor & np.isfinite(share), grown, 0.0)


def limits(count: Ints, table: Mapping[int, float]) -> Floats:
    """The limit for each number of values: of `table`'s numbers, the greatest that is not above it (else the least)."""
    numbers = np.array(sorted(table))
    place = np.searchsorted(numbers, count, side="right") - 1
    found: Floats = np.array([table[int(number)] for number in numbers])[np.maximum(place, 0)]
    return found
