"""The frame of an older report on its way to a base document: head, title, tables and annexes."""

import io
from collections.abc import Callable

import docx
from docx.document import Document as WordFile

from tests.unit.report.base_documents import saved, texts
from toolkit.files.document import Document, Figure, Paragraph, Run, Section, Table, TableCell
from toolkit.files.fill_document import paragraphs_of
from toolkit.files.fill_document_parts import without_annexes
from toolkit.files.write_document import write_document
from toolkit.periods import parse_period
from toolkit.reporting.adopt_frame import Proposed, numbers_in_tables, take_frame
from toolkit.reporting.adopt_places import Passage, passages

AGENCY = "ỦY BAN NHÂN DÂN\nHUYỆN BÌNH SƠN\n\nSố: 452/BC-UBND"
MOTTO = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nBình Sơn, ngày 20 tháng 12 năm 2020"
)
YEAR = parse_period("2020")


def read(made: WordFile) -> tuple[Passage, ...]:
    return passages(paragraphs_of(saved(made), "old.docx"))


def taken(every: tuple[Passage, ...]) -> tuple[Proposed, list[tuple[str, str]]]:
    """What was proposed: the words that stood there, and those that come."""
    proposed = Proposed()
    take_frame(proposed, every, YEAR)
    lines = {(one.line.part, one.line.number): one.line.text for one in every}
    spans = ((at, span) for at, found in proposed.spans.items() for span in found)
    return proposed, [(lines[at][start:end], words) for at, (start, end, words) in spans]


def head(made: WordFile, agency: str, motto: str, put: Callable[[object, str], None]) -> None:
    cells = made.add_table(1, 2).rows[0].cells
    put(cells[0], agency)
    put(cells[1], motto)


def test_a_head_of_lines_broken_by_hand_is_read_line_by_line() -> None:
    made = docx.Document()
    head(made, AGENCY, MOTTO, lambda cell, text: setattr(cell.paragraphs[0].add_run(), "text", text))
    made.add_paragraph().add_run("BÁO CÁO\nKết quả năm 2020")
    made.add_paragraph("Báo cáo này thay thế Báo cáo số 45/BC-UBND ngày 05/12/2020.")
    proposed, found = taken(read(made))
    assert found == [
        ("Số: 452/BC-UBND", "[[số văn bản]]"),
        ("Bình Sơn, ngày 20 tháng 12 năm 2020", "[[ngày văn bản]]"),
        ("năm 2020", "[[kỳ]]"),
        ("Báo cáo này thay thế Báo cáo số 45/BC-UBND ngày 05/12/2020.", "[[văn bản thay thế]]"),
    ]
    assert proposed.hints == []


def test_only_tables_of_figures_are_told() -> None:
    made = docx.Document()
    head(made, AGENCY, MOTTO, lambda cell, text: setattr(cell, "text", text))
    made.add_paragraph("Số liệu:")
    for row, words in zip(made.add_table(2, 1).rows, ("Băng rôn: 90", "Pano: 12"), strict=True):
        row.cells[0].text = words
    made.add_table(1, 1).rows[0].cells[0].text = "Nơi nhận:\n- Lưu: VT, HC (02)."
    every = read(made)
    proposed, _ = taken(every)
    assert numbers_in_tables(proposed, every) == {2: 2}


def test_the_annexes_of_a_report_of_ours_give_way() -> None:
    figure = Figure(text="90", key="f/b/x//", period="2020", edition=0, value="90", place="cell")
    table = Table(rows=((TableCell(runs=(Run(text="90", figure=figure),)),),), widths=(40.0,))
    body = Section(parts=(Paragraph((Run(text="Treo 90 tấm."),)),))
    annex = Section(parts=(Paragraph((Run(text="Phụ lục I"),)), table), landscape=True)
    data = write_document(Document(sections=(body, annex), stamp={"round": "f-2020"}))
    left = without_annexes(data, "old.docx", "[[Phụ lục]]")
    assert left is not None
    lines = [line for line in texts(left) if line]
    assert lines == ["Treo 90 tấm.", "[[Phụ lục]]"]
    document = docx.Document(io.BytesIO(left))
    assert not document.tables and len(document.sections) == 1
    assert document.sections[0].page_width < document.sections[0].page_height
    alone = write_document(Document(sections=(body,), stamp={"round": "f-2020"}))
    assert without_annexes(alone, "old.docx", "[[Phụ lục]]") is None
