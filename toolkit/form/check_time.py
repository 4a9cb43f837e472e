"""Rules that read other periods of a figure as its `over_time` does not allow: sums of what does not add up over time."""

from collections.abc import Iterator

from toolkit.findings import Finding, Place, found
from toolkit.form.check_linear import Reach
from toolkit.form.check_percent import is_percent
from toolkit.form.model import Field, FieldType, Form, OverTime
from toolkit.form.rules import At, GridCell, Name, stated_in

_Found = Iterator[tuple[int, Finding]]


def check_time(form: Form) -> _Found:
    """`parts(x)` of a state, a cumulative figure or a percentage is an error: it would be a sum of them. `prev(x)` of a
    cumulative figure is noted: it is unknown in the first period of each year. Each with the rule's line.
    """
    for rule in form.rules:
        if rule.origin != "form":
            continue
        reach, place = Reach(form, rule.block), Place(form=form.id, block=rule.block)
        for word in dict.fromkeys(stated_in(rule.tree)):
            item = reach.field(word) if isinstance(word, Name | GridCell) and not word.form else None
            if item is None or not isinstance(word, Name | GridCell):
                continue
            code = _told_of(word, item)
            if code:
                told = found(code, place, rule=rule.code, line=rule.line, label=item.label, word=_word(word))
                yield rule.line, told


def _told_of(word: Name | GridCell, item: Field) -> str:
    """The code of what is to be told of a word, "" for nothing."""
    if word.at is At.PARTS and not _adds_up(word, item):
        return "FRM-034"
    if word.at is At.PREVIOUS and item.over_time is OverTime.CUMULATIVE:
        return "FRM-035"
    return ""


def _adds_up(word: Name | GridCell, item: Field) -> bool:
    """Whether the figure is what happened in a period; a rate's numerator and denominator are such figures too."""
    of_pair = isinstance(word, Name) and item.type is FieldType.RATE and word.code != item.code
    return item.over_time is OverTime.FLOW and (of_pair or not is_percent(item))


def _word(word: Name | GridCell) -> str:
    inside = word.code if isinstance(word, Name) else f"cell({word.grid}, {word.row}, {word.column})"
    return f"{word.at}({inside})"
