"""The rule language: an expression a clerk can read, parsed once into a tree that every reader shares.

    dossier_received == dossier_online + dossier_direct_post
    2 <= pop_total / household_total <= 6.5
    implies(par_comm_plan == yes, count(directive_doc_list, type, "Kế hoạch") >= 1)
    received_carried_over == prev(pending_total)

Words: names of fields, numbers, "texts", yes, no; + - * /; == != < <= > >=; and, or, not;
abs(x), implies(a, b), count(list), count(list, column, "text"), prev(field), weeks (whole weeks of the period).
Parsed with `ast`, never evaluated by Python.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal


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
    """A field's value this period; with `previous` that of the period before."""

    code: str
    previous: bool = False


@dataclass(frozen=True, slots=True)
class Weeks:
    """Whole weeks of the round's period."""


@dataclass(frozen=True, slots=True)
class Count:
    """Filled lines of a list, or those whose column holds a text."""

    list: str
    column: str = ""
    text: str = ""


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


Node = Number | String | YesNo | Name | Weeks | Count | Arithmetic | Absolute | Comparison | And | Or | Not


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
    sides = [_convert(side, text) for side in (node.left, *node.comparators)]
    steps: list[Node] = []
    for op, left, right in zip(node.ops, sides, sides[1:], strict=False):
        if type(op) not in _COMPARISON:
            raise RuleSyntaxError("form.rule_word", ast.unparse(node))
        steps.append(Comparison(_COMPARISON[type(op)], left, right))
    return steps[0] if len(steps) == 1 else And(tuple(steps))


def _absolute(args: tuple[ast.expr, ...], text: str) -> Node:
    _expect(args, {1}, text)
    return Absolute(_convert(args[0], text))


def _implies(args: tuple[ast.expr, ...], text: str) -> Node:
    _expect(args, {2}, text)
    return Or((Not(_convert(args[0], text)), _convert(args[1], text)))


def _previous(args: tuple[ast.expr, ...], text: str) -> Node:
    _expect(args, {1}, text)
    if not isinstance(args[0], ast.Name):
        raise RuleSyntaxError("form.rule_word", ast.unparse(args[0]))
    return Name(args[0].id, previous=True)


def _count(args: tuple[ast.expr, ...], text: str) -> Node:
    _expect(args, {1, 3}, text)
    match args:
        case (ast.Name(id=block),):
            return Count(block)
        case (ast.Name(id=block), ast.Name(id=column), ast.Constant(value=str(wanted))):
            return Count(block, column, wanted)
    raise RuleSyntaxError("form.rule_word", text)


def _expect(args: tuple[ast.expr, ...], counts: set[int], text: str) -> None:
    if len(args) not in counts:
        raise RuleSyntaxError("form.rule_arguments", text)


_FUNCTIONS: dict[str, Callable[[tuple[ast.expr, ...], str], Node]] = {
    "abs": _absolute,
    "implies": _implies,
    "prev": _previous,
    "count": _count,
}
