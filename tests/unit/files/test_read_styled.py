"""A .docx as it looks: pages, paragraphs, tables, headers, fields, lines, and what a reader does not see."""

import io
import zipfile

import pytest

from tests.unit.files.word_package import A4, NAMES, font, p, package, size, style
from toolkit.errors import UsageError
from toolkit.files.read_styled import read_styled
from toolkit.files.styled_document import Drawn, StyledDocument, StyledParagraph, StyledTable

PAGE_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE  \\* MERGEFORMAT </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def read(body: str, page: str = A4, **parts: str) -> StyledDocument:
    return read_styled(package(body, page, parts=parts), "a.docx")


def paragraphs(document: StyledDocument) -> list[StyledParagraph]:
    return [part for one in document.sections for part in one.parts if isinstance(part, StyledParagraph)]


def only(body: str, **parts: str) -> StyledParagraph:
    (found,) = paragraphs(read(body, **parts))
    return found


def table(document: StyledDocument) -> StyledTable:
    return next(part for part in document.sections[0].parts if isinstance(part, StyledTable))


def test_a_file_that_states_nothing_is_read_as_word_reads_it() -> None:
    found = only("<w:p><w:r><w:t>chữ</w:t></w:r></w:p>")
    assert (found.align, found.before, found.after, found.line, found.line_rule) == (
        "left",
        0,
        0,
        240,
        "auto",
    )
    (run,) = found.runs
    assert run.look.fonts == ("Times New Roman",) * 4
    assert (run.look.size, run.look.bold, run.look.color) == (10, False, "auto")
    assert read_styled(package("<w:p/>", ""), "a.docx").sections[0].width == 12240


def test_the_defaults_of_the_document_stand_below_its_styles() -> None:
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{font('Arial')}{size(11)}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    normal = style("Normal", size(14), '<w:spacing w:after="0"/>')
    found = only(p("a"), styles=defaults + normal)
    assert (found.runs[0].look.fonts[0], found.runs[0].look.size) == ("Arial", 14)
    assert (found.after, found.line) == (0, 259)


def test_lengths_may_carry_a_unit_and_sides_may_be_called_start_and_end() -> None:
    found = only(p("a", '<w:ind w:start="1cm" w:end="10mm" w:hanging="0.5in"/><w:jc w:val="end"/>'))
    assert (found.left, found.right, found.first, found.align) == (567, 567, -720, "right")


@pytest.mark.parametrize(
    ("spacing", "before"),
    [
        ('<w:spacing w:before="60" w:beforeAutospacing="1"/>', 280),
        ('<w:spacing w:before="60" w:beforeAutospacing="0"/>', 60),
        ('<w:spacing w:beforeLines="50" w:before="60"/>', 120),
    ],
)
def test_space_that_is_left_to_word_is_fourteen_points(spacing: str, before: int) -> None:
    assert only(p("a", spacing)).before == before


def test_a_direct_length_does_not_switch_off_what_a_style_leaves_to_word() -> None:
    web = style("Web", look='<w:spacing w:before="100" w:beforeAutospacing="1"/>')
    assert only(p("a", '<w:pStyle w:val="Web"/><w:spacing w:before="0"/>'), styles=web).before == 280
    off = '<w:pStyle w:val="Web"/><w:spacing w:before="0" w:beforeAutospacing="0"/>'
    assert only(p("a", off), styles=web).before == 0


def test_sections_have_pages_of_their_own_and_inherit_headers() -> None:
    first = (
        '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first"'
        f' r:id="header2"/>{A4}<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr></w:pPr></w:p>'
    )
    last = (
        '<w:type w:val="continuous"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134"'
        ' w:bottom="1134" w:left="1600" w:right="850" w:gutter="101"/><w:pgNumType w:fmt="lowerRoman"/><w:cols w:num="2"/>'
    )
    data = package(
        f"{first}{p('b')}", last, headers={"header1": f"<w:p>{PAGE_FIELD}</w:p>", "header2": "<w:p/>"}
    )
    one, two = read_styled(data, "a.docx").sections
    assert (one.title_page, one.page_start, one.width, one.number) == (True, 1, 11906, 1)
    assert (two.title_page, two.page_start, two.width, two.left) == (False, None, 16838, 1701)
    assert (two.page_format, two.continuous) == ("lowerRoman", True)
    assert [part.width for part in two.parts if isinstance(part, StyledParagraph)] == [
        (16838 - 1701 - 850) // 2
    ]
    assert {header.kind for header in two.headers} == {"default", "first"}
    shown = next(header for header in two.headers if header.kind == "default").parts[0]
    assert isinstance(shown, StyledParagraph)
    assert [(run.text, run.field) for run in shown.runs] == [("7", "PAGE")]
    (body,) = two.parts
    assert isinstance(body, StyledParagraph)
    assert (body.number, body.width) == (2, (16838 - 1701 - 850) // 2)


@pytest.mark.parametrize(
    "field",
    [
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>',
        '<w:fldSimple w:instr=" PAGE "/>',
        '<w:r><w:pgNum/></w:r>',
        PAGE_FIELD,
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PA</w:instrText><w:instrText>GE</w:instrText>'
        '<w:fldChar w:fldCharType="end"/></w:r>'),
    ],
)  # fmt: skip
def test_a_page_number_is_known_as_a_field_however_it_was_put_in(field: str) -> None:
    assert [run.field for run in only(f"<w:p>{field}</w:p>").runs] == ["PAGE"]


def test_a_field_within_a_field_and_over_two_paragraphs_is_read_by_its_result() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = (
        f"<w:p>{begin}<w:r><w:instrText>IF </w:instrText></w:r>{begin}<w:r><w:instrText>DATE</w:instrText></w:r>{separate}"
        f"<w:r><w:t>không thấy</w:t></w:r>{end}{separate}<w:r><w:t>một</w:t></w:r></w:p><w:p><w:r><w:t>hai</w:t></w:r>{end}"
        "<w:r><w:t> ba</w:t></w:r></w:p>"
    )
    one, two = paragraphs(read(body))
    assert [(run.text, run.field) for run in one.runs] == [("một", "IF")]
    assert [(run.text, run.field) for run in two.runs] == [("hai", "IF"), (" ba", "")]


def test_changes_are_read_as_a_reader_sees_them_and_told() -> None:
    body = (
        '<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>thêm</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="A"><w:r><w:delText>bớt'
        '</w:delText></w:r></w:del><w:moveTo w:id="3"><w:r><w:t> tới</w:t></w:r></w:moveTo><w:moveFrom w:id="4"><w:r><w:t>từ'
        '</w:t></w:r></w:moveFrom></w:p><w:p><w:pPr><w:rPr><w:del w:id="5"/></w:rPr></w:pPr><w:del w:id="6"><w:r><w:delText>'
        "cả đoạn</w:delText></w:r></w:del></w:p>"
    )
    document = read(body)
    assert [one.text for one in paragraphs(document)] == ["thêm tới"]
    assert document.tracked
    assert not read(p("a")).tracked


def test_hidden_text_is_there_but_not_seen() -> None:
    found = only("<w:p><w:r><w:t>thấy</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> ẩn</w:t></w:r></w:p>")
    assert found.text == "thấy"
    assert [run.look.hidden for run in found.runs] == [False, True]
    assert [run.text for run in found.seen] == ["thấy"]


def test_settings_are_told() -> None:
    settings = "<w:evenAndOddHeaders/>"
    document = read(p("a"), settings=settings, comments='<w:comment w:id="0"><w:p/></w:comment>')
    assert (document.even_and_odd, document.comments) == (True, True)
    assert (read(p("a")).even_and_odd, read(p("a")).comments) == (False, False)


TEXT_BOX = (
    "<w:p><w:r><w:t>neo</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic>"
    "<a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
    "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{inner}"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def test_a_text_box_is_read_once_after_the_paragraph_that_it_hangs_on() -> None:
    one, two, three = paragraphs(read(TEXT_BOX.format(inner=p("trong hộp")) + p("sau")))
    assert [(part.text, part.box, part.number) for part in (one, two, three)] == [
        ("neo", False, 1),
        ("trong hộp", True, 2),
        ("sau", False, 3),
    ]
    box = f"<v:textbox><w:txbxContent>{p('cũ')}</w:txbxContent></v:textbox>"
    old = f"<w:p><w:r><w:pict><v:shape>{box}</v:shape></w:pict></w:r></w:p>"
    assert [part.text for part in paragraphs(read(old))] == ["", "cũ"]


def _shape(geometry: str, wide: int, high: int, line: str = "") -> str:
    return (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData>"
        f'<wps:wsp><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom'
        f' prst="{geometry}"/><a:ln>{line}</a:ln></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>'
        '</mc:Choice><mc:Fallback><w:pict><v:line from="0,0" to="99pt,0"/></w:pict></mc:Fallback></mc:AlternateContent>'
        "</w:r></w:p>"
    )


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (_shape("line", 635000, 0), (Drawn(width=1000),)),
        (_shape("straightConnector1", 635000, 0, '<a:prstDash val="dash"/>'), (Drawn(width=1000, dashed=True),)),
        (_shape("rect", 635000, 12700), (Drawn(width=1000),)),
        (_shape("rect", 635000, 635000), ()),
        ('<w:p><w:r><w:pict><v:line from="10pt,4pt" to="60pt,4pt"/></w:pict></w:r></w:p>', (Drawn(width=1000),)),
        (
            ('<w:p><w:r><w:pict><v:shape type="#_x0000_t32" style="position:absolute;width:50pt;height:0"/></w:pict></w:r>'
            "</w:p>"),
            (Drawn(width=1000),),
        ),
        ('<w:p><w:r><w:pict><v:shape type="#_x0000_t75" style="width:50pt"/></w:pict></w:r></w:p>', ()),
        (
            p("", '<w:pBdr><w:bottom w:val="single" w:sz="6"/><w:left w:val="single"/></w:pBdr><w:ind w:left="4000"'
              ' w:right="4355"/>'),
            (Drawn(width=1000),),
        ),
        (p("", '<w:pBdr><w:top w:val="nil"/></w:pBdr>'), ()),
    ],
)  # fmt: skip
def test_drawn_lines_have_their_width(body: str, lines: tuple[Drawn, ...]) -> None:
    assert paragraphs(read(body))[0].lines == lines


def test_a_table_has_widths_borders_and_rows_that_may_not_break() -> None:
    body = (
        '<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single"/><w:insideV w:val="single"/>'
        '<w:bottom w:val="nil"/></w:tblBorders>'
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
        '<w:gridCol w:w="1000"/><w:gridCol w:w="2000"/><w:gridCol w:w="3000"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("a")}</w:tc>'
        f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("b")}</w:tc></w:tr>'
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('')}</w:tc><w:tc>{p('c')}</w:tc><w:tc><w:tcPr><w:tcBorders>"
        f'<w:left w:val="nil"/><w:bottom w:val="double"/></w:tcBorders></w:tcPr>{p("d")}</w:tc></w:tr></w:tbl>'
    )
    found = table(read(body))
    assert found.splits == (False, True)
    (a, b), (covered, c, d) = found.rows
    assert [(cell.column, cell.width) for cell in (a, b, d)] == [(0, 1000), (1, 5000), (2, 3000)]
    assert [cell.borders for cell in (a, b, c, d)] == [
        {"top", "right"},
        {"top", "left"},
        {"left", "right"},
        {"bottom"},
    ]
    assert covered.parts == ()
    inner = b.parts[0]
    assert isinstance(inner, StyledParagraph)
    assert inner.width == 5000 - 170


def test_a_table_in_a_table_and_content_controls_are_read_through() -> None:
    inside = f"<w:tbl><w:tblPr/><w:tr><w:tc>{p('trong')}</w:tc></w:tr></w:tbl>"
    body = (
        f"<w:sdt><w:sdtContent><w:tbl><w:tblPr/><w:tr><w:tc>{inside}{p('ngoài')}</w:tc></w:tr></w:tbl></w:sdtContent></w:sdt>"
        f"<w:p><w:sdt><w:sdtContent><w:r><w:t>một </w:t></w:r></w:sdtContent></w:sdt><w:hyperlink><w:r><w:t>hai</w:t></w:r>"
        "</w:hyperlink></w:p>"
    )
    document = read(body)
    outer = table(document)
    nested, last = outer.rows[0][0].parts
    assert isinstance(nested, StyledTable) and isinstance(last, StyledParagraph)
    assert (outer.number, nested.number, last.text, last.number) == (1, 2, "ngoài", 2)
    assert paragraphs(document)[-1].text == "một hai"


def test_a_page_number_in_a_frame_stands_where_the_frame_does() -> None:
    framed = '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="center" w:y="1"/>'
    assert only(p("1", framed)).align == "center"


def test_signs_breaks_and_tabs_are_text() -> None:
    sign = '<w:sym w:font="Symbol" w:char="F0B7"/>'
    run = f'<w:r><w:t>a</w:t><w:tab/><w:br/><w:br w:type="page"/><w:noBreakHyphen/>{sign}</w:r>'
    assert only(f"<w:p>{run}</w:p>").text == "a\t\n\f-·"


def test_the_strict_kind_of_file_is_read_alike() -> None:
    data = package(p("chữ", '<w:jc w:val="center"/>'))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            text = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(name, text)
    (found,) = paragraphs(read_styled(packed.getvalue(), "a.docx"))
    assert (found.text, found.align) == ("chữ", "center")


def _without(name: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package(p("a")))) as old, zipfile.ZipFile(packed, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
    return packed.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no document",
        package(p("a"))[:-40],
        _without("word/document.xml"),
        _without("_rels/.rels"),
        package("<w:p>"),
        package("", parts={"styles": "<w:style>"}),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_by_its_name(data: bytes) -> None:
    with pytest.raises(UsageError) as raised:
        read_styled(data, "hỏng.docx")
    assert "hỏng.docx" in str(raised.value)


def test_a_document_type_is_refused_as_word_does_and_its_entities_are_never_fetched() -> None:
    evil = package("<w:p/>")
    document = (
        f'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document {NAMES}><w:body><w:p><w:r><w:t>&e;</w:t></w:r>'
        "</w:p></w:body></w:document>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(evil)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, document if name == "word/document.xml" else old.read(name))
    with pytest.raises(UsageError):
        read_styled(packed.getvalue(), "a.docx")
