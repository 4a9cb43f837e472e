"""Lint of a form's rules: rules that nobody can be asked, totals that nothing controls."""

from collections.abc import Iterator

from toolkit.findings import Finding, Place, found
from toolkit.form.check_systems import is_asked, kinds_of_unit
from toolkit.form.model import Block, BlockKind, Field, Form, Rule
from toolkit.form.rules_examples import outcome
from toolkit.text import Text, say

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
        if rule.origin == "form":
            yield from _examples(form, rule)
    for block, item, parts in _typed_totals(form):
        place = Place(form=form.id, block=block.id, field=item.code)
        named = ", ".join(part.code for part in parts)
        yield item.line, found("FRM-008", place, line=item.line, label=item.label, parts=named)


def _examples(form: Form, rule: Rule) -> _Found:
    """Examples that come out otherwise than they say, and a rule without one that passes or one that fails."""
    place = Place(form=form.id, block=rule.block)
    for example in rule.examples:
        came = outcome(form, rule, example)
        if came != example.outcome:
            line = example.line or rule.line
            values = "; ".join(f"{word}: {raw}" for word, raw in example.values)
            yield (
                line,
                found(
                    "FRM-020",
                    place,
                    rule=rule.code,
                    line=line,
                    wanted=_word(example.outcome),
                    outcome=_word(came),
                    values=values,
                ),
            )
    for wanted in ("pass", "fail"):
        if wanted not in {example.outcome for example in rule.examples}:
            yield rule.line, found("FRM-021", place, rule=rule.code, line=rule.line, wanted=_word(wanted))


def _word(result: str) -> Text:
    return say(f"check.outcome_{result}")


def _can_be_asked(form: Form, rule: Rule) -> bool:
    """Whether some unit, of a level or of a level and type that the form names, is asked for all the rule reads."""
    return any(is_asked(form, rule, unit) for unit in kinds_of_unit(form))


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
