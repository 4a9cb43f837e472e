"""Through the whole check of a round: one slip in a grid is one message that asks for that cell, with what it may be."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.forms import small_round
from tests.unit.validation.fills import returned, stacked
from toolkit.decisions.model import Decisions, Waiver
from toolkit.decisions.subject import subject_of
from toolkit.findings import Finding, Severity
from toolkit.form.load import load_form
from toolkit.form.model import Form, Key, Round
from toolkit.form.rules import At
from toolkit.intake.model import Origin, UnitData
from toolkit.validation.check import check_round
from toolkit.validation.model import Checked
from toolkit.validation.suites import compile_suite

GRID = "dossiers_by_field"
ROW = "bao_tro_xa_hoi"
UNDECIDED = Decisions()
FIGURES = {
    "received_online": 1253,
    "received_direct_post": 540,
    "received_carried_over": 12,
    "received_total": 1805,
    "resolved_early": 700,
    "resolved_on_time": 1000,
    "resolved_late": 5,
    "resolved_total": 1705,
    "pending_in_time": 90,
    "pending_overdue": 10,
    "pending_total": 100,
}


def shipped(name: str) -> Form:
    folder = Path(__file__).parents[2] / "input_templates" / name
    return load_form((folder / "form.yaml").read_bytes(), f"{name}/form.yaml")


@pytest.fixture(scope="module")
def opened() -> Round:
    return small_round(shipped("tthc_ii06a"))


def name(column: str, row: str = ROW) -> str:
    return f"{GRID}/{row}/{column}"


def unit_with(opened: Round, changes: Mapping[str, object]) -> UnitData:
    rows = opened.forms[0].block(GRID).rows
    values: dict[str, object] = {name(c, row.code): value for row in rows for c, value in FIGURES.items()}
    return stacked(returned(opened, opened.units[0].unit_id, {**values, **changes}))


def check(opened: Round, unit: UnitData, decisions: Decisions = UNDECIDED) -> Checked:
    key = Key(opened.forms[0].id, GRID, "pending_total", ROW, "pending_total")
    past = {At.PREVIOUS: {unit.unit_id: {key: 12}}}
    suites = {form.id: compile_suite(form) for form in opened.forms}
    return check_round(opened, [unit], suites, past, decisions)


def asked(checked: Checked) -> list[Finding]:
    return [one for one in checked.findings if one.code == "RUL-001"]


def cell_of(unit: UnitData, column: str) -> str:
    return next(e.entry.cell for e in unit.entries if (e.entry.key.row, e.entry.key.column) == (ROW, column))


def test_two_digits_swapped_are_one_request_at_that_cell(opened: Round) -> None:
    unit = unit_with(opened, {name("received_online"): 1523})
    (one,) = asked(check(opened, unit))
    cell, total = cell_of(unit, "received_online"), cell_of(unit, "received_total")
    assert one.place.cell == cell == one.suggestions[0].changes[0].place.cell
    assert one.suggestions[0].likely and one.suggestions[0].kind == "digits_swapped"
    assert one.suggestions[0].words.vi == (
        f"Đề nghị kiểm tra ô {cell}: ghi 1.523, có thể là 1.253 (khi đó khớp tổng tại cột {total.rstrip('0123456789')})."
    )
    assert one.asked.vi.startswith(one.suggestions[0].words.vi)
    assert one.held and one.severity is Severity.ERROR and one.raw.strip() == "1523"


def test_a_wrong_total_that_two_sums_speak_of_is_one_message(opened: Round) -> None:
    unit = unit_with(opened, {name("resolved_total"): 1075})
    (one,) = asked(check(opened, unit))
    assert {one.rule, *(also.rule for also in one.also)} == {"resolved_adds_up", "all_received_accounted_for"}
    assert one.place.cell == cell_of(unit, "resolved_total") and one.suggestions[0].changes[0].value == 1705
    assert one.suggestions[0].likely


def test_two_slips_far_apart_are_two_messages(opened: Round) -> None:
    rows = opened.forms[0].block(GRID).rows
    changes = {name("received_online"): 1523, name("received_direct_post", rows[-1].code): 5400}
    found = asked(check(opened, unit_with(opened, changes)))
    assert [one.suggestions[0].changes[0].value for one in found] == [1253, 540]


def test_a_figure_of_the_period_before_is_reproduced(opened: Round) -> None:
    unit = unit_with(opened, {name("received_carried_over"): 21, name("received_total"): 1814})
    told = [s.words.vi for one in asked(check(opened, unit)) for s in one.suggestions]
    cells = [cell_of(unit, column) for column in ("received_carried_over", "received_total")]
    assert any(all(f"ô {cell} " in words for cell in cells) and "kỳ trước" in words for words in told), told


def test_a_correct_return_is_suggested_nothing(opened: Round) -> None:
    checked = check(opened, unit_with(opened, {}))
    assert not asked(checked) and not any(one.suggestions for lead in checked.findings for one in lead.each)


def test_a_corrected_cell_is_not_blamed(opened: Round) -> None:
    unit = unit_with(opened, {name("received_online"): 1523})
    vouched = tuple(
        replace(item, entry=replace(item.entry, origin=Origin.CORRECTED), reported=item.entry)
        if (item.entry.key.row, item.entry.key.column) == (ROW, "received_online")
        else item
        for item in unit.entries
    )
    (one,) = asked(check(opened, replace(unit, entries=vouched)))
    blamed = {change.place.cell for way in one.suggestions for change in way.changes}
    assert blamed and cell_of(unit, "received_online") not in blamed


def test_what_was_accepted_is_suggested_nothing(opened: Round) -> None:
    unit = unit_with(opened, {name("received_online"): 1523})
    (one,) = asked(check(opened, unit))
    waiver = Waiver(
        unit_id=unit.unit_id,
        subject=subject_of(one),
        bound_to=one.bound_to,
        reason="đã giải trình",
        by="can-bo",
        at=datetime(2024, 6, 20, tzinfo=UTC),
    )
    (accepted,) = asked(check(opened, unit, Decisions(waivers=(waiver,))))
    assert accepted.waived and not accepted.suggestions


def test_the_verdict_and_what_is_held_do_not_depend_on_what_is_suggested(opened: Round) -> None:
    unit = unit_with(opened, {name("received_online"): 1523})
    held = {entry.key.column for entry in check(opened, unit).entries if entry.held}
    assert held == {"received_online", "received_direct_post", "received_carried_over", "received_total"}
