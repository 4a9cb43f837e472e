"""Figures that are powers of ten too large or small, by their unit of measure or their digits: a cell, a whole sheet."""

import numpy as np

from toolkit.validation.statistics.model import Bools, Floats, Screened, Slipped, Why
from toolkit.validation.statistics.robust import medians

CELL = 2.5
"""|log10(x/p)| from which a cell is taken to be in another unit (Statistics Norway's ThError rule of KOSTRA)."""
CELL_NEAR = 0.75
"""How far |log10(x/p)| may be from the power that it is taken for."""
SHEET_PAIRS = 8
SHEET_NEAR = 0.2
SHEET_SPREAD = 0.35
POWERS = (3, 6)
LEAST_SMALL = 10
"""A figure of one digit is no number of thousands: it says too little, unless it has decimals."""
PROVEN_POWERS = (1, 2, -1, -2)
SHEET_POWERS = (1, 2)


def cell_slips(now: Floats, typical: Floats, history: Screened | None = None) -> Slipped:
    """Each unit's value against its typical one (units each; its last, its median, or its peers'), neither of them zero.

    A thousand or a million times too much or too little shows by itself. Ten or a hundred times shows only in a steady
    datum: `history` (what `against_history` said of the same values) flags the value, its range is narrower than one power
    of ten, so that no two powers can lead into it, and the value without the power lies in it. What is too large must be
    a multiple of the power to the last digit; what is too small has lost digits, and only its size can be told.
    """
    logs = _logs(now, typical)
    size = np.abs(logs)
    telling = (logs > 0) | (np.abs(now) >= LEAST_SMALL) | (np.fmod(now, 1) != 0)
    power = np.zeros(now.shape, dtype=np.int64)
    for step in POWERS:
        near = telling & (size > CELL) & (np.abs(size - step) < CELL_NEAR)
        power = np.where(near, np.copysign(step, logs).astype(np.int64), power)
    if history is not None:
        for step in PROVEN_POWERS:
            power = np.where((power == 0) & _proven(now, step, history), step, power)
    why = np.where(np.isnan(now), Why.NO_VALUE, np.where(np.isnan(typical), Why.NO_PREVIOUS, Why.JUDGED))
    off = np.abs(np.where(power != 0, logs, 0.0) - power)
    sure = np.where(power != 0, 1 - np.minimum(off, 0.5), 0.0)
    return Slipped(power=power, suspicion=sure, count=np.isfinite(logs).astype(np.int64), why=why)


def _proven(now: Floats, power: int, history: Screened) -> Bools:
    """Whether the value is out by this power of ten for certain; whole numbers up to 10^15 are exact as floats."""
    steady = history.flagged & (history.low > 0) & (history.high < 10 * history.low)
    scale = 10.0 ** abs(power)
    meant = now / scale if power > 0 else now * scale
    exact = np.fmod(now, scale) == 0 if power > 0 else np.ones(now.shape, dtype=bool)
    proven: Bools = steady & exact & (history.low <= meant) & (meant <= history.high)
    return proven


def sheet_slips(now: Floats, typical: Floats, counts: Bools) -> Slipped:
    """Each unit's sheet (units x data) against typical values (the same shape): the median of log10(now / typical) lies
    within `SHEET_NEAR` of a power of `POWERS`, over at least `SHEET_PAIRS` pairs without a zero, and their MAD is
    below `SHEET_SPREAD`.

    A sheet grows ten or a hundred times by itself more easily: of these powers all `counts` (data), of which there must be
    as many, are multiples too.
    """
    logs = _logs(now, typical)
    count = np.isfinite(logs).sum(axis=1)
    enough = count >= SHEET_PAIRS
    middle = medians(logs)
    mad = medians(np.abs(logs - middle[:, None]))
    why = np.where(enough, Why.JUDGED, Why.FEW_DATA)
    power = np.zeros(count.shape, dtype=np.int64)
    for step in POWERS:
        near = (np.abs(np.abs(middle) - step) < SHEET_NEAR) & (mad < SHEET_SPREAD) & enough
        power = np.where(near, np.copysign(step, middle).astype(np.int64), power)
    stated = counts & np.isfinite(now) & (now != 0)
    for step in SHEET_POWERS:
        multiples = stated & (np.fmod(now, 10.0**step) == 0)
        proven = (multiples.sum(axis=1) >= SHEET_PAIRS) & (multiples == stated).all(axis=1)
        near = (np.abs(middle - step) < SHEET_NEAR) & (mad < SHEET_SPREAD) & enough
        power = np.where(near & proven, step, power)
    return Slipped(power=power, suspicion=(power != 0).astype(np.float64), count=count, why=why)


def _logs(now: Floats, typical: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = now / typical
        logs: Floats = np.where((now != 0) & (ratios > 0), np.log10(ratios), np.nan)
    return np.where(np.isfinite(logs), logs, np.nan)
