"""Which row and column of a sheet as found is which as written, when rows were inserted, sorted or deleted.

A row is known by its words: the texts beside the figures, not the figures themselves. A row whose words are nowhere else
is matched wherever it went; one without words of its own only between neighbours that moved alike. What cannot be told is
not guessed.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.files.model import RawSheet, column_letters
from toolkit.verify.model import Layout, LayoutChange

_NAMED = 4
_HEAD_ROWS = 15
Words = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Rows and columns as written to those as found. `unsure` are rows as written whose words now are others, or
    stand in other rows too: what is there is compared, and nothing is offered for it.
    """

    rows: Mapping[int, int]
    cols: Mapping[int, int]
    unsure: frozenset[int] = frozenset()
    changes: tuple[LayoutChange, ...] = ()


def align(written: RawSheet, found: RawSheet, figures: Sequence[tuple[int, int]]) -> Alignment:
    """Match a sheet; `figures` are the written cells that hold figures or formulas, which are no words of their row."""
    taken = {col for _, col in figures}
    first = min((row for row, _ in figures), default=len(written.rows))
    width = max((len(row) for row in (*written.rows, *found.rows)), default=0)
    cols = {col: col for col in range(width)}
    rows = _match(_row_words(written, taken), _row_words(found, taken))
    moved = _columns(written, found, rows, first, cols)
    if moved != cols:
        cols = moved
        back = {there: here for here, there in cols.items()}
        rows = _match(_row_words(written, taken), _row_words(found, taken, back))
    old, new = (
        _row_words(written, taken),
        _row_words(found, taken, {there: here for here, there in cols.items()}),
    )
    once = Counter(old)
    unsure = frozenset(
        row for row, there in rows.items() if row >= first and (old[row] != new[there] or once[old[row]] > 1)
    )
    changes = (*_row_changes(written, found, rows), *_column_changes(written, found, cols, width))
    return Alignment(rows, cols, unsure, tuple(changes))


def _row_words(sheet: RawSheet, taken: set[int], back: Mapping[int, int] | None = None) -> list[Words]:
    """Each row's texts by column (as written, through `back`), those of figures' columns left out."""
    found = []
    for row in sheet.rows:
        words = []
        for col, value in enumerate(row):
            here = col if back is None else back.get(col, -1)
            if isinstance(value, str) and value.strip() and here >= 0 and here not in taken:
                words.append((here, plain(value)))
        found.append(tuple(sorted(words)))
    return found


def plain(text: str) -> str:
    """A text as programs keep it: line ends and outer spaces are theirs to choose."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))


def _match(old: Sequence[Words], new: Sequence[Words]) -> dict[int, int]:
    """Written rows to found rows: by words that are unique on both sides, then between neighbours of one shift."""
    once_old, once_new = Counter(old), Counter(new)
    where = {words: at for at, words in enumerate(new) if words and once_new[words] == 1}
    sure = {
        at: where[words] for at, words in enumerate(old) if words and once_old[words] == 1 and words in where
    }
    return _between(sure, len(old), len(new), lambda here, there: True)


def _between(sure: Mapping[int, int], old: int, new: int, fits: Callable[[int, int], bool]) -> dict[int, int]:
    """What is sure, and what lies between two neighbours that moved by the same, or beyond the last of them."""
    found = dict(sure)
    claimed = set(found.values())
    edges = [(-1, -1), *sorted(found.items())]
    ends = [*edges, (old, edges[-1][1] + old - edges[-1][0])]
    for (here, there), (after, beyond) in pairwise(ends):
        if beyond - there != after - here:
            continue
        for at in range(here + 1, after):
            goal = there + at - here
            if 0 <= goal < new and goal not in claimed and fits(at, goal):
                found[at] = goal
                claimed.add(goal)
    return found


def _columns(
    written: RawSheet, found: RawSheet, rows: Mapping[int, int], first: int, same: Mapping[int, int]
) -> dict[int, int]:
    """Written columns to found ones by their heads; as they were while the heads stand where they stood."""
    above = range(min(first, _HEAD_ROWS, len(found.rows)))
    heads = [row for row in above if row in rows] or list(above)
    old = _heads(written, {row: row for row in heads})
    new = _heads(found, {row: rows.get(row, row) for row in heads})
    named = [col for col, head in enumerate(old) if head]
    if all(col < len(new) and _alike(old[col], new[col]) for col in named):
        return dict(same)  # at most a word was changed
    once_old, once_new = Counter(old), Counter(new)
    where = {head: at for at, head in enumerate(new) if head and once_new[head] == 1}
    sure = {col: where[old[col]] for col in named if once_old[old[col]] == 1 and old[col] in where}
    if all(col == there for col, there in sure.items()) and len(old) == len(new):
        return dict(same)  # heads were reworded, nothing moved
    return _between(sure, len(old), len(new), lambda here, there: old[here] == new[there])


def _alike(old: Words, new: Words) -> bool:
    """Whether most of a head's words stand where they stood."""
    return len(set(old) & set(new)) * 2 >= max(len(old), len(new))


def _heads(sheet: RawSheet, rows: Mapping[int, int]) -> list[Words]:
    width = max((len(row) for row in sheet.rows), default=0)
    return [
        tuple(
            (here, plain(value))
            for here, there in rows.items()
            if isinstance(value := sheet.at(there, col), str) and value.strip()
        )
        for col in range(width)
    ]


def _row_changes(written: RawSheet, found: RawSheet, rows: Mapping[int, int]) -> list[LayoutChange]:
    changes = []
    gone = [row for row, cells in enumerate(written.rows) if row not in rows and _says(cells)]
    claimed = set(rows.values())
    added = [row for row, cells in enumerate(found.rows) if row not in claimed and _says(cells)]
    order = [there for _, there in sorted(rows.items())]
    moved = len(order) - _longest_run(order)
    if moved:
        changes.append(LayoutChange(kind=Layout.ROWS_MOVED, sheet=found.name, count=moved))
    if gone:
        names = tuple(_first_words(written.rows[row]) for row in gone[:_NAMED])
        changes.append(LayoutChange(kind=Layout.ROWS_GONE, sheet=found.name, names=names, count=len(gone)))
    if added:
        names = tuple(str(row + 1) for row in added[:_NAMED])
        changes.append(LayoutChange(kind=Layout.ROWS_ADDED, sheet=found.name, names=names, count=len(added)))
    return changes


def _column_changes(
    written: RawSheet, found: RawSheet, cols: Mapping[int, int], width: int
) -> list[LayoutChange]:
    used = {col for row in written.rows for col, value in enumerate(row) if value not in (None, "")}
    gone = sorted(used - cols.keys())
    moved = sum(here != there for here, there in cols.items() if here in used)
    changes = []
    if gone:
        names = tuple(column_letters(col) for col in gone[:_NAMED])
        changes.append(LayoutChange(kind=Layout.COLUMNS_GONE, sheet=found.name, names=names, count=len(gone)))
    if moved:
        changes.append(LayoutChange(kind=Layout.COLUMNS_MOVED, sheet=found.name, count=moved))
    return changes


def _says(cells: Sequence[object]) -> bool:
    return any(value not in (None, "") for value in cells)


def _first_words(cells: Sequence[object]) -> str:
    return next((value for value in cells if isinstance(value, str) and value.strip()), "…")


def _longest_run(order: Sequence[int]) -> int:
    """How many stand in rising order at most: the others were moved."""
    from bisect import bisect_left

    tails: list[int] = []
    for value in order:
        at = bisect_left(tails, value)
        tails[at : at + 1] = [value]
    return len(tails)
