"""What a unit's own report compares with: what the unit stated a year before, as a round keeps it."""

from tests.unit.report.values import ROUND
from toolkit.form.model import Key
from toolkit.periods import same_last_year
from toolkit.report.of_unit import stated_before

LAST = same_last_year(ROUND.period)


def rates() -> list[tuple[Key, Key, Key]]:
    from toolkit.report.of_unit import _rates

    return list(_rates(ROUND))


def test_what_was_stated_is_of_the_same_period_of_last_year() -> None:
    banner = Key("small", ROUND.forms[0].find_field("banner")[0].id, "banner")
    (told,) = stated_before(ROUND, {banner: 90})
    assert (told.key, told.value, told.period) == (banner, 90, LAST.id if LAST else "")
    assert stated_before(ROUND, {}) == ()


def test_a_rate_is_compared_by_its_two_numbers_never_by_what_was_stated() -> None:
    key, num, den = rates()[0]
    (told,) = (one for one in stated_before(ROUND, {key: 99, num: 3, den: 4}) if one.key == key)
    assert (told.value, told.numerator, told.denominator) == (None, 3, 4)
    assert all(one.key != key for one in stated_before(ROUND, {key: 99, num: 3}))
