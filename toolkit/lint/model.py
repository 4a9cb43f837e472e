"""What a rule of the decree reads: a document as it looks, which paragraph is what, and what is asked of it. Values only."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from toolkit.files.styled_document import (
    StyledDocument,
    StyledHeader,
    StyledParagraph,
    StyledSection,
    StyledTable,
)
from toolkit.findings import Finding, Place
from toolkit.text import nfc


class Role(StrEnum):
    """What a paragraph is in an official document. `body` is running text with its headings, `basis` a legal basis before
    it, `table` text in a table of the body or in what is no other part; `blank` has no text; `annex` is what an annex holds
    below its label, title and note.
    """

    SUPERIOR = "superior"
    AGENCY = "agency"
    NATION = "nation"
    MOTTO = "motto"
    NUMBER = "number"
    DATE = "date"
    TYPE = "type"
    ABSTRACT = "abstract"
    SALUTATION = "salutation"
    ADDRESSEE = "addressee"
    BASIS = "basis"
    BODY = "body"
    TABLE = "table"
    AUTHORITY = "authority"
    NAME = "name"
    RECIPIENTS = "recipients"
    RECIPIENT = "recipient"
    ANNEX_LABEL = "annex_label"
    ANNEX_TITLE = "annex_title"
    ANNEX_NOTE = "annex_note"
    ANNEX = "annex"
    OTHER = "other"
    BLANK = "blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A paragraph and where it stands: its section, and the outermost table with row and grid column (from 0) that hold it;
    `table` None outside tables. `line` counts from 1 the lines of a paragraph that are parts by themselves; 0 where it is
    one part. `words` is its text as it is compared: composed, with single spaces. `part` is "header" or "footer" of a
    paragraph that stands on every page, else "".
    """

    paragraph: StyledParagraph
    words: str
    section: StyledSection
    table: StyledTable | None = None
    row: int = 0
    column: int = 0
    part: Literal["", "header", "footer"] = ""
    line: int = 0

    @property
    def at(self) -> "At":
        """Which of all it is."""
        return self.paragraph.number, self.line


At = tuple[int, int]
"""A paragraph's number (as `StyledParagraph` counts), and the line in it (as `Standing` does)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anatomy:
    """Every paragraph of the document's text in reading order, what each is, and under which
    heading each paragraph stands by its number. Made by `Anatomy.of_roles`.
    """

    standings: tuple[Standing, ...]
    roles: Mapping[At, Role]
    headings: Mapping[int, str]

    @classmethod
    def of_roles(cls, standings: tuple[Standing, ...], roles: Mapping[At, Role]) -> "Anatomy":
        """With the headings found: a numbered one ("II. ...", "2. ...") of the body, or an annex's label."""
        under = ""
        headings: dict[int, str] = {}
        for standing in standings:
            number, role = standing.paragraph.number, roles.get(standing.at, Role.OTHER)
            if role in (Role.AUTHORITY, Role.RECIPIENTS):
                under = ""
            headings.setdefault(number, under)
            if role is Role.ANNEX_LABEL or (role is Role.BODY and _HEADING.match(standing.words)):
                under = beginning(standing.words)
        return cls(standings=standings, roles=roles, headings=headings)

    def role(self, standing: Standing) -> Role:
        """What a paragraph is; of one that is nothing else, `other`."""
        return self.roles.get(standing.at, Role.OTHER)

    def of(self, *roles: Role) -> tuple[Standing, ...]:
        """The paragraphs of these roles, in reading order."""
        return tuple(standing for standing in self.standings if self.role(standing) in roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is linted. `issued`: number and date must be there; else it is a draft, which may leave them to the clerk."""

    document: StyledDocument
    anatomy: Anatomy
    issued: bool = False

    def place(self, standing: Standing | None = None, quoted: str = "") -> Place:
        """Where a finding stands: a paragraph with words of it (its beginning unless `quoted`), or the file as a whole."""
        if standing is None:
            return Place(file=self.document.file, quoted=quoted)
        if standing.part:
            return Place(
                file=self.document.file, quoted=beginning(quoted or standing.words), sheet=standing.part
            )
        number = standing.paragraph.number
        return Place(
            file=self.document.file,
            paragraph=number,
            quoted=beginning(quoted or standing.words),
            sheet=self.anatomy.headings.get(number, ""),
        )


Rule = Callable[[Subject], Iterable[Finding]]
"""One rule of the decree: what is against it, in the order of the document. Same subject, same findings."""

_HEADING = re.compile(r"(?:[IVX]+|\d{1,2})\. \S")
_QUOTED = 60


def beginning(words: str) -> str:
    """As many words as a person needs to find them again in the document."""
    if len(words) <= _QUOTED:
        return words
    whole, _, _ = words[:_QUOTED].rpartition(" ")
    return f"{whole or words[:_QUOTED]}…"


def standings(document: StyledDocument) -> tuple[Standing, ...]:
    """Every paragraph of the text in reading order, tables row by row; page headers and footers are left out."""
    return tuple(
        standing
        for section in document.sections
        for part in section.parts
        for standing in _within(part, section)
    )


def on_pages(document: StyledDocument) -> tuple[Standing, ...]:
    """Every paragraph of page headers and footers that are shown, each once, in the section where it first stands."""
    found: dict[StyledHeader, list[Standing]] = {}
    for section in document.sections:
        shown = {"default": True, "first": section.title_page, "even": document.even_and_odd}
        for header in (one for one in section.headers if shown[one.kind]):
            part: Literal["header", "footer"] = "footer" if header.footer else "header"
            held = [one for inner in header.parts for one in _within(inner, section)]
            found.setdefault(header, [replace(one, part=part) for one in held])
    return tuple(one for held in found.values() for one in held)


def _within(part: StyledParagraph | StyledTable, section: StyledSection) -> Iterator[Standing]:
    if isinstance(part, StyledParagraph):
        yield Standing(paragraph=part, words=nfc(part.text), section=section)
        return
    for row, cells in enumerate(part.rows):
        for cell in cells:
            for inner in cell.parts:
                for found in _within(inner, section):
                    yield replace(found, table=part, row=row, column=cell.column)
