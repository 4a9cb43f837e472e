"""The numbers that units type into fields and grids: one list of them for whatever looks at figures across units."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.form.model import (
    Block,
    BlockKind,
    Field,
    FieldType,
    Form,
    Key,
    OverTime,
    Rollup,
    Round,
    is_in_total,
)
from toolkit.intake.model import Entry, Qualifier, State
from toolkit.units import Unit
from toolkit.validation.model import CheckedEntry

Number = int | Decimal
_ADDED_UP = frozenset({Rollup.SUM, Rollup.RATIO, Rollup.DISTRICT_ONLY})


@dataclass(frozen=True, slots=True)
class Datum:
    """One typed number: a count or an amount, the numerator or the denominator of a typed rate, a cell of a grid. `line` is
    where it stands in its block (a grid's row, a field's line).
    """

    key: Key
    item: Field
    block: Block
    form: Form
    line: int

    @property
    def is_amount(self) -> bool:
        """Whether it has decimals; a rate's numerator and denominator are counts."""
        return self.item.type is FieldType.AMOUNT

    @property
    def is_flow(self) -> bool:
        """Whether it counts what happened in the period: it hardly ever comes to the same twice."""
        return self.item.over_time is OverTime.FLOW

    @property
    def is_running(self) -> bool:
        """Whether it has added up since the year's beginning."""
        return self.item.over_time is OverTime.CUMULATIVE

    @property
    def grows_with_size(self) -> bool:
        """Whether larger units are expected to have more of it: what is added up over units."""
        return self.item.rollup in {Rollup.SUM, Rollup.RATIO}

    @property
    def is_added_up(self) -> bool:
        """Whether there is a total of it."""
        return self.item.rollup in _ADDED_UP

    def is_asked_of(self, unit: Unit) -> bool:
        """Whether what the unit states of it belongs in its total."""
        return is_in_total(self.block, self.item, unit)


def typed_numbers(round: Round) -> Mapping[Key, Datum]:
    """Every typed number of the round's fields and grids, in the forms' order. Lines of lists are none of them: the third
    line now need not be about what the third was about before.
    """
    data = (one for form in round.forms for block in form.blocks for one in _of_block(form, block))
    return {one.key: one for one in data}


def asked_units(round: Round, data: Mapping[Key, Datum]) -> Mapping[Key, frozenset[str]]:
    """By key, the unit_ids of those whose figures belong in its total."""
    groups: dict[tuple[object, ...], frozenset[str]] = {}
    found = {}
    for key, datum in data.items():
        alike = (datum.block.asked_of, datum.item.asked_of, datum.item.rollup is Rollup.DISTRICT_ONLY)
        if alike not in groups:
            groups[alike] = frozenset(unit.unit_id for unit in round.units if datum.is_asked_of(unit))
        found[key] = groups[alike]
    return found


def number_of(entry: Entry) -> Number | None:
    """The number that stands in a cell, 0 for "không phát sinh"; None where no number can be read."""
    if entry.state is State.NONE:
        return 0
    value = entry.value if entry.state is State.VALUE else None
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def sorted_out(
    entries: Iterable[CheckedEntry], asked: Mapping[Key, frozenset[str]]
) -> tuple[dict[Key, dict[str, Number]], dict[Key, list[Number]], dict[Key, set[str]]]:
    """What counts: the exact figures by key and unit_id, and by key those that are not ("trên 50"); and by key the units
    that returned it and state nothing.
    """
    exact: dict[Key, dict[str, Number]] = {}
    inexact: dict[Key, list[Number]] = {}
    blank: dict[Key, set[str]] = {}
    for checked in entries:
        entry = checked.stacked.entry
        if checked.held_by or checked.unit_id not in asked.get(entry.key, ()):
            continue
        number = number_of(entry) if checked.counts else None
        if number is None:
            blank.setdefault(entry.key, set()).add(checked.unit_id)
        elif entry.qualifier is Qualifier.EXACT:
            exact.setdefault(entry.key, {})[checked.unit_id] = number
        else:
            inexact.setdefault(entry.key, []).append(number)
    return exact, inexact, blank


def _of_block(form: Form, block: Block) -> Iterator[Datum]:
    if block.kind is BlockKind.GRID:
        for line, row in enumerate(block.rows):
            for item in block.fields:
                if _is_number(item):
                    key = Key(form.id, block.id, item.code, row.code, item.code)
                    yield Datum(key, item, block, form, line)
    elif block.kind is BlockKind.FIELDS:
        for line, item in enumerate(block.fields):
            codes = item.pair if item.is_typed_rate else (item.code,) if _is_number(item) else ()
            for code in codes:
                yield Datum(Key(form.id, block.id, code), item, block, form, line)


def _is_number(item: Field) -> bool:
    return item.type in {FieldType.COUNT, FieldType.AMOUNT} and not item.is_derived
