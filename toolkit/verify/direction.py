"""Whether a text's direction words are true: of every figure that compares, the word that says which way it went.

A word is judged by the figure that it speaks of, never by a number that happens to stand beside it: that figure's
direction is asked of `reprint`, which says what each figure is now. So it is the same whether the word is bound, was typed
by somebody, or was left standing when the figures were refreshed.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from toolkit.files.bound_document import BoundDocument, Mark
from toolkit.files.document import Figure, Lapsed
from toolkit.periods import parse_period, same_last_year
from toolkit.text import Lang
from toolkit.text.sentences import sentences
from toolkit.verify.lexicon import LAST_YEAR, NTH, OTHER, PLAN_WORDS, RANKS, WORDS, Against
from toolkit.verify.model import FalseWord

Reprint = Callable[[Figure], Figure | Lapsed]
"""What a figure is now, printed for the same place; or why it can be printed no longer."""

DIRECTION = "direction"
COMPARES = frozenset({"change", "percent", "points", "times", "of_plan", "over_plan"})
"""Parts of a figure that say by how much a total differs from another."""
_OF_PLAN = frozenset({"of_plan", "over_plan"})
_BASE = frozenset({"base"})
"""What a total is compared with: it tells the direction where nothing else in the sentence does."""
_RANKS = {"highest": 1, "lowest": -1}


@dataclass(frozen=True, slots=True)
class Word:
    """A direction word in a paragraph: where, and the signs that would make it true."""

    start: int
    end: int
    text: str
    signs: frozenset[int]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence, or part of one, of a paragraph's text from `start` to `end`, and the marks of figures in it."""

    number: int
    text: str
    start: int
    end: int
    marks: tuple[Mark, ...]

    def of_parts(self, parts: Container[str]) -> list[Mark]:
        """The marks of figures that are of one of these parts."""
        return [mark for mark in self.marks if key_and_part(mark.figure.key)[1] in parts]

    def next_mark(self, at: int) -> Mark | None:
        """The first mark from a character on."""
        return next((mark for mark in self.marks if mark.start >= at), None)

    def words(self, lang: Lang, against: Against = "earlier") -> list[Word]:
        """Its direction words."""
        return [word for word in words_in(self.text, lang, against) if self.start <= word.start < self.end]

    def false(self, start: int, end: int, now: Figure, name: str = "") -> FalseWord:
        """What stands from a character to another as words that are false; `name` is their own mark's, "" of none."""
        return FalseWord(
            paragraph=self.number,
            start=start,
            end=end,
            word=self.text[start:end],
            sentence=self.text[self.start : self.end].strip(),
            now=now,
            name=name,
        )


def false_words(document: BoundDocument, reprint: Reprint) -> tuple[FalseWord, ...]:
    """Direction words that are not true of the figures as they are now, in the text's order, each once.

    A bound word is judged by itself. Of each figure that compares, the word that leads to it is judged: the last before it
    and behind the figure that compares before it; of the first of a sentence, and of the last where none
    stands before, the first behind it.
    Any other word that is said of last year or of the plan is judged by the total that it follows. "Nhiều nhất" and "ít
    nhất" are judged by the units that follow. Where a figure has
    lapsed or is lost there is nothing to judge by; that is told of the figure itself.
    """
    found: list[FalseWord] = []
    for one in spoken(document):
        found += _Judged(one, document.lang).false(reprint)
    return tuple(found)


def spoken(document: BoundDocument) -> Iterator[Spoken]:
    """The sentences, or parts of such, in which figures stand, in the text's order."""
    for number, marks in document.figures().items():
        text = document.paragraph(number).text
        for start, end in sentences(text):
            inside = [mark for mark in marks if start <= mark.start < end]
            if inside:
                yield Spoken(number, text, start, end, tuple(inside))


def words_in(text: str, lang: Lang, against: Against = "earlier") -> tuple[Word, ...]:
    """The direction words in a text, as they are said against earlier figures or a plan; whichever way it is composed."""
    pattern, signs = _compiled(lang, against)
    matches = (match for match in pattern.finditer(text) if match.lastgroup in signs)
    return tuple(Word(m.start(), m.end(), m.group(), signs[m.lastgroup or ""]) for m in matches)


def may_go(figure: Figure) -> bool:
    """Whether a report may do without it: the line that says that figures are provisional is taken out to be signed."""
    return key_and_part(figure.key)[1] == "status"


def key_and_part(key: str) -> tuple[str, str, str]:
    """A figure's key as path, part and what the part is told of: "f/b/c//#change:2020" -> ("f/b/c//", "change", "2020")."""
    path, _, part = key.partition("#")
    name, _, argument = part.partition(":")
    return path, name, argument


@dataclass(frozen=True, slots=True)
class _Judged:
    """The words of one sentence, and what they should say."""

    one: Spoken
    lang: Lang

    def false(self, reprint: Reprint) -> Iterator[FalseWord]:
        """Its false words in order, each once."""
        found: dict[int, FalseWord] = {}
        seen: set[int] = set()
        for word, now, name in self._judged(reprint):
            is_first = word.start not in seen
            seen.add(word.start)
            if is_first and isinstance(now, Figure) and int(now.value) not in word.signs:
                found[word.start] = self.one.false(word.start, word.end, now, name)
        yield from (found[at] for at in sorted(found))

    def _judged(self, reprint: Reprint) -> Iterator[tuple[Word, Figure | Lapsed, str]]:
        """Each word that is judged, the direction as it is now, and the word's own mark, "" of none."""
        bound = self.one.of_parts({DIRECTION})
        for mark in bound:
            said_against = against(key_and_part(mark.figure.key)[2])
            for word in self.one.words(self.lang, said_against):
                if mark.start <= word.start < mark.end:
                    yield word, reprint(mark.figure), mark.name
        taken = [(mark.start, mark.end) for mark in bound]
        comparing = self.one.of_parts(COMPARES) or self.one.of_parts(_BASE)
        for at, mark in enumerate(comparing):
            asked = direction_of(mark.figure)
            leading = self._leading(comparing, at, against(key_and_part(asked.key)[2]))
            if leading and not any(start <= leading.start < end for start, end in taken):
                yield leading, reprint(asked), ""
        yield from ((word, reprint(asked), "") for word, asked in claimed_of_totals(self.one, self.lang))
        yield from ((word, now, "") for word, now in self._of_ranks())

    def _leading(self, comparing: Sequence[Mark], at: int, against: Against) -> Word | None:
        """The word that speaks of the figure."""
        mark, words = comparing[at], self.one.words(self.lang, against)
        after = comparing[at - 1].end if at else self.one.start
        before = [word for word in words if after <= word.start and word.end <= mark.start]
        is_last = at + 1 == len(comparing) and not any(word.end <= mark.start for word in words)
        if before or (at and not is_last):
            return before[-1] if before else None
        until = comparing[at + 1].start if at + 1 < len(comparing) else self.one.end
        return next((word for word in words if mark.end <= word.start and word.end <= until), None)

    def _of_ranks(self) -> Iterator[tuple[Word, Figure]]:
        """The word before the units that have the most or the least: which of the two they are is what the figure is."""
        words = self.one.words(self.lang, "rank")
        for mark in self.one.marks:
            part = key_and_part(mark.figure.key)[1].removesuffix("_name")
            before = [word for word in words if word.end <= mark.start]
            if part in _RANKS and before:
                if NTH.get(before[-1].text.casefold().split()[-1]) == key_and_part(mark.figure.key)[2]:
                    continue
                second = 2 in before[-1].signs and key_and_part(mark.figure.key)[2] == "2"
                sign = 2 if second else _RANKS[part]
                yield before[-1], replace(mark.figure, text=RANKS[self.lang][_RANKS[part]], value=str(sign))


def claimed_of_totals(one: Spoken, lang: Lang) -> Iterator[tuple[Word, Figure]]:
    """Words without a figure that compares, and the direction that they claim: "..., tăng mạnh so với cùng kỳ năm trước";
    "..., vượt kế hoạch", in a sentence that has no other figure told of a plan.
    """
    parts = [key_and_part(mark.figure.key) for mark in one.marks]
    planned = any(part in _OF_PLAN or argument.startswith("plan") for _, part, argument in parts)
    for whose, behind in (("earlier", LAST_YEAR[lang]), ("plan", PLAN_WORDS[lang])):
        for word in one.words(lang, "plan" if whose == "plan" else "earlier"):
            marks = [mark for mark in one.marks if mark.end <= word.start]
            if whose == "plan" and not planned:
                marks = [mark for mark in marks if not key_and_part(mark.figure.key)[1]]
            total = marks[-1] if marks and not key_and_part(marks[-1].figure.key)[1] else None
            said = re.match(rf"[^,;:()]*?\b(?:{behind})", one.text[word.end : one.end], re.IGNORECASE)
            argument = "plan" if whose == "plan" else last_year(total.figure) if total else ""
            if total and said and argument:
                yield word, asking(total.figure, argument)


def direction_of(figure: Figure) -> Figure:
    """The direction word that goes with a figure that compares."""
    _, part, argument = key_and_part(figure.key)
    return asking(figure, "plan" if part in _OF_PLAN else argument)


def asking(figure: Figure, argument: str) -> Figure:
    """A direction as it is asked for where the text holds none: without text or value of its own."""
    path, _, _ = key_and_part(figure.key)
    return replace(figure, key=f"{path}#{DIRECTION}:{argument}", text="", value="", measure="")


def last_year(figure: Figure) -> str:
    """The period that a form's total is compared with where "last year" is said; "" of any other figure."""
    if "/" not in figure.key:
        return ""
    last = same_last_year(parse_period(figure.period))
    return last.id if last else ""


def against(argument: str) -> Against:
    """What a direction is told against, by the argument of its key."""
    return "plan" if argument.partition(":")[0] == "plan" else "earlier"


@cache
def _compiled(lang: Lang, against: Against) -> tuple[re.Pattern[str], dict[str, frozenset[int]]]:
    """One pattern of all words, what is only spelt alike first; longer wordings stand before those that they contain."""
    signs = {f"w{at}": sign for at, (_, sign) in enumerate(WORDS[lang, against])}
    groups = [OTHER[lang], *(f"(?P<w{at}>{words})" for at, (words, _) in enumerate(WORDS[lang, against]))]
    pattern = rf"(?<!\w)(?:{'|'.join(groups)})(?![\w\u0300-\u036f])"
    either = "|".join((pattern, re.sub(r"\?P<(w\d+)>", r"?P<d\1>", unicodedata.normalize("NFD", pattern))))
    spaced = either.replace(" ", r"[\s\u00a0]+")
    return re.compile(spaced, re.IGNORECASE), signs | {f"d{name}": sign for name, sign in signs.items()}
