"""On which sheets the asked cells are: by the codes they hold, else by titles, labels and headings, never by name alone.

An area's row codes stand in one column (the one with most of them), so that a code typed by chance elsewhere misleads
nobody. Two blocks may have come onto one sheet, below or beside one another.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.files.model import RawSheet, RawWorkbook
from toolkit.form.layout import (
    CHECK_SHEET,
    GUIDE_SHEET,
    PREPARER_CODE,
    REQUEST_SHEET,
    STAMP_SHEET,
    UNIT_CODE,
    BlockArea,
    line_code,
    rows_of,
)
from toolkit.form.model import BlockKind
from toolkit.form.stamp import decode_stamp
from toolkit.intake.kept import kept
from toolkit.intake.printed import rows_printed, unnumbered
from toolkit.text import Text, fold, say

_ESCAPED = re.compile(r"_x([0-9a-fA-F]{1,4})_")
_ENOUGH = 0.5
"""A sheet without codes is an area's when more than this share of its labels or headings stand on it."""
_TRANSPOSED = 3
_COLUMN = 2
"""So many codes in one row, or one column, are no accident."""

_OURS = frozenset({GUIDE_SHEET, CHECK_SHEET, REQUEST_SHEET, STAMP_SHEET, "_danhmuc"})
_TITLES = ("template.check_title", "template.guide_title", "returned.title")
_TOP = 60
"""Rows of a sheet among which its title stands."""

CODE = re.compile(r"[a-z][a-z0-9]*(_+[a-z0-9]+)*")
"""What a code looks like, ours or another version's."""
_NUMBERED = "\n"
"""Before a text in `CodedSheet.texts` whose ordinal was left out; no folded text begins so."""
At = tuple[int, int]
"""Row and column on the sheet at hand."""
Start = tuple[int, int, str]
"""Row and column of a block's tick or title, and the tick's code."""


@dataclass(frozen=True, slots=True)
class CodedSheet:
    """A sheet with the places of known codes."""

    raw: RawSheet
    places: Mapping[str, tuple[At, ...]]
    codes: Mapping[At, str]
    texts: dict[str, list[At]] = field(default_factory=dict, compare=False)
    """All texts but codes, folded, with their places; filled when the first one has to be looked for."""

    def rows(self, code: str, col: int) -> tuple[int, ...]:
        """The rows that bear a code in a column."""
        return tuple(row for row, at in self.places.get(code, ()) if at == col)

    def find(self, label: Text | str) -> tuple[At, ...]:
        """The cells that hold a label, in either language."""
        if not self.texts:
            for row, cells in enumerate(self.raw.rows):
                for col, value in enumerate(cells):
                    if isinstance(value, str) and (row, col) not in self.codes:
                        for text in {fold(value), fold(value.partition("\n")[0])}:
                            self.texts.setdefault(text, []).append((row, col))
                            if (bare := unnumbered(text)) != text:
                                self.texts.setdefault(_NUMBERED + bare, []).append((row, col))
        names = {
            fold(name) for name in ((label,) if isinstance(label, str) else (label.vi, label.en)) if name
        }
        # An ordinal on one side only: two different ones are two labels.
        one_sided = {_NUMBERED + name for name in names} | {unnumbered(name) for name in names}
        exact = {place for name in names for place in self.texts.get(name, ())}
        return tuple(sorted(exact or {at for name in one_sided for at in self.texts.get(name, ())}))


@kept
def row_codes(area: BlockArea) -> tuple[str, ...]:
    """The codes in an area's code column, its tick's last."""
    block = area.block
    if block.kind is BlockKind.FIELDS:
        codes = [code for item in area.columns for code in rows_of(item)]
    elif block.kind is BlockKind.GRID:
        codes = [row.code for row in block.rows]
    else:
        codes = [line_code(block.id, line + 1) for line in range(block.lines)]
    return (*codes, area.none_code)


@kept
def column_codes(area: BlockArea) -> tuple[str, ...]:
    """The codes in an area's code row; none in blocks that have no columns."""
    return tuple(item.code for item in area.columns) if area.code_row >= 0 else ()


def index(raw: RawWorkbook, areas: Iterable[BlockArea]) -> tuple[CodedSheet, ...]:
    """Find every known code on every sheet."""
    codes = {code for area in areas for code in (*row_codes(area), *column_codes(area))}
    known = {code: code for code in codes} | {_unescaped(code): code for code in codes if "_x" in code}
    return tuple(_index_sheet(sheet, known) for sheet in raw.sheets)


def _unescaped(code: str) -> str:
    """A code as some programs hand it back: in a workbook's file `_xa_` stands for a line break, so that LibreOffice makes
    two words of bao_tro_xa_hoi when it saves a second time.
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), code).strip()


def _index_sheet(sheet: RawSheet, known: Mapping[str, str]) -> CodedSheet:
    places: dict[str, list[At]] = {}
    codes: dict[At, str] = {}
    for row, cells in enumerate(sheet.rows):
        for col, value in enumerate(cells):
            if isinstance(value, str):
                code = known.get(value) or known.get(value.strip())
                if code is None and "_x" in value:
                    code = known.get(_unescaped(value))
                if code is not None:
                    places.setdefault(code, []).append((row, col))
                    codes[row, col] = code
    return CodedSheet(sheet, {code: tuple(found) for code, found in places.items()}, codes)


def code_column(area: BlockArea, sheet: CodedSheet) -> int:
    """The column with most of an area's row codes; -1 when it has none here. Of two equally full ones the left one."""
    columns = Counter(col for code in row_codes(area) for col in {at[1] for at in sheet.places.get(code, ())})
    return min(columns, key=lambda col: (-columns[col], col)) if columns else -1


def is_furniture(sheet: CodedSheet) -> bool:
    """Whether a sheet is the template's guide, checks, stamp or choices, whatever it is called, and no block on it."""
    if len(sheet.codes) > _COLUMN:
        return False
    if sheet.raw.name in _OURS:
        return True
    codes, titles = {PREPARER_CODE, UNIT_CODE}, {fold(say(name).vi) for name in _TITLES}
    for cells in sheet.raw.rows[:_TOP]:
        for value in cells:
            if isinstance(value, str) and (value in codes or fold(value) in titles):
                return True
    pairs = [(str(cells[0]), str(cells[1])) for cells in sheet.raw.rows[:_TOP] if len(cells) > 1]
    return decode_stamp(pairs) is not None


def starts(areas: Iterable[BlockArea], sheet: CodedSheet, ticked: frozenset[str]) -> tuple[Start, ...]:
    """Where blocks begin on a sheet: by tick, else by title. `ticked` are the ticks that stand anywhere in the workbook."""
    found: list[Start] = []
    for area in areas:
        ticks = sheet.places.get(area.none_code, ())
        titles = () if area.none_code in ticked else sheet.find(area.block.label)
        for row, col in ticks or (titles if len(titles) == 1 else ()):
            # A table's title stands in the row above its tick.
            above = area.tick_row > area.title_row and bool(ticks) and _is_alone(sheet, row - 1, col)
            found.append((row - above, col, area.none_code))
    return tuple(sorted(found))


def _is_alone(sheet: CodedSheet, row: int, col: int) -> bool:
    """Whether a row has no code and one text only, as a title has."""
    cells = [value for value in sheet.raw.rows[row] if value is not None] if row >= 0 else []
    return len(cells) == 1 and isinstance(cells[0], str) and (row, col) not in sheet.codes


def is_transposed(area: BlockArea, sheet: CodedSheet) -> bool:
    """Whether a block's rows have become columns."""
    places = [sheet.places[code] for code in row_codes(area) if code in sheet.places]
    rows = Counter(row for found in places for row in {at[0] for at in found})
    columns = Counter(col for found in places for col in {at[1] for at in found})
    most = max(rows.values(), default=0)
    return most >= _TRANSPOSED and most > max(columns.values(), default=0)


def sheets_of(
    area: BlockArea, sheets: tuple[CodedSheet, ...], names: frozenset[str]
) -> tuple[CodedSheet, ...]:
    """The sheets that hold an area, the one to read first; the others are copies of it.

    `names` are the layout's sheets: one that belongs to another area by name is no copy of this one.
    """
    own = row_codes(area)
    score = {id(sheet): sum(code in sheet.places for code in own) for sheet in sheets}
    # Two grids may have the same rows; no two blocks have the same tick.
    owners = [sheet for sheet in sheets if area.none_code in sheet.places]
    if not owners:
        some = [sheet for sheet in sheets if _has_column(area, sheet)]
        named = [sheet for sheet in some if sheet.raw.name == area.sheet]
        owners = named or [sheet for sheet in some if sheet.raw.name not in names] or some
    if not owners:
        return _by_texts(area, sheets, names)
    best = max(score[id(sheet)] for sheet in owners)
    held = [sheet for sheet in owners if score[id(sheet)] * 2 >= best]
    return tuple(sorted(held, key=lambda sheet: (sheet.raw.name != area.sheet, -score[id(sheet)])))


def _has_column(area: BlockArea, sheet: CodedSheet) -> bool:
    """Whether so many of an area's row codes stand in one column that they are no other block's by chance."""
    codes = row_codes(area)[:-1]
    columns = Counter(col for code in codes for col in {at[1] for at in sheet.places.get(code, ())})
    most = max(columns.values(), default=0)
    return most >= min(_COLUMN, len(codes)) and most * 4 >= len(codes)


def _by_texts(
    area: BlockArea, sheets: tuple[CodedSheet, ...], names: frozenset[str]
) -> tuple[CodedSheet, ...]:
    """Sheets that lost a block's row codes: those that hold its title or bear its name, and its labels or headings."""
    strength: dict[int, tuple[int, int, int]] = {}
    for sheet in sheets:
        titled, named = bool(sheet.find(area.block.label)), sheet.raw.name == area.sheet
        part = _known_part(area, sheet)
        kind = area.block.kind
        enough = part > (0 if titled or named else _ENOUGH)
        if kind is BlockKind.NARRATIVE:
            enough = titled
        elif kind in {BlockKind.LIST, BlockKind.GRID} and not (titled or named):
            enough = False
        if enough and (named or sheet.raw.name not in names or titled):
            strength[id(sheet)] = (titled, named, round(part * 100))
    best = sorted((s for s in sheets if id(s) in strength), key=lambda s: strength[id(s)], reverse=True)
    return tuple(sheet for sheet in best if strength[id(sheet)][0] == strength[id(best[0])][0])


def _known_part(area: BlockArea, sheet: CodedSheet) -> float:
    """The share of an area's row labels, or of a list's column codes and headings, that stand on a sheet."""
    printed = rows_printed(area)
    if printed:
        return sum(bool(sheet.find(row.label)) for row in printed) / len(printed)
    if not area.columns:
        return 0.0
    return sum(item.code in sheet.places or bool(sheet.find(item.label)) for item in area.columns) / len(
        area.columns
    )
