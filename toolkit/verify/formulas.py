"""Whether two formulas compute the same cells, when rows, columns and sheets between them changed places."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.verify.align import Alignment

_TOKEN = re.compile(
    r""""(?:[^"]|"")*"|"""
    r"(?<![\w.])(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>[\w.]+))!)?"
    r"\$?(?P<col>[A-Z]{1,3})\$?(?P<row>\d{1,7})(?::\$?(?P<to_col>[A-Z]{1,3})\$?(?P<to_row>\d{1,7}))?(?![\w(!])"
)
_HOLE = "\N{SYMBOL FOR NULL}"


@dataclass(frozen=True, slots=True)
class _Cells:
    """A rectangle of cells that a formula names; `sheet` "" is its own."""

    sheet: str
    rows: tuple[int, int]
    cols: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Places:
    """Where each sheet's rows and columns went: alignments by the written sheets' names, and these by the found ones."""

    where: Mapping[str, Alignment]
    names: Mapping[str, str]
    _known: dict[tuple[str, bool, bool, tuple[int, int]], frozenset[int]] = field(default_factory=dict)

    def same(self, written: str, found: str, sheet: str) -> bool:
        """Whether a formula of a written sheet, and the one found in its cell's place, say the same of the same cells. Cells
        that were added count for neither, nor those that are gone: they are told as what they are. Signs that programs set
        as they like do not matter; of a formula whose text is not kept nothing is known.
        """
        if not written or not found:
            return True
        words, mine = _apart(written)
        others, theirs = _apart(found)
        if words != others or len(mine) != len(theirs):
            return False
        return all(self._alike(one, other, sheet) for one, other in zip(mine, theirs, strict=True))

    def _alike(self, written: _Cells, found: _Cells, sheet: str) -> bool:
        here = written.sheet or sheet
        there = self.names.get(found.sheet, found.sheet) if found.sheet else sheet
        if here != there:
            return False
        if here not in self.where:
            return (written.rows, written.cols) == (found.rows, found.cols)
        return all(
            self._lines(here, of_rows, False, mine) == self._lines(here, of_rows, True, theirs)
            for of_rows, mine, theirs in (
                (True, written.rows, found.rows),
                (False, written.cols, found.cols),
            )
        )

    def _lines(self, sheet: str, of_rows: bool, is_found: bool, span: tuple[int, int]) -> frozenset[int]:
        """The rows or columns within a span that stand in both, as written."""
        at = (sheet, of_rows, is_found, span)
        if at not in self._known:
            where = self.where[sheet]
            lines = where.rows if of_rows else where.cols
            first, last = span
            self._known[at] = frozenset(
                here for here, there in lines.items() if first <= (there if is_found else here) <= last
            )
        return self._known[at]


def same_words(one: str, other: str) -> bool:
    """Whether two formulas are written alike, so that only what they name may have changed places."""
    return _apart(one) == _apart(other)


def _apart(formula: str) -> tuple[str, tuple[_Cells, ...]]:
    """A formula without the cells that it names, and these."""
    cells = tuple(_cells(formula))
    words = _TOKEN.sub(lambda match: _HOLE if match["col"] else match[0], formula.lstrip("="))
    return re.sub(r"[\s$]|_xlfn\.", "", words).upper(), cells


def _cells(formula: str) -> Iterator[_Cells]:
    for match in _TOKEN.finditer(formula):
        if match["col"]:
            sheet = (match["quoted"] or match["bare"] or "").replace("''", "'")
            row, col = int(match["row"]) - 1, _number(match["col"])
            to_row = int(match["to_row"]) - 1 if match["to_row"] else row
            to_col = _number(match["to_col"]) if match["to_col"] else col
            yield _Cells(sheet, (min(row, to_row), max(row, to_row)), (min(col, to_col), max(col, to_col)))


def _number(letters: str) -> int:
    """ "A" -> 0, "AA" -> 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
