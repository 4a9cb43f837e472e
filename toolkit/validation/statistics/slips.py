"""Figures written in another unit of measure, a thousand or a million times too large or small: a cell, a whole sheet."""

import numpy as np

from toolkit.validation.statistics.model import Floats, Slipped, Why
from toolkit.validation.statistics.robust import medians

CELL = 2.5
"""|log10(x/p)| from which a cell is taken to be in another unit (Statistics Norway's ThError rule of KOSTRA)."""
SHEET_PAIRS = 8
SHEET_NEAR = 0.2
SHEET_SPREAD = 0.35
POWERS = (3, 6)


def cell_slips(now: Floats, typical: Floats) -> Slipped:
    """Each unit's value against its typical one (units each; its last, its median, or its peers'), neither of them zero."""
    logs = _logs(now, typical)
    power = np.zeros(now.shape, dtype=np.int64)
    for step in POWERS:
        near = (np.abs(logs) > CELL) & (np.abs(np.abs(logs) - step) < 1)
        power = np.where(near, np.sign(np.nan_to_num(logs)).astype(np.int64) * step, power)
    why = np.where(np.isnan(now), Why.NO_VALUE, np.where(np.isnan(typical), Why.NO_PREVIOUS, Why.JUDGED))
    share = np.where(power != 0, 1 - np.abs(np.abs(np.nan_to_num(logs)) - np.abs(power)) / 2, 0.0)
    return Slipped(power=power, suspicion=share, count=np.isfinite(logs).astype(np.int64), why=why)


def sheet_slips(now: Floats, typical: Floats) -> Slipped:
    """Each unit's sheet (units x data) against typical values (the same shape): the median of log10(now / typical) lies
    within `SHEET_NEAR` of a power of `POWERS`, over at least `SHEET_PAIRS` pairs without a zero, and their MAD is
    below `SHEET_SPREAD`.
    """
    logs = _logs(now, typical)
    count = np.isfinite(logs).sum(axis=1)
    middle = medians(logs)
    mad = medians(np.abs(logs - middle[:, None]))
    why = np.where(count >= SHEET_PAIRS, Why.JUDGED, Why.FEW_DATA)
    power = np.zeros(count.shape, dtype=np.int64)
    for step in POWERS:
        near = (np.abs(np.abs(middle) - step) < SHEET_NEAR) & (mad < SHEET_SPREAD) & (count >= SHEET_PAIRS)
        power = np.where(near, np.sign(np.nan_to_num(middle)).astype(np.int64) * step, power)
    return Slipped(power=power, suspicion=(power != 0).astype(np.float64), count=count, why=why)


def _logs(now: Floats, typical: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = now / typical
        logs: Floats = np.where((now != 0) & (ratios > 0), np.log10(ratios), np.nan)
    return np.where(np.isfinite(logs), logs, np.nan)
