"""The lines of the check sheet: each rule asked of the unit as a native formula, and the required cells of each sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.files.model import cell_name
from toolkit.files.model import quote_sheet as quoted
from toolkit.findings import Severity
from toolkit.form.layout import BlockArea, Slot, rows_of
from toolkit.form.model import BlockKind, Field, FieldType, Form, Key, Row, Rule, asks
from toolkit.form.rules import At, Comparison, Count, Name, Node, Weeks, walk
from toolkit.template.excel_rules import Condition, Operand, compile_quantity, compile_rule
from toolkit.template.previous import previous_cell
from toolkit.template.sending import Sending, place, stretch
from toolkit.text import say

_MAX_FORMULA = 8000
_KINDS = {FieldType.YES_NO: "yes_no", FieldType.TEXT: "text", FieldType.DATE: "date"}


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


@dataclass(frozen=True, slots=True)
class _Asked:
    """One form in one workbook; `fields` are block and field of every code, parts of typed rates too."""

    sending: Sending
    form: Form
    fields: Mapping[str, tuple[str, Field]]


def check_lines(sending: Sending, form: Form, own: bool) -> Iterator[CheckLine]:
    """The form's own rules (`own`), a grid's for each of its rows; or those that fields imply, a grid's for all rows at
    once. A rule that reads what the unit is not asked for is not put to it.
    """
    codes = {code: (block.id, item) for block, item in form.each_field() for code in rows_of(item)}
    asked = _Asked(sending, form, codes)
    for rule in form.rules:
        if (rule.origin == "form") is not own:
            continue
        rows = form.block(rule.block).rows if rule.block else (None,)
        present = [row for row in rows if _is_asked(asked, rule, row)]
        if own:
            for row in present:
                yield _line(asked, rule, [row])
        elif present:
            yield from _together(asked, rule, present)


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
    passed, failed, unverified = (say(f"template.{word}").vi for word in ("passed", "failed", "unverified"))
    return f'=IF({condition.fails},"{failed}",IF({condition.holds},"{passed}","{unverified}"))'


def _together(asked: _Asked, rule: Rule, rows: list[Row | None]) -> Iterator[CheckLine]:
    line = _line(asked, rule, rows)
    if len(line.result) <= _MAX_FORMULA or len(rows) == 1:
        yield line
        return
    half = len(rows) // 2
    yield from _together(asked, rule, rows[:half])
    yield from _together(asked, rule, rows[half:])


def _line(asked: _Asked, rule: Rule, rows: list[Row | None]) -> CheckLine:
    compiled = [compile_rule(rule.tree, rule.missing, _Finder(asked, rule, row)) for row in rows]
    condition = compiled[0]
    if len(compiled) > 1:
        # Some rows may well stay blank: the line passes when what is there passes.
        condition = Condition(_or([c.holds for c in compiled]), _or([c.fails for c in compiled]))
    row = rows[0]
    single = row if len(rows) == 1 else None
    text = say("template.check_row", row=single.label, message=rule.message).vi if single else rule.message.vi
    find = _Finder(asked, rule, row)
    stated, computed = _twin(rule.tree, find) if len(rows) == 1 else ("", "")
    return CheckLine(
        code=":".join(("rule", asked.form.id, rule.code, *([single.code] if single else []))),
        text=text,
        result=result_of(condition),
        severity=rule.severity,
        first=find.first(),
        stated=stated,
        computed=computed,
    )


def _twin(tree: Node, find: "_Finder") -> tuple[str, str]:
    """A typed control total and what it should be."""
    match tree:
        case Comparison("==", Name(_, At.NOW, "") as left, right) if find(left).kind == "number":
            ref = find(left).ref
            return f'=IF({ref}="","",{ref})', "=" + compile_quantity(right, find)
    return "", ""


def _or(parts: list[str]) -> str:
    return f"OR({','.join(parts)})"


def _is_asked(asked: _Asked, rule: Rule, row: Row | None) -> bool:
    find = _Finder(asked, rule, row)
    read = [node for node in walk(rule.tree) if isinstance(node, Name | Count)]
    return all(find.knows(node) for node in read)


@dataclass(frozen=True, slots=True)
class _Finder:
    """Where a rule's words stand in this workbook, for one row of a grid or for the form's fields."""

    asked: _Asked
    rule: Rule
    row: Row | None

    def __call__(self, node: Name | Count | Weeks) -> Operand:
        match node:
            case Weeks():
                return Operand(str(self.asked.sending.round.period.weeks), known="TRUE")
            case Count():
                return self._count(node)
        item, key = self._key(node.code)
        slack = item.rounded_to / 2 if item.rounded_to and node.code == item.code else Decimal(0)
        kind = _KINDS.get(item.type, "number")
        ref = previous_cell(self.asked.sending, self.asked.form, key) if node.at else self._cell(key)
        return Operand(ref, kind, slack=slack)  # type: ignore[arg-type]

    def knows(self, node: Name | Count) -> bool:
        """Whether what a word stands for is on the workbook."""
        if isinstance(node, Count):
            return any(
                (a.form, a.block.id) == (self.asked.form.id, node.list)
                for a in self.asked.sending.layout.areas
            )
        return self._key(node.code)[1] in self.asked.sending.slots

    def first(self) -> Slot:
        """The first cell the rule reads, where the line's link leads."""
        for node in walk(self.rule.tree):
            if isinstance(node, Name):
                return self.asked.sending.slots[self._key(node.code)[1]]
            if isinstance(node, Count):
                area = self.asked.sending.layout.area(self.asked.form.id, node.list)
                return Slot(
                    Key(self.asked.form.id, node.list, ""), area.sheet, area.first_row, area.first_col
                )
        raise ValueError(f"{self.rule.code} reads nothing")

    def _key(self, code: str) -> tuple[Field, Key]:
        if self.row:
            block = self.asked.form.block(self.rule.block)
            return block.column(code), Key(self.asked.form.id, block.id, code, self.row.code, code)
        home, item = self.asked.fields[code]
        return item, Key(self.asked.form.id, home, code)

    def _cell(self, key: Key) -> str:
        return self.asked.sending.cell(self.asked.sending.slots[key])

    def _count(self, node: Count) -> Operand:
        area = self.asked.sending.layout.area(self.asked.form.id, node.list)
        filled = lines_filled(area)
        known = f"OR({filled}>0,{self.asked.sending.ticked(area)})"
        if not node.column:
            return Operand(filled, known=known)
        col = area.first_col + [item.code for item in area.columns].index(node.column)
        lines = stretch(area.sheet, area.first_row, col, area.last_row, col)
        wanted = node.text.replace('"', '""')
        return Operand(f'SUMPRODUCT(--(TRIM({lines})="{wanted}"))', known=known)


def lines_filled(area: BlockArea) -> str:
    """How many lines of a list or narrative hold anything."""
    last = area.first_col + max(len(area.columns), 1)
    columns = (stretch(area.sheet, area.first_row, c, area.last_row, c) for c in range(area.first_col, last))
    return f"SUMPRODUCT(--({'+'.join(f'(TRIM({column})<>{_EMPTY})' for column in columns)}>0))"


_EMPTY = '""'


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
            [(1, f"IF({lines_filled(area)}=0,1,0)", (area.first_row, area.first_col))] if block.core else []
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
        blanks = f"IF(AND(NOT({ticked}),COUNTA({_typed_part(area)})=0),0,{blanks})"
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


def _typed_part(area: BlockArea) -> str:
    last = area.first_col + (len(area.columns) - 1 if area.block.kind is BlockKind.GRID else 0)
    return stretch(area.sheet, area.first_row, area.first_col, area.last_row, last)
