"""What a sentence says of its figures beside what it said when it was composed: words that turn it round.

Each figure's record keeps its sentence. A word like "không" or "dự kiến" that stands now where there was none, before what
was composed or right before the number, makes another statement of a number that itself is right; so does one that was
taken out. Whatever else staff words otherwise is theirs. Of figures recorded without their sentence nothing is told.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from toolkit.files.bound_document import BoundDocument, Mark
from toolkit.text import Lang
from toolkit.text.letters import composed
from toolkit.verify.direction import DIRECTION, Spoken, key_and_part, spoken, words_in
from toolkit.verify.lexicon import EACH, LINKS, TURNED_BACK, TURNING, Against
from toolkit.verify.model import Turned
from toolkit.verify.rounded import word_before

_TOKEN = re.compile(r"\d[\d.,/]*%?|[^\W\d_]+|[^\w\s]")
_BULLET = re.compile(r"[\s\-–−•+*]*")
_CLAUSE = re.compile(r"[,;:(–]|\s-\s")
_BEGIN = ""
"""What stands before the first word."""
_NO_TOTAL = frozenset({DIRECTION, "as_of", "status", "highest_name", "lowest_name"})
_DENY = re.compile(r"không|chưa|chẳng|not|no|never|cannot")


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, a number ("#") or a sign; `turns`: it is one of the words that turn a sentence round, all of it."""

    start: int
    end: int
    text: str
    turns: bool = False


_START = _Token(0, 0, _BEGIN)


def turned(document: BoundDocument) -> Iterator[Turned]:
    """The words that turn a figure's sentence round, in the text's order, each once."""
    held = document.standing()
    for one in spoken(document):
        said = tuple(dict.fromkeys(m.figure.wording for m in one.marks if m.figure.wording))
        if said:
            yield from _Read(one, said, held[one.number], document.lang).turned()


class _Read:
    """A sentence as it is read now, and as its figures' sentences were composed."""

    def __init__(self, one: Spoken, said: tuple[str, ...], held: list[Mark], lang: Lang) -> None:
        self._one, self._lang, self._held = one, lang, held
        begin = _BULLET.match(one.text, one.start)
        assert begin is not None, "it matches nothing too"
        self._now = [t for t in _tokens(one.text, lang) if begin.end() <= t.start < one.end]
        self._said = {words: _tokens(words[_BULLET.match(words).end() :], lang) for words in said}  # type: ignore[union-attr]

    def turned(self) -> Iterator[Turned]:
        for at, token in enumerate(self._now):
            if token.turns and not self._is_bound(token) and not self._is_judged_elsewhere(token):
                yield from self._added(at, token)
        yield from self._gone()
        yield from self._of_each()
        yield from self._of_most()

    def _added(self, at: int, token: _Token) -> Iterator[Turned]:
        """The word, unless it was composed so, where it stands before what was composed or before a number."""
        before = {one.text for one in self._before(self._now, at)}
        behind = _said_of(self._now, at, self._lang)
        if any(behind and behind[-1] in _all_turned(tokens, self._lang) for tokens in self._said.values()):
            return
        denies = token.text not in _one_of_each(self._lang)
        put_before = [
            words
            for words, tokens in self._said.items()
            if denies and any(_has(tokens, before, one) for one in behind)
        ]
        mark = self._told_of(token)
        if put_before or mark:
            whose = mark or self._one.marks[0]
            composed = put_before[0] if put_before else whose.figure.wording or next(iter(self._said))
            yield self._as(token, token.text, composed, whose)

    def _told_of(self, token: _Token) -> Mark | None:
        """The total that stands in the word's own clause, behind it, with nothing between that turns it back."""
        mark = self._one.next_mark(token.end)
        if mark is None or key_and_part(mark.figure.key)[1] in _NO_TOTAL:
            return None
        between = unicodedata.normalize("NFC", self._one.text[token.end : mark.start])
        back = rf"(?<!\w)(?:{TURNED_BACK[self._lang]})(?!\w)"
        return None if _CLAUSE.search(between) or re.search(back, between, re.IGNORECASE) else mark

    def _is_bound(self, token: _Token) -> bool:
        return any(mark.start <= token.start < mark.end for mark in self._held)

    def _is_judged_elsewhere(self, token: _Token) -> bool:
        """Whether it belongs to a word of direction, or to one that rounds a number: "không tăng", "không dưới"."""
        one = self._one
        planned = any(key_and_part(m.figure.key)[1] in {"of_plan", "over_plan"} for m in one.marks)
        sayings: tuple[Against, ...] = ("earlier", "plan") if planned else ("earlier",)
        for against in sayings:
            if any(w.start <= token.start < w.end for w in words_in(one.text, self._lang, against)):
                return True
        mark = one.next_mark(token.end)
        rounds = word_before(one.text[: mark.start], self._lang, of_total=True) if mark else ""
        return bool(mark and rounds and token.start >= mark.start - len(rounds) - 2)

    def _gone(self) -> Iterator[Turned]:
        """What was denied when it was composed, and is not any more."""
        kept = _all_turned(self._now, self._lang)
        for words, tokens in self._said.items():
            for at, deny in enumerate(tokens):
                behind = _said_of(tokens, at, self._lang)[-1:]
                if not (deny.turns and _DENY.fullmatch(deny.text) and behind) or kept.issuperset(behind):
                    continue
                before = {one.text for one in self._before(tokens, at)}
                here = next(
                    (one for n, one in enumerate(self._now) if self._is_said(n, behind[0], before)), None
                )
                if here and not self._is_bound(here):
                    yield self._as(here, deny.text, words, self._one.marks[0], gone=True)

    def _is_said(self, at: int, text: str, before: set[str]) -> bool:
        """Whether a word stands there behind one of others."""
        around = {one.text for one in self._before(self._now, at)}
        return self._now[at].text == text and bool(around & before)

    def _before(self, tokens: list[_Token], at: int) -> Iterator[_Token]:
        """What stands before a word, and before the words that link them."""
        for one in reversed((_START, *tokens[:at])):
            yield one
            if not re.fullmatch(LINKS[self._lang], one.text):
                return

    def _of_each(self) -> Iterator[Turned]:
        """A total that is made one of each by what follows it."""
        for mark in self._one.marks:
            behind = re.sub(
                r"[\s\u00a0]+", " ", unicodedata.normalize("NFC", self._one.text[mark.end : self._one.end])
            )
            measure = mark.figure.measure
            rest = behind.strip().casefold().removeprefix(measure.casefold()).strip()
            found = re.match(rf"(?:{EACH[self._lang]})(?!\w)", rest, re.IGNORECASE)
            is_total = key_and_part(mark.figure.key)[1] not in _NO_TOTAL
            if (
                found
                and is_total
                and mark.figure.wording
                and found.group() not in mark.figure.wording.casefold()
            ):
                end = mark.end + len(behind) - len(rest) + found.end()
                at = _Token(mark.start, min(end, self._one.end), found.group())
                yield self._as(at, found.group(), mark.figure.wording, mark)

    def _of_most(self) -> Iterator[Turned]:
        """What there is the most of, where no word of it is what it was: "nhiều băng rôn nhất" of news."""
        marks = [
            m for m in self._one.marks if key_and_part(m.figure.key)[1].startswith(("highest", "lowest"))
        ]
        for word in words_in(self._one.text, self._lang, "rank") if marks else ():
            mark = next((m for m in marks if m.start >= word.end), None)
            if mark is None or word.start < self._one.start:
                continue
            now, said = _what(word.text), mark.figure.wording
            was = {text for one in words_in(said, self._lang, "rank") for text in _what(one.text)}
            if now and was and not now & was:
                yield self._as(_Token(word.start, word.end, word.text), word.text, said, mark)

    def _as(self, at: _Token, word: str, composed: str, mark: Mark, *, gone: bool = False) -> Turned:
        return Turned(
            paragraph=self._one.number,
            start=at.start,
            end=at.end,
            word=word,
            composed=composed,
            figure=mark.figure,
            gone=gone,
        )


def _what(words: str) -> set[str]:
    """What stands between the two words of a ranking."""
    return set(re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", words).lower())[1:-1])


def _has(tokens: list[_Token], before: set[str], behind: str) -> bool:
    """Whether one word stands right behind another."""
    return any(one.text in before and two.text == behind for one, two in pairwise([_START, *tokens]))


def _said_of(tokens: list[_Token], at: int, lang: Lang) -> list[str]:
    """What a word is said of: what follows it, and what follows the words that link the two; the last is surest."""
    behind = [token.text for token in tokens[at + 1 :]]
    first = next((n for n, text in enumerate(behind) if not re.fullmatch(LINKS[lang], text)), len(behind))
    return behind[: min(first, 2) + 1]


def _all_turned(tokens: list[_Token], lang: Lang) -> set[str]:
    """What of a text stands turned round."""
    return {text for at, one in enumerate(tokens) if one.turns for text in _said_of(tokens, at, lang)[-1:]}


@cache
def _one_of_each(lang: Lang) -> frozenset[str]:
    return frozenset(re.sub(r"[()?:]", "", TURNING[lang][2]).split("|"))


def _tokens(text: str, lang: Lang) -> list[_Token]:
    """The words of a text, with where they stand; numbers are alike, since they may have changed."""
    plain, starts = composed(text, lower=True)
    return [replace(one, start=starts[one.start], end=starts[one.end]) for one in _read(plain, lang)]


def _read(plain: str, lang: Lang) -> Iterator[_Token]:
    """The words that turn a sentence round, and all others one by one."""
    last = 0
    for match in _turning(lang).finditer(plain):
        if match["turns"]:
            yield from _others(plain, last, match.start())
            yield _Token(match.start(), match.end(), " ".join(match.group().split()), True)
            last = match.end()
    yield from _others(plain, last, len(plain))


@cache
def _turning(lang: Lang) -> re.Pattern[str]:
    alike, deny, each = TURNING[lang]
    words = rf"(?<!\w)(?:(?P<alike>{alike})|(?P<turns>{deny}|{each}))(?!\w)"
    return re.compile(words.replace(" ", r"[\s\u00a0]+"))


def _others(text: str, start: int, end: int) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text, start, end):
        words = match.group()
        yield _Token(match.start(), match.end(), "#" if words[0].isdigit() else words)
