"""Fields, columns and blocks of the common template that a unit is not asked for, and filled all the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.files.model import RawWorkbook
from toolkit.findings import Finding, found
from toolkit.form.layout import BlockArea, rows_of
from toolkit.form.model import BlockKind, Key
from toolkit.intake.cells import locate
from toolkit.intake.converted import raw_text
from toolkit.intake.gathered import label_of
from toolkit.intake.locate import CodedSheet, row_codes, sheets_of
from toolkit.intake.search import Search, value_at, with_related

_FEW = 3
"""More findings than these are one."""


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Where what is not asked stands, so that it is known, and what was typed there."""

    searches: tuple[Search, ...]
    findings: tuple[Finding, ...]


def not_asked(
    raw: RawWorkbook,
    areas: Sequence[BlockArea],
    everything: Sequence[BlockArea],
    sheets: tuple[CodedSheet, ...],
) -> NotAsked:
    """What a workbook holds beyond the unit's `areas`, of those of all units."""
    asked = {(area.form, area.block.id): {item.code for item in area.columns} for area in areas}
    searches: list[Search] = []
    findings: list[Finding] = []
    for area in everything:
        mine = asked.get((area.form, area.block.id))
        items = tuple(item for item in area.columns if mine is None or item.code not in mine)
        if mine is not None and not items:
            continue
        extra = replace(area, columns=items) if area.block.kind is BlockKind.FIELDS else area
        if not _is_here(extra, {item.code for item in items}, mine is None, sheets):
            continue
        for sheet in sheets_of(extra, sheets, frozenset())[:1]:
            search = locate(raw, extra, sheet)
            searches.append(search)
            findings += _typed(search, {code for item in items for code in rows_of(item)}, mine is None)
    return NotAsked(tuple(searches), _one_cause(findings))


def _one_cause(findings: list[Finding]) -> tuple[Finding, ...]:
    """Figures at many fields that are not asked are one mistake, mostly of choosing the unit: one finding for all."""
    if len(findings) <= _FEW:
        return tuple(findings)
    places = [place for finding in findings for place in (finding.place, *finding.related)]
    named = ", ".join(f"“{finding.place.sheet}” {finding.place.cell}" for finding in findings[:_FEW])
    return (with_related(found("STR-040", places[0], count=len(places), cells=named), places[1:]),)


def _is_here(area: BlockArea, codes: set[str], whole: bool, sheets: tuple[CodedSheet, ...]) -> bool:
    """Whether codes of what is not asked stand in the workbook: on a unit's own template there are none."""
    wanted = (
        set(row_codes(area)) - {area.none_code} if whole or area.block.kind is BlockKind.FIELDS else codes
    )
    return any(code in sheet.places for code in wanted for sheet in sheets)


def _typed(search: Search, codes: set[str], whole: bool) -> list[Finding]:
    """One finding a field; of a grid or list, one for all its cells."""
    filled: list[Key] = []
    for key, spot in search.spots.items():
        if (whole or key.field in codes) and raw_text(value_at(search.raw, spot)).strip():
            filled.append(key)
    kind = search.area.block.kind
    groups = [[key] for key in filled] if kind is BlockKind.FIELDS else [filled] if filled else []
    findings = []
    for group in groups:
        places = [search.place(key, search.spots[key]) for key in group]
        label = label_of(search.area, group[0]) if len(group) == 1 else search.area.block.label
        said = raw_text(value_at(search.raw, search.spots[group[0]])).strip()
        findings.append(with_related(found("STR-009", places[0], raw=said, label=label), places[1:]))
    return findings
