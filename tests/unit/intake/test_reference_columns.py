"""Last period's columns beside a grid are the template's own, whether or not the grid ends in a total."""

import pytest

from tests.recall import communes, places, random_subject, round_of
from tests.unit.template.test_build import OFFICE
from toolkit.files.fill_workbook import fill_workbook
from toolkit.files.model import cell_name
from toolkit.files.read_workbook import read_workbook
from toolkit.files.write_workbook import write_workbook
from toolkit.form.layout import Slot
from toolkit.form.model import Key
from toolkit.form.rules import At
from toolkit.intake.model import Entry, State
from toolkit.intake.read import read_content
from toolkit.template.build import plan_template


def _read(blank: str) -> tuple[dict[Key, Entry], list[str]]:
    """A grid whose rules read last period's values, filled in but for one cell."""
    subject = random_subject(1, ["rows_begin_as_they_ended"])
    round_, slots = round_of(subject.forms, 1), places(subject.forms)
    past = {At.PREVIOUS: {slot.key: 163 for slot in slots.values()}}
    sent = write_workbook(plan_template(round_, communes(1), past, OFFICE))
    typed: dict[str, dict[str, object]] = {}
    for name, slot in slots.items():
        if name != blank:
            typed.setdefault(slot.sheet, {})[_cell(slot)] = 7
    content = read_content(read_workbook(fill_workbook(sent, typed)), round_, round_.units[0])
    return {entry.key: entry for entry in content.entries}, [found.code for found in content.findings]


def _cell(slot: Slot) -> str:
    return cell_name(slot.row, slot.col)


@pytest.mark.parametrize("blank", ["k0_grid/a/k0_begin", "k0_grid/b/k0_end"])
def test_a_blank_beside_them_is_blank_and_nothing_was_shifted(blank: str) -> None:
    entries, codes = _read(blank)
    slots = places(random_subject(1, ["rows_begin_as_they_ended"]).forms)
    assert codes == []
    states = {name: entries[slot.key].state for name, slot in slots.items()}
    assert states == {name: State.BLANK if name == blank else State.VALUE for name in slots}
