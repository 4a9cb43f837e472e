"""What a slip of the hand makes of a number: which slip may have made the stated number of the true one.

The kinds are those of optimal string alignment at distance 1 (Damerau 1964; Scholtus 2009), signs and factors of ten.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from toolkit.validation.localise.model import Kind

POWERS = (1, 2, 3, 6)
_MOST_PLACES = 6
"""Nobody types more decimals; a value with more, or with endlessly many, is nobody's."""
_HALF = Fraction(1, 2)
_DIGITS = "0123456789"


def plain(value: Fraction) -> str | None:
    """The number as it would be typed, without sign and with a point; None where it has over six decimals."""
    size = abs(value)
    if size.denominator == 1:
        return str(size.numerator)
    scaled = size * 10**_MOST_PLACES
    if scaled.denominator != 1:
        return None
    whole, rest = divmod(scaled.numerator, 10**_MOST_PLACES)
    return f"{whole}.{rest:0{_MOST_PLACES}d}".rstrip("0")


def typed(value: Fraction, whole: bool) -> Decimal | int | None:
    """The value as cells hold it, exactly; None where nobody could have typed it."""
    text = plain(value)
    if text is None or (whole and value.denominator != 1):
        return None
    return int(value) if whole else Decimal(f"-{text}" if value < 0 else text)


def slip(stated: Fraction, true: Fraction) -> tuple[Kind, int] | None:
    """How `true` may have become `stated`, and in how many equal ways it might have gone wrong; None: by no one slip."""
    if stated == true:
        return None
    if stated == -true:
        return "sign", 1
    if any(stated == true * Fraction(10) ** power for m in POWERS for power in (m, -m)):
        return "power", 2 * len(POWERS)
    if any(low <= true <= high for low, high in rounded_from(stated)) and true.denominator == 1:
        return "power", 2 * len(POWERS)
    here, there = plain(stated), plain(true)
    if here is None or there is None or (stated < 0) != (true < 0):
        return None
    return _edit(here, there)


def _edit(here: str, there: str) -> tuple[Kind, int] | None:
    """The one edit by which `there` became `here`."""
    count = len(there)
    if len(here) == count:
        unlike = [at for at in range(count) if here[at] != there[at]]
        if "." in {text[at] for at in unlike for text in (here, there)}:
            return None
        if len(unlike) == 1:
            return "digit_other", 9 * count
        if len(unlike) == 2 and unlike[1] == unlike[0] + 1 and _crossed(here, there, unlike[0]):
            return "digits_swapped", max(1, count - 1)
        return None
    if len(here) == count - 1 and _without_one(there, here):
        return "digit_lost", count
    if len(here) == count + 1 and _without_one(here, there):
        return "digit_added", 10 * (count + 1)
    return None


def _crossed(here: str, there: str, at: int) -> bool:
    return here[at] == there[at + 1] and here[at + 1] == there[at]


def _without_one(longer: str, shorter: str) -> bool:
    """Whether `shorter` is `longer` without one of its digits."""
    at = next((at for at, sign in enumerate(shorter) if longer[at] != sign), len(shorter))
    return longer[at] != "." and longer[at + 1 :] == shorter[at:]


def rounded_from(stated: Fraction) -> list[tuple[Fraction, Fraction]]:
    """Ranges of whole numbers that are `stated` in tens, hundreds, thousands or millions, rounded half up."""
    if stated.denominator != 1 or not stated:
        return []
    ends = [((abs(stated) - _HALF) * 10**m, (abs(stated) + _HALF) * 10**m - 1) for m in POWERS]
    return ends if stated > 0 else [(-high, -low) for low, high in ends]


@lru_cache(maxsize=4096)
def sources(stated: Fraction) -> tuple[Fraction, ...]:
    """All numbers that one slip may have made into `stated`, in order of size."""
    text = plain(stated)
    found = {-stated, *(stated * Fraction(10) ** power for m in POWERS for power in (m, -m))}
    if text is not None:
        side = -1 if stated < 0 else 1
        found.update(side * Fraction(other) for other in _edits(text) if _well_typed(other))
    return tuple(sorted(value for value in found if value != stated and plain(value) is not None))


def _edits(text: str) -> Iterator[str]:
    for at in range(len(text) + 1):
        head, tail = text[:at], text[at:]
        yield from (head + digit + tail for digit in _DIGITS)
        if not tail or tail[0] == ".":
            continue
        yield head + tail[1:]
        yield from (head + digit + tail[1:] for digit in _DIGITS)
        if len(tail) > 1 and tail[1] != ".":
            yield head + tail[1] + tail[0] + tail[2:]


def _well_typed(text: str) -> bool:
    """A number has digits on both sides of its point and no zeros in front."""
    before, _, after = text.partition(".")
    return bool(before) and ("." not in text or bool(after)) and (before == "0" or before[0] != "0")
