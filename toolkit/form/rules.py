"""The rule language: an expression a clerk can read, parsed once into a tree that every reader shares.

    dossier_received == dossier_online + dossier_direct_post
    2 <= pop_total / household_total <= 6.5
    implies(par_comm_plan == yes, count(directive_doc_list, type, "Kế hoạch") >= 1)
    received_carried_over == prev(pending_total)

Words: names of fields, numbers, "texts", yes, no; + - * /; == != < <= > >=; and, or, not;
x in ("a", "b"); abs(x), implies(a, b), filled(x); count(list), count(list, column, "text"), sum(block, column),
cell(grid, row, column); prev(x), year_before(x), so_far(x), parts(x); weeks (whole weeks of the period), first_day,
last_day. A field, list or grid of another form of the round is written form.code.
Parsed with `ast`, never evaluated by Python.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum


class At(StrEnum):
    """Of which period a value is asked. The words are those of the language, but for the present one's.

    PREVIOUS: the period of the same kind just before. YEAR_BEFORE: the same period last year. SO_FAR: what the newest
    period of the same year that ends before this one says (a running total's last state; unknown in a year's first).
    PARTS: what the periods that this one is made of come to, unknown unless all of them are there.
    """

    NOW = ""
    PREVIOUS = "prev"
    YEAR_BEFORE = "year_before"
    SO_FAR = "so_far"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Number:
    """A literal number, exact as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class String:
    """A literal text."""

    value: str


@dataclass(frozen=True, slots=True)
class YesNo:
    """The words yes and no."""

    value: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A field's value, `at` this period or another; `form` is set when it is another form's of the same round."""

    code: str
    at: At = At.NOW
    form: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid, for rules of the form's fields: `cell(grid, row, column)`."""

    grid: str
    row: str
    column: str
    at: At = At.NOW
    form: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A grid's column over its rows, or a list's over its filled lines: `sum(block, column)`."""

    block: str
    column: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The period's first or last day: the words first_day and last_day."""

    last: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """Whether something is stated, "không phát sinh" included: `filled(x)`. Unknown only of what cannot be read."""

    of: "Name | GridCell"


@dataclass(frozen=True, slots=True)
class Weeks:
    """Whole weeks of the round's period."""


@dataclass(frozen=True, slots=True)
class Count:
    """Filled lines of a list, or those whose column holds a text."""

    list: str
    column: str = ""
    text: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`operator` is one of + - * /."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Absolute:
    """|x|."""

    of: "Node"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`operator` is one of == != < <= > >=; a chain is an And of two."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All must hold."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One must hold; `implies(a, b)` is Or(Not(a), b)."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    of: "Node"


Term = Name | GridCell | Count | Sum | Weeks | Day | Filled
"""What is looked up: everything that is no literal and no operation."""

Node = Number | String | YesNo | Term | Arithmetic | Absolute | Comparison | And | Or | Not


class RuleSyntaxError(ValueError):
    """A check that the language does not know; `key` names the catalogue's message, `word` what is wrong."""

    def __init__(self, key: str, word: str) -> None:
        super().__init__(f"{key}: {word}")
        self.key = key
        self.word = word


_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISON: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip


def parse_rule(check: str) -> Node:
    """A check to its tree; its outermost part must be a condition. Raises RuleSyntaxError."""
    tree = parse_expression(check)
    if not isinstance(tree, Comparison | And | Or | Not):
        raise RuleSyntaxError("form.rule_no_condition", check)
    return tree


def parse_expression(text: str) -> Node:
    """Any expression of the language (a derived field's formula, say). Raises RuleSyntaxError."""
    try:
        body = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        raise RuleSyntaxError("form.rule_syntax", text) from None
    return _convert(body, text)


def names_in(tree: Node) -> Iterator[Name]:
    """Every field name, in order of appearance, repeated ones repeated."""
    for node in walk(tree):
        if isinstance(node, Name):
            yield node


def walk(tree: Node) -> Iterator[Node]:
    """The tree and all its parts, top down, left to right."""
    yield tree
    match tree:
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            parts: tuple[Node, ...] = (left, right)
        case And(inner) | Or(inner):
            parts = inner
        case Not(of) | Absolute(of):
            parts = (of,)
        case _:
            parts = ()
    for part in parts:
        yield from walk(part)


def _convert(node: ast.expr, text: str) -> Node:
    match node:
        case ast.Constant(value=bool() | None):
            raise RuleSyntaxError("form.rule_word", ast.unparse(node))
        case ast.Constant(value=int() | float()):
            return Number(Decimal(ast.get_source_segment(text.strip(), node) or str(node.value)))
        case ast.Constant(value=str(value)):
            return String(value)
        case ast.Name(id="yes" | "no" as word):
            return YesNo(word == "yes")
        case ast.Name(id="weeks"):
            return Weeks()
        case ast.Name(id="first_day" | "last_day" as word):
            return Day(word == "last_day")
        case ast.Attribute(value=ast.Name(id=form), attr=code):
            return Name(code, form=form)
        case ast.Name(id=code):
            return Name(code)
        case ast.BinOp(left, op, right) if type(op) in _ARITHMETIC:
            return Arithmetic(_ARITHMETIC[type(op)], _convert(left, text), _convert(right, text))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Arithmetic("-", Number(Decimal(0)), _convert(operand, text))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_convert(operand, text))
        case ast.BoolOp(op, values):
            parts = tuple(_convert(value, text) for value in values)
            return And(parts) if isinstance(op, ast.And) else Or(parts)
        case ast.Compare():
            return _convert_comparison(node, text)
        case ast.Call(func=ast.Name(id=word), args=args, keywords=[]) if word in _FUNCTIONS:
            return _FUNCTIONS[word](tuple(args), text)
    raise RuleSyntaxError("form.rule_word", ast.unparse(node))


def _convert_comparison(node: ast.Compare, text: str) -> Node:
    sides = [_side(side, text) for side in (node.left, *node.comparators)]
    steps: list[Node] = []
    for op, left, right in zip(node.ops, sides, sides[1:], strict=False):
        if isinstance(op, ast.In | ast.NotIn) and isinstance(right, Or):
            among = Or(tuple(Comparison("==", left, item) for item in right.parts))
            steps.append(among if isinstance(op, ast.In) else Not(among))
            continue
        if type(op) not in _COMPARISON or isinstance(left, Or) or isinstance(right, Or):
            raise RuleSyntaxError("form.rule_word", ast.unparse(node))
        steps.append(Comparison(_COMPARISON[type(op)], left, right))
    return steps[0] if len(steps) == 1 else And(tuple(steps))


def _side(node: ast.expr, text: str) -> Node:
    """A side of a comparison; a set of literals becomes an Or of them, for `in` to take apart."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        parts = tuple(_convert(item, text) for item in node.elts)
        if parts and all(isinstance(part, Number | String) for part in parts):
            return Or(parts)
        raise RuleSyntaxError("form.rule_word", ast.unparse(node))
    return _convert(node, text)


def _absolute(args: tuple[ast.expr, ...], text: str) -> Node:
    _expect(args, {1}, text)
    return Absolute(_convert(args[0], text))


def _implies(args: tuple[ast.expr, ...], text: str) -> Node:
    _expect(args, {2}, text)
    return Or((Not(_convert(args[0], text)), _convert(args[1], text)))


def _at(at: At) -> Callable[[tuple[ast.expr, ...], str], Node]:
    def convert(args: tuple[ast.expr, ...], text: str) -> Node:
        of = _value_of(args, text)
        if of.at:
            raise RuleSyntaxError("form.rule_word", text)
        return replace(of, at=at)

    return convert


def _filled(args: tuple[ast.expr, ...], text: str) -> Node:
    return Filled(_value_of(args, text))


def _value_of(args: tuple[ast.expr, ...], text: str) -> Name | GridCell:
    _expect(args, {1}, text)
    of = _convert(args[0], text)
    if not isinstance(of, Name | GridCell):
        raise RuleSyntaxError("form.rule_word", ast.unparse(args[0]))
    return of


def _count(args: tuple[ast.expr, ...], text: str) -> Node:
    _expect(args, {1, 3}, text)
    match args:
        case (block,):
            form, code = _block(block)
            return Count(code, form=form)
        case (block, ast.Name(id=column), ast.Constant(value=str(wanted))):
            form, code = _block(block)
            return Count(code, column, wanted, form)
    raise RuleSyntaxError("form.rule_word", text)


def _sum(args: tuple[ast.expr, ...], text: str) -> Node:
    _expect(args, {2}, text)
    if not isinstance(args[1], ast.Name):
        raise RuleSyntaxError("form.rule_word", ast.unparse(args[1]))
    form, code = _block(args[0])
    return Sum(code, args[1].id, form)


def _cell(args: tuple[ast.expr, ...], text: str) -> Node:
    _expect(args, {3}, text)
    match args[1:]:
        case (ast.Name(id=row), ast.Name(id=column)):
            form, code = _block(args[0])
            return GridCell(code, row, column, form=form)
    raise RuleSyntaxError("form.rule_word", text)


def _block(node: ast.expr) -> tuple[str, str]:
    """The form ("" for this one) and the code of a block."""
    match node:
        case ast.Name(id=code):
            return "", code
        case ast.Attribute(value=ast.Name(id=form), attr=code):
            return form, code
    raise RuleSyntaxError("form.rule_word", ast.unparse(node))


def _expect(args: tuple[ast.expr, ...], counts: set[int], text: str) -> None:
    if len(args) not in counts:
        raise RuleSyntaxError("form.rule_arguments", text)


_FUNCTIONS: dict[str, Callable[[tuple[ast.expr, ...], str], Node]] = {
    "abs": _absolute,
    "implies": _implies,
    "count": _count,
    "sum": _sum,
    "cell": _cell,
    "filled": _filled,
    **{str(at): _at(at) for at in At if at},
}
