"""A base document that staff restyled in Word: our words and bindings in its look."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from lxml import etree

from tests.unit.report.base_documents import saved, texts, word
from toolkit.errors import UsageError
from toolkit.files.base_document import restyled
from toolkit.files.document import (
    Document,
    Figure,
    Header,
    Paragraph,
    Run,
    Section,
    Signature,
    Table,
    TableCell,
)
from toolkit.files.read_bound import read_bound
from toolkit.files.write_document import write_document

FILE = "input_templates/report.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIGURE = Run(text="90", figure=Figure(text="90", key="f/b/x//", period="2024", edition=0, value="90"))
_ROW = (TableCell(runs=(_FIGURE,)), TableCell(runs=(Run(text="b"),)))
REPORT = Document(
    sections=(
        Section(
            parts=(
                Header(superior="", agency=("ỦY BAN NHÂN DÂN",), number="Số:  /BC-UBND", place_and_date="Bình Sơn"),
                Paragraph((Run(text="BÁO CÁO"),), "title"),
                Paragraph((Run(text="I. KẾT QUẢ"),), "heading1"),
                Paragraph((Run(text="Treo "), _FIGURE, Run(text=" tấm."))),
                Signature(recipients=("Như trên",), authority=("TM. ỦY BAN NHÂN DÂN",), signer="Nguyễn Văn A"),
            )
        ),
        Section(parts=(Table(rows=(_ROW,), widths=(100, 152)),), landscape=True, restart_numbers=True),
    ),
    stamp={"round": "r"},
)  # fmt: skip
WRITTEN = write_document(REPORT)


def changed(change: Callable[[WordFile], None]) -> bytes:
    """Our own report as staff change its look in Word."""
    made = docx.Document(io.BytesIO(WRITTEN))
    change(made)
    return saved(made)


def in_look_of(base: bytes) -> WordFile:
    return docx.Document(io.BytesIO(restyled(WRITTEN, base, FILE)))


def test_styles_are_the_bases_and_the_words_ours() -> None:
    def change(made: WordFile) -> None:
        made.styles["VB - Thân văn bản"].font.size = Pt(13)
        made.styles["VB - Thân văn bản"].font.name = "Arial"
        made.add_paragraph("Chữ của văn bản mẫu")

    made = in_look_of(changed(change))
    style = made.styles["VB - Thân văn bản"]
    assert (style.font.size, style.font.name) == (Pt(13), "Arial")
    assert [p.text for p in made.paragraphs] == texts(WRITTEN)
    text = next(p for p in made.paragraphs if p.text.startswith("Treo"))
    assert text.style is not None and text.style.name == "VB - Thân văn bản"
    assert all(run.font.name is None for run in text.runs), "no font of its own stands in the way"


def test_bindings_stay() -> None:
    data = restyled(WRITTEN, changed(lambda made: None), FILE)
    before, after = read_bound(WRITTEN, "a"), read_bound(data, "b")
    assert after.stamp == before.stamp
    assert [(mark.name, mark.found) for mark in after.marks] == [
        (mark.name, mark.found) for mark in before.marks
    ]


def test_our_own_look_is_the_same_again() -> None:
    made, before = in_look_of(WRITTEN), docx.Document(io.BytesIO(WRITTEN))
    assert [p.text for p in made.paragraphs] == [p.text for p in before.paragraphs]
    assert {s.name: s.font.size for s in made.styles if s.type == 1} == {
        s.name: s.font.size for s in before.styles if s.type == 1
    }
    for now, then in zip(made.sections, before.sections, strict=True):
        assert (now.page_width, now.left_margin, now.orientation) == (
            then.page_width,
            then.left_margin,
            then.orientation,
        )
        assert now.different_first_page_header_footer == then.different_first_page_header_footer
    assert "PAGE" in etree.tostring(made.sections[0].header._element).decode()


def test_pages_headers_and_footers_are_the_bases() -> None:
    def change(made: WordFile) -> None:
        for section in made.sections:
            section.left_margin = Mm(35)
        made.sections[0].footer.paragraphs[0].text = "Chân trang của cơ quan"

    made = in_look_of(changed(change))
    assert [round((section.left_margin or 0) / 36000) for section in made.sections] == [35, 35]
    assert made.sections[0].footer.paragraphs[0].text == "Chân trang của cơ quan"
    assert made.sections[1].footer.is_linked_to_previous
    assert made.sections[1].orientation == WD_ORIENT.LANDSCAPE


def test_a_letterhead_without_styles_of_ours_gives_its_page_and_our_styles_come_along() -> None:
    def head(made: WordFile) -> None:
        made.sections[0].header.paragraphs[0].text = "ĐẦU TRANG CỦA CƠ QUAN"
        made.sections[0].page_width, made.sections[0].page_height = Mm(210), Mm(297)
        made.sections[0].left_margin = made.sections[0].right_margin = Mm(25)

    made = in_look_of(word("Giấy tiêu đề", more=head))
    assert made.sections[0].header.paragraphs[0].text == "ĐẦU TRANG CỦA CƠ QUAN"
    assert "Giấy tiêu đề" not in [p.text for p in made.paragraphs]
    text = next(p for p in made.paragraphs if p.text.startswith("Treo"))
    assert text.style is not None
    assert (text.style.name, text.style.font.name, text.style.font.size) == (
        "VB - Thân văn bản", "Times New Roman", Pt(14),
    )  # fmt: skip
    heading = next(p for p in made.paragraphs if p.text == "I. KẾT QUẢ")
    assert heading.style is not None and heading.style.font.name == "Times New Roman"
    wide = made.sections[1]
    assert (round((wide.page_width or 0) / 36000), round((wide.page_height or 0) / 36000)) == (297, 210)
    for section, table in zip(made.sections, made.tables[::2], strict=True):
        room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        assert sum(column.width or 0 for column in table.columns) <= room


def test_a_base_that_uses_words_own_headings_keeps_them() -> None:
    base = docx.Document()
    base.add_heading("Đề mục", 1)
    made = in_look_of(saved(base))
    heading = next(p for p in made.paragraphs if p.text == "I. KẾT QUẢ")
    assert heading.style is not None and heading.style.name == "Heading 1"
    assert heading.style.font.name != "Times New Roman"


def test_styles_are_known_by_their_names_whatever_their_ids() -> None:
    source, packed = io.BytesIO(WRITTEN), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'"VBBody"', b'"VB-Thn"'))
    data = restyled(WRITTEN, packed.getvalue(), FILE)
    made = docx.Document(io.BytesIO(data))
    text = next(p for p in made.paragraphs if p.text.startswith("Treo"))
    assert text.style is not None and text.style.name == "VB - Thân văn bản"
    names = [style.name for style in made.styles]
    assert len(names) == len(set(names))


def test_pictures_of_a_header_come_along() -> None:
    def head(made: WordFile) -> None:
        pixel = bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301"
            "0100c9fe92ef0000000049454e44ae426082"
        )
        made.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(pixel))

    data = restyled(WRITTEN, word("x", more=head), FILE)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert any(name.startswith("word/media/") for name in package.namelist())
    made = docx.Document(io.BytesIO(data))
    (relation,) = made.sections[0].header.part.rels.values()
    assert relation.target_part.content_type == "image/png"


def test_same_bytes_and_nothing_of_the_bases_computer() -> None:
    def change(made: WordFile) -> None:
        made.core_properties.author = "Người dùng máy"

    base = changed(change)
    data = restyled(WRITTEN, base, FILE)
    assert data == restyled(WRITTEN, base, FILE)
    assert "Người dùng máy".encode() not in b"".join(_parts(data))


def _parts(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist()]


def test_what_is_no_document_is_told() -> None:
    with pytest.raises(UsageError) as caught:
        restyled(WRITTEN, b"x", FILE)
    assert caught.value.params["file"] == FILE
