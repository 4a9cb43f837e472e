"""What the register knows of other periods goes into each unit's own template, and into no other's."""

import io
from types import SimpleNamespace
from typing import Any, cast

from openpyxl import load_workbook

from tests.recall import places, random_subject, round_of
from tests.unit.template.test_build import OFFICE
from toolkit.desk import Desk
from toolkit.form.layout import CHECK_SHEET
from toolkit.form.rules import At
from toolkit.lineage import UNCHANGED
from toolkit.render import template_files, workbook_name


def test_a_template_is_checked_against_its_own_units_past() -> None:
    subject = random_subject(1, ["never_falls"])
    round_ = round_of(subject.forms, 2)
    key = places(subject.forms)["k0_sum"].key
    past = {At.SO_FAR: {round_.units[1].unit_id: {key: 12_345}}}
    register = SimpleNamespace(past_values=lambda ident, lineage, forms: past)
    desk = SimpleNamespace(register=register, office=OFFICE, lineage=UNCHANGED)
    files = template_files(cast(Desk, cast(Any, desk)), round_, common=True)
    names = [*(f"templates/{workbook_name(unit)}" for unit in round_.units), "template-common.xlsx"]
    assert ["12345" in _formulas(files[name]) for name in names] == [False, True, False]


def _formulas(data: bytes) -> str:
    cells = (cell.value for line in load_workbook(io.BytesIO(data))[CHECK_SHEET].iter_rows() for cell in line)
    return " ".join(str(value) for value in cells if value is not None)
