"""`waive` and `explain`: figures are accepted although a rule fails, or what the unit explained is not accepted."""

from collections.abc import Callable, Sequence
from datetime import date

from toolkit.deciding.asked import Meant, check_acceptable, checked_now, explained_of, request_of, still_open
from toolkit.deciding.meant import needed, open_round, unit_meant
from toolkit.deciding.told import take_back, write_down
from toolkit.decisions.model import Decision, Refusal, Taken, Waiver, in_force
from toolkit.decisions.subject import compared_as, subject_of
from toolkit.decisions.told import bare, subject_label
from toolkit.desk import Desk
from toolkit.errors import UsageError
from toolkit.findings import Finding
from toolkit.form.model import Round
from toolkit.judge import stated_day
from toolkit.periods import write_date
from toolkit.result import Result
from toolkit.text import Text, say
from toolkit.units import Unit

_THEN = "run"


def waive(
    desk: Desk,
    round_id: str,
    unit: str,
    meant: Meant,
    *,
    reason: str = "",
    until: date | None = None,
    revoke: bool = False,
) -> Result:
    """Accept a unit's figures although a rule fails, for the values it fails with; with `revoke` take that back.

    Of a message on several rules only the one named is waived; what is said names those that stay open.

    Raises UsageError where the rule does not fail there, a cell cannot be read, or it is in doubt whose the figures are:
    then there is nothing to accept.
    """
    opened = open_round(desk, round_id)
    whose = unit_meant(opened, unit)
    if revoke:
        return _take_back(desk, opened, whose, meant, "waive", reason)
    needed(reason=reason)
    _check_until(desk, opened, until)
    checked = checked_now(desk, opened)
    lead, finding = request_of(opened, whose, checked, meant)
    check_acceptable(checked, finding)
    made = _waiver(desk, whose, finding, reason, until)
    more = still_open(opened, lead, finding)
    return write_down(desk, opened, "waive", (made,), _worded(opened, whose), _THEN, *more)


def accept(
    desk: Desk,
    round_id: str,
    unit: str,
    meant: Meant,
    *,
    reason: str = "",
    until: date | None = None,
    revoke: bool = False,
) -> Result:
    """Accept what the unit explained: its figures count, for all that was asked of it in the same request.

    Raises UsageError where there is no explanation that still stands.
    """
    opened = open_round(desk, round_id)
    whose = unit_meant(opened, unit)
    if revoke:
        return _take_back(desk, opened, whose, meant, "explain accept", reason)
    _check_until(desk, opened, until)
    checked = checked_now(desk, opened)
    explained = explained_of(opened, whose, checked, meant)
    for finding in explained:
        check_acceptable(checked, finding)
    why = reason.strip() or say("decide.as_explained").vi
    made = [_waiver(desk, whose, finding, why, until) for finding in explained]
    with desk.register.transaction():
        _overrule(desk, opened, in_force(desk.register.decisions(round_id).refusals), made)
        return write_down(desk, opened, "explain accept", made, _worded(opened, whose), _THEN)


def refuse(
    desk: Desk, round_id: str, unit: str, meant: Meant, *, reason: str = "", revoke: bool = False
) -> Result:
    """Do not accept what the unit explained; the reason is told to the unit. Raises UsageError as `accept`."""
    opened = open_round(desk, round_id)
    whose = unit_meant(opened, unit)
    if revoke:
        return _take_back(desk, opened, whose, meant, "explain refuse", reason)
    needed(reason=reason)
    made = [
        Refusal(
            by=desk.act.by,
            at=desk.act.at,
            reason=reason.strip(),
            unit_id=whose.unit_id,
            subject=subject_of(finding),
            bound_to=finding.bound_to,
            explanation=finding.explanation,
        )
        for finding in explained_of(opened, whose, checked_now(desk, opened), meant)
    ]
    with desk.register.transaction():
        _overrule(desk, opened, in_force(desk.register.decisions(round_id).waivers), made)
        return write_down(desk, opened, "explain refuse", made, _worded(opened, whose), _THEN)


def _check_until(desk: Desk, opened: Round, until: date | None) -> None:
    if until is None:
        return
    from toolkit.intake.stack import stack_all

    heads = desk.register.returns(opened.id, entries=False)
    day = stated_day(opened, stack_all(heads), None)
    if until < day:
        raise UsageError("decide.until_past", until=write_date(until), day=write_date(day))


def _waiver(desk: Desk, unit: Unit, finding: Finding, reason: str, until: date | None) -> Waiver:
    return Waiver(
        by=desk.act.by,
        at=desk.act.at,
        reason=reason.strip(),
        unit_id=unit.unit_id,
        subject=subject_of(finding),
        bound_to=finding.bound_to,
        until=until,
        explanation=finding.explanation,
    )


def _overrule(desk: Desk, opened: Round, standing: Sequence[Decision], made: Sequence[Decision]) -> None:
    """Take back what decided the contrary of the same."""
    about = {(one.unit_id, one.subject) for one in made if isinstance(one, Waiver | Refusal)}
    for one in standing:
        if isinstance(one, Waiver | Refusal) and (one.unit_id, one.subject) in about:
            desk.register.revoke(opened.id, one, desk.act, "")


def _take_back(desk: Desk, opened: Round, unit: Unit, meant: Meant, verb: str, reason: str) -> Result:
    """What stands on a rule of the unit, and of an accepted explanation all that was accepted with it."""
    known = desk.register.decisions(opened.id)
    kinds: dict[str, tuple[Waiver | Refusal, ...]] = {
        "waive": in_force(known.waivers),
        "explain accept": tuple(one for one in in_force(known.waivers) if one.explanation),
        "explain refuse": in_force(known.refusals),
    }
    mine = [one for one in kinds[verb] if one.unit_id == unit.unit_id]
    named = [one for one in mine if _decides(one, meant)]
    moments = {one.at for one in named} if verb != "waive" else set()
    standing = [one for one in mine if one in named or one.at in moments]
    return take_back(desk, opened, verb, standing, _worded(opened, unit), _THEN, reason)


def _decides(one: Waiver | Refusal, meant: Meant) -> bool:
    subject = one.subject
    known_as = {meant.rule.casefold(), compared_as(meant.rule.upper()).casefold()}
    named = bool(known_as & {subject.rule.casefold(), subject.text.casefold()})
    asked = ((meant.row, subject.row), (meant.field, subject.field))
    # A rule of the form's fields has neither: what cell it happens to point at tells nothing apart.
    return named and all("" in (said, mine) or said == mine for said, mine in asked)


def _worded(opened: Round, unit: Unit) -> Callable[[Taken], Text]:
    def word(one: Taken) -> Text:
        assert isinstance(one, Waiver | Refusal)
        told = bare(subject_label(opened, one.subject))
        if isinstance(one, Refusal):
            return say("decide.refused", unit=unit.name, what=told, words=one.explanation, reason=one.reason)
        until = say("decide.until", day=write_date(one.until)) if one.until else Text("", "")
        words = say("decide.explained", words=one.explanation) if one.explanation else Text("", "")
        return say("decide.waived", unit=unit.name, what=told, until=until, words=words, reason=one.reason)

    return word
