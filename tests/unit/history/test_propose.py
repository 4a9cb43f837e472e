"""Numbers are proposed for the right field, or for none."""

from collections.abc import Mapping
from functools import cache

import pytest

from tests.history_reports import REPORTS, Report, paragraphs, table
from tests.unit.history.reading import read, shipped_form
from toolkit.files.raw_document import RawDocument
from toolkit.history.aims import aims_of
from toolkit.history.mentions import mentions
from toolkit.history.model import Part, Proposals, Why
from toolkit.history.propose import propose

UNPROPOSED = 4
"""Of the 85 figures of six reports: a name that no field has, a bare rate in brackets, words too far from the form's."""


@cache
def proposals(document: RawDocument, form: str = "cchc_communication") -> Proposals:
    return propose(aims_of(shipped_form(form)), mentions(document, read))


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
