"""A text document as a value: what a .docx or .md is to hold. Figures stay figures until they are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from toolkit.text import Text

Place = Literal["sentence", "cell", "blank", "chart"]
"""Where a figure is printed, which decides how: "04", "hơn 34", "không phát sinh" in a sentence; "4", "trên 34", "-" in a
table's cell; in a blank, which somebody left for it in a sentence of their own that stands whatever comes in, as in a
sentence, and "chưa có số liệu" where there is none; in a chart as in tables, bar after bar.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as printed, bound to what it came from. `key` is "form/block/field/row/column", `units` the unit_id or ""
    for all, `period` and `edition` those of the total; `value` the exact number as text ("136", "98.148148"), of a direction
    word (part "direction") its sign ("1", "-1", "0"), "" of words in a place that is still without a number.

    `measure` are the words that follow it in its sentence ("tin, bài"), "" where none do that are a measure. `wording` is
    that sentence as it was when its document was made, known of a figure that was read from one; `was` what was printed
    before it was last brought up to date there.
    """

    text: str
    key: str
    period: str
    edition: int
    value: str
    units: str = ""
    measure: str = ""
    place: Place = "sentence"
    wording: str = field(default="", compare=False)
    was: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Lapsed:
    """Why a figure can be printed no longer: its total is gone, or is not comparable any more."""

    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What units wrote, printed in their words: `key` is "form/block/field//" of the narrative or list, `units` the unit_ids
    that have it, in the round's order. A task in the words of the last report has the key "#past_task" and no units.
    """

    text: str
    key: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text of one look; `figure` when it prints a number of ours, `quoted` when it prints a unit's words."""

    text: str
    bold: bool = False
    italic: bool = False
    figure: Figure | None = None
    quoted: Quotation | None = None


ParagraphStyle = Literal[
    "body", "heading1", "heading2", "heading3", "bullet", "sub_bullet", "title", "abstract", "salutation",
    "salutation_head", "salutation_item", "annex_label", "annex_title", "annex_note", "basis",
    "table_caption", "centered", "plain",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph in one of the decree's styles."""

    runs: tuple[Run, ...]
    style: ParagraphStyle = "body"

    @property
    def text(self) -> str:
        """Its text without look."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell; `columns`/`rows` it spans. Covered cells are left out of their row."""

    runs: tuple[Run, ...]
    align: Literal["left", "center", "right"] = "left"
    columns: int = 1
    rows: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A ruled table; `widths` in millimetres; the first `head_rows` repeat on every page. `size` in points."""

    rows: tuple[tuple[TableCell, ...], ...]
    widths: tuple[float, ...]
    head_rows: int = 1
    size: float = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The two-column head of an official document: agency and number left, country and place with date right."""

    superior: str
    agency: tuple[str, ...]
    number: str
    place_and_date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The closing block: recipients left, authority lines and signer right."""

    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str


class Bar(NamedTuple):
    """One bar of a chart: whose it is, how long, and what is printed beside it."""

    name: str
    value: Decimal
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """A native chart of horizontal bars; `alt` is what those read who do not see it. Bars by name, in order. `bound` is the
    chart as one figure: its text "name: what is printed; ...", its value the numbers, with "; " between.
    """

    title: str
    alt: str
    measure: str
    bars: tuple[tuple[str, Figure], ...]
    bound: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Consecutive pages of one orientation; page numbers start anew when `restart_numbers`."""

    parts: tuple[Paragraph | Table | Header | Signature | BarChart, ...]
    landscape: bool = False
    restart_numbers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document. `properties`: title, subject, ... of the file. `stamp`: what its hidden part says of it: round,
    edition, lang, unit (of a unit's own report), outline; a document with a stamp has its figures bound.
    """

    sections: tuple[Section, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    stamp: Mapping[str, str] = field(default_factory=dict)
