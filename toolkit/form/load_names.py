"""What a name means in a rule: the fields in reach, and what may be compared with what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from toolkit.form.load_part import hint, wrong
from toolkit.form.model import Block, BlockKind, Field, FieldType
from toolkit.form.rules import (
    Absolute,
    And,
    Arithmetic,
    Comparison,
    Count,
    Name,
    Node,
    Not,
    Number,
    Or,
    String,
    Weeks,
    YesNo,
    names_in,
)

_ORDERED = {"<", "<=", ">", ">="}


class _Kind(StrEnum):
    """What an expression yields."""

    NUMBER = "number"
    YES_NO = "yes_no"
    TEXT = "text"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Scope:
    """The names one rule may use: `fields` by name (`x_num`, `x_den` of typed rates too), the `lists`, and the names that
    stand in a grid (`elsewhere`: name to grid), for a better complaint. `off` are switched off in the form.
    """

    file: str
    fields: Mapping[str, Field]
    lists: Mapping[str, Block]
    elsewhere: Mapping[str, str]
    off: frozenset[str]

    def check(self, tree: Node, line: int) -> None:
        """Raise FormError for an unknown name, or for sides that cannot be compared."""
        _check_condition(self, tree, line)

    def kind_of(self, tree: Node, line: int) -> _Kind:
        """What an expression yields, its names known and its parts fitting. Raises FormError."""
        match tree:
            case Number() | Weeks():
                return _Kind.NUMBER
            case String():
                return _Kind.TEXT
            case YesNo():
                return _Kind.YES_NO
            case Name(code):
                return _kind_of_field(self.named(code, line))
            case Count():
                self._check_count(tree, line)
                return _Kind.NUMBER
            case Arithmetic(_, left, right):
                for part in (left, right):
                    self._want_number(part, line)
                return _Kind.NUMBER
            case Absolute(of):
                self._want_number(of, line)
                return _Kind.NUMBER
            case And() | Or() | Not() | Comparison():
                self.check(tree, line)
        return _Kind.YES_NO

    def named(self, code: str, line: int) -> Field:
        """The field of a name. Raises FormError."""
        if code in self.fields:
            return self.fields[code]
        if code in self.elsewhere:
            raise wrong("form.rule_grid_column", self.file, line, raw=code, grid=self.elsewhere[code])
        if code in self.lists:
            raise wrong("form.rule_list", self.file, line, raw=code)
        raise wrong("form.name_unknown", self.file, line, raw=code, hint=hint(code, self.fields))

    def _want_number(self, part: Node, line: int) -> None:
        if self.kind_of(part, line) is not _Kind.NUMBER:
            self.misfit(part, line)

    def misfit(self, part: Node, line: int) -> NoReturn:
        """Complain of a part of the wrong kind."""
        names = [name.code for name in names_in(part)] or [str(getattr(part, "value", ""))]
        raise wrong("form.rule_types", self.file, line, raw=names[0])

    def _check_count(self, count: Count, line: int) -> None:
        if count.list not in self.lists:
            raise wrong(
                "form.list_unknown", self.file, line, raw=count.list, hint=hint(count.list, self.lists)
            )
        columns = {item.code: item for item in self.lists[count.list].fields}
        if count.column and count.column not in columns:
            raise wrong(
                "form.name_unknown", self.file, line, raw=count.column, hint=hint(count.column, columns)
            )
        if count.column:
            self.check_choice(columns[count.column], count.text, line)

    def check_choice(self, item: Field, text: str, line: int) -> None:
        """A text compared with a field of choices must be one of them."""
        if item.choices and text not in item.choices:
            raise wrong(
                "form.rule_choice",
                self.file,
                line,
                raw=text,
                expected=item.choices,
                hint=hint(text, item.choices),
            )


def _kind_of_field(item: Field) -> _Kind:
    return {FieldType.YES_NO: _Kind.YES_NO, FieldType.TEXT: _Kind.TEXT, FieldType.DATE: _Kind.DATE}.get(
        item.type, _Kind.NUMBER
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
            if one is not two or (operator in _ORDERED and one not in {_Kind.NUMBER, _Kind.DATE}):
                scope.misfit(right if list(names_in(right)) else left, line)
            for side, other in ((left, right), (right, left)):
                if isinstance(side, Name) and isinstance(other, String):
                    scope.check_choice(scope.named(side.code, line), other.value, line)
        case _:
            if scope.kind_of(tree, line) is not _Kind.YES_NO:
                scope.misfit(tree, line)


def scopes(blocks: Iterable[Block], off: frozenset[str], file: str) -> dict[str, Scope]:
    """The names known to the form's rules (under "") and to each grid's rules (under its id)."""
    everything = tuple(blocks)
    grids = [block for block in everything if block.kind is BlockKind.GRID]
    lists = {block.id: block for block in everything if block.kind is BlockKind.LIST}
    fields = [item for block in everything if block.kind is BlockKind.FIELDS for item in block.fields]
    columns = {item.code: block.id for block in grids for item in block.fields}
    found = {"": Scope(file, _named(fields), lists, columns, off)}
    for block in grids:
        found[block.id] = Scope(file, _named(block.fields), {}, {}, off)
    return found


def _named(fields: Iterable[Field]) -> dict[str, Field]:
    known: dict[str, Field] = {}
    for item in fields:
        known[item.code] = item
        if item.is_typed_rate:
            known |= dict.fromkeys(item.pair, item)
    return known
