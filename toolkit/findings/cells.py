"""Cells of a sheet in a reader's order, and as few ranges."""

from collections.abc import Iterable


def cell_key(cell: str) -> tuple[int, str]:
    """By which cells stand in a reader's order: row, then column. "" comes first."""
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :] or 0), letters.rjust(3)


def cell_ranges(cells: Iterable[str]) -> tuple[str, ...]:
    """Cells of one sheet as few ranges in a reader's order: E12, E13, E14, E25 -> E12:E14, E25. Each cell once."""
    at = {(column.strip(), row) for row, column in map(cell_key, filter(None, cells))}
    runs: dict[tuple[int, int], list[str]] = {}
    for column, row in sorted(at):
        if (column, row - 1) not in at:
            last = row
            while (column, last + 1) in at:
                last += 1
            runs.setdefault((row, last), []).append(column)
    found: list[tuple[int, str, str]] = []
    for (first, last), columns in runs.items():
        for left, right in _side_by_side(columns):
            start, end = f"{left}{first}", f"{right}{last}"
            found.append((first, left.rjust(3), start if start == end else f"{start}:{end}"))
    return tuple(text for _, _, text in sorted(found))


def _side_by_side(columns: Iterable[str]) -> list[tuple[str, str]]:
    """Columns as stretches of neighbours: A, B, C, F -> (A, C), (F, F)."""
    stretches: list[tuple[str, str]] = []
    for column in sorted(columns, key=_column_number):
        if stretches and _column_number(stretches[-1][1]) + 1 == _column_number(column):
            stretches[-1] = (stretches[-1][0], column)
        else:
            stretches.append((column, column))
    return stretches


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
