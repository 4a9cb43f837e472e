"""Reading a check: the text of a rule to its tree. Parsed with `ast`, never evaluated by Python."""

import ast
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

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
    Weeks,
    YesNo,
)


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
    if not isinstance(tree, Comparison | And | Or | Not | Filled):
        raise RuleSyntaxError("form.rule_no_condition", check)
    return tree


def parse_expression(text: str) -> Node:
    """Any expression of the language (a derived field's formula, say). Raises RuleSyntaxError."""
    try:
        body = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        raise RuleSyntaxError("form.rule_syntax", text) from None
    return _convert(body, text)


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
    sides = [node.left, *node.comparators]
    steps: list[Node] = []
    for op, left, right in zip(node.ops, sides, node.comparators, strict=False):
        one = _convert(left, text)
        if isinstance(op, ast.In | ast.NotIn):
            same = tuple(Comparison("==", one, item) for item in _members(right, text))
            among = same[0] if len(same) == 1 else Or(same)
            steps.append(among if isinstance(op, ast.In) else Not(among))
        elif type(op) in _COMPARISON:
            steps.append(Comparison(_COMPARISON[type(op)], one, _convert(right, text)))
        else:
            raise RuleSyntaxError("form.rule_word", ast.unparse(node))
    return steps[0] if len(steps) == 1 else And(tuple(steps))


def _members(node: ast.expr, text: str) -> tuple[Node, ...]:
    """The literals of a set; ("a") is one to a clerk, though not to Python."""
    items = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]
    parts = tuple(_convert(item, text) for item in items)
    if not parts or not all(isinstance(part, Number | String) for part in parts):
        raise RuleSyntaxError("form.rule_word", ast.unparse(node))
    return parts


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
    of = _value_of(args, text)
    if of.at:
        raise RuleSyntaxError("form.rule_word", text)
    return Filled(of)


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

WORDS = frozenset({"yes", "no", "weeks", "first_day", "last_day", *_FUNCTIONS})
"""What means something by itself in a check, so that no field can have it as its code."""
