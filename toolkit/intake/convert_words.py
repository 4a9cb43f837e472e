"""Cells of words: yes or no, dates, texts."""

import re
from datetime import date, datetime, time, timedelta

from toolkit.files.model import RawValue
from toolkit.intake.converted import Asked, Converted, Said, raw_text, unread
from toolkit.intake.model import State
from toolkit.intake.words import DASHES, NO_WORDS, NONE_WORDS, NOT_APPLICABLE_WORDS, YES_WORDS, tidy, word
from toolkit.text import fold, nfc

_DATES = (
    re.compile(r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})", re.ASCII),
    re.compile(r"(?:ngày\s+)?(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})", re.ASCII),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", re.ASCII),
)
_LONGEST_WORDS = 40
_YEARS = range(1945, 2101)


def convert_yes_no(raw: RawValue) -> Converted:
    """Only clear words: a number is not an answer."""
    if isinstance(raw, bool):
        return Converted(State.VALUE, raw)
    said = word(raw) if isinstance(raw, str) else ""
    if said in YES_WORDS or said in NO_WORDS:
        return Converted(State.VALUE, said in YES_WORDS)
    if said in NOT_APPLICABLE_WORDS:
        return Converted(State.NOT_APPLICABLE)
    return unread("NUM-014")


def convert_date(raw: RawValue) -> Converted:
    """Day before month, four-digit years."""
    day: date | None = None
    if isinstance(raw, datetime):
        day = raw.date()
    elif isinstance(raw, date):
        day = raw
    elif isinstance(raw, str):
        said = word(raw)
        if said in NONE_WORDS or said in DASHES:
            return Converted(State.NONE)
        day = _typed_date(said.removeprefix("ngày ").strip())
    if day is None or day.year not in _YEARS:
        return unread("NUM-015")
    return Converted(State.VALUE, day)


def _typed_date(text: str) -> date | None:
    for pattern in _DATES:
        if match := pattern.fullmatch(text):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                return None
    return None


def convert_text(raw: RawValue, want: Asked) -> Converted:
    """Texts as typed, in composed Unicode, line breaks kept; a number in a text's cell is its digits."""
    if isinstance(raw, time | timedelta):
        return Converted(State.VALUE, str(raw))
    text = _lines(raw) if isinstance(raw, str) else raw_text(raw)
    said = word(text) if want.choices or len(text) <= _LONGEST_WORDS else ""
    if said in NONE_WORDS or tidy(text) in DASHES:
        return Converted(State.NONE)
    if want.choices:
        chosen = next((choice for choice in want.choices if fold(choice) == said), None)
        if chosen is None:
            listed = "; ".join(want.choices)
            return Converted(State.VALUE, text, said=Said(code="NUM-016", expected=listed))
        return Converted(State.VALUE, chosen)
    return Converted(State.VALUE, text)


def _lines(text: str) -> str:
    return "\n".join(line for part in text.splitlines() if (line := nfc(part)))
