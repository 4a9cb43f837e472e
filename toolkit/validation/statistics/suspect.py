"""What stands out in a round's returns, beside their own history and beside each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from toolkit.form.model import Key, Round
from toolkit.intake.model import UnitData
from toolkit.validation.model import Series
from toolkit.validation.places import Fault
from toolkit.validation.statistics.gathered import Gathered, gather
from toolkit.validation.statistics.screen import Screening, screen
from toolkit.validation.statistics.told import cell_fault
from toolkit.validation.statistics.told_wholes import repeated_fault, sheet_fault, shift_fault, silence_fault
from toolkit.validation.statistics.wholes import Whole, repeated, shifted_rows, slipped_sheets

_HUNDREDTHS = tuple(Fraction(n, 100) for n in range(101))
_WHOLE = Fraction(9, 10)
"""How strongly each cell is suspected of a sheet, of rows, of a file that is wrong as a whole."""


@dataclass(frozen=True, slots=True)
class Suspected:
    """What statistics say of a round: never an error, and nothing is held by it.

    `faults` are findings STA, per unit or, of what could not be compared, of the round. `doubts`, by unit_id and key, are
    how strongly a cell is suspected, from 1/2 to 1; cells that do not stand out are absent. `near`, by unit_id, are cells
    that are much as they ever were.
    """

    faults: tuple[Fault, ...] = ()
    doubts: Mapping[str, Mapping[Key, Fraction]] = field(default_factory=dict)
    near: Mapping[str, frozenset[Key]] = field(default_factory=dict)


def suspect(round: Round, returned: Sequence[UnitData], series: Series) -> Suspected:
    """Compare what units returned with earlier periods (`series`) and with each other."""
    got = gather(round, returned, series)
    if not got.units or not got.data:
        return Suspected()
    found = screen(got)
    doubts: dict[str, dict[Key, Fraction]] = {}
    explained: set[tuple[int, int]] = set()
    faults = []
    for whole, fault in _wholes(got, found, {unit.unit_id: unit for unit in returned}):
        faults.append(fault)
        explained.update((whole.unit, at) for at in whole.data)
        doubts.setdefault(got.units[whole.unit].unit_id, {}).update(dict.fromkeys(fault.keys, _WHOLE))
    for (unit, at), reasons in sorted(found.cells.items()):
        doubt = _HUNDREDTHS[round_to_hundredth(max(reason.suspicion for reason in reasons))]
        mine = doubts.setdefault(got.units[unit].unit_id, {})
        key = got.data[at].key
        mine[key] = max(doubt, mine.get(key, doubt))
        if (unit, at) not in explained:
            faults.append(cell_fault(got, unit, at, reasons))
    if found.silent:
        faults.append(silence_fault(found.silent))
    return Suspected(tuple(faults), doubts, _near(got, found))


def round_to_hundredth(share: float) -> int:
    """A suspicion in hundredths, at least a half: what stands out is suspected."""
    return min(max(int(share * 100 + 0.5), 50), 100)


def _wholes(got: Gathered, found: Screening, returned: dict[str, UnitData]) -> Iterator[tuple[Whole, Fault]]:
    slipped: set[tuple[int, int]] = set()
    for sheet in slipped_sheets(got, found):
        slipped.update((sheet.unit, at) for at in sheet.data)
        yield sheet, sheet_fault(got, found, sheet)
    for rows in shifted_rows(got, found):
        if (rows.unit, rows.data[0]) not in slipped:  # its figures are near nothing as they are
            yield rows, shift_fault(got, rows)
    for copy in repeated(got, found, returned):
        yield copy, repeated_fault(got, copy, returned[got.units[copy.unit].unit_id])


def _near(got: Gathered, found: Screening) -> dict[str, frozenset[Key]]:
    keys = [datum.key for datum in got.data]
    alike = {
        unit.unit_id: frozenset(keys[at] for at in np.flatnonzero(found.alike[:, n]))
        for n, unit in enumerate(got.units)
    }
    return {unit_id: mine for unit_id, mine in alike.items() if mine}
