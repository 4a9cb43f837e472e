"""Two columns whose headings were exchanged while their codes stayed: nobody can tell whose the numbers are."""

from tests.unit.intake.returned import a_round, values
from tests.unit.intake.sent import sent
from toolkit.findings import Severity
from toolkit.form.model import BlockKind
from toolkit.intake.model import State
from toolkit.intake.read import read_content


def test_what_stands_under_exchanged_headings_is_held_and_both_columns_are_named() -> None:
    round = a_round()
    unit = round.units[0]
    grid = next(block for block in round.forms[0].blocks if block.kind is BlockKind.GRID)
    labels = {item.code: item.label.vi for item in grid.fields if item.code in ("got_online", "got_direct")}
    book = sent(round, unit)
    page = book.page(grid.sheet)
    left, right = (page.find(label) for label in labels.values())
    page.cells[left], page.cells[right] = page.cells[right], page.cells[left]
    content = read_content(book.raw(), round, unit)
    typed = {key for key in values(round, unit) if key.block == grid.id and key.column in labels}
    told = [finding for finding in content.findings if finding.code == "STR-014"]
    assert {place.column for one in told for place in (one.place, *one.related)} == set(labels)
    assert {one.severity for one in told} == {Severity.ERROR}
    assert {entry.key for entry in content.entries if entry.state is not State.VALUE} >= typed
