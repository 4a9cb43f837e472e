"""What an .xls or .et says besides values: one pass over its records, beside calamine's own.

Layouts are those of [MS-XLS] (BIFF8, Excel 97 and later) and of its predecessor BIFF5 (Excel 5 and 95), which differ
little in what is read here. The text of formulas is compiled away; that a cell is one is known.

A file whose records cannot be followed is refused, even where calamine still finds values in it: without its error
cells, percentages and hidden rows those values could be wrong in silence, and a file saved anew by Excel has no such
fault. Nothing is refused for a record that is merely unknown.
"""

import re
import struct
from array import array
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import pairwise

import olefile

from toolkit.files.model import Mark
from toolkit.files.read_workbook_cells import Cell, SheetFacts
from toolkit.files.read_workbook_shown import shown_by_formats
from toolkit.files.read_workbook_xml import PackageFacts, shows_percent
from toolkit.files.sniff_ole import BROKEN, book_stream, open_ole, records

ERRORS: Mapping[int, str] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
MAX_ROWS, MAX_COLUMNS = 65_536, 256

_BOF, _EOF, _FORMAT, _XF, _BOUNDSHEET, _CODEPAGE = 0x809, 0x0A, 0x41E, 0xE0, 0x85, 0x42
_BIFF8 = 0x600
_CALCULATE_ON_LOAD = 0x02
_ZERO_HEIGHT = 0x20
_CODECS = {1200: "utf-16-le", 10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252"}
_CELLS = frozenset({0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6})
"""Number, RK number, shared text, text, rich text: all begin with row, column, format."""
_NUMBERS = frozenset({0x0203, 0x027E})
_BLANK, _BLANKS = 0x0201, re.compile(rb"(?:\x01\x02\x06\0.{6})+", re.DOTALL)
_HEAD, _PLACE = struct.Struct("<HH"), struct.Struct("<IH")
_SHORT = struct.Struct("<H").unpack_from


def facts_of_biff(data: bytes) -> PackageFacts:
    """The facts of a compound file with a workbook. Raises what `sniff_ole.BROKEN` names."""
    with open_ole(data) as ole:
        stream = book_stream(ole)
        saved = _saved(ole)
    book = _Globals(stream)
    return PackageFacts({name: _Sheet(stream, at, book).facts for name, at in book.sheets}, saved)


def _saved(ole: olefile.OleFileIO) -> datetime | None:
    try:
        moment = ole.get_metadata().last_saved_time
    except BROKEN:
        return None
    return moment.replace(tzinfo=UTC) if isinstance(moment, datetime) and moment.year > 1980 else None


class _Globals:
    """What the workbook says of all sheets: where each begins, and which cell formats show a percentage."""

    def __init__(self, stream: bytes) -> None:
        self.stream = stream
        self.biff8, self.codec = True, "latin-1"
        self.sheets: list[tuple[str, int]] = []
        formats: dict[int, str] = {}
        used: list[int] = []
        for kind, at, length in records(stream):
            if kind == _BOF:
                self.biff8 = _SHORT(stream, at)[0] == _BIFF8
            elif kind == _CODEPAGE:
                page = _SHORT(stream, at)[0]
                self.codec = _CODECS.get(page, f"cp{page}")
            elif kind == _FORMAT:
                formats[_SHORT(stream, at)[0]] = self._text(at + 2, at + length, wide_count=self.biff8)
            elif kind == _XF:
                used.append(_SHORT(stream, at + 2)[0])
            elif kind == _BOUNDSHEET:
                start = struct.unpack_from("<I", stream, at)[0]
                name = self._text(at + 6, at + length, wide_count=False).replace("\0", "")
                if stream[at + 5] == 0:
                    self.sheets.append((name, start))
            elif kind == _EOF:
                break
        self.percents = frozenset(
            index for index, ident in enumerate(used) if shows_percent(str(ident), formats.get(ident, ""))
        )
        self.shown = shown_by_formats(used, formats)

    def _text(self, at: int, end: int, wide_count: bool) -> str:
        """A text with its length before it: in BIFF8 with a flag for two-byte letters, else in the code page."""
        count = _SHORT(self.stream, at)[0] if wide_count else self.stream[at]
        at += 2 if wide_count else 1
        if not self.biff8:
            try:
                return self.stream[at : min(at + count, end)].decode(self.codec, "replace")
            except LookupError:
                return self.stream[at : min(at + count, end)].decode("latin-1")
        double = self.stream[at] & 1
        text = self.stream[at + 1 : min(at + 1 + count * (1 + double), end)]
        return text.decode("utf-16-le" if double else "latin-1", "replace")


class _Sheet:
    """One worksheet, from its BOF record to its EOF; charts embedded in it are passed over."""

    def __init__(self, stream: bytes, start: int, book: _Globals) -> None:
        self.stream, self.percents, self.shown = stream, book.percents, book.shown
        self.facts = SheetFacts()
        self.places = array("I")
        self.stale = False
        self.waiting: Cell | None = None
        self.takers: Mapping[int, Callable[[int, int], None]] = {
            0x0006: self._formula,
            0x0207: self._string,
            0x0205: self._bool_or_error,
            0x00BD: self._numbers,
            0x0208: self._row,
            0x007D: self._columns,
            0x0200: self._extent,
            0x005E: self._uncalculated,
        }
        self._scan(start)
        self._finish()

    def _scan(self, at: int) -> None:
        """Follow the records; the loop is spelt out because most of the time spent on a file is spent here."""
        stream, takers, add = self.stream, self.takers, self.places.append
        percents, shown = self.percents, self.shown
        head, cell, blanks, last = _HEAD.unpack_from, _PLACE.unpack_from, _BLANKS.match, len(self.stream) - 4
        depth = 0
        while at <= last:
            kind, length = head(stream, at)
            at += 4
            if kind in _CELLS and depth == 1:
                place, style = cell(stream, at)
                add(place)
                if style in percents:
                    self.facts.percents.add(_at(place))
                if style in shown and kind in _NUMBERS:
                    self.facts.unclear[_at(place)] = shown[style]
            elif kind == _BLANK and (run := blanks(stream, at - 4)):
                at = run.end()
                continue
            elif kind in takers:
                if depth == 1:
                    takers[kind](at, length)
            elif kind == _BOF:
                depth += 1
            elif depth == 0:
                raise ValueError("a sheet does not begin where the workbook says")
            elif kind == _EOF:
                depth -= 1
                if depth == 0:
                    return
            at += length
        raise ValueError("a sheet without its end")

    def _finish(self) -> None:
        facts = self.facts
        if self.waiting is not None:
            facts.uncalculated.add(self.waiting)
        if self.stale:
            facts.uncalculated.update(facts.formulas.keys() - facts.errors.keys())
        if self.places:
            facts.bottom = max(place & 0xFFFF for place in self.places)
            facts.right = max(self.places) >> 16
            if len(set(self.places)) < len(self.places):
                ordered = sorted(self.places)
                twice = {one for one, after in pairwise(ordered) if one == after}
                facts.errors.update((_at(place), Mark.TWICE) for place in twice)
        facts.drop_beyond()

    def _cell(self, at: int) -> Cell:
        place, style = _PLACE.unpack_from(self.stream, at)
        self.places.append(place)
        if style in self.percents:
            self.facts.percents.add(_at(place))
        return _at(place)

    def _numbers(self, at: int, length: int) -> None:
        """Numbers side by side: row, first column, a format and a number each, last column."""
        row, first = _HEAD.unpack_from(self.stream, at)
        for number in range((length - 6) // 6):
            self.places.append(row | first + number << 16)
            style = _SHORT(self.stream, at + 4 + 6 * number)[0]
            if style in self.percents:
                self.facts.percents.add((row, first + number))
            if style in self.shown:
                self.facts.unclear[row, first + number] = self.shown[style]

    def _bool_or_error(self, at: int, _: int) -> None:
        where = self._cell(at)
        if self.stream[at + 7]:
            self._error(where, self.stream[at + 6])

    def _error(self, where: Cell, code: int) -> None:
        self.facts.errors[where] = ERRORS.get(code, f"#{code}")

    def _formula(self, at: int, _: int) -> None:
        where = self._cell(at)
        self.facts.formulas[where] = ""
        if self.waiting is not None:
            self.facts.uncalculated.add(self.waiting)
        self.waiting = None
        result = self.stream[at + 6 : at + 14]
        if result[6:] != b"\xff\xff":
            if (style := _SHORT(self.stream, at + 4)[0]) in self.shown:
                self.facts.unclear[where] = self.shown[style]
            # Excel calculates before it saves; a program that leaves that to Excel writes a zero and asks for it.
            if _SHORT(self.stream, at + 14)[0] & _CALCULATE_ON_LOAD and not any(result):
                self.facts.uncalculated.add(where)
        elif result[0] == 0:
            self.waiting = where
        elif result[0] == 2:
            self._error(where, result[2])

    def _string(self, _: int, __: int) -> None:
        """The text that the formula before it gives."""
        self.waiting = None

    def _uncalculated(self, _: int, __: int) -> None:
        self.stale = True

    def _row(self, at: int, length: int) -> None:
        row, height = _SHORT(self.stream, at)[0], _SHORT(self.stream, at + 6)[0]
        if height == 0 or (length > 12 and self.stream[at + 12] & _ZERO_HEIGHT):
            self.facts.hidden_rows.add(row)

    def _columns(self, at: int, _: int) -> None:
        first, last, width = struct.unpack_from("<HHH", self.stream, at)
        if self.stream[at + 8] & 1 or width == 0:
            self.facts.hidden_columns.update(range(first, min(last + 1, MAX_COLUMNS)))

    def _extent(self, at: int, length: int) -> None:
        """The used area, for which calamine sets memory aside. Raises ValueError for one larger than any sheet."""
        top, bottom, left, right = struct.unpack_from("<IIHH" if length >= 14 else "<HHHH", self.stream, at)
        if (bottom - top) * (right - left) > MAX_ROWS * MAX_COLUMNS:
            raise ValueError("a used area that no sheet can have")


def _at(place: int) -> Cell:
    return place & 0xFFFF, place >> 16
