"""Our styles and those of a document that staff restyled in Word: whose a paragraph's look is.

A style is known by its name: Word keeps a style's id, LibreOffice makes new ones. A style of ours that the other document
lacks is taken over whole, with what our defaults say, so that it looks there as it does with us.
"""

from copy import deepcopy
from itertools import chain, count

from lxml import etree
from lxml.etree import _Element

from toolkit.files.base_document_package import W
from toolkit.files.write_document_styles import FONT

OURS = "vb - "
"""How the names of our own styles begin, folded."""
_HEADING = "heading "
_RUN_ORDER = ("rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs")
_PARAGRAPH_DEFAULTS = {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}


def merge_styles(ours: _Element, theirs: _Element, used: frozenset[str] = frozenset()) -> dict[str, str]:
    """Put our paragraph styles into `theirs` (the `w:styles` of the other document) where they are lacking; gives by our
    style ids those that stand for them there.

    The headings that every Word document has count only where the other document is one of ours or uses them (`used`, the
    ids of styles that its text is in): Word's own are blue and of another font.
    """
    known = {_name(one): one for one in theirs.findall(f"{W}style") if _is_paragraph(one)}
    taken = {_id(one) for one in theirs.findall(f"{W}style")}
    descends = any(name.startswith(OURS) for name in known)
    ids: dict[str, str] = {}
    for style in ours.findall(f"{W}style"):
        if not _is_paragraph(style) or style.get(f"{W}default") == "1":
            continue
        there = known.get(_name(style))
        if there is not None and (descends or _id(there) in used):
            ids[_id(style)] = _id(there)
            continue
        made = _whole(style)
        if there is not None:
            for name in made.findall(f"{W}name"):
                name.set(f"{W}val", f"VB - {_name(style)}")
            made.set(f"{W}customStyle", "1")
        ident = _free(_id(style), taken)
        made.set(f"{W}styleId", ident)
        taken.add(ident)
        ids[_id(style)] = ident
        theirs.append(made)
    return ids


def restyle(part: _Element, ids: dict[str, str]) -> None:
    """In a part that we wrote: the other document's style ids, and its styles' font in the place of ours."""
    for style in part.iter(f"{W}pStyle"):
        style.set(f"{W}val", ids.get(style.get(f"{W}val") or "", style.get(f"{W}val") or ""))
    for font in list(part.iter(f"{W}rFonts")):
        if font.get(f"{W}ascii") == FONT:
            parent = font.getparent()
            assert parent is not None
            parent.remove(font)


def used_styles(parts: list[_Element]) -> frozenset[str]:
    """The ids of the paragraph styles that text is in."""
    found = set()
    for part in parts:
        for style in part.iter(f"{W}pStyle"):
            paragraph = style.getparent().getparent()  # type: ignore[union-attr]
            if paragraph is not None and any(one.text for one in paragraph.iter(f"{W}t")):
                found.add(style.get(f"{W}val") or "")
    return frozenset(found)


def _whole(style: _Element) -> _Element:
    """A style of ours that stands on nothing but itself: what our defaults say is said in it."""
    made = deepcopy(style)
    for based in made.findall(f"{W}basedOn"):
        made.remove(based)
    look = made.find(f"{W}rPr")
    if look is None:
        look = etree.SubElement(made, f"{W}rPr")
    if look.find(f"{W}rFonts") is None:
        places = ("ascii", "hAnsi", "eastAsia", "cs")
        look.insert(0, _tag("rFonts", **dict.fromkeys(places, FONT)))
    if look.find(f"{W}color") is None:
        before = [one for one in look if etree.QName(one).localname in _RUN_ORDER[:5]]
        before[-1].addnext(_tag("color", val="auto"))
    shape = made.find(f"{W}pPr")
    spacing = shape.find(f"{W}spacing") if shape is not None else None
    if spacing is not None:
        for name, value in _PARAGRAPH_DEFAULTS.items():
            if spacing.get(f"{W}{name}") is None:
                spacing.set(f"{W}{name}", value)
    return made


def _tag(name: str, **attributes: str) -> _Element:
    return etree.Element(f"{W}{name}", {f"{W}{key}": value for key, value in attributes.items()})


def _is_paragraph(style: _Element) -> bool:
    return style.get(f"{W}type") == "paragraph"


def _id(style: _Element) -> str:
    return style.get(f"{W}styleId") or ""


def _name(style: _Element) -> str:
    name = style.find(f"{W}name")
    return (name.get(f"{W}val") or "").casefold() if name is not None else ""


def _free(ident: str, taken: set[str]) -> str:
    return next(one for one in chain((ident,), (f"{ident}{n}" for n in count(2))) if one not in taken)
