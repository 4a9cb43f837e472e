"""The parts of a .docx that decide how it looks, as trees: text, styles, theme, numbering, settings, headers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.etree import _Element

from toolkit.errors import UsageError
from toolkit.files.word_parts import BROKEN, Refusals, parse, relations, unpacked, usual

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_READ = frozenset({"styles", "theme", "numbering", "settings", "comments", "header", "footer"})
_REFUSALS = Refusals(broken="history.document_broken", large="history.document_large")


@dataclass(frozen=True, slots=True)
class Package:
    """The main part and those that it names; None for what a document does without. `related` are all parts of the main
    one by relation id.
    """

    document: _Element
    styles: _Element | None
    theme: _Element | None
    numbering: _Element | None
    settings: _Element | None
    comments: _Element | None
    related: Mapping[str, _Element]


def open_package(data: bytes, file: str) -> Package:
    """The parts of a .docx. Raises UsageError naming the file where it cannot be read as one."""
    parts = unpacked(data, file, _REFUSALS).parts
    try:
        return _package(parts)
    except BROKEN:
        raise UsageError(_REFUSALS.broken, file=file) from None


def _package(parts: Mapping[str, bytes]) -> Package:
    main = next((one.target for one in relations(parts, "") if one.kind == "officeDocument"), "")
    document = _tree(parts[main])
    if document.tag != f"{W}document":
        raise ValueError(document.tag)
    by_kind: dict[str, _Element] = {}
    related: dict[str, _Element] = {}
    for one in relations(parts, main):
        if one.target in parts and one.kind in _READ:
            related[one.id] = _tree(parts[one.target])
            by_kind.setdefault(one.kind, related[one.id])
    return Package(
        document=document,
        styles=by_kind.get("styles"),
        theme=by_kind.get("theme"),
        numbering=by_kind.get("numbering"),
        settings=by_kind.get("settings"),
        comments=by_kind.get("comments"),
        related=related,
    )


def _tree(part: bytes) -> _Element:
    """Without comments and processing instructions, which say nothing of a look."""
    root = parse(usual(part))
    etree.strip_tags(root, etree.Comment, etree.PI)
    return root


def chosen(alternate: _Element) -> _Element | None:
    """Of two ways to say one thing (mc:AlternateContent) the first, which today's programs show."""
    choice = alternate.find(f"{MC}Choice")
    return choice if choice is not None and len(choice) else alternate.find(f"{MC}Fallback")
