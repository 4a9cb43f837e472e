"""A .docx taken apart without trust: the one guard through which everything goes that reads a Word document.

What Word itself refuses is refused (a document type in a part, two parts of one name), and what would fill the memory or
take minutes (members that swell, too many of them, too many tags) before it is unpacked or parsed.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element

from toolkit.errors import UsageError
from toolkit.files.zip_bytes import swells

MAX_FILE = 50_000_000
MAX_UNPACKED = 100_000_000
"""All parts together."""
MAX_MEMBERS = 10_000
MAX_TAGS = 1_000_000
"""Of all XML in it: our report of 23 units has 40,000, a thousand pages of a clerk's some 300,000."""
_JUDGED_FROM = 1_000_000
"""Members larger than this must not be packed to less than honest text can be."""
_ENTRY = b"PK\x01\x02"
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The others inflate without a bound; no office program uses them."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCODING = re.compile(r"""(?<=encoding=)(?:"utf-16[a-z]*"|'utf-16[a-z]*')""", re.IGNORECASE)
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_CONFORMING = b' w:conformance="strict"'
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, etree.LxmlError, KeyError, ValueError, NotImplementedError,
    RuntimeError,
)  # fmt: skip
"""What reading a damaged or locked package and its XML may raise."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """The messages (with {file}, and {megabytes}) by which a verb says that it cannot read a file."""

    broken: str
    large: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part to another part of the package: `kind` is the last word of its type, `target` a part's name."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a package holds, in its order; folders have no part. XML that was written in UTF-16 is in UTF-8."""

    infos: tuple[zipfile.ZipInfo, ...]
    parts: Mapping[str, bytes]


def unpacked(data: bytes, file: str, refusals: Refusals) -> Unpacked:
    """The parts of a package. Raises UsageError naming the file: no ZIP file, damaged, under a password, or too large."""
    if len(data) > MAX_FILE:
        raise UsageError(refusals.large, file=file, megabytes=MAX_FILE // 1_000_000)
    try:
        taken = _taken(data)
    except BROKEN:
        raise UsageError(refusals.broken, file=file) from None
    if taken is None:
        raise UsageError(refusals.large, file=file, megabytes=MAX_UNPACKED // 1_000_000)
    return taken


def parse(part: bytes) -> _Element:
    """A part as a tree: nothing is fetched, no entity resolved. Raises lxml's errors; ValueError where the part has a
    document type, which the standard forbids (ISO/IEC 29500-2, 8.1.4).
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(part, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a document type")
    return root


def usual(part: bytes) -> bytes:
    """A part of the strict kind of .docx ("Strict Open XML Document") with the names that the others have for the same."""
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part).replace(_CONFORMING, b"")


def relations(parts: Mapping[str, bytes], source: str) -> tuple[Relation, ...]:
    """A part's relations to other parts, of the package itself for "". Names differ in more than case, so a target in
    another case is the part there is. Raises as `parse`.
    """
    folder, base = posixpath.split(source)
    rels = parts.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    if rels is None:
        return ()
    known = {name.casefold(): name for name in parts}
    found = []
    for one in parse(rels).iter(_RELATIONSHIP):
        if one.get("TargetMode") != "External":
            path = posixpath.join("/", folder, unquote(one.get("Target", "")))
            target = posixpath.normpath(path).lstrip("/")
            kind = one.get("Type", "").rpartition("/")[2]
            found.append(Relation(one.get("Id", ""), kind, known.get(target.casefold(), target)))
    return tuple(found)


def _taken(data: bytes) -> Unpacked | None:
    """None: too large. Raises one of `BROKEN`."""
    if data.count(_ENTRY) > MAX_MEMBERS:
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = tuple(info for info in archive.infolist() if not info.is_dir())
        too_large = sum(info.file_size for info in infos) > MAX_UNPACKED
        if too_large or any(swells(info, _JUDGED_FROM) for info in infos):
            return None
        parts = {info.filename.lstrip("/"): _member(archive, info) for info in infos}
    if len(parts) < len(infos):
        raise ValueError("two parts of one name")
    if sum(part.count(b"<") for part in parts.values() if _is_xml(part)) > MAX_TAGS:
        return None
    return Unpacked(infos, parts)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member's bytes, as many as it says that it has: asked for all, `zipfile` inflates whatever a wrong size hides."""
    if info.compress_type not in _METHODS:
        raise NotImplementedError(info.filename)
    with archive.open(info) as member:
        part = member.read(info.file_size)
        # At the end it is held against its checksum.
        member.read(1)
    if part.startswith(_UTF16) and info.filename.endswith((".xml", ".rels")):
        return _ENCODING.sub('"UTF-8"', part.decode("utf-16"), count=1).encode()
    return part


def _is_xml(part: bytes) -> bool:
    return part[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
