"""The words of what stands out: a request, with the values that it was judged by; nobody else's to the unit."""

import re

import pytest

from tests.unit.validation.statistics.world import PERIODS, asked, earlier, named, suspected, told, usual
from toolkit.findings import Finding
from toolkit.text import write_number
from toolkit.validation.model import Series
from toolkit.validation.statistics.suspect import Suspected


def one(found: Suspected, code: str) -> Finding:
    (fault,) = told(found)[code]
    return fault.finding


def earlier_calls() -> list[str]:
    return [write_number(int(str(usual(3, back)["calls"]))) for back in range(1, PERIODS + 1)]


def test_its_own_history_is_told_with_every_number_newest_first() -> None:
    said = one(suspected({3: {"calls": 450}}), "STA-001")
    assert f"từ 6 tháng cuối năm 2023 trở về trước: {'; '.join(earlier_calls())}" in said.message.vi
    assert "ghi 450" in said.message.vi
    assert said.place.cell in said.remedy.vi
    assert said.remedy.vi.startswith("Đề nghị")


def test_the_reasons_stand_together_in_one_finding() -> None:
    said = one(suspected({3: {"calls": 450}}), "STA-001").message
    assert "đồng thời" in said.vi
    assert "kỳ trước (6 tháng cuối năm 2023" in said.vi
    assert "cùng kỳ năm trước (6 tháng đầu năm 2023" in said.vi
    assert re.search(r"tính theo quy mô của 14 đơn vị \(vào khoảng \d+\)", said.vi)
    assert "tăng từ 100% trở lên so với mức cao nhất của 8 kỳ trước" in said.vi


def test_the_unit_is_told_its_own_figures_only() -> None:
    said = one(suspected({3: {"calls": 450}}), "STA-001").told.vi
    assert earlier_calls()[0] in said
    assert "14 đơn vị" not in said
    assert "vào khoảng" not in said


def test_a_period_of_which_nothing_is_known_is_a_dash() -> None:
    whole = earlier()
    gaps = {
        unit: {name: (row[0], None, *row[2:-1], None) for name, row in mine.items()}
        for unit, mine in whole.values.items()
    }
    said = one(suspected({3: {"calls": 450}}, Series(periods=whole.periods, values=gaps)), "STA-001")
    first, _, *rest = earlier_calls()[:-1]
    assert "; ".join([first, "–", *rest]) + ")" in said.message.vi


def test_a_change_is_told_with_what_was_common() -> None:
    two = earlier(2)
    found = suspected({3: {"calls": 4500}}, two)
    said = one(found, "STA-002")
    assert f"(6 tháng cuối năm 2023: {earlier_calls()[0]})" in said.message.vi
    assert re.search(r"mức thay đổi chung của 14 đơn vị thì vào khoảng \d+", said.message.vi)
    assert "mức thay đổi chung" not in said.told.vi


def test_zero_after_many_is_told_as_such() -> None:
    said = one(suspected({3: {"calls": 0}}), "STA-002")
    assert "rất hiếm khi" in said.message.vi


def test_a_spike_alone_names_the_highest_there_was() -> None:
    scattered = (40, 55, 72, 60, 90, 48, 66, 30)

    def spend(unit: int, back: int) -> dict[str, object]:
        return {"spend": scattered[(3 * unit + 5 * back) % PERIODS]}

    units = range(len(asked().units))
    past = {(unit, back): spend(unit, back) for unit in units for back in range(1, PERIODS + 1)}
    now = {unit: spend(unit, 0) for unit in units}
    said = one(suspected(now | {3: {"spend": 270}}, earlier(changes=past)), "STA-010")
    assert (
        "tăng từ 100% trở lên so với mức cao nhất của 8 kỳ trước (6 tháng cuối năm 2020: 90)"
        in said.message.vi
    )
    assert said.office_only


def test_peers_alone_are_the_offices_to_know() -> None:
    said = one(suspected({3: {"calls": 900}}, Series()), "STA-004")
    assert re.search(r"quy mô của 14 đơn vị \(vào khoảng \d+\)", said.message.vi)
    assert said.office_only


def test_a_lower_case_period_of_a_running_count_is_named_as_that() -> None:
    found = told(suspected({3: {"total_year": 9_000}}))
    (fault,) = found["STA-003"]
    assert named(fault) == {"total_year"}
    assert "cùng kỳ năm trước (6 tháng đầu năm 2023" in fault.finding.message.vi


CASES: dict[str, dict[str, object]] = {
    "history": {"calls": 450},
    "zero": {"calls": 0},
    "running": {"total_year": 9_000},
    "slip": {"calls": 100_000},
    "small": {"spend": 1},
    "sheet": {name: int(str(value)) * 1000 for name, value in usual(3, 0).items() if "/" in name},
    "again": {name: value for name, value in usual(3, 1).items() if name != "people"},
    "others": {name: value for name, value in usual(5, 0).items() if name != "people"},
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("history", [0, 1, PERIODS])
def test_every_sentence_is_whole_and_names_no_other_unit_to_the_unit(case: str, history: int) -> None:
    others = [unit.name for unit in asked().units]
    for fault in suspected({3: CASES[case]}, earlier(history)).faults:
        said = fault.finding
        for text in (
            said.message,
            said.told,
            said.asked,
            said.short,
            *(way.words for way in said.suggestions),
        ):
            for words in (text.vi, text.en):
                assert words and "{" not in words and "()" not in words and "  " not in words
                assert words.endswith((".", "…"))
        assert not any(name in said.told.vi + said.asked.vi for name in others)
        assert "sai" not in said.told.vi.split(), "a request, never a reproach"
