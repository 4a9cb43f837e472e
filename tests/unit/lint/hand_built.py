"""A correct report put together by hand, otherwise than the toolkit writes one: theme fonts, Word's own styles, fields and
lines; and the same with one place changed.
"""

from collections.abc import Mapping

from tests.unit.files.word_package import p, package, size, style, theme
from toolkit.files.read_styled import read_styled
from toolkit.findings import Finding
from toolkit.lint.rules import lint

FACE = "Times New Roman"
STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi" w:eastAsiaTheme="minorEastAsia"'
    "/>"
    f'{size(13)}<w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    + style("Normal")
    + style("BodyText", size(14), '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/><w:ind w:firstLine="567"/>'
            '<w:jc w:val="both"/>', base="Normal")
    + style("Heading1", "<w:b/><w:caps/>", '<w:keepNext/><w:jc w:val="left"/><w:outlineLvl w:val="0"/>', base="BodyText")
    + style("Heading2", "<w:b/>", '<w:keepNext/><w:outlineLvl w:val="1"/>', base="BodyText")
    + style("Basis", "<w:i/>", base="BodyText")
    + style("Header", "",
            '<w:tabs><w:tab w:val="center" w:pos="4677"/><w:tab w:val="right" w:pos="9354"/></w:tabs>', base="Normal")
    + style("Strong", "<w:b/>", kind="character").replace("<w:pPr></w:pPr>", "")
)  # fmt: skip
PAGE_NUMBER = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Page Numbers (Top of Page)"/><w:docPartUnique/></w:docPartObj>'
    '</w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val="Header"/><w:jc w:val="center"/></w:pPr><w:r><w:fldChar'
    ' w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE   \\* MERGEFORMAT</w:instrText></w:r><w:r><w:fldChar'
    ' w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    "</w:sdtContent></w:sdt>"
)
PAGE = (
    '<w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/>'
    '<w:pgSz w:w="11906" w:h="16838" w:code="9"/><w:pgMar w:top="1304" w:right="1021" w:bottom="1304" w:left="1814"'
    ' w:header="567" w:footer="567" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/>'
)
ANNEX_PAGE = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1814" w:right="1304" w:bottom="1021"'
    ' w:left="1304" w:header="567" w:footer="567" w:gutter="0"/><w:pgNumType w:start="1"/>'
)


def rule(wide: int) -> str:
    """A line of a width in twips, drawn as a shape in a paragraph of its own."""
    return (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        "<w:drawing><wp:inline>"
        f'<wp:extent cx="{wide * 635}" cy="0"/><a:graphic><a:graphicData><wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{wide * 635}" cy="0"/></a:xfrm><a:prstGeom prst="line"/><a:ln w="9525"/></wps:spPr>'
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:line"
        f' from="0,0" to="{wide / 20}pt,0"/></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>'
    )


def centred(text: str, run: str) -> str:
    return p(text, '<w:jc w:val="center"/>', run)


def two_columns(left: str, right: str, widths: tuple[int, int]) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'
        for width, inside in zip(widths, (left, right), strict=True)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr>'
        f"<w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def body(text: str, look: str = "", run: str = "") -> str:
    return p(text, f'<w:pStyle w:val="BodyText"/>{look}', run)


def heading(text: str, level: int) -> str:
    return p(text, f'<w:pStyle w:val="Heading{level}"/>')


LONG = (
    "Ủy ban nhân dân xã đã chỉ đạo các thôn, tổ công nghệ số cộng đồng phối hợp tuyên truyền, hướng dẫn Nhân dân nộp hồ sơ "
    "trực tuyến; qua đó nhận thức của người dân được nâng lên rõ rệt."
)
HEAD = two_columns(
    centred("ỦY BAN NHÂN DÂN", size(12) + "<w:b/>") + centred("XÃ LIÊN HÒA", size(12) + "<w:b/>") + rule(800),
    centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size(12) + "<w:b/>")
    + centred("Độc lập - Tự do - Hạnh phúc", size(13) + "<w:b/>") + rule(3170),
    (3600, 5471),
) + two_columns(
    centred("Số: 25/BC-UBND", size(13)), centred("Liên Hòa, ngày 05 tháng 01 năm 2024", size(13) + "<w:i/>"), (3600, 5471)
)  # fmt: skip
TITLE = centred("BÁO CÁO", size(14) + "<w:b/>") + centred(
    "Kết quả công tác tuyên truyền cải cách hành chính năm 2023", size(14) + "<w:b/>"
)
BASES = p(
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", '<w:pStyle w:val="Basis"/>'
) + p(
    "Căn cứ Kế hoạch số 12/KH-UBND ngày 10 tháng 01 năm 2023 của Ủy ban nhân dân huyện về tuyên truyền cải cách hành chính "
    "năm 2023.",
    '<w:pStyle w:val="Basis"/>',
)
TEXT = (
    body("Ủy ban nhân dân xã Liên Hòa báo cáo kết quả thực hiện Kế hoạch số 12/KH-UBND như sau:")
    + heading("I. Kết quả đạt được", 1)
    + heading("1. Công tác chỉ đạo", 2)
    + body(LONG)
    + body("a) Đã đăng tải 14 tin, bài trên trang thông tin điện tử của xã;")
    + body("b) Đã tổ chức 03 hội nghị với sự tham gia của đại diện các thôn (số liệu tại Phụ lục kèm theo).")
    + heading("2. Tồn tại, hạn chế", 2)
    + body(LONG)
    + heading("II. Nhiệm vụ năm 2024", 1)
    + body(LONG)
    + body(
        "Trên đây là báo cáo kết quả công tác tuyên truyền cải cách hành chính năm 2023 của Ủy ban nhân dân xã./."
    )
)
RECIPIENTS = p("Nơi nhận:", "", size(12) + "<w:b/><w:i/>") + "".join(
    p(text, "", size(11)) for text in ("- Như trên;", "- Đảng ủy xã;", "- Lưu: VT, VHXH.")
)
SIGNED = (
    "".join(
        centred(text, size(14) + "<w:b/>") for text in ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    )
    + p("") * 4
    + centred("Nguyễn Văn Mẫu", size(14) + "<w:b/>")
)
GRID = (
    '<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single"/><w:left w:val="single"/><w:bottom w:val="single"/><w:right'
    ' w:val="single"/><w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol'
    ' w:w="7000"/><w:gridCol w:w="7000"/></w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>'
    f"{p('Chỉ tiêu')}</w:tc><w:tc>{p('Số lượng')}</w:tc></w:tr>"
    f"<w:tr><w:tc>{p('Tin, bài')}</w:tc><w:tc>{p('14')}</w:tc></w:tr>"
    "</w:tbl>"
)
SECTION_END = f"<w:p><w:pPr><w:sectPr>{PAGE}</w:sectPr></w:pPr></w:p>"
ANNEX = (
    centred("Phụ lục", size(14) + "<w:b/>")
    + centred("SỐ LIỆU TUYÊN TRUYỀN NĂM 2023", size(14) + "<w:b/>")
    + centred("(Kèm theo Báo cáo số 25/BC-UBND ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân xã)", size(14) + "<w:i/>")
    + GRID + p("")
)  # fmt: skip
SALUTATION = centred("Kính gửi: Ủy ban nhân dân huyện", size(14))
BODY = (
    HEAD + TITLE + rule(2600) + SALUTATION + BASES + TEXT + two_columns(RECIPIENTS, SIGNED, (4535, 4536)) + SECTION_END
    + ANNEX
)  # fmt: skip
PARTS: Mapping[str, str] = {
    "body": BODY,
    "page": ANNEX_PAGE,
    "styles": STYLES,
    "theme1": theme(FACE, FACE),
    "header1": PAGE_NUMBER,
    "header2": "<w:p/>",
}


def build(parts: Mapping[str, str] = PARTS) -> bytes:
    """The .docx of these parts."""
    headers = {name: text for name, text in parts.items() if name.startswith(("header", "footer"))}
    inner = {name: text for name, text in parts.items() if name not in ("body", "page", *headers)}
    return package(parts["body"], parts["page"], parts=inner, headers=headers)


def changed(part: str, old: str, new: str) -> bytes:
    """The report with what stands once in a part put otherwise."""
    assert PARTS[part].count(old) == 1, (PARTS[part].count(old), old)
    return build({**PARTS, part: PARTS[part].replace(old, new)})


def linted(data: bytes, *, issued: bool = True) -> tuple[Finding, ...]:
    """What is found in a .docx."""
    return lint(read_styled(data, "báo cáo.docx"), issued=issued)
