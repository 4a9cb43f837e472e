"""The numbers that units type into forms, and which of them are added up over units."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, Rollup, Round, asks
from toolkit.intake.model import Entry, Origin, State
from toolkit.units import Unit
from toolkit.validation.model import CheckedEntry

Number = int | Decimal
_ADDED_UP = frozenset({Rollup.SUM, Rollup.RATIO, Rollup.DISTRICT_ONLY})


@dataclass(frozen=True, slots=True)
class Datum:
    """One typed number: a count or an amount, the numerator or the denominator of a typed rate, a cell of a grid."""

    key: Key
    form: Form
    block: Block
    item: Field

    @property
    def is_added_up(self) -> bool:
        """Whether there is a total of it."""
        return self.item.rollup in _ADDED_UP

    def is_asked_of(self, unit: Unit) -> bool:
        """Whether what the unit states of it belongs in its total."""
        own_only = self.item.rollup is Rollup.DISTRICT_ONLY
        return asks(self.block, self.item, unit) and (unit.is_own or not own_only)


def typed_numbers(round: Round) -> Mapping[Key, Datum]:
    """Every typed number of the round's fields and grids, in the forms' order. Lines of lists are none of them: the third
    line now need not be about what the third was about before.
    """
    data = (one for form in round.forms for block in form.blocks for one in _of_block(form, block))
    return {one.key: one for one in data}


def number_of(entry: Entry) -> Number | None:
    """The number that stands in a cell, 0 for "không phát sinh"; None where no number can be read."""
    if entry.state is State.NONE:
        return 0
    value = entry.value if entry.state is State.VALUE else None
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def is_counted(checked: CheckedEntry) -> bool:
    """Whether what stands in the cell is in a total, as merging has it too."""
    entry = checked.stacked.entry
    return not checked.held_by and entry.states_value and entry.origin is not Origin.IMPUTED


def _of_block(form: Form, block: Block) -> Iterator[Datum]:
    for item in block.fields:
        if item.is_derived or not item.is_number:
            continue
        if block.kind is BlockKind.GRID and item.type is not FieldType.RATE:
            for row in block.rows:
                yield Datum(Key(form.id, block.id, item.code, row.code, item.code), form, block, item)
        elif block.kind is BlockKind.FIELDS:
            for code in item.pair if item.is_typed_rate else (item.code,):
                yield Datum(Key(form.id, block.id, code), form, block, item)
