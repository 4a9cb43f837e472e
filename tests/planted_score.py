"""What the toolkit says of planted errors, held against what was meant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tests.planted import Return, Sample
from tests.planted_baselines import groups_of
from tests.planted_brute import Single, singles
from tests.planted_errors import Number
from tests.planted_rules import Put, failing, reading, rules_of
from tests.recall import places
from toolkit.findings import Finding, Place, Severity, Suggestion
from toolkit.form.model import Form
from toolkit.validation.check import check_round
from toolkit.validation.model import Checked
from toolkit.validation.suites import compile_suite

RULE = "RUL-001"
ROWS_SHIFTED = "STA-007"


Changes = Mapping[str, Number | None]
"""What a suggestion would change, by the names of the data; None: by no value that can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was said of one return. `suggested` by rule, block and row; `flagged`: the cells of findings that no rule of the
    form makes, in the order of telling, with their codes, those for the office alone among them.
    """

    findings: tuple[Finding, ...]
    suggested: Mapping[tuple[str, str, str], tuple[Changes, ...]]
    flagged: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Failed rules of one return that hang together, and what was suggested to mend them, the first first.

    `alone`: each single cell that could mend them, by brute force. `meant`: of the cells that they read, those that are
    wrong, with what was meant.
    """

    failed: tuple[Put, ...]
    meant: Mapping[str, Number]
    alone: tuple[Single, ...]
    suggested: tuple[Changes, ...]

    @property
    def repair(self) -> Changes | None:
        """The only cell and value by which everything would hold; None where there are none, or several."""
        if len(self.alone) != 1 or self.alone[0].value is None:
            return None
        return {self.alone[0].name: self.alone[0].value}

    def names_guilty(self, among: int = 1) -> bool:
        """Whether one of the first suggestions names wrong cells only."""
        return any(bool(one) and one.keys() <= self.meant.keys() for one in self.suggested[:among])

    @property
    def tells_value(self) -> bool:
        """Whether the first names wrong cells only, and says what was meant."""
        return self.names_guilty() and all(
            self.meant[name] == value for name, value in self.suggested[0].items()
        )

    @property
    def finds_repair(self) -> bool:
        """Whether the first is the only repair there is."""
        return bool(self.suggested) and self.suggested[0] == self.repair


def problems(sample: Sample, one: Return, said: Told) -> Iterator[Problem]:
    """Every group of failed rules of a return in which an error was planted.

    Where the search took two groups together, what it suggests is held against each by the cells that its rules read.
    """
    assert one.error is not None
    for group in groups_of(failing(asking(sample.round.forms), one.said)):
        cells = {name for put in group for name in put.names}
        asked = (said.suggested.get((put.rule.code, put.rule.block, put.row), ()) for put in group)
        found = max(asked, key=len)
        yield Problem(
            failed=tuple(group),
            meant={name: value for name, value in one.error.meant.items() if name in cells},
            alone=singles(readers(sample.round.forms), group, one.said),
            suggested=tuple({name: value for name, value in each.items() if name in cells} for each in found),
        )


def checked(sample: Sample) -> Checked:
    """What the toolkit's whole check says of a round."""
    suites = {form.id: compile_suite(form) for form in sample.round.forms}
    return check_round(sample.round, sample.data, suites, sample.past, series=sample.series)


def told(sample: Sample, of: Checked) -> Iterator[tuple[Return, Told]]:
    """Every return with what was said of it."""
    by_unit: dict[str, list[Finding]] = {}
    for finding in of.findings:
        by_unit.setdefault(finding.place.unit_id, []).extend(finding.each)
    for one in sample.returns:
        yield one, _told(sample.round.forms, tuple(by_unit.get(one.unit.unit_id, ())))


def _told(forms: tuple[Form, ...], findings: tuple[Finding, ...]) -> Told:
    return Told(
        findings=findings,
        suggested={
            (one.rule, *one.scope): tuple(_changes(forms, each) for each in one.suggestions)
            for one in findings
            if one.suggestions
        },
        flagged=tuple(
            (one.code, tuple(name for place in (one.place, *one.related) for name in _names(forms, place)))
            for one in findings
            if one.code != RULE
        ),
    )


def changes(sample: Sample, suggestion: Suggestion) -> Changes:
    """What a suggestion would change, by the names of the data."""
    return _changes(sample.round.forms, suggestion)


def _changes(forms: tuple[Form, ...], suggestion: Suggestion) -> Changes:
    return {name: one.value for one in suggestion.changes for name in _names(forms, one.place)}


def _names(forms: tuple[Form, ...], place: Place) -> tuple[str, ...]:
    name = _by_place(forms).get((place.form, place.block, place.field, place.row, place.column))
    return () if name is None else (name,)


@cache
def _by_place(forms: tuple[Form, ...]) -> Mapping[tuple[str, ...], str]:
    return {tuple(slot.key): name for name, slot in places(forms).items()}


@cache
def asking(forms: tuple[Form, ...]) -> tuple[Put, ...]:
    """The rules that hold something or ask for something: notes are none."""
    return tuple(put for put in rules_of(forms) if put.rule.severity is not Severity.INFO)


@cache
def readers(forms: tuple[Form, ...]) -> Mapping[str, Sequence[Put]]:
    """By cell, the rules that read it and ask for something."""
    return reading(asking(forms))


def why_unseen(sample: Sample, one: Return) -> str:
    """Why no rule and no check says anything of an error: the first that is so of all its cells."""
    assert one.error is not None
    forms = sample.round.forms
    if failing(rules_of(forms), one.said):
        return "only a note says it"
    if None in one.error.said.values():
        return "left blank where nothing must be stated"
    tied = [
        [
            put
            for put in readers(forms).get(name, ())
            if len(put.names) > 1 and put.holds(one.said) is not None
        ]
        for name in one.error.meant
    ]
    if not any(tied):
        return "no rule ties the cell to another, and its history, if any, has such values"
    if len(one.error.meant) > 1 and all(tied):
        return "the errors make up for each other, or stay within what inequalities allow"
    return "within what the inequalities that read it allow"
