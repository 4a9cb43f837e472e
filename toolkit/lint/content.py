"""FMT-050 to FMT-056: what should stand in no document that goes out, and the order of its parts (annex I, part I, IV)."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from toolkit.findings import Finding, Severity
from toolkit.lint.fault import fault
from toolkit.lint.model import Role, Standing, Subject, standings
from toolkit.lint.numbers import READ, around
from toolkit.text import say

_ORDER = (
    Role.NATION, Role.MOTTO, Role.DATE, Role.TYPE, Role.ABSTRACT, Role.SALUTATION, Role.BODY, Role.RECIPIENTS,
)  # fmt: skip
_EVERY = tuple(set(Role) - {Role.BLANK})
_LEFTOVER = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\[\[.*?\]\]|\{\{|\}\}|\[\[|\]\]|#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?)|\b(?:None|nan|NaN|undefined)\b"
    r"|\bLorem ipsum\b|\bTODO\b|«.*?»|\bXXX+\b",
)
_OPEN = re.compile(r"(?<=\s)(?:…+|\.{3,}|_{2,})(?=\s*(?:%|/|\w))|(?:\.{4,}|…{2,}|_{3,})")
_NO_NUMBER = re.compile(r"\b(?:đạt|là|tăng|giảm|chiếm|còn|có|bằng)\s+%")
_SMALL = "và|của|các|là|trong|để|cho|với|được|có|những|đã|tại|về|theo|do|bằng|đến|trên|này|việc|một|như|khi|xã|huyện|tỉnh"
_DOUBLED = re.compile(
    rf"\b(?P<word>{_SMALL}) (?P=word)\b|\b(?P<words>[^\W\d_]+ [^\W\d_]+) (?P=words)\b"
    r"|(?<=\d )(?P<measure>[^\W\d_]+) (?P=measure)\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"(?:[-–+•*]|[a-zđ]\)|\d{1,2}\.|[IVX]+\.)\s*[.;:]?")


def order(subject: Subject) -> Iterator[Finding]:
    """FMT-050: the parts come in the decree's order."""
    first = {role: found[0] for role in _ORDER if (found := subject.anatomy.of(role))}
    known = [role for role in _ORDER if role in first]
    place = {one.at: number for number, one in enumerate(subject.anatomy.standings)}
    for before, after in pairwise(known):
        if place[first[before].at] > place[first[after].at]:
            yield fault(
                subject,
                "FMT-050",
                "order",
                (first[after],),
                earlier=say(f"lint.order.{before.value}"),
                later=say(f"lint.order.{after.value}"),
            )


def leftovers(subject: Subject) -> Iterator[Finding]:
    """FMT-051: nothing of a template, a program or a place to be filled in is left in the text."""
    every = subject.anatomy.of(*_EVERY)
    yield from _told(subject, "FMT-051", "template", every, _LEFTOVER)
    text = subject.anatomy.of(*(role for role in READ if role is not Role.ANNEX))
    yield from _told(subject, "FMT-051", "open", text, _OPEN)
    yield from _told(subject, "FMT-051", "no_number", subject.anatomy.of(*READ), _NO_NUMBER)


def doubled(subject: Subject) -> Iterator[Finding]:
    """FMT-052: a word typed twice; only words that are never doubled on purpose, measures, and pairs of words."""
    yield from _told(subject, "FMT-052", "word", subject.anatomy.of(*READ), _DOUBLED)


def empty_items(subject: Subject) -> Iterator[Finding]:
    """FMT-053: a dash, letter or number with nothing behind it."""
    found = [
        one
        for one in subject.anatomy.of(Role.BODY, Role.RECIPIENT, Role.ADDRESSEE)
        if _EMPTY.fullmatch(one.words)
    ]
    if found:
        yield fault(subject, "FMT-053", "empty", found)


def broken_lines(subject: Subject) -> Iterator[Finding]:
    """FMT-056: lines of a block are paragraphs, so that each can be set by itself. Columns set by tabs are F24's."""
    parts = {one.paragraph.number for one in subject.anatomy.standings if one.line}
    whole = [one for one in standings(subject.document) if one.paragraph.number in parts]
    broken = [one for one in whole if "\n" in one.paragraph.text.strip()]
    if broken:
        yield fault(subject, "FMT-056", "break", broken)


def unfinished(subject: Subject) -> Iterator[Finding]:
    """FMT-054 and FMT-055: changes that nobody accepted, and comments."""
    kind = Severity.ERROR if subject.issued else Severity.WARNING
    if subject.document.tracked:
        yield fault(subject, "FMT-054", "tracked", severity=kind)
    if subject.document.comments:
        yield fault(subject, "FMT-055", "comments", severity=kind)


def _told(
    subject: Subject, code: str, variant: str, lines: Sequence[Standing], pattern: re.Pattern[str]
) -> Iterator[Finding]:
    hits = [(one, match) for one in lines for match in pattern.finditer(one.words)]
    if hits:
        yield fault(
            subject, code, variant, [one for one, _ in hits], quoted=around(hits[0][1]), raw=hits[0][1][0]
        )
