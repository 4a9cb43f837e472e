"""Numbers in Vietnamese words: "mười hai", "một trăm linh năm", "hai nghìn"."""

import re

from toolkit.text import fold

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_DIGIT = "|".join(_DIGITS)
_GROUP = re.compile(
    rf"(?:(?P<hundreds>{_DIGIT}) trăm)? ?(?:(?P<tens>{_DIGIT}) mươi|(?P<ten>mười)|linh|lẻ)? ?(?P<ones>{_DIGIT})?"
)
_SIZES = (
    (re.compile("(.+?) (?:tỷ|tỉ) ?"), 10**9),
    (re.compile("(.+?) triệu ?"), 10**6),
    (re.compile("(.+?) (?:nghìn|ngàn) ?"), 10**3),
)


def read_words(text: str) -> int | None:
    """The number that words say; None when they are no number, or more than one."""
    rest, total = fold(text), 0
    if not any(word in _DIGITS or word == "mười" for word in rest.split()):
        return None
    for pattern, size in _SIZES:
        if match := pattern.match(rest):
            number = _group(match[1])
            if number is None:
                return None
            total, rest = total + number * size, rest[match.end() :]
    last = _group(rest)
    return None if last is None else total + last


def _group(words: str) -> int | None:
    """Up to 999; 0 for no words."""
    match = _GROUP.fullmatch(words)
    if match is None:
        return None
    hundreds, tens, ones = (_DIGITS.get(match[name] or "không", 0) for name in ("hundreds", "tens", "ones"))
    return hundreds * 100 + (10 if match["ten"] else tens * 10) + ones
