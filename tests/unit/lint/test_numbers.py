"""Numbers and dates in the text: what is wrong is found with what it should be, what may be right is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.lint.values import found, report, said
from toolkit.lint.numbers import numbers
from toolkit.text import number_text


@pytest.mark.parametrize(
    ("text", "code", "mended"),
    [
        ("Tỷ lệ đạt 98.15%.", "FMT-030", "98,15"),
        ("Giảm 3.5 điểm phần trăm.", "FMT-030", "3,5"),
        ("Có 4523 nhân khẩu.", "FMT-031", "4.523"),
        ("Tổng số 4523 nhân khẩu.", "FMT-031", "4.523"),
        ("Chi 1250000 đồng.", "FMT-031", "1.250.000"),
        ("Tiếp nhận 2024 hồ sơ.", "FMT-031", "2.024"),
        ("Tỷ lệ đạt 98 %.", "FMT-032", "8%"),
        ("Phát 1,250 tờ rơi.", "FMT-033", "1.250"),
        ("Chi 1,250,000 đồng.", "FMT-033", "1.250.000"),
        ("Chi 1,234.5 đồng cho 03 tấm.", "FMT-033", "1.234,5"),
        ("Chi 1,234,567.25 đồng.", "FMT-033", "1.234.567,25"),
        ("Đạt 1,234.56%.", "FMT-033", "1.234,56"),
        ("Ban hành ngày 22/1/2024.", "FMT-034", "22/01/2024"),
        ("Ban hành ngày 5/12/2024.", "FMT-034", "05/12/2024"),
        ("Ban hành ngày 30/02/2024.", "FMT-035", ""),
        ("Tin , bài còn ít.", "FMT-036", "Tin,"),
        ("Tin,bài còn ít.", "FMT-036", "Tin, bài"),
        ("Phát 02 tin, bài/ tuần.", "FMT-036", "bài/tuần"),
        ("Còn ít,, cần tăng.", "FMT-036", "ít,"),
    ],
)
def test_a_slip_is_found_with_what_it_should_be(text: str, code: str, mended: str) -> None:
    (finding,) = found(numbers, report(text))
    assert (finding.code, finding.expected) == (code, mended)
    assert mended in finding.remedy.vi


@pytest.mark.parametrize(
    "text",
    [
        "Chi 1.234,5 triệu đồng, 12,345.",
        "Năm 2024 có 1.250 hồ sơ, đạt 98,15% (tăng 2,5 điểm phần trăm).",
        "Giai đoạn 2021-2025, từ 2021 đến 2025, Quyết định số 2043/QĐ-UBND ngày 24/12/2020.",
        "Phiên bản 2.0 của Kiến trúc; điện thoại 0255 3851234; mã số 21040.",
        "Ngày 14/6/2024 và ngày 07/3/2019, ngày 18/01/2021.",
        "Thông qua các buổi sinh hoạt, hội họp,... và tin, bài/tháng; và/hoặc.",
        "Có 4 thôn và 02 pano; 4 thôn đều có loa.",
        "1.2. Kết quả; mục 3.4 của báo cáo; điểm 1.1.",
        "Thời gian 8 giờ 30 phút, lúc 10:30; http://xa.gov.vn.",
        "Trên đây là báo cáo./.",
    ],
)
def test_what_may_be_right_is_left_alone(text: str) -> None:
    assert said(numbers, text) == []


def test_zeros_before_months_are_told_only_where_the_document_mixes_them() -> None:
    assert said(numbers, "Ngày 14/06/2024 và ngày 15/07/2024.") == []
    ((code, _),) = said(numbers, "Ngày 14/06/2024.", "Ngày 15/7/2024 và ngày 16/8/2024.")
    assert code == "FMT-034"


def test_counts_of_one_measure_are_written_alike() -> None:
    (finding,) = found(numbers, report("Làm mới 04 pano, treo 5 pano."))
    assert (finding.code, finding.expected) == ("FMT-037", "05 pano")


def test_all_of_a_kind_are_one_finding() -> None:
    (finding,) = found(
        numbers, report("Có 4523 nhân khẩu; 1292 hộ.", "Có 2000 tờ rơi phát cho 1500 hộ.", "Có 1111 hộ.")
    )
    assert finding.raw == "4523”, “1292”, “2000”, “1500"
    assert [place.paragraph for place in finding.related] == [11, 12]


@given(st.integers(1000, 10**7))
@settings(max_examples=60, deadline=None)
def test_a_count_with_dots_is_right_and_without_them_wrong(count: int) -> None:
    printed = number_text(count).vi
    assert said(numbers, f"Đã tiếp nhận {printed} hồ sơ.") == []
    (finding,) = found(numbers, report(f"Đã tiếp nhận {count} hồ sơ."))
    assert (finding.code, finding.expected) == ("FMT-031", printed)


@given(st.dates())
@settings(max_examples=100, deadline=None)
def test_a_day_as_the_decree_writes_it_is_right(day: object) -> None:
    year, month, number = (int(part) for part in str(day).split("-"))
    if year < 1000:
        return
    shown = f"{number:02d}/{month:02d}/{year}" if month < 3 else f"{number:02d}/{month}/{year}"
    assert said(numbers, f"Ban hành ngày {shown}.") == []
