"""A sheet's cells where they are very many rows of one shape: kept as rows, made into cells when they are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import overload

from toolkit.files.model import Cell, Style, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Sequence[Cell]):
    """One head row at the top of a sheet and the rows under it, as a sequence of cells, row by row.

    `styles`: a column each. `rows`: None is no cell at all. `datum` is the column that shows what a row is about: its cells
    look as `looks` says, a row each, and are about `about`. A row takes a sixth of the memory that its cells would take.
    """

    head: tuple[str, ...]
    head_style: Style
    styles: tuple[Style, ...]
    rows: tuple[tuple[Value, ...], ...]
    datum: int
    looks: tuple[Style, ...]
    about: tuple[tuple[str, ...], ...]

    def __iter__(self) -> Iterator[Cell]:
        for col, text in enumerate(self.head):
            yield Cell(row=0, col=col, value=text, style=self.head_style)
        for row, (values, look, about) in enumerate(zip(self.rows, self.looks, self.about, strict=True), 1):
            for col, (value, style) in enumerate(zip(values, self.styles, strict=True)):
                if col == self.datum:
                    yield Cell(row=row, col=col, value=value, style=look, about=about)
                elif value is not None:
                    yield Cell(row=row, col=col, value=value, style=style)

    def __len__(self) -> int:
        empty = sum(value is None and col != self.datum for row in self.rows for col, value in enumerate(row))
        return len(self.head) * (1 + len(self.rows)) - empty

    @overload
    def __getitem__(self, at: int) -> Cell: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, at: int | slice) -> Cell | tuple[Cell, ...]:
        """As of a tuple; it goes through the cells before, so that who wants many iterates."""
        if isinstance(at, slice):
            return tuple(self)[at]
        place = at + len(self) if at < 0 else at
        for cell in islice(self, place, None):
            return cell
        raise IndexError(at)
