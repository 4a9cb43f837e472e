"""A figure's record keeps the sentence that it was composed in, whoever worded that, and through everything later."""

import io
import zipfile

import docx
import pytest
from lxml import etree

from toolkit.files.bound_wording import with_wording
from toolkit.files.document import Document, Figure, Paragraph, Run, Section, Table, TableCell
from toolkit.files.fill_document import Inline, filled
from toolkit.files.read_bound import read_bound
from toolkit.files.refresh_bound import refresh_bound
from toolkit.files.write_document import write_document
from toolkit.files.write_document_bindings import record_part

STAMP = {"round": "f-2021", "edition": "1", "lang": "vi"}
NEWS = Figure(text="136", key="f/b/news//", period="2021", edition=1, value="136")
PANELS = Figure(text="04", key="f/b/panels//", period="2021", edition=1, value="4")
CELL = Figure(text="4", key="f/b/panels//", period="2021", edition=1, value="4", place="cell")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(figure: Figure) -> Run:
    return Run(text=figure.text, figure=figure)


def made(*parts: Paragraph | Table) -> bytes:
    return write_document(Document(sections=(Section(parts=parts),), stamp=STAMP))


def wordings(data: bytes) -> list[str]:
    return [mark.figure.wording for mark in read_bound(data, "a.docx").marks]


def test_each_figure_has_its_sentence_and_one_in_a_table_none() -> None:
    line = (
        Run(text="Hết. Đăng 1.000 chữ trong "),
        run(NEWS),
        Run(text=" tin; lắp "),
        run(PANELS),
        Run(text=" pano."),
    )
    table = Table(rows=((TableCell(runs=(run(CELL),)),),), widths=(50,))
    assert wordings(made(Paragraph(line), table)) == ["Đăng 1.000 chữ trong 136 tin;", "lắp 04 pano.", ""]


def test_in_a_base_it_is_the_sentence_that_was_typed_there() -> None:
    base, packed = docx.Document(), io.BytesIO()
    base.add_paragraph("Toàn huyện không quá [[Tin]] tin, bài.")
    base.save(packed)
    like = Document(sections=(), stamp=STAMP)
    assert wordings(filled(packed.getvalue(), "a.docx", [Inline((run(NEWS),))], like)) == [
        "Toàn huyện không quá 136 tin, bài."
    ]


def test_it_stays_what_it_was_when_figures_are_refreshed() -> None:
    data = made(Paragraph((Run(text="Đăng "), run(NEWS), Run(text=" tin."))))
    (name,) = [mark.name for mark in read_bound(data, "a.docx").marks]
    newer = Figure(text="140", key=NEWS.key, period="2021", edition=1, value="140")
    again = read_bound(refresh_bound(data, {name: newer}, "a.docx"), "a.docx")
    assert (again.paragraph(1).text, again.marks[0].figure.wording) == ("Đăng 140 tin.", "Đăng 136 tin.")


def test_a_record_without_one_is_read_as_before() -> None:
    data = made(Paragraph((Run(text="Đăng "), run(NEWS))))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for one in source.namelist():
            part = source.read(one)
            target.writestr(one, part.replace(' wording="Đăng 136"'.encode(), b""))
    assert wordings(packed.getvalue()) == [""]


@pytest.mark.parametrize(
    ("inner", "wording"),
    [
        ("<w:bookmarkStart w:id='1' w:name='a'/><w:r><w:t>5</w:t><w:tab/><w:t>tin</w:t></w:r>", "5\ttin"),
        ("<w:sdt><w:sdtContent><w:bookmarkStart w:id='1' w:name='a'/><w:r><w:t>5</w:t></w:r></w:sdtContent></w:sdt>", "5"),
        ("<w:bookmarkStart w:id='1' w:name='other'/><w:r><w:t>5</w:t></w:r>", None),
    ],
)  # fmt: skip
def test_it_is_read_from_whatever_holds_the_figure(inner: str, wording: str | None) -> None:
    body = etree.fromstring(f"<w:body xmlns:w='{W}'><w:p>{inner}</w:p></w:body>")
    (record,) = etree.fromstring(with_wording(record_part({}, [("a", NEWS)]), body))
    assert record.get("wording") == wording
