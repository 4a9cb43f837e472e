"""Word documents as an office types them, for tests of placeholders: made by python-docx, in none of our styles."""

import io
from collections.abc import Callable

import docx
from docx.document import Document as WordFile

FILE = "input_templates/small/report.docx"


def word(*lines: str, more: Callable[[WordFile], None] | None = None) -> bytes:
    """A document of these paragraphs; `more` does to it what else a person would."""
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    if more:
        more(made)
    return saved(made)


def saved(made: WordFile) -> bytes:
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def texts(data: bytes) -> list[str]:
    """The paragraphs of a document's body, as another library reads them."""
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
