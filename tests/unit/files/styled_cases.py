"""Documents in which formatting comes from several places at once, with what is in force by ISO/IEC 29500-1, 17.7.

Each holds the word `TOKEN` in one paragraph; fonts are such as any machine with LibreOffice has, so that what is drawn can
be held against the same.
"""

from dataclasses import dataclass, field

from tests.unit.files.word_package import font, p, package, size, style, theme

TOKEN = "Quyet"
SERIF, SANS, MONO, WIDE = "Liberation Serif", "Liberation Sans", "Liberation Mono", "DejaVu Sans"
BOLD, ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
NOT_BOLD = '<w:b w:val="0"/><w:bCs w:val="0"/>'


def themed(name: str, more: str = "") -> str:
    """Fonts by the theme's names."""
    return f'<w:rFonts w:asciiTheme="{name}" w:hAnsiTheme="{name}" w:cstheme="{name}" w:eastAsiaTheme="{name}"{more}/>'


def defaults(run: str) -> str:
    """The document's defaults for runs."""
    return f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault></w:docDefaults>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document's parts and how its word looks; `indent` is where the paragraph's first line begins."""

    body: str
    styles: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    font: str = SERIF
    size: float = 12
    bold: bool = False
    italic: bool = False
    color: str = "000000"
    indent: int | None = None
    numbering: str = ""
    drawn: bool = True
    """Whether LibreOffice draws it by the standard: it adds up what styles switch on twice, takes a
    colour's value rather than
    its name in the theme, and does not know arabic numerals for roman ones (w:isLgl)."""

    @property
    def data(self) -> bytes:
        """The .docx."""
        return package(self.body, parts={"styles": self.styles, **self.parts})


BASE = defaults(font(SERIF) + size(12)) + style("Normal")
THEME = {"theme1": theme(MONO, WIDE, accent="AA0000")}


def in_style(ident: str, run: str = "") -> str:
    return p(TOKEN, f'<w:pStyle w:val="{ident}"/>', run)


def character(ident: str, run: str, *, base: str = "") -> str:
    return style(ident, run, base=base, kind="character").replace("<w:pPr></w:pPr>", "")


def table(cell: str, look: str = "04A0") -> str:
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="6000" w:type="dxa"/>'
        f'<w:tblLook w:val="{look}"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
        f"<w:tr><w:tc><w:tcPr><w:tcW w:w='3000' w:type='dxa'/></w:tcPr>{cell}</w:tc><w:tc>{p('b')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{p('c')}</w:tc><w:tc>{p('d')}</w:tc></w:tr></w:tbl>{p('')}"
    )


def table_style(run: str, first_row: str = "") -> str:
    part = f'<w:tblStylePr w:type="firstRow"><w:rPr>{first_row}</w:rPr></w:tblStylePr>' if first_row else ""
    return (
        f'<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
        f'<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:rPr>{run}</w:rPr>{part}</w:style>"
    )


def numbering(*levels: str, more: str = "") -> dict[str, str]:
    inside = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>{level}</w:lvl>' for at, level in enumerate(levels)
    )
    return {
        "numbering": f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{inside}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    }


def level(kind: str, text: str, left: int, hanging: int, more: str = "") -> str:
    return (
        f'<w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}"'
        f' w:hanging="{hanging}"/></w:pPr>'
    )


ROMAN = numbering(level("upperRoman", "%1.", 1000, 400), level("decimal", "%1.%2.", 2000, 500))
LEGAL = numbering(level("upperRoman", "%1.", 1000, 400), level("decimal", "%1.%2.", 2000, 500, "<w:isLgl/>"))
FIRST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
SECOND = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'

CASES: dict[str, Case] = {
    "defaults": Case(body=p(TOKEN), styles=BASE),
    "theme font of the defaults": Case(
        body=p(TOKEN), styles=defaults(themed("minorHAnsi") + size(12)) + style("Normal"), parts=THEME, font=WIDE
    ),
    "a style's font over the theme": Case(
        body=in_style("A"), styles=defaults(themed("minorHAnsi") + size(12)) + style("Normal") + style("A", font(SERIF)),
        parts=THEME,
    ),
    "a direct theme font over a style's font": Case(
        body=in_style("A", themed("majorHAnsi")), styles=BASE + style("A", font(SANS)), parts=THEME, font=MONO
    ),
    "a direct font over a style's theme font": Case(
        body=in_style("A", font(SANS)), styles=BASE + style("A", themed("majorHAnsi")), parts=THEME, font=SANS
    ),
    "theme font beside a font": Case(
        body=p(TOKEN, "", themed("minorHAnsi", f' w:ascii="{SANS}" w:hAnsi="{SANS}"')), styles=BASE, parts=THEME, font=WIDE
    ),
    "size through two styles": Case(
        body=in_style("B"),
        styles=BASE + style("A", size(16), base="Normal") + style("B", BOLD, base="A"), size=16, bold=True
    ),
    "a style takes back what it is based on": Case(
        body=in_style("B"),
        styles=BASE + style("A", BOLD + ITALIC, base="Normal") + style("B", NOT_BOLD, base="A"), italic=True
    ),
    "a character style over its paragraph's": Case(
        body=in_style("A", '<w:rStyle w:val="C"/>'),
        styles=BASE + style("A", size(16) + font(SANS), base="Normal") + character("C", size(20)), size=20, font=SANS,
    ),
    "a character style based on another": Case(
        body=p(TOKEN, "", '<w:rStyle w:val="D"/>'),
        styles=BASE + character("C", size(20) + ITALIC) + character("D", BOLD, base="C"), size=20, bold=True, italic=True,
    ),
    "direct over a character style": Case(
        body=p(TOKEN, "", f'<w:rStyle w:val="C"/>{size(9)}{NOT_BOLD}'), styles=BASE + character("C", size(20) + BOLD), size=9
    ),
    "bold twice is not bold": Case(
        body=in_style("A", '<w:rStyle w:val="C"/>'),
        styles=BASE + style("A", BOLD, base="Normal") + character("C", BOLD), drawn=False,
    ),
    "italic by a paragraph style, bold by a character style": Case(
        body=in_style("A", '<w:rStyle w:val="C"/>'),
        styles=BASE + style("A", ITALIC, base="Normal") + character("C", BOLD), bold=True, italic=True,
    ),
    "bold twice and directly is bold": Case(
        body=in_style("A", f'<w:rStyle w:val="C"/>{BOLD}'),
        styles=BASE + style("A", BOLD, base="Normal") + character("C", BOLD), bold=True,
    ),
    "directly not bold": Case(
        body=in_style("A", NOT_BOLD), styles=BASE + style("A", BOLD, base="Normal")
    ),
    "bold by default stays": Case(
        body=p(TOKEN, "", '<w:rStyle w:val="C"/>'),
        styles=defaults(font(SERIF) + size(12) + BOLD) + style("Normal") + character("C", BOLD), bold=True,
    ),
    "an unknown style is the default one": Case(
        body=in_style("X"), styles=defaults(font(SERIF)) + style("Normal", size(15)), size=15
    ),
    "a style that is based on itself": Case(
        body=in_style("A"), styles=BASE + style("A", size(15), base="B") + style("B", BOLD, base="A"), size=15, bold=True,
        drawn=False,
    ),
    "a table's style": Case(
        body=table(p(TOKEN)), styles=defaults(font(SERIF)) + style("Normal") + table_style(size(15) + ITALIC),
        size=15, italic=True,
    ),
    "a table's first row": Case(
        body=table(p(TOKEN)), styles=defaults(font(SERIF) + size(12)) + style("Normal") + table_style("", BOLD), bold=True
    ),
    "a table without the look of its first row": Case(
        body=table(p(TOKEN), look="0480"), styles=defaults(font(SERIF) + size(12)) + style("Normal") + table_style("", BOLD)
    ),
    "a paragraph style over a table's": Case(
        body=table(in_style("A")),
        styles=defaults(font(SERIF)) + style("Normal") + style("A", size(18), base="Normal") + table_style(size(15)),
        size=18,
    ),
    "bold by table and paragraph style is not bold": Case(
        body=table(in_style("A")),
        styles=BASE + style("A", BOLD, base="Normal") + table_style("", BOLD), drawn=False,
    ),
    "a colour of the theme": Case(
        body=p(TOKEN, "", '<w:color w:val="123456" w:themeColor="accent1"/>'), styles=BASE, parts=THEME, color="AA0000",
        drawn=False,
    ),
    "a darker colour of the theme": Case(
        body=p(TOKEN, "", '<w:color w:val="550000" w:themeColor="accent1" w:themeShade="80"/>'), styles=BASE, parts=THEME,
        color="550000",
    ),
    "a colour by style, black directly": Case(
        body=in_style("A", '<w:color w:val="000000"/>'), styles=BASE + style("A", '<w:color w:val="FF0000"/>', base="Normal")
    ),
    "a colour by character style": Case(
        body=p(TOKEN, "", '<w:rStyle w:val="C"/>'), styles=BASE + character("C", '<w:color w:val="0000FF"/>'), color="0000FF"
    ),
    "an indent by style": Case(
        body=in_style("A"),
        styles=BASE + style("A", look='<w:ind w:left="300" w:firstLine="720"/>', base="Normal"), indent=1020
    ),
    "an indent in part by style": Case(
        body=p(TOKEN, '<w:pStyle w:val="A"/><w:ind w:left="100"/>'),
        styles=BASE + style("A", look='<w:ind w:left="300" w:firstLine="720"/>', base="Normal"), indent=820,
    ),
    "hanging takes the place of a first line": Case(
        body=p(TOKEN, '<w:pStyle w:val="A"/><w:ind w:hanging="200"/>'),
        styles=BASE + style("A", look='<w:ind w:left="300" w:firstLine="720"/>', base="Normal"), indent=100,
    ),
    "a list's indents": Case(
        body=p(TOKEN, FIRST), styles=BASE, parts=ROMAN, indent=600, numbering="I. "
    ),
    "a list's indents over a style's": Case(
        body=p(TOKEN, f'<w:pStyle w:val="A"/>{FIRST}'),
        styles=BASE + style("A", look='<w:ind w:left="3000"/>', base="Normal"),
        parts=ROMAN, indent=600, numbering="I. ",
    ),
    "a style's indents over its own list's": Case(
        body=in_style("A"), styles=BASE + style("A", look=f'{FIRST}<w:ind w:left="3000" w:firstLine="0"/>', base="Normal"),
        parts=ROMAN, indent=3000, numbering="I. ",
    ),
    "direct indents over a list's": Case(
        body=p(TOKEN, f'{FIRST}<w:ind w:left="0" w:firstLine="720"/>'), styles=BASE, parts=ROMAN, indent=720, numbering="I. "
    ),
    "a list taken away": Case(
        body=p(TOKEN, '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        styles=BASE + style("A", look=FIRST, base="Normal"), parts=ROMAN, indent=0, drawn=False,
    ),
    "a second level counts within the first": Case(
        body=p("a", FIRST) + p("b", SECOND) + p("c", FIRST) + p("d", SECOND) + p(TOKEN, SECOND), styles=BASE, parts=ROMAN,
        indent=1500, numbering="II.2. ",
    ),
    "a level that counts in arabic numerals": Case(
        body=p("a", FIRST) + p("b", FIRST) + p(TOKEN, SECOND), styles=BASE, parts=LEGAL, indent=1500, numbering="2.1. ",
        drawn=False,
    ),
    "a list that begins anew": Case(
        body=p("a", FIRST) + p("b", FIRST) + p(TOKEN, FIRST.replace('numId w:val="1"', 'numId w:val="2"')), styles=BASE,
        parts=numbering(
            level("decimal", "%1)", 1000, 400),
            more='<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
            "</w:lvlOverride></w:num>",
        ),
        indent=600, numbering="5) ",
    ),
    "two lists of one kind count on": Case(
        body=p("a", FIRST) + p("b", FIRST) + p(TOKEN, FIRST.replace('numId w:val="1"', 'numId w:val="2"')), styles=BASE,
        parts=numbering(
            level("lowerLetter", "%1)", 1000, 400), more='<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        ),
        indent=600, numbering="c) ",
    ),
    "a style's level of a list": Case(
        body=p("a", '<w:pStyle w:val="One"/>') + in_style("Two"),
        styles=BASE
        + style("One", look='<w:numPr><w:numId w:val="1"/></w:numPr>', base="Normal")
        + style("Two", look='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>', base="Normal"),
        parts=numbering(
            level("upperRoman", "%1.", 1000, 400, '<w:pStyle w:val="One"/>'),
            level("decimal", "%2.", 2000, 500, '<w:pStyle w:val="Two"/>'),
        ),
        indent=1500, numbering="1. ",
    ),
    "bullets": Case(
        body=p(TOKEN, FIRST), styles=BASE, parts=numbering(level("bullet", "-", 1000, 400)), indent=600, numbering="- "
    ),
}  # fmt: skip
