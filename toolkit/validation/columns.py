"""How a frame's columns are named, and what may stand in its cells."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum

from toolkit.form.rules import Count, Name, Weeks
from toolkit.form.rules_intervals import Interval

# Two underscores stand in no code of a form, so that no field's column is ever one of these.
UNIT = "unit__id"
ROW = "row__code"
WEEKS = "period__weeks"
FIRST_DAY = "period__first"
LAST_DAY = "period__last"


class Mark(Enum):
    """What a cell says beside a value and None (blank): "không phát sinh", content that could not be read, and that
    the unit is not asked for it.
    """

    NONE = "none"
    UNREADABLE = "unreadable"
    NOT_ASKED = "not_asked"


Cell = Interval | bool | str | date | Mark | None
Columns = Mapping[str, Sequence[Cell]]


def column_of(node: Name | Count | Weeks) -> str:
    """The column that holds what a rule's word stands for."""
    match node:
        case Name(code, previous):
            return previous_column(code) if previous else code
        case Count(block, column, text):
            return count_column(block, column, text)
        case Weeks():
            return WEEKS


def previous_column(code: str) -> str:
    """The column of a field's value in the period before."""
    return f"prev__{code}"


def count_column(block: str, column: str = "", text: str = "") -> str:
    """The column of a list's or narrative's filled lines, or of those lines whose column holds a text."""
    return f"count__{block}__{column}__{text}" if column else f"count__{block}"


def grid_column(block: str, row: str, column: str) -> str:
    """The column of a grid's cell in the frame that has one row a return."""
    return f"{block}__{row}__{column}"
