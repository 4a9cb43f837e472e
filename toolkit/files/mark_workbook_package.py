"""An .xlsx package of which some parts change: the others are copied as they stand in the file, packed bytes and all.

Whatever could go wrong with the copy is looked for first: every part is unpacked and held against its checksum, every
XML part is parsed once, and a package that is signed, shared, or built as no known program builds it is refused.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from toolkit.files.content import Content
from toolkit.files.mark_workbook_xml import (
    DOCUMENT,
    Edit,
    Part,
    UnmarkableError,
    check_well_formed,
    look_through,
    xml_value,
)
from toolkit.files.read_workbook import MAX_FILE, MAX_PART, MAX_UNPACKED
from toolkit.files.sniff import sniff
from toolkit.files.sniff_ole import BROKEN
from toolkit.files.zip_bytes import member_info, swells

TYPES = "[Content_Types].xml"
_RELS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELS = (
    f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<Relationships xmlns='{_RELS_NAMESPACE}'></Relationships>"
).encode()
"""Its quotes are ours alone, so that a part that `relate` made is known from an empty one of another program."""
_LOCAL, _CENTRAL, _END = "<4sHHHHHIIIHH", "<4sHHHHHHIIIHHHHHII", "<4sHHHHIIH"
_NAMED_IN_UTF8, _KNOWN_METHODS = 0x800, (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, *BROKEN)
_NUMBERED = re.compile(r"rId([0-9]{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part; `target` is the name of a part, or as written when `outside`."""

    ident: str
    kind: str
    target: str
    outside: bool


class Package:
    """The parts by name, and what became of them. Names are told apart as the standard does, without regard to case."""

    def __init__(self, data: bytes) -> None:
        """Raises UnmarkableError."""
        if len(data) > MAX_FILE:
            raise UnmarkableError("unmarkable.large")
        if sniff(data) is not Content.XLSX:
            raise UnmarkableError("unmarkable.format")
        self._data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._infos = archive.infolist()
                self._names = _names(self._infos)
                self._parts = {info.filename: archive.read(info) for info in self._infos if not info.is_dir()}
        except _BROKEN:
            raise UnmarkableError("unmarkable.damaged") from None
        self._changed: dict[str, bytes | None] = {}
        self._added: dict[str, bytes] = {}
        for name, part in self._parts.items():
            if name.lower().endswith((".xml", ".rels")):
                check_well_formed(part)

    def __contains__(self, name: str) -> bool:
        known = self._names.get(name.lower())
        return name in self._added or (known is not None and self._changed.get(known, b"") is not None)

    def names(self) -> Iterator[str]:
        """The names of all parts as they stand now."""
        yield from (name for name in self._parts if name in self)
        yield from self._added

    def read(self, name: str) -> bytes:
        """A part as it stands now. Raises UnmarkableError where there is none."""
        if name in self._added:
            return self._added[name]
        known = self._names.get(name.lower(), name)
        part = self._changed.get(known, self._parts.get(known))
        if part is None:
            raise UnmarkableError("unmarkable.damaged")
        return part

    def write(self, name: str, part: bytes) -> None:
        """Put a part in its place, a new one behind the others."""
        known = self._names.get(name.lower())
        if known is None or self._changed.get(known, b"") is None:
            self._added[name] = part
        elif part != self.read(known):
            self._changed[known] = part

    def edit(self, part: Part, name: str, edits: list[Edit]) -> None:
        """Carry out edits in a part that was looked through."""
        if edits:
            self.write(name, part.edited(edits))

    def drop(self, name: str) -> None:
        """Take a part out, with the word on its type."""
        if self._added.pop(name, None) is None:
            self._changed[self._names[name.lower()]] = None
        types = look_through(self.read(TYPES))
        path = "/" + name.lower()
        same = (one for one in types.root.children if one.attributes.get("PartName", "").lower() == path)
        self.edit(types, TYPES, [Edit(one.start, one.end) for one in same])

    def drop_with_its_own(self, name: str) -> None:
        """Take a part out, and what no other part has a relationship to."""
        own = [one.target for one in self.relations(name) if not one.outside and one.target in self]
        self.drop(name)
        if rels_of(name) in self:
            self.drop(rels_of(name))
        for target in dict.fromkeys(own):
            if target in self and target.lower() not in self._targets():
                self.drop_with_its_own(target)

    def _targets(self) -> set[str]:
        """Every part that any part has a relationship to."""
        sources = (name for name in self.names() if rels_of(name) in self)
        return {one.target.lower() for source in ("", *sources) for one in self.relations(source)}

    def add(self, name: str, part: bytes, kind: str) -> None:
        """A new part, and the word on its type."""
        self.write(name, part)
        types = look_through(self.read(TYPES))
        item = b"<Override PartName=%s ContentType=%s/>" % (xml_value("/" + name), xml_value(kind))
        self.edit(types, TYPES, list(types.grown(types.root, types.fitted(item))))

    def free_name(self, pattern: str) -> str:
        """The first name of a numbered pattern ("xl/comments{}.xml") that no part has."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def relations(self, source: str) -> list[Relation]:
        """The relationships of a part, in order."""
        name = rels_of(source)
        if name not in self:
            return []
        folder = posixpath.dirname(source)
        return [
            Relation(
                item.attributes.get("Id", ""),
                item.attributes.get("Type", ""),
                _resolved(item.attributes.get("Target", ""), folder, outside),
                outside,
            )
            for item in look_through(self.read(name)).root.children
            for outside in [item.attributes.get("TargetMode") == "External"]
        ]

    def relate(self, source: str, kind: str, target: str) -> str:
        """A new relationship of a part to another; its id."""
        name = rels_of(source)
        part = look_through(self.read(name) if name in self else _NO_RELS)
        taken = (_NUMBERED.fullmatch(item.attributes.get("Id", "")) for item in part.root.children)
        ident = f"rId{max((int(found[1]) for found in taken if found), default=0) + 1}"
        path = posixpath.relpath(target, posixpath.dirname(source) or ".")
        item = b"<Relationship Id=%s Type=%s Target=%s/>" % (
            xml_value(ident),
            xml_value(f"{DOCUMENT}/{kind}"),
            xml_value(path),
        )
        self.write(name, part.edited(part.grown(part.root, part.fitted(item))))
        return ident

    def unrelate(self, source: str, ident: str) -> None:
        """Take a relationship out; a part that `relate` made for the first one goes with the last one."""
        name = rels_of(source)
        part = look_through(self.read(name))
        gone = [item for item in part.root.children if item.attributes.get("Id") == ident]
        without = part.edited(Edit(item.start, item.end) for item in gone)
        if without == _NO_RELS:
            self.drop(name)
        else:
            self.write(name, without)

    def packed(self) -> bytes:
        """The package as bytes: its members in their order, untouched ones as they were packed, then the new ones."""
        body, directory = bytearray(), bytearray()
        for info in self._infos:
            part = self._changed.get(info.filename, b"")
            if part is None:
                continue
            raw, name = _raw(self._data, info)
            if info.filename in self._changed:
                info, raw = _pressed(info.filename, part)
            _append(body, directory, info, name, raw)
        for filename, part in self._added.items():
            info, raw = _pressed(filename, part)
            _append(body, directory, info, filename.encode(), raw)
        count = len(self._infos) + len(self._added) - sum(part is None for part in self._changed.values())
        return bytes(
            body + directory + struct.pack(_END, b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
        )


def rels_of(part: str) -> str:
    """Where the relationships of a part stand."""
    folder, base = posixpath.split(part)
    return f"{folder}/_rels/{base}.rels".lstrip("/")


def _names(infos: list[zipfile.ZipInfo]) -> dict[str, str]:
    """Names in lower case to names as written. Raises UnmarkableError for what only some programs would open."""
    names = {}
    for info in infos:
        lower = info.filename.lower()
        if info.orig_filename != info.filename or "\\" in info.filename or info.filename.startswith("/"):
            raise UnmarkableError("unmarkable.unusual")
        if lower in names or info.flag_bits & 1 or info.compress_type not in _KNOWN_METHODS:
            raise UnmarkableError("unmarkable.unusual")
        if lower.startswith("_xmlsignatures/"):
            raise UnmarkableError("unmarkable.signed")
        if lower.startswith("xl/revisions/"):
            raise UnmarkableError("unmarkable.shared")
        names[lower] = info.filename
    if any(info.file_size > MAX_PART or swells(info) for info in infos):
        raise UnmarkableError("unmarkable.large")
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise UnmarkableError("unmarkable.large")
    if TYPES.lower() not in names or "_rels/.rels" not in names:
        raise UnmarkableError("unmarkable.damaged")
    return names


def _resolved(target: str, folder: str, outside: bool) -> str:
    if outside:
        return target
    path = unquote(target.replace("\\", "/").partition("#")[0])
    return posixpath.normpath(path if path.startswith("/") else f"/{folder}/{path}").lstrip("/")


def _raw(data: bytes, info: zipfile.ZipInfo) -> tuple[bytes, bytes]:
    """A member's packed bytes and its name's, as they stand in the file."""
    head = info.header_offset + struct.calcsize(_LOCAL)
    name, extra = struct.unpack_from("<HH", data, head - 4)
    begin = head + name + extra
    return data[begin : begin + info.compress_size], data[head : head + name]


def _pressed(filename: str, part: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    """A changed part as a member: nothing of this computer, nor of this day."""
    info = member_info(filename)
    info.flag_bits = _NAMED_IN_UTF8
    info.CRC, info.file_size = zlib.crc32(part), len(part)
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    raw = packer.compress(part) + packer.flush()
    info.compress_size = len(raw)
    return info, raw


def _append(body: bytearray, directory: bytearray, info: zipfile.ZipInfo, name: bytes, raw: bytes) -> None:
    """One member into the body, and its line into the directory. Sizes stand before it, so no descriptor follows."""
    year, month, day, hour, minute, second = info.date_time
    moment = (hour << 11 | minute << 5 | second // 2, year - 1980 << 9 | month << 5 | day)
    flags = info.flag_bits & _NAMED_IN_UTF8
    common = (20, flags, info.compress_type, *moment, info.CRC, len(raw), info.file_size, len(name))
    made_by = info.create_system << 8 | info.create_version
    directory += struct.pack(_CENTRAL, b"PK\1\2", made_by, *common, 0, 0, 0, 0, info.external_attr, len(body))
    directory += name
    body += struct.pack(_LOCAL, b"PK\3\4", *common, 0) + name + raw
