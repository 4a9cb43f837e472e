"""What a base document says of who typed it and of an older report: none of it goes out with a report."""

from lxml.etree import _Element

from toolkit.files.base_document_package import Package, R, W
from toolkit.files.fill_document_text import drop, lines_of
from toolkit.files.write_document_bindings import NAMESPACE, PREFIX

_OF_FILE = frozenset({"extended-properties", "custom-properties", "thumbnail"})
_REMARKS = frozenset({"comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"})
_OF_COMPUTER = ("attachedTemplate", "mailMerge", "docVars", "rsids")
"""Settings that hold paths and sources of the computer that it was typed on, and when it was worked on."""


def forget_typed(package: Package) -> None:
    """Without the bookmarks and records of an older document of ours that a base was made from, without the comments of who
    worked on it, and without what names them and their computer. (Tracked changes have been refused when it was opened.)
    """
    for name in {line.part for line in lines_of(package)} | {package.main}:
        _forget_marks(package.tree(name))
    for relation in package.relations(package.main):
        if relation.kind in _REMARKS or (
            relation.kind == "customXml" and _is_record(package, relation.target)
        ):
            package.unrelate(package.main, relation.id)
            for below in package.relations(relation.target):
                package.take_away(below.target)
            package.take_away(relation.target)
    for relation in package.relations(""):
        if relation.kind in _OF_FILE:
            package.unrelate("", relation.id)
            package.take_away(relation.target)
    _forget_computer(package)


def _forget_marks(tree: _Element) -> None:
    """Without our bookmarks, and without the places of comments."""
    gone = set()
    for one in list(tree.iter(f"{W}bookmarkStart")):
        if (one.get(f"{W}name") or "").startswith(PREFIX):
            gone.add(one.get(f"{W}id"))
            drop(one)
    for one in list(tree.iter(f"{W}bookmarkEnd")):
        if one.get(f"{W}id") in gone:
            drop(one)
    for one in list(tree.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")):
        drop(one)


def _forget_computer(package: Package) -> None:
    place = package.related(package.main, "settings")
    if not place:
        return
    settings = package.tree(place)
    for one in settings.findall("*"):
        if one.tag in {f"{W}{name}" for name in _OF_COMPUTER}:
            named = {inner.get(f"{R}id") or "" for inner in one.iter()}
            for ident in named - {""}:
                package.unrelate(place, ident)
            settings.remove(one)


def _is_record(package: Package, name: str) -> bool:
    return package.has(name) and NAMESPACE.encode() in package.data(name)
