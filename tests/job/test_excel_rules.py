"""The check sheet's count of required cells, computed by LibreOffice; what its rules say is test_parity's."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import soffice as office
from tests.forms import small_round
from tests.unit.template.test_build import OFFICE
from toolkit.files.fill_workbook import fill_workbook
from toolkit.files.model import cell_name
from toolkit.files.write_workbook import write_workbook
from toolkit.form.layout import CHECK_SHEET, lay_out
from toolkit.template.build import plan_template
from toolkit.template.sending import COUNT_COL, MISSING_ROW

TICKS = {None: 4, "x": 2, "Không phát sinh": 2, "không": 4}
"""What is written beside "nothing to report", and how many required items the workbook then says are missing."""


@pytest.mark.needs_soffice
def test_a_tick_leaves_what_is_at_least_something_to_be_filled_in(tmp_path: Path) -> None:
    """Required: households (at least 1), dossiers, the plan, and a line of difficulties."""
    round_ = small_round()
    units = round_.units[:1]
    area = lay_out(round_.forms, units).area("small", "figures")
    sent = write_workbook(plan_template(round_, units, {}, OFFICE))
    cell = cell_name(area.tick_row, area.tick_col)
    paths = [tmp_path / f"ticked-{at}.xlsx" for at in range(len(TICKS))]
    for path, said in zip(paths, TICKS, strict=True):
        path.write_bytes(fill_workbook(sent, {area.sheet: {cell: said}}))
    shown = {
        said: load_workbook(path, data_only=True)[CHECK_SHEET].cell(MISSING_ROW + 1, COUNT_COL + 1).value
        for said, path in zip(TICKS, office.recalculate_all(paths), strict=True)
    }
    assert shown == TICKS
