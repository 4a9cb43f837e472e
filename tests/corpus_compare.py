"""Our cells beside openpyxl's, where both read a file: an independent word on whether values are read right.

Known differences of the two readers are kinds of their own. What is left under `SERIOUS` must be nothing.
"""

import io
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from toolkit.files.model import RawWorkbook, cell_name
from toolkit.files.read_workbook import read_workbook

_FIRST = datetime(1900, 3, 1)
"""Before it the readers, as Excel and everybody else, disagree about what day a number is."""
SERIOUS = frozenset({"number", "truth", "only ours", "date", "hidden row"})
"""Kinds that no known difference of the two readers explains; any of them makes the program end in 1."""


@dataclass(slots=True)
class Differences:
    """Kinds of difference with how often, an example each, and how many cells were held against each other."""

    cells: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    other_fails: str = ""

    def note(self, kind: str, example: str) -> None:
        self.kinds[kind] += 1
        self.examples.setdefault(kind, example)

    @property
    def is_serious(self) -> bool:
        return not SERIOUS.isdisjoint(self.kinds)

    @staticmethod
    def table(found: "Iterable[tuple[str, Differences | None]]") -> list[str]:
        """Summed up over files, with up to three examples of a kind."""
        cells, files, fails = 0, 0, 0
        kinds: Counter[str] = Counter()
        where: dict[str, list[str]] = {}
        for name, one in found:
            if one is None or one.other_fails:
                fails += 1
                continue
            cells, files = cells + one.cells, files + 1
            kinds.update(one.kinds)
            for kind, example in one.examples.items():
                where.setdefault(kind, []).append(f"{name} {example}")
        lines = [f"compared with openpyxl: {cells} cells of {files} files; {fails} openpyxl does not read"]
        return lines + [
            f"  {kind}: {count}, {'; '.join(where[kind][:3])}" for kind, count in kinds.most_common()
        ]


def compare(path: Path) -> Differences:
    """Hold the two readings of one file against each other; `other_fails` when openpyxl cannot read it."""
    import openpyxl
    from openpyxl.worksheet.worksheet import Worksheet

    data = path.read_bytes()
    ours = read_workbook(data)
    found = Differences()
    try:
        values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        written = openpyxl.load_workbook(io.BytesIO(data))
    except Exception as error:
        return Differences(other_fails=f"{type(error).__name__}: {error}")
    for sheet in values.worksheets:
        if isinstance(sheet, Worksheet):
            _compare_sheet(ours, sheet, written[sheet.title], found)
    return found


def _compare_sheet(ours: RawWorkbook, sheet, written, found: Differences) -> None:  # type: ignore[no-untyped-def]
    mine = ours.sheet(sheet.title)
    if mine is None:
        found.note("sheet", sheet.title)
        return
    height = max(sheet.max_row, len(mine.rows))
    width = max(sheet.max_column, max(map(len, mine.rows), default=0))
    for r in range(height):
        for c in range(width):
            left = mine.at(r, c)
            theirs = sheet._cells.get((r + 1, c + 1))
            right = theirs.value if theirs is not None else None
            if left is None and right is None:
                continue
            found.cells += 1
            example = f"{sheet.title}!{cell_name(r, c)} {left!r} {right!r}"
            told = ours.errors.get((sheet.title, r, c))
            kind = difference(left, right) if told is None else "error cell" * (right != told)
            if kind == "only ours" and any(
                a.top <= r <= a.bottom and a.left <= c <= a.right for a in mine.merged
            ):
                kind = "under a merge"
            if kind:
                found.note(kind, example)
    formulas = {
        (cell.row - 1, cell.column - 1)
        for row in written.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    told = {at[1:] for at in ours.formulas if at[0] == sheet.title}
    for place in formulas ^ told:
        found.note("formula", f"{sheet.title}!{cell_name(*place)}")
    for row, size in sheet.row_dimensions.items():
        if bool(size.hidden) and row - 1 not in mine.hidden_rows and row <= len(mine.rows):
            found.note("hidden row", f"{sheet.title} {row}")


def difference(left: object, right: object) -> str:
    """The kind of difference of two values, "" for none."""
    if left == right and isinstance(left, bool) == isinstance(right, bool):
        return ""
    if left is None or right is None:
        present = right if left is None else left
        if isinstance(present, str) and not present.strip():
            return "blank text"
        if left is None and isinstance(right, str) and right.startswith("#"):
            return "error cell"
        return "only theirs" if left is None else "only ours"
    if isinstance(left, bool) or isinstance(right, bool):
        return "truth"
    if isinstance(left, int | float) and isinstance(right, int | float):
        return "" if math.isclose(left, right, rel_tol=1e-15, abs_tol=0) else "number"
    if isinstance(left, str) and isinstance(right, str):
        return "" if "".join(left.split()) == "".join(right.split()) else "text"
    times = (date, datetime, time, timedelta)
    if isinstance(left, times) and isinstance(right, times):
        if _moment(left) == _moment(right):
            return ""
        return "date before 1900" if isinstance(right, datetime) and right < _FIRST else "date"
    return "date or number" if isinstance(left, times) or isinstance(right, times) else "type"


def _moment(value: object) -> object:
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second
    return value
