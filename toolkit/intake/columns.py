"""The columns of grids and lists: by their code row, else by the headings and printed numbers, and both must agree."""

from collections import Counter

from toolkit.form.layout import FIRST_COL
from toolkit.form.model import BlockKind, Field
from toolkit.intake.locate import column_codes
from toolkit.intake.printed import Likeness, likeness, same_label
from toolkit.intake.rows import extent
from toolkit.intake.search import Search

_HEAD = 5
"""Rows above the data in which headings are looked for where the code row is gone."""


def find_columns(search: Search, rows: list[int]) -> dict[str, int]:
    """The column of each column of the area, derived ones too. `rows` are the known rows of data.

    Columns that are not there are in `search.lost`; those whose code and heading disagree in `search.contested`.
    """
    code_row, coded = _by_codes(search, rows)
    top, end = _head_rows(search, code_row, rows)
    heads = _heads(search, top, end)
    columns = dict(coded)
    for at, item in enumerate(search.area.columns):
        if item.code in columns:
            _compare(search, item, columns[item.code], heads, end)
            continue
        col = _by_heading(search, item, at, heads, set(columns.values()), set(coded))
        if col >= 0:
            columns[item.code] = col
            key, spot = search.key(item.code, "", item.code), search.on(max(end - 1, 0), col)
            search.remark("STR-002", key, spot, item.label.vi)
        elif not item.is_derived:
            search.lost.append(search.key("", "", item.code))
    search.known |= {
        search.on(row, col)
        for row in range(max(code_row, 0), end)
        for col in columns.values()
        if isinstance(search.at(row, col), str)
    }
    search.head = (code_row, end)
    return columns


def _by_codes(search: Search, rows: list[int]) -> tuple[int, dict[str, int]]:
    """The block's code row (-1: none), and the column of each code that stands in it once."""
    codes = column_codes(search.area)
    begin, stop = extent(search)
    found = Counter(
        row
        for code in codes
        for row, col in search.sheet.places.get(code, ())
        if col > search.code_col and begin - 1 <= row < stop
    )
    if not found:
        return -1, {}
    # Of two alike the one nearest above the data is the block's.
    code_row = max(found, key=lambda row: (found[row], sum(row < line for line in rows), -row))
    columns = {}
    for code in codes:
        cols = [
            col for row, col in search.sheet.places.get(code, ()) if row == code_row and col > search.code_col
        ]
        if len(cols) == 1:
            columns[code] = cols[0]
    return code_row, columns


def _head_rows(search: Search, code_row: int, rows: list[int]) -> tuple[int, int]:
    """From the first row of headings to the first one of data: a row inserted above a list's first line is a line too."""
    begin, stop = extent(search)
    below = min((row for row in rows if row > code_row), default=-1)
    last = below if below >= 0 else stop
    places = Counter(
        row
        for item in search.area.columns
        for row, _ in search.sheet.find(item.label)
        if max(begin, code_row) <= row < last
    )
    row = max(places, key=lambda row: (places[row], -row)) if places else -1
    top = code_row + 1 if code_row >= 0 else max(begin, (below if below >= 0 else row) - _HEAD, 0)
    if search.is_grid and below >= 0:
        return top, below
    if row >= 0:
        return top, row + 1
    return top, below if below >= 0 else top


def _heads(search: Search, top: int, end: int) -> dict[int, list[str]]:
    """The texts over each column, from the top."""
    found: dict[int, list[str]] = {}
    for row in range(max(top, 0), min(end, len(search.sheet.raw.rows))):
        for col, value in enumerate(search.sheet.raw.rows[row]):
            if isinstance(value, str) and value.strip() and (row, col) not in search.sheet.codes:
                found.setdefault(col, []).append(value)
    return found


def _compare(search: Search, item: Field, col: int, heads: dict[int, list[str]], end: int) -> None:
    """A column code and the heading below it."""
    texts = [text for text in heads.get(col, []) if not _is_number(text)]
    if not texts or any(same_label(text, item.label) for text in texts):
        return
    spot, key = search.on(max(end - 1, 0), col), search.key(item.code, "", item.code)
    others = [other for other in search.area.columns if other is not item]
    if any(same_label(texts[-1], other.label) for other in others):
        search.contested[item.code] = texts[-1]
    else:
        near = likeness(texts[-1], item.label) is Likeness.NEAR
        search.remark("STR-015" if near else "STR-016", key, spot, f"“{item.label.vi}” → “{texts[-1]}”")


def _is_number(text: str) -> bool:
    """The printed number of a column: "(3)", "(3)= (4)+ (5)"."""
    return text.startswith("(") and text[1:2].isdecimal()


def _by_heading(
    search: Search, item: Field, at: int, heads: dict[int, list[str]], taken: set[int], coded: set[str]
) -> int:
    """The free column with the printed number and heading of an item; -1 when there is not exactly one.

    Headings alike ("Tổng số" under two groups) are told apart by their numbers, else by their order.
    """
    places = [
        col
        for col, texts in sorted(heads.items())
        if col not in taken and col > search.label_col and any(same_label(text, item.label) for text in texts)
    ]
    if search.area.block.kind is BlockKind.GRID and len(places) > 1:
        number = f"({item.number or at + FIRST_COL})"
        numbered = [col for col in places if any(text.startswith(number) for text in heads[col])]
        if len(numbered) == 1:
            return numbered[0]
        alike = [
            other
            for other in search.area.columns[at:]
            if other.code not in coded and other.label.vi == item.label.vi
        ]
        return places[0] if len(alike) == len(places) else -1
    return places[0] if len(places) == 1 else -1
