"""What a unit was asked: choices are named with what they are about, and what one decision leaves open is said."""

from dataclasses import replace

import pytest

from tests.forms import small_round
from toolkit.deciding.asked import Meant, request_of, still_open
from toolkit.errors import UsageError
from toolkit.findings import Finding, Place, Severity, found
from toolkit.intake.model import Verdict
from toolkit.text import say
from toolkit.validation.model import Checked

ROUND = small_round()
FORM = ROUND.forms[0]
UNIT = ROUND.units[0]
FIRST, SECOND = [rule for rule in FORM.rules if rule.origin == "form" and not rule.block][:2]


def finding(rule: str) -> Finding:
    place = Place(unit_id=UNIT.unit_id, form=FORM.id, sheet="Số liệu", cell="E9")
    return found("RUL-005", place, severity=Severity.ERROR, raw="1", rule=rule, label="Hồ sơ")


def checked(*findings: Finding) -> Checked:
    verdicts = {UNIT.unit_id: Verdict.REMARKS}
    return Checked(round=ROUND.id, entries=(), results=(), findings=findings, verdicts=verdicts)


def test_the_choices_are_told_with_what_they_are_about() -> None:
    with pytest.raises(UsageError) as caught:
        request_of(ROUND, UNIT, checked(finding(FIRST.code)), Meant(rule=SECOND.code))
    said = say(caught.value.key, **caught.value.params).vi
    assert f"{FIRST.code} ({FIRST.message.vi.rstrip('.')})" in said


def test_what_a_waiver_of_one_rule_leaves_open_is_said() -> None:
    lead = replace(finding(FIRST.code), also=(finding(SECOND.code),))
    (said,) = still_open(ROUND, lead, lead)
    assert f"{SECOND.code} ({SECOND.message.vi.rstrip('.')})" in said.vi and FIRST.code not in said.vi
    assert still_open(ROUND, lead.also[0], lead.also[0]) == ()
    accepted = replace(lead, also=(replace(lead.also[0], waived=True),))
    assert still_open(ROUND, accepted, accepted) == ()
