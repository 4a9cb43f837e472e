"""How well a number's words fit a field.

    score = 0.5 * coverage + 0.35 * precision + 0.15 * measure + 0.1 * heading      (about 0 to 1.1)

coverage   how much of the field's name is said around the number; a word counts by how few fields have it, less where it
           stands further away from the number
precision  how much of what the number's own words say is in the name, of words that any field of the form has
measure    1 where the words behind the number begin with the field's measure, -2 where with another known one
heading    whether the number stands under the heading of the field's block

From it goes 0.25 where the thing that is counted is named nowhere. A rate is only ever stated with a percent sign or as a
pair, and nothing else is; how many units said yes is only ever counted in units.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.form.model import FieldType
from toolkit.history.marks import bars
from toolkit.history.model import Aim, Mention, Part
from toolkit.history.numbers import is_whole
from toolkit.history.words import (
    EXACT,
    TELLS_NO_KIND,
    UNACCENTED,
    alike,
    best_alike,
    neighbours,
    words,
    written_out,
)
from toolkit.text import fold

_COVERAGE, _PRECISION, _MEASURE, _HEADING = 0.5, 0.35, 0.15, 0.1
_WIDE, _AROUND = 0.6, 0.4
_UNNAMED = 0.25
_KIND_OF = 0.45
"""At most this of a number that may be of some kind of the thing alone: staff are shown it, and it is never filled in."""
_WORDS = r"\w+"
_OTHER_MEASURE = -2.0
_KNOWN_MEASURES = (
    "tin, bài", "lượt người", "lượt", "buổi", "đợt", "cuộc", "hội nghị", "tập", "cuốn", "quyển", "tờ", "tờ rơi", "tấm",
    "cái", "chiếc", "hồ sơ", "kết quả", "văn bản", "lớp", "người", "hộ", "thôn", "trường", "trạm", "chuyên mục", "pano",
    "khẩu hiệu", "bảng", "bộ", "đơn vị", "xã", "đồng", "giờ", "ngày", "thủ tục", "sự cố", "hệ thống", "cơ sở", "máy",
    "tổ", "đề án",
)  # fmt: skip
"""What is counted in documents of every kind; the form's own measures come to it."""


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of an aim as words, and how much each says."""

    words: tuple[str, ...]
    weights: tuple[float, ...]


class Scorer:
    """Scores numbers for the fields of one form; made once, it only reads."""

    def __init__(self, aims: Sequence[Aim]) -> None:
        self.aims = aims
        spread = Counter(word for aim in aims for word in {w for name in aim.names for w in words(name)})
        many = len(aims)
        self._weight = {word: math.log(1 + many / count) for word, count in spread.items()}
        self._names = {id(aim): [self._named(name) for name in aim.names] for aim in aims}
        self._vocabulary = frozenset(self._weight)
        measures = {one for aim in aims for one in _measures(aim.measure)}
        measures |= {one for known in _KNOWN_MEASURES for one in _measures(known)}
        self._known = sorted(measures, key=lambda one: (-len(one), one))

    def score(self, aim: Aim, mention: Mention) -> float:
        """How well the words fit; 0 where the number cannot be one of the field."""
        if not _can_be(aim, mention) or bars(mention.marks, aim):
            return 0.0
        measure = self._measure(aim, mention)
        if aim.counts_units and measure <= 0:
            return 0.0
        near, wide, around = words(mention.near), words(mention.wide), words(mention.around)
        if aim.item.type is FieldType.RATE and aim.part is Part.VALUE:
            wide = (*wide, *around)
        coverage = max(
            (self._coverage(name, near, wide, around) for name in self._names[id(aim)]), default=0.0
        )
        said: frozenset[str] = frozenset(
            {word for name in aim.names for word in words(name)}
            | {word for one in _measures(aim.measure) for word in words(one)}
        )
        score = (
            _COVERAGE * coverage
            + _PRECISION * self._precision(near, said)
            + _MEASURE * measure
            + _HEADING * _heading(aim, around)
            - _UNNAMED * _unnamed(aim, (*near, *wide, *around))
        )
        return min(score, _KIND_OF) if self._is_kind_of(mention, said) else score

    def _is_kind_of(self, mention: Mention, said: Iterable[str]) -> bool:
        """Whether a word that the form does not know stands right behind one of the name: "hộ nghèo" is another thing."""
        return any(
            best_alike(word, said) >= UNACCENTED
            and behind not in TELLS_NO_KIND
            and not self._heaviest(behind)
            for word, behind in neighbours(mention.near)
        )

    def _named(self, name: str) -> _Name:
        said = tuple(dict.fromkeys(words(name)))
        return _Name(said, tuple(self._weight[word] for word in said))

    def _coverage(
        self, name: _Name, near: Sequence[str], wide: Sequence[str], around: Sequence[str]
    ) -> float:
        whole = sum(name.weights)
        if not whole:
            return 0.0
        got = sum(
            weight
            * max(best_alike(word, near), _WIDE * best_alike(word, wide), _AROUND * best_alike(word, around))
            for word, weight in zip(name.words, name.weights, strict=True)
        )
        return got / whole

    def _precision(self, near: Sequence[str], said: Iterable[str]) -> float:
        known = [(word, self._heaviest(word)) for word in dict.fromkeys(near)]
        whole = sum(weight for _, weight in known)
        if not whole:
            return 0.5  # nothing that the form knows: it speaks neither for the field nor against it
        return sum(weight * best_alike(word, said) for word, weight in known) / whole

    def _heaviest(self, word: str) -> float:
        """What a word of the document says: as much as the form's word that it is."""
        if word in self._weight:
            return self._weight[word]
        return max(
            (weight for own, weight in self._weight.items() if alike(word, own) >= UNACCENTED), default=0.0
        )

    def _measure(self, aim: Aim, mention: Mention) -> float:
        if not mention.behind or mention.number.rate:
            return 0.0
        behind = written_out(mention.behind)
        own = _measures(aim.measure)
        found = next((one for one in self._known if _begins(behind, one, EXACT)), "")
        if not found:
            return 1.0 if any(_begins(behind, one, UNACCENTED) for one in own) else 0.0
        if found in own:
            return 1.0
        if any(one.startswith(found) for one in own):
            return 0.0  # "tin, bài" of "tin, bài/tuần"
        in_name = any(f" {found} " in f" {' '.join(re.findall(_WORDS, fold(name)))} " for name in aim.names)
        return 0.0 if in_name else _OTHER_MEASURE


def _can_be(aim: Aim, mention: Mention) -> bool:
    number = mention.number
    rate = aim.item.type is FieldType.RATE and aim.part is Part.VALUE
    if rate:
        return number.rate or number.pair is not None
    if number.rate:
        return False
    if number.pair is not None:
        return aim.counts_units
    return aim.item.type is FieldType.AMOUNT or is_whole(number.value)


def _measures(measure: str) -> frozenset[str]:
    """A measure and its alternatives, folded: "tin, bài" is also "tin bài", "tin" and "bài"."""
    whole = fold(measure)
    parts = set() if "/" in whole else {part.strip() for part in whole.split(",")}
    return frozenset({whole, " ".join(whole.replace(",", " ").split()), *parts} - {""})


def _begins(text: str, measure: str, least: float) -> bool:
    """Whether a text begins with the words of a measure, as like as that."""
    said, asked = text.split(), measure.split()
    if len(said) < len(asked):
        return False
    return all(
        alike(one.strip(".,;:()"), two.strip(",")) >= least for one, two in zip(said, asked, strict=False)
    )


def _unnamed(aim: Aim, said: Sequence[str]) -> bool:
    """Whether the thing that is counted, where the field's name has it, is said nowhere: no panel without "pano"."""
    thing = words(aim.measure)
    named = {word for name in aim.names for word in words(name)}
    return bool(thing) and named.issuperset(thing) and not any(best_alike(word, said) for word in thing)


def _heading(aim: Aim, around: Sequence[str]) -> float:
    under = words(aim.under)
    if not under or not around:
        return 0.0
    return sum(best_alike(word, around) for word in under) / len(under)
