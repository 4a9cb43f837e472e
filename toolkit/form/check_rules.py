"""Lint of a form's rules: rules that nobody can be asked, totals that nothing controls, rules that exclude each other."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from toolkit.findings import Finding, Place, Severity, found
from toolkit.form.model import Block, BlockKind, Field, Form, Rule, asks
from toolkit.form.rules import Count, walk
from toolkit.form.rules_linear import Constraint, Term, constraints
from toolkit.units import OWN, Unit

_Found = Iterator[tuple[int, Finding]]


def check_rules(form: Form) -> _Found:
    """Findings on rules, each with the line it belongs to."""
    for rule in form.rules:
        if rule.origin == "form" and not _can_be_asked(form, rule):
            place = Place(form=form.id, block=rule.block)
            yield (
                rule.line,
                found("FRM-002", place, rule=rule.code, line=rule.line, names=", ".join(rule.needs)),
            )
    for block, item, parts in _typed_totals(form):
        place = Place(form=form.id, block=block.id, field=item.code)
        named = ", ".join(part.code for part in parts)
        yield item.line, found("FRM-008", place, line=item.line, label=item.label, parts=named)
    yield from _conflicts(form)


def _can_be_asked(form: Form, rule: Rule) -> bool:
    """Whether some unit, of a level or of a level and type that the form names, is asked for all the rule reads."""
    needed: list[tuple[Block, Field | None]] = []
    if rule.block:
        block = form.block(rule.block)
        needed += [(block, block.column(code)) for code in rule.needs]
    else:
        needed += [form.find_field(code) for code in rule.needs]
        needed += [(form.block(node.list), None) for node in walk(rule.tree) if isinstance(node, Count)]
    words = sorted(
        {word for block, item in needed for word in (*block.asked_of, *(item.asked_of if item else ()))}
    )
    types = [word for word in words if not (word.isascii() and word.islower())]
    units = [
        Unit(code="", name="", type=kind, level=level, parent="")
        for level in (*words, OWN)
        for kind in ("", *types)
    ]
    return any(all(asks(block, item, unit) for block, item in needed) for unit in units)


def _typed_totals(form: Form) -> Iterator[tuple[Block, Field, list[Field]]]:
    """Typed fields printed above parts of their own measure (Mã số 30 over 30.1 and 30.2), read with none by an equality."""
    for block in form.blocks:
        if block.kind is not BlockKind.FIELDS:
            continue
        for item in block.fields:
            if item.is_derived or not item.is_number or not item.number:
                continue
            parts = [
                part
                for part in block.fields
                if part.number.startswith(item.number + ".")
                and part.measure == item.measure
                and not part.is_derived
            ]
            if len(parts) > 1 and not any(_controls(rule, item, parts) for rule in form.rules):
                yield block, item, parts


def _controls(rule: Rule, item: Field, parts: list[Field]) -> bool:
    return (
        rule.origin == "form"
        and item.code in rule.needs
        and not {part.code for part in parts}.isdisjoint(rule.needs)
    )


def _conflicts(form: Form) -> _Found:
    """Error rules on the same sum that no value can satisfy together, such as a == b and a >= b + 1."""
    known: dict[tuple[str, tuple[tuple[Term, Fraction], ...]], list[tuple[Rule, Constraint]]] = defaultdict(
        list
    )
    for rule in form.rules:
        if rule.severity is Severity.ERROR:
            for one in constraints(rule.tree) or ():
                known[rule.block, _direction(one).terms].append((rule, _direction(one)))
    for pairs in known.values():
        lows = [
            (one.constant, one.operator == ">", rule)
            for rule, one in pairs
            if one.operator in {"==", ">=", ">"}
        ]
        highs = [
            (one.constant, one.operator == "<", rule)
            for rule, one in pairs
            if one.operator in {"==", "<=", "<"}
        ]
        if not lows or not highs:
            continue
        low, low_open, first = max(lows, key=lambda end: end[:2])
        high, high_open, second = min(highs, key=lambda end: (end[0], not end[1]))
        if low > high or (low == high and (low_open or high_open)):
            later, other = sorted((first, second), key=lambda rule: -rule.line)
            place = Place(form=form.id, block=later.block)
            yield later.line, found("FRM-012", place, rule=later.code, line=later.line, other=other.code)


def _direction(one: Constraint) -> Constraint:
    """The same constraint with its terms in one order and a first coefficient of 1, so that equal sums compare equal."""
    terms = sorted(one.terms, key=lambda pair: repr(pair[0]))
    if not terms:
        return one
    scale = 1 / terms[0][1]
    mirrored = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
    operator = mirrored.get(one.operator, one.operator) if scale < 0 else one.operator
    scaled = tuple((term, coefficient * scale) for term, coefficient in terms)
    return Constraint(scaled, operator, one.constant * scale, one.positive)
