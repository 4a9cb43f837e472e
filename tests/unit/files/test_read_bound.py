"""Figures bound in a .docx: what is written is found again, and what somebody did to it is told apart."""

import io
import unicodedata
import zipfile

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from toolkit.errors import UsageError
from toolkit.files.bound_document import BoundDocument, Fate
from toolkit.files.document import Document, Figure, Paragraph, Quotation, Run, Section, Table, TableCell
from toolkit.files.read_bound import read_bound
from toolkit.files.write_document import write_document
from toolkit.files.zip_bytes import zip_bytes

STAMP = {"round": "tuyen_truyen-2021", "edition": "2", "lang": "vi"}


def figure(text: str, name: str = "news", **more: str) -> Figure:
    return Figure(text=text, key=f"f/b/{name}//", period="2021", edition=2, value="136", **more)  # type: ignore[arg-type]


NEWS, PANELS, CELL, LAST = (
    figure("136", measure="tin, bài"),
    figure("04", "panels", units="x@"),
    figure("4.523", "grid", place="cell"),
    figure("không phát sinh", "last"),
)
SAID = Quotation(text="Thiếu kinh phí “nặng” & <chậm>", key="f/b/ideas//", units=("a@", "b@2020-01-01"))


def show(bound: Figure) -> Run:
    return Run(text=bound.text, figure=bound)


DOCUMENT = Document(
    sections=(
        Section(
            parts=(
                Paragraph((Run(text="I. KẾT QUẢ"),), "heading1"),
                Paragraph((Run(text="Có "), show(NEWS), Run(text=" tin, bài; "), show(PANELS), show(NEWS))),
                Paragraph((Run(text=SAID.text, quoted=SAID), Run(text=".")), "bullet"),
                Table(rows=((TableCell(runs=(Run(text="TT"),)), TableCell(runs=(show(CELL),))),), widths=(50, 50)),
            )
        ),
        Section(parts=(Paragraph((Run(text="Về việc này "), show(LAST))),), landscape=True),
    ),
    stamp=STAMP,
)  # fmt: skip
BYTES = write_document(DOCUMENT)


def opened() -> WordFile:
    return docx.Document(io.BytesIO(BYTES))


def saved(word: WordFile) -> BoundDocument:
    held = io.BytesIO()
    word.save(held)
    return read_bound(held.getvalue(), "a.docx")


def fates(found: BoundDocument) -> list[str]:
    return [mark.fate.value for mark in found.marks]


def with_text(word: WordFile, words: str) -> etree._Element:
    return next(
        p for p in word.element.body.iter(qn("w:p")) if words in "".join(t.text for t in p.iter(qn("w:t")))
    )


def run(text: str, *look: str) -> etree._Element:
    inside = "".join(f"<w:{one}/>" for one in look)
    return parse_xml(f"<w:r {nsdecls('w')}><w:rPr>{inside}</w:rPr><w:t>{text}</w:t></w:r>")


def test_what_is_bound_is_found_again_with_where_it_stands() -> None:
    found = read_bound(BYTES, "a.docx")
    assert found.stamp == STAMP
    assert [mark.bound for mark in found.marks] == [NEWS, PANELS, NEWS, SAID, CELL, LAST]
    assert {mark.fate for mark in found.marks} == {Fate.THERE}
    for mark in found.marks:
        assert mark.found == mark.bound.text
        assert found.paragraph(mark.paragraph).text[mark.start : mark.end] == mark.found
    heading, news, *_ = found.paragraphs
    assert (heading.text, heading.level, news.text) == ("I. KẾT QUẢ", 1, "Có 136 tin, bài; 04136")
    cell = found.paragraph(found.marks[4].paragraph)
    assert (cell.table, cell.row, cell.column, cell.part) == (1, 1, 2, "document")
    assert [one.number for one in found.paragraphs] == list(range(1, len(found.paragraphs) + 1))
    assert {one.part for one in found.paragraphs} >= {"document", "header1"}


def test_a_document_without_a_stamp_has_no_bindings() -> None:
    bare = write_document(Document(sections=DOCUMENT.sections))
    assert "bookmarkStart" not in zipfile.ZipFile(io.BytesIO(bare)).read("word/document.xml").decode()
    found = read_bound(bare, "a.docx")
    assert (found.stamp, found.marks) == ({}, ())
    assert found.paragraphs == read_bound(BYTES, "a.docx").paragraphs


def test_bookmarks_are_of_the_names_that_word_takes_and_the_same_for_the_same_content() -> None:
    names = [mark.name for mark in read_bound(BYTES, "a.docx").marks]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 40 and name.replace("_", "").isalnum() and name[0] == "_" for name in names)
    assert names[0].rpartition("_")[0] == names[2].rpartition("_")[0] != names[1].rpartition("_")[0]
    other = Document(sections=DOCUMENT.sections, stamp=STAMP | {"round": "tuyen_truyen-2022"})
    assert not set(names) & {mark.name for mark in read_bound(write_document(other), "a.docx").marks}
    again = Document(sections=DOCUMENT.sections, stamp=STAMP | {"edition": "3"})
    assert names == [mark.name for mark in read_bound(write_document(again), "a.docx").marks]


def test_deleted_text_is_not_read_and_inserted_text_is() -> None:
    word = opened()
    paragraph = with_text(word, "Có ")
    first, last = paragraph.findall(qn("w:r"))[1], paragraph.findall(qn("w:r"))[0]
    gone, come = OxmlElement("w:del"), OxmlElement("w:ins")
    first.addprevious(gone)
    gone.append(first)
    first.find(qn("w:t")).tag = qn("w:delText")
    gone.addnext(come)
    come.append(run("150"))
    last.addprevious(run("ẩn", "vanish"))
    found = saved(word)
    assert found.paragraph(2).text.startswith("Có 150 tin, bài")
    assert (found.marks[0].fate, found.marks[0].found) == (Fate.THERE, "150")


def test_an_equation_is_read_with_what_parts_its_numbers() -> None:
    word = opened()
    said = {"num": 1, "den": 2}
    half = "".join(f"<m:{name}><m:r><m:t>{n}</m:t></m:r></m:{name}>" for name, n in said.items())
    inside = f"<m:r><m:t>777</m:t></m:r><m:f>{half}</m:f>"
    with_text(word, "Có ").append(parse_xml(f"<m:oMath {nsdecls('m')}>{inside}</m:oMath>"))
    assert saved(word).paragraph(2).text == "Có 136 tin, bài; 04136777 1/2"


def test_a_number_that_was_deleted_leaves_an_empty_place() -> None:
    word = opened()
    runs = with_text(word, "Có ").findall(qn("w:r"))
    runs[1].getparent().remove(runs[1])
    struck = runs[3].find(qn("w:rPr"))
    struck.append(OxmlElement("w:strike"))
    assert fates(saved(word)) == ["empty", "empty", "there", "there", "there", "there"]


def test_a_sentence_that_was_deleted_takes_its_bindings_along() -> None:
    word = opened()
    paragraph = with_text(word, "Có ")
    paragraph.getparent().remove(paragraph)
    assert fates(saved(word)) == ["gone", "gone", "gone", "there", "there", "there"]


def test_a_bookmark_that_lost_its_end_is_gone_and_one_there_twice_is_told() -> None:
    word = opened()
    paragraph = with_text(word, "Có ")
    paragraph.remove(paragraph.find(qn("w:bookmarkEnd")))
    twin = parse_xml(etree.tostring(with_text(word, "Về việc này")))
    for one in twin.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
        one.set(qn("w:id"), "999")
    word.element.body.insert(0, twin)
    found = saved(word)
    assert fates(found)[0] == "gone"
    assert fates(found)[-1] == "twice"
    assert all(mark.found is None for mark in found.marks if mark.fate is not Fate.THERE)


def test_a_number_cut_in_two_by_a_new_paragraph_is_split() -> None:
    word = opened()
    paragraph = with_text(word, "Có ")
    start, number, end = list(paragraph)[2:5]
    assert (start.tag, end.tag) == (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
    number.find(qn("w:t")).text = "1"
    rest = OxmlElement("w:p")
    paragraph.addnext(rest)
    rest.append(run("36"))
    rest.append(end)
    assert fates(saved(word))[0] == "split"


@pytest.mark.parametrize("where", ["next", "between"])
def test_an_end_that_word_moved_over_the_paragraphs_end_is_at_its_end(where: str) -> None:
    word = opened()
    paragraph = with_text(word, "Về việc này")
    end = paragraph.find(qn("w:bookmarkEnd"))
    if where == "next":
        follow = OxmlElement("w:p")
        follow.append(end)
        follow.append(run("Đoạn mới."))
        paragraph.addnext(follow)
    else:
        paragraph.addnext(end)
    mark = saved(word).marks[-1]
    assert (mark.fate, mark.found) == (Fate.THERE, "không phát sinh")


def test_a_figure_that_was_moved_to_a_box_a_header_or_a_control_is_found_there() -> None:
    word = opened()
    start, number, end = list(with_text(word, "Có "))[2:5]
    box = parse_xml(
        f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:r><mc:AlternateContent>'
        "<mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>cũ</w:t></w:r></w:p></w:txbxContent></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    inner = next(box.iter(qn("w:txbxContent")))[0]
    inner.extend([start, number, end])
    word.element.body.insert(0, box)
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    word.sections[0].header.paragraphs[0]._p.append(control)
    control[1].extend(list(with_text(word, "Về việc này"))[2:5])
    found = saved(word)
    assert fates(found) == ["there"] * 6
    assert (found.marks[0].paragraph, found.paragraph(found.marks[0].paragraph).text) == (2, "136")
    assert found.paragraph(found.marks[-1].paragraph).part == "header1"
    assert "cũ" not in "".join(one.text for one in found.paragraphs)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a zip",
        zip_bytes({"word/document.xml": b"<a/>"}),
        BYTES[:2000],
        zip_bytes({"[Content_Types].xml": b"<a/>", "_rels/.rels": b"<Relationships/>"}),
    ],
)
def test_what_is_no_word_document_is_told(data: bytes) -> None:
    with pytest.raises(UsageError) as told:
        read_bound(data, "hỏng.docx")
    assert (told.value.key, told.value.params["file"]) == ("bound.broken", "hỏng.docx")


def changed(name: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(BYTES)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    assert old in parts[name]
    return zip_bytes(parts | {name: parts[name].replace(old, new)})


def test_a_record_that_was_changed_is_told() -> None:
    with pytest.raises(UsageError) as told:
        read_bound(changed("customXml/item1.xml", b"mark=", b"mork="), "a.docx")
    assert told.value.key == "bound.record"
    with pytest.raises(UsageError) as told:
        read_bound(changed("word/document.xml", b"<w:body>", b"<w:body><x>"), "a.docx")
    assert told.value.key == "bound.broken"


_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=20)
@given(st.lists(st.tuples(st.booleans(), _TEXT), min_size=1, max_size=12))
def test_whatever_is_printed_is_found_where_it_was_printed(parts: list[tuple[bool, str]]) -> None:
    runs = tuple(
        Run(text=text, figure=figure(text, f"n{number % 3}") if bound else None)
        for number, (bound, text) in enumerate(parts)
    )
    source = Document(sections=(Section(parts=(Paragraph(runs),)),), stamp=STAMP)
    found = read_bound(write_document(source), "a")
    assert {mark.fate for mark in found.marks} <= {Fate.THERE}
    printed = [" ".join(unicodedata.normalize("NFC", text).split()) for bound, text in parts if bound]
    assert [" ".join((mark.found or "").split()) for mark in found.marks] == printed
