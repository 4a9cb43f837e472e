"""Which formatting is in force: styles and what they are based on, a table's style, the document's defaults, what is direct.

The order is that of ISO/IEC 29500-1, 17.7.2: document defaults, table style, numbering, paragraph style, character style,
direct formatting; toggles that several kinds of style switch on cancel each other out (17.7.3).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lxml.etree import _Element

from toolkit.files.read_styled_numbering import Level, Numbering
from toolkit.files.read_styled_package import W
from toolkit.files.read_styled_properties import (
    SLOTS,
    TOGGLES,
    Stated,
    Themed,
    paragraph_properties,
    run_properties,
)
from toolkit.files.read_styled_theme import Theme
from toolkit.files.styled_document import Look

_FONT = "Times New Roman"
_SIZE = 20.0
"""What Word takes where nothing at all is stated: ten points."""
_CACHED = 4096
Frozen = frozenset[tuple[str, object]]
"""Run properties as `run_properties` gives them, as a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One style as it stands in the file, without what it is based on."""

    id: str
    kind: str
    name: str
    base: str
    run: Stated
    paragraph: Stated
    element: _Element


@dataclass(frozen=True, slots=True)
class Layer:
    """What a table gives to the text of a cell: below every paragraph style."""

    run: Frozen = frozenset()
    paragraph: tuple[tuple[str, object], ...] = ()


class Styles:
    """The styles of a document, with its defaults, its theme and its lists."""

    def __init__(self, root: _Element | None, theme: Theme, numbering: Numbering) -> None:
        self._theme = theme
        self._numbering = numbering
        self._styles: dict[str, Style] = {}
        self._default: dict[str, str] = {}
        self._run: Stated = {}
        self._paragraph: Stated = {}
        for element in root if root is not None else ():
            if element.tag == f"{W}docDefaults":
                self._run = run_properties(element.find(f"{W}rPrDefault/{W}rPr"))
                self._paragraph = paragraph_properties(element.find(f"{W}pPrDefault/{W}pPr"))
            elif element.tag == f"{W}style":
                style = _style(element)
                self._styles[style.id] = style
                if element.get(f"{W}default") in ("1", "true", "on"):
                    self._default.setdefault(style.kind, style.id)
        self.look = lru_cache(maxsize=_CACHED)(self._look)

    def chain(self, ident: str, kind: str) -> tuple[Style, ...]:
        """A style of a kind after all that it is based on; the kind's default for an unknown one."""
        known = self._styles.get(ident)
        if known is None or known.kind != kind:
            known = self._styles.get(self._default.get(kind, ""))
        found: list[Style] = []
        while known is not None and known.kind == kind and known not in found:
            found.append(known)
            known = self._styles.get(known.base)
        return tuple(reversed(found))

    def paragraph(
        self, direct: Stated, layers: Iterable[Layer]
    ) -> tuple[dict[str, object], str, Level | None]:
        """The paragraph properties in force, the list that it is in ("" in none), and its level there.

        A level's indents stand above the style that names the list, or above all styles where the paragraph does itself.
        """
        chain = self.chain(str(direct.get("style", "")), "paragraph")
        number, level = self._list(chain, direct)
        holder = max((at for at, style in enumerate(chain) if "numId" in style.paragraph), default=-1)
        itself = "numId" in direct or "ilvl" in direct
        found: dict[str, object] = {}
        _put(found, self._paragraph)
        for layer in layers:
            _put(found, dict(layer.paragraph))
        for at, style in enumerate(chain):
            if level and at == holder and not itself:
                _put(found, level.look)
            _put(found, style.paragraph)
        if level and itself:
            _put(found, level.look)
        _put(found, direct)
        return found, number, level

    def _list(self, chain: tuple[Style, ...], direct: Stated) -> tuple[str, Level | None]:
        stated = [style for style in chain if "numId" in style.paragraph]
        number = str(direct.get("numId", stated[-1].paragraph["numId"] if stated else ""))
        if number in ("", "0"):
            return "", None
        levels = [style.paragraph["ilvl"] for style in chain if "ilvl" in style.paragraph]
        at = direct.get("ilvl", levels[-1] if levels else 0)
        by_style = "" if "numId" in direct or "ilvl" in direct or not stated else stated[-1].id
        level = self._numbering.level(number, at if isinstance(at, int) else 0, by_style)
        return (number, level) if level else ("", None)

    def _look(self, style: str, direct: Frozen, layers: tuple[Layer, ...]) -> Look:
        """How a run looks: `style` is its paragraph's."""
        stated = dict(direct)
        kinds: list[list[Stated]] = [
            [dict(layer.run) for layer in layers],
            [one.run for one in self.chain(style, "paragraph")],
            [one.run for one in self.chain(str(stated.get("style", "")), "character")],
        ]
        found: dict[str, object] = {**self._run}
        for kind in kinds:
            for one in kind:
                found.update(one)
        found.update(stated)
        for toggle in TOGGLES:
            found[toggle] = _toggled(toggle, self._run, kinds, stated)
        complex_script = bool(found.get("rtl") or found.get("cs_script"))
        first, second, third, fourth = (self._font(found.get(slot)) for slot in SLOTS)
        size = found.get("szCs" if complex_script else "sz", _SIZE)
        color = found.get("color", ("auto", "", None, None))
        return Look(
            fonts=(third,) * 4 if complex_script else (first, second, third, fourth),
            size=(size if isinstance(size, float) else _SIZE) / 2,
            bold=bool(found["bCs" if complex_script else "b"]),
            italic=bool(found["iCs" if complex_script else "i"]),
            underline=bool(found.get("u")),
            caps=bool(found["caps"] or found["smallCaps"]),
            strike=bool(found["strike"] or found.get("dstrike")),
            hidden=bool(found["vanish"]),
            raised=bool(found.get("raised")),
            color=self._theme.color(color),  # type: ignore[arg-type]  # as run_properties gives it
        )

    def _font(self, stated: object) -> str:
        name = self._theme.font(stated) if isinstance(stated, Themed) else str(stated or "")
        return name or _FONT


def _toggled(name: str, defaults: Stated, kinds: list[list[Stated]], direct: Stated) -> bool:
    if name in direct:
        return bool(direct[name])
    if defaults.get(name):
        return True
    of_kinds = ([style[name] for style in kind if name in style] for kind in kinds)
    return sum(bool(values[-1]) for values in of_kinds if values) % 2 == 1


def _put(found: dict[str, object], stated: Stated) -> None:
    """Lay properties over others; borders and tab stops are each a property of their own."""
    for key, value in stated.items():
        below = found.get(key)
        found[key] = {**below, **value} if isinstance(below, dict) and isinstance(value, dict) else value


def _style(element: _Element) -> Style:
    name, base = element.find(f"{W}name"), element.find(f"{W}basedOn")
    ident = element.get(f"{W}styleId", "")
    return Style(
        id=ident,
        kind=element.get(f"{W}type", "paragraph"),
        name=name.get(f"{W}val", ident) if name is not None else ident,
        base=base.get(f"{W}val", "") if base is not None else "",
        run=run_properties(element.find(f"{W}rPr")),
        paragraph=paragraph_properties(element.find(f"{W}pPr")),
        element=element,
    )
