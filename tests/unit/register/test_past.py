"""What units stated in other periods: which one each word of the rules means, and what is left out."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.merge import built
from tests.unit.register import factory
from tests.unit.register.factory import ACT, ONE, POP
from toolkit.form.model import Block, BlockKind, FieldType, Key, OverTime
from toolkit.form.rules import At
from toolkit.intake.model import EntryValue, Qualifier
from toolkit.periods import Summed, parse_period, same_last_year
from toolkit.register.model import HistoryRow
from toolkit.register.register import Register
from toolkit.text import Text


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register.write(tmp_path / "register.sqlite", ACT)


def state(register: Register, period: str, value: object, qualifier: Qualifier = Qualifier.EXACT) -> None:
    """A round of a period in which the first unit states one value."""
    round_id = f"f-{period}"
    register.add_round(factory.round_(round_id, period), {}, ACT)
    checked = factory.checked(value, round_id=round_id)
    entry = replace(checked.entries[0].stacked.entry, qualifier=qualifier)
    stacked = replace(checked.entries[0].stacked, entry=entry)
    checked = replace(checked, entries=(replace(checked.entries[0], stacked=stacked),))
    register.save_checked(checked, ACT)


def past(register: Register, period: str, key: Key = POP) -> dict[At, EntryValue | Summed]:
    register.add_round(factory.round_(f"f-{period}", period), {}, ACT)
    values = register.past_values(f"f-{period}")
    assert set(values) == {at for at in At if at}
    return {at: found[ONE][key] for at, found in values.items() if key in found.get(ONE, {})}


def test_each_word_means_its_period(register: Register) -> None:
    for period, value in (
        ("2020-9M", 1),
        ("2020-Q3", 2),
        ("2021-H1", 4),
        ("2021-Q3", 8),
        ("2020", 16),
        ("2021-Q1", 32),
    ):
        state(register, period, value)
    assert past(register, "2021-9M") == {
        At.PREVIOUS: 1,
        At.YEAR_BEFORE: 1,
        At.SO_FAR: 4,
        At.PARTS: Summed(4 + 8, 2),
    }


@pytest.mark.parametrize(
    ("now", "before", "known"),
    [
        ("2021-01", "2020-12", False),
        ("2021-02", "2021-01", True),
        ("2021-Q1", "2020-Q4", False),
        ("2021-H1", "2020-H2", False),
        ("2021-H2", "2021-H1", True),
        ("2021-9M", "2020-9M", True),
        ("2021", "2020", True),
    ],
)
def test_what_adds_up_from_new_year_has_no_period_before_in_another_year(
    register: Register, now: str, before: str, known: bool
) -> None:
    running = replace(built.field("pop", over_time=OverTime.CUMULATIVE), type=FieldType.COUNT)
    fields = (running, built.field("news"))
    block = Block(
        id="figures",
        kind=BlockKind.FIELDS,
        label=Text("Số", "Numbers"),
        sheet="Số liệu",
        asked_of=(),
        fields=fields,
    )
    form = replace(factory.form(), blocks=(block,))
    flow = Key("f", "figures", "news")
    rows = [HistoryRow(key=key, period=before, unit=ONE, value=7) for key in (POP, flow)]
    register.import_history(rows, ACT)
    register.add_round(factory.round_(f"f-{now}", now, forms=(form,)), {}, ACT)
    found = register.past_values(f"f-{now}", forms=(form,))
    assert found[At.PREVIOUS][ONE] == ({POP: 7, flow: 7} if known else {flow: 7})
    if previous := same_last_year(parse_period(now)):
        assert found[At.YEAR_BEFORE].get(ONE, {}).keys() == ({POP, flow} if previous.id == before else set())


def test_the_year_so_far_is_the_newest_state_of_this_year(register: Register) -> None:
    state(register, "2021-02", 10)
    state(register, "2021-03", 12)
    state(register, "2020-12", 99)
    assert past(register, "2021-Q2")[At.SO_FAR] == 12
    assert past(register, "2021-01") == {At.PREVIOUS: 99}


def test_parts_are_unknown_unless_all_of_them_are_there(register: Register) -> None:
    state(register, "2021-Q1", 3)
    state(register, "2021-Q2", Decimal("4.5"))
    assert past(register, "2021-H1")[At.PARTS] == Summed(Decimal("7.5"), 2)
    state(register, "2021-Q3", 1)
    assert At.PARTS not in past(register, "2021")


def test_the_coarsest_way_of_which_all_parts_are_there_counts(register: Register) -> None:
    for month in ("01", "02", "03"):
        state(register, f"2021-{month}", 1)
    state(register, "2021-Q2", 5)
    assert past(register, "2021-H1")[At.PARTS] == Summed(8, 4)
    state(register, "2021-Q1", 4)
    register.add_round(factory.round_("again", "2021-H1"), {}, ACT)
    assert register.past_values("again")[At.PARTS][ONE][POP] == Summed(9, 2)


def test_what_is_no_number_has_no_parts(register: Register) -> None:
    state(register, "2021-Q1", True)
    state(register, "2021-Q2", 1)
    assert At.PARTS not in past(register, "2021-H1")


def test_a_qualified_value_is_not_taken_for_its_number(register: Register) -> None:
    state(register, "2020", 50, Qualifier.OVER)
    assert past(register, "2021") == {}


def test_what_was_imported_fills_in(register: Register) -> None:
    rows = [
        HistoryRow(key=POP, period=period, unit=ONE, value=value)
        for period, value in (("2021-Q1", 2), ("2021-Q2", 3))
    ]
    register.import_history(rows, ACT)
    assert past(register, "2021-H1") == {At.SO_FAR: 2, At.PARTS: Summed(5, 2)}


def test_a_period_of_two_dates_has_a_year_so_far_only(register: Register) -> None:
    state(register, "2021-H1", 7)
    assert past(register, "20210701-20210930") == {At.SO_FAR: 7}
