"""What became of the figures in an edited document, and what each is to be now. Values only."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from toolkit.files.bound_chart import shows
from toolkit.files.bound_document import BoundChart, BoundDocument, Fate, Mark
from toolkit.files.document import Figure, Lapsed
from toolkit.files.refresh_bound import read_as, stretches
from toolkit.text import Text
from toolkit.verify.direction import DIRECTION, key_and_part, may_go

Reprint = Callable[[Figure], Figure | Lapsed]


@dataclass(slots=True)
class Renewal:
    """By marks: `new` what is to be put in their places, of which `changed` read otherwise than what stands there; in
    staff's `own` words with what is true now; `lapsed` with the reason; `lost`. Quotations are lost alone.
    `drawn` are charts that change, in `new` too.
    """

    new: dict[str, Figure] = field(default_factory=dict)
    changed: list[tuple[Mark, Figure]] = field(default_factory=list)
    own: list[tuple[Mark, Figure]] = field(default_factory=list)
    lapsed: list[tuple[Mark, Text]] = field(default_factory=list)
    lost: list[Mark] = field(default_factory=list)
    drawn: list[tuple[BoundChart, Figure]] = field(default_factory=list)


def renew(document: BoundDocument, reprint: Reprint) -> Renewal:
    """Each mark of a document held against what its figure is now. What staff worded themselves is theirs, and told only
    where it is not what the figure says now; of direction words, which have many ways to say the same, that is judged
    elsewhere (toolkit/verify/direction.py).
    """
    found = Renewal()
    places, read = stretches(document), read_as(document)
    for mark in document.marks:
        if mark.fate is not Fate.THERE:
            if not (isinstance(mark.bound, Figure) and may_go(mark.bound)):
                found.lost.append(mark)
        elif isinstance(mark.bound, Figure):
            stands = _standing(document, mark, places)
            now = reprint(replace(mark.bound, text=stands or mark.bound.text))
            if isinstance(now, Lapsed):
                found.lapsed.append((mark, now.reason))
            elif stands:
                found.new[mark.name] = now
                if not alike(stands, now.text):
                    found.changed.append((mark, now))
            elif not alike(read[mark.name], now.text) and key_and_part(now.key)[1] != DIRECTION:
                found.own.append((mark, now))
    for chart in document.charts:
        redrawn = reprint(chart.bound) if chart.part else None
        if isinstance(redrawn, Figure) and shows(chart.bars, chart.bound):
            found.new[chart.name] = redrawn
            if not shows(chart.bars, redrawn):
                found.drawn.append((chart, redrawn))
    return found


def alike(one: str, other: str) -> bool:
    """Whether two texts read the same: blanks of any kind, and the first letter's size, aside."""
    plain = [" ".join(unicodedata.normalize("NFC", text).split()) for text in (one, other)]
    return plain[0][1:] == plain[1][1:] and plain[0][:1].lower() == plain[1][:1].lower()


def _standing(document: BoundDocument, mark: Mark, places: dict[str, tuple[int, int]]) -> str:
    """A figure as it stands, its first letter as somebody may have made it; "" where it stands in other words."""
    place = places.get(mark.name)
    return document.paragraph(mark.paragraph).text[slice(*place)] if place else ""
