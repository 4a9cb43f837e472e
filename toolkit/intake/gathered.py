"""Findings that would repeat themselves, as one with all its places."""

from dataclasses import replace

from toolkit.findings import Finding, found
from toolkit.form.layout import BlockArea
from toolkit.intake.cells import place_of
from toolkit.text import Lang, Text, say

_LANGS: tuple[Lang, Lang] = ("vi", "en")


def copies(names: tuple[str, ...], areas: list[BlockArea]) -> Finding:
    """Sheets that hold the same: one finding, whatever the number of blocks on them."""
    sheets = ", ".join(f"“{name}”" for name in names)
    labels = Text(*("; ".join(f"“{area.block.label.in_(lang)}”" for area in areas) for lang in _LANGS))
    places = [place_of(area, names[0]) for area in areas]
    return replace(found("STR-004", places[0], labels=labels, sheets=sheets), related=tuple(places[1:]))


def gathered(area: BlockArea, findings: list[Finding]) -> list[Finding]:
    """The same remark on many cells is one finding with all their places: dashes in a whole grid, a row out of order."""
    alike: dict[tuple[str, ...], list[Finding]] = {}
    same: tuple[str, str]
    for at, finding in enumerate(findings):
        match finding.code:
            case "NUM-017":
                same = finding.code, finding.raw
            case "STR-006":
                same = finding.code, finding.place.row or finding.place.field
            case _:
                same = finding.code, str(at)
        alike.setdefault(same, []).append(finding)
    return [group[0] if len(group) == 1 else _one_of(area, group) for group in alike.values()]


def _one_of(area: BlockArea, group: list[Finding]) -> Finding:
    first, places = group[0], [finding.place for finding in group]
    if first.code == "NUM-017":
        cells = say("intake.many_cells", count=len(group), first=places[0].cell, last=places[-1].cell)
        first = found(first.code, first.place, raw=first.raw, label=area.block.label, cells=cells)
    return replace(first, related=tuple(places[1:]))
