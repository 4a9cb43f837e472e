"""From the register's returns to a judged round: which suites run, the check itself, who stands where."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import toolkit
from toolkit.decisions.model import Decisions
from toolkit.desk import Desk, frozen_suites, take_suites
from toolkit.errors import FormError, NothingUsableError
from toolkit.files.atomic import sha256, standing_digest, write_whole
from toolkit.findings import Finding, Place, Severity, found
from toolkit.form.model import Form, Round
from toolkit.intake.model import Kind, Received, UnitData
from toolkit.register.past import PastValues
from toolkit.units import few_named
from toolkit.validation.model import Checked, Series, Standing

Suites = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A round's returns after validation; `findings` are those of no file (suites, the workspace's place), `past` and
    `series` are what the units stated in other periods, as rules name these and one after the other. `keyed` names, by a
    return's SHA-256, the attachment that staff keyed it in from.
    """

    round: Round
    data: tuple[UnitData, ...]
    checked: Checked
    standings: tuple[Standing, ...]
    received: tuple[Received, ...]
    findings: tuple[Finding, ...]
    as_of: date
    decisions: Decisions = field(default_factory=Decisions)
    past: PastValues = field(default_factory=dict)
    series: Series = field(default_factory=Series)
    keyed: Mapping[str, str] = field(default_factory=dict)


def judge(
    desk: Desk, opened: Round, as_of: date | None = None, take_suite: bool = False, *, anew: bool = True
) -> Judged:
    """Check everything that was received; where not `anew`, only if something has changed since the last validation. Raises
    NothingUsableError while nothing has come back.
    """
    from toolkit.decisions.apply import correct
    from toolkit.intake.stack import stack_all
    from toolkit.validation.standing import standings

    stacked = stack_all(desk.register.returns(opened.id))
    if not stacked:
        missing = {"count": len(opened.units), "units": few_named(opened.units)}
        raise NothingUsableError("pipeline.nothing_received", round=opened.id, **missing)
    frozen = frozen_suites(desk, opened)
    suites, findings = _suites_that_run(desk, opened, frozen, take_suite)
    day = stated_day(opened, stacked, as_of)
    decisions = replace(desk.register.decisions(opened.id), day=day)
    data = tuple(correct(unit, decisions.corrections) for unit in stacked)
    past = desk.register.past_values(opened.id, desk.lineage, opened.forms)
    series = desk.register.series(opened.id, lineage=desk.lineage, forms=opened.forms)
    checked = None if anew else _as_kept(desk, opened, suites, decisions)
    if checked is None:
        # Imported here: a validation takes seconds to import, and is not needed where the last one still stands.
        from toolkit.validation.check import check_round
        from toolkit.validation.rejudged import verdicts_changed

        checked = check_round(opened, data, suites, past, decisions, series)
        if suites != frozen:
            before = check_round(opened, data, frozen, past, decisions, series)
            findings = (*findings, verdicts_changed(opened, before, checked))
        desk.register.save_checked(checked, desk.act, _of_staff(desk, opened))
    received = desk.register.received(opened.id)
    return Judged(
        round=opened,
        data=data,
        checked=checked,
        standings=standings(opened, checked, data, day),
        received=received,
        findings=findings,
        as_of=day,
        decisions=decisions,
        past=past,
        series=series,
        keyed=keyed_from(data, received),
    )


def _as_kept(desk: Desk, opened: Round, suites: Mapping[str, Suites], decisions: Decisions) -> Checked | None:
    """The last validation while all that it was made from stands; None too where a waiver ends some day: then it hangs on
    the day that the round is looked at.
    """
    from toolkit.validation.suites import suite_digest

    if not is_judged(desk, opened) or any(waiver.until for waiver in decisions.waivers):
        return None
    checked = desk.register.checked(opened.id)
    same = {form: suite_digest(of_form) for form, of_form in suites.items()}
    return checked if checked and checked.suites == same else None


def is_judged(desk: Desk, opened: Round) -> bool:
    """Whether the last validation is of everything that came, was decided and is compared with; of a closed round it is."""
    return desk.register.check_is_current(opened.id, _of_staff(desk, opened))


def is_merged(desk: Desk, opened: Round) -> bool:
    """Whether the newest merge too is of all that."""
    return desk.register.merge_is_current(opened.id, _of_staff(desk, opened))


def _of_staff(desk: Desk, opened: Round) -> str:
    """A digest of the files of staff by which figures are compared and written (the plan, who became whom, the office), of
    what was made of them, and of the program's version.
    """
    paths = (desk.workspace.plan(opened.id), desk.workspace.units_map, desk.workspace.office)
    files = "".join(standing_digest(path) or "-" for path in paths)
    return sha256(f"{files} {desk.lineage} {toolkit.__version__}".encode())


def keyed_from(data: Iterable[UnitData], received: Iterable[Received]) -> dict[str, str]:
    """Returns that staff keyed in, by their SHA-256: the name of the attachment they were keyed in from."""
    names = {item.sha256: item.file for item in received}
    returns = (one for unit in data for one in unit.returns)
    return {one.sha256: names.get(one.source, one.source[:12]) for one in returns if one.source}


def stated_day(opened: Round, data: tuple[UnitData, ...], as_of: date | None) -> date:
    """The day that coverage is stated for: as asked, else the due date, but never before a return that counts."""
    arrived = (one.arrived_at.date() for unit in data for one in unit.returns)
    return max(as_of or opened.due, *arrived, date.min)


def is_to_mend(desk: Desk, opened: Round, received: Iterable[Received]) -> bool:
    """Whether an error of one of these files concerns figures that count: what a later return mended does not."""
    from toolkit.intake.stack import stack
    from toolkit.validation.hold import carried_faults

    units = dict.fromkeys(
        item.unit_id
        for item in received
        if item.kind is Kind.RETURN
        and not item.discarded
        and any(finding.severity is Severity.ERROR for finding in item.findings)
    )
    return any(
        fault.finding.severity is Severity.ERROR
        for unit_id in units
        for fault in carried_faults(stack(unit_id, desk.register.returns_of(opened.id, unit_id)))
    )


def suites_for(desk: Desk, form: Form) -> tuple[Suites, tuple[Finding, ...]]:
    """The form's suites from the workspace's file, refreshed by the form. Raises FormError for a broken file."""
    from toolkit.validation.suites import file_of, refresh_suite

    path = desk.workspace.root / file_of(form.id)
    return refresh_suite(form, _read_json(path.read_bytes(), file_of(form.id)) if path.is_file() else None)


def write_suite(desk: Desk, form: Form, suites: Suites) -> None:
    """Put the refreshed suites where staff read and extend them; an unchanged file is left alone."""
    from toolkit.validation.suites import file_of, suite_json

    path = desk.workspace.root / file_of(form.id)
    data = suite_json(suites).encode()
    if not path.is_file() or path.read_bytes() != data:
        write_whole(path, data)


def _suites_that_run(
    desk: Desk, opened: Round, frozen: Mapping[str, Suites], take: bool
) -> tuple[dict[str, Suites], tuple[Finding, ...]]:
    """The suites frozen with the round; with `take` those now in the workspace, which then are the round's.

    The workspace's file is looked at either way: a broken one is refused, an edited one restored and reported.
    """
    from toolkit.validation.suites import file_of, suite_digest, suite_json

    running = dict(frozen)
    findings: list[Finding] = []
    for form in opened.forms:
        if not _is_current(desk, form):
            continue
        suites, found_ = suites_for(desk, form)
        findings += found_
        write_suite(desk, form, suites)
        if suite_digest(suites) == suite_digest(running[form.id]):
            continue
        if take:
            running[form.id] = suites
            take_suites(desk, opened, form.id, suite_json(suites).encode())
        else:
            findings.append(found("SUI-020", Place(file=file_of(form.id), form=form.id), round=opened.id))
    return running, tuple(findings)


def _is_current(desk: Desk, form: Form) -> bool:
    """Whether the workspace has the form as it was frozen; a later version's suite is none of this round's."""
    path = desk.workspace.forms / form.id / "form.yaml"
    return path.is_file() and sha256(path.read_bytes()) == form.digest


def _read_json(data: bytes, file: str) -> Suites:
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise FormError("suite.not_json", file=file, line=error.lineno) from None
    except UnicodeDecodeError as error:
        raise FormError("suite.not_json", file=file, line=data[: error.start].count(b"\n") + 1) from None
    if not isinstance(content, dict):
        raise FormError("suite.not_json", file=file, line=1)
    return content
