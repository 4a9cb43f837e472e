"""What units stated in one form, gathered quickly: a row a unit, a column a datum, and the lines of its lists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from toolkit.form.model import Block, BlockKind, Field, Form, Key, Rule
from toolkit.form.rules import At, Count, GridCell, Name, Sum, Term, stated_in
from toolkit.intake.model import Entry, EntryValue, State, UnitData
from toolkit.periods import Summed
from toolkit.text import same_name
from toolkit.units import Unit
from toolkit.validation.cells import UNWRITTEN, Derived, cell_of, derived_of, past_cell, total
from toolkit.validation.columns import Cell, Mark, column_of, grid_column, past_column

Past = Mapping[At, Mapping[str, Mapping[Key, EntryValue | Summed]]]
"""What units stated in other periods, by unit_id and key; a period, a unit or a key that is not there is unknown."""

Lines = dict[str, dict[str, list[Cell]]]
"""By block and line's number."""
AskedOf = tuple[tuple[str, ...], tuple[str, ...]]
"""Of whom a datum is asked: the block's levels and types, and the field's; both must name the unit."""


class Table:
    """A form's rows. Columns are named as in `frames`; `read` are terms of this form that are wanted beside its rules'."""

    def __init__(self, form: Form, past: Past, read: Iterable[Term] = ()) -> None:
        self.form, self.past = form, past
        self.units: list[str] = []
        self.rows: list[list[Cell]] = []
        self.names: dict[str, int] = {}
        self._asked_of: list[AskedOf] = []
        self._slots: dict[Key, tuple[int, Field, bool]] = {}
        self._derived: list[Derived] = []
        self._before: dict[At, list[tuple[Key, int, Field, bool]]] = {}
        self._gathered: list[tuple[int, Count | Sum, Block]] = []
        self._blank_rows: dict[tuple[bool, ...], list[Cell]] = {}
        self._lines: dict[str, list[tuple[str, str, list[Cell]]]] = {}
        self._columns: dict[str, dict[str, tuple[int, Field]]] = {}
        self._plan_cells()
        self._plan_past()
        own = (term for rule in form.rules for term in stated_in(rule.tree) if not term.form)
        self._plan_gathered([*own, *read])

    def take(self, unit: Unit, data: UnitData) -> bool:
        """Add a unit's row; False when the unit has not returned this form."""
        ours = self.form.id
        if not any(item.entry.key.form == ours for item in data.entries):
            return False
        row = self._blank(unit).copy()
        lines: Lines = {}
        written: dict[str, set[str]] = {}
        slots = self._slots
        for item in data.entries:
            entry = item.entry
            if entry.state is State.BLANK:
                continue
            slot = slots.get(entry.key)
            if slot is not None:
                row[slot[0]] = cell_of(slot[1], entry, of_pair=slot[2])
            elif entry.key.form == ours:
                self._take_line(entry, lines, written)
        for derived in self._derived:
            if row[derived.at] is None:
                row[derived.at] = derived.compute(row)
        self._take_past(unit.unit_id, row)
        for at, term, block in self._gathered:
            if row[at] is None:
                here = lines.get(block.id, {})
                row[at] = self._gathered_in(term, block, row, here, written.get(block.id, set()))
        for block_id, rows in self._lines.items():
            for line in sorted(written.get(block_id, ()), key=int):
                rows.append((unit.unit_id, line, lines[block_id][line]))
        self.units.append(unit.unit_id)
        self.rows.append(row)
        return True

    def columns(self) -> dict[str, Sequence[Cell]]:
        """Every column of the rows, by name."""
        if not self.rows:
            return dict.fromkeys(self.names, ())
        return dict(zip(self.names, zip(*self.rows, strict=True), strict=True))

    def block(self, block: Block) -> tuple[list[tuple[str, str]], dict[str, Sequence[Cell]]]:
        """(unit_id, row code or line number) and columns of a grid's rows or a list's filled lines, all equally long.

        What rules read of another period's column is None in the rows of which they do not.
        """
        if block.kind is BlockKind.LIST:
            lines = self._lines[block.id]
            cells: dict[str, Sequence[Cell]] = {
                item.code: tuple(line[at] for _, _, line in lines) for at, item in enumerate(block.fields)
            }
            return [(unit, number) for unit, number, _ in lines], cells
        keys = [(unit, row.code) for unit in self.units for row in block.rows]
        columns: dict[str, Sequence[Cell]] = {}
        for item in block.fields:
            for at in At:
                places = [
                    self.names.get(past_column(grid_column(block.id, row.code, item.code), at))
                    for row in block.rows
                ]
                if any(place is not None for place in places):
                    columns[past_column(item.code, at)] = tuple(
                        None if place is None else row[place] for row in self.rows for place in places
                    )
        return keys, columns

    def _plan_cells(self) -> None:
        form = self.form.id
        for block, item in self.form.each_field():
            places = {}
            for code in (*item.pair, item.code) if item.is_typed_rate else (item.code,):
                places[code] = self._add(code, (block.asked_of, item.asked_of))
                if not item.is_derived:
                    self._slots[Key(form, block.id, code)] = (places[code], item, code != item.code)
        self._plan_derived([item for _, item in self.form.each_field()], self.names)
        for block in self.form.blocks:
            for row in block.rows if block.kind is BlockKind.GRID else ():
                places = {}
                for item in block.fields:
                    name = grid_column(block.id, row.code, item.code)
                    places[item.code] = self._add(name, (block.asked_of, item.asked_of))
                    if not item.is_derived:
                        key = Key(form, block.id, item.code, row.code, item.code)
                        self._slots[key] = (places[item.code], item, False)
                self._plan_derived(block.fields, places)

    def _plan_derived(self, fields: Iterable[Field], places: Mapping[str, int]) -> None:
        for item in fields:
            found = derived_of(item, places) if item.is_derived else None
            if found is not None:
                self._derived.append(found)

    def _plan_past(self) -> None:
        """The period before of every cell, and what the form's rules read of other periods."""
        read = {name for rule in self.form.rules for name in self._read_of_past(rule)}
        for key, (at, item, of_pair) in self._slots.items():
            now = grid_column(key.block, key.row, key.column) if key.row else key.field
            for when in (when for when in At if when):
                name = past_column(now, when)
                if when is At.PREVIOUS or name in read:
                    place = self._add(name, self._asked_of[at])
                    self._before.setdefault(when, []).append((key, place, item, of_pair))

    def _read_of_past(self, rule: Rule) -> Iterator[str]:
        for term in stated_in(rule.tree):
            if isinstance(term, Name | GridCell) and term.at:
                if rule.block and isinstance(term, Name):
                    for row in self.form.block(rule.block).rows:
                        yield past_column(grid_column(rule.block, row.code, term.code), term.at)
                else:
                    yield column_of(term)

    def _plan_gathered(self, read: Iterable[Term]) -> None:
        """Every list's and narrative's lines, and the counts and sums that rules read."""
        for block in self.form.blocks:
            if block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}:
                self._lines[block.id] = []
                self._columns[block.id] = {item.code: (at, item) for at, item in enumerate(block.fields)}
                self._gather(Count(block.id))
        for term in read:
            if isinstance(term, Count | Sum):
                self._gather(term)

    def _gather(self, term: Count | Sum) -> None:
        name = column_of(term)
        if name not in self.names:
            block = self.form.block(term.list if isinstance(term, Count) else term.block)
            item = block.column(term.column) if isinstance(term, Sum) else None
            at = self._add(name, (block.asked_of, item.asked_of if item else ()))
            self._gathered.append((at, term, block))

    def _add(self, name: str, asked_of: AskedOf) -> int:
        self.names[name] = len(self._asked_of)
        self._asked_of.append(asked_of)
        return self.names[name]

    def _blank(self, unit: Unit) -> list[Cell]:
        """The row of a unit that states nothing: None, or that it is not asked."""
        said = {words: unit.is_asked(words) for words in self._words}
        key = tuple(said.values())
        if key not in self._blank_rows:
            self._blank_rows[key] = [
                None if said[block] and (said[item] or not item) else Mark.NOT_ASKED
                for block, item in self._asked_of
            ]
        return self._blank_rows[key]

    @cached_property
    def _words(self) -> tuple[tuple[str, ...], ...]:
        return tuple(dict.fromkeys(words for pair in self._asked_of for words in pair))

    def _take_line(self, entry: Entry, lines: Lines, written: dict[str, set[str]]) -> None:
        """A cell of a list or narrative in which something stands."""
        _, block, _, number, column = entry.key
        columns = self._columns.get(block)
        if columns is None:
            return
        line = lines.setdefault(block, {}).setdefault(number, [None] * len(columns))
        if column in columns:
            at, item = columns[column]
            line[at] = cell_of(item, entry)
        if entry.state not in UNWRITTEN:
            written.setdefault(block, set()).add(number)

    def _take_past(self, unit_id: str, row: list[Cell]) -> None:
        for when, read in self._before.items():
            stated = self.past.get(when, {}).get(unit_id)
            if stated:
                for key, at, item, of_pair in read:
                    value = stated.get(key)
                    if value is not None and row[at] is None:
                        row[at] = past_cell(item, value, of_pair=of_pair)

    def _gathered_in(
        self,
        term: Count | Sum,
        block: Block,
        row: Sequence[Cell],
        lines: Mapping[str, list[Cell]],
        written: set[str],
    ) -> Cell:
        """A count or sum; None when nobody has touched the list, 0 when it is ticked "không phát sinh"."""
        if block.kind is BlockKind.GRID:
            return total(row[self.names[grid_column(block.id, one.code, term.column)]] for one in block.rows)
        if not lines:
            return None
        if not term.column:
            return len(written)
        at, _ = self._columns[block.id][term.column]
        if isinstance(term, Sum):
            return total(lines[number][at] for number in written)
        said = (line[at] for line in lines.values())
        return sum(isinstance(text, str) and same_name(text, term.text) for text in said)
