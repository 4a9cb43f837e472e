"""Cells that do not say plainly what their value is: each cause (`Mark`) is a finding of its own."""

from collections.abc import Mapping

from toolkit.files.model import Mark, RawValue, Unclear
from toolkit.findings import Place, found
from toolkit.form.model import FieldType
from toolkit.intake.converted import Asked, Converted, clipped, raw_text
from toolkit.intake.model import State
from toolkit.text import fold, say

_CODES: Mapping[str, str] = {
    Mark.TWICE: "NUM-035",
    Mark.NO_NUMBER: "NUM-036",
    Mark.MISREAD: "NUM-036",
    Mark.RAISED: "NUM-037",
    Mark.STRUCK: "NUM-037",
    Mark.SCALED: "NUM-038",
    Mark.WORDED: "NUM-038",
}
_ERROR, _UNCALCULATED = "NUM-008", "NUM-009"


def without_value(error: str | None, want: Asked, place: Place) -> Converted:
    """A cell of no value: an error cell with its mark or error, or (None) a formula that was never calculated."""
    if error is None:
        cells = say("intake.one_cell", cell=place.cell)
        finding = found(_UNCALCULATED, place, cells=cells, label=want.label)
        return Converted(State.UNCALCULATED, finding=finding)
    return Converted(
        State.ERROR, finding=found(_CODES.get(error, _ERROR), place, raw=error, label=want.label)
    )


def held(read: Converted, unclear: Unclear, raw: RawValue, want: Asked, place: Place) -> Converted:
    """What was read of a cell that shows something else: text instead of a value, for it may be either of them.

    A text keeps its raised letters, and the measure asked for may stand in the number format.
    """
    is_measure = unclear.mark is Mark.WORDED and fold(unclear.how.strip()) == fold(want.measure)
    if want.type is FieldType.TEXT or is_measure or read.state not in {State.VALUE, State.NONE}:
        return read
    finding = found(
        _CODES[unclear.mark],
        place,
        raw=clipped(raw_text(raw)),
        how=f"“{unclear.how}”" if unclear.how else say("intake.whole_cell"),
        label=want.label,
    )
    return Converted(State.TEXT, finding=finding)
