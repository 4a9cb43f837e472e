"""Findings that would repeat themselves, as one with all its places: one cause, one message."""

from collections.abc import Iterable, Iterator, Sequence

from toolkit.findings import Finding, Place, found
from toolkit.form.layout import BlockArea, cell_label, column_label
from toolkit.form.model import BlockKind, Key
from toolkit.intake.printed import rows_printed
from toolkit.intake.search import Remark, Search, place_of, with_related
from toolkit.text import Lang, Text, say

_LANGS: tuple[Lang, Lang] = ("vi", "en")
_NAMED = 4
_FEW = 3
_ONE_CAUSE = frozenset({"NUM-009", "NUM-017", "NUM-034"})
_BY_LABEL = "STR-002"


def worded(remarks: Iterable[Remark]) -> list[Finding]:
    """Remarks of one code on one sheet as one finding that names the first cells."""
    groups: dict[tuple[str, str], list[Remark]] = {}
    for remark in remarks:
        groups.setdefault((remark.code, remark.place.sheet), []).append(remark)
    findings = []
    for (code, _), group in groups.items():
        if code == _BY_LABEL and len(group) <= _FEW:
            findings += [found(code, one.place, label=one.text) for one in group]
            continue
        one = found(
            "STR-011" if code == _BY_LABEL else code,
            group[0].place,
            raw=group[0].text if len(group) == 1 else "",
            cells=_cells(group),
            count=len(group),
        )
        findings.append(with_related(one, _others(group)))
    return findings


def _others(group: Sequence[Remark]) -> Iterator[Place]:
    """Every further place of a group."""
    yield from (one.place for one in group[1:])
    yield from (place for one in group for place in one.also)


def _cells(group: Sequence[Remark]) -> Text:
    """ "ô C12 (…), C14 (…) và 3 ô khác"; each cell once."""
    seen = dict.fromkeys((one.place.cell, one.text) for one in group)
    named = ", ".join(f"{cell} ({text})" if text else cell for cell, text in list(seen)[:_NAMED])
    if len(seen) > _NAMED:
        return say("intake.and_more", cells=named, count=len(seen) - _NAMED)
    return Text(named, named)


def lost(search: Search) -> list[Finding]:
    """The rows and columns of an area that are not there: one finding for rows, one for columns."""
    area = search.area
    rows = [key for key in search.lost if not key.column]
    columns = [key for key in search.lost if key.column]
    findings = []
    for code, keys in (("STR-003", rows), ("STR-010", columns)):
        if not keys:
            continue
        labels = _joined([label_of(area, key) for key in keys])
        places = [_lost_place(search, key) for key in keys]
        one = found(code, places[0], label=labels, block_label=area.block.label)
        findings.append(with_related(one, places[1:]))
    return findings


def _lost_place(search: Search, key: Key) -> Place:
    if key.column and search.area.block.kind is BlockKind.FIELDS:
        return search.place()
    return search.place(key)


def label_of(area: BlockArea, key: Key) -> Text:
    """What a key is called in a sentence: a row or column of a grid, a cell of it, a field."""
    if area.block.kind is BlockKind.GRID and key.row and key.column:
        return cell_label(area.block, key.row, key.column)
    if area.block.kind is BlockKind.FIELDS and key.column:
        return say("template.head_input")
    if key.column:
        return column_label(area.block, key.column)
    code = key.row or key.field
    return next((row.label for row in rows_printed(area) if row.code == code), area.block.label)


def _joined(labels: Sequence[Text]) -> Text:
    many = [
        "”, “".join(" ".join((label.in_(lang) or label.vi).split()) for label in labels[: _NAMED * 2])
        + ("”, “…" if len(labels) > _NAMED * 2 else "")
        for lang in _LANGS
    ]
    return Text(*many)


def absent(areas: Sequence[BlockArea]) -> list[Finding]:
    """Blocks that are not in the file: one finding a sheet that is missing."""
    groups: dict[str, list[BlockArea]] = {}
    for area in areas:
        groups.setdefault(area.sheet, []).append(area)
    findings = []
    for sheet, group in groups.items():
        places = [place_of(area, sheet) for area in group]
        one = found("STR-001", places[0], label=_joined([area.block.label for area in group]))
        findings.append(with_related(one, places[1:]))
    return findings


def copies(code: str, names: tuple[str, ...], areas: list[BlockArea]) -> Finding:
    """Sheets that hold the same, or one filled and its blank copies: one finding, whatever the number of blocks."""
    sheets = ", ".join(f"“{name}”" for name in names)
    labels = Text(*("; ".join(f"“{area.block.label.in_(lang)}”" for area in areas) for lang in _LANGS))
    places = [place_of(area, names[0]) for area in areas]
    return with_related(found(code, places[0], labels=labels, sheets=sheets), places[1:])


def gathered(area: BlockArea, findings: list[Finding]) -> list[Finding]:
    """The same remark on many cells is one finding with all their places: dashes in a whole grid."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for at, finding in enumerate(findings):
        same = (finding.code, finding.raw) if finding.code in _ONE_CAUSE else (finding.code, str(at))
        alike.setdefault(same, []).append(finding)
    return [group[0] if len(group) == 1 else _one_of(area, group) for group in alike.values()]


def _one_of(area: BlockArea, group: list[Finding]) -> Finding:
    first, places = group[0], [finding.place for finding in group]
    cells = say("intake.many_cells", count=len(group), first=places[0].cell, last=places[-1].cell)
    first = found(first.code, first.place, raw=first.raw, label=area.block.label, cells=cells)
    return with_related(first, places[1:])
