"""Slips against the decree, each made alone in a correct document: by hand, directly, by a style, by theme fonts.

A slip is a name, the code that has to be found (and no other), and what is done. `words` only change what is typed.
"""

from copy import deepcopy

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from tests.official import Change, Paper, paper, with_annex

Slip = tuple[str, Change]


def _set(part: str, /, **look: object) -> Change:
    """Direct formatting of all runs of a part."""

    def change(made: Paper) -> None:
        for run in made[part].runs:
            for key, value in look.items():
                target = run.font if key in {"size", "name", "all_caps"} else run
                setattr(target, key, value)

    return change


def _align(name: str, to: ALIGN) -> Change:
    return lambda made: setattr(made[name], "alignment", to)


def _style(style: str, /, **look: object) -> Change:
    """A paragraph style's letters."""

    def change(made: Paper) -> None:
        for key, value in look.items():
            setattr(made.word.styles[style].font, key, value)

    return change


def _spacing(style: str, **shape: object) -> Change:
    def change(made: Paper) -> None:
        for key, value in shape.items():
            setattr(made.word.styles[style].paragraph_format, key, value)

    return change


def _page(**page: object) -> Change:
    def change(made: Paper) -> None:
        for key, value in page.items():
            setattr(made.word.sections[0], key, value)

    return change


def _font(made: Paper, **attributes: str) -> None:
    """The fonts that the style Normal says, by theme or by name."""
    fonts = made.word.styles["Normal"].element.rPr.rFonts
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, value in attributes.items():
        fonts.set(qn(f"w:{name}"), value)


def _theme_fonts(made: Paper) -> None:
    _font(
        made,
        asciiTheme="minorHAnsi",
        hAnsiTheme="minorHAnsi",
        cstheme="minorBidi",
        eastAsiaTheme="minorEastAsia",
    )


def _theme_over_name(made: Paper) -> None:
    names = dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), "Times New Roman")
    _font(made, **names, asciiTheme="minorHAnsi", hAnsiTheme="minorHAnsi")


def _character_style(made: Paper) -> None:
    style = made.word.styles.add_style("Nhấn mạnh", 2)
    style.font.name = "Arial"
    for run in made["limits"].runs:
        run.style = style


def _bold_by_character_style(made: Paper) -> None:
    style = made.word.styles.add_style("Đậm", 2)
    style.font.bold = True
    for run in made["number"].runs:
        run.style = style


def _caps_off(made: Paper) -> None:
    _say(made, "nation", "Cộng hòa xã hội chủ nghĩa Việt Nam")


def _say(made: Paper, name: str, text: str) -> None:
    first, *others = made[name].runs
    first.text = text
    for run in others:
        run.text = ""


def _typed(name: str, text: str) -> Change:
    return lambda made: _say(made, name, text)


def _no_line(name: str) -> Change:
    """Take the drawn line of a part away."""

    def change(made: Paper) -> None:
        for drawn in list(made[name]._p.iter(qn("w:pict"))):
            drawn.getparent().getparent().remove(drawn.getparent())
        after = made[name]._p.getnext()
        if after is not None and after.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None:
            after.getparent().remove(after)

    return change


def _underlined(made: Paper) -> None:
    _no_line("motto")(made)
    made["motto"].runs[0].underline = True


def _long_line(made: Paper) -> None:
    made["agency2"]._p.getnext().find(qn("w:pPr")).find(qn("w:ind")).set(qn("w:left"), "0")
    made["agency2"]._p.getnext().find(qn("w:pPr")).find(qn("w:ind")).set(qn("w:right"), "0")


def _dashed(made: Paper) -> None:
    border = made["agency2"]._p.getnext().find(qn("w:pPr")).find(qn("w:pBdr"))
    border[0].set(qn("w:val"), "dashed")


def _swap_columns(made: Paper) -> None:
    for row in made.head.rows:  # type: ignore[union-attr]
        cells = row._tr.findall(qn("w:tc"))
        cells[1].addnext(cells[0])


def _date_below(made: Paper) -> None:
    row = made.head.rows[1]._tr  # type: ignore[union-attr]
    below = deepcopy(row)
    row.addnext(below)
    texts = [cell for one in (row, below) for cell in one.findall(qn("w:tc"))]
    for cell in (texts[1], texts[2]):
        for run in list(cell.iter(qn("w:r"))):
            run.getparent().remove(run)


def _borders(of: str) -> Change:
    def change(made: Paper) -> None:
        table = made.head if of == "head" else made.foot
        line = 'w:val="single" w:sz="4" w:space="0" w:color="auto"'
        sides = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right"))
        table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"))  # type: ignore[union-attr]

    return change


def _into_annex(change: Change) -> Change:
    def both(made: Paper) -> None:
        with_annex(made)
        change(made)

    return both


def _page_number_as_text(made: Paper) -> None:
    line = made.word.sections[0].header.paragraphs[0]
    for child in line._p.findall(qn("w:fldSimple")):
        line._p.remove(child)
    line.add_run("2")


def _page_number_below(made: Paper) -> None:
    page = made.word.sections[0]
    field = page.header.paragraphs[0]._p.find(qn("w:fldSimple"))
    page.footer.paragraphs[0].alignment = ALIGN.CENTER
    page.footer.paragraphs[0]._p.append(field)


def _tracked(made: Paper) -> None:
    change = OxmlElement("w:ins")
    change.set(qn("w:id"), "900")
    change.set(qn("w:author"), "x")
    run = made["limits"].add_run(" Cần bổ sung.")._r
    run.addprevious(change)
    change.append(run)


def _may_break(made: Paper) -> None:
    row = made.foot.rows[0]._tr.trPr  # type: ignore[union-attr]
    row.remove(row.find(qn("w:cantSplit")))


def _break_lines(made: Paper) -> None:
    """Authority and office in one paragraph, as many a clerk types them."""
    made["tm"].runs[0].add_break()
    run = made["tm"].add_run("KT. CHỦ TỊCH")
    run.bold, run.font.size = True, Pt(14)
    made["kt"]._p.getparent().remove(made["kt"]._p)


def _bullet(text: str) -> Change:
    def change(made: Paper) -> None:
        made["task2"].insert_paragraph_before(text, style="Thân văn bản")

    return change


def _salute(*lines: str, left: tuple[int, ...] = ()) -> Change:
    """Several addressees: the words stand alone, and each has a line."""

    def change(made: Paper) -> None:
        first, *items = lines
        _say(made, "salutation", first)
        at = made["opening"]
        for number, item in enumerate(items):
            line = at.insert_paragraph_before(item)
            line.paragraph_format.left_indent = Pt(left[number] if left else 160)

    return change


def with_bases(made: Paper, *, italic: bool = True, ends: tuple[str, str] = (";", ".")) -> Paper:
    """Legal bases before the text, in italics, each ending as asked."""
    for text, end in zip(
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
            "Căn cứ Kế hoạch số 02/KH-UBND ngày 05/01/2023 của UBND huyện Đông Hà về cải cách hành chính năm 2023",
        ),
        ends,
        strict=True,
    ):
        line = made["opening"].insert_paragraph_before("", style="Thân văn bản")
        line.add_run(text + end).italic = italic
    return made


def _bases(**how: object) -> Change:
    return lambda made: [None, with_bases(made, **how)][0]  # type: ignore[arg-type]


def _pages_go_on(made: Paper) -> None:
    with_annex(made)
    page = made.word.sections[-1]._sectPr
    page.remove(page.find(qn("w:pgNumType")))


SLIPS: dict[str, Slip] = {
    "paper is letter": ("FMT-001", _page(page_width=Mm(216), page_height=Mm(279))),
    "page lies": ("FMT-001", _page(orientation=WD_ORIENT.LANDSCAPE, page_width=Mm(297), page_height=Mm(210))),
    "left margin 20": ("FMT-002", _page(left_margin=Mm(20))),
    "right margin 25": ("FMT-002", _page(right_margin=Mm(25))),
    "top margin 10": ("FMT-002", _page(top_margin=Mm(10))),
    "bottom margin 30": ("FMT-002", _page(bottom_margin=Mm(30))),
    "font by theme": ("FMT-003", _theme_fonts),
    "theme over name": ("FMT-003", _theme_over_name),
    "font by style": ("FMT-003", lambda made: _font(made, ascii="Arial", hAnsi="Arial", cs="Arial", eastAsia="Arial")),
    "font by character style": ("FMT-003", _character_style),
    "font directly": ("FMT-003", _set("limits", name="Calibri")),
    "legacy font": ("FMT-003", _set("limits", name=".VnTime")),
    "colour": ("FMT-003", lambda made: setattr(made["limits"].runs[0].font.color, "rgb", RGBColor(255, 0, 0))),
    "nation in small letters": ("FMT-004", _caps_off),
    "nation of 14 points": ("FMT-004", _set("nation", size=Pt(14))),
    "nation not bold": ("FMT-004", _set("nation", bold=False)),
    "nation in italics": ("FMT-004", _set("nation", italic=True)),
    "nation left in its cell": ("FMT-004", _align("nation", ALIGN.LEFT)),
    "motto without spaces": ("FMT-005", _typed("motto", "Độc lập-Tự do-Hạnh phúc")),
    "motto with dashes": ("FMT-005", _typed("motto", "Độc lập – Tự do – Hạnh phúc")),
    "motto of 12 points": ("FMT-005", _set("motto", size=Pt(12))),
    "motto not bold": ("FMT-005", _set("motto", bold=False)),
    "motto without a line": ("FMT-005", _no_line("motto")),
    "motto underlined": ("FMT-005", _underlined),
    "agency not bold": ("FMT-006", _set("agency2", bold=False)),
    "agency of 14 points": ("FMT-006", _set("agency1", size=Pt(14))),
    "agency in small letters": ("FMT-006", _typed("agency2", "Xã An Bình")),
    "agency without a line": ("FMT-006", _no_line("agency2")),
    "agency with a long line": ("FMT-006", _long_line),
    "agency with a dashed line": ("FMT-006", _dashed),
    "number without a zero": ("FMT-007", _typed("number", "Số: 5/BC-UBND")),
    "number with spaces": ("FMT-007", _typed("number", "Số: 15 / BC - UBND")),
    "number without a colon": ("FMT-007", _typed("number", "Số 15/BC-UBND")),
    "number of another kind": ("FMT-007", _typed("number", "Số: 15/KH-UBND")),
    "number with a year": ("FMT-007", _typed("number", "Số: 15/2024/BC-UBND")),
    "number in small letters": ("FMT-007", _typed("number", "Số: 15/BC-ubnd")),
    "number in italics": ("FMT-007", _set("number", italic=True)),
    "number bold by character style": ("FMT-007", _bold_by_character_style),
    "number of 14 points": ("FMT-007", _set("number", size=Pt(14))),
    "day without a zero": ("FMT-008", _typed("date", "An Bình, ngày 5 tháng 01 năm 2024")),
    "month without a zero": ("FMT-008", _typed("date", "An Bình, ngày 05 tháng 1 năm 2024")),
    "month with a zero": ("FMT-008", _typed("date", "An Bình, ngày 05 tháng 06 năm 2024")),
    "date upright": ("FMT-008", _set("date", italic=False)),
    "date without a comma": ("FMT-008", _typed("date", "An Bình ngày 05 tháng 01 năm 2024")),
    "date that is none": ("FMT-008", _typed("date", "An Bình, ngày 31 tháng 02 năm 2024")),
    "place in small letters": ("FMT-008", _typed("date", "An bình, ngày 05 tháng 01 năm 2024")),
    "date in another row": ("FMT-008", _date_below),
    "title in small letters": ("FMT-009", _typed("type", "Báo cáo")),
    "title of 16 points": ("FMT-009", _set("type", size=Pt(16))),
    "title left": ("FMT-009", _align("type", ALIGN.LEFT)),
    "abstract not bold": ("FMT-010", _set("abstract", bold=False)),
    "abstract ends in a stop": ("FMT-010", _typed("abstract", "Kết quả tuyên truyền cải cách hành chính năm 2023.")),
    "abstract in capitals": ("FMT-010", _set("abstract", all_caps=True)),
    "abstract without a line": ("FMT-010", lambda made: made["signs"]._p.getparent().remove(made["signs"]._p)),
    "salutation with a stop": ("FMT-011", _typed("salutation", "Kính gửi: UBND huyện Đông Hà.")),
    "salutation without a colon": ("FMT-011", _typed("salutation", "Kính gửi UBND huyện Đông Hà")),
    "two addressees on a line": ("FMT-011", _typed("salutation", "Kính gửi: UBND huyện Đông Hà; Phòng Nội vụ huyện")),
    "one addressee on a line of its own": ("FMT-011", _salute("Kính gửi:", "- UBND huyện Đông Hà.")),
    "addressees without semicolons": ("FMT-011", _salute("Kính gửi:", "- UBND huyện Đông Hà", "- Phòng Nội vụ.")),
    "addressees not aligned": ("FMT-011", _salute("Kính gửi:", "- UBND huyện;", "- Phòng Nội vụ.", left=(100, 160))),
    "salutation in italics": ("FMT-011", _set("salutation", italic=True)),
    "body left by style": ("FMT-012", _spacing("Thân văn bản", alignment=ALIGN.LEFT)),
    "body left directly": ("FMT-012", _align("limits", ALIGN.LEFT)),
    "body not indented": ("FMT-012", _spacing("Thân văn bản", first_line_indent=Mm(0))),
    "body without space": ("FMT-012", _spacing("Thân văn bản", space_after=Pt(0))),
    "body of double lines": ("FMT-012", _spacing("Thân văn bản", line_spacing=2.0)),
    "body of 12 points": ("FMT-012", _set("limits", size=Pt(12))),
    "body in italics": ("FMT-012", _set("limits", italic=True)),
    "bases upright": ("FMT-013", _bases(italic=False)),
    "bases without a semicolon": ("FMT-013", _bases(ends=(".", "."))),
    "cited without issuer and subject": ("FMT-014", _typed("limits", "Quyết định số 12/QĐ-UBND ngày 05/4/2023 chậm.")),
    "pages of an annex go on": ("FMT-022", _pages_go_on),
    "heading in small letters": ("FMT-015", _typed("part1", "I. Kết quả thực hiện")),
    "heading not bold by style": ("FMT-015", _style("Đề mục", bold=False)),
    "point with a slash": ("FMT-015", _typed("point_a", "a/ Phát thanh: đã phát 52 tin, bài.")),
    "text ends otherwise": ("FMT-016", _typed("closing", "Số liệu tại Phụ lục. Trên đây là báo cáo của UBND xã An Bình.")),
    "text ends in ./": ("FMT-016", _typed("closing", "Số liệu tại Phụ lục. Trên đây là báo cáo của UBND xã An Bình./")),
    "authority in small letters": ("FMT-017", _typed("kt", "KT. Chủ tịch")),
    "authority not bold": ("FMT-017", _set("office", bold=False)),
    "authority with a slash": ("FMT-017", _typed("kt", "K/T CHỦ TỊCH")),
    "nobody acted for": ("FMT-017", lambda made: made["tm"]._p.getparent().remove(made["tm"]._p)),
    "deputy without KT": ("FMT-017", lambda made: made["kt"]._p.getparent().remove(made["kt"]._p)),
    "KT of a deputy": ("FMT-017", _typed("kt", "KT. PHÓ CHỦ TỊCH")),
    "authority on one line": ("FMT-017", _typed("tm", "TM. ỦY BAN NHÂN DÂN XÃ KT. CHỦ TỊCH")),
    "name in capitals": ("FMT-018", _typed("name", "TRẦN THỊ MẪU")),
    "name with a degree": ("FMT-018", _typed("name", "ThS. Trần Thị Mẫu")),
    "name not bold": ("FMT-018", _set("name", bold=False)),
    "recipients' head upright": ("FMT-019", _set("recipients", italic=False)),
    "recipients' head of 14 points": ("FMT-019", _set("recipients", size=Pt(14))),
    "recipients' head without a colon": ("FMT-019", _typed("recipients", "Nơi nhận")),
    "recipients' head centred": ("FMT-019", _align("recipients", ALIGN.CENTER)),
    "recipient of 12 points": ("FMT-020", _set("recipient2", size=Pt(12))),
    "recipient without a semicolon": ("FMT-020", _typed("recipient2", "- TT Đảng ủy, TT HĐND xã")),
    "recipient without a dash": ("FMT-020", _typed("recipient2", "TT Đảng ủy, TT HĐND xã;")),
    "not as above": ("FMT-020", _typed("recipient1", "- UBND huyện Đông Hà;")),
    "nothing kept": ("FMT-020", _typed("recipient4", "- Cổng thông tin điện tử xã.")),
    "last without a stop": ("FMT-020", _typed("recipient4", "- Lưu: VT, VP")),
    "page number typed": ("FMT-021", _into_annex(_page_number_as_text)),
    "page number below": ("FMT-021", _page_number_below),
    "page number on page one": ("FMT-021", _page(different_first_page_header_footer=False)),
    "annex untold": ("FMT-023", _into_annex(_typed("closing", "Trên đây là báo cáo của UBND xã An Bình./."))),
    "annex label in capitals": ("FMT-023", _into_annex(_typed("annex_label", "PHỤ LỤC"))),
    "annex title not bold": ("FMT-023", _into_annex(_set("annex_title", bold=False))),
    "annex note upright": ("FMT-023", _into_annex(_set("annex_note", italic=False))),
    "annexes without numbers": ("FMT-023", lambda made: [None, with_annex(made, labels=("Phụ lục", "Phụ lục"))][0]),
    "annexes in Arabic numbers": ("FMT-023", lambda made: [None, with_annex(made, labels=("Phụ lục 1", "Phụ lục 2"))][0]),
    "head with borders": ("FMT-024", _borders("head")),
    "signature with borders": ("FMT-024", _borders("foot")),
    "signature may break": ("FMT-024", _may_break),
    "people in small letters": ("FMT-025", _typed("limits", "Sự tham gia của nhân dân còn ít.")),
    "unit with a capital": ("FMT-025", _typed("limits", "Tin, bài của Huyện Đông Hà còn ít.")),
    "document in small letters": ("FMT-025", _typed("limits", "Việc thực hiện kế hoạch số 10/KH-UBND còn chậm.")),
    "number cited with a capital": ("FMT-025", _typed("limits", "Việc thực hiện Kế hoạch Số: 10/KH-UBND còn chậm.")),
    "decimal point": ("FMT-030", _typed("limits", "Tỷ lệ hồ sơ trực tuyến mới đạt 64.85%.")),
    "no dot": ("FMT-031", _typed("limits", "Xã có 4523 nhân khẩu, chưa được tuyên truyền đầy đủ.")),
    "space before percent": ("FMT-032", _typed("limits", "Tỷ lệ mới đạt 64,85 %.")),
    "English thousands": ("FMT-033", _typed("limits", "Xã mới phát 1,250 tờ rơi.")),
    "date of mixed zeros": ("FMT-034", _typed("limits", "Kế hoạch được ban hành ngày 22/1/2024.")),
    "date of no calendar": ("FMT-035", _typed("limits", "Kế hoạch được ban hành ngày 31/4/2024.")),
    "space before a comma": ("FMT-036", _typed("limits", "Tin , bài về cải cách hành chính còn ít.")),
    "slash with a space": ("FMT-036", _typed("limits", "Mới phát 02 tin, bài/ tuần.")),
    "two stops": ("FMT-036", _typed("limits", "Tin, bài về cải cách hành chính còn ít..")),
    "zeros of one measure": ("FMT-037", _typed("limits", "Xã làm mới 4 pano, còn thiếu 02 pano.")),
    "obsolete term": ("FMT-040", _typed("limits", "Dịch vụ công trực tuyến mức độ 3, mức độ 4 còn ít.")),
    "left from a template": ("FMT-051", _typed("limits", "Tin, bài của {{ don_vi }} còn ít.")),
    "left from Python": ("FMT-051", _typed("limits", "Tin, bài đã đăng: None.")),
    "gap to fill in": ("FMT-051", _typed("limits", "Tỷ lệ hồ sơ trực tuyến mới đạt …… hồ sơ.")),
    "percent of nothing": ("FMT-051", _typed("limits", "Tỷ lệ hồ sơ trực tuyến mới đạt %.")),
    "word twice": ("FMT-052", _typed("limits", "Tin, bài về cải cách hành chính của của xã còn ít.")),
    "words twice": ("FMT-052", _typed("limits", "Tin, bài về cải cách cải cách hành chính còn ít.")),
    "empty bullet": ("FMT-053", _bullet("- ")),
    "lines broken by hand": ("FMT-056", _break_lines),
    "tracked change": ("FMT-054", _tracked),
}  # fmt: skip


def document(slip: str) -> bytes:
    """The correct document with one slip in it."""
    made = paper()
    SLIPS[slip][1](made)
    return made.bytes()
