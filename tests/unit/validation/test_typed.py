"""Which numbers are typed, which earlier periods they compare with, and what a stated nothing is."""

from dataclasses import replace

from tests.unit.merge import built
from tests.unit.merge.built import NONE
from tests.unit.validation.calls import world
from toolkit.intake.model import Origin, State
from toolkit.periods import parse_period
from toolkit.validation.model import Series
from toolkit.validation.typed import asked_units, number_of, typed_numbers


def test_every_typed_number_is_there_and_nothing_computed() -> None:
    data = typed_numbers(world.a_round())
    wanted = {world.key(code) for code in (*world.TYPED, "villages", "vans")}
    wanted |= {world.key(code, row) for code in ("got", "done") for row in ("land", "civil")}
    assert data.keys() == wanted
    assert [data[world.key("got", row)].line for row in ("land", "civil")] == [0, 1]
    asked = asked_units(world.a_round(2), data)
    assert asked[world.key("vans")] == {built.OWN.unit_id}
    assert "C0@" in asked[world.key("news")]


def test_what_runs_up_compares_with_the_same_part_of_other_years_only() -> None:
    now, series = parse_period("2024-H1"), Series(periods=world.halves(4))
    assert [series.comparable(world.FIGURES.column(code), now) for code in ("grown", "news")] == [
        (1, 3),
        (0, 1, 2, 3),
    ]
    assert [parse_period(text).part for text in ("2024-H1", "2024-06", "2024")] == ["H1", "06", ""]


def test_a_stated_nothing_is_zero_and_a_blank_is_no_number() -> None:
    round = world.a_round()
    none, blank = built.checked(round, {"C0": {("news", ""): NONE, ("talks", ""): None}}).entries
    assert (number_of(none.stacked.entry), number_of(blank.stacked.entry)) == (0, None)
    assert (none.counts, blank.counts) == (True, False)
    assert not replace(none, held_by=("RUL-001",)).counts
    put_in = replace(none.stacked.entry, origin=Origin.IMPUTED)
    assert not replace(none, stacked=replace(none.stacked, entry=put_in)).counts
    aside = replace(none.stacked.entry, state=State.NOT_APPLICABLE)
    assert number_of(aside) is None
