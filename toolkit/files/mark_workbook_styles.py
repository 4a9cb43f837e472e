"""Formats put behind those that a workbook has. One that stands there already is used again; none is ever taken out.

So every number of a format that the workbook uses keeps its meaning, and marking again adds nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.files.mark_workbook_xml import Edit, Element, Part, UnmarkableError, look_through

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs",
    "cellStyles", "dxfs", "tableStyles", "colors", "extLst",
)  # fmt: skip
_COUNTED = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs")
_FIRST_CUSTOM, _MOST_FORMATS = 164, 64_000
_RESERVED = {"fonts": 1, "fills": 2, "borders": 1, "cellXfs": 1}
"""How many formats have a fixed meaning: the default font, format and border, the two fills that Excel always has."""
_NUMBER = re.compile(rb'(\s(numFmtId|fontId|fillId|borderId|xfId)=)"([0-9]+)"')


@dataclass(frozen=True, slots=True)
class Brought:
    """Where formats of another workbook ended up: number there -> number here."""

    cells: Mapping[int, int]
    differences: Mapping[int, int]


class Styles:
    """A workbook's styles part, and what comes behind its formats."""

    def __init__(self, data: bytes, other: bytes) -> None:
        """`other` is a plain styles part, which says what formats this one lacks begin with. Raises UnmarkableError."""
        self._part = look_through(data, *_COUNTED)
        self._other = look_through(other, *_COUNTED)
        if self._part.root.name != "styleSheet":
            raise UnmarkableError("unmarkable.unusual")
        self._had: dict[str, list[bytes]] = {name: _items(self._part, name) for name in _COUNTED}
        self._new: dict[str, list[bytes]] = {name: [] for name in _COUNTED}
        for name, count in _RESERVED.items():
            if not self._had[name]:
                self._new[name] = [self._part.fitted(one) for one in _items(self._other, name)[:count]]
        self._codes = {
            one.attributes.get("formatCode", ""): int(number)
            for one in _children(self._part, "numFmts")
            if (number := one.attributes.get("numFmtId", "")).isdecimal()
        }

    def bring(self) -> Brought:
        """Every cell format and difference of the other workbook, with the fonts and the rest that they name."""
        codes = self._number_formats()
        known_styles = bool(self._had["cellStyleXfs"])

        def renumbered(found: re.Match[bytes]) -> bytes:
            kind, number = found[2].decode(), int(found[3])
            if kind == "xfId":
                return b'%s"0"' % found[1] if known_styles else b""
            if kind == "numFmtId":
                return b'%s"%d"' % (found[1], codes.get(number, number))
            name = kind.removesuffix("Id") + "s"
            if number >= _RESERVED[name]:
                number = self.place(name, _items(self._other, name)[number])
            return b'%s"%d"' % (found[1], number)

        cells = {0: 0}
        for number, item in enumerate(_items(self._other, "cellXfs")[1:], start=1):
            cells[number] = self.place("cellXfs", _NUMBER.sub(renumbered, item))
        if max(cells.values()) > _MOST_FORMATS:
            raise UnmarkableError("unmarkable.large")
        differences = _items(self._other, "dxfs")
        return Brought(cells, {number: self.place("dxfs", one) for number, one in enumerate(differences)})

    def place(self, name: str, item: bytes) -> int:
        """The number of a format, put behind the others unless it stands there."""
        item = self._part.fitted(item)
        together = self._had[name] + self._new[name]
        if item in together:
            return together.index(item)
        self._new[name].append(item)
        return len(together)

    def written(self) -> bytes:
        """The styles part with what was placed."""
        edits: list[Edit] = []
        for name in _COUNTED:
            items, count = b"".join(self._new[name]), len(self._had[name]) + len(self._new[name])
            there = self._part.root.first(name)
            if items and there:
                edits += self._part.grown(there, items, count)
            elif items:
                tags = self._part.fitted(b"<%s></%s>" % (name.encode(), name.encode()))
                head, _, tail = tags.partition(b">")
                new = b'%s count="%d">%s%s' % (head, count, items, tail)
                edits.append(Edit(at := self._place_of(name), at, new))
        return self._part.edited(edits)

    def _number_formats(self) -> dict[int, int]:
        """A format's code says which it is; built-in numbers mean the same everywhere."""
        moved = {}
        for one in _children(self._other, "numFmts"):
            code, number = one.attributes["formatCode"], int(one.attributes["numFmtId"])
            if code not in self._codes:
                self._codes[code] = max([_FIRST_CUSTOM - 1, *self._codes.values()]) + 1
                item = self._other.raw(one).replace(
                    b'numFmtId="%d"' % number, b'numFmtId="%d"' % self._codes[code]
                )
                self._new["numFmts"].append(self._part.fitted(item))
            moved[number] = self._codes[code]
        return moved

    def _place_of(self, name: str) -> int:
        before = _ORDER[: _ORDER.index(name)]
        ends = [child.end for child in self._part.root.children if child.name in before]
        return ends[-1] if ends else self._part.root.inner


def _children(part: Part, name: str) -> Iterator[Element]:
    found = part.root.first(name)
    return iter(found.children if found else ())


def _items(part: Part, name: str) -> list[bytes]:
    return [part.raw(child) for child in _children(part, name)]
