"""Capitals, terms, and what is left over in a text."""

from datetime import date

import pytest

from tests.unit.lint.values import HEAD, centred, document, found, line, report, said, table
from toolkit.findings import Severity
from toolkit.lint.anatomy import anatomy
from toolkit.lint.capitals import capitals
from toolkit.lint.content import doubled, empty_items, leftovers, order, unfinished
from toolkit.lint.model import Subject
from toolkit.lint.numbers import numbers
from toolkit.lint.terms import known_terms, last_day, terms


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Sự đồng tình của nhân dân còn ít.", "Nhân dân"),
        ("Chủ trương của Đảng và nhà nước.", "Nhà nước"),
        ("Chủ trương của đảng, chính sách mới.", "Đảng"),
        ("Người dân tại Huyện Bình Sơn.", "huyện"),
        ("Cơ quan đóng tại quận 1, thành phố.", "Quận 1"),
        ("Theo điều 8 Nghị định số 30/2020/NĐ-CP.", "Điều 8"),
        ("Quy định tại Khoản 2 Điều 8.", "khoản 2"),
        ("Thực hiện nghị định số 30/2020/NĐ-CP.", "Nghị định số 30/2020/NĐ-CP"),
        ("Ban hành Kế hoạch Số: 14/KH-UBND.", "số 14/KH-UBND"),
    ],
)
def test_a_capital_too_few_or_too_many(text: str, mended: str) -> None:
    (finding,) = found(capitals, report(text))
    assert (finding.code, finding.expected) == ("FMT-025", mended)


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân xã, Hội đồng nhân dân huyện, Tòa án nhân dân, công an nhân dân.",
        "Cơ quan nhà nước, quản lý nhà nước, bí mật nhà nước.",
        "Cấp ủy đảng, đảng viên, Đảng ủy xã và Tỉnh ủy Quảng Ngãi.",
        "Tại Phường Lê Lợi, tại Thành phố Hồ Chí Minh, tại tỉnh Nam Định.",
        "Huyện Bình Sơn có 22 xã. Xã Bình Trị đứng đầu.",
        "Khoản 2 Điều 8 được thực hiện tốt.",
        "Toàn huyện có 4 phường, quận 3 lần được khen.",
        "BÁO CÁO SỐ 15 CỦA NHÂN DÂN",
    ],
)
def test_capitals_that_may_be_right(text: str) -> None:
    assert said(capitals, text) == []


def _dated(year: str, *body: str) -> list[tuple[str, Severity]]:
    right = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    head = table(((("UBND XÃ A",), right), (("Số: 01/BC-UBND",), (f"A, ngày 05 tháng 6 năm {year}",))))
    return [(one.raw, one.severity) for one in found(terms, report(*body, head=head))]


def test_a_term_is_judged_by_the_day_of_the_document() -> None:
    levels = "Cung cấp dịch vụ công trực tuyến mức độ 3, mức độ 4."
    assert _dated("2021", levels) == [("dịch vụ công trực tuyến mức độ 3, mức độ 4", Severity.INFO)]
    assert _dated("2023", levels) == [("dịch vụ công trực tuyến mức độ 3, mức độ 4", Severity.WARNING)]
    assert _dated("2024", "Theo Sở Thông tin và Truyền thông.") == []
    assert _dated("2025", "Theo Sở Thông tin và Truyền thông.") == [
        ("Sở Thông tin và Truyền thông", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    "cited",
    [
        "Thông tư số 22/2019/TT-BTTTT ngày 31/12/2019 của Bộ Thông tin và Truyền thông quy định tiêu chí",
        "Thông tư số 22/2019/TT-BTTTT ngày 31 tháng 12 năm 2019 của Bộ TT&TT và Bộ Kế hoạch và Đầu tư",
        "Thông tư số 22/2019/TT-BTTTT của Bộ Thông tin và Truyền thông",
        "Kế hoạch số 10/KH-STTTT (ngày 28/02/2025) của Sở Thông tin và Truyền thông về chuyển đổi số",
        "Kế hoạch số 10/KH-UBND ngày 10/01/2025 của UBND tỉnh về phối hợp với Sở TT&TT",
    ],
)
def test_what_an_older_document_is_cited_with_stays_as_it_was(cited: str) -> None:
    assert _dated("2025", f"Thực hiện {cited}, xã đã báo cáo.") == []


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        (
            "Thông tư số 2/2025/TT-BTTTT ngày 31/12/2025 của Bộ Thông tin và Truyền thông.",
            "Bộ Thông tin và Truyền thông",
        ),
        ("Công văn số 12/BTTTT-VP của Bộ Thông tin và Truyền thông.", "Bộ Thông tin và Truyền thông"),
        ("Thông tư số 2/2019/TT-BTTTT ngày 5/3/2019; báo cáo Sở TT&TT.", "Sở TT&TT"),
        ("Sở TT&TT hướng dẫn Thông tư số 2/2019/TT-BTTTT ngày 05/3/2019.", "Sở TT&TT"),
        (
            "Thực hiện Nghị định số 110/2004/NĐ-CP ngày 08/4/2004 của Chính phủ.",
            "Nghị định số 110/2004/NĐ-CP",
        ),
    ],
)
def test_a_term_beside_a_citation_or_in_a_newer_one_is_told(text: str, raw: str) -> None:
    assert [said for said, _ in _dated("2025", text)] == [raw]


def test_the_day_of_a_term_is_written_as_a_document_writes_it() -> None:
    (finding,) = found(terms, document(centred("BÁO CÁO"), line("Người dân có chứng minh nhân dân.")))
    assert "từ ngày 01/01/2025" in finding.message.vi
    assert said(numbers, f"Quy định mới {finding.message.vi.partition('từ ')[2].partition(' (')[0]}.") == []


def test_each_term_has_its_source_and_a_document_without_a_year_is_new() -> None:
    for term in known_terms():
        assert term.source and term.instead and date(2015, 1, 1) < term.since < date(2026, 1, 1)
    bare = document(centred("BÁO CÁO"), line("Nội dung."))
    assert last_day(Subject(document=bare, anatomy=anatomy(bare))) == date.max
    (finding,) = found(terms, document(centred("BÁO CÁO"), line("Người dân dùng sổ hộ khẩu.")))
    assert finding.code == "FMT-040" and "68/2020/QH14" in finding.message.vi


@pytest.mark.parametrize(
    "text",
    ["Tin của {{ don_vi }}.", "Có [[Tấm phướn]] tấm.", "Đạt None.", "Đạt nan.", "Ô #REF! của bảng.", "Đạt …… hồ sơ.",
     "Tỷ lệ đạt %.", "Đạt … % kế hoạch.", "«tên»"],
)  # fmt: skip
def test_what_a_template_left(text: str) -> None:
    assert [code for code, _ in said(leftovers, text)] == ["FMT-051"]


def test_dots_that_mean_and_so_on_are_no_gap() -> None:
    assert said(leftovers, "Thông qua các buổi sinh hoạt, hội họp,...", "Loa, đài... và tờ rơi…") == []


def test_words_twice() -> None:
    assert [code for code, _ in said(doubled, "Tin của của xã.")] == ["FMT-052"]
    assert [code for code, _ in said(doubled, "Công tác công tác tuyên truyền.")] == ["FMT-052"]
    assert [code for code, _ in said(doubled, "Đã treo 90 tấm tấm phướn.")] == ["FMT-052"]
    assert said(doubled, "Ngày càng tốt hơn, luôn luôn đầy đủ, từ từ, dần dần.") == []


def test_a_dash_with_nothing_behind() -> None:
    assert [code for code, _ in said(empty_items, "- Một ý.", "-", "a)", "I.")] == ["FMT-053"]


def test_parts_in_another_order() -> None:
    swapped = document(
        HEAD,
        centred("BÁO CÁO"),
        centred("Kết quả"),
        line("Nội dung báo cáo như sau."),
        line("Trên đây là báo cáo./."),
    )
    assert found(order, swapped) == []
    country_below = document(
        centred("BÁO CÁO"), centred("Kết quả"), line("Nội dung."), line("Nơi nhận:"), line("- Lưu: VT.")
    )
    assert found(order, country_below) == []
    right = ("Độc lập - Tự do - Hạnh phúc", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    (finding,) = found(order, report("Nội dung.", head=table(((("UBND XÃ A",), right),))))
    assert finding.code == "FMT-050" and "Tiêu ngữ đang đứng trước Quốc hiệu" in finding.message.vi


@pytest.mark.parametrize(("issued", "severity"), [(False, Severity.WARNING), (True, Severity.ERROR)])
def test_changes_and_comments_are_graver_in_an_issued_document(issued: bool, severity: Severity) -> None:
    from dataclasses import replace

    whole = replace(report("Nội dung."), tracked=True, comments=True)
    assert [(one.code, one.severity) for one in found(unfinished, whole, issued=issued)] == [
        ("FMT-054", severity), ("FMT-055", severity),
    ]  # fmt: skip
