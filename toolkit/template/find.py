"""Where what a rule reads stands in one workbook: cells of this form and of the round's others, and what is known before."""

from dataclasses import dataclass

from toolkit.form.layout import BlockArea, Slot
from toolkit.form.model import BlockKind, Field, FieldType, Form, Key, Rule
from toolkit.form.rules import At, Count, Day, GridCell, Name, Stated, Sum, Weeks, stated_in
from toolkit.periods import Summed
from toolkit.template.excel_operand import (
    NONE_WORDS,
    Operand,
    anyone,
    cell_operand,
    every,
    literal,
    safe,
    slack_of,
    text,
)
from toolkit.template.excel_rules import Word
from toolkit.template.previous import previous_cell
from toolkit.template.sending import Sending, stretch


@dataclass(frozen=True, slots=True)
class Finder:
    """What a rule's words are in a workbook; `row` is the grid's row or the list's line that it is put to, "" for none."""

    sending: Sending
    form: Form
    rule: Rule
    row: str = ""

    def __call__(self, word: Word) -> Operand:
        match word:
            case Weeks():
                return Operand(ref=str(self.sending.round.period.weeks), known="TRUE")
            case Day(last):
                period = self.sending.round.period
                return literal(period.end if last else period.start)
            case Count():
                return self._count(word, self._area(word.form, word.list))
            case Sum():
                return self._sum(word, self._area(word.form, word.block))
        item, key = self._datum(word)
        code = word.code if isinstance(word, Name) else item.code
        if word.at:
            return self._past(word, item, key)
        area = self.sending.layout.area(key.form, key.block)
        ref = self.sending.cell(self.sending.slots[key])
        if area.block.kind is BlockKind.LIST:
            return cell_operand(ref, item, code)
        ticked, unticked = of_tick(self.sending, area)
        return cell_operand(ref, item, code, ticked, unticked)

    def knows_all(self) -> bool:
        """Whether all that the rule reads is in the workbook: a round may lack a form, a unit may not be asked."""
        return all(self._knows(word) for word in stated_in(self.rule.tree))

    def knows_past(self) -> bool:
        """Whether every value of another period that the rule reads is known."""
        return all(
            self(word).ref
            for word in stated_in(self.rule.tree)
            if isinstance(word, Name | GridCell) and word.at
        )

    def first(self) -> Slot:
        """The first cell the rule reads, where the line's link leads."""
        for word in stated_in(self.rule.tree):
            if isinstance(word, Name | GridCell):
                return self.sending.slots[self._datum(word)[1]]
            block = word.list if isinstance(word, Count) else word.block
            area = self._area(word.form, block)
            return Slot(Key(area.form, block, ""), area.sheet, area.first_row, area.first_col)
        raise ValueError(f"{self.rule.code} reads nothing")

    def _knows(self, word: Stated) -> bool:
        try:
            if isinstance(word, Name | GridCell):
                return self._datum(word)[1] in self.sending.slots
            area = self._area(word.form, word.list if isinstance(word, Count) else word.block)
        except KeyError:
            return False
        return not word.column or any(item.code == word.column for item in area.columns)

    def _form(self, ident: str) -> Form:
        return self.sending.round.form(ident) if ident else self.form

    def _area(self, form: str, block: str) -> BlockArea:
        return self.sending.layout.area(form or self.form.id, block)

    def _datum(self, word: Name | GridCell) -> tuple[Field, Key]:
        """The field and address of a word. Raises KeyError for a form that the round does not have."""
        form = self._form(word.form)
        if isinstance(word, GridCell):
            return form.block(word.grid).column(word.column), Key(
                form.id, word.grid, word.column, word.row, word.column
            )
        if self.rule.block and not word.form:
            item = form.block(self.rule.block).column(word.code)
            return item, Key(form.id, self.rule.block, word.code, self.row, word.code)
        home, item = form.find_field(word.code)
        return item, Key(form.id, home.id, word.code)

    def _past(self, word: Name | GridCell, item: Field, key: Key) -> Operand:
        """What was said in another period: its reference cell where one is shown, else the value itself."""
        stated = self.sending.past.get(word.at, {}).get(key)
        value, summed = (stated.value, stated.of) if isinstance(stated, Summed) else (stated, 1)
        code = word.code if isinstance(word, Name) else item.code
        found = literal(value, slack=slack_of(item, code, summed))
        shown = previous_cell(self.sending, key) if word.at is At.PREVIOUS else ""
        if not shown or not found.ref or found.kind != "number":
            return found
        return Operand(ref=shown, known=f"ISNUMBER({shown})", slack=found.slack)

    def _count(self, word: Count, area: BlockArea) -> Operand:
        filled = lines_filled(area)
        said = f"SUMPRODUCT(--(LOWER(TRIM({_body(area)}))={text(NONE_WORDS)}))>0"
        known = safe(anyone([f"{filled}>0", self.sending.ticked(area), said]))
        if not word.column:
            return Operand(ref=filled, known=known, blank=f"ISNUMBER({filled})")
        lines = _column(area, word.column)
        found = f"SUMPRODUCT(--(TRIM({lines})={text(word.text)}))"
        return Operand(ref=found, known=known, blank=f"ISNUMBER({found})")

    def _sum(self, word: Sum, area: BlockArea) -> Operand:
        """Known when every line with anything in it has its number: a list that is ticked and empty adds up to 0."""
        item = area.block.column(word.column)
        cells = _column(area, word.column)
        wanted = str(len(area.block.rows)) if area.block.kind is BlockKind.GRID else lines_filled(area)
        whole = f"SUMPRODUCT(--(INT({cells})<>{cells}))=0" if item.type is FieldType.COUNT else "TRUE"
        complete = every([f"{wanted}=COUNT({cells})", f"COUNT({cells})>0", whole])
        nothing = (
            every([f"{wanted}=0", self.sending.ticked(area)])
            if area.block.kind is BlockKind.LIST
            else "FALSE"
        )
        slack = slack_of(item, item.code)
        return Operand(
            ref=f"SUM({cells})",
            known=safe(anyone([complete, nothing])),
            slack=slack if slack == "0" else f"({slack}*COUNT({cells}))",
        )


def lines_filled(area: BlockArea) -> str:
    """How many lines of a list or narrative hold anything; "không phát sinh" is nothing."""
    last = area.first_col + max(len(area.columns), 1)
    columns = [stretch(area.sheet, area.first_row, c, area.last_row, c) for c in range(area.first_col, last)]
    return f"SUMPRODUCT(--({'+'.join(map(_written, columns))}>0))"


def is_line_filled(area: BlockArea, row: str) -> str:
    """Whether one line of a list holds anything; an error value is something."""
    at = area.first_row + int(row) - 1
    cells = stretch(area.sheet, at, area.first_col, at, area.first_col + len(area.columns) - 1)
    return f"IFERROR(SUMPRODUCT({_written(cells)})>0,TRUE)"


def is_empty(area: BlockArea) -> str:
    """Whether nothing at all is written in a block; what is computed is blank as long as nothing is."""
    return safe(f'SUMPRODUCT(--(TRIM({_body(area)})<>""))=0')


def of_tick(sending: Sending, area: BlockArea) -> tuple[str, str]:
    """When a block's tick says "không phát sinh" for its blank cells, and when it is clear. Beside figures intake takes
    no notice of a tick, so that nothing is said of that here.
    """
    return every([sending.ticked(area), is_empty(area)]), safe(f'TRIM({sending.tick(area)})=""')


def _written(cells: str) -> str:
    return f'((TRIM({cells})<>"")-(LOWER(TRIM({cells}))={text(NONE_WORDS)}))'


def _body(area: BlockArea) -> str:
    """All cells of a block's data."""
    wide = 1 if area.block.kind is BlockKind.FIELDS else max(len(area.columns), 1)
    return stretch(area.sheet, area.first_row, area.first_col, area.last_row, area.first_col + wide - 1)


def _column(area: BlockArea, code: str) -> str:
    col = area.first_col + [item.code for item in area.columns].index(code)
    return stretch(area.sheet, area.first_row, col, area.last_row, col)
