"""A part's XML as places in its bytes: what is to change is cut out or put in, and every other byte stays as it was.

No tree is built and written again: prefixes, order of attributes, blanks, extensions and whatever a program put there
that nobody here knows survive by not being touched. Element names are local where the namespace is the root's own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape

from toolkit.errors import TonghopError

DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""Namespace of r:id, and the beginning of every type of relationship."""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_START_TAG = re.compile(rb"<([^\s/>]+)(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_END_TAG = re.compile(rb"</[^>]*>")
_NAME = re.compile(rb"<(/?)(?=[A-Za-z])")
_UNTOLD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_ALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UTF8 = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
_CELLS = "sheetData"
_ALTERNATE = "http://schemas.openxmlformats.org/markup-compatibility/2006 AlternateContent"


class UnmarkableError(TonghopError):
    """A workbook into which marks cannot be put safely; the message `unmarkable.*` says why."""

    exit_code = 1

    @property
    def reason(self) -> str:
        """The last word of the message's key: "format", "damaged", "unusual", "signed" ..."""
        return self.key.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Element:
    """One element and its place: its bytes are [start, end), what it holds [inner, close); the same when it is empty.

    `children` and `text` (its own and its descendants') are known of the elements that were asked for alone.
    """

    name: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    close: int
    end: int
    children: tuple["Element", ...] = ()
    text: str = ""

    def all(self, name: str) -> Iterator["Element"]:
        """The descendants of a name, in order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)

    def first(self, name: str) -> "Element | None":
        """The first child of a name."""
        return next((child for child in self.children if child.name == name), None)


@dataclass(frozen=True, slots=True)
class Edit:
    """The bytes [start, end) give way to others."""

    start: int
    end: int
    new: bytes = b""


@dataclass(frozen=True, slots=True)
class Part:
    """A part that was looked through: `root` with its children; `prefixes` maps namespaces to the root's prefixes."""

    data: bytes
    root: Element
    namespace: str
    prefixes: Mapping[str, str]

    @property
    def prefix(self) -> bytes:
        """How elements of the root's own namespace begin: b"" or b"x:"."""
        name = self.tag(self.root)
        return name[: name.find(b":") + 1]

    def tag(self, element: Element) -> bytes:
        """An element's name as it is written."""
        found = _START_TAG.match(self.data, element.start)
        assert found, "expat found an element there"
        return found[1]

    def fitted(self, fragment: bytes) -> bytes:
        """Elements written without prefixes, in this part's own."""
        return _NAME.sub(rb"<\1" + self.prefix, fragment) if self.prefix else fragment

    def raw(self, element: Element) -> bytes:
        return self.data[element.start : element.end]

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The part with its edits, which must not overlap; those at one place go in in the order given."""
        pieces, at = [], 0
        for edit in sorted(edits, key=lambda edit: edit.start):
            pieces += [self.data[at : edit.start], edit.new]
            at = max(at, edit.end)
        return b"".join([*pieces, self.data[at:]])

    def grown(self, element: Element, items: bytes, count: int | None = None) -> Iterator[Edit]:
        """What puts items behind the last child of an element, and corrects the number it states of them."""
        head = self.data[element.start : element.inner]
        if count is not None:
            head = re.sub(rb"(\scount\s*=\s*)(\"[^\"]*\"|'[^']*')", rb'\g<1>"%d"' % count, head, count=1)
        if element.end == element.inner:
            head = head.rstrip(b"/> \t\r\n") + b">"
            yield Edit(element.start, element.end, head + items + b"</" + self.tag(element) + b">")
            return
        if count is not None:
            yield Edit(element.start, element.inner, head)
        yield Edit(element.close, element.close, items)


def look_through(data: bytes, *deep: str) -> Part:
    """A part's root and its children; of the children named in `deep` (and of alternate content) all that is inside.

    Raises UnmarkableError for what is not well-formed, has a document type, or is in another encoding than UTF-8.
    """
    found = _Looker(data, frozenset(deep) | {_ALTERNATE})
    found.parse()
    if found.encoding not in _UTF8 or found.root is None:
        raise UnmarkableError("unmarkable.unusual")
    return Part(data, found.root, found.namespace, found.prefixes)


def check_well_formed(data: bytes) -> None:
    """Raises UnmarkableError for XML that a parser refuses, or that brings a document type along."""
    reader = expat.ParserCreate(namespace_separator=" ")
    reader.StartDoctypeDeclHandler = _refuse
    try:
        reader.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise UnmarkableError("unmarkable.damaged") from None


def xml_text(text: str) -> bytes:
    """A text as an element holds it; what XML or Excel would not show as it is, is left out or escaped."""
    plain = _ESCAPE_ALIKE.sub("_x005F_", _UNTOLD.sub("", text.replace("\r\n", "\n")))
    return escape(plain).encode()


def xml_value(text: str) -> bytes:
    """A text as an attribute's value, with its quotes."""
    return b'"' + escape(_UNTOLD.sub("", text), {'"': "&quot;", "\n": "&#10;"}).encode() + b'"'


def _refuse(*_: object) -> NoReturn:
    raise UnmarkableError("unmarkable.damaged")


@dataclass(slots=True)
class _Open:
    """An element whose end was not met yet."""

    name: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    children: list[Element]
    text: list[str]


class _Looker:
    """The parser's events, gathered into elements."""

    def __init__(self, data: bytes, deep: frozenset[str]) -> None:
        self._data, self._deep = data, deep
        self._open: list[_Open] = []
        self._skipped = 0
        self.root: Element | None = None
        self.namespace = ""
        self.encoding = ""
        self.prefixes: dict[str, str] = {}
        self._reader = expat.ParserCreate(namespace_separator=" ")
        self._reader.buffer_text = True
        self._reader.StartElementHandler = self._start
        self._reader.EndElementHandler = self._end
        self._reader.StartNamespaceDeclHandler = self._declare
        self._reader.StartDoctypeDeclHandler = _refuse
        self._reader.XmlDeclHandler = self._say

    def parse(self) -> None:
        if self._data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise UnmarkableError("unmarkable.unusual")
        try:
            self._reader.Parse(self._data, True)
        except (expat.ExpatError, ValueError, LookupError):
            raise UnmarkableError("unmarkable.damaged") from None

    def _say(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.encoding = (encoding or "").lower()

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        if not self._open:
            self.prefixes.setdefault(uri or "", prefix or "")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # Deeper than the root's children only what was asked for is kept; cells, of which there may be millions, are
        # not even told of: their sheetData cannot hold another one.
        if self._skipped or (len(self._open) == 2 and self._open[1].name not in self._deep):
            self._skipped += 1
            if self._open[1].name == _CELLS:
                self._reader.StartElementHandler = None
                self._reader.EndElementHandler = self._end_of_cells
            return
        uri, _, local = name.rpartition(" ")
        if not self._open:
            self.namespace = uri
        at = self._reader.CurrentByteIndex
        tag = _START_TAG.match(self._data, at)
        if tag is None:
            raise UnmarkableError("unmarkable.unusual")
        name = local if uri == self.namespace else name
        self._open.append(_Open(name, attributes, at, tag.end(), [], []))
        if len(self._open) == 2 and name in self._deep:
            self._reader.CharacterDataHandler = self._take

    def _take(self, text: str) -> None:
        for element in self._open[1:]:
            element.text.append(text)

    def _end_of_cells(self, name: str) -> None:
        if name.rpartition(" ")[2] == _CELLS:
            self._skipped = 0
            self._reader.StartElementHandler, self._reader.EndElementHandler = self._start, self._end
            self._end(name)

    def _end(self, _: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        one = self._open.pop()
        if self._data[one.inner - 2 : one.inner] == b"/>":
            close = end = one.inner
        else:
            close = self._reader.CurrentByteIndex
            tag = _END_TAG.match(self._data, close)
            if tag is None:
                raise UnmarkableError("unmarkable.unusual")
            end = tag.end()
        text = "".join(one.text)
        whole = Element(one.name, one.attributes, one.start, one.inner, close, end, tuple(one.children), text)
        if len(self._open) == 1:
            self._reader.CharacterDataHandler = None
        if self._open:
            self._open[-1].children.append(whole)
        else:
            self.root = whole
