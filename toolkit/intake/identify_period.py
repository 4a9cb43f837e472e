"""Which period a workbook says it is for, where people read it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from toolkit.errors import UsageError
from toolkit.files.model import RawWorkbook, cell_name
from toolkit.findings import Place
from toolkit.form.model import Round
from toolkit.intake.convert import raw_text
from toolkit.intake.identify_visible import head_cells, right_of
from toolkit.periods import Period, parse_period
from toolkit.text import fold, nfc

_LABEL = re.compile(r"(?:kỳ báo cáo|ky bao cao|reporting period|period)\s*(?:[:;]\s*|$)")
_BEFORE = re.compile(r"(?:kỳ trước|ky truoc|cùng kỳ|last period)")
_DUE = re.compile(
    r"(?:hạn gửi|hạn nộp|hạn báo cáo|chậm nhất|thời hạn)\D{0,20}(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
)
_DAY = r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
_WINDOW = re.compile(rf"{_DAY}.{{0,8}}?(?:đến|tới|den|to|-|–).{{0,12}}?{_DAY}")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:năm\s*|nam\s*|/\s*|-\s*)?(\d{4})\b"
_HALF = re.compile(rf"(?:6|06|sáu|sau) tháng (đầu|cuối)\s*{_YEAR}")
_NINE = re.compile(rf"(?:9|09|chín) tháng (?:đầu\s*)?{_YEAR}")
_QUARTER = re.compile(rf"(?:quý|qúi|quí|quy)\s*(iv|i{{1,3}}|[1-4])\s*{_YEAR}")
_MONTH = re.compile(rf"(?<!\d )tháng (\d{{1,2}})\s*{_YEAR}")
_WHOLE_YEAR = re.compile(r"(?:cả )?năm (\d{4})\b")


@dataclass(frozen=True, slots=True)
class PeriodSeen:
    """A period as written: its text and place; `own` when it is the round's. `labelled`: beside or behind "Kỳ báo cáo"."""

    text: str
    place: Place
    own: bool
    labelled: bool


def periods_seen(raw: RawWorkbook, round: Round, bodies: frozenset[str]) -> tuple[PeriodSeen, ...]:
    """What the heads of the sheets say of the period. Those under a label leave out what only a title says."""
    found = [seen for sheet in raw.sheets for seen in _on(sheet.name, raw, round, bodies)]
    labelled = tuple(seen for seen in found if seen.labelled)
    return labelled or tuple(found)


def _on(name: str, raw: RawWorkbook, round: Round, bodies: frozenset[str]) -> Iterator[PeriodSeen]:
    sheet = raw.sheet(name)
    assert sheet is not None  # the name is one of the workbook's
    for row, col, value in head_cells(sheet, bodies):
        for line in value.split("\n") if isinstance(value, str) else ():
            text, label = fold(line), _LABEL.match(fold(line))
            if _BEFORE.match(text):
                continue
            beside = (
                next(right_of(sheet.rows[row], col), None) if label and label.end() == len(text) else None
            )
            at, said = (
                (beside[0], raw_text(beside[1]))
                if beside
                else (col, nfc(line)[label.end() if label else 0 :])
            )
            own = _is_own(fold(said), round, labelled=bool(label))
            if own is not None:
                place = Place(sheet=name, cell=cell_name(row, at))
                yield PeriodSeen(nfc(said), place, own, bool(label))


def _is_own(text: str, round: Round, labelled: bool) -> bool | None:
    """Whether a text states the round's period; None when it states none. The due date tells only when it is the round's.

    A year alone is a period only under its label: titles and legal bases are full of years.
    """
    period = round.period
    stated = _named(text, labelled)
    if stated is not None:
        return stated.id == period.id
    names = (fold(period.label.vi), fold(period.label.en))
    if any(text == name or text.startswith(f"{name} (") or text.endswith(f"– {name}") for name in names):
        return True
    if match := _WINDOW.search(text):
        first, last = _day(*match.groups()[:3]), _day(*match.groups()[3:])
        return (first, last) == (period.start, period.cut_off) if first and last else None
    if match := _DUE.search(text):
        return True if _day(*match.groups()) == round.due else None
    return None


def _named(text: str, labelled: bool) -> Period | None:
    """The period that a text names in words."""
    if match := _HALF.search(text):
        return _period(f"{match[2]}-{'H1' if match[1] == 'đầu' else 'H2'}")
    if match := _NINE.search(text):
        return _period(f"{match[1]}-9M")
    if match := _QUARTER.search(text):
        return _period(f"{match[2]}-Q{_ROMAN[match[1]]}")
    if (match := _MONTH.search(text)) and not re.search(r"ngày.{0,6}$", text[: match.start()]):
        return _period(f"{match[2]}-{int(match[1]):02d}")
    if labelled and not _WINDOW.search(text) and (match := _WHOLE_YEAR.search(text)):
        return _period(match[1])
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
