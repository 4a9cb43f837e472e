"""A planned fill as what stands in cells, and as what other periods and other forms say."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from toolkit.files.model import cell_name
from toolkit.form.check_highs import Var
from toolkit.form.layout import lay_out
from toolkit.form.model import BlockKind, Field, FieldType, Form, Key
from toolkit.form.rehearse import Fill
from toolkit.form.rehearse_values import Point, Trial, is_blank, text_at
from toolkit.form.rules import At, Count, GridCell, Name, Sum
from toolkit.units import Unit

Value = int | Decimal | bool | date | str | None


def values_of(fill: Fill, trial: Trial, unit: Unit) -> dict[Key, Value]:
    """What the unit types, by key: all that it is asked for but what the fill leaves blank."""
    form, values = trial.form, dict[Key, Value]()
    for slot in lay_out((form,), (unit,)).slots:
        key = slot.key
        block = form.block(key.block)
        value: Value = None
        match block.kind:
            case BlockKind.FIELDS:
                value = _value(trial, Name(key.field), form.find_field(key.field)[1], fill.point, fill.blank)
            case BlockKind.GRID:
                cell = GridCell(key.block, key.row, key.column)
                value = _value(trial, cell, block.column(key.column), fill.point, fill.blank)
            case BlockKind.LIST:
                lines = fill.lines.get(block.id, ())
                if int(key.row) <= len(lines):
                    line, item = lines[int(key.row) - 1], block.column(key.column)
                    value = _value(trial, Name(item.code), item, line, frozenset(), int(key.row))
            case BlockKind.NARRATIVE:
                if int(key.row) <= fill.point.get(Count(block.id), Fraction(1)):
                    value = f"{block.label.vi} {int(key.row):02d}."
        if slot.typed and value is not None:
            values[key] = value
    return values


def cells_of(fill: Fill, trial: Trial, unit: Unit, words: Mapping[bool, str]) -> dict[str, dict[str, object]]:
    """The same by sheet and cell ("E12"), as a person types it; `words` are those of the drop-down for yes and no."""
    layout = lay_out((trial.form,), (unit,))
    values = values_of(fill, trial, unit)
    cells: dict[str, dict[str, object]] = defaultdict(dict)
    for slot in layout.slots:
        if slot.key in values:
            cells[slot.sheet][cell_name(slot.row, slot.col)] = _typed(values[slot.key], words)
    for area in layout.areas:
        # Without lines and without this tick nothing is known of a list.
        if fill.point.get(Count(area.block.id)) == 0:
            cells[area.sheet][cell_name(area.tick_row, area.tick_col)] = "x"
    return cells


def past_of(fill: Fill, trial: Trial, at: At) -> dict[Key, Value]:
    """What another period says of what the form's rules read of it; a blank one is not there."""
    form, found = trial.form, dict[Key, Value]()
    for var in fill.point:
        if (
            not isinstance(var, Name | GridCell)
            or var.at is not at
            or var.form
            or is_blank(var, fill.point, fill.blank)
        ):
            continue
        item = trial.field(var, "")
        key = _key(form, var)
        if item is not None and key is not None:
            value = _value(trial, var, item, fill.point, frozenset())
            if value is not None:
                found[key] = value
    return found


def other_form_of(fill: Fill, trial: Trial, other: Form) -> dict[Key, Value]:
    """What the unit states in another form of the round, as far as this form's rules read it."""
    found: dict[Key, Value] = {}
    for var in fill.point:
        if (
            isinstance(var, Name | GridCell)
            and var.form == other.id
            and not is_blank(var, fill.point, fill.blank)
        ):
            key, item = _key(other, replace(var, form="")), trial.field(var, "")
            value = _value(trial, var, item, fill.point, frozenset()) if item else None
            if key is not None and value is not None:
                found[key] = value
        elif isinstance(var, Count | Sum) and var.form == other.id:
            found |= dict(_lines_of(other, var, fill.point))
    return found


def _lines_of(other: Form, var: Count | Sum, point: Point) -> Iterator[tuple[Key, Value]]:
    """As many lines of another form's list as are counted, saying what is asked; the first bears what is summed."""
    block = other.block(var.list if isinstance(var, Count) else var.block)
    if isinstance(var, Sum):
        rows = [row.code for row in block.rows] or ["1"]
        for at, row in enumerate(rows):
            number = _number(point[var] if at == 0 else Fraction(0), block.column(var.column))
            yield Key(other.id, block.id, var.column, row, var.column), number
        return
    for at in range(int(point[var])):
        item = block.column(var.column) if var.column else next(iter(block.fields), None)
        code = item.code if item else block.id
        text = var.text or f"{block.label.vi} {at + 1:02d}"
        yield Key(other.id, block.id, code, str(at + 1), code if item else ""), text


def _key(form: Form, var: Name | GridCell) -> Key | None:
    if isinstance(var, GridCell):
        return Key(form.id, var.grid, var.column, var.row, var.column)
    try:
        return Key(form.id, form.find_field(var.code)[0].id, var.code)
    except KeyError:
        return None


def _value(
    trial: Trial,
    var: Name | GridCell,
    item: Field,
    point: Point,
    blank: frozenset[Var],
    number: int = 1,
) -> Value:
    """What a cell holds; None where it is left blank, as is a rate that may be stated beside its pair and no rule reads."""
    if is_blank(var, point, blank):
        return None
    match item.type:
        case FieldType.YES_NO:
            return point.get(var, Fraction(1)) == 1
        case FieldType.DATE:
            return date.fromordinal(int(point[var])) if var in point else trial.last
        case FieldType.TEXT:
            return text_at(var, item, point, number)
    if var in point:
        return _number(point[var], None if _is_of_pair(var, item) else item)
    if isinstance(var, Name) and item.is_typed_rate and var.code == item.code:
        return None
    return 1


def _is_of_pair(var: Name | GridCell, item: Field) -> bool:
    return isinstance(var, Name) and item.is_typed_rate and var.code != item.code


def _number(value: Fraction, item: Field | None) -> Value:
    if item is not None and item.type is not FieldType.COUNT:
        return Decimal(value.numerator) / value.denominator
    return int(value) if value.denominator == 1 else Decimal(value.numerator) / value.denominator


def _typed(value: Value, words: Mapping[bool, str]) -> object:
    """A decimal is the number that a spreadsheet keeps."""
    if isinstance(value, bool):
        return words[value]
    return float(value) if isinstance(value, Decimal) else value
