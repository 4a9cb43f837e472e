"""An official document as a clerk makes one in Word, in another way than ours, with each of its parts at hand to break.

Its styles say font and size, its head has a shape, a border and a line of signs, its numbers are typed. Nothing of it
comes from the toolkit. `Paper.bytes()` is the file.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
_OPENING = (
    "Thực hiện Kế hoạch số 10/KH-UBND ngày 18/01/2023 của UBND huyện Đông Hà về tuyên truyền cải cách hành chính "
    "năm 2023, UBND xã An Bình báo cáo kết quả thực hiện như sau:"
)
_FIGURES = "- Tiếp nhận 165 hồ sơ, trong đó trực tuyến 107 hồ sơ, chiếm 64,85%; các tầng lớp Nhân dân đồng tình ủng hộ."
_CLOSING = (
    "Số liệu chi tiết tại Phụ lục kèm theo. Trên đây là báo cáo kết quả công tác tuyên truyền cải cách hành chính "
    "năm 2023 của UBND xã An Bình./."
)
BODY = (
    ("opening", _OPENING),
    ("part1", "I. KẾT QUẢ THỰC HIỆN"),
    ("item1", "1. Hình thức tuyên truyền"),
    ("point_a", "a) Phát thanh: đã phát 52 tin, bài trên hệ thống truyền thanh của xã."),
    ("point_b", "b) Trực quan: 06 pano, 1.250 tờ rơi, tăng 12,5% so với cùng kỳ năm trước."),
    ("item2", "2. Giải quyết thủ tục hành chính"),
    ("figures", _FIGURES),
    ("part2", "II. HẠN CHẾ, NGUYÊN NHÂN"),
    (
        "limits",
        "Tin, bài về cải cách hành chính trên trang thông tin điện tử còn ít; cán bộ phụ trách còn kiêm nhiệm.",
    ),
    ("part3", "III. NHIỆM VỤ NĂM 2024"),
    ("task1", "- Tăng số lượng tin, bài phát thanh về dịch vụ công trực tuyến."),
    ("task2", "- Tập huấn cho cán bộ, công chức phụ trách tuyên truyền."),
    ("closing", _CLOSING),
)
RECIPIENTS = (
    "- Như trên;",
    "- TT Đảng ủy, TT HĐND xã;",
    "- Chủ tịch, các Phó Chủ tịch UBND xã;",
    "- Lưu: VT, VP.",
)


@dataclass(slots=True)
class Paper:
    """The document with its paragraphs by name; `head` and `foot` are the tables of its two blocks."""

    word: Document
    parts: dict[str, Paragraph] = field(default_factory=dict)
    head: Table | None = None
    foot: Table | None = None

    def __getitem__(self, name: str) -> Paragraph:
        return self.parts[name]

    def bytes(self) -> bytes:
        packed = io.BytesIO()
        self.word.save(packed)
        return packed.getvalue()

    def body(self) -> Iterator[Paragraph]:
        return (self.parts[name] for name, _ in BODY)


def paper(
    *,
    body: tuple[tuple[str, str], ...] = BODY,
    changes: dict[str, str] | None = None,
    recipients: tuple[str, ...] = RECIPIENTS,
) -> Paper:
    """The correct document, or one with other words; `changes` are words by the part's name, "" leaves the part out."""
    words = changes or {}
    made = Paper(docx.Document())
    _styles(made.word)
    _first_page(made.word)
    _head(made, words)
    _title(made, words)
    for name, text in body:
        _add(made, name, words.get(name, text), _style_of(text))
    _foot(made, words, recipients)
    return made


def with_annex(made: Paper, *, labels: tuple[str, ...] = ("Phụ lục",)) -> Paper:
    """The same with annexes, each a landscape section with page numbers of its own."""
    for number, label in enumerate(labels):
        section = made.word.add_section(WD_SECTION.NEW_PAGE)
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
        section.different_first_page_header_footer = True
        for old in section._sectPr.findall(qn("w:pgNumType")):
            section._sectPr.remove(old)
        section._sectPr.append(_tag("w:pgNumType", {"w:start": "1"}))
        end = "" if not number else str(number)
        for name, text, bold, italic in (
            ("annex_label", label, True, False),
            ("annex_title", "TỔNG HỢP SỐ LIỆU TUYÊN TRUYỀN NĂM 2023", True, False),
            (
                "annex_note",
                "(Kèm theo Báo cáo số 15/BC-UBND ngày 05 tháng 01 năm 2024 của UBND xã An Bình)",
                False,
                True,
            ),
        ):
            line = made.word.add_paragraph()
            line.alignment = ALIGN.CENTER
            run = line.add_run(text)
            run.bold, run.italic = bold, italic
            made.parts[f"{name}{end}"] = line
        table = made.word.add_table(2, 2)
        for cell, text in zip(table._cells, ("Chỉ tiêu", "Số lượng", "Tin, bài", "52"), strict=True):
            cell.paragraphs[0].add_run(text).font.size = Pt(12)
    return made


def _styles(word: Document) -> None:
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    fonts = normal.element.rPr.rFonts
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    text = word.styles.add_style("Thân văn bản", 1)
    text.base_style = normal
    shape = text.paragraph_format
    shape.alignment, shape.first_line_indent, shape.space_after = ALIGN.JUSTIFY, Cm(1), Pt(6)
    heading = word.styles.add_style("Đề mục", 1)
    heading.base_style = text
    heading.font.bold = True
    heading.paragraph_format.keep_with_next = True


def _style_of(text: str) -> str:
    first, _, _ = text.partition(" ")
    return "Đề mục" if first.rstrip(".").isalnum() and first.endswith(".") else "Thân văn bản"


def _first_page(word: Document) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(20)
    page.different_first_page_header_footer = True
    shown = page.header.paragraphs[0]
    shown.style = word.styles["Normal"]
    shown.alignment = ALIGN.CENTER
    shown._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>')
    )
    page.first_page_header.paragraphs[0].style = word.styles["Normal"]


def _head(made: Paper, words: dict[str, str]) -> None:
    made.head = made.word.add_table(2, 2)
    _fix(made.head, (Cm(6.4), Cm(9.6)))
    left, right, low_left, low_right = (made.head.cell(*at) for at in ((0, 0), (0, 1), (1, 0), (1, 1)))
    _line(made, left, "agency1", words.get("agency1", "ỦY BAN NHÂN DÂN"), 13, bold=True, first=True)
    agency = _line(made, left, "agency2", words.get("agency2", "XÃ AN BÌNH"), 13, bold=True)
    _border(agency, left=1200, right=1200)
    _line(
        made,
        right,
        "nation",
        words.get("nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        13,
        bold=True,
        first=True,
    )
    motto = _line(made, right, "motto", words.get("motto", "Độc lập - Tự do - Hạnh phúc"), 14, bold=True)
    _shape(motto, points=172)
    _line(made, low_left, "number", words.get("number", "Số: 15/BC-UBND"), 13, first=True)
    date = words.get("date", "An Bình, ngày 05 tháng 01 năm 2024")
    _line(made, low_right, "date", date, 14, italic=True, first=True)


def _title(made: Paper, words: dict[str, str]) -> None:
    abstract = "Kết quả công tác tuyên truyền cải cách hành chính năm 2023"
    for name, text in (("type", "BÁO CÁO"), ("abstract", abstract)):
        said = words.get(name, text)
        if said:
            made.parts[name] = line = made.word.add_paragraph()
            line.alignment = ALIGN.CENTER
            line.add_run(said).bold = True
    drawn = made.word.add_paragraph()
    drawn.alignment = ALIGN.CENTER
    drawn.add_run("_" * 18)
    made.parts["signs"] = drawn
    greeting = words.get("salutation", "Kính gửi: UBND huyện Đông Hà")
    if greeting:
        made.parts["salutation"] = line = made.word.add_paragraph(greeting)
        line.alignment = ALIGN.CENTER


def _foot(made: Paper, words: dict[str, str], recipients: tuple[str, ...]) -> None:
    made.foot = made.word.add_table(1, 2)
    _fix(made.foot, (Cm(8), Cm(8)))
    left, right = made.foot.cell(0, 0), made.foot.cell(0, 1)
    head = _line(
        made, left, "recipients", words.get("recipients", "Nơi nhận:"), 12, bold=True, italic=True, first=True
    )
    head.alignment = ALIGN.LEFT
    for number, text in enumerate(recipients):
        name = f"recipient{number + 1}"
        if words.get(name, text):
            _line(made, left, name, words.get(name, text), 11).alignment = ALIGN.LEFT
    first = True
    for name, text in (("tm", "TM. ỦY BAN NHÂN DÂN"), ("kt", "KT. CHỦ TỊCH"), ("office", "PHÓ CHỦ TỊCH")):
        if words.get(name, text):
            _line(made, right, name, words.get(name, text), 14, bold=True, first=first)
            first = False
    for _ in range(4):
        right.add_paragraph()
    if words.get("name", "x"):
        _line(made, right, "name", words.get("name", "Trần Thị Mẫu"), 14, bold=True)


def _add(made: Paper, name: str, text: str, style: str) -> None:
    if text:
        made.parts[name] = made.word.add_paragraph(text, style=style)


def _line(
    made: Paper, cell: object, name: str, text: str, size: float, *, bold: bool = False, italic: bool = False,
    first: bool = False,
) -> Paragraph:  # fmt: skip
    line: Paragraph = cell.paragraphs[0] if first else cell.add_paragraph()  # type: ignore[attr-defined]
    line.alignment = ALIGN.CENTER
    run = line.add_run(text)
    run.font.size = Pt(size)
    run.bold, run.italic = bold or None, italic or None
    made.parts[name] = line
    return line


def _fix(table: Table, widths: tuple[int, ...]) -> None:
    table.autofit = False
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_tag("w:cantSplit", {}))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _border(line: Paragraph, *, left: int, right: int) -> None:
    """A solid line below a paragraph, drawn by a small empty one after it, indented to its length."""
    made = OxmlElement("w:p")
    made.append(
        parse_xml(
            f'<w:pPr {nsdecls("w")}><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
            f'<w:spacing w:line="120" w:lineRule="exact"/><w:ind w:left="{left}" w:right="{right}"/></w:pPr>'
        )
    )
    line._p.addnext(made)


def _shape(line: Paragraph, *, points: int) -> None:
    """A straight line as older versions of Word draw one."""
    line._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")}><w:pict xmlns:v="urn:schemas-microsoft-com:vml">'
            f'<v:line id="s1" style="position:absolute" from="40pt,18pt" to="{40 + points}pt,18pt" strokeweight=".75pt"/>'
            "</w:pict></w:r>"
        )
    )


def _tag(name: str, attributes: dict[str, str]) -> OxmlElement:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made


Change = Callable[[Paper], None]
"""One thing done to the document."""
