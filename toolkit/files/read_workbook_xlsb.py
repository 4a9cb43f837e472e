"""What an .xlsb says besides values: one pass over the records of its binary parts, as [MS-XLSB] lays them out.

The text of formulas is compiled away; that a cell is one is known. A part whose records cannot be followed, or that
holds cells in a form that calamine passes over, makes the file unreadable: its values would be wrong in silence.
"""

import struct
import zipfile
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from toolkit.files.model import Area, Mark, Unclear
from toolkit.files.read_workbook_biff import ERRORS
from toolkit.files.read_workbook_cells import COLUMNS, Cell, SheetFacts
from toolkit.files.read_workbook_shown import shown_by_formats
from toolkit.files.read_workbook_xml import PackageFacts, relationships, saving_date, shows_percent
from toolkit.files.sniff import parts_of

ROWS = 1_048_576

_ROW, _CELL_BLANK, _LAST_CELL = 0, 1, 11
_CELL_ERROR, _FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_ERROR = 3, 8, 9, 11
_NUMBERS = frozenset({2, 5, _FORMULA_NUMBER})
_PASSED_OVER = frozenset({*range(12, 19), 62})
"""Cells without a column of their own, and rich text in the cell."""
_FORMAT, _FORMATS_BEGIN, _FORMATS_END, _CELL_FORMAT = 44, 617, 618, 47
_BUNDLE, _CALCULATION = 156, 157
_COLUMN, _MERGE, _DATA_END = 60, 176, 146
_FULL_ON_LOAD, _SOME_UNCALCULATED = 0x01, 0x10
_ZERO_HEIGHT = 0x10

_PLACE, _TWO, _FOUR, _NUMBER = (struct.Struct(form) for form in ("<II", "<HH", "<IIII", "<d"))


@dataclass(frozen=True, slots=True)
class _Book:
    """What the workbook says of all sheets; `sheets` are (name, relationship)."""

    sheets: tuple[tuple[str, str], ...]
    never: bool
    stale: bool


def facts_of_xlsb(package: zipfile.ZipFile) -> PackageFacts:
    """The facts of a binary workbook. Raises zipfile.BadZipFile, ValueError, LookupError, struct.error."""
    parts = parts_of(package)

    def read(name: str) -> bytes:
        return package.read(parts[name]) if name in parts else b""

    targets = relationships(read("xl/_rels/workbook.bin.rels"), "xl")
    book = _book(read("xl/workbook.bin"))
    styles = _styles(read("xl/styles.bin"))
    sheets: dict[str, SheetFacts] = {}
    for name, ident in book.sheets:
        kind, part = targets.get(ident, ("", ""))
        if name in sheets:
            raise ValueError(name)
        if kind.endswith("/worksheet") and part in parts:
            sheets[name] = _Sheet(read(part), styles, book).facts
    return PackageFacts(sheets, saving_date(read("docprops/core.xml")))


def records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """(type, start of the content, its length): both numbers in groups of seven bits. Raises ValueError, IndexError."""
    at, end = 0, len(part)
    while at < end:
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (part[at] & 0x7F) << 7
            at += 1
        length = part[at]
        at += 1
        if length & 0x80:
            length &= 0x7F
            for shift in (7, 14, 21):
                more = part[at]
                at += 1
                length |= (more & 0x7F) << shift
                if not more & 0x80:
                    break
        if at + length > end:
            raise ValueError("a record that ends after its part")
        yield kind, at, length
        at += length


def _text(part: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends; no text is the empty one."""
    count = struct.unpack_from("<I", part, at)[0]
    if count == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * count
    if end > len(part):
        raise ValueError("a text that ends after its part")
    return part[at + 4 : end].decode("utf-16-le", "replace"), end


def _book(part: bytes) -> _Book:
    sheets = []
    flags = 0
    for kind, at, length in records(part):
        if kind == _BUNDLE:
            ident, end = _text(part, at + 8)
            if ident:
                sheets.append((_text(part, end)[0], ident))
        elif kind == _CALCULATION and length >= 26:
            flags = part[at + 24]
    return _Book(tuple(sheets), bool(flags & _FULL_ON_LOAD), bool(flags & _SOME_UNCALCULATED))


@dataclass(frozen=True, slots=True)
class _Styles:
    """Cell formats whose number format shows a percentage, or something else than the number."""

    percents: frozenset[int]
    shown: Mapping[int, Unclear]


def _styles(part: bytes) -> _Styles:
    codes: dict[int, str] = {}
    used: list[int] = []
    inside = False
    for kind, at, _ in records(part):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", part, at)[0]] = _text(part, at + 2)[0]
        elif kind in {_FORMATS_BEGIN, _FORMATS_END}:
            inside = kind == _FORMATS_BEGIN
        elif kind == _CELL_FORMAT and inside:
            used.append(_TWO.unpack_from(part, at)[1])
    percents = (index for index, ident in enumerate(used) if shows_percent(str(ident), codes.get(ident, "")))
    return _Styles(frozenset(percents), shown_by_formats(used, codes))


class _Sheet:
    """One worksheet part."""

    def __init__(self, part: bytes, styles: _Styles, book: _Book) -> None:
        self.part, self.styles, self.book = part, styles, book
        self.facts = SheetFacts()
        self.row = -1
        self.places = array("Q")
        takers: Mapping[int, Callable[[int], None]] = {
            _ROW: self._take_row,
            _COLUMN: self._take_columns,
            _MERGE: self._take_merge,
            _CELL_ERROR: self._take_error,
            _FORMULA_ERROR: self._take_error,
        }
        whole = False
        for kind, at, _ in records(part):
            if _CELL_BLANK < kind <= _LAST_CELL and not whole:
                self._take_cell(kind, at)
            if kind in takers:
                takers[kind](at)
            elif kind in _PASSED_OVER and not whole:
                raise ValueError("cells in a form that is not read")
            whole = whole or kind == _DATA_END
        if not whole:
            raise ValueError("a sheet without the end of its data")
        self._finish()

    def _take_cell(self, kind: int, at: int) -> None:
        col, style = _PLACE.unpack_from(self.part, at)
        if self.row < 0 or col >= COLUMNS:
            raise ValueError("a cell outside the sheet")
        self.places.append(self.row * COLUMNS + col)
        where = (self.row, col)
        if style & 0xFFFFFF in self.styles.percents:
            self.facts.percents.add(where)
        if style & 0xFFFFFF in self.styles.shown and kind in _NUMBERS:
            self.facts.unclear[where] = self.styles.shown[style & 0xFFFFFF]
        if kind >= _FORMULA_TEXT:
            self.facts.formulas[where] = ""
            zero = kind == _FORMULA_NUMBER and _NUMBER.unpack_from(self.part, at + 8)[0] == 0
            if kind != _FORMULA_ERROR and (self.book.stale or (self.book.never and zero)):
                self.facts.uncalculated.add(where)

    def _take_error(self, at: int) -> None:
        code = self.part[at + 8]
        self.facts.errors[self.row, _PLACE.unpack_from(self.part, at)[0]] = ERRORS.get(code, f"#{code}")

    def _take_row(self, at: int) -> None:
        self.row = struct.unpack_from("<I", self.part, at)[0]
        if self.row >= ROWS:
            raise ValueError("a row outside the sheet")
        if self.part[at + 11] & _ZERO_HEIGHT or self.part[at + 8 : at + 10] == b"\0\0":
            self.facts.hidden_rows.add(self.row)

    def _take_columns(self, at: int) -> None:
        first, last, width, _ = _FOUR.unpack_from(self.part, at)
        if self.part[at + 16] & 1 or width == 0:
            self.facts.hidden_columns.update(range(first, min(last + 1, COLUMNS)))

    def _take_merge(self, at: int) -> None:
        top, bottom, left, right = _FOUR.unpack_from(self.part, at)
        self.facts.merged.append(Area(top, left, bottom, right))

    def _finish(self) -> None:
        facts = self.facts
        if self.places:
            facts.bottom = max(self.places) // COLUMNS
            facts.right = max(place % COLUMNS for place in self.places)
            if len(set(self.places)) < len(self.places):
                twice = {one for one, after in pairwise(sorted(self.places)) if one == after}
                facts.errors.update((_at(place), Mark.TWICE) for place in twice)
        facts.drop_beyond()


def _at(place: int) -> Cell:
    return divmod(place, COLUMNS)
