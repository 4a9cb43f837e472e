"""How a keying sheet looks, and how the texts of a document stand in its cells."""

from dataclasses import replace

from toolkit.files.model import Cell, Style, Value
from toolkit.history.model import Mention
from toolkit.text import write_number

TITLE = Style(bold=True, size=14)
NOTE = Style(italic=True, size=10, wrap=True, valign="top")
LABEL = Style(bold=True)
HEAD = Style(bold=True, border="thin", fill="#DCE6F1", align="center", wrap=True)
GROUP = Style(bold=True, border="thin", fill="#F2F2F2")
TEXT = Style(border="thin", wrap=True, size=10)
CENTER = replace(TEXT, align="center")
INPUT = Style(border="thin", fill="#FFFBE6", locked=False, align="right", number_format="#,##0.######")
WORDS = Style(border="thin", fill="#FFFBE6", locked=False, wrap=True, size=10)
CHOICE = replace(WORDS, align="center", size=11)
NOT_ASKED = Style(border="thin", fill="#E7E6E6")
UNSURE = replace(CENTER, color="#7F6000", fill="#FFEB9C")
SURE = replace(CENTER, color="#375623", fill="#E2EFDA")
CODE = Style(size=8, color="#595959")
LINE = 14.0
WHOLE = "#,##0"
QUOTED = 220


def cell(row: int, col: int, value: Value, style: Style) -> Cell:
    return Cell(row=row, col=col, value=value or None if isinstance(value, str) else value, style=style)


def printed(mention: Mention) -> str:
    number = mention.number
    if number.printed:
        return number.printed
    return "" if number.value is None else write_number(number.value)


def quoted(mention: Mention) -> str:
    return f"{mention.place}: {clip(mention.quote)}" if mention.place else clip(mention.quote)


def clip(text: str, most: int = QUOTED) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def lines(value: Value, width: float) -> int:
    if not isinstance(value, str):
        return 1
    usable = max(int(width * 1.2), 1)  # the text is a point smaller than the default font
    return sum(max(1, -(-len(part) // usable)) for part in value.split("\n"))
