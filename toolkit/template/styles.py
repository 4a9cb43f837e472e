"""How the cells of a template look. Only what is to be typed is unlocked."""

from dataclasses import replace
from typing import Literal

from toolkit.files.model import Style

_HEAD_FILL, _TITLE_FILL, _INPUT_FILL, _CORE_FILL, _LOCKED_FILL = (
    "#DCE6F1",
    "#EEF3F8",
    "#FFFBE6",
    "#FFEB9C",
    "#F2F2F2",
)
INPUT_COLOR, CORE_COLOR, LOCKED_COLOR = _INPUT_FILL, _CORE_FILL, _LOCKED_FILL
WHOLE, EXACT, PERCENT, DAY, AS_TYPED = "#,##0", "#,##0.####", "0.##", "dd/mm/yyyy", "General"

PLAIN = Style()
WRAPPED = Style(wrap=True)
CENTERED = Style(align="center", wrap=True)
NUMBER_LINE = Style(size=11, bold=True)
TITLE = Style(size=14, bold=True, align="center", wrap=True)
SUBTITLE = Style(align="center", italic=True, wrap=True)
STATUS = Style(align="center", bold=True, color="#9C5700", wrap=True)
HEAD = Style(bold=True, align="center", wrap=True, fill=_HEAD_FILL, border="thin")
COLUMN_NUMBER = Style(size=9, italic=True, align="center", wrap=True, fill=_HEAD_FILL, border="thin")
BLOCK_TITLE = Style(bold=True, fill=_TITLE_FILL, border="thin", wrap=True)
TICK_LABEL = Style(size=9, italic=True, align="right", fill=_TITLE_FILL, border="thin", wrap=True)
TICK_SIDE = Style(size=9, italic=True, fill=_TITLE_FILL, border="thin", wrap=True)
LABEL = Style(wrap=True, border="thin")
PART_LABEL = Style(wrap=True, border="thin", indent=1)
CENTER_LABEL = Style(wrap=True, border="thin", align="center")
TOTAL_LABEL = Style(bold=True, border="thin", align="center", wrap=True, fill=_LOCKED_FILL)
REFERENCE = Style(border="thin", align="right", fill=_LOCKED_FILL, color="#595959")
REFERENCE_TEXT = Style(border="thin", wrap=True, fill=_LOCKED_FILL, color="#595959")
INPUT = Style(border="thin", fill=_INPUT_FILL, locked=False)
TICK = Style(border="thin", fill=_INPUT_FILL, locked=False, align="center", bold=True)
CODE = Style(size=8, color="#808080")
SIGN = Style(align="center", bold=True)
SIGN_NOTE = Style(align="center", italic=True)
PLACE_AND_DATE = Style(align="center", italic=True)
SECTION = Style(bold=True, size=12, color="#1F4E79")
LINK = Style(color="#0563C1", underline=True, wrap=True, border="thin")
TALL = Style(wrap=True)
"""For a text of two empty lines, which gives a row that fits its content that height; a fixed one would cut text off."""

FAILED_LOOK = Style(fill="#FFC7CE", color="#9C0006", bold=True)
PASSED_LOOK = Style(color="#006100", fill="#E2F0D9")
PENDING_LOOK = Style(color="#7F7F7F")
MISSING_LOOK = Style(fill="#FFE699", color="#7F6000")


def typed(number_format: str, align: Literal["left", "center", "right"], core: bool) -> Style:
    """An input cell."""
    return replace(
        INPUT,
        number_format=number_format,
        align=align,
        wrap=align == "left",
        fill=_CORE_FILL if core else _INPUT_FILL,
    )


def computed(number_format: str, bold: bool = False) -> Style:
    """A locked cell with a formula."""
    return Style(border="thin", align="right", fill=_LOCKED_FILL, number_format=number_format, bold=bold)
