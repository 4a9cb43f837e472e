"""A unit's template with what the register has typed into it: for staff who key in a photo or a signed PDF, and for the unit
itself where its own workbook cannot be given back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from toolkit.files.model import Sheet
from toolkit.form.layout import BlockArea, Layout
from toolkit.form.model import Key
from toolkit.template.excel_operand import NO, NONE_WORDS, YES

Typed = int | Decimal | bool | date | str
_TICK = "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keying:
    """The attachment's name and SHA-256, "" where none is keyed in; what to type by key; and the keys of which the unit
    said "không phát sinh".
    """

    file: str
    sha256: str
    values: Mapping[Key, Typed]
    none: frozenset[Key] = frozenset()


def filled(sheets: list[Sheet], layout: Layout, keying: Keying) -> list[Sheet]:
    """The sheets with the values in their inputs. A block of which a value has no cell here is left as blank as it was:
    a list comes whole from one return, so a part of it would take the rest away.
    """
    there = {slot.key for slot in layout.slots if slot.typed}
    too_long = {key[:2] for key in (*keying.values, *keying.none) if key not in there}
    cells: dict[tuple[str, int, int], Typed] = {}
    for area in layout.areas:
        if (area.form, area.block.id) not in too_long:
            cells |= _cells(area, layout, keying)
    return [
        replace(
            sheet,
            cells=tuple(
                replace(cell, value=cells.get((sheet.name, cell.row, cell.col), cell.value))
                for cell in sheet.cells
            ),
        )
        for sheet in sheets
    ]


def _cells(area: BlockArea, layout: Layout, keying: Keying) -> dict[tuple[str, int, int], Typed]:
    slots = [slot for slot in layout.slots if slot.typed and slot.key[:2] == (area.form, area.block.id)]
    if slots and all(slot.key in keying.none for slot in slots):
        return {(area.sheet, area.tick_row, area.tick_col): _TICK}
    typed: dict[tuple[str, int, int], Typed] = {}
    for slot in slots:
        value = NONE_WORDS if slot.key in keying.none else keying.values.get(slot.key)
        if value is not None:
            shown = (YES if value else NO) if isinstance(value, bool) else value
            typed[(slot.sheet, slot.row, slot.col)] = shown
    return typed
