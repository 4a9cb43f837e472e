"""One pass over a worksheet's XML for what calamine hides. No entity is ever expanded: a document type is refused.

Nearly all writers produce the same plain syntax, which a regular expression reads ten times as fast as a parser; a part
that is anything else (prefixes, comments, other encodings, cells without address) goes through expat. A test holds
the two to the same answers.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from toolkit.files.model import Area

_DIGITS = "0123456789"
_PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*)(?<!/)>(?!</c>)(.*?)</c>', re.DOTALL)
_TYPE = re.compile(rb'(?:^|\s)t="([^"]*)"')
_STYLE = re.compile(rb'(?:^|\s)s="([^"]*)"')
_VALUE = re.compile(rb"<v(?: [^>]*)?>(.*?)</v>", re.DOTALL)
_UNUSUAL = re.compile(rb'<c(?![A-Za-z])(?! r="[A-Z]{1,3}[0-9]{1,7}"[^>\']*>)')
_UNUSUAL_PARTS = (b"<!", b"\0", b":c ", b":c>")

Start = Callable[[str, dict[str, str]], None]


class NotAllowedError(Exception):
    """A part declares a document type; ours and Excel's never do."""


@dataclass(slots=True)
class SheetFacts:
    """One sheet; positions are (row, column) from 0, `bottom`/`right` those of the farthest cell with content (-1: none).

    `merged` is only for formats whose merges calamine does not give. The rest as in `RawWorkbook`.
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    bottom: int = -1
    right: int = -1

    def note(self, row: int, col: int, kind: str, value: str | None, formula: bool, percent: bool) -> None:
        """Take in one cell with content; `value` is the text of its value, None without one."""
        where = (row, col)
        self.bottom, self.right = max(self.bottom, row), max(self.right, col)
        if kind == "e":
            self.errors[where] = (value or "").strip()
        elif formula and not value and kind != "str":
            self.uncalculated.add(where)
        elif percent:
            self.percents.add(where)


def scan_sheet(data: bytes, percent_styles: frozenset[str] = frozenset()) -> SheetFacts:
    """Scan one worksheet part. Raises NotAllowedError, expat.ExpatError."""
    end = data.find(b"</sheetData>")
    cells = data[:end] if end >= 0 else data
    if end >= 0 and not any(part in cells for part in _UNUSUAL_PARTS) and not _UNUSUAL.search(cells):
        return scan_plain(cells, percent_styles)
    return scan_any(data, percent_styles)


def scan_plain(cells: bytes, percent_styles: frozenset[str]) -> SheetFacts:
    """Scan the usual syntax."""
    facts = SheetFacts()
    columns: dict[bytes, int] = {}
    percents = frozenset(style.encode() for style in percent_styles)
    for letters, digits, attributes, inside in _PLAIN_CELL.findall(cells):
        if letters not in columns:
            columns[letters] = _column(letters.decode())
        row, col = int(digits) - 1, columns[letters]
        formula = b"<f" in inside
        style = _STYLE.search(attributes) if percents else None
        percent = style is not None and style[1] in percents
        if formula or percent or b't="e"' in attributes:
            kind = _TYPE.search(attributes)
            said = _VALUE.search(inside)
            value = said[1].decode("utf-8", "replace") if said else "text" if b"<is" in inside else ""
            facts.note(row, col, kind[1].decode() if kind else "", value, formula, percent)
        else:
            facts.bottom, facts.right = max(facts.bottom, row), max(facts.right, col)
    return facts


def scan_any(data: bytes, percent_styles: frozenset[str]) -> SheetFacts:
    """Scan any well-formed worksheet."""
    facts = SheetFacts()
    cell: dict[str, str] = {}
    at = [-1, -1]
    texts: list[str] = []
    inside: set[str] = set()
    columns: dict[str, int] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal cell
        if tag == "c":
            cell = attributes
            inside.clear()
            texts.clear()
            ref = attributes.get("r", "")
            letters = ref.rstrip(_DIGITS)
            if letters and letters != ref:
                at[1] = (
                    columns[letters] if letters in columns else columns.setdefault(letters, _column(letters))
                )
                at[0] = int(ref[len(letters) :]) - 1
            else:
                at[1] += 1
        elif tag == "row":
            at[0] = int(attributes["r"]) - 1 if attributes.get("r", "").isdecimal() else at[0] + 1
            at[1] = -1
        elif tag in {"v", "is", "f"}:
            inside.add(tag)
            if tag == "v":
                reader.CharacterDataHandler = texts.append

    def end(tag: str) -> None:
        reader.CharacterDataHandler = None
        if tag == "c" and inside:
            value = "".join(texts) if "v" in inside else "text" if "is" in inside else ""
            percent = cell.get("s") in percent_styles
            facts.note(at[0], at[1], cell.get("t", ""), value, "f" in inside, percent)

    reader = parser(start, end)
    reader.Parse(data, True)
    return facts


def parser(start: Start, end: Callable[[str], None] | None = None) -> expat.XMLParserType:
    """An expat parser that gives names without their prefix, and refuses a document type."""
    reader = expat.ParserCreate()
    names: dict[str, str] = {}

    def local(tag: str) -> str:
        return names[tag] if tag in names else names.setdefault(tag, tag.rpartition(":")[2])

    def refuse(*_: object) -> None:
        raise NotAllowedError

    reader.StartElementHandler = lambda tag, attributes: start(local(tag), attributes)
    if end is not None:
        reader.EndElementHandler = lambda tag: end(local(tag))
    reader.StartDoctypeDeclHandler = refuse
    reader.buffer_text = True
    return reader


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
