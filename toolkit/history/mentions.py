"""From a document to its numbers, each with the words that belong to it and where it stands.

Which words are a number's own: those after it and before it up to the next comma, semicolon or bracket that divides them
from another number's. What stands between two numbers without any such sign may be either's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.files.raw_document import RawDocument, RawParagraph, RawTable
from toolkit.history.marks import Scope, marks_of
from toolkit.history.model import NOBODY, SAYS_NO_FIGURE, Mention, Number, Reader, Whose, Why
from toolkit.history.numbers import numbering, numbers
from toolkit.history.tables import table_mentions
from toolkit.text import fold, nfc

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ỸĐ+\-–])")
_ROMAN = re.compile(r"\s*[IVX]{1,5}\s*[./)]\s*")
_ARABIC = re.compile(r"\s*\d+(?:\.\d+)*\s*[./)]\s*(?=\D)")
_LETTER = re.compile(r"\s*[a-zđ]\s*[./)]\s*(?=\D)")
_AHEAD = re.compile(
    r"(?i)^(?:phương hướng|nhiệm vụ|mục tiêu|kế hoạch|giải pháp|đề xuất|kiến nghị|một số nhiệm vụ|chương trình công tác)"
)
_DEPTHS = ((_ROMAN, 1), (_ARABIC, 2), (_LETTER, 3))
_LONGEST_HEADING = 160
_QUOTED = 400
_ONE_MEASURE = re.compile(r"tin\s?, bài\b")
"""News items and articles are counted together, and written with a comma."""


@dataclass
class _Outline:
    """The headings that the text stands under, by depth."""

    by_depth: dict[int, str]

    def take(self, depth: int, text: str) -> None:
        self.by_depth = {at: one for at, one in self.by_depth.items() if at < depth} | {depth: text}

    @property
    def section(self) -> str:
        """The nearest heading, with the numbers of those over it: "I › 2. Thống kê số lượng"."""
        over = [self.by_depth[at] for at in sorted(self.by_depth)]
        return " › ".join((*(_number_of(one) for one in over[:-1]), *over[-1:]))

    @property
    def nearest(self) -> str:
        """The nearest heading, without what numbers it."""
        return _unnumbered(self.by_depth[max(self.by_depth)]) if self.by_depth else ""

    @property
    def words(self) -> str:
        return " ".join(self.by_depth.values())

    @property
    def is_ahead(self) -> bool:
        """Whether it is about the time to come: figures there are tasks."""
        return any(_AHEAD.match(_unnumbered(one)) for one in self.by_depth.values())


def mentions(document: RawDocument, read: Reader, whose: Whose = NOBODY) -> tuple[Mention, ...]:
    """Every number of a document that is a quantity of something, in order. By `whose` figures they are it is known which
    are one unit's alone, and which another period's.
    """
    outline = _Outline({})
    found: list[Mention] = []
    for number, part in enumerate(document.parts, start=1):
        if isinstance(part, RawParagraph):
            made = _of_paragraph(part, outline, read, whose)
        else:
            made = _of_table(part, number, outline, read, whose)
        found += (replace(one, section=one.section or outline.section) for one in made)
    return tuple(one for one in found if one.number.why not in SAYS_NO_FIGURE)


def _of_paragraph(part: RawParagraph, outline: _Outline, read: Reader, whose: Whose) -> Iterator[Mention]:
    text = nfc(part.text)
    depth = _depth(part, text)
    if depth:
        outline.take(depth, text.rstrip(" :."))
    ahead = outline.is_ahead
    for sentence in _SENTENCE.split(text[numbering(text) :].lstrip()):
        for one in _of_sentence(sentence, read, outline.nearest if not depth else "", whose):
            told = replace(one, around=outline.words if not depth else "", section=outline.section)
            yield _ahead(told) if ahead else told


def _of_table(
    part: RawTable, number: int, outline: _Outline, read: Reader, whose: Whose
) -> Iterator[Mention]:
    for one in table_mentions(part, number, read, outline.nearest, whose):
        section = " › ".join(filter(None, (outline.section, one.section)))
        told = replace(one, section=section, around=f"{outline.words} {one.section} {one.around}".strip())
        yield _ahead(told) if outline.is_ahead else told


def _ahead(one: Mention) -> Mention:
    return replace(one, number=replace(one.number, why=one.number.why or Why.AHEAD))


def _depth(part: RawParagraph, text: str) -> int:
    """How deep a heading lies; 0 for a paragraph that is none."""
    if len(text) > _LONGEST_HEADING or text.endswith((";", "./.")):
        return 0
    for pattern, depth in _DEPTHS:
        match = pattern.match(text)
        if match and (part.level or not re.search(r"\d", _undated(text[match.end() :]))):
            return depth
    return part.level


def _undated(text: str) -> str:
    return re.sub(r"(?i)(?:năm|quý|tháng|6 tháng|9 tháng)\s*(?:đầu năm|cuối năm)?\s*\d*(?:/\d{4})?", "", text)


def _number_of(heading: str) -> str:
    """What numbers a heading, without its sign: "I", "2.1"; the heading itself where nothing does."""
    for pattern, _ in _DEPTHS:
        match = pattern.match(heading)
        if match:
            return match.group().strip(" ./)")
    return heading


def _unnumbered(text: str) -> str:
    for pattern, _ in _DEPTHS:
        match = pattern.match(text)
        if match:
            return text[match.end() :]
    return text.lstrip("-+• ")


def _of_sentence(text: str, read: Reader, over: str, whose: Whose) -> Iterator[Mention]:
    every = numbers(text, read)
    figures = [one for one in every if one.why not in SAYS_NO_FIGURE]
    blank = _without(text, every)
    for at, one in enumerate(figures):
        before = figures[at - 1].end if at else 0
        after = figures[at + 1].start if at + 1 < len(figures) else len(text)
        left, right = blank[before : one.start], blank[one.end : after]
        near, far = _left_part(left, alone=not at)
        own, rest = _right_part(right, last=at + 1 == len(figures))
        lead = blank[: figures[0].start] if at else ""
        told = text[: one.start]
        scope = Scope(told[_last(told, ";(") :], text[one.end : one.end + len(own)], over)
        yield Mention(
            number=one,
            near=f"{near} {own}".strip(),
            wide=f"{far} {rest} {_intro(lead)}".strip(),
            behind=own.strip(),
            marks=marks_of(scope, whose),
            quote=text[:_QUOTED],
        )


def _without(text: str, every: tuple[Number, ...]) -> str:
    """The words alone: no digits of citations and dates."""
    letters = list(text)
    for one in every:
        letters[one.start : one.end] = " " * (one.end - one.start)
    return "".join(letters)


def _left_part(left: str, *, alone: bool) -> tuple[str, str]:
    """What stands before a number: its own words, and the sentence's. Of a first number all is its own that no semicolon or
    open bracket divides from it; of another what the number before it does not have.
    """
    if not alone:
        taken, left = _split(left)
        if not left:
            return "", taken  # no sign between: the words behind the number before may be this number's too
    cut = _last(left, ";(")
    return left[cut:], left[:cut] if alone else ""


def _right_part(right: str, *, last: bool) -> tuple[str, str]:
    """What stands after a number: its own words, and where no other number follows the rest of the sentence."""
    own, rest = _split(right)
    return own, rest if last else ""


def _split(text: str) -> tuple[str, str]:
    """A stretch behind a number, parted where its clause ends; a bracket that is closed again belongs to it."""
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign == "(":
            opened.append(at)
        elif sign == ")":
            if not opened:
                return text[:at], text[at + 1 :]
            opened.pop()
        elif sign in ";," and not opened and not _joins(text, at):
            return text[:at], text[at + 1 :]
    return (text[: opened[0]], text[opened[0] + 1 :]) if opened else (text, "")


def _joins(text: str, at: int) -> bool:
    """Whether a comma stands inside one measure, and divides nothing."""
    return text[at] == "," and bool(_ONE_MEASURE.match(fold(text)))


def _last(text: str, signs: str) -> int:
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        sign = text[at]
        if sign == ")":
            depth += 1
            if ")" in signs and depth == 1 and not text[at + 1 :].strip(" ,;"):
                continue
        elif sign == "(" and depth:
            depth -= 1
        elif sign in signs and not depth:
            return at + 1
    return 0


def _intro(lead: str) -> str:
    """What a sentence says before its colon goes for all that is listed after it."""
    return lead.rpartition(":")[0] or lead
