"""Cells that do not say plainly what their value is are held, each cause with its own words."""

from dataclasses import replace

import pytest

from tests.unit.intake.returned import a_round, values, workbook
from toolkit.files.model import Mark, RawWorkbook, Unclear
from toolkit.findings import Severity
from toolkit.form.layout import lay_out
from toolkit.form.model import Key
from toolkit.intake.model import State
from toolkit.intake.read import read_content

ROUND = a_round()
UNIT = ROUND.units[0]
RECEIVED = Key(ROUND.forms[0].id, "figures", "dossier_received")
SLOT = lay_out(ROUND.forms, (UNIT,)).slot(RECEIVED)
SPOT = (SLOT.sheet, SLOT.row, SLOT.col)
RAW = workbook(ROUND, UNIT, values(ROUND, UNIT))


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [
        (replace(RAW, errors={SPOT: Mark.TWICE}), "NUM-035", ""),
        (replace(RAW, errors={SPOT: Mark.MISREAD}), "NUM-036", ""),
        (replace(RAW, errors={SPOT: Mark.NO_NUMBER}), "NUM-036", ""),
        (replace(RAW, unclear={SPOT: Unclear(Mark.RAISED, "1")}), "NUM-037", "“1”"),
        (replace(RAW, unclear={SPOT: Unclear(Mark.STRUCK)}), "NUM-037", ""),
        (replace(RAW, unclear={SPOT: Unclear(Mark.SCALED, "#,##0,")}), "NUM-038", "#,##0,"),
        (replace(RAW, unclear={SPOT: Unclear(Mark.WORDED, "trên")}), "NUM-038", "trên"),
    ],
)
def test_a_number_s_cell_that_shows_something_else_is_held(raw: RawWorkbook, code: str, shown: str) -> None:
    content = read_content(raw, ROUND, UNIT)
    entry = next(entry for entry in content.entries if entry.key == RECEIVED)
    assert entry.value is None and entry.state in {State.TEXT, State.ERROR}
    (finding,) = content.findings
    assert (finding.code, finding.severity, finding.place.cell) == (code, Severity.ERROR, entry.cell)
    assert shown in finding.message.vi


def test_the_measure_that_is_asked_for_may_stand_in_the_number_format() -> None:
    content = read_content(replace(RAW, unclear={SPOT: Unclear(Mark.WORDED, " hồ sơ")}), ROUND, UNIT)
    assert content.findings == ()
