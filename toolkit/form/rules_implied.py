"""The rules that a field's own properties imply: bounds, usual bounds, a rate's pair, a stated rate, what time asks.

Codes are `<field>__bounds` (error), `<field>__usual` (warning), `<field>__pair` (error), `<field>__stated` (warning), and
of typed numbers `<field>__so_far` (warning: what is cumulative never falls within a year) and `<field>__parts` (warning:
what adds up over time is what its parts came to, six months the two quarters; domain.md X12, X13). A form's own codes
hold no double underscore. A list's columns imply none: lists are checked line by line. Checks name
typed fields only, a derived one by its formula, since a derived field carries no rule of its own but its bounds.
"""

from collections.abc import Iterator
from decimal import Decimal

from toolkit.findings import Severity
from toolkit.form.model import Block, BlockKind, Field, FieldType, Missing, OverTime, Rule
from toolkit.form.rules import names_in
from toolkit.form.rules_parse import parse_rule
from toolkit.text import Text, number_text, say

STATED_WITHIN = Decimal("0.01")
"""Percentage points by which a stated rate may differ from its pair (domain.md X10)."""

_ORIGIN = {"pair": "rate", "stated": "rate", "so_far": "time", "parts": "time"}


def implied_rules(block: Block) -> Iterator[Rule]:
    """The rules of one block's fields, in order of fields."""
    if block.kind not in {BlockKind.FIELDS, BlockKind.GRID}:
        return
    where = block.id if block.kind is BlockKind.GRID else ""
    for item in block.fields:
        for kind, severity, check, message in (*_of_rate(item), *_of_bounds(item), *_of_time(item)):
            tree = parse_rule(check)
            yield Rule(
                code=f"{item.code}__{kind}",
                check=check,
                tree=tree,
                severity=severity,
                missing=Missing.SKIP_IF_ANY,
                message=message,
                block=where,
                needs=tuple(dict.fromkeys(name.code for name in names_in(tree))),
                origin=_ORIGIN.get(kind, "bounds"),
                line=item.line,
            )


_Implied = Iterator[tuple[str, Severity, str, Text]]


def _of_bounds(item: Field) -> _Implied:
    if not item.is_number:
        return
    usual = _ratio(item) if item.type is FieldType.RATE else item.formula or item.code
    hard = item.code if item.is_typed_rate else "" if item.is_derived else usual
    for kind, value, low, high, severity in (
        ("bounds", hard, item.minimum, item.maximum, Severity.ERROR),
        ("usual", usual, item.usual_min, item.usual_max, Severity.WARNING),
    ):
        check = _between(value, low, high) if value else ""
        if check:
            yield kind, severity, check, _range_message(f"form.{kind}", item, low, high)


def _of_rate(item: Field) -> _Implied:
    """num <= den (or as far as the rate's own maximum allows), and the stated rate as near as `STATED_WITHIN`."""
    if item.type is not FieldType.RATE:
        return
    num, den = item.pair
    low = "0 <= " if item.is_typed_rate else ""
    if item.maximum in {None, Decimal(100)}:
        yield "pair", Severity.ERROR, f"{low}{num} <= {den}", say("form.pair", label=item.label)
    else:
        top = f"{item.maximum:f}"
        limit = number_text(Decimal(top))
        message = say("form.pair_most", label=item.label, maximum=limit)
        yield "pair", Severity.ERROR, f"{low}100 * {num} <= {top} * {den}", message
    if item.is_typed_rate:
        check = f"abs({item.code} - {_ratio(item)}) <= {STATED_WITHIN:f}"
        yield "stated", Severity.WARNING, check, say("form.stated", label=item.label)


def _of_time(item: Field) -> _Implied:
    """A past value that is not there is unknown: the first period of a year, or one without its parts, is not judged."""
    if item.is_derived or item.type not in {FieldType.COUNT, FieldType.AMOUNT}:
        return
    if item.over_time is OverTime.CUMULATIVE:
        check = f"{item.code} >= so_far({item.code})"
        yield "so_far", Severity.WARNING, check, say("form.so_far", label=item.label)
    elif item.over_time is OverTime.FLOW:
        check = f"{item.code} == parts({item.code})"
        yield "parts", Severity.WARNING, check, say("form.parts", label=item.label)


def _ratio(item: Field) -> str:
    num, den = item.pair
    return f"100 * {num} / {den}"


def _between(value: str, low: Decimal | None, high: Decimal | None) -> str:
    if low is not None and high is not None:
        return f"{low:f} <= {value} <= {high:f}"
    if low is not None:
        return f"{value} >= {low:f}"
    return "" if high is None else f"{value} <= {high:f}"


def _range_message(key: str, item: Field, low: Decimal | None, high: Decimal | None) -> Text:
    ends = {name: number_text(end) for name, end in (("low", low), ("high", high)) if end is not None}
    if key == "form.bounds" and low == 0 and high is None:
        return say("form.bounds_not_negative", label=item.label)
    suffix = "_between" if len(ends) == 2 else "_least" if low is not None else "_most"
    space = " " if item.measure.vi and item.measure.vi != "%" else ""
    # English counts one household: after a sole 1 the measure's plural is left out.
    single = [end.vi for end in ends.values()] == ["1"] and item.measure.en != "%"
    measure = Text(space + item.measure.vi, "" if single else space + item.measure.en)
    return say(key + suffix, label=item.label, measure=measure, **ends)
