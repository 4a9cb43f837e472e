"""What statistics say of correct returns and of errors that no rule can see, on the generator of docs/validation.md."""

from collections import Counter

import pytest

from tests.planted import ASKED, Sample, sample, typed_numbers
from tests.planted_score import RULE, Told, checked, told
from toolkit.findings import Severity
from toolkit.form.model import Key
from toolkit.text import write_number
from toolkit.validation.check import check_round
from toolkit.validation.model import Checked, Series
from toolkit.validation.suites import compile_suite

SEED, A_FORM = 9_000, 130
ONE_FLAG_IN = 200
SHOWN = 6
STATISTICS = "STA-"

Round = tuple[Sample, Checked]


@pytest.fixture(scope="module")
def correct() -> list[Round]:
    """Rounds of correct returns only, of each form and of both."""
    made = [sample(SEED + at, asked, A_FORM, ()) for at, asked in enumerate(ASKED)]
    return [(one, checked(one)) for one in made]


def flagged(said: Told) -> list[tuple[str, tuple[str, ...]]]:
    return [(code, names) for code, names in said.flagged if code.startswith(STATISTICS)]


def test_fewer_than_one_correct_figure_in_two_hundred_is_flagged(correct: list[Round]) -> None:
    cells, flags = 0, 0
    for made, of in correct:
        for one, said in told(made, of):
            cells += sum(one.said.get(name) is not None for name in typed_numbers(made.round.forms))
            flags += len({name for _, names in flagged(said) for name in names})
    assert cells > 25_000
    assert flags * ONE_FLAG_IN < cells


def test_no_correct_return_is_said_to_be_copied_shifted_or_in_another_measure(correct: list[Round]) -> None:
    whole = {"STA-006", "STA-007", "STA-008", "STA-009"}
    codes = Counter(code for made, of in correct for _, said in told(made, of) for code, _ in said.flagged)
    assert not whole & codes.keys(), codes


def test_nothing_statistical_is_an_error_or_holds_anything(correct: list[Round]) -> None:
    for _, of in correct:
        for finding in of.findings:
            assert finding.severity is not Severity.ERROR
            assert not finding.held
        assert not any(entry.held for entry in of.entries)


def test_every_flag_shows_the_values_it_was_judged_by(correct: list[Round]) -> None:
    """The newest figures of earlier periods stand in the words, in their order."""
    seen = 0
    for made, of in correct:
        for finding in of.findings:
            if finding.code == "STA-001":
                at = finding.place
                key = Key(at.form, at.block, at.field, at.row, at.column)
                before = [value for value in made.series.of(at.unit_id, key) if value is not None]
                assert "; ".join(write_number(value, "vi") for value in before[:SHOWN]) in finding.message.vi
                seen += 1
    assert seen >= 5


def test_without_history_the_checks_are_silent_and_say_so() -> None:
    made = sample(SEED, "both", 4, ())
    suites = {form.id: compile_suite(form) for form in made.round.forms}
    of = check_round(made.round, made.data, suites, made.past, series=Series())
    assert not [one for one in of.findings if one.code.startswith(STATISTICS) and one.code != "STA-011"]
    assert [one for one in of.findings if one.code == "STA-011"]


def test_a_thousand_times_too_much_is_seen_where_no_rule_reads_the_cell() -> None:
    """Figures of which no rule says anything but bounds; most are beyond all that they ever were."""
    made = sample(SEED + 50, "cchc_communication", 60, ["times_1000"] * 60)
    unseen = hit = 0
    for one, said in told(made, checked(made)):
        if one.error is None or any(finding.code == RULE for finding in said.findings):
            continue
        unseen += 1
        (name,) = one.error.meant
        hit += any(name in names for _, names in flagged(said))
    assert unseen >= 5
    assert hit >= unseen * 0.9


def test_rows_shifted_by_one_are_told_as_such() -> None:
    made = sample(SEED + 60, "tthc_ii06a", 10, ["row_shifted"] * 40)
    found = [
        (one.error is not None, any(code == "STA-007" for code, _ in said.flagged))
        for one, said in told(made, checked(made))
    ]
    assert not any(flag for wrong, flag in found if not wrong)
    assert sum(flag for wrong, flag in found if wrong) >= 24


def test_every_run_gives_the_same_answer(correct: list[Round]) -> None:
    made, before = correct[-1]
    assert checked(made).findings == before.findings
