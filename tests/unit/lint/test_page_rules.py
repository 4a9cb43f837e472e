"""Page, letters, paragraphs, headings, page numbers: each rule broken alone, by style, directly and by the theme."""

from dataclasses import dataclass

import pytest

from tests.unit.files.word_package import font, p, size
from tests.unit.lint.hand_built import LONG, PAGE, PARTS, STYLES, body, build, linted

FIRST = "Ủy ban nhân dân xã Liên Hòa báo cáo kết quả thực hiện Kế hoạch số 12/KH-UBND như sau:"
SECOND = "a) Đã đăng tải 14 tin, bài trên trang thông tin điện tử của xã;"
THIRD = "b) Đã tổ chức 03 hội nghị với sự tham gia của đại diện các thôn (số liệu tại Phụ lục kèm theo)."
NORMAL = '<w:name w:val="Normal"/><w:pPr></w:pPr><w:rPr></w:rPr>'
TEXT_STYLE = (
    '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/><w:ind w:firstLine="567"/><w:jc w:val="both"/>'
)
UNDER = '<w:rPr></w:rPr><w:t xml:space="preserve">2. Tồn tại'
BASIS = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;"
CLOSING = "của Ủy ban nhân dân xã./."


@dataclass(frozen=True, slots=True)
class Broken:
    """What is put in the place of what, which code tells of it, and words that its message must have."""

    code: str
    part: str
    old: str
    new: str
    told: str = ""


def direct(code: str, text: str, look: str = "", run: str = "", told: str = "") -> Broken:
    """A paragraph of the running text with direct formatting."""
    return Broken(code, "body", body(text), body(text, look, run), told)


def by_style(code: str, old: str, new: str, told: str = "") -> Broken:
    return Broken(code, "styles", old, new, told)


def page(old: str, new: str, code: str, told: str = "") -> Broken:
    """The first section's set-up."""
    return Broken(code, "body", PAGE, PAGE.replace(old, new), told)


def text(code: str, old: str, new: str, told: str = "") -> Broken:
    return Broken(code, "body", old, new, told)


BREAK = f"<w:p><w:pPr><w:sectPr>{PAGE}</w:sectPr></w:pPr></w:p>"
"""Another section for what stands before it; the text then goes on in one that begins with page 1, as its set-up says."""
HEADER = PARTS["header1"]
BROKEN: dict[str, Broken] = {
    "letter paper": page('w:w="11906" w:h="16838" w:code="9"', 'w:w="12240" w:h="15840"', "FMT-001", "215,9 x 279,4"),
    "A5 annex": Broken("FMT-001", "page", 'w:w="16838" w:h="11906"', 'w:w="11906" w:h="8391"', "210 x 148"),
    "text on its side": page(
        'w:w="11906" w:h="16838" w:code="9"/><w:pgMar w:top="1304" w:right="1021" w:bottom="1304" w:left="1814"',
        'w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1304" w:right="1021" w:bottom="1304" w:left="1814"',
        "FMT-001", "đặt ngang",
    ),
    "narrow left margin": page('w:left="1814"', 'w:left="1417"', "FMT-002", "lề trái của trang là 25 mm"),
    "wide right margin": page('w:right="1021"', 'w:right="1701"', "FMT-002", "lề phải"),
    "high top margin": page('w:top="1304"', 'w:top="1701"', "FMT-002", "lề trên"),
    "low bottom margin": page('w:bottom="1304"', 'w:bottom="851"', "FMT-002", "15 mm"),
    "margin by gutter": page('w:gutter="0"', 'w:gutter="567"', "FMT-002", "lề trái của trang là 42 mm"),
    "annex margins neither straight nor turned": Broken("FMT-002", "page", 'w:left="1304"', 'w:left="567"', "lề trái"),
    "font by the theme": Broken(
        "FMT-003", "theme1", '<a:minorFont><a:latin typeface="Times New Roman"', '<a:minorFont><a:latin typeface="Calibri"',
        "Calibri",
    ),
    "font by style": by_style("FMT-003", NORMAL, NORMAL.replace("<w:rPr>", f"<w:rPr>{font('Arial')}"), "Arial"),
    "font directly": direct("FMT-003", FIRST, "", font("Tahoma"), "Tahoma"),
    "font by another name of the theme": direct(
        "FMT-003", FIRST, "", '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Cambria"/>', "Cambria"
    ),
    "font by character style": Broken(
        "FMT-003", "body", "<w:r><w:rPr></w:rPr><w:t xml:space=\"preserve\">" + FIRST[:20],
        '<w:r><w:rPr><w:rStyle w:val="Mono"/></w:rPr><w:t xml:space="preserve">' + FIRST[:20], "",
    ),
    "font of a table's cell": text("FMT-003", p("Tin, bài"), p("Tin, bài", "", font("Arial")), "Arial"),
    "font of the page number": Broken(
        "FMT-003", "header1", "<w:r><w:t>2", f"<w:r><w:rPr>{font('Arial')}</w:rPr><w:t>2", "Đầu trang"
    ),
    "a font that is not Unicode": direct("FMT-003", FIRST, "", font(".VnTime"), "bộ mã cũ"),
    "red letters": direct("FMT-003", FIRST, "", '<w:color w:val="FF0000"/>', "FF0000"),
    "blue letters by style": by_style(
        "FMT-003", '<w:outlineLvl w:val="1"/></w:pPr><w:rPr>',
        '<w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:color w:val="1F3864"/>', "1F3864",
    ),
    "a colour of the theme": direct("FMT-003", FIRST, "", '<w:color w:val="000000" w:themeColor="accent1"/>', "4472C4"),
    "accents typed in parts": text("FMT-003", "Ủy ban nhân dân xã Liên Hòa báo", "U\u0309y ban nhân dân xã Liên Hòa báo",
        "tổ hợp"),
    "small letters": direct("FMT-012", FIRST, "", size(12), "12"),
    "small letters by style": text("FMT-012", body(FIRST), p(FIRST, '<w:pStyle w:val="Small"/>'), "11"),
    "large letters": direct("FMT-012", FIRST, "", size(15), "15"),
    "a paragraph in italics": direct("FMT-012", FIRST, "", "<w:i/>", "in nghiêng"),
    "a paragraph in italics by style": text("FMT-012", body(FIRST), p(FIRST, '<w:pStyle w:val="Basis"/>'), "in nghiêng"),
    "ragged": direct("FMT-012", FIRST, '<w:jc w:val="left"/>', "", "canh đều"),
    "ragged by style": by_style("FMT-012", '<w:jc w:val="both"/>', "", "canh đều"),
    "centred": direct("FMT-012", SECOND, '<w:jc w:val="center"/>', "", "canh đều"),
    "no first line": direct("FMT-012", FIRST, '<w:ind w:firstLine="0"/>', "", "cách lề 0 cm"),
    "half a first line by style": by_style("FMT-012", 'w:firstLine="567"', 'w:firstLine="284"', "0,5 cm"),
    "pushed in": direct("FMT-012", FIRST, '<w:ind w:left="567" w:firstLine="0"/>', "", "1 cm so với lề trái"),
    "a hanging list": text(
        "FMT-012", body(SECOND), body(f"- {LONG}", '<w:ind w:left="927" w:hanging="360"/>') + body(SECOND), "thụt treo"
    ),
    "indented by spaces": text("FMT-012", body(SECOND), body("     " + SECOND, '<w:ind w:firstLine="0"/>'), "0 cm"),
    "lines too close": direct("FMT-012", FIRST, '<w:spacing w:line="220" w:lineRule="auto"/>', "", "0,92"),
    "lines too wide by style": by_style("FMT-012", 'w:line="276"', 'w:line="400"', "1,67"),
    "lines of exactly 14 points": direct("FMT-012", FIRST, '<w:spacing w:line="280" w:lineRule="exact"/>', "", "14 pt"),
    "lines of at least 30 points": direct("FMT-012", FIRST, '<w:spacing w:line="600" w:lineRule="atLeast"/>', "", "30 pt"),
    "no space between": direct("FMT-012", SECOND, '<w:spacing w:after="0"/>', "", "6 pt"),
    "no space between by style": by_style("FMT-012", 'w:after="120"', 'w:after="60"', "6 pt"),
    "no space between those of one style": by_style(
        "FMT-012", '<w:ind w:firstLine="567"/>', '<w:contextualSpacing/><w:ind w:firstLine="567"/>', "6 pt"
    ),
    "a legal basis upright": text(
        "FMT-013", p(BASIS, '<w:pStyle w:val="Basis"/>'), p(BASIS, '<w:pStyle w:val="Basis"/>', '<w:i w:val="0"/>'),
        "nghiêng",
    ),
    "legal bases upright by style": by_style("FMT-013", '<w:basedOn w:val="BodyText"/><w:pPr></w:pPr><w:rPr><w:i/>',
        '<w:basedOn w:val="BodyText"/><w:pPr></w:pPr><w:rPr>', "nghiêng"),
    "a legal basis without semicolon": text("FMT-013", "năm 2015;", "năm 2015.", "chấm phẩy"),
    "the last legal basis without stop": text("FMT-013", "chính năm 2023.", "chính năm 2023", "dấu chấm"),
    "cited without issuer": text("FMT-014", " của Ủy ban nhân dân huyện về", " về", "cơ quan ban hành"),
    "cited without date": text("FMT-014", "12/KH-UBND ngày 10 tháng 01 năm 2023", "12/KH-UBND", "ngày, tháng, năm"),
    "cited without abstract": text(
        "FMT-014", " huyện về tuyên truyền cải cách hành chính năm 2023.", " huyện.", "trích yếu"
    ),
    "cited again in full": text(
        "FMT-014", "Kế hoạch số 12/KH-UBND như",
        "Kế hoạch số 12/KH-UBND ngày 10/01/2023 của Ủy ban nhân dân huyện như", "ghi lại",
    ),
    "heading in small letters": by_style("FMT-015", "<w:b/><w:caps/>", "<w:b/>", "in hoa"),
    "heading in small letters with a colon": text(
        "FMT-015", 'space="preserve">II. Nhiệm vụ năm 2024',
        'space="preserve">II. Nhiệm vụ năm 2024:</w:t></w:r><w:r><w:rPr>'
        '<w:caps w:val="0"/></w:rPr><w:t xml:space="preserve"> a:', "in hoa",
    ),
    "heading not bold by style": by_style(
        "FMT-015", '<w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/>', '<w:outlineLvl w:val="1"/>'
        "</w:pPr><w:rPr>", "in đậm"),
    "heading not bold as bold is on twice": text(
        "FMT-015", UNDER, '<w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t'
        ' xml:space="preserve">2. Tồn tại', "in đậm"
    ),
    "heading in italics": text(
        "FMT-015", UNDER, UNDER.replace("<w:rPr>", "<w:rPr><w:i/>"),
        "in nghiêng",
    ),
    "heading too large": text(
        "FMT-015", UNDER, UNDER.replace("<w:rPr>", f"<w:rPr>{size(16)}"), "16",
    ),
    "heading in capitals": text("FMT-015", "2. Tồn tại, hạn chế", "2. TỒN TẠI, HẠN CHẾ", "chữ in hoa"),
    "heading with a bracket": text("FMT-015", "2. Tồn tại", "2) Tồn tại", "“2)”"),
    "heading with a dash": text("FMT-015", "II. Nhiệm", "II- Nhiệm", "“II-”"),
    "heading without space": text("FMT-015", "2. Tồn tại", "2.Tồn tại", "dấu cách"),
    "a stroke for a bracket": text("FMT-015", "b) Đã", "b/ Đã", "“b/”"),
    "numeral left out": text("FMT-015", "II. Nhiệm", "III. Nhiệm", "“II”"),
    "a numeral that is none": text("FMT-015", "II. Nhiệm", "IIII. Nhiệm", "“II”"),
    "number left out": text("FMT-015", "2. Tồn tại", "3. Tồn tại", "“2”"),
    "letter left out": text("FMT-015", "b) Đã", "c) Đã", "“b”"),
    "a letter of another alphabet": text("FMT-015", "b) Đã", "w) Đã", "“w”"),
    "a part's heading at the side": text("FMT-015", body(SECOND), body("Phần I") + body(SECOND), "phần, chương"),
    "a part's heading not bold": text(
        "FMT-015", body(SECOND), body("Phần thứ nhất", '<w:jc w:val="center"/>') + body(SECOND), "phần, chương"
    ),
    "no end": text("FMT-016", CLOSING, CLOSING.removesuffix("/."), "./."),
    "end with spaces between": text("FMT-016", CLOSING, CLOSING.removesuffix("./.") + ". / .", "dấu cách"),
    "end with a space before the stroke": text("FMT-016", CLOSING, CLOSING.removesuffix("./.") + ". /.", "dấu cách"),
    "end the other way round": text("FMT-016", CLOSING, CLOSING.removesuffix("./.") + "./", "thiếu dấu chấm"),
    "no page number": Broken("FMT-021", "header1", HEADER, "<w:p/>", "chưa đánh số trang"),
    "page number typed": Broken("FMT-021", "header1", HEADER, p("2", '<w:jc w:val="center"/>'), "gõ bằng tay"),
    "page number left": Broken("FMT-021", "header1", '<w:jc w:val="center"/>', '<w:jc w:val="left"/>', "canh giữa"),
    "page number centred and pushed": Broken(
        "FMT-021", "header1", '<w:jc w:val="center"/>', '<w:ind w:left="2000"/><w:jc w:val="center"/>', "canh giữa"
    ),
    "page number by tab at the right": Broken(
        "FMT-021", "header1", '<w:jc w:val="center"/></w:pPr>', "</w:pPr><w:r><w:tab/><w:tab/></w:r>", "canh giữa"
    ),
    "page number small": Broken("FMT-021", "header1", "<w:r><w:t>2", f"<w:r><w:rPr>{size(10)}</w:rPr><w:t>2", "10"),
    "page number in italics": Broken("FMT-021", "header1", "<w:r><w:t>2", "<w:r><w:rPr><w:i/></w:rPr><w:t>2", "in nghiêng"),
    "page number small by the default": by_style("FMT-021", "<w:name w:val=\"Header\"/><w:basedOn w:val=\"Normal\"/>",
        "<w:name w:val=\"Header\"/><w:basedOn w:val=\"Tiny\"/>"),
    "page number on the first page": page("<w:titlePg/>", "", "FMT-021", "trang thứ nhất"),
    "page number in the first page's header": Broken("FMT-021", "header2", "<w:p/>", HEADER, "trang thứ nhất"),
    "pages from 0": page('w:start="1"', 'w:start="0"', "FMT-021", "bắt đầu từ 0"),
    "pages that begin anew within the text": text("FMT-021", body(SECOND), BREAK + body(SECOND), "đánh lại từ đầu"),
    "roman pages": page('w:start="1"', 'w:fmt="lowerRoman" w:start="1"', "FMT-021", "Ả Rập"),
    "annex pages go on": Broken("FMT-022", "page", '<w:pgNumType w:start="1"/>', "", "đánh tiếp"),
}  # fmt: skip
MORE = (
    '<w:style w:type="character" w:styleId="Mono"><w:name w:val="Mono"/><w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="Tiny"><w:name w:val="Tiny"/><w:basedOn w:val="Normal"/><w:rPr>'
    '<w:sz w:val="20"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Small"><w:name w:val="Small"/>'
    '<w:basedOn w:val="BodyText"/><w:rPr><w:sz w:val="22"/></w:rPr></w:style>'
)


def document_of(broken: Broken) -> bytes:
    """The .docx with that one thing broken."""
    if broken.part == "styles":
        assert STYLES.count(broken.old) == 1
        return build({**PARTS, "styles": STYLES.replace(broken.old, broken.new) + MORE})
    held = PARTS[broken.part]
    assert held.count(broken.old) == 1, held.count(broken.old)
    return build({**PARTS, "styles": STYLES + MORE, broken.part: held.replace(broken.old, broken.new)})


@pytest.mark.parametrize("name", BROKEN)
def test_each_rule_broken_alone_is_found_and_nothing_else(name: str) -> None:
    broken = BROKEN[name]
    found = linted(document_of(broken))
    assert {one.code for one in found} == {broken.code}, [one.message.vi for one in found]
    assert any(broken.told in one.message.vi for one in found), [one.message.vi for one in found]
    for one in found:
        assert one.remedy.vi.startswith("Đề nghị")
        assert one.place.file == "báo cáo.docx"
