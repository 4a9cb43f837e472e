"""Which paragraph styles of a .docx are headings."""

from collections.abc import Mapping

from lxml import etree

_MAX_CHAIN = 20


def heading_levels(styles: etree._Element | None) -> dict[str, int]:
    """The paragraph styles that are headings, by id, with their level from 1; a style has its parent's."""
    if styles is None:
        return {}
    w = styles.tag.partition("}")[0] + "}"
    known: dict[str, tuple[str, int]] = {}
    for style in styles.iter(f"{w}style"):
        name, parent = style.find(f"{w}name"), style.find(f"{w}basedOn")
        outline = style.find(f"{w}pPr/{w}outlineLvl")
        said = (name.get(f"{w}val") or "" if name is not None else "").casefold()
        level = int(said[8:]) if said.startswith("heading ") and said[8:].isdecimal() else 0
        if outline is not None and (outline.get(f"{w}val") or "").isdecimal():
            number = int(outline.get(f"{w}val") or "9")
            level = number + 1 if number < 9 else 0
        known[style.get(f"{w}styleId") or ""] = (
            parent.get(f"{w}val") or "" if parent is not None else "",
            level,
        )
    return {ident: _level(known, ident) for ident in known}


def _level(known: Mapping[str, tuple[str, int]], ident: str) -> int:
    for _ in range(_MAX_CHAIN):
        parent, level = known.get(ident, ("", 0))
        if level or not parent:
            return level
        ident = parent
    return 0
