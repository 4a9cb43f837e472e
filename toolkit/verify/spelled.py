"""Numbers in words that no mark holds: "hai mươi ba biển", "mỗi xã năm pano".

Of one word they are numbers where a measure follows: "ba" begins "ba không", "năm" is a year, and "một" an article ("một
cửa"). English reports are read for digits alone.
"""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from toolkit.text import Lang, fold
from toolkit.text.spoken import Spelled, spelled_in
from toolkit.verify.rounded import read_said

_ORDERED = re.compile(
    r"(?<!\w)(?:tháng|ngày|mùng|mồng|quý|thứ|điều|khoản|điểm|khóa|khoá|kỳ|thế kỷ|tuổi|bước|mức|cấp|loại|hạng|nhóm|số)\s*$",
    re.IGNORECASE,
)
"""Behind these a number says which."""
_YEAR = re.compile(
    r"(?<!\w)(?:trong|hằng|hàng|cả|mỗi|từng|đầu|cuối|giữa|qua|hết|của|với|các|những|một|nhiều|theo|sang|nửa|đến|từ|suốt)"
    r"(?: cả)?\s*$",
    re.IGNORECASE,
)
"""Behind these "năm" is a year."""
_TIME = re.compile(r"\s*(?:giây|phút|giờ|ngày|tuần|tháng|quý|năm)(?!\w)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def spelled_numbers(text: str, measures: Collection[str], lang: Lang) -> Iterator[Spelled]:
    """The numbers in words of a paragraph, of a report in Vietnamese; `measures` are folded. None that only says again what
    the number before it says ("136 (một trăm ba mươi sáu)"), and none of days and periods.
    """
    if lang != "vi":
        return
    for one in spelled_in(text):
        before, behind = text[: one.start], text[one.end :]
        if _ORDERED.search(before) or _TIME.match(behind) or _is_said_again(one, before):
            continue
        if one.words > 1 or (_may_count(text, one) and _is_measured(behind, measures)):
            yield one


def _may_count(text: str, one: Spelled) -> bool:
    said = fold(text[one.start : one.end])
    if said in {"không", "một", "mốt", "lăm", "nhăm", "tư"}:
        return False
    return said != "năm" or (bool(text[: one.start].strip()) and not _YEAR.search(text[: one.start]))


def _is_measured(behind: str, measures: Collection[str]) -> bool:
    """Whether a measure follows, whole: "tập huấn" is no "tập"."""
    said = fold(behind)
    found = (words for words in measures if words and re.match(rf"{re.escape(words)}(?!\w)", said))
    longest = max(found, key=len, default="")
    return bool(longest) and not re.match(r"\s+(?:huấn|trung|hợp|thể|quán)(?!\w)", said[len(longest) :])


def _is_said_again(one: Spelled, before: str) -> bool:
    """Whether it says in words what the last number before it, in the same sentence, says in digits."""
    digits = [*_DIGITS.finditer(before)]
    if not digits or re.search(r"[;!?…]|\.\s", before[digits[-1].end() :]):
        return False
    said = read_said(digits[-1].group(), "vi")
    return said is not None and said.number == Decimal(one.value)
