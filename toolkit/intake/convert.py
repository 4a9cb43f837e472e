"""One cell's content to one entry's state and value: read right, or flagged, never guessed."""

from dataclasses import replace

from toolkit.files.model import RawValue
from toolkit.findings import Place, found
from toolkit.form.model import Field, FieldType
from toolkit.intake.convert_number import convert_number
from toolkit.intake.convert_words import convert_date, convert_text, convert_yes_no
from toolkit.intake.converted import Asked, Converted, clipped, raw_text
from toolkit.intake.habits import NOTHING_KNOWN, Habits
from toolkit.intake.model import State
from toolkit.intake.words import tidy
from toolkit.text import say

__all__ = ["Asked", "Converted", "asked", "convert", "raw_text"]


def asked(item: Field, code: str) -> Asked:
    """What is wanted in the cell of a field, or of a part of a typed rate (`x_num`, `x_den`: counts)."""
    if item.is_typed_rate and code != item.code:
        part = item.pair.index(code)
        label = (item.num_label, item.den_label)[part]
        return Asked(FieldType.COUNT, label if label.vi else item.label, "", part=part)
    return Asked(
        item.type, item.label, item.measure.vi, item.choices, None if item.can_be_none else item.minimum
    )


def convert(
    raw: RawValue,
    want: Asked,
    place: Place = Place(),
    percent: bool = False,
    habits: Habits = NOTHING_KNOWN,
) -> Converted:
    """Convert one cell's content. `percent`: the cell's number format shows a percentage; `habits` of its file (see
    `toolkit.intake.habits`). Never raises.

    Counts become int; amounts and rates (in percent) Decimal; yes/no bool; dates date; texts str. A content that cannot
    be read for certain is state `text` without a value and with a finding; words for "no figure yet" are a blank with one.
    """
    if raw is None or (isinstance(raw, str) and not tidy(raw)):
        return Converted(State.BLANK)
    match want.type:
        case FieldType.YES_NO:
            result = convert_yes_no(raw)
        case FieldType.DATE:
            result = convert_date(raw, habits)
        case FieldType.TEXT:
            result = convert_text(raw, want)
        case _:
            result = convert_number(raw, want, percent, habits)
    said = result.said
    if said is None:
        return result
    finding = found(
        said.code,
        place,
        raw=clipped(raw_text(raw)),
        expected=said.expected,
        label=want.label,
        cells=say("intake.one_cell", cell=place.cell),
        **dict(said.params),
    )
    return replace(result, finding=replace(finding, suggestion=said.suggestion))
