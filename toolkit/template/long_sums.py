"""A grid's column that a rule adds up cell by cell, as the one sum it is: formulas stay short, whatever the grid's length.

Only where a blank cell leaves the rule unverified is it the same: there the sum is known exactly when every cell is.
"""

from dataclasses import replace

from toolkit.form.model import BlockKind, Form
from toolkit.form.rules import Absolute, And, Arithmetic, At, Comparison, GridCell, Node, Not, Or, Sum


def with_columns(tree: Node, form: Form) -> Node:
    """The tree in which each sum over all rows of a column of the form's grids is written as such."""
    match tree:
        case Arithmetic("+", left, right):
            inside = replace(tree, left=with_columns(left, form), right=with_columns(right, form))
            return _column(tree, form) or inside
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            return replace(tree, left=with_columns(left, form), right=with_columns(right, form))
        case And(parts) | Or(parts):
            return replace(tree, parts=tuple(with_columns(part, form) for part in parts))
        case Not(of) | Absolute(of):
            return replace(tree, of=with_columns(of, form))
    return tree


def _column(tree: Node, form: Form) -> Sum | None:
    cells = _added(tree)
    match cells[0]:
        case GridCell(grid, _, column, At.NOW, ""):
            block = next((b for b in form.blocks if b.id == grid and b.kind is BlockKind.GRID), None)
            rows = block.rows if block else ()
            return Sum(grid, column) if cells == [GridCell(grid, row.code, column) for row in rows] else None
    return None


def _added(tree: Node) -> list[Node]:
    match tree:
        case Arithmetic("+", left, right):
            return [*_added(left), *_added(right)]
    return [tree]
