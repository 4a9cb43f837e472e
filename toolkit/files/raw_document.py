"""A text document as it was found: paragraphs and tables in order. Values only; what is to be written is in `document`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """One paragraph without its look. `level` is that of a heading style, 0 for anything else."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class RawTableCell:
    """One cell's text. `covered`: it is the part of a merged cell that begins elsewhere, and repeats its text."""

    text: str
    covered: bool = False


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table's rows; they may differ in length. `name` is the sheet it was found on, "" in a text document; rows and
    columns count from 0, as on the sheet.
    """

    rows: tuple[tuple[RawTableCell, ...], ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Everything of a document's body, in order."""

    parts: tuple[RawParagraph | RawTable, ...]
