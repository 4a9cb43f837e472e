"""What a statistical check says of one datum of every unit: arrays with one place a unit, in the caller's order."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


class Why(IntEnum):
    """Whether a check could judge a cell, and what it lacked."""

    JUDGED = 0
    NO_VALUE = 1  # nothing stated now: there is nothing to judge
    NO_PREVIOUS = 2  # the unit stated nothing in the period it is compared with
    SHORT_HISTORY = 3  # too few earlier periods
    FEW_UNITS = 4  # too few other units to compare with
    NO_SIZE = 5  # the unit's own size is not known, or not above zero
    FEW_DATA = 6  # too few figures of the sheet can be compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """One check put to one datum of every unit. Floats only screen: what is printed is taken from the exact values.

    `flagged`: it stands out; never where `why` is not JUDGED. `suspicion`, 0 to 1: 0 up to half of the check's limit, 1/2
    at the limit, towards 1 beyond it; 0 within the absolute floor: flagged cells have at least 1/2, no others do.
    `score`: the check's statistic, signed (below what was expected: negative), 0 where silent. `expected`, `low`, `high`:
    the typical value and the range in which nothing would have been flagged, in the datum's own measure; nan where silent,
    and an infinite limit where that side is not judged. `count`: how many values it was judged by.
    """

    flagged: Bools
    suspicion: Floats
    score: Floats
    expected: Floats
    low: Floats
    high: Floats
    count: Ints
    why: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Slipped:
    """Figures written in another unit of measure. `power`: by which power of ten (3: a thousand times too large), negative
    where too small, 0 where none; `suspicion` as in `Screened`; `count`: by how many values it was judged; `why` as there.
    """

    power: Ints
    suspicion: Floats
    count: Ints
    why: Ints
