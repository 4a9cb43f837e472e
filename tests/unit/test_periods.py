"""Which shorter periods make up a period (domain.md X12), and how days are written."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from toolkit.periods import day_words, parse_period, parts, write_date

YEARLY = ["2024-Q1", "2024-Q4", "2024-H1", "2024-H2", "2024-9M", "2024"]


def ways(period: str) -> list[str]:
    return [" ".join(part.id for part in way) for way in parts(parse_period(period))]


def test_a_half_is_its_quarters_first_and_its_months_last() -> None:
    found = ways("2024-H1")
    assert found[0] == "2024-Q1 2024-Q2"
    assert found[-1] == "2024-01 2024-02 2024-03 2024-04 2024-05 2024-06"
    assert "2024-Q1 2024-04 2024-05 2024-06" in found


def test_a_year_is_its_halves_or_nine_months_and_a_quarter_or_less() -> None:
    found = ways("2024")
    assert found[:2] == ["2024-9M 2024-Q4", "2024-H1 2024-H2"]
    assert {"2024-Q1 2024-Q2 2024-Q3 2024-Q4", "2024-H1 2024-Q3 2024-Q4"} <= set(found)
    assert len(found[-1].split()) == 12


def test_nine_months_are_a_half_and_a_quarter() -> None:
    assert ways("2024-9M")[0] == "2024-H1 2024-Q3"


@pytest.mark.parametrize("period", ["2024-06", "20240901-20241020"])
def test_a_month_and_a_window_of_dates_have_no_parts(period: str) -> None:
    assert parts(parse_period(period)) == ()


@pytest.mark.parametrize("period", YEARLY)
def test_parts_lie_end_to_end_and_fill_the_window(period: str) -> None:
    whole = parse_period(period)
    found = parts(whole)
    assert len(set(found)) == len(found) > 0
    for way in found:
        assert len(way) > 1
        assert (way[0].start, way[-1].end) == (whole.start, whole.end)
        assert all(one.end + timedelta(1) == after.start for one, after in pairwise(way))


@pytest.mark.parametrize(
    ("day", "words", "said"),
    [
        (date(2025, 1, 5), ("05", "01", "2025"), "05/01/2025"),
        (date(2025, 2, 28), ("28", "02", "2025"), "28/02/2025"),
        (date(2025, 3, 9), ("09", "3", "2025"), "09/3/2025"),
        (date(2025, 12, 31), ("31", "12", "2025"), "31/12/2025"),
    ],
)
def test_days_below_ten_and_the_months_1_and_2_get_a_zero(
    day: date, words: tuple[str, str, str], said: str
) -> None:
    assert day_words(day) == dict(zip(("day", "month", "year"), words, strict=True))
    assert write_date(day) == said
