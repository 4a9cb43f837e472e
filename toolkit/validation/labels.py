"""Many cells in one sentence: by label, a grid's by rows and columns."""

from collections.abc import Sequence

from toolkit.form.layout import column_label
from toolkit.form.model import Block, BlockKind, Form, Key
from toolkit.text import Text, say

_SPELT_OUT = 3
"""A grid's columns in a row up to which they are named; of more the printed numbers say enough."""


def blank_labels(form: Form, keys: Sequence[Key]) -> Text:
    """What a form's cells are called, each field once; a grid's rows that lack the same columns together:
    "Hộ tịch, Chứng thực – Số hồ sơ nhận giải quyết: Tổng số, cột (3)".
    """
    said: list[Text] = []
    for block in form.blocks:
        mine = [key for key in keys if key.block == block.id]
        if block.kind is BlockKind.GRID:
            said += _of_grid(block, mine)
        else:
            said += [_field_label(form, key) for key in mine]
    return joined("; ", said)


def columns_in_words(block: Block, codes: Sequence[str]) -> Text:
    """A grid's columns: by label and number, or many of them by number under their headings:
    "Số hồ sơ nhận giải quyết: cột (3), (4), (5), (6); Số lượng hồ sơ đã giải quyết: cột (7), (8)".
    """
    if len(codes) <= _SPELT_OUT or not all(block.column(code).number for code in codes):
        return joined("; ", [column_label(block, code) for code in codes])
    by_head: dict[Text | None, list[str]] = {}
    for code in codes:
        head = next((group.label for group in block.head if code in group.columns), None)
        by_head.setdefault(head, []).append(f"({block.column(code).number})")
    said: list[Text] = []
    for head, numbers in by_head.items():
        columns = say("validation.columns", numbers=", ".join(numbers))
        said.append(say("template.grouped_column", group=head, column=columns) if head else columns)
    return joined("; ", said)


def joined(by: str, texts: Sequence[Text]) -> Text:
    """Texts in a row, equal ones once."""
    return Text(
        by.join(dict.fromkeys(text.vi for text in texts)), by.join(dict.fromkeys(text.en for text in texts))
    )


def _field_label(form: Form, key: Key) -> Text:
    return form.find_field(key.field)[1].label


def _of_grid(block: Block, keys: Sequence[Key]) -> list[Text]:
    by_row: dict[str, list[str]] = {}
    for key in keys:
        by_row.setdefault(key.row, []).append(key.column)
    by_columns: dict[tuple[str, ...], list[Text]] = {}
    for row in block.rows:
        lacking = by_row.get(row.code, [])
        columns = tuple(item.code for item in block.fields if item.code in lacking)
        if columns:
            by_columns.setdefault(columns, []).append(row.label)
    return [
        say("template.grid_cell", row=joined(", ", rows), column=columns_in_words(block, columns))
        for columns, rows in by_columns.items()
    ]
