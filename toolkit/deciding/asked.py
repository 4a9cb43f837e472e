"""What a unit was asked: a request is named by its rule, or its finding's code, and found in the round's validation."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.decisions.model import Subject
from toolkit.decisions.subject import can_be_accepted, subject_of
from toolkit.decisions.told import bare, subject_label
from toolkit.desk import Desk
from toolkit.errors import UsageError
from toolkit.findings import Finding, Severity
from toolkit.form.model import Round
from toolkit.judge import is_judged, judge
from toolkit.text import Text, say
from toolkit.units import Unit
from toolkit.validation.model import Checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A request as it is named: a rule's or finding's code, and where it fails in several places its row or field."""

    rule: str
    row: str = ""
    field: str = ""


def checked_now(desk: Desk, opened: Round) -> Checked:
    """The round's validation as things stand; run anew where something came or was decided since the last one."""
    known = desk.register.checked(opened.id) if is_judged(desk, opened) else None
    return known or judge(desk, opened).checked


def request_of(opened: Round, unit: Unit, checked: Checked, meant: Meant) -> tuple[Finding, Finding]:
    """The finding that is meant, with the message that leads it. Raises UsageError."""
    if unit.unit_id not in checked.verdicts:
        raise UsageError("decide.not_returned", unit=unit.name, round=opened.id)
    mine = (lead for lead in checked.findings if lead.place.unit_id == unit.unit_id)
    told = [(lead, one) for lead in mine for one in lead.each]
    same = [(lead, one) for lead, one in told if _is_meant(one, meant)]
    open_ = [pair for pair in same if pair[1].was_asked]
    by_subject = {subject_of(one): (lead, one) for lead, one in open_}
    if len(by_subject) == 1:
        return next(iter(by_subject.values()))
    if by_subject:
        raise _several(meant, [one for _, one in open_])
    if same:
        raise UsageError("decide.only_a_note", rule=meant.rule, unit=unit.name)
    raise _nothing(opened, unit, [one for _, one in told], meant)


def _is_meant(finding: Finding, meant: Meant) -> bool:
    named = meant.rule.casefold() in (
        finding.rule.casefold(),
        finding.code.casefold(),
        subject_of(finding).text,
    )
    place = finding.place
    return (
        named and meant.row in ("", place.row, subject_of(finding).row) and meant.field in ("", place.field)
    )


def _several(meant: Meant, findings: Sequence[Finding]) -> UsageError:
    rows = list(dict.fromkeys(subject_of(one).row for one in findings))
    if len(rows) > 1 and not meant.row:
        return UsageError(
            "decide.several", field=meant.rule, option="--row", values=", ".join(filter(None, rows))
        )
    fields = dict.fromkeys(one.place.field for one in findings)
    if len(fields) > 1 and not meant.field:
        return UsageError("decide.several", field=meant.rule, option="--field", values=", ".join(fields))
    rules = dict.fromkeys(one.rule or one.code for one in findings)
    return UsageError("decide.several_rules", field=meant.rule, values=", ".join(rules))


def _nothing(opened: Round, unit: Unit, told: Sequence[Finding], meant: Meant) -> UsageError:
    wrong = [one for one in told if one.severity is not Severity.INFO and not one.office_only]
    open_ = _titled(opened, wrong)
    codes = {rule.code for form in opened.forms for rule in form.rules} | set(open_)
    near = [] if meant.rule in codes else difflib.get_close_matches(meant.rule, codes, n=3)
    hint = say("decide.near", near=", ".join(near)) if near else _open_here(open_)
    key = "decide.rule_holds" if meant.rule in codes else "decide.rule_unknown"
    return UsageError(key, rule=meant.rule, unit=unit.name, hint=hint)


def _open_here(codes: Mapping[str, Text]) -> Text:
    if not codes:
        return say("decide.nothing_open")
    return say("decide.open_here", codes=_listed(codes))


def _listed(codes: Mapping[str, Text]) -> Text:
    named = [say("decide.named", code=code, title=title) for code, title in codes.items()]
    return Text.joined("; ", named)


def _titled(opened: Round, findings: Iterable[Finding]) -> dict[str, Text]:
    """Rules' and findings' codes with what each is about, once each."""
    return {
        one.rule or one.code: bare(subject_label(opened, _rule_alone(one)) if one.rule else one.message)
        for one in findings
    }


def _rule_alone(finding: Finding) -> Subject:
    return Subject(finding.place.form, finding.rule)


def still_open(opened: Round, lead: Finding, decided: Finding) -> tuple[Text, ...]:
    """What a message asks for besides a finding of it that was decided by itself; nothing where that was all."""
    others = [one for one in lead.each if subject_of(one) != subject_of(decided) and one.asks]
    codes = _titled(opened, others)
    return (say("decide.still_open", codes=_listed(codes)),) if codes else ()


def explained_of(opened: Round, unit: Unit, checked: Checked, meant: Meant) -> list[Finding]:
    """All of a request that the unit explained in the words it wrote to this. Raises UsageError where it wrote nothing."""
    lead, finding = request_of(opened, unit, checked, meant)
    if not finding.explanation:
        raise UsageError("decide.no_explanation", rule=meant.rule, unit=unit.name, round=opened.id)
    together = [one for one in lead.each if one.explanation == finding.explanation]
    return [one for one in together if one.was_asked]


def check_acceptable(checked: Checked, finding: Finding) -> None:
    """Raise UsageError where there is no figure that could be accepted: it is in doubt whose they are, or any that the
    finding speaks of cannot be read.
    """
    from toolkit.validation.cells import UNREADABLE
    from toolkit.validation.hold import concerned

    if not can_be_accepted(finding):
        raise UsageError("decide.identity", code=finding.code)
    mine = [entry.stacked for entry in checked.entries if entry.unit_id == finding.place.unit_id]
    entries = {item.entry.key: item for item in mine}
    for key in concerned(finding, entries):
        entry = entries[key].entry
        if entry.state in UNREADABLE:
            raise UsageError("decide.unreadable", cell=entry.cell, sheet=entry.sheet, field=key.field)
