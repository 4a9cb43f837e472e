"""What outputs say of their round's status."""

from dataclasses import replace
from datetime import date, datetime

from tests.unit.report.values import ROUND
from toolkit.form.editions import document_of, status_line, status_of
from toolkit.form.model import Edition

FIRST = Edition(
    edition=1,
    number="45/BC-UBND",
    dated=date(2024, 6, 5),
    approved_by="Chủ tịch",
    closed_at=datetime(2024, 6, 20, 8),
    closed_by="Người kiểm thử",
)


def test_an_open_round_is_provisional() -> None:
    assert status_of(ROUND).vi == "SỐ LIỆU SƠ BỘ"
    assert status_line(ROUND) == status_of(ROUND)


def test_a_closed_one_is_official_by_a_document() -> None:
    closed = replace(ROUND, status="closed", editions=(FIRST,))
    assert status_of(closed).vi == "CHÍNH THỨC – LẦN PHÁT HÀNH 1"
    assert status_line(closed).vi == "CHÍNH THỨC – LẦN PHÁT HÀNH 1 (Báo cáo số 45/BC-UBND ngày 05/6/2024)"
    assert status_of(closed).en == "OFFICIAL – EDITION 1"
    assert document_of(FIRST).en == "Report No. 45/BC-UBND of 05/6/2024"


def test_a_reopened_one_is_provisional_and_says_after_what() -> None:
    reopened = replace(ROUND, editions=(FIRST,))
    assert status_of(reopened).vi == "SỐ LIỆU SƠ BỘ – sau lần phát hành 1, chuẩn bị lần phát hành 2"
    assert status_line(reopened) == status_of(reopened)
