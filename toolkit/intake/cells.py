"""Where each datum of an area is: rows and columns, lines, tick, and the doubts of what does not agree."""

from collections import Counter
from collections.abc import Mapping

from toolkit.files.model import RawWorkbook
from toolkit.form.layout import CODE_COL, BlockArea
from toolkit.form.model import BlockKind, Key
from toolkit.intake.columns import find_columns
from toolkit.intake.converted import raw_text
from toolkit.intake.inputs import place_inputs
from toolkit.intake.lines import Lines, coded_lines, find_lines
from toolkit.intake.locate import CodedSheet, Start, row_codes
from toolkit.intake.printed import MARGIN, Likeness, ratio, same_label
from toolkit.intake.rows import FoundRow, extent, find_rows, label_beside
from toolkit.intake.search import Search
from toolkit.text import Text, fold, say

_QUOTED = 40
_BEFORE = fold(say("template.head_before", label=Text("", "")).vi).strip()
"""What the headings of last period's columns begin with."""


def locate(
    raw: RawWorkbook,
    area: BlockArea,
    sheet: CodedSheet,
    sheets: tuple[CodedSheet, ...] = (),
    rivals: frozenset[str] = frozenset(),
    begins: tuple[Start, ...] = (),
) -> Search:
    """Find an area's data on a sheet that holds some of its codes or labels, and on `sheets` what was moved there.

    `rivals` are row codes that other blocks have too; `begins` where blocks begin on the sheet.
    """
    search = Search(raw, area, sheet, begins)
    match area.block.kind:
        case BlockKind.FIELDS:
            rows = find_rows(search, sheets, rivals)
            place_inputs(search, rows)
            _beside(search, rows)
        case BlockKind.GRID:
            rows = find_rows(search, sheets, rivals)
            _grid(search, rows)
            _beside(search, rows)
        case _:
            _lines(search)
    ticks = sheet.rows(area.none_code, search.code_col)
    if ticks:
        search.tick = search.on(ticks[0], _tick_column(search))
        search.known |= {search.on(row, search.tick[2]) for row in ticks}
    return search


def _tick_column(search: Search) -> int:
    """Where the tick stands: as far from the code as in the layout, or in the block's own column when it moved."""
    area = search.area
    usual = search.code_col - CODE_COL + area.tick_col
    if area.block.kind is BlockKind.FIELDS:
        columns = Counter(col for name, _, col in search.spots.values() if name == search.sheet.raw.name)
        return max(columns, key=lambda col: (columns[col], -col)) if columns else usual
    return usual


def _beside(search: Search, rows: list[FoundRow]) -> None:
    """What stands beside the codes: another row's label holds the row's data, a reworded one is remarked on."""
    printed = [one.printed for one in rows if not one.again]
    exchanged = _exchanged(rows)
    for one in rows:
        if one.code_col < 0:
            if not any(
                remark.code == "STR-019" and one.printed.code in remark.place.field + remark.place.row
                for remark in search.remarks
            ):
                key = search.key("", one.printed.code) if search.is_grid else search.key(one.printed.code)
                search.remark(
                    "STR-002", key, (one.sheet.raw.name, one.row, one.label_col), one.printed.label.vi
                )
            continue
        if one.sheet is not search.sheet or one.code_col != search.code_col:
            key = search.key("", one.printed.code) if search.is_grid else search.key(one.printed.code)
            search.remark("STR-018", key, (one.sheet.raw.name, one.row, one.label_col), one.printed.label.vi)
        found = label_beside(one)
        if one.again or found in (Likeness.SAME, Likeness.BLANK):
            continue
        text = str(one.sheet.raw.at(one.row, one.label_col))
        spot = (one.sheet.raw.name, one.row, one.label_col)
        keys = search.lines.get(spot, [])
        others = (other for other in printed if other.code != one.printed.code)
        if one.printed.code in exchanged or any(same_label(text, other.label) for other in others):
            for key in keys:
                search.doubt(
                    "STR-006", key, search.spots.get(key, spot), f"“{one.printed.label.vi}” – “{text}”"
                )
        else:
            code = "STR-015" if found is Likeness.NEAR else "STR-016"
            key = keys[0] if keys else search.key(one.printed.code)
            search.remark(code, key, spot, f"“{one.printed.label.vi}” → “{text}”")


def _exchanged(rows: list[FoundRow]) -> set[str]:
    """The codes of rows each of which bears a text that is more like the other's label than like its own."""
    reworded = {
        one.printed.code: (one.printed.label.vi, text)
        for one in rows
        if one.code_col >= 0
        and not one.again
        and isinstance(text := one.sheet.raw.at(one.row, one.label_col), str)
        and label_beside(one) in (Likeness.NEAR, Likeness.FAR)
    }

    def leans(text: str, own: str, other: str) -> bool:
        return ratio(text, other) >= ratio(text, own) + MARGIN

    return {
        code
        for code, (label, text) in reworded.items()
        for other, (label_there, text_there) in reworded.items()
        if other != code and leans(text, label, label_there) and leans(text_there, label_there, label)
    }


def _grid(search: Search, rows: list[FoundRow]) -> None:
    own = [one.row for one in rows if one.sheet is search.sheet]
    columns = find_columns(search, own)
    derived = {item.code for item in search.area.columns if item.is_derived}
    for one in rows:
        name, shift = one.sheet.raw.name, one.label_col - search.label_col
        moved = one.sheet is not search.sheet or (shift != 0 and not one.shifted)
        line: list[Key] = []
        for code, usual in columns.items():
            col = usual + shift if moved else usual
            key, spot = search.key(code, one.printed.code, code), (name, one.row, col)
            search.known.add(spot)
            if code in derived:
                search.derived.setdefault(key, spot)
                continue
            if key in search.spots:
                search.again.setdefault(key, []).append(spot)
            else:
                search.spots[key] = spot
            line.append(key)
            if one.shifted or col <= one.label_col:
                search.doubt("STR-014", key, spot)
            if code in search.contested:
                search.doubt("STR-014", key, spot, search.contested[code])
        search.lines[name, one.row, one.label_col] = line
        search.known |= {(name, one.row, col) for col in (one.code_col, one.label_col - 1, one.label_col)}
    _totals(search, columns)


def _totals(search: Search, columns: Mapping[str, int]) -> None:
    """The TỔNG CỘNG row, and last period's columns right of the block's."""
    begin, stop = extent(search)
    width = max((len(row) for row in search.sheet.raw.rows), default=0)
    before = {
        col
        for row in range(max(search.head[0], 0), search.head[1])
        for col in range(width)
        if isinstance(value := search.at(row, col), str) and fold(value).startswith(_BEFORE)
    }
    rows = [row for _, row, _ in search.lines]
    places = search.sheet.find(say("template.total")) if rows and search.area.total_row >= 0 else ()
    for row, label in places:
        if begin <= row < stop and row > min(rows) and label <= search.label_col:
            cols = {code: col for code, col in columns.items() if col > label}
            search.sums = {search.key(code, "", code): search.on(row, col) for code, col in cols.items()}
            rows.append(row)
    search.known |= {search.on(row, col) for row in rows for col in before}
    search.known |= set(search.sums.values())


def _lines(search: Search) -> None:
    area = search.area
    coded = coded_lines(search)
    columns: Mapping[str, int] = {}
    if area.block.kind is BlockKind.LIST:
        columns = find_columns(search, coded)
    lines = find_lines(search, coded, columns)
    typed = {item.code for item in area.columns if not item.is_derived} or {area.block.id}
    columns_typed = [(code, col) for code, col in lines.columns.items() if code in typed]
    numbered = lines.number_col if lines.number_col >= 0 else search.code_col + 1
    known = (search.code_col, numbered, *lines.columns.values())
    own = frozenset(row_codes(area))
    slipped = {
        row for (row, col), code in search.sheet.codes.items() if code in own and col != search.code_col
    }
    slipped |= {row for row in lines.filled if _holds_number(search, row, numbered, lines.columns)}
    for at, row in enumerate((*lines.filled, *lines.blank), start=1):
        keys = [(line_key(area, code, at), col) for code, col in columns_typed]
        if at <= len(lines.filled) or at <= area.block.lines:
            for key, col in keys:
                search.spots[key] = search.on(row, col)
                if key.column in search.contested or row in slipped:
                    search.doubt("STR-014", key, search.on(row, col), search.contested.get(key.column, ""))
        search.lines[search.on(row, numbered)] = [key for key, _ in keys if key in search.spots]
        search.known.update((search.sheet.raw.name, row, col) for col in known)
        if row in lines.uncertain:
            for key, col in keys:
                search.remark("STR-020", key, search.on(row, col))
    for row in lines.aside:
        cells = [col for col, value in enumerate(search.sheet.raw.rows[row]) if value is not None]
        search.known |= {search.on(row, col) for col in cells}
        for col in cells:
            search.remark(
                "STR-032", None, search.on(row, col), f"“{raw_text(search.at(row, col))[:_QUOTED]}”"
            )
    _below_signatures(search, lines)


def _below_signatures(search: Search, lines: Lines) -> None:
    """Name what stands below the signatures of a list or narrative, and is none."""
    for row in lines.beyond:
        cells = [col for col in sorted(lines.columns.values()) if search.at(row, col) is not None]
        search.known |= {search.on(row, col) for col in (*cells, lines.number_col)}
        search.remark("STR-037", None, search.on(row, cells[0]), f"“{raw_text(search.at(row, cells[0]))}”")
    for row, col in lines.lone:
        search.known.add(search.on(row, col))
        search.remark("STR-038", None, search.on(row, col), f"“{raw_text(search.at(row, col))}”")


def _holds_number(search: Search, row: int, numbered: int, columns: Mapping[str, int]) -> bool:
    """Whether the printed number of a line stands in one of its columns: its cells were pushed to the right."""
    if search.at(row, numbered) is not None:
        return False
    printed = {
        float(value) + step
        for step in (1, -1)
        if isinstance(value := search.at(row - step, numbered), int | float)
    }
    printed |= {1.0} if not printed else set()
    values = (search.at(row, col) for col in columns.values())
    return any(isinstance(value, int | float) and float(value) in printed for value in values)


def line_key(area: BlockArea, code: str, line: int) -> Key:
    """The key of a list's or narrative's line, counted from 1 over the lines that are not blank."""
    column = code if area.block.kind is BlockKind.LIST else ""
    return Key(area.form, area.block.id, code, str(line), column)
