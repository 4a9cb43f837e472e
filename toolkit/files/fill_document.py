"""A base document with its [[placeholders]] filled: its own words stay, and ours come in bound as in our own documents.

What comes in is written by `write_document` into a document that carries it, and is moved from there with its bookmarks and
records; so there is one way only in which a figure is written and bound.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml.etree import _Element

from toolkit.files.base_document_open import open_package
from toolkit.files.base_document_package import Package, W
from toolkit.files.document import BarChart, Document, Paragraph, Run, Section, Table
from toolkit.files.fill_document_parts import Mover, add_annexes, take_records
from toolkit.files.fill_document_tags import Spot, spots_in, spots_of
from toolkit.files.fill_document_text import Line, lines_of, make_yellow, replace_text, text_run
from toolkit.files.fill_document_title import below_title
from toolkit.files.fill_document_typed import forget_typed
from toolkit.files.write_document import write_document

_BETWEEN = "\ue0f0"
"""Stands alone in a paragraph between what two placeholders are filled with, in the document that carries it."""
_PARAGRAPH_IDS = ("paraId", "textId")


@dataclass(frozen=True, slots=True)
class Inline:
    """Words within a paragraph. `note` comes in so many characters behind the placeholder. `back`, `ahead`: how many
    characters before and behind it go with it. `open`: it is still to be filled, and shown in yellow.
    """

    runs: tuple[Run, ...]
    note: tuple[Run, ...] = ()
    note_at: int = 0
    back: int = 0
    ahead: int = 0
    open: bool = False


@dataclass(frozen=True, slots=True)
class Each:
    """The placeholder's paragraph once for each of these; with none it is not written."""

    items: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Blocks:
    """Paragraphs and tables in the place of the placeholder's paragraph."""

    parts: tuple[Paragraph | Table | BarChart, ...]


Fill = Inline | Each | Blocks


def filled(
    base: bytes,
    file: str,
    fills: Sequence[Fill],
    like: Document,
    *,
    first: Sequence[Paragraph] = (),
    annexes: Sequence[Section] = (),
) -> bytes:
    """The base with a fill in the place of each placeholder, in the order of `tags_of`.

    `like` gives stamp and properties; `first` are paragraphs below the title, `annexes` pages behind all others. Raises
    UsageError where the base cannot be read; ValueError when there are not as many fills as placeholders, or one is
    mistyped: whoever calls has looked at `tags_of` first.
    """
    package = open_package(base, file)
    forget_typed(package)
    spots = spots_of(package)
    if len(spots) != len(fills) or any(spot.tag.fault for spot in spots):
        raise ValueError(f"{len(fills)} fills for {len(spots)} placeholders")
    carrier = open_package(write_document(_carrier(fills, like, first, annexes)), file)
    mover = Mover(carrier, package)
    begun, *carried = _carried(carrier)
    repeats = _repeats(package, spots, fills)
    todo: dict[int, list[tuple[Spot, Fill, list[_Element]]]] = {}
    for spot, fill, elements in zip(spots, fills, carried, strict=True):
        todo.setdefault(id(spot.line.element), []).append((spot, fill, elements))
    for same in todo.values():
        _fill_paragraph(mover, same)
    for paragraph, start, end, text in reversed(repeats):
        replace_text(paragraph, start, end, [text_run(text)] if text else [])
    place = below_title(package.body)
    for element in reversed(mover.moved(begun)):
        package.body.insert(place, element)
    if annexes:
        add_annexes(mover)
    take_records(mover)
    return package.pack()


def _carrier(
    fills: Sequence[Fill], like: Document, first: Sequence[Paragraph], annexes: Sequence[Section]
) -> Document:
    """A document that holds what comes in, each fill behind a mark."""
    mark = Paragraph((Run(text=_BETWEEN),), "plain")
    parts: list[Paragraph | Table | BarChart] = list(first)
    for fill in fills:
        parts.append(mark)
        match fill:
            case Inline(runs, note):
                parts += [Paragraph(runs), Paragraph(note)]
            case Each(items):
                parts += [Paragraph(runs) for runs in items]
            case Blocks(inside):
                parts += inside
    parts.append(mark)
    return replace(like, sections=(Section(parts=tuple(parts)), *annexes))


def _carried(carrier: Package) -> list[list[_Element]]:
    """What stands before the first mark, then behind each, as far as the next."""
    groups: list[list[_Element]] = [[]]
    for child in carrier.body:
        if child.find(f"{W}pPr/{W}sectPr") is not None or child.tag == f"{W}sectPr":
            break
        if child.tag == f"{W}p" and [one.text for one in child.iter(f"{W}t")] == [_BETWEEN]:
            groups.append([])
        else:
            groups[-1].append(child)
    return groups[:-1]


def _fill_paragraph(mover: Mover, same: Sequence[tuple[Spot, Fill, list[_Element]]]) -> None:
    """All placeholders of one paragraph, the last first: what stands before a place does not move."""
    line = same[0][0].line
    _unbind_controls(line.element)
    for spot, fill, elements in reversed(same):
        match fill:
            case Inline():
                _inline(mover, spot, fill, elements)
            case Each():
                _each(mover, spot, elements)
            case Blocks():
                for element in mover.moved(elements):
                    line.element.addprevious(element)
                _leave_out(line.element)


def _inline(mover: Mover, spot: Spot, fill: Inline, elements: list[_Element]) -> None:
    runs, note = elements
    if fill.note:
        at = spot.end + fill.note_at
        replace_text(spot.line.element, at, at, mover.inside(note))
    made = mover.inside(runs)
    if fill.open:
        for run in made:
            if run.tag == f"{W}r":
                make_yellow(run)
    replace_text(spot.line.element, spot.start - fill.back, spot.end + fill.ahead, made)


def _each(mover: Mover, spot: Spot, elements: list[_Element]) -> None:
    paragraph = spot.line.element
    for element in elements:
        again = _copy(paragraph)
        paragraph.addprevious(again)
        replace_text(again, spot.start, spot.end, mover.inside(element))
    _leave_out(paragraph)


def _copy(paragraph: _Element) -> _Element:
    """The same paragraph once more, without what there may be only once in a document."""
    again = deepcopy(paragraph)
    again.tail = None
    for name in [name for name in again.attrib if str(name).rpartition("}")[2] in _PARAGRAPH_IDS]:
        del again.attrib[name]
    once = [*again.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}sectPr")]
    for one in once:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    return again


def _leave_out(paragraph: _Element) -> None:
    """Without the paragraph; where its place has to hold one, or a section ends in it, only without its words."""
    parent = paragraph.getparent()
    if parent is None:
        return
    others = [one for one in parent if one is not paragraph and one.tag == f"{W}p"]
    holds = paragraph.find(f"{W}pPr/{W}sectPr") is not None
    if others and not holds and not _is_last(paragraph):
        parent.remove(paragraph)
        return
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            paragraph.remove(child)


def _is_last(paragraph: _Element) -> bool:
    """Whether what stands before it needs a paragraph behind it: a table does."""
    following, before = paragraph.getnext(), paragraph.getprevious()
    ends = following is None or following.tag == f"{W}sectPr"
    return ends and before is not None and before.tag == f"{W}tbl"


def _unbind_controls(paragraph: _Element) -> None:
    """A content control that Word fills from elsewhere would put its old words back."""
    for one in paragraph.iterancestors(f"{W}sdt"):
        _unbind(one)
    for one in paragraph.iter(f"{W}sdt"):
        _unbind(one)


def _unbind(control: _Element) -> None:
    about = control.find(f"{W}sdtPr")
    for child in list(about) if about is not None else ():
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in {"dataBinding", "showingPlcHdr"}:
            about.remove(child)  # type: ignore[union-attr]


def _repeats(
    package: Package, spots: Sequence[Spot], fills: Sequence[Fill]
) -> list[tuple[_Element, int, int, str]]:
    """Placeholders in the second form of a text box, which older programs show: the words alone, bound to nothing."""
    said = {spot.tag.words: _words(fill) for spot, fill in zip(spots, fills, strict=True)}
    return [
        (spot.line.element, spot.start, spot.end, said.get(spot.tag.words, ""))
        for line in lines_of(package)
        if line.again
        for spot in spots_in(line)
    ]


def _words(fill: Fill) -> str:
    match fill:
        case Inline(runs):
            return "".join(run.text for run in runs)
        case Each(items):
            return "; ".join("".join(run.text for run in runs) for runs in items)
        case Blocks():
            return ""


def paragraphs_of(data: bytes, file: str) -> tuple[Line, ...]:
    """Every paragraph of a document, headers and notes too. Raises UsageError where it cannot be read."""
    return tuple(line for line in lines_of(open_package(data, file)) if not line.again)


def with_placeholders(
    data: bytes, file: str, found: Mapping[tuple[str, int], Sequence[tuple[int, int, str]]]
) -> bytes:
    """A document in which stretches of paragraphs became placeholders, in yellow: by the paragraph's part and number, from
    character to character, and the words of each.
    """
    package = open_package(data, file)
    forget_typed(package)
    for line in [one for one in lines_of(package) if not one.again]:
        for start, end, words in sorted(found.get((line.part, line.number), ()), reverse=True):
            run = text_run(words)
            make_yellow(run)
            replace_text(line.element, start, end, [run])
    return package.pack()
