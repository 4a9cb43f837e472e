"""Rows of a grid written one or two lines too high or too low, against what stood in each row before, or what a rule ties
them to.
"""

from dataclasses import dataclass

import numpy as np

from toolkit.validation.statistics.model import Bools, Floats, Ints

STEPS = (-1, 1, -2, 2)
LEAST_ROWS = 6
NEARER = 0.75
"""The most that is left of the distance to what was before when the rows are read shifted."""
LIMIT = 3.3
"""By how many standard errors they must be nearer; measured on made-up grids of eight rows: docs/validation.md."""
TIED = 3
"""Rows that must disagree as they stand, and as many that must agree when they are read shifted, where a rule ties a column
to what another one said before: equal whole numbers in row after row are no chance.
"""
_ASTRAY = 1
"""Rows that may disagree then: where the shift begins, a row says nothing that it could agree with."""
_FARTHEST = 2.0
"""No cell is farther than this: a zero where there were hundreds says no more than a seventh of them does."""


@dataclass(frozen=True, slots=True)
class Shifted:
    """For each unit by how many rows its figures stand too low (negative: too high), 0 where they do not; and by how many
    rows that was judged.
    """

    step: Ints
    rows: Ints


def shifts(now: Floats, typical: Floats) -> Shifted:
    """Units' grids (units x rows x columns, nan: nothing) against what each cell typically says (0 and nan: not known).

    cost(s) is the sum over cells of |log1p now[row + s] - log1p typical[row]|. Shifted by s when cost(s) is at most `NEARER`
    cost(0) over the same cells, and the differences between the two, cell by cell, are above zero by `LIMIT` standard
    errors, in at least `LEAST_ROWS` rows that say something. The best s counts.
    """
    logs = np.log1p(np.abs(now))
    usual = np.where(typical > 0, np.log1p(np.abs(typical)), np.nan)
    step = np.zeros(now.shape[0], dtype=np.int64)
    rows = np.zeros(now.shape[0], dtype=np.int64)
    best = np.full(now.shape[0], LIMIT)
    for s in STEPS:
        score, told = _score(logs, _read_at(logs, s), usual)
        better = score > best
        step, best = np.where(better, s, step), np.where(better, score, best)
        rows = np.where(better, told, np.where(step == 0, np.maximum(rows, told), rows))
    return Shifted(step, rows)


def tied_shifts(now: Floats, before: Floats) -> Shifted:
    """The same of one column (units x rows) that a rule wants to say in each row what another column said in the period
    before: rows that are zero in both say nothing.
    """
    step = np.zeros(now.shape[0], dtype=np.int64)
    rows = np.zeros(now.shape[0], dtype=np.int64)
    _, astray = _agreeing(now, before)
    for s in STEPS:
        agree, differ = _agreeing(_read_at(now[:, :, None], s)[:, :, 0], before)
        better = (astray >= TIED) & (agree >= TIED) & (differ <= _ASTRAY) & (agree > rows)
        step, rows = np.where(better, s, step), np.where(better, agree, rows)
    return Shifted(step, rows)


def _agreeing(now: Floats, before: Floats) -> tuple[Ints, Ints]:
    """In how many rows the two agree, and in how many they do not."""
    known = np.isfinite(now) & np.isfinite(before) & ((now != 0) | (before != 0))
    same = known & (now == before)
    return same.sum(axis=1), (known & ~same).sum(axis=1)


def _read_at(logs: Floats, step: int) -> Floats:
    """Each row as what stands `step` rows below it; nan beyond the grid."""
    moved = np.full_like(logs, np.nan)
    rows = logs.shape[1]
    if abs(step) < rows:
        moved[:, max(-step, 0) : rows - max(step, 0)] = logs[:, max(step, 0) : rows + min(step, 0)]
    return moved


def _score(here: Floats, there: Floats, usual: Floats) -> tuple[Floats, Ints]:
    """By how many standard errors `there` is nearer than `here`, 0 where not near enough; and by how many rows."""
    known = np.isfinite(here) & np.isfinite(there) & np.isfinite(usual) & ((here > 0) | (there > 0))
    home = _distance(here, usual, known)
    away = _distance(there, usual, known)
    gain = home - away
    rows = known.any(axis=2).sum(axis=1)
    nearer = (away.sum(axis=(1, 2)) <= NEARER * home.sum(axis=(1, 2))) & (rows >= LEAST_ROWS)
    error = np.sqrt((gain**2).sum(axis=(1, 2)))
    return np.where(nearer, gain.sum(axis=(1, 2)) / np.where(error > 0, error, 1.0), 0.0), rows


def _distance(one: Floats, other: Floats, known: Bools) -> Floats:
    away = np.minimum(np.abs(np.where(known, one, 0.0) - np.where(known, other, 0.0)), _FARTHEST)
    found: Floats = np.where(known, away, 0.0)
    return found
