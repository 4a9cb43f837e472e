"""Number cells: counts, amounts and rates."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from toolkit.files.model import RawValue
from toolkit.form.model import FieldType
from toolkit.intake.converted import (
    Asked,
    Converted,
    Said,
    exact,
    not_applicable,
    nothing_yet,
    perhaps,
    plain_digits,
    shown,
    unread,
)
from toolkit.intake.habits import Habits, Order, Sign
from toolkit.intake.model import State
from toolkit.intake.numbers import Reading, Refusal
from toolkit.intake.typed_number import read_number
from toolkit.intake.words import (
    DASHES,
    NOT_APPLICABLE_WORDS,
    TRUTH_WORDS,
    says_none,
    says_nothing_yet,
    tidy,
    word,
)
from toolkit.text import Text, number_text, say, write_number

EXACT_DIGITS = 15
"""Excel keeps fifteen digits of a number and silently zeroes the rest."""

_NOISE = Decimal("1e-9")
_HIGHEST_RATE = 1000
_PAIR = 2
_GROUP = 3
"""Decimals that may be a group of thousands."""


def convert_number(raw: RawValue, want: Asked, percent: bool, habits: Habits) -> Converted:
    """Convert the content of a count's, amount's or rate's cell."""
    if isinstance(raw, bool):
        return unread("NUM-010")
    if isinstance(raw, int | float):
        return _native(raw, want, percent, habits)
    if isinstance(raw, date | datetime):
        return _became_date(raw, want, habits)
    if isinstance(raw, time | timedelta):
        return unread("NUM-019")
    return _typed(raw or "", want, habits)


def _native(raw: int | float, want: Asked, percent: bool, habits: Habits) -> Converted:
    if isinstance(raw, float) and not math.isfinite(raw):
        return unread("NUM-001")
    if abs(raw) >= 10**EXACT_DIGITS:
        return unread("NUM-011")
    # What a sum of binary fractions is beside a whole number is noise too.
    number = exact(raw)
    nearest = number.to_integral_value()
    if abs(number - nearest) < _NOISE:
        number = nearest
    if percent:
        return _shown_in_percent(number, want)
    if number != number.to_integral_value() and want.type is not FieldType.RATE:
        thousands = number * 1000
        grouped = abs(number) >= 1 and thousands == thousands.to_integral_value()
        typed_with_dot = habits.sign is Sign.DOT and habits.written is Sign.COMMA
        if grouped and (want.is_whole or typed_with_dot):
            return _lost_its_groups(number, want, habits)
        if want.type is FieldType.COUNT:
            return unread("NUM-003", shown=write_number(number))
    return _accept(Reading(number=number), want)


def _shown_in_percent(number: Decimal, want: Asked) -> Converted:
    if want.type is not FieldType.RATE:
        return unread("NUM-018")
    if abs(number * 100) > _HIGHEST_RATE:
        meant = plain_digits(number)
        return unread("NUM-028", suggestion=f"{meant}%", shown=shown(number * 100), meant=shown(number))
    return _rate(Reading(number=number * 100, percent=True))


def _lost_its_groups(number: Decimal, want: Asked, habits: Habits) -> Converted:
    """1.292 in a count's cell is often 1292 typed on a machine whose decimal sign is the dot. Never multiplied; where the
    number shows fewer decimals than a group has digits, there is nothing to offer.
    """
    whole = str(int(number * 1000))
    offered = whole if number.normalize().as_tuple().exponent == -_GROUP else ""
    if want.is_whole and not offered:
        return unread("NUM-003", shown=write_number(number))
    why = say(f"intake.sign_{habits.sign.name.lower()}")
    return unread("NUM-004", suggestion=offered, shown=write_number(number), meant=whole, why=why)


def _became_date(raw: date, want: Asked, habits: Habits) -> Converted:
    """6/8 became a date: the 8th of June where the month comes first, the 6th of August where the day does."""
    pairs = tuple(dict.fromkeys(_typed_pairs(raw, habits.order)))
    readings = [f"{first}/{second}" for first, second in pairs]
    if not want.is_whole and habits.order is not Order.MONTH and habits.sign is not Sign.DOT:
        readings.append(f"{raw.day},{raw.month}")
    sure = want.part is not None and len(pairs) == 1
    suggestion = str(pairs[0][want.part or 0]) if sure else ""
    return unread("NUM-005", suggestion=suggestion, readings=", ".join(readings))


def _typed_pairs(raw: date, order: Order) -> Iterator[tuple[int, int]]:
    """What may have been typed: day and month in the computer's order; of a month's first day also month and year."""
    if order is not Order.MONTH:
        yield raw.day, raw.month
    if order is not Order.DAY:
        yield raw.month, raw.day
    if raw.day == 1:
        yield raw.month, raw.year % 100


def _typed(raw: str, want: Asked, habits: Habits) -> Converted:
    text, said = tidy(raw), word(raw)
    none = says_none(said, want.measure)
    if want.least is not None and (none or text in DASHES):
        least = number_text(want.least)
        return unread("NUM-021", expected=f"≥ {least.vi}", least=least)
    if none:
        return Converted(State.NONE)
    if said in NOT_APPLICABLE_WORDS:
        return not_applicable()
    if text in DASHES:
        return Converted(State.NONE, said=Said(code="NUM-017"))
    if says_nothing_yet(said):
        return nothing_yet()
    if said in TRUTH_WORDS:
        return unread("NUM-010")
    lines = [line for line in map(tidy, raw.splitlines()) if any(char.isdecimal() for char in line)]
    if len(lines) > 1:
        return _refused(Refusal("NUM-006"), want)
    reading = read_number(text, want, habits.written)
    if isinstance(reading, Refusal):
        return _refused(reading, want)
    if reading.percent and want.type is not FieldType.RATE:
        return unread("NUM-018")
    return _accept(reading, want)


def _refused(refusal: Refusal, want: Asked) -> Converted:
    numbers = refusal.readings
    match refusal.code:
        case "NUM-002":
            thousands, decimal = numbers
            suggestion = plain_digits(thousands) if want.is_whole else ""
            return unread(
                "NUM-002",
                suggestion=suggestion,
                thousands=plain_digits(thousands),
                decimal=write_number(decimal),
            )
        case "NUM-006":
            return _two_numbers(numbers if len(numbers) == _PAIR else (), want)
        case "NUM-013" | "NUM-023" | "NUM-024":
            only = numbers[0] if len(numbers) == 1 else None
            suggestion = "" if only is None else plain_digits(only)
            return unread(refusal.code, suggestion=suggestion, meant=perhaps(only))
        case _:
            return unread(refusal.code)


def _two_numbers(pair: tuple[Decimal, ...], want: Asked) -> Converted:
    """106/108: of a typed rate's pair each cell is offered its own number, the stated rate's cell both."""
    if want.type is FieldType.RATE:
        offered = say("intake.pair", first=shown(pair[0]), second=shown(pair[1])) if pair else Text("", "")
        return unread("NUM-020", pair=offered)
    own = pair[want.part] if pair and want.part is not None else None
    return unread("NUM-006", suggestion="" if own is None else plain_digits(own))


def _accept(reading: Reading, want: Asked) -> Converted:
    if want.type is FieldType.RATE:
        result = _rate(reading)
    elif want.type is FieldType.COUNT and reading.number != reading.number.to_integral_value():
        return unread("NUM-003", shown=write_number(reading.number))
    else:
        value = int(reading.number) if want.type is FieldType.COUNT else _unscaled(reading.number)
        result = Converted(State.VALUE, value, reading.qualifier, reading.origin)
    return replace(result, said=_remark(reading, want)) if result.state is State.VALUE else result


def _remark(reading: Reading, want: Asked) -> Said | None:
    """What to say of a number that was read."""
    if reading.inferred:
        return Said(
            code="NUM-030",
            expected=plain_digits(reading.number),
            params=(("shown", shown(reading.number)),),
        )
    if reading.other_measure:
        words = (("words", reading.other_measure), ("measure", want.measure))
        return Said(code="NUM-012", expected=want.measure, params=words)
    if reading.note:
        return Said(code="NUM-027", params=(("shown", shown(reading.number)),))
    return None


def _rate(reading: Reading) -> Converted:
    """In percent. Without a sign, 1 may be 1% or 100%, and 0,98 may be 0,98% or 98%."""
    number = reading.number
    if not reading.percent and 0 < number <= 1:
        return unread("NUM-007", shown=shown(number), hundredfold=shown(number * 100))
    return Converted(State.VALUE, _unscaled(reading.number), reading.qualifier, reading.origin)


def _unscaled(number: Decimal) -> Decimal:
    """The same number without trailing zeros or an exponent: 12.50 is 12.5, 1E+2 is 100."""
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()
