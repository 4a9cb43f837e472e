"""Where in a report something stands, as a reader finds it: the paragraph and its heading, or the table's row and cell."""

import re
from dataclasses import dataclass
from functools import cached_property

from toolkit.files.bound_document import BoundDocument
from toolkit.findings import Place
from toolkit.text import Text, say
from toolkit.verify.direction import key_and_part

_AROUND = 24
"""Characters shown on either side of what is quoted."""
_ANNEX = re.compile(r"(?:phụ lục|annex)(?:\s+[IVX]+)?", re.IGNORECASE)
_DATUM = ("form", "block", "field", "row", "column")
_STORIES = frozenset({"header", "footer", "footnotes", "endnotes"})


@dataclass(frozen=True)
class Places:
    """Places in one document, which `file` names."""

    document: BoundDocument
    file: str

    def place(self, number: int, start: int, end: int, key: str = "") -> Place:
        """A stretch of a paragraph as a finding's place, with the datum of a figure's key; paragraph 0 is nowhere."""
        path, _, _ = key_and_part(key)
        datum = path.split("/") if path.count("/") == len(_DATUM) - 1 else [""] * len(_DATUM)
        return Place(
            file=self.file,
            paragraph=number,
            quoted=self.quoted(number, start, end),
            sheet=self._headings[number] if number else "",
            **dict(zip(_DATUM, datum, strict=True)),
        )

    def where(self, number: int, start: int, end: int) -> Text:
        """The same in words; empty of nowhere."""
        if not number:
            return Text("", "")
        at, quoted = self.document.paragraph(number), self.quoted(number, start, end)
        story = at.part.rstrip("0123456789")
        if story in _STORIES:
            return say("verify_text.at_part", part=say(f"verify_text.part_{story}"), quoted=quoted)
        if at.table:
            cell = {"table": at.table, "row": at.row, "column": at.column}
            return say("verify_text.at_cell", under=self._under(number), quoted=quoted, **cell)
        return say("verify_text.at_paragraph", number=number, under=self._under(number), quoted=quoted)

    def where_row(self, number: int) -> Text:
        """The row of a table that a paragraph stands in."""
        at = self.document.paragraph(number)
        return say("verify_text.at_row", table=at.table, row=at.row, under=self._under(number))

    def quoted(self, number: int, start: int, end: int) -> str:
        """The words with some around them, cut at spaces."""
        if not number:
            return ""
        text = self.document.paragraph(number).text
        first = text.rfind(" ", 0, max(0, start - _AROUND)) + 1 if start > _AROUND else 0
        last = text.find(" ", min(len(text), end + _AROUND))
        last = len(text) if last < 0 else last
        return ("…" if first else "") + text[first:last].strip() + ("…" if last < len(text) else "")

    def _under(self, number: int) -> Text:
        heading = self._headings[number]
        return say("verify_text.under", heading=heading) if heading else Text("", "")

    @cached_property
    def _headings(self) -> dict[int, str]:
        """The heading, or annex, that each paragraph stands under; a heading stands under none."""
        last, by_number = "", {}
        for paragraph in self.document.paragraphs:
            heads = paragraph.level > 0 or _ANNEX.fullmatch(paragraph.text.strip()) is not None
            by_number[paragraph.number] = "" if heads else last
            last = paragraph.text.strip() if heads else last
        return by_number
