"""The parts of a .docx that decide how it looks, as trees: text, styles, theme, numbering, settings, headers."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.etree import _Element

from toolkit.errors import UsageError
from toolkit.files.zip_bytes import swells

MAX_FILE = 50_000_000
MAX_PART = 100_000_000

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A[1:-1].encode()),
)
"""Names of the strict kind of .docx, and what the others call the same."""


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
    try:
        if len(data) > MAX_FILE:
            raise UsageError("history.document_large", file=file, megabytes=MAX_FILE // 1_000_000)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(info.file_size > MAX_PART or swells(info) for info in archive.infolist()):
                raise UsageError("history.document_large", file=file, megabytes=MAX_PART // 1_000_000)
            return _package(archive)
    except (
        zipfile.BadZipFile, zlib.error, EOFError, etree.LxmlError, KeyError, ValueError, NotImplementedError,
        RuntimeError,
    ):  # fmt: skip
        raise UsageError("history.document_broken", file=file) from None


def _package(archive: zipfile.ZipFile) -> Package:
    main = next((target for _, kind, target in _relations(archive, "") if kind == "officeDocument"), "")
    document = _tree(archive, main)
    if document.tag != f"{W}document":
        raise ValueError(document.tag)
    names = {name.casefold(): name for name in archive.namelist()}
    by_kind: dict[str, _Element] = {}
    related: dict[str, _Element] = {}
    for ident, kind, target in _relations(archive, main):
        name = names.get(target.casefold())
        if name is None or kind not in _READ:
            continue
        related[ident] = _tree(archive, name)
        by_kind.setdefault(kind, related[ident])
    return Package(
        document=document,
        styles=by_kind.get("styles"),
        theme=by_kind.get("theme"),
        numbering=by_kind.get("numbering"),
        settings=by_kind.get("settings"),
        comments=by_kind.get("comments"),
        related=related,
    )


_READ = frozenset({"styles", "theme", "numbering", "settings", "comments", "header", "footer"})


def _relations(archive: zipfile.ZipFile, part: str) -> list[tuple[str, str, str]]:
    """Id, last word of its type and target of each relation of a part; "" is the package."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if part and path not in archive.namelist():
        return []
    found = []
    for one in _tree(archive, path).iter(_RELATIONSHIP):
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            found.append((one.get("Id", ""), one.get("Type", "").rpartition("/")[2], target))
    return found


def _tree(archive: zipfile.ZipFile, name: str) -> _Element:
    data = archive.read(name)
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    return etree.fromstring(data, parser)


def chosen(alternate: _Element) -> _Element | None:
    """Of two ways to say one thing (mc:AlternateContent) the first, which today's programs show."""
    choice = alternate.find(f"{MC}Choice")
    return choice if choice is not None and len(choice) else alternate.find(f"{MC}Fallback")
