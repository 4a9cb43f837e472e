"""The data of a round as frames: what suites are put to.

One frame a form, named `FIELDS`, with one row a unit that returned the form: columns unit__id, `<field>` (of a typed
rate also `<x>_num`, `<x>_den`), `<grid>__<row>__<column>`, `count__<list or narrative>`, `count__<list>__<column>__<text>`
where a rule counts so, `prev__<field>`, period__weeks, period__first, period__last. And one frame a grid or list, named
by its block, with one row a row or filled line: unit__id, row__code, `<column>`, `prev__<column>` (grids), and the
period's. Rows stand in the order of the units given, positions count from 0.

Cells are exact: an `Interval` for a number, bool, date, str; None is blank, a `Mark` the rest.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from toolkit.form.model import Block, BlockKind, Field, Form, Key, Round, asks
from toolkit.form.rules import Arithmetic, At, Count, Name, Number, Weeks, walk
from toolkit.form.rules_evaluate import Known, quantity
from toolkit.form.rules_intervals import Interval, interval_of
from toolkit.intake.model import Entry, EntryValue, State, UnitData
from toolkit.text import same_name
from toolkit.units import Unit
from toolkit.validation.columns import (
    FIRST_DAY,
    LAST_DAY,
    ROW,
    UNIT,
    WEEKS,
    Cell,
    Mark,
    column_of,
    count_column,
    grid_column,
    past_column,
)

if TYPE_CHECKING:
    import pandas as pd

FIELDS = "_fields"
"""The name of the frame with one row a return; a block's id never begins with an underscore."""

_UNREADABLE = frozenset({State.TEXT, State.ERROR, State.UNCALCULATED})
Entries = Mapping[Key, Entry]
Past = Mapping[At, Mapping[str, Mapping[Key, EntryValue]]]
"""What units stated in other periods, by unit_id and key; a period, a unit or a key that is not there is unknown."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame. `keys` are (unit_id, row code or line number; "" in the frame of fields), `columns` equally long."""

    block: str
    keys: tuple[tuple[str, str], ...]
    columns: Mapping[str, tuple[Cell, ...]]

    def to_frame(self) -> "pd.DataFrame":
        """As a pandas frame of exact objects with a RangeIndex; columns and cells as the module says."""
        import pandas as pd

        return pd.DataFrame({name: list(cells) for name, cells in self.columns.items()}, dtype=object)

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
    previous = past.get(At.PREVIOUS, {})
    rows: list[tuple[Unit, Entries, Mapping[Key, EntryValue]]] = []
    expected = {unit.unit_id: unit for unit in round.units}
    for item in data:
        unit = expected.get(item.unit_id)
        entries = {s.entry.key: s.entry for s in item.entries if s.entry.key.form == form.id}
        if unit is not None and entries:
            rows.append((unit, entries, previous.get(item.unit_id, {})))
    counts = _counted(form)
    made = [_frame(round, FIELDS, ((u, "", _fields_row(round, form, u, e, p, counts)) for u, e, p in rows))]
    for block in form.blocks:
        if block.kind is BlockKind.GRID:
            cells = ((u, r, c) for u, e, p in rows for r, c in _grid_rows(round, form, block, u, e, p))
            made.append(_frame(round, block.id, cells))
        elif block.kind is BlockKind.LIST:
            cells = ((u, r, c) for u, e, _ in rows for r, c in _list_rows(form, block, u, e))
            made.append(_frame(round, block.id, cells))
    return tuple(made)


def filled_lines(block: Block, entries: Iterable[Entry]) -> tuple[str, ...]:
    """Numbers of the lines of a list or narrative in which anything is written, in order."""
    written = {e.key.row for e in entries if e.key.block == block.id and e.state not in _EMPTY}
    return tuple(sorted(written, key=int))


_EMPTY = frozenset({State.BLANK, State.NONE, State.NOT_APPLICABLE})


def _frame(round: Round, name: str, rows: Iterable[tuple[Unit, str, dict[str, Cell]]]) -> Frame:
    found = list(rows)
    keys = tuple((unit.unit_id, row) for unit, row, _ in found)
    columns: dict[str, tuple[Cell, ...]] = {UNIT: tuple(unit for unit, _ in keys)}
    if name != FIELDS:
        columns[ROW] = tuple(row for _, row in keys)
    for column in found[0][2] if found else ():
        columns[column] = tuple(cells[column] for _, _, cells in found)
    weeks = Fraction(round.period.weeks)
    first, last = period_days(round)
    columns |= {
        WEEKS: (Interval(weeks, weeks),) * len(found),
        FIRST_DAY: (first,) * len(found),
        LAST_DAY: (last,) * len(found),
    }
    return Frame(name, keys, columns)


def period_days(round: Round) -> tuple[date, date]:
    """The days that something done in the period may bear: its calendar year, and the days before that it covers."""
    return min(round.period.start, date(round.period.year, 1, 1)), date(round.period.year, 12, 31)


def _fields_row(
    round: Round,
    form: Form,
    unit: Unit,
    entries: Entries,
    previous: Mapping[Key, EntryValue],
    counts: tuple[Count, ...],
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    before: dict[str, Cell] = {}
    for block, item in form.each_field():
        asked = asks(block, item, unit)
        for code in (*item.pair, item.code) if item.is_typed_rate else (item.code,):
            key = Key(form.id, block.id, code)
            cells[code] = _cell(item, entries.get(key), code != item.code) if asked else Mark.NOT_ASKED
            before[past_column(code, At.PREVIOUS)] = (
                _exact(item, previous.get(key)) if asked else Mark.NOT_ASKED
            )
    for count in counts:
        cells[count_column(count.list, count.column, count.text)] = _count(form, count, unit, entries)
    _derive(round, [item for _, item in form.each_field()], cells)
    for block in form.blocks:
        if block.kind is BlockKind.GRID:
            for row, grid in _grid_rows(round, form, block, unit, entries, previous):
                cells |= {grid_column(block.id, row, f.code): grid[f.code] for f in block.fields}
    return cells | before


def _grid_rows(
    round: Round, form: Form, block: Block, unit: Unit, entries: Entries, previous: Mapping[Key, EntryValue]
) -> Iterator[tuple[str, dict[str, Cell]]]:
    for row in block.rows:
        cells: dict[str, Cell] = {}
        before: dict[str, Cell] = {}
        for item in block.fields:
            key = Key(form.id, block.id, item.code, row.code, item.code)
            asked = asks(block, item, unit)
            cells[item.code] = _cell(item, entries.get(key), False) if asked else Mark.NOT_ASKED
            before[past_column(item.code, At.PREVIOUS)] = (
                _exact(item, previous.get(key)) if asked else Mark.NOT_ASKED
            )
        _derive(round, block.fields, cells)
        yield row.code, cells | before


def _list_rows(
    form: Form, block: Block, unit: Unit, entries: Entries
) -> Iterator[tuple[str, dict[str, Cell]]]:
    for line in filled_lines(block, entries.values()):
        yield (
            line,
            {
                item.code: _cell(item, entries.get(Key(form.id, block.id, item.code, line, item.code)), False)
                if asks(block, item, unit)
                else Mark.NOT_ASKED
                for item in block.fields
            },
        )


def _cell(item: Field, entry: Entry | None, count: bool) -> Cell:
    """`count` is set for the numerator and denominator of a typed rate, which take only its rounding from the field."""
    if entry is None or entry.state is State.BLANK:
        return None
    if entry.state in _UNREADABLE:
        return Mark.UNREADABLE
    if entry.state is not State.VALUE:
        return Mark.NONE
    value = entry.value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    least = Decimal(0) if count else item.minimum
    return interval_of(value, entry.qualifier, rounded_to=None if count else item.rounded_to, least=least)


def _exact(item: Field, value: EntryValue) -> Cell:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    return interval_of(value, rounded_to=item.rounded_to)


def _derive(round: Round, fields: Iterable[Field], cells: dict[str, Cell]) -> None:
    """Fill in what the workbook computes: formulas, and rates in percent; None where a part is missing."""
    weeks = Fraction(round.period.weeks)
    waiting = {f.code: f for f in fields if f.is_derived and cells[f.code] is not Mark.NOT_ASKED}

    def lookup(node: Name | Count | Weeks) -> Known:
        if isinstance(node, Weeks):
            return Interval(weeks, weeks)
        if isinstance(node, Name) and node.code in waiting:
            compute(waiting.pop(node.code))
        cell = cells.get(column_of(node))
        return None if isinstance(cell, Mark) else cell

    def compute(item: Field) -> None:
        tree = item.formula_tree
        if item.of is not None:
            tree = Arithmetic("*", Number(Decimal(100)), Arithmetic("/", Name(item.of[0]), Name(item.of[1])))
        cells[item.code] = quantity(tree, lookup) if tree is not None else None

    while waiting:
        compute(waiting.pop(next(iter(waiting))))


def _counted(form: Form) -> tuple[Count, ...]:
    """Every count that a frame of fields offers: of each list and narrative, and those by text that rules read."""
    plain = [Count(b.id) for b in form.blocks if b.kind in {BlockKind.LIST, BlockKind.NARRATIVE}]
    read = [node for rule in form.rules for node in walk(rule.tree) if isinstance(node, Count)]
    return tuple(dict.fromkeys([*plain, *read]))


def _count(form: Form, count: Count, unit: Unit, entries: Entries) -> Cell:
    """Filled lines; None when nobody has touched the block, 0 when it is ticked "không phát sinh"."""
    block = form.block(count.list)
    if not asks(block, None, unit):
        return Mark.NOT_ASKED
    here = [e for e in entries.values() if e.key.block == block.id]
    lines = filled_lines(block, here)
    if not lines and all(e.state is State.BLANK for e in here):
        return None
    if count.column:
        said = [e for e in here if e.key.column == count.column and isinstance(e.value, str)]
        found = Fraction(sum(same_name(str(e.value), count.text) for e in said))
    else:
        found = Fraction(len(lines))
    return Interval(found, found)


def _plain(cell: Cell) -> float | bool | str | date | None:
    if isinstance(cell, Mark):
        return None
    if isinstance(cell, Interval):
        return float(cell.lo) if cell.lo is not None and cell.lo == cell.hi else None
    return cell
