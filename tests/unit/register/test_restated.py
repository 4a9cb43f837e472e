"""What units stated before they were what they are: told of the same territory, summed where units were merged, else not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.lineages import World, worlds
from tests.unit.register import factory
from tests.unit.register.factory import ACT, POP
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, Rollup
from toolkit.form.rules import At
from toolkit.intake.model import Entry, EntryValue, StackedEntry, State
from toolkit.lineage import Lineage, Move
from toolkit.periods import Period, Summed, parse_period
from toolkit.register.model import HistoryRow, Restated
from toolkit.register.register import Register
from toolkit.text import Text
from toolkit.units import Unit
from toolkit.validation.model import Checked, CheckedEntry, Series

YES, RATE, NUM, NOTE = (Key("f", "figures", code) for code in ("yes", "rate", "rate_num", "note"))
CELL, LINE = Key("f", "grid", "a", "r1", "a"), Key("f", "visits", "people", "3", "people")
NONE = "none"
Stated = Mapping[str, Mapping[Key, object]]


def field(code: str, kind: FieldType = FieldType.COUNT, rollup: Rollup = Rollup.SUM) -> Field:
    return Field(code=code, label=Text(code, code), type=kind, rollup=rollup, asked_of=("commune",))


def block(ident: str, kind: BlockKind, *fields: Field) -> Block:
    return Block(
        id=ident, kind=kind, label=Text(ident, ident), sheet="S", asked_of=("commune",), fields=fields
    )


FORM = replace(
    factory.form(),
    blocks=(
        block(
            "figures",
            BlockKind.FIELDS,
            field("pop"),
            field("yes", FieldType.YES_NO, Rollup.COUNT_YES),
            field("rate", FieldType.RATE, Rollup.RATIO),
            field("note", FieldType.TEXT, Rollup.CONCAT),
            field("mean", rollup=Rollup.NONE),
        ),
        block("grid", BlockKind.GRID, field("a", FieldType.AMOUNT)),
        block("visits", BlockKind.LIST, field("people")),
    ),
)
FORMS: tuple[Form, ...] = (FORM,)
OLD_51 = Unit(
    code="51", name="Tỉnh Quảng Ngãi", type="Tỉnh", level="province", parent="", valid_to=date(2025, 6, 30)
)
NEW_51 = replace(OLD_51, valid_from=date(2025, 7, 1), valid_to=None)
LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)
PARTS = tuple(
    Unit(code=code, name=name, type="Xã", level="commune", parent="524", valid_to=LAST)
    for code, name in (("21040", "Thị trấn Châu Ổ"), ("21046", "Xã Bình Thạnh"), ("21052", "Xã Bình Chánh"))
)
MADE = Unit(code="21040", name="Xã Bình Sơn", type="Xã", level="commune", parent="51", valid_from=FIRST)
MERGED = Lineage(tuple(Move(old=old, new=MADE, day=FIRST, whole=True) for old in PARTS))


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register.write(tmp_path / "register.sqlite", ACT)


def entry(unit_id: str, key: Key, value: object, held: bool = False) -> CheckedEntry:
    state = State.NONE if value == NONE else State.VALUE
    said = Entry(key=key, state=state, value=None if value == NONE else value)  # type: ignore[arg-type]
    stacked = StackedEntry(entry=said, version=1, file="BC.xlsx", sha256="a" * 64)
    return CheckedEntry(unit_id=unit_id, stacked=stacked, held_by=("RUL-001",) if held else ())


def put(register: Register, period: str, units: tuple[Unit, ...], stated: Stated, **more: object) -> str:
    """A round of a period in which units state values, and its id."""
    ident = f"f-{period}{more.pop('mark', '')}"
    act = replace(ACT, at=more.pop("at", ACT.at))  # type: ignore[arg-type]
    register.add_round(factory.round_(ident, period, units=units, **more), {}, act)
    entries = tuple(entry(unit, key, value) for unit, mine in stated.items() for key, value in mine.items())
    empty = Checked(round=ident, entries=entries, findings=(), results=(), verdicts={}, suites={})
    register.save_checked(empty, act)
    return ident


def ask(register: Register, period: str, units: tuple[Unit, ...], **more: object) -> str:
    register.add_round(factory.round_("now", period, units=units, **more), {}, ACT)
    return "now"


def by(units: tuple[Unit, ...], key: Key, *values: object) -> dict[str, dict[Key, object]]:
    return {unit.unit_id: {key: value} for unit, value in zip(units, values, strict=True)}


def test_a_new_commune_with_an_old_code_is_not_compared_with_the_old_one(register: Register) -> None:
    put(register, "2024", PARTS, by(PARTS, POP, 10, 20, 30))
    now = ask(register, "2025", (MADE,))
    assert register.past_values(now)[At.PREVIOUS] == {}
    assert register.series(now).values == {}
    assert register.past_values(now, MERGED, FORMS)[At.PREVIOUS] == {MADE.unit_id: {POP: 60}}
    assert register.series(now, lineage=MERGED, forms=FORMS).of(MADE.unit_id, POP) == (60,)


def test_what_was_imported_of_units_that_were_merged_is_summed_too(register: Register) -> None:
    register.import_history([HistoryRow(key=POP, period="2024", unit=PARTS[2].unit_id, value=30)], ACT)
    put(register, "2024", PARTS, by(PARTS[:2], POP, 10, 20))
    assert register.past_values(ask(register, "2025", (MADE,)), MERGED, FORMS)[At.PREVIOUS] == {
        MADE.unit_id: {POP: 60}
    }


def test_a_figure_imported_for_the_new_commune_itself_speaks(register: Register) -> None:
    register.import_history([HistoryRow(key=POP, period="2024", unit=MADE.unit_id, value=61)], ACT)
    put(register, "2024", PARTS, by(PARTS, POP, 10, 20, 30))
    assert register.past_values(ask(register, "2025", (MADE,)), MERGED, FORMS)[At.PREVIOUS] == {
        MADE.unit_id: {POP: 61}
    }


@pytest.mark.parametrize(
    ("key", "values", "sum_"),
    [
        (POP, (10, NONE, 30), 40),
        (POP, (NONE, NONE, NONE), None),
        (CELL, (Decimal("1.5"), 2, Decimal("0.25")), Decimal("3.75")),
        (NUM, (3, 4, 5), 12),
        (RATE, (Decimal(10), Decimal(10), Decimal(10)), None),
        (YES, (True, True, True), None),
        (NOTE, ("như nhau", "như nhau", "như nhau"), None),
        (LINE, (1, 2, 3), None),
        (Key("f", "figures", "mean"), (1, 2, 3), None),
    ],
)
def test_only_what_adds_up_over_units_is_summed(
    register: Register, key: Key, values: tuple[object, ...], sum_: object
) -> None:
    put(register, "2024", PARTS, by(PARTS, key, *values))
    found = register.past_values(ask(register, "2025", (MADE,)), MERGED, FORMS)[At.PREVIOUS]
    assert found.get(MADE.unit_id, {}) == ({} if sum_ is None else {key: sum_})


@pytest.mark.parametrize("key", [POP, YES, RATE, NOTE])
def test_of_one_unit_that_only_bears_another_name_now_all_is_told(register: Register, key: Key) -> None:
    value: object = {YES: True, NOTE: "đủ"}.get(key, 7)
    renamed = Lineage((Move(old=PARTS[0], new=MADE, day=FIRST, whole=True),))
    put(register, "2024", PARTS, by(PARTS[:1], key, value))
    found = register.past_values(ask(register, "2025", (MADE,)), renamed)[At.PREVIOUS]
    assert found == {MADE.unit_id: {key: value}}


def test_a_sum_lacks_no_unit_and_takes_no_held_figure(register: Register) -> None:
    ident = put(register, "2024", PARTS, by(PARTS[:2], POP, 10, 20))
    now = ask(register, "2025", (MADE,))
    assert register.past_values(now, MERGED, FORMS)[At.PREVIOUS] == {}
    checked = register.checked(ident)
    assert checked is not None
    held = entry(PARTS[2].unit_id, POP, 30, held=True)
    register.save_checked(replace(checked, entries=(*checked.entries, held)), ACT)
    assert register.past_values(now, MERGED, FORMS)[At.PREVIOUS] == {}


def test_of_a_divided_unit_nothing_is_told(register: Register) -> None:
    other = replace(MADE, code="21046", name="Xã Bình Minh")
    moved = ((PARTS[0], MADE, False), (PARTS[0], other, False), (PARTS[1], MADE, True))
    divided = Lineage(tuple(Move(old=old, new=new, day=FIRST, whole=whole) for old, new, whole in moved))
    put(register, "2024", PARTS, by(PARTS, POP, 10, 20, 30))
    now = ask(register, "2025", (MADE, other))
    assert register.past_values(now, divided, FORMS)[At.PREVIOUS] == {}
    assert register.series(now, lineage=divided, forms=FORMS).values == {}
    told = register.restated(now, parse_period("2024"), divided, FORMS)
    assert (told.values, told.stated, told.rounds) == ({}, {("f", "figures", "pop")}, (("f-2024", 0),))


def test_nothing_known_of_a_period_says_so(register: Register) -> None:
    told = register.restated(ask(register, "2025", (MADE,)), parse_period("2024"), MERGED, FORMS)
    assert told == Restated(values={})


def test_a_chain_of_two_reforms_leads_back_to_all_that_lies_in_a_unit(register: Register) -> None:
    first = tuple(replace(one, valid_to=date(2019, 12, 31)) for one in PARTS)
    middle = replace(PARTS[0], valid_from=date(2020, 1, 1), valid_to=LAST)
    lone = replace(PARTS[2], valid_to=LAST)
    chain = Lineage(
        (
            *(Move(old=old, new=middle, day=date(2020, 1, 1), whole=True) for old in first[:2]),
            *(Move(old=old, new=MADE, day=FIRST, whole=True) for old in (middle, lone)),
        )
    )
    put(register, "2018", (*first[:2], lone), by((*first[:2], lone), POP, 1, 2, 4))
    put(register, "2023", (middle, lone), by((middle, lone), POP, 8, 16))
    put(register, "2025", (MADE,), by((MADE,), POP, 32))
    now = ask(register, "2026", (MADE,))
    found = register.series(now, lineage=chain, forms=FORMS)
    assert found.of(MADE.unit_id, POP) == (32, None, 24, None, None, None, None, 7)


def test_a_year_across_the_reform_is_made_of_both_sides(register: Register) -> None:
    put(register, "2025-H1", PARTS, by(PARTS, POP, 10, 20, 30))
    put(register, "2025-H2", (MADE,), by((MADE,), POP, 5), asker=NEW_51)
    found = register.past_values(ask(register, "2025", (MADE,), asker=NEW_51), MERGED, FORMS)
    assert found[At.PARTS] == {MADE.unit_id: {POP: Summed(65, 2)}}


def test_what_a_unit_stated_counts_whoever_asked_but_the_asker_speaks_first(register: Register) -> None:
    district = replace(factory.ASKER, valid_to=LAST)
    unit = PARTS[0]
    put(register, "2024", (unit,), by((unit,), POP, 7), asker=district)
    now = ask(register, "2025-H1", (unit,), asker=OLD_51)
    put(register, "2024-H2", (unit,), by((unit,), POP, 8), asker=district, at=datetime(2024, 12, 20))
    assert register.series(now).of(unit.unit_id, POP) == (8,)
    put(register, "2024-H2", (unit,), by((unit,), POP, 9), asker=OLD_51, at=datetime(2024, 12, 1), mark="@51")
    assert register.series(now).of(unit.unit_id, POP) == (9,)
    put(register, "2024-H2", (unit,), by((unit,), POP, 5), asker=NEW_51, at=datetime(2024, 12, 30), mark="-2")
    assert register.series(now).of(unit.unit_id, POP) == (9,)


@st.composite
def told_worlds(draw: st.DrawFn) -> tuple[World, dict[str, dict[str, dict[Key, object]]]]:
    """A world, and by period what its units then stated: numbers, nothing to report, or nothing at all."""
    world = draw(worlds())
    said = st.one_of(st.just(NONE), st.integers(0, 9), st.decimals(0, 9, places=2, allow_nan=False))
    values: dict[str, dict[str, dict[Key, object]]] = {}
    for period in ("2018", "2021", "2024"):
        units = world.on(parse_period(period).cut_off)
        values[period] = {
            unit.unit_id: {key: draw(said) for key in (POP, CELL) if draw(st.integers(0, 3))}
            for unit in units
        }
    return world, values


def naively(world: World, unit: Unit, day: date, stated: Stated, key: Key) -> EntryValue:
    """Summed hamlet by hamlet, from all units that a unit is made of; None unless each of them said something."""
    whole, parts = world.truly_before(unit, day)
    said = [stated.get(ident, {}).get(key) for ident in whole]
    if parts or None in said or not said:
        return None
    return sum(Decimal(0 if one == NONE else str(one)) for one in said)


def _of_one(found: Series, unit: Unit, period: Period) -> Stated:
    """What a series has of one unit and period."""
    at = found.periods.index(period)
    said = {key: told[at] for key, told in found.values.get(unit.unit_id, {}).items() if told[at] is not None}
    return {unit.unit_id: said} if said else {}


@settings(max_examples=12, deadline=None)
@given(told_worlds())
def test_random_reforms_are_told_as_hamlet_by_hamlet(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[World, dict[str, dict[str, dict[Key, object]]]]
) -> None:
    world, stated = made
    units = world.on(date(2025, 12, 14))
    with Register.write(tmp_path_factory.mktemp("world") / "register.sqlite", ACT) as register:
        for period, values in stated.items():
            put(register, period, world.on(parse_period(period).cut_off), values)
        now = ask(register, "2025", units)
        found = register.series(now, lineage=world.lineage, forms=FORMS)
        for period in found.periods:
            each = [_of_one(found, unit, period) for unit in units]
            for unit, mine in zip(units, each, strict=True):
                assert register.stated_for(now, period, world.lineage, FORMS, only=(unit.unit_id,)) == mine
            everybody = register.stated_for(now, period, world.lineage, FORMS)
            assert everybody == {unit_id: said for mine in each for unit_id, said in mine.items()}
    for at, period in enumerate(found.periods):
        day = period.cut_off
        whole_sum = {key: Decimal(0) for key in (POP, CELL)}
        for unit in units:
            comparable = world.lineage.before(unit, day).comparable
            for key in (POP, CELL):
                said = (*found.of(unit.unit_id, key), *[None] * len(found.periods))[at]
                truly = naively(world, unit, day, stated.get(period.id, {}), key)
                assert said == (truly if comparable else None)
                whole_sum[key] += Decimal(str(said or 0))
        for key, total in whole_sum.items():
            all_said = (mine.get(key, 0) for mine in stated.get(period.id, {}).values())
            assert total <= sum(Decimal(0 if one == NONE else str(one)) for one in all_said)
