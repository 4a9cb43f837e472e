"""What staff decided: kept whole, in the chain, replaced and revoked but never deleted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.register import factory
from tests.unit.register.factory import ACT, ONE, POP, TWO
from toolkit.decisions.model import (
    Adjustment,
    Correction,
    Decision,
    Decisions,
    Extension,
    Note,
    Refusal,
    Subject,
    Waiver,
    in_force,
)
from toolkit.register.model import Act
from toolkit.register.register import Register

ROUND = "f-2021"
RULE = Subject("f", "adds_up")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.write(tmp_path / "register.sqlite", ACT) as opened:
        opened.add_round(factory.round_(), {"f": "s"}, ACT)
        yield opened


def taken(act: Act = ACT, reason: str = "đúng thực tế") -> dict[str, Any]:
    return {"by": act.by, "at": act.at, "reason": reason}


def correction(after: int = 4532, unit_id: str = ONE, **more: Any) -> Correction:
    said = {"before": 4523, "version": 1, "informant": "chị Hoa", "channel": "điện thoại"} | taken() | more
    return Correction(unit_id=unit_id, key=POP, after=after, **said)


def waiver(subject: Subject = RULE, unit_id: str = ONE, bound_to: str = "b", **more: Any) -> Waiver:
    return Waiver(unit_id=unit_id, subject=subject, bound_to=bound_to, **(taken() | more))


EACH: tuple[Decision, ...] = (
    correction(raw="4523", bound_to="a" * 64),
    waiver(until=date(2021, 12, 31), explanation="Đã kiểm kê."),
    Refusal(unit_id=ONE, subject=RULE, bound_to="b", explanation="Đúng.", **taken()),
    Adjustment(key=POP, amount=Decimal("-1.50"), ordered_by="Phó Chủ tịch", **taken()),
    Extension(unit_id=TWO, due=date(2021, 12, 20), **taken()),
    Note(unit_id=TWO, text="đã gọi", channel="Zalo", by=ACT.by, at=ACT.at),
)


def every(decisions: Decisions) -> tuple[Any, ...]:
    return (
        *(*decisions.corrections, *decisions.waivers, *decisions.refusals),
        *(*decisions.adjustments, *decisions.extensions, *decisions.notes),
    )


@pytest.mark.parametrize("one", EACH, ids=lambda one: type(one).__name__)
def test_a_decision_comes_back_as_it_was_and_can_be_revoked(register: Register, one: Decision) -> None:
    stands, replaced = register.decide(ROUND, one, ACT)
    assert replaced == () and stands.id > 0
    assert every(register.decisions(ROUND)) == (stands,)
    assert replace(stands, id=0) == one
    later = Act("Người khác", ACT.at + timedelta(hours=1))
    register.revoke(ROUND, stands, later, "nhầm")
    assert every(register.decisions(ROUND)) == (replace(stands, revoked_at=later.at),)
    before = len(register.events())
    register.revoke(ROUND, stands, later, "nhầm")
    assert len(register.events()) == before and register.audit().problems == ()


@pytest.mark.parametrize("one", EACH, ids=lambda one: type(one).__name__)
def test_the_same_decided_again_is_the_one_that_stands(register: Register, one: Decision) -> None:
    stands, _ = register.decide(ROUND, one, ACT)
    again, replaced = register.decide(ROUND, replace(one, by="B", at=datetime(2022, 1, 1)), ACT)
    assert (again, replaced) == (stands, ())
    assert len(register.events()) == 2


def test_another_correction_of_the_entry_replaces_the_first_and_an_amount_adds(register: Register) -> None:
    first, _ = register.decide(ROUND, correction(), ACT)
    second, replaced = register.decide(ROUND, correction(4600), ACT)
    assert replaced == (first,)
    assert in_force(register.decisions(ROUND).corrections) == (second,)
    for amount in (1, 2):
        _, replaced = register.decide(
            ROUND, Adjustment(key=POP, amount=Decimal(amount), ordered_by="o", **taken()), ACT
        )
        assert replaced == ()
    assert len(in_force(register.decisions(ROUND).adjustments)) == 2


def test_a_validation_before_a_decision_is_not_current(register: Register) -> None:
    register.add_received(ROUND, factory.received(), ACT)
    checked = factory.checked()
    for one in EACH[:3]:
        register.save_checked(checked, ACT)
        assert register.check_is_current(ROUND)
        stands, _ = register.decide(ROUND, one, ACT)
        assert not register.check_is_current(ROUND)
        register.save_checked(checked, ACT)
        register.revoke(ROUND, stands, ACT)
        assert not register.check_is_current(ROUND)
    register.save_checked(checked, ACT)
    for one in EACH[3:]:
        register.decide(ROUND, one, ACT)
    assert register.check_is_current(ROUND)


def test_a_later_due_date_is_the_rounds(register: Register) -> None:
    stands, _ = register.decide(ROUND, EACH[4], ACT)
    assert register.round(ROUND).extensions == {TWO: date(2021, 12, 20)}
    register.revoke(ROUND, stands, ACT)
    assert register.round(ROUND).extensions == {}


def test_names_and_texts_can_be_purged_and_the_chain_still_verifies(register: Register) -> None:
    register.decide(ROUND, correction(), ACT)
    register.decide(ROUND, EACH[5], ACT)
    first, second = (event for event in register.events() if event.verb in {"correct", "log"})
    assert (first.values["informant"], first.values["reason"]) == ("chị Hoa", "đúng thực tế")
    register.purge(first.number, "informant", ACT)
    register.purge(second.number, "text", ACT)
    told = register.decisions(ROUND)
    assert (told.corrections[0].informant, told.corrections[0].after) == ("", 4532)
    assert told.notes[0].text == ""
    told_again = register.audit()
    assert (told_again.problems, told_again.purged) == ((), 2)


def test_waivers_of_the_period_before_are_told_of_the_same_units_and_forms(register: Register) -> None:
    register.add_round(factory.round_("f-2022", "2022"), {"f": "s"}, ACT)
    register.add_round(factory.round_("g-2022", "2022", forms=(factory.form("g"),)), {"g": "s"}, ACT)
    stands, _ = register.decide(ROUND, waiver(), ACT)
    other, _ = register.decide(ROUND, waiver(unit_id="1@"), ACT)
    gone, _ = register.decide(ROUND, waiver(Subject("f", "other")), ACT)
    register.revoke(ROUND, gone, ACT)
    assert register.decisions("f-2022").earlier == (stands,)
    assert register.decisions("g-2022").earlier == register.decisions(ROUND).earlier == ()
    assert other.unit_id == "1@"


ABOUT = st.tuples(
    st.sampled_from(["correct", "waive", "adjust", "extend", "log"]), st.sampled_from([ONE, TWO])
)
STEPS = st.lists(st.tuples(ABOUT, st.integers(1, 3), st.booleans()), max_size=14)


def _made(kind: str, unit_id: str, number: int) -> Decision:
    match kind:
        case "correct":
            return correction(number, unit_id)
        case "waive":
            return waiver(unit_id=unit_id, bound_to=str(number))
        case "adjust":
            return Adjustment(key=POP, amount=Decimal(number), ordered_by=unit_id, **taken())
        case "extend":
            return Extension(unit_id=unit_id, due=date(2021, 12, 20 + number), **taken())
    return Note(unit_id=unit_id, text=str(number), by=ACT.by, at=ACT.at)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_decided_and_taken_back_the_register_says_what_a_list_would(
    steps: list[tuple[tuple[str, str], int, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("decisions") / "register.sqlite"
    stood: list[tuple[str, str, int]] = []  # what a clerk would have on a slip of paper
    written = 0
    with Register.write(path, ACT) as register:
        register.add_round(factory.round_(), {"f": "s"}, ACT)
        for (kind, unit_id), number, revoke in steps:
            slip = (kind, unit_id, number)
            one = _made(*slip)
            if revoke:
                standing = [
                    other for other in in_force(every(register.decisions(ROUND))) if _slip(other) == slip
                ]
                for other in standing:
                    register.revoke(ROUND, other, ACT)
                assert len(standing) == stood.count(slip)
                stood = [other for other in stood if other != slip]
                continue
            _, replaced = register.decide(ROUND, one, ACT)
            if slip not in stood:
                same = [other for other in stood if other[:2] == slip[:2] and kind not in {"adjust", "log"}]
                assert sorted(map(_slip, replaced)) == sorted(same)
                stood = [other for other in stood if other not in same] + [slip]
                written += 1
        told = every(register.decisions(ROUND))
        assert sorted(map(_slip, in_force(told))) == sorted(stood)
        assert len(told) == written
        assert register.audit().problems == ()
        decided = [event for event in register.events() if event.verb not in {"round new", "revoke"}]
        assert len(decided) == written


def _slip(one: Any) -> tuple[str, str, int]:
    match one:
        case Correction(unit_id=unit, after=int(number)):
            return "correct", unit, number
        case Waiver(unit_id=unit, bound_to=bound):
            return "waive", unit, int(bound)
        case Adjustment(ordered_by=unit, amount=amount):
            return "adjust", unit, int(amount)
        case Extension(unit_id=unit, due=due):
            return "extend", unit, due.day - 20
    return "log", one.unit_id, int(one.text)
