"""A .docx's bytes to a `BoundDocument`: its text, and what became of each figure and quotation that was bound in it.

A binding is found by its bookmark and by nothing else. Word and LibreOffice move the ends of a bookmark over a paragraph's
end when text around it is split or joined; a stretch that reaches into a neighbour with nothing in it is still one place.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from lxml import etree

from toolkit.errors import UsageError
from toolkit.files.bound_chart import bars_in, bars_of, title_of
from toolkit.files.bound_document import BoundChart, BoundDocument, Fate, Mark
from toolkit.files.document import Figure, Place, Quotation
from toolkit.files.mark_workbook_xml import UnmarkableError
from toolkit.files.read_bound_package import WordPackage, open_package
from toolkit.files.read_bound_text import Line, Position, Text
from toolkit.files.word_headings import heading_levels
from toolkit.files.word_parts import parse, relations, usual
from toolkit.files.word_seen import Unseen
from toolkit.files.write_document_bindings import NAMESPACE

_NS = f"{{{NAMESPACE}}}"


Records = Mapping[str, Figure | Quotation]
"""What is bound, by its bookmark's name."""


def read_bound(data: bytes, name: str, known: Records | None = None) -> BoundDocument:
    """The document in its body, tables, text boxes, headers, footers and notes. Raises UsageError naming the file where
    it is no .docx, damaged, locked by a password, or too large.

    `known` are records of another version of the same report: a sentence copied from there brings its bookmarks along, but
    not their records.
    """
    package = open_package(data, name)
    return bound_in(package, text_of(package, name), name, known or {})


def stamp_of(data: bytes, name: str) -> Mapping[str, str]:
    """Which report a document is; empty for one that is none of ours. Raises UsageError as `read_bound` does."""
    return _recorded(open_package(data, name), name)[0]


def text_of(package: WordPackage, name: str) -> Text:
    """The text of all parts that have some. Raises UsageError."""
    try:
        styles = parse(usual(package.parts[package.styles])) if package.styles else None
        found = Text(heading_levels(styles), Unseen(styles))
        for story in package.stories:
            found.read(story, package.parts[story])
    except (UnmarkableError, etree.LxmlError, ValueError, RecursionError):
        raise UsageError("bound.broken", file=name) from None
    return found


def bound_in(package: WordPackage, text: Text, name: str, known: Records) -> BoundDocument:
    """What a package and its text say together. Raises UsageError where our record in it was damaged."""
    stamp, records = _recorded(package, name)
    if stamp:
        copied = {one: bound for one, bound in known.items() if one in text.spots and one not in records}
        records |= copied
    marks = tuple(_mark(mark, bound, text) for mark, bound in records.items() if not _is_chart(bound))
    paragraphs = tuple(line.about for line in text.lines)
    of_charts = {mark: bound for mark, bound in records.items() if _is_chart(bound)}
    charts = tuple(_chart(package, text, mark, of_charts, name) for mark in of_charts)
    loose = len(text.drawn) - sum(bool(one.part) for one in charts)
    return BoundDocument(stamp=stamp, paragraphs=paragraphs, marks=marks, charts=charts, loose=loose)


def _is_chart(bound: Figure | Quotation) -> bool:
    return isinstance(bound, Figure) and bound.place == "chart"


def _chart(package: WordPackage, text: Text, mark: str, records: Records, name: str) -> BoundChart:
    """A bound chart, if it alone stands between the ends of its bookmark."""
    bound = records[mark]
    assert isinstance(bound, Figure)
    drawn = [one for one in text.drawn if mark in one.within]
    alone = drawn[0] if len(drawn) == 1 and len(drawn[0].within & records.keys()) == 1 else None
    kin = relations(package.parts, alone.home) if alone else ()
    part = next((one.target for one in kin if alone and one.id == alone.relation), "")
    if alone is None or part not in package.parts:
        return BoundChart(name=mark, bound=bound)
    try:
        bars, title = bars_in(package.parts[part]), title_of(package.parts[part])
    except (etree.LxmlError, ValueError):
        raise UsageError("bound.broken", file=name) from None
    return BoundChart(name=mark, bound=bound, bars=bars, part=part, paragraph=alone.paragraph, title=title)


def _recorded(package: WordPackage, name: str) -> tuple[dict[str, str], dict[str, Figure | Quotation]]:
    """The stamp and the records of what is bound; empty without a record of ours."""
    if not package.record:
        return {}, {}
    records: dict[str, Figure | Quotation] = {}
    try:
        root = parse(package.parts[package.record])
        stamp = {_said(one, "name"): _said(one, "value") for one in root.iter(f"{_NS}stamp")}
        for mark, bound in _records(root):
            records.setdefault(mark, bound)
    except (etree.LxmlError, KeyError, ValueError):
        raise UsageError("bound.record", file=name) from None
    return stamp, records


def _records(root: etree._Element) -> Iterator[tuple[str, Figure | Quotation]]:
    for one in root:
        if one.tag in {f"{_NS}figure", f"{_NS}chart"}:
            figure = Figure(
                text=_said(one, "text"),
                key=_said(one, "key"),
                period=_said(one, "period", ""),
                edition=int(_said(one, "edition")),
                value=_said(one, "value", ""),
                units=_said(one, "units", ""),
                measure=_said(one, "measure", ""),
                place=_place(_said(one, "place", "")),
                wording=_said(one, "wording", ""),
                was=_said(one, "was", ""),
            )
            if figure.place == "chart":
                bars_of(figure)  # or it is damaged
            yield _said(one, "mark"), figure
        elif one.tag == f"{_NS}quotation":
            units = tuple(_said(unit, "id") for unit in one.iter(f"{_NS}unit"))
            yield _said(one, "mark"), Quotation(text=_said(one, "text"), key=_said(one, "key"), units=units)


def _place(said: str) -> Place:
    return next((place for place in get_args(Place) if place == said), "sentence")


def _said(element: etree._Element, name: str, missing: str | None = None) -> str:
    """An attribute. Raises KeyError where one that has to be there is not."""
    said = element.get(name, missing)
    if said is None:
        raise KeyError(name)
    return said


def _mark(name: str, bound: Figure | Quotation, text: Text) -> Mark:
    spots = text.spots.get(name, [])
    if len(spots) > 1:
        return Mark(name=name, bound=bound, fate=Fate.TWICE, paragraph=spots[0][0][0])
    if not spots or spots[0][1] is None:
        return Mark(name=name, bound=bound, fate=Fate.GONE)
    start, end = _narrowed(text.lines, spots[0][0], spots[0][1])
    at = min(start[0], len(text.lines))
    if start[0] != end[0]:
        return Mark(name=name, bound=bound, fate=Fate.SPLIT, paragraph=at)
    found = text.lines[at - 1].about.text[start[1] : end[1]] if start[0] <= len(text.lines) else ""
    if not found.strip():
        return Mark(name=name, bound=bound, fate=Fate.EMPTY, paragraph=at)
    # Blanks that were typed at its ends are not of it.
    begin = start[1] + len(found) - len(found.lstrip())
    return Mark(
        name=name,
        bound=bound,
        fate=Fate.THERE,
        found=found.strip(),
        paragraph=at,
        start=begin,
        end=begin + len(found.strip()),
    )


def _narrowed(lines: Sequence[Line], start: Position, end: Position) -> tuple[Position, Position]:
    """The ends moved inwards over paragraphs' ends, as far as no text lies between."""
    while start[0] < end[0] and start[1] >= len(lines[start[0] - 1].about.text):
        start = (start[0] + 1, 0)
    while start[0] < end[0] and (end[1] == 0 or end[0] > len(lines)):
        end = (end[0] - 1, len(lines[end[0] - 2].about.text))
    return start, end
