"""A .docx as it looks: every paragraph and run with the formatting that is in force, styles resolved. Values only.

Lengths are in twentieths of a point (twips), sizes in points. What a file leaves open is resolved as Word resolves it: run,
character style, paragraph style and what these are based on, table style, document defaults, theme fonts.
"""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right", "both", "distribute"]
LineRule = Literal["auto", "exact", "atLeast"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a run looks. `fonts` are those in force for ascii, hAnsi, cs and eastAsia, theme fonts by their names; `color` is
    "auto" or six hexadecimal digits.
    """

    fonts: tuple[str, str, str, str]
    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False
    strike: bool = False
    hidden: bool = False
    raised: bool = False
    color: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledRun:
    """A stretch of text of one look as a reader sees it. `field` is the instruction of the field whose result it is
    ("PAGE"), "" for plain text.
    """

    text: str
    look: Look
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A drawn line (border of a paragraph, shape): how wide it is, 0 where that cannot be told."""

    width: int
    dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledParagraph:
    """One paragraph. `number` counts all paragraphs of its part from 1, those in tables and text boxes too. `text` has
    automatic numbering put before it (`numbering` is that alone). `after`/`before` in force between it and its
    neighbours; `contextual`: no space between paragraphs of one style. `line` is 240ths of a line with "auto", else
    twips. `lines` are lines drawn below or above it or within it. `width` is that of the column or cell it stands in.
    `box`: stands in a text box. `tabs` are its tab stops, kind ("center") by position from the left. `numbering_look` is
    how its automatic numbering looks, None without any.
    """

    number: int
    runs: tuple[StyledRun, ...]
    style: str = ""
    align: Align = "left"
    left: int = 0
    right: int = 0
    first: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    line_rule: LineRule = "auto"
    contextual: bool = False
    numbering: str = ""
    lines: tuple[Drawn, ...] = ()
    width: int = 0
    page_break_before: bool = False
    box: bool = False
    tabs: tuple[tuple[int, str], ...] = ()
    numbering_look: Look | None = None

    @property
    def seen(self) -> tuple[StyledRun, ...]:
        """The runs that a reader sees: not those formatted as hidden."""
        return tuple(run for run in self.runs if not run.look.hidden)

    @property
    def text(self) -> str:
        """Its text with its numbering, without look; hidden text is left out."""
        return self.numbering + "".join(run.text for run in self.seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledCell:
    """A cell's paragraphs and tables; `column` counts grid columns from 0; `borders` names the sides that are drawn."""

    parts: "tuple[StyledParagraph | StyledTable, ...]"
    column: int = 0
    width: int = 0
    borders: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledTable:
    """A table's rows of cells. `splits` tells for each row whether it may break over pages."""

    number: int
    rows: tuple[tuple[StyledCell, ...], ...]
    splits: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledHeader:
    """A page header or footer as it is in force for a section (inherited from the section before where it has none)."""

    kind: Literal["default", "first", "even"]
    parts: tuple[StyledParagraph | StyledTable, ...]
    footer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledSection:
    """Consecutive pages of one set-up. `number` counts from 1; `page_start` is None where numbering goes on; `page_format`
    "decimal", "lowerRoman", ...; `title_page`: its first page has headers of its own. `continuous`: begins on the page
    where the section before ends.
    """

    number: int
    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    title_page: bool = False
    page_start: int | None = None
    page_format: str = "decimal"
    continuous: bool = False
    headers: tuple[StyledHeader, ...] = ()
    parts: tuple[StyledParagraph | StyledTable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledDocument:
    """A whole file. `tracked`: it has changes that nobody accepted; `comments`: it has comments."""

    file: str
    sections: tuple[StyledSection, ...]
    even_and_odd: bool = False
    tracked: bool = False
    comments: bool = False
