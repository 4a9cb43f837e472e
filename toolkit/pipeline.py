"""The stages a workbook passes, in order; the only place where they meet.

    template -> (the communes) -> receive -> validate -> merge -> consolidated workbook, report

Each function is one verb: it loads what the stages need, calls them value by value, writes what they give, and
returns a `Result`. Heavy libraries are imported by the verb that needs them.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.desk import Desk, NewRound, load_round, open_planned, plan_round
from toolkit.errors import NothingUsableError, TonghopError, UsageError
from toolkit.files.atomic import sha256
from toolkit.files.inbox import files_in
from toolkit.files.model import RawWorkbook
from toolkit.files.workspace import read_input
from toolkit.findings import Finding
from toolkit.form.model import Round
from toolkit.intake.model import Kind, Received
from toolkit.judge import Judged, judge, manifest_of, stated_day, suites_for, write_suite
from toolkit.merge.model import Totals
from toolkit.past import earlier_totals
from toolkit.periods import write_date
from toolkit.publish import publish_outputs
from toolkit.render import merge_files, report_files, template_files, validation_files
from toolkit.result import Output, Result
from toolkit.text import Lang, say

if TYPE_CHECKING:
    from concurrent.futures import Future

    from toolkit.files.guard import GuardedExecutor

READ_SECONDS = 20.0
READ_MEGABYTES = 512


def open_round(desk: Desk, wanted: NewRound) -> Result:
    """Open a round: freeze its forms, suites and units, and print its id."""
    from toolkit.validation.suites import suite_json

    planned = plan_round(desk, wanted)
    findings: list[Finding] = []
    frozen = {}
    for form in planned.forms:
        suites, found = suites_for(desk, form)
        write_suite(desk, form, suites)
        frozen[form.id] = suite_json(suites).encode()
        findings += found
    open_planned(desk, planned, frozen)
    said = say(
        "cli.round_opened",
        id=planned.id,
        label=planned.period.label,
        units=len(planned.units),
        due=write_date(planned.due),
    )
    return Result(
        verb="round new",
        round=planned,
        findings=(*desk.workspace.warnings(), *findings),
        said=(said, say("cli.next", command=f"template {planned.id}")),
    )


def write_templates(desk: Desk, round_id: str, *, common: bool = False) -> Result:
    """One workbook a unit, a ZIP of them all, and with `common` the one for all."""
    opened = load_round(desk, round_id)
    files = template_files(desk, opened, common)
    outputs = publish_outputs(desk, opened, files, manifest_of(desk, opened))
    return Result(verb="template", round=opened, outputs=outputs)


def receive(desk: Desk, round_id: str, paths: tuple[Path, ...] = (), *, jobs: int = 1) -> Result:
    """Take in what came back: whose each file is, what it says, and what must be asked."""
    opened = load_round(desk, round_id)
    received, seen_before = _receive(desk, opened, paths, jobs)
    return Result(verb="receive", round=opened, received=received, seen_before=seen_before)


def assign(desk: Desk, round_id: str, file: str, code: str) -> Result:
    """Say whose a received file is. Raises UsageError for a file that can be nobody's return."""
    from toolkit.files.read_workbook import read_workbook
    from toolkit.intake.receive import Arrival, accept

    opened = load_round(desk, round_id)
    unit = opened.unit(code)
    if unit is None:
        expected = ", ".join(f"{unit.code} ({unit.name})" for unit in opened.units)
        raise UsageError("pipeline.unit_not_expected", code=code, round=round_id, expected=expected)
    digest = desk.register.digest_of(round_id, file)
    asked = next(item for item in desk.register.received(round_id) if item.sha256 == digest)
    if asked.kind not in {Kind.ASK, Kind.RETURN}:
        raise UsageError("pipeline.cannot_assign", file=asked.file, kind=say(f"kind.{asked.kind.value}"))
    with _reading(1) as reading:
        content = reading.submit(read_workbook, desk.workspace.stored(digest).read_bytes()).result()
    arrival = Arrival(
        file=asked.file,
        sha256=digest,
        arrived_at=asked.arrived_at or desk.act.at,
        registered_at=desk.act.at,
    )
    item = accept(arrival, content, opened, unit, earlier=desk.register.returns(round_id, entries=False))
    settled = desk.register.assign(round_id, file, item, desk.act)
    said = say("cli.assigned", file=settled.file, unit=unit.name)
    return Result(verb="assign", round=opened, received=(settled,), said=(said,))


def discard(desk: Desk, round_id: str, file: str, reason: str) -> Result:
    """Put a received file aside; it is kept."""
    opened = load_round(desk, round_id)
    item = desk.register.discard(round_id, file, reason, desk.act)
    return Result(
        verb="discard",
        round=opened,
        received=(item,),
        seen_before=frozenset({item.file}),
        said=(say("cli.discarded", file=item.file),),
    )


def status(desk: Desk, round_id: str, *, as_of: date | None = None) -> Result:
    """Who has returned, on time, late, to mend, missing, as the register knows it."""
    from toolkit.intake.stack import stack_all
    from toolkit.validation.standing import standings

    opened = load_round(desk, round_id)
    checked = desk.register.checked(round_id)
    data = stack_all(desk.register.returns(round_id))
    waiting = tuple(item for item in desk.register.received(round_id) if not item.is_settled)
    return Result(
        verb="status",
        round=opened,
        received=waiting,
        checked=checked,
        standings=standings(opened, checked, data, stated_day(opened, data, as_of)),
        verdicts=checked.verdicts if checked else {},
    )


def validate(
    desk: Desk, round_id: str, *, as_of: date | None = None, lang: Lang = "vi", take_suite: bool = False
) -> Result:
    """Run the checks over all returns in one pass; write validation.xlsx and validation.html."""
    judged = judge(desk, load_round(desk, round_id), as_of, take_suite)
    files = validation_files(desk, judged, lang)
    outputs = publish_outputs(desk, judged.round, files, manifest_of(desk, judged.round, judged))
    return _result("validate", judged, outputs)


def merge_round(desk: Desk, round_id: str, *, as_of: date | None = None, lang: Lang = "vi") -> Result:
    """Totals and consolidated.xlsx, and the differences from the last merge."""
    judged = judge(desk, load_round(desk, round_id), as_of)
    totals = _merge(desk, judged)
    files = merge_files(desk, judged, totals, lang)
    outputs = publish_outputs(desk, judged.round, files, manifest_of(desk, judged.round, judged, totals))
    return _result("merge", judged, outputs, totals)


def write_report(desk: Desk, round_id: str, *, as_of: date | None = None, lang: Lang = "vi") -> Result:
    """report.docx, and report.md with the same text."""
    judged = judge(desk, load_round(desk, round_id), as_of)
    totals = _merge(desk, judged)
    files = report_files(desk, judged, totals, lang)
    outputs = publish_outputs(desk, judged.round, files, manifest_of(desk, judged.round, judged, totals))
    return _result("report", judged, outputs, totals)


def run(
    desk: Desk,
    round_id: str,
    paths: tuple[Path, ...] = (),
    *,
    as_of: date | None = None,
    lang: Lang = "vi",
    jobs: int = 1,
) -> Result:
    """Receive, validate, merge, report."""
    opened = load_round(desk, round_id)
    received, seen_before = _receive(desk, opened, paths, jobs)
    judged = judge(desk, opened, as_of)
    totals = _merge(desk, judged)
    files = validation_files(desk, judged, lang) | merge_files(desk, judged, totals, lang)
    files |= report_files(desk, judged, totals, lang)
    outputs = publish_outputs(desk, opened, files, manifest_of(desk, opened, judged, totals))
    told = _result("run", judged, outputs, totals)
    return replace(told, received=received, seen_before=seen_before)


def import_history(desk: Desk, path: Path) -> Result:
    """Earlier totals from a CSV file, for comparison."""
    from toolkit.desk import load_workspace_form
    from toolkit.register.history import parse_history

    forms = {ident: load_workspace_form(desk.workspace, ident) for ident in desk.workspace.form_ids()}
    rows = parse_history(read_input(path), path.name, forms)
    if not rows:
        raise NothingUsableError("pipeline.history_empty", file=str(path))
    changed = desk.register.import_history(rows, desk.act)
    return Result(verb="history import", said=(say("cli.imported", count=len(rows), changed=changed),))


def _receive(
    desk: Desk, opened: Round, paths: tuple[Path, ...], jobs: int
) -> tuple[tuple[Received, ...], frozenset[str]]:
    """Every file that is there, and the names of those that the register knew and has nothing to ask about."""
    from toolkit.files.read_workbook import read_workbook
    from toolkit.intake.receive import Arrival, decide

    usual = desk.workspace.returns(opened.id)
    files = files_in(paths or (usual,) * usual.is_dir())
    # Only the heads: a unit's earlier values are nobody's business here, and reading them takes long.
    earlier = list(desk.register.returns(opened.id, entries=False))
    if not files and not earlier:
        where = ", ".join(str(path) for path in paths) or str(usual)
        raise NothingUsableError("pipeline.nothing_returned", path=where)
    items: dict[str, Received] = {}
    waiting = []
    with _reading(jobs) as reading:
        for name, path, written in files:
            data = read_input(path)
            known = desk.register.known(opened.id, sha256(data), name)
            if known and known.is_settled:
                items[name] = known
            else:
                desk.workspace.store(data)
                waiting.append((name, sha256(data), written, reading.submit(read_workbook, data)))
        contents = [_content(future) for _, _, _, future in waiting]
    with desk.register.transaction():
        for (name, digest, written, _), content in zip(waiting, contents, strict=True):
            arrival = Arrival(file=name, sha256=digest, arrived_at=written, registered_at=desk.act.at)
            item = decide(arrival, content, opened, (), desk.units, earlier)
            items[name] = stands = desk.register.add_received(opened.id, item, desk.act)
            earlier += [stands.content] if stands.content else []
    fresh = {name for name, _, _, _ in waiting}
    return tuple(items[name] for name, _, _ in files), frozenset(items.keys() - fresh)


def _content(future: "Future[RawWorkbook]") -> RawWorkbook | TonghopError:
    """What the reader gave, or the error of ours that it ended in."""
    try:
        return future.result()
    except TonghopError as error:
        return error


def _reading(jobs: int) -> "GuardedExecutor":
    from toolkit.files.guard import GuardedExecutor

    return GuardedExecutor(workers=jobs, seconds=READ_SECONDS, megabytes=READ_MEGABYTES)


def _merge(desk: Desk, judged: Judged) -> Totals:
    from toolkit.merge.merge import changes, merge

    opened = judged.round
    desk.register.backup_before("merge", desk.act)
    totals = merge(opened, judged.checked, 0)
    last = desk.register.last_totals(opened.id, unlike=totals)
    changed = changes(last.totals, totals.totals) if last else ()
    totals = replace(totals, changes=changed, comparisons=earlier_totals(desk, opened, totals))
    desk.register.save_totals(totals, desk.act)
    return totals


def _result(verb: str, judged: Judged, outputs: tuple[Output, ...], totals: Totals | None = None) -> Result:
    return Result(
        verb=verb,
        round=judged.round,
        findings=judged.findings,
        received=judged.received,
        data=judged.data,
        standings=judged.standings,
        checked=judged.checked,
        totals=totals,
        outputs=outputs,
        seen_before=frozenset(item.file for item in judged.received if item.is_settled),
        verdicts=judged.checked.verdicts,
    )
