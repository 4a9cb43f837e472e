"""Whether an issued report states what makes it a document: its number, its day, and which one it replaces."""

import re
from collections.abc import Iterator

from toolkit.errors import UsageError
from toolkit.form.editions import document_of
from toolkit.form.model import Round
from toolkit.register.model import Issued
from toolkit.text import Text, fold, say


def refuse_unnumbered(opened: Round, issued: Issued, report: bytes) -> None:
    """Raises UsageError for a report of the office's own wording that is about to be issued without its number or day, or
    without a word of the document that it replaces: what is kept must be what is signed. Our own text has them all.
    """
    if not issued.base:
        return
    from toolkit.files.read_bound import read_bound

    (file,) = issued.base
    text = fold(" ".join(one.text for one in read_bound(report, "report.docx").paragraphs))
    missing = [told for words, told in _stated(opened, issued) if not _says(text, fold(words))]
    if missing:
        raise UsageError("wording.issued_without", file=file, missing=Text.joined("; ", missing))


def _says(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _stated(opened: Round, issued: Issued) -> Iterator[tuple[str, Text]]:
    """Words that have to be in it, and what they say."""
    from toolkit.report.issue import Issue

    *earlier, edition = opened.editions
    issue = Issue(round=opened, office=issued.office, as_of=issued.as_of, lang=issued.lang)
    day = issue.header().place_and_date.removeprefix(f"{issued.office.place}, ")
    yield edition.number, say("wording.lacks_number", number=edition.number)
    yield day, say("wording.lacks_day", day=day)
    if earlier:
        yield earlier[-1].number, say("wording.lacks_replaced", document=document_of(earlier[-1]))
