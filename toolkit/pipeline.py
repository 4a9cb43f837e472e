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
from toolkit.errors import TonghopError
from toolkit.findings import Finding
from toolkit.issuing.anew import merge_kept, outcome, write_anew
from toolkit.issuing.closed import as_closed, late_arrivals
from toolkit.issuing.stands import issued_from
from toolkit.issuing.wishes import keep_written
from toolkit.judge import is_judged, is_to_mend, judge, stated_day, suites_for, write_suite
from toolkit.keeping import notices
from toolkit.manifest import manifest_of
from toolkit.periods import write_date
from toolkit.publish import publish_outputs
from toolkit.receiving.late import refuse_issued
from toolkit.receiving.take_in import Progress, take_in
from toolkit.render import (
    data_docs_files,
    merge_files,
    pdf_files,
    report_files,
    template_files,
    validation_files,
)
from toolkit.result import Result
from toolkit.returning import FOLDER, returned_files
from toolkit.text import Lang, say
from toolkit.verifying.own_wording import with_wording_told


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
        to_mend=opened.issued is None and is_to_mend(desk, opened, taken.received),
        late=late_arrivals(desk, opened),
    )


def discard(desk: Desk, round_id: str, file: str, reason: str) -> Result:
    """Put a received file aside; it is kept."""
    opened = load_round(desk, round_id)
    meant = desk.register.named(round_id, file)
    refuse_issued(desk, opened, meant)
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
    from toolkit.decisions.model import in_force
    from toolkit.decisions.pending import pending
    from toolkit.intake.stack import stack_all
    from toolkit.validation.decided import in_effect
    from toolkit.validation.standing import standings

    opened = load_round(desk, round_id)
    issued = desk.register.issued(round_id, opened.edition, totalled=False) if opened.issued else None
    late = late_arrivals(desk, opened)
    waiting = {item.sha256 for item in late}
    checked = issued.checked if issued else desk.register.checked(round_id)
    data = stack_all(one for one in desk.register.returns(round_id) if one.sha256 not in waiting)
    day = stated_day(opened, data, as_of)
    received = desk.register.received(round_id)
    decisions = desk.register.decisions(round_id)
    current = issued is not None or is_judged(desk, opened)
    merged = None if issued or not in_force(decisions.adjustments) else desk.register.last_head(round_id)
    impossible = merged.impossible if merged else ()
    return Result(
        verb="status",
        round=opened,
        findings=(*keyed_from_elsewhere(desk, opened), *(merged.findings if merged else ())),
        received=tuple(item for item in received if not item.is_settled or item.is_attached),
        data=data,
        checked=checked,
        standings=issued.standings if issued else standings(opened, checked, data, day),
        verdicts=checked.verdicts if checked else {},
        sources={item.sha256: item.file for item in reversed(received)},
        decisions=decisions,
        pending=pending(checked.findings, decisions) if checked else (),
        applied=replace(in_effect(checked), impossible=impossible) if checked else None,
        is_current=current and not desk.register.begun_outputs(round_id),
        only_calls=only_calls,
        late=late,
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
    opened = load_round(desk, round_id)
    if opened.issued:
        return as_closed(desk, opened, "validate", lang)
    judged = judge(desk, opened, as_of, take_suite)
    files = validation_files(opened, issued_from(desk, judged, lang))
    files |= returned_files(desk, judged, lang)
    files |= data_docs_files(desk, judged, lang) if data_docs else {}
    outputs = publish_outputs(desk, opened, files, manifest_of(desk, opened, judged), (FOLDER,))
    return outcome("validate", judged, outputs)


def merge_round(desk: Desk, round_id: str, *, as_of: date | None = None, lang: Lang = "vi") -> Result:
    """Totals and consolidated.xlsx, and the differences from the last merge."""
    opened = load_round(desk, round_id)
    if opened.issued:
        return as_closed(desk, opened, "merge", lang)
    judged = judge(desk, opened, as_of, anew=False)
    totals = merge_kept(desk, judged)
    files = merge_files(opened, issued_from(desk, judged, lang, totals, reported=False))
    outputs = publish_outputs(desk, opened, files, manifest_of(desk, opened, judged))
    return outcome("merge", judged, outputs, totals)


def write_report(
    desk: Desk, round_id: str, *, as_of: date | None = None, lang: Lang = "vi", pdf: bool = False
) -> Result:
    """report.docx, and report.md with the same text; with `pdf` report.pdf, of a closed round that of the edition. In
    English they are report.en.docx, report.en.md, report.en.pdf, and stand beside the Vietnamese ones.
    """
    opened = load_round(desk, round_id)
    if opened.issued:
        return as_closed(desk, opened, "report", lang, pdf=pdf)
    judged = judge(desk, opened, as_of, anew=False)
    totals = merge_kept(desk, judged)
    issued = issued_from(desk, judged, lang, totals)
    files = report_files(opened, issued)
    files |= pdf_files(files) if pdf else {}
    kept = keep_written(desk, opened, issued)
    outputs = publish_outputs(desk, opened, files, manifest_of(desk, opened, judged))
    return with_wording_told(desk, outcome("report", judged, (*kept, *outputs), totals), lang)


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
    """Receive, validate, merge, report. What stops it after files were received says that they were."""
    opened = load_round(desk, round_id)
    dangers = notices(desk)
    taken = take_in(desk, opened, paths, jobs=jobs, password=password, progress=progress)
    try:
        told = (
            as_closed(desk, opened, "run", lang)
            if opened.issued
            else with_wording_told(desk, write_anew(desk, opened, "run", lang, as_of), lang)
        )
    except TonghopError as error:
        if fresh := sum(bool(item.sha256) and item.file not in taken.seen_before for item in taken.received):
            error.after("cli.stopped_after_receiving", count=fresh, round=round_id)
        raise
    return replace(
        told,
        findings=(*dangers, *told.findings),
        received=taken.received,
        seen_before=taken.seen_before,
    )
