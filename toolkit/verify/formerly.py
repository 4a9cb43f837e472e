"""Numbers that staff typed and that are what a figure was before it changed. Only told: staff say what they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.files.bound_document import BoundDocument, Fate
from toolkit.files.document import Figure
from toolkit.text import fold
from toolkit.text.sentences import sentence_around
from toolkit.verify.direction import Reprint
from toolkit.verify.model import NumberClass, Unbound

_BLANKS = str.maketrans("", "", "\u00a0\u202f ")


@dataclass(frozen=True, slots=True)
class _Former:
    """How a figure was printed, and what it is now."""

    was: str
    now: Figure


@dataclass(frozen=True, slots=True)
class Outdated:
    """A number bound to nothing, and the one figure that was it."""

    number: Unbound
    now: Figure


def _formers(document: BoundDocument, reprint: Reprint) -> Iterator[_Former]:
    """What the totals of a document were, and are no longer: as recorded, and as recorded before the last renewal."""
    for mark in document.marks:
        figure = mark.bound
        if mark.fate is not Fate.THERE or not isinstance(figure, Figure) or "#" in figure.key or figure.units:
            continue
        now = reprint(figure)
        if isinstance(now, Figure):
            yield from (
                _Former(was, now) for was in {figure.text, figure.was} if _bare(was) != _bare(now.text)
            )


def outdated(document: BoundDocument, numbers: Iterable[Unbound], reprint: Reprint) -> Iterator[Outdated]:
    """The numbers that one figure alone was: a rate printed the same, else one whose measure their sentence says."""
    typed = [one for one in numbers if one.kind is NumberClass.FIGURE and not one.word]
    every = tuple(_formers(document, reprint)) if typed else ()
    for one in typed:
        text = document.paragraph(one.paragraph).text
        begins, ends = sentence_around(text, one.start, whole=True)
        sentence = fold(text[begins:ends])
        was = {former.now.key: former.now for former in every if _is(one, sentence, former)}
        if len(was) == 1:
            yield Outdated(one, next(iter(was.values())))


def _is(one: Unbound, sentence: str, former: _Former) -> bool:
    said, measure = _bare(one.text), fold(former.now.measure)
    if said != _bare(former.was):
        return False
    return said.endswith("%") or (bool(measure) and measure in sentence)


def _bare(text: str) -> str:
    """A number without blanks, and without the zero before its only digit."""
    bare = text.translate(_BLANKS)
    return bare.lstrip("0") if bare.isdigit() else bare
