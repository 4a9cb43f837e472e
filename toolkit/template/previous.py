"""Where last period's values stand in a template: a fields sheet's reference column, a grid's columns to the right."""

from collections.abc import Iterator

from toolkit.form.layout import REFERENCE_COL, BlockArea
from toolkit.form.model import BlockKind, Field, Key
from toolkit.form.rules import At, GridCell, Name, stated_in
from toolkit.template.sending import Sending, place


def previous_columns(sending: Sending, area: BlockArea) -> tuple[Field, ...]:
    """The grid's columns whose last period's values the rules read, when the register has any of them."""
    if area.block.kind is not BlockKind.GRID:
        return ()
    wanted = set(_wanted(sending, area))
    known = {key.column for key in sending.references if (key.form, key.block) == (area.form, area.block.id)}
    return tuple(item for item in area.columns if item.code in wanted & known)


def previous_cell(sending: Sending, key: Key) -> str:
    """The cell of a datum's value of last period; "" when the register has none."""
    if sending.references.get(key) is None:
        return ""
    slot, area = sending.slots[key], sending.layout.area(key.form, key.block)
    if area.block.kind is BlockKind.FIELDS:
        return place(slot.sheet, slot.row, REFERENCE_COL)
    codes = [item.code for item in previous_columns(sending, area)]
    return place(slot.sheet, slot.row, area.first_col + len(area.columns) + codes.index(key.column))


def _wanted(sending: Sending, area: BlockArea) -> Iterator[str]:
    """Columns of which a rule of the grid, or one that names the grid, reads last period's values."""
    for form in sending.round.forms:
        for rule in form.rules:
            own = (form.id, rule.block) == (area.form, area.block.id)
            for word in stated_in(rule.tree):
                if isinstance(word, GridCell) and word.at is At.PREVIOUS:
                    if (word.form or form.id, word.grid) == (area.form, area.block.id):
                        yield word.column
                elif isinstance(word, Name) and word.at is At.PREVIOUS and own and not word.form:
                    yield word.code
