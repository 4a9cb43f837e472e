"""The stages a workbook passes, in order; the only place where they meet.

    template -> (the communes) -> receive -> validate -> merge -> consolidated workbook, report

Each function is one verb: it loads what the stages need, calls them value by value, writes what they give, and
returns a `Result`. Heavy libraries are imported by the verb that needs them.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from toolkit.assigning import keyed_from_elsewhere
from toolkit.desk import Desk, NewRound, load_round, open_planned, plan_round
from toolkit.findings import Finding
from toolkit.issuing.stands import issued_from, merge_judged
from toolkit.judge import Judged, is_to_mend, judge, manifest_of, stated_day, suites_for, write_suite
from toolkit.keeping import notices
from toolkit.merge.model import Totals
from toolkit.periods import write_date
from toolkit.publish import publish_outputs
from toolkit.receiving.take_in import Progress, take_in
from toolkit.render import (
    data_docs_files,
    documents,
    merge_files,
    report_files,
    template_files,
    validation_files,
)
from toolkit.result import Output, Result
from toolkit.returning import FOLDER, returned_files
from toolkit.text import Lang, say


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


def receive(
    desk: Desk,
    round_id: str,
    paths: tuple[Path, ...] = (),
    *,
    jobs: int = 1,
    password: str = "",
    progress: Progress | None = None,
) -> Result:
    """Take in what came back: whose each file is, what it says, and what must be asked.

    `password` is tried on workbooks and archives that need one; it is kept nowhere. The result asks for attention (exit 1)
    when a file has to be asked about or mended, not because units are still missing: that is status's to say.
    """
    opened = load_round(desk, round_id)
    dangers = notices(desk)  # before anything is recorded: the clock is compared with the newest event
    taken = take_in(desk, opened, paths, jobs=jobs, password=password, progress=progress)
    return Result(
        verb="receive",
        round=opened,
        findings=dangers,
        received=taken.received,
        seen_before=taken.seen_before,
        said=() if taken.received else (say("cli.nothing_new", path=f"returns/{round_id}"),),
        to_mend=is_to_mend(desk, opened, taken.received),
    )


def discard(desk: Desk, round_id: str, file: str, reason: str) -> Result:
    """Put a received file aside; it is kept."""
    opened = load_round(desk, round_id)
    meant = desk.register.named(round_id, file)
    item = desk.register.discard(round_id, meant.sha256, meant.file, reason, desk.act)
    return Result(
        verb="discard",
        round=opened,
        findings=keyed_from_elsewhere(desk, opened, item.sha256),
        received=(item,),
        seen_before=frozenset({item.file}),
        said=(say("cli.discarded", file=item.file),),
    )


def status(desk: Desk, round_id: str, *, as_of: date | None = None, only_calls: bool = False) -> Result:
    """Who has returned, on time, late, to mend, missing, as the register knows it; what was decided, and what waits. With
    `only_calls` whom to ask first, as the last validation left it, is all that is told.
    """
    from toolkit.decisions.pending import pending
    from toolkit.intake.stack import stack_all
    from toolkit.validation.decided import in_effect
    from toolkit.validation.standing import standings

    opened = load_round(desk, round_id)
    checked = desk.register.checked(round_id)
    data = stack_all(desk.register.returns(round_id))
    received = desk.register.received(round_id)
    decisions = desk.register.decisions(round_id)
    return Result(
        verb="status",
        round=opened,
        findings=keyed_from_elsewhere(desk, opened),
        received=tuple(item for item in received if not item.is_settled or item.is_attached),
        data=data,
        checked=checked,
        standings=standings(opened, checked, data, stated_day(opened, data, as_of)),
        verdicts=checked.verdicts if checked else {},
        sources={item.sha256: item.file for item in reversed(received)},
        decisions=decisions,
        pending=pending(checked.findings, decisions) if checked else (),
        applied=in_effect(checked) if checked else None,
        is_current=desk.register.check_is_current(round_id) and not desk.register.begun_outputs(round_id),
        only_calls=only_calls,
    )


def validate(
    desk: Desk,
    round_id: str,
    *,
    as_of: date | None = None,
    lang: Lang = "vi",
    take_suite: bool = False,
    data_docs: bool = False,
) -> Result:
    """Run the checks over all returns in one pass; write validation.xlsx, validation.html and what goes back to units, and
    Great Expectations' own pages where they are asked for.
    """
    judged = judge(desk, load_round(desk, round_id), as_of, take_suite)
    files = validation_files(judged.round, issued_from(desk, judged, lang))
    files |= returned_files(desk, judged, lang)
    files |= data_docs_files(desk, judged, lang) if data_docs else {}
    outputs = publish_outputs(desk, judged.round, files, manifest_of(desk, judged.round, judged), (FOLDER,))
    return _result("validate", judged, outputs)


def merge_round(desk: Desk, round_id: str, *, as_of: date | None = None, lang: Lang = "vi") -> Result:
    """Totals and consolidated.xlsx, and the differences from the last merge."""
    judged = judge(desk, load_round(desk, round_id), as_of)
    totals = _merge(desk, judged)
    files = merge_files(judged.round, issued_from(desk, judged, lang, totals))
    outputs = publish_outputs(desk, judged.round, files, manifest_of(desk, judged.round, judged, totals))
    return _result("merge", judged, outputs, totals)


def write_report(desk: Desk, round_id: str, *, as_of: date | None = None, lang: Lang = "vi") -> Result:
    """report.docx, and report.md with the same text."""
    judged = judge(desk, load_round(desk, round_id), as_of)
    totals = _merge(desk, judged)
    files = report_files(judged.round, issued_from(desk, judged, lang, totals))
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
    password: str = "",
    progress: Progress | None = None,
) -> Result:
    """Receive, validate, merge, report."""
    opened = load_round(desk, round_id)
    dangers = notices(desk)
    taken = take_in(desk, opened, paths, jobs=jobs, password=password, progress=progress)
    judged = judge(desk, opened, as_of)
    totals = _merge(desk, judged)
    files = documents(opened, issued_from(desk, judged, lang, totals)) | returned_files(desk, judged, lang)
    outputs = publish_outputs(desk, opened, files, manifest_of(desk, opened, judged, totals), (FOLDER,))
    told = _result("run", judged, outputs, totals)
    return replace(
        told,
        findings=(*dangers, *told.findings),
        received=taken.received,
        seen_before=taken.seen_before,
    )


def _merge(desk: Desk, judged: Judged) -> Totals:
    desk.register.backup_before("merge", desk.act)
    totals = merge_judged(desk, judged)
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
