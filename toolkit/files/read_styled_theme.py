"""What a theme's names stand for: its fonts and its colours."""

import colorsys
from dataclasses import dataclass, field

from lxml.etree import _Element

from toolkit.files.read_styled_package import A
from toolkit.files.read_styled_properties import Themed

_NAMED = {
    "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1", "text2": "dk2", "dark2": "dk2",
    "background2": "lt2", "light2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_KINDS = {"eastasia": "ea", "bidi": "cs"}


@dataclass(frozen=True, slots=True)
class Theme:
    """Fonts by ("major" or "minor", "latin", "ea" or "cs"), colours by their name in the theme; both empty without one."""

    fonts: dict[tuple[str, str], str] = field(default_factory=dict)
    colors: dict[str, str] = field(default_factory=dict)

    def font(self, themed: Themed) -> str:
        """The font that "minorHAnsi" and the like stand for; what is written beside it where the theme has none."""
        name = themed.name.casefold()
        weight = name[:5]
        return self.fonts.get((weight, _KINDS.get(name[5:], "latin")), "") or themed.otherwise

    def color(self, stated: tuple[str, str, str | None, str | None]) -> str:
        """ "auto" or six hexadecimal digits, of a colour as `run_properties` gives it."""
        plain, named, tint, shade = stated
        known = self.colors.get(_NAMED.get(named, named)) if named else None
        if known is None:
            return plain.upper() if len(plain) == 6 else "auto"
        return _lighter(known, tint, shade)


def read_theme(root: _Element | None) -> Theme:
    """The fonts and colours of a theme part."""
    theme = Theme()
    if root is None:
        return theme
    for weight in ("major", "minor"):
        for kind in ("latin", "ea", "cs"):
            found = root.find(f".//{A}{weight}Font/{A}{kind}")
            if found is not None and found.get("typeface"):
                theme.fonts[weight, kind] = found.get("typeface", "")
    scheme = root.find(f".//{A}clrScheme")
    for one in scheme if scheme is not None else ():
        value = next(iter(one), None)
        if value is not None and isinstance(one.tag, str):
            theme.colors[one.tag.removeprefix(A)] = (
                value.get("lastClr") or value.get("val") or "000000"
            ).upper()
    return theme


def _lighter(color: str, tint: str | None, shade: str | None) -> str:
    """Towards white by a tint, towards black by a shade, each out of 255 in hexadecimal (ISO/IEC 29500-1, 17.3.2.6)."""
    try:
        red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
        hue, light, strong = colorsys.rgb_to_hls(red, green, blue)
        if tint:
            light = light * int(tint, 16) / 255 + 1 - int(tint, 16) / 255
        if shade:
            light = light * int(shade, 16) / 255
    except ValueError:
        return "auto"
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, strong))
