"""Number, day and status of a report: the clerk's until it is issued, then the document's."""

from dataclasses import replace
from datetime import date

from tests.unit.form.test_editions import FIRST
from tests.unit.report.values import ROUND, UNITS, report, standings, total, totals
from toolkit.files.document import Header, Paragraph
from toolkit.form.model import Round
from toolkit.report.markdown import to_markdown

SECOND = replace(FIRST, edition=2, number="51/BC-UBND", dated=date(2024, 7, 12))
CLOSED = replace(ROUND, status="closed", editions=(FIRST,))
AGAIN = replace(ROUND, status="closed", editions=(FIRST, SECOND))


def said(round: Round, lang: str = "vi") -> tuple[Header, str]:
    document = report(totals(total("banner", 3)), None, round=round, standings=standings(UNITS[0]), lang=lang)
    header = document.sections[0].parts[0]
    assert isinstance(header, Header)
    lines = [p.text for section in document.sections for p in section.parts if isinstance(p, Paragraph)]
    assert lines[0] in to_markdown(document)
    return header, "\n".join(lines)


def test_an_open_round_leaves_number_and_day_to_the_clerk() -> None:
    header, text = said(ROUND)
    assert header.number == "Số:      /BC-UBND"
    assert header.place_and_date.endswith("ngày      tháng      năm 2024")
    assert "(SỐ LIỆU SƠ BỘ)" in text
    assert "(Kèm theo Báo cáo số      /BC-UBND ngày      tháng      năm 2024" in text


def test_an_issued_report_bears_its_number_and_day_on_every_part() -> None:
    header, text = said(CLOSED)
    assert header.number == "Số: 45/BC-UBND"
    assert header.place_and_date.endswith(", ngày 05 tháng 6 năm 2024")
    assert "SƠ BỘ" not in text
    assert "CHÍNH THỨC" not in text and "LẦN PHÁT HÀNH" not in text and "thay thế" not in text
    assert "(Kèm theo Báo cáo số 45/BC-UBND ngày 05 tháng 6 năm 2024 của " in text


def test_a_reopened_round_is_provisional_again() -> None:
    header, text = said(replace(ROUND, editions=(FIRST,)))
    assert header.number == "Số:      /BC-UBND"
    assert "(SỐ LIỆU SƠ BỘ – sau lần phát hành 1, chuẩn bị lần phát hành 2)" in text


def test_a_later_edition_says_in_its_text_what_it_takes_the_place_of() -> None:
    header, text = said(AGAIN)
    assert header.number == "Số: 51/BC-UBND"
    lines = text.splitlines()
    (at,) = (n for n, line in enumerate(lines) if "thay thế" in line)
    begin = "Báo cáo này thay thế Báo cáo số 45/BC-UBND ngày 05/6/2024 của UBND huyện Bình Sơn về "
    assert lines[at].startswith(begin) and lines[at].endswith(" 6 tháng đầu năm 2024.")
    assert lines[at + 1].endswith("./.") and "LẦN PHÁT HÀNH" not in text
    english, words = said(AGAIN, "en")
    assert english.number == "No. 51/BC-UBND"
    assert "takes the place of Report No. 45/BC-UBND of 05/6/2024" in words and "EDITION" not in words
