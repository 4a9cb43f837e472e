"""A chart in a .docx: drawn by Word itself, described in words, the same bytes for the same chart."""

import io
import zipfile

import docx
from lxml import etree

from toolkit.files.document import BarChart, Document, Figure, Paragraph, Run, Section
from toolkit.files.write_document import write_document

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def figure(text: str, value: str) -> Figure:
    return Figure(text=text, key="f/b/c//", period="2021", edition=0, value=value, units="u@", place="cell")


CHART = BarChart(
    title="Tin, bài (tin, bài), năm 2021",
    alt='Biểu đồ <thanh> & "chữ": Xã A: 1.234; Xã B: trên 7; Xã C: -.',
    measure="tin, bài",
    bars=(("Xã A", figure("1.234", "1234")), ("Xã B", figure("trên 7", "7")), ("Xã C", figure("-", "0"))),
)
TEXT = Paragraph((Run(text="Chữ trước."),))


def written(*charts: BarChart) -> bytes:
    return write_document(Document(sections=(Section(parts=(TEXT, *charts, TEXT)),)))


def chart_parts(data: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/charts/")]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def test_a_chart_has_its_bars_as_the_report_prints_them() -> None:
    (root,) = chart_parts(written(CHART)).values()
    assert [v.text for v in root.iterfind(f".//{C}cat//{C}v")] == ["Xã A", "Xã B", "Xã C"]
    assert [v.text for v in root.iterfind(f".//{C}val//{C}v")] == ["1234", "7", "0"]
    labels = ["".join(label.itertext()) for label in root.iterfind(f".//{C}dLbl//{A}p")]
    assert labels == ["1.234", "trên 7", "-"]
    assert "".join(root.find(f".//{C}title").itertext()) == CHART.title  # type: ignore[union-attr]


def test_it_says_in_words_what_it_shows() -> None:
    document = docx.Document(io.BytesIO(written(CHART)))
    (shape,) = document.inline_shapes
    about = shape._inline.docPr
    assert about.get("descr") == CHART.alt
    assert [p.text for p in document.paragraphs if p.text] == ["Chữ trước.", "Chữ trước."]


def test_every_chart_has_a_part_and_a_number_of_its_own_and_the_same_bytes() -> None:
    data = written(CHART, CHART)
    assert sorted(chart_parts(data)) == ["word/charts/chart1.xml", "word/charts/chart2.xml"]
    numbers = [shape._inline.docPr.get("id") for shape in docx.Document(io.BytesIO(data)).inline_shapes]
    assert len(set(numbers)) == 2
    assert data == written(CHART, CHART)
