"""The lines of lists and narratives: from the heading until the data end, not at the first blank row."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.form.layout import LABEL_COL, NUMBER_COL
from toolkit.form.model import BlockKind
from toolkit.intake.locate import At, code_column, row_codes
from toolkit.intake.printed import heading, same_label
from toolkit.intake.rows import extent
from toolkit.intake.search import Search, has_content
from toolkit.text import Text, fold, say

_SIGNATURES = (
    "người lập",
    "thủ trưởng",
    "(ký",
    "ký tên",
    "tm. ",
    "kt. ",
    "chủ tịch",
    "nơi nhận",
    "người tổng hợp",
)
_PLACE_AND_DATE = re.compile(r"[^,]*,\s*ngày\b.*\btháng\b.*\bnăm\b.*")
"""What stands under a list that is no data: place and date, who prepared it, the head of the unit."""
_UNDATED = re.compile(r"[^,]*,\s*ngày[….\s_]+tháng[….\s_]+năm.*")
"""Place and date as they are printed, to be filled in by hand."""
_NAME_WORDS = range(2, 6)
_PLACES = ("thôn ", "tổ ", "xóm ", "khu ", "ấp ", "bản ", "làng ", "buôn ", "xã ", "phường ")
_OUR_SIGNATURES = ("preparer", "preparer_signs", "head_of_unit", "head_signs")
_NOTES = ("ghi chú", "lưu ý", "chú thích", "nguồn:", "(*)", "* ", "(ghi chú")
"""What a remark begins with."""
_SUM = re.compile(r"(tổng cộng|tổng số|tổng|cộng)( cộng)?\s*[:.]?\s*[\d.,]*")
"""A line that adds the others up."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows with content and, after them in order, rows without; `columns` by code (narratives: the block's id).

    `uncertain` are rows that were taken for lines although they stand apart from them; `aside` rows that are no lines but
    the block's sum, its notes or a signature, with their text. `beyond` are rows filled in as lines are, and `lone` cells
    of the block's columns, below the first signature.
    """

    filled: tuple[int, ...]
    blank: tuple[int, ...]
    columns: Mapping[str, int]
    uncertain: tuple[int, ...] = ()
    aside: Mapping[int, str] = field(default_factory=dict)
    number_col: int = -1
    beyond: tuple[int, ...] = ()
    lone: tuple[At, ...] = ()


@dataclass(slots=True)
class _Below:
    """Rows below the last prepared line, while they are being judged."""

    lines: list[int] = field(default_factory=list)
    uncertain: list[int] = field(default_factory=list)
    aside: dict[int, str] = field(default_factory=dict)
    beyond: list[int] = field(default_factory=list)
    lone: list[At] = field(default_factory=list)


def coded_lines(search: Search) -> list[int]:
    """The rows that bear the area's line codes, in order; sets the code column."""
    search.code_col = code_column(search.area, search.sheet)
    own = [code for code in row_codes(search.area) if code != search.area.none_code]
    return sorted(row for code in own for row in search.sheet.rows(code, search.code_col))


def find_lines(search: Search, coded: list[int], columns: Mapping[str, int]) -> Lines:
    """The rows of a list's or narrative's lines on a sheet; `columns` are a list's.

    Between the heading and the last coded line every row belongs to the block, whatever is blank; below, rows go on
    until the next block or the signatures.
    """
    area, (_, end) = search.area, extent(search)
    first = _first_row(search, coded)
    number_col = _number_column(search, coded)
    if area.block.kind is BlockKind.NARRATIVE:
        columns = {area.block.id: _text_column(search, first, number_col)}
    last = coded[-1] if coded else _last_numbered(search, first, number_col)
    own = frozenset(row_codes(area))
    others = {
        row for (row, col), code in search.sheet.codes.items() if col == search.code_col and code not in own
    }
    # What stands above another block's row is that block's, wherever the tick or the title went.
    first = max([first, *(row + 1 for row in others if coded and first <= row < coded[0])])
    rows = [row for row in range(first, last + 1) if row < len(search.sheet.raw.rows) and row not in others]
    below = _below(search, last + 1, end, columns, number_col)
    typed = [row for row in (*rows, *below.lines) if _has_content(search, row, columns)]
    for row in typed:
        coded_here = (row, search.code_col) in search.sheet.codes
        if _SUM.fullmatch(fold(_first_text(search, row))) or (not coded_here and ends(search, row)):
            below.aside[row] = _first_text(search, row)
    labels = {item.code: item.label for item in area.columns} or {area.block.id: heading("idea")}
    heads = [row for row in typed if _is_heading(search, row, columns, labels)]
    other = {*below.aside, *heads}
    typed = [row for row in typed if row not in other]
    blank = tuple(row for row in rows if row not in typed and row not in other)
    apart = (tuple(below.beyond), tuple(below.lone))
    return Lines(tuple(typed), blank, columns, tuple(below.uncertain), below.aside, number_col, *apart)


def _is_heading(search: Search, row: int, columns: Mapping[str, int], labels: Mapping[str, Text]) -> bool:
    """Whether a row among a list's lines is their heading, moved there: what it says are the columns' own labels."""
    texts = {
        code: search.at(row, col) for code, col in columns.items() if has_content(search, search.on(row, col))
    }
    return bool(texts) and all(same_label(text, labels[code]) for code, text in texts.items())


def _below(search: Search, start: int, end: int, columns: Mapping[str, int], number_col: int) -> _Below:
    """Rows typed below the last prepared line: lines when they follow at once; lines to be looked at after a gap."""
    found, gap = _Below(), False
    code_col = search.code_col
    for row in range(start, min(end, len(search.sheet.raw.rows))):
        if search.sheet.codes.get((row, code_col)):
            break
        if ends(search, row):
            _beyond(search, row, end, columns, number_col, found)
            if not gap and row not in found.beyond and _is_typed_signature(search, row, columns):
                found.aside[row] = _first_text(search, row)
            break
        if not _has_content(search, row, columns):
            gap = True
        elif fold(_first_text(search, row)).startswith(_NOTES):
            found.aside[row] = _first_text(search, row)
        else:
            found.lines.append(row)
            if gap:
                found.uncertain.append(row)
    return found


def _beyond(
    search: Search, start: int, end: int, columns: Mapping[str, int], number_col: int, found: _Below
) -> None:
    """What stands in the block's columns from the first signature on, and belongs to no signature: lines where two
    columns are filled, or one beside a line's number, else single cells.
    """
    signed: set[int] = set()
    for row in range(start, min(end, len(search.sheet.raw.rows))):
        if search.sheet.codes.get((row, search.code_col)):
            break
        cells = enumerate(search.sheet.raw.rows[row])
        signatures = {col for col, value in cells if isinstance(value, str) and _is_signature(value)}
        signed |= signatures
        typed = [
            col
            for col in columns.values()
            if col not in signatures and has_content(search, search.on(row, col))
        ]
        others = [col for col in typed if col not in signed]
        numbered = number_col >= 0 and _line_number(search.at(row, number_col)) is not None
        if others and (numbered or len(typed) > 1):
            found.beyond.append(row)
            continue
        for col in others:
            value = search.at(row, col)
            # Who signs writes in the next column too, where the first is narrow.
            if col - 1 in signed and isinstance(value, str) and _is_name(value):
                signed.add(col)
            elif isinstance(value, str) and not fold(value).startswith(_NOTES):
                found.lone.append((row, col))


def _is_signature(text: str) -> bool:
    said = fold(text)
    return said.startswith(_SIGNATURES) or bool(_UNDATED.fullmatch(said) or _PLACE_AND_DATE.fullmatch(said))


def _is_name(text: str) -> bool:
    """Whether a text may be somebody's name: a few words, all with a capital, and no place's."""
    words = text.split()
    named = all(word.isalpha() and word[0].isupper() for word in words)
    return named and len(words) in _NAME_WORDS and not fold(text).startswith(_PLACES)


def _is_typed_signature(search: Search, row: int, columns: Mapping[str, int]) -> bool:
    """Whether a signature was typed into the block's own columns, where it may be mistaken for a line."""
    ours = {fold(say(f"template.{name}").vi) for name in _OUR_SIGNATURES}
    texts = [search.at(row, col) for col in columns.values()]
    return any(isinstance(text, str) and fold(text) not in ours for text in texts) and not _is_dated(
        search, row
    )


def _first_row(search: Search, coded: list[int]) -> int:
    """The row under the heading: a row inserted above the first coded line is a line too."""
    area = search.area
    if area.block.kind is BlockKind.NARRATIVE:
        ticks = [
            row for row in search.sheet.rows(area.none_code, search.code_col) if not coded or row < coded[0]
        ]
        titles = [row for row, _ in search.sheet.find(area.block.label) if not coded or row < coded[0]]
        above = max((*ticks, *titles), default=(coded or [0])[0] - 1)
        return above + 1
    return search.head[1]


def _number_column(search: Search, coded: list[int]) -> int:
    """Where the lines are numbered: beside the codes, or where most of them say 1, 2, 3; -1: nowhere."""
    beside = search.code_col + NUMBER_COL
    found: Counter[int] = Counter()
    for row in coded:
        if _line_number(search.at(row, beside)) is not None:
            found[beside] += 1
            continue
        for col in range(beside + 1, beside + 4):
            if _line_number(search.at(row, col)) is not None:
                found[col] += 1
                break
    if found:
        return max(found, key=lambda col: (found[col], -col))
    places = [col for row, col in search.sheet.find(heading("line")) if not coded or row < coded[0]]
    return places[-1] if places else -1


def _line_number(value: object) -> float | None:
    """The number that a cell says; None when it says none. "①" and "²" are digits, but no numbers."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        text = value.strip()
        return float(text) if text.isdecimal() else None
    return float(value) if isinstance(value, int | float) else None


def _text_column(search: Search, first: int, number_col: int) -> int:
    """A narrative's column: under its heading, else right of its numbers, else as far from its codes as in the layout."""
    places = [at for at in search.sheet.find(heading("idea")) if at[0] < first and at[1] > search.code_col]
    beside = number_col + LABEL_COL - NUMBER_COL if number_col >= 0 else search.code_col + LABEL_COL
    if not places:
        return beside
    under = max(places)[1]
    if under != beside:
        search.remark("STR-012", None, search.on(*max(places)), search.area.block.label.vi)
    return under


def _last_numbered(search: Search, first: int, number_col: int) -> int:
    """Without codes: the last line that is numbered on from 1."""
    row, number = first, 1
    while number_col >= 0 and row < len(search.sheet.raw.rows) and number <= search.area.block.lines:
        if _line_number(search.at(row, number_col)) != number:
            break
        row, number = row + 1, number + 1
    return row - 1


def _has_content(search: Search, row: int, columns: Mapping[str, int]) -> bool:
    return any(has_content(search, search.on(row, col)) for col in columns.values())


def _first_text(search: Search, row: int) -> str:
    cells = (value for value in search.sheet.raw.rows[row] if isinstance(value, str) and value.strip())
    return next(cells, "")


def ends(search: Search, row: int) -> bool:
    """Whether a row below the last line belongs to the signatures."""
    texts = [fold(value) for value in search.sheet.raw.rows[row] if isinstance(value, str)]
    printed = any(text.startswith(_SIGNATURES) or _UNDATED.fullmatch(text) for text in texts)
    return printed or _is_dated(search, row)


def _is_dated(search: Search, row: int) -> bool:
    """Whether a row holds place and date, and nothing else."""
    cells = [value for value in search.sheet.raw.rows[row] if value is not None]
    return len(cells) == 1 and isinstance(cells[0], str) and bool(_PLACE_AND_DATE.fullmatch(fold(cells[0])))
