"""A .docx's bytes to its parts, looked at before anything of it is passed on."""

from lxml import etree

from toolkit.errors import UsageError
from toolkit.files.base_document_package import TYPES, Package, Relation, W
from toolkit.files.word_parts import Refusals, parse, unpacked, usual

_REFUSALS = Refusals(broken="wording.base_broken", large="wording.base_large")
_PROPOSED = etree.XPath("boolean(//@w:author)", namespaces={"w": W.strip("{}")})
_OLE = b"\xd0\xcf\x11\xe0"
_NEEDED = frozenset({
    "styles", "settings", "numbering", "theme", "fontTable", "header", "footer", "footnotes", "endnotes",
})  # fmt: skip


def open_package(data: bytes, file: str) -> Package:
    """The parts of a .docx. Raises UsageError naming the file: too large, encrypted or of Word 97, damaged, a template or
    document with macros, which Word refuses under the name .docx, or one with tracked changes: which wording the office
    agreed upon is its to say, and who proposed the other is nobody else's to read.
    """
    if data.startswith(_OLE):
        raise UsageError("wording.base_old", file=file)
    taken = unpacked(data, file, _REFUSALS).parts
    package = Package({name: usual(part) for name, part in taken.items()}, file)
    check_whole(package)
    return package


def check_whole(package: Package) -> None:
    """Raises UsageError where a part is no XML though it says so, or text needs one that is missing: passed on unread, it
    would be as damaged where it comes. A relation to a part that is gone goes too, unless text names it.
    """
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            try:
                tree = parse(package.data(name))
            except (etree.LxmlError, ValueError):
                package.refuse("wording.base_broken")
            if tree.tag != f"{W}comments" and _PROPOSED(tree):
                package.refuse("wording.base_tracked")
    if any(isinstance(one.tag, str) and len(one.attrib) < 2 for one in package.tree(TYPES)):
        package.refuse("wording.base_broken")
    for name in ("", *package.names):
        for one in package.relations(name):
            if not (one.id and one.type and one.target) or (_is_gone(package, one) and one.kind in _NEEDED):
                package.refuse("wording.base_broken")
            if _is_gone(package, one) and (not name or f'"{one.id}"'.encode() not in package.data(name)):
                package.unrelate(name, one.id)


def _is_gone(package: Package, relation: Relation) -> bool:
    return not relation.external and not package.has(relation.target)
