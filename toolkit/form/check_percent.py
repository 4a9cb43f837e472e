"""Percentages that would be added up or averaged: what a form must never ask a program to do."""

from collections.abc import Iterator

from toolkit.findings import Finding, Place, found
from toolkit.form.check_linear import Reach
from toolkit.form.model import BlockKind, Field, FieldType, Form, Rollup
from toolkit.form.rules import Arithmetic, GridCell, Name, Node, Number, Sum, Term, terms_in, walk
from toolkit.text import say

_Found = Iterator[tuple[int, Finding]]


def check_percent(form: Form) -> _Found:
    """Fields in % that are no rates, and rules and formulas that add rates; each with its line."""
    for block in form.blocks:
        reach = Reach(form, block.id if block.kind is not BlockKind.FIELDS else "")
        for item in block.fields:
            place = Place(form=form.id, block=block.id, field=item.code)
            yield from _of_field(item, place)
            if item.formula_tree is not None:
                names = _added_rates(item.formula_tree, reach)
                if names:
                    what = say("check.the_field", label=item.label)
                    yield (
                        item.line,
                        found("FRM-018", place, line=item.line, what=what, names=", ".join(names)),
                    )
    for rule in form.rules:
        names = _added_rates(rule.tree, Reach(form, rule.block))
        if names and rule.origin == "form":
            place = Place(form=form.id, block=rule.block)
            what = say("check.the_rule", rule=rule.code)
            yield (
                rule.line,
                found("FRM-018", place, rule=rule.code, line=rule.line, what=what, names=", ".join(names)),
            )


def _of_field(item: Field, place: Place) -> _Found:
    """One that is summed over units is an error, one that cannot be rolled up a warning."""
    if not is_percent(item) or item.type is FieldType.RATE:
        return
    if item.rollup is Rollup.SUM:
        yield item.line, found("FRM-001", place, line=item.line, label=item.label)
    elif item.is_number:
        yield item.line, found("FRM-019", place, line=item.line, label=item.label, type=item.type.value)


def is_percent(item: Field) -> bool:
    """Whether a field's values are rates, by type or by measure."""
    return item.type is FieldType.RATE or (item.is_number and "%" in item.measure.vi)


def _added_rates(tree: Node, reach: Reach) -> list[str]:
    """What a rate is made of, of rates that are added to each other; a difference of rates, or a limit, is none."""
    for node in walk(tree):
        if isinstance(node, Sum) and (item := reach.field(node)) and is_percent(item):
            return [f"sum({node.block}, {node.column})"]
        if isinstance(node, Arithmetic) and node.operator == "+":
            left, right = _rate_in(node.left, reach), _rate_in(node.right, reach)
            if left and right:
                return list(dict.fromkeys(_word(term) for side in (left, right) for term in side))
    return []


def _rate_in(node: Node, reach: Reach) -> tuple[Term, ...]:
    """The terms of the rate that a summand is, has as a part of its sum, or is a multiple of; empty when it is none."""
    match node:
        case Name() | GridCell():
            item = reach.field(node)
            of_pair = isinstance(node, Name) and item is not None and node.code != item.code
            return (node,) if item is not None and is_percent(item) and not of_pair else ()
        case Arithmetic("/", top, under):
            if any(True for _ in terms_in(under)):
                return tuple(terms_in(node)) if any(True for _ in terms_in(top)) else ()
            return _rate_in(top, reach)
        case Arithmetic("*", Number(), inner) | Arithmetic("*", inner, Number()):
            return _rate_in(inner, reach)
        case Arithmetic("+" | "-", left, right):
            return _rate_in(left, reach) or _rate_in(right, reach)
    return ()


def _word(term: Term) -> str:
    match term:
        case Name(code):
            return code
        case GridCell(grid, row, column):
            return f"cell({grid}, {row}, {column})"
    return str(term)
