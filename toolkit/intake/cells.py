"""Where each datum of an area is on one sheet, and what to say when its code or label is not where it was."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from toolkit.files.model import RawWorkbook, cell_name
from toolkit.findings import Finding, Place, found
from toolkit.form.layout import CODE_COL, LABEL_COL, BlockArea, column_label, printed_label, rows_of
from toolkit.form.model import BlockKind, Key
from toolkit.intake.lines import find_lines
from toolkit.intake.locate import CodedSheet, columns_on, find_label, input_column, same_label

_FEW = 3

Spot = tuple[int, int]
"""Row and column on the sheet at hand."""


@dataclass(frozen=True, slots=True)
class Located:
    """An area on one sheet. `spots` has every datum found; a key in `doubts` was found, but must not be counted.

    `again` are further places of the same code on the sheet; `tick` the box "Không phát sinh".
    """

    area: BlockArea
    sheet: CodedSheet
    spots: Mapping[Key, Spot]
    doubts: Mapping[Key, Finding]
    again: Mapping[Key, tuple[Spot, ...]]
    tick: Spot | None
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Search:
    area: BlockArea
    sheet: CodedSheet
    spots: dict[Key, Spot] = field(default_factory=dict)
    doubts: dict[Key, Finding] = field(default_factory=dict)
    again: dict[Key, tuple[Spot, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def place(self, key: Key | None = None, spot: Spot | None = None) -> Place:
        return place_of(self.area, self.sheet.raw.name, key, spot)

    def say(
        self, code: str, label: object, key: Key | None = None, spot: Spot | None = None, **more: Any
    ) -> None:
        self.findings.append(found(code, self.place(key, spot), label=label, **more))


def place_of(area: BlockArea, sheet: str, key: Key | None = None, spot: Spot | None = None) -> Place:
    """The place of a datum, or of the block."""
    return Place(
        form=area.form,
        block=area.block.id,
        field=key.field if key else "",
        row=key.row if key else "",
        column=key.column if key else "",
        sheet=sheet,
        cell=cell_name(*spot) if spot else "",
    )


def locate(raw: RawWorkbook, area: BlockArea, sheet: CodedSheet) -> Located:
    """Find an area's data on a sheet that holds some of its codes or labels."""
    search = _Search(area, sheet)
    match area.block.kind:
        case BlockKind.FIELDS:
            _fields(search)
        case BlockKind.GRID:
            _grid(search)
        case _:
            _lines(search, raw)
    ticks = sheet.rows(area.none_code)
    tick = (ticks[0], sheet.code_col - CODE_COL + area.tick_col) if ticks else None
    return Located(area, sheet, search.spots, search.doubts, search.again, tick, _gathered(search))


def _gathered(search: _Search) -> tuple[Finding, ...]:
    """Many rows read by their labels are one finding: the code column is gone."""
    by_label = [finding for finding in search.findings if finding.code == "STR-002"]
    if len(by_label) <= _FEW:
        return tuple(search.findings)
    one = found("STR-011", search.place(), label=search.area.block.label, count=len(by_label))
    one = replace(one, related=tuple(finding.place for finding in by_label))
    return (one, *(finding for finding in search.findings if finding.code != "STR-002"))


def labelled_part(area: BlockArea, sheet: CodedSheet) -> int:
    """How many of an area's row labels stand on a sheet once, for a sheet that lost its codes."""
    return sum(find_label(sheet, label) is not None for label in _labels(area).values())


def _labels(area: BlockArea) -> dict[str, str]:
    """The printed label of each row code of fields and grids."""
    if area.block.kind is BlockKind.GRID:
        return {row.code: row.label.vi for row in area.block.rows}
    return {code: printed_label(item, code) for item in area.columns for code in rows_of(item)}


def _fields(search: _Search) -> None:
    area, sheet = search.area, search.sheet
    labels = _labels(area)
    told: list[int] = []
    untold: list[tuple[Key, int, Spot]] = []
    for key, measure in _typed_rows(area):
        rows, code_col = sheet.rows(key.field), sheet.code_col
        if not rows and (spot := find_label(sheet, labels[key.field])):
            rows, code_col = (spot[0],), spot[1] - LABEL_COL
        for at, row in enumerate(rows):
            col, sure = input_column(sheet.raw, row, code_col, labels[key.field], measure)
            if sure:
                told.append(col)
            else:
                untold.append((key, at, (row, col)))
            _take(search, key, at, (row, col))
        if not rows:
            search.say("STR-003", labels[key.field], key)
    # Rows without a measure follow those whose measure tells where the inputs are.
    usual = Counter(told).most_common(1)
    for key, at, (row, col) in untold:
        _take(search, key, at, (row, usual[0][0] if usual else col))
    for key, spot in search.spots.items():
        if sheet.rows(key.field):
            _doubt(search, key, key.field, labels, spot[0])
        else:
            search.say("STR-002", labels[key.field], key, spot)


def _typed_rows(area: BlockArea) -> Iterator[tuple[Key, str]]:
    """Key and printed measure of every row that is typed."""
    for item in area.columns:
        for code in () if item.is_derived else rows_of(item):
            yield Key(area.form, area.block.id, code), item.measure.vi if code == item.code else ""


def _take(search: _Search, key: Key, at: int, spot: Spot) -> None:
    """The first place of a code is its own, the others are further ones."""
    if at == 0:
        search.spots[key] = spot
    else:
        others = search.again.get(key, ())
        search.again[key] = (*others[: at - 1], spot, *others[at:])


def _doubt(search: _Search, key: Key, code: str, labels: Mapping[str, str], row: int) -> None:
    """A code beside another row's label: rows were sorted without their codes, or the other way round."""
    beside = [
        search.sheet.raw.at(row, search.sheet.code_col + LABEL_COL - CODE_COL + shift) for shift in (0, 1, -1)
    ]
    if any(same_label(value, labels[code]) for value in beside):
        return
    other = next(
        (label for name, label in labels.items() if name != code and same_label(beside[0], label)), None
    )
    if other is not None:
        place = search.place(key, search.spots.get(key))
        search.doubts[key] = found("STR-006", place, raw=other, label=labels[code])


def _grid(search: _Search) -> None:
    area, sheet = search.area, search.sheet
    labels = _labels(area)
    columns = _columns(search)
    for line in area.block.rows:
        rows = sheet.rows(line.code)
        if not rows and (spot := find_label(sheet, line.label.vi)):
            rows = (spot[0],)
            search.say("STR-002", line.label, spot=spot)
        if not rows:
            place = replace(search.place(), row=line.code)
            search.findings.append(found("STR-003", place, label=line.label))
            continue
        for code, col in columns.items():
            key = Key(area.form, area.block.id, code, line.code, code)
            search.spots[key] = rows[0], col
            search.again[key] = tuple((row, col) for row in rows[1:])
            if sheet.rows(line.code):
                _doubt(search, key, line.code, labels, rows[0])


def _columns(search: _Search) -> dict[str, int]:
    """The column of each typed column of a grid or list: by the code row, else by a heading found once."""
    area, sheet = search.area, search.sheet
    _, columns = columns_on(area, sheet)
    typed: dict[str, int] = {}
    for item in area.columns:
        if item.is_derived:
            continue
        if item.code in columns:
            typed[item.code] = columns[item.code]
        elif spot := find_label(sheet, item.label.vi):
            typed[item.code] = spot[1]
            search.say("STR-002", item.label, spot=spot)
        else:
            label = column_label(area.block, item.code)
            place = replace(search.place(), column=item.code)
            search.findings.append(found("STR-010", place, label=label, block_label=area.block.label))
    return typed


def _lines(search: _Search, raw: RawWorkbook) -> None:
    area, sheet = search.area, search.sheet
    columns: Mapping[str, int] = {}
    code_row = -1
    if area.block.kind is BlockKind.LIST:
        columns = _columns(search)
        code_row, _ = columns_on(area, sheet)
    lines = find_lines(raw, area, sheet, code_row, columns)
    for at, row in enumerate((*lines.filled, *lines.blank), start=1):
        if at <= len(lines.filled) or at <= area.block.lines:
            for code, col in lines.columns.items():
                search.spots[line_key(area, code, at)] = row, col


def line_key(area: BlockArea, code: str, line: int) -> Key:
    """The key of a list's or narrative's line, counted from 1 over the lines that are not blank."""
    column = code if area.block.kind is BlockKind.LIST else ""
    return Key(area.form, area.block.id, code, str(line), column)
