"""The lines that are drawn below motto, agency and abstract: is there one, is it solid, is it as long as it should be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.files.styled_document import Drawn
from toolkit.files.text_width import bold_width
from toolkit.findings import Finding
from toolkit.lint.fault import fault
from toolkit.lint.model import Role, Standing, Subject
from toolkit.lint.words import LINE_OF_SIGNS
from toolkit.text import Text

_ROOM = 0.18
"""Share by which a line may be longer or shorter than asked: widths of letters are known to a few per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long a line should be as a share of the text above it, and how that is said (`lint.line.<words>`)."""

    least: float
    most: float
    words: Text


def line_faults(
    subject: Subject,
    code: str,
    above: Sequence[Standing],
    near: Sequence[Standing],
    part: Text,
    length: Length,
) -> Iterator[Finding]:
    """What is wrong with the line below a part: `above` are its paragraphs, `near` all in which its line may be drawn."""
    lines = [line for one in near for line in _lines(one)]
    if not lines:
        underlined = [one for one in above if any(run.look.underline for run in one.paragraph.runs)]
        yield fault(
            subject, code, "line.underlined" if underlined else "line.missing", underlined or above, part=part
        )
        return
    if all(line.dashed for line in lines):
        yield fault(subject, code, "line.dashed", above, part=part)
    known = [line.width for line in lines if line.width]
    whole = _width(above)
    low, high = whole * length.least * (1 - _ROOM), whole * length.most * (1 + _ROOM)
    if known and whole and not any(low <= width <= high for width in known):
        nearest = min(known, key=lambda width: abs(width - (low + high) / 2))
        raw = f"{round(100 * nearest / whole)}%"
        yield fault(subject, code, "line.length", above, raw=raw, part=part, length=length.words)


def beside(subject: Subject, above: Sequence[Standing]) -> tuple[Standing, ...]:
    """The paragraphs in which the line of a part of the head may be drawn: those of its column, or outside tables the part
    and what follows it up to the next text.
    """
    first, last = above[0], above[-1]
    everything = subject.anatomy.standings
    if first.table is not None:
        return tuple(one for one in everything if one.table is first.table and one.column == first.column)
    begins = everything.index(first)
    found = list(everything[max(0, begins - 1) : everything.index(last) + 1])
    for one in everything[everything.index(last) + 1 :]:
        found.append(one)
        if subject.anatomy.role(one) is not Role.BLANK and not LINE_OF_SIGNS.fullmatch(one.words):
            break
    return tuple(found)


def _lines(one: Standing) -> tuple[Drawn, ...]:
    if one.words and LINE_OF_SIGNS.fullmatch(one.words):
        return (Drawn(width=0),)
    return one.paragraph.lines


def _width(above: Sequence[Standing]) -> int:
    """The longest line of a part; of one that runs over, the room it has."""
    widths = []
    for one in above:
        size = max((run.look.size for run in one.paragraph.runs if run.text.strip()), default=0)
        text = one.words.upper() if any(run.look.caps for run in one.paragraph.runs) else one.words
        room = one.paragraph.width - one.paragraph.left - one.paragraph.right
        width = bold_width(text, size)
        widths.append(min(width, room) if room > 0 else width)
    return max(widths, default=0)
