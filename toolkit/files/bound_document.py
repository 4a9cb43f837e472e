"""A .docx of ours as it was found: its text, and what became of each bound figure and quotation in it. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from toolkit.files.document import Bar, Figure, Quotation
from toolkit.text import Lang


class Fate(StrEnum):
    """What became of a binding: it is `there`; its place is `gone`, `empty`, `split` over paragraphs, or there `twice`."""

    THERE = "there"
    GONE = "gone"
    EMPTY = "empty"
    SPLIT = "split"
    TWICE = "twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundParagraph:
    """One paragraph's text as a reader sees it (deleted text left out, inserted text in it). `number` counts all paragraphs
    of the document from 1, those in tables too; `level` is that of a heading, else 0; `table`, `row`, `column` count from 1,
    0 outside tables; `part` says which part of the file ("document", "header1", "footnotes"). `apart`: it is in a text box
    whose copy for older programs says something else.
    """

    number: int
    text: str
    level: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    part: str = "document"
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One binding. `name` is its bookmark's; `bound` what was recorded when it was written; `found` the text that stands
    there now (None unless its fate is `there`), in paragraph `paragraph` (0: nowhere) from character `start` to `end`.
    """

    name: str
    bound: Figure | Quotation
    fate: Fate
    found: str | None = None
    paragraph: int = 0
    start: int = 0
    end: int = 0

    @property
    def figure(self) -> Figure:
        """What is bound, of a mark that its caller knows to be no quotation."""
        assert isinstance(self.bound, Figure)
        return self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundChart:
    """A chart that was bound when it was written: in which `part` of the file and paragraph it is now ("" and 0: gone), what
    it is called, and its `bars` as it shows them, None where it was made another kind of chart.
    """

    name: str
    bound: Figure
    bars: tuple[Bar, ...] | None = None
    part: str = ""
    paragraph: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundDocument:
    """A whole file. `stamp` is empty where it has no part of ours: then it has no marks, and its text alone is known.
    `loose`: how many charts nothing is known of.
    """

    stamp: Mapping[str, str]
    paragraphs: tuple[BoundParagraph, ...]
    marks: tuple[Mark, ...]
    charts: tuple[BoundChart, ...] = ()
    loose: int = 0

    @property
    def bound(self) -> Mapping[str, Figure | Quotation]:
        """All that was recorded, by its bookmark's name."""
        found: dict[str, Figure | Quotation] = {mark.name: mark.bound for mark in self.marks}
        return found | {chart.name: chart.bound for chart in self.charts}

    @property
    def lang(self) -> Lang:
        """The language that it states to be in; Vietnamese where it states none."""
        return "en" if self.stamp.get("lang") == "en" else "vi"

    def standing(self) -> dict[int, list[Mark]]:
        """The marks that are there, by the paragraph that they are in; both in the text's order."""
        found: dict[int, list[Mark]] = {}
        for mark in sorted(self.marks, key=lambda mark: (mark.paragraph, mark.start, mark.end)):
            if mark.fate is Fate.THERE:
                found.setdefault(mark.paragraph, []).append(mark)
        return found

    def figures(self) -> dict[int, list[Mark]]:
        """Of these those of figures; no paragraph without one."""
        of_figures = {
            number: [mark for mark in marks if isinstance(mark.bound, Figure)]
            for number, marks in self.standing().items()
        }
        return {number: marks for number, marks in of_figures.items() if marks}

    def paragraph(self, number: int) -> BoundParagraph:
        """By its number. Raises KeyError."""
        if not 1 <= number <= len(self.paragraphs):
            raise KeyError(number)
        return self.paragraphs[number - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """A figure that was brought up to date: what stood there, what stands there now, in which sentence (of a table, row) and
    paragraph, `under` which heading or title; `table` counts from 1, 0 outside tables.
    """

    was: str
    now: str
    key: str
    paragraph: int
    sentence: str
    under: str = ""
    table: int = 0
