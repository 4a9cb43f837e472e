"""Dates as people type them: day before month, four-digit years; what is nearly so is offered, not taken."""

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta

_D, _M, _Y = r"(?P<d>[0-9]{1,2})", r"(?P<m>[0-9]{1,2})", r"(?P<y>[0-9]{4})"
_BY = r"\s*[/.\-]\s*"
_BEFORE = r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật),? )?(?:ngày )?"
_AFTER = r"(?:[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.0+)?)?)?"
_CERTAIN = tuple(
    re.compile(_BEFORE + pattern + _AFTER)
    for pattern in (
        rf"{_D}{_BY}{_M}{_BY}{_Y}",
        rf"{_D} tháng {_M},? năm {_Y}",
        rf"{_D} tháng {_M}{_BY}{_Y}",
        rf"{_Y}[/.\-]{_M}[/.\-]{_D}",
    )
)
_SHORT_YEAR = re.compile(rf"{_BEFORE}{_D}{_BY}{_M}{_BY}(?P<yy>[0-9]{{2}})")
_YEARS = range(1945, 2101)
_CENTURY = 2000
_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's serial numbers, from March 1900 on."""
_SERIALS = range((date(1990, 1, 1) - _EPOCH).days, (date(2100, 1, 1) - _EPOCH).days)


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date, certain or to be confirmed."""

    day: date
    certain: bool = True


def read_date(text: str) -> ReadDate | None:
    """Read folded text. To be confirmed are two-digit years, and a month and a day that only fit the other way round."""
    for pattern in _CERTAIN:
        if match := pattern.fullmatch(text):
            return _of(match["y"], match["m"], match["d"])
    if match := _SHORT_YEAR.fullmatch(text):
        read = _of(str(_CENTURY + int(match["yy"])), match["m"], match["d"])
        return ReadDate(read.day, certain=False) if read else None
    return None


def read_serial(number: float) -> ReadDate | None:
    """The date whose serial number stands in a cell that is not formatted as a date."""
    if not math.isfinite(number) or number != int(number) or int(number) not in _SERIALS:
        return None
    return ReadDate(_EPOCH + timedelta(days=int(number)), certain=False)


def is_plausible(day: date) -> bool:
    """Whether a report can speak of the date."""
    return day.year in _YEARS


def _of(year: str, month: str, day: str) -> ReadDate | None:
    for at, (second, third) in enumerate(((month, day), (day, month))):
        try:
            read = date(int(year), int(second), int(third))
        except ValueError:
            continue
        return ReadDate(read, certain=at == 0) if is_plausible(read) else None
    return None
