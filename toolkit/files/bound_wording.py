"""How the sentences with our figures were worded when a document was made, kept with the records of the figures.

It is read from the finished document, of whichever words that consists: ours, the office's own text, a base typed in Word.
"""

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from toolkit.text.sentences import sentences

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLANKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}


def with_wording(record: bytes, body: _Element) -> bytes:
    """The hidden part of records, each figure in running text with the sentence (or part of one) that holds it; figures of
    tables and charts stand in none.
    """
    root = etree.fromstring(record)
    spoken = {one.get("mark"): one for one in root if one.get("place") in {"sentence", "blank"}}
    for one in spoken.values():
        one.attrib.pop("wording", "")
    starts = [one for one in body.iter(f"{_W}bookmarkStart") if one.get(f"{_W}name") in spoken]
    for paragraph in dict.fromkeys(above for one in starts for above in one.iterancestors(f"{_W}p")):
        text, places = "", {}
        for name, words in _read(paragraph):
            text += words
            if name in spoken:
                places[name] = len(text)
        for start, end in sentences(text):
            for name, at in places.items():
                if start <= at < end:
                    spoken[name].set("wording", text[start:end].strip())
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _read(element: _Element) -> Iterator[tuple[str, str]]:
    """A paragraph's bookmarks and words in their order, one of the two empty; a text box in it is no part of it."""
    for child in element:
        if child.tag == f"{_W}bookmarkStart":
            yield child.get(f"{_W}name") or "", ""
        elif child.tag == f"{_W}t":
            yield "", child.text or ""
        elif child.tag in _BLANKS:
            yield "", _BLANKS[child.tag]
        elif child.tag not in {f"{_W}p", f"{_W}pPr", f"{_W}drawing", f"{_W}pict"}:
            yield from _read(child)
