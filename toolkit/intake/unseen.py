"""What a reader of the sheet does not see: values in hidden cells and under merged ones, and one value in two inputs."""

from collections.abc import Iterable
from itertools import product

from toolkit.files.model import RawSheet, RawWorkbook
from toolkit.form.model import Key
from toolkit.intake.converted import raw_text
from toolkit.intake.search import Search, Spot, has_content, value_at

Cell = tuple[int, int]


def remark_unseen(raw: RawWorkbook, searches: Iterable[Search]) -> None:
    """Remark on typed values that are hidden; hold those whose cell is merged with another input or lies under a merge."""
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    covered = {name: _covered(sheet) for name, sheet in sheets.items()}
    for search in searches:
        together: dict[tuple[str, int, int], list[Key]] = {}
        for key, spot in search.spots.items():
            name, row, col = spot
            sheet = sheets[name]
            hidden = sheet.state != "visible" or row in sheet.hidden_rows or col in sheet.hidden_columns
            if hidden and has_content(search, spot):
                search.remark("STR-021", key, spot)
            merges = covered[name]
            if merges is None:
                search.doubt("STR-039", key, spot)
                continue
            anchor = merges.get((row, col))
            if anchor is None:
                continue
            together.setdefault((name, *anchor), []).append(key)
            if anchor != (row, col) and has_content(search, spot):
                search.doubt("STR-023", key, spot, str(value_at(raw, spot)))
        for first, keys in together.items():
            _hold_shared(search, first, keys)


def _hold_shared(search: Search, anchor: Spot, keys: list[Key]) -> None:
    """One value over several inputs is nobody's; blank lines of a list below its last are no inputs to speak of."""
    if not has_content(search, anchor):
        return
    if (search.area.columns and not search.is_grid and search.area.code_row >= 0) or not search.area.columns:
        lines = {key.row for key in search.spots if has_content(search, search.spots[key])}
        keys = [key for key in keys if key.row in lines]
    if len(keys) > 1:
        for key in keys:
            search.doubt("STR-022", key, search.spots[key], raw_text(value_at(search.raw, anchor)))


def _covered(sheet: RawSheet) -> dict[Cell, Cell] | None:
    """Every merged cell with the first cell of its merge, as far as the sheet goes. None when merges overlap, which no
    program lets anybody do: the cells of them all are then more than the sheet has, and who would go on would never end.
    """
    height, width = len(sheet.rows), max((len(row) for row in sheet.rows), default=0) + 1
    covered: dict[Cell, Cell] = {}
    left = height * width
    for area in dict.fromkeys(sheet.merged):
        rows, cols = (
            range(area.top, min(area.bottom + 1, height)),
            range(area.left, min(area.right + 1, width)),
        )
        left -= len(rows) * len(cols)
        if left < 0:
            return None
        covered.update(dict.fromkeys(product(rows, cols), (area.top, area.left)))
    return covered
