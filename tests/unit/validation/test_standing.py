from dataclasses import replace
from datetime import date, datetime

from tests.forms import small_round
from tests.unit.validation.fills import returned, stacked
from toolkit.findings import Place, Severity, found
from toolkit.intake.model import UnitData, Verdict
from toolkit.validation.model import Checked, Presence
from toolkit.validation.standing import due_date, standings

ROUND = small_round()  # due on Tuesday 18 June 2024
IDS = [unit.unit_id for unit in ROUND.units]
AS_OF = date(2024, 6, 20)


def arrived(unit_id: str, *days: str) -> UnitData:
    at = [datetime.fromisoformat(day) for day in days]
    return stacked(*(returned(ROUND, unit_id, version=n, at=day) for n, day in enumerate(at, start=1)))


def test_every_expected_unit_stands_somewhere_in_the_rounds_order() -> None:
    found_ = standings(ROUND, None, [arrived(IDS[1], "2024-06-18T23:59")], AS_OF)
    assert [s.unit_id for s in found_] == IDS
    assert [s.presence for s in found_] == [Presence.MISSING, Presence.ON_TIME] + [Presence.MISSING] * 3


def test_the_due_day_itself_is_on_time_and_lateness_counts_working_days() -> None:
    days = {"2024-06-18T20:00": 0, "2024-06-19T08:00": 1, "2024-06-24T08:00": 4}
    for day, late in days.items():
        standing = standings(ROUND, None, [arrived(IDS[0], day)], AS_OF)[0]
        assert (standing.late_days, standing.presence is Presence.LATE) == (late, late > 0)


def test_what_arrives_on_a_day_off_counts_for_the_next_working_day() -> None:
    saturday = standings(ROUND, None, [arrived(IDS[0], "2024-06-22T08:00")], AS_OF)[0]
    monday = standings(ROUND, None, [arrived(IDS[0], "2024-06-24T08:00")], AS_OF)[0]
    assert saturday.late_days == monday.late_days == 4


def test_a_correction_asked_for_later_does_not_make_a_unit_late() -> None:
    standing = standings(ROUND, None, [arrived(IDS[0], "2024-06-17T08:00", "2024-06-25T08:00")], AS_OF)[0]
    assert (standing.presence, standing.version) == (Presence.ON_TIME, 2)
    assert standing.arrived_at == datetime(2024, 6, 17, 8)


def test_a_unit_with_an_extension_is_late_only_after_it() -> None:
    longer = replace(ROUND, extensions={IDS[0]: date(2024, 6, 25)})
    assert due_date(longer, longer.units[0]) == date(2024, 6, 25)
    standing = standings(longer, None, [arrived(IDS[0], "2024-06-25T08:00")], AS_OF)[0]
    assert standing.presence is Presence.ON_TIME


def test_a_missing_unit_is_late_by_the_working_days_since_it_was_due() -> None:
    late = {standings(ROUND, None, [], day)[0].late_days for day in (date(2024, 6, 14), date(2024, 6, 18))}
    assert late == {0}
    assert standings(ROUND, None, [], AS_OF)[0].late_days == 2


def test_verdict_and_counts_come_from_the_check() -> None:
    def finding(severity: Severity):  # type: ignore[no-untyped-def]
        place = Place(unit_id=IDS[0], form="small", file="expectations/small.json", block="figures")
        return found("SUI-002", place, severity=severity)

    findings = tuple(finding(s) for s in (Severity.ERROR, Severity.WARNING, Severity.WARNING, Severity.INFO))
    checked = Checked(
        round=ROUND.id, entries=(), findings=findings, results=(), verdicts={IDS[0]: Verdict.TO_MEND}
    )
    first, second, *_ = standings(ROUND, checked, [arrived(IDS[0], "2024-06-14T09:00")], AS_OF)
    assert (first.verdict, first.errors, first.warnings) == (Verdict.TO_MEND, 1, 2)
    assert (second.verdict, second.errors, second.warnings) == (None, 0, 0)
