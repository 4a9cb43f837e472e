"""Comments in a worksheet's comments part: ours put in and taken out, those of others kept to the byte.

A comment of ours is told by its first line, which names who comments; in somebody else's comment ours stand below a rule.
Programs keep a comment's text when they save, and lose or change nearly everything else of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from toolkit.files.mark_workbook_xml import (
    MAIN,
    Edit,
    Element,
    Part,
    UnmarkableError,
    look_through,
    xml_text,
)
from toolkit.files.model import MarkedCell, cell_name, column_number

NO_COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
).encode()
_RULE = "────────────"
_FONT = b'<sz val="10"/><color indexed="81"/><rFont val="Times New Roman"/><family val="1"/>'
_CELL = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Uncommented:
    """A comments part without ours; `gone` are the cells that bear no comment any more, `left` says whether any does."""

    data: bytes
    gone: tuple[Place, ...]
    left: bool


@dataclass(frozen=True, slots=True)
class Commented:
    """A comments part with ours; `new` are the cells whose comments are new ones."""

    data: bytes
    new: tuple[MarkedCell, ...]


def uncommented(data: bytes, author: str) -> Uncommented:
    """A comments part without what we wrote into it. Raises UnmarkableError."""
    part = _looked(data)
    ours = _ours(author)
    edits: list[Edit] = []
    gone: list[Place] = []
    comments = _comments(part)
    for comment in comments:
        texts = _texts(comment)
        said = ours.search("".join(text.text for text in texts))
        if said and not said["rule"]:
            edits.append(Edit(comment.start, comment.end))
            if place := _place(comment):
                gone.append(place)
        elif said:
            edits += _cut(part, comment, texts, said.start(), author)
    edits += _author_out(part, author, [one for one in comments if _place(one) not in gone])
    return Uncommented(part.edited(edits), tuple(gone), len(gone) < len(comments))


def commented(data: bytes, cells: Sequence[MarkedCell], author: str) -> Commented:
    """A comments part, without any of ours so far, with those of some cells. Raises UnmarkableError."""
    part = _looked(data)
    authors, listed = part.root.first("authors"), part.root.first("commentList")
    if authors is None or listed is None:
        raise UnmarkableError("unmarkable.unusual")
    names = [one.text for one in authors.children]
    edits: list[Edit] = []
    if author not in names:
        names.append(author)
        edits += part.grown(authors, part.fitted(b"<author>%s</author>" % xml_text(author)))
    there: dict[Place | None, Element] = {}
    for comment in _comments(part):
        there.setdefault(_place(comment), comment)
    new = tuple(cell for cell in cells if (cell.row, cell.col) not in there)
    items = b"".join(_comment(cell, author, names.index(author)) for cell in new)
    if items:
        edits += part.grown(listed, part.fitted(items))
    for cell in cells:
        if mine := there.get((cell.row, cell.col)):
            edits += _appended(part, mine, f"{author}:\n{cell.comment}")
    return Commented(part.edited(edits), new)


def _looked(data: bytes) -> Part:
    part = look_through(data, "authors", "commentList")
    if part.root.name != "comments" or part.namespace != MAIN:
        raise UnmarkableError("unmarkable.unusual")
    return part


def _comments(part: Part) -> list[Element]:
    return list(part.root.all("comment"))


def _ours(author: str) -> re.Pattern[str]:
    """Where our words begin in a comment's text: at its begin, or with the rule below somebody else's."""
    name = re.escape(author)
    return re.compile(rf"(?:\A|(?P<rule>\r?\n{_RULE}\s*\n)){name}:\s*(?:\n|\Z)")


def _place(comment: Element) -> Place | None:
    found = _CELL.fullmatch(comment.attributes.get("ref", ""))
    return (int(found[2]) - 1, column_number(found[1])) if found else None


def _texts(comment: Element) -> list[Element]:
    """The elements that hold a comment's text, in order; readings of Japanese names are not among them."""
    text = comment.first("text")
    runs = text.children if text else ()
    return [one for run in runs for one in ([run] if run.name == "t" else _plain(run))]


def _plain(run: Element) -> Iterator[Element]:
    return (one for one in run.children if run.name == "r" and one.name == "t")


def _cut(part: Part, comment: Element, texts: Sequence[Element], at: int, author: str) -> Iterator[Edit]:
    """Take what stands behind a place of the text out of a comment; runs that are left empty go whole."""
    runs = {text.start: run for run in comment.all("r") for text in run.children if text.name == "t"}
    for text in texts:
        kept, at = text.text[: max(at, 0)], at - len(text.text)
        if kept == text.text:
            continue
        if not kept and text.start in runs:
            yield Edit(runs[text.start].start, runs[text.start].end)
            continue
        # As we wrote it, the rule stands in the same element, and what is before it stays as it was written.
        head = f"\n{_RULE}\n".encode() + xml_text(author) + b":"
        ours = part.data.find(head, text.inner, text.close)
        yield Edit(ours, text.close) if ours > 0 else Edit(text.inner, text.close, escape(kept).encode())


def _author_out(part: Part, author: str, left: Sequence[Element]) -> Iterator[Edit]:
    """Take our name out when it is the last one and nobody uses it: comments name their authors by number."""
    authors = part.root.first("authors")
    names = authors.children if authors else ()
    used = {comment.attributes.get("authorId") for comment in left}
    if names and names[-1].text == author and str(len(names) - 1) not in used:
        yield Edit(names[-1].start, names[-1].end)


def _comment(cell: MarkedCell, author: str, number: int) -> bytes:
    head, text = xml_text(f"{author}:"), xml_text("\n" + cell.comment)
    return (
        b'<comment ref="%s" authorId="%d" shapeId="0"><text><r><rPr><b/>%s</rPr><t xml:space="preserve">%s</t></r>'
        b'<r><rPr>%s</rPr><t xml:space="preserve">%s</t></r></text></comment>'
        % (cell_name(cell.row, cell.col).encode(), number, _FONT, head, _FONT, text)
    )


def _appended(part: Part, comment: Element, words: str) -> Iterator[Edit]:
    """Our words below somebody's, in the last run of their text; a comment without any text gets a run."""
    texts = _texts(comment)
    if texts:
        last = texts[-1]
        yield from part.grown(last, xml_text(f"\n{_RULE}\n{words}"))
        return
    text = comment.first("text")
    if text is None:
        raise UnmarkableError("unmarkable.unusual")
    run = b'<r><t xml:space="preserve">%s</t></r>' % xml_text(f"\n{_RULE}\n{words}")
    yield from part.grown(text, part.fitted(run))
