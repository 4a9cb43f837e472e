"""Numbers in Vietnamese words: "mười hai", "một trăm linh năm", "hai nghìn"; read alone, and found in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.text.letters import composed
from toolkit.text.vietnamese import fold

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
_BEGINS = f"(?:{_DIGIT}|mười)"
_WORDS = rf"{_DIGIT}|mười|mươi|chục|linh|lẻ|trăm|nghìn|ngàn|triệu|t[ỷỉ](?![ \u00a0]+lệ)"
_RUN = re.compile(rf"(?<!\w){_BEGINS}(?!\w)(?:[ \u00a0]+(?:{_WORDS})(?!\w))*")
_TENS = re.compile(rf"({_DIGIT}) (?:chục|(?=lăm|nhăm|mốt))")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number in words: where in a text it stands, what it is, and of how many words."""

    start: int
    end: int
    value: int
    words: int


def spelled_in(text: str) -> Iterator[Spelled]:
    """The numbers in words that a text has, in its order, each as long as it can be read; "một" and "năm" are so many, too,
    whatever they mean there.
    """
    plain, starts = composed(text, lower=True)
    for run in _RUN.finditer(plain):
        at = run.start()
        words = [*re.finditer(r"\w+", plain[run.start() : run.end()])]
        first = 0
        while first < len(words):
            last, value = _longest([one.group() for one in words[first:]])
            if last:
                begin, end = at + words[first].start(), at + words[first + last - 1].end()
                yield Spelled(starts[begin], starts[end], value, last)
            first += last or 1


def _longest(words: list[str]) -> tuple[int, int]:
    """How many of the first words are one number, and which; (0, 0) where none are."""
    if not re.fullmatch(_BEGINS, words[0]):
        return 0, 0
    for count in range(len(words), 0, -1):
        value = read_words(_TENS.sub(r"\1 mươi ", " ".join(words[:count])))
        if value is not None:
            return count, value
    return 0, 0


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
