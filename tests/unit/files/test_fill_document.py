"""Base documents filled: what Word does to a placeholder makes no difference, and the file stays whole."""

import io
import zipfile
from collections.abc import Sequence
from itertools import pairwise

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.unit.report.base_documents import saved, texts, word
from toolkit.errors import UsageError
from toolkit.files.document import Document, Figure, Paragraph, Run, Section, Table, TableCell
from toolkit.files.fill_document import Blocks, Each, Fill, Inline, filled, paragraphs_of, with_placeholders
from toolkit.files.fill_document_tags import Fault, spots_in, tags_of
from toolkit.files.fill_document_text import Line, replace_text, text_run
from toolkit.files.read_bound import read_bound

FILE = "report.docx"
LIKE = Document(sections=(), stamp={"round": "r"}, properties={"title": "Báo cáo"})
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def figure(text: str, key: str = "f/b/x//") -> Run:
    return Run(text=text, figure=Figure(text=text, key=key, period="2024", edition=0, value=text))


def fill(base: bytes, *fills: Fill, **more: object) -> bytes:
    return filled(base, FILE, fills, LIKE, **more)  # type: ignore[arg-type]


def body(inner: str) -> bytes:
    """A document whose first paragraph is this."""
    made = docx.Document()
    made.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    return saved(made)


def runs(*pieces: str) -> str:
    return "".join(f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in pieces)


@pytest.mark.parametrize(
    "inner",
    [
        runs("Treo [[a]] tấm"),
        runs("Treo [", "[a]", "] tấm"),
        runs("Treo [") + '<w:proofErr w:type="spellStart"/>' + runs("[", "a", "]") + runs("] tấm"),
        f"<w:hyperlink>{runs('Treo [[a')}</w:hyperlink>" + runs("]] tấm"),
        runs("Treo [[") + f"<w:sdt><w:sdtContent>{runs('a')}</w:sdtContent></w:sdt>" + runs("]] tấm"),
        runs("Treo [[") + f'<w:bookmarkStart w:id="7" w:name="m"/>{runs("a")}<w:bookmarkEnd w:id="7"/>' + runs("]] tấm"),
        "<w:r><w:t>Treo</w:t><w:tab/><w:t>[[a</w:t><w:t>]]</w:t><w:br/><w:t>tấm</w:t></w:r>",
    ],
)  # fmt: skip
def test_however_word_split_it_a_placeholder_is_one(inner: str) -> None:
    base = body(inner)
    (tag,) = tags_of(base, FILE)
    assert (tag.words, tag.before.strip(), tag.after.strip()) == ("a", "Treo", "tấm")
    data = fill(base, Inline((figure("90"),)))
    read = read_bound(data, FILE)
    assert " ".join(read.paragraphs[0].text.split()) == "Treo 90 tấm"
    assert [mark.found for mark in read.marks] == ["90"]


@settings(max_examples=100)
@given(
    pieces=st.lists(st.sampled_from(["[[a]]", "[[b]]", "chữ ", "tấm", " ", "]", "x"]), max_size=7),
    cuts=st.lists(st.integers(0, 40), max_size=8),
)
def test_only_what_stands_in_brackets_changes(pieces: list[str], cuts: list[int]) -> None:
    text = "".join(pieces)
    edges = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    split = [text[start:end] for start, end in pairwise(edges)]
    line = Line(parse_xml(f"<w:p {nsdecls('w')}>{runs(*split)}</w:p>"), 1, "word/document.xml", "document")
    spots = spots_in(line)
    assert line.text == text
    if any(spot.tag.fault for spot in spots):
        return
    for spot in reversed(spots):
        replace_text(line.element, spot.start, spot.end, [text_run({"a": "12", "b": "345"}[spot.tag.words])])
    assert line.text == text.replace("[[a]]", "12").replace("[[b]]", "345")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("[[a", [Fault.NOT_CLOSED]),
        ("a]]", [Fault.NOT_OPENED]),
        ("[[a [[b]]", [Fault.NOT_CLOSED, None]),
        ("[[a]] b]]", [None, Fault.NOT_OPENED]),
        ("[[ ]]", [Fault.EMPTY]),
        ("a[1] = [2]", []),
    ],
)
def test_brackets_that_do_not_match_are_faults(text: str, faults: list[Fault | None]) -> None:
    assert [tag.fault for tag in tags_of(word(text), FILE)] == faults


def test_a_document_with_faults_is_never_filled() -> None:
    with pytest.raises(ValueError, match="placeholders"):
        fill(word("[[a"), Inline((Run(text="x"),)))
    with pytest.raises(ValueError, match="placeholders"):
        fill(word("[[a]]"))


def test_text_boxes_are_filled_in_both_their_forms() -> None:
    box = f"<w:txbxContent><w:p>{runs('Treo [[', 'a]] tấm')}</w:p></w:txbxContent>"
    inner = (
        f'<w:r><mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="wps"><wps:txbx xmlns:wps="{_WPS}">{box}'
        f"</wps:txbx></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    base = body(runs("Ngoài") + inner)
    (tag,) = tags_of(base, FILE)
    assert tag.paragraph == 2 and not tag.in_body
    data = fill(base, Inline((figure("90"),)))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    said = ["".join(t.text or "" for t in p.iter("{*}t")) for p in tree.iter("{*}txbxContent")]
    assert said == ["Treo 90 tấm", "Treo 90 tấm"]
    names = [
        one.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}name")
        for one in tree.iter("{*}bookmarkStart")
    ]
    assert len(names) == len(set(names)) == 1


def test_a_content_control_that_word_would_fill_itself_keeps_what_came_in() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:dataBinding w:xpath='/a' w:storeItemID='{1}'/></w:sdtPr>"
        f"<w:sdtContent>{runs('[[a]]')}</w:sdtContent></w:sdt>"
    )
    data = fill(body(control), Inline((Run(text="90"),)))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read("word/document.xml").decode()
    assert "dataBinding" not in text and "showingPlcHdr" not in text and "90" in text


def test_a_placeholder_in_yellow_loses_its_yellow_when_it_is_filled() -> None:
    made = docx.Document()
    run = made.add_paragraph().add_run("[[a]]")
    run.bold, run.font.highlight_color = True, WD_COLOR_INDEX.YELLOW
    (paragraph,) = docx.Document(io.BytesIO(fill(saved(made), Inline((Run(text="90"),))))).paragraphs
    assert [(r.text, r.bold, r.font.highlight_color) for r in paragraph.runs] == [("90", True, None)]
    (paragraph,) = docx.Document(
        io.BytesIO(fill(saved(made), Inline((Run(text="?"),), open=True)))
    ).paragraphs
    assert [r.font.highlight_color for r in paragraph.runs] == [WD_COLOR_INDEX.YELLOW]


@pytest.mark.parametrize("look", ["vanish", "strike", "dstrike"])
def test_what_is_hidden_or_struck_out_is_no_placeholder(look: str) -> None:
    hidden = f"<w:r><w:rPr><w:{look}/></w:rPr><w:t>[[b]]</w:t></w:r>"
    base = body(runs("Treo [[a]] tấm") + hidden)
    assert [tag.words for tag in tags_of(base, FILE)] == ["a"]
    assert texts(fill(base, Inline((Run(text="90"),)))) == ["Treo 90 tấm[[b]]"]
    off = body(f'<w:r><w:rPr><w:{look} w:val="0"/></w:rPr><w:t>[[b]]</w:t></w:r>')
    assert [tag.words for tag in tags_of(off, FILE)] == ["b"]


def test_a_note_comes_in_behind_the_words_that_measure() -> None:
    data = fill(word("Treo [[a]] tấm phướn."), Inline((figure("90"),), note=(Run(text=" (2/3)"),), note_at=4))
    assert texts(data) == ["Treo 90 tấm (2/3) phướn."]


def test_each_repeats_its_paragraph_with_its_look() -> None:
    made = docx.Document()
    made.add_paragraph("- [[a]];", style="List Bullet")
    data = fill(saved(made), Each(((Run(text="một"),), (Run(text="hai"),))))
    assert [(p.text, p.style.name) for p in docx.Document(io.BytesIO(data)).paragraphs if p.style] == [
        ("- một;", "List Bullet"), ("- hai;", "List Bullet"),
    ]  # fmt: skip


def test_a_cell_never_loses_its_last_paragraph() -> None:
    made = docx.Document()
    made.add_table(1, 1).cell(0, 0).text = "[[a]]"
    cell = docx.Document(io.BytesIO(fill(saved(made), Each(())))).tables[0].cell(0, 0)
    assert [paragraph.text for paragraph in cell.paragraphs] == [""]


def test_blocks_and_annexes_bring_the_styles_that_the_base_lacks() -> None:
    table = Table(
        rows=((TableCell(runs=(figure("1"),)), TableCell(runs=(Run(text="b"),))),), widths=(100, 152)
    )
    annex = Section(
        parts=(Paragraph((Run(text="Phụ lục"),), "annex_label"), table), landscape=True, restart_numbers=True
    )
    parts = (Paragraph((Run(text="I. KẾT QUẢ"),), "heading1"), Paragraph((Run(text="Treo "), figure("90"))))
    data = fill(word("Trước", "[[a]]", "Sau"), Blocks(parts), annexes=(annex,))
    made = docx.Document(io.BytesIO(data))
    assert [p.text for p in made.paragraphs if p.text] == ["Trước", "I. KẾT QUẢ", "Treo 90", "Sau", "Phụ lục"]
    heading, text = made.paragraphs[1], made.paragraphs[2]
    assert heading.style is not None and text.style is not None
    assert text.style.name == "VB - Thân văn bản"
    assert heading.style.font.name == "Times New Roman", "Word's own blue heading is not taken for ours"
    first, last = made.sections[0], made.sections[-1]
    assert first.page_height and last.page_height
    assert first.page_height > (first.page_width or 0) and last.page_height < (last.page_width or 0)
    room = (last.page_width or 0) - (last.left_margin or 0) - (last.right_margin or 0)
    assert sum(column.width or 0 for column in made.tables[0].columns) <= room


def test_what_names_the_computer_or_an_older_report_goes() -> None:
    made = docx.Document()
    made.core_properties.author = "Người dùng máy"
    made.add_paragraph("[[a]] và [[a]]")
    once = fill(saved(made), Inline((figure("90"),)), Inline((figure("90"),)))
    older = docx.Document(io.BytesIO(once))
    older.add_paragraph("[[a]]")
    data = fill(saved(older), Inline((figure("7", "f/b/y//"),)))
    read = read_bound(data, FILE)
    assert [(mark.bound.key, mark.found) for mark in read.marks] == [("f/b/y//", "7")]
    assert docx.Document(io.BytesIO(data)).core_properties.author == ""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        assert len(names) == len(set(names))
        assert (
            sum(b"urn:tonghop:bound:1" in package.read(name) and name.endswith(".xml") for name in names) <= 2
        )


def test_every_relation_leads_to_a_part_and_every_part_has_a_type() -> None:
    data = fill(word("[[a]]", "[[b]]"), Inline((figure("1"),)), Blocks((Paragraph((figure("2"),)),)))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        types = etree.fromstring(package.read("[Content_Types].xml"))
        for name in names:
            if name.endswith(".rels"):
                for one in etree.fromstring(package.read(name)):
                    if one.get("TargetMode") != "External" and (one.get("Target") or "").startswith("/"):
                        assert (one.get("Target") or "").lstrip("/") in names
    told = {one.get("PartName", "").lstrip("/") for one in types if one.get("PartName")}
    assert told <= names


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"PK\x03\x04", "wording.base_broken"),
        (b"text", "wording.base_broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "wording.base_old"),
    ],
)
def test_what_is_no_document_is_told_with_its_name(data: bytes, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        tags_of(data, "a.docx")
    assert (caught.value.key, caught.value.params["file"]) == (key, "a.docx")


@pytest.mark.parametrize(
    "part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"]
)
def test_a_damaged_part_is_told(part: str) -> None:
    source = io.BytesIO(word("[[a]]"))
    packed = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<broken" if name == part else old.read(name))
    with pytest.raises(UsageError):
        fill(packed.getvalue(), Inline((Run(text="x"),)))


def test_templates_and_macros_are_refused() -> None:
    source = io.BytesIO(word("[[a]]"))
    packed = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
            ours = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            new.writestr(name, old.read(name).replace(ours, macros))
    with pytest.raises(UsageError) as caught:
        tags_of(packed.getvalue(), "a.docx")
    assert caught.value.key == "wording.base_kind"


def _where(data: bytes) -> Sequence[tuple[str, int]]:
    return [(line.part, line.number) for line in paragraphs_of(data, FILE)]


def test_stretches_become_placeholders_in_yellow() -> None:
    base = word("Treo 90 tấm phướn", "Không đổi")
    (first, _) = _where(base)[:2]
    data = with_placeholders(base, FILE, {first: [(5, 7, "[[Tấm phướn]]")]})
    assert texts(data) == ["Treo [[Tấm phướn]] tấm phướn", "Không đổi"]
    marked = [r.text for r in docx.Document(io.BytesIO(data)).paragraphs[0].runs if r.font.highlight_color]
    assert marked == ["[[Tấm phướn]]"]
