"""Which cell holds what, in the one workbook of a unit and round: obeyed by the template, used by intake.

Every worksheet has its codes in hidden column A (grids and lists also in a hidden row). A code stands alone in its
cell; a fields row's input is in column E, the first unlocked one to its right. Rows and columns count from 0.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.form.model import Block, BlockKind, Field, Form, Key, OverTime, asks
from toolkit.text import Text, say
from toolkit.units import Unit

CODE_COL = 0
NUMBER_COL = 1
LABEL_COL = 2
MEASURE_COL = 3
INPUT_COL = 4
COMPUTED_COL = 5
REFERENCE_COL = 6
FIRST_COL = 3
"""A grid's or list's first value column (lists: `LABEL_COL`); a narrative's text stands in `LABEL_COL`."""

HEAD_ROWS = 6
"""Rows above a sheet's first block: title, form number and legal basis, unit, period, due date, an empty row."""

GUIDE_SHEET = "Hướng dẫn"
CHECK_SHEET = "Kiểm tra"
STAMP_SHEET = "_tonghop"
REQUEST_SHEET = "Đề nghị kiểm tra, giải trình"
"""The sheet of a marked return; its full title, longer than a sheet's name may be, stands in its first row."""
EXPLANATION_CODE = "__explanation"
"""On the sheet of requests, in a hidden row above the column in which the unit explains."""
NONE_SUFFIX = "__none"
UNIT_CODE = "__unit"
PREPARER_CODE = "__preparer"
PHONE_CODE = "__phone"
"""Codes on the guide sheet: the unit's drop-down (common template only), who filled the workbook in, and a telephone."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The cell of one datum. `typed` is False for derived ones, whose cell is a locked formula."""

    key: Key
    sheet: str
    row: int
    col: int
    typed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockArea:
    """Where a block stands. `title_row` holds its label; `tick_row` (fields, narratives: the same) the tick "Không phát
    sinh", code `<block>__none`, in `tick_col`; `head_row` the first heading row (-1 in a block that goes on under the
    heading of the one above); `code_row` the hidden row of column codes (grids, lists; else -1); `first_row` to
    `last_row` the data; `total_row` a grid's TỔNG CỘNG (else -1); `columns` the asked fields. A grid's head takes one
    row, or two under `HeadGroup`s, and a row of printed column numbers; the codes stand above it, so that a list's lines
    follow its heading at once, as sorting and filtering need.
    """

    form: str
    block: Block
    sheet: str
    title_row: int
    tick_row: int
    tick_col: int
    head_row: int
    code_row: int
    first_row: int
    last_row: int
    total_row: int
    first_col: int
    columns: tuple[Field, ...]

    @property
    def none_code(self) -> str:
        """The code of the block's tick."""
        return self.block.id + NONE_SUFFIX


@dataclass(frozen=True, slots=True)
class Layout:
    """All areas in order of sheets, and every slot. `digest` changes when any code moves."""

    areas: tuple[BlockArea, ...]
    slots: tuple[Slot, ...]
    digest: str

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of the data sheets, in order."""
        return tuple(dict.fromkeys(area.sheet for area in self.areas))

    def slot(self, key: Key) -> Slot:
        """The cell of a datum. Raises KeyError."""
        for slot in self.slots:
            if slot.key == key:
                return slot
        raise KeyError(key)

    def area(self, form: str, block: str) -> BlockArea:
        """The area of a block. Raises KeyError."""
        for area in self.areas:
            if (area.form, area.block.id) == (form, block):
                return area
        raise KeyError(block)


def lay_out(forms: Iterable[Form], units: Iterable[Unit]) -> Layout:
    """The layout of the workbook with which the units (one, or all for the common template) are asked for the forms."""
    areas = areas_of(forms, units)
    slots = tuple(slot for area in areas for slot in slots_of(area))
    text = "\n".join(f"{s.sheet}|{s.row}|{s.col}|{'|'.join(s.key)}" for s in slots)
    return Layout(areas, slots, hashlib.sha256(text.encode()).hexdigest()[:16])


def areas_of(forms: Iterable[Form], units: Iterable[Unit]) -> tuple[BlockArea, ...]:
    """The areas of `lay_out` alone, in order of sheets."""
    asked = tuple(units)
    areas: list[BlockArea] = []
    taken: dict[str, str] = {}
    for form in forms:
        for block in form.blocks:
            fields = tuple(f for f in block.fields if any(asks(block, f, unit) for unit in asked))
            if not any(asks(block, None, unit) for unit in asked) or (block.fields and not fields):
                continue
            sheet = _sheet_name(taken, form.id, block.sheet)
            above = areas[-1].last_row if areas and areas[-1].sheet == sheet else -1
            areas.append(_place(form, block, fields, sheet, above))
    return tuple(areas)


def line_code(block: str, line: int) -> str:
    """What column A holds beside a list's or narrative's line, counted from 1."""
    return f"{block}__{line}"


def rows_of(item: Field) -> tuple[str, ...]:
    """The codes of a field's rows: of a typed rate `x_num`, `x_den`, `x`; else its own."""
    return (*item.pair, item.code) if item.is_typed_rate else (item.code,)


def printed_label(item: Field, code: str) -> str:
    """The Vietnamese label of a field's row as the template prints it; a typed rate's rows name rate and part."""
    if not item.is_typed_rate:
        return item.label.vi
    given = {item.pair[0]: item.num_label, item.pair[1]: item.den_label}.get(
        code, say("template.rate_stated")
    )
    named = given.vi or say("template.rate_num" if code == item.pair[0] else "template.rate_den").vi
    return say("template.rate_part", label=item.label, part=named[0].lower() + named[1:]).vi


def grouped_label(block: Block, code: str) -> Text:
    """A column under its merged heading, where it stands under one: "Số hồ sơ nhận giải quyết: Tổng số"."""
    label = block.column(code).label
    for group in block.head:
        if code in group.columns:
            return say("template.grouped_column", group=group.label, column=label)
    return label


def column_label(block: Block, code: str) -> Text:
    """A grid's column as its head prints it: "Số hồ sơ nhận giải quyết: Tổng số, cột (3)"; the number where it has one."""
    label, number = grouped_label(block, code), block.column(code).number
    return say("template.numbered_column", column=label, number=number) if number else label


def cell_label(block: Block, row: str, code: str) -> Text:
    """A datum of a grid in words: "Hộ tịch – Số hồ sơ nhận giải quyết: Tổng số, cột (3)"; of its TỔNG CỘNG row too."""
    line = next((line.label for line in block.rows if line.code == row), say("merge.total_row"))
    return say("template.grid_cell", row=line, column=column_label(block, code))


def datum_field(form: Form, key: Key) -> Field | None:
    """The field or column of a datum, of the parts of a typed rate too; None of a narrative's line and of what the form
    does not ask.
    """
    block = next((block for block in form.blocks if block.id == key.block), None)
    for item in block.fields if block else ():
        if key.field in (item.code, *(item.pair if item.is_typed_rate else ())):
            return item
    return None


def is_personal(form: Form, key: Key) -> bool:
    """Whether it is of a field that names people, or a part of one: shown nowhere but in the unit's own return."""
    item = datum_field(form, key)
    return item is not None and item.personal


def personal_fields(forms: Iterable[Form]) -> frozenset[tuple[str, str, str]]:
    """Form, block and code of all that is personal, the parts of typed rates too: what `is_personal` says, for many keys."""
    return frozenset(
        (form.id, block.id, code)
        for form in forms
        for block in form.blocks
        for item in block.fields
        if item.personal
        for code in rows_of(item)
    )


def over_time_of(forms: Iterable[Form]) -> dict[tuple[str, str, str], OverTime]:
    """How each field goes over time, by form, block and code, the parts of typed rates too."""
    return {
        (form.id, block.id, code): item.over_time
        for form in forms
        for block in form.blocks
        for item in block.fields
        for code in rows_of(item)
    }


def datum_label(form: Form, key: Key) -> Text:
    """Any datum in words: a field by its label, a cell of a grid by row and column, one of a list with its line."""
    block = form.block(key.block)
    if block.kind is BlockKind.GRID:
        return cell_label(block, key.row, key.column)
    if block.kind is BlockKind.FIELDS:
        _, item = form.find_field(key.field)
        return Text(printed_label(item, key.field), item.label.en)
    label = block.label if key.field == block.id else column_label(block, key.field)
    if key.row:
        return say("cli.diff_of_line", label=label, line=key.row)
    return label if key.field == block.id else say("template.grouped_column", group=block.label, column=label)


def _sheet_name(taken: dict[str, str], form: str, wanted: str) -> str:
    name, count = wanted, 1
    while taken.setdefault(name, form) != form:
        count += 1
        name = f"{wanted} ({count})"
    return name


def _place(form: Form, block: Block, fields: tuple[Field, ...], sheet: str, above: int) -> BlockArea:
    stacked = block.kind in {BlockKind.FIELDS, BlockKind.NARRATIVE}
    if stacked:
        head = HEAD_ROWS if above < 0 else -1
        title = tick = max(above, HEAD_ROWS) + 1
        code, first = -1, title + 1
    else:
        title, tick, code, head = range(HEAD_ROWS, HEAD_ROWS + 4)
        printed_numbers = 1 if block.kind is BlockKind.GRID else 0
        first = head + (2 if block.head else 1) + printed_numbers
    count = {
        BlockKind.FIELDS: sum(len(rows_of(f)) for f in fields),
        BlockKind.GRID: len(block.rows),
        BlockKind.LIST: block.lines,
        BlockKind.NARRATIVE: block.lines,
    }[block.kind]
    return BlockArea(
        form=form.id,
        block=block,
        sheet=sheet,
        title_row=title,
        tick_row=tick,
        tick_col=INPUT_COL if block.kind is BlockKind.FIELDS else FIRST_COL,
        head_row=head,
        code_row=code,
        first_row=first,
        last_row=first + count - 1,
        total_row=first + count if block.total_row else -1,
        first_col={BlockKind.FIELDS: INPUT_COL, BlockKind.GRID: FIRST_COL}.get(block.kind, LABEL_COL),
        columns=fields,
    )


def slots_of(area: BlockArea) -> Iterator[Slot]:
    """Every slot of an area, row by row."""
    block, first = area.block, area.first_row
    if block.kind is BlockKind.FIELDS:
        codes = [(code, item) for item in area.columns for code in rows_of(item)]
        for at, (code, item) in enumerate(codes):
            yield Slot(Key(area.form, block.id, code), area.sheet, first + at, INPUT_COL, not item.is_derived)
    elif block.kind is BlockKind.NARRATIVE:
        for at in range(block.lines):
            yield Slot(Key(area.form, block.id, block.id, str(at + 1)), area.sheet, first + at, LABEL_COL)
    else:
        grid = block.kind is BlockKind.GRID
        rows = [row.code for row in block.rows] if grid else [str(at + 1) for at in range(block.lines)]
        for at, row in enumerate(rows):
            for col, item in enumerate(area.columns):
                key = Key(area.form, block.id, item.code, row, item.code)
                yield Slot(key, area.sheet, first + at, area.first_col + col, not item.is_derived)
