"""Numbers as people type them in Vietnam (domain.md N6): an exact reading, or the reason why there is none.

One rule decides what a separator means: a group of thousands always has three digits, fewer or more after the last
separator are decimals, and a lone group of exactly three digits is ambiguous, but for a dot where only whole numbers
make sense, and where the file's other numbers tell how its typist writes (see `habits`). An ambiguous number is never
guessed. What is no single number is known by `toolkit.intake.not_a_number`.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.form.model import FieldType
from toolkit.intake.converted import Asked
from toolkit.intake.habits import Sign
from toolkit.intake.model import Origin, Qualifier
from toolkit.intake.words import (
    AFTERWARDS,
    CLASSIFIERS,
    DONG,
    ESTIMATES,
    QUALIFIERS,
    measure_words,
    plain,
)

NUMBER = r"[0-9]+(?:[ .,'][0-9]+)*"
"""Digits in groups: a pattern without groups, to be put into others."""

_TOKEN = re.compile(rf"([+-]?)({NUMBER})(.*)", re.DOTALL)
_THREE = 3
_MOST_DIGITS = 15
_LONGEST_PADDED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An exact number. `percent`: "%" was typed; `other_measure`: words that are not the field's measure; `note`: words in
    brackets behind; `inferred`: the file's habits decided what its separator means.
    """

    number: Decimal
    qualifier: Qualifier = Qualifier.EXACT
    origin: Origin = Origin.REPORTED
    percent: bool = False
    other_measure: str = ""
    note: str = ""
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """No number; `code` is the finding's code. `readings` are the numbers that the text may mean, or holds."""

    code: str
    readings: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A number in a text: qualifier, sign and digits as written, and what stands behind."""

    qualifier: Qualifier
    estimated: bool
    negative: bool
    digits: str
    behind: str


def token(text: str) -> Token | None:
    """The number that a folded text begins with, but for its qualifier; None when there is none."""
    qualifier, estimated, rest = _qualifier(text)
    match = _TOKEN.fullmatch(rest)
    if match is None:
        return None
    sign, digits, behind = match.groups()
    return Token(qualifier, estimated, sign == "-", digits, behind.strip())


def read_token(found: Token, want: Asked, written: Sign) -> Reading | Refusal:
    """Read a number with all that stands behind it: a percent sign, "trở lên", a measure."""
    behind, percent = _percent(found.behind)
    qualifier = found.qualifier
    for ending, meant in AFTERWARDS.items():
        if behind.endswith(ending) and qualifier is Qualifier.EXACT:
            behind, qualifier = behind.removesuffix(ending).strip(), meant
    other = _measure(behind, want.measure)
    if isinstance(other, Refusal):
        return other
    if behind in DONG and not want.measure:
        want = replace(want, measure=behind)
    number = separated(found.digits, want, written)
    if isinstance(number, Refusal):
        return number
    return replace(
        number,
        number=number.number.copy_negate() if found.negative and number.number else number.number,
        qualifier=qualifier,
        origin=Origin.ESTIMATE if found.estimated else Origin.REPORTED,
        percent=percent,
        other_measure=other,
    )


def _qualifier(text: str) -> tuple[Qualifier, bool, str]:
    for word, qualifier in sorted(QUALIFIERS, key=lambda pair: -len(pair[0])):
        if text.startswith(word):
            rest = text[len(word) :]
            if not word[-1].isalpha() or rest[:1] == " ":
                return qualifier, word in ESTIMATES, rest.strip()
    return Qualifier.EXACT, False, text


def _percent(behind: str) -> tuple[str, bool]:
    behind = behind.rstrip(".;, ")
    for sign in ("%", "phần trăm"):
        if behind.startswith(sign):
            return behind.removeprefix(sign).strip(), True
    return behind, False


def _measure(words: str, measure: str) -> str | Refusal:
    """ "" when the words are the field's measure (or none), the words when they are another known one."""
    if not words or words in measure_words(measure) or plain(words) in measure_words(measure):
        return ""
    if words in DONG:
        return Refusal("NUM-013") if measure else ""
    if plain(words) in CLASSIFIERS:
        return words if measure else ""
    return Refusal("NUM-001")


def separated(digits: str, want: Asked, written: Sign = Sign.UNKNOWN) -> Reading | Refusal:
    """What digits with separators mean. Raises nothing; refuses what breaks the rule of three."""
    groups, signs = re.split(r"[ .,']", digits), re.findall(r"[ .,']", digits)
    if sum(map(len, groups)) > _MOST_DIGITS:
        return Refusal("NUM-011")
    if not signs:
        return _plain(digits)
    last, before = signs[-1], set(signs[:-1])
    if last in ".," and last not in before and before:
        return _both(groups, last, before)
    if len(set(signs)) > 1:
        return Refusal("NUM-001")
    if len(signs) > 1 or last in " '":
        return _all(groups) if _grouped(groups) else Refusal("NUM-001")
    if len(groups[0]) > 1 and groups[0].startswith("0"):
        return Refusal("NUM-001")
    if len(groups[1]) != _THREE or len(groups[0]) > _THREE or groups[0] == "0":
        return _decimal(groups)
    return _lone(groups, last, want, written)


def _plain(digits: str) -> Reading | Refusal:
    """ "05" is 5; more digits behind a zero are a telephone or a code."""
    if digits.startswith("0") and len(digits) > _LONGEST_PADDED:
        return Refusal("NUM-024", (Decimal(digits),))
    return Reading(number=Decimal(digits))


def _both(groups: list[str], last: str, before: set[str]) -> Reading | Refusal:
    """Thousands and decimals. Behind "1 234.567" the dot may be either, for people group by dots."""
    if len(before) > 1 or not _grouped(groups[:-1]):
        return Refusal("NUM-001")
    if last == "." and before <= {" ", "'"} and len(groups[-1]) == _THREE:
        return Refusal("NUM-002", (_all(groups).number, _decimal(groups).number))
    return _decimal(groups)


def _lone(groups: list[str], sign: str, want: Asked, written: Sign) -> Reading | Refusal:
    """One separator before exactly three digits."""
    thousands, decimal = _all(groups), _decimal(groups)
    if want.is_whole:
        if sign == Sign.DOT:
            return thousands
        if written is Sign.DOT:
            return replace(thousands, inferred=True)
    elif written is Sign.COMMA and sign == Sign.COMMA:
        return replace(decimal, inferred=True)
    elif written is Sign.COMMA and want.type is FieldType.AMOUNT:
        return replace(thousands, inferred=True)
    return Refusal("NUM-002", (thousands.number, decimal.number))


def _grouped(groups: list[str]) -> bool:
    first, *others = groups
    return (
        len(first) <= _THREE and not first.startswith("0") and all(len(group) == _THREE for group in others)
    )


def _all(groups: list[str]) -> Reading:
    return Reading(number=Decimal("".join(groups)))


def _decimal(groups: list[str]) -> Reading:
    return Reading(number=Decimal("".join(groups[:-1]) + "." + groups[-1]))
