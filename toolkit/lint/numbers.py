"""FMT-030 to FMT-037: numbers and dates as Vietnamese documents write them; the decree itself says little of them."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from toolkit.findings import Finding
from toolkit.lint.fault import fault
from toolkit.lint.model import Role, Standing, Subject
from toolkit.periods import write_date
from toolkit.text import number_text

READ = (Role.ABSTRACT, Role.BASIS, Role.BODY, Role.TABLE, Role.ANNEX)
_COUNTED = (
    "nhân khẩu|khẩu|hộ|người|hồ sơ|lượt|tin|bài|tập|văn bản|đồng|triệu|tỷ|xã|đơn vị|thủ tục|kết quả|cuộc|buổi|đợt|pano|tấm"
    "|tờ|cuốn|bảng|băng rôn|áp phích|khẩu hiệu|cán bộ|công chức|trường hợp|lớp|học viên|hội nghị|chuyên mục|ý kiến|TTHC"
)
_POINT = re.compile(r"(?<![\d.,/])\d+\.\d{1,2}(?=\s*(?:%|điểm phần trăm|lần\b|triệu\b|tỷ\b))")
_PLAIN = re.compile(r"(?<![\w.,/:\-–])[1-9]\d{3,}(?![\w/:]|[.,]\d|[-–]\d)")
_NO_COUNT = re.compile(
    r"(?:số|mã|số hiệu|điện thoại|đt|sđt|fax|tài khoản|năm|đến|từ|giai đoạn|quý|tháng|kỳ|khóa|iso|tcvn|phiên bản|[\d.]+)"
    r"\W*$",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\d\s+%")
_COMMA = re.compile(
    rf"(?<![\d.,/])\d{{1,3}}(?:,\d{{3}})+\.\d+(?![\d/]|[.,]\d)|(?<![\d.,/])\d{{1,3}}(?:,\d{{3}}){{2,}}(?!\d)|(?<![\d.,/])[1-9]\d{{0,2}},\d{{3}}(?=\s+(?:{_COUNTED})\b)"
)
_SWAPPED = str.maketrans(",.", ".,")
_DAY = re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?![\d/])")
_SPACE = re.compile(r"\w+\s+[,;:.](?=\s|$)|(?<=\s)[^\W\d_]+(?:/\s|\s/(?!\s))[^\W\d_]+|[^\W\d_]+[,;][^\W\d_]+")
_TWICE = re.compile(r"\w*(?:(?<!\.)\.\.(?!\.)|,,|;;|::|,;|;,|\.,(?!\.))")
_FEW = re.compile(r"(?<![\w.,/\-–%])(?P<number>0?[1-9])\s+(?P<measure>[^\W\d_]+)")
_SPELT_OUT = 4
"""Different slips of a kind that one message spells out."""


class _Hit(NamedTuple):
    """A slip in a paragraph: where, what stands there, and what should (of the same piece of text)."""

    at: Standing
    match: re.Match[str]
    expected: str


def numbers(subject: Subject) -> Iterator[Finding]:
    """Each kind of slip once, with its first place quoted and all paragraphs that have it."""
    lines = subject.anatomy.of(*READ)
    yield from _told(subject, "FMT-030", "point", _hits(lines, _POINT, lambda m: m[0].replace(".", ",")))
    plain = [hit for hit in _hits(lines, _PLAIN, _grouped) if _is_count(hit.match)]
    yield from _told(subject, "FMT-031", "plain", plain)
    yield from _told(subject, "FMT-032", "percent", _hits(lines, _PERCENT, lambda m: m[0][0] + "%"))
    yield from _told(subject, "FMT-033", "comma", _hits(lines, _COMMA, lambda m: m[0].translate(_SWAPPED)))
    yield from _dates(subject, lines)
    spaced = _hits([one for one in lines if not _is_listed(one)], _SPACE, _closed_up)
    yield from _told(subject, "FMT-036", "space", spaced)
    twice = _hits(lines, _TWICE, lambda m: m[0][:-1])
    yield from _told(subject, "FMT-036", "twice", twice)
    yield from _padding(subject, lines)


def _told(subject: Subject, code: str, variant: str, hits: Sequence[_Hit]) -> Iterator[Finding]:
    """One finding for all slips of a kind; the first few different ones are spelt out with what they should be."""
    if not hits:
        return
    mended = dict(list({hit.match[0]: hit.expected for hit in hits}.items())[:_SPELT_OUT])
    yield fault(
        subject,
        code,
        variant,
        [hit.at for hit in hits],
        quoted=around(hits[0].match),
        raw="”, “".join(mended),
        expected="”, “".join(mended.values()),
    )


def _hits(
    lines: Sequence[Standing], pattern: re.Pattern[str], mend: Callable[[re.Match[str]], str]
) -> list[_Hit]:
    return [_Hit(one, match, mend(match)) for one in lines for match in pattern.finditer(one.words)]


def around(match: re.Match[str]) -> str:
    """What was found with the words beside it, to be looked for in Word."""
    text = match.string
    begins = text.rfind(" ", 0, max(0, match.start() - 16)) + 1
    ends = text.find(" ", min(len(text), match.end() + 14))
    return text[begins : ends if ends > 0 else len(text)]


def _grouped(match: re.Match[str]) -> str:
    return number_text(int(match[0])).vi


def _is_count(match: re.Match[str]) -> bool:
    """Whether a number without dots counts something: no year, number of a document, telephone or code."""
    named = _NO_COUNT.search(match.string[: match.start()])
    measured = re.match(rf"\s+(?:{_COUNTED})\b", match.string[match.end() :], re.IGNORECASE)
    if len(match[0]) == 4 and 1900 <= int(match[0]) <= 2100:
        return bool(measured) and not named
    return bool(measured) or (not named and len(match[0]) < 8)


def _closed_up(match: re.Match[str]) -> str:
    text = match[0]
    if "/" in text:
        return re.sub(r"\s*/\s*", "/", text)
    return re.sub(r"\s+([,;:.])", r"\1", re.sub(r"([,;])(?=\w)", r"\1 ", text))


def _is_listed(one: Standing) -> bool:
    """Cells hold signs of their own ("-", "x / y")."""
    return one.table is not None


def _dates(subject: Subject, lines: Sequence[Standing]) -> Iterator[Finding]:
    found = [(one, match, _as_written(match)) for one in lines for match in _DAY.finditer(one.words)]
    impossible = [_Hit(one, match, "") for one, match, right in found if right is None]
    yield from _told(subject, "FMT-035", "impossible", impossible)
    known = [_Hit(one, match, right) for one, match, right in found if right is not None]
    short = [hit for hit in known if hit.match[0] != hit.expected]
    yield from _told(
        subject, "FMT-034", "short", [hit for hit in short if len(hit.match[0]) < len(hit.expected)]
    )
    zeros = [hit for hit in short if len(hit.match[0]) > len(hit.expected)]
    if 0 < len(zeros) < sum(2 < int(hit.match["month"]) < 10 for hit in known):
        yield from _told(subject, "FMT-034", "mixed", zeros)


def _as_written(match: re.Match[str]) -> str | None:
    """A date as the decree writes it; None where there is no such day."""
    try:
        return write_date(date(int(match["year"]), int(match["month"]), int(match["day"])))
    except ValueError:
        return None


def _padding(subject: Subject, lines: Sequence[Standing]) -> Iterator[Finding]:
    """Counts below ten of one measure, written with and without a zero in one document."""
    text = [one for one in lines if one.table is None]
    found = [(one, match) for one in text for match in _FEW.finditer(one.words)]
    for measure in dict.fromkeys(match["measure"].casefold() for _, match in found):
        mine = [(one, match) for one, match in found if match["measure"].casefold() == measure]
        bare = [_Hit(one, match, f"0{match[0]}") for one, match in mine if len(match["number"]) == 1]
        if 0 < len(bare) < len(mine) and measure in _COUNTED.split("|"):
            yield from _told(subject, "FMT-037", "mixed", bare)
