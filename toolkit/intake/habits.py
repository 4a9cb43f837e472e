"""How a file's typist writes numbers and dates, and what the computer made of it: from what it left as text.

A spreadsheet stores numbers without any locale; the damage is done while typing. The same keys give (5.2 of what was
measured; "text" is what the program did not understand and left as typed):

    keys          decimal sign is a dot      decimal sign is a comma
    98,5          text                       98.5
    12.5          12.5                       text
    1.292         1.292                      1292
    1,292         1292                       1.292
    1.292.000     text                       1292000
    1,292,000     1292000                    text
    30/6/2025     text (month first)         30 June (day first)
    6/8           8 June (month first)       6 August (day first)

So a text that a number cell was left with tells two things at once: how the typist writes (98,5: a comma), and that the
computer does not. Native numbers are no evidence of either. What follows from it:

- Texts. "1.292" is a number under either setting, so as a text it was pasted, or typed into a text cell: the computer's
  setting says nothing about it, the typist's writing does. A typist who writes 98,5 means 1292; one who writes 12.5 in
  Vietnam may still write thousands with a dot, so "1.292" stays ambiguous then, and only what must be whole is read.
- Native fractions in a count, or with three decimals in an amount. On a computer with a dot, a typist who writes commas
  can have got 1.292 only by typing 1.292, which is 1292: flagged, with that as the suggestion, never multiplied.
- Native dates in a number's cell. 8 June was typed 6/8 where the month comes first, 8/6 where the day does.
- Native dates in a date's cell. Where the month comes first, a typist who writes the day first got 8 June for 6/8.

A date that no calendar has (31/02/2024) stays text on any computer, and is no evidence. Only columns with native
numbers or dates are asked: others hold labels and names. Of the computer a text proves nothing where what any computer
understands (12, 1.292, 6/8/2025) stands as text too: those cells take texts. Evidence for both sides is evidence for
neither.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from toolkit.files.model import RawWorkbook
from toolkit.intake.words import tidy


class Sign(StrEnum):
    """A decimal sign."""

    UNKNOWN = ""
    DOT = "."
    COMMA = ","


class Order(StrEnum):
    """What comes first in a date."""

    UNKNOWN = ""
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Habits:
    """What is certain of one file. `written` is the typist's decimal sign, `sign` and `order` are the computer's."""

    written: Sign = Sign.UNKNOWN
    sign: Sign = Sign.UNKNOWN
    order: Order = Order.UNKNOWN


NOTHING_KNOWN = Habits()


def _written_with(decimal: str, group: str) -> re.Pattern[str]:
    """Numbers that can only be meant with this decimal sign: a fraction not of three digits, or groups of thousands."""
    groups = rf"[1-9][0-9]{{0,2}}(?:\{group}[0-9]{{3}})"
    fraction = rf"[0-9]+\{decimal}(?:[0-9]{{1,2}}|[0-9]{{4,}})"
    return re.compile(rf"[+-]?(?:{fraction}|{groups}+\{decimal}[0-9]+|{groups}{{2,}}) ?%?")


_Known = TypeVar("_Known", Sign, Order)
_WRITTEN = {Sign.COMMA: _written_with(",", "."), Sign.DOT: _written_with(".", ",")}
_OTHER = {Sign.COMMA: Sign.DOT, Sign.DOT: Sign.COMMA}
_UNDERSTOOD = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{3})?|[0-9]+")
_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_LONGEST = 25
_BEGINS = re.compile(r"\W{0,2}\d")
_NATIVE = frozenset({int, float, date, datetime})


def habits_of(raw: RawWorkbook) -> Habits:
    """What a file's cells tell of the hand and the computer that filled it; unknown where they do not, or disagree."""
    written: set[Sign] = set()
    signs: set[Sign] = set()
    orders: set[Order] = set()
    for typed in _beside_numbers(raw):
        texts = [tidy(text) for text in typed]
        here = {sign for sign, pattern in _WRITTEN.items() if any(map(pattern.fullmatch, texts))}
        dates = [match for match in map(_DATE.fullmatch, texts) if match and _is_any_day(match)]
        written |= here
        if not any(map(_UNDERSTOOD.fullmatch, texts)):
            signs |= {_OTHER[sign] for sign in here}
        if all(map(_order, dates)):
            orders |= set(map(_order, dates))
    return Habits(_only(written, Sign.UNKNOWN), _only(signs, Sign.UNKNOWN), _only(orders, Order.UNKNOWN))


def _only(seen: set[_Known], unknown: _Known) -> _Known:
    return next(iter(seen)) if len(seen) == 1 else unknown


def _beside_numbers(raw: RawWorkbook) -> Iterator[list[str]]:
    """The short texts that begin with a digit, of every column that has native numbers or dates too."""
    for sheet in raw.sheets:
        texts: dict[int, list[str]] = {}
        native: set[int] = set()
        for row in sheet.rows if sheet.state != "very_hidden" else ():
            for col, value in enumerate(row):
                if isinstance(value, str):
                    if len(value) <= _LONGEST and _BEGINS.match(value):
                        texts.setdefault(col, []).append(value)
                elif type(value) in _NATIVE:
                    native.add(col)
        yield from (texts[col] for col in texts if col in native)


def _order(match: re.Match[str]) -> Order:
    """The order that the computer must have: it would have understood the other."""
    day_first, month_first = _readings(match)
    if day_first and month_first:
        return Order.UNKNOWN
    return Order.MONTH if day_first else Order.DAY


def _is_any_day(match: re.Match[str]) -> bool:
    """Whether a calendar has it: 31/02 stays a text on every computer."""
    return any(_readings(match))


def _readings(match: re.Match[str]) -> tuple[bool, bool]:
    """Whether it is a day when read day first, and when read month first."""
    first, second, year = (int(part) for part in match.groups())
    return _is_day(year, second, first), _is_day(year, first, second)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
