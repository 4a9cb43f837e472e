"""Figures pasted a row too low or too high: a run of inputs with a gap, and beside its end a number where none is asked.

Two traces together: an input of the run is blank, and the cell just below the run (or above it) is the template's and
holds a number that it cannot have. Either alone happens; together nobody can tell which row a figure belongs to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.files.model import RawValue, RawWorkbook, cell_name
from toolkit.form.model import BlockKind, Key
from toolkit.intake.converted import raw_text
from toolkit.intake.model import Entry, State
from toolkit.intake.overwritten import computed_cells
from toolkit.intake.printed import heading
from toolkit.intake.search import Search, Spot, value_at

_NEAR = Decimal("0.5")
"""A computed value that was rounded when it was typed over is still that value."""
_TICK = 1
_HEADINGS = ("label", "measure", "input")
_Input = tuple[Search, Key]
Computed = dict[Spot, Decimal | None]


def hold_pasted(
    raw: RawWorkbook, searches: Sequence[Search], others: Iterable[Search], entries: dict[Key, Entry]
) -> set[Spot]:
    """Hold the runs of inputs that were pasted a row off. `others` are what the file holds besides what is asked: their
    cells are inputs too. The cells outside the inputs that are spoken of in doing so.
    """
    computed: Computed = {}
    ticks = {search.tick for search in (*searches, *others) if search.tick}
    heads = {(search.sheet.raw.name, row) for search in searches for row in _head_rows(search)}
    columns: dict[tuple[str, int], dict[int, _Input]] = {}
    for search in (*searches, *others):
        if search.area.block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}:
            continue
        for key, (name, row, col) in search.spots.items():
            columns.setdefault((name, col), {})[row] = (search, key)
    for search in searches:
        computed |= computed_cells(search, entries)
    told: set[Spot] = set()
    for (name, col), inputs in columns.items():
        for first, last in _runs(sorted(inputs)):
            for rows, outside in (
                (range(first, last + 1), last + 1),
                (range(last, first - 1, -1), first - 1),
            ):
                spot = (name, outside, col)
                if not _is_overwritten(raw, spot, computed, ticks, heads):
                    continue
                if held := _held(rows, inputs, entries):
                    told.add(spot)
                    _hold(held, spot, raw, entries)
                    break
    return told


def _runs(rows: list[int]) -> Iterable[tuple[int, int]]:
    """First and last of every sequence of rows without a gap."""
    first = last = -1
    for row in rows:
        if first < 0:
            first = row
        elif row != last + 1:
            yield first, last
            first = row
        last = row
    if first >= 0:
        yield first, last


def _held(rows: range, inputs: dict[int, _Input], entries: dict[Key, Entry]) -> list[_Input]:
    """The inputs from the first blank one on, and as many beyond the run as are blank at once; none when the run ends
    blank, or has no blank.
    """
    blank = [row for row in rows if _is_blank(inputs[row], entries)]
    if not blank or blank[-1] == rows[-1]:
        return []
    at = rows.index(blank[0])
    gap = next(count for count, row in enumerate(rows[at:]) if row not in blank)
    beyond = (rows[-1] + rows.step * step for step in range(1, gap + 1))
    return [inputs[row] for row in (*rows[at:], *beyond) if row in inputs]


def _is_blank(one: _Input, entries: dict[Key, Entry]) -> bool:
    search, key = one
    if key in entries:
        return entries[key].state is State.BLANK
    return value_at(search.raw, search.spots[key]) is None


def _is_overwritten(
    raw: RawWorkbook, spot: Spot, computed: Computed, ticks: set[Spot], heads: set[tuple[str, int]]
) -> bool:
    """Whether a cell next to a run is the template's and holds a number that is not the template's."""
    value = value_at(raw, spot) if spot[1] >= 0 else None
    number = _number(value)
    if number is None or spot in raw.formulas:
        return False
    if spot in computed:
        gives = computed[spot]
        return gives is None or all(abs(shown - gives) > _NEAR for shown in (number, number * 100))
    if spot in ticks:
        return number != _TICK
    # A row with a text of its own is the unit's row, not the template's.
    sheet = raw.sheet(spot[0])
    beside = sheet.rows[spot[1]][: spot[2]] if sheet else ()
    return (spot[0], spot[1]) in heads or not any(isinstance(cell, str) and cell.strip() for cell in beside)


def _number(value: RawValue) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(f"{value:.15g}")


def _head_rows(search: Search) -> set[int]:
    """The rows of a fields block's headings."""
    if search.area.block.kind is not BlockKind.FIELDS:
        return set()
    return {row for name in _HEADINGS for row, _ in search.sheet.find(heading(name))}


def _hold(held: list[_Input], spot: Spot, raw: RawWorkbook, entries: dict[Key, Entry]) -> None:
    text = f"{cell_name(spot[1], spot[2])}: “{raw_text(value_at(raw, spot))}”"
    for search, key in held:
        if key not in entries or key in search.doubts:
            continue
        entries[key] = replace(entries[key], state=State.TEXT, value=None)
        search.doubt("STR-033", key, search.spots[key], text, (spot,))
        search.remarks.append(search.doubts[key])
        text = ""
