"""Excel's cell formats, one for each look that a plan uses."""

from dataclasses import fields, replace
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from toolkit.files.model import Style

DATE_FORMAT = "dd/mm/yyyy"
_BORDERS = {"none": 0, "thin": 1, "hair": 7}


class Formats:
    """Excel's cell formats by style. Looked up by the style object first: hashing one costs more than writing a cell."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._by_style: dict[tuple[Style, str], Format] = {}
        self._by_object: dict[int, Format] = {}

    def of(self, style: Style) -> Format:
        """The format of a cell's style. The plan keeps its styles alive, so that an id stays one style's."""
        found = self._by_object.get(id(style))
        if found is None:
            found = self._by_object[id(style)] = self._shared(style, "cell")
        return found

    def conditional(self, style: Style) -> Format:
        """The differences only: a conditional format may not set font or size."""
        return self._shared(style, "conditional")

    def dated(self, style: Style) -> Format:
        """The style for a date: one without a number format of its own is shown as dd/mm/yyyy."""
        if style.number_format != "General":
            return self.of(style)
        return self._shared(replace(style, number_format=DATE_FORMAT), "cell")

    def _shared(self, style: Style, use: str) -> Format:
        found = self._by_style.get((style, use))
        if found is None:
            look = _cell_look(style) if use == "cell" else _changed_look(style)
            found = self._by_style[style, use] = self._book.add_format(look)
        return found


def _cell_look(style: Style) -> dict[str, Any]:
    look: dict[str, Any] = {
        "font_name": style.font,
        "font_size": style.size,
        "font_color": style.color,
        "bold": style.bold,
        "italic": style.italic,
        "underline": int(style.underline),
        "valign": {"center": "vcenter"}.get(style.valign, style.valign),
        "text_wrap": style.wrap,
        "num_format": style.number_format,
        "indent": style.indent,
        "rotation": style.rotation,
        "locked": style.locked,
        "border": _BORDERS[style.border],
    }
    if style.align:
        look["align"] = style.align
    if style.fill:
        look["bg_color"] = style.fill
    return look


def _changed_look(style: Style) -> dict[str, Any]:
    plain = Style()
    names = {"color": "font_color", "bold": "bold", "italic": "italic", "fill": "bg_color"}
    changed = (f.name for f in fields(Style) if getattr(style, f.name) != getattr(plain, f.name))
    return {names[name]: getattr(style, name) for name in changed if name in names}
