"""From a frame's row and column to the entries behind it, and to the cells a person can go to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from toolkit.findings import Finding, Place, cell_ranges
from toolkit.form.layout import cell_label
from toolkit.form.model import Block, BlockKind, Field, Form, Key, Round
from toolkit.form.rules import At, Count, GridCell, Name, Node, Stated, Sum, names_in, stated_in
from toolkit.intake.model import StackedEntry, State, UnitData
from toolkit.text import Text
from toolkit.validation.frames import FIELDS, Frame


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding and the data it concerns; `keys` are held when the finding is an error.

    `against` states what else was read that no entry of this period stands behind (cells of other periods), each with
    its column: what was decided on the finding holds for these too.
    """

    finding: Finding
    keys: tuple[Key, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """One row of a form's frame, with the unit's stacked entries of all `forms` of the round. `row` is empty in the frame
    of fields. `figures` are digests of what the unit's returns say, by which intake knows two that say the same.
    """

    forms: tuple[Form, ...]
    form: Form
    frame: str
    unit_id: str
    row: str
    entries: Mapping[Key, StackedEntry]
    figures: frozenset[str] = frozenset()

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
        """The data that a rule reads here, in order: entries of this period, of other forms too, and the stated cells
        of what is counted or summed.
        """
        found = (key for term in stated_in(tree) for key in self._keys_behind(term))
        return tuple(dict.fromkeys(key for key in found if key in self.entries))

    def pointed_at(self, keys: Iterable[Key]) -> tuple[Key, ...]:
        """Those of the data to point at: of a counted list's line its first cell."""
        found: dict[tuple[str, str, str, str], Key] = {}
        for key in keys:
            whole_line = not self.block and self.block_of(key).kind is BlockKind.LIST
            found.setdefault((key.form, key.block, key.row, "" if whole_line else key.field), key)
        return tuple(found.values())

    def place(self, key: Key) -> Place:
        """Where a datum stands: file, sheet and cell."""
        return self.entries[key].place(self.unit_id)

    def form_of(self, ident: str) -> Form:
        """A form of the round; this one for ""."""
        return next((form for form in self.forms if form.id == ident), self.form)

    def block_of(self, key: Key) -> Block:
        """The block in which a datum stands."""
        return self.form_of(key.form).block(key.block)

    def item(self, key: Key) -> Field | None:
        """The field or column of a datum; None in a narrative."""
        block = self.block_of(key)
        if block.kind is BlockKind.NARRATIVE:
            return None
        fields = block.kind is BlockKind.FIELDS
        return self.form_of(key.form).find_field(key.field)[1] if fields else block.column(key.column)

    def label(self, key: Key) -> Text:
        """What a datum is called in a sentence: in a grid by row and column, in a narrative by its block."""
        block = self.block_of(key)
        if block.kind is BlockKind.GRID:
            return cell_label(block, key.row, key.column)
        item = self.item(key)
        return item.label if item else block.label

    def first_key(self, block: str) -> Key | None:
        """The first datum of a block of this form as a reader meets it."""
        return next((key for key in self.entries if (key.form, key.block) == (self.form.id, block)), None)

    def _keys_behind(self, term: Stated) -> Iterator[Key]:
        form = self.form_of(term.form)
        match term:
            case Name(code, At.NOW):
                if not term.form and self.block is not None:
                    yield from (key for key in (self.key(code),) if key is not None)
                else:
                    yield from _of_field(form, code)
            case GridCell(grid, row, column, At.NOW):
                yield Key(form.id, grid, column, row, column)
            case Count(block, column) | Sum(block, column):
                for key, stacked in self.entries.items():
                    here = (key.form, key.block) == (form.id, block) and column in {"", key.column}
                    if here and stacked.entry.state is not State.BLANK:
                        yield key

    def _grid_key(self, column: str) -> Key | None:
        block, _, rest = column.partition("__")
        row, _, code = rest.partition("__")
        key = Key(self.form.id, block, code, row, code)
        return key if key in self.entries else None


def _of_field(form: Form, code: str) -> Iterator[Key]:
    """The data behind a field: its own, or of a derived one what it is computed from."""
    block, item = form.find_field(code)
    tree = item.formula_tree
    parts = item.of or (tuple(name.code for name in names_in(tree)) if tree is not None else ())
    if not item.is_derived:
        yield Key(form.id, block.id, code)
    for part in parts if item.is_derived else ():
        yield Key(form.id, form.find_field(part)[0].id, part)


class Places:
    """Where the rows of a round's frames stand; a unit's entries are laid out by key when first asked for."""

    def __init__(self, round: Round, data: Iterable[UnitData]) -> None:
        self._forms = round.forms
        self._data = {unit.unit_id: unit for unit in data}
        self._entries: dict[str, dict[Key, StackedEntry]] = {}

    def spot(self, form: Form, frame: Frame, at: int) -> Spot:
        """The row of a frame."""
        unit, row = frame.keys[at]
        if unit not in self._entries:
            self._entries[unit] = {item.entry.key: item for item in self._data[unit].entries}
        figures = frozenset(one.figures for one in self._data[unit].returns if one.figures)
        return Spot(self._forms, form, frame.block, unit, row, self._entries[unit], figures)


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
