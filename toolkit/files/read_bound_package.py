"""A .docx as a package: its parts by name, which of them hold text, and where our record of its figures lies."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from toolkit.errors import UsageError
from toolkit.files.write_document_bindings import NAMESPACE
from toolkit.files.zip_bytes import swells

MAX_FILE = 50_000_000
MAX_PART = 100_000_000
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_STORIES = ("header", "footer", "footnotes", "endnotes")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, etree.LxmlError, KeyError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part: its kind is the last word of its type, `target` the name of a part of the package."""

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class WordPackage:
    """All parts, unpacked. `main` is the document's own, `stories` those with text, main first; `styles` and `record` may
    be "" (no styles; nothing of ours). `signed`: a digital signature is on it, which any change would break.
    """

    infos: tuple[zipfile.ZipInfo, ...]
    parts: Mapping[str, bytes]
    main: str
    stories: tuple[str, ...]
    styles: str
    record: str
    signed: bool

    def packed(self, changed: Mapping[str, bytes]) -> bytes:
        """The package with some parts changed; the others, their order and their dates stay."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            for info in self.infos:
                content = changed.get(info.filename, self.parts[info.filename])
                archive.writestr(info, content, compress_type=info.compress_type)
        return held.getvalue()


def open_package(data: bytes, name: str) -> WordPackage:
    """Raises UsageError naming the file: not a .docx, damaged, locked by a password, or too large."""
    if len(data) > MAX_FILE:
        raise UsageError("bound.large", file=name, megabytes=MAX_FILE // 1_000_000)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = tuple(archive.infolist())
            if any(info.file_size > MAX_PART or swells(info) for info in infos):
                raise UsageError("bound.large", file=name, megabytes=MAX_PART // 1_000_000)
            parts = {info.filename: archive.read(info) for info in infos}
        if len(parts) < len(infos):
            raise ValueError("two parts of one name")
        return _package(infos, parts)
    except _BROKEN:
        raise UsageError("bound.broken", file=name) from None


def _package(infos: tuple[zipfile.ZipInfo, ...], parts: Mapping[str, bytes]) -> WordPackage:
    main = next((one.target for one in _relations(parts, "") if one.kind == "officeDocument"), "")
    if main not in parts:
        raise ValueError("no document in it")
    own = [one for one in _relations(parts, main) if one.target in parts]
    stories = [one.target for kind in _STORIES for one in own if one.kind == kind]
    records = [one.target for one in own if one.kind == "customXml" and _is_record(parts[one.target])]
    return WordPackage(
        infos=infos,
        parts=parts,
        main=main,
        stories=tuple(dict.fromkeys((main, *stories))),
        styles=next((one.target for one in own if one.kind == "styles"), ""),
        record=records[0] if records else "",
        signed=any(name.lower().startswith("_xmlsignatures/") for name in parts),
    )


def parse(part: bytes) -> etree._Element:
    """A part as a tree. Raises lxml's errors."""
    return etree.fromstring(part, _PARSER)


def _is_record(part: bytes) -> bool:
    return NAMESPACE.encode() in part and parse(part).tag == f"{{{NAMESPACE}}}bound"


def _relations(parts: Mapping[str, bytes], source: str) -> Iterator[Relation]:
    folder, base = posixpath.split(source)
    rels = parts.get(f"{folder}/_rels/{base}.rels".lstrip("/"))
    for item in parse(rels) if rels else ():
        if item.get("TargetMode") != "External":
            target = unquote(item.get("Target", ""))
            path = target if target.startswith("/") else f"/{folder}/{target}"
            yield Relation(item.get("Type", "").rpartition("/")[2], posixpath.normpath(path).lstrip("/"))
