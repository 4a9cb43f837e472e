"""One pass over a worksheet's XML for what calamine hides. No entity is ever expanded: a document type is refused.

Here with expat, for any well-formed worksheet; `read_workbook_plain` does the same ten times as fast for the plain
syntax that nearly all writers produce. A test holds the two to the same answers.
"""

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from itertools import pairwise
from typing import Literal
from xml.parsers import expat

from toolkit.files.model import Area, Mark, Unclear, column_number

COLUMNS = 16_384
LONGEST_QUOTED = 60
TRUE = frozenset({"1", "true", "on"})
FALSE = frozenset({"0", "false", "off"})
_NUMBERS = frozenset({"", "n", "inlineStr"})
"""A value in <v> under the last of these has been seen to be passed over."""

Start = Callable[[str, dict[str, str]], None]
Cell = tuple[int, int]
Calculates = Literal["yes", "never", "stale"]


class NotAllowedError(Exception):
    """A part declares a document type; ours and Excel's never do."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a worksheet cannot tell itself: cell formats that show a percentage, and whether its results can be trusted.

    `shown`: cell formats that show something else than the value, `texts`: shared texts that do, by number.

    `calculates`: "yes"; "never", the program that wrote it leaves calculating to Excel, and its zeros are none;
    "stale", the results are older than the values.
    """

    percents: frozenset[str] = frozenset()
    calculates: Calculates = "yes"
    shown: Mapping[str, Unclear] = field(default_factory=dict)
    texts: Mapping[str, Unclear] = field(default_factory=dict)

    def unclear(self, kind: str, style: str, value: str) -> Unclear | None:
        """What a cell of type `kind` and format `style` shows otherwise; number formats tell of numbers only."""
        if kind == "s" and value in self.texts:
            return self.texts[value]
        shown = self.shown.get(style)
        return None if shown is None or (shown.mark is not Mark.STRUCK and kind not in {"", "n"}) else shown

    def untrusted(self, kind: str, value: str) -> bool:
        """Whether a formula's cached `value` of type `kind` (the attribute t) stands for nothing."""
        if self.calculates == "stale" or (not value and kind != "str"):
            return True
        return self.calculates == "never" and kind in {"", "n"} and not value.strip("+-0.")


@dataclass(slots=True)
class SheetFacts:
    """One sheet; positions are (row, column) from 0, `bottom`/`right` those of the farthest cell with content (-1: none).

    `merged` is only for formats whose merges calamine does not give, `values` for cells it reads as something else.
    `numbers` is what cells that are to hold numbers say in a sheet of unusual syntax, where calamine is held to it. The
    rest as in `RawWorkbook`.
    """

    errors: dict[Cell, str] = field(default_factory=dict)
    uncalculated: set[Cell] = field(default_factory=set)
    percents: set[Cell] = field(default_factory=set)
    formulas: dict[Cell, str] = field(default_factory=dict)
    unclear: dict[Cell, Unclear] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    values: dict[Cell, bool | time | timedelta] = field(default_factory=dict)
    numbers: dict[Cell, str] = field(default_factory=dict)
    bottom: int = -1
    right: int = -1

    def hide_column(self, attributes: Mapping[str, str]) -> None:
        """Take in a <col> element. Raises ValueError."""
        if is_hidden(attributes, "width"):
            first, last = int(attributes["min"]) - 1, min(int(attributes["max"]), COLUMNS)
            self.hidden_columns.update(range(first, last))

    def drop_beyond(self) -> None:
        """Keep of the hidden rows and columns those that cells with content reach."""
        self.hidden_rows = {row for row in self.hidden_rows if row <= self.bottom}
        self.hidden_columns = {col for col in self.hidden_columns if col <= self.right}


class Runs:
    """The runs of one text: `found` is the first that is raised, lowered or struck out and says something."""

    def __init__(self) -> None:
        self.found: Unclear | None = None
        self._mark: Mark | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element of the text in."""
        if tag in {"r", "rPh"}:
            self._mark = None
        elif tag == "strike" and attributes.get("val") not in FALSE:
            self._mark = Mark.STRUCK
        elif tag == "vertAlign" and attributes.get("val") != "baseline":
            self._mark = self._mark or Mark.RAISED

    def text(self, text: str) -> None:
        """Take the text of a run in; a raised "*" says nothing of a number."""
        if self._mark and not self.found and any(char.isalnum() for char in text):
            self.found = Unclear(self._mark, text.strip()[:LONGEST_QUOTED])


def scan_any(data: bytes, told: Told) -> SheetFacts:
    """Scan any well-formed worksheet. Raises NotAllowedError, expat.ExpatError, ValueError."""
    scan = _Scan(told)
    scan.reader.Parse(data, True)
    return scan.result()


class _Scan:
    """The state of one pass."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.facts = SheetFacts()
        self.reader = parser(self.start, self.end)
        self.row, self.col, self.line = -1, -1, -1
        self.sheets = 0
        self.cell: dict[str, str] = {}
        self.inside: dict[str, list[str]] = {}
        self.places = array("Q")
        self.runs = Runs()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self.cell = attributes
            self.inside = {}
            self.runs = Runs()
            ref = attributes.get("r", "")
            self.row, self.col = position(ref) if ref else (self.line, self.col + 1)
        elif tag == "row":
            self.line = int(attributes["r"]) - 1 if "r" in attributes else self.line + 1
            self.col = -1
            if is_hidden(attributes, "ht"):
                self.facts.hidden_rows.add(self.line)
        elif tag in {"v", "f", "is"}:
            texts = self.inside.setdefault(tag, [])
            if tag != "is":
                self.reader.CharacterDataHandler = texts.append
        elif tag == "sheetData":
            self.sheets += 1
            if self.sheets > 1:
                raise ValueError(tag)
        elif tag == "col":
            self.facts.hide_column(attributes)
        elif "is" in self.inside:
            self.runs.start(tag, attributes)
            if tag == "t":
                self.reader.CharacterDataHandler = self.runs.text

    def end(self, tag: str) -> None:
        self.reader.CharacterDataHandler = None
        if tag != "c" or not self.inside:
            return
        facts, where = self.facts, (self.row, self.col)
        self.places.append(self.row * COLUMNS + self.col)
        facts.bottom, facts.right = max(facts.bottom, self.row), max(facts.right, self.col)
        kind = self.cell.get("t", "")
        value = "".join(self.inside.get("v", ()))
        if kind in _NUMBERS and value.strip():
            facts.numbers[where] = value
        if kind == "e":
            facts.errors[where] = value.strip()
        style = self.cell.get("s", "0")
        if style in self.told.percents:
            facts.percents.add(where)
        if unclear := self.runs.found or self.told.unclear(kind, style, value.strip()):
            facts.unclear[where] = unclear
        if "f" in self.inside:
            text = "".join(self.inside["f"])
            facts.formulas[where] = f"={text}" if text else ""
            if kind != "e" and "is" not in self.inside and self.told.untrusted(kind, value):
                facts.uncalculated.add(where)

    def result(self) -> SheetFacts:
        self.facts.drop_beyond()
        places = sorted(self.places)
        twice = {one for one, after in pairwise(places) if one == after}
        self.facts.errors.update((divmod(place, COLUMNS), Mark.TWICE) for place in twice)
        return self.facts


def position(ref: str) -> Cell:
    """ "D12" -> (11, 3). Raises ValueError for anything that is not such a name."""
    letters = ref.rstrip("0123456789")
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3 and letters != ref):
        raise ValueError(ref)
    row, col = int(ref[len(letters) :]) - 1, column_number(letters)
    if row < 0 or col >= COLUMNS:
        raise ValueError(ref)
    return row, col


def is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    """Whether a <row> or <col> shows nothing: hidden (by hand, filter or outline), or of no height or width.

    Raises ValueError.
    """
    return attributes.get("hidden") in TRUE or (size in attributes and float(attributes[size]) == 0)


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
