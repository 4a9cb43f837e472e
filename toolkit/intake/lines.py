"""The lines of lists and narratives: from the heading until the data end, not at the first blank row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.files.model import RawSheet, RawWorkbook
from toolkit.form.layout import LABEL_COL, BlockArea
from toolkit.form.model import BlockKind
from toolkit.intake.locate import CodedSheet, row_codes, same_label
from toolkit.intake.words import tidy
from toolkit.text import fold

_SIGNATURES = ("người lập", "thủ trưởng", "(ký", "ký tên", "tm. ", "kt. ", "chủ tịch", "nơi nhận")
_PLACE_AND_DATE = re.compile(r"[^,]*,\s*ngày\b.*\btháng\b.*\bnăm\b.*")
"""What stands under a list that is no data: place and date, who prepared it, the head of the unit."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows with content and, after them in order, rows without; `columns` by code (narratives: the block's id)."""

    filled: tuple[int, ...]
    blank: tuple[int, ...]
    columns: Mapping[str, int]


def find_lines(
    raw: RawWorkbook, area: BlockArea, sheet: CodedSheet, code_row: int, columns: Mapping[str, int]
) -> Lines:
    """The rows of a list's or narrative's lines on a sheet.

    Between the heading and the last coded line every row belongs to the block, whatever is blank; below, rows go on
    until the first blank one, the next code, or the signatures.
    """
    if area.block.kind is BlockKind.NARRATIVE:
        columns = {area.block.id: sheet.code_col + LABEL_COL}
    own = frozenset(row_codes(area))
    coded = sorted(row for code in own - {area.none_code} for row in sheet.rows(code))
    first = _first_row(area, sheet, code_row, columns, coded)
    last = coded[-1] if coded else first + area.block.lines - 1
    rows: list[int] = []
    for row in range(first, len(sheet.raw.rows)):
        code = sheet.code_at(row)
        if code and code not in own:
            break
        if not coded and _ends(sheet.raw, row):
            break
        if row > last and (_ends(sheet.raw, row) or not _has_content(raw, sheet.raw, row, columns)):
            break
        rows.append(row)
    typed = [row for row in rows if _has_content(raw, sheet.raw, row, columns)]
    return Lines(tuple(typed), tuple(row for row in rows if row not in typed), columns)


def _first_row(
    area: BlockArea, sheet: CodedSheet, code_row: int, columns: Mapping[str, int], coded: list[int]
) -> int:
    """The row under the heading: a row inserted above the first coded line is a line too."""
    if area.block.kind is BlockKind.NARRATIVE:
        ticks = sheet.rows(area.none_code)
        return max((row for row in ticks if not coded or row < coded[0]), default=(coded or [0])[0] - 1) + 1
    labels = {item.code: item.label.vi for item in area.columns}
    end = coded[0] if coded else code_row + 4
    heads = [
        row
        for row in range(code_row, end)
        if any(same_label(sheet.raw.at(row, col), labels.get(code, "")) for code, col in columns.items())
    ]
    if heads:
        return heads[-1] + 1
    return coded[0] if coded else code_row + 1


def _has_content(raw: RawWorkbook, sheet: RawSheet, row: int, columns: Mapping[str, int]) -> bool:
    for col in columns.values():
        value = sheet.at(row, col)
        if isinstance(value, str):
            value = tidy(value) or None
        where = (sheet.name, row, col)
        if value is not None or where in raw.errors or where in raw.uncalculated:
            return True
    return False


def _ends(sheet: RawSheet, row: int) -> bool:
    """Whether a row below the last coded line belongs to the signatures."""
    cells = [value for value in sheet.rows[row] if value is not None]
    texts = [fold(value) for value in cells if isinstance(value, str)]
    dated = len(cells) == 1 and any(_PLACE_AND_DATE.fullmatch(text) for text in texts)
    return dated or any(text.startswith(_SIGNATURES) for text in texts)
