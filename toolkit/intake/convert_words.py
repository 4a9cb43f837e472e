"""Cells of words: yes or no, dates, texts."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from toolkit.files.model import RawValue
from toolkit.intake.converted import Asked, Converted, Said, not_applicable, nothing_yet, raw_text, unread
from toolkit.intake.habits import Habits, Order
from toolkit.intake.model import State
from toolkit.intake.typed_date import ReadDate, is_plausible, read_date, read_serial
from toolkit.intake.words import (
    DASHES,
    NO_WORDS,
    NONE_WORDS,
    NOT_APPLICABLE_WORDS,
    YES_WORDS,
    says_nothing_yet,
    tidy,
    word,
)
from toolkit.text import fold, nfc

_ANSWER_AND_NOTE = re.compile(r"([^()]+?) ?\(([^()]*)\)?")
_AGAINST = {True: {"chưa", "không", "ko", "đang", "dự", "sẽ"}, False: {"có", "đã", "rồi"}}
"""Words of a note that take the answer back."""
_NOT_LETTERS = re.compile(r"[\W_]+")
_LONGEST_WORDS = 40
_MONTHS = 12


def convert_yes_no(raw: RawValue) -> Converted:
    """Only clear words: a number is not an answer. What stands in brackets behind an answer is a note."""
    if isinstance(raw, bool):
        return Converted(State.VALUE, raw)
    said = word(raw) if isinstance(raw, str) else ""
    if said in YES_WORDS or said in NO_WORDS:
        return Converted(State.VALUE, said in YES_WORDS)
    if said in NOT_APPLICABLE_WORDS:
        return not_applicable()
    if isinstance(raw, str) and says_nothing_yet(said):
        return nothing_yet()
    noted = _ANSWER_AND_NOTE.fullmatch(said)
    answer = noted[1] in YES_WORDS if noted else False
    if noted and (answer or noted[1] in NO_WORDS) and not _AGAINST[answer] & set(noted[2].split()):
        shown = "Có" if answer else "Không"
        return Converted(State.VALUE, answer, said=Said(code="NUM-026", params=(("shown", shown),)))
    return unread("NUM-014")


def convert_date(raw: RawValue, habits: Habits) -> Converted:
    """Day before month, four-digit years. What was typed day first is another day where the computer puts months first."""
    read: ReadDate | None = None
    if isinstance(raw, date):
        read = _native(raw.date() if isinstance(raw, datetime) else raw, habits)
    elif isinstance(raw, str):
        said = word(raw)
        if said in NONE_WORDS or said in DASHES:
            return Converted(State.NONE)
        if said in NOT_APPLICABLE_WORDS:
            return not_applicable()
        if says_nothing_yet(said):
            return nothing_yet()
        read = read_date(said)
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        read = read_serial(raw)
    if read is None:
        return unread("NUM-015")
    if not read.certain:
        meant = raw_text(read.day)
        return unread("NUM-029", suggestion=meant, meant=meant)
    return Converted(State.VALUE, read.day)


def _native(day: date, habits: Habits) -> ReadDate | None:
    if not is_plausible(day):
        return None
    if habits.order is Order.MONTH and day.day <= _MONTHS and day.day != day.month:
        return ReadDate(day.replace(day=day.month, month=day.day), certain=False)
    return ReadDate(day)


def convert_text(raw: RawValue, want: Asked) -> Converted:
    """Texts as typed, in composed Unicode, line breaks kept; a number in a text's cell is its digits."""
    if isinstance(raw, time | timedelta):
        return Converted(State.VALUE, str(raw))
    if isinstance(raw, date):  # a date, or "6/8" of a document's number that the program took for one
        return Converted(State.VALUE, raw_text(raw), said=Said(code="NUM-033"))
    text = _lines(raw) if isinstance(raw, str) else raw_text(raw)
    said = word(text) if want.choices or len(text) <= _LONGEST_WORDS else ""
    if said in NONE_WORDS or tidy(text) in DASHES:
        return Converted(State.NONE)
    return _chosen(text, said, want) if want.choices else Converted(State.VALUE, text)


def _chosen(text: str, said: str, want: Asked) -> Converted:
    """One of the list, however it is spelt; without its accents it is offered, if it can be one only."""
    known = [choice for choice in want.choices if _letters(fold(choice)) == _letters(said)]
    if len(known) == 1:
        return Converted(State.VALUE, known[0])
    near = [choice for choice in want.choices if _bare(choice) == _bare(said)]
    suggestion = near[0] if len(near) == 1 else ""
    listed = "; ".join(want.choices)
    return Converted(State.VALUE, text, said=Said(code="NUM-016", expected=listed, suggestion=suggestion))


def _letters(folded: str) -> str:
    return _NOT_LETTERS.sub(" ", folded).strip()


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFD", fold(text)).replace("đ", "d")
    return _letters("".join(char for char in plain if not unicodedata.combining(char)))


def _lines(text: str) -> str:
    return "\n".join(line for part in text.splitlines() if (line := nfc(part)))
