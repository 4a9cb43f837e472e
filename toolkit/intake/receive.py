"""What one file turned out to be, decided from values alone: its content, the round, and what came before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from toolkit.errors import TonghopError
from toolkit.files.model import RawValue, RawWorkbook
from toolkit.findings import Finding, Place, found, in_order
from toolkit.form.model import Form, Round
from toolkit.intake.content import content_digest, figures_digest
from toolkit.intake.explanations import read_explanations, without_requests
from toolkit.intake.identify import (
    Identity,
    Known,
    identify,
    identify_assigned,
    nothing_known,
    taken_as_said,
)
from toolkit.intake.legacy import Modernised, modernise
from toolkit.intake.model import Explained, Kind, Received, UnitReturn
from toolkit.intake.read import Content, read_content
from toolkit.intake.stack import says_the_same
from toolkit.intake.stack_told import explained_anew, explained_unread, other_unit, stack_told
from toolkit.intake.supplement import as_supplement, is_empty, states_nothing
from toolkit.text import printable
from toolkit.units import Unit, Units

_NO_PART = "UNI-021"

Whole = Callable[[str], Iterable[UnitReturn]]
"""A unit's returns with their entries, by unit_id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One file as it arrived: its name then, the SHA-256 of its bytes, when the unit sent it, when it was registered."""

    file: str
    sha256: str
    arrived_at: datetime
    registered_at: datetime


def decide(
    arrival: Arrival,
    content: RawWorkbook | TonghopError,
    round: Round,
    known: Known = nothing_known,
    units: Units | None = None,
    earlier: Iterable[UnitReturn] = (),
    *,
    whole: Whole | None = None,
    others: Iterable[Form] = (),
) -> Received:
    """Identify, read and number one file. `content` is what the reader gave, or the error it ended in; `earlier` are all
    returns already received in the round, of every unit, their heads being enough; `whole` gives a unit's with their
    entries, and is asked only for a unit that has returned before. For `known`, `units` and `others` see `identify`.
    Whether the same bytes came before is the register's to say.
    """
    if isinstance(content, TonghopError):
        params = {"round_id": round.id} | dict[str, Any](content.params)
        said = found(content.key, Place(file=arrival.file), **params)
        return _received(arrival, Kind.UNREADABLE, round, (said,))
    modern, explained = _opened(content)
    identity = identify(modern.raw, round, known, units, arrival.file, others)
    if identity.kind is not Kind.RETURN:
        received = _received(arrival, identity.kind, round, identity.findings)
        return replace(received, unit_id=identity.unit_id, forms=identity.forms)
    unit = round.unit(identity.unit_id)
    assert unit is not None  # identify gives units of the round only
    read = _read(modern, round, unit, identity)
    if is_empty(read, identity.forms, round, unit):
        said = found(_NO_PART, Place(file=arrival.file), unit=unit.name, ours=_titles(round))
        received = _received(arrival, Kind.ASK, round, (said,))
        return replace(received, unit_id=unit.unit_id, forms=identity.forms)
    if states_nothing(read):
        said = found("UNI-023", Place(file=arrival.file), unit=unit.name, round_id=round.id)
        told = (said, *(_here(finding, arrival.file, unit.unit_id) for finding in read.findings))
        received = _received(arrival, Kind.ASK, round, in_order(told))
        return replace(received, unit_id=unit.unit_id, forms=identity.forms)
    read = replace(read, explanations=explained)
    return _accept(arrival, modern, read, round, unit, identity, tuple(earlier), whole)


def accept(
    arrival: Arrival,
    content: RawWorkbook,
    round: Round,
    unit: Unit,
    identity: Identity | None = None,
    earlier: Iterable[UnitReturn] = (),
    source: str = "",
    *,
    whole: Whole | None = None,
    asked: Iterable[Finding] = (),
) -> Received:
    """Read a workbook as a unit's return: the next version in its stack. What `assign` does, with no identity: somebody
    has said whose it is, and every form is looked for. `source` is the attachment it was keyed in from. What had been
    `asked` about the file and is not answered by saying whose it is stays a warning.
    """
    modern, explained = _opened(content)
    known = identity or identify_assigned(modern.raw, round, unit, arrival.file)
    read = _read(modern, round, unit, known)
    left = tuple(taken_as_said(finding, round, arrival.file) for finding in asked if finding.code == _NO_PART)
    identity = replace(known, source=source or known.source, findings=(*known.findings, *left))
    read = replace(read, explanations=explained)
    return _accept(arrival, modern, read, round, unit, identity, tuple(earlier), whole)


def _opened(content: RawWorkbook) -> tuple[Modernised, tuple[Explained, ...]]:
    """What is data, with good letters, and what the unit explained on the sheet of requests, which is none."""
    modern = modernise(_printable(content))
    return replace(modern, raw=without_requests(modern.raw)), read_explanations(modern.raw)


def _printable(content: RawWorkbook) -> RawWorkbook:
    """The workbook with texts that any page and terminal shows as they are: all that is quoted comes from here."""

    def shown(value: RawValue) -> RawValue:
        return printable(value) if isinstance(value, str) else value

    sheets = tuple(
        replace(sheet, rows=tuple(tuple(map(shown, row)) for row in sheet.rows)) for sheet in content.sheets
    )
    formulas = {spot: printable(formula) for spot, formula in content.formulas.items()}
    return replace(content, sheets=sheets, formulas=formulas)


def _read(modern: Modernised, round: Round, unit: Unit, identity: Identity) -> Content:
    return read_content(
        modern.raw, round, unit, identity.forms, identity.other_versions, originals=modern.originals
    )


def _accept(
    arrival: Arrival,
    modern: Modernised,
    read: Content,
    round: Round,
    unit: Unit,
    identity: Identity,
    earlier: tuple[UnitReturn, ...],
    whole: Whole | None,
) -> Received:
    stacked = tuple(one for one in earlier if one.unit_id == unit.unit_id)
    absent, left_out = as_supplement(read, identity, round, unit, arrival.file, is_first=not stacked)
    one = replace(
        _returned(arrival, read, round, unit, identity),
        version=max((other.version for other in stacked), default=0) + 1,
        supplement=bool(left_out) or len(identity.forms) < len(round.forms),
        saved_at=modern.raw.modified,
    )
    # What says the same as an earlier return is known by their digests; entries are loaded to compare what differs.
    differs = not any(says_the_same(one, other) for other in stacked)
    if stacked and differs and whole is not None:
        stacked = tuple(whole(unit.unit_id))
    # A file that is assigned again is not compared with itself.
    stacked, others = (tuple(o for o in some if o.sha256 != arrival.sha256) for some in (stacked, earlier))
    other = other_unit(one, others, round)
    said = (
        *identity.findings,
        *modern.findings,
        *absent,
        *left_out,
        *stack_told(one, stacked, round),
        *explained_anew(one, stacked),
        *explained_unread(one),
        *((other,) if other else ()),
    )
    findings = in_order(tuple(_here(finding, arrival.file, unit.unit_id) for finding in said))
    received = _received(arrival, Kind.RETURN, round, findings)
    return replace(
        received,
        unit_id=unit.unit_id,
        version=one.version,
        forms=identity.forms,
        content=replace(one, findings=findings),
    )


def _returned(arrival: Arrival, read: Content, round: Round, unit: Unit, identity: Identity) -> UnitReturn:
    """What was read, as the unit's first return."""
    return UnitReturn(
        round=round.id,
        unit_id=unit.unit_id,
        version=1,
        file=arrival.file,
        sha256=arrival.sha256,
        arrived_at=arrival.arrived_at,
        registered_at=arrival.registered_at,
        entries=read.entries,
        forms=identity.forms,
        source=identity.source,
        content=content_digest(read.entries),
        figures=figures_digest(read.entries),
        explanations=read.explanations,
    )


def _received(arrival: Arrival, kind: Kind, round: Round, findings: tuple[Finding, ...]) -> Received:
    return Received(
        file=arrival.file,
        sha256=arrival.sha256,
        kind=kind,
        arrived_at=arrival.arrived_at,
        findings=findings,
        round=round.id,
    )


def _here(finding: Finding, file: str, unit_id: str) -> Finding:
    """The finding with file and unit; its further places too."""
    return replace(
        finding,
        place=replace(finding.place, file=file, unit_id=unit_id),
        related=tuple(replace(place, file=file, unit_id=unit_id) for place in finding.related),
    )


def _titles(round: Round) -> str:
    return "; ".join(form.title.vi for form in round.forms)
