"""What of a Word document's text a reader sees: one table for those who read figures and words from it.

Deleted, struck-out and hidden text is not read; inserted and moved text is, and what a field says. The decree's rules ask
more: there struck-out text counts, for it is printed (see read_styled).
"""

from collections.abc import Mapping
from typing import Final

from lxml.etree import _Element

from toolkit.files.read_styled_package import W
from toolkit.files.read_styled_properties import is_on

PASSED_THROUGH: Final = frozenset({
    "sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo",
})  # fmt: skip
"""Elements that hold what is read as if they were not there."""
TAKEN_OUT: Final = frozenset({"del", "moveFrom"})
FLAGS: Final = ("strike", "dstrike", "vanish")
"""Properties of a run that is not read."""
_MAX_CHAIN = 20


class Unseen:
    """The styles of a document by which text is hidden or struck out."""

    def __init__(self, styles: _Element | None) -> None:
        self._base: dict[str, str] = {}
        self._own: dict[str, Mapping[str, bool]] = {}
        for style in styles.iter(f"{W}style") if styles is not None else ():
            ident, base = style.get(f"{W}styleId", ""), style.find(f"{W}basedOn")
            self._base[ident] = base.get(f"{W}val", "") if base is not None else ""
            self._own[ident] = flags(style.find(f"{W}rPr"))

    def is_unseen(self, stated: Mapping[str, bool], run_style: str, paragraph_style: str) -> bool:
        """Whether a run is not read: by what it states itself, else by its style and its paragraph's, which cancel each
        other out (ISO/IEC 29500-1, 17.7.3).
        """
        of_run, of_paragraph = self._of(run_style), self._of(paragraph_style)
        return any(
            stated.get(flag, of_run.get(flag, False) != of_paragraph.get(flag, False)) for flag in FLAGS
        )

    def _of(self, ident: str) -> Mapping[str, bool]:
        found: dict[str, bool] = {}
        for _ in range(_MAX_CHAIN):
            own = self._own.get(ident)
            if own is None:
                break
            found = {**own, **found}
            ident = self._base[ident]
        return found


def flags(look: _Element | None) -> dict[str, bool]:
    """Which of `FLAGS` properties (w:rPr) state, and whether they are on."""
    named = ((flag, look.find(f"{W}{flag}")) for flag in FLAGS) if look is not None else ()
    return {flag: is_on(found) for flag, found in named if found is not None}
