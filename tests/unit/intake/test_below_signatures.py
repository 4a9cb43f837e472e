"""What was typed below or beside the signatures of a list is named: as lost lines, or as single cells."""

import pytest

from tests.unit.intake.returned import a_round
from tests.unit.intake.sent import Book, Page, sent
from toolkit.findings import Finding, Severity
from toolkit.form.layout import LABEL_COL, NUMBER_COL, lay_out
from toolkit.intake.read import read_content

ROUND = a_round()
UNIT = ROUND.units[0]
FORM = ROUND.forms[0].id
DOCUMENTS = lay_out(ROUND.forms, (UNIT,)).area(FORM, "documents")
SIGNED = "…………, ngày …… tháng …… năm 2024"


def said(book: Book) -> dict[str, Finding]:
    return {one.code: one for one in read_content(book.raw(), ROUND, UNIT).findings}


def below(book: Book) -> tuple[Page, int]:
    """The list's sheet, and the last row of its signatures."""
    page = book.page("Văn bản")
    return page, max(row for row, _ in page.cells)


def test_lines_that_ran_over_the_signatures_are_an_error() -> None:
    book = sent(ROUND, UNIT)
    page, last = below(book)
    columns = range(DOCUMENTS.first_col, DOCUMENTS.first_col + len(DOCUMENTS.columns))
    for row in (last, last + 1):
        for col in columns:
            page.cells.setdefault((row, col), f"nội dung {row}")
    finding = said(book)["STR-037"]
    assert finding.severity is Severity.ERROR
    assert [place.cell for place in finding.related] != []


def test_a_numbered_line_below_the_signatures_is_an_error() -> None:
    book = sent(ROUND, UNIT)
    page, last = below(book)
    page.cells[last + 2, NUMBER_COL] = float(DOCUMENTS.block.lines + 1)
    page.cells[last + 2, LABEL_COL + 1] = "45/UBND"
    assert said(book)["STR-037"].place.cell == f"D{last + 3}"


def test_a_lone_text_in_the_lists_own_column_is_a_warning() -> None:
    book = sent(ROUND, UNIT)
    page, last = below(book)
    page.cells[last + 4, LABEL_COL] = "Thôn thừa dưới chữ ký"
    finding = said(book)["STR-038"]
    assert (finding.severity, finding.place.cell) == (Severity.WARNING, f"C{last + 5}")


@pytest.mark.parametrize("name", ["Nguyễn Văn Mẫu", "TRẦN THỊ MẪU"])
def test_who_signed_is_nothing_to_speak_of(name: str) -> None:
    book = sent(ROUND, UNIT)
    page, last = below(book)
    for (row, col), value in list(page.cells.items()):
        if row == last and isinstance(value, str):
            page.cells[last + 3, col] = name
    assert not {"STR-037", "STR-038"} & said(book).keys()
