"""What units stated in the periods before, one after the other: which periods, which values, and what is left out."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.register import factory
from tests.unit.register.factory import ACT, ONE, POP, TWO
from toolkit.form.model import Key
from toolkit.intake.model import Qualifier, State
from toolkit.register.model import HistoryRow
from toolkit.register.register import Register
from toolkit.validation.model import Checked, Series

CELL = Key("f", "grid", "a", "r1", "a")


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register.write(tmp_path / "register.sqlite", ACT)


def stating(
    value: object, round_id: str, key: Key = POP, held: bool = False, qualifier: Qualifier = Qualifier.EXACT
) -> Checked:
    """A checked round in which the first unit states one value."""
    checked = factory.checked(value, held, round_id)
    stacked = checked.entries[0].stacked
    stacked = replace(stacked, entry=replace(stacked.entry, key=key, qualifier=qualifier))
    return replace(checked, entries=(replace(checked.entries[0], stacked=stacked),))


def state(register: Register, period: str, value: object, **more: object) -> None:
    round_id = f"f-{period}"
    register.add_round(factory.round_(round_id, period), {}, ACT)
    register.save_checked(stating(value, round_id, **more), ACT)  # type: ignore[arg-type]


def series(register: Register, period: str, **more: object) -> Series:
    register.add_round(factory.round_("now", period, **more), {}, ACT)
    return register.series("now")


def test_halves_follow_each_other_newest_first_and_a_gap_has_its_place(register: Register) -> None:
    state(register, "2019-H2", 3)
    state(register, "2020-H2", 5)
    state(register, "2021-H1", Decimal("7.5"))
    state(register, "2021-Q1", 99)
    state(register, "2021-H2", 100)
    found = series(register, "2021-H2")
    assert [one.id for one in found.periods] == ["2021-H1", "2020-H2", "2020-H1", "2019-H2"]
    assert found.of(ONE, POP) == (Decimal("7.5"), 5, None, 3)
    assert found.of(TWO, POP) == ()


def test_nothing_known_is_an_empty_series(register: Register) -> None:
    assert series(register, "2021-H1") == Series()


def test_a_period_of_two_dates_has_none_before(register: Register) -> None:
    state(register, "2021-H1", 7)
    assert series(register, "20210701-20210930") == Series()


def test_no_more_periods_than_asked_for(register: Register) -> None:
    for month in range(1, 13):
        state(register, f"2020-{month:02d}", month)
    state(register, "2019-12", 99)
    found = series(register, "2021-01")
    assert found.of(ONE, POP) == tuple(range(12, 0, -1))
    assert register.series("now", at_most=2).of(ONE, POP) == (12, 11)


@pytest.mark.parametrize(
    ("value", "more"),
    [
        (4, {"held": True}),
        (4, {"qualifier": Qualifier.OVER}),
        (True, {}),
        ("4", {}),
        (None, {}),
        (4, {"key": Key("f", "visits", "people", "3", "people")}),
        (4, {"key": Key("g", "figures", "pop")}),
    ],
)
def test_what_is_held_qualified_no_number_a_line_or_of_another_form_is_left_out(
    register: Register, value: object, more: dict[str, object]
) -> None:
    state(register, "2020", value, **more)
    assert series(register, "2021").values == {}


@pytest.mark.parametrize(("said", "number"), [(State.NONE, (0,)), (State.BLANK, ())])
def test_none_is_a_stated_zero_and_blank_is_nothing(
    register: Register, said: State, number: tuple[int, ...]
) -> None:
    register.add_round(factory.round_("f-2020", "2020"), {}, ACT)
    checked = stating(None, "f-2020")
    (one,) = checked.entries
    entry = replace(one.stacked.entry, state=said, value=None)
    stated = replace(one, stacked=replace(one.stacked, entry=entry))
    register.save_checked(replace(checked, entries=(stated,)), ACT)
    assert series(register, "2021").of(ONE, POP) == number


def test_a_grids_cell_is_kept(register: Register) -> None:
    state(register, "2020", 4, key=CELL)
    assert series(register, "2021").of(ONE, CELL) == (4,)


def test_trial_rounds_say_nothing(register: Register) -> None:
    state(register, "2019", 1)
    register.add_round(factory.round_("other", "2020", trial=True), {}, ACT)
    register.save_checked(stating(4, "other"), ACT)
    assert series(register, "2021").of(ONE, POP) == (None, 1)


def test_of_two_rounds_of_a_period_the_one_opened_last_speaks(register: Register) -> None:
    later = replace(ACT, at=datetime(2022, 1, 1))
    register.add_round(factory.round_("a-later", "2020"), {}, later)
    register.save_checked(stating(2, "a-later"), ACT)
    register.add_round(factory.round_("b-first", "2020"), {}, ACT)
    register.save_checked(stating(1, "b-first"), ACT)
    assert series(register, "2021").of(ONE, POP) == (2,)


def test_imported_history_of_units_fills_in_and_totals_do_not(register: Register) -> None:
    state(register, "2020", 5)
    rows = [
        HistoryRow(key=POP, period="2020", unit=ONE, value=99),
        HistoryRow(key=CELL, period="2020", unit=ONE, value=6),
        HistoryRow(key=POP, period="2018", unit=ONE, value=Decimal("4.5")),
        HistoryRow(key=POP, period="2017", unit="", value=1000),
        HistoryRow(key=POP, period="2019", unit="99999@", value=1),
    ]
    register.import_history(rows, ACT)
    found = series(register, "2021")
    assert [one.id for one in found.periods] == ["2020", "2019", "2018"]
    assert found.of(ONE, POP) == (5, None, Decimal("4.5"))
    assert found.of(ONE, CELL) == (6, None, None)
    assert set(found.values) == {ONE}


def test_a_unit_is_its_code_and_its_beginning(register: Register) -> None:
    state(register, "2020", 5)
    new = replace(factory.UNITS[0], valid_from=ACT.at.date())
    rows = [
        HistoryRow(key=POP, period="2019", unit=unit_id, value=value)
        for unit_id, value in ((ONE, 3), (new.unit_id, 4))
    ]
    register.import_history(rows, ACT)
    found = series(register, "2021", units=(new,))
    assert found.of(new.unit_id, POP) == (None, 4)
    assert ONE not in found.values
