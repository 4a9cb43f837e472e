"""What a rule's word is in a workbook: the expression of its value, and the conditions under which it is known, blank or
"không phát sinh", as intake will read the cell.

Only what is certain is known: a number that is one (of a count: whole; of a rate: not so small that it may be a share of
one), a date that a report can speak of, Có or Không, a text of the list it is chosen from. "trên 50", a number typed as
text or an error value is neither known nor blank, so nothing is judged by it here; the toolkit, which reads such words,
judges it when the workbook comes back. No expression gives an error value, whatever the cell holds.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from toolkit.form.model import Field, FieldType

YES, NO = "Có", "Không"
NONE_WORDS = "không phát sinh"
Kind = Literal["number", "date", "text", "yes_no"]
Reference = int | Decimal | bool | date | str | None
_KINDS: dict[FieldType, Kind] = {
    FieldType.YES_NO: "yes_no", FieldType.TEXT: "text", FieldType.DATE: "date",
}  # fmt: skip
_FIRST_DAY, _AFTER_LAST_DAY = 16438, 73416
"""Serial numbers of 1/1/1945 and 1/1/2101, between which intake takes a date for one."""
_EXACT_DIGITS = 15
"""Excel keeps so many digits of a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """One word. `ref` is the expression of its value, "" when there is none.

    `known` is TRUE when the value is there to be read, `blank` when nothing is written, `none` when its own words say
    "không phát sinh", `ticked` and `unticked` when its block's tick says so for a blank cell, and when the tick is clear;
    never two of the first three at once. "FALSE" is never. `slack` is the expression of half of what it is rounded to,
    `chosen` a text that comes from a list, where capitals make no difference.
    """

    ref: str
    kind: Kind = "number"
    known: str = "FALSE"
    blank: str = "FALSE"
    none: str = "FALSE"
    ticked: str = "FALSE"
    unticked: str = "TRUE"
    slack: str = "0"
    chosen: bool = False

    @property
    def readable(self) -> str:
        """When the cell says something certain, or certainly nothing."""
        return anyone([self.known, self.blank, self.none])


NOWHERE = Operand(ref="")
"""A word that stands for nothing in this workbook: never known."""


def cell_operand(ref: str, item: Field, code: str, ticked: str = "FALSE", unticked: str = "TRUE") -> Operand:
    """A field's cell; `code` is the field's or that of a part of a typed rate, which is a count."""
    kind = _KINDS.get(item.type, "number")
    part = code != item.code
    can_be_none = part or item.can_be_none
    return Operand(
        ref=f"INT({ref})" if kind == "date" else ref,
        kind=kind,
        known=_known(ref, item, part),
        blank=safe(f'TRIM({ref})=""'),
        # Words that no answer can be, and no number that is at least something.
        none=safe(f"LOWER(TRIM({ref}))={text(NONE_WORDS)}") if can_be_none and kind != "yes_no" else "FALSE",
        ticked=ticked if can_be_none else "FALSE",
        unticked=unticked if can_be_none else "TRUE",
        slack=slack_of(item, code),
        chosen=bool(item.choices),
    )


def slack_of(item: Field, code: str, summed: int = 1) -> str:
    """Half of what a field's values are rounded to, for each that was added up; the parts of a typed rate are counts."""
    return number(summed * item.rounded_to / 2) if item.rounded_to and code == item.code else "0"


def literal(value: Reference, kind: Kind = "number", slack: str = "0") -> Operand:
    """A value known beforehand; NOWHERE for None, and for a number of more digits than Excel keeps."""
    if value is None:
        return NOWHERE
    if isinstance(value, bool):
        return Operand(ref=text(YES if value else NO), kind="yes_no", known="TRUE")
    if isinstance(value, int | Decimal):
        exact = Decimal(value)
        if len(exact.normalize().as_tuple().digits) > _EXACT_DIGITS:
            return NOWHERE
        return Operand(ref=number(exact), kind=kind, known="TRUE", slack=slack)
    if isinstance(value, date):
        return Operand(ref=f"DATE({value.year},{value.month},{value.day})", kind="date", known="TRUE")
    return Operand(ref=text(value), kind="text", known="TRUE")


def _known(ref: str, item: Field, part: bool) -> str:
    if part or item.type is FieldType.COUNT:
        return safe(f"AND(ISNUMBER({ref}),INT({ref})={ref})")
    match item.type:
        case FieldType.RATE:
            return safe(f"AND(ISNUMBER({ref}),OR({ref}<=0,{ref}>1))")
        case FieldType.AMOUNT:
            return f"ISNUMBER({ref})"
        case FieldType.DATE:
            return safe(f"AND(ISNUMBER({ref}),{ref}>={_FIRST_DAY},{ref}<{_AFTER_LAST_DAY})")
        case FieldType.YES_NO:
            return safe(f"OR(TRIM({ref})={text(YES)},TRIM({ref})={text(NO)})")
    if item.choices:
        return safe(f"OR({','.join(f'TRIM({ref})={text(choice)}' for choice in item.choices)})")
    return safe(f'AND(TRIM({ref})<>"",LOWER(TRIM({ref}))<>{text(NONE_WORDS)})')


def safe(condition: str) -> str:
    """A condition that an error value in a cell makes FALSE."""
    return f"IFERROR({condition},FALSE)"


def every(parts: list[str]) -> str:
    """All conditions hold."""
    kept = [part for part in dict.fromkeys(parts) if part != "TRUE"]
    if "FALSE" in kept:
        return "FALSE"
    return "TRUE" if not kept else kept[0] if len(kept) == 1 else f"AND({','.join(kept)})"


def anyone(parts: list[str]) -> str:
    """At least one condition holds."""
    kept = [part for part in dict.fromkeys(parts) if part != "FALSE"]
    if "TRUE" in kept:
        return "TRUE"
    return "FALSE" if not kept else kept[0] if len(kept) == 1 else f"OR({','.join(kept)})"


def number(value: Decimal) -> str:
    """A literal number."""
    return f"{value.normalize():f}" if value else "0"


def text(value: str) -> str:
    """A literal text."""
    return '"' + value.replace('"', '""') + '"'
