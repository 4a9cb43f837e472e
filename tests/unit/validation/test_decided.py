"""What staff decided and units explained, on the faults of one unit: it holds for its values, and for no others."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.forms import small_round
from tests.unit.validation.fills import returned, stacked
from toolkit.decisions.apply import correct
from toolkit.decisions.bind import digest
from toolkit.decisions.model import Correction, Decisions, Refusal, Waiver
from toolkit.decisions.subject import sent_along, subject_of
from toolkit.findings import Finding, Place, Severity, found
from toolkit.intake.model import Explained, UnitData, UnitReturn
from toolkit.validation.decided import settle
from toolkit.validation.hold import carried_faults, check_entries, verdict_of
from toolkit.validation.model import Verdict
from toolkit.validation.places import Fault

ROUND = small_round()
UNIT = ROUND.units[0].unit_id
AT = datetime(2024, 6, 15, 9)
WRONG = {"dossier_received": 170, "dossier_online": 107, "dossier_direct": 58}
NONE = Decisions()
FIELDS = ("dossier_received", "dossier_online", "dossier_direct")
TAKEN: dict[str, Any] = {"by": "A", "at": AT, "reason": "có biên bản."}


def unit(
    values: dict[str, object] = WRONG, words: str = "", later: dict[str, object] | None = None
) -> UnitData:
    first = returned(ROUND, UNIT, values)
    said = (Explained(subject=subject_of(rule().finding).text, words=words),) if words else ()
    more = [] if later is None else [returned(ROUND, UNIT, later, version=2)]
    return stacked(replace(first, explanations=said), *more)


def rule(severity: Severity = Severity.ERROR) -> Fault:
    place = Place(
        unit_id=UNIT, form="small", block="dossiers_block", field=FIELDS[0], sheet="Số liệu", cell="E9"
    )
    finding = found("RUL-005", place, severity=severity, raw="170", rule="dossiers_add_up", label="Hồ sơ")
    return Fault(replace(finding, held=severity is Severity.ERROR), KEYS)


KEYS = tuple(
    next(item.entry.key for item in stacked(returned(ROUND, UNIT)).entries if item.entry.key.field == name)
    for name in FIELDS
)


def bound(data: UnitData) -> str:
    return digest(item.entry for item in data.entries if item.entry.key in KEYS)


def waiver(data: UnitData, **more: Any) -> Waiver:
    said = TAKEN | {"unit_id": UNIT, "subject": subject_of(rule().finding), "bound_to": bound(data)} | more
    return Waiver(**said)


def settled(data: UnitData, decisions: Decisions = NONE, fault: Fault | None = None) -> Finding:
    (done,) = settle([fault or rule()], data, decisions)
    return done.finding


def test_nothing_decided_leaves_the_finding_and_names_its_values() -> None:
    assert settled(unit()) == replace(rule().finding, bound_to=bound(unit()))


def test_a_waived_error_holds_nothing_and_the_verdict_counts_it_not() -> None:
    data = unit()
    faults = settle([rule()], data, Decisions(waivers=(waiver(data),)))
    finding = faults[0].finding
    assert (finding.waived, finding.held, finding.severity) == (True, False, Severity.INFO)
    assert finding.note.vi == "Đã chấp nhận số liệu ngày 15/6/2024: có biên bản."
    assert not any(entry.held for entry in check_entries(data, faults))
    assert verdict_of([finding]) is Verdict.ACCEPTED
    assert any(entry.held for entry in check_entries(data, settle([rule()], data, Decisions())))


@pytest.mark.parametrize("change", [{"revoked_at": AT}, {"unit_id": "other@"}])
def test_a_waiver_revoked_or_of_another_unit_does_nothing(change: dict[str, Any]) -> None:
    finding = settled(unit(), Decisions(waivers=(waiver(unit(), **change),)))
    assert finding.held and not finding.waived and not finding.note.vi


def test_a_waiver_lapses_with_its_values_and_says_so() -> None:
    now = unit(later={**WRONG, "dossier_online": 100})
    finding = settled(now, Decisions(waivers=(waiver(unit()),)))
    assert finding.held and "không còn hiệu lực" in finding.note.vi
    same = unit(later=WRONG)
    assert settled(same, Decisions(waivers=(waiver(unit()),))).waived


def test_a_waiver_holds_until_its_day() -> None:
    ending = waiver(unit(), until=date(2024, 6, 20))
    for day, holds in ((None, True), (date(2024, 6, 20), True), (date(2024, 6, 21), False)):
        finding = settled(unit(), Decisions(waivers=(ending,), day=day))
        assert finding.waived is holds and "20/6/2024" in finding.note.vi


def test_an_explanation_stands_while_its_values_do() -> None:
    assert settled(unit(words="Đúng thực tế.")).explanation == "Đúng thực tế."
    assert settled(unit(words="Đúng thực tế.", later=WRONG)).explanation == "Đúng thực tế."
    blank = dict.fromkeys(FIELDS)
    assert settled(unit(words="Đúng thực tế.", later=blank)).explanation == "Đúng thực tế."
    assert settled(unit(words="Đúng thực tế.", later={**WRONG, "dossier_online": 100})).explanation == ""


def test_words_that_were_sent_along_are_no_new_explanation_of_other_values() -> None:
    """The unit mends a figure in the file that it was sent back, and leaves its old words where they stood."""
    subject, words = subject_of(rule().finding).text, "Loa hỏng."
    first = replace(returned(ROUND, UNIT, WRONG), explanations=(Explained(subject=subject, words=words),))

    def again(code: str, said: str, version: int, online: int = 107) -> UnitReturn:
        there = returned(ROUND, UNIT, {**WRONG, "dossier_online": online}, version=version)
        return replace(there, explanations=(Explained(subject=code, words=said),))

    marked = sent_along(subject, words)
    assert settled(stacked(first, again(marked, words, 2))).explanation == words
    changed = again(marked, words, 2, 100)
    lapsed = settled(stacked(first, changed))
    assert lapsed.explanation == "" and "“Loa hỏng.”" in lapsed.note.vi and "số liệu cũ" in lapsed.note.vi
    assert settled(stacked(first, changed, again(marked, words, 3, 100))).explanation == ""
    # What it writes itself is one, be it the same words: where it was asked anew, the cell was blank.
    assert settled(stacked(first, changed, again(subject, words, 3, 100))).explanation == words
    assert settled(stacked(first, again(marked, "Loa hỏng từ tháng 3.", 2, 100))).explanation.endswith(
        "tháng 3."
    )


def test_an_explanation_is_not_one_of_a_corrected_value() -> None:
    data = unit(words="Đúng thực tế.")
    entry = next(item.entry for item in data.entries if item.entry.key == KEYS[0])
    changed = correct(
        data,
        [
            Correction(
                unit_id=UNIT, key=KEYS[0], before=170, after=165, version=1, bound_to=digest([entry]), **TAKEN
            )
        ],
    )
    assert settled(changed).explanation == ""


def test_a_refused_explanation_is_shown_as_refused_until_it_is_another() -> None:
    data = unit(words="Đúng.")
    refusal = Refusal(
        unit_id=UNIT, subject=subject_of(rule().finding), bound_to=bound(data), explanation="Đúng.", **TAKEN
    )
    finding = settled(data, Decisions(refusals=(refusal,)))
    assert finding.held and finding.note.vi == "Giải trình chưa được chấp nhận (ngày 15/6/2024): có biên bản."
    assert settled(unit(words="Đã kiểm kê lại."), Decisions(refusals=(refusal,))).note.vi == ""


def test_what_was_accepted_in_the_period_before_is_told_and_waives_nothing() -> None:
    before = waiver(unit(), bound_to="then", explanation="Dân số biến động.")
    finding = settled(unit(), Decisions(earlier=(before,)))
    assert finding.held and not finding.waived
    assert "Kỳ trước" in finding.note.vi and "Dân số biến động." in finding.note.vi
    both = settled(unit(), Decisions(earlier=(before,), waivers=(waiver(unit()),)))
    assert both.waived and "Kỳ trước" not in both.note.vi


def test_a_note_is_nothing_to_decide_on() -> None:
    info = rule(Severity.INFO)
    assert not settled(unit(), Decisions(waivers=(waiver(unit()),)), info).waived


def test_what_was_said_of_a_corrected_cell_is_said_no_more_and_the_remarks_are() -> None:
    place = Place(form="small", field=FIELDS[0], block=KEYS[0].block, sheet="Số liệu", cell="E9")
    of_cell = found("RUL-005", place, raw="170", label="Hồ sơ")
    data = stacked(returned(ROUND, UNIT, WRONG, findings=(of_cell,)))
    assert [fault.finding.code for fault in carried_faults(data)] == ["RUL-005"]
    entry = next(item.entry for item in data.entries if item.entry.key == KEYS[0])
    made = Correction(
        unit_id=UNIT, key=KEYS[0], before=170, after=165, version=0, bound_to=digest([entry]), **TAKEN
    )
    (fault,) = carried_faults(correct(data, [made]))
    assert (fault.finding.code, fault.keys) == ("DEC-002", (KEYS[0],))


def test_the_unit_reads_no_reason_but_that_of_a_refusal() -> None:
    data, ending = unit(words="Đúng."), date(2024, 6, 20)
    earlier = waiver(data, bound_to="then")
    of_the_office = (
        Decisions(waivers=(waiver(data),)),
        Decisions(waivers=(waiver(data, until=ending),)),
        Decisions(waivers=(waiver(data, until=ending),), day=date(2024, 6, 21)),
        Decisions(waivers=(waiver(data, bound_to="then"),)),
        Decisions(earlier=(earlier,)),
        Decisions(earlier=(replace(earlier, explanation="Dân số biến động."),)),
    )
    for decisions in of_the_office:
        finding = settled(data, decisions)
        assert finding.note_to_unit is not None and "biên bản" in finding.note.vi
        assert "15/6/2024" in finding.note_to_unit.vi and "biên bản" not in finding.note_to_unit.vi
    refusal = Refusal(
        unit_id=UNIT, subject=subject_of(rule().finding), bound_to=bound(data), explanation="Đúng.", **TAKEN
    )
    told = settled(data, Decisions(refusals=(refusal,))).note_to_unit
    assert told is not None and "có biên bản" in told.vi
