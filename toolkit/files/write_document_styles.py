"""The styles of an official document, one for each kind of paragraph, so that staff can restyle it in Word.

Sizes and spacing follow NĐ 30/2020/NĐ-CP, Appendix I, part I: Times New Roman, black; body 14 pt, justified, first
line indented by 1.27 cm, 6 pt between paragraphs.
"""

from dataclasses import dataclass
from typing import Literal

from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from toolkit.files.document import ParagraphStyle
from toolkit.text import Lang

FONT = "Times New Roman"
PAGE_NUMBER = "VB - Số trang"
INDENT = 720
"""Twentieths of a point (1.27 cm), as Word counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One paragraph style; `size` in points, `before`/`after`/`indent`/`first` in twentieths of a point."""

    id: str
    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: Literal["left", "center", "right", "both"] = "left"
    before: int = 0
    after: int = 0
    line: int = 240
    left: int = 0
    first: int = 0
    keep_next: bool = False
    level: int = -1


STYLES: dict[ParagraphStyle, Style] = {
    "body": Style(id="VBBody", name="VB - Thân văn bản", align="both", before=120, line=264, first=INDENT),
    "heading1": Style(
        id="Heading1", name="heading 1", bold=True, align="left", before=160, line=264, first=INDENT,
        keep_next=True, level=0,
    ),
    "heading2": Style(
        id="Heading2", name="heading 2", bold=True, align="left", before=120, line=264, first=INDENT,
        keep_next=True, level=1,
    ),
    "heading3": Style(
        id="Heading3", name="heading 3", align="left", before=120, line=264, first=INDENT, keep_next=True, level=2
    ),
    "bullet": Style(id="VBBullet", name="VB - Gạch đầu dòng", align="both", before=120, line=264, first=INDENT),
    "sub_bullet": Style(id="VBSubBullet", name="VB - Dấu cộng", align="both", before=120, line=264, first=INDENT),
    "basis": Style(
        id="VBBasis", name="VB - Căn cứ", italic=True, align="both", before=120, line=264, first=INDENT
    ),
    "title": Style(id="VBTitle", name="VB - Tên loại", bold=True, align="center", before=360, keep_next=True),
    "abstract": Style(id="VBAbstract", name="VB - Trích yếu", bold=True, align="center", keep_next=True),
    "salutation": Style(id="VBSalutation", name="VB - Kính gửi", align="center", before=240, after=120),
    "salutation_head": Style(id="VBSalutationHead", name="VB - Kính gửi (nhiều nơi)", before=240, left=2268),
    "salutation_item": Style(id="VBSalutationItem", name="VB - Nơi nhận kính gửi", before=40, left=3260),
    "annex_label": Style(id="VBAnnexLabel", name="VB - Phụ lục", bold=True, align="center", keep_next=True),
    "annex_title": Style(
        id="VBAnnexTitle", name="VB - Tiêu đề phụ lục", bold=True, align="center", keep_next=True
    ),
    "annex_note": Style(
        id="VBAnnexNote", name="VB - Kèm theo", italic=True, align="center", after=120, keep_next=True
    ),
    "table_caption": Style(
        id="VBCaption", name="VB - Tên bảng", size=13, bold=True, before=120, after=60, keep_next=True
    ),
    "centered": Style(id="VBCentered", name="VB - Giữa dòng", align="center", before=120),
    "plain": Style(id="VBPlain", name="VB - Thường", size=13, before=60),
}  # fmt: skip
CELL = Style(id="VBCell", name="VB - Ô bảng", size=11)
BLOCK = Style(id="VBBlock", name="VB - Khối đầu, cuối", size=13, align="center")
_PAGE = Style(id="VBPageNumber", name=PAGE_NUMBER, align="center")
_FONTS = "<w:rFonts {}/>".format(
    " ".join(f'w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
)
_DEFAULTS = """<w:styles {ns}>
<w:docDefaults>
<w:rPrDefault><w:rPr>{fonts}
<w:color w:val="auto"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="{lang}" w:eastAsia="{lang}" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
<w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>
<w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
</w:style>
{styles}
</w:styles>"""


def replace_styles(word: WordFile, lang: Lang) -> None:
    """Put our styles in the place of those that python-docx ships."""
    text = _DEFAULTS.format(
        ns=nsdecls("w"),
        fonts=_FONTS,
        lang="vi-VN" if lang == "vi" else "en-US",
        styles="".join(_style(style) for style in (*STYLES.values(), CELL, BLOCK, _PAGE)),
    )
    ours = parse_xml(text)
    held = word.styles.element
    for child in list(held):
        held.remove(child)
    for child in list(ours):
        held.append(child)


def _style(style: Style) -> str:
    half_points = round(style.size * 2)
    look = ("<w:b/><w:bCs/>" if style.bold else "") + ("<w:i/><w:iCs/>" if style.italic else "")
    keep = "<w:keepNext/><w:keepLines/>" if style.keep_next else ""
    outline = f'<w:outlineLvl w:val="{style.level}"/>' if style.level >= 0 else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="{int(style.level < 0)}" w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{keep}<w:widowControl/>"
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" w:lineRule="auto"/>'
        f'<w:ind w:left="{style.left}" w:firstLine="{style.first}"/><w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f'<w:rPr>{_FONTS}{look}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr></w:style>'
    )
