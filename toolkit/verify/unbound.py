"""Numbers of a text that no figure's mark holds, each with what it is: nothing is matched by its value."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from toolkit.files.bound_document import BoundDocument, BoundParagraph, Mark
from toolkit.files.document import Figure
from toolkit.text import Lang, fold
from toolkit.verify.fractions import untold_shares
from toolkit.verify.marks import NUMBER, starts_with, stretch
from toolkit.verify.model import Known, NumberClass, Unbound
from toolkit.verify.rounded import word_before
from toolkit.verify.spelled import spelled_numbers

Spans = Callable[[str], Sequence[tuple[int, int, NumberClass]]]
"""Where in a text digits are part of a citation, a period or day, or a numbering, by the words around them."""

_OF = re.compile(r"\s?/\s?")
"""Between the two numbers of a pair."""
_NAMED = re.compile(r"(?P<word>[^\W\d_]+)[-–]?$")
"""Digits behind a word with a capital, or its hyphen, are of a name: "COVID-19", "II06"."""
_NO_QUARTER = re.compile(r"quý\s+(?:[5-9]|\d\d)", re.IGNORECASE)
_ORDERED = re.compile(
    r"(?:lần phát hành|edition|line|row|annex|article|clause|no\.)[\s\u00a0]*$", re.IGNORECASE
)
_PAGE = re.compile(
    r"[\W_]*(?:(?:trang|tr|page|p)\b[\s.:]*(?:số\s+)?)?\d{1,4}(?:\s*(?:/|trên|of)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)
"""What numbers the page in a header or footer, when no other word stands with it."""
_PARTS = re.compile(r"((?:\t|\n|\s[-–—|•]\s)+)")
"""What parts the left, middle and right of a header; kept when a text is split."""
_STORIES = ("header", "footer")
_ROW = re.compile(r"\s*(?:\d{1,3}\.?|\([\w.]{1,12}\))\s*")
"""All that stands in a cell that numbers a row, or a column."""


def unbound(
    document: BoundDocument, spans: Spans, lang: Lang, measures: Collection[str] = ()
) -> Iterator[Unbound]:
    """Every number outside the marks of figures, in digits, in words (`measures`, folded, may follow these) and shares that
    no per cent tells ("một nửa"), in the text's order.

    In a unit's own words it is a quotation, as long as these had the same number.
    """
    here = document.standing()
    for paragraph in document.paragraphs:
        marks = here.get(paragraph.number, [])
        said = [*_spelled(paragraph, marks, measures, lang)] if document.stamp else []
        if any(sign.isnumeric() for sign in paragraph.text):
            said += _pairs(paragraph.text, _of_paragraph(paragraph, marks, spans, lang))
        yield from sorted(said, key=lambda one: one.start)


def _spelled(
    paragraph: BoundParagraph, marks: Sequence[Mark], measures: Collection[str], lang: Lang
) -> Iterator[Unbound]:
    """Numbers in words, and shares; what stands inside a unit's words as it was is a quotation."""
    text = paragraph.text
    figures = [mark for mark in marks if isinstance(mark.bound, Figure)]
    taken = [stretch(mark, text, lang) for mark in figures]
    found: list[tuple[int, int, int | None]] = [
        (one.start, one.end, one.value) for one in spelled_numbers(text, measures, lang)
    ]
    found += [(start, end, None) for start, end in untold_shares(text, figures, lang)]
    for start, end, value in found:
        if any(start < last and first < end for first, last in taken):
            continue
        held = [
            one.bound.text for one in marks if one not in figures and one.start <= start and end <= one.end
        ]
        kind = NumberClass.QUOTATION if _is_quoted(text[start:end], value, held) else NumberClass.FIGURE
        word = word_before(text[:start], lang) if kind is NumberClass.FIGURE else ""
        yield Unbound(
            paragraph=paragraph.number, start=start, end=end, text=text[start:end], kind=kind, word=word
        )


def _is_quoted(words: str, value: int | None, held: Sequence[str]) -> bool:
    return any(fold(words) in fold(said) or str(value) in NUMBER.findall(said) for said in held)


def _of_paragraph(
    paragraph: BoundParagraph, marks: Sequence[Mark], spans: Spans, lang: Lang
) -> Iterator[Unbound]:
    text = paragraph.text
    taken = [stretch(mark, text, lang) for mark in marks if isinstance(mark.bound, Figure)]
    quoted = [mark for mark in marks if not isinstance(mark.bound, Figure)]
    known: Sequence[tuple[int, int, NumberClass]] | None = None
    for match in NUMBER.finditer(text):
        start, end = match.span()
        if any(start < last and first < end for first, last in taken):
            continue
        known = spans(text) if known is None else known
        kind = _kind(paragraph, start, end, quoted, known)
        word = word_before(text[:start], lang) if kind is NumberClass.FIGURE else ""
        yield Unbound(
            paragraph=paragraph.number, start=start, end=end, text=match.group(), kind=kind, word=word
        )


def _pairs(text: str, found: Iterator[Unbound]) -> Iterator[Unbound]:
    """The same with the two figures of a pair ("20/22") as one."""
    last: Unbound | None = None
    for one in found:
        if last and last.kind is one.kind is NumberClass.FIGURE and _OF.fullmatch(text[last.end : one.start]):
            last = replace(last, end=one.end, text=text[last.start : one.end])
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _kind(
    paragraph: BoundParagraph,
    start: int,
    end: int,
    quoted: Sequence[Mark],
    known: Sequence[tuple[int, int, NumberClass]],
) -> NumberClass:
    text = paragraph.text
    for mark in quoted:
        if mark.start <= start and end <= mark.end:
            same = text[start:end] in NUMBER.findall(mark.bound.text)
            return NumberClass.QUOTATION if same else NumberClass.FIGURE
    for first, last, kind in known:
        if start < last and first < end and not _NO_QUARTER.match(text[first:end]):
            return kind
    named = _NAMED.search(text[:start])
    if named and any(sign.isupper() for sign in named["word"]):
        return NumberClass.CITATION
    if _ORDERED.search(text[:start]) or _pages(paragraph, start):
        return NumberClass.NUMBERING
    in_row = paragraph.table and _ROW.fullmatch(text) and (_counts(paragraph) or text.strip()[0] == "(")
    return NumberClass.NUMBERING if in_row else NumberClass.FIGURE


def _pages(paragraph: BoundParagraph, start: int) -> bool:
    """Whether a number in a header or footer numbers its page: alone in a line, or in a part of one that says so."""
    if not paragraph.part.startswith(_STORIES):
        return False
    at = 0
    for part in _PARTS.split(paragraph.text):
        if at <= start < at + len(part):
            return _PAGE.fullmatch(part) is not None
        at += len(part)
    return False


def _counts(paragraph: BoundParagraph) -> bool:
    """Whether a number in a first column can be that of its row: no more than there are rows above it, and itself."""
    digits = paragraph.text.strip().rstrip(".")
    return paragraph.column == 1 and digits.isdecimal() and int(digits) <= paragraph.row


def equal_to(one: Unbound, text: str, known: Sequence[Known]) -> tuple[Known, ...]:
    """The totals that an unbound number equals and whose measure follows it; of per cents those printed the same. Only to
    tell: what it is stays for staff to say.
    """
    bare = one.text.replace("\u00a0", "").replace(" ", "")
    printed = bare.lstrip("0") if bare.isdigit() else bare
    behind = text[one.end :]
    return tuple(
        total
        for total in known
        if total.printed == printed
        and (printed.endswith("%") or (total.measure and starts_with(behind, total.measure)))
    )


def in_place_of(one: Unbound, text: str, lost: Sequence[Figure]) -> Figure | None:
    """The one lost figure that a number may have been typed for: the only one with the measure that follows it, a total
    before what was drawn from it.
    """
    behind = text[one.end :]
    alike = {figure.key: figure for figure in lost if figure.measure and starts_with(behind, figure.measure)}
    totals = {key: figure for key, figure in alike.items() if "#" not in key}
    likely = totals or alike
    return next(iter(likely.values())) if len(likely) == 1 else None
