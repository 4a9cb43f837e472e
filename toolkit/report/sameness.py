"""Whether two wordings say the same: by their words, without a model, and rather apart than wrongly one.

Two wordings are one idea when all words that carry meaning are the same, in the same order; only two members of a list may
change places. Which words carry none is a closed list: abbreviations are written out, a few equal expressions have one
spelling, and words of little weight are left out. Everything else turns what is said: a negation, a number, a name, a
limit ("một số", "có nơi"), who does it to whom. What a wording may say more is the subject of the report.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from rapidfuzz import fuzz

from toolkit.report.wordings import JOINT, known_wordings
from toolkit.text import fold, nfc

LEAST = 72.0
"""The similarity (0 to 100) from which on two wordings may be one idea; see tests/unit/report/labelled_ideas.yaml."""

_SHORTEST_REPEATED = 3
"""From so many words on, what stands twice in a row is an abbreviation beside its meaning."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that carries meaning, or a joint. `side` is what the words of little weight before it say of it: whose it is,
    by whom, for whom, where, that it is done; "," where a joint parts it from what is before. Two words are equal whatever
    their sides.
    """

    text: str
    side: str = field(default="", compare=False)


_JOINT = Word(JOINT)


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording ready to be compared: `folded` tells it from others, `line` are the words that carry meaning, `core` are
    these without the subject of the report, with the joints of lists between them.
    """

    folded: str
    line: str
    core: tuple[Word, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What must be equal in two wordings of one idea, but for the order."""
        return tuple(sorted(word.text for word in self.core if word != _JOINT))


def read_wording(text: str) -> Wording:
    """What of a wording is compared."""
    spelled = _canonical(" ".join(_tokens(nfc(text))))
    tokens = _once(_opened(_heavy(spelled)))
    core = tuple(_without_subject(tokens))
    return Wording(fold(text), " ".join(word.text for word in tokens if word != _JOINT), core)


def likeness(one: Wording, two: Wording) -> float:
    """From 0 to 100: how much of one is in the other, whatever it says."""
    return fuzz.ratio(one.line, two.line)


def similarity(one: Wording, two: Wording) -> float:
    """From 0 to 100; 0 for what must not be one idea, however alike it looks."""
    if one.folded == two.folded:
        return 100.0
    left, right = (_apart_from_joints(wording.core) for wording in (one, two))
    if not left or not right or not (_equal(left, right) or _changed_places(one.core, two.core)):
        return 0.0
    return likeness(one, two)


def _tokens(text: str) -> Iterator[str]:
    """Numbers without padding ("04" is 4), words as `fold` spells them, joints. A word of little weight that begins with a
    capital inside a sentence belongs to a name.
    """
    light = known_wordings().light
    for at, match in enumerate(_token().finditer(text)):
        if number := match["number"]:
            yield fold(match["sort"] or "") + (number.lstrip("0") or "0") + match["percent"]
        elif word := match["word"]:
            folded = fold(word)
            named = at > 0 and word.istitle() and folded in light
            yield JOINT if folded == "và" else f"{folded}_" if named else folded
        else:
            yield JOINT


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\b(?P<sort>{'|'.join(known_wordings().measuring)})\s+)?(?P<number>\d+(?:[.,/]\d+)*)\s*(?P<percent>%?)"
        r"|(?P<word>[^\W\d_][\w/]*)|(?P<joint>[,;–-])",
        re.IGNORECASE,
    )


def _canonical(line: str) -> list[str]:
    line = f"{line} "
    for expressions in known_wordings().spelled:
        line = expressions.replaced(line)
    return line.split()


def _heavy(spelled: list[str]) -> list[Word]:
    """The words that carry meaning, each with its side; all, where none does. A side without a word behind it is one."""
    light = known_wordings().light
    if all(word in light or word == JOINT for word in spelled):
        return [Word(word) for word in spelled]
    words: list[Word] = []
    sides: list[str] = []
    for word in spelled:
        if word == JOINT:
            words.append(_JOINT)
        elif word in light:
            sides.append(light[word])
        else:
            after_joint = bool(words) and words[-1] == _JOINT
            words.append(Word(word, " ".join(filter(None, sides)) or (JOINT if after_joint else "")))
            sides = []
    last = " ".join(filter(None, sides))
    return [*words, Word(last)] if last else words


def _opened(words: list[Word]) -> list[Word]:
    """Without the openings, of which none is left alone or the first of a list."""
    for opening in known_wordings().openings:
        rest = words[len(opening) :]
        if _texts(words[: len(opening)]) == opening and rest and rest[0] != _JOINT:
            return _opened(rest)
    return words


def _once(words: list[Word]) -> list[Word]:
    """Without what says again what stands before it: "dịch vụ công trực tuyến (DVCTT)"."""
    for at in range(_SHORTEST_REPEATED, len(words)):
        for size in range(_SHORTEST_REPEATED, min(at, len(words) - at) + 1):
            if words[at - size : at] == words[at : at + size]:
                return _once(words[:at] + words[at + size :])
    return words


def _without_subject(words: list[Word]) -> Iterator[Word]:
    """Without a subject where it is no beginning and no member of a list."""
    at = 0
    while at < len(words):
        size = _subject_at(words, at)
        inside = at > 0 and words[at - 1] != _JOINT and words[at + size : at + size + 1] != [_JOINT]
        if size and inside:
            at += size
            continue
        yield words[at]
        at += 1


def _subject_at(words: list[Word], at: int) -> int:
    """How many words from here on are a subject."""
    subjects = (one for one in known_wordings().subjects if _texts(words[at : at + len(one)]) == one)
    return len(next(subjects, ()))


def _texts(words: Iterable[Word]) -> tuple[str, ...]:
    return tuple(word.text for word in words)


def _apart_from_joints(words: Iterable[Word]) -> tuple[Word, ...]:
    return tuple(word for word in words if word != _JOINT)


def _equal(one: tuple[Word, ...], two: tuple[Word, ...]) -> bool:
    """Whether the words are the same, each on the same side."""
    return one == two and all(map(_fits, one, two))


def _fits(one: Word, two: Word) -> bool:
    """Whether one and the same word is on the same side here and there: who leaves "của" out, or says "cho", says something
    else. A joint says nothing, but may stand for "nên".
    """
    sides = {one.side, two.side}
    return len(sides) == 1 or sides in ({"", JOINT}, {JOINT, "nên"})


def _changed_places(one: tuple[Word, ...], two: tuple[Word, ...]) -> bool:
    """Whether they differ in the order of two equally long members of a list, at the beginning or at the end."""
    if sorted(_texts(one)) != sorted(_texts(two)):
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, two, strict=True)) if a != b), len(one))
    end = len(one)
    while end > start and one[end - 1] == two[end - 1]:
        end -= 1
    if start > 0 and end < len(one):
        return False
    middle, rest = divmod(end - start, 2)
    if rest != 1 or one[start + middle] != _JOINT or two[start + middle] != _JOINT:
        return False
    left, right = _members(one[start:end], middle)
    last, first = _members(two[start:end], middle)
    around = ((*one[:start], *one[end:]), (*two[:start], *two[end:]))
    return all(_equal(*map(_apart_from_joints, pair)) for pair in (around, (left, first), (right, last)))


def _members(words: tuple[Word, ...], middle: int) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The two members of a list, of which the second stands on the side of the first where it names none."""
    first, second = words[:middle], words[middle + 1 :]
    if second and second[0].side == JOINT:
        second = (replace(second[0], side=first[0].side), *second[1:])
    return first, second
