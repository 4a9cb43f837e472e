"""What a name means in a rule: the fields, lists and grids in reach, and what may be compared with what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NoReturn

from toolkit.errors import FormError
from toolkit.form.load_part import hint, wrong
from toolkit.form.model import Block, BlockKind, Field, FieldType
from toolkit.form.rules import (
    Absolute,
    And,
    Arithmetic,
    At,
    Comparison,
    Count,
    Day,
    Filled,
    GridCell,
    Name,
    Node,
    Not,
    Number,
    Or,
    String,
    Sum,
    Term,
    Weeks,
    YesNo,
    stated_in,
)

_ORDERED = {"<", "<=", ">", ">="}


class Kind(StrEnum):
    """What an expression yields. ANY: a value of another form that is not at hand, a number, a date or yes/no."""

    NUMBER = "number"
    YES_NO = "yes_no"
    TEXT = "text"
    DATE = "date"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The names one rule may use: `fields` by name (`x_num`, `x_den` of typed rates too), the `lists` and the `grids`.

    `elsewhere` are names of the form that this rule may not use, with the block they stand in; `block` is set for rules
    of one block, which read its columns only. `others` are the other forms at hand; what is not among them is believed.
    `off` are switched off in the form. `zeros`: a blank counts as 0 in this rule, so that two blanks that are no numbers
    must not meet.
    """

    file: str
    form: str
    fields: Mapping[str, Field]
    block: Block | None = None
    lists: Mapping[str, Block] = field(default_factory=dict)
    grids: Mapping[str, Block] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, "Scope"] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    zeros: bool = False

    def check(self, tree: Node, line: int) -> None:
        """Raise FormError for an unknown name, or for sides that cannot be compared."""
        _check_condition(self, tree, line)

    def kind_of(self, tree: Node, line: int) -> Kind:
        """What an expression yields, its names known and its parts fitting. Raises FormError."""
        match tree:
            case Name() | GridCell() | Sum() | Count():
                return self._kind_of_stated(tree, line)
            case Number() | Weeks():
                return Kind.NUMBER
            case String():
                return Kind.TEXT
            case Day():
                return Kind.DATE
            case Filled(of):
                self.kind_of(of, line)
            case Arithmetic(_, left, right):
                for part in (left, right):
                    self._want_number(part, line)
                return Kind.NUMBER
            case Absolute(of):
                self._want_number(of, line)
                return Kind.NUMBER
            case And() | Or() | Not() | Comparison():
                self.check(tree, line)
            case YesNo():
                pass
        return Kind.YES_NO

    def _kind_of_stated(self, node: Name | GridCell | Sum | Count, line: int) -> Kind:
        if node.form:
            return self._kind_elsewhere(node, line)
        if isinstance(node, Count):
            self._check_count(node, line)
            return Kind.NUMBER
        item = self.item_of(node, line)
        if isinstance(node, Sum):
            return Kind.NUMBER
        kind = _kind_of_field(item)
        if node.at is At.PARTS and kind is not Kind.NUMBER:
            self.misfit(node, line)
        if node.at and self.block is not None and self.block.kind is BlockKind.LIST:
            raise wrong("form.rule_list_past", self.file, line, raw=item.code)
        return kind

    def _kind_elsewhere(self, node: Name | GridCell | Sum | Count, line: int) -> Kind:
        """Of what another form says: as that form has it, where it is at hand."""
        plain = replace(node, form="")
        past = isinstance(node, Name | GridCell) and node.at is not At.NOW
        if self.block is not None or node.form == self.form or past:
            raise wrong("form.rule_other", self.file, line, raw=f"{node.form}.{_code(node)}")
        other = self.others.get(node.form)
        if other is None:
            return Kind.ANY if isinstance(node, Name) else Kind.NUMBER
        try:
            kind = other.kind_of(plain, line)
        except FormError:
            raise wrong("form.rule_other_lacks", self.file, line, form=node.form, raw=_code(node)) from None
        if kind is Kind.TEXT:
            self.misfit(node, line)
        return kind

    def item_of(self, node: Name | GridCell | Sum, line: int) -> Field:
        """The field or column of what this form or block states. Raises FormError."""
        match node:
            case Name(code):
                return self.named(code, line)
            case GridCell(grid, row, column):
                block = self._block(grid, self.grids, line, "form.cell_unknown")
                rows = [one.code for one in block.rows]
                if row not in rows:
                    raise wrong("form.row_unknown", self.file, line, raw=row, grid=grid, hint=hint(row, rows))
                return self._column(block, column, line)
            case Sum(block_id, column):
                block = self._block(block_id, {**self.grids, **self.lists}, line, "form.sum_unknown")
                item = self._column(block, column, line)
                if item.type not in {FieldType.COUNT, FieldType.AMOUNT}:
                    raise wrong("form.sum_column", self.file, line, raw=column)
                return item

    def field_at(self, node: Term) -> Field | None:
        """The field behind a known name, cell or sum of this form; None for anything else."""
        return self.item_of(node, 0) if isinstance(node, Name | GridCell | Sum) and not node.form else None

    def derived(self, node: Name | GridCell) -> Field | None:
        """The derived field that a known name or cell of this form stands for, if it is one."""
        item = self.field_at(node)
        return item if item is not None and item.is_derived else None

    def named(self, code: str, line: int) -> Field:
        """The field of a name. Raises FormError."""
        if code in self.fields:
            return self.fields[code]
        if self.block is not None and code in self.elsewhere:
            raise wrong("form.rule_block_only", self.file, line, raw=code, block=self.block.id)
        if code in self.elsewhere:
            raise wrong("form.rule_grid_column", self.file, line, raw=code, grid=self.elsewhere[code])
        if code in self.lists:
            raise wrong("form.rule_list", self.file, line, raw=code)
        raise wrong("form.name_unknown", self.file, line, raw=code, hint=hint(code, self.fields))

    def _block(self, code: str, known: Mapping[str, Block], line: int, key: str) -> Block:
        if self.block is not None:
            raise wrong("form.rule_block_only", self.file, line, raw=code, block=self.block.id)
        if code not in known:
            raise wrong(key, self.file, line, raw=code, hint=hint(code, known))
        return known[code]

    def _column(self, block: Block, code: str, line: int) -> Field:
        columns = {item.code: item for item in block.fields}
        if code not in columns:
            raise wrong("form.name_unknown", self.file, line, raw=code, hint=hint(code, columns))
        return columns[code]

    def _want_number(self, part: Node, line: int) -> None:
        if self.kind_of(part, line) not in {Kind.NUMBER, Kind.ANY}:
            self.misfit(part, line)

    def misfit(self, part: Node, line: int) -> NoReturn:
        """Complain of a part of the wrong kind."""
        names = [_code(node) for node in stated_in(part)] or [str(getattr(part, "value", ""))]
        raise wrong("form.rule_types", self.file, line, raw=names[0])

    def _check_count(self, count: Count, line: int) -> None:
        block = self._block(count.list, self.lists, line, "form.list_unknown")
        if count.column:
            self.check_choice(self._column(block, count.column, line), count.text, line)

    def check_choice(self, item: Field, text: str, line: int) -> None:
        """A text compared with a field of choices must be one of them."""
        if item.choices and text not in item.choices:
            near = hint(text, item.choices)
            raise wrong("form.rule_choice", self.file, line, raw=text, expected=item.choices, hint=near)


def _code(node: Name | GridCell | Sum | Count) -> str:
    match node:
        case Name(code):
            return code
        case Count(block):
            return block
        case GridCell(block, row, column):
            return f"{block}, {row}, {column}"
        case Sum(block, column):
            return f"{block}, {column}"


def _kind_of_field(item: Field) -> Kind:
    return {FieldType.YES_NO: Kind.YES_NO, FieldType.TEXT: Kind.TEXT, FieldType.DATE: Kind.DATE}.get(
        item.type, Kind.NUMBER
    )


def _check_condition(scope: Scope, tree: Node, line: int) -> None:
    match tree:
        case And(parts) | Or(parts):
            for part in parts:
                _check_condition(scope, part, line)
        case Not(of):
            _check_condition(scope, of, line)
        case Comparison(operator, left, right):
            one, two = scope.kind_of(left, line), scope.kind_of(right, line)
            if not _comparable(operator, one, two):
                scope.misfit(right if list(stated_in(right)) else left, line)
            numbers = {one, two} <= {Kind.NUMBER, Kind.ANY}
            if scope.zeros and isinstance(left, Name) and isinstance(right, Name) and not numbers:
                raise wrong("form.zero_kinds", scope.file, line, raw=left.code)
            for side, other in ((left, right), (right, left)):
                if isinstance(side, Name) and isinstance(other, String):
                    scope.check_choice(scope.named(side.code, line), other.value, line)
        case _:
            if scope.kind_of(tree, line) not in {Kind.YES_NO, Kind.ANY}:
                scope.misfit(tree, line)


def _comparable(operator: str, one: Kind, two: Kind) -> bool:
    """Like with like; of another form's unknown value only that it is no text."""
    if one is not two and Kind.ANY not in {one, two}:
        return False
    kinds = {one, two} - {Kind.ANY}
    if Kind.ANY in {one, two} and Kind.TEXT in kinds:
        return False
    return operator not in _ORDERED or kinds <= {Kind.NUMBER, Kind.DATE}


def scopes(blocks: Iterable[Block], off: frozenset[str], file: str, form: str) -> dict[str, Scope]:
    """The names known to the form's rules (under "") and to the rules of each grid and list (under its id)."""
    everything = tuple(blocks)
    lists = {block.id: block for block in everything if block.kind is BlockKind.LIST}
    grids = {block.id: block for block in everything if block.kind is BlockKind.GRID}
    fields = _named(item for block in everything if block.kind is BlockKind.FIELDS for item in block.fields)
    columns = {item.code: block.id for block in grids.values() for item in block.fields}
    known = Scope(file=file, form=form, fields=fields, lists=lists, grids=grids, elsewhere=columns, off=off)
    found = {"": known}
    for block in (*grids.values(), *lists.values()):
        inside = _named(block.fields)
        outside = {code: "" for code in (*fields, *columns) if code not in inside}
        found[block.id] = Scope(file=file, form=form, fields=inside, block=block, elsewhere=outside, off=off)
    return found


def _named(fields: Iterable[Field]) -> dict[str, Field]:
    known: dict[str, Field] = {}
    for item in fields:
        known[item.code] = item
        if item.is_typed_rate:
            known |= dict.fromkeys(item.pair, item)
    return known
