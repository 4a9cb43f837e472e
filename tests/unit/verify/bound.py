"""Small bound documents for tests: what is bound stands in a line as [text|key|value], or with its measure behind that."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import SequenceMatcher

from toolkit.files.bound_document import BoundDocument, BoundParagraph, Fate, Mark
from toolkit.files.document import Figure, Lapsed, Quotation
from toolkit.text import Text
from toolkit.text.sentences import sentences

_BOUND = re.compile(r"\[([^|\]]*)\|([^|\]]*)\|([^|\]]*)(?:\|([^|\]]*))?\]")
STAMP = {"round": "f-2021", "edition": "0", "lang": "vi", "period": "2021"}


def figure(text: str, key: str, value: str, measure: str = "") -> Figure:
    """A figure of the year 2021."""
    return Figure(text=text, key=key, value=value, measure=measure, period="2021", edition=0)


def document(*lines: str, stamp: Mapping[str, str] = STAMP) -> BoundDocument:
    """A document of so many paragraphs; value "quoted" binds a unit's words, value "gone" a mark that is lost."""
    paragraphs, marks = [], []
    for number, line in enumerate(lines, start=1):
        text, at = "", 0
        for match in _BOUND.finditer(line):
            text += line[at : match.start()]
            words, key, value, measure = match.groups(default="")
            name = f"th_{len(marks) + 1}"
            if value == "gone":
                bound = figure(words, key, "")
                marks.append(Mark(name=name, bound=bound, fate=Fate.GONE))
            else:
                what = (
                    Quotation(text=words, key=key, units=("1@", "2@"))
                    if value == "quoted"
                    else figure(words, key, value, measure)
                )
                spot = {"start": len(text), "end": len(text) + len(words)}
                marks.append(
                    Mark(name=name, bound=what, fate=Fate.THERE, found=words, paragraph=number, **spot)
                )
                text += words
            at = match.end()
        paragraphs.append(BoundParagraph(number=number, text=text + line[at:]))
    return BoundDocument(stamp=stamp, paragraphs=tuple(paragraphs), marks=tuple(marks))


def composed(*lines: str) -> BoundDocument:
    """The document, its figures recorded with the sentences that they stand in."""
    made = document(*lines)

    def recorded(mark: Mark) -> Mark:
        text = made.paragraph(mark.paragraph).text
        said = next(text[a:b].strip() for a, b in sentences(text) if a <= mark.start < b)
        return replace(mark, bound=replace(mark.figure, wording=said))

    marks = tuple(recorded(one) if isinstance(one.bound, Figure) else one for one in made.marks)
    return replace(made, marks=marks)


def reworded(bound: BoundDocument, was: str, now: str) -> BoundDocument:
    """The document after somebody typed other words in the first place that says `was`, and left alone what stays."""
    number, at = next((p.number, p.text.index(was)) for p in bound.paragraphs if was in p.text)
    old, new = (re.findall(r"\s+|\w+|.", words) for words in (was, now))
    changes = [op for op in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if op[0] != "equal"]
    for _, i, j, k, m in reversed(changes):
        start, end = (at + sum(map(len, old[:n])) for n in (i, j))
        bound = overwritten(bound, number, start, end, "".join(new[k:m]))
    return bound


def typed(bound: BoundDocument, name: str, words: str) -> BoundDocument:
    """The document after somebody typed other words over a mark."""
    mark = next(one for one in bound.marks if one.name == name)
    return overwritten(bound, mark.paragraph, mark.start, mark.end, words)


def overwritten(bound: BoundDocument, number: int, start: int, end: int, words: str) -> BoundDocument:
    """The document with a stretch of a paragraph typed over; marks keep to what they hold."""
    longer = len(words) - (end - start)

    def moved(mark: Mark) -> Mark:
        if mark.paragraph != number or mark.end < start or (mark.end == start and mark.start < start):
            return mark
        if mark.start >= end:
            return replace(mark, start=mark.start + longer, end=mark.end + longer)
        return replace(mark, end=mark.end + longer)

    def renewed(paragraph: BoundParagraph) -> BoundParagraph:
        text = paragraph.text
        return replace(paragraph, text=text[:start] + words + text[end:])

    paragraphs = tuple(renewed(p) if p.number == number else p for p in bound.paragraphs)
    texts = {p.number: p.text for p in paragraphs}
    marks = tuple(
        replace(mark, found=texts[mark.paragraph][mark.start : mark.end]) if mark.paragraph else mark
        for mark in map(moved, bound.marks)
    )
    return replace(bound, paragraphs=paragraphs, marks=marks)


def reprinter(now: Mapping[str, tuple[str, str]]) -> Callable[[Figure], Figure | Lapsed]:
    """What figures are now, by key: text and value."""

    def reprint(one: Figure) -> Figure | Lapsed:
        if one.key not in now:
            return Lapsed(Text("không còn", "gone"))
        text, value = now[one.key]
        capital = one.text[:1].isupper()
        return replace(one, text=text[:1].upper() + text[1:] if capital else text, value=value)

    return reprint
