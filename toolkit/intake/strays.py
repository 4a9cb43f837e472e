"""What stands on the sheets beside what is asked: it may be a shifted value, a row of the unit's own, or nothing to us."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import islice

from toolkit.files.model import RawSheet, RawValue, RawWorkbook, cell_name
from toolkit.findings import Finding, Place, found
from toolkit.form.model import BlockKind, Key
from toolkit.intake.converted import raw_text
from toolkit.intake.search import Search, Spot, has_content, says, with_related
from toolkit.intake.words import tidy

_NAMED = 5
"""So many cells are named in a finding's text."""
_QUOTED = 40
_TELEPHONE = 10**7
Reads = Callable[[Search, Key, RawValue], bool]
"""Whether a cell's content could be the value of a key."""


def hold_shifted(searches: list[Search], known: set[Spot], reads: Reads) -> set[Spot]:
    """Hold blank inputs beside which a value stands that belongs to no known cell: it may have been shifted. The cells
    that are spoken of in doing so.
    """
    told: set[Spot] = set()
    for search in searches:
        for (name, row, first), keys in search.lines.items():
            typed = [key for key in keys if key in search.spots]
            if not typed or not (strays := _strays(search, name, row, first, known)):
                continue
            blank = [key for key in typed if not has_content(search, search.spots[key])]
            if any(reads(search, key, value) for key in blank for value in strays.values()):
                told |= set(strays)
                text = "; ".join(
                    f"{cell_name(spot[1], spot[2])}: “{raw_text(v)[:_QUOTED]}”"
                    for spot, v in islice(strays.items(), _NAMED)
                )
                for key in typed if _is_shift(search, (name, row), strays, known) else blank:
                    search.doubt("STR-013", key, search.spots[key], text, strays)
    return told


def _is_shift(search: Search, row: tuple[str, int], strays: dict[Spot, RawValue], known: set[Spot]) -> bool:
    """Whether a whole row of a table may have slipped: its values go on at once beyond the cells that are known."""
    if search.area.block.kind is BlockKind.FIELDS:
        return False
    cols = {col for name, line, col in known if (name, line) == row}
    return any(col - 1 in cols for _, _, col in strays)


def _strays(search: Search, name: str, row: int, first: int, known: set[Spot]) -> dict[Spot, RawValue]:
    """The cells of a row right of its label that belong to nothing known."""
    sheet = search.sheet.raw if name == search.sheet.raw.name else search.raw.sheet(name)
    if sheet is None or row >= len(sheet.rows):
        return {}
    return {
        (name, row, col): value
        for col, value in enumerate(sheet.rows[row])
        if value is not None and col > first and (name, row, col) not in known and says(value)
    }


def outside(
    raw: RawWorkbook, searches: list[Search], known: set[Spot], furniture: frozenset[str]
) -> list[Finding]:
    """One finding a sheet: figures that belong to no cell of the form, and sheets of figures that are not the form's.

    `furniture` are the template's own other sheets. In lines of lists and narratives texts count too: they may be the
    rest of what was typed.
    """
    of_form = {spot[0] for search in searches for spot in search.lines} | {s.sheet.raw.name for s in searches}
    texts = {
        (name, row)
        for search in searches
        if search.area.block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}
        for name, row, _ in search.lines
    }
    lasts: dict[str, int] = {}
    for search in searches:
        for name, row, _ in search.lines:
            lasts[name] = max(lasts.get(name, 0), row)
    errors: dict[str, list[Spot]] = {}
    for spot in raw.errors:
        if spot not in known:
            errors.setdefault(spot[0], []).append(spot)
    findings = []
    for sheet in raw.sheets:
        inside = sheet.name in of_form
        if sheet.name in furniture:
            continue
        last = lasts.get(sheet.name, len(sheet.rows)) if inside else len(sheet.rows)
        cells = [spot for spot in _figures(sheet, last, texts) if spot not in known]
        cells = list(dict.fromkeys(cells + errors.get(sheet.name, [])))
        if cells:
            findings.append(_worded("STR-027" if inside else "STR-028", sheet, cells, raw))
    return findings


def _figures(sheet: RawSheet, last: int, texts: set[tuple[str, int]]) -> Iterable[Spot]:
    """Cells with numbers, dates and the like. Below the block's last row a date is the signature's, and a long number
    somebody's telephone.
    """
    for row, cells in enumerate(sheet.rows):
        for col, value in enumerate(cells):
            if value is None or isinstance(value, bool):
                continue
            if isinstance(value, str):
                if (sheet.name, row) in texts and tidy(value):
                    yield sheet.name, row, col
            elif row > last and (
                isinstance(value, date) or (isinstance(value, int | float) and value > _TELEPHONE)
            ):
                continue
            else:
                yield sheet.name, row, col


def _worded(code: str, sheet: RawSheet, cells: list[Spot], raw: RawWorkbook) -> Finding:
    named = [
        f"{cell_name(row, col)} (“{raw.errors.get((name, row, col), raw_text(sheet.at(row, col)))[:_QUOTED]}”)"
        for name, row, col in cells[:_NAMED]
    ]
    place = Place(sheet=sheet.name, cell=cell_name(cells[0][1], cells[0][2]))
    finding = found(code, place, cells="; ".join(named), count=len(cells))
    return with_related(finding, (replace(place, cell=cell_name(row, col)) for _, row, col in cells[1:]))
