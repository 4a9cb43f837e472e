"""A small form of two numbers, for what is not about forms: quick to send, fill in and receive."""

from pathlib import Path

from tests.job.clerk import Clerk
from tests.job.conftest import fresh

SMALL = """\
id: lamps
version: "1"
title: {vi: Chiếu sáng công cộng, en: Street lights}
asked_of: [commune]
blocks:
  - id: lights
    kind: fields
    label: {vi: Đèn chiếu sáng, en: Lights}
    sheet: Số liệu
    fields:
      lamp_total:
        label: {vi: Tổng số bóng đèn, en: Lamps}
        measure: {vi: bóng, en: lamps}
        core: true
      lamp_broken:
        label: {vi: Số bóng hỏng, en: Broken lamps}
        measure: {vi: bóng, en: lamps}
rules:
  - code: broken_within_total
    check: lamp_broken <= lamp_total
    severity: error
    message:
      vi: Số bóng hỏng không lớn hơn tổng số bóng đèn.
      en: Broken lamps are not more than all lamps.
"""
ROUND = "lamps-2021"
CHAU_O, BINH_THUAN, BINH_THANH = "21040", "21043", "21091"
FILL = {"lamp_total": 120, "lamp_broken": 7}


def lamps_office(root: Path) -> Clerk:
    """A fresh workspace with a round of the form opened and its templates written."""
    clerk = fresh(root)
    clerk.put_form("lamps", SMALL)
    assert clerk.open("lamps", "2021") == ROUND
    return clerk
