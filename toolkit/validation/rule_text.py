"""A rule's tree written back in the rule language: what a suite holds, derived fields already put in."""

import json

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
)


def write_rule(tree: Node) -> str:
    """The text that `parse_rule` reads as this very tree."""
    match tree:
        case Number(value):
            return f"{value:f}"
        case String(value):
            return json.dumps(value, ensure_ascii=False)
        case YesNo(value):
            return "yes" if value else "no"
        case Name(code, previous):
            return f"prev({code})" if previous else code
        case Weeks():
            return "weeks"
        case Count(block, column, text):
            inner = f", {column}, {json.dumps(text, ensure_ascii=False)}" if column else ""
            return f"count({block}{inner})"
        case Absolute(of):
            return f"abs({write_rule(of)})"
        case Arithmetic(operator, left, right):
            # Parsing gathers from the left, so only what stands on the right, or binds less, needs brackets.
            tight = isinstance(left, Arithmetic) and operator in "*/" and left.operator in "+-"
            return f"{_in_brackets(left) if tight else write_rule(left)} {operator} {_in_brackets(right)}"
        case Comparison(operator, left, right):
            return f"{_in_brackets(left, Comparison)} {operator} {_in_brackets(right, Comparison)}"
        case And(parts):
            return " and ".join(_in_brackets(part) for part in parts)
        case Or((Not(premise), conclusion)):
            return f"implies({write_rule(premise)}, {write_rule(conclusion)})"
        case Or(parts):
            return " or ".join(_in_brackets(part) for part in parts)
        case Not(of):
            return f"not ({write_rule(of)})"


def _in_brackets(tree: Node, *also: type) -> str:
    """In brackets what would otherwise be read as part of what surrounds it."""
    compound = (And, Or, Not, *also) if also else (Arithmetic, And, Or, Not)
    return f"({write_rule(tree)})" if isinstance(tree, compound) else write_rule(tree)
