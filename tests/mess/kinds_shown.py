"""Cells that show something else than they hold: raised and struck-out text, number formats that scale or qualify."""

import re
from random import Random
from xml.sax.saxutils import escape

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.mess.fill import Fill
from tests.mess.kinds import on_book, on_bytes
from tests.mess.kinds_numbers import UNREADABLE, number_of
from tests.mess.kinds_package import rewrite
from toolkit.form.model import FieldType

COUNT, AMOUNT = FieldType.COUNT, FieldType.AMOUNT
_ASKED = "which of them is meant only the unit knows"


@on_book("numbers shown", excused=_ASKED)
def footnote_raised(fill: Fill, rng: Random) -> None:
    """A number with a raised 1 for a footnote, which the cell's text runs together with it"""
    for key in fill.pick(rng, fill.said(COUNT, AMOUNT)):
        raised = TextBlock(InlineFont(vertAlign="superscript"), str(rng.randint(1, 3)))
        fill.type_in(key, CellRichText([str(number_of(fill, key)), raised]), UNREADABLE)


@on_book("numbers shown", excused=_ASKED)
def struck_and_new(fill: Fill, rng: Random) -> None:
    """The old number struck out before the new one"""
    for key in fill.pick(rng, fill.said(COUNT)):
        old = TextBlock(InlineFont(strike=True), str(rng.randint(1, 300)))
        space = rng.choice((" ", ""))
        fill.type_in(key, CellRichText([old, f"{space}{number_of(fill, key)}"]), UNREADABLE)


@on_book("numbers shown", excused=_ASKED)
def struck_out(fill: Fill, rng: Random) -> None:
    """The whole cell struck out"""
    for key in fill.pick(rng, fill.said(COUNT, AMOUNT)):
        fill.type_in(key, number_of(fill, key), UNREADABLE)
        fill.cell(key).font = Font(strike=True)


@on_book("numbers shown", excused=_ASKED)
def format_qualifies(fill: Fill, rng: Random) -> None:
    """A number format with a word or digits of its own: "trên "0, 0" nghìn", 0"000\""""
    for key in fill.pick(rng, fill.said(COUNT)):
        fill.type_in(key, number_of(fill, key), UNREADABLE)
        fill.cell(key).number_format = rng.choice(
            ('"trên "0', '"khoảng "#,##0', '0" nghìn"', "\\>0", '0"000"', '[>9]"hơn "0;0', ";;;")
        )


@on_book("numbers shown", excused=_ASKED)
def format_scales(fill: Fill, rng: Random) -> None:
    """A number format that shows thousands: #,##0, shows 5000 as 5"""
    for key in fill.pick(rng, fill.said(COUNT, AMOUNT)):
        fill.type_in(key, number_of(fill, key), UNREADABLE)
        fill.cell(key).number_format = rng.choice(("#,##0,", "0.0,,", "#,##0,_);(#,##0,)"))


@on_bytes("numbers shown")
def labels_raised(data: bytes, fill: Fill) -> bytes:
    """Labels with a raised letter, as in m² or a footnote: no harm to what stands beside them"""

    def raised(match: re.Match[str]) -> str:
        whole = match[1]
        run = '<r><rPr><vertAlign val="superscript"/></rPr><t>{}</t></r>'
        return f'<si><r><t xml:space="preserve">{whole[:-1]}</t></r>{run.format(escape(whole[-1]))}</si>'

    def change(part: str, body: bytes) -> bytes:
        if part != "xl/sharedStrings.xml":
            return body
        return re.sub(r"<si><t>([^<&]{12,}[a-z])</t></si>", raised, body.decode()).encode()

    return rewrite(data, change)
