"""What a unit's own report compares with: what the unit stated a year before, as a round keeps it."""

from decimal import Decimal

from tests.unit.report.values import ROUND, UNITS
from toolkit.form.model import Key
from toolkit.periods import parse_period, same_last_year
from toolkit.report.of_unit import stated_before
from toolkit.validation.model import Series

UNIT = UNITS[0]
LAST = same_last_year(ROUND.period)


def series(values: dict[Key, tuple[int | Decimal | None, ...]]) -> Series:
    assert LAST is not None
    return Series(periods=(parse_period("2023-12"), LAST), values={UNIT: values})


def rates() -> list[tuple[Key, Key, Key]]:
    from toolkit.report.of_unit import _rates

    return list(_rates(ROUND))


def test_the_same_period_of_last_year_counts_and_no_other() -> None:
    banner = Key("small", ROUND.forms[0].find_field("banner")[0].id, "banner")
    (told,) = stated_before(ROUND, UNIT, series({banner: (7, 90)}))
    assert (told.key, told.value, told.period) == (banner, 90, LAST.id if LAST else "")
    assert stated_before(ROUND, UNIT, series({banner: (7, None)})) == ()
    assert stated_before(ROUND, "other@", series({banner: (7, 90)})) == ()
    assert stated_before(ROUND, UNIT, Series()) == ()


def test_a_rate_is_compared_by_its_two_numbers_never_by_what_was_stated() -> None:
    key, num, den = rates()[0]
    (told,) = (
        one
        for one in stated_before(ROUND, UNIT, series({key: (1, 99), num: (1, 3), den: (1, 4)}))
        if one.key == key
    )
    assert (told.value, told.numerator, told.denominator) == (None, 3, 4)
    assert all(one.key != key for one in stated_before(ROUND, UNIT, series({key: (1, 99), num: (1, 3)})))
