"""A return that holds some sheets only: one that completes an earlier one, not one that has lost something."""

from dataclasses import replace

from toolkit.findings import Finding, Place, Severity, found
from toolkit.form.model import Round
from toolkit.intake.identify import Identity
from toolkit.intake.layouts import layout_of
from toolkit.intake.model import State
from toolkit.intake.read import Content
from toolkit.text import Text, say
from toolkit.units import Unit

_NAMED = 3
"""So many of the parts that were left out are named."""
_ABSENT = "STR-001"
"""The finding that a sheet's blocks are not in the file."""


def is_empty(read: Content, forms: tuple[str, ...], round: Round, unit: Unit) -> bool:
    """Whether nothing that the unit is asked for is in the workbook at all."""
    asked = layout_of(tuple(round.form(ident) for ident in forms), (unit,)).areas
    return len(read.absent) == len(asked)


def states_nothing(read: Content) -> bool:
    """Whether every cell that is asked was found blank: the template as it was sent."""
    return all(entry.state is State.BLANK for entry in read.entries)


def as_supplement(
    read: Content, identity: Identity, round: Round, unit: Unit, file: str, is_first: bool
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The reading's findings, and apart from them what to say of sheets and forms that were left out whole.

    Left-out sheets are no error: they keep what an earlier return states. Without an earlier one (`is_first`) it is a
    warning, since nothing states them. A sheet that is there in part has lost something, and stays an error. What another
    version of a form does not have is not left out.
    """
    asked = [
        area for area in layout_of(round.forms, (unit,)).areas if area.form not in identity.other_versions
    ]
    gone = {area.sheet for area in asked if (area.form, area.block.id) in read.absent}
    kept = {
        area.sheet
        for area in asked
        if area.form in identity.forms and (area.form, area.block.id) not in read.absent
    }
    out = [area for area in asked if area.form not in identity.forms or area.sheet in gone - kept]
    if not out or not kept:
        return read.findings, ()
    whole = {(area.form, area.block.id) for area in out}
    rest = tuple(
        finding
        for finding in read.findings
        if finding.code != _ABSENT or (finding.place.form, finding.place.block) not in whole
    )
    vi = "; ".join(f"“{area.block.label.vi}”" for area in out[:_NAMED])
    en = "; ".join(f"“{area.block.label.en or area.block.label.vi}”" for area in out[:_NAMED])
    more = len(out) - _NAMED
    labels = say("intake.and_more_parts", vi=vi, en=en, count=more) if more > 0 else Text(vi, en)
    severity = Severity.WARNING if is_first else Severity.INFO
    said = found("RND-008", Place(file=file), severity=severity, labels=labels)
    return rest, (replace(said, place=replace(said.place, unit_id=unit.unit_id)),)
