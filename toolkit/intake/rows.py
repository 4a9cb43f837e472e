"""The rows of fields blocks and grids: by their codes, else by their labels with a margin, wherever they were moved to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.form.layout import CODE_COL, LABEL_COL
from toolkit.form.model import Key
from toolkit.intake.locate import CODE, At, CodedSheet, code_column
from toolkit.intake.printed import (
    ALIKE,
    MARGIN,
    Likeness,
    PrintedRow,
    likeness,
    ratio,
    rows_printed,
    same_label,
)
from toolkit.intake.search import Search

REACH = 12
"""Columns right of a code among which its label is looked for, and right of a label its measure."""
_MANY = 60
"""More candidates than these are not compared by likeness: the sheet is something else."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A printed row on a sheet. `label_col` is where its label stands (as in the other rows, when it is not there);
    `shifted` tells that the label stands in another column than those of the block's other rows; `again` that the code was
    met before.
    """

    printed: PrintedRow
    sheet: CodedSheet
    row: int
    code_col: int
    label_col: int
    shifted: bool = False
    again: bool = False


def find_rows(search: Search, sheets: tuple[CodedSheet, ...], rivals: frozenset[str]) -> list[FoundRow]:
    """Every row of the area that can be told; what cannot is in `search.lost`.

    `sheets` are all of the workbook, for rows that were moved to another one; `rivals` the codes that other blocks
    have too, which are believed within the block's own part of the sheet only.
    """
    area, sheet = search.area, search.sheet
    printed = rows_printed(area)
    search.code_col = code_column(area, sheet)
    coded = {row.code: _own_rows(search, row.code, rivals) for row in printed}
    search.label_col = _label_column(search, printed, coded)
    found: list[FoundRow] = []
    missing: list[PrintedRow] = []
    for row in printed:
        for at, line in enumerate(coded[row.code]):
            label_col = _label_at(search, line, row)
            shifted = label_col not in (-1, search.label_col)
            where = search.label_col if label_col < 0 else label_col
            found.append(FoundRow(row, sheet, line, search.code_col, where, shifted, at > 0))
        if not coded[row.code]:
            missing.append(row)
    taken = {(one.sheet.raw.name, one.row) for one in found}
    for row in missing:
        one = _elsewhere(search, row, sheets) or _labelled(search, row, taken)
        if one:
            found.append(one)
            taken.add((one.sheet.raw.name, one.row))
    _alike(
        search, [row for row in missing if row.code not in {one.printed.code for one in found}], taken, found
    )
    names = {one.printed.code for one in found}
    search.lost += [_lost(search, row) for row in missing if row.code not in names]
    return found


def _lost(search: Search, row: PrintedRow) -> Key:
    return search.key("", row.code) if search.is_grid else search.key(row.code)


def _own_rows(search: Search, code: str, rivals: frozenset[str]) -> tuple[int, ...]:
    rows = search.sheet.rows(code, search.code_col)
    if code not in rivals or len(rows) < 2:
        return rows
    first, end = extent(search)
    return tuple(row for row in rows if first <= row < end) or rows


def extent(search: Search) -> tuple[int, int]:
    """The rows from the block's beginning to that of the next one below it; the whole sheet where it holds no other."""
    end = len(search.sheet.raw.rows)
    own = next((start for start in search.starts if start[2] == search.area.none_code), None)
    below = [row for row, col, _ in search.starts if own and col == own[1] and row > own[0]]
    beside = any(own and col == own[1] and row < own[0] for row, col, _ in search.starts)
    return (own[0] if own and (below or beside) else 0), min(below, default=end)


def _label_column(search: Search, printed: Iterable[PrintedRow], coded: dict[str, tuple[int, ...]]) -> int:
    """Where most labels stand: beside the codes, else anywhere on the sheet."""
    columns: Counter[int] = Counter()
    usual = search.code_col - CODE_COL + LABEL_COL
    for row in printed:
        for line in coded[row.code][:1]:
            if same_label(search.at(line, usual), row.label):
                columns[usual] += 1
            else:
                for col in range(search.code_col + 1, search.code_col + 1 + REACH):
                    columns[col] += same_label(search.at(line, col), row.label)
    if not any(columns.values()) and search.code_col < 0:
        for row in printed:
            columns.update({col for _, col in search.sheet.find(row.label)})
    if any(columns.values()):
        return min(columns, key=lambda col: (-columns[col], col))
    return usual if search.code_col >= 0 else -1


def _label_at(search: Search, line: int, row: PrintedRow) -> int:
    """The column of a coded row's own label; -1 when it is nowhere beside the code."""
    if same_label(search.at(line, search.label_col), row.label):
        return search.label_col
    for col in range(search.code_col + 1, search.code_col + 1 + REACH):
        if same_label(search.at(line, col), row.label):
            return col
    return -1


def _elsewhere(search: Search, row: PrintedRow, sheets: tuple[CodedSheet, ...]) -> FoundRow | None:
    """A row cut and pasted whole: its code, with its label beside it, in another column or on another sheet."""
    spots = []
    for sheet in sheets:
        for line, col in sheet.places.get(row.code, ()):
            label = col - CODE_COL + LABEL_COL
            if same_label(sheet.raw.at(line, label), row.label):
                spots.append(FoundRow(row, sheet, line, col, label))
    return spots[0] if len(spots) == 1 else None


def _labelled(search: Search, row: PrintedRow, taken: set[tuple[str, int]]) -> FoundRow | None:
    """The one row whose label it is: in the label column, else anywhere on the sheet."""
    sheet = search.sheet
    places = [at for at in sheet.find(row.label) if _is_free(search, at, taken)]
    for chosen in ([at for at in places if at[1] == search.label_col], places):
        if len(chosen) > 1:
            first, end = extent(search)
            chosen = [at for at in chosen if first <= at[0] < end]
        if len(chosen) == 1:
            return FoundRow(row, sheet, chosen[0][0], -1, chosen[0][1])
    return None


def _is_free(search: Search, at: At, taken: set[tuple[str, int]]) -> bool:
    """Whether a row is nobody's yet: not taken, and without a code, a known one or another version's."""
    code = search.at(at[0], search.code_col) if search.code_col >= 0 else None
    coded = isinstance(code, str) and CODE.fullmatch(code.strip())
    return (search.sheet.raw.name, at[0]) not in taken and not coded


def _alike(
    search: Search, missing: list[PrintedRow], taken: set[tuple[str, int]], found: list[FoundRow]
) -> None:
    """Reworded labels: each the other's best by far, among all labels of the block and all rows that are left."""
    rows = [one.row for one in found if one.sheet is search.sheet]
    if not missing or search.label_col < 0 or not rows:
        return
    texts = {}
    for line in range(max(min(rows) - 3, 0), max(rows) + 4):
        value = search.at(line, search.label_col)
        if isinstance(value, str) and value.strip() and _is_free(search, (line, search.label_col), taken):
            texts[line] = value
    if len(texts) * len(missing) > _MANY * _MANY:
        return
    others = [one.printed for one in found]
    for row in missing:
        scores = sorted(((ratio(text, row.label.vi), line) for line, text in texts.items()), reverse=True)
        if not scores or scores[0][0] < ALIKE or (len(scores) > 1 and scores[0][0] - scores[1][0] < MARGIN):
            continue
        best, line = scores[0]
        rest = (ratio(texts[line], other.label.vi) for other in (*missing, *others) if other is not row)
        if best - max(rest, default=0.0) >= MARGIN:
            found.append(FoundRow(row, search.sheet, line, -1, search.label_col))
            search.remark(
                "STR-019",
                _lost(search, row),
                search.on(line, search.label_col),
                f"“{row.label.vi}” ← “{texts.pop(line)}”",
            )


def label_beside(one: FoundRow) -> Likeness:
    """How the text beside a row's code compares with its label."""
    return likeness(one.sheet.raw.at(one.row, one.label_col), one.printed.label)
