"""What is wrong with the words around a report's figures, worded: those that are not true, or turn a sentence round."""

from collections.abc import Iterator

from toolkit.files.bound_document import BoundDocument
from toolkit.findings import Finding, found
from toolkit.text import Text, say
from toolkit.verify.bases import false_said
from toolkit.verify.claims import unfounded
from toolkit.verify.direction import Reprint
from toolkit.verify.place import Places
from toolkit.verify.wording import turned


def words_told(document: BoundDocument, reprint: Reprint, places: Places, refresh: Text) -> Iterator[Finding]:
    """Direction words and names of what is compared with that are not true, words that turn a sentence round, then
    comparisons that there are no figures for.
    """
    for word in false_said(document, reprint):
        span = word.paragraph, word.start, word.end
        yield found(
            "FIG-005",
            places.place(*span, word.now.key),
            raw=word.word,
            expected=word.now.text,
            where=places.where(*span),
            said=word.word,
            now=word.now.text.casefold(),
            command=refresh,
        )
    for one in turned(document):
        span = one.paragraph, one.start, one.end
        yield found(
            "FIG-015",
            places.place(*span, one.figure.key),
            raw=one.word,
            expected=one.composed,
            where=places.where(*span),
            what=say("verify_text.word_gone" if one.gone else "verify_text.word_added", word=one.word),
            composed=one.composed,
            command=refresh,
        )
    for said, comparison, figure in unfounded(document, reprint):
        span = said.number, comparison.start, comparison.end
        yield found(
            "FIG-016",
            places.place(*span, figure.key),
            raw=comparison.text,
            where=places.where(*span),
            said=comparison.text,
        )
