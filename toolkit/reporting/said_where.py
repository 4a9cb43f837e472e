"""Where in a document something stands, as staff are told it: its heading, its sentence or row."""

from toolkit.files.bound_document import BoundDocument, Mark
from toolkit.text import Text, say
from toolkit.text.sentences import sentence_around

_LETTERS = 200


def place_under(heading: str) -> Text:
    """That something is under a heading."""
    return say("reporting.under", heading=heading) if heading else Text("", "")


def under(document: BoundDocument, number: int) -> str:
    """The heading above a paragraph; of one in a table also an annex's title, which stands in capitals, and where there is
    neither the text above it.
    """
    here, nearest = document.paragraph(number), ""
    for above in reversed(document.paragraphs[: number - 1]):
        words = above.text.strip()
        if above.part != here.part or not words:
            continue
        beside = here.table and not above.table
        if above.level or (beside and words.isupper()):
            return cut(words)
        nearest = nearest or (words if beside and not words.startswith("(") else "")
    return cut(nearest)


def sentence_of(document: BoundDocument, mark: Mark, *, whole: bool = False) -> str:
    """The sentence that a figure stands in; of one in a table its row."""
    return sentence_at(document, mark.paragraph, mark.start, whole=whole)


def sentence_at(document: BoundDocument, number: int, start: int, *, whole: bool = False) -> str:
    """The one that stands at a character of a paragraph."""
    here = document.paragraph(number)
    if here.table:
        row = (
            one.text.strip() for one in document.paragraphs if (one.table, one.row) == (here.table, here.row)
        )
        return cut(" | ".join(filter(None, row)))
    begins, ends = sentence_around(here.text, start, whole=whole)
    return cut(here.text[begins:ends].strip())


def cut(text: str) -> str:
    """A sentence, cut where it is long."""
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1].rstrip() + "…"
