"""A rule's examples: what it says of values as a person types them into the cells.

    examples:
      pass: [{dossier_received: 165, dossier_online: 107, dossier_direct_post: 58}]
      fail: [{dossier_received: 165, dossier_online: 117, dossier_direct_post: 58}]
      unverified: [{dossier_received: "trên 150", dossier_online: 107, dossier_direct_post: 58}]

The words are those of the check; one that is left out is a blank cell. Values are plain: 1.253 or 1253 (a dot before
three digits groups them), 6,5 or 6.5, "trên 50", "dưới 50", "khoảng 50", có, không, 22/01/2024, a text, "không phát
sinh". How a return's cells are read, with all that people type besides, is the business of intake.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from toolkit.form.load_names import scopes
from toolkit.form.model import Example, Field, FieldType, Form, Rule
from toolkit.form.rules import (
    Count,
    Day,
    Filled,
    Name,
    Node,
    Sum,
    Term,
    Weeks,
    stated_in,
    terms_in,
)
from toolkit.form.rules_evaluate import Interval, Known, interval_of, verdict
from toolkit.form.rules_parse import RuleSyntaxError, parse_expression
from toolkit.text import fold

OUTCOMES = ("pass", "fail", "unverified")
FieldAt = Callable[[Term], Field | None]
"""The field or column behind a name, cell or sum of this form; None for what is none, and for another form's."""

_NONE = fold("không phát sinh")
_QUALIFIERS = {"trên": "over", "dưới": "under", "khoảng": "about"}
_ANSWERS = {"có": True, "yes": True, "không": False, "no": False}
_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_PLAIN = re.compile(r"-?\d+([.,]\d+)?")


class ExampleError(ValueError):
    """An example that cannot be run: the catalogue's `key`, the word and what is written for it."""

    def __init__(self, key: str, term: str, raw: str = "") -> None:
        super().__init__(f"{key}: {term}: {raw}")
        self.key, self.term, self.raw = key, term, raw


def outcome(form: Form, rule: Rule, example: Example) -> str:
    """What the rule says of an example: pass, fail or unverified. The example is one of the loaded form."""
    holds = verdict(rule, values_of(form, rule, example).__getitem__)
    return "unverified" if holds is None else "pass" if holds else "fail"


def values_of(form: Form, rule: Rule, example: Example) -> dict[Term, Known]:
    """The value of everything the rule looks up in an example; None is blank, or nothing that occurred."""
    field_at = scopes(form.blocks, frozenset(), "", form.id)[rule.block].field_at
    return known_values(rule.tree, field_at, example)


def known_values(tree: Node, field_at: FieldAt, example: Example) -> dict[Term, Known]:
    """The value of everything a check looks up. Raises ExampleError for a word it does not read, or no such value."""
    wanted: set[Term] = {
        *stated_in(tree),
        *(node for node in terms_in(tree) if isinstance(node, Weeks | Day)),
    }
    given: dict[Term, Known] = {}
    stated: set[Term] = set()
    for word, raw in example.values:
        node = _term(word)
        if node is None or node not in wanted:
            raise ExampleError("form.example_unknown", word, raw)
        given[node] = _value(node, field_at(node), word, raw)
        stated |= {node} if raw else set()
    for node in wanted - given.keys():
        if isinstance(node, Weeks | Day):
            raise ExampleError("form.example_period", "weeks" if isinstance(node, Weeks) else _day(node))
        given[node] = None
    return given | {node: node.of in stated for node in terms_in(tree) if isinstance(node, Filled)}


def _term(word: str) -> Term | None:
    try:
        node = parse_expression(word)
    except (RuleSyntaxError, ArithmeticError, RecursionError, MemoryError):
        return None
    return node if isinstance(node, Term) else None


def _day(node: Day) -> str:
    return "last_day" if node.last else "first_day"


def _value(node: Term, item: Field | None, word: str, raw: str) -> Known:
    try:
        return None if not raw else _read(node, item, raw)
    except ValueError:
        raise ExampleError("form.example_value", word, raw) from None


def _read(node: Term, item: Field | None, raw: str) -> Known:
    if fold(raw) == _NONE:
        # Of a list it says how many lines there are, and what their columns come to.
        return interval_of(0) if isinstance(node, Count | Sum) else None
    match node:
        case Day():
            return _date(raw)
        case Count() | Weeks():
            return _number(raw, whole=True)
        case Name() if item is None:
            return _of_another_form(raw)
        case Name(code) if item is not None:
            return _typed(item, raw, pair=item.is_typed_rate and code != item.code)
    return _number(raw) if item is None else _typed(item, raw)


def _of_another_form(raw: str) -> Known:
    for read in (_number, _answer, _date):
        try:
            return read(raw)
        except ValueError:
            continue
    raise ValueError(raw)


def _typed(item: Field, raw: str, pair: bool = False) -> Known:
    match item.type:
        case FieldType.YES_NO:
            return _answer(raw)
        case FieldType.DATE:
            return _date(raw)
        case FieldType.TEXT:
            if item.choices and raw not in item.choices:
                raise ValueError(raw)
            return raw
    if pair:
        return _number(raw)
    least = item.minimum
    whole = item.type is FieldType.COUNT
    return _number(raw.removesuffix("%"), whole=whole, rounded_to=item.rounded_to, least=least)


def _number(
    raw: str, whole: bool = False, rounded_to: Decimal | None = None, least: Decimal | None = Decimal(0)
) -> Interval:
    word, _, rest = raw.partition(" ")
    qualifier = _QUALIFIERS.get(word, "")
    digits = rest.strip() if qualifier else raw
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(".", "")
    elif not _PLAIN.fullmatch(digits):
        raise ValueError(raw)
    number = Decimal(digits.replace(",", "."))
    if whole and number != number.to_integral_value():
        raise ValueError(raw)
    return interval_of(number, qualifier, rounded_to=rounded_to, least=least)


def _answer(raw: str) -> bool:
    if raw.lower() not in _ANSWERS:
        raise ValueError(raw)
    return _ANSWERS[raw.lower()]


def _date(raw: str) -> date:
    day, slash, rest = raw.partition("/")
    if not slash:
        return date.fromisoformat(raw)
    month, _, year = rest.partition("/")
    return date(int(year), int(month), int(day))
