"""A rounded wording is true or not of the number it stands for, by the table in rounded.py."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text import write_number
from toolkit.verify.rounded import Said, Wording, read_said, truth, word_before, word_behind


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("gần 140", 136, "true"),
        ("gần 140", 140, "untrue"),
        ("gần 140", 141, "untrue"),
        ("gần 140", 120, "far"),
        ("hơn 34", 35, "true"),
        ("hơn 34", 34, "untrue"),
        ("hơn 34", 33, "untrue"),
        ("hơn 100", 136, "far"),
        ("trên 130", 136, "true"),
        ("khoảng 140", 136, "true"),
        ("khoảng 150", 136, "untrue"),
        ("xấp xỉ 58.000", 58020, "true"),
        ("trên dưới 05", 4, "true"),
        ("dưới 200", 136, "true"),
        ("dưới 136", 136, "untrue"),
        ("không dưới 136", 136, "true"),
        ("ít nhất 137", 136, "untrue"),
        ("không quá 136", 136, "true"),
        ("tròn 136", 136, "true"),
        ("136", 136, "true"),
        ("135", 136, "untrue"),
        ("gần 3,2", 2, "far"),
        ("gần đến 140", 136, "true"),
        ("ngót nghét 136", 136, "untrue"),
        ("hơn cả 136", 136, "untrue"),
        ("hơn con số 130", 136, "true"),
        ("chưa được 136", 136, "untrue"),
        ("ít hơn 136", 136, "untrue"),
        ("vượt quá 136", 136, "untrue"),
        ("không vượt quá 136", 136, "true"),
        ("không kém 136", 136, "true"),
        ("không thấp hơn 137", 136, "untrue"),
        ("chưa vượt 136", 136, "true"),
        ("không cao hơn 135", 136, "untrue"),
        ("không phải 136", 136, "untrue"),
        ("gấp đôi 136", 136, "untrue"),
        ("-136", 136, "untrue"),
        ("âm 3", -3, "true"),
        ("> 136", 136, "untrue"),
        ("≥136", 136, "true"),
    ],
)
def test_what_a_wording_says_of_a_count(text: str, value: int, expected: str) -> None:
    said = read_said(text, "vi")
    assert said is not None
    assert truth(said, Said(Decimal(value))) == expected


def test_a_percentage_is_held_against_a_percentage_only() -> None:
    rate = Said(Decimal("98.148148"), percent=True)
    assert truth(read_said("gần 100%", "vi") or rate, rate) == "true"
    assert truth(read_said("hơn 98%", "vi") or rate, rate) == "true"
    assert truth(Said(Decimal(98), Wording.OVER), rate) == "untrue"


def test_of_a_total_that_is_itself_more_than_a_number_only_what_all_of_it_bears_out_is_true() -> None:
    now = Said(Decimal(2014), Wording.OVER)
    for text, expected in (("hơn 2.014", "true"), ("trên 2.000", "true"), ("hơn 2.015", "untrue"), ("gần 2.100", "untrue"),
                           ("2.014", "untrue"), ("ít nhất 2.014", "true"), ("hơn 14", "far"),
                           ("chưa hơn 2.014", "untrue")):  # fmt: skip
        said = read_said(text, "vi")
        assert said is not None
        assert truth(said, now) == expected, text


def test_the_word_before_a_number_is_found_and_a_comparison_is_none() -> None:
    assert word_before("Đăng, phát gần ", "vi") == "gần"
    assert word_before("Có không dưới\u00a0", "vi") == "không dưới"
    assert word_before("cao hơn ", "vi") == ""
    assert word_before("cao hơn ", "vi", of_total=True) == "cao hơn"
    assert word_before("tăng hơn ", "vi") == "hơn"
    assert word_before("phát hơn: ", "vi") == "hơn:"
    assert word_before("trường mầm non ", "vi") == ""
    assert word_before("từ 120-", "vi") == ""
    assert word_before("phát -", "vi") == "-"
    assert word_before("Đăng, phát ", "vi") == ""
    assert word_before("nearly ", "en") == "nearly"


def test_a_word_behind_a_number_or_its_measure_qualifies_it() -> None:
    assert word_behind(" tin, bài trở lên.", "vi", "tin, bài") is Wording.AT_LEAST
    assert word_behind(" trở xuống", "vi") is Wording.AT_MOST
    assert word_behind(" tin, bài.", "vi", "tin, bài") is None


def test_what_is_no_number_is_not_read() -> None:
    assert read_said("không phát sinh", "vi") is None
    assert read_said("1.25", "vi") is None
    assert read_said("136 tin", "vi") is None
    assert read_said("1,253", "en") == Said(Decimal(1253))
    assert read_said("9,68 %", "vi") == Said(Decimal("9.68"), percent=True)


@given(st.integers(min_value=1, max_value=10**6), st.integers(min_value=0, max_value=10**6))
def test_over_and_not_over_cover_every_number(said: int, value: int) -> None:
    over = truth(read_said(f"hơn {write_number(said)}", "vi") or Said(Decimal(-1)), Said(Decimal(value)))
    at_most = truth(
        read_said(f"không quá {write_number(said)}", "vi") or Said(Decimal(-1)), Said(Decimal(value))
    )
    assert (over == "untrue") == (value <= said)
    assert (at_most == "true") == (value <= said)
