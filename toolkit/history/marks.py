"""What a sentence says that makes a number another thing than its words: a unit's, an average, another period's, what is
not there.

Each mark is a phrase with its reason. It bars the number from every field whose own name does not say the phrase: "bình
quân 3 tin, bài/tuần" is no count of items, and is the field "tin, bài bình quân một tuần".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from toolkit.form.model import FieldType
from toolkit.history.model import Aim, Mark, Part, Whose, Why
from toolkit.text import fold
from toolkit.text.enumeration import from_roman

_AVERAGE = "mỗi"
_EACH = re.compile(
    r"\b(?:(?:bình quân|trung bình)(?:\s+(?:mỗi|một|từng|hằng|hàng)\b)?|mỗi|từng(?!\s+(?:bước|cấp|lĩnh vực|ngành)\b))"
    r"(?:\s+([^\W\d_]+))?"
)
_PER = re.compile(r"\s*[^\W\d_]*(?:,?\s+[^\W\d_]+){0,3}\s?/\s?([^\W\d_]+)")
"""What stands behind a number as its measure: "tin, bài/tuần"."""
_COUNTED = frozenset({
    "tuần", "tháng", "quý", "năm", "ngày", "xã", "phường", "thôn", "xóm", "bản", "đơn", "cơ", "trường", "hộ", "người", "cán",
    "lớp", "buổi", "đợt", "thị", "tổ", "khu", "địa", "phòng",
})  # fmt: skip
"""The first syllable of what an average may be of."""
_DENIED = re.compile(
    r"\b(?:còn thiếu|thiếu|không còn|chưa|tháo dỡ|gỡ bỏ|tháo bỏ|dỡ bỏ|thu hồi|hủy bỏ|huỷ bỏ|tiêu hủy|tiêu huỷ|bãi bỏ"
    r"|thanh lý|hư hỏng|xuống cấp|hết hạn|quá hạn|trễ hạn|trả lại|từ chối|bị trả|bị mất|bị hỏng)\b"
)
_BEYOND = {
    "commune": re.compile(r"\b(?:toàn|cả) (?:huyện|quận|thị xã|thành phố|tỉnh|quốc|nước)\b|\btrên địa bàn (?:huyện|tỉnh)\b"),
    "district": re.compile(r"\b(?:toàn|cả) (?:tỉnh|quốc|nước)\b|\btrên địa bàn tỉnh\b"),
    "province": re.compile(r"\b(?:toàn quốc|cả nước)\b"),
}  # fmt: skip
_WHOLE = re.compile(
    r"\b(?:toàn|cả) (?:huyện|quận|thị xã|thành phố|tỉnh|xã|phường)\b|\btổng (?:số|cộng)\b|\bcác xã\b"
)
"""From here on the sentence speaks of all again."""
_COMMUNE = re.compile(r"\b(?:xã(?! hội)|phường|thị trấn|đặc khu)\b(?<!thị xã)")
_DISTRICT = re.compile(r"\b(?:huyện|quận|thị xã|thành phố)\b")
_NAMED = re.compile(r"\b([Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)((?:\s+[^\W\d_]+){1,4})")
_ONE_OF_ALL = re.compile(r"(?i)\b(?:toàn|cả) (?:huyện|tỉnh|xã)\b|\btổng (?:số|cộng)\b")
_SHORT_NAME = re.compile(r"^(?:xã|phường|thị trấn|đặc khu)\s+", re.IGNORECASE)
_ACT = re.compile(
    r"\b(?:kế hoạch|quyết định|nghị quyết|đề án|chương trình|chỉ thị|công văn|dự án|thông báo)\b[^,;:]*$"
)
"""A period behind these is of an act's name."""
_OTHER, _ANY_MONTH, _ANY_QUARTER = "?", "month", "quarter"
_YEAR = r"(?:[ /,.]+(?:năm )?((?:19|20)\d{2}))?"
_PERIODS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<span>lũy kế|luỹ kế|cộng dồn|giai đoạn|nhiệm kỳ|\d+ năm(?= (?:qua|gần đây|(?:19|20)\d{2}\s?[-–])))",
        rf"\b(?P<months>6|06|sáu|9|09|chín) tháng(?P<end> cuối)?(?: đầu)?(?: năm)?{_YEAR}",
        rf"\bquý (?P<quarter>iv|iii|ii|i|[1-4])\b{_YEAR}",
        rf"(?<!đến )(?<!từ )(?<!ngày \d )(?<!ngày \d\d )\btháng (?P<month>\d{{1,2}})\b{_YEAR}",
        r"\b(?P<now>(?:trong )?(?:tháng|quý)(?: này| qua| trước)|trong (?:tháng|quý))\b",
        r"\b(?P<whole>cả năm)\b(?: ((?:19|20)\d{2}))?",
        r"(?<!\d )(?<!\d/)\bnăm ((?:19|20)\d{2})",
        r"^((?:19|20)\d{2})$",
    )
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The words that a number stands in: those before it up to a semicolon or an open bracket, those of its own behind it,
    and what it stands under.
    """

    before: str
    behind: str
    over: str = ""


@lru_cache(maxsize=1 << 12)
def marks_of(said: Scope, whose: Whose) -> tuple[Mark, ...]:
    """What bars a number from fields, the plainest first."""
    return (
        *_each(said),
        *_denied(said),
        *_beyond(said, whose),
        *_one_unit(said, whose),
        *_period(said, whose),
    )


def bars(marks: tuple[Mark, ...], aim: Aim) -> bool:
    """Whether a mark says that a number cannot be an aim's: all but those that the aim's name says too."""
    return bool(marks) and any(one.said not in _name(aim) for one in marks if not _is_of_rates(one, aim))


def _is_of_rates(mark: Mark, aim: Aim) -> bool:
    """An average rate is the rate; one of every unit's is not."""
    return mark.said == _AVERAGE and aim.item.type is FieldType.RATE and aim.part is Part.VALUE


def _name(aim: Aim) -> str:
    said = fold(" ".join((*aim.names, aim.measure.replace("/", f" {_AVERAGE} "))))
    return re.sub(r"(?:bình quân|trung bình)(?:\s+(?:mỗi|một))?", _AVERAGE, said)


def _each(said: Scope) -> Iterator[Mark]:
    per = _PER.match(fold(said.behind))
    if per and per[1] in _COUNTED:
        yield Mark(Why.EACH, f"{_AVERAGE} {per[1]}")
    for text in (_since_whole(fold(said.before)), fold(said.behind)):
        for match in _EACH.finditer(text):
            of = match[1] if match[1] in _COUNTED else ""
            yield Mark(Why.EACH, f"{_AVERAGE} {of}".strip())


def _since_whole(before: str) -> str:
    found = list(_WHOLE.finditer(before))
    return before[found[-1].end() :] if found else before


def _denied(said: Scope) -> Iterator[Mark]:
    for text in (said.before, said.behind):
        yield from (Mark(Why.DENIED, match.group()) for match in _DENIED.finditer(fold(text)))


def _beyond(said: Scope, whose: Whose) -> Iterator[Mark]:
    agency = fold(whose.agency)
    is_province = re.search(r"\btỉnh\b", agency) and not _DISTRICT.search(agency)
    level = "commune" if _COMMUNE.search(agency) else "province" if is_province else "district"
    for text in (said.before, said.behind):
        yield from (Mark(Why.BEYOND, match.group()) for match in _BEYOND[level].finditer(fold(text)))


def _one_unit(said: Scope, whose: Whose) -> Iterator[Mark]:
    """Names of communes as they are written, known or not; the agency's own name is none."""
    agency = fold(whose.agency)
    before = _ONE_OF_ALL.split(said.before)[-1]
    for text in (before, said.behind, said.over):
        written = (fold(name) for match in _NAMED.finditer(text) for name in _name_of(*match.groups()))
        known = (name for unit in whose.units for name in _standing(unit, text)) if text else ()
        yield from (Mark(Why.ONE_UNIT, name) for name in (*written, *known) if name not in agency)


def _name_of(kind: str, words: str) -> Iterator[str]:
    """The name that begins a stretch, a capital each: of "Bình Minh phát hành" the first two words."""
    name = list(takewhile(str.istitle, words.split()))
    if name:
        yield " ".join((kind, *name))


def _standing(unit: str, text: str) -> Iterator[str]:
    """How a unit is named in a text: as a whole, or by its own name of several syllables, capitals and all, without "xã"."""
    whole, own = _names_of(unit)
    if _is_in(whole, _folded(text)):
        yield whole
    elif " " in own and _is_in(own, text):
        yield fold(own)


_folded = lru_cache(maxsize=1 << 8)(fold)


@lru_cache(maxsize=1 << 13)
def _names_of(unit: str) -> tuple[str, str]:
    return fold(unit), _SHORT_NAME.sub("", unit)


def _is_in(name: str, text: str) -> bool:
    """Whether a name stands in a text as words of its own."""
    return name in text and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _period(said: Scope, whose: Whose) -> Iterator[Mark]:
    """Of the periods before a number the last is its own, and each behind it."""
    named = [(*_periods(text)[-1:],) for text in (fold(said.over), fold(said.before))]
    last = named[1] or named[0]
    for told, year, kind in (*last, *_periods(fold(said.behind))):
        if not _is_of(whose.period, year, kind):
            yield Mark(Why.COMPARED if whose.period else Why.UNSURE, told)


def _periods(text: str) -> list[tuple[str, str, str]]:
    """What periods a text names, in order: the phrase, the year or "", the part of a year as in periods' ids or ""."""
    found = []
    for pattern in _PERIODS:
        for match in pattern.finditer(text):
            if not _ACT.search(text[: match.start()]):
                found.append(
                    (match.start(), match.group(), next(filter(None, _years(match)), ""), _kind(match))
                )
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return [(told, year, kind) for _, told, year, kind in sorted(found)]


def _years(match: re.Match[str]) -> Iterator[str]:
    yield from (one for one in match.groups() if one and re.fullmatch(r"(?:19|20)\d{2}", one))


def _kind(match: re.Match[str]) -> str:
    parts = match.groupdict()
    if parts.get("span"):
        return _OTHER
    if parts.get("whole"):
        return "year"
    if parts.get("now"):
        return (
            _OTHER
            if parts["now"].endswith("trước")
            else _ANY_QUARTER
            if "quý" in parts["now"]
            else _ANY_MONTH
        )
    if parts.get("months"):
        return "9M" if parts["months"] in {"9", "09", "chín"} else "H2" if parts["end"] else "H1"
    if parts.get("quarter"):
        return f"Q{from_roman(parts['quarter'].upper()) or parts['quarter']}"
    return f"{int(parts['month']):02d}" if parts.get("month") else ""


def _is_of(period: str, year: str, kind: str) -> bool:
    """Whether a named period is, or may be, a document's."""
    if len(period) > len("2021-9M"):  # from one day to another
        return year in {"", period[:4], period[9:13]} and kind in {"", "year"}
    own = period[5:] or "year"
    like = _ANY_QUARTER if own[:1] == "Q" else _ANY_MONTH if own.isdecimal() else own
    return year in {"", period[:4]} and kind in {"", own, like}
