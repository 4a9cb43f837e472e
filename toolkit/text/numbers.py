"""Numbers as Vietnamese offices print them (domain.md N1 to N7): 4.523; 98,15%; 04 pano.

Sums are exact, rounding is half up, on `Decimal`; nothing here sees a float.
"""

from collections.abc import Iterable
from decimal import MAX_EMAX, MIN_EMIN, ROUND_DOWN, Context, Decimal, Inexact
from fractions import Fraction

from toolkit.text.catalogue import Lang, Text

# A sum that did not fit exactly would raise, not round.
_EXACT = Context(prec=200, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[Inexact])


def exact_sum(numbers: Iterable[int | Decimal]) -> int | Decimal:
    """The sum, an int where all parts are."""
    total: int | Decimal = 0
    for number in numbers:
        both_int = isinstance(total, int) and isinstance(number, int)
        total = total + number if both_int else _EXACT.add(Decimal(total), Decimal(number))
    return total


def exact_quotient(num: int, den: int) -> Decimal | None:
    """num/den where a decimal fraction equals it."""
    try:
        return _EXACT.divide(Decimal(num), Decimal(den))
    except Inexact:
        return None


def round_half_up(value: Decimal | Fraction | int, decimals: int) -> Decimal:
    """Round to a number of decimals, halves away from zero, exactly (no binary fractions)."""
    exact = Fraction(value)
    scaled = abs(exact) * 10**decimals
    whole = (scaled + Fraction(1, 2)).__floor__()
    return Decimal(-whole if exact < 0 else whole).scaleb(-decimals)


def write_number(value: Decimal | int, lang: Lang = "vi", decimals: int | None = None) -> str:
    """Group thousands and set the decimal sign: 1234567.5 -> "1.234.567,5" (en "1,234,567.5").

    `decimals` rounds half up and drops trailing zeros; None prints the value as it is.
    """
    shown = Decimal(value) if decimals is None else round_half_up(value, decimals)
    text = f"{shown:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        text = "0"
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))


def number_text(value: Decimal | int, decimals: int | None = None) -> Text:
    """A number as part of a sentence, as `write_number` prints it."""
    return Text(write_number(value, "vi", decimals), write_number(value, "en", decimals))


def rate_text(percent: Decimal | Fraction | int, decimals: int) -> Text:
    """A per cent as part of a sentence, half up, without trailing zeros."""
    shown = number_text(round_half_up(percent, decimals))
    return Text(f"{shown.vi}%", f"{shown.en}%")


def padded_text(value: int) -> Text:
    """A count as part of a sentence, as `write_padded` prints it."""
    return Text(write_padded(value, "vi"), write_padded(value, "en"))


def write_padded(value: int, lang: Lang = "vi") -> str:
    """A count inside an official sentence: below ten with a leading zero ("04 pano"), N4."""
    if lang == "vi" and 0 < value < 10:
        return f"0{value}"
    return write_number(value, lang)


def write_rate(num: int | Decimal, den: int | Decimal, lang: Lang = "vi", decimals: int = 2) -> str:
    """`num/den` in percent, half up, trailing zeros dropped, from the unrounded quotient (N7).

    A share that is not whole never prints as 100%, nor one above zero as 0%: it is cut, not rounded, there.
    Raises ZeroDivisionError for `den == 0`: "không phát sinh" is the caller's to say.
    """
    percent = Fraction(num) / Fraction(den) * 100
    shown = round_half_up(percent, decimals)
    step = Decimal(1).scaleb(-decimals)
    if shown == 100 and percent < 100:
        shown = Decimal(100) - step
    elif shown == 0 and percent > 0:
        shown = step
    return write_number(shown.quantize(step, rounding=ROUND_DOWN), lang) + "%"
