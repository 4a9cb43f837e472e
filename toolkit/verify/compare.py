"""A consolidated workbook as found beside the same as written, cell by cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from toolkit.files.model import RawSheet, RawValue, RawWorkbook, cell_name
from toolkit.form.layout import STAMP_SHEET
from toolkit.verify.align import Alignment, align, plain
from toolkit.verify.formulas import Places
from toolkit.verify.model import Changed, Comparison, Kind, Layout, LayoutChange, Written

_ALIKE = 0.5
"""Share of a sheet's texts by which one of another name is the same sheet."""
_CLOSE = Decimal("1e-9")
_TAKEN_AWAY = frozenset({Layout.MISSING, Layout.ROWS_GONE, Layout.COLUMNS_GONE})
"""What leaves a formula without cells that it was computed from."""
_NUMBER = re.compile(r"[+−-]?\d+(?:[.,]\d+)*\s?%?")
_At = tuple[str, int, int]


def compare(written: Written, found: RawWorkbook, *, figures_only: bool = False) -> Comparison:
    """Everything that differs; with `figures_only` no texts that are of no datum. A formula that stands and only shows the
    result of what was changed or taken away elsewhere is counted, not listed: rows that only changed places, or were added
    with nothing in them, change no result.
    """
    pairs, layout = _sheets(written.found, found)
    about = written.about
    placed: dict[str, list[tuple[int, int]]] = {}
    for name, row, col in (*about, *written.found.formulas):
        placed.setdefault(name, []).append((row, col))
    where = {mine.name: align(mine, theirs, placed.get(mine.name, ())) for mine, theirs in pairs}
    places = Places(where, {theirs.name: mine.name for mine, theirs in pairs})
    cells: list[Changed] = []
    results: list[Changed] = []
    for mine, theirs in pairs:
        layout += where[mine.name].changes
        sheet = _Sheet(written.found, found, mine, theirs, about, where[mine.name], places)
        for one, is_result in sheet.differences():
            (results if is_result else cells).append(one)
    if not cells and not any(one.kind in _TAKEN_AWAY for one in layout):
        cells, results = (
            results,
            [],
        )  # nothing that they are computed from was changed: then they were themselves
    if figures_only:
        cells = [one for one in cells if one.about or one.was_formula]
    looked_at = sum(len(row) for mine, _ in pairs for row in mine.rows)
    return Comparison(cells=tuple(cells), layout=tuple(layout), computed=len(results), looked_at=looked_at)


def _sheets(
    written: RawWorkbook, found: RawWorkbook
) -> tuple[list[tuple[RawSheet, RawSheet]], list[LayoutChange]]:
    """Sheets by name, renamed ones by what they say."""
    ours = [sheet for sheet in written.sheets if sheet.name != STAMP_SHEET]
    left = {sheet.name: sheet for sheet in found.sheets if sheet.name != STAMP_SHEET}
    pairs, changes, without = [], [], []
    for sheet in ours:
        other = left.pop(sheet.name, None)
        if other is not None:
            pairs.append((sheet, other))
        else:
            without.append(sheet)
    for sheet in without:
        best = max(left.values(), key=lambda one: _alike(sheet, one), default=None)
        if best is not None and _alike(sheet, best) >= _ALIKE:
            del left[best.name]
            pairs.append((sheet, best))
            changes.append(LayoutChange(kind=Layout.RENAMED, sheet=sheet.name, names=(best.name,)))
        else:
            changes.append(LayoutChange(kind=Layout.MISSING, sheet=sheet.name))
    changes += [LayoutChange(kind=Layout.ADDED, sheet=name) for name in left]
    return pairs, changes


def _alike(one: RawSheet, other: RawSheet) -> float:
    texts, others = (
        {plain(v) for row in sheet.rows for v in row if isinstance(v, str) and v.strip()}
        for sheet in (one, other)
    )
    return len(texts & others) / max(len(texts), len(others), 1)


@dataclass(frozen=True, slots=True)
class _Sheet:
    written: RawWorkbook
    found: RawWorkbook
    mine: RawSheet
    theirs: RawSheet
    about: Mapping[_At, tuple[str, ...]]
    where: Alignment
    places: Places

    def differences(self) -> Iterator[tuple[Changed, bool]]:
        """What differs, each with whether it is only a formula's other result."""
        for row, cells in enumerate(self.mine.rows):
            if row not in self.where.rows:
                continue
            for col, was in enumerate(cells):
                if col in self.where.cols:
                    yield from self._cell(row, col, was)
            yield from self._added(row, len(cells))
        yield from self._new_rows()

    def _cell(self, row: int, col: int, was: RawValue) -> Iterator[tuple[Changed, bool]]:
        there = self.where.rows[row], self.where.cols[col]
        now = self.theirs.at(*there)
        here, at = (self.mine.name, row, col), (self.theirs.name, *there)
        mine, theirs = self.written.formulas.get(here), self.found.formulas.get(at)
        error = self.found.errors.get(at)
        if mine is None and theirs is None:
            if not same(was, now):
                yield self._changed(row, col, _kind(was, now), was, now), False
        elif mine is None or theirs is None or not self.places.same(mine, theirs, self.mine.name):
            yield self._changed(row, col, Kind.FORMULA, was, now), False
        elif at not in self.found.uncalculated and (error or not same(was, now, _CLOSE)):
            yield self._changed(row, col, Kind.FORMULA, was, error or now), True

    def _added(self, row: int, width: int) -> Iterator[tuple[Changed, bool]]:
        """What stands right of all that was written."""
        there = self.where.rows[row]
        beyond = max(self.where.cols.values(), default=-1)
        cells = self.theirs.rows[there] if there < len(self.theirs.rows) else ()
        claimed = {self.where.cols[col] for col in range(width) if col in self.where.cols}
        for col in range(min(width, beyond + 1), len(cells)):
            if cells[col] not in (None, "") and col not in claimed and col <= beyond:
                yield self._new(there, col, cells[col]), False

    def _new_rows(self) -> Iterator[tuple[Changed, bool]]:
        """All that stands in rows that were not written."""
        claimed = set(self.where.rows.values())
        for row, cells in enumerate(self.theirs.rows):
            if row not in claimed:
                stated = ((col, value) for col, value in enumerate(cells) if value not in (None, ""))
                yield from ((self._new(row, col, value), False) for col, value in stated)

    def _new(self, row: int, col: int, now: RawValue) -> Changed:
        return Changed(kind=Kind.ADDED, sheet=self.theirs.name, cell=cell_name(row, col), was=None, now=now)

    def _changed(self, row: int, col: int, kind: Kind, was: RawValue, now: RawValue) -> Changed:
        there = self.where.rows[row], self.where.cols[col]
        here, at = (self.mine.name, row, col), (self.theirs.name, *there)
        sure = row not in self.where.unsure
        return Changed(
            kind=Kind.ADDED if was in (None, "") and kind is Kind.TEXT else kind,
            sheet=self.theirs.name,
            cell=cell_name(*there),
            was=was,
            now=now,
            was_cell=""
            if (row, col) == there and self.mine.name == self.theirs.name
            else cell_name(row, col),
            about=self.about.get(here, ()) if sure else (),
            was_formula=self.written.formulas.get(here, ""),
            now_formula=self.found.formulas.get(at, ""),
            percent=here in self.written.percents,
        )


def same(was: RawValue, now: RawValue, close: Decimal = Decimal("1e-12")) -> bool:
    """Whether two programs' ways of keeping a value say the same."""
    if was in (None, "") or now in (None, ""):
        return (was in (None, "")) and (now in (None, "") or (isinstance(now, str) and not now.strip()))
    if isinstance(was, bool) or isinstance(now, bool):
        return was is now
    if isinstance(was, int | float) and isinstance(now, int | float):
        old, new = Decimal(repr(was)), Decimal(repr(now))
        return abs(old - new) <= close * max(abs(old), abs(new), Decimal(1))
    if isinstance(was, str) and isinstance(now, str):
        return plain(was) == plain(now)
    if isinstance(was, date) and isinstance(now, date):
        return _day(was) == _day(now)
    return was == now


def _day(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)


def _kind(was: RawValue, now: RawValue) -> Kind:
    if now in (None, ""):
        return Kind.EMPTIED
    if isinstance(was, int | float) and isinstance(now, str):
        return Kind.AS_TEXT if _NUMBER.fullmatch(now.strip().lstrip("'")) else Kind.TEXT
    if isinstance(now, int | float):
        return Kind.VALUE
    return Kind.TEXT


def number_of(value: RawValue) -> Decimal | None:
    """The number that a cell says, also as a text in which it can be read one way only: 1.523,5; None of anything else."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return Decimal(repr(value)).normalize() + 0
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d+(?:,\d+)?", value.strip().lstrip("'")):
        try:
            return Decimal(value.strip().lstrip("'").replace(",", "."))
        except InvalidOperation:
            return None
    if isinstance(value, str) and re.fullmatch(
        r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?", value.strip().lstrip("'")
    ):
        return Decimal(value.strip().lstrip("'").replace(".", "").replace(",", "."))
    return None
