"""A value from the command line, as a unit types it: read for certain, or refused."""

from decimal import Decimal

from toolkit.errors import UsageError
from toolkit.form.model import Field, FieldType
from toolkit.intake.convert import Asked, asked, convert
from toolkit.intake.model import EntryValue, Origin, Qualifier, State
from toolkit.text import Text, say

_TEXT = Asked(FieldType.TEXT, Text("", ""))


def value_of(raw: str, item: Field | None, code: str) -> EntryValue:
    """The value of a datum (`item` None: a line of a narrative); None is "không phát sinh".

    Raises UsageError for anything that is not plainly such a value: neither "trên 50" nor an estimate is one.
    """
    want = asked(item, code) if item else _TEXT
    read = convert(raw, want)
    said = read.finding
    plain = read.qualifier is Qualifier.EXACT and read.origin is Origin.REPORTED and said is None
    if not plain or read.state not in {State.VALUE, State.NONE}:
        suggestion = (
            say("decide.perhaps", meant=said.suggestion) if said and said.suggestion else Text("", "")
        )
        raise UsageError(
            "decide.value", raw=raw, expected=say(f"decide.type_{_type(want)}"), perhaps=suggestion
        )
    if item and read.state is State.VALUE:
        _within(read.value, item, code)
    return read.value


def typed_of(value: int | Decimal, item: Field | None, code: str) -> str:
    """A number as a unit would type it into the datum's cell; an answer is one too (0 or 1).

    Three decimals are written as four, for "1,234" might be a thousand.
    """
    if item and item.type is FieldType.YES_NO:
        return "có" if value else "không"
    number = format(Decimal(value), "f")
    plain = number.rstrip("0").rstrip(".") if "." in number else number
    is_rate = item is not None and item.type is FieldType.RATE and code == item.code
    plain += "0" * (len(plain.partition(".")[2]) == 3)
    return plain.replace(".", ",") + "%" * is_rate


def amount_of(raw: str, item: Field) -> Decimal:
    """A signed amount, never 0. Raises UsageError."""
    text = raw.strip().replace("−", "-")
    sign = -1 if text.startswith("-") else 1
    digits = text.removeprefix("-").removeprefix("+").strip()
    whole = item.type in {FieldType.COUNT, FieldType.YES_NO}
    want = Asked(FieldType.COUNT if whole else FieldType.AMOUNT, item.label, item.measure.vi)
    read = convert(digits, want)
    plain = read.finding is None and read.qualifier is Qualifier.EXACT and read.origin is Origin.REPORTED
    value = read.value if plain and read.state is State.VALUE else None
    if not isinstance(value, int | Decimal) or isinstance(value, bool) or not digits[:1].isdigit():
        raise UsageError("decide.amount", raw=raw, expected=say(f"decide.type_{_type(want)}"))
    if not value:
        raise UsageError("decide.amount_zero", raw=raw)
    return Decimal(value) * sign


def _within(value: EntryValue, item: Field, code: str) -> None:
    """A count is never negative; other bounds are rules, and judged as they are for what units state."""
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if number and value < 0 and (item.type is FieldType.COUNT or code != item.code):  # type: ignore[operator]
        raise UsageError("decide.negative", raw=str(value), label=item.label)


def _type(want: Asked) -> str:
    return FieldType.COUNT.value if want.is_whole else want.type.value
