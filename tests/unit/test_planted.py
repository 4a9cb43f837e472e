"""What the measurements of docs/validation.md rest on: returns that keep every rule, errors that are what they are called,
and a brute force that agrees with trying every number.
"""

from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest

from benchmarks.localisation import SEED
from tests.planted import (
    ASKED,
    PERIOD,
    Sample,
    forms_of,
    periods,
    sample,
    samples,
    sheet_of,
    typed_numbers,
)
from tests.planted_baselines import blind_guess, equal_weights, groups_of
from tests.planted_brute import singles
from tests.planted_errors import KINDS, SINGLE, Sheet, erring, plant
from tests.planted_rules import failing, reading, rules_of
from tests.planted_world import DRIFT, FEWEST, MOST, SIZE, ZEROS, _count, commune, drawn
from tests.recall import places
from tests.recall_pieces import Values

UNITS = 12


@pytest.fixture(scope="module", params=ASKED)
def made(request: pytest.FixtureRequest) -> Sample:
    kinds = [kind for kind in KINDS if kind != "row_shifted" or request.param != "cchc_communication"]
    return sample(3, request.param, UNITS, kinds)


def test_correct_returns_and_all_their_years_keep_every_rule(made: Sample) -> None:
    puts = rules_of(made.round.forms)
    for one in made.returns:
        assert failing(puts, one.meant) == ()
        judged = [put.holds(one.meant) for put in puts]
        assert judged.count(True) > len(puts) * 0.6


def test_the_figures_are_drawn_as_the_document_says() -> None:
    assert (SIZE, ZEROS, DRIFT, FEWEST, MOST) == (2, 0.3, 0.2, 6, 12)
    import numpy as np

    draw = np.random.RandomState(1)
    counts = [_count(draw, 50) for _ in range(20_000)]
    mean = sum(counts) / len(counts)
    variance = sum((count - mean) ** 2 for count in counts) / len(counts)
    assert mean == pytest.approx(50, rel=0.02)
    assert variance == pytest.approx(50 + 50**2 / SIZE, rel=0.05)
    zeros = sum(drawn(draw, 500) == 0 for _ in range(20_000)) / 20_000
    assert zeros == pytest.approx(ZEROS, abs=0.01)


def test_what_is_pending_is_carried_over_and_periods_are_six_to_twelve() -> None:
    lengths = set()
    for seed in range(60):
        one = commune(seed)
        lengths.add(len(one.before))
        told = [one.now, *one.before]
        for later, earlier in pairwise(told):
            row = "other:dossiers_by_field/dat_dai/"
            assert later[f"{row}received_carried_over"] == earlier[f"{row}pending_total"]
    assert lengths == set(range(FEWEST, MOST + 1))
    assert [period.id for period in periods()][:3] == ["2023-H2", "2023-H1", "2022-H2"]
    assert PERIOD == "2024-H1"


def test_the_toolkit_is_handed_what_was_stated_before(made: Sample) -> None:
    known = places(made.round.forms)
    for one in made.returns:
        stated = made.series.values[one.unit.unit_id]
        for word, at in (("prev", 0), ("year_before", 1)):
            for name in typed_numbers(made.round.forms):
                if f"{word}|{name}" in one.meant:
                    value = one.meant[f"{word}|{name}"]
                    assert stated[known[name].key][at] == value
                    assert made.past[word][one.unit.unit_id][known[name].key] == value  # type: ignore[index]


def test_the_same_seed_gives_the_same_returns() -> None:
    first, again = (sample(5, "both", 2, ["other", "pair_tied"]) for _ in range(2))
    assert [one.said for one in first.returns] == [one.said for one in again.returns]
    assert first.returns != sample(6, "both", 2, ["other", "pair_tied"]).returns


def test_the_published_seed_can_be_drawn() -> None:
    first = next(samples(SEED, 6, 3, ("other", "sign"), a_round=3))
    assert sum(one.error is not None for one in first.returns) == 2
    assert commune(2**40).now != commune(2**41).now


def test_every_kind_of_error_is_planted_and_is_one(made: Sample) -> None:
    planted = {one.error.kind for one in made.returns if one.error}
    assert planted >= set(KINDS) - {"hundredth", "thousandth", "row_shifted"}
    for one in made.returns:
        if one.error is None:
            assert one.said == one.meant
            continue
        changed = {name for name in one.meant if one.said[name] != one.meant[name]}
        assert changed == set(one.error.meant)
        assert {name: one.meant[name] for name in changed} == dict(one.error.meant)
        count = 1 if one.error.kind in SINGLE else 2
        assert len(changed) == count or (one.error.kind == "row_shifted" and len(changed) > 2)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("digits_swapped", 152, {512, 125}),
        ("digit_lost", 152, {52, 12, 15}),
        ("sign", 7, {-7}),
        ("times_100", 7, {700}),
        ("tenth", 47, {5}),
        ("thousandth", 1_499, {1}),
        ("blank", 7, {None}),
    ],
)
def test_a_slip_is_what_it_is_called(kind: str, value: int, said: set[int | None]) -> None:
    found = set()
    for seed in range(40):
        error = plant(Random(seed), kind, Sheet({"a": value}, (), {}))
        assert error is not None
        found.add(error.said["a"])
    assert found == said


def test_what_cannot_happen_is_not_planted() -> None:
    nothing = Sheet({"a": 0, "b": 0}, (("a", "b"),), {})
    for kind in ("digit_lost", "sign", "tenth", "exchanged", "row_shifted"):
        assert plant(Random(1), kind, nothing) is None


def test_exchanged_cells_stand_side_by_side(made: Sample) -> None:
    known = places(made.round.forms)
    values = made.returns[0].meant
    for one, two in sheet_of(made.round.forms, values).neighbours:
        first, second = known[one], known[two]
        assert first.sheet == second.sheet
        assert abs(first.row - second.row) + abs(first.col - second.col) == 1


def test_brute_force_finds_what_trying_every_number_finds() -> None:
    puts = rules_of(forms_of("both"))
    readers = reading(puts)
    checked = 0
    for one in sample(11, "both", 0, [*SINGLE] * 2).returns:
        failed = failing(puts, one.said)
        if (
            not failed
            or max(abs(int(str(one.said[name] or 0).partition(".")[0])) for name in _cells(failed)) > 400
        ):
            continue
        found = {each.name: each.values for each in singles(readers, failed, one.said)}
        for name in _cells(failed):
            if all(name in put.names for put in failed) and isinstance(one.said[name], int):
                assert _tried(readers[name], name, one.said) == tuple(
                    value for value in found.get(name, ()) if value < 500
                ), (one.error, name)
                checked += 1
    assert checked > 20


def _cells(failed: tuple) -> set[str]:  # type: ignore[type-arg]
    return {name for put in failed for name in put.names}


def _tried(puts: tuple, name: str, values: Values) -> tuple[int, ...]:  # type: ignore[type-arg]
    """The two least of all numbers below five hundred by which nothing that reads the cell fails."""
    found = []
    tried = dict(values)
    for tried[name] in range(500):
        value = tried[name]
        if value != values[name] and all(put.holds(tried) is not False for put in puts):
            found.append(value)
            if len(found) == 2:
                break
    return tuple(found)


def test_the_error_is_among_the_repairs_of_brute_force(made: Sample) -> None:
    puts = rules_of(made.round.forms)
    readers = reading(puts)
    for one in made.returns:
        failed = failing(puts, one.said)
        if failed and one.error is not None and len(one.error.meant) == 1:
            ((name, value),) = one.error.meant.items()
            found = {each.name: each.value for each in singles(readers, failed, one.said)}
            assert found[name] in (value, None)


def test_baselines_are_shares_of_cells() -> None:
    forms = forms_of("tthc_ii06a")
    puts = rules_of(forms)
    one = sample(2, "tthc_ii06a", 1, []).returns[0]
    name = "dossiers_by_field/cu_tru/pending_overdue"
    said = one.meant | {name: int(str(one.meant[name])) + 1}
    failed = failing(puts, said)
    assert [put.rule.code for put in failed] == ["pending_adds_up"]
    assert groups_of(failed) == [list(failed)]
    assert blind_guess(failed, {name}) == Fraction(1, 3)
    alone = singles(reading(puts), failed, said)
    # The total is tied to others, so that it cannot be wrong alone; either part can.
    assert {each.name.rpartition("/")[2] for each in alone} <= {"pending_overdue", "pending_in_time"}
    assert equal_weights(puts, failed, alone, said, {name}) == Fraction(1, len(alone))


def test_an_erring_return_says_what_the_error_says() -> None:
    error = plant(Random(4), "exchanged", Sheet({"a": 1, "b": 2}, (("a", "b"),), {}))
    assert error is not None
    assert erring({"a": 1, "b": 2, "c": 3}, error) == {"a": 2, "b": 1, "c": 3}
