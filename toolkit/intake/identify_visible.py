"""What a workbook says of its unit where people read it: the choice, the heads of the sheets, the place of signing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from toolkit.files.model import RawSheet, RawValue, RawWorkbook, cell_name
from toolkit.findings import Place
from toolkit.form.layout import UNIT_CODE
from toolkit.intake.convert import raw_text
from toolkit.intake.identify_unit import resolve
from toolkit.intake.unit_names import Named, alike, has_type_or_authority, is_one_of, mentioned, spell
from toolkit.text import catalogue, fold, nfc
from toolkit.units import Unit

_HEAD_ROWS = 40
"""Rows from the top in which a sheet's head may stand when others were put above it."""
_FOOT_ROWS = 15
_LONGEST = 120
_LABELS = tuple(
    dict.fromkeys(
        fold(text).strip(" :")
        for key in ("template.unit", "template.guide_unit")
        for text in (catalogue()[key]["vi"], catalogue()[key]["en"])
    )
)
_LABEL = re.compile(
    r"(?:"
    + "|".join(map(re.escape, _LABELS))
    + r"|(?:tên )?(?:đơn vị|cơ quan)(?: (?:báo cáo|gửi báo cáo|lập báo cáo|lập biểu))?"
    + r"|(?:ten )?don vi(?: bao cao| gui bao cao)?)\s*(?:[:;]\s*|$)"
)
_SIGNED = re.compile(r"(.{2,80}?)\s*,?\s*ng(?:à|a)y\b.{0,12}th(?:á|a)ng\b.{0,12}n(?:ă|a)m\b")


class Where(Enum):
    """Where a unit is named. `CHOICE`: the common template's cell; `LABELLED`: beside or behind "Đơn vị báo cáo";
    `TITLE`: alone in a line of a sheet's head; `SIGNED`: before the date over the signatures.
    """

    CHOICE = "choice"
    LABELLED = "labelled"
    TITLE = "title"
    SIGNED = "signed"


HeadCell = tuple[int, int, RawValue]
"""Row, column and value of a cell that is not blank."""
Heads = tuple[tuple[RawSheet, tuple[HeadCell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names a unit: the text there and what it names."""

    where: Where
    text: str
    place: Place
    named: Named

    @property
    def unit(self) -> Unit | None:
        """The unit named beyond doubt, None when there is none."""
        return self.named.units[0] if self.named.sure else None


def unit_mentions(
    raw: RawWorkbook, above_data: Heads, units: tuple[Unit, ...], above: tuple[Unit, ...]
) -> tuple[Mention, ...]:
    """Every mention, sheet by sheet.

    A cell that repeats the choice by a formula is no mention of its own: its result may be an older choice's.
    """
    found: list[Mention] = []
    for sheet, cells in above_data:
        for where, row, col, text in (*_head(sheet, cells), *_foot(sheet)):
            if where is not Where.CHOICE and (sheet.name, row, col) in raw.formulas:
                continue
            named = _named(where, text, units, above)
            if named is not None:
                place = Place(sheet=sheet.name, cell=cell_name(row, col))
                found.append(Mention(where, nfc(text), place, named))
    return tuple(found)


def heads(raw: RawWorkbook, bodies: frozenset[str]) -> Heads:
    """What stands above each sheet's data. `bodies` are texts with which data begin (folded labels of blocks, codes)."""
    return tuple((sheet, tuple(_head_cells(sheet, bodies))) for sheet in raw.sheets)


def _head_cells(sheet: RawSheet, bodies: frozenset[str]) -> Iterator[HeadCell]:
    for row, cells in enumerate(sheet.rows[:_HEAD_ROWS]):
        filled = [(row, col, value) for col, value in enumerate(cells) if value is not None and value != ""]
        for _, _, value in filled:
            if isinstance(value, str) and (value in bodies or fold(value.partition("\n")[0]) in bodies):
                return
        yield from filled


def blocks_on(raw: RawWorkbook, name: str, bodies: frozenset[str]) -> frozenset[str]:
    """With which of the `bodies` data begin on the sheet of a name."""
    sheet = raw.sheet(name)
    rows = sheet.rows if sheet else ()
    texts = frozenset(cell for cells in rows for cell in cells if isinstance(cell, str))
    return (texts & bodies) | {
        fold(text.partition("\n")[0]) for text in texts if len(text) < _LONGEST
    } & bodies


def right_of(cells: tuple[RawValue, ...], col: int) -> Iterator[tuple[int, RawValue]]:
    """The cells of a row that are not blank, right of a column."""
    return ((at, value) for at, value in enumerate(cells) if at > col and value is not None and value != "")


def _head(sheet: RawSheet, cells: Iterable[HeadCell]) -> Iterator[tuple[Where, int, int, str]]:
    """A row that bears the code of the choice or a label names one unit; other lines may each name one."""
    chosen = -1
    for row, col, value in cells:
        if row == chosen:
            continue
        if value == UNIT_CODE:
            chosen = row
            # The row's first text is the label of the cell; the choice is the last thing in the row.
            texts = list(right_of(sheet.rows[row], col))
            at, said = (
                texts[-1] if len(texts) > 1 else (_beside(sheet, row, texts[0][0] if texts else col), "")
            )
            yield Where.CHOICE, row, at, raw_text(said)
            continue
        lines = value.split("\n") if isinstance(value, str) and len(value) <= _LONGEST * 3 else []
        for line in lines:
            match = _LABEL.match(fold(line))
            if not match:
                yield Where.TITLE, row, col, line
            elif rest := nfc(line)[match.end() :]:
                yield Where.LABELLED, row, col, rest
            elif beside := next(right_of(sheet.rows[row], col), None):
                chosen = row
                yield Where.LABELLED, row, beside[0], raw_text(beside[1])


def _beside(sheet: RawSheet, row: int, col: int) -> int:
    """The column right of a cell, or of what it is merged with."""
    merged = (area.right for area in sheet.merged if (area.top, area.left) == (row, col))
    return next(merged, col) + 1


def _foot(sheet: RawSheet) -> Iterator[tuple[Where, int, int, str]]:
    """The place before the date over the signatures, in the last rows that hold anything."""
    left = _FOOT_ROWS
    for row in range(len(sheet.rows) - 1, -1, -1):
        cells = sheet.rows[row]
        if not left:
            return
        left -= any(cell is not None and cell != "" for cell in cells)
        for col, value in enumerate(cells):
            if isinstance(value, str) and len(value) <= _LONGEST and (match := _SIGNED.match(fold(value))):
                yield Where.SIGNED, row, col, nfc(value)[: match.end(1)]


def _named(where: Where, text: str, units: tuple[Unit, ...], above: tuple[Unit, ...]) -> Named | None:
    """What a text names where it stands; None when it is no mention at all."""
    spelt = spell(text)
    if where is Where.CHOICE:
        return resolve(text, units, above)
    if not spelt or len(text) > _LONGEST:
        return None
    if where is Where.TITLE and not has_type_or_authority(spelt):
        return None
    named = resolve(text, units, above)
    if where is Where.LABELLED:
        return named if named.units else Named(mentioned(spelt, units))
    if named.sure:
        return named
    # The asker's own head, "UBND HUYỆN ĐỨC THỌ", says nothing of thị trấn Đức Thọ.
    if is_one_of(spelt, above):
        return None
    return named if named.units and set(named.units) <= set(alike(spelt, units)) else None


def first(mentions: Iterable[Mention], where: Where) -> Mention | None:
    """The first mention of a kind."""
    return next((mention for mention in mentions if mention.where is where), None)
