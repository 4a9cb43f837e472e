"""What may be typed into an input cell, with a Vietnamese prompt. Excel only asks, so that "trên 50" can be typed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from toolkit.files.model import Area, Validation
from toolkit.form.model import Field, FieldType
from toolkit.template.excel_operand import NO, YES
from toolkit.text import say, write_number

_LEAST = Decimal("-999999999999999")
_FIRST_DAY = date(2000, 1, 1)
_MAX_PROMPT = 255
_KINDS = {FieldType.COUNT: "prompt_count", FieldType.AMOUNT: "prompt_amount", FieldType.RATE: "prompt_rate"}


def tick_rule(row: int, col: int, of_all: bool) -> Validation:
    """The drop-down of "Không phát sinh"; not `of_all`: some of the block's numbers are asked for all the same."""
    only_x = Validation(area=Area(row, col, row, col), kind="list", choices=("x",))
    but = "" if of_all else f" {say('template.tick_but').vi}"
    return _asking(only_x, "tick_title", say("template.tick_prompt").vi + but)


def unit_rule(row: int, col: int, source: str) -> Validation:
    """The drop-down of units on the common template: the only one that refuses."""
    listed = Validation(area=Area(row, col, row, col), kind="list", source=source)
    wanted = say("template.alert_unit").vi
    return replace(_asking(listed, "guide_unit", wanted), error=wanted, alert="stop")


def typing_rule(
    item: Field, code: str, area: Area, choices: Mapping[tuple[str, ...], str]
) -> Validation | None:
    """The rule of a field's cells; `code` tells a typed rate's parts apart, `choices` are lists too long for a cell's own.

    None for free text: there is nothing to say about it.
    """
    pick = say("template.prompt_pick").vi
    if item.type is FieldType.TEXT:
        return _asking(_chosen(area, item.choices, choices), "prompt_choice", pick) if item.choices else None
    if item.type is FieldType.YES_NO:
        return _asking(_chosen(area, (YES, NO), choices), "prompt_yes_no", pick)
    if item.type is FieldType.DATE:
        day = Validation(area=area, kind="date", minimum=_FIRST_DAY)
        return _asking(day, "prompt_date", say("template.prompt_day").vi)
    return _number_rule(item, area, part=item.is_typed_rate and code != item.code)


def needs_source(words: tuple[str, ...]) -> bool:
    """Whether choices do not fit into a drop-down's own list."""
    return len(",".join(words)) > _MAX_PROMPT or any("," in word for word in words)


def _number_rule(item: Field, area: Area, part: bool) -> Validation:
    """`part`: numerator or denominator of a typed rate, counted from 0 and without the rate's own bounds."""
    kind = FieldType.COUNT if part else item.type
    low, high = (Decimal(0), None) if part else (item.minimum, item.maximum)
    words = [
        "" if part or not item.measure.vi else say("template.prompt_measure", measure=item.measure).vi,
        _range("prompt", low, high),
        "" if part else _range("prompt_usual", item.usual_min, item.usual_max),
        say("template.prompt_percent" if kind is FieldType.RATE else "template.prompt_zero").vi,
    ]
    number = Validation(
        area=area,
        kind="whole" if kind is FieldType.COUNT else "decimal",
        minimum=_LEAST if low is None else low,
        maximum=high,
    )
    return _asking(number, _KINDS[kind], " ".join(filter(None, words))[:_MAX_PROMPT])


def _chosen(area: Area, words: tuple[str, ...], choices: Mapping[tuple[str, ...], str]) -> Validation:
    source = choices.get(words, "")
    return Validation(area=area, kind="list", choices=() if source else words, source=source)


def _range(key: str, low: Decimal | None, high: Decimal | None) -> str:
    ends = {name: write_number(end) for name, end in (("low", low), ("high", high)) if end is not None}
    if not ends or (key == "prompt" and ends == {"low": "0"}):
        return ""
    both = "_between" if key == "prompt" else ""
    return say(
        f"template.{key}{both if len(ends) == 2 else '_least' if low is not None else '_most'}", **ends
    ).vi


def _asking(rule: Validation, title: str, prompt: str) -> Validation:
    return replace(
        rule,
        prompt_title=say(f"template.{title}").vi,
        prompt=prompt,
        error_title=say("template.alert_title").vi,
        error=say("template.alert").vi,
        alert="warning",
    )
