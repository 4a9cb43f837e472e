"""Which unit became which: territories of before, after chains of reforms, of units merged, divided, of codes used again."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.lineages import REFORMS, World, worlds
from toolkit.errors import FormError
from toolkit.lineage import Before, Lineage, parse_lineage
from toolkit.text import say
from toolkit.units import Unit, Units

DAYS = (date(2019, 6, 14), date(2021, 12, 14), date(2024, 6, 14), date(2025, 12, 14))
LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)


def ids(units: tuple[Unit, ...]) -> set[str]:
    return {unit.unit_id for unit in units}


@settings(max_examples=60)
@given(worlds(splits=False), st.sampled_from(DAYS))
def test_merged_units_are_made_of_exactly_what_lies_in_them(world: World, day: date) -> None:
    for unit in world.on(DAYS[-1]):
        before = world.lineage.before(unit, day)
        assert (ids(before.whole), ids(before.parts)) == world.truly_before(unit, day)
        assert before.comparable


@settings(max_examples=80)
@given(worlds(), st.sampled_from(DAYS))
def test_what_is_comparable_conserves_every_hamlet_and_counts_no_unit_twice(world: World, day: date) -> None:
    counted: list[str] = []
    for unit in world.on(DAYS[-1]):
        before = world.lineage.before(unit, day)
        whole, parts = world.truly_before(unit, day)
        assert before.whole or before.parts
        if parts:
            assert not before.comparable
        if before.comparable:
            assert ids(before.whole) == whole
            ground = [hamlet for one in before.whole for hamlet in world.hamlets[one.unit_id]]
            assert sorted(ground) == sorted(world.hamlets[unit.unit_id])
            counted += [one.unit_id for one in before.whole]
        assert before.alone == (before.whole[0] if before.comparable and len(before.whole) == 1 else None)
    assert len(counted) == len(set(counted))


@settings(max_examples=40)
@given(worlds(), st.sampled_from(DAYS))
def test_what_became_of_a_unit_is_all_that_its_hamlets_lie_in(world: World, day: date) -> None:
    for unit in world.on(date(2019, 6, 14)):
        truly = {
            one.unit_id for one in world.on(day) if world.hamlets[one.unit_id] & world.hamlets[unit.unit_id]
        }
        after = world.lineage.after(unit, day)
        assert truly <= ids(after)
        assert all(one.valid_on(day) for one in after)


@settings(max_examples=40)
@given(worlds(), st.sampled_from(DAYS), st.data())
def test_territories_that_units_share_are_the_same_hamlets_on_both_days(
    world: World, day: date, data: st.DataObject
) -> None:
    now = world.on(DAYS[-1])
    units = data.draw(st.lists(st.sampled_from(now), unique=True))
    for asked in (now, units):
        shared = world.lineage.shared(asked, day, DAYS[-1])
        for both in shared:
            news, olds = ([world.hamlets[unit.unit_id] for unit in side] for side in both)
            assert sorted(hamlet for one in news for hamlet in one) == sorted(
                hamlet for one in olds for hamlet in one
            )
            assert not any(world.lineage.before(unit, day).comparable for unit in both[0])
        told = [unit for new, _ in shared for unit in new]
        assert len(told) == len(set(told)), "no unit in two of them"
        assert set(told) <= set(asked)
    divided = {unit for unit in now if not world.lineage.before(unit, day).comparable}
    assert {unit for new, _ in world.lineage.shared(now, day, DAYS[-1]) for unit in new} == divided


@settings(max_examples=50)
@given(worlds())
def test_a_file_of_it_says_the_same(world: World) -> None:
    rows = [
        {
            "old_code": f" {move.old.code}",
            "new_code": move.new.code,
            "date": move.day.isoformat(),
            "part": "Whole" if move.whole else "part ",
        }
        for move in world.lineage.moves
    ]
    assert parse_lineage(rows, "units_map.csv", Units(world.units)) == world.lineage


def unit(code: str, since: date | None = None, until: date | None = None) -> Unit:
    return Unit(
        code=code,
        name=f"Xã {code}",
        type="Xã",
        level="commune",
        parent="51",
        valid_from=since,
        valid_to=until,
    )


A, B, C = (unit(code, until=LAST) for code in "ABC")
NEW_A, NEW_D = unit("A", FIRST), unit("D", FIRST)
STAYS, YOUNG = unit("S"), unit("Y", date(2024, 1, 1), LAST)
UNITS = Units((A, B, C, NEW_A, NEW_D, STAYS, YOUNG))


def lineage(*rows: str) -> Lineage:
    """Rows like "A A whole"."""
    cells = (row.split() for row in rows)
    told = [
        {"old_code": old, "new_code": new, "date": at[0] if at else "2025-07-01", "part": part}
        for old, new, part, *at in cells
    ]
    return parse_lineage(told, "units_map.csv", UNITS)


def test_a_code_that_is_used_again_is_another_unit() -> None:
    known = lineage("A A whole", "B A whole")
    assert known.before(NEW_A, LAST) == Before((A, B))
    assert known.before(A, LAST) == Before((A,))
    assert known.before(NEW_A, FIRST) == Before((NEW_A,))
    assert known.after(A, FIRST) == (NEW_A,)


def test_of_a_divided_unit_nothing_is_comparable() -> None:
    known = lineage("A A part", "A D part", "B D whole")
    assert known.before(NEW_D, LAST) == Before((B,), (A,))
    assert not known.before(NEW_D, LAST).comparable
    assert known.after(A, FIRST) == (NEW_A, NEW_D)


def test_what_is_not_known_of_a_part_of_a_territory_is_not_known_of_it() -> None:
    known = lineage("B D whole", "Y D whole")
    assert known.before(NEW_D, date(2024, 6, 14)) == Before((B, YOUNG))
    assert known.before(NEW_D, date(2023, 6, 14)) == Before()
    assert Lineage().before(NEW_D, LAST) == Before()
    assert Lineage().after(A, FIRST) == ()


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [
        (("A A whole", "X A whole"), 3, "không có đơn vị mang mã X"),
        (("A A all",), 2, "cột part ghi “all”"),
        (("A A whole 1/7/2025",), 2, "không đọc được ngày"),
        (("S A whole",), 2, "không ghi kết thúc vào ngày 2025-06-30"),
        (("A S whole",), 2, "không ghi bắt đầu từ ngày 2025-07-01"),
        (("A A whole", "B A whole", "A D whole"), 4, "đã có ở dòng 2"),
        (("A A part", "A D whole"), 3, "đã có ở dòng 2"),
        (("A A part", "A A part"), 3, "đã có ở dòng 2"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(rows: tuple[str, ...], line: int, words: str) -> None:
    with pytest.raises(FormError) as refused:
        lineage(*rows)
    told = say(refused.value.key, **refused.value.params).vi
    assert told.startswith(f"units_map.csv, dòng {line}:")
    assert words in told


def test_a_missing_column_is_named() -> None:
    with pytest.raises(FormError, match="date, part"):
        parse_lineage([{"old_code": "A", "new_code": "A"}], "units_map.csv", UNITS)


def test_reforms_of_the_worlds_lie_between_their_days() -> None:
    assert all(one < day < two for one, day, two in zip(DAYS, REFORMS, DAYS[1:], strict=False))
