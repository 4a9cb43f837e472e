"""Which period a workbook says it is for, where people read it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from toolkit.errors import UsageError
from toolkit.files.model import RawSheet, cell_name
from toolkit.findings import Place
from toolkit.form.model import Round
from toolkit.intake.convert import raw_text
from toolkit.intake.identify_visible import HeadCell, Heads, right_of
from toolkit.periods import Period, parse_period
from toolkit.text import fold, nfc
from toolkit.text.enumeration import from_roman

_LABEL = re.compile(r"(?:kỳ báo cáo|ky bao cao|reporting period|period)\s*(?:[:;]\s*|$)")
_FIRST_LETTERS = "KkRrPp"
"""Of the labels; a line that neither begins so nor holds a year need not be looked at."""
_BEFORE = re.compile(r"(?:kỳ trước|ky truoc|cùng kỳ|last period)")
_DUE = re.compile(
    r"(?:hạn gửi|hạn nộp|hạn báo cáo|chậm nhất|thời hạn)\D{0,20}(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
)
_DAY = r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
_WINDOW = re.compile(rf"{_DAY}.{{0,8}}?(?:đến|tới|den|to|-|–).{{0,12}}?{_DAY}")
_YEAR = r"(?:năm\s*|nam\s*|/\s*|-\s*)?(\d{4})\b"
_HALF = re.compile(rf"(?:6|06|sáu|sau) tháng (đầu|cuối)\s*{_YEAR}")
_NINE = re.compile(rf"(?:9|09|chín) tháng (?:đầu\s*)?{_YEAR}")
_QUARTER = re.compile(rf"(?:quý|qúi|quí|quy)\s*(iv|i{{1,3}}|[1-4])\s*{_YEAR}")
_MONTH = re.compile(rf"(?<!\d )tháng (\d{{1,2}})\s*{_YEAR}")
_YEAR_THERE = re.compile(r"\d{4}")
_WHOLE_YEAR = re.compile(r"(?:cả )?năm (\d{4})\b")


@dataclass(frozen=True, slots=True)
class PeriodSeen:
    """A period as written: its text and place; `own` when it is the round's. `labelled`: beside or behind "Kỳ báo cáo"."""

    text: str
    place: Place
    own: bool
    labelled: bool


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a text says: a period's id, a window's first and last day, a due date; None where it does not."""

    period: str | None = None
    window: tuple[date, date] | None = None
    due: date | None = None


def periods_seen(above_data: Heads, round: Round) -> tuple[PeriodSeen, ...]:
    """What the heads of the sheets say of the period. Those under a label leave out what only a title says."""
    found = [seen for sheet, cells in above_data for seen in _on(sheet, cells, round)]
    labelled = tuple(seen for seen in found if seen.labelled)
    return labelled or tuple(found)


def _on(sheet: RawSheet, cells: Iterable[HeadCell], round: Round) -> Iterator[PeriodSeen]:
    for row, col, value in cells:
        for line in value.split("\n") if isinstance(value, str) else ():
            if not _YEAR_THERE.search(line) and line.strip()[:1] not in _FIRST_LETTERS:
                continue
            label = _LABEL.match(fold(line))
            at, said = col, nfc(line)[label.end() if label else 0 :]
            if label and not said and (beside := next(right_of(sheet.rows[row], col), None)):
                at, said = beside[0], raw_text(beside[1])
            own = _is_own(_stated(fold(said), bool(label)), fold(said), round)
            if own is not None:
                place = Place(sheet=sheet.name, cell=cell_name(row, at))
                yield PeriodSeen(nfc(said), place, own, bool(label))


def _is_own(stated: _Stated, text: str, round: Round) -> bool | None:
    """Whether a text states the round's period; None when it states none. The due date tells only when it is the round's."""
    period = round.period
    if stated.period is not None:
        return stated.period == period.id
    names = (fold(period.label.vi), fold(period.label.en))
    if any(text == name or text.startswith(f"{name} (") or text.endswith(f"– {name}") for name in names):
        return True
    if stated.window is not None:
        return stated.window == (period.start, period.cut_off)
    return True if stated.due == round.due else None


@lru_cache(maxsize=1024)
def _stated(text: str, labelled: bool) -> _Stated:
    """What a text says of time. A year alone is a period only under its label: titles and legal bases are full of years."""
    if _BEFORE.match(text):
        return _Stated()
    named = _named(text)
    window = _WINDOW.search(text)
    if named is None and labelled and not window and (match := _WHOLE_YEAR.search(text)):
        named = _period(match[1])
    ends = (_day(*window.groups()[:3]), _day(*window.groups()[3:])) if window else (None, None)
    due = _DUE.search(text)
    return _Stated(
        period=named.id if named else None,
        window=(ends[0], ends[1]) if ends[0] and ends[1] else None,
        due=_day(*due.groups()) if due else None,
    )


def _named(text: str) -> Period | None:
    """The period that a text names in words."""
    if match := _HALF.search(text):
        return _period(f"{match[2]}-{'H1' if match[1] == 'đầu' else 'H2'}")
    if match := _NINE.search(text):
        return _period(f"{match[1]}-9M")
    if match := _QUARTER.search(text):
        return _period(f"{match[2]}-Q{from_roman(match[1].upper()) or match[1]}")
    if (match := _MONTH.search(text)) and not re.search(r"ngày.{0,6}$", text[: match.start()]):
        return _period(f"{match[2]}-{int(match[1]):02d}")
    return None


def _period(ident: str) -> Period | None:
    try:
        return parse_period(ident)
    except (UsageError, ValueError):  # month 13, the year 0
        return None


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
