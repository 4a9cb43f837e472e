"""[[Placeholders]] that staff typed in Word: where each stands, and what is wrong with how it is typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml.etree import _Element

from toolkit.files.base_document_open import open_package
from toolkit.files.base_document_package import Package, W
from toolkit.files.fill_document_text import Line, lines_of
from toolkit.text import nfc

OPEN, CLOSE = "[[", "]]"
_SHOWN = 60


class Fault(StrEnum):
    """What is wrong with the brackets: one side is missing, there is nothing in them, or others stand in them."""

    NOT_CLOSED = "not_closed"
    NOT_OPENED = "not_opened"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One placeholder. `words` stand between its brackets; `paragraph` counts from 1 in the part of its `kind` ("document",
    "header", "footer", ...), whose words are `around`; `before` and `after` are those on its two sides.

    `alone`: nothing else stands in its paragraph; `in_body`: that lies in the text itself, in no cell or box; `in_cell`:
    it is all that a table's cell says; `others`: how many more stand in its paragraph; `listed`: Word puts a bullet or
    number before it.
    """

    words: str
    paragraph: int
    kind: str
    around: str
    before: str = ""
    after: str = ""
    in_body: bool = False
    in_cell: bool = False
    others: int = 0
    listed: bool = False
    fault: Fault | None = None

    @property
    def alone(self) -> bool:
        """Whether its paragraph says nothing else."""
        return not self.before.strip() and not self.after.strip()


@dataclass(frozen=True, slots=True)
class Spot:
    """A placeholder's place in its paragraph."""

    line: Line
    start: int
    end: int
    tag: Tag


def tags_of(data: bytes, file: str) -> tuple[Tag, ...]:
    """Every placeholder of a base document, mistyped ones too, in order. Raises UsageError where it cannot be read."""
    return tuple(spot.tag for spot in spots_of(open_package(data, file)))


def spots_of(package: Package) -> list[Spot]:
    """Every placeholder with its place; those that repeat a text box's are left out."""
    return [spot for line in lines_of(package) if not line.again for spot in spots_in(line)]


def spots_in(line: Line) -> list[Spot]:
    """The placeholders of one paragraph."""
    text = line.text
    found = list(_brackets(text))
    whole = sum(fault is None for *_, fault in found)
    top = _is_top(line.element)
    one_paragraph = line.is_in_cell and _is_only(line.element)
    spots = []
    for start, end, fault in found:
        before, after = text[:start], text[end:]
        tag = Tag(
            words=nfc(text[start:end].removeprefix(OPEN).removesuffix(CLOSE)) if fault is None else "",
            paragraph=line.number,
            kind=line.kind,
            around=_shown(text, start),
            before=before,
            after=after,
            in_body=top and line.kind == "document",
            in_cell=one_paragraph and not before.strip() and not after.strip(),
            others=whole - (fault is None),
            listed=_is_listed(line.element),
            fault=fault,
        )
        spots.append(Spot(line, start, end, tag))
    return spots


def _brackets(text: str) -> Iterator[tuple[int, int, Fault | None]]:
    """Each pair with what is wrong with it, from its first character to behind its last."""
    at = 0
    while True:
        opened, closed = text.find(OPEN, at), text.find(CLOSE, at)
        if opened < 0 and closed < 0:
            return
        if opened < 0 or 0 <= closed < opened:
            yield closed, closed + 2, Fault.NOT_OPENED
            at = closed + 2
            continue
        again = text.find(OPEN, opened + 2)
        if closed < 0 or 0 <= again < closed:
            yield opened, opened + 2, Fault.NOT_CLOSED
            at = opened + 2
            continue
        end = closed + 2
        yield opened, end, None if text[opened + 2 : closed].strip() else Fault.EMPTY
        at = end


def _shown(text: str, start: int) -> str:
    """The words around a place, short enough to be read."""
    begin = max(0, start - _SHOWN // 3)
    shown = nfc(text[begin : begin + _SHOWN])
    return ("…" if begin else "") + shown + ("…" if begin + _SHOWN < len(text) else "")


def _is_top(paragraph: _Element) -> bool:
    """Whether it stands in the document's text itself, or in a content control there."""
    return all(one.tag in _PLAIN for one in paragraph.iterancestors())


_PLAIN = frozenset(f"{W}{name}" for name in ("sdtContent", "sdt", "body", "document"))


def _is_listed(paragraph: _Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    named = (style.get(f"{W}val") or "").casefold() if style is not None else ""
    return paragraph.find(f"{W}pPr/{W}numPr") is not None or named.startswith(("listbullet", "listnumber"))


def _is_only(paragraph: _Element) -> bool:
    parent = paragraph.getparent()
    return parent is not None and sum(one.tag == f"{W}p" for one in parent) == 1
