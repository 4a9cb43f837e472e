"""Rounded wordings: what "gần 140" and "hơn 34" say of a number, and whether that is true of what the number is.

What each word means is the table below; nothing official defines it. A wording has to be true, and near enough that a
reader is not misled: within a twentieth of the number said, of a count within one of it at least.

    hơn, trên, quá N             more than N, by at most a twentieth
    gần, ngót, sấp sỉ N          less than N, by at most a twentieth
    khoảng, xấp xỉ, trên dưới N  N, or a twentieth more or less
    dưới N                       less than N
    ít nhất, không dưới N        N or more
    tối đa, không quá N          N or less
    đúng, tròn N                 N

A total that itself is "hơn 2.014" is any number above that: then a wording is true that is true of all of these, and how
near it is nobody knows.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Literal

from toolkit.text import Lang

_NEAR = Decimal("0.05")
_AT_LEAST = Decimal(1)


class Wording(StrEnum):
    """What a word before a number makes of it."""

    EXACT = "exact"
    OVER = "over"
    NEARLY = "nearly"
    ABOUT = "about"
    UNDER = "under"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


WORDS: Mapping[Lang, tuple[tuple[str, Wording], ...]] = {
    "vi": (
        ("trên dưới|khoảng|xấp xỉ|chừng|ước khoảng|ước chừng|vào khoảng|tầm|cỡ", Wording.ABOUT),
        ("ít nhất|không dưới|không ít hơn|tối thiểu", Wording.AT_LEAST),
        ("nhiều nhất|không quá|không hơn|không vượt quá|tối đa", Wording.AT_MOST),
        ("gần bằng|gần|ngót|sấp sỉ|suýt soát", Wording.NEARLY),
        ("hơn|trên|quá", Wording.OVER),
        ("dưới|chưa đến|chưa tới|chưa đầy", Wording.UNDER),
        ("đúng|tròn|vừa đúng", Wording.EXACT),
    ),
    "en": (
        ("about|around|approximately|roughly|some", Wording.ABOUT),
        ("at least|no fewer than|no less than", Wording.AT_LEAST),
        ("at most|no more than|not more than|up to", Wording.AT_MOST),
        ("nearly|almost|close to", Wording.NEARLY),
        ("more than|over|above", Wording.OVER),
        ("less than|fewer than|under|below", Wording.UNDER),
        ("exactly|just", Wording.EXACT),
    ),
}
_COMPARED = r"(?:cao|thấp|nhiều|ít|lớn|nhỏ|kém|vượt)[\s\u00a0]$"
"""Before "hơn" and "quá" these make it a comparison, not a rounding: "cao hơn 12 tin, bài", "vượt quá 4% kế hoạch"."""
_NUMBER: Mapping[Lang, str] = {
    "vi": r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?",
    "en": r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?",
}

Truth = Literal["true", "untrue", "far"]


@dataclass(frozen=True, slots=True)
class Said:
    """A number as somebody wrote it, with what the word before it makes of it; `percent`: before a per cent sign."""

    number: Decimal
    wording: Wording | None = None
    percent: bool = False


def read_said(text: str, lang: Lang) -> Said | None:
    """A stretch of text that is one number with or without such a word ("gần 140", "9,68%"); None of any other."""
    found = _compiled(lang).fullmatch(" ".join(unicodedata.normalize("NFC", text).split()))
    if found is None:
        return None
    return Said(_value(found["number"], lang), wording_of(found["word"] or "", lang), bool(found["percent"]))


def word_before(text: str, lang: Lang) -> str:
    """The word that qualifies what follows a text, as it stands there; "" where it ends in none."""
    plain = unicodedata.normalize("NFC", text)
    found = _before(lang).search(plain)
    if found is None or (
        found["word"].casefold() in {"hơn", "quá"} and re.search(_COMPARED, plain[: found.start("word")])
    ):
        return ""
    return found["word"]


def truth(said: Said, now: Said, near: Decimal = _NEAR) -> Truth:
    """Whether what was written is true of what the number is. `now` may be "hơn 2.014" itself; a number without a word is
    true where it is the same number. `near` is which part of the number said a wording may be off.
    """
    if said.percent != now.percent:
        return "untrue"
    wording, number, value = said.wording or Wording.EXACT, said.number, now.number
    if now.wording is not None and now.wording is not Wording.EXACT:
        return "true" if _holds_of_all(wording, number, now) else "untrue"
    is_count = not said.percent and number == int(number) and value == int(value)
    is_near = abs(value - number) <= max(number * near, _AT_LEAST if is_count else Decimal(0))
    match wording:
        case Wording.EXACT:
            return "true" if value == number else "untrue"
        case Wording.ABOUT:
            return "true" if is_near else "untrue"
        case Wording.OVER:
            return ("true" if is_near else "far") if value > number else "untrue"
        case Wording.NEARLY:
            return ("true" if is_near else "far") if value < number else "untrue"
        case Wording.UNDER:
            return "true" if value < number else "untrue"
        case Wording.AT_LEAST:
            return "true" if value >= number else "untrue"
        case Wording.AT_MOST:
            return "true" if value <= number else "untrue"


def _holds_of_all(wording: Wording, number: Decimal, now: Said) -> bool:
    """Whether it is true of every number that "hơn 34" or "dưới 34" may stand for; "khoảng 34" only of itself."""
    if (wording, number) == (now.wording, now.number):
        return True
    if now.wording in {Wording.OVER, Wording.AT_LEAST}:
        at_bound = now.wording is Wording.AT_LEAST and wording is Wording.OVER
        above = number < now.number if at_bound else number <= now.number
        return wording in {Wording.OVER, Wording.AT_LEAST} and above
    if now.wording in {Wording.UNDER, Wording.AT_MOST}:
        at_bound = now.wording is Wording.AT_MOST and wording is Wording.UNDER
        below = number > now.number if at_bound else number >= now.number
        return wording in {Wording.UNDER, Wording.AT_MOST} and below
    return False


def _value(digits: str, lang: Lang) -> Decimal:
    thousands, point = (".", ",") if lang == "vi" else (",", ".")
    return Decimal(digits.replace(thousands, "").replace(point, "."))


def wording_of(word: str, lang: Lang) -> Wording | None:
    """What a word before a number makes of it; None of any other word, and of none."""
    plain = word.strip().casefold()
    return next((w for words, w in WORDS[lang] if re.fullmatch(words, plain)), None) if plain else None


@cache
def _compiled(lang: Lang) -> re.Pattern[str]:
    words = "|".join(words for words, _ in WORDS[lang])
    return re.compile(rf"(?P<word>(?:{words}) )?(?P<number>{_NUMBER[lang]})(?P<percent> ?%)?", re.IGNORECASE)


@cache
def _before(lang: Lang) -> re.Pattern[str]:
    words = "|".join(words for words, _ in WORDS[lang])
    return re.compile(rf"(?<!\w)(?P<word>{words})[\s\u00a0]+$", re.IGNORECASE)
