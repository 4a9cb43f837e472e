"""What a reader of the sheet does not see: values in hidden cells and under merged ones, and one value in two inputs."""

from collections.abc import Iterable

from toolkit.files.model import RawSheet, RawWorkbook
from toolkit.form.model import Key
from toolkit.intake.lines import has_content
from toolkit.intake.search import Search, Spot, value_at
from toolkit.intake.words import tidy


def remark_unseen(raw: RawWorkbook, searches: Iterable[Search]) -> None:
    """Remark on typed values that are hidden; hold those whose cell is merged with another input or lies under a merge."""
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    covered = {name: _covered(sheet) for name, sheet in sheets.items() if sheet.merged}
    for search in searches:
        together: dict[tuple[str, int, int], list[Key]] = {}
        for key, spot in search.spots.items():
            name, row, col = spot
            sheet = sheets[name]
            hidden = sheet.state != "visible" or row in sheet.hidden_rows or col in sheet.hidden_columns
            if hidden and _is_filled(search, spot):
                search.remark("STR-021", key, spot)
            anchor = covered.get(name, {}).get((row, col))
            if anchor is None:
                continue
            together.setdefault((name, *anchor), []).append(key)
            if anchor != (row, col) and _is_filled(search, spot):
                search.doubt("STR-023", key, spot, str(value_at(raw, spot)))
        for first, keys in together.items():
            _hold_shared(search, first, keys)


def _hold_shared(search: Search, anchor: Spot, keys: list[Key]) -> None:
    """One value over several inputs is nobody's; blank lines of a list below its last are no inputs to speak of."""
    if not _is_filled(search, anchor):
        return
    if (search.area.columns and not search.is_grid and search.area.code_row >= 0) or not search.area.columns:
        lines = {key.row for key in search.spots if _is_filled(search, search.spots[key])}
        keys = [key for key in keys if key.row in lines]
    if len(keys) > 1:
        for key in keys:
            search.doubt("STR-022", key, search.spots[key], str(value_at(search.raw, anchor)))


def _is_filled(search: Search, spot: Spot) -> bool:
    if spot[0] == search.sheet.raw.name:
        return has_content(search, spot[1], spot[2])
    value = value_at(search.raw, spot)
    return bool(tidy(value)) if isinstance(value, str) else value is not None


def _covered(sheet: RawSheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Every merged cell with the first cell of its merge, as far as the sheet goes."""
    width = max((len(row) for row in sheet.rows), default=0)
    return {
        (row, col): (area.top, area.left)
        for area in sheet.merged
        for row in range(area.top, min(area.bottom, len(sheet.rows) - 1) + 1)
        for col in range(area.left, min(area.right, width) + 1)
    }
