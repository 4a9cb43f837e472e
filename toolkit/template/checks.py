"""The lines of the check sheet: each rule asked of the unit as a native formula, and the required cells of each sheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.files.model import cell_name
from toolkit.files.model import quote_sheet as quoted
from toolkit.findings import Severity
from toolkit.form.layout import BlockArea, Slot, rows_of
from toolkit.form.model import Block, BlockKind, Field, Form, Missing, asks
from toolkit.form.rules import At, Comparison, Name, Node
from toolkit.template.excel_operand import anyone
from toolkit.template.excel_rules import Condition, compile_quantity, compile_rule, guarded
from toolkit.template.find import Finder, is_empty, is_line_filled, lines_filled
from toolkit.template.long_sums import with_columns
from toolkit.template.sending import Sending, place, stretch
from toolkit.text import say

_MAX_FORMULA = 8000


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One line. `stated` and `computed` (formulas or "") are shown beside a control total; `first` is the cell to go to."""

    code: str
    text: str
    result: str
    severity: Severity
    first: Slot
    stated: str = ""
    computed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreLine:
    """The required cells of one sheet: how many there are, the formula that counts the blank ones, the first of them."""

    sheet: str
    cells: int
    blank: str
    first: tuple[int, int]


def check_lines(sending: Sending, form: Form, own: bool) -> Iterator[CheckLine]:
    """The form's own rules (`own`), a grid's for each of its rows; or those that fields imply, a grid's for all rows at
    once. A list's rule has one line for all of the list's. A rule that reads what the unit is not asked for, or a form
    that the round does not have, is not put to it; one that time implies only where the earlier value is known.
    """
    for rule in form.rules:
        if (rule.origin == "form") is not own:
            continue
        block = form.block(rule.block) if rule.block else None
        finders = [Finder(sending, form, rule, row) for row in _rows(block)]
        present = [
            find for find in finders if find.knows_all() and (rule.origin != "time" or find.knows_past())
        ]
        if own and not (block and block.kind is BlockKind.LIST):
            for find in present:
                yield from _together([find])
        elif present:
            yield from _together(present)


def core_lines(sending: Sending) -> tuple[CoreLine, ...]:
    """The sheets with required cells. On a common template only what every unit is asked for is required."""
    lines = []
    for sheet in sending.layout.sheets:
        counted = [(area, *_core(sending, area)) for area in sending.areas_on(sheet)]
        counted = [entry for entry in counted if entry[1]]
        if counted:
            area, _, _, first = counted[0]
            total = (
                0
                if area.block.optional
                else sum(entry[1] for entry in counted if not entry[0].block.optional)
            )
            blank = "+".join(entry[2] for entry in counted)
            lines.append(CoreLine(sheet=sheet, cells=total, blank=blank, first=first))
    return tuple(lines)


def result_of(condition: Condition) -> str:
    """The formula of one line's result."""
    words = [f'"{say(f"template.{word}").vi}"' for word in ("passed", "failed", "unverified")]
    return f"=IFERROR({condition.choose(*words)},{words[-1]})"


def _rows(block: Block | None) -> tuple[str, ...]:
    """Codes of a grid's rows, or numbers of a list's lines; one empty code for the form's fields."""
    if block is None:
        return ("",)
    if block.kind is BlockKind.GRID:
        return tuple(row.code for row in block.rows)
    return tuple(str(at + 1) for at in range(block.lines))


def _together(finders: list[Finder]) -> Iterator[CheckLine]:
    """One line, or as many as Excel's longest formula makes needful; what one row alone makes too long has none."""
    line = _line(finders)
    if len(line.result) <= _MAX_FORMULA:
        yield line
    elif len(finders) > 1:
        half = len(finders) // 2
        yield from _together(finders[:half])
        yield from _together(finders[half:])


def _line(finders: list[Finder]) -> CheckLine:
    first = finders[0]
    rule, form = first.rule, first.form
    compiled = [_compiled(find) for find in finders]
    condition = compiled[0]
    if len(compiled) > 1:
        # Some rows may well stay blank: the line passes when what is there passes.
        condition = Condition(anyone([c.holds for c in compiled]), anyone([c.fails for c in compiled]))
    block = form.block(rule.block) if rule.block else None
    single = len(finders) == 1 and block is not None and block.kind is BlockKind.GRID
    label = (
        next((row.label for row in block.rows if row.code == first.row), None) if block and single else None
    )
    stated, computed = ("", "") if block and not single else _twin(with_columns(rule.tree, form), first)
    return CheckLine(
        code=":".join(("rule", form.id, rule.code, *([first.row] if single else []))),
        text=say("template.check_row", row=label, message=rule.message).vi if label else rule.message.vi,
        result=result_of(condition),
        severity=rule.severity,
        first=first.first(),
        stated=stated,
        computed=computed,
    )


def _compiled(find: Finder) -> Condition:
    """A rule for one row; a list's is put to lines with anything in them."""
    rule = find.rule
    tree = with_columns(rule.tree, find.form) if rule.missing is Missing.SKIP_IF_ANY else rule.tree
    condition = compile_rule(tree, rule.missing, find)
    if not rule.block or find.form.block(rule.block).kind is BlockKind.GRID:
        return condition
    return guarded(is_line_filled(find.sending.layout.area(find.form.id, rule.block), find.row), condition)


def _twin(tree: Node, find: Finder) -> tuple[str, str]:
    """A typed control total and what it should be."""
    match tree:
        case Comparison("==", Name(_, At.NOW, "") as left, right) if find(left).kind == "number":
            ref = find(left).ref
            return f'=IF({ref}="","",{ref})', "=" + compile_quantity(right, find)
    return "", ""


def _core(sending: Sending, area: BlockArea) -> tuple[int, str, tuple[int, int]]:
    """How many cells of a block are required, the formula that counts the blank ones, and the first. A ticked block lacks
    only what is at least something, an optional one that is wholly blank nothing.
    """
    block = area.block
    if not all(asks(block, None, unit) for unit in sending.units):
        return 0, "", (0, 0)
    counts: list[tuple[int, str, tuple[int, int]]] = []
    despite_tick: list[str] = []
    if block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}:
        counts += (
            [(1, f"IF(IFERROR({lines_filled(area)},1)=0,1,0)", (area.first_row, area.first_col))]
            if block.core
            else []
        )
    else:
        for item in area.columns:
            if item.core and all(asks(block, item, unit) for unit in sending.units):
                counts.append(_core_of(area, item))
                despite_tick += [] if item.can_be_none else [counts[-1][1]]
    if not counts:
        return 0, "", (0, 0)
    ticked = sending.ticked(area)
    every = "+".join(blank for _, blank, _ in counts)
    blanks = f"IF({ticked},{'+'.join(despite_tick) or '0'},{every})"
    if block.optional:
        blanks = f"IF(AND(NOT({ticked}),{is_empty(area)}),0,{blanks})"
    return (
        sum(count for count, _, _ in counts),
        blanks,
        min(first for _, _, first in counts),
    )


def _core_of(area: BlockArea, item: Field) -> tuple[int, str, tuple[int, int]]:
    if area.block.kind is BlockKind.GRID:
        col = area.first_col + area.columns.index(item)
        cells = stretch(area.sheet, area.first_row, col, area.last_row, col)
        return len(area.block.rows), f"COUNTBLANK({cells})", (area.first_row, col)
    before = area.columns[: area.columns.index(item)]
    row = area.first_row + sum(len(rows_of(other)) for other in before)
    col = area.first_col
    if not item.is_typed_rate:
        return 1, f"COUNTBLANK({place(area.sheet, row, col)})", (row, col)
    # A rate that is stated alone is said, if not in the best way: it draws a warning, it is not missing.
    pair = f"{quoted(area.sheet)}!{cell_name(row, col, True)}:{cell_name(row + 1, col, True)}"
    return 2, f'IF({place(area.sheet, row + 2, col)}="",COUNTBLANK({pair}),0)', (row, col)
