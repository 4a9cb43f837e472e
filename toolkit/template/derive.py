"""Formulas of what is never typed: derived fields, computed rates, totals. Blank stays blank, never zero."""

from collections.abc import Callable

from toolkit.files.model import cell_name
from toolkit.form.layout import INPUT_COL, Slot
from toolkit.form.model import Field
from toolkit.form.rules import Name
from toolkit.template.excel_operand import NOWHERE, Operand
from toolkit.template.excel_rules import Word, compile_quantity
from toolkit.template.sending import place
from toolkit.text import say

Find = Callable[[str], Slot]


def formula_of(item: Field, find: Find) -> str:
    """A derived field's formula on its own sheet or another; `find` gives the slots of what it is derived from."""
    if item.of:
        num, den = (_cell(find(code)) for code in item.of)
        return _rate(num, den)
    if item.formula_tree is None:
        raise ValueError(f"{item.code} is not derived")

    def locate(word: Word) -> Operand:
        if not isinstance(word, Name):
            return NOWHERE
        cell = _cell(find(word.code))
        return Operand(ref=cell, known=f"ISNUMBER({cell})")

    return "=" + compile_quantity(item.formula_tree, locate)


def rate_of(num_row: int, den_row: int) -> str:
    """The computed twin of a typed rate, beside its stated one."""
    return _rate(cell_name(num_row, INPUT_COL), cell_name(den_row, INPUT_COL))


def total_of(top: int, bottom: int, col: int) -> str:
    """TỔNG CỘNG of a column: blank as long as nothing is typed."""
    area = f"{cell_name(top, col)}:{cell_name(bottom, col)}"
    return f'=IF(COUNT({area})=0,"",SUM({area}))'


def total_rate(row: int, num_col: int, den_col: int) -> str:
    """A rate in the TỔNG CỘNG row: the quotient of the sums, never a mean of percentages."""
    return _rate(cell_name(row, num_col), cell_name(row, den_col))


def _rate(num: str, den: str) -> str:
    """In percent with two decimals; 0 of 0 is "không phát sinh", and what has no denominator stays blank."""
    none = say("template.none").vi
    return f'=IF(COUNT({num},{den})<2,"",IF({den}=0,IF({num}=0,"{none}",""),ROUND({num}/{den}*100,2)))'


def _cell(slot: Slot) -> str:
    """A cell by name with its sheet: what a field is derived from may stand on another sheet of the form."""
    return place(slot.sheet, slot.row, slot.col)
