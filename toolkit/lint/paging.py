"""Page numbers (NĐ 30/2020/NĐ-CP, Appendix I, part I, section I, item 7, and section III, item 1): rules F21 and F22."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from toolkit.files.styled_document import StyledParagraph, StyledSection, StyledTable
from toolkit.findings import Finding
from toolkit.lint.fault import fault
from toolkit.lint.look import Asked, look_faults
from toolkit.lint.model import Role, Rule, Standing, Subject, on_pages
from toolkit.text import say

_FIELD = "PAGE"
_NEARLY = 170
"""Twentieths of a point that a middle may be off: three millimetres."""
_LINE = 1.15
"""A single line of Times New Roman to its size."""


def numbers(subject: Subject) -> Iterator[Finding]:
    """F21: a PAGE field in the header, centred, upright arabic numerals of 13 to 14 points from 1, not on the first page."""
    shown = [one for one in on_pages(subject.document) if _is_numbered(one.paragraph)]
    above = [one for one in shown if one.part == "header"]
    below = [one for one in shown if one.part == "footer"]
    main = subject.document.sections[0]
    if below:
        yield fault(subject, "FMT-021", "footer", below)
    if not above and not below and _pages(subject) > 1:
        typed = [one for one in on_pages(subject.document) if one.words.strip("- –").isdecimal()]
        yield fault(subject, "FMT-021", "typed" if typed else "none", typed)
    if not above:
        return
    off = [one for one in above if not _is_centred(one)]
    if off:
        yield fault(subject, "FMT-021", "centre", off)
    fields = [_only_field(one) for one in above]
    yield from look_faults(subject, "FMT-021", fields, say("lint.part.page_number"), Asked(bold=None))
    if _on_first_page(main):
        yield fault(subject, "FMT-021", "first", above[:1])
    if main.page_start not in (None, 1):
        yield fault(subject, "FMT-021", "start", above[:1], raw=str(main.page_start))
    if any(section.page_format != "decimal" for section in _with_text(subject)):
        yield fault(subject, "FMT-021", "numerals", above[:1])
    if subject.document.even_and_odd and not _has(main, "even"):
        yield fault(subject, "FMT-021", "even")
    yield from _later(subject)


def _later(subject: Subject) -> Iterator[Finding]:
    """Sections in which the text goes on: their pages are numbered on, their first one too."""
    text = subject.anatomy.of(Role.BODY)
    firsts = {one.section.number: one for one in reversed(text) if one.section.number > 1}
    begun = [one for one in firsts.values() if one.section.page_start is not None]
    bare = [
        one
        for one in firsts.values()
        if one not in begun
        and one.section.title_page
        and not one.section.continuous
        and not _has(one.section, "first")
    ]
    for variant, at in (("restart", begun), ("later", bare)):
        if at:
            yield fault(subject, "FMT-021", variant, at[::-1])


def annexes(subject: Subject) -> Iterator[Finding]:
    """F22: the pages of each annex are numbered from 1 again."""
    labels = subject.anatomy.of(Role.ANNEX_LABEL)
    firsts = {one.section.number: one for one in reversed(subject.anatomy.standings) if one.words}
    same = [one for one in labels if firsts[one.section.number] != one]
    on = [one for one in labels if firsts[one.section.number] == one and one.section.page_start != 1]
    if same:
        yield fault(subject, "FMT-022", "section", same)
    if on and any(_is_numbered(one.paragraph) for one in on_pages(subject.document)):
        yield fault(subject, "FMT-022", "goes_on", on)


def _is_numbered(paragraph: StyledParagraph) -> bool:
    return any(run.field == _FIELD for run in paragraph.runs)


def _only_field(one: Standing) -> Standing:
    """A paragraph with nothing but its page number, which is judged alone."""
    runs = tuple(replace(run, text=run.text or "1") for run in one.paragraph.runs if run.field == _FIELD)
    return replace(one, paragraph=replace(one.paragraph, runs=runs))


def _is_centred(one: Standing) -> bool:
    """By its alignment, or by a tab stop in the middle of the text; where a text box stands is not known."""
    paragraph = one.paragraph
    if paragraph.box:
        return True
    if paragraph.align == "center":
        return abs(paragraph.left + paragraph.first - paragraph.right) <= 2 * _NEARLY
    before = paragraph.text.partition(
        next(run.text for run in paragraph.runs if run.field == _FIELD) or "\0"
    )[0]
    stops = [kind for _, kind in paragraph.tabs]
    at = before.count("\t") - 1
    if before.strip() or at < 0 or at >= len(stops) or stops[at] != "center":
        return False
    return abs(paragraph.tabs[at][0] - paragraph.width / 2) <= _NEARLY


def _on_first_page(section: StyledSection) -> bool:
    if not section.title_page:
        return _has(section, "default")
    return _has(section, "first")


def _has(section: StyledSection, kind: Literal["default", "first", "even"]) -> bool:
    held = [
        part
        for header in section.headers
        if header.kind == kind and not header.footer
        for part in header.parts
    ]
    return any(_is_numbered(one) for one in _paragraphs(held))


def _paragraphs(parts: Sequence[StyledParagraph | StyledTable]) -> Iterator[StyledParagraph]:
    for part in parts:
        if isinstance(part, StyledParagraph):
            yield part
        else:
            for row in part.rows:
                for cell in row:
                    yield from _paragraphs(cell.parts)


def _with_text(subject: Subject) -> Sequence[StyledSection]:
    numbers = {one.section.number for one in subject.anatomy.standings if one.words}
    return [section for section in subject.document.sections if section.number in numbers]


def _pages(subject: Subject) -> int:
    """How many pages the document has at the least: by sections and page breaks, or by what its lines need."""
    rooms = [section.height - section.top - section.bottom for section in subject.document.sections]
    every = [one for one in subject.anatomy.standings if one.table is None]
    new = [one.section for before, one in pairwise(every) if before.section is not one.section]
    breaks = 1 + sum(not section.continuous for section in new)
    breaks += sum(one.paragraph.page_break_before + one.paragraph.text.count("\f") for one in every)
    height = sum(_height(one.paragraph) for one in every)
    return max(breaks, int(height // max(1, *rooms)) + 1)


def _height(paragraph: StyledParagraph) -> float:
    """What a paragraph takes at the least, in twips: each letter is at least a third as wide as high."""
    size = max((run.look.size for run in paragraph.seen), default=1.0) * 20
    lines = max(1, int(len(paragraph.text) * size / 3 / max(1, paragraph.width)))
    return lines * size * _LINE * (paragraph.line / 240 if paragraph.line_rule == "auto" else 0.8)


RULES: tuple[Rule, ...] = (numbers, annexes)
