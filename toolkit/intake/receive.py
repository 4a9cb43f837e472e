"""What one file turned out to be, decided from values alone: its content, the round, and what came before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from toolkit.errors import TonghopError
from toolkit.files.model import RawWorkbook
from toolkit.findings import Finding, Place, found, in_order
from toolkit.form.model import Round
from toolkit.intake.identify import Identity, identify
from toolkit.intake.model import Kind, Received, UnitReturn
from toolkit.intake.read import read_entries
from toolkit.intake.stack import superseding
from toolkit.units import Unit, Units


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
    rounds: Iterable[Round] = (),
    units: Units | None = None,
    earlier: Iterable[UnitReturn] = (),
) -> Received:
    """Identify, read and number one file. `content` is what the reader gave, or the error it ended in; `earlier` are all
    returns already received in the round, of every unit. Whether the same bytes came before is the register's to say.
    """
    if isinstance(content, TonghopError):
        said = found(content.key, Place(file=arrival.file), **dict[str, Any](content.params))
        return _received(arrival, Kind.UNREADABLE, round, (said,))
    identity = identify(content, round, rounds, units, arrival.file)
    if identity.kind is not Kind.RETURN:
        received = _received(arrival, identity.kind, round, identity.findings)
        return replace(received, unit_id=identity.unit_id, forms=identity.forms)
    unit = round.unit(identity.unit_id)
    assert unit is not None  # identify gives units of the round only
    return accept(arrival, content, round, unit, identity, earlier)


def accept(
    arrival: Arrival,
    content: RawWorkbook,
    round: Round,
    unit: Unit,
    identity: Identity | None = None,
    earlier: Iterable[UnitReturn] = (),
) -> Received:
    """Read a workbook as a unit's return: the next version in its stack. Also what `assign` does, with no identity."""
    stacked = tuple(one for one in earlier if one.unit_id == unit.unit_id)
    forms = identity.forms if identity else tuple(form.id for form in round.forms)
    entries, said = read_entries(content, round, unit, forms)
    one = UnitReturn(
        round=round.id,
        unit_id=unit.unit_id,
        version=max((other.version for other in stacked), default=0) + 1,
        file=arrival.file,
        sha256=arrival.sha256,
        arrived_at=arrival.arrived_at,
        registered_at=arrival.registered_at,
        entries=entries,
        forms=forms,
        supplement=len(forms) < len(round.forms),
        saved_at=content.modified,
    )
    late = superseding(one, stacked)
    findings = in_order(
        tuple(_here(finding, arrival.file, unit.unit_id) for finding in (*said, *((late,) if late else ())))
    )
    received = _received(arrival, Kind.RETURN, round, findings)
    return replace(
        received,
        unit_id=unit.unit_id,
        version=one.version,
        forms=forms,
        content=replace(one, findings=findings),
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
    return replace(finding, place=replace(finding.place, file=file, unit_id=unit_id))
