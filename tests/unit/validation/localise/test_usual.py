"""What a unit usually states of a figure, by which the likelier of two repairs is told."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from tests.forms import SMALL_FORM, small_form, small_round
from tests.unit.validation.fills import GOOD
from tests.unit.validation.localise.one_unit import unit_of
from toolkit.form.rules import At
from toolkit.periods import parse_period, previous
from toolkit.validation.localise.reading import Reading, Readings
from toolkit.validation.model import Series


def usual(earlier: Sequence[int | None], last: int | None, *, running: bool = False) -> Fraction | None:
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
    past = {At.PREVIOUS: {unit.unit_id: {key: last}}} if last is not None else {}
    return Reading(Readings(round, (unit,), past, series), unit.unit_id).before(key)


@pytest.mark.parametrize(
    ("earlier", "last", "expected"),
    [
        ((100, 300, 200, 250, 900), 100, 250),
        ((100, None, 200, None, 300), 100, 200),
        ((100, 200, 300, 400), 100, 250),
        ((100, 300), 100, 100),
        ((), 70, 70),
        ((), None, None),
    ],
)
def test_the_median_of_three_or_more_else_the_last(
    earlier: tuple[int | None, ...], last: int | None, expected: int | None
) -> None:
    assert usual(earlier, last) == expected


def test_what_adds_up_over_the_year_is_held_against_the_same_part_of_other_years() -> None:
    assert usual((900, 100, 950, 110, 990, 120), 900, running=True) == 110
    assert usual((900, 100), 900, running=True) is None
