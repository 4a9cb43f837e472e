"""Cells of the annexes' tables."""

from dataclasses import replace
from typing import Literal

from toolkit.files.document import Run, TableCell

Align = Literal["left", "center", "right"]


def head_cell(text: str, columns: int = 1, rows: int = 1) -> TableCell:
    """A heading of a table."""
    return TableCell(
        runs=(Run(text=text, bold=True),), align="center", header=True, columns=columns, rows=rows
    )


def cell(text: str, align: Align = "left") -> TableCell:
    """Plain words; an empty cell for none."""
    return TableCell(runs=(Run(text=text),) if text else (), align=align)


def in_cell(run: Run, *, bold: bool = False) -> Run:
    """A printed number as it stands in a table."""
    bound = replace(run.figure, place="cell") if run.figure else None
    return replace(run, figure=bound, bold=bold)
