"""What concerns many cells of a return at once: a sheet in another unit of measure, shifted rows, repeated figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.form.model import Block, BlockKind, Form
from toolkit.form.rules import At, Comparison, Name
from toolkit.intake.model import UnitData
from toolkit.validation.statistics.copies import LEAST, repeated_by_others, shared_with
from toolkit.validation.statistics.gathered import Gathered
from toolkit.validation.statistics.model import Bools, Floats, Ints, Why
from toolkit.validation.statistics.screen import Check, Screening
from toolkit.validation.statistics.shifts import LEAST_ROWS, Shifted, shifts, tied_shifts
from toolkit.validation.statistics.slips import SHEET_PAIRS, sheet_slips


@dataclass(frozen=True, slots=True)
class Whole:
    """Cells of one unit (positions of data) that are suspected together. What `amount` and `of` say hangs on the kind."""

    unit: int
    data: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SlippedSheet(Whole):
    """A sheet whose figures are `power` powers of ten too large, judged by `count` figures."""

    power: int
    count: int


@dataclass(frozen=True, slots=True)
class ShiftedRows(Whole):
    """A grid whose figures stand `step` rows too low (negative: too high), judged by `rows` rows."""

    step: int
    rows: int


@dataclass(frozen=True, slots=True)
class Repeated(Whole):
    """Figures that say the same as an earlier `period` (its position) or as other units (their positions): `data` are those
    alike, of `compared`.
    """

    compared: int
    period: int = -1
    others: tuple[int, ...] = ()


def slipped_sheets(got: Gathered, found: Screening) -> Iterator[SlippedSheet]:
    """Sheets of which all figures are as many powers of ten too large or small."""
    sheets: dict[tuple[str, str], list[int]] = {}
    for at, datum in enumerate(got.data):
        sheets.setdefault((datum.form.id, datum.block.sheet), []).append(at)
    for data in (one for one in sheets.values() if len(one) >= SHEET_PAIRS):
        now = np.where(got.fixed[data], np.nan, got.now[data]).T
        usual = found.usual[data].T
        if np.isnan(usual).all():
            found.note(Check.SHEET, np.where(np.isfinite(now).any(axis=1), Why.FEW_DATA, Why.NO_VALUE))
            continue
        slipped = sheet_slips(now, usual, np.array([not got.data[at].is_amount for at in data]))
        found.note(Check.SHEET, np.where(np.isfinite(now).any(axis=1), slipped.why, Why.NO_VALUE))
        for unit in np.flatnonzero(slipped.power):
            here = tuple(at for at in data if np.isfinite(got.now[at, unit]) and not got.fixed[at, unit])
            yield SlippedSheet(int(unit), here, int(slipped.power[unit]), int(slipped.count[unit]))


def shifted_rows(got: Gathered, found: Screening) -> Iterator[ShiftedRows]:
    """Grids of which the rows are shifted."""
    for form in got.round.forms:
        for block in form.blocks:
            data = [at for at, one in enumerate(got.data) if one.form is form and one.block is block]
            if block.kind is not BlockKind.GRID or len(block.rows) < LEAST_ROWS or not data:
                continue
            columns = len(data) // len(block.rows)
            grid = (len(got.units), len(block.rows), columns)
            # Staff vouch for corrected cells.
            now = np.where(got.fixed[data], np.nan, got.now[data]).T.reshape(grid)
            shifted = shifts(now, found.own[data].T.reshape(grid))
            for column, before in _ties(got, form, block, data):
                tied = tied_shifts(now[:, :, column], before)
                told = (shifted.step == 0) & (tied.step != 0)
                shifted = Shifted(
                    np.where(told, tied.step, shifted.step), np.where(told, tied.rows, shifted.rows)
                )
            stated = np.isfinite(now).any(axis=(1, 2))
            why = np.where((shifted.rows >= LEAST_ROWS) | (shifted.step != 0), Why.JUDGED, Why.FEW_DATA)
            found.note(Check.SHIFT, np.where(stated, why, Why.NO_VALUE))
            for unit in np.flatnonzero(shifted.step):
                here = tuple(at for at in data if np.isfinite(got.now[at, unit]) and not got.fixed[at, unit])
                yield ShiftedRows(int(unit), here, int(shifted.step[unit]), int(shifted.rows[unit]))


def _ties(got: Gathered, form: Form, block: Block, data: Sequence[int]) -> Iterator[tuple[int, Floats]]:
    """Columns of a grid that a rule wants to say what another said in the period just before (units x rows)."""
    positions = got.since_before
    if not positions or positions[0] is None:
        return
    columns = len(data) // len(block.rows)
    places = {got.data[at].key.column: place for place, at in enumerate(data[:columns])}
    for rule in form.rules:
        match rule.tree:
            case Comparison("==", Name(now, At.NOW, ""), Name(then, At.PREVIOUS, "")) | Comparison(
                "==", Name(then, At.PREVIOUS, ""), Name(now, At.NOW, "")
            ) if rule.block == block.id and {now, then} <= places.keys():
                cells = data[places[then] :: columns]
                before = [got.past(got.data[at])[:, positions[0]] for at in cells]
                yield places[now], np.stack(before, axis=1)


def repeated(got: Gathered, found: Screening, returned: dict[str, UnitData]) -> Iterator[Repeated]:
    """Returns that repeat an earlier period's or another unit's figures; a whole file that repeats another unit's, which is
    told when it comes in, is not told again. Of two that are alike nothing is said of the one whose own figures they are by
    what both stated before.
    """
    again = found.repeats
    for unit in np.flatnonzero(again.period >= 0).tolist():
        period = int(again.period[unit])
        alike = tuple(_same_as_before(got, unit, period))
        yield Repeated(unit, alike, int(again.compared[unit]), period=period)
    others: dict[int, list[int]] = {}
    for one, other in repeated_by_others(got.now):
        if not _figures(returned[got.units[one].unit_id]) & _figures(returned[got.units[other].unit_id]):
            others.setdefault(one, []).append(other)
            others.setdefault(other, []).append(one)
    for unit, theirs in sorted(others.items()):
        if all(_are_its_own(got, found, unit, other) for other in theirs):
            continue
        alike_to, compared = shared_with(got.now[:, [unit]], got.now[:, theirs[:1]])
        yield Repeated(unit, _positions(alike_to[:, 0]), int(compared[0]), others=tuple(theirs))


def _are_its_own(got: Gathered, found: Screening, unit: int, other: int) -> bool:
    """Whether the figures that two units share are the first one's, by a sign test of three standard errors: they are
    nearer to what it usually states than to what the other does.
    """
    alike, _ = shared_with(got.now[:, [unit]], got.now[:, [other]])
    mine, theirs = (
        np.abs(np.log1p(np.abs(found.own[:, one])) - np.log1p(np.abs(got.now[:, unit])))
        for one in (unit, other)
    )
    told = alike[:, 0] & np.isfinite(mine) & np.isfinite(theirs) & (mine != theirs)
    count, nearer = int(told.sum()), int((told & (mine < theirs)).sum())
    return count >= LEAST and nearer - count / 2 >= 1.5 * count**0.5


def _same_as_before(got: Gathered, unit: int, period: int) -> Iterator[int]:
    for at, datum in enumerate(got.data):
        if datum.is_flow and got.now[at, unit] != 0 and np.isfinite(got.now[at, unit]):
            before = got.exact_past(unit, at)
            if before and before[period] == got.exact_now(unit, at):
                yield at


def _figures(unit: UnitData) -> frozenset[str]:
    return frozenset(one.figures for one in unit.returns if one.figures)


def _positions(which: Bools | Ints) -> tuple[int, ...]:
    return tuple(np.flatnonzero(which).tolist())
