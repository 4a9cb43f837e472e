"""Planted violations on their whole way: typed into the real templates, read back as a file that came, judged in one round,
and told of at the very cell of the workbook in which they were typed.

A sample of the kinds in tests/recall_pieces.py and of the shipped forms' rules; test_recall.py judges thousands of them
without workbooks.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

import pytest

from tests.recall import ARRIVED, Batch, Planted, Subject, batch, places, random_subject
from tests.recall_pieces import KINDS, Values
from tests.recall_shipped import shipped_subject
from tests.unit.template.test_build import OFFICE
from toolkit.files.fill_workbook import fill_workbook
from toolkit.files.model import cell_name
from toolkit.files.read_workbook import read_workbook
from toolkit.files.write_workbook import write_workbook
from toolkit.findings import Finding
from toolkit.form.model import Key
from toolkit.intake.model import Kind, UnitData, UnitReturn
from toolkit.intake.receive import Arrival, decide
from toolkit.intake.stack import stack
from toolkit.template.build import plan_template
from toolkit.units import Unit
from toolkit.validation.check import check_round
from toolkit.validation.suites import compile_suite

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

GOOD = 1
KINDS_A_FORM, SHIPPED = 12, 14
PLANTED = 60
WORDS = {"over": "trên", "under": "dưới", "about": "khoảng"}
Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sent:
    """One planted return: the cells that hold what was planted, and what the unit was told."""

    unit: Unit
    item: Planted
    cells: Mapping[Key, Cell]
    changed: frozenset[Cell]
    findings: tuple[Finding, ...]

    @property
    def at(self) -> frozenset[Cell]:
        """The cells at one of which a finding has to point."""
        return frozenset(self.cells[key] for key in self.item.at)


def subjects() -> Iterator[tuple[Subject, int]]:
    """Every kind of rule stands in one of the forms; of the shipped ones' rules a sample."""
    rng = Random(11)
    kinds = rng.sample(sorted(KINDS), k=len(KINDS))
    for at in range(0, len(kinds), KINDS_A_FORM):
        chosen = kinds[at : at + KINDS_A_FORM]
        yield random_subject(1_000 + at, chosen), len(chosen)
    shipped = shipped_subject()
    yield replace(shipped, plants=tuple(rng.sample(shipped.plants, k=SHIPPED))), SHIPPED


def typed(made: Batch, values: Values) -> dict[str, dict[str, object]]:
    """What a clerk types, by sheet and cell."""
    known = places(made.round.forms)
    cells: dict[str, dict[str, object]] = {}
    for name, value in values.items():
        if "|" in name or value is None:
            continue
        if isinstance(value, tuple):
            value = f"{WORDS[value[1]]} {value[0]}"
        elif isinstance(value, bool):
            value = "Có" if value else "Không"
        slot = known[name]
        cells.setdefault(slot.sheet, {})[cell_name(slot.row, slot.col)] = value
    return cells


def send(made: Batch, unit: Unit, earlier: list[UnitReturn]) -> UnitData:
    """The unit's own template, filled in, and what intake makes of it."""
    past = {at: values.get(unit.unit_id, {}) for at, values in made.past.items()}
    template = write_workbook(plan_template(made.round, (unit,), past, OFFICE))
    filled = fill_workbook(template, typed(made, made.values[unit.unit_id]))
    arrival = Arrival(
        file=f"{unit.name}.xlsx",
        sha256=hashlib.sha256(filled).hexdigest(),
        arrived_at=ARRIVED,
        registered_at=ARRIVED,
    )
    received = decide(arrival, read_workbook(filled), made.round, earlier=earlier)
    assert received.kind is Kind.RETURN and received.content is not None, received.findings
    earlier.append(received.content)
    return stack(unit.unit_id, (received.content,))


def changes(made: Batch, unit: Unit, before: Values) -> frozenset[Cell]:
    """The cells of the filled workbook in which something else stands than in a correct return."""
    apart = set()
    now, good = typed(made, made.values[unit.unit_id]), typed(made, before)
    for sheet in now.keys() | good.keys():
        here, there = now.get(sheet, {}), good.get(sheet, {})
        apart |= {(sheet, cell) for cell in here.keys() | there.keys() if here.get(cell) != there.get(cell)}
    return frozenset(apart)


@pytest.fixture(scope="module")
def judged() -> tuple[list[Sent], list[Finding]]:
    """Every planted return with what was told of it; and what was told of the correct ones."""
    sent: list[Sent] = []
    of_correct: list[Finding] = []
    for seed, (subject, bad) in enumerate(subjects(), start=50):
        made = batch(subject, GOOD, bad, seed)
        rng = Random(seed)
        correct = [subject.correct(rng, at) for at in range(GOOD + bad)]
        earlier: list[UnitReturn] = []
        suites = {form.id: compile_suite(form) for form in subject.forms}
        data = [send(made, unit, earlier) for unit in made.round.units]
        checked = check_round(made.round, data, suites, made.past)
        # STR: intake doubts which of two forms' nearly equal sheets is whose; what it reads is right, and no rule's matter.
        of_correct += [
            one
            for one in checked.findings
            if one.place.unit_id in made.good and not one.code.startswith("STR")
        ]
        places_of = {
            slot.key: (slot.sheet, cell_name(slot.row, slot.col)) for slot in places(subject.forms).values()
        }
        planted = {item.unit_id: item for item in made.planted}
        for at, unit in enumerate(made.round.units):
            if unit.unit_id not in planted:
                continue
            mine = tuple(one for one in checked.findings if one.place.unit_id == unit.unit_id)
            apart = changes(made, unit, correct[at])
            sent.append(Sent(unit, planted[unit.unit_id], places_of, apart, mine))
    return sent, of_correct


def test_enough_is_planted_and_it_stands_in_the_workbooks(judged: tuple[list[Sent], list[Finding]]) -> None:
    sent, _ = judged
    assert len(sent) >= PLANTED
    assert {one.item.plant.kind for one in sent} >= KINDS.keys()
    assert not [one.item.plant for one in sent if not one.changed]


def test_nothing_is_said_of_correct_workbooks(judged: tuple[list[Sent], list[Finding]]) -> None:
    _, of_correct = judged
    assert not of_correct, [(one.code, one.rule, one.message.vi) for one in of_correct][:5]


def test_every_violation_is_told_at_its_cell_of_the_filled_workbook(
    judged: tuple[list[Sent], list[Finding]],
) -> None:
    sent, _ = judged
    missed = [
        (one.item.plant.kind, one.item.plant.rule, sorted(one.at), [_said(f) for f in one.findings])
        for one in sent
        if not any(_tells(finding, one) for finding in one.findings)
    ]
    assert not missed, (len(missed), missed[:4])


def _tells(finding: Finding, one: Sent) -> bool:
    """Whether it is the rule's and stands at one of the cells, in words and place, or marks it as a related one;
    a copied part is told of as a whole.
    """
    told = [each for each in (finding, *finding.also) if each.rule == one.item.plant.rule]
    for each in told:
        if not each.place.cell:
            block = {(key.form, key.block) for key in one.item.at}
            sheets = {sheet for sheet, _ in one.at}
            if (each.place.form, each.place.block) in block and each.place.sheet in sheets:
                return each.place.sheet in each.message.vi
            continue
        anchor = (each.place.sheet, each.place.cell)
        related = {(place.sheet, place.cell) for place in each.related}
        if (anchor in one.at and _names(finding, *anchor)) or related & one.at:
            return True
    return False


def _names(finding: Finding, sheet: str, cell: str) -> bool:
    """Whether what is told, message and request with all that was merged into it, says the sheet and the cell."""
    words = " ".join(f"{each.message.vi} {each.request.vi}" for each in (finding, *finding.also))
    return sheet in words and any(cell in _expanded(found) for found in _CELLS.findall(words))


_CELLS = re.compile(r"\b([A-Z]{1,2})(\d+)(?:[:–-]([A-Z]{1,2})(\d+))?\b")


def _expanded(found: tuple[str, str, str, str]) -> set[str]:
    """A cell, or the cells of a range within a column or a row."""
    column, row, last_column, last_row = found
    if not last_column:
        return {column + row}
    if column == last_column:
        return {f"{column}{at}" for at in range(int(row), int(last_row) + 1)}
    return {f"{chr(at)}{row}" for at in range(ord(column), ord(last_column) + 1)}


def _said(finding: Finding) -> tuple[str, str, list[str], str]:
    related = [place.cell for place in (finding.place, *finding.related)]
    return finding.code, finding.rule, related, finding.message.vi
