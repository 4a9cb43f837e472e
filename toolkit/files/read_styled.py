"""A .docx to a `StyledDocument`: its text with the formatting that is in force, and its pages.

Measured lengths are what Word would use; nothing is laid out, so where pages end is not known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from lxml.etree import _Element

from toolkit.files.read_styled_numbering import read_numbering
from toolkit.files.read_styled_package import Package, R, W, open_package
from toolkit.files.read_styled_properties import is_on, twips
from toolkit.files.read_styled_styles import Styles
from toolkit.files.read_styled_text import Room, TextReader, blocks
from toolkit.files.read_styled_theme import read_theme
from toolkit.files.styled_document import StyledDocument, StyledHeader, StyledSection

_LETTER = (12240, 15840)
_INCH = 1440
"""Word's page where a section says nothing of it."""
_TRACKED = frozenset(
    f"{W}{name}"
    for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange")
)
_Kind = Literal["default", "first", "even"]
_KINDS: tuple[_Kind, ...] = ("default", "first", "even")


def read_styled(data: bytes, file: str) -> StyledDocument:
    """The document in these bytes; `file` is its name. Raises UsageError where it cannot be read as a .docx."""
    package = open_package(data, file)
    numbering = read_numbering(package.numbering)
    styles = Styles(package.styles, read_theme(package.theme), numbering)
    reader = TextReader(styles, numbering)
    sections: list[StyledSection] = []
    headers: Mapping[tuple[bool, str], StyledHeader] = {}
    body = package.document.find(f"{W}body")
    for number, (held, page) in enumerate(_sections(body), start=1):
        section = _page(page, number)
        room = Room(width=_column_width(page, section))
        headers = {**headers, **_headers(page, package, styles, room)}
        parts = tuple(part for block in held for part in reader.block(block, room))
        sections.append(replace(section, headers=tuple(headers.values()), parts=parts))
    settings = package.settings
    return StyledDocument(
        file=file,
        sections=tuple(sections),
        even_and_odd=_setting(settings, "evenAndOddHeaders"),
        tracked=any(element.tag in _TRACKED for element in package.document.iter()),
        comments=package.comments is not None and package.comments.find(f"{W}comment") is not None,
    )


def _sections(body: _Element | None) -> Iterator[tuple[list[_Element], _Element | None]]:
    """Blocks up to the end of each section, and the section's properties."""
    held: list[_Element] = []
    for block in blocks(body) if body is not None else ():
        held.append(block)
        ends = block.find(f"{W}pPr/{W}sectPr")
        if ends is not None:
            yield held, ends
            held = []
    yield held, body.find(f"{W}sectPr") if body is not None else None


def _page(page: _Element | None, number: int) -> StyledSection:
    """The set-up of a section's pages, without what stands on them. A gutter is part of the left margin."""
    size, margins = _child(page, "pgSz"), _child(page, "pgMar")
    numbers, kind = _child(page, "pgNumType"), _child(page, "type")
    start = numbers.get(f"{W}start") if numbers is not None else None
    gutter = _length(margins, "gutter", 0)
    title = _child(page, "titlePg")
    return StyledSection(
        number=number,
        width=_length(size, "w", _LETTER[0]),
        height=_length(size, "h", _LETTER[1]),
        top=abs(_length(margins, "top", _INCH)),
        bottom=abs(_length(margins, "bottom", _INCH)),
        left=_length(margins, "left", _INCH) + gutter,
        right=_length(margins, "right", _INCH),
        title_page=title is not None and is_on(title),
        page_start=int(start) if start and start.isdecimal() else None,
        page_format=(numbers.get(f"{W}fmt") if numbers is not None else None) or "decimal",
        continuous=kind is not None and kind.get(f"{W}val") == "continuous",
    )


def _column_width(page: _Element | None, section: StyledSection) -> int:
    """How wide the text is between the margins, or each of its columns."""
    columns = _child(page, "cols")
    count = columns.get(f"{W}num", "1") if columns is not None else "1"
    within = max(0, section.width - section.left - section.right)
    return within // max(1, int(count)) if count.isdecimal() else within


def _headers(
    page: _Element | None, package: Package, styles: Styles, room: Room
) -> dict[tuple[bool, str], StyledHeader]:
    """The headers and footers that a section has of its own, by whether it is a footer and by kind."""
    found: dict[tuple[bool, str], StyledHeader] = {}
    for reference in page if page is not None else ():
        if reference.tag not in (f"{W}headerReference", f"{W}footerReference"):
            continue
        part = package.related.get(reference.get(f"{R}id", ""))
        kind = next((one for one in _KINDS if one == reference.get(f"{W}type", "default")), None)
        if part is None or kind is None:
            continue
        is_footer = reference.tag == f"{W}footerReference"
        parts = TextReader(styles, read_numbering(package.numbering)).parts(part, room)
        found[is_footer, kind] = StyledHeader(kind=kind, parts=tuple(parts), footer=is_footer)
    return found


def _child(element: _Element | None, name: str) -> _Element | None:
    return element.find(f"{W}{name}") if element is not None else None


def _length(element: _Element | None, name: str, otherwise: int) -> int:
    length = twips(element.get(f"{W}{name}")) if element is not None else None
    return otherwise if length is None else length


def _setting(settings: _Element | None, name: str) -> bool:
    found = _child(settings, name)
    return found is not None and is_on(found)
