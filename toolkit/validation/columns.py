"""How a frame's columns are named, and what may stand in its cells."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction

from toolkit.form.rules import At, Count, Day, Filled, GridCell, Name, Sum, Term, Weeks
from toolkit.form.rules_intervals import Interval

# Two underscores stand in no code of a form, so that no field's column is ever one of these.
UNIT = "unit__id"
ROW = "row__code"
WEEKS = "period__weeks"
FIRST_DAY = "period__first"
LAST_DAY = "period__last"
PERIOD_START = "period__start"
PERIOD_END = "period__end"


class Mark(Enum):
    """What a cell says beside a value and None (blank).

    NONE: "không phát sinh". UNREADABLE: content that could not be read. ABSENT: the unit has not sent the form in which
    it stands. NOT_ASKED: the unit is not asked for it, or the round has no such form.
    """

    NONE = "none"
    UNREADABLE = "unreadable"
    ABSENT = "absent"
    NOT_ASKED = "not_asked"

    __hash__ = object.__hash__


Exact = int | Fraction
"""A number known exactly; never a bool."""
Cell = Exact | Interval | bool | str | date | Mark | None
Columns = Mapping[str, Sequence[Cell]]


def column_of(node: Term) -> str:
    """The column that holds what a rule's word stands for; what another form says bears that form's id in front."""
    match node:
        case Name(code, at, form):
            return _of_form(form, past_column(code, at))
        case GridCell(grid, row, column, at, form):
            return _of_form(form, past_column(grid_column(grid, row, column), at))
        case Count(block, column, text, form):
            return _of_form(form, count_column(block, column, text))
        case Sum(block, column, form):
            return _of_form(form, f"sum__{block}__{column}")
        case Filled(of):
            return column_of(of)
        case Day(last):
            return PERIOD_END if last else PERIOD_START
        case Weeks():
            return WEEKS


def _of_form(form: str, column: str) -> str:
    return f"form__{form}__{column}" if form else column


def past_column(column: str, at: At) -> str:
    """The column of what stood in another period where `column` has this one's."""
    return f"{at}__{column}" if at else column


def count_column(block: str, column: str = "", text: str = "") -> str:
    """The column of a list's or narrative's filled lines, or of those lines whose column holds a text."""
    return f"count__{block}__{column}__{text}" if column else f"count__{block}"


def grid_column(block: str, row: str, column: str) -> str:
    """The column of a grid's cell in the frame that has one row a return."""
    return f"{block}__{row}__{column}"
