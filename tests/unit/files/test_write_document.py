"""The .docx of a document, reopened and held against the rules of decree 30/2020 that concern its format."""

import io
import re
import zipfile

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Pt

from toolkit.files.document import (
    Document,
    Figure,
    Header,
    Paragraph,
    ParagraphStyle,
    Run,
    Section,
    Signature,
    Table,
    TableCell,
)
from toolkit.files.write_document import write_document

FIGURE = Figure(text="136", key="f/b/x//", period="2021", edition=0, value="136")


def line(text: str, style: ParagraphStyle = "body") -> Paragraph:
    return Paragraph((Run(text=text),), style)


def cells(*texts: str, **more: int) -> tuple[TableCell, ...]:
    return tuple(TableCell(runs=(Run(text=text),), **more) for text in texts)  # type: ignore[arg-type]


GRID = Table(
    rows=(
        (
            *cells("TT", rows=2),
            TableCell(runs=(Run(text="Nhóm", bold=True),), columns=2, header=True),
        ),
        cells("a", "b"),
        *(cells(str(number), "1", "2") for number in range(60)),
    ),
    widths=(20, 60, 60),
    head_rows=2,
)
DOCUMENT = Document(
    sections=(
        Section(
            parts=(
                Header(
                    superior="",
                    agency=("ỦY BAN NHÂN DÂN", "HUYỆN BÌNH SƠN"),
                    number="Số:      /BC-UBND",
                    place_and_date="Bình Sơn, ngày      tháng      năm 2021",
                ),
                line("BÁO CÁO", "title"),
                line("Kết quả công tác tuyên truyền năm 2021", "abstract"),
                line("Kính gửi: UBND tỉnh Quảng Ngãi", "salutation"),
                line("I. KẾT QUẢ", "heading1"),
                line("1. Thống kê", "heading2"),
                Paragraph((Run(text="Có "), Run(text="136", figure=FIGURE), Run(text=" tin.")), "body"),
                *(line("Một đoạn văn đủ dài để sang trang sau. " * 9) for _ in range(12)),
                line("Trên đây là báo cáo./."),
                Signature(
                    recipients=("Như trên", "Lưu: VT"),
                    authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
                    signer="Người Ký",
                ),
            )
        ),
        Section(parts=(line("Phụ lục I", "annex_label"), GRID), landscape=True, restart_numbers=True),
        Section(parts=(GRID,), landscape=True),
    ),
    properties={"title": "Kết quả"},
)


@pytest.fixture(scope="module")
def word() -> WordFile:
    return docx.Document(io.BytesIO(write_document(DOCUMENT)))


def test_the_page_is_a4_with_the_margins_of_the_decree(word: WordFile) -> None:
    first, *annexes = word.sections
    assert (first.page_width.mm, first.page_height.mm) == pytest.approx((210, 297), abs=0.1)  # type: ignore[union-attr]
    for annex in annexes:
        assert (annex.page_width.mm, annex.page_height.mm) == pytest.approx((297, 210), abs=0.1)  # type: ignore[union-attr]
    for page in word.sections:
        assert 20 <= round(page.top_margin.mm) <= 25  # type: ignore[union-attr]
        assert 20 <= round(page.bottom_margin.mm) <= 25  # type: ignore[union-attr]
        assert 30 <= round(page.left_margin.mm) <= 35  # type: ignore[union-attr]
        assert 15 <= round(page.right_margin.mm) <= 20  # type: ignore[union-attr]


def test_the_font_is_said_by_styles_in_all_scripts_so_that_it_can_be_changed_there(word: WordFile) -> None:
    styles = word.styles.element
    fonts = [styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}")]
    used = {p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) for p in word.element.iter(qn("w:p"))}
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) in used:
            fonts.append(style.find(f"{qn('w:rPr')}/{qn('w:rFonts')}"))
    assert len(fonts) == 1 + len(used) > 8
    for found in fonts:
        assert {found.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {
            "Times New Roman"
        }
    for story in (word.element, word.sections[0].header._element):
        assert not list(story.iter(qn("w:rFonts")))


def test_page_numbers_are_fields_in_the_header_from_the_second_page_on(word: WordFile) -> None:
    first, annex, more = word.sections
    assert " PAGE " in [node.text for node in first.header._element.iter(qn("w:instrText"))]
    assert first.different_first_page_header_footer
    assert first.first_page_header.paragraphs[0].text == ""
    for section in (annex, more):
        assert section.header.is_linked_to_previous
    starts = [page._sectPr.find(qn("w:pgNumType")) is not None for page in (first, annex, more)]
    assert starts == [True, True, False]
    assert [s.different_first_page_header_footer for s in word.sections] == [True, True, False]


def _style(word: WordFile, text: str):  # type: ignore[no-untyped-def]
    return next(p for p in word.paragraphs if p.text.startswith(text)).style


def test_each_kind_of_paragraph_looks_as_it_must(word: WordFile) -> None:
    body = _style(word, "Có 136 tin.")
    look = body.paragraph_format
    assert (body.font.size, look.alignment) == (Pt(14), 3)
    assert 1.0 <= look.first_line_indent.cm <= 1.27 + 0.01
    assert look.space_before >= Pt(6)
    assert 1.0 <= look.line_spacing <= 1.5
    for text in ("BÁO CÁO", "Kết quả công tác", "Phụ lục I"):
        assert _style(word, text).font.bold
        assert _style(word, text).paragraph_format.alignment == 1
    assert _style(word, "I. KẾT QUẢ").name == "Heading 1"
    assert _style(word, "1. Thống kê").font.bold


def _cell_lines(word: WordFile, table: int) -> list[tuple[str, float, bool, bool]]:
    found = []
    for cell in word.tables[table]._cells:
        for paragraph in cell.paragraphs:
            for run in paragraph.runs:
                found.append((run.text, run.font.size.pt, bool(run.bold), bool(run.italic)))  # type: ignore[union-attr]
    return found


def test_the_head_holds_country_motto_agency_number_place_and_date(word: WordFile) -> None:
    assert _cell_lines(word, 0) == [
        ("ỦY BAN NHÂN DÂN", 12, True, False),
        ("HUYỆN BÌNH SƠN", 12, True, False),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False),
        ("Độc lập - Tự do - Hạnh phúc", 13, True, False),
        ("Số:      /BC-UBND", 13, False, False),
        ("Bình Sơn, ngày      tháng      năm 2021", 13, False, True),
    ]
    assert re.fullmatch(r"Số:\s*(\d{2,}|)\s*/BC-UBND", "Số:      /BC-UBND")
    head = word.tables[0]._element
    assert head.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is None
    assert len(list(head.iter(qn("w:pBdr")))) == 2
    assert "_" not in "".join(node.text or "" for node in head.iter(qn("w:t")))


def test_recipients_and_signature_stand_side_by_side_on_one_page(word: WordFile) -> None:
    assert _cell_lines(word, 1) == [
        ("Nơi nhận:", 12, True, True),
        ("- Như trên;", 11, False, False),
        ("- Lưu: VT.", 11, False, False),
        ("TM. ỦY BAN NHÂN DÂN", 14, True, False),
        ("KT. CHỦ TỊCH", 14, True, False),
        ("PHÓ CHỦ TỊCH", 14, True, False),
        ("Người Ký", 14, True, False),
    ]
    block = word.tables[1]._element
    assert list(block.iter(qn("w:cantSplit")))
    assert len(list(block.iter(qn("w:keepNext")))) == 7
    closing = next(p for p in word.paragraphs if p.text.endswith("./."))
    assert closing.paragraph_format.keep_with_next


def test_a_table_repeats_its_head_and_spans_cells(word: WordFile) -> None:
    grid = word.tables[2]
    assert len(list(grid._element.iter(qn("w:tblHeader")))) == 2
    assert grid.cell(0, 0).text == grid.cell(1, 0).text == "TT"
    assert grid.cell(0, 1).text == grid.cell(0, 2).text == "Nhóm"
    assert grid.cell(61, 0).text == "59"


def test_cells_that_do_not_fill_a_row_are_refused() -> None:
    for row in (cells("1"), cells("1", "2", "3")):
        broken = Document(sections=(Section(parts=(Table(rows=(row,), widths=(10, 10)),)),))
        with pytest.raises(ValueError, match="row"):
            write_document(broken)


def test_the_same_document_is_the_same_bytes_with_no_name_and_no_clock() -> None:
    once = write_document(DOCUMENT)
    assert write_document(DOCUMENT) == once
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "python-docx" not in core
    assert "Kết quả" in core
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {"2000-01-01"}


def test_text_that_xml_cannot_hold_does_not_break_the_file() -> None:
    odd = Document(sections=(Section(parts=(line("a\x0bb\x00c\ud800\nd <b>&"),)),))
    assert docx.Document(io.BytesIO(write_document(odd))).paragraphs[0].text == "abc d <b>&"
