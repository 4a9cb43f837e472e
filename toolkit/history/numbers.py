"""The numbers of a sentence, and which of them are no figures of the period: citations, dates, ordinals, plans, changes.

What such digits look like is a table of patterns, tried in order; whatever none of them covers is read as a number.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from toolkit.form.model import FieldType, Qualifier
from toolkit.history.model import Number, Reader, Stated, Why
from toolkit.text.numbers import round_half_up

_LETTERS = "A-ZÀ-ỸĐ"
_ACTS = (
    "nghị quyết|nghị định|quyết định|kế hoạch|công văn|chỉ thị|thông tư|thông báo|báo cáo|đề án|chương trình|dự án|tờ trình"
    "|hướng dẫn|pháp lệnh|kết luận|luật|giấy mời|công điện"
)
_ORDERED = (
    "mức độ|cấp độ|phiên bản|version|điều|khoản|điểm|chương|phụ lục|biểu|mẫu|khóa|khoá|nhiệm kỳ|lần thứ|thứ|bước|hạng|loại"
    "|biểu đồ|chart|nhóm|cột|dòng|trang|quốc lộ|tỉnh lộ|thôn|tổ dân phố|tổ|khu phố|xóm|đội|hình|iso|tcvn|quý|khu vực|vùng"
)
_CHANGES = "tăng thêm|tăng lên|tăng|giảm xuống|giảm còn|giảm|vượt|hụt|gấp|chênh lệch|chênh"
_PATTERNS: tuple[tuple[Why, str], ...] = (
    (Why.CITATION, rf"(?<![\w/])\d+(?:/\d{{4}})?\s?/\s?(?:\d{{4}}/)?[{_LETTERS}][\w&]*(?:\s?[-–]\s?[\w&]+)*"),
    (Why.CITATION, rf"(?<![\w/])\d+[-–][{_LETTERS}]{{2,}}(?:/[{_LETTERS}]+)?"),
    (Why.CITATION, rf"(?i:\b(?:{_ACTS})\s+số\s*:?)\s*\d+(?:[./]\d+)*"),
    (Why.CITATION, r"(?i:(?<!tổng )(?<!tổng\xa0)\bsố)\s*:\s*\d+(?=\s*$|\s*/)"),
    (Why.CITATION, rf"(?i:\b(?:{_ACTS})\s+)\d+(?=\s+(?:của|về|ngày|[{_LETTERS}]))"),
    (Why.CITATION, r"(?i:\bđề án\s+(?:số\s+)?)\d+"),
    (Why.DATE, r"(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d)"),
    (Why.DATE, r"(?i:\bngày\s+)\d{1,2}(?:\s*/\s*\d{1,2})?(?i:\s+tháng\s+\d{1,2})?(?i:\s+năm\s+\d{4})?"),
    (Why.DATE, r"(?i:\btháng\s+)\d{1,2}(?:\s*/\s*\d{4})?(?i:\s+năm\s+\d{4})?"),
    (Why.DATE, r"(?i:\bquý\s+)(?:[IVX]+|\d)\s?[/,.-]?\s?(?i:năm\s+)?(?:19|20)\d{2}(?!\d)"),
    (Why.DATE, r"(?<![\d.,])\d{1,2}(?i:\s+tháng\b)(?!\s+lương)"),
    (Why.DATE, r"(?<![\d./])\d{1,2}/(?:19|20)\d{2}(?![\d/])"),
    (Why.DATE, r"(?i:\b(?:giai đoạn|nhiệm kỳ|năm học|khóa)\s+)\d{4}\s?[-–]\s?\d{4}"),
    (Why.DATE, r"(?i:\b(?:các )?năm\s+)(?:19|20)\d{2}(?:\s?(?:[-–,]|và|đến)\s?(?:năm\s)?(?:19|20)\d{2})*(?!\d)"),
    (Why.DATE, r"(?<!\d)(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2}(?!\d)"),
    (Why.DATE, r"(?<![\d.,])\d{1,2}\s?(?i:h|giờ|g)(?:\s?\d{2})?(?i:\s?phút)?(?!\w)"),
    (Why.DATE, r"(?i:\b(?:sau|trước|trong vòng|quá|thời hạn|trong)\s+)\d{1,3}(?i:\s+(?:ngày|tháng|năm|tuần|giờ|phút)\b)"),
    (Why.ORDINAL, r"(?<!\d)24/(?:7|24)(?!\d)"),
    (Why.ORDINAL, r"(?<!\d)0\d{3}[. ]?\d{3}[. ]?\d{2,4}(?!\d)"),
    (Why.ORDINAL, rf"(?i:\b(?:{_ORDERED})\s+(?:số\s+)?)\d+(?:[.,]\d+)*(?:\s?(?:và|hoặc|đến|-)\s?\d+(?!\s+[a-zà-ỹđ]))*"),
    (Why.CHANGE, rf"(?i:\b(?:{_CHANGES})\s+(?:(?:hơn|gần|khoảng|trên)\s+)?)\d+(?:[.,]\d+)*(?:\s?%)?"),
    (Why.CHANGE, r"\d+(?:[.,]\d+)*(?i:\s?(?:lần|điểm phần trăm)(?=\s*(?:so với|[.,;)]|$)))"),
    (Why.PLAN, r"\d+(?:[.,]\d+)*\s?%(?=\s*(?i:kế hoạch|chỉ tiêu|mục tiêu|dự toán|so với\s+(?:kế hoạch|chỉ tiêu)))"),
    (Why.CHANGE, r"\d+(?:[.,]\d+)*(?:\s?%)(?=\s*(?i:so với))"),
    (Why.RANGE, r"(?<![\d/])\d+(?:[.,]\d+)*\s?(?:[-–—]|(?i:đến|tới|hoặc))\s?\d+(?:[.,]\d+)*(?![\d/])"),
    (Why.CHANGE, r"\d+(?:[.,]\d+)*\s?(?:→|⇒|➔|->|=>|–>)\s?\d+(?:[.,]\d+)*"),
    (Why.UNREAD, r"(?:^|(?<=[\s:(=]))[-–−]\d+(?:[.,]\d+)*(?:\s?%)?"),
    (Why.CITATION, rf"[{_LETTERS}]{{1,6}}\d+\b"),
)  # fmt: skip
_KINDS = tuple((why, re.compile(pattern)) for why, pattern in _PATTERNS)
_NUMBERING = re.compile(r"\s*(?:[-+*•]\s*)?(?:\d+(?:\.\d+)*\s*[.)/]|\(?\d+\))(?=\s+\D)")
_DIGITS = r"\d+(?:[.,]\d+)*"
_NUMBER = re.compile(
    rf"(?<![\w.,])({_DIGITS}(?: \d{{3}}(?![\d.,]))*)(\s?%)?(?:\s?\(?\s?({_DIGITS})\s?/\s?({_DIGITS})\)?)?"
)
_ALONE = re.compile(rf"{_DIGITS}\s?%?")
_PAIR = re.compile(rf"(?<![\w.,/])({_DIGITS})\s?/\s?({_DIGITS})(?![\w/])")
_BEFORE_EARLIER = re.compile(
    r"(?i:cùng kỳ|(?<!từ )kỳ trước(?! chuyển)|năm trước|năm ngoái|tháng trước|quý trước)[^;.]*$"
)
_BEFORE_PLAN = re.compile(
    r"(?i:kế hoạch giao|chỉ tiêu|kế hoạch đề ra|theo kế hoạch|kế hoạch năm|kế hoạch:|mục tiêu|phấn đấu|dự kiến)[^;.,]*$"
)
_MAGNITUDES = re.compile(r"\s*(?i:nghìn|ngàn|triệu|tỷ|tỉ|vạn|chục|trăm)\b")
_WORDS_OF_QUALIFIER = 4
_BESIDE = 30
"""Characters between a pair and its rate."""


def numbers(text: str, read: Reader) -> tuple[Number, ...]:
    """Every number of a text in order, each but once; those that are no figure with the reason."""
    if _ALONE.fullmatch(text):
        return tuple(_plain(text, text, read))  # the cell of a table, of which there may be very many
    found = list(_no_figures(text))
    for make in (_pairs, _plain):
        free = _masked(text, found)
        found += make(text, free, read)
    return tuple(_together(text, sorted(found, key=lambda one: one.start)))


def _together(text: str, found: list[Number]) -> Iterator[Number]:
    """ "1.106/1.165 kết quả, đạt 94,94%": a pair and the rate it gives, told side by side, are one figure."""
    waiting: Number | None = None
    for one in found:
        if waiting is None:
            waiting = one
        elif _is_same(text, waiting, one):
            rate, pair = (one, waiting) if one.rate else (waiting, one)
            waiting = replace(
                rate, start=waiting.start, end=one.end, pair=pair.pair, printed=text[waiting.start : one.end]
            )
        else:
            yield waiting
            waiting = one
    if waiting is not None:
        yield waiting


def _is_same(text: str, left: Number, right: Number) -> bool:
    """Whether of two numbers one is a pair and the other the rate that it gives, to as many decimals as are printed."""
    rate, pair = (right, left) if right.rate else (left, right)
    if (
        not rate.rate
        or rate.value is None
        or rate.pair
        or pair.pair is None
        or pair.rate
        or rate.why
        or pair.why
    ):
        return False
    if right.start - left.end > _BESIDE or ";" in text[left.end : right.start]:
        return False
    value = Decimal(rate.value)
    decimals = max(0, -int(value.as_tuple().exponent))
    return round_half_up(Fraction(*pair.pair) * 100, decimals) == value


def numbering(text: str) -> int:
    """How many characters at the beginning number the paragraph ("2.1. ")."""
    match = _NUMBERING.match(text)
    return match.end() if match else 0


def _no_figures(text: str) -> Iterator[Number]:
    taken = [(0, numbering(text))]
    for why, pattern in _KINDS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            yield Number(start=start, end=end, printed=match.group().strip(), why=why)


def _masked(text: str, found: list[Number]) -> str:
    """The text with what is known already blanked out, and its numbering."""
    free = list(text)
    for start, end in ((0, numbering(text)), *((one.start, one.end) for one in found)):
        free[start:end] = "\x00" * (end - start)
    return "".join(free)


def _pairs(text: str, free: str, read: Reader) -> Iterator[Number]:
    """ "106/108": a part of a whole. "98,15% (106/108)" is left to the rate."""
    rates = [match.span() for match in _NUMBER.finditer(free) if match[2] and match[3]]
    for match in _PAIR.finditer(free):
        if any(start <= match.start() < end for start, end in rates):
            continue
        pair = _pair(match[1], match[2], read)
        why = Why.UNREAD if pair is None else _told_before(text[: match.start()])
        yield Number(start=match.start(), end=match.end(), printed=match.group(), pair=pair, why=why)


def _plain(text: str, free: str, read: Reader) -> Iterator[Number]:
    for match in _NUMBER.finditer(free):
        digits, percent = match[1], bool(match[2])
        pair = _pair(match[3], match[4], read) if match[3] else None
        end = match.end() if pair else match.end(2) if percent else match.end(1)
        start, stated = _qualified(text, match.start(), digits, percent, read)
        if " " in digits or "\xa0" in digits or (not percent and _MAGNITUDES.match(text, end)):
            stated = None  # two numbers or one; a number of thousands: staff say which
        why = Why.UNREAD if stated is None else _told_before(text[:start])
        yield Number(
            start=start,
            end=end,
            printed=text[start:end].strip(),
            value=stated.value if stated else None,
            qualifier=stated.qualifier if stated else Qualifier.EXACT,
            rate=percent,
            pair=pair if percent else None,
            why=why,
        )


def _qualified(text: str, start: int, digits: str, percent: bool, read: Reader) -> tuple[int, Stated | None]:
    """The number with the words before it that qualify it ("không dưới 34"), and where they begin."""
    starts = [match.start() for match in re.finditer(r"[^\s,;:()]+", text[:start])]
    for at in starts[-_WORDS_OF_QUALIFIER:]:
        between = text[at:start]
        if between[-1:].isspace() and not re.search(r"[,;:()\d]", between):
            stated = _read(between + digits, percent, read)
            if stated is not None and stated.qualifier is not Qualifier.EXACT:
                return at, stated
    return start, _read(digits, percent, read)


def _read(said: str, percent: bool, read: Reader) -> Stated | None:
    if percent:
        return read(f"{said}%", FieldType.RATE, "")
    return read(said, FieldType.COUNT, "") or (
        read(said, FieldType.AMOUNT, "") if re.search(r",\d{1,2}$", said) else None
    )


def _pair(num: str, den: str, read: Reader) -> tuple[int, int] | None:
    parts = [read(raw, FieldType.COUNT, "") for raw in (num, den)]
    values = [part.value for part in parts if part is not None and isinstance(part.value, int)]
    if len(values) != len(parts) or not values[1] or values[0] > values[1]:
        return None
    return values[0], values[1]


def _told_before(before: str) -> Why | None:
    """What the words before a number say of it: another period's, or what was planned."""
    if _BEFORE_EARLIER.search(before):
        return Why.COMPARED
    return Why.PLAN if _BEFORE_PLAN.search(before) else None


def is_whole(value: int | Decimal | None) -> bool:
    """Whether a value may be a count."""
    return isinstance(value, int) or (value is not None and value == value.to_integral_value())
