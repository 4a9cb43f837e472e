"""What one element of properties (w:rPr, w:pPr) states, as plain values: nothing is inherited here.

A key that is absent is not stated. Lengths are in twips, sizes in half points.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from toolkit.files.read_styled_package import W

Stated = Mapping[str, object]
"""Properties by name; see the functions below for their names and kinds of value."""

TOGGLES: Final = ("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "vanish")
"""On and off by turns where several kinds of style state them (ISO/IEC 29500-1, 17.7.3)."""
_SWITCHES = {"dstrike": "dstrike", "rtl": "rtl", "cs": "cs_script"}
SLOTS: Final = ("ascii", "hAnsi", "cs", "eastAsia")
_THEMED = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "cs": "cstheme", "eastAsia": "eastAsiaTheme"}
_OFF = frozenset({"0", "false", "off", "none"})
_UNITS = {"pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 1440 / 25.4, "pc": 240.0, "pi": 240.0}
AUTO_SPACE: Final = 280
"""What Word puts where a paragraph's space is left to it (14 points), as web pages have it."""
_ALIGNS: Mapping[str, str] = {
    "left": "left", "start": "left", "right": "right", "end": "right", "center": "center", "distribute": "distribute",
}  # fmt: skip
_NOT_DRAWN = frozenset({"nil", "none", ""})


@dataclass(frozen=True, slots=True)
class Themed:
    """A font by its place in the theme; `otherwise` is the name that stands beside it, for a document without theme."""

    name: str
    otherwise: str


def is_on(flag: _Element) -> bool:
    """Whether a switch is on: it is where nothing is said."""
    return (flag.get(f"{W}val") or "true") not in _OFF


def twips(raw: str | None) -> int | None:
    """A length as Word writes it ("567", "1cm"); None where there is none that can be read."""
    if not raw:
        return None
    unit = raw[-2:]
    number, factor = (raw[:-2], _UNITS[unit]) if unit in _UNITS else (raw, 1.0)
    try:
        return round(float(number) * factor)
    except (ValueError, OverflowError):
        return None


def run_properties(element: _Element | None) -> dict[str, object]:
    """Of a w:rPr: toggles and switches (bool; the switch w:cs is called cs_script), a font per slot (str or Themed), sz and
    szCs (half points), color (its four attributes), u and raised (bool), style (the id of a character style).
    """
    found: dict[str, object] = {}
    for child in element if element is not None else ():
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        value = child.get(f"{W}val", "")
        if name in TOGGLES or name in _SWITCHES:
            found[_SWITCHES.get(name, name)] = is_on(child)
        elif name == "rFonts":
            found |= _fonts(child)
        elif name in ("sz", "szCs"):
            size = twips(value)
            # A size with a unit is a length; without one it counts half points.
            if size:
                found[name] = size / 10 if value[-1:].isalpha() else float(size)
        elif name == "color":
            found[name] = (
                value,
                child.get(f"{W}themeColor", ""),
                child.get(f"{W}themeTint"),
                child.get(f"{W}themeShade"),
            )
        elif name == "u":
            found[name] = value not in ("none", "")
        elif name == "vertAlign":
            found["raised"] = value == "superscript"
        elif name == "rStyle":
            found["style"] = value
    return found


def _fonts(fonts: _Element) -> dict[str, object]:
    found: dict[str, object] = {}
    for slot in SLOTS:
        plain, themed = fonts.get(f"{W}{slot}", ""), fonts.get(f"{W}{_THEMED[slot]}", "")
        if themed:
            found[slot] = Themed(themed, plain)
        elif plain:
            found[slot] = plain
    return found


def paragraph_properties(element: _Element | None) -> dict[str, object]:
    """Of a w:pPr: align, left, right, first (negative when hanging), before, after, beforeAuto, afterAuto, line, rule,
    contextualSpacing, pageBreakBefore, numId, ilvl, borders ({side: style}), tabs ({position: kind}), framed (its alignment
    on the page), style (the id of a paragraph style).
    """
    found: dict[str, object] = {}
    for child in element if element is not None else ():
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        value = child.get(f"{W}val", "")
        if name in ("pageBreakBefore", "contextualSpacing"):
            found[name] = is_on(child)
        elif name == "jc":
            found["align"] = _ALIGNS.get(value, "both")
        elif name == "ind":
            found |= _indents(child)
        elif name == "spacing":
            found |= _spacing(child)
        elif name == "numPr":
            found |= _numbering(child)
        elif name == "pBdr":
            found["borders"] = {side.tag.removeprefix(W): side.get(f"{W}val", "") for side in child}
        elif name == "tabs":
            found["tabs"] = {twips(tab.get(f"{W}pos")) or 0: tab.get(f"{W}val", "") for tab in child}
        elif name == "framePr":
            found["framed"] = child.get(f"{W}xAlign", "") if child.get(f"{W}w") is None else ""
        elif name == "pStyle":
            found["style"] = value
    return found


def _indents(element: _Element) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        for name in names:
            length = twips(element.get(f"{W}{name}"))
            if length is not None:
                found[key] = length
    hanging, first = twips(element.get(f"{W}hanging")), twips(element.get(f"{W}firstLine"))
    if hanging is not None:
        found["first"] = -hanging
    elif first is not None:
        found["first"] = first
    return found


def _spacing(element: _Element) -> dict[str, object]:
    found: dict[str, object] = {}
    for side in ("before", "after"):
        auto = element.get(f"{W}{side}Autospacing")
        length, lines = twips(element.get(f"{W}{side}")), twips(element.get(f"{W}{side}Lines"))
        if auto is not None:
            found[f"{side}Auto"] = auto not in _OFF
        if lines:
            found[side] = round(lines * 2.4)  # hundredths of a line of 12 points
        elif length is not None:
            found[side] = length
    line = twips(element.get(f"{W}line"))
    if line is not None:
        found["line"] = line
    rule = element.get(f"{W}lineRule")
    if rule or line is not None:
        found["rule"] = rule if rule in ("exact", "atLeast") else "auto"
    return found


def _numbering(element: _Element) -> dict[str, object]:
    found: dict[str, object] = {}
    for key in ("numId", "ilvl"):
        child = element.find(f"{W}{key}")
        value = child.get(f"{W}val", "") if child is not None else ""
        if value.lstrip("-").isdecimal():
            found[key] = value if key == "numId" else max(0, min(int(value), 8))
    return found


def is_drawn(style: str) -> bool:
    """Whether a border of this style is seen."""
    return style not in _NOT_DRAWN
