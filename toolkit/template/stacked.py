"""Sheets of fields blocks (portrait, one field a row) and of narrative blocks (one idea a row)."""

from dataclasses import replace
from typing import Literal

from toolkit.files.model import Area, Sheet, Style
from toolkit.form.layout import (
    CODE_COL,
    COMPUTED_COL,
    FIRST_COL,
    INPUT_COL,
    LABEL_COL,
    MEASURE_COL,
    NUMBER_COL,
    REFERENCE_COL,
    BlockArea,
    line_code,
    printed_label,
    rows_of,
)
from toolkit.form.model import BlockKind, Field, FieldType, Form, Key, OverTime
from toolkit.periods import Period, begins_anew, previous
from toolkit.template import styles
from toolkit.template.derive import formula_of, rate_of
from toolkit.template.draft import Draft
from toolkit.template.excel_operand import NO, YES, Reference
from toolkit.template.frame import UNLOCKED_LISTS, draw_block_title, draw_head, draw_signatures, page
from toolkit.template.sending import Sending
from toolkit.template.typing_rules import typing_rule
from toolkit.text import say

_FIELD_WIDTHS = {
    CODE_COL: 3,
    NUMBER_COL: 7,
    LABEL_COL: 45,
    MEASURE_COL: 11,
    INPUT_COL: 16,
    COMPUTED_COL: 13,
    REFERENCE_COL: 13,
}
_IDEA_WIDTHS = {CODE_COL: 3, NUMBER_COL: 6, LABEL_COL: 74, FIRST_COL: 28}
_FORMATS = {
    FieldType.COUNT: styles.WHOLE,
    FieldType.AMOUNT: styles.EXACT,
    FieldType.RATE: styles.PERCENT,
    FieldType.DATE: styles.DAY,
}


def number_format(item: Field, part: bool = False) -> str:
    """How a field's numbers are shown; `part` for numerator and denominator of a typed rate."""
    return styles.WHOLE if part else _FORMATS.get(item.type, styles.AS_TYPED)


def align_of(item: Field) -> Literal["left", "center", "right"]:
    """How a field's values stand in their cells."""
    return "left" if item.type is FieldType.TEXT else "right" if item.is_number else "center"


def plan_stacked(sending: Sending, form: Form, sheet: str, missing: int) -> Sheet:
    """One sheet of fields or of narratives. `missing` is the workbook's number of required cells."""
    areas = sending.areas_on(sheet)
    is_fields = areas[0].block.kind is BlockKind.FIELDS
    last_col = REFERENCE_COL if is_fields else FIRST_COL
    draft = Draft(sheet, widths=dict(_FIELD_WIDTHS if is_fields else _IDEA_WIDTHS))
    draw_head(draft, sending, form, last_col, missing)
    head = areas[0].head_row
    (_draw_field_head if is_fields else _draw_idea_head)(draft, head)
    numbers = printed_numbers(form)
    for area in areas:
        row, tick = area.title_row, area.tick_col
        right = Area(row, tick + 1, row, last_col) if tick < last_col else None
        label_end = LABEL_COL if is_fields else tick - 1
        draw_block_title(draft, area, Area(row, NUMBER_COL, row, label_end), right)
        if is_fields:
            draft.put(row, MEASURE_COL, say("template.tick_short").vi, styles.TICK_LABEL)
            draft.fit(row, [(say("template.tick_short").vi, draft.widths[MEASURE_COL], styles.TICK_LABEL)])
            _draw_fields(draft, sending, area, numbers)
        else:
            _draw_ideas(draft, area)
    bottom = draw_signatures(draft, sending, areas[-1].last_row, last_col)
    return draft.finish(
        hidden_columns=(CODE_COL,),
        protection=UNLOCKED_LISTS,
        freeze=(head + 1, 0),
        page=page(sending, form, (head, head), Area(0, 1, bottom, last_col), landscape=False),
    )


def printed_numbers(form: Form) -> dict[str, str]:
    """The Mã số of every row of the fields blocks by code: the form's own, else the place in the form, which never moves."""
    numbers: dict[str, str] = {}
    for at, (_, item) in enumerate(form.each_field(), start=1):
        number = item.number or str(at)
        numbers[item.code] = number
        if item.is_typed_rate:
            numbers |= dict(zip(item.pair, (f"{number}a", f"{number}b"), strict=True))
    return numbers


def _draw_field_head(draft: Draft, row: int) -> None:
    keys = ("number", "label", "measure", "input", "computed", "reference")
    for col, key in enumerate(keys, start=NUMBER_COL):
        text = say(f"template.head_{key}").vi
        draft.put(row, col, text, styles.HEAD)
        draft.fit(row, [(text, draft.widths[col], styles.HEAD)])


def _draw_fields(draft: Draft, sending: Sending, area: BlockArea, numbers: dict[str, str]) -> None:
    row = area.first_row
    for item in area.columns:
        for code in rows_of(item):
            _draw_field(draft, sending, area, item, code, row, numbers[code])
            row += 1


def _draw_field(
    draft: Draft, sending: Sending, area: BlockArea, item: Field, code: str, row: int, number: str
) -> None:
    part = item.is_typed_rate and code != item.code
    core = item.core and (part or not item.is_typed_rate)
    note = f"\n({item.note.vi})" if item.note.vi and not (item.is_typed_rate and code == item.code) else ""
    label = printed_label(item, code)
    measure = "" if part else item.measure.vi
    draft.put(row, CODE_COL, code, styles.CODE)
    draft.put(row, NUMBER_COL, f"{number} *" if core else number, styles.CENTER_LABEL)
    draft.put(row, LABEL_COL, label + note, styles.PART_LABEL if item.is_typed_rate else styles.LABEL)
    draft.put(row, MEASURE_COL, measure or None, styles.CENTER_LABEL)
    if item.type is not FieldType.TEXT or item.choices:
        widths = draft.widths
        style = styles.PART_LABEL
        draft.fit(row, [(label + note, widths[LABEL_COL], style), (measure, widths[MEASURE_COL], style)], 19)
    shown = number_format(item, part)
    if item.is_derived:
        formula = formula_of(item, lambda name: sending.slots[Key(area.form, *_home(sending, area, name))])
        draft.put(row, INPUT_COL, "", styles.computed(shown), formula=formula)
    else:
        draft.put(row, INPUT_COL, None, styles.typed(shown, align_of(item), core))
        rule = typing_rule(item, code, Area(row, INPUT_COL, row, INPUT_COL), sending.choices)
        draft.validations += [rule] if rule else []
    if item.is_typed_rate and code == item.code:
        draft.put(row, COMPUTED_COL, "", styles.computed(styles.PERCENT), formula=rate_of(row - 2, row - 1))
    else:
        draft.put(row, COMPUTED_COL, None, styles.computed(styles.AS_TYPED))
    _draw_reference(draft, sending, item, Key(area.form, area.block.id, code), row, shown)


def _draw_reference(draft: Draft, sending: Sending, item: Field, key: Key, row: int, shown: str) -> None:
    """Last period's value; of a figure that began anew since, in place of it that it did."""
    before = sending.references.get(key)
    if before is None and item.over_time is OverTime.CUMULATIVE and _is_new_year(sending.round.period):
        before = say("template.begins_anew").vi
        draft.fit(row, [(before, draft.widths[REFERENCE_COL], styles.REFERENCE_TEXT)], 19)
    draft.put(row, REFERENCE_COL, shown_reference(before), _reference_style(before, shown))


def _is_new_year(period: Period) -> bool:
    before = previous(period)
    return before is not None and begins_anew(period, before)


def _home(sending: Sending, area: BlockArea, name: str) -> tuple[str, str]:
    """Block and code of a name in this form's fields."""
    block, _ = sending.round.form(area.form).find_field(name)
    return block.id, name


def shown_reference(before: Reference) -> Reference:
    """Last period's value as its cell shows it."""
    return (YES if before else NO) if isinstance(before, bool) else before


def _reference_style(before: Reference, shown: str) -> Style:
    if isinstance(before, str):
        return styles.REFERENCE_TEXT
    return replace(styles.REFERENCE, number_format=shown)


def _draw_idea_head(draft: Draft, row: int) -> None:
    for col, key in ((NUMBER_COL, "line"), (LABEL_COL, "idea"), (FIRST_COL, "none")):
        text = say("template.tick_title" if key == "none" else f"template.head_{key}").vi
        draft.put(row, col, text, styles.HEAD)
    draft.fit(row, [("", 10, styles.HEAD)], 24)


def _draw_ideas(draft: Draft, area: BlockArea) -> None:
    for at in range(area.block.lines):
        row = area.first_row + at
        draft.put(row, CODE_COL, line_code(area.block.id, at + 1), styles.CODE)
        draft.put(row, NUMBER_COL, at + 1, styles.CENTER_LABEL)
        draft.put(row, LABEL_COL, None, styles.typed(styles.AS_TYPED, "left", area.block.core and at == 0))
        draft.put(row, FIRST_COL, "\u00a0\n\u00a0", styles.TALL)
