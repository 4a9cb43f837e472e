"""Staff say whose a received file is: a workbook becomes a return, a photo or a signed PDF the unit's signed copy."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, ParamSpec, TypeVar

from toolkit.desk import Desk, load_round
from toolkit.errors import UsageError
from toolkit.files.workspace import read_input
from toolkit.findings import Finding, Place, found
from toolkit.form.model import Round
from toolkit.intake.model import Kind, Received
from toolkit.judge import is_to_mend
from toolkit.manifest import manifest_of
from toolkit.publish import publish_outputs
from toolkit.receiving.late import refuse_issued
from toolkit.receiving.line import reading_crew, told
from toolkit.render import keying_files, keying_name
from toolkit.result import Result
from toolkit.text import Text, say
from toolkit.units import Unit

P = ParamSpec("P")
T = TypeVar("T")


def assign(desk: Desk, round_id: str, file: str, code: str, *, password: str = "") -> Result:
    """Say whose a received file is. A photo, PDF or Word file becomes the unit's signed copy, with a workbook to key it in.

    Raises UsageError for a file that can be nobody's return.
    """
    from toolkit.files.content import ATTACHABLE
    from toolkit.files.sniff import sniff

    opened = load_round(desk, round_id)
    unit = expected_unit(opened, code)
    asked = desk.register.named(round_id, file)
    refuse_issued(desk, opened, asked)
    data = read_input(desk.workspace.stored(asked.sha256))
    if asked.kind is Kind.UNREADABLE and _guarded(asked, sniff, data) in ATTACHABLE:
        return _attach(desk, opened, asked, unit)
    if asked.kind not in {Kind.ASK, Kind.RETURN}:
        raise UsageError("pipeline.cannot_assign", file=asked.file, kind=say(f"kind.{asked.kind.value}"))
    return _assign_workbook(desk, opened, asked, unit, data, password)


def expected_unit(opened: Round, code: str) -> Unit:
    """A unit of the round by its code. Raises UsageError, naming those there are."""
    unit = opened.unit(code)
    if unit is None:
        expected = ", ".join(f"{unit.code} ({unit.name})" for unit in opened.units)
        raise UsageError("pipeline.unit_not_expected", code=code, round=opened.id, expected=expected)
    return unit


def _guarded(asked: Received, read: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """What a worker reads in the file. Raises UsageError, which names it."""
    try:
        with reading_crew(1) as crew:
            return crew.submit(read, *args, **kwargs).result()
    except Exception as error:
        of_file = told(error)
        params: dict[str, Any] = {"file": asked.file, "round_id": asked.round, **of_file.params}
        raise UsageError(of_file.key, **params) from error


def _assign_workbook(
    desk: Desk, opened: Round, asked: Received, unit: Unit, data: bytes, password: str
) -> Result:
    from toolkit.files.read_workbook import read_workbook
    from toolkit.intake.receive import Arrival, accept

    content = _guarded(asked, read_workbook, data, password)
    arrival = Arrival(
        file=asked.file,
        sha256=asked.sha256,
        arrived_at=asked.arrived_at or desk.act.at,
        registered_at=desk.act.at,
    )
    earlier = desk.register.returns(opened.id, entries=False)
    whole = partial(desk.register.returns_of, opened.id)
    item = accept(arrival, content, opened, unit, earlier=earlier, whole=whole, asked=asked.findings)
    settled = desk.register.assign(opened.id, item, desk.act)
    said = say("cli.assigned", file=settled.file, unit=unit.name)
    return Result(
        verb="assign",
        round=opened,
        received=(settled,),
        said=(said,),
        to_mend=opened.issued is None and is_to_mend(desk, opened, (settled,)),
    )


def _attach(desk: Desk, opened: Round, asked: Received, unit: Unit) -> Result:
    """Keep a file as a unit's signed copy, and write the workbook in which staff key it in."""
    workbook = f"outputs/{opened.id}/{keying_name(unit)}"
    place = Place(file=asked.file, unit_id=unit.unit_id)
    told = found("FIL-048", place, unit=unit.name, workbook=workbook, round_id=opened.id)
    item = replace(asked, unit_id=unit.unit_id, findings=(told,), discarded="")
    settled = desk.register.assign(opened.id, item, desk.act)
    files = keying_files(desk, opened, unit, settled)
    outputs = publish_outputs(desk, opened, files, manifest_of(desk, opened))
    said = (
        say("cli.attached", file=settled.file, unit=unit.name),
        say("cli.key_in", path=outputs[0].path, round=opened.id),
    )
    return Result(
        verb="assign",
        round=opened,
        findings=keyed_from_elsewhere(desk, opened, settled.sha256),
        received=(settled,),
        outputs=outputs,
        said=said,
        seen_before=frozenset({settled.file}),
    )


def keyed_from_elsewhere(desk: Desk, opened: Round, source: str = "") -> tuple[Finding, ...]:
    """Returns that were keyed in from an attachment which is no longer their unit's; with `source` from that one alone."""
    received = desk.register.received(opened.id)
    told = []
    for one in desk.register.returns(opened.id, entries=False):
        items = [item for item in received if one.source and item.sha256 == one.source]
        stands = any(item.is_attached and item.unit_id == one.unit_id for item in items)
        if not items or stands or source not in ("", one.source):
            continue
        item = next((item for item in items if item.is_attached), items[0])
        told.append(
            found(
                "FIL-055",
                Place(file=one.file, unit_id=one.unit_id),
                unit=_name(opened, one.unit_id),
                version=one.version,
                attachment=item.file,
                now=_became_of(opened, item),
                round_id=opened.id,
            )
        )
    return tuple(told)


def _became_of(opened: Round, item: Received) -> Text:
    if item.discarded:
        return say("attachment.discarded", reason=item.discarded)
    if item.is_attached:
        return say("attachment.moved", other=_name(opened, item.unit_id))
    return say("attachment.unassigned")


def _name(opened: Round, unit_id: str) -> str:
    unit = opened.unit(unit_id)
    return unit.name if unit else unit_id
