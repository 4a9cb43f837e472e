"""What conversion asks and answers. Values only."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from toolkit.files.model import RawValue
from toolkit.findings import Finding
from toolkit.form.model import FieldType
from toolkit.intake.model import EntryValue, Origin, Qualifier, State
from toolkit.intake.words import DONG
from toolkit.text import Text, fold, say, write_number

_LONGEST_QUOTED = 150


@dataclass(frozen=True, slots=True)
class Asked:
    """What a cell is asked for; `measure` in Vietnamese, as it may be typed behind a number. `least` is set where the
    number must be at least something, so that it cannot be "không phát sinh". `part` tells which number of a typed rate's
    pair it is, 0 or 1; None for whole fields.
    """

    type: FieldType
    label: Text
    measure: str = ""
    choices: tuple[str, ...] = ()
    least: Decimal | None = None
    part: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers make sense: counts, and amounts in đồng, which has no smaller coin."""
        return self.type is FieldType.COUNT or (self.type is FieldType.AMOUNT and fold(self.measure) in DONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What to say of a cell: a finding's code, its further parameters, and a suggested content."""

    code: str
    expected: str = ""
    suggestion: str = ""
    params: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Converted:
    """A cell's state and value. `said` is what `convert` words as `finding`."""

    state: State
    value: EntryValue = None
    qualifier: Qualifier = Qualifier.EXACT
    origin: Origin = Origin.REPORTED
    said: Said | None = None
    finding: Finding | None = None


def unread(code: str, *, expected: str = "", suggestion: str = "", **params: object) -> Converted:
    """A content that could not be read, and why."""
    said = Said(code=code, expected=expected, suggestion=suggestion, params=tuple(params.items()))
    return Converted(State.TEXT, said=said)


def nothing_yet() -> Converted:
    """Words that say there is no figure yet: a blank cell, and a finding."""
    return Converted(State.BLANK, said=Said(code="NUM-025"))


def not_applicable() -> Converted:
    """Words that say that what is asked is no matter of the unit's: said to the office, which asked it."""
    return Converted(State.NOT_APPLICABLE, said=Said(code="NUM-034"))


def perhaps(number: Decimal | None) -> Text:
    """The end of a sentence: what may have been meant, or nothing."""
    return Text("", "") if number is None else say("intake.perhaps", meant=shown(number))


def shown(number: Decimal) -> Text:
    """A number in a sentence, with each language's decimal sign and no separator of thousands."""
    return Text(plain_digits(number), write_number(number, "en").replace(",", ""))


def plain_digits(number: Decimal) -> str:
    """A number as it should be typed: no separator of thousands, a decimal comma."""
    return write_number(number).replace(".", "")


def exact(raw: int | float) -> Decimal:
    """A finite number as the program showed and kept it: more than fifteen digits are noise of the binary fraction."""
    return Decimal(f"{raw:.15g}") if isinstance(raw, float) else Decimal(raw)


def clipped(text: str) -> str:
    """A cell's content as far as a sentence can hold it."""
    return text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED]}…"


def raw_text(raw: RawValue) -> str:
    """A cell's content as text, numbers as a program shows them (98.0 is "98"); "" when empty."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return f"{raw:.15g}"
    if isinstance(raw, datetime):
        return f"{raw:%d/%m/%Y}" if raw.time() == raw.time().min else f"{raw:%d/%m/%Y %H:%M}"
    if isinstance(raw, date):
        return f"{raw:%d/%m/%Y}"
    return str(raw)
