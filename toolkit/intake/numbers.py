"""Numbers as people type them in Vietnam (domain.md N6): an exact reading, or the reason why there is none.

One rule decides what a separator means: a group of thousands always has three digits, fewer or more after the last
separator are decimals, and a lone group of exactly three digits is ambiguous, but for a dot in a count, which cannot
have decimals. An ambiguous number is never guessed.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from toolkit.intake.model import Origin, Qualifier
from toolkit.intake.words import (
    AFTERWARDS,
    CLASSIFIERS,
    ESTIMATES,
    MAGNITUDES,
    QUALIFIERS,
    measure_words,
    plain,
)
from toolkit.text import fold

_PAIR = re.compile(
    r"[0-9][0-9., ]*\s*[/:÷]\s*[0-9][0-9., ]*%?(\s.*)?|[0-9][0-9., ]*\s*(trên|trong)\s+(tổng\s+(số\s+)?)?[0-9].*"
)
_TOKEN = re.compile(r"([+-]?)([0-9]+(?:[ .,][0-9]+)*)(.*)", re.DOTALL)
_THREE = 3
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An exact number; `percent` when "%" was typed, `other_measure` words that are not the field's measure."""

    number: Decimal
    qualifier: Qualifier = Qualifier.EXACT
    origin: Origin = Origin.REPORTED
    percent: bool = False
    other_measure: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """No number; `code` is the finding's code. `readings` are the numbers an ambiguous text may mean."""

    code: str
    readings: tuple[Decimal, ...] = ()


def read_number(text: str, measure: str, whole: bool) -> Reading | Refusal:
    """Read tidied text (see `words.tidy`). `whole` says that only integers make sense, so "1.234" is 1234."""
    if _PAIR.fullmatch(text):
        return Refusal("NUM-006")
    qualifier, estimated, rest = _qualifier(fold(text))
    match = _TOKEN.fullmatch(rest)
    if match is None:
        return Refusal("NUM-001")
    sign, digits, behind = match.groups()
    number = _separated(digits, whole)
    if isinstance(number, Refusal):
        return number
    behind, percent = _percent(behind)
    for ending, meant in AFTERWARDS.items():
        if behind.endswith(ending) and qualifier is Qualifier.EXACT:
            behind, qualifier = behind.removesuffix(ending).strip(), meant
    if behind == "+" and qualifier is Qualifier.EXACT:
        behind, qualifier = "", Qualifier.OVER
    other = _measure(behind, measure)
    if isinstance(other, Refusal):
        return other
    return Reading(
        number=number.copy_negate() if sign == "-" and number else number,
        qualifier=qualifier,
        origin=Origin.ESTIMATE if estimated else Origin.REPORTED,
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
    behind = behind.strip().rstrip(".;").strip()
    if behind.startswith("%"):
        return behind[1:].strip(), True
    return behind, False


def _measure(words: str, measure: str) -> str | Refusal:
    """ "" when the words are the field's measure (or none), the words when they are another known one."""
    if not words or words in measure_words(measure) or plain(words) in measure_words(measure):
        return ""
    if MAGNITUDES & set(plain(words).split()):
        return Refusal("NUM-013")
    if plain(words) in CLASSIFIERS:
        return words if measure else ""
    return Refusal("NUM-001")


def _separated(digits: str, whole: bool) -> Decimal | Refusal:
    groups = re.split(r"[ .,]", digits)
    if sum(map(len, groups)) > _MOST_DIGITS:
        return Refusal("NUM-011")
    signs = [char for char in digits if char in " .,"]
    if not signs:
        return Decimal(digits)
    last, before = signs[-1], signs[:-1]
    if last != " " and last not in before and _grouped(groups[:-1]) and len(set(before)) == 1:
        return _decimal(groups)
    if len(set(signs)) > 1:
        return Refusal("NUM-001")
    if len(signs) > 1 or last == " ":
        return Decimal("".join(groups)) if _grouped(groups) else Refusal("NUM-001")
    if len(groups[1]) != _THREE or len(groups[0]) > _THREE or groups[0].strip("0") == "":
        return _decimal(groups)
    if groups[0].startswith("0"):
        return Refusal("NUM-001")
    thousands = Decimal("".join(groups))
    return thousands if whole and last == "." else Refusal("NUM-002", (thousands, _decimal(groups)))


def _grouped(groups: list[str]) -> bool:
    first, *others = groups
    return (
        len(first) <= _THREE and not first.startswith("0") and all(len(group) == _THREE for group in others)
    )


def _decimal(groups: list[str]) -> Decimal:
    return Decimal("".join(groups[:-1]) + "." + groups[-1])
