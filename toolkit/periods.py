"""Reporting periods, their windows and due dates.

The window follows the reporting regime of NĐ 09/2019/NĐ-CP as applied by the ministries (domain.md section 4):
figures are cut off on the 14th, so the first half of 2024 runs from 15/12/2023 to 14/6/2024. A period given as two
dates is its own window.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from toolkit.errors import UsageError
from toolkit.text import Text

WORKING_DAYS_TO_REPORT = 2
_CUT_OFF_DAY = 14
_FIRST_AND_LAST_MONTH = {
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12), "9M": (1, 9), "": (1, 12),
}  # fmt: skip
_LABELS = {
    "Q1": ("quý I năm {y}", "first quarter of {y}"),
    "Q2": ("quý II năm {y}", "second quarter of {y}"),
    "Q3": ("quý III năm {y}", "third quarter of {y}"),
    "Q4": ("quý IV năm {y}", "fourth quarter of {y}"),
    "H1": ("6 tháng đầu năm {y}", "first half of {y}"),
    "H2": ("6 tháng cuối năm {y}", "second half of {y}"),
    "9M": ("9 tháng năm {y}", "first nine months of {y}"),
    "": ("năm {y}", "year {y}"),
}
_SPLITS = {
    "Q1": (("01", "02", "03"),), "Q2": (("04", "05", "06"),), "Q3": (("07", "08", "09"),), "Q4": (("10", "11", "12"),),
    "H1": (("Q1", "Q2"),), "H2": (("Q3", "Q4"),), "9M": (("H1", "Q3"),), "": (("H1", "H2"), ("9M", "Q4")),
}  # fmt: skip
# Tết, Giỗ Tổ and the fixed holidays, as the yearly announcements gave them; a year not listed has the fixed ones only.
_FIXED_HOLIDAYS = ((1, 1), (4, 30), (5, 1), (9, 2))
_MOVABLE_HOLIDAYS = frozenset(
    date.fromisoformat(f"{year}-{day}")
    for year, days in {
        2021: "02-10 02-11 02-12 02-15 02-16 04-21 05-03 09-03",
        2022: "01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01",
        2023: "01-02 01-20 01-23 01-24 01-25 01-26 05-02 05-03 09-01 09-04",
        2024: "02-08 02-09 02-12 02-13 02-14 04-18 04-29 09-03",
        2025: "01-27 01-28 01-29 01-30 01-31 04-07 05-02 09-01",
    }.items()
    for day in days.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One reporting period; figures are those from `start` to `cut_off`, both included; a return is due on `due`."""

    id: str
    label: Text
    start: date
    end: date
    cut_off: date
    due: date

    @property
    def weeks(self) -> int:
        """Whole weeks of the window, rounded to the nearest (26 in a half-year)."""
        return round(((self.cut_off - self.start).days + 1) / 7)

    @property
    def year(self) -> int:
        """The year it is reported for."""
        return self.cut_off.year

    @property
    def part(self) -> str:
        """Which part of its year it is, "H1" of 2024-H1; "" for a whole year. The same in other years' same periods."""
        return self.id.partition("-")[2]


@dataclass(frozen=True, slots=True)
class Summed:
    """One datum over the parts of a period: what they come to, and how many numbers were added up, each rounded once."""

    value: int | Decimal
    of: int


def parse_period(text: str) -> Period:
    """2024-06, 2024-Q2, 2024-H1, 2024-H2, 2024-9M, 2024 or 20240901-20241020. Raises UsageError for anything else."""
    if match := re.fullmatch(r"(\d{4})(?:-(Q[1-4]|H[12]|9M))?", text):
        year, part = int(match[1]), match[2] or ""
        first, last = _FIRST_AND_LAST_MONTH[part]
        return _of_months(text, year, first, last, *_LABELS[part])
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text):
        month = int(match[2])
        return _of_months(
            text, int(match[1]), month, month, f"tháng {month} năm {{y}}", f"month {month} of {{y}}"
        )
    if match := re.fullmatch(r"(\d{8})-(\d{8})", text):
        return _of_days(text, match[1], match[2])
    raise UsageError("error.period_unknown", period=text)


def previous(period: Period) -> Period | None:
    """The period of the same kind just before; None for a window of two dates."""
    year, _, part = period.id.partition("-")
    if len(year) != 4:
        return None
    if part.isdigit():
        month = int(part) - 1
        return parse_period(f"{year}-{month:02d}" if month else f"{int(year) - 1}-12")
    if part[:1] in {"Q", "H"}:
        count = 4 if part[0] == "Q" else 2
        before = int(part[1]) - 1
        return parse_period(f"{year}-{part[0]}{before}" if before else f"{int(year) - 1}-{part[0]}{count}")
    return same_last_year(period)


def same_last_year(period: Period) -> Period | None:
    """The same period a year earlier; None for a window of two dates."""
    year, dash, part = period.id.partition("-")
    return parse_period(f"{int(year) - 1}{dash}{part}") if len(year) == 4 else None


def begins_anew(period: Period, before: Period) -> bool:
    """Whether what adds up from the beginning of a year is no continuation, at `period`, of what it was at `before`: January
    of December. The same part of another year, or the whole of it, is as long a way from its beginning.
    """
    return period.year != before.year and period.part != before.part


def following(period: Period) -> Text:
    """How a report names the time its tasks are for: the next period of the same kind."""
    year, _, part = period.id.partition("-")
    after = {
        "H1": f"{year}-H2",
        "Q1": f"{year}-Q2",
        "Q2": f"{year}-Q3",
        "Q3": f"{year}-Q4",
        "9M": f"{year}-Q4",
    }
    if len(year) != 4:
        return Text("thời gian tới", "the time ahead")
    if part.isdigit() and part != "12":
        return parse_period(f"{year}-{int(part) + 1:02d}").label
    first = {"H2": "H1", "Q4": "Q1", "12": "01"}.get(part, "")
    return parse_period(after.get(part) or f"{int(year) + 1}{'-' + first if first else ''}").label


def parts(period: Period) -> tuple[tuple[Period, ...], ...]:
    """Every way in which shorter periods make up a period, in order of time, the fewest parts first.

    The parts' windows lie end to end and fill the period's. A month and a window of two dates have none (domain.md X12).
    """
    ways = sorted((way for way in _ways(period.id) if way != (period.id,)), key=lambda way: (len(way), way))
    return tuple(tuple(parse_period(part) for part in way) for way in ways)


def since_new_year(period: Period) -> tuple[tuple[Period, ...], ...]:
    """Every way in which shorter periods lead from the beginning of a year to a period, the last of each, the fewest first.

    A period that begins with its year is its only way. A window of two dates has none.
    """
    year, _, part = period.id.partition("-")
    if len(year) != 4:
        return ()
    first = int(part) if part.isdigit() else _FIRST_AND_LAST_MONTH[part][0]
    ways = sorted(_ways_until(first - 1), key=lambda way: (len(way), way))
    return tuple((*(parse_period(f"{year}-{one}") for one in way), period) for way in ways)


def _ways_until(month: int) -> tuple[tuple[str, ...], ...]:
    """Parts of a year that lie end to end from January until the end of a month, in every combination."""
    if not month:
        return ((),)
    months = {f"{month:02d}": month}
    longer = {part: first for part, (first, last) in _FIRST_AND_LAST_MONTH.items() if part and last == month}
    return tuple((*way, part) for part, first in (months | longer).items() for way in _ways_until(first - 1))


def _ways(ident: str) -> frozenset[tuple[str, ...]]:
    """The period itself, and what its halves are made of in every combination."""
    year, _, part = ident.partition("-")
    found: set[tuple[str, ...]] = {(ident,)}
    for split in _SPLITS.get(part, ()):
        ways = [_ways(f"{year}-{one}") for one in split]
        found |= {tuple(one for way in chosen for one in way) for chosen in product(*ways)}
    return frozenset(found)


def is_working_day(day: date) -> bool:
    """Neither weekend nor public holiday."""
    return day.weekday() < 5 and (day.month, day.day) not in _FIXED_HOLIDAYS and day not in _MOVABLE_HOLIDAYS


def working_days_between(first: date, last: date) -> int:
    """Working days after `first` up to and including `last`; 0 when `last` is not later."""
    return sum(is_working_day(first + timedelta(n)) for n in range(1, (last - first).days + 1))


def add_working_days(day: date, count: int) -> date:
    """The day that lies a number of working days later."""
    while count:
        day += timedelta(1)
        count -= is_working_day(day)
    return day


def write_date(day: date) -> str:
    """14/6/2024, as offices write dates in running text."""
    return "/".join(day_words(day).values())


def day_words(day: date) -> dict[str, str]:
    """The day, month and year of a day as documents write them: days below ten, and the months 1 and 2, get a zero (decree
    30/2020, annex I).
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return {"day": f"{day.day:02d}", "month": month, "year": str(day.year)}


def _of_months(ident: str, year: int, first: int, last: int, vi: str, en: str) -> Period:
    before = date(year, first, 1) - timedelta(1)
    cut_off = date(year, last, _CUT_OFF_DAY)
    return Period(
        id=ident,
        label=Text(vi.format(y=year), en.format(y=year)),
        start=before.replace(day=_CUT_OFF_DAY + 1),
        end=cut_off,
        cut_off=cut_off,
        due=add_working_days(cut_off, WORKING_DAYS_TO_REPORT),
    )


def _of_days(ident: str, first: str, last: str) -> Period:
    try:
        start, end = (date.fromisoformat(f"{d[:4]}-{d[4:6]}-{d[6:]}") for d in (first, last))
    except ValueError:
        raise UsageError("error.period_unknown", period=ident) from None
    if end < start:
        raise UsageError("error.period_unknown", period=ident)
    vi = f"từ ngày {write_date(start)} đến ngày {write_date(end)}"
    label = Text(vi, f"from {start.isoformat()} to {end.isoformat()}")
    return Period(
        id=ident,
        label=label,
        start=start,
        end=end,
        cut_off=end,
        due=add_working_days(end, WORKING_DAYS_TO_REPORT),
    )
