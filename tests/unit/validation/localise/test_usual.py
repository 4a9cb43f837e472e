"""What a unit stated of a figure in earlier periods, by which the likelier of two repairs is told."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from tests.forms import SMALL_FORM, small_form, small_round
from tests.unit.validation.fills import GOOD
from tests.unit.validation.localise.one_unit import unit_of
from toolkit.form.model import Key
from toolkit.form.rules import At
from toolkit.periods import parse_period, previous
from toolkit.validation.localise.costs import moved
from toolkit.validation.localise.model import Cell
from toolkit.validation.localise.reading import Reading, Readings
from toolkit.validation.model import Series


def past(earlier: Sequence[int | None], last: int | None, *, running: bool = False) -> tuple[Fraction, ...]:
    """Of what was stated in earlier periods, newest first, and in the last one as rules read it."""
    text = SMALL_FORM.replace("over_time: stock", "over_time: cumulative") if running else SMALL_FORM
    round = small_round(small_form(text))
    unit = unit_of(round, GOOD)
    key = next(entry.entry.key for entry in unit.entries if entry.entry.key.field == "household_total")
    periods = [previous(round.period)]
    while len(periods) < len(earlier):
        periods.append(previous(periods[-1] or parse_period("2024-H1")))
    series = Series(
        periods=tuple(period for period in periods if period is not None)[: len(earlier)],
        values={unit.unit_id: {key: tuple(earlier)}},
    )
    before = {At.PREVIOUS: {unit.unit_id: {key: last}}} if last is not None else {}
    return Reading(Readings(round, (unit,), before, series), unit.unit_id).past(key)


@pytest.mark.parametrize(
    ("earlier", "last", "expected"),
    [
        ((100, 300, 200), 100, (100, 300, 200)),
        ((100, None, 0), 100, (100, 0)),
        ((None,), 70, (70,)),
        ((), 70, (70,)),
        ((), None, ()),
    ],
)
def test_the_earlier_periods_else_the_last_as_rules_read_it(
    earlier: tuple[int | None, ...], last: int | None, expected: tuple[int, ...]
) -> None:
    assert past(earlier, last) == expected


def test_what_adds_up_over_the_year_is_held_against_the_same_part_of_other_years() -> None:
    assert past((900, 100, 950, 110, 990, 120), 900, running=True) == (100, 110, 120)
    assert past((), 900, running=True) == ()


@pytest.mark.parametrize("earlier", [(0, 0, 1250, 0), (1250, 1250)])
def test_what_it_was_at_any_time_is_likelier_than_what_it_never_was(earlier: tuple[int, ...]) -> None:
    cell = Cell(
        key=Key("f", "b", "x"),
        value=Fraction(7),
        past=tuple(Fraction(value) for value in earlier),
    )
    assert moved(cell, Fraction(1240)) < moved(cell, Fraction(40)) < moved(cell, Fraction(70_000))


def test_without_a_past_no_value_is_likelier() -> None:
    assert moved(Cell(key=Key("f", "b", "x"), value=Fraction(7)), Fraction(70_000)) == 0
