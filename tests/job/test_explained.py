"""What was explained and accepted holds for the very rule, figures and earlier figures that it was given for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.forms import SMALL_FORM, small_form, small_round
from tests.unit.validation.fills import GOOD, returned, stacked
from toolkit.deciding.asked import Meant, check_acceptable, explained_of, request_of
from toolkit.decisions.model import Decisions, Subject, Waiver
from toolkit.decisions.pending import pending
from toolkit.decisions.subject import request_code, subject_of
from toolkit.errors import UsageError
from toolkit.findings import Finding, Place, Severity
from toolkit.form.model import Form, Key, Round
from toolkit.form.rules import At
from toolkit.intake.model import Explained, State, UnitReturn
from toolkit.text import Text
from toolkit.validation.check import check_round
from toolkit.validation.model import Checked
from toolkit.validation.suites import compile_suite

pytestmark = pytest.mark.slow

ROUND = small_round()
UNIT = ROUND.units[0]
RECEIVED = Key("small", "figures", "dossier_received")
PARTS, SUM = "dossier_received__parts", "dossiers_add_up"
WORDS = "Số liệu năm đã điều chỉnh."


def round_of(form: Form) -> Round:
    return small_round(form)


def checked(*returns: UnitReturn, opened: Round = ROUND, parts: int | None = None, **more: Any) -> Checked:
    """`parts`: what the periods before come to, of dossiers received."""
    past = {At.PARTS: {UNIT.unit_id: {RECEIVED: parts}}} if parts is not None else {}
    suites = {form.id: compile_suite(form) for form in opened.forms}
    return check_round(opened, [stacked(*returns)], suites, past, **more)


def sent(values: Mapping[str, object] = GOOD, opened: Round = ROUND, **more: Any) -> UnitReturn:
    return returned(opened, UNIT.unit_id, values, **more)


def every(of: Checked) -> dict[str, Finding]:
    """By rule, or code where no rule stands behind it."""
    return {one.rule or one.code: one for lead in of.findings for one in lead.each}


def explaining(sent: UnitReturn, **words: str) -> UnitReturn:
    """The return with words to rules, on the sheet that was made for what is wrong with it."""
    asked = every(checked(sent, parts=200))
    said = (Explained(subject=request_code(asked[rule]), words=told) for rule, told in words.items())
    return replace(sent, explanations=tuple(said))


def waiver(of: Finding) -> Waiver:
    at = datetime(2024, 6, 15)
    subject = subject_of(of)
    return Waiver(
        by="A", at=at, reason="có biên bản", unit_id=UNIT.unit_id, subject=subject, bound_to=of.bound_to
    )


def accepted(of: Checked, rule: str) -> list[str]:
    return [one.rule for one in explained_of(ROUND, UNIT, of, Meant(rule=rule))]


WRONG = {**GOOD, "dossier_online": 17}
"""Against parts of 200 a warning fails on the dossiers received; now the sum fails on them too."""


def test_an_error_that_joins_an_explained_message_is_not_explained() -> None:
    now = checked(explaining(sent(), **{PARTS: WORDS}), sent(WRONG, version=2), parts=200)
    (lead,) = [one for one in now.findings if one.rule == SUM]
    assert (lead.severity, lead.explanation, lead.explained) == (Severity.ERROR, "", WORDS)
    assert [one.rule for one in pending(now.findings, Decisions())] == [PARTS]
    assert accepted(now, PARTS) == [PARTS]
    with pytest.raises(UsageError, match="no_explanation"):
        accepted(now, SUM)


def test_two_explanations_of_one_message_are_answered_one_by_one() -> None:
    now = checked(explaining(sent(WRONG), **{PARTS: WORDS, SUM: "Đúng."}), parts=200)
    assert {one.rule: one.explanation for one in pending(now.findings, Decisions())} == {
        SUM: "Đúng.",
        PARTS: WORDS,
    }
    assert accepted(now, PARTS) == [PARTS] and accepted(now, SUM) == [SUM]


def test_what_is_explained_in_the_same_words_is_answered_at_once() -> None:
    now = checked(explaining(sent(WRONG), **{PARTS: WORDS, SUM: WORDS}), parts=200)
    assert [one.rule for one in pending(now.findings, Decisions())] == [SUM]
    assert accepted(now, PARTS) == [SUM, PARTS]


def test_what_was_accepted_lapses_when_an_earlier_period_says_something_else() -> None:
    decided = Decisions(waivers=(waiver(every(checked(sent(), parts=200))[PARTS]),))
    assert every(checked(sent(), parts=200, decisions=decided))[PARTS].waived
    other = every(checked(sent(), parts=99999, decisions=decided))[PARTS]
    assert not other.waived and "không còn hiệu lực" in other.note.vi


def test_an_explanation_lapses_when_an_earlier_period_says_something_else() -> None:
    told = explaining(sent(), **{PARTS: WORDS})
    assert every(checked(told, parts=200))[PARTS].explanation == WORDS
    assert every(checked(told, parts=99999))[PARTS].explanation == ""


def in_doubt(code: str, **place: str) -> Finding:
    said = Text("m", "m")
    return Finding(code=code, severity=Severity.ERROR, message=said, remedy=said, place=Place(**place))


def test_an_accepted_block_lets_no_unreadable_cell_through() -> None:
    found = in_doubt("STR-005", form="small", block="dossiers", sheet="Hồ sơ")
    unread = sent({**GOOD, "dossiers/ho_tich/got": State.TEXT}, findings=(found,))
    before = checked(unread)
    with pytest.raises(UsageError, match="unreadable"):
        check_acceptable(before, every(before)["STR-005"])
    now = checked(unread, decisions=Decisions(waivers=(waiver(every(before)["STR-005"]),)))
    assert every(now)["STR-005"].waived and every(now)["RUL-005"].severity is Severity.ERROR
    assert [entry.key.field for entry in now.entries if entry.held] == ["got"]


def test_a_block_in_doubt_whose_cells_can_all_be_read_may_be_accepted() -> None:
    found = in_doubt("STR-005", form="small", block="dossiers", sheet="Hồ sơ")
    before = checked(sent(findings=(found,)))
    check_acceptable(before, every(before)["STR-005"])
    decided = Decisions(waivers=(waiver(every(before)["STR-005"]),))
    assert not any(entry.held for entry in checked(sent(findings=(found,)), decisions=decided).entries)


def test_figures_of_which_it_is_in_doubt_whose_they_are_cannot_be_accepted() -> None:
    now = checked(sent(findings=(in_doubt("UNI-007"),)))
    _, finding = request_of(ROUND, UNIT, now, Meant(rule="UNI-007"))
    with pytest.raises(UsageError, match="identity"):
        check_acceptable(now, finding)


TWO_BLOCKS = SMALL_FORM.replace("    optional: true\n", "").replace(
    "        rounded_to: 0.1\n", "        rounded_to: 0.1\n        core: true\n"
)


def test_blank_cells_of_a_sheet_are_one_subject_whichever_of_them_are_filled() -> None:
    opened = round_of(small_form(TWO_BLOCKS))
    blank = every(checked(sent({**GOOD, "household_total": None}, opened), opened=opened))
    (one,) = [finding for finding in blank.values() if finding.code == "RUL-002"]
    filled = every(checked(sent(GOOD, opened), opened=opened))
    (other,) = [finding for finding in filled.values() if finding.code == "RUL-002"]
    assert (one.place.field, other.place.field) == ("household_total", "budget")
    assert subject_of(one) == subject_of(other) == Subject("small", "figures__core")


OF_THE_FIELDS = f"""{SMALL_FORM}\
  - code: grid_within
    check: cell(dossiers, ho_tich, got) + cell(dossiers, dat_dai, got) <= 0.01 * dossier_received
    severity: warning
    missing: zero
    message: {{vi: Hồ sơ các lĩnh vực không nhiều hơn tổng số., en: Fields are within the total.}}
"""


def test_a_rule_of_the_fields_is_one_subject_whatever_cell_it_points_at() -> None:
    opened = round_of(small_form(OF_THE_FIELDS))
    found = []
    for left_out in ("", "dossiers/ho_tich/got"):
        rest = {name: value for name, value in GOOD.items() if name != left_out}
        found.append(every(checked(sent(rest, opened), opened=opened))["grid_within"])
    assert [one.place.row for one in found] == ["ho_tich", "dat_dai"]
    assert {subject_of(one) for one in found} == {Subject("small", "grid_within")}


def test_a_rule_of_a_grid_is_a_subject_a_row() -> None:
    wrong = {**GOOD, "dossiers/ho_tich/got": 11, "dossiers/dat_dai/got": 11}
    found = [one for lead in checked(sent(wrong)).findings for one in lead.each if one.rule == "grid_adds_up"]
    assert {subject_of(one) for one in found} == {
        Subject("small", "grid_adds_up", "dossiers", row) for row in ("ho_tich", "dat_dai")
    }
