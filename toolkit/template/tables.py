"""Sheets of a grid (laid out as the paper form prints it) and of a list (lines that can be sorted and filtered)."""

from toolkit.files.model import Area, Sheet
from toolkit.form.layout import CODE_COL, FIRST_COL, LABEL_COL, NUMBER_COL, BlockArea, line_code
from toolkit.form.model import BlockKind, Field, FieldType, Form, Key, Rule
from toolkit.form.rules import Arithmetic, At, Comparison, Name, Node
from toolkit.template import styles
from toolkit.template.derive import formula_of, total_of, total_rate
from toolkit.template.draft import Draft
from toolkit.template.frame import UNLOCKED_LISTS, draw_head, draw_signatures, draw_table_title, page
from toolkit.template.previous import previous_columns
from toolkit.template.sending import Sending
from toolkit.template.stacked import align_of, number_format, shown_reference
from toolkit.template.typing_rules import typing_rule
from toolkit.text import say

_LANDSCAPE_WIDTH, _PORTRAIT_WIDTH, _LIST_TICK = 132.0, 96.0, 28.0
_LIST_WIDTHS = {FieldType.TEXT: 24.0, FieldType.DATE: 14.0, FieldType.YES_NO: 12.0}
_GRID_LABEL, _GRID_COLUMN, _GRID_LEAST = 30.0, 10.5, 9.0
_ROWS_FROZEN_FROM = 20


def plan_table(sending: Sending, form: Form, sheet: str, missing: int) -> Sheet:
    """One sheet of a grid or a list. `missing` is the workbook's number of required cells."""
    (area,) = sending.areas_on(sheet)
    is_grid = area.block.kind is BlockKind.GRID
    before = previous_columns(sending, area)
    last_col = area.first_col + len(area.columns) + len(before) - 1
    draft = Draft(sheet, widths=_widths(area, len(before)))
    edge = max(last_col, FIRST_COL)
    draw_head(draft, sending, form, edge, missing)
    draw_table_title(draft, area, edge)
    for at, item in enumerate(area.columns):
        draft.put(area.code_row, area.first_col + at, item.code, styles.CODE)
    draft.hidden_rows.append(area.code_row)
    if is_grid:
        _draw_grid_head(draft, form, area, before)
        _draw_grid(draft, sending, area, before)
    else:
        _draw_list_head(draft, area)
        _draw_list(draft, sending, area)
    bottom = draw_signatures(draft, sending, max(area.last_row, area.total_row), edge)
    wide = sum(width for col, width in draft.widths.items() if col != CODE_COL) > 105
    heads = (area.head_row, area.first_row - 1)
    many = area.last_row - area.first_row >= _ROWS_FROZEN_FROM or not is_grid
    return draft.finish(
        hidden_columns=(CODE_COL,),
        protection=UNLOCKED_LISTS,
        filter=None if is_grid else Area(area.first_row - 1, area.first_col, area.last_row, last_col),
        freeze=(area.first_row if many else 0, FIRST_COL if is_grid else 0),
        page=page(sending, form, heads, Area(0, 1, bottom, edge), landscape=wide),
    )


def identities(form: Form, area: BlockArea) -> dict[str, str]:
    """What the head prints under a column's number, from the form's rules: (3)=(4)+(5)+(6)."""
    numbers = column_numbers(area)
    found: dict[str, str] = {}
    for rule in form.rules:
        if rule.block == area.block.id and rule.origin == "form":
            column, parts = _identity(rule)
            if column in numbers and parts and all(part in numbers for _, part in parts):
                right = "".join(f"{sign}({numbers[part]})" for sign, part in parts).removeprefix("+")
                found.setdefault(column, f"({numbers[column]})={right}")
    return found


def column_numbers(area: BlockArea) -> dict[str, str]:
    """The numbers printed in the head: the form's own, else counted on from (3)."""
    return {item.code: item.number or str(at) for at, item in enumerate(area.columns, start=FIRST_COL)}


def _identity(rule: Rule) -> tuple[str, list[tuple[str, str]]]:
    """Column and signed parts of a rule `a == b + c - d` that names no column twice, else nothing."""
    match rule.tree:
        case Comparison("==", Name(column, At.NOW, ""), right):
            parts = _terms(right, "+")
            return column, parts if len(parts) > 1 else []
    return "", []


def _terms(tree: Node, sign: str) -> list[tuple[str, str]]:
    match tree:
        case Name(code, At.NOW, ""):
            return [(sign, code)]
        case Arithmetic("+", left, right) if (one := _terms(left, sign)) and (two := _terms(right, sign)):
            return one + two
    return []


def _widths(area: BlockArea, before: int) -> dict[int, float]:
    widths: dict[int, float] = {CODE_COL: 3, NUMBER_COL: 6}
    if area.block.kind is BlockKind.GRID:
        widths[LABEL_COL] = _GRID_LABEL
        room = _LANDSCAPE_WIDTH - 6 - _GRID_LABEL
        usual = min(max(room / (len(area.columns) + before), _GRID_LEAST), 14.0)
        for at in range(len(area.columns) + before):
            item = area.columns[at] if at < len(area.columns) else None
            widths[area.first_col + at] = (item.width if item else 0) or usual
        return widths
    for at, item in enumerate(area.columns):
        widths[area.first_col + at] = item.width or _LIST_WIDTHS.get(item.type, 12.0)
    if len(area.columns) <= 2:
        # The tick, and a signature below, need room beside the first column.
        widths[area.tick_col] = max(widths.get(area.tick_col, 0), _LIST_TICK)
    # A list of few columns fills the page too: its first text column takes the room.
    texts = [area.first_col + at for at, item in enumerate(area.columns) if item.type is FieldType.TEXT]
    spare = _PORTRAIT_WIDTH - (sum(widths.values()) - widths[CODE_COL])
    if texts and spare > 0:
        widths[texts[0]] += spare
    return widths


def _draw_grid_head(draft: Draft, form: Form, area: BlockArea, before: tuple[Field, ...]) -> None:
    top, bottom = area.head_row, area.first_row - 2
    deep = bottom > top
    draft.span(Area(top, NUMBER_COL, bottom, NUMBER_COL), say("template.head_line").vi, styles.HEAD)
    draft.span(Area(top, LABEL_COL, bottom, LABEL_COL), say("template.head_rows").vi, styles.HEAD)
    cols = {item.code: area.first_col + at for at, item in enumerate(area.columns)}
    grouped: set[str] = set()
    for group in area.block.head:
        shown = [cols[code] for code in group.columns if code in cols]
        if shown:
            grouped |= set(group.columns)
            draft.span(Area(top, shown[0], top, shown[-1]), group.label.vi, styles.HEAD)
    labels = [(cols[item.code], item.label.vi, item.code in grouped) for item in area.columns]
    after = area.first_col + len(area.columns)
    labels += [
        (after + at, say("template.head_before", label=item.label).vi, False)
        for at, item in enumerate(before)
    ]
    for col, label, under in labels:
        first = bottom if under else top
        draft.span(Area(first, col, bottom, col), label, styles.HEAD, fit=False)
        if under or not deep:
            draft.fit(bottom, [(label, draft.widths[col], styles.HEAD)], 30)
    _draw_column_numbers(draft, form, area, after, len(before))


def _draw_column_numbers(draft: Draft, form: Form, area: BlockArea, after: int, before: int) -> None:
    row = area.first_row - 1
    sums, numbers = identities(form, area), column_numbers(area)
    texts = {NUMBER_COL: "(1)", LABEL_COL: "(2)"}
    for at, item in enumerate(area.columns):
        texts[area.first_col + at] = sums.get(item.code, f"({numbers[item.code]})")
    texts |= dict.fromkeys(range(after, after + before), "")
    for col, text in texts.items():
        # Excel breaks lines at spaces only; an identity may be wider than its column.
        shown = text.replace("=", "= ").replace("+", "+ ")
        draft.put(row, col, shown, styles.COLUMN_NUMBER)
        draft.fit(row, [(shown, draft.widths[col], styles.COLUMN_NUMBER)])


def _draw_grid(draft: Draft, sending: Sending, area: BlockArea, before: tuple[Field, ...]) -> None:
    for at, line in enumerate(area.block.rows):
        row = area.first_row + at
        draft.put(row, CODE_COL, line.code, styles.CODE)
        draft.put(row, NUMBER_COL, line.number or str(at + 1), styles.CENTER_LABEL)
        draft.put(row, LABEL_COL, line.label.vi, styles.LABEL)
        draft.fit(row, [(line.label.vi, draft.widths[LABEL_COL], styles.LABEL)], 22)
        for offset, item in enumerate(area.columns):
            _draw_grid_cell(draft, sending, area, item, row, area.first_col + offset, line.code)
        for offset, item in enumerate(before, start=area.first_col + len(area.columns)):
            key = Key(area.form, area.block.id, item.code, line.code, item.code)
            draft.put(row, offset, shown_reference(sending.references.get(key)), styles.REFERENCE)
    for offset, item in enumerate(area.columns):
        col = area.first_col + offset
        cells = Area(area.first_row, col, area.last_row, col)
        rule = None if item.is_derived else typing_rule(item, item.code, cells, sending.choices)
        draft.validations += [rule] if rule else []
    if area.total_row >= 0:
        _draw_totals(draft, area)


def _draw_grid_cell(
    draft: Draft, sending: Sending, area: BlockArea, item: Field, row: int, col: int, line: str
) -> None:
    shown = number_format(item)
    if item.is_derived:
        formula = formula_of(
            item, lambda name: sending.slots[Key(area.form, area.block.id, name, line, name)]
        )
        draft.put(row, col, "", styles.computed(shown), formula=formula)
    else:
        draft.put(row, col, None, styles.typed(shown, "right", item.core))


def _draw_totals(draft: Draft, area: BlockArea) -> None:
    row = area.total_row
    draft.span(Area(row, NUMBER_COL, row, LABEL_COL), say("template.total").vi, styles.TOTAL_LABEL)
    cols = {item.code: area.first_col + at for at, item in enumerate(area.columns)}
    for item in area.columns:
        col = cols[item.code]
        if item.of:
            formula = total_rate(row, cols[item.of[0]], cols[item.of[1]])
        else:
            formula = total_of(area.first_row, area.last_row, col)
        draft.put(row, col, "", styles.computed(number_format(item), bold=True), formula=formula)
    draft.fit(row, [], 24)


def _draw_list_head(draft: Draft, area: BlockArea) -> None:
    row = area.first_row - 1
    draft.put(row, NUMBER_COL, say("template.head_line").vi, styles.HEAD)
    for at, item in enumerate(area.columns):
        col = area.first_col + at
        draft.put(row, col, item.label.vi, styles.HEAD)
        # The filter's arrow takes a corner of the cell.
        draft.fit(row, [(item.label.vi, draft.widths[col] - 2.5, styles.HEAD)], 24)


def _draw_list(draft: Draft, sending: Sending, area: BlockArea) -> None:
    for at, item in enumerate(area.columns):
        col = area.first_col + at
        rule = typing_rule(item, item.code, Area(area.first_row, col, area.last_row, col), sending.choices)
        draft.validations += [rule] if rule else []
        core = area.block.core and item.code in area.block.key
        first, other = (styles.typed(number_format(item), align_of(item), dark) for dark in (core, False))
        for line in range(area.block.lines):
            # One line at least is required, not all that are offered.
            draft.put(area.first_row + line, col, None, other if line else first)
    for line in range(area.block.lines):
        row = area.first_row + line
        draft.put(row, CODE_COL, line_code(area.block.id, line + 1), styles.CODE)
        draft.put(row, NUMBER_COL, line + 1, styles.CENTER_LABEL)
