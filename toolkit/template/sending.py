"""What one template is made for, and where in it each thing stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.files.model import cell_name, quote_sheet
from toolkit.form.layout import CHECK_SHEET, GUIDE_SHEET, BlockArea, Layout, Slot
from toolkit.form.model import Key, Round
from toolkit.form.rules import At
from toolkit.office import Office
from toolkit.periods import Summed
from toolkit.template.excel_operand import NONE_WORDS, Reference, safe
from toolkit.template.keying import Keying
from toolkit.text import Text
from toolkit.units import Unit

Past = Mapping[At, Mapping[Key, Reference | Summed]]
"""What one unit stated in other periods; what their parts come to stands at PARTS."""
GUIDE_UNIT_ROW, GUIDE_VALUE_COL = 4, 3
COUNT_ROW, MISSING_ROW, COUNT_COL = 2, 3, 3
"""On the check sheet: where the two summary numbers stand."""
CHOICES_SHEET = "_danhmuc"
"""Very hidden: choices too long for a drop-down's own list, one column each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A round's workbook for `units`: one unit's own, or the one common to several. `past` are the values of other periods.

    `keying` is set on the one that staff key an attachment into; `territory` tells who reported before the unit came to be.
    """

    round: Round
    units: tuple[Unit, ...]
    past: Past
    office: Office
    layout: Layout
    slots: Mapping[Key, Slot]
    choices: Mapping[tuple[str, ...], str]
    keying: Keying | None = None
    territory: Text | None = None

    @property
    def references(self) -> Mapping[Key, Reference]:
        """Last period's values, which the data sheets show; nothing else than the year's parts is summed."""
        return self.past.get(At.PREVIOUS, {})  # type: ignore[return-value]

    @property
    def is_common(self) -> bool:
        """Whether the unit is chosen from a drop-down."""
        return len(self.units) > 1

    @property
    def unit(self) -> Unit:
        """The one unit of a workbook that is not common."""
        return self.units[0]

    def cell(self, slot: Slot) -> str:
        """A slot's cell as formulas of other sheets name it."""
        return place(slot.sheet, slot.row, slot.col)

    def tick(self, area: BlockArea) -> str:
        """A block's tick as formulas name it."""
        return place(area.sheet, area.tick_row, area.tick_col)

    def ticked(self, area: BlockArea) -> str:
        """Whether a block's tick is set, as formulas ask it: as its drop-down offers it, or in its own words."""
        cell = f"TRIM({self.tick(area)})"
        return safe(f'OR({cell}="x",{cell}="{NONE_WORDS}")')

    def areas_on(self, sheet: str) -> tuple[BlockArea, ...]:
        """The blocks of one sheet, from the top."""
        return tuple(area for area in self.layout.areas if area.sheet == sheet)


def place(sheet: str, row: int, col: int) -> str:
    """'Số liệu'!$E$12."""
    return f"{quote_sheet(sheet)}!{cell_name(row, col, absolute=True)}"


def stretch(sheet: str, top: int, left: int, bottom: int, right: int) -> str:
    """'Số liệu'!$E$12:$E$20."""
    return f"{place(sheet, top, left)}:{cell_name(bottom, right, absolute=True)}"


def link_to(sheet: str, row: int = 0, col: int = 1) -> str:
    """A link inside the workbook."""
    return f"internal:{quote_sheet(sheet)}!{cell_name(row, col)}"


def unit_label(unit: Unit) -> str:
    """How a unit stands in the drop-down of the common template."""
    return f"{unit.code} - {unit.name}"


COUNT_CELL = place(CHECK_SHEET, COUNT_ROW, COUNT_COL)
MISSING_CELL = place(CHECK_SHEET, MISSING_ROW, COUNT_COL)
UNIT_CELL = place(GUIDE_SHEET, GUIDE_UNIT_ROW, GUIDE_VALUE_COL)
