"""The paragraphs of a Word document as lines of text that can be cut anywhere, however Word has split them into runs."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from toolkit.files.base_document_package import Package, W
from toolkit.files.word_seen import flags

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{W}txbxContent"
_UNSEEN = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", _BOX, _FALLBACK})
_SAID = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}
_KINDS = ("header", "footer", "footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One piece of a paragraph's text: the element that says it, and its run."""

    node: _Element
    text: str
    start: int

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.text)

    @property
    def run(self) -> _Element:
        """The run that it stands in."""
        parent = self.node.getparent()
        assert parent is not None
        return parent


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: `number` counts from 1 in its part; `part` is the part's name, `kind` "document", "header", ...;
    `again`: it repeats a text box for programs that do not know the first one.
    """

    element: _Element
    number: int
    part: str
    kind: str
    again: bool = False

    @property
    def text(self) -> str:
        """What a reader sees; tabs and line breaks are spaces."""
        return "".join(one.text for one in stretches(self.element))

    @property
    def rows(self) -> tuple[tuple[int, int], ...]:
        """From character to character of `text`, what stands between its line breaks."""
        every = stretches(self.element)
        breaks = [one.start for one in every if one.node.tag in {f"{W}br", f"{W}cr"}]
        end = every[-1].end if every else 0
        return tuple(zip((0, *(at + 1 for at in breaks)), (*breaks, end), strict=True))

    @property
    def table(self) -> int:
        """Which of the text's tables it stands in, counted from 1; 0 where it stands in none."""
        around = list(self.element.iterancestors(f"{W}tbl"))
        return 1 + sum(1 for _ in around[-1].itersiblings(f"{W}tbl", preceding=True)) if around else 0

    @property
    def is_in_box(self) -> bool:
        """Whether it stands in a text box."""
        return any(one.tag == _BOX for one in self.element.iterancestors())

    @property
    def is_in_cell(self) -> bool:
        """Whether it stands in a table's cell."""
        return any(one.tag == f"{W}tc" for one in self.element.iterancestors())


def lines_of(package: Package) -> Iterator[Line]:
    """Every paragraph of the document, its headers, footers and notes, in the order of the file."""
    yield from _lines(package, package.main, "document")
    seen = set()
    for one in package.relations(package.main):
        if one.kind in _KINDS and not one.external and package.has(one.target) and one.target not in seen:
            seen.add(one.target)
            yield from _lines(package, one.target, one.kind)


def _lines(package: Package, part: str, kind: str) -> Iterator[Line]:
    number = 0
    for element in list(package.tree(part).iter(f"{W}p")):
        again = any(one.tag == _FALLBACK for one in element.iterancestors())
        number += not again
        yield Line(element, number, part, kind, again)


def stretches(paragraph: _Element) -> list[Stretch]:
    """What a paragraph says, piece by piece; deleted and hidden text and the text of boxes that hang on it are left
    out.
    """
    found: list[Stretch] = []
    at = 0
    for node in _nodes(paragraph):
        text = node.text or "" if node.tag == f"{W}t" else _SAID[node.tag]
        if text:
            found.append(Stretch(node, text, at))
            at += len(text)
    return found


def _nodes(parent: _Element) -> Iterator[_Element]:
    for child in parent:
        if child.tag in _UNSEEN or not isinstance(child.tag, str) or _is_hidden(child):
            continue
        if child.tag == f"{W}t" or (child.tag in _SAID and parent.tag == f"{W}r"):
            yield child
        else:
            yield from _nodes(child)


def _is_hidden(element: _Element) -> bool:
    """Whether it is a run that says itself that it is hidden or struck out: nobody typed that to be filled."""
    return element.tag == f"{W}r" and any(flags(element.find(f"{W}rPr")).values())


def replace_text(paragraph: _Element, start: int, end: int, made: Iterable[_Element]) -> None:
    """Put elements in the place of the characters from `start` to `end`; with `start` == `end` they come in between.

    Elements come with the look of the run that they replace or follow: runs among them get its properties. What else
    hangs on the runs that are replaced (anchors, bookmarks) stays.
    """
    cut(paragraph, start)
    cut(paragraph, end)
    there = stretches(paragraph)
    gone = [one for one in there if start <= one.start and one.end <= end]
    if gone:
        model = place = behind = gone[0].run
    elif there:
        model = next((one.run for one in reversed(there) if one.end <= start), there[0].run)
        place, behind = None, model
    else:
        return
    for element in made:
        for run in (element,) if element.tag == f"{W}r" else tuple(element.iter(f"{W}r")):
            _look_like(run, model)
        if place is not None:
            place.addprevious(element)
        else:
            behind.addnext(element)
            behind = element
    for one in gone:
        run = one.run
        run.remove(one.node)
        if all(child.tag == f"{W}rPr" for child in run):
            drop(run)


def cut(paragraph: _Element, at: int) -> None:
    """Make a run begin at a character, where one stands there."""
    for one in stretches(paragraph):
        if one.start <= at < one.end:
            break
    else:
        return
    node, run = one.node, one.run
    if one.start < at:
        later = deepcopy(node)
        set_text(node, one.text[: at - one.start])
        set_text(later, one.text[at - one.start :])
        later.tail = None
        node.addnext(later)
        node = later
    before = [child for child in run if child.tag != f"{W}rPr"]
    if before and before[0] is node:
        return
    second = etree.Element(f"{W}r")
    look = run.find(f"{W}rPr")
    if look is not None:
        second.append(deepcopy(look))
    moving = before[before.index(node) :]
    for child in moving:
        second.append(child)
    run.addnext(second)


def set_text(node: _Element, text: str) -> None:
    """A text element's words, spaces at its ends kept."""
    node.text = text
    node.set(_SPACE, "preserve")


def text_run(text: str) -> _Element:
    """A run that says something and has no look of its own yet."""
    run = etree.Element(f"{W}r")
    set_text(etree.SubElement(run, f"{W}t"), text)
    return run


def _look_like(run: _Element, model: _Element) -> None:
    """A run with the look of another; the colour that marks a place to be filled is left behind."""
    own = run.find(f"{W}rPr")
    marked = own is not None and own.find(f"{W}highlight") is not None
    if own is not None:
        run.remove(own)
    look = model.find(f"{W}rPr")
    made = etree.Element(f"{W}rPr") if look is None else deepcopy(look)
    for one in made.findall(f"{W}highlight"):
        made.remove(one)
    if marked:
        _highlight(made)
    if len(made):
        run.insert(0, made)


_BEFORE_HIGHLIGHT = frozenset(
    f"{W}{name}"
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike",
        "dstrike", "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color",
        "spacing", "w", "kern", "position", "sz", "szCs",
    )
)  # fmt: skip


def _highlight(look: _Element) -> None:
    mark = etree.Element(f"{W}highlight", {f"{W}val": "yellow"})
    after = next((one for one in look if one.tag not in _BEFORE_HIGHLIGHT), None)
    if after is None:
        look.append(mark)
    else:
        after.addprevious(mark)


def make_yellow(run: _Element) -> None:
    """A run that is to be seen: `replace_text` keeps its yellow."""
    look = run.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr")
        run.insert(0, look)
    _highlight(look)


def drop(element: _Element) -> None:
    """Take an element out of its tree, with all that is in it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
