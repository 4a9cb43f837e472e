"""Content on its way from a document that we wrote into one that staff typed: styles, relations, bookmarks, annexes."""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element

from toolkit.files.base_document import is_wide, number, put_page, scale, sections, take_styles, text_width
from toolkit.files.base_document_open import open_package
from toolkit.files.base_document_package import Package, R, W
from toolkit.files.base_document_styles import restyle
from toolkit.files.bound_wording import with_wording
from toolkit.files.fill_document_text import lines_of, make_yellow, text_run
from toolkit.files.write_document_bindings import PREFIX

_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"


class Mover:
    """Takes elements out of the one document and makes them such of the other."""

    def __init__(self, carrier: Package, package: Package) -> None:
        self.carrier, self.package = carrier, package
        self._ids = take_styles(carrier, package)
        self._brought: dict[str, str] = {}
        self._relations: dict[str, str] = {}
        trees = {line.part for line in lines_of(package)} | {package.main}
        parts = [package.tree(name) for name in sorted(trees)]
        self._next = 1 + max(
            (number(one, "id") for part in parts for one in part.iter(*_BOOKMARKS)), default=0
        )
        self._bookmarks: dict[str, str] = {}
        drawn = (one.get("id") or "" for part in parts for one in part.iter(_DRAWING))
        self._drawing = 1 + max((int(one) for one in drawn if one.isdecimal()), default=0)
        self._widths = _widths(carrier, package)

    def moved(self, elements: Sequence[_Element]) -> list[_Element]:
        """Whole paragraphs and tables."""
        now, then = self._widths
        for element in elements:
            self.settle(element)
            if now > 0 and then > 0 and now != then:
                scale(element, now, then)
        return list(elements)

    def inside(self, paragraph: _Element) -> list[_Element]:
        """What a paragraph holds, to stand in another."""
        self.settle(paragraph)
        return [child for child in paragraph if child.tag != f"{W}pPr"]

    def settle(self, element: _Element) -> None:
        """An element with the other document's styles, relations and numbers, in place."""
        element.tail = None
        restyle(element, self._ids)
        for one in element.iter(*_BOOKMARKS):
            old = one.get(f"{W}id") or ""
            if old not in self._bookmarks:
                self._bookmarks[old] = str(self._next)
                self._next += 1
            one.set(f"{W}id", self._bookmarks[old])
        for one in element.iter(_DRAWING):
            one.set("id", str(self._drawing))
            self._drawing += 1
        for one in element.iter():
            for name in [name for name in one.attrib if str(name).startswith(R)]:
                one.set(name, self._related(one.get(name) or ""))

    def _related(self, ident: str) -> str:
        """The other document's relation to the same part."""
        if ident not in self._relations:
            one = next((r for r in self.carrier.relations(self.carrier.main) if r.id == ident), None)
            if one is None:
                return ident
            target = (
                one.target if one.external else self.package.bring(self.carrier, one.target, self._brought)
            )
            self._relations[ident] = self.package.relate(self.package.main, one.type, target, one.external)
        return self._relations[ident]


def take_records(mover: Mover) -> None:
    """The hidden part of records, and what a document says of itself, from the one that carried what was filled in."""
    carrier, package = mover.carrier, mover.package
    for one in carrier.relations(carrier.main):
        if one.kind == "customXml":
            part = package.bring(carrier, one.target)
            package.put(part, with_wording(package.data(part), package.body), package.type_of(part))
            package.relate(package.main, one.type, part)
    about = next((one for one in carrier.relations("") if one.kind == "core-properties"), None)
    if about is None:
        return
    for one in package.relations(""):
        if one.kind == "core-properties":
            package.unrelate("", one.id)
            package.take_away(one.target)
    package.relate("", about.type, package.bring(carrier, about.target))


def add_annexes(mover: Mover) -> None:
    """The carrier's further sections behind the document's own text, on pages set up as the document's."""
    package, every = mover.package, list(mover.carrier.body)
    body, models = package.body, [deepcopy(one) for one in sections(package.body)]
    last = body.find(f"{W}sectPr")
    _end_section(body, last if last is not None else etree.Element(f"{W}sectPr"))
    first = next(at for at, child in enumerate(every) if child.find(f"{W}pPr/{W}sectPr") is not None)
    waiting: list[_Element] = []
    for child in every[first + 1 :]:
        mover.settle(child)
        body.append(child)
        section = child if child.tag == f"{W}sectPr" else child.find(f"{W}pPr/{W}sectPr")
        if section is None:
            waiting.append(child)
            continue
        then = text_width(section)
        if models:
            _as_models(section, models)
        now = text_width(section)
        for one in waiting if 0 < now != then > 0 else ():
            scale(one, now, then)
        waiting = []


def _as_models(section: _Element, models: list[_Element]) -> None:
    """An annex's section with the document's page; its headers go on from the section before."""
    for reference in section.findall(f"{W}headerReference") + section.findall(f"{W}footerReference"):
        section.remove(reference)
    put_page(section, models)
    if models[0].find(f"{W}titlePg") is None:
        for one in section.findall(f"{W}titlePg"):
            section.remove(one)


def _end_section(body: _Element, last: _Element) -> None:
    """The document's last section ends here; what is added is another."""
    flat = etree.SubElement(body, f"{W}p")
    look = etree.SubElement(flat, f"{W}pPr")
    etree.SubElement(
        look, f"{W}spacing", {f"{W}before": "0", f"{W}after": "0", f"{W}line": "20", f"{W}lineRule": "exact"}
    )
    look.append(last)


def _widths(carrier: Package, package: Package) -> tuple[int, int]:
    ours, theirs = sections(carrier.body), sections(package.body)
    upright = next((one for one in theirs if not is_wide(one)), None)
    return (text_width(upright) if upright is not None else 0), (text_width(ours[0]) if ours else 0)


def without_annexes(data: bytes, file: str, words: str) -> bytes | None:
    """A document of ours with one paragraph of these words, in yellow, in the place of its annexes: of the sections from
    that on in which the first table with figures of ours stands. None where it has none. Raises UsageError where it cannot
    be read.
    """
    package = open_package(data, file)
    children = list(package.body)
    table = next((at for at, one in enumerate(children) if _is_ours(one)), 0)
    ends = [at for at in range(table) if children[at].find(f"{W}pPr/{W}sectPr") is not None]
    if not ends:
        return None
    for one in children[ends[-1] + 1 :]:
        package.body.remove(one)
    look = children[ends[-1]].find(f"{W}pPr")
    section = look.find(f"{W}sectPr") if look is not None else None
    assert look is not None and section is not None  # as it was found
    look.remove(section)
    made = etree.SubElement(package.body, f"{W}p")
    run = text_run(words)
    make_yellow(run)
    made.append(run)
    package.body.append(section)
    return package.pack()


def _is_ours(element: _Element) -> bool:
    if element.tag != f"{W}tbl":
        return False
    return any((one.get(f"{W}name") or "").startswith(PREFIX) for one in element.iter(f"{W}bookmarkStart"))
