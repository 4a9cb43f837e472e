"""What the template prints beside a block's rows and over its columns: they are known by it when their codes are gone."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from toolkit.files.model import RawValue
from toolkit.form.layout import BlockArea, printed_label, rows_of
from toolkit.form.model import BlockKind
from toolkit.intake.kept import kept
from toolkit.text import Text, fold, say

ALIKE = 0.8
"""Labels at least so alike may be one label reworded."""
MARGIN = 0.1
"""By so much the best likeness must exceed the second best, or nothing is known."""
_ORDINAL = re.compile(
    r"(?:(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4})[.)]\s*|[a-zđ](?:\)\s*|\.\s+)|[-–+•]\s*)(?=[^\W\d])"
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row of a fields block or grid; `measure` is empty where none is printed."""

    code: str
    label: Text
    measure: Text
    typed: bool
    computed: bool = False
    """Whether the machine's own rate stands right of its input."""


class Likeness(Enum):
    """How a cell compares with a label."""

    SAME = "same"
    BLANK = "blank"
    NEAR = "near"
    FAR = "far"


@kept
def rows_printed(area: BlockArea) -> tuple[PrintedRow, ...]:
    """The rows of a fields block (derived ones too) or grid, in order; none of lists and narratives."""
    if area.block.kind is BlockKind.GRID:
        return tuple(PrintedRow(row.code, row.label, Text("", ""), True) for row in area.block.rows)
    if area.block.kind is not BlockKind.FIELDS:
        return ()
    found = []
    for item in area.columns:
        for code in rows_of(item):
            own = code == item.code
            english = item.label.en if own and not item.is_typed_rate else ""
            found.append(
                PrintedRow(
                    code,
                    Text(printed_label(item, code), english),
                    item.measure if own else Text("", ""),
                    not item.is_derived,
                    item.is_typed_rate and own,
                )
            )
    return tuple(found)


def same_label(value: RawValue, label: Text | str) -> bool:
    """Whether a cell holds a label in either language, however it is spelt; a note may follow on further lines."""
    if not isinstance(value, str):
        return False
    wanted = (label,) if isinstance(label, str) else (label.vi, label.en)
    if value in wanted:
        return bool(value)
    names = {fold(name) for name in wanted if name}
    said = {fold(value), fold(value.partition("\n")[0])}
    if said & names:
        return True
    # An ordinal on one side only: two different ones are two labels.
    return bool({unnumbered(text) for text in said} & names or said & {unnumbered(name) for name in names})


def unnumbered(folded: str) -> str:
    """A folded label without the ordinal before it: "1.", "1)", "II.", "a)", "-", "+"."""
    return _ORDINAL.sub("", folded)


def likeness(value: RawValue, label: Text) -> Likeness:
    """How a cell compares with the label that is expected in it."""
    if same_label(value, label):
        return Likeness.SAME
    if value is None or (isinstance(value, str) and not value.strip()):
        return Likeness.BLANK
    if isinstance(value, str) and max(ratio(value, name) for name in (label.vi, label.en) if name) >= ALIKE:
        return Likeness.NEAR
    return Likeness.FAR


def ratio(one: str, two: str) -> float:
    """From 0 to 1: how alike two labels are. Different numbers in them are different meanings, as in "kỳ 1" and "kỳ 2"."""
    left, right = (fold(text.partition("\n")[0]) for text in (one, two))
    if bool(_ORDINAL.match(left)) != bool(_ORDINAL.match(right)):
        left, right = unnumbered(left), unnumbered(right)
    if _DIGITS.findall(left) != _DIGITS.findall(right):
        return 0.0
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def heading(name: str) -> Text:
    """A heading of the template by its key in the catalogue ("input", "measure", "idea")."""
    return say(f"template.head_{name}")
