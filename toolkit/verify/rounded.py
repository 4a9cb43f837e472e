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
    -N, âm N                     the number below nothing
    không phải N, gấp đôi N      another number than N; so "nửa của", "thiếu", "dôi ra" N

Before a total "nhiều hơn N" and "vượt N" are "hơn N", "ít hơn N" is "dưới N". Behind it "trở lên" makes it N or more.

A total that itself is "hơn 2.014" is any number above that: then a wording is true that is true of all of these, and it is
far where even the least of these is.
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
    NEGATIVE = "negative"
    OTHER = "other"


WORDS: Mapping[Lang, tuple[tuple[str, Wording], ...]] = {
    "vi": (
        ("trên dưới|khoảng|xấp xỉ|chừng|ước khoảng|ước chừng|vào khoảng|tầm|cỡ|~|≈", Wording.ABOUT),
        ("ít nhất|không (?:dưới|(?:ít|thấp|nhỏ|kém) hơn|kém)|tối thiểu|≥|>=", Wording.AT_LEAST),
        (
            "nhiều nhất|(?:không|chưa) (?:vượt(?: quá)?|(?:nhiều|cao|lớn) hơn|hơn|quá)|tối đa|≤|<=",
            Wording.AT_MOST,
        ),
        (
            "gần (?:bằng|như|đến|tới|được|đạt)|tới gần|gần|ngót nghét|ngót|sấp sỉ|suýt soát|(?<!mầm )non",
            Wording.NEARLY,
        ),
        ("hơn|trên|quá|ngoài|(?<!người )già|>", Wording.OVER),
        ("dưới|chưa (?:đến|tới|đầy|đủ|được|đạt)|không (?:đủ|tới|đến|đầy|đạt)|hụt|<", Wording.UNDER),
        ("đúng|tròn|vừa đúng", Wording.EXACT),
        ("(?:không|chưa) phải(?: là)?", Wording.OTHER),
        (r"âm|(?<![\w.,/])[-−–]", Wording.NEGATIVE),
        (
            "gấp (?:đôi|rưỡi|hai|ba|bốn|năm)|(?:hai|ba|2|3) lần|(?:một )?nửa(?: của)?|dôi ra|thiếu",
            Wording.OTHER,
        ),
    ),
    "en": (
        ("about|around|approximately|roughly|some|~|≈", Wording.ABOUT),
        ("at least|no fewer than|no less than|≥|>=", Wording.AT_LEAST),
        ("at most|no more than|not (?:more than|over|above)|up to|≤|<=", Wording.AT_MOST),
        ("(?:nearly|almost)(?: as many as)?|close to", Wording.NEARLY),
        ("more than|over|above|>", Wording.OVER),
        ("less than|fewer than|under|below|<", Wording.UNDER),
        ("exactly|just", Wording.EXACT),
        ("not|twice|half", Wording.OTHER),
        (r"minus|(?<![\w.,/])[-−–]", Wording.NEGATIVE),
    ),
}
COMPARING: Mapping[Lang, tuple[tuple[str, Wording], ...]] = {
    "vi": (
        ("(?:cao|nhiều|lớn) hơn|vượt quá|vượt", Wording.OVER),
        ("(?:thấp|ít|nhỏ|kém) hơn|kém", Wording.UNDER),
    ),
    "en": (("exceeding|higher than", Wording.OVER), ("lower than", Wording.UNDER)),
}
"""Before a total these bound it; before a figure that compares they say which way it went (see direction)."""
BEHIND: Mapping[Lang, tuple[tuple[str, Wording], ...]] = {
    "vi": (("trở lên", Wording.AT_LEAST), ("trở xuống", Wording.AT_MOST), ("có lẻ", Wording.OVER)),
    "en": (("or more|or over", Wording.AT_LEAST), ("or less|or fewer|or under", Wording.AT_MOST)),
}
"""The same words behind a number, or behind its measure."""
_FILLED = r"(?:[\s\u00a0]+(?:cả|con số|mức|tổng số))?"
"""What may stand between such a word and the number: "hơn con số 130", "hơn cả 130"."""
_STOPPED = "hơn|gần|khoảng|xấp xỉ"
"""The words that a stop or a bracket does not part from the number: "hơn: 130", "hơn (130)"."""
_NUMBER: Mapping[Lang, str] = {
    "vi": r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?",
    "en": r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?",
}

Truth = Literal["true", "untrue", "far"]
_NOT_ITSELF = frozenset({Wording.OVER, Wording.UNDER, Wording.OTHER, Wording.NEGATIVE})
"""What no number is of itself; "gần 100%" may be said of 99,996% that is printed so."""
_HAS_TO_BE_NEAR = frozenset({Wording.OVER, Wording.NEARLY})


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
    value, wording = _value(found["number"], lang), wording_of(found["word"] or "", lang)
    if wording is Wording.NEGATIVE:  # another number, and no way of rounding one
        value, wording = -value, None
    return Said(value, wording, bool(found["percent"]))


def word_before(text: str, lang: Lang, *, of_total: bool = False) -> str:
    """The word that qualifies what follows a text, as it stands there; "" where it ends in none. `of_total`: what follows
    is a total, not what was drawn from one by comparing.
    """
    found = _before(lang).search(unicodedata.normalize("NFC", text))
    if found is None or (found["compares"] and not of_total):
        return ""
    return found["word"]


def word_behind(text: str, lang: Lang, measure: str = "") -> Wording | None:
    """What the words behind a number, or behind its measure, make of it: "130 tập trở lên"."""
    behind = unicodedata.normalize("NFC", text).lstrip()
    if measure and behind.casefold().startswith(measure.casefold()):
        behind = behind[len(measure) :].lstrip()
    return next(
        (w for words, w in BEHIND[lang] if re.match(rf"(?:{words})(?!\w)", behind, re.IGNORECASE)), None
    )


def truth(said: Said, now: Said, near: Decimal = _NEAR, *, printed: Decimal | None = None) -> Truth:
    """Whether what was written is true of what the number is. `now` may be "hơn 2.014" itself; a number without a word is
    true where it is the same number. `near` is which part of the number said a wording may be off; `printed` is the number
    as it is printed: what is 36,708 is not "dưới 36,71%", which it is.
    """
    if said.percent != now.percent:
        return "untrue"
    wording, number, value = said.wording or Wording.EXACT, said.number, now.number
    if now.wording is not None and now.wording is not Wording.EXACT:
        return _of_all(wording, number, now, near)
    if printed == number and wording in _NOT_ITSELF:
        return "untrue"
    match wording:
        case Wording.EXACT:
            holds = value == number
        case Wording.ABOUT:
            holds = _is_near(said, value, near)
        case Wording.OVER:
            holds = value > number
        case Wording.NEARLY | Wording.UNDER:
            holds = value < number
        case Wording.AT_LEAST:
            holds = value >= number
        case Wording.AT_MOST:
            holds = value <= number
        case Wording.OTHER | Wording.NEGATIVE:
            holds = value != number
    if not holds:
        return "untrue"
    return "far" if wording in _HAS_TO_BE_NEAR and not _is_near(said, value, near) else "true"


def _is_near(said: Said, value: Decimal, near: Decimal) -> bool:
    is_count = not said.percent and said.number == int(said.number) and value == int(value)
    return abs(value - said.number) <= max(said.number * near, _AT_LEAST if is_count else Decimal(0))


def _of_all(wording: Wording, number: Decimal, now: Said, near: Decimal) -> Truth:
    """Whether it is true of every number that "hơn 34" or "dưới 34" may stand for, and not far from all of these;
    "khoảng 34" only of itself.
    """
    if (wording, number) == (now.wording, now.number):
        return "true"
    above = {Wording.OVER, Wording.AT_LEAST}
    below = {Wording.UNDER, Wording.AT_MOST}
    if {wording, now.wording} <= above:
        holds = number < now.number or (number == now.number and wording is not Wording.OVER)
    elif {wording, now.wording} <= below:
        holds = number > now.number or (number == now.number and wording is not Wording.UNDER)
    else:
        return "untrue"
    if not holds:
        return "untrue"
    return "true" if _is_near(Said(number, wording, now.percent), now.number, near) else "far"


def _value(digits: str, lang: Lang) -> Decimal:
    thousands, point = (".", ",") if lang == "vi" else (",", ".")
    return Decimal(digits.replace(thousands, "").replace(point, "."))


def wording_of(word: str, lang: Lang) -> Wording | None:
    """What a word before a number makes of it; None of any other word, and of none."""
    plain = re.sub(r"[,:(–]$", "", word.strip().casefold()).strip() or word.strip()
    table = (*WORDS[lang], *COMPARING[lang])
    return (
        next((w for words, w in table if re.fullmatch(rf"(?:{words}){_FILLED}", plain)), None)
        if plain
        else None
    )


@cache
def _compiled(lang: Lang) -> re.Pattern[str]:
    word = rf"(?:{_every(WORDS[lang], COMPARING[lang])}){_FILLED} ?[,:(–]?"
    return re.compile(rf"(?P<word>{word} ?)?(?P<number>{_NUMBER[lang]})(?P<percent> ?%)?", re.IGNORECASE)


@cache
def _before(lang: Lang) -> re.Pattern[str]:
    """The longest such word that a text ends in, with what may stand between it and the number."""
    rounds, compares = _every(WORDS[lang]), _every(COMPARING[lang])
    stopped = rf"(?:{_STOPPED})[\s\u00a0]?[,:(–]"
    word = rf"(?:{stopped}|(?P<compares>{compares}){_FILLED}|(?:{rounds}){_FILLED})"
    return re.compile(rf"(?<!\w)(?P<word>{word})(?:(?<=[-−–<>=≥≤~≈(])|[\s\u00a0\u200b]+)$", re.IGNORECASE)


def _every(*tables: tuple[tuple[str, Wording], ...]) -> str:
    return "|".join(words for table in tables for words, _ in table)
