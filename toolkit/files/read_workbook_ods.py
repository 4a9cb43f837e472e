"""What an .ods says besides values: one pass over its content, as it is unpacked.

The names are those of OpenDocument 1.2, part 1, with the prefixes that every writer uses and calamine demands.
"""

import re
import zipfile
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from xml.parsers import expat

from toolkit.files.model import Area
from toolkit.files.read_workbook_cells import Cell, NotAllowedError, SheetFacts
from toolkit.files.read_workbook_xml import PackageFacts, scan_meta
from toolkit.files.sniff import parts_of

MAX_COLUMNS = 16_384
_MANY = 2_000_000
"""Cells of a used rectangle above which a sheet is refused anyway."""
_CHUNK = 1 << 16

_ERROR = re.compile(r"#(NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)|\w+:5\d\d")
"""As shown: Excel's names, or LibreOffice's numbers ("Err:502", "Lỗi:502"). Its old versions store a zero with them."""
_BOOLEANS = {"TRUE": True, "FALSE": False, "ĐÚNG": True, "SAI": False}
_DURATION = re.compile(r"(-?)PT([0-9]{1,6})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]+)?S")
_VALUES = {
    **dict.fromkeys(("float", "percentage", "currency"), "office:value"),
    "date": "office:date-value",
    "time": "office:time-value",
    "boolean": "office:boolean-value",
}
_CELL_TAGS = frozenset({"table:table-cell", "table:covered-table-cell"})
_REPEATED, _SPANNED = "table:number-columns-repeated", "table:number-columns-spanned"
_HIDDEN = frozenset({"collapse", "filter"})

_DIALECT = re.compile(r"\A[\w-]+:(?==)")
_STRING = re.compile(r'("(?:[^"]|"")*")')
_REFERENCE = re.compile(
    r"\[(\$?(?:'(?:[^']|'')*'|[^\[\]'.:]*))\.(\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::\.(\$?[A-Z]{1,3}\$?[0-9]{1,7}))?\]"
)


def facts_of_ods(package: zipfile.ZipFile) -> PackageFacts:
    """The facts of an OpenDocument spreadsheet.

    Raises NotAllowedError, expat.ExpatError, zipfile.BadZipFile, ValueError, KeyError.
    """
    scan = _Scan()
    with package.open(parts_of(package)["content.xml"]) as content:
        while chunk := content.read(_CHUNK):
            scan.reader.Parse(chunk, False)
    scan.reader.Parse(b"", True)
    scan.finish_sheet()
    return PackageFacts(scan.sheets, scan_meta(package).modified)


def plain_formula(text: str) -> str:
    """A formula as Excel writes it: "of:=SUM([.E5:.E9];1)" -> "=SUM(E5:E9,1)"; "" when a reference is of another kind."""
    pieces = _STRING.split(_DIALECT.sub("", text))
    for at in range(0, len(pieces), 2):
        pieces[at] = _REFERENCE.sub(_reference, pieces[at]).replace(";", ",")
        if "[" in pieces[at]:
            return ""
    return "".join(pieces)


def _reference(found: re.Match[str]) -> str:
    sheet, first, last = found[1].removeprefix("$"), found[2], found[3]
    return (f"{sheet}!" if sheet else "") + first + (f":{last}" if last else "")


class _Scan:
    """The state of the pass. Only a cell whose text says more than its value is followed to its end."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self.facts = SheetFacts()
        self.hidden_rows: list[range] = []
        self.row, self.rows, self.col, self.columns = 0, 0, 0, 0
        self.cell: Mapping[str, str] = {}
        self.places: list[Cell] = []
        self.texts: list[list[str]] = []
        self.notes = 0
        self.reader = expat.ParserCreate()
        self.reader.buffer_text = True
        self.reader.StartDoctypeDeclHandler = self._refuse
        self.reader.StartElementHandler = self._start

    def _refuse(self, *_: object) -> None:
        raise NotAllowedError

    def _start(self, tag: str, item: dict[str, str]) -> None:
        if tag in _CELL_TAGS:
            repeated = int(item[_REPEATED]) if _REPEATED in item else 1
            self.col += repeated
            if _SPANNED in item:
                self._merge(item)
            if "office:value-type" in item or "table:formula" in item:
                self._take(item, repeated)
        elif tag == "table:table-row":
            self._take_row(int(item.get("table:number-rows-repeated", 1)), item.get("table:visibility"))
        elif tag == "table:table-column":
            self._take_columns(int(item.get(_REPEATED, 1)), item.get("table:visibility"))
        elif tag == "table:table" and "table:name" in item:
            self._begin_sheet(item["table:name"])

    def _take_row(self, repeated: int, visibility: str | None) -> None:
        self.row += self.rows
        self.rows, self.col = repeated, 0
        if visibility in _HIDDEN:
            self.hidden_rows.append(range(self.row, self.row + repeated))

    def _take_columns(self, repeated: int, visibility: str | None) -> None:
        first, self.columns = self.columns, self.columns + repeated
        if visibility in _HIDDEN:
            self.facts.hidden_columns.update(range(first, min(self.columns, MAX_COLUMNS)))

    def _begin_sheet(self, name: str) -> None:
        if name in self.sheets:
            raise ValueError(name)
        self.finish_sheet()
        self.facts = self.sheets[name] = SheetFacts()
        self.row, self.rows, self.columns = 0, 0, 0

    def finish_sheet(self) -> None:
        """Keep of the hidden rows, of which a range may have a million, those that cells with content reach."""
        for rows in self.hidden_rows:
            self.facts.hidden_rows.update(range(rows.start, min(rows.stop, self.facts.bottom + 1)))
        self.hidden_rows = []
        self.facts.drop_beyond()

    def _merge(self, item: dict[str, str]) -> None:
        left = self.col - 1
        bottom, right = (
            self.row + int(item.get("table:number-rows-spanned", 1)) - 1,
            left + int(item[_SPANNED]) - 1,
        )
        if (bottom, right) != (self.row, left):
            self.facts.merged.append(Area(self.row, left, bottom, right))

    def _take(self, item: dict[str, str], repeated: int) -> None:
        """One element: a cell with a value or a formula, or several alike."""
        facts, rows, columns = (
            self.facts,
            range(self.row, self.row + self.rows),
            range(self.col - repeated, self.col),
        )
        facts.bottom, facts.right = max(facts.bottom, rows.stop - 1), max(facts.right, columns.stop - 1)
        kind, formula = item.get("office:value-type"), item.get("table:formula")
        error = item.get("calcext:value-type") == "error"
        if not (formula or error or kind in {"percentage", "time"}) or _too_many(facts):
            return
        self.places = [(row, col) for row in rows for col in columns]
        if kind == "percentage":
            facts.percents.update(self.places)
        elif kind == "time" and (found := _DURATION.fullmatch(item.get("office:time-value", ""))):
            facts.values.update(dict.fromkeys(self.places, _duration(found)))
        if formula or error:
            self.cell, self.texts, self.notes = item, [], 0
            self.reader.StartElementHandler = self._start_inside
            self.reader.EndElementHandler = self._end_inside

    def _start_inside(self, tag: str, _: dict[str, str]) -> None:
        if tag == "office:annotation":
            self.notes += 1
        elif tag == "text:p" and not self.notes:
            self.texts.append([])
            self.reader.CharacterDataHandler = self.texts[-1].append

    def _end_inside(self, tag: str) -> None:
        if tag == "text:p":
            self.reader.CharacterDataHandler = None
        elif tag == "office:annotation":
            self.notes -= 1
        elif tag in _CELL_TAGS:
            self.reader.StartElementHandler = self._start
            self.reader.EndElementHandler = None
            self._decide("\n".join("".join(text) for text in self.texts).strip())

    def _decide(self, shown: str) -> None:
        """What a cell with a formula or an error is; `shown` is its text."""
        item, facts = self.cell, self.facts
        kind, formula = item.get("office:value-type", ""), item.get("table:formula")
        if formula:
            facts.formulas.update(dict.fromkeys(self.places, plain_formula(formula)))
        if item.get("calcext:value-type") == "error" or _ERROR.fullmatch(shown):
            facts.errors.update(dict.fromkeys(self.places, shown or "#VALUE!"))
        elif (not kind and not self.texts) or (kind in _VALUES and _VALUES[kind] not in item):
            facts.uncalculated.update(self.places)
        elif kind == "float" and item["office:value"] in {"0", "1"} and shown.upper() in _BOOLEANS:
            facts.values.update(dict.fromkeys(self.places, _BOOLEANS[shown.upper()]))


def _too_many(facts: SheetFacts) -> bool:
    """Whether a sheet reaches so far that it is refused for it: nothing more need be noted, and room would run out."""
    return (facts.bottom + 1) * (facts.right + 1) > _MANY


def _duration(found: re.Match[str]) -> timedelta | time:
    """A time of day, or a duration of a day and more, of which calamine makes a text."""
    length = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4]))
    if found[1] or length >= timedelta(days=1):
        return -length if found[1] else length
    return (datetime.min + length).time()
