"""Number cells: counts, amounts and rates."""

import math
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from toolkit.files.model import RawValue
from toolkit.form.model import FieldType
from toolkit.intake.converted import Asked, Converted, Said, unread
from toolkit.intake.model import State
from toolkit.intake.numbers import Reading, Refusal, read_number
from toolkit.intake.words import DASHES, NONE_WORDS, NOT_APPLICABLE_WORDS, tidy, word
from toolkit.text import Text, write_number

EXACT_DIGITS = 15
"""Excel keeps fifteen digits of a number and silently zeroes the rest."""


def convert_number(raw: RawValue, want: Asked, percent: bool) -> Converted:
    """Convert the content of a count's, amount's or rate's cell."""
    if isinstance(raw, bool):
        return unread("NUM-010")
    if isinstance(raw, int | float):
        return _native(raw, want, percent)
    if isinstance(raw, date | datetime):
        return unread(
            "NUM-005", readings=f"{raw.day}/{raw.month}, {raw.month}/{raw.day}, {raw.day},{raw.month}"
        )
    if isinstance(raw, time | timedelta):
        return unread("NUM-019")
    return _typed(raw or "", want)


def _native(raw: int | float, want: Asked, percent: bool) -> Converted:
    if isinstance(raw, float) and not math.isfinite(raw):
        return unread("NUM-001")
    if abs(raw) >= 10**EXACT_DIGITS:
        return unread("NUM-011")
    # Fifteen digits are what the program showed and kept; more would be noise of the binary fraction.
    number = Decimal(f"{raw:.15g}") if isinstance(raw, float) else Decimal(raw)
    if percent:
        if want.type is not FieldType.RATE:
            return unread("NUM-018")
        return _rate(Reading(number=number * 100, percent=True))
    if want.type is FieldType.COUNT and number != number.to_integral_value():
        return _fraction_in_count(number)
    return _accept(Reading(number=number), want)


def _fraction_in_count(number: Decimal) -> Converted:
    """1.292 in a count's cell is often 1292 typed on a machine whose decimal sign is the dot."""
    thousands = number * 1000
    shown = write_number(number)
    if abs(number) >= 1 and thousands == thousands.to_integral_value():
        meant = str(int(thousands))
        return unread("NUM-004", suggestion=meant, shown=shown, meant=meant)
    return unread("NUM-003", shown=shown)


def _typed(raw: str, want: Asked) -> Converted:
    text, said = tidy(raw), word(raw)
    if want.least is not None and (said in NONE_WORDS or text in DASHES):
        least = Text(write_number(want.least, "vi"), write_number(want.least, "en"))
        return unread("NUM-021", expected=f"≥ {least.vi}", least=least)
    if said in NONE_WORDS:
        return Converted(State.NONE)
    if said in NOT_APPLICABLE_WORDS:
        return Converted(State.NOT_APPLICABLE)
    if text in DASHES:
        return Converted(State.NONE, said=Said(code="NUM-017"))
    reading = read_number(text, want.measure, whole=want.type is FieldType.COUNT)
    if isinstance(reading, Refusal):
        return _refused(reading, want)
    if reading.percent and want.type is not FieldType.RATE:
        return unread("NUM-018")
    return _accept(reading, want)


def _refused(refusal: Refusal, want: Asked) -> Converted:
    if refusal.code == "NUM-006" and want.type is FieldType.RATE:
        return unread("NUM-020")
    if refusal.readings:
        thousands, decimal = refusal.readings
        return unread(refusal.code, thousands=int(thousands), decimal=write_number(decimal))
    return unread(refusal.code)


def _accept(reading: Reading, want: Asked) -> Converted:
    if want.type is FieldType.RATE:
        result = _rate(reading)
    elif want.type is FieldType.COUNT and reading.number != reading.number.to_integral_value():
        return unread("NUM-003", shown=write_number(reading.number))
    else:
        value = int(reading.number) if want.type is FieldType.COUNT else _unscaled(reading.number)
        result = Converted(State.VALUE, value, reading.qualifier, reading.origin)
    if reading.other_measure and result.state is State.VALUE:
        said = Said(
            code="NUM-012",
            expected=want.measure,
            params=(("words", reading.other_measure), ("measure", want.measure)),
        )
        return replace(result, said=said)
    return result


def _rate(reading: Reading) -> Converted:
    """In percent. Without a sign, 1 may be 1% or 100%, and 0,98 may be 0,98% or 98%."""
    if not reading.percent and 0 < reading.number <= 1:
        shown, hundredfold = write_number(reading.number), write_number(reading.number * 100)
        return unread("NUM-007", shown=shown, hundredfold=hundredfold)
    return Converted(State.VALUE, _unscaled(reading.number), reading.qualifier, reading.origin)


def _unscaled(number: Decimal) -> Decimal:
    """The same number without trailing zeros or an exponent: 12.50 is 12.5, 1E+2 is 100."""
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()
