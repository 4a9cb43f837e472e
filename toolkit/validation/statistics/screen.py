"""Every check put to every datum of a round, one datum of all units at a time; what stands out is gathered by cell."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from toolkit.validation.statistics import change, peers
from toolkit.validation.statistics.copies import AsBefore, Repeats
from toolkit.validation.statistics.gathered import Gathered, groups, sizes
from toolkit.validation.statistics.history import against_history, spikes
from toolkit.validation.statistics.model import Bools, Floats, Ints, Screened, Why
from toolkit.validation.statistics.robust import medians
from toolkit.validation.statistics.slips import POWERS, cell_slips
from toolkit.validation.typed import Datum

_DRIFT = 0.2
"""What differs by no more than this share of what was expected is no more than a year's drift, however steady others are."""
_ALIKE = 1.0
"""A figure within so many standard deviations of its usual level is as it ever was."""
_USUAL = 3.5
"""Within so many (Iglewicz and Hoaglin's limit) it is usual for the unit, whatever its peers state."""


class Check(StrEnum):
    """What a cell was compared with, or for; in the order in which it is told what could not be compared."""

    HISTORY = "history"
    SPIKE = "spike"
    PREVIOUS = "previous"
    ZERO = "zero"
    YEAR = "year"
    PEERS = "peers"
    SLIP = "slip"
    SHEET = "sheet"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a cell stands out: by which check, what was expected there (screening only), by how many values that was judged,
    and how strongly (0 to 1). `power`: by which power of ten it slipped.
    """

    check: Check
    expected: float
    count: int
    suspicion: float
    power: int = 0


@dataclass(slots=True)
class Screening:
    """What all checks said. `cells` by position of unit and datum; `silent` counts data that a check could not judge.

    data x units: `own`, each cell's usual level by the unit's own history (nan: none), `usual`, the same or, where there
    is none, by its peers, `alike`, whether it is much as it ever was by a history of six periods or more.
    """

    own: Floats
    usual: Floats
    alike: Bools
    repeats: Repeats
    cells: dict[tuple[int, int], list[Reason]] = field(default_factory=dict)
    silent: Counter[tuple[Check, Why]] = field(default_factory=Counter)

    def note(self, check: Check, why: Ints) -> None:
        """Count what the check could not judge, though something is stated."""
        for code, cases in enumerate(np.bincount(why, minlength=len(Why)).tolist()):
            if cases and code not in {Why.JUDGED, Why.NO_VALUE}:
                self.silent[check, Why(code)] += cases


def screen(got: Gathered) -> Screening:
    """Put every check to every datum."""
    shape = got.now.shape
    as_before = AsBefore(shape[1], len(got.periods))
    nan = np.full(shape, np.nan)
    screened = _Screener(got, Screening(nan, nan.copy(), nan > 0, as_before.found()))
    for at, datum in enumerate(got.data):
        past = got.past(datum)
        screened.take(at, datum, past)
        if datum.is_flow and got.series.values:
            as_before.take(got.now[at], past)
    screened.found.repeats = as_before.found()
    return screened.found


class _Screener:
    def __init__(self, got: Gathered, found: Screening) -> None:
        self.got, self.found = got, found
        self.groups, self.sizes = groups(got), sizes(got)
        self.everybody = np.arange(len(got.units))
        self.before = got.since_before
        self.year_before = {running: got.since_year_before(running=running) for running in (False, True)}

    def take(self, at: int, datum: Datum, past: Floats) -> None:
        """One datum of all units."""
        now = self.got.now[at]
        if not np.isfinite(now).any():
            return
        history = self._own_history(at, datum, now, _columns(past, self.got.comparable(datum) or (None,)))
        for group in self.groups:
            self._changes(at, datum, now, past, group)
            if datum.grows_with_size and datum.key != self.got.round.size:
                self._peers(at, datum, now, group, history)
        self._slips(at, datum, now, history)

    def _own_history(self, at: int, datum: Datum, now: Floats, mine: Floats) -> Screened | None:
        if not np.isfinite(mine).any():
            for check in (Check.HISTORY, Check.SPIKE):
                self.found.note(check, _why(now, Why.SHORT_HISTORY))
            return None
        history = against_history(now, mine, amounts=datum.is_amount)
        self._keep(Check.HISTORY, at, self.everybody, history)
        self._keep(Check.SPIKE, at, self.everybody, spikes(now, mine, history, amounts=datum.is_amount))
        self.found.alike[at] = (history.why == Why.JUDGED) & (now != 0) & (np.abs(history.score) < _ALIKE)
        self.found.own[at] = self.found.usual[at] = medians(np.where(mine != 0, mine, np.nan))
        return history

    def _changes(self, at: int, datum: Datum, now: Floats, past: Floats, group: Ints) -> None:
        here = now[group]
        running = datum.is_running
        before = None if running else self.before
        for check, columns in ((Check.PREVIOUS, before), (Check.YEAR, self.year_before[running])):
            if columns is None:
                continue
            then = _columns(past[group], columns)
            unknown = np.isnan(then[:, 0])
            if len(group) < change.LEAST or unknown.all():
                why = _why(here, np.where(unknown, Why.NO_PREVIOUS, Why.FEW_UNITS))
                self.found.note(check, why)
                if check is Check.PREVIOUS:
                    self.found.note(Check.ZERO, why)
                continue
            self._keep(check, at, group, change.changes(here, then, amounts=datum.is_amount))
            if check is Check.PREVIOUS:
                self._keep(Check.ZERO, at, group, change.zeros(here, then))

    def _peers(self, at: int, datum: Datum, now: Floats, group: Ints, history: Screened | None) -> None:
        """What a unit always stated is no outlier, however far from the others' it is."""
        here, size = now[group], self.sizes[group]
        if len(group) < peers.LEAST or np.isnan(size).all():
            why = np.where(np.isnan(size), Why.NO_SIZE, Why.FEW_UNITS)
            self.found.note(Check.PEERS, _why(here, why))
            return
        said = peers.against_peers(here, size, amounts=datum.is_amount)
        if history is not None:
            usual_here = (history.why == Why.JUDGED) & (now != 0) & (np.abs(history.score) < _USUAL)
            said = replace(said, flagged=said.flagged & ~usual_here[group])
        self._keep(Check.PEERS, at, group, said)
        usual = self.found.usual[at, group]
        self.found.usual[at, group] = np.where(np.isnan(usual), said.expected, usual)

    def _slips(self, at: int, datum: Datum, now: Floats, history: Screened | None) -> None:
        usual = self.found.usual[at]
        if np.isnan(usual).all():
            self.found.note(Check.SLIP, _why(now, Why.NO_PREVIOUS))
            return
        slipped = cell_slips(now, usual, history)
        self.found.note(Check.SLIP, slipped.why)
        # Nobody counts in thousands: 1 where there were hundreds is one, not a thousand.
        told = (slipped.power != 0) & (datum.is_amount | (slipped.power > -min(POWERS)))
        for unit in np.flatnonzero(told & ~self.got.fixed[at]):
            reason = Reason(
                *(Check.SLIP, float(usual[unit]), int(slipped.count[unit]), float(slipped.suspicion[unit])),
                power=int(slipped.power[unit]),
            )
            self.found.cells.setdefault((int(unit), at), []).append(reason)

    def _keep(self, check: Check, at: int, units: Ints, said: Screened) -> None:
        self.found.note(check, said.why)
        drifted = np.abs(self.got.now[at, units] - said.expected) <= _DRIFT * np.abs(said.expected)
        for here in np.flatnonzero(said.flagged & ~drifted & ~self.got.fixed[at, units]):
            reason = Reason(
                *(check, float(said.expected[here]), int(said.count[here]), float(said.suspicion[here]))
            )
            self.found.cells.setdefault((int(units[here]), at), []).append(reason)


def _why(now: Floats, why: Ints | Why) -> Ints:
    """Why a check is silent of what is stated; what is not stated is nothing to judge."""
    found: Ints = np.where(np.isnan(now), Why.NO_VALUE, why)
    return found


def _columns(past: Floats, at: Sequence[int | None]) -> Floats:
    """Periods' columns in that order; nan for one of which nothing is known."""
    unknown = np.full(past.shape[0], np.nan)
    return np.column_stack([unknown if one is None else past[:, one] for one in at])
