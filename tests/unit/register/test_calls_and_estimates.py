"""What is thought of figures comes back too, and is no part of what they add up to."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.register import factory
from tests.unit.register.factory import ACT, ONE, POP, TWO
from toolkit.findings import Place
from toolkit.merge.model import Estimate, Totals
from toolkit.register.register import Register
from toolkit.text import Text
from toolkit.validation.model import Call, CallList, CallReason

ROUND = "f-2021"
REASON = CallReason(
    why="suggested",
    effect=Decimal("0.1200"),
    key=POP,
    label=Text("Nhân khẩu", "Population"),
    place=Place(unit_id=ONE, sheet="Số liệu", cell="E9"),
    cells=2,
    reported=4523,
    expected=Decimal("4532"),
    total=Decimal("37500.5"),
)
CALLS = CallList(
    calls=(
        Call(unit_id=TWO, effect=None, reasons=(CallReason(why="missing", effect=None),)),
        Call(unit_id=ONE, effect=Decimal("0.1200"), reasons=(REASON, replace(REASON, why="held"))),
    ),
    enough=1,
    left=Decimal("0.0050"),
    left_at=POP,
    left_label=Text("Nhân khẩu", "Population"),
)
ESTIMATE = Estimate(
    key=POP,
    reporting=1,
    asked=2,
    weight=Decimal("0.4800"),
    value=Decimal("9000"),
    low=Decimal("8700"),
    high=Decimal("9400.5"),
    estimated=(TWO,),
)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    opened = Register.write(tmp_path / "register.sqlite", ACT)
    opened.add_round(factory.round_(), {"f": "s" * 64}, ACT)
    return opened


def merged(value: int = 4523, *estimates: Estimate) -> Totals:
    return replace(factory.totals(value), estimates=estimates)


def test_whom_to_ask_comes_back_with_the_check(register: Register) -> None:
    checked = replace(factory.checked(), calls=CALLS)
    register.save_checked(checked, ACT)
    assert repr(register.checked(ROUND)) == repr(checked)
    assert register.check_is_current(ROUND)


def test_another_call_list_is_another_check_and_the_same_is_none(register: Register) -> None:
    register.save_checked(factory.checked(), ACT)
    register.save_checked(replace(factory.checked(), calls=CALLS), ACT)
    events = register.events()
    assert [event.verb for event in events].count("validate") == 2
    register.save_checked(replace(factory.checked(), calls=CALLS), ACT)
    assert register.events() == events


def test_nobody_to_ask_is_not_unknown(register: Register) -> None:
    register.save_checked(factory.checked(), ACT)
    assert register.checked(ROUND) == factory.checked()
    assert register.check_is_current(ROUND)


def test_estimates_come_back_with_their_merge(register: Register) -> None:
    register.save_totals(merged(4523, ESTIMATE), ACT)
    register.save_totals(merged(4600), ACT)
    assert register.last_totals(ROUND) == merged(4600)
    assert repr(register.last_totals(ROUND, unlike=merged(4600))) == repr(merged(4523, ESTIMATE))


def test_other_estimates_are_kept_and_make_no_other_merge(register: Register) -> None:
    register.save_totals(merged(100), ACT)
    register.save_totals(merged(4523, ESTIMATE), ACT)
    later = replace(ESTIMATE, value=Decimal("9100"))
    register.save_totals(merged(4523, later), ACT)
    assert register.last_totals(ROUND) == merged(4523, later)
    assert register.last_totals(ROUND, unlike=merged(4523)) == merged(100)
    events = register.events()
    register.save_totals(merged(4523, later), ACT)
    assert register.events() == events


def test_no_estimate_is_among_the_earlier_totals(register: Register) -> None:
    register.add_round(factory.round_("f-2020", "2020"), {}, ACT)
    earlier = replace(factory.totals(4444, "f-2020"), estimates=(ESTIMATE,))
    register.save_totals(earlier, ACT)
    assert [one.told.value for one in register.earlier_totals(("f",), "2020", "524@").values()] == [4444]
