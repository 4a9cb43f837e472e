"""A user's own expectation in words: the usual types of Great Expectations as a clause that a clerk understands."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from toolkit.form.layout import cell_label
from toolkit.form.model import BlockKind, Form
from toolkit.form.rules import At
from toolkit.text import Text, number_text, say
from toolkit.text.catalogue import catalogue
from toolkit.validation.labels import joined

_SEVERAL = ("column_list", "column_set", "value_set", "regex_list", "value_pairs_set", "type_list")
_NOTHING = Text("", "")


def clause(form: Form, block: str, expectation: Mapping[str, Any]) -> Text:
    """What an expectation asks: `meta.message` ({vi, en}), `description` or `notes` if there is one; else by its type, and
    for a type without words of its own here, the type with its arguments.
    """
    message = (expectation.get("meta") or {}).get("message")
    if isinstance(message, Mapping) and {"vi", "en"} <= message.keys():
        return Text(str(message["vi"]), str(message["en"]))
    written = expectation.get("description") or expectation.get("notes")
    if isinstance(written, str) and written:
        return Text(written, written)
    kwargs = dict(expectation.get("kwargs") or {})
    key = f"own.{str(expectation['type']).removeprefix('expect_')}"
    if key not in catalogue():
        return _plain(f"{expectation['type']} ({', '.join(f'{n}: {v}' for n, v in kwargs.items())})")
    names = {name: _named(form, block, str(kwargs[name])) for name in _NAMES if name in kwargs}
    several = {name: _listed(form, block, name, kwargs[name]) for name in _SEVERAL if name in kwargs}
    others = {
        name: _figure(value) for name, value in kwargs.items() if name not in names and name not in several
    }
    given = {"regex": _NOTHING, "threshold": _NOTHING, "sum_total": _NOTHING, "value": _NOTHING}
    said = say(
        key, range=_range(kwargs), orequal=_or_equal(kwargs), **{**given, **others, **names, **several}
    )
    when = _when(form, block, kwargs)
    return Text(said.vi + when.vi, said.en + when.en)


_IN = {"IN", "NOT_IN"}
_NAMES = ("column", "column_A", "column_B")


def seen(observed: str) -> Text:
    """What a table-level expectation found, numbers as they are written here; nothing when it says nothing."""
    return say("validation.seen", value=_figure(observed)) if observed else _NOTHING


def _plain(text: str) -> Text:
    return Text(text, text)


def _listed(form: Form, block: str, name: str, values: Any) -> Text:
    """Names of columns as labels, up to six values as they are."""
    items = list(values) if isinstance(values, list | tuple | set) else [values]
    if name.startswith("column"):
        return joined(", ", [_named(form, block, str(item)) for item in items])
    shown = [_figure(item) for item in items[:6]]
    return joined(", ", [*shown, *([_plain("…")] if len(items) > 6 else [])])


def _named(form: Form, block: str, column: str) -> Text:
    """A frame's column in quotes by its label; one of the frame's own making by its name."""
    label = _label(form, block, column)
    return Text(f"“{label.vi}”", f"“{label.en}”")


def _label(form: Form, block: str, column: str) -> Text:
    at, _, rest = column.partition("__")
    if at in {str(one) for one in At if one} and rest:
        return say(f"own.at_{at}", label=_label(form, block, rest))
    blocks = {one.id: one for one in form.blocks}
    if block in blocks:
        found = next((item.label for item in blocks[block].fields if item.code == column), None)
        return found or _plain(column)
    if at == "count" and rest in blocks:
        return say("own.count", label=blocks[rest].label)
    if at in blocks and blocks[at].kind is BlockKind.GRID and "__" in rest:
        row, _, code = rest.partition("__")
        if code in {item.code for item in blocks[at].fields}:
            return cell_label(blocks[at], row, code)
    try:
        return form.find_field(column)[1].label
    except KeyError:
        return _plain(column)


def _range(kwargs: Mapping[str, Any]) -> Text:
    low, high = kwargs.get("min_value"), kwargs.get("max_value")
    if low is not None and high is not None:
        return say("own.between", low=_figure(low), high=_figure(high))
    if low is not None:
        return say("own.over" if kwargs.get("strict_min") else "own.least", low=_figure(low))
    if high is not None:
        return say("own.under" if kwargs.get("strict_max") else "own.most", high=_figure(high))
    return _NOTHING


def _or_equal(kwargs: Mapping[str, Any]) -> Text:
    return say("own.or_equal") if kwargs.get("or_equal") else _NOTHING


def _when(form: Form, block: str, kwargs: Mapping[str, Any]) -> Text:
    """The rows it speaks of, and how many of them are enough."""
    parts: list[Text] = []
    condition = kwargs.get("row_condition")
    if condition:
        parts.append(say("own.when", condition=_condition(form, block, condition)))
    mostly = kwargs.get("mostly")
    if isinstance(mostly, int | float) and mostly < 1:
        parts.append(say("own.mostly", share=_figure(100 * mostly)))
    return Text.joined("", parts)


def _condition(form: Form, block: str, condition: Any) -> Text:
    """A condition on rows: an expression of pandas as it is, Great Expectations' own by its columns' labels."""
    match condition:
        case {"type": "comparison", "column": {"name": name}, "operator": operator, "parameter": value}:
            column = _named(form, block, str(name))
            values = _listed(form, block, "", value)
            sign = say(f"own.{str(operator).lower()}") if operator in _IN else _plain(str(operator))
            return Text(f"{column.vi} {sign.vi} {values.vi}", f"{column.en} {sign.en} {values.en}")
        case {"type": "nullity", "column": {"name": name}, "is_null": null}:
            return say("own.blank" if null else "own.filled", column=_named(form, block, str(name)))
        case {"type": "and" | "or" as word, "conditions": list(parts)}:
            each = [_condition(form, block, part) for part in parts]
            joint = say(f"own.{word}")
            return Text(f" {joint.vi} ".join(t.vi for t in each), f" {joint.en} ".join(t.en for t in each))
    return _plain(str(condition))


def _figure(value: Any) -> Text:
    """A number as it is written in each language, anything else as it is."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return _plain(str(value))
    if isinstance(value, bool) or not number.is_finite():
        return _plain(str(value))
    number = round(number, 2)
    plain = number.to_integral_value() if number == number.to_integral_value() else number.normalize()
    return number_text(plain)
