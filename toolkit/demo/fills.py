"""What the demo's communes type: into a fresh template, or into the marked return that came back to them."""

import re
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from toolkit.decisions.model import Subject
from toolkit.decisions.subject import read_request_code
from toolkit.files.model import cell_name
from toolkit.files.read_workbook import read_workbook
from toolkit.form.layout import EXPLANATION_CODE, REQUEST_SHEET, Layout, Slot, lay_out
from toolkit.form.model import FieldType, Round
from toolkit.units import Unit

Cells = Mapping[str, Mapping[str, object]]
"""What is typed where: {sheet: {cell: value}}."""
_WHOLE = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True)
class Script:
    """What is played: the acts, and per unit what it types, as (code, line or row) -> text."""

    acts: Mapping[str, Any]
    typed: Mapping[str, Mapping[tuple[str, str], str]]


def plan_fill(
    opened: Round, unit: Unit, typed: Mapping[tuple[str, str], str]
) -> Mapping[str, Mapping[str, object]]:
    """What a unit types where, as {sheet: {cell: value}}.

    Raises AssertionError when the sample names a cell that is not asked.
    """
    layout = lay_out(opened.forms, (unit,))
    cells: dict[str, dict[str, object]] = defaultdict(dict)
    left = dict(typed)
    for slot in layout.slots:
        text = left.pop(_name(slot), None)
        if slot.typed and text:
            cells[slot.sheet][cell_name(slot.row, slot.col)] = _as_typed(text, _is_date(layout, slot))
    assert not left, f"{unit.code}: not asked: {sorted(left)}"
    return cells


def plan_mend(
    opened: Round, unit: Unit, marked: bytes, mended: Mapping[str, str], explained: Mapping[str, str]
) -> Cells:
    """What a unit types into its marked return: values in their own cells, by field, and explanations beside the requests of
    rules, by rule. Raises AssertionError where the return asks no such thing.
    """
    typed = plan_fill(opened, unit, {(code, ""): text for code, text in mended.items()})
    return {**typed, REQUEST_SHEET: _explanations(marked, explained)}


def _explanations(marked: bytes, explained: Mapping[str, str]) -> dict[str, object]:
    sheet = next(sheet for sheet in read_workbook(marked).sheets if sheet.name == REQUEST_SHEET)
    column = next(
        len(row) - 1 - row[::-1].index(EXPLANATION_CODE) for row in sheet.rows if EXPLANATION_CODE in row
    )
    cells: dict[str, object] = {}
    left = dict(explained)
    for at, row in enumerate(sheet.rows):
        named = row[0].splitlines() if row and isinstance(row[0], str) else ()
        for subject in filter(None, (Subject.read(read_request_code(code)[0]) for code in named)):
            if subject.rule in left:
                cells[cell_name(at, column)] = left.pop(subject.rule)
    assert not left, f"nothing is asked about {sorted(left)}"
    return cells


def _name(slot: Slot) -> tuple[str, str]:
    """How the sample's files name a cell: field; list.column and line; narrative and line; grid column and row."""
    key = slot.key
    if key.column and key.row.isdecimal():
        return f"{key.block}.{key.column}", key.row
    return key.field, key.row


def _is_date(layout: Layout, slot: Slot) -> bool:
    if not slot.key.column:
        return False
    return layout.area(slot.key.form, slot.key.block).block.column(slot.key.column).type is FieldType.DATE


def _as_typed(text: str, is_date: bool) -> object:
    """What a spreadsheet program in Vietnamese makes of what is typed: "9.391" stays a text there."""
    if is_date:
        with suppress(ValueError):
            return date.fromisoformat(text)
    return int(text) if _WHOLE.fullmatch(text) else text
