"""Word documents as text: what a reader sees, whatever runs and marks it is made of."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from toolkit.errors import UsageError
from toolkit.files.raw_document import RawParagraph, RawTable
from toolkit.files.read_document import read_document


def _bytes(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def _paragraph(inner: str) -> str:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    (found,) = read_document(_bytes(document), "a.docx").parts
    assert isinstance(found, RawParagraph)
    return found.text


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:r><w:t>Phát </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>13</w:t></w:r><w:r><w:t>0</w:t></w:r>", "Phát 130"),
        ("<w:r><w:t>13</w:t></w:r><w:ins><w:r><w:t>0</w:t></w:r></w:ins>", "130"),
        ("<w:r><w:t>130</w:t></w:r><w:del><w:r><w:delText>9</w:delText></w:r></w:del>", "130"),
        ("<w:r><w:t>130</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>150</w:t></w:r>", "130"),
        ("<w:r><w:t>130</w:t></w:r><w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t>5</w:t></w:r>", "1305"),
        ("<w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r><w:r><w:tab/><w:t>c</w:t></w:r>", "a c"),
        ("<w:hyperlink><w:r><w:t>130 tập</w:t></w:r></w:hyperlink>", "130 tập"),
    ],
)  # fmt: skip
def test_text_is_what_is_seen(inner: str, text: str) -> None:
    assert _paragraph(inner) == text


def test_lines_of_one_paragraph_are_paragraphs_and_headings_have_their_level() -> None:
    document = docx.Document()
    document.add_heading("I. Kết quả", 2)
    document.add_paragraph("130 tập\n35 lượt")
    document.add_paragraph("")
    assert read_document(_bytes(document), "a.docx").parts == (
        RawParagraph("I. Kết quả", 2), RawParagraph("130 tập"), RawParagraph("35 lượt"),
    )  # fmt: skip


def test_merged_cells_of_a_table_repeat_their_text() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for at, text in enumerate("abcdefghi"):
        table.cell(at // 3, at % 3).text = text
    table.cell(0, 0).merge(table.cell(0, 1)).text = "rộng"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "cao"
    (found,) = read_document(_bytes(document), "a.docx").parts
    assert isinstance(found, RawTable)
    assert [[cell.text for cell in row] for row in found.rows] == [
        ["rộng", "rộng", "c"], ["d", "e", "cao"], ["g", "h", "cao"],
    ]  # fmt: skip
    assert [[cell.covered for cell in row] for row in found.rows] == [
        [False, True, False], [False, False, False], [False, False, True],
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_word_document_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UsageError) as caught:
        read_document(data, "hỏng.docx")
    assert caught.value.params["file"] == "hỏng.docx"
