"""From a form to everything that a number of an older document may be: its fields, parts of rates, cells of grids."""

import re
from collections.abc import Iterator

from toolkit.form.layout import cell_label, grouped_label
from toolkit.form.model import TOTAL_ROW, Block, BlockKind, Field, FieldType, Form, Key
from toolkit.history.model import Aim, Part
from toolkit.text import Text

_BRACKETS = re.compile(r"\(([^()]*)\)")
_LIMITS = re.compile(r"(?i)\s*(?:không|trừ|nếu|kể|gồm|bao gồm|tính|chưa)\b")
"""What a bracket begins with that says what is counted, and is no other name."""
_UNITS = "đơn vị, xã, thị trấn, phường, cơ quan"
"""What is counted where a question is answered by yes or no."""


def aims_of(form: Form) -> tuple[Aim, ...]:
    """In the form's order. Texts, dates, lists and narratives are no numbers; what is personal has no earlier figures."""
    return tuple(aim for block in form.blocks for aim in _of_block(form, block))


def _of_block(form: Form, block: Block) -> Iterator[Aim]:
    if block.kind is BlockKind.FIELDS:
        for item in block.fields:
            if not item.personal:
                yield from _of_field(form, block, item)
    elif block.kind is BlockKind.GRID:
        for code, row in ((row.code, row.label.vi) for row in block.rows):
            yield from _of_row(form, block, code, (row,))
        if block.total_row:
            yield from _of_row(form, block, TOTAL_ROW, ("",))


def _of_field(form: Form, block: Block, item: Field) -> Iterator[Aim]:
    key = Key(form.id, block.id, item.code)
    names = _names(item.label.vi)
    if item.type is FieldType.YES_NO:
        yield Aim(
            key=key, item=item, part=Part.VALUE, names=names, measure=_UNITS, under=block.label.vi, label=item.label,
            counts_units=True,
        )  # fmt: skip
    elif item.is_number:
        measure = "" if item.type is FieldType.RATE else item.measure.vi
        yield Aim(
            key=key, item=item, part=Part.VALUE, names=names, measure=measure, under=block.label.vi, label=item.label
        )  # fmt: skip
    if item.is_typed_rate:
        for part, label in ((Part.NUMERATOR, item.num_label), (Part.DENOMINATOR, item.den_label)):
            if label.vi:
                shown = Text.joined(": ", (item.label, label))
                yield Aim(
                    key=key, item=item, part=part, names=_names(label.vi), measure="", under=block.label.vi, label=shown
                )  # fmt: skip


def _of_row(form: Form, block: Block, code: str, row: tuple[str, ...]) -> Iterator[Aim]:
    for item in block.fields:
        if item.is_number and not item.personal:
            column = grouped_label(block, item.code).vi
            yield Aim(
                key=Key(form.id, block.id, item.code, code, item.code),
                item=item,
                part=Part.VALUE,
                names=tuple(f"{one} {column}".strip() for one in row),
                measure=item.measure.vi,
                under=block.label.vi,
                label=cell_label(block, code, item.code),
            )


def _names(label: str) -> tuple[str, ...]:
    """A label, the same without what stands in brackets, and that alone: "Phướn (băng rôn dọc)" is called any of them."""
    inside = [one.strip() for one in _BRACKETS.findall(label) if not _LIMITS.match(one)]
    plain = _BRACKETS.sub(" ", label)
    return tuple(dict.fromkeys(filter(None, (" ".join(plain.split()), label, *inside))))
