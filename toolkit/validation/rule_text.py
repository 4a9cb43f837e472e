"""A rule's tree written back in the rule language: what a suite holds, derived fields already put in."""

import json

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


def write_rule(tree: Node) -> str:
    """The text that `parse_rule` reads as this very tree."""
    match tree:
        case Number(value):
            return f"{value:f}"
        case String(value):
            return json.dumps(value, ensure_ascii=False)
        case YesNo(value):
            return "yes" if value else "no"
        case Name(code, at, form):
            return _at(at, _of_form(form, code))
        case GridCell(grid, row, column, at, form):
            return _at(at, f"cell({_of_form(form, grid)}, {row}, {column})")
        case Sum(block, column, form):
            return f"sum({_of_form(form, block)}, {column})"
        case Filled(of):
            return f"filled({write_rule(of)})"
        case Day(last):
            return "last_day" if last else "first_day"
        case Weeks():
            return "weeks"
        case Count(block, column, text, form):
            inner = f", {column}, {json.dumps(text, ensure_ascii=False)}" if column else ""
            return f"count({_of_form(form, block)}{inner})"
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


def _at(at: At, term: str) -> str:
    return f"{at}({term})" if at else term


def _of_form(form: str, code: str) -> str:
    return f"{form}.{code}" if form else code


def _in_brackets(tree: Node, *also: type) -> str:
    """In brackets what would otherwise be read as part of what surrounds it."""
    compound = (And, Or, Not, *also) if also else (Arithmetic, And, Or, Not)
    return f"({write_rule(tree)})" if isinstance(tree, compound) else write_rule(tree)
