"""Where in a Word document the numbers stand that were found in its text: paragraph by paragraph, character by character."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.files.fill_document_text import Line
from toolkit.files.raw_document import RawDocument, RawParagraph
from toolkit.history.model import Mention
from toolkit.text import nfc

_BLANKS = re.compile("[\\s\u00a0\u200b\u200c\u200d\ufeff]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph as it is read: `text` with single blanks, and where each of its characters stands in the line."""

    line: Line
    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From character to character of the text as those of the line."""
        return self.at[start], self.at[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Found:
    """A mention with its place: characters of its passage's line."""

    mention: Mention
    passage: Passage
    start: int
    end: int


def passages(lines: Iterable[Line]) -> tuple[Passage, ...]:
    """The paragraphs that say something."""
    return tuple(passage for line in lines if (passage := _passage(line)).text)


def rows_of(passage: Passage) -> Iterator[Passage]:
    """The lines of a paragraph that was broken by hand (Shift+Enter), each by itself; without blanks at their ends."""
    for start, end in passage.line.rows:
        here = [at for at, place in enumerate(passage.at) if start <= place < end and passage.text[at] != " "]
        if here:
            first, last = here[0], here[-1] + 1
            yield Passage(passage.line, passage.text[first:last], passage.at[first:last])


def as_document(every: Sequence[Passage]) -> RawDocument:
    """The paragraphs of the text itself, without those of tables: a cell's number is filled in by typing its placeholder."""
    return RawDocument(tuple(RawParagraph(one.text) for one in every if is_read(one)))


def is_read(passage: Passage) -> bool:
    """Whether numbers are looked for in it."""
    line = passage.line
    return line.kind == "document" and not line.is_in_cell and not line.is_in_box


def located(found: Iterable[Mention], every: Sequence[Passage]) -> Iterator[Found]:
    """Each mention with its place; mentions come in the order of the text, and what cannot be found again is left out."""
    read = [one for one in every if is_read(one)]
    at, begins, last = 0, 0, None
    for mention in found:
        said = mention.quote
        if last is None or said != last.quote or mention.number.start <= last.number.start:
            place = _next(read, at, begins if last is None or said != last.quote else begins + 1, said)
            if place is None:
                continue
            at, begins = place
        last = mention
        start = begins + mention.number.start
        end = begins + mention.number.end
        if read[at].text[start:end] == mention.number.printed:
            yield Found(mention, read[at], *read[at].span(start, end))


def _next(read: Sequence[Passage], at: int, begins: int, said: str) -> tuple[int, int] | None:
    """The next place from there on where a sentence stands."""
    for number in range(at, len(read)):
        place = read[number].text.find(said, begins if number == at else 0)
        if place >= 0:
            return number, place
    return None


def _passage(line: Line) -> Passage:
    raw = line.text
    text: list[str] = []
    at: list[int] = []
    end = 0
    for blank in (*_BLANKS.finditer(raw), None):
        stop = blank.start() if blank else len(raw)
        text += raw[end:stop]
        at += range(end, stop)
        if blank:
            if text:
                text.append(" ")
                at.append(blank.start())
            end = blank.end()
    joined = "".join(text).rstrip(" ")
    # Decomposed letters would stand elsewhere once they are composed: of such a paragraph nothing is bound.
    return Passage(line, joined if joined == nfc(raw) else "", tuple(at[: len(joined)]))
