"""The whole round: what is compared with what, what is left alone, and what is said of what could not be compared."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.validation.statistics.world import (
    PERIODS,
    TEXT,
    UNITS,
    asked,
    earlier,
    form,
    key,
    named,
    periods,
    returned,
    suspected,
    told,
    usual,
)
from toolkit.findings import Severity
from toolkit.form.layout import lay_out
from toolkit.intake.model import Origin, Qualifier, UnitData
from toolkit.validation.model import Series
from toolkit.validation.statistics.gathered import gather
from toolkit.validation.statistics.suspect import suspect

OWN = UNITS
THIRD = f"{20_000 + 3}@"


def unit_id(at: int) -> str:
    return asked().units[at].unit_id


def grid(unit: int, period: int = 0, times: int = 1) -> dict[str, object]:
    return {
        name: int(str(value)) * times
        for name, value in usual(unit, period).items()
        if name.startswith("desk/")
    }


def test_usual_figures_raise_nothing_but_what_could_not_be_compared() -> None:
    found = suspected()
    assert told(found) == {}
    assert found.doubts == {}
    assert [fault.finding.code for fault in found.faults] == ["STA-011"]
    assert key("calls") in found.near[THIRD]


def test_no_returns_say_nothing() -> None:
    assert suspect(asked(), [], earlier()).faults == ()


def test_the_same_round_gives_the_same_answer() -> None:
    changes = {3: {"calls": 900}, 5: grid(5, times=1000), OWN: {"calls": 5000}}
    first, second = suspected(changes, earlier()), suspected(changes, earlier())
    assert first == second
    shuffled = suspect(asked(), returned(changes)[::-1], earlier())
    assert sorted(map(str, shuffled.faults)) == sorted(map(str, first.faults))
    assert shuffled.doubts == first.doubts


def test_a_cell_that_several_comparisons_flag_is_asked_about() -> None:
    found = suspected({3: {"calls": 450}})
    assert list(told(found)) == ["STA-001"]
    (fault,) = told(found)["STA-001"]
    assert fault.keys == (key("calls"),)
    assert fault.finding.severity is Severity.WARNING
    assert not fault.finding.office_only
    assert fault.finding.place.unit_id == THIRD
    assert fault.finding.raw == "450"
    assert Fraction(1, 2) <= found.doubts[THIRD][key("calls")] <= 1
    assert set(found.doubts) == {THIRD}
    assert key("calls") not in found.near[THIRD]


def test_what_one_comparison_alone_says_is_for_the_office() -> None:
    (fault,) = told(suspected({3: {"calls": 0}}))["STA-002"]
    assert fault.finding.severity is Severity.INFO
    assert fault.finding.office_only
    assert "E10" in fault.finding.remedy.vi


def test_without_a_history_units_are_compared_per_head() -> None:
    found = suspected({3: {"calls": 900}}, Series())
    (fault,) = told(found)["STA-004"]
    assert named(fault) == {"calls"}
    assert fault.finding.office_only


def test_a_unit_twice_as_large_is_no_outlier_per_head() -> None:
    twice = {name: 4 * int(str(value)) for name, value in usual(3, 0).items()}
    assert told(suspected({3: twice}, Series())) == {}


def test_the_size_is_not_judged_by_the_size_and_a_slip_in_it_blames_no_other_cell() -> None:
    found = told(suspected({3: {"people": 6_500_000}}))
    assert {name for faults in found.values() for fault in faults for name in named(fault)} == {"people"}


def test_own_agencies_are_no_peers_of_communes_nor_communes_theirs() -> None:
    found = suspected({OWN: {"calls": 30_000, "people": 100}}, Series())
    assert told(found) == {}
    assert unit_id(OWN) not in found.doubts


def test_own_agencies_are_judged_by_their_own_history() -> None:
    (fault,) = told(suspected({OWN: {"calls": 3_000}}))["STA-001"]
    assert fault.finding.place.unit_id == unit_id(OWN)
    assert "đơn vị khác" not in fault.finding.message.vi


def changed(data: UnitData, name: str, **changes: object) -> UnitData:
    entries = []
    for item in data.entries:
        if item.entry.key == key(name):
            reported = changes.pop("reported", None) and item.entry
            item = replace(item, entry=replace(item.entry, **changes), reported=reported or None)  # type: ignore[arg-type]
        entries.append(item)
    return replace(data, entries=tuple(entries))


@pytest.mark.parametrize(
    "how",
    [
        {"qualifier": Qualifier.OVER},
        {"origin": Origin.CORRECTED, "reported": True},
    ],
)
def test_qualified_and_corrected_cells_are_not_suspected(how: dict[str, object]) -> None:
    data = returned({3: {"calls": 90_000}})
    data[3] = changed(data[3], "calls", **how)
    assert told(suspect(asked(), data, earlier())) == {}


def test_blank_cells_are_not_judged() -> None:
    assert told(suspected({3: {"calls": None}})) == {}


def test_none_is_the_number_zero_that_the_unit_stated() -> None:
    (zero,) = told(suspected({3: {"calls": 0}}))["STA-002"]
    (none,) = told(suspected({3: {"calls": "không phát sinh"}}))["STA-002"]
    assert none.keys == zero.keys == (key("calls"),)
    assert "ghi “không phát sinh”" in none.finding.message.vi
    assert suspected({3: {"calls": "không phát sinh"}}).doubts == suspected({3: {"calls": 0}}).doubts


def test_a_count_so_far_this_year_is_compared_with_the_same_period_of_other_years() -> None:
    second_halves = {(unit, back): {"total_year": 2000} for unit in range(UNITS + 1) for back in (1, 3, 5, 7)}
    assert told(suspected({}, earlier(changes=second_halves))) == {}
    found = told(suspected({3: {"total_year": 2000}}, earlier(changes=second_halves)))
    (fault,) = found["STA-003"]
    assert named(fault) == {"total_year"}
    assert "6 tháng đầu năm 2023" in fault.finding.message.vi


def test_the_newest_known_period_is_not_taken_for_the_one_before() -> None:
    gap = {
        unit: {name: (None, *row[1:]) for name, row in mine.items()}
        for unit, mine in earlier().values.items()
    }
    found = suspected({3: {"calls": 0}}, Series(periods=periods(), values=gap))
    assert "STA-002" not in told(found)
    (silent,) = [fault.finding for fault in found.faults if fault.finding.code == "STA-011"]
    lacked = "với kỳ trước, về việc chuyển từ 0 sang có số liệu hoặc ngược lại (chưa có số liệu của kỳ đó"
    assert lacked in silent.message.vi


def test_a_periods_place_is_told_by_its_name_not_by_its_position() -> None:
    whole = earlier()
    later = Series(
        periods=whole.periods[1:],
        values={unit: {name: row[1:] for name, row in mine.items()} for unit, mine in whole.values.items()},
    )
    assert "STA-002" not in told(suspected({3: {"calls": 0}}, later))


def test_of_a_yearly_round_there_is_one_comparison_with_the_year_before() -> None:
    from toolkit.periods import parse_period

    year = replace(asked(), period=parse_period("2024"))
    series = replace(earlier(), periods=tuple(parse_period(str(2023 - at)) for at in range(PERIODS)))
    got = gather(year, returned(), series)
    assert got.since_before == tuple(range(PERIODS))
    assert got.since_year_before(running=False) is None
    assert got.since_year_before(running=True) == tuple(range(PERIODS))


def test_a_cell_in_another_unit_of_measure() -> None:
    found = suspected({3: {"calls": 100_000}})
    (fault,) = told(found)["STA-005"]
    assert fault.finding.severity is Severity.WARNING
    (way,) = fault.finding.suggestions
    assert [change.value for change in way.changes] == [100]
    assert way.changes[0].place.cell == fault.finding.place.cell
    assert way.likely


def test_a_slip_is_told_by_other_units_where_there_is_no_history() -> None:
    (fault,) = told(suspected({3: {"calls": 100_000}}, Series()))["STA-005"]
    assert "tính theo quy mô" in fault.finding.message.vi
    assert "quy mô" not in fault.finding.told.vi


def test_what_is_no_multiple_of_the_power_is_asked_about_without_a_value() -> None:
    (fault,) = told(suspected({3: {"calls": 100_001}}))["STA-005"]
    assert fault.finding.suggestions == ()


@pytest.mark.parametrize("lost", [{"people": 65}, {"people": 650}, {"calls": 10}])
def test_a_figure_that_lost_digits_is_never_multiplied_up(lost: dict[str, object]) -> None:
    (name,) = lost
    found = [one.finding for faults in told(suspected({3: lost})).values() for one in faults]
    assert [one.place.field for one in found] == [name]
    assert found[0].suggestions == ()


def test_an_amount_with_fewer_decimals_than_usual_has_lost_some() -> None:
    decimals = {
        (unit, back): {"spend": Decimal(str(usual(unit, back)["spend"])) + Decimal("0.4")}
        for unit in range(UNITS + 1)
        for back in range(1, PERIODS + 1)
    }
    series = earlier(changes=decimals)
    (rounded,) = told(suspected({3: {"spend": Decimal("0.031")}}, series))["STA-005"]
    assert rounded.finding.suggestions == ()
    (whole,) = told(suspected({3: {"spend": Decimal("0.0314")}}, series))["STA-005"]
    assert [change.value for change in whole.finding.suggestions[0].changes] == [Decimal("31.4")]


def test_ten_times_is_a_slip_of_the_pen_and_a_thousand_times_another_unit_of_measure() -> None:
    (ten,) = told(suspected({3: {"people": 65_000}}))["STA-005"]
    assert "có thể số liệu đã ghi thừa 01 chữ số 0" in ten.finding.told.vi
    assert "đơn vị tính" not in ten.finding.message.vi + ten.finding.remedy.vi
    (few,) = told(suspected({3: {"people": 650}}))["STA-005"]
    assert "có thể số liệu đã ghi thiếu 01 chữ số" in few.finding.told.vi
    (thousand,) = told(suspected({3: {"calls": 100_000}}))["STA-005"]
    assert "đơn vị tính khác (đơn vị tính của biểu mẫu: lượt)" in thousand.finding.told.vi


def test_an_amount_a_thousand_times_too_small() -> None:
    (fault,) = told(suspected({3: {"spend": Decimal("0.031")}}))["STA-005"]
    assert [change.value for change in fault.finding.suggestions[0].changes] == [Decimal("31.000")]
    assert "1/1.000" in fault.finding.message.vi


def test_a_whole_sheet_in_another_unit_of_measure_is_one_finding() -> None:
    found = suspected({3: grid(3, times=1000)})
    assert list(told(found)) == ["STA-006"]
    (fault,) = told(found)["STA-006"]
    assert (fault.finding.place.sheet, fault.finding.place.cell) == ("Hồ sơ", "")
    assert named(fault) == set(grid(3))
    (way,) = fault.finding.suggestions
    meant = {change.place.row + "/" + change.place.column: change.value for change in way.changes}
    assert meant == {name.partition("/")[2]: value for name, value in grid(3).items() if value}
    assert set(found.doubts[THIRD]) == set(fault.keys)


def test_a_whole_sheet_with_a_digit_too_many_is_one_finding() -> None:
    found = suspected({3: grid(3, times=10)})
    assert list(told(found)) == ["STA-006"]
    (fault,) = told(found)["STA-006"]
    assert "có thể số liệu đã ghi thừa 01 chữ số 0" in fault.finding.told.vi
    assert "đơn vị tính" not in fault.finding.asked.vi
    assert [change.value for change in fault.finding.suggestions[0].changes] == [
        value for value in grid(3).values() if value
    ]


def test_a_whole_sheet_of_counts_in_thousands_has_lost_its_digits() -> None:
    thousands = {name: int(str(value)) // 1000 for name, value in grid(3, times=10**5).items()}
    series = earlier(changes={(3, back): grid(3, back, times=10**5) for back in range(1, PERIODS + 1)})
    (fault,) = told(suspected({3: thousands}, series))["STA-006"]
    assert "1/1.000" in fault.finding.message.vi
    assert fault.finding.suggestions == ()


def test_what_a_unit_always_stated_is_no_outlier_beside_its_peers() -> None:
    many = {(3, back): {"calls": 900 + 10 * (back % 3)} for back in range(1, PERIODS + 1)}
    assert told(suspected({3: {"calls": 905}}, earlier(changes=many))) == {}
    few = {at: value for at, value in many.items() if at[1] <= 4}
    short = suspected({3: {"calls": 905}}, earlier(4, changes=few))
    assert named(told(short)["STA-004"][0]) == {"calls"}


def test_few_units_without_a_common_scale_still_have_spikes() -> None:
    scattered = (40, 55, 100, 60, 90, 48, 66, 30)
    past = {(3, back): {"calls": scattered[back - 1]} for back in range(1, PERIODS + 1)}
    alone = earlier(changes=past)
    series = Series(periods=alone.periods, values={THIRD: alone.values[THIRD]})
    found = told(suspect(asked(), returned({3: {"calls": 1000}}, of=range(3, 4)), series))
    assert {name for faults in found.values() for one in faults for name in named(one)} == {"calls"}
    assert "STA-010" in found or "tăng từ 100%" in found["STA-001"][0].finding.message.vi


def test_that_nothing_is_said_of_zeros_is_said() -> None:
    three = suspected({3: {"calls": 0}}, earlier(3))
    assert "STA-002" not in told(three)
    (silent,) = [one.finding for one in three.faults if one.finding.code == "STA-011"]
    assert "ngược lại (chưa đủ 100 lượt so sánh giữa hai kỳ liền nhau" in silent.message.vi


def one_row_down() -> dict[str, object]:
    rows = [name for name in grid(3) if name.endswith("/got")]
    above = dict(zip(rows[1:], rows, strict=False))
    return {
        f"{row[:-3]}{column}": grid(3)[f"{above[row][:-3]}{column}"] if row in above else 0
        for row in rows
        for column in ("got", "done", "late")
    }


def test_shifted_rows_are_one_finding() -> None:
    found = told(suspected({3: one_row_down()}))
    assert list(found) == ["STA-007"]
    (fault,) = found["STA-007"]
    assert "xuống 01 dòng" in fault.finding.message.vi
    assert named(fault) == set(grid(3))


def test_rows_that_staff_corrected_are_not_called_shifted() -> None:
    data = returned({3: one_row_down()})
    for name in one_row_down():
        data[3] = changed(data[3], name, origin=Origin.CORRECTED, reported=True)
    assert "STA-007" not in told(suspect(asked(), data, earlier()))


def without_people(unit: int, period: int) -> dict[str, object]:
    return {name: value for name, value in usual(unit, period).items() if name != "people"}


def test_an_earlier_periods_file_sent_again_is_one_finding() -> None:
    found = told(suspected({3: without_people(3, 4)}))
    (fault,) = found.pop("STA-008")
    assert "6 tháng đầu năm 2022" in fault.finding.message.vi
    assert "total_year" not in named(fault), "what is no flow of the period may well stand still"
    assert all("calls" not in named(other) for faults in found.values() for other in faults)


def test_another_units_figures_are_told_of_the_unit_whose_they_are_not() -> None:
    (fault,) = told(suspected({3: without_people(5, 0)}))["STA-009"]
    assert fault.finding.place.unit_id == unit_id(3)
    assert asked().units[5].name in fault.finding.message.vi
    assert unit_id(5) not in suspected({3: without_people(5, 0)}).doubts


def test_where_it_is_not_known_whose_they_are_both_are_told_without_a_name_to_either() -> None:
    found = told(suspected({3: without_people(5, 0)}, Series()))
    pair = found["STA-009"]
    assert [fault.finding.place.unit_id for fault in pair] == [unit_id(3), unit_id(5)]
    for fault, other in zip(pair, (5, 3), strict=True):
        assert asked().units[other].name in fault.finding.message.vi
        assert asked().units[other].name not in fault.finding.told.vi + fault.finding.asked.vi


def test_a_whole_copied_file_is_intakes_to_tell() -> None:
    data = returned({3: without_people(5, 0)})
    for at in (3, 5):
        one = replace(data[at].returns[0], figures="the same")
        data[at] = replace(data[at], returns=(one,))
    assert "STA-009" not in told(suspect(asked(), data, earlier()))


def test_what_could_not_be_compared_is_told_once_with_why_and_how_much() -> None:
    found = suspected({}, Series())
    (fault,) = [one for one in found.faults if one.finding.code == "STA-011"]
    assert (fault.finding.severity, fault.finding.office_only) == (Severity.INFO, True)
    assert fault.finding.place.unit_id == ""
    cells = len(grid(0)) + 6
    assert f"chưa đủ 6 kỳ trước để so sánh: {cells * (UNITS + 1)} số liệu" in fault.finding.message.vi
    few = suspect(asked(), returned(of=range(5)), earlier())
    assert "chưa đủ 10 đơn vị" in few.faults[-1].finding.message.vi
    nameless = TEXT.replace("size: people\n", "")
    unsized = suspect(asked(nameless), returned(text=nameless), earlier(text=nameless))
    assert "chưa biết quy mô của đơn vị" in unsized.faults[-1].finding.message.vi


def test_every_datum_that_is_judged_is_one_that_units_type() -> None:
    typed = {slot.key for slot in lay_out((form(),), asked().units).slots if slot.typed}
    data = {datum.key for datum in gather(asked(), returned(), Series()).data}
    assert data <= typed
    assert {one.field for one in data} >= {"visits_num", "visits_den", "spend", "got"}
    assert {"visits", "open"}.isdisjoint({one.field for one in data})


@pytest.mark.parametrize("huge", [10**400, -(10**400), Decimal("1E+400")])
def test_a_number_beyond_all_measure_is_suspected_like_any_other(huge: object) -> None:
    found = suspected({3: {"spend": huge}})
    assert key("spend") in found.doubts[THIRD]
    sheet = told(suspected({3: grid(3, times=1000) | {"desk/land/got": huge}}))["STA-006"]
    assert sheet[0].finding.suggestions == ()


def test_a_count_is_not_taken_for_thousands_nor_what_is_not_usual_suggested() -> None:
    (small,) = (fault for faults in told(suspected({3: {"desk/births/got": 1}})).values() for fault in faults)
    assert small.finding.code != "STA-005"
    assert small.finding.suggestions == ()
    (odd,) = told(suspected({3: {"calls": 500_000}}))["STA-005"]
    assert odd.finding.suggestions == ()
