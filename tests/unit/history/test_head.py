"""What a document says of itself: taken where it is plain, and left open where it is not."""

import pytest

from tests.history_reports import OF_A_COMMUNE, REPORTS, Report, paragraphs
from toolkit.files.raw_document import RawDocument
from toolkit.history.head import head_of
from toolkit.units import Unit


def _head(title: str) -> str:
    return head_of(RawDocument(paragraphs(f"UBND HUYỆN\nBÁO CÁO\n{title}\nKính gửi: UBND tỉnh."))).period


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Kết quả tuyên truyền năm 2021 và nhiệm vụ trọng tâm năm 2022", "2021"),
        ("Kết quả tuyên truyền năm 2021, phương hướng, nhiệm vụ năm 2022", "2021"),
        ("Công tác cải cách hành chính 6 tháng đầu năm 2023", "2023-H1"),
        ("Công tác cải cách hành chính 6 tháng cuối năm 2023", "2023-H2"),
        ("Công tác cải cách hành chính 9 tháng đầu năm 2023", "2023-9M"),
        ("Công tác cải cách hành chính quý III năm 2022", "2022-Q3"),
        ("Công tác cải cách hành chính Quý IV/2022", "2022-Q4"),
        ("Công tác cải cách hành chính tháng 8/2022", "2022-08"),
        ("Công tác tuyên truyền từ ngày 01/9/2024 đến ngày 20/10/2024", "20240901-20241020"),
        ("Công tác tuyên truyền tháng 12 và năm 2022", ""),
        ("Công tác tuyên truyền năm 2021 và năm 2022", ""),
        ("Công tác tuyên truyền cải cách hành chính", ""),
    ],
)
def test_a_period_is_read_from_the_title_where_it_names_just_one(title: str, period: str) -> None:
    assert _head(title) == period


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_reports_of_every_kind_name_their_period(report: Report) -> None:
    assert head_of(report.document).period == report.period


def test_number_and_day_name_the_document() -> None:
    assert head_of(OF_A_COMMUNE.document).document == "Báo cáo số 31/BC-UBND ngày 12/12/2022"
    assert head_of(RawDocument(paragraphs("Số: /BC-UBND\nngày tháng năm 2021\nBÁO CÁO"))).document == ""


def test_the_unit_is_that_of_the_head_and_accents_count() -> None:
    units = [
        Unit(code=code, name=name, type="Xã", level="commune", parent="524")
        for code, name in (("1", "Xã Bình Trung"), ("2", "Xã Bình Thạnh"), ("3", "Xã Bình Thanh"))
    ]
    assert head_of(OF_A_COMMUNE.document, units).unit == "1"
    thanh = RawDocument(paragraphs("UBND XÃ BÌNH THẠNH\nBÁO CÁO\nKết quả năm 2021 của Xã Bình Thanh"))
    assert head_of(thanh, units).unit == "2"
    assert head_of(RawDocument(paragraphs("UBND HUYỆN BÌNH SƠN\nBÁO CÁO\nnăm 2021")), units).unit == ""
