"""Comparisons that nobody computed: said of a total as of a change, of a change as of a total, behind what was compared
already, or with something that there are no figures of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.files.bound_document import BoundDocument, Mark
from toolkit.files.document import Figure, Lapsed
from toolkit.text import Lang, say
from toolkit.verify.direction import (
    COMPARES,
    Reprint,
    Spoken,
    Word,
    asking,
    claimed_of_totals,
    direction_of,
    key_and_part,
    last_year,
    spoken,
)
from toolkit.verify.lexicon import APPOSED, APPOSED_BEHIND, BOASTS, LAST_YEAR, LEVELS, TIMES
from toolkit.verify.model import FalseWord
from toolkit.verify.rounded import word_before

_BY = frozenset({"change", "percent", "points"})
_GAP = re.compile(r"[\s\u00a0]*")


def false_claims(document: BoundDocument, reprint: Reprint) -> Iterator[FalseWord]:
    """Words of change before a total, words of level before a change, and words behind a comparison that deny it."""
    for one in spoken(document):
        read = _Claims(one, document.lang, reprint)
        yield from read.of_totals()
        yield from read.of_changes()
        yield from read.turned_about()
        yield from read.apposed()


def unfounded(document: BoundDocument, reprint: Reprint) -> Iterator[tuple[Spoken, Word, Figure]]:
    """Comparisons with what there is no figure of (no earlier one, no plan, no other place), and of which figure they are
    said; what was composed so is the office's own.
    """
    for one in spoken(document):
        read = _Claims(one, document.lang, reprint)
        found = {word.start: (word, figure) for word, figure in read.unfounded()}
        for _, (word, figure) in sorted(found.items()):
            said = " ".join(word.text.casefold().split())
            if not any(said in mark.figure.wording.casefold() for mark in one.marks):
                yield one, word, figure


@dataclass(frozen=True, slots=True)
class _Claims:
    one: Spoken
    lang: Lang
    reprint: Reprint

    def of_totals(self) -> Iterator[FalseWord]:
        """ "tăng 36,71%" of a rate that is 36,71%, once more than it was composed; "tăng lên 36,71%" of one that fell."""
        for mark in self.one.of_parts({""}):
            word = next(
                (w for w in self.one.words(self.lang) if self._leads(w, mark) and 0 not in w.signs), None
            )
            before = self.one.text[self.one.start : mark.start]
            if word is None or word_before(before, self.lang, of_total=True):
                continue
            if re.search(rf" (?:{LEVELS[self.lang]})$", word.text, re.IGNORECASE):
                argument = last_year(mark.figure)
                now = self.reprint(asking(mark.figure, argument)) if argument else None
                if isinstance(now, Figure) and int(now.value) not in word.signs:
                    yield self.one.false(word.start, word.end, now)
            elif self._is_new(word):
                level = say("verify_text.level").in_(self.lang)
                yield self.one.false(word.start, word.end, replace(mark.figure, text=level))

    def _is_new(self, word: Word) -> bool:
        """Whether it stands before a number more often than it was composed."""
        said = re.compile(rf"{re.escape(word.text)}[\s\u00a0]+\d", re.IGNORECASE)
        now = len(said.findall(self.one.text[self.one.start : self.one.end]))
        return now > max(len(said.findall(mark.figure.wording)) for mark in self.one.marks)

    def of_changes(self) -> Iterator[FalseWord]:
        """ "tăng lên 15 tập", "gấp 13,04%" of what there is more by so many."""
        levels = re.compile(
            rf"(?<!\w)(?:\w+[\s\u00a0]+(?:(?:{LEVELS[self.lang]})[\s\u00a0]+)+|(?:{TIMES[self.lang]})[\s\u00a0]+)$",
            re.IGNORECASE,
        )
        for mark in self.one.of_parts(_BY):
            found = levels.search(self.one.text, self.one.start, mark.start)
            now = self.reprint(direction_of(mark.figure)) if found else None
            is_said = found and (
                any(found.start() <= w.start < found.end() for w in self.one.words(self.lang))
            )
            if found and is_said and isinstance(now, Figure):
                yield self.one.false(found.start(), len(found.group().rstrip()) + found.start(), now)

    def turned_about(self) -> Iterator[FalseWord]:
        """ "năm trước nhiều hơn 15 tập": said of the other period, a rise is a fall."""
        for mark in self.one.of_parts(_BY):
            word = next((w for w in self.one.words(self.lang) if self._leads(w, mark)), None)
            before = self.one.text[self.one.start : word.start] if word else ""
            subject = re.search(
                rf"(?:^|[,;(–-])[\s\u00a0]*(?:{LAST_YEAR[self.lang]})[\s\u00a0]*$", before, re.IGNORECASE
            )
            now = self.reprint(direction_of(mark.figure)) if subject else None
            if word and isinstance(now, Figure) and -int(now.value) not in word.signs:
                yield self.one.false(word.start, word.end, now)

    def apposed(self) -> Iterator[FalseWord]:
        """ "..., tức giảm", "... (giảm nhẹ)" behind a figure that compares."""
        for word, mark in self._apposed():
            if key_and_part(mark.figure.key)[1] not in COMPARES:
                continue
            now = self.reprint(direction_of(mark.figure))
            if isinstance(now, Figure) and int(now.value) not in word.signs:
                yield self.one.false(word.start, word.end, now)

    def unfounded(self) -> Iterator[tuple[Word, Figure]]:
        for word, asked in claimed_of_totals(self.one, self.lang):
            if isinstance(self.reprint(asked), Lapsed):
                yield word, asked
        for word, mark in self._apposed():
            argument = last_year(mark.figure)
            is_total = not key_and_part(mark.figure.key)[1]
            if is_total and argument and isinstance(self.reprint(asking(mark.figure, argument)), Lapsed):
                yield word, mark.figure
        boasts = re.compile(rf"(?<!\w)(?:{BOASTS[self.lang]})(?!\w)", re.IGNORECASE)
        for found in boasts.finditer(self.one.text, self.one.start, self.one.end):
            before = [mark for mark in self.one.marks if mark.end <= found.start()]
            if before:
                yield Word(found.start(), found.end(), found.group(), frozenset()), before[-1].figure

    def _apposed(self) -> Iterator[tuple[Word, Mark]]:
        """Words that only repeat which way the last figure before them went: in brackets or behind a comma, and alone."""
        before = re.compile(rf"[,(–-][\s\u00a0]*(?:(?:{APPOSED[self.lang]})[\s\u00a0]+)*$", re.IGNORECASE)
        behind = re.compile(rf"[\s\u00a0]*(?:$|[).,;]|(?:{APPOSED_BEHIND[self.lang]})(?!\w))", re.IGNORECASE)
        for word in self.one.words(self.lang):
            last = next((mark for mark in reversed(self.one.marks) if mark.end <= word.start), None)
            inside = any(mark.start <= word.start < mark.end for mark in self.one.marks)
            if last is None or inside or not before.search(self.one.text[last.end : word.start]):
                continue
            if behind.match(self.one.text[word.end : self.one.end]):
                yield word, last

    def _leads(self, word: Word, mark: Mark) -> bool:
        return word.end < mark.start and _GAP.fullmatch(self.one.text[word.end : mark.start]) is not None
