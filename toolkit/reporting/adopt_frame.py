"""An older report on its way to a base document: what is proposed of it, and what of its frame each report has anew."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from toolkit.periods import Period, following
from toolkit.reporting.adopt_places import Passage, rows_of
from toolkit.text import Text, say
from toolkit.text.sentences import sentence_around

_NUMBER_LINE = re.compile(r"(?i)^số\s*:.*/\s*\w+")
_DATE_LINE = re.compile(r"(?i)^[^,]{2,60},\s*ngày\b.*\btháng\b.*\bnăm\b\s*\d{4}$")
_FRAME = re.compile(r"(?i)cộng h(?:òa|oà) xã hội|^số\s*:.*/|^nơi nhận")
_STATUS_LINE = re.compile(r"(?i)^\(?số liệu (?:sơ bộ|chính thức)")
_REPLACES_LINE = re.compile(r"(?i)^báo cáo này thay thế\b.*\bsố\b")
_TITLE = re.compile(r"(?i)^báo cáo\b")
_BEHIND_TITLE = re.compile(r"(?i)^kính gửi|[.;:]$")

Span = tuple[int, int, str]
"""From character to character of a paragraph's line, and the words that come there."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch that stays as it was typed: from character to character of its passage's line, as printed, and why."""

    passage: Passage
    start: int
    end: int
    printed: str
    why: Text


@dataclass(slots=True)
class Proposed:
    """Stretches to become placeholders, by part and paragraph; what is told of each, of what stays, and what to look at
    besides.
    """

    spans: dict[tuple[str, int], list[Span]] = field(default_factory=dict)
    bound: list[Text] = field(default_factory=list)
    left: list[Stay] = field(default_factory=list)
    hints: list[Text] = field(default_factory=list)

    def add(self, passage: Passage, start: int, end: int, words: str) -> bool:
        """A stretch of a paragraph's line; False where another has some of it already."""
        held = self.spans.setdefault((passage.line.part, passage.line.number), [])
        if self.is_bound(passage, start, end):
            return False
        held.append((start, end, f"[[{words}]]"))
        where, printed = where_of(passage), passage.line.text[start:end].strip()
        self.bound.append(say("adopt.bound", where=where, printed=printed, words=words))
        return True

    def is_bound(self, passage: Passage, start: int, end: int) -> bool:
        """Whether some of a stretch becomes a placeholder."""
        spans = self.spans.get((passage.line.part, passage.line.number), ())
        return any(start < other and one < end for one, other, _ in spans)

    def is_left(self, passage: Passage, start: int, end: int) -> bool:
        """Whether some of a stretch is told to stay."""
        here = (one for one in self.left if one.passage.line is passage.line)
        return any(start < one.end and one.start < end for one in here)

    def left_over(self) -> tuple[list[Text], list[Text]]:
        """What stays: sentences that get new figures while others of theirs are the old period's, each with these and why;
        then what stays in all other sentences.
        """
        mixed: dict[tuple[str, int, int], list[Stay]] = {}
        alone: list[Text] = []
        left = (one for one in self.left if not self.is_bound(one.passage, one.start, one.end))
        for one in sorted(left, key=lambda one: (one.passage.line.number, one.start)):
            line = one.passage.line
            begins, ends = _sentence_at(one)
            spans = self.spans.get((line.part, line.number), ())
            if any(begins <= start < ends for start, _, _ in spans):
                mixed.setdefault((line.part, line.number, begins), []).append(one)
            else:
                alone.append(_left("adopt.left", one))
        return [_mixed(some) for some in mixed.values()], alone


def _sentence_at(one: Stay) -> tuple[int, int]:
    return sentence_around(one.passage.line.text, one.start, whole=True)


def _left(key: str, one: Stay) -> Text:
    return say(key, where=where_of(one.passage), printed=one.printed, why=one.why)


def _mixed(some: Sequence[Stay]) -> Text:
    begins, ends = _sentence_at(some[0])
    said = " ".join(some[0].passage.line.text[begins:ends].split())
    told = Text.joined("", [_left("adopt.left_there", one) for one in some])
    return say("adopt.mixed_in", where=where_of(some[0].passage), sentence=said, numbers=told)


def take_frame(proposed: Proposed, every: Iterable[Passage], period: Period) -> None:
    """What is another in every report: its number, its day, that it is provisional, and the period in its title."""
    title = "before"
    left: list[Passage] = []
    for passage in (row for one in every if one.line.kind == "document" for row in rows_of(one)):
        text, whole = passage.text, passage.span(0, len(passage.text))
        if title == "before" and _TITLE.match(text):
            title = "in"
        elif title == "in" and _BEHIND_TITLE.search(text):
            title = "behind"
        if title == "before" and _NUMBER_LINE.match(text):
            proposed.add(passage, *whole, "số văn bản")
        elif title == "before" and _DATE_LINE.match(text):
            proposed.add(passage, *whole, "ngày văn bản")
        elif _REPLACES_LINE.match(text):
            proposed.add(passage, *whole, "văn bản thay thế")
        elif _STATUS_LINE.match(text):
            proposed.add(passage, *whole, "tình trạng số liệu")
        elif title == "in":
            _periods_in(proposed, passage, period)
        elif any(_period_at(text, name) >= 0 for name in _periods(period)):
            left.append(passage)
    if left:
        where = ", ".join(str(one.line.number) for one in left)
        proposed.hints.append(say("adopt.period_left", period=period.label, paragraphs=where))


def numbers_in_tables(proposed: Proposed, every: Iterable[Passage]) -> dict[int, int]:
    """By the number of a table of the text, how many of its paragraphs have digits of which nothing was proposed. Tables
    that hold a document's head, or whom it goes to, are none of figures.
    """
    found: dict[int, int] = {}
    frame = set()
    for one in every:
        if one.line.kind != "document" or not (table := one.line.table):
            continue
        if _FRAME.search(one.text):
            frame.add(table)
        spans = proposed.spans.get((one.line.part, one.line.number), ())
        if any(sign.isdigit() for sign in one.text) and not spans:
            found[table] = found.get(table, 0) + 1
    return {table: count for table, count in found.items() if table not in frame}


def _periods(period: Period) -> dict[str, str]:
    """What the period and the one after it are called, with what asks for them."""
    return {period.label.vi: "kỳ", following(period).vi: "kỳ sau"}


def _period_at(text: str, name: str) -> int:
    return text.casefold().find(name.casefold())


def _periods_in(proposed: Proposed, passage: Passage, period: Period) -> None:
    """The period, and the one after it, in a title; in capitals where it is."""
    for name, words in _periods(period).items():
        at = _period_at(passage.text, name)
        if at >= 0:
            said = passage.text[at : at + len(name)]
            begin, end = passage.span(at, at + len(name))
            proposed.add(passage, begin, end, words.upper() if said.isupper() else words)


def where_of(passage: Passage) -> Text:
    """A paragraph as staff are told of it."""
    return say(f"wording.where_{passage.line.kind}", number=passage.line.number)
