"""The numbers of a sentence: figures, and digits that are none."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.history.reading import read
from toolkit.form.model import Qualifier
from toolkit.history.model import Number, Why
from toolkit.history.numbers import numbering, numbers
from toolkit.text import write_number


def figures(text: str) -> list[Number]:
    return [one for one in numbers(text, read) if one.why is None]


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("Phát hành tài liệu: 130 tập", 130, ""),
        ("tiếp nhận 1.234 hồ sơ", 1234, ""),
        ("lồng ghép với hơn 34 lượt", 34, "over"),
        ("phát trên 50 lượt", 50, "over"),
        ("gần 140 lượt", 140, "under"),
        ("không dưới 20 đợt", 20, "over"),
        ("khoảng 360 tin", 360, "about"),
        ("bình quân 2,5 tin", Decimal("2.5"), ""),
        ("có 02 pano", 2, ""),
        ("đạt 98,15% tổng số", Decimal("98.15"), ""),
        ("Tổng số: 35", 35, ""),
        ("ban hành 03 kế hoạch về tuyên truyền", 3, ""),
        ("mở 03 lớp", 3, ""),
    ],
)
def test_a_figure_is_read_with_its_qualifier(text: str, value: object, qualifier: str) -> None:
    (found,) = figures(text)
    assert (found.value, found.qualifier, found.rate) == (value, Qualifier(qualifier), "%" in text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Kế hoạch số 10/KH-UBND", Why.CITATION),
        ("Nghị định số 61/2018/NĐ-CP", Why.CITATION),
        ("Nghị quyết số 18-NQ/TW", Why.CITATION),
        ("Đề án 06", Why.CITATION),
        ("ngày 18/01/2021", Why.DATE),
        ("ngày 20 tháng 12 năm 2021", Why.DATE),
        ("trong 6 tháng đầu năm 2023", Why.DATE),
        ("quý I/2024", Why.DATE),
        ("giai đoạn 2021-2025", Why.DATE),
        ("năm 2021", Why.DATE),
        ("dịch vụ công mức độ 3, mức độ 4", Why.ORDINAL),
        ("phiên bản 2.0", Why.ORDINAL),
        ("tại thôn 3 và thôn 4", Why.ORDINAL),
        ("hoạt động 24/7", Why.ORDINAL),
        ("tăng 12 tin", Why.CHANGE),
        ("giảm 9,68%", Why.CHANGE),
        ("gấp 3,2 lần", Why.CHANGE),
        ("từ 2 đến 3 buổi", Why.RANGE),
        ("đạt 95% kế hoạch", Why.PLAN),
        ("chỉ tiêu giao 150 hồ sơ", Why.PLAN),
        ("cùng kỳ năm trước 120 hồ sơ", Why.COMPARED),
        ("1,234 hồ sơ", Why.UNREAD),
        ("12 500 tờ", Why.UNREAD),
        ("1,5 tỷ đồng", Why.UNREAD),
    ],
)
def test_digits_that_are_no_figure_of_the_period_say_why(text: str, why: Why) -> None:
    found = numbers(text, read)
    assert found and {one.why for one in found} == {why}


def test_a_rate_and_its_pair_are_one_figure_either_way_round() -> None:
    for text in (
        "đạt 98,15% (106/108 hồ sơ)",
        "106/108 kết quả, đạt 98,15%",
        "98,15%, tương ứng 106/108 hồ sơ",
    ):
        (found,) = figures(text)
        assert (found.value, found.pair, found.rate) == (Decimal("98.15"), (106, 108), True), text


def test_a_pair_that_does_not_give_the_rate_is_another_figure() -> None:
    rate, pair = figures("đạt 90% số xã, 106/108 hồ sơ")
    assert (rate.pair, pair.pair) == (None, (106, 108))


def test_what_numbers_a_paragraph_is_no_number() -> None:
    assert [one.value for one in figures("2.1. Phát hành 130 tập")] == [130]
    assert numbering("1) Kết quả") == 2
    assert numbering("130 tập tài liệu") == 0


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 9_999_999))
def test_any_count_as_offices_print_it_is_read_exactly(value: int) -> None:
    (found,) = figures(f"Tổng số hồ sơ tiếp nhận là {write_number(value)} hồ sơ.")
    assert found.value == value


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789.,/-% ()abđxã", max_size=40))
def test_no_text_breaks_it_and_no_digits_are_read_twice(text: str) -> None:
    found = numbers(text, read)
    ends = [0, *(one.end for one in found)]
    assert all(one.start >= before for one, before in zip(found, ends, strict=False))
