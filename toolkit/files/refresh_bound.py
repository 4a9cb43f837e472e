"""A document that somebody edited, with newer figures in the places that were bound, and nothing else in it touched.

What changes is cut into the bytes of the parts' XML: text, looks, tracked changes and whatever a program put there stay as
they are, and every other part of the package is copied. A figure takes the look of the first letter of the old one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from toolkit.errors import UsageError
from toolkit.files.bound_chart import bars_of, redrawn, shows
from toolkit.files.bound_document import BoundChart, BoundDocument, Mark
from toolkit.files.document import Figure, Quotation
from toolkit.files.mark_workbook_xml import Edit
from toolkit.files.read_bound import Records, bound_in, text_of
from toolkit.files.read_bound_package import open_package
from toolkit.files.read_bound_text import Line, Piece, Text
from toolkit.files.write_document_bindings import printed, record_part

_SIGN = re.compile(r"[-−–+±~≈<>≤≥½¼¾]$")
"""What before a number makes another number of it."""
_GLUED_BEFORE = re.compile(r"[\w.,/\-−–+±~≈<>≤≥½¼¾]+$")
_GLUED_BEHIND = re.compile(r"(?:\w|[.,/]\d|\s?%)+")
_DESCRIBED = re.compile(rb"""\bdescr\s*=\s*(?:"[^"]*"|'[^']*')""")
_PRESERVED = b' xml:space="preserve">'


def refresh_bound(
    data: bytes,
    new: Mapping[str, Figure],
    name: str,
    stamp: Mapping[str, str] | None = None,
    known: Records | None = None,
) -> bytes:
    """The document with each figure of `new`, by its mark's name, in the place of the old one, text and record; `stamp` is
    what the document is from now on, `known` is as of `read_bound`. The same bytes where nothing differs.

    Only marks that have one of the `stretches` may be named, and charts that show what was bound; another is a ValueError.
    Raises UsageError naming the file where it is no readable .docx, holds no record of ours, or is digitally signed (any
    change would break the signature).
    """
    package = open_package(data, name)
    text = text_of(package, name)
    held = bound_in(package, text, name, known or {})
    if not package.record:
        raise UsageError("bound.none", file=name)
    if package.signed:
        raise UsageError("bound.signed", file=name)
    places = stretches(held)
    charts = {one.name: one for one in held.charts if one.part and shows(one.bars, one.bound)}
    if missing := sorted(set(new) - set(places) - set(charts)):
        raise ValueError(f"no stretch of {', '.join(missing)}")
    changes: list[_Change] = []
    for mark in held.marks:
        if mark.name in new:
            home, line = text.homes[mark.paragraph - 1], text.lines[mark.paragraph - 1]
            changes += _changes(home, line, *places[mark.name], printed(new[mark.name].text))
    drawn = [(charts[name], figure) for name, figure in new.items() if name in charts]
    records = [(name, _renewed(new.get(name), bound)) for name, bound in held.bound.items()]
    record = record_part(held.stamp if stamp is None else stamp, records)
    changed = _edited(text, changes, _described(text, drawn)) | {package.record: record}
    for chart, figure in drawn:
        if not shows(chart.bars, figure):
            changed[chart.part] = redrawn(package.parts[chart.part], bars_of(figure))
    same = all(package.parts[part] == content for part, content in changed.items())
    return data if same else package.packed(changed)


def stretches(document: BoundDocument) -> dict[str, tuple[int, int]]:
    """By the names of marks: from where to where, among its paragraph's characters, a figure stands as it was printed: the
    whole of its place, or, where something was typed beside it, the one part of that. Those that stand so no longer are
    left out: somebody wrote them otherwise, in the place or right beside it ("1|110|"), and that stays; so are places that
    reach into one another.
    """
    found = {
        mark.name: (mark.paragraph, *place)
        for mark, around in _with_surroundings(document)
        if (place := _stretch(mark, around))
    }
    taken = sorted((*place, name) for name, place in found.items())
    crossing = {
        name
        for one, other in pairwise(taken)
        if one[0] == other[0] and other[1] < one[2]
        for name in (one[3], other[3])
    }
    return {name: place[1:] for name, place in found.items() if name not in crossing}


def read_as(document: BoundDocument) -> dict[str, str]:
    """By the names of marks that are there: what stands in the place, with the digits, letters and signs right beside it
    that a reader takes for one with it.
    """
    return {
        mark.name: mark.found if around.is_free(mark.start, mark.end) else around.grown(mark.start, mark.end)
        for mark, around in _with_surroundings(document)
        if mark.found is not None
    }


@dataclass(frozen=True, slots=True)
class _Around:
    """A mark's paragraph, of which the text from `start` to `end` is the mark's or nobody's: between its neighbours."""

    text: str
    start: int
    end: int

    def is_free(self, begin: int, end: int) -> bool:
        """Whether nothing right beside a stretch makes another word or number of it."""
        return _is_whole(self.text[self.start : self.end], begin - self.start, end - self.start)

    def grown(self, begin: int, end: int) -> str:
        """A stretch with what is glued to it."""
        before = _GLUED_BEFORE.search(self.text[self.start : begin])
        behind = _GLUED_BEHIND.match(self.text[end : self.end])
        glued = (one.group() if one else "" for one in (before, behind))
        return self.text[begin:end].join(glued)


def _with_surroundings(document: BoundDocument) -> Iterator[tuple[Mark, _Around]]:
    """Marks that have a place, in their order. What is bound itself is no text typed beside another: "14/22" is two."""
    places: dict[int, list[tuple[int, int]]] = {}
    for mark in document.marks:
        if mark.found is not None:
            places.setdefault(mark.paragraph, []).append((mark.start, mark.end))
    for mark in document.marks:
        if mark.found is not None:
            text, others = document.paragraph(mark.paragraph).text, places[mark.paragraph]
            begin = max((end for _, end in others if end <= mark.start), default=0)
            end = min((start for start, _ in others if start >= mark.end), default=len(text))
            yield mark, _Around(text, begin, end)


def _stretch(mark: Mark, around: _Around) -> tuple[int, int] | None:
    if mark.found is None or not isinstance(mark.bound, Figure) or re.search(r"[\t\n]", mark.found):
        return None
    found, was = _folded(mark.found), _folded(mark.bound.text)
    if found == was:
        return (mark.start, mark.end) if around.is_free(mark.start, mark.end) else None
    if len(found) != len(
        mark.found
    ):  # written with combining marks: its characters are others than those folded
        return None
    spots = [at for at in re.finditer(re.escape(was), found) if _is_whole(found, at.start(), at.end())]
    if len(spots) != 1:
        return None
    start, end = mark.start + spots[0].start(), mark.start + spots[0].end()
    return (start, end) if around.is_free(start, end) else None


def _folded(text: str) -> str:
    """With plain blanks, and the first letter small, which a person may have changed with the sentence around it."""
    plain = re.sub(r"\s", " ", unicodedata.normalize("NFC", text))
    return plain[:1].lower() + plain[1:]


def _is_whole(text: str, begin: int, end: int) -> bool:
    """Whether a stretch cuts neither a word nor a number."""
    before, inside, after = text[:begin], text[begin:end], text[end:]
    if re.search(r"\w$", before) or re.match(r"\w", after):
        return False
    number_goes_on = re.search(r"\d[.,/]$", before) or (
        inside[-1].isdigit() and re.match(r"[.,/]?\d|\s?%", after)
    )
    return not (number_goes_on or _SIGN.search(before))


@dataclass(frozen=True, slots=True)
class _Change:
    """In a piece of a part's text the characters from `start` to `end` give way to others."""

    home: str
    piece: Piece
    start: int
    end: int
    text: str


def _changes(home: str, line: Line, start: int, end: int, text: str) -> Iterator[_Change]:
    """What is to be put where, piece by piece: the new text into the first that the stretch touches; in copies too."""
    for pieces in (line.pieces, *line.copies):
        left = text
        for piece in pieces:
            begin, stop = max(start, piece.start), min(end, piece.end)
            if begin < stop:
                yield _Change(home, piece, begin - piece.start, stop - piece.start, left)
                left = ""


def _described(text: Text, drawn: Iterable[tuple[BoundChart, Figure]]) -> dict[str, list[Edit]]:
    """What is told of charts to those who do not see them, by parts: their bars as they are now, where they stood in it."""
    edits: dict[str, list[Edit]] = {}
    for chart, figure in drawn:
        one = next(one for one in text.drawn if chart.name in one.within)
        said = one.about.attributes.get("descr", "") if one.about else ""
        told = said.replace(chart.bound.text, figure.text)
        if one.about and told != said:
            tag = text.parts[one.home].data[one.about.start : one.about.inner]
            old = _DESCRIBED.search(tag)
            assert old is not None, "its attributes have one"
            new = tag[: old.start()] + f"descr={quoteattr(told)}".encode() + tag[old.end() :]
            edits.setdefault(one.home, []).append(Edit(one.about.start, one.about.inner, new))
    return edits


def _edited(text: Text, changes: Iterable[_Change], edits: dict[str, list[Edit]]) -> dict[str, bytes]:
    """The parts in which something changes: `changes`, and more `edits` by part."""
    by_piece: dict[tuple[str, int], list[_Change]] = {}
    for one in changes:
        assert one.piece.element is not None, "tabs and breaks are in no stretch"
        by_piece.setdefault((one.home, one.piece.element.start), []).append(one)
    for (home, _), mine in by_piece.items():
        edits.setdefault(home, []).extend(_edits(text.parts[home].data, mine))
    return {home: text.parts[home].edited(found) for home, found in edits.items()}


def _edits(data: bytes, changes: list[_Change]) -> Iterator[Edit]:
    """What puts a piece's changes into its bytes; blanks at its ends are to be kept from now on."""
    piece = changes[0].piece
    element, whole = piece.element, piece.text
    assert element is not None, "tabs and breaks are in no stretch"
    for one in sorted(changes, key=lambda one: -one.start):
        whole = whole[: one.start] + one.text + whole[one.end :]
    if whole == piece.text:
        return
    if whole != whole.strip() and not piece.preserved:
        head = data[element.start : element.inner]
        yield Edit(element.start, element.inner, head[:-1] + _PRESERVED)
    yield Edit(element.inner, element.close, escape(whole).encode())


def _renewed(new: Figure | None, old: Figure | Quotation) -> Figure | Quotation:
    if new is None or isinstance(old, Quotation):
        return old
    text = printed(new.text)
    return replace(new, text=text, wording=old.wording, was=old.was if text == old.text else old.text)
