"""From a frame's row and column to the entries behind it, and to the cells a person can go to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.findings import Finding, Place, cell_ranges
from toolkit.form.layout import cell_label
from toolkit.form.model import Block, BlockKind, Field, Form, Key
from toolkit.form.rules import At, Count, Name, Node, walk
from toolkit.intake.model import StackedEntry, State
from toolkit.text import Text
from toolkit.validation.frames import FIELDS


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding and the data it concerns; `keys` are held when the finding is an error."""

    finding: Finding
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """One row of a form's frame, with the unit's stacked entries of the form. `row` is empty in the frame of fields."""

    form: Form
    frame: str
    unit_id: str
    row: str
    entries: Mapping[Key, StackedEntry]

    @property
    def block(self) -> Block | None:
        """The grid or list; None in the frame of fields."""
        return None if self.frame == FIELDS else self.form.block(self.frame)

    def key(self, column: str) -> Key | None:
        """The datum of a column; None for one that no single entry stands behind."""
        block = self.block
        if block is not None:
            known = any(item.code == column for item in block.fields)
            return Key(self.form.id, block.id, column, self.row, column) if known else None
        try:
            found, _ = self.form.find_field(column)
        except KeyError:
            return self._grid_key(column)
        return Key(self.form.id, found.id, column)

    def keys_of(self, tree: Node) -> tuple[Key, ...]:
        """The data that a rule reads here, in order: entries of this period, and the stated cells of counted lists."""
        found: list[Key] = []
        for node in walk(tree):
            if isinstance(node, Name) and node.at is At.NOW:
                found += [key for key in (self.key(node.code),) if key is not None]
            elif isinstance(node, Count):
                found += [
                    key
                    for key, stacked in self.entries.items()
                    if key.block == node.list
                    and stacked.entry.state is not State.BLANK
                    and (not node.column or key.column == node.column)
                ]
        return tuple(dict.fromkeys(key for key in found if key in self.entries))

    def pointed_at(self, keys: Iterable[Key]) -> tuple[Key, ...]:
        """Those of the data to point at: of a counted list's line its first cell."""
        found: dict[tuple[str, str, str], Key] = {}
        for key in keys:
            whole_line = not self.block and self.form.block(key.block).kind is BlockKind.LIST
            found.setdefault((key.block, key.row, "" if whole_line else key.field), key)
        return tuple(found.values())

    def place(self, key: Key) -> Place:
        """Where a datum stands: file, sheet and cell."""
        stacked = self.entries[key]
        return Place(
            file=stacked.file,
            unit_id=self.unit_id,
            form=key.form,
            block=key.block,
            field=key.field,
            row=key.row,
            column=key.column,
            sheet=stacked.entry.sheet,
            cell=stacked.entry.cell,
        )

    def item(self, key: Key) -> Field | None:
        """The field or column of a datum; None in a narrative."""
        block = self.form.block(key.block)
        if block.kind is BlockKind.NARRATIVE:
            return None
        return (
            self.form.find_field(key.field)[1] if block.kind is BlockKind.FIELDS else block.column(key.column)
        )

    def label(self, key: Key) -> Text:
        """What a datum is called in a sentence: in a grid by row and column, in a narrative by its block."""
        block = self.form.block(key.block)
        if block.kind is BlockKind.GRID:
            return cell_label(block, key.row, key.column)
        item = self.item(key)
        return item.label if item else block.label

    def first_key(self, block: str) -> Key | None:
        """The first datum of a block as a reader meets it."""
        return next((key for key in self.entries if key.block == block), None)

    def _grid_key(self, column: str) -> Key | None:
        block, _, rest = column.partition("__")
        row, _, code = rest.partition("__")
        key = Key(self.form.id, block, code, row, code)
        return key if key in self.entries else None


def cells(places: Iterable[Place], home: str, at_most: int = 0) -> str:
    """Cells for a sentence, neighbours as ranges: "E9:E12, E15", with the sheet's name where it is not the one the
    sentence speaks of. More than `at_most` (if given) are shortened to the first ones and the last.
    """
    by_sheet: dict[str, list[str]] = {home: []}
    for place in places:
        by_sheet.setdefault(place.sheet, []).append(place.cell)
    found = [
        text if sheet == home else f"{sheet}!{text}"
        for sheet, there in by_sheet.items()
        for text in cell_ranges(there)
    ]
    if at_most and len(found) > at_most:
        found[at_most - 2 : -1] = ["…"]
    return ", ".join(found)
