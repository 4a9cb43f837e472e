"""The two copies of the consolidated workbook: one to keep, one to send.

What the copy to send must not say is taken out of the values before a sheet is planned, so that no sheet, comment,
formula or document property can repeat it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from toolkit.form.layout import personal_fields
from toolkit.form.model import Key, Round
from toolkit.intake.model import Origin, StackedEntry
from toolkit.merge.model import Change, Line, Source, Total, Totals, UnitChange
from toolkit.text import Text
from toolkit.validation.model import Checked, CheckedEntry, Standing

Copy = Literal["keep", "send"]
"""What is printed of a round: all that the office knows of it, or what it hands on."""

FILES: Mapping[Copy, str] = {"keep": "consolidated.xlsx", "send": "consolidated-to-send.xlsx"}
"""Under which names the copies are written."""

_HELD_BY = ("held",)
"""A held entry stays out of the totals; by which findings is nobody else's business."""

_NOWHERE = Text("", "")

_Field = tuple[str, str, str]


def to_send(
    round: Round, checked: Checked, totals: Totals, standings: Sequence[Standing]
) -> tuple[Checked, Totals, tuple[Standing, ...]]:
    """What may be handed on: each unit's figures as they count, totals, lists and words.

    Left out: where a figure stands and how it was typed, figures that are held (only that they are), findings on units'
    figures, verdicts, that staff corrected something, estimates, changes since the last merge, and personal fields.
    """
    personal = personal_fields(round.forms)
    return (
        Checked(
            round=checked.round,
            entries=tuple(_entry(one) for one in checked.entries if one.key[:3] not in personal),
            findings=(),
            results=(),
            verdicts={},
        ),
        _totals(totals, personal),
        tuple(replace(one, verdict=None, errors=0, warnings=0, version=0, file="") for one in standings),
    )


def _entry(one: CheckedEntry) -> CheckedEntry:
    entry = one.stacked.entry
    said = replace(entry, raw="", sheet="", cell="", origin=_origin(entry.origin))
    if one.held:
        said = replace(said, value=None)
    return CheckedEntry(
        unit_id=one.unit_id,
        stacked=StackedEntry(entry=said, version=0, file="", sha256=""),
        held_by=_HELD_BY if one.held else (),
    )


def _origin(origin: Origin) -> Origin:
    """A corrected figure is the unit's figure; its own estimate stays one."""
    return Origin.REPORTED if origin is Origin.CORRECTED else origin


def _totals(totals: Totals, personal: frozenset[_Field]) -> Totals:
    return replace(
        totals,
        totals=tuple(_total(one) for one in totals.totals if one.key[:3] not in personal),
        lines=tuple(_line(one, personal) for one in totals.lines if not _is_personal(one, personal)),
        changes=(),
        estimates=(),
        findings=tuple(one for one in totals.findings if Key.at(one.place)[:3] not in personal),
        comparisons=tuple(
            replace(one, source=_NOWHERE) for one in totals.comparisons if one.key[:3] not in personal
        ),
        since_issued=tuple(_change(one) for one in totals.since_issued if one.key[:3] not in personal),
    )


def _total(total: Total) -> Total:
    return replace(total, sources=tuple(map(_source, total.sources)))


def _source(source: Source) -> Source:
    value = source.value if source.counted else None
    return Source(
        unit_id=source.unit_id,
        key=source.key,
        value=value,
        qualifier=source.qualifier,
        origin=_origin(source.origin),
        counted=source.counted,
    )


def _is_personal(line: Line, personal: frozenset[_Field]) -> bool:
    """Whether a line is itself a personal text of a fields block."""
    return all((line.form, line.block, code) in personal for code, _ in line.values)


def _line(line: Line, personal: frozenset[_Field]) -> Line:
    values = tuple(
        (code, value) for code, value in line.values if (line.form, line.block, code) not in personal
    )
    return replace(line, values=values, sheet="", cell="")


def _change(change: Change) -> Change:
    return replace(change, units=tuple(map(_unit_change, change.units)))


def _unit_change(one: UnitChange) -> UnitChange:
    before, after = (None if part is None else _source(part) for part in (one.before, one.after))
    return UnitChange(unit_id=one.unit_id, before=before, after=after)
