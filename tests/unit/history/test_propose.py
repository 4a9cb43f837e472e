"""Numbers are proposed for the right field, or for none."""

from collections.abc import Mapping
from functools import cache

import pytest

from tests.history_reports import REPORTS, Report, paragraphs, table
from tests.unit.history.reading import read, shipped_form
from toolkit.files.raw_document import RawDocument
from toolkit.form.model import Qualifier
from toolkit.history.aims import aims_of
from toolkit.history.head import head_of
from toolkit.history.mentions import mentions
from toolkit.history.model import Part, Proposals, Whose, Why
from toolkit.history.propose import propose

UNPROPOSED = 4
"""Of the 85 figures of six reports: a name that no field has, a bare rate in brackets, words too far from the form's."""


@cache
def proposals(document: RawDocument, form: str = "cchc_communication") -> Proposals:
    head = head_of(document)
    whose = Whose(agency=head.agency, period=head.period, units=("Xã Bình Minh", "Thị trấn Châu Ổ"))
    return propose(aims_of(shipped_form(form)), mentions(document, read, whose))


def said(found: Proposals) -> Mapping[tuple[str, str], tuple[object, object]]:
    clear = {}
    for one in found.clear:
        number = one.mention.number
        value = number.pair[0] if one.aim.counts_units and number.pair else number.value
        clear[one.aim.key.field, one.aim.part.value] = (value, number.qualifier)
    return clear


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_nothing_is_proposed_wrongly(report: Report) -> None:
    found = said(proposals(report.document))
    assert {key: value for key, value in found.items() if report.truth.get(key) != value} == {}


def test_nearly_all_is_proposed() -> None:
    missed = [
        (report.name, *key)
        for report in REPORTS
        for key in report.truth.keys() - said(proposals(report.document)).keys()
    ]
    assert len(missed) <= UNPROPOSED, missed


def test_what_may_be_two_fields_is_an_alternative_of_both() -> None:
    found = proposals(RawDocument(paragraphs("Đã treo 95 băng rôn.")))
    assert not found.clear
    assert {one.aim.key.field for one in found.others} >= {"banner_vertical", "banner_horizontal"}
    ((_, why, _),) = found.left
    assert why is Why.UNSURE


def test_two_numbers_for_one_field_leave_it_to_staff() -> None:
    text = "Phát hành tài liệu tuyên truyền: 130 tập.\nTài liệu tuyên truyền phát hành là 150 tập."
    found = proposals(RawDocument(paragraphs(text)))
    assert not found.clear
    assert {one.mention.number.value for one in found.others if one.aim.key.field == "document_copy"} == {
        130,
        150,
    }


def test_the_same_figure_told_twice_is_one() -> None:
    text = "Phát hành tài liệu tuyên truyền: 130 tập.\nTài liệu tuyên truyền phát hành là 130 tập."
    found = proposals(RawDocument(paragraphs(text)))
    assert said(found).keys() == {("document_copy", "value")} and not found.left


def test_another_measure_is_another_thing() -> None:
    found = proposals(RawDocument(paragraphs("Khẩu hiệu tuyên truyền: 30 lượt người xem.")))
    assert ("slogan_count", "value") not in said(found)


def test_a_mistyped_word_is_still_the_word() -> None:
    found = proposals(RawDocument(paragraphs("Đã treo 45 băng rom ngang và 12 khâu hiệu.")))
    assert said(found).keys() == {("banner_horizontal", "value"), ("slogan_count", "value")}


def test_parts_of_a_rate_are_proposed_for_their_parts() -> None:
    found = said(proposals(RawDocument(paragraphs("Số lượt đánh giá hài lòng: 1.970 lượt."))))
    assert {key: value for key, (value, _) in found.items()} == {("satisfaction", Part.NUMERATOR): 1970}


def test_a_grid_is_proposed_cell_by_cell() -> None:
    document = RawDocument(
        (
            table("""
            | STT | Lĩnh vực | Số hồ sơ nhận giải quyết | < | < | < | Số lượng hồ sơ đã giải quyết | < | < | < |
            | ^ | ^ | Tổng số | Trực tuyến | Trực tiếp, dịch vụ bưu chính | Từ kỳ trước | Tổng số | Trước hạn | Đúng hạn | Quá hạn |
            | 1 | Hộ tịch | 120 | 70 | 40 | 10 | 115 | 60 | 50 | 5 |
            | 2 | Chứng thực | 300 | 200 | 99 | 1 | 300 | 0 | 300 | 0 |
            """),  # noqa: E501
        )
    )
    found = proposals(document, "tthc_ii06a")
    by_cell = {(one.aim.key.row, one.aim.key.column): one.mention.number.value for one in found.clear}
    truth = {
        ("ho_tich", "received_total"): 120, ("ho_tich", "received_online"): 70, ("ho_tich", "received_direct_post"): 40,
        ("ho_tich", "received_carried_over"): 10, ("ho_tich", "resolved_total"): 115, ("ho_tich", "resolved_early"): 60,
        ("ho_tich", "resolved_on_time"): 50, ("ho_tich", "resolved_late"): 5, ("chung_thuc", "received_total"): 300,
        ("chung_thuc", "received_online"): 200, ("chung_thuc", "received_direct_post"): 99,
        ("chung_thuc", "received_carried_over"): 1, ("chung_thuc", "resolved_total"): 300,
        ("chung_thuc", "resolved_early"): 0, ("chung_thuc", "resolved_on_time"): 300, ("chung_thuc", "resolved_late"): 0,
    }  # fmt: skip
    assert {cell: value for cell, value in by_cell.items() if truth.get(cell) != value} == {}
    assert len(by_cell) >= len(truth) // 2


ASKER = Whose(
    agency="UBND HUYỆN BÌNH SƠN", period="2021", units=("Xã Bình Minh", "Thị trấn Châu Ổ", "Xã Bình Sơn")
)


def left(text: str, whose: Whose = ASKER) -> set[Why]:
    """Why each number of a text that is proposed for no field certainly is not."""
    found = propose(
        aims_of(shipped_form("cchc_communication")), mentions(RawDocument(paragraphs(text)), read, whose)
    )
    assert not found.clear, [(one.aim.key.field, one.mention.number.value) for one in found.clear]
    return {why for _, why, _ in found.left}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Trong đó xã Bình Minh phát hành 30 tập tài liệu tuyên truyền.", Why.ONE_UNIT),
        ("Phát hành 30 tập tài liệu tuyên truyền tại thị trấn Châu Ổ.", Why.ONE_UNIT),
        ("Xã Bình Ngọc tổ chức 12 đợt hội nghị, tập huấn tuyên truyền.", Why.ONE_UNIT),
        ("Xã Bình Sơn tổ chức 12 đợt hội nghị, tập huấn tuyên truyền.", Why.ONE_UNIT),
        ("Riêng Bình Minh treo 12 khẩu hiệu tuyên truyền.", Why.ONE_UNIT),
        ("1. Xã Bình Minh\nTreo 12 khẩu hiệu tuyên truyền.", Why.ONE_UNIT),
        ("Mỗi xã treo 05 khẩu hiệu tuyên truyền.", Why.EACH),
        ("Bình quân mỗi xã có 6 khẩu hiệu tuyên truyền.", Why.EACH),
        ("Treo 02 khẩu hiệu tuyên truyền tại mỗi thôn.", Why.EACH),
        ("Treo 02 khẩu hiệu/thôn.", Why.EACH),
        ("Phát thanh bình quân 60 lượt phát thanh.", Why.EACH),
        ("So với 121 tập tài liệu tuyên truyền của năm 2020, đã tăng lên.", Why.COMPARED),
        ("Đã thực hiện 20 khẩu hiệu tuyên truyền trong quý I.", Why.COMPARED),
        ("Tháng 12 đã treo 15 khẩu hiệu tuyên truyền.", Why.COMPARED),
        ("Trong tháng treo 15 khẩu hiệu tuyên truyền.", Why.COMPARED),
        ("6 tháng đầu năm treo 15 khẩu hiệu tuyên truyền.", Why.COMPARED),
        ("Lũy kế 5 năm 2016-2020: 600 khẩu hiệu tuyên truyền.", Why.COMPARED),
        ("I. Kết quả năm 2020\nTreo 12 khẩu hiệu tuyên truyền.", Why.COMPARED),
        ("Còn thiếu 40 khẩu hiệu tuyên truyền so với nhu cầu.", Why.DENIED),
        ("Tháo dỡ 12 khẩu hiệu tuyên truyền.", Why.DENIED),
        ("12 khẩu hiệu tuyên truyền chưa thay mới.", Why.DENIED),
        ("Không còn 3 trạm y tế nào chưa đạt chuẩn.", Why.DENIED),
        ("Toàn tỉnh có 5.000 khẩu hiệu tuyên truyền.", Why.BEYOND),
        ("Khẩu hiệu tuyên truyền: 120 → 138", Why.CHANGE),
        ("Treo -5 khẩu hiệu tuyên truyền", Why.UNREAD),
        ("Số hộ nghèo là 1.200 hộ.", Why.UNSURE),
        ("Có 1.200 hộ nghèo.", Why.UNSURE),
        ("Có 12 trường học mầm non.", Why.UNSURE),
    ],
)
def test_a_number_of_another_thing_is_left_to_staff_with_why(text: str, why: Why) -> None:
    assert why in left(text)


@pytest.mark.parametrize(
    "text",
    [
        "Trong năm 2021 đã treo 12 khẩu hiệu tuyên truyền.",
        "Thực hiện Kế hoạch tuyên truyền năm 2020, đã treo 12 khẩu hiệu tuyên truyền.",
        "Năm 2020 treo 9 khẩu hiệu tuyên truyền, năm 2021 treo 12 khẩu hiệu tuyên truyền.",
        "Mỗi xã treo 05 khẩu hiệu tuyên truyền, toàn huyện có 12 khẩu hiệu tuyên truyền.",
        "Xã Bình Minh treo 3 khẩu hiệu, toàn huyện treo 12 khẩu hiệu tuyên truyền.",
        "UBND huyện Bình Sơn đã chỉ đạo các xã, thị trấn treo 12 khẩu hiệu tuyên truyền.",
        "Khẩu hiệu tuyên truyền: 12 (năm 2020: 10)",
    ],
)
def test_words_of_the_whole_and_of_its_own_period_bar_nothing(text: str) -> None:
    found = propose(
        aims_of(shipped_form("cchc_communication")), mentions(RawDocument(paragraphs(text)), read, ASKER)
    )
    assert [(one.aim.key.field, one.mention.number.value) for one in found.clear] == [("slogan_count", 12)]


def test_what_the_field_itself_says_bars_nothing() -> None:
    found = said(proposals(RawDocument(paragraphs("Phát thanh bình quân một tuần 3 tin, bài/tuần."))))
    assert found.keys() == {("radio_item_per_week", "value")}


def test_a_communes_own_name_is_no_other_unit_and_the_district_is_beyond_it() -> None:
    own = Whose(agency="UBND HUYỆN BÌNH SƠN XÃ BÌNH MINH", period="2021", units=("Xã Bình Minh",))
    form, text = aims_of(shipped_form("cchc_communication")), "Xã Bình Minh có 12 khẩu hiệu tuyên truyền."
    (clear,) = propose(form, mentions(RawDocument(paragraphs(text)), read, own)).clear
    assert clear.mention.number.value == 12
    assert left("Toàn huyện có 12 khẩu hiệu tuyên truyền.", own) == {Why.BEYOND}


def test_a_row_below_another_is_not_the_other() -> None:
    document = RawDocument(
        (table("| Nội dung | Số lượng |\n| Số hộ | 51.104 |\n| - Hộ nghèo | 1.200 |\n| Nhân khẩu | -9 |"),)
    )
    assert said(proposals(document)) == {("household_total", "value"): (51104, Qualifier.EXACT)}


def test_columns_of_other_periods_are_not_this_ones() -> None:
    document = RawDocument(
        (
            *paragraphs("BÁO CÁO\nKết quả năm 2021"),
            table("| Nội dung | Năm 2020 | Quý I | Tháng này | Năm 2021 |\n| Khẩu hiệu | 51 | 12 | 9 | 64 |"),
        )
    )
    assert said(proposals(document)) == {("slogan_count", "value"): (64, Qualifier.EXACT)}
