"""Where last period's values stand in a template: a fields sheet's reference column, a grid's columns to the right."""

from toolkit.form.layout import REFERENCE_COL, BlockArea
from toolkit.form.model import BlockKind, Field, Form, Key
from toolkit.form.rules import At, names_in
from toolkit.template.sending import Sending, place


def previous_columns(sending: Sending, form: Form, area: BlockArea) -> tuple[Field, ...]:
    """The grid's columns whose last period's values its rules read, when the register has any of them."""
    if area.block.kind is not BlockKind.GRID:
        return ()
    rules = (rule for rule in form.rules if rule.block == area.block.id)
    wanted = {name.code for rule in rules for name in names_in(rule.tree) if name.at is At.PREVIOUS}
    known = {key.column for key in sending.references if (key.form, key.block) == (area.form, area.block.id)}
    return tuple(item for item in area.columns if item.code in wanted & known)


def previous_cell(sending: Sending, form: Form, key: Key) -> str:
    """The cell of a datum's value of last period; "" when the register has none."""
    if sending.references.get(key) is None:
        return ""
    slot, area = sending.slots[key], sending.layout.area(key.form, key.block)
    if area.block.kind is BlockKind.FIELDS:
        return place(slot.sheet, slot.row, REFERENCE_COL)
    codes = [item.code for item in previous_columns(sending, form, area)]
    return place(slot.sheet, slot.row, area.first_col + len(area.columns) + codes.index(key.column))
