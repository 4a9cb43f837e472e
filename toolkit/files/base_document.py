"""Our document in the look of another that staff restyled in Word: its styles, theme, numbering, page, header and footer.

What the other document says is left out; every word and binding of ours stays as it was written.
"""

from copy import deepcopy

from lxml import etree
from lxml.etree import _Element

from toolkit.files.base_document_open import open_package
from toolkit.files.base_document_package import Package, R, W
from toolkit.files.base_document_styles import merge_styles, restyle, used_styles

_LOOKS = ("styles", "theme", "fontTable", "numbering")
_REFERENCES = (f"{W}headerReference", f"{W}footerReference")
_WORDS = (f"{W}t", f"{W}instrText")
_SHOWN = (f"{W}fldSimple", f"{W}drawing", f"{W}pict", f"{W}object")
_SECTION_ORDER = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders",
    "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter",
    "docGrid", "printerSettings",
)  # fmt: skip
_SETTINGS = ("mirrorMargins", "evenAndOddHeaders", "gutterAtTop", "themeFontLang", "clrSchemeMapping")
_SETTINGS_BEFORE = ("defaultTabStop", "compat")
_PAGE = ("pgSz", "pgMar", "pgBorders", "docGrid")
_SIZED = frozenset({"pgSz", "pgMar"})
"""What every section of ours says: it stays where the base says nothing."""


def restyled(written: bytes, base: bytes, file: str) -> bytes:
    """A document that `write_document` wrote, in the look of `base`; `file` names that for messages.

    Upright pages are set up as the base's first upright section, wide ones as its first wide one, else as the upright one
    turned. Its headers and footers take the place of ours; where it has none, ours number the pages. Tables keep their
    share of the page's width. Raises UsageError where the base cannot be read.
    """
    ours, theirs = open_package(written, file), open_package(base, file)
    widths = [text_width(one) for one in sections(ours.body)]
    ids = take_styles(ours, theirs)
    _replace_looks(ours, theirs, ids)
    _take_settings(ours, theirs)
    _set_pages(ours, theirs)
    for part in _texts(ours):
        restyle(ours.tree(part), ids)
    _fit(ours.body, widths)
    return ours.pack()


def take_styles(ours: Package, theirs: Package) -> dict[str, str]:
    """Our styles into the other document; by our style ids those that stand for them there."""
    place = theirs.related(theirs.main, "styles")
    written = ours.tree(ours.related(ours.main, "styles"))
    if not place:
        return {}
    used = used_styles([theirs.tree(part) for part in _texts(theirs)])
    return merge_styles(written, theirs.tree(place), used)


def sections(body: _Element) -> list[_Element]:
    """The properties of each section, in order."""
    found = [one for paragraph in body.iter(f"{W}pPr") for one in paragraph.findall(f"{W}sectPr")]
    return [*found, *body.findall(f"{W}sectPr")]


def text_width(section: _Element) -> int:
    """Between the margins, in twentieths of a point; 0 where the section does not say."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return 0
    return number(size, "w") - number(margins, "left") - number(margins, "right") - number(margins, "gutter")


def number(element: _Element, name: str) -> int:
    """An attribute that is a number, 0 where it is none."""
    raw = (element.get(f"{W}{name}") or "").partition(".")[0]
    return int(raw) if raw.lstrip("-").isdecimal() else 0


def is_wide(section: _Element) -> bool:
    """Whether its pages lie on their long side."""
    size = section.find(f"{W}pgSz")
    return size is not None and number(size, "w") > number(size, "h")


def _texts(package: Package) -> list[str]:
    """The document's own part, its headers and footers."""
    kinds = {"header", "footer"}
    beside = [one.target for one in package.relations(package.main) if one.kind in kinds and not one.external]
    return [package.main, *(name for name in beside if package.has(name))]


def _replace_looks(ours: Package, theirs: Package, ids: dict[str, str]) -> None:
    """The base's parts that say how text looks, in the place of ours."""
    for kind in _LOOKS:
        place = theirs.related(theirs.main, kind)
        if not place or (kind == "styles" and not ids):
            continue
        for old in [one for one in ours.relations(ours.main) if one.kind == kind]:
            ours.unrelate(ours.main, old.id)
            ours.take_away(old.target)
        relation = next(one for one in theirs.relations(theirs.main) if one.kind == kind)
        ours.relate(ours.main, relation.type, ours.bring(theirs, place))


def _take_settings(ours: Package, theirs: Package) -> None:
    """What of the base's settings its pages and fonts need."""
    source, place = theirs.related(theirs.main, "settings"), ours.related(ours.main, "settings")
    if not source or not place:
        return
    held = ours.tree(place)
    for name in _SETTINGS:
        found = theirs.tree(source).find(f"{W}{name}")
        if found is None or held.find(f"{W}{name}") is not None:
            continue
        early = name in _SETTINGS[:3]
        before = next((one for one in held if etree.QName(one).localname in _SETTINGS_BEFORE), None)
        if early and before is not None:
            before.addprevious(deepcopy(found))
        else:
            held.append(deepcopy(found))


def _set_pages(ours: Package, theirs: Package) -> None:
    every = sections(theirs.body)
    if not every:
        return
    for section in sections(ours.body):
        put_page(section, every)
    framed = [one for one in every if _says_something(theirs, one)]
    if not framed:
        return
    made: dict[str, str] = {}
    _forget_headers(ours)
    _give_headers(ours, theirs, framed[0], sections(ours.body)[0], made)
    wide = next((one for one in framed[1:] if is_wide(one)), None)
    target = next((one for one in sections(ours.body) if is_wide(one)), None)
    if wide is not None and target is not None and not is_wide(framed[0]):
        _give_headers(ours, theirs, wide, target, made)
    if framed[0].find(f"{W}titlePg") is None:
        for section in sections(ours.body):
            _put(section, "titlePg", None)


def _says_something(package: Package, section: _Element) -> bool:
    """Whether a header or footer that a section brings holds words, a field or a picture. LibreOffice leaves empty ones in
    sections of a single page.
    """
    targets = {one.id: one.target for one in package.relations(package.main)}
    places = (targets.get(one.get(f"{R}id") or "", "") for one in section if one.tag in _REFERENCES)
    trees = (package.tree(place) for place in places if package.has(place))
    return any(one.text or one.tag not in _WORDS for tree in trees for one in tree.iter(*_WORDS, *_SHOWN))


def _forget_headers(ours: Package) -> None:
    """Without our own headers: none of our sections points to them any more."""
    for section in sections(ours.body):
        for one in [one for one in section if one.tag in _REFERENCES]:
            section.remove(one)
    for relation in ours.relations(ours.main):
        if relation.kind in {"header", "footer"}:
            ours.unrelate(ours.main, relation.id)
            ours.take_away(relation.target)


def put_page(section: _Element, models: list[_Element]) -> None:
    """A section's page set up as the first of the models' that lies as it does, else as the first one turned."""
    wide = is_wide(section)
    source = next((one for one in models if is_wide(one) == wide), None)
    if source is None:
        source = _turned(models[0])
    for name in _PAGE:
        if source.find(f"{W}{name}") is not None or name not in _SIZED:
            _put(section, name, source.find(f"{W}{name}"))


def _give_headers(
    ours: Package, theirs: Package, source: _Element, target: _Element, made: dict[str, str]
) -> None:
    """A base section's headers and footers to a section of ours: those after it go on with them."""
    targets = {one.id: one for one in theirs.relations(theirs.main)}
    references = [one for one in source if one.tag in _REFERENCES]
    for at, reference in enumerate(references):
        relation = targets.get(reference.get(f"{R}id") or "")
        if relation is None or not theirs.has(relation.target):
            continue
        place = ours.bring(theirs, relation.target, made)
        known = next((one.id for one in ours.relations(ours.main) if one.target == place), None)
        again = deepcopy(reference)
        again.set(f"{R}id", known or ours.relate(ours.main, relation.type, place))
        target.insert(at, again)


def _turned(section: _Element) -> _Element:
    """The same page on its other side, with the same margins."""
    made = deepcopy(section)
    size = made.find(f"{W}pgSz")
    if size is not None:
        width, height = size.get(f"{W}w") or "", size.get(f"{W}h") or ""
        size.set(f"{W}w", height)
        size.set(f"{W}h", width)
        lies = number(size, "w") > number(size, "h")
        size.set(f"{W}orient", "landscape" if lies else "portrait")
    return made


def _put(section: _Element, name: str, element: _Element | None) -> None:
    """An element of a section's properties in its place in the schema, instead of what stands there; None: none."""
    for old in section.findall(f"{W}{name}"):
        section.remove(old)
    if element is None:
        return
    later = _SECTION_ORDER[_SECTION_ORDER.index(name) + 1 :]
    after = next((one for one in section if etree.QName(one).localname in later), None)
    if after is None:
        section.append(deepcopy(element))
    else:
        after.addprevious(deepcopy(element))


def _fit(body: _Element, widths: list[int]) -> None:
    """Tables and drawn lines as wide a part of the page as they were: `widths` are those of the sections before."""
    every = sections(body)
    at = 0
    for child in body:
        if at >= len(every):
            break
        now, then = text_width(every[at]), widths[at]
        if now > 0 and then > 0 and now != then:
            scale(child, now, then)
        if child.find(f"{W}pPr/{W}sectPr") is not None:
            at += 1


def scale(element: _Element, now: int, then: int) -> None:
    """A table's or a drawn line's widths by now/then."""
    for part in element.iter(f"{W}tblW", f"{W}gridCol", f"{W}tcW"):
        if part.get(f"{W}type", "dxa") == "dxa":
            part.set(f"{W}w", str(number(part, "w") * now // then))
    for border in element.iter(f"{W}pBdr"):
        around = border.getparent()
        sides = around.find(f"{W}ind") if around is not None else None
        if sides is None:
            continue
        for name in ("left", "right"):
            sides.set(f"{W}{name}", str(number(sides, name) * now // then))
