"""Automatic numbering: the words that Word puts before a paragraph, and the indents that its level gives."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element

from toolkit.files.read_styled_package import W
from toolkit.files.read_styled_properties import Stated, is_on, paragraph_properties, run_properties
from toolkit.text.enumeration import roman

_LEVELS = 9
_SHAPES = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF076: "❖", 0xF02D: "-"}
"""Signs of symbol fonts that serve as bullets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list, `at` from 0: `text` with %1 to %9 for numbers, `style` the paragraph style that it belongs to;
    `look` is what it states for its paragraphs and `run` for its numbers.
    """

    at: int
    start: int
    kind: str
    text: str
    ends: str
    restarts_after: int | None
    legal: bool
    style: str
    look: Stated
    run: Stated


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted: paragraphs are to be told in reading order."""

    levels: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    _counted: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level(self, number: str, at: int, style: str = "") -> Level | None:
        """The level of a list that a paragraph stands on: the one that belongs to its style, else the one stated."""
        known = self.levels.get(number, {})
        mine = next((level for level in known.values() if style and level.style == style), None)
        return mine or known.get(at)

    def next(self, number: str, level: Level) -> str:
        """The words before the next paragraph on a level, with a space where Word leaves one or a tab."""
        known = self.levels[number]
        at = level.at
        counted = self._counted[self.lists[number]]
        if (number, at) not in self._begun and at in self.starts.get(number, {}):
            counted[at] = self.starts[number][at] - 1
        self._begun.add((number, at))
        counted[at] = counted.get(at, level.start - 1) + 1
        for deeper in [key for key in counted if key > at and _restarts(known.get(key), at)]:
            del counted[deeper]
        words = level.text
        for place in range(_LEVELS):
            if f"%{place + 1}" in words:
                of = known.get(place, level)
                kind = "decimal" if level.legal else of.kind
                words = words.replace(f"%{place + 1}", written(counted.get(place, of.start), kind))
        words = "".join(_SHAPES.get(ord(sign), sign) for sign in words)
        return words + level.ends if words else ""


def _restarts(level: Level | None, above: int) -> bool:
    """Whether a deeper level begins anew after one on level `above` (from 0)."""
    after = level.restarts_after if level else None
    return after is None or above < after


def written(number: int, kind: str) -> str:
    """A number in one of Word's ways to write it; decimal where the way is not known."""
    if kind in ("lowerRoman", "upperRoman"):
        return roman(number).lower() if kind == "lowerRoman" else roman(number)
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        sign = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return sign if kind == "lowerLetter" else sign.upper()
    if kind == "decimalZero":
        return f"{number:02d}"
    return "" if kind in ("none", "bullet") else str(number)


def read_numbering(root: _Element | None) -> Numbering:
    """The lists that a numbering part defines."""
    if root is None:
        return Numbering()
    abstract = {one.get(f"{W}abstractNumId", ""): one for one in root.findall(f"{W}abstractNum")}
    by_style = {_of(one, "styleLink"): one for one in abstract.values() if _of(one, "styleLink")}
    levels: dict[str, dict[int, Level]] = {}
    lists: dict[str, str] = {}
    starts: dict[str, dict[int, int]] = {}
    for num in root.findall(f"{W}num"):
        ident = num.get(f"{W}numId", "")
        base = abstract.get(_of(num, "abstractNumId"))
        if base is not None and _of(base, "numStyleLink") in by_style:
            base = by_style[_of(base, "numStyleLink")]
        if base is None:
            continue
        lists[ident] = base.get(f"{W}abstractNumId", "")
        levels[ident] = dict(_level(one) for one in base.findall(f"{W}lvl"))
        for override in num.findall(f"{W}lvlOverride"):
            at = _number(override.get(f"{W}ilvl"), 0)
            start = _of(override, "startOverride")
            if start:
                starts.setdefault(ident, {})[at] = _number(start, 1)
            levels[ident] |= dict(_level(one) for one in override.findall(f"{W}lvl"))
    return Numbering(levels=levels, lists=lists, starts=starts)


def _level(element: _Element) -> tuple[int, Level]:
    legal, after = element.find(f"{W}isLgl"), _of(element, "lvlRestart")
    at = _number(element.get(f"{W}ilvl"), 0)
    return at, Level(
        at=at,
        start=_number(_of(element, "start"), 0),
        kind=_of(element, "numFmt") or "decimal",
        text=_of(element, "lvlText"),
        ends="" if _of(element, "suff") == "nothing" else " ",
        restarts_after=_number(after, 0) if after else None,
        legal=legal is not None and is_on(legal),
        style=_of(element, "pStyle"),
        look=paragraph_properties(element.find(f"{W}pPr")),
        run=run_properties(element.find(f"{W}rPr")),
    )


def _of(parent: _Element, name: str) -> str:
    child = parent.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""


def _number(raw: str | None, otherwise: int) -> int:
    return int(raw) if raw and raw.isdecimal() else otherwise
