"""What a unit's own report compares with: what the unit stated a year before, as a round keeps it."""

from tests.unit.report.test_compose import held
from tests.unit.report.values import ROUND, UNITS, report, total, totals
from toolkit.files.document import Paragraph
from toolkit.form.model import Key
from toolkit.periods import same_last_year
from toolkit.report.of_unit import settled, stated_before

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


def test_a_total_with_a_held_part_is_in_no_sentence_and_how_many_data_are_held_is_told_once() -> None:
    """Also of one that comes to zero without what is held: it is not "chưa ghi nhận"."""
    text = (
        '[ket_qua]\n# K\nCó {{ so("banner") }} tấm.\nCó {{ so("panel") }} tấm.\nCó {{ so("got") }} hồ sơ.\n'
    )
    made = settled(totals(held("banner", 3, UNITS[0]), total("panel", 4), held("got", 0, UNITS[0])))
    stated = ((UNITS[0], made.totals[0].key), (UNITS[0], made.totals[2].key._replace(row="ho_tich")))
    document = report(made, text, unit=ROUND.units[0], held=stated)
    said = [part.text for part in document.sections[0].parts if isinstance(part, Paragraph)]
    assert "Có 04 tấm." in said
    assert "Có 02 số liệu đang được làm rõ, chưa nêu trong Báo cáo này." in said
    assert not any("03 tấm" in line or "chưa ghi nhận" in line.casefold() for line in said)
    whole = report(settled(totals(total("panel", 4))), text, unit=ROUND.units[0])
    assert not any("làm rõ" in part.text for part in whole.sections[0].parts if isinstance(part, Paragraph))
