"""The data of a round as frames: what suites are put to.

One frame a form, named `FIELDS`, with one row a unit that returned the form: columns unit__id, `<field>` (of a typed
rate also `<x>_num`, `<x>_den`), `<grid>__<row>__<column>`, `count__<list or narrative>`, `prev__...` of each field and
cell, and what rules read beside: `count__<list>__<column>__<text>`, `sum__<list>__<column>`, `year_before__...`,
`so_far__...`, `parts__...`, `form__<other form>__...`. And one frame a grid or list, named by its block, with one row a
row or filled line: unit__id, row__code, `<column>` (grids: also `prev__<column>` and other periods' that rules read). All
have period__weeks, period__start, period__end (the period's own days), period__first and period__last (the days that what
was done in the period may bear). Rows stand in the order of the units given, positions count from 0.

Cells are exact: an int or `Fraction` for a number, an `Interval` for one that is qualified or rounded, bool, date, str;
None is blank, a `Mark` the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from toolkit.form.model import BlockKind, Form, Round
from toolkit.form.rules import Term, stated_in
from toolkit.form.rules_intervals import Interval
from toolkit.intake.model import UnitData
from toolkit.units import Unit
from toolkit.validation.columns import (
    FIRST_DAY,
    LAST_DAY,
    PERIOD_END,
    PERIOD_START,
    ROW,
    UNIT,
    WEEKS,
    Cell,
    Mark,
    column_of,
)
from toolkit.validation.table import Past, Table

if TYPE_CHECKING:
    import pandas as pd

FIELDS = "_fields"
"""The name of the frame with one row a return; a block's id never begins with an underscore."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame. `keys` are (unit_id, row code or line number; "" in the frame of fields), `columns` equally long."""

    block: str
    keys: tuple[tuple[str, str], ...]
    columns: Mapping[str, Sequence[Cell]]

    def to_frame(self, names: Iterable[str] | None = None) -> "pd.DataFrame":
        """As a pandas frame of exact objects with a RangeIndex; of these columns only, as far as they are there."""
        import pandas as pd

        wanted = (
            self.columns if names is None else [name for name in dict.fromkeys(names) if name in self.columns]
        )
        return pd.DataFrame({name: list(self.columns[name]) for name in wanted}, dtype=object)

    def to_float_frame(self) -> "pd.DataFrame":
        """The view for a user's own expectations: exact numbers as floats, texts, dates and yes/no as they are.

        Blank, none, unreadable, not asked and qualified values are null.
        """
        import pandas as pd

        series = {}
        for name, cells in self.columns.items():
            plain = [_plain(cell) for cell in cells]
            numbers = all(cell is None or isinstance(cell, float) for cell in plain)
            series[name] = pd.Series(plain, dtype=float if numbers else object)
        return pd.DataFrame(series)


def frames(round: Round, form: Form, data: Iterable[UnitData], past: Past) -> tuple[Frame, ...]:
    """The frames of a form over the units that returned it."""
    expected = {unit.unit_id: unit for unit in round.units}
    units = [(expected[one.unit_id], one) for one in data if one.unit_id in expected]
    table = Table(form, past)
    there = [(unit, one) for unit, one in units if table.take(unit, one)]
    columns = table.columns() | _elsewhere(round, form, there)
    made = [_frame(round, FIELDS, [(unit.unit_id, "") for unit, _ in there], columns)]
    for block in form.blocks:
        if block.kind in {BlockKind.GRID, BlockKind.LIST}:
            made.append(_frame(round, block.id, *table.block(block)))
    return tuple(made)


def period_days(round: Round) -> tuple[date, date]:
    """The days that something done in the period may bear: its calendar year, and the days before that it covers."""
    return min(round.period.start, date(round.period.year, 1, 1)), date(round.period.year, 12, 31)


def _elsewhere(round: Round, form: Form, units: Sequence[tuple[Unit, UnitData]]) -> dict[str, Sequence[Cell]]:
    """What the form's rules read of other forms of the round, by column."""
    read: dict[str, dict[str, Term]] = {}
    for stated in (term for rule in form.rules for term in stated_in(rule.tree) if term.form):
        read.setdefault(stated.form, {})[column_of(stated)] = replace(stated, form="")
    columns: dict[str, Sequence[Cell]] = {}
    for ident, terms in read.items():
        if all(other.id != ident for other in round.forms):
            columns |= dict.fromkeys(terms, (Mark.NOT_ASKED,) * len(units))
            continue
        table = Table(round.form(ident), {}, read=terms.values())
        sent = [table.take(unit, one) for unit, one in units]
        for name, term in terms.items():
            at = table.names[column_of(term)]
            rows = iter(table.rows)
            columns[name] = tuple(next(rows)[at] if one else Mark.ABSENT for one in sent)
    return columns


def _frame(
    round: Round, name: str, keys: Sequence[tuple[str, str]], columns: Mapping[str, Sequence[Cell]]
) -> Frame:
    count = len(keys)
    first, last = period_days(round)
    of_row: dict[str, Sequence[Cell]] = {UNIT: tuple(unit for unit, _ in keys)}
    if name != FIELDS:
        of_row[ROW] = tuple(row for _, row in keys)
    of_period: dict[str, Sequence[Cell]] = {
        WEEKS: (round.period.weeks,) * count,
        PERIOD_START: (round.period.start,) * count,
        PERIOD_END: (round.period.end,) * count,
        FIRST_DAY: (first,) * count,
        LAST_DAY: (last,) * count,
    }
    return Frame(name, tuple(keys), of_row | dict(columns) | of_period)


def _plain(cell: Cell) -> float | bool | str | date | None:
    if isinstance(cell, Mark):
        return None
    if isinstance(cell, Interval):
        return float(cell.lo) if cell.lo is not None and cell.lo == cell.hi else None
    return float(cell) if isinstance(cell, int | Fraction) and not isinstance(cell, bool) else cell
