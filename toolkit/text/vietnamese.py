"""Vietnamese names: composed form, tone placement, comparison and alphabetical order."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[\s\u00a0\u200b\u200c\u200d\ufeff]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RETURNS = re.compile("\r\n?")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# The old style puts the tone on the first vowel of an open oa, oe, uy: hòa, khỏe, thủy.
_OLD_STYLE = re.compile(rf"([ou])([{_TONES}])([aey])(?![a-z\u0300-\u036f])")
_OPENERS = {"o": "ae", "u": "y"}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONE_ORDER = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def nfc(text: str) -> str:
    """Composed Unicode with single ordinary spaces and no zero-width marks."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def printable(text: str) -> str:
    """The text without control characters but line breaks and tabs, and without marks that turn its direction: they make a
    page or a terminal show another text than the one that is there.
    """
    return _UNPRINTABLE.sub("", _RETURNS.sub("\n", text)) if _UNPRINTABLE.search(text) else text


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """What two spellings of one name share: NFC, lower case, new-style tone placement, one space.

    Accents are kept: Bình Thạnh and Bình Thanh are two communes.
    """
    lowered = unicodedata.normalize("NFD", nfc(text).casefold().replace("’", "'"))

    def move(match: re.Match[str]) -> str:
        first, tone, last = match.groups()
        return first + last + tone if last in _OPENERS[first] else match.group()

    return unicodedata.normalize("NFC", _OLD_STYLE.sub(move, lowered))


def same_name(left: str, right: str) -> bool:
    """Whether two spellings name the same thing (see `fold`)."""
    return fold(left) == fold(right)


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Order of the Vietnamese dictionary: letters first (đ after d, ă â after a), then tones."""
    letters: list[int] = []
    tones: list[int] = []
    for char in nfc(text).casefold():
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in parts if mark in _TONE_ORDER)
        base = unicodedata.normalize("NFC", "".join(m for m in parts if m not in _TONE_ORDER))
        letters.append(100 + _ALPHABET.index(base) if base in _ALPHABET else min(ord(base[0]), 99))
        tones.append(_TONE_ORDER[tone[:1]])
    return tuple(letters), tuple(tones)
