"""What the checks find: thousands of violations of every kind of rule, planted in returns of the shipped and of random
forms, each found at its place; and nothing in as many correct returns.

The returns are built, and broken, without the toolkit's judgement (see tests/recall_pieces.py). Many are checked in one
pass, as a round's are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pytest

from tests.recall import Batch, Planted, Subject, batch, random_subject
from tests.recall_pieces import KINDS
from tests.recall_shipped import shipped_subject
from toolkit.findings import Finding
from toolkit.form.model import Key
from toolkit.validation.check import check_round
from toolkit.validation.model import Checked, Outcome
from toolkit.validation.suites import compile_suite

PLANTED = CORRECT = 2_000
FORMS, KINDS_A_FORM = 12, 13
GOOD_A_FORM, BAD_A_FORM = 160, 140
GOOD_SHIPPED, BAD_SHIPPED = 200, 410


@dataclass(frozen=True, slots=True)
class Inspected:
    """One round of returns and what the checks said of it, findings by unit."""

    batch: Batch
    checked: Checked
    findings: dict[str, list[Finding]]


def subjects() -> Iterator[tuple[Subject, int, int]]:
    """With the numbers of correct and of broken returns; every kind of rule stands in several forms."""
    yield shipped_subject(), GOOD_SHIPPED, BAD_SHIPPED
    rng = Random(7)
    kinds: list[str] = []
    while len(kinds) < FORMS * KINDS_A_FORM:
        kinds += rng.sample(sorted(KINDS), k=len(KINDS))
    for at in range(FORMS):
        chosen = kinds[at * KINDS_A_FORM : (at + 1) * KINDS_A_FORM]
        yield random_subject(at, chosen), GOOD_A_FORM, BAD_A_FORM


@pytest.fixture(scope="module")
def inspected() -> list[Inspected]:
    found = []
    for seed, (subject, good, bad) in enumerate(subjects()):
        made = batch(subject, good, bad, seed)
        suites = {form.id: compile_suite(form) for form in subject.forms}
        checked = check_round(made.round, made.data, suites, made.past)
        by_unit: dict[str, list[Finding]] = defaultdict(list)
        for finding in checked.findings:
            by_unit[finding.place.unit_id].append(finding)
        found.append(Inspected(made, checked, by_unit))
    return found


def test_enough_of_every_kind_is_planted(inspected: list[Inspected]) -> None:
    planted = Counter(item.plant.kind for one in inspected for item in one.batch.planted)
    assert planted.total() >= PLANTED
    assert sum(len(one.batch.good) for one in inspected) >= CORRECT
    assert planted.keys() == KINDS.keys() | {plant.kind for plant in shipped_subject().plants}
    assert min(planted.values()) >= 10


def test_nothing_is_asked_of_correct_returns(inspected: list[Inspected]) -> None:
    """What merely stands out is noted for the office; how often, test_statistics measures."""
    said = [
        (unit, finding.code, finding.rule, finding.message.vi)
        for one in inspected
        for unit in sorted(one.batch.good)
        for finding in one.findings[unit]
        if not (finding.office_only and finding.code.startswith("STA"))
    ]
    assert not said, said[:5]


def test_every_violation_is_found_at_its_place(inspected: list[Inspected]) -> None:
    missed = [
        (item.plant.kind, item.plant.rule, [(f.rule, f.place.cell) for f in one.findings[item.unit_id]])
        for one in inspected
        for item in one.batch.planted
        if not any(_finds(finding, item) for finding in one.findings[item.unit_id])
    ]
    assert not missed, (len(missed), missed[:5])


def test_a_violation_has_the_outcome_fail_and_holds_what_an_error_should(inspected: list[Inspected]) -> None:
    for one in inspected:
        failed = {(r.unit_id, r.rule) for r in one.checked.results if r.outcome is Outcome.FAIL}
        held = {(entry.unit_id, entry.key) for entry in one.checked.entries if entry.held}
        errors = {
            rule.code: rule
            for form in one.batch.round.forms
            for rule in form.rules
            if rule.severity == "error"
        }
        for item in one.batch.planted:
            assert (item.unit_id, item.plant.rule) in failed, item.plant
            if item.plant.rule in errors:
                assert any((item.unit_id, key) in held for key in item.at), item.plant
        assert not {unit for unit, _ in held} & one.batch.good


def test_nothing_else_is_said_of_a_random_forms_broken_return(inspected: list[Inspected]) -> None:
    """Its rules read data of their own, so a finding is the planted one's; a copy is told of the other unit too."""
    for one in inspected[1:]:
        rules: dict[str, set[str]] = defaultdict(set)
        for item in one.batch.planted:
            rules[item.unit_id].add(item.plant.rule)
            if item.other:
                rules[item.other].add(item.plant.rule)
        for unit, findings in one.findings.items():
            said = {rule for finding in findings for rule in _rules(finding)}
            assert said <= rules[unit] | {""}, (unit, said - rules[unit], [f.message.vi for f in findings])


def _finds(finding: Finding, item: Planted) -> bool:
    """Whether it names the rule and points to one of the cells, or to their block where all of it is meant."""
    at = item.at | {Key(key.form, key.block, "") for key in item.at}
    # Blank cells of one sheet are one finding, which bears the rule of the sheet's first block.
    ends = {rule.rpartition("__")[2] for rule in _rules(finding)}
    named = item.plant.rule in _rules(finding) or item.plant.rule.rpartition("__")[2] in ends & {"core"}
    return named and not at.isdisjoint(_keys(finding))


def _rules(finding: Finding) -> set[str]:
    return {finding.rule, *(other.rule for other in finding.also)}


def _keys(finding: Finding) -> set[Key]:
    places = (place for one in (finding, *finding.also) for place in (one.place, *one.related))
    return {Key(place.form, place.block, place.field, place.row, place.column) for place in places}
