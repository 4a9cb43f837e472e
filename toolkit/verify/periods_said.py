"""The periods that words name: "quý II/2024", "6 tháng đầu năm 2024", "NĂM 2021", and whether one of them is another."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.periods import Period, following, parse_period
from toolkit.text import Lang

_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d.,]*\d)"
_PARTS: Mapping[Lang, tuple[tuple[str, str], ...]] = {
    "vi": (
        ("Q1", "quý (?:i|1|một|nhất)"),
        ("Q2", "quý (?:ii|2|hai)"),
        ("Q3", "quý (?:iii|3|ba)"),
        ("Q4", "quý (?:iv|4|bốn|tư)"),
        ("H1", "(?:0?6|sáu) tháng đầu(?= năm|$)"),
        ("H2", "(?:0?6|sáu) tháng cuối(?= năm|$)"),
        ("9M", "(?:0?9|chín) tháng(?: đầu)?"),
        ("month", r"tháng (?P<month>1[0-2]|0?[1-9])"),
    ),
    "en": (
        ("Q1", "(?:first|1st) quarter|q1"),
        ("Q2", "(?:second|2nd) quarter|q2"),
        ("Q3", "(?:third|3rd) quarter|q3"),
        ("Q4", "(?:fourth|4th) quarter|q4"),
        ("H1", "first half|first six months"),
        ("H2", "second half|last six months"),
        ("9M", "first nine months"),
        ("month", r"month (?P<month>1[0-2]|0?[1-9])"),
    ),
}
_JOINED: Mapping[Lang, str] = {"vi": r"(?: ?/ ?| của năm | năm |, năm | )", "en": r"(?: ?/ ?| of | in |, | )"}
_ALONE: Mapping[Lang, str] = {"vi": "năm ", "en": "(?:year |of |in |for )"}
_NOT_SAID_OF = re.compile(
    r"(?:ngày \d{1,2} tháng \d{1,2}|so với|cùng kỳ|giai đoạn|nhiệm kỳ|các|đến|hết|từ|trước|sau"
    r"|compared with|on|since|until|to)\s*$"
)
"""Behind these a year is of a day, or of what the line is compared with or reaches to."""


@dataclass(frozen=True, slots=True)
class SaidPeriod:
    """A period that is named, where: its `year`, and `part` of it ("H1", "06"; "" of a whole year)."""

    start: int
    end: int
    year: str
    part: str

    def is_of(self, period: Period, *, within: bool = False) -> bool:
        """Whether it names a period, or only its year; `within`: or a part of it. Of two dates only the years are asked."""
        if re.fullmatch(r"\d{8}", period.id.partition("-")[0]):
            return self.year in {str(period.start.year), str(period.end.year)}
        if not self.part:
            return self.year == str(period.year)
        said = parse_period(f"{self.year}-{self.part}")
        return said.id == period.id or (within and period.start <= said.start and said.end <= period.end)


def said_periods(text: str, lang: Lang) -> Iterator[SaidPeriod]:
    """The periods that a text names with their year, in its order; none of what they are compared with, and no days."""
    plain = re.sub(r"[\s\u00a0]", " ", unicodedata.normalize("NFC", text).lower())
    if len(plain) != len(text):
        plain = text.lower()  # what is composed letter by letter is found where it stands, or not at all
    for match in _PATTERNS[lang].finditer(plain):
        if _NOT_SAID_OF.search(plain[: match.start()]):
            continue
        part = next((name for name, _ in _PARTS[lang] if match[f"is_{name}"]), "")
        part = f"{int(match['month']):02d}" if part == "month" else part
        yield SaidPeriod(match.start(), match.end(), match["year"], part)


def next_of(period: Period) -> Period | None:
    """The period that a report's tasks are for; None where that is no period by itself."""
    named = next(said_periods(following(period).vi, "vi"), None)
    return parse_period(f"{named.year}-{named.part}".rstrip("-")) if named else None


def _compiled(lang: Lang) -> re.Pattern[str]:
    parts = "|".join(f"(?P<is_{name}>{words})" for name, words in _PARTS[lang])
    return re.compile(rf"(?<!\w)(?:(?:{parts}){_JOINED[lang]}|{_ALONE[lang]}){_YEAR}")


_PATTERNS: Mapping[Lang, re.Pattern[str]] = {lang: _compiled(lang) for lang in ("vi", "en")}
