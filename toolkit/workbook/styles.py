"""The look of our workbooks: one place for fonts, rules, fills and number formats."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

from toolkit.files.model import Style
from toolkit.intake.model import Qualifier
from toolkit.text import Lang, say

_HEAD_FILL = "#DCE6F1"
_SOFT_FILL = "#F2F2F2"

PLAIN = Style()
AGENCY = Style(bold=True, align="center", wrap=True)
TITLE = Style(bold=True, size=14, align="center", wrap=True)
SUBTITLE = Style(italic=True, align="center", wrap=True)
STATUS = Style(bold=True, align="center", color="#C00000", wrap=True)
FINAL = replace(STATUS, color="#1F4E79")
ESTIMATED = replace(STATUS, color="#5B2C83")
NOTE = Style(italic=True, size=10, wrap=True, valign="top")
LEAD = Style(wrap=True, valign="top")
RULING = replace(LEAD, bold=True, size=12, color="#1F4E79")
MEASURE = Style(italic=True, align="right", valign="bottom")
SIGN = Style(bold=True, align="center")
SIGN_NOTE = Style(italic=True, align="center")

HEAD = Style(bold=True, border="thin", fill=_HEAD_FILL, align="center", wrap=True)
HEAD_SMALL = replace(HEAD, bold=False, italic=True, size=9)
GROUP = Style(bold=True, border="thin", fill=_SOFT_FILL, wrap=True)
TEXT = Style(border="thin", wrap=True, valign="center")
INDENTED = replace(TEXT, indent=2, size=10)
TEXT_BOLD = replace(TEXT, bold=True)
CENTER = replace(TEXT, align="center")
NUMBER = Style(border="thin", align="right")
NOT_ASKED = Style(border="thin", fill="#E7E6E6")
ABSENT = Style(border="thin", align="right", color="#7F7F7F")
NONE_NUMBER = replace(ABSENT, number_format='#,##0;-#,##0;"-"')
"""0 where an earlier period says that it did not occur."""
HELD = Style(border="thin", align="right", italic=True, color="#7F7F7F", fill="#FFF2CC")
SMALL = replace(TEXT, size=10)
NOT_COMPARABLE = replace(SMALL, size=9, italic=True, align="center", color="#595959")
TIDY = replace(SMALL, wrap=False)
DATA = Style(size=10)
"""A row among very many: no rules, so that a cell without anything need not be there."""
DATA_DATE = replace(DATA, number_format="dd/mm/yyyy")
CODE = Style(border="thin", size=8, font="Consolas", color="#595959")

SEVERITY = {
    "error": replace(CENTER, bold=True, color="#9C0006", fill="#FFC7CE"),
    "warning": replace(CENTER, color="#7F6000", fill="#FFEB9C"),
    "info": CENTER,
}
DOUBTFUL = replace(SMALL, color="#9C0006", fill="#FFC7CE")
WAIVED = replace(CENTER, color="#375623", fill="#E2EFDA", italic=True)
REVOKED = replace(SMALL, italic=True, color="#7F7F7F", fill="#F2F2F2")
NO_ESTIMATE = Style(border="thin", align="center", italic=True, color="#5B2C83", fill="#EFE8F7", wrap=True)
LINK = Style(underline=True, color="#1F4E79", border="thin", wrap=True)
GOOD = replace(CENTER, color="#375623", fill="#E2EFDA")

MISSING_MARK = "…"
"""What has not been reported (chưa có số liệu), as official statistics print it."""
NONE_MARK = "-"
"""What did not occur (không phát sinh), as official statistics print it."""
HELD_MARK = "*"
STATED_MARK = "†"
NOT_APPLICABLE_MARK = "x"
DECIDED = {"corrected": ("‡", "#DDEBF7"), "waived": ("§", "#E2EFDA"), "adjusted": ("±", "#FCE4D6")}
"""Sign and fill of what a decision stands behind: a corrected value, one accepted as explained, an adjusted total."""


@cache
def bold(style: Style) -> Style:
    """The same in bold on the soft fill: a row of totals."""
    return replace(style, bold=True, fill=_SOFT_FILL)


def number_style(
    value: int | Decimal, lang: Lang, qualifier: Qualifier = Qualifier.EXACT, base: Style = NUMBER
) -> Style:
    """Grouped, with the decimals that the value has; "trên 50" is the number 50 whose format says "trên"."""
    return _grouped_style(_decimals(value), lang, qualifier, base)


def _decimals(value: int | Decimal) -> int:
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return min(-exponent, 6) if isinstance(exponent, int) and exponent < 0 else 0


# Kept by the decimals, never by the value: 45 and 45.0 are one key to a cache and two ways to print.
@cache
def _grouped_style(decimals: int, lang: Lang, qualifier: Qualifier, base: Style) -> Style:
    shape = "#,##0" + ("." + "0" * decimals if decimals else "")
    return replace(base, number_format=_qualified(shape, qualifier, lang))


@cache
def rate_style(
    decimals: int, lang: Lang, qualifier: Qualifier = Qualifier.EXACT, base: Style = NUMBER
) -> Style:
    """A share of 1 shown in percent."""
    shape = "0" + ("." + "0" * decimals if decimals else "") + "%"
    return replace(base, number_format=_qualified(shape, qualifier, lang))


@cache
def decided(style: Style, mark: str) -> Style:
    """The same with the sign and fill of a decision; the sign stands in the format, so that the value stays what it is."""
    if not mark:
        return style
    sign, fill = DECIDED[mark]
    shape = "@" if style.number_format == "General" else style.number_format
    return replace(style, fill=fill, number_format=f'{shape}"{sign}"')


@cache
def estimated(style: Style, lang: Lang) -> Style:
    """The same as a number that nobody reported: its format says "ước tính", wherever the cell is copied to."""
    shape = f'"{say("workbook.estimate").in_(lang)} "{style.number_format}'
    return replace(NO_ESTIMATE, align="right", number_format=shape)


def signed_style(value: Decimal, lang: Lang, base: Style = NUMBER) -> Style:
    """An amount that is added or taken away, always with its sign."""
    shape = number_style(value, lang).number_format
    return replace(base, italic=True, number_format=f"+{shape};-{shape}")


def change_style(value: int | Decimal, lang: Lang) -> Style:
    """A difference, with its sign; none is plainly 0."""
    return _signed(number_style(value, lang).number_format)


@cache
def percent_change_style(decimals: int) -> Style:
    """A change as a share of what it was, shown in percent with its sign."""
    return _signed("0" + ("." + "0" * decimals if decimals else "") + "%")


@cache
def points_style(decimals: int, lang: Lang) -> Style:
    """A difference of two rates: percentage points, never percent."""
    word = say("workbook.points").in_(lang)
    return _signed("0" + ("." + "0" * decimals if decimals else ""), f'" {word}"')


@cache
def _signed(shape: str, unit: str = "") -> Style:
    none = "0%" if shape.endswith("%") else "0"
    return replace(NUMBER, number_format=f"+{shape}{unit};-{shape}{unit};{none}{unit}")


@cache
def worded(style: Style, word: str) -> Style:
    """The same with a short word behind the number, which stays a number."""
    return replace(style, number_format=f'{style.number_format}" ({word})"')


def _qualified(shape: str, qualifier: Qualifier, lang: Lang) -> str:
    if qualifier is Qualifier.EXACT:
        return shape
    word = say(f"workbook.qualifier_{qualifier.value}").in_(lang)
    return f'"{word} "{shape}'
