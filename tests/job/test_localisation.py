"""Which cell is wrong: errors of every kind planted in consistent returns, found as docs/validation.md claims.

The same measurement as `python -m benchmarks.localisation`, on fewer errors and with other seeds: claims, no timings.
"""

from fractions import Fraction

import pytest

from tests.planted import Sample, samples
from tests.planted_errors import KINDS
from tests.planted_measure import Answers, Measured, count
from tests.planted_score import checked, told
from toolkit.validation.model import Checked

SEED, ERRORS, CORRECT, A_ROUND = 7_000, 260, 30, 73
MARGIN = Fraction(15, 100)

Round = tuple[Sample, Checked]


@pytest.fixture(scope="module")
def rounds() -> list[Round]:
    return [(one, checked(one)) for one in samples(SEED, ERRORS, CORRECT, KINDS, A_ROUND)]


@pytest.fixture(scope="module")
def measured(rounds: list[Round]) -> Measured:
    found = Measured()
    for sample, of in rounds:
        count(found, sample, of)
    return found


def answers(measured: Measured, where: str) -> Answers:
    whole = Answers()
    for kind in measured.kinds.values():
        whole = whole.plus(getattr(kind, where))
    return whole


def test_errors_of_every_kind_are_planted(measured: Measured) -> None:
    assert measured.kinds.keys() == set(KINDS)
    assert sum(kind.planted for kind in measured.kinds.values()) > ERRORS * 0.95
    assert min(kind.planted for kind in measured.kinds.values()) >= 5


def test_the_only_repair_there_is_comes_first(measured: Measured) -> None:
    only = answers(measured, "only")
    assert only.number > 80
    assert only.repair == only.number


def test_elsewhere_the_wrong_cell_comes_first_far_more_often_than_by_the_baselines(
    measured: Measured,
) -> None:
    elsewhere = answers(measured, "elsewhere")
    assert elsewhere.number > 80
    assert elsewhere.first >= elsewhere.blind + elsewhere.number * MARGIN
    assert elsewhere.first >= elsewhere.equal + elsewhere.number * MARGIN


def test_most_errors_are_seen(measured: Measured) -> None:
    planted = sum(kind.planted for kind in measured.kinds.values())
    assert sum(measured.unseen.values()) < planted * 0.15


def test_correct_returns_get_no_suggestion(measured: Measured) -> None:
    assert measured.correct == CORRECT
    assert measured.suggested == 0
    assert measured.said == []


def test_every_run_gives_the_same_answer(rounds: list[Round]) -> None:
    sample, before = rounds[-1]
    again = checked(sample)
    assert again.findings == before.findings
    assert again.calls == before.calls


def test_suggestions_are_never_applied(rounds: list[Round]) -> None:
    """What counts is what was stated, with any number of suggestions beside it."""
    for sample, of in rounds:
        stated = {
            (unit.unit_id, item.entry.key): item.entry.value for unit in sample.data for item in unit.entries
        }
        assert any(said.suggested for _, said in told(sample, of))
        for entry in of.entries:
            assert entry.stacked.entry.value == stated[entry.unit_id, entry.key]


def test_nothing_is_printed(rounds: list[Round], capfd: pytest.CaptureFixture[str]) -> None:
    checked(rounds[-1][0])
    assert capfd.readouterr() == ("", "")
