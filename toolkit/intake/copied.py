"""The same block on several sheets, the same row twice: alike, one filled, or two answers of which none is counted."""

from dataclasses import replace

from toolkit.files.model import cell_name
from toolkit.form.model import Key
from toolkit.intake.converted import raw_text
from toolkit.intake.model import Entry, State
from toolkit.intake.search import Search, Spot, has_content, value_at


def is_filled(search: Search) -> bool:
    """Whether anything was typed into an area's cells."""
    return any(has_content(search, spot) for spot in search.spots.values())


def compare_again(search: Search, entries: dict[Key, Entry]) -> None:
    """Hold what stands twice on a sheet and differs."""
    for key, spots in search.again.items():
        for spot in spots:
            _compare(search, key, spot, search, entries)


def compare_copy(first: Search, copy: Search, entries: dict[Key, Entry]) -> bool:
    """Hold what a copied sheet says differently; whether the two are alike."""
    differs = False
    for key, spot in copy.spots.items():
        if key in entries:
            differs |= _compare(first, key, spot, copy, entries)
        elif _said(copy, spot):
            differs = True
            first.remark("STR-005", key, spot, f"“{raw_text(value_at(copy.raw, spot))}”")
    return differs


def _said(search: Search, spot: Spot) -> str:
    return raw_text(value_at(search.raw, spot)).strip()


def _compare(first: Search, key: Key, spot: Spot, copy: Search, entries: dict[Key, Entry]) -> bool:
    """Two cells of one key: alike, or one of them blank and the other not counted, or neither counted."""
    entry, said = entries[key], _said(copy, spot)
    own = _said(first, first.spots[key]) if key in first.spots else ""
    if said == own:
        return False
    if not said and spot[0] == first.sheet.raw.name:
        return False
    entries[key] = replace(entry, state=State.TEXT, value=None)
    where = (
        f"“{spot[0]}”!{cell_name(spot[1], spot[2])}"
        if spot[0] != entry.sheet
        else cell_name(spot[1], spot[2])
    )
    first.remark("STR-005", key, first.spots.get(key, spot), f"“{own}”; {where}: “{said}”")
    return True
