"""A whole text as one number: a table of the shapes that texts with digits have, each with what becomes of it.

The first shape that fits decides; most are refusals, with the number that may have been meant as a suggestion.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from toolkit.form.model import FieldType
from toolkit.intake.converted import Asked
from toolkit.intake.habits import Sign
from toolkit.intake.model import Qualifier
from toolkit.intake.numbers import NUMBER, Reading, Refusal, read_token, separated, token
from toolkit.intake.words import (
    AFTERWARDS,
    CLASSIFIERS,
    DONG,
    DOUBTS,
    MAGNITUDES,
    NONE_WORDS,
    PENDING_WORDS,
    QUALIFIERS,
    measure_words,
)
from toolkit.text import fold
from toolkit.text.spoken import read_words

Outcome = Reading | Refusal | None
"""None: the shape does not fit after all."""

_LONGEST = 200
_RATE_AND_PAIR = 3
_ANY_NUMBER = re.compile(NUMBER)
_LIKE_DIGITS = str.maketrans("oil|", "0111")
_MAGNITUDE = "|".join(sorted(MAGNITUDES, key=len, reverse=True))
_UNSURE = (
    DOUBTS
    | AFTERWARDS.keys()
    | MAGNITUDES.keys()
    | PENDING_WORDS
    | {word for word, _ in QUALIFIERS if word.isalpha()}
)


def read_number(text: str, want: Asked, written: Sign = Sign.UNKNOWN) -> Reading | Refusal:
    """Read tidied text (see `words.tidy`). `written` is the decimal sign of the file's typist, as far as it is certain."""
    said = fold(text).translate(str.maketrans("’‘`[]", "'''()"))
    if said.startswith("từ ") and said.endswith(tuple(AFTERWARDS)):
        said = said.removeprefix("từ ")
    if len(said) > _LONGEST:
        return Refusal("NUM-001")
    for pattern, read in _SHAPES:
        match = pattern.fullmatch(said)
        outcome = read(match, want, written) if match else None
        if outcome is not None:
            return outcome
    return Refusal("NUM-001")


def _numbers(text: str, want: Asked, written: Sign) -> tuple[Decimal, ...]:
    """All numbers in a text, none of them when one cannot be read for certain."""
    read = [separated(digits, want, written) for digits in _ANY_NUMBER.findall(text)]
    return tuple(one.number for one in read if isinstance(one, Reading)) if _all_read(read) else ()


def _all_read(read: list[Reading | Refusal]) -> bool:
    return all(isinstance(one, Reading) for one in read)


def _in_brackets(match: re.Match[str], want: Asked, written: Sign) -> Outcome:
    """(5) is how accounts write -5."""
    read = separated(match["number"], want, written)
    if isinstance(read, Refusal) or not read.number:
        return read
    return replace(read, number=-read.number)


def _sum(match: re.Match[str], want: Asked, written: Sign) -> Outcome:
    terms, result = match["terms"], match["result"]
    numbers = _numbers(terms, want, written)
    signs = [-1 if sign == "-" else 1 for sign in re.findall(r"[+-]", terms)]
    if len(signs) < len(numbers):
        signs.insert(0, 1)
    total = sum((sign * number for sign, number in zip(signs, numbers, strict=False)), Decimal(0))
    agrees = result is None or _numbers(result, want, written) == (total,)
    return Refusal("NUM-023", (total,) if numbers and agrees else ())


def _two(match: re.Match[str], want: Asked, written: Sign) -> Outcome:
    return Refusal("NUM-006", _numbers(match.group(), want, written))


def _range(match: re.Match[str], want: Asked, written: Sign) -> Outcome:
    return Refusal("NUM-022")


def _like_digits(match: re.Match[str], want: Asked, written: Sign) -> Outcome:
    return Refusal("NUM-024", _numbers(match.group().translate(_LIKE_DIGITS), want, written))


def _exponent(match: re.Match[str], want: Asked, written: Sign) -> Outcome:
    meant = Decimal(match["number"].replace(",", ".")).scaleb(int(match["exponent"]))
    return Refusal("NUM-024", (meant,))


def _in_words(match: re.Match[str], want: Asked, written: Sign) -> Outcome:
    number = read_words(match.group())
    return None if number is None else Refusal("NUM-024", (Decimal(number),))


def _magnitude(match: re.Match[str], want: Asked, written: Sign) -> Outcome:
    """1,5 triệu is 1500 where the measure is a thousand đồng: offered, not taken."""
    behind, rest = match["behind"], match["rest"] or ""
    if behind in measure_words(want.measure):
        return None
    first, _, unit = fold(want.measure).partition(" ")
    scale, unit = (MAGNITUDES[first], unit) if first in MAGNITUDES else (1, fold(want.measure))
    numbers = _numbers(match["number"], replace(want, measure=""), written)
    if not numbers or (rest and rest not in measure_words(unit) | DONG | CLASSIFIERS):
        return Refusal("NUM-013")
    return Refusal("NUM-013", (numbers[0] * MAGNITUDES[match["magnitude"]] / scale,))


def _noted(match: re.Match[str], want: Asked, written: Sign) -> Outcome:
    """A number with words in brackets behind: its measure, the number in words, or a note that casts no doubt on it."""
    note = (match["note"] or "").strip(" .,;:*")
    read = read_number(match["before"], want, written)
    if not note or isinstance(read, Refusal) or note in measure_words(want.measure):
        return read
    if note in AFTERWARDS and read.qualifier is Qualifier.EXACT:
        return replace(read, qualifier=AFTERWARDS[note])
    in_words = read_words(note.removesuffix(want.measure).strip())
    if in_words is not None:
        agrees = in_words == read.number
        return read if agrees else Refusal("NUM-006", (read.number, Decimal(in_words)))
    if note in NONE_WORDS and not read.number:
        return read
    if any(f" {word} " in f" {note} " for word in _UNSURE):
        return Refusal("NUM-001")
    return replace(read, note=note)


def _rate_and_pair(match: re.Match[str], want: Asked, written: Sign) -> Outcome:
    """100% (22/22): the rate, when its pair gives it to as many decimals as it shows."""
    numbers = _numbers(match.group(), want, written)
    if want.type is not FieldType.RATE or len(numbers) != _RATE_AND_PAIR or not numbers[2]:
        return None
    rate, num, den = numbers
    decimals = -int(rate.as_tuple().exponent) if rate != rate.to_integral_value() else 0
    gives = (num / den * 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return Reading(number=rate, percent=True) if gives == rate else None


def _one(match: re.Match[str], want: Asked, written: Sign) -> Outcome:
    found = token(match.group())
    if found is None:
        return None
    if found.behind == "+" and found.qualifier is Qualifier.EXACT:
        found = replace(found, behind="", qualifier=Qualifier.OVER)
    read = read_token(found, want, written)
    if read == Refusal("NUM-001") and re.search("[0-9]", found.behind):
        return _two(match, want, written)
    return read


Shape = Callable[[re.Match[str], Asked, Sign], Outcome]
_SHAPES: tuple[tuple[re.Pattern[str], Shape], ...] = tuple(
    (re.compile(pattern, re.DOTALL), read)
    for pattern, read in (
        (rf"\( ?(?P<number>{NUMBER}) ?\)", _in_brackets),
        (rf"{NUMBER} ?% ?\( ?{NUMBER} ?/ ?{NUMBER}(?: \D*)?\)", _rate_and_pair),
        (rf"(?:= ?)?(?P<terms>{NUMBER}(?: ?\+ ?{NUMBER})+)(?: ?= ?(?P<result>{NUMBER}))?", _sum),
        (rf"= ?(?P<terms>[+-]? ?{NUMBER}(?: ?[+-] ?{NUMBER})*)(?P<result>(?!))?", _sum),
        (rf"{NUMBER} ?[/:÷] ?{NUMBER}%?(?: .*)?", _two),
        (rf"{NUMBER} (?:\S+ ){{0,3}}(?:trên|trong) (?:tổng (?:số )?)?[0-9].*", _two),
        (rf"(?:từ )?{NUMBER} ?(?:[-–—~]|đến|tới|hoặc|hay) ?{NUMBER}(?: .*)?", _range),
        (r"(?=.*[0-9])(?=.*[oil|])[0-9oil|]+(?:[.,][0-9oil|]+)*|o", _like_digits),
        (r"(?P<number>[0-9](?:[.,][0-9]{1,2})?)e\+?(?P<exponent>[0-9]{1,2})", _exponent),
        (
            rf"(?P<number>{NUMBER}) ?(?P<behind>(?P<magnitude>{_MAGNITUDE})(?: (?P<rest>\D*))?)",
            _magnitude,
        ),
        (r"(?P<before>.*[^ *]) ?(?:\((?P<note>\D*)\)|\*+)", _noted),
        (r"\D+", _in_words),
        (r".*", _one),
    )
)
