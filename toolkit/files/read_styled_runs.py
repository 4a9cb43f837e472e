"""A paragraph's runs as a reader sees them: deleted text left out, inserted text in it, fields by their results."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from lxml.etree import _Element

from toolkit.files.read_styled_drawn import boxes, of_drawings
from toolkit.files.read_styled_package import MC, W, chosen
from toolkit.files.read_styled_properties import run_properties
from toolkit.files.styled_document import Drawn, Look, StyledRun
from toolkit.files.word_seen import PASSED_THROUGH

WRAPPERS: Final = frozenset(f"{W}{name}" for name in PASSED_THROUGH)
"""Elements that hold what is read as if they were not there."""
_SAID = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_DRAWINGS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SYMBOLS = 0xF000
_SHOWN_ALWAYS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
"""Fields that Word computes whether or not a result was saved."""
LookOf = Callable[[dict[str, object]], Look]


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction so far, whether its result has, and whether any of it was seen."""

    instruction: str = ""
    has_result: bool = False
    is_seen: bool = False

    @property
    def name(self) -> str:
        words = self.instruction.split()
        return words[0].upper() if words else ""


@dataclass(slots=True)
class Inline:
    """What a paragraph holds beside its properties."""

    runs: list[StyledRun] = field(default_factory=list)
    lines: list[Drawn] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)

    def merged(self) -> tuple[StyledRun, ...]:
        """The runs, those of one look in a row as one."""
        grouped = groupby(self.runs, key=lambda run: (run.look, run.field))
        return tuple(
            StyledRun(text="".join(run.text for run in runs), look=look, field=name)
            for (look, name), runs in grouped
        )


class RunReader:
    """Reads paragraphs one after the other: a field may go on over several."""

    def __init__(self) -> None:
        self._fields: list[_Field] = []

    def read(self, paragraph: _Element, look_of: LookOf) -> Inline:
        """What a w:p holds; `look_of` tells how a run with these properties looks there."""
        found = Inline()
        self._read(paragraph, look_of, found)
        return found

    def _read(self, parent: _Element, look_of: LookOf, found: Inline) -> None:
        for child in parent:
            if child.tag == f"{W}r":
                self._run(child, look_of, found)
            elif child.tag == f"{W}fldSimple":
                self._fields.append(_Field(child.get(f"{W}instr", ""), has_result=True))
                self._read(child, look_of, found)
                self._end(look_of({}), found)
            elif child.tag == f"{MC}AlternateContent":
                picked = chosen(child)
                if picked is not None:
                    self._read(picked, look_of, found)
            elif child.tag in WRAPPERS:
                self._read(child, look_of, found)
            elif child.tag in (f"{_MATH}oMath", f"{_MATH}oMathPara"):
                text = "".join(one.text or "" for one in child.iter(f"{_MATH}t"))
                self._say(text, look_of({}), found)

    def _run(self, run: _Element, look_of: LookOf, found: Inline) -> None:
        look = look_of(run_properties(run.find(f"{W}rPr")))
        for child in _children(run):
            name = child.tag.removeprefix(W)
            if name == "fldChar":
                self._field(child.get(f"{W}fldCharType", ""), look, found)
            elif name == "instrText" and self._fields:
                self._fields[-1].instruction += child.text or ""
            elif child.tag in _DRAWINGS:
                found.lines += of_drawings(child)
                found.boxes += boxes(child)
            elif name == "pgNum":
                self._fields.append(_Field("PAGE", has_result=True))
                self._end(look, found)
            else:
                self._say(_words(child, name), look, found)

    def _field(self, kind: str, look: Look, found: Inline) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            self._end(look, found)

    def _end(self, look: Look, found: Inline) -> None:
        ended = self._fields.pop()
        if not ended.is_seen and ended.name in _SHOWN_ALWAYS and all(one.has_result for one in self._fields):
            found.runs.append(StyledRun(text="", look=look, field=ended.name))

    def _say(self, text: str, look: Look, found: Inline) -> None:
        if not text or not all(one.has_result for one in self._fields):
            return
        for one in self._fields:
            one.is_seen = True
        found.runs.append(
            StyledRun(text=text, look=look, field=self._fields[-1].name if self._fields else "")
        )


def _children(run: _Element) -> Iterator[_Element]:
    for child in run:
        if child.tag == f"{MC}AlternateContent":
            picked = chosen(child)
            yield from picked if picked is not None else ()
        elif isinstance(child.tag, str):
            yield child


def _words(element: _Element, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name == "br":
        return "\f" if element.get(f"{W}type") == "page" else "\n"
    if name == "sym":
        try:
            code = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            return ""
        return chr(code - _SYMBOLS if _SYMBOLS <= code <= _SYMBOLS + 0xFF else code)
    return _SAID.get(name, "")
