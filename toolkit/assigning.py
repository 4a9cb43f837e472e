"""Staff say whose a received file is: a workbook becomes a return, a photo or a signed PDF the unit's signed copy."""

from dataclasses import replace
from functools import partial

from toolkit.desk import Desk, load_round
from toolkit.errors import UsageError
from toolkit.files.workspace import read_input
from toolkit.findings import Place, found
from toolkit.form.model import Round
from toolkit.intake.model import Kind, Received
from toolkit.judge import manifest_of
from toolkit.publish import publish_outputs
from toolkit.receiving.line import reading_crew
from toolkit.render import keying_files, keying_name
from toolkit.result import Result
from toolkit.text import say
from toolkit.units import Unit


def assign(desk: Desk, round_id: str, file: str, code: str, *, password: str = "") -> Result:
    """Say whose a received file is. A photo, PDF or Word file becomes the unit's signed copy, with a workbook to key it in.

    Raises UsageError for a file that can be nobody's return.
    """
    from toolkit.files.content import ATTACHABLE
    from toolkit.files.sniff import sniff

    opened = load_round(desk, round_id)
    unit = expected_unit(opened, code)
    digest = desk.register.digest_of(round_id, file)
    same = [item for item in desk.register.received(round_id) if item.sha256 == digest]
    asked = next((item for item in same if item.file == file), same[0])
    data = read_input(desk.workspace.stored(digest))
    if asked.kind is Kind.UNREADABLE and sniff(data) in ATTACHABLE:
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


def _assign_workbook(
    desk: Desk, opened: Round, asked: Received, unit: Unit, data: bytes, password: str
) -> Result:
    from toolkit.files.read_workbook import read_workbook
    from toolkit.intake.receive import Arrival, accept

    with reading_crew(1) as crew:
        content = crew.submit(read_workbook, data, password).result()
    arrival = Arrival(
        file=asked.file,
        sha256=asked.sha256,
        arrived_at=asked.arrived_at or desk.act.at,
        registered_at=desk.act.at,
    )
    earlier = desk.register.returns(opened.id, entries=False)
    whole = partial(desk.register.returns_of, opened.id)
    item = accept(arrival, content, opened, unit, earlier=earlier, whole=whole)
    settled = desk.register.assign(opened.id, asked.file, item, desk.act)
    said = say("cli.assigned", file=settled.file, unit=unit.name)
    return Result(verb="assign", round=opened, received=(settled,), said=(said,))


def _attach(desk: Desk, opened: Round, asked: Received, unit: Unit) -> Result:
    """Keep a file as a unit's signed copy, and write the workbook in which staff key it in."""
    workbook = f"outputs/{opened.id}/{keying_name(unit)}"
    place = Place(file=asked.file, unit_id=unit.unit_id)
    told = found("FIL-048", place, unit=unit.name, workbook=workbook)
    item = replace(asked, unit_id=unit.unit_id, findings=(told,), discarded="")
    settled = desk.register.assign(opened.id, asked.file, item, desk.act)
    files = keying_files(desk, opened, unit, settled)
    outputs = publish_outputs(desk, opened, files, manifest_of(desk, opened))
    said = (
        say("cli.attached", file=settled.file, unit=unit.name),
        say("cli.key_in", path=outputs[0].path, round=opened.id),
    )
    return Result(
        verb="assign",
        round=opened,
        received=(settled,),
        outputs=outputs,
        said=said,
        seen_before=frozenset({settled.file}),
    )
