"""Figures in last period's column beside blank inputs: this period's may have been typed there.

Intake does not know what the template printed in that column. Where it printed last period's values, they stand beside
filled inputs too; where it printed none, numbers beside blank inputs only were typed by the unit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.files.model import cell_name
from toolkit.form.model import Key
from toolkit.intake.converted import raw_text
from toolkit.intake.model import Entry, State
from toolkit.intake.search import Search, value_at


def hold_referenced(searches: Sequence[Search], entries: dict[Key, Entry]) -> None:
    """Hold the blank inputs of fields blocks beside which a number was typed in last period's column; where a sheet states
    nothing at all, only ask.
    """
    for name in dict.fromkeys(search.sheet.raw.name for search in searches):
        group = [search for search in searches if search.sheet.raw.name == name and search.before]
        states = [entries[key].state for search in group for key in search.spots if key in entries]
        if states and all(state is State.BLANK for state in states):
            for search in group:
                for key in _numbered(search, search.spots):
                    search.remark("STR-036", key, search.before[key])
        else:
            for search in group:
                _hold(search, entries)


def _numbered(search: Search, keys: Iterable[Key]) -> list[Key]:
    """The keys beside whose inputs a number stands in last period's column."""
    cells = [(key, value_at(search.raw, search.before[key])) for key in keys if key in search.before]
    return [key for key, value in cells if isinstance(value, int | float) and not isinstance(value, bool)]


def _hold(search: Search, entries: dict[Key, Entry]) -> None:
    keys = [key for key in search.spots if key in entries]
    blank = [key for key in keys if entries[key].state is State.BLANK]
    typed = _numbered(search, blank)
    if len(blank) * 2 <= len(keys) or not typed or _numbered(search, [k for k in keys if k not in blank]):
        return
    for key in typed:
        spot = search.before[key]
        text = f"{cell_name(spot[1], spot[2])}: “{raw_text(value_at(search.raw, spot))}”"
        entries[key] = replace(entries[key], state=State.TEXT, value=None)
        search.doubt("STR-035", key, search.spots[key], text, (spot,))
        search.remarks.append(search.doubts[key])
