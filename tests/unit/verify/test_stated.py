"""A report's own number, day and period are what the register has for the edition that it is of."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.forms import small_round
from tests.unit.verify.bound import STAMP, document
from toolkit.form.model import Edition
from toolkit.periods import parse_period
from toolkit.verify.stated import misstated


def edition(number: int, name: str, day: date) -> Edition:
    at = datetime(2024, 7, 1)
    return Edition(
        edition=number, number=name, dated=day, approved_by="Phó Chủ tịch", closed_at=at, closed_by="kiểm thử"
    )


OPEN = replace(small_round(), period=parse_period("2024-Q2"), editions=())
FIRST = edition(1, "45/BC-UBND", date(2024, 6, 5))
SECOND = edition(2, "52/BC-UBND", date(2024, 7, 1))
ISSUED = replace(OPEN, status="closed", editions=(replace(FIRST, reopened_at=datetime(2024, 6, 20)), SECOND))
LINES = (
    "Số: 52/BC-UBND",
    "Bình Sơn, ngày 01 tháng 7 năm 2024",
    "BÁO CÁO",
    "Kết quả công tác quý II năm 2024",
    "Căn cứ Kế hoạch số 10/KH-UBND ngày 18/01/2021:",
    "Báo cáo này thay thế Báo cáo số 45/BC-UBND ngày 05/6/2024 của UBND huyện.",
    "(Kèm theo Báo cáo số 52/BC-UBND ngày 01 tháng 7 năm 2024 của UBND huyện)",
)


def wrong(old: str = "", new: str = "", issued: bool = True, **stamp: str) -> list[tuple[str, str, bool]]:
    lines = [line.replace(old, new) if old else line for line in LINES]
    made = document(*lines, stamp=STAMP | {"edition": "2"} | stamp)
    found = misstated(made, ISSUED if issued else OPEN, "vi")
    return [(one.text, one.now, one.blank) for one in found]


def test_what_is_as_the_register_has_it_is_right_however_it_is_padded() -> None:
    assert wrong() == []
    assert wrong("ngày 01 tháng 7", "ngày 1 tháng 07") == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Số: 52/", "Số: 53/", [("53/BC-UBND", "52/BC-UBND", False)]),
        ("Số: 52/", "Số:      /", [("/BC-UBND", "52/BC-UBND", True)]),
        ("Sơn, ngày 01", "Sơn, ngày 02", [("ngày 02 tháng 7 năm 2024", "ngày 01 tháng 7 năm 2024", False)]),
        (
            "thế Báo cáo số 45/",
            "thế Báo cáo số 44/",
            [("Báo cáo số 44/BC-UBND ngày 05/6/2024", "Báo cáo số 45/BC-UBND ngày 05/6/2024", False)],
        ),
        ("quý II năm 2024", "quý II năm 2023", [("quý II năm 2023", "quý II năm 2024", False)]),
        ("quý II năm 2024", "quý III/2024", [("quý III/2024", "quý II năm 2024", False)]),
        ("quý II năm 2024", "năm 2024 và nhiệm vụ năm 2025", []),
    ],
)
def test_what_is_otherwise_is_told(old: str, new: str, expected: list[tuple[str, str, bool]]) -> None:
    assert wrong(old, new) == expected


def test_an_annex_says_which_report_it_belongs_to() -> None:
    ((said, _, blank),) = wrong("theo Báo cáo số 52/", "theo Báo cáo số 50/")
    assert said.startswith("50/BC-UBND") and not blank


def test_a_draft_and_a_units_own_report_have_their_own_number() -> None:
    assert wrong("Số: 52/", "Số: 9/", edition="0") == []
    assert wrong("Số: 52/", "Số: 9/", unit="1@") == []
    assert wrong("Số: 52/", "Số: 9/", issued=False) == []


BODY = (
    "BÁO CÁO",
    "Kết quả công tác quý II năm 2024 và nhiệm vụ quý III năm 2024",
    "Thực hiện Kế hoạch năm 2023; UBND huyện báo cáo kết quả công tác quý II năm 2024 trên địa bàn như sau:",
    "# I. KẾT QUẢ CÔNG TÁC QUÝ II NĂM 2024",
    "## 1. So với quý II năm 2023",
    "Trong tháng 5 năm 2023 có 2 cuộc.",
    "# II. NHIỆM VỤ QUÝ III NĂM 2024",
    "Trên đây là báo cáo kết quả quý II năm 2024 và nhiệm vụ quý III năm 2024.",
    "Phụ lục I",
    "SỐ LIỆU THEO ĐƠN VỊ, QUÝ II NĂM 2024",
    "> Số liệu quý II năm 2024",
)


def body(old: str = "", new: str = "") -> list[str]:
    """What is told of the report with other words, "#" before a heading and ">" before the page header."""
    lines = [line.replace(old, new) if old else line for line in BODY]
    made = document(*(line.lstrip("#> ") for line in lines))
    paragraphs = (
        replace(
            one,
            level=len(line) - len(line.lstrip("#")),
            part="header1" if line[0] == ">" else "document",
        )
        for one, line in zip(made.paragraphs, lines, strict=True)
    )
    return [one.text for one in misstated(replace(made, paragraphs=tuple(paragraphs)), OPEN, "vi")]


def test_every_line_that_names_the_period_names_the_rounds_or_the_next() -> None:
    assert body() == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("KẾT QUẢ CÔNG TÁC QUÝ II NĂM 2024", "KẾT QUẢ CÔNG TÁC QUÝ II NĂM 2023", ["QUÝ II NĂM 2023"]),
        ("KẾT QUẢ CÔNG TÁC QUÝ II NĂM 2024", "KẾT QUẢ CÔNG TÁC QUÝ III NĂM 2024", ["QUÝ III NĂM 2024"]),
        ("NHIỆM VỤ QUÝ III NĂM 2024", "NHIỆM VỤ QUÝ III NĂM 2025", ["QUÝ III NĂM 2025"]),
        ("# II. NHIỆM VỤ QUÝ III", "# II. NHIỆM VỤ QUÝ IV", ["QUÝ IV NĂM 2024"]),
        ("ĐƠN VỊ, QUÝ II NĂM 2024", "ĐƠN VỊ, QUÝ I NĂM 2024", ["QUÝ I NĂM 2024"]),
        ("công tác quý II năm 2024 trên", "công tác 6 tháng đầu năm 2024 trên", ["6 tháng đầu năm 2024"]),
        ("báo cáo kết quả quý II năm 2024 và", "báo cáo kết quả quý II/2023 và", ["quý II/2023"]),
        ("cáo kết quả quý II năm 2024 và", "cáo kết quả quý I năm 2024 và", ["quý I năm 2024"]),
        ("cáo kết quả quý II năm 2024 và nhiệm vụ quý III", "cáo kết quả quý I", ["quý I năm 2024"]),
        ("quý II năm 2024 và nhiệm vụ quý III năm 2024", "quý I/2024 và nhiệm vụ quý II/2024", ["quý I/2024"] * 2),
        ("> Số liệu quý II năm 2024", "> Số liệu năm 2020", ["năm 2020"]),
        ("# I. KẾT QUẢ CÔNG TÁC QUÝ II", "## I. KẾT QUẢ CÔNG TÁC THÁNG 5", []),
        ("Kế hoạch năm 2023", "Kế hoạch năm 2019", []),
    ],
)  # fmt: skip
def test_a_line_that_names_another_period_is_told(old: str, new: str, expected: list[str]) -> None:
    assert body(old, new) == expected
