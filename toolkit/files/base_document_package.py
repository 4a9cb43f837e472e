"""A .docx as the parts it is packed of: read without trust, changed part by part, packed to the same bytes for the same."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from lxml import etree
from lxml.etree import _Element

from toolkit.errors import UsageError
from toolkit.files.word_parts import parse
from toolkit.files.zip_bytes import zip_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
TYPES = "[Content_Types].xml"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """One part's relation to another: `target` is a part's name, or an address outside the file."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """What it is a relation to: "styles", "header", "image"."""
        return self.type.rpartition("/")[2]


class Package:
    """All parts of one .docx. `main` is the name of the document's own part."""

    def __init__(self, members: dict[str, bytes], file: str) -> None:
        self.file = file
        self._members = members
        self._trees: dict[str, _Element] = {}
        self.main = next((one.target for one in self.relations("") if one.kind == "officeDocument"), "")
        if self.main not in members:
            self.refuse("wording.base_broken")
        if self.type_of(self.main) != _DOCUMENT:
            self.refuse("wording.base_kind")
        if self.tree(self.main).find(f"{W}body") is None:
            self.refuse("wording.base_broken")

    @property
    def body(self) -> _Element:
        """The document's content."""
        body = self.tree(self.main).find(f"{W}body")
        assert body is not None  # as it was when the package was opened
        return body

    @property
    def names(self) -> tuple[str, ...]:
        """All parts."""
        return tuple(self._members)

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return name in self._members

    def data(self, name: str) -> bytes:
        """A part as it was read or put."""
        return self._members[name]

    def tree(self, name: str) -> _Element:
        """A part's XML; what is changed in it is packed. Raises UsageError where it is none."""
        if name not in self._trees:
            try:
                self._trees[name] = parse(self._members[name])
            except (etree.LxmlError, KeyError, ValueError):
                self.refuse("wording.base_broken")
        return self._trees[name]

    def put(self, name: str, data: bytes, content_type: str) -> None:
        """A new part, or another content for one."""
        self._members[name] = data
        self._trees.pop(name, None)
        if self.type_of(name) != content_type:
            etree.SubElement(
                self.tree(TYPES), f"{_TYPES}Override", PartName=f"/{name}", ContentType=content_type
            )

    def take_away(self, name: str) -> None:
        """Without the part and its own relations; what was related to it is the caller's to unrelate."""
        for gone in (name, relations_name(name)):
            self._members.pop(gone, None)
            self._trees.pop(gone, None)
        for one in self.tree(TYPES).findall(f"{_TYPES}Override"):
            if one.get("PartName") == f"/{name}":
                self.tree(TYPES).remove(one)

    def type_of(self, name: str) -> str:
        """A part's content type, "" where none is told."""
        types = self.tree(TYPES)
        for one in types.findall(f"{_TYPES}Override"):
            if (one.get("PartName") or "").casefold() == f"/{name}".casefold():
                return one.get("ContentType") or ""
        ending = name.rpartition(".")[2].casefold()
        for one in types.findall(f"{_TYPES}Default"):
            if (one.get("Extension") or "").casefold() == ending:
                return one.get("ContentType") or ""
        return ""

    def relations(self, name: str) -> list[Relation]:
        """A part's relations; of the package itself for ""."""
        if relations_name(name) not in self._members:
            return []
        return [
            Relation(
                one.get("Id") or "",
                one.get("Type") or "",
                one.get("Target") or "" if _is_outside(one) else _absolute(name, one.get("Target") or ""),
                _is_outside(one),
            )
            for one in self.tree(relations_name(name)).findall(f"{_RELATIONS}Relationship")
        ]

    def related(self, name: str, kind: str) -> str:
        """The part that a part is related to by a kind; "" where there is none."""
        found = (one.target for one in self.relations(name) if one.kind == kind and not one.external)
        return next((target for target in found if target in self._members), "")

    def relate(self, name: str, kind_type: str, target: str, external: bool = False) -> str:
        """A new relation of a part; its id."""
        place = relations_name(name)
        if place not in self._members:
            self._members[place] = f'<Relationships xmlns="{_RELATIONS[1:-1]}"/>'.encode()
        taken = {one.id for one in self.relations(name)}
        ident = next(f"rIdTh{n}" for n in range(1, len(taken) + 2) if f"rIdTh{n}" not in taken)
        made = etree.SubElement(self.tree(place), f"{_RELATIONS}Relationship")
        made.set("Id", ident)
        made.set("Type", kind_type)
        made.set("Target", target if external else f"/{target}")
        if external:
            made.set("TargetMode", "External")
        return ident

    def unrelate(self, name: str, ident: str) -> None:
        """Without one relation."""
        tree = self.tree(relations_name(name))
        for one in tree.findall(f"{_RELATIONS}Relationship"):
            if one.get("Id") == ident:
                tree.remove(one)

    def free_name(self, like: str) -> str:
        """A name for a new part, like that of another."""
        stem, dot, ending = like.rpartition(".")
        return next(
            name
            for name in (f"{stem}{more}{dot}{ending}" for more in _endings())
            if name not in self._members
        )

    def bring(self, other: "Package", name: str, made: dict[str, str] | None = None) -> str:
        """Another package's part with all that it is related to, under a free name; that name."""
        made = {} if made is None else made
        if name in made:
            return made[name]
        place = self.free_name(name)
        made[name] = place
        self.put(place, other.packed(name), other.type_of(name))
        for one in other.relations(name):
            if one.external:
                target = one.target
            elif other.has(one.target):
                target = self.bring(other, one.target, made)
            else:
                continue
            self._relate_as(place, one, target)
        return place

    def _relate_as(self, name: str, relation: Relation, target: str) -> None:
        """A relation under the id that the part itself knows it by."""
        ident = self.relate(name, relation.type, target, relation.external)
        for one in self.tree(relations_name(name)).findall(f"{_RELATIONS}Relationship"):
            if one.get("Id") == ident:
                one.set("Id", relation.id)

    def packed(self, name: str) -> bytes:
        """A part as it is packed."""
        if name not in self._trees:
            return self._members[name]
        return etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)

    def pack(self) -> bytes:
        """The file."""
        names = sorted(self._members, key=lambda name: (name != TYPES, not name.startswith("_rels/")))
        return zip_bytes({name: self.packed(name) for name in names})

    def refuse(self, key: str) -> NoReturn:
        """Raises UsageError naming the file."""
        raise UsageError(key, file=self.file)


def relations_name(name: str) -> str:
    """Where a part's relations stand; of the package itself for ""."""
    folder, _, last = name.rpartition("/")
    return f"{folder}/_rels/{last}.rels".lstrip("/")


def _absolute(name: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def _is_outside(relation: _Element) -> bool:
    return relation.get("TargetMode") == "External"


def _endings() -> Iterator[str]:
    yield ""
    number = 1
    while True:
        number += 1
        yield f"_{number}"
