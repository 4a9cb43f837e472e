"""Error localisation by the solver: the fewest cells, exactly, in time, without a word of its own."""

import os
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from tests.unit.validation.localise.made import clause, key, mended, row, square, system
from toolkit.validation.localise import problem, solver
from toolkit.validation.localise.exact import smallest
from toolkit.validation.localise.figures import Figures, board
from toolkit.validation.localise.localise import locate, locate_each
from toolkit.validation.localise.model import Located, System
from toolkit.validation.localise.problem import Budget, Mending, Problem


def by_solver(of: System, most: int = 5, seconds: float = 20.0) -> list[Mending]:
    stated = Figures.stated(board(of))
    return list(smallest(Problem(stated, frozenset(stated.failed())), Budget(seconds), most))


def names(of: System, mending: Mending) -> set[str]:
    return {board(of).cells[change.cell].key.field for change in mending.changes}


def wronged(rng: Random, values: dict[str, int], count: int) -> dict[str, int]:
    return values | {at: values[at] + rng.randint(1, 10**6) for at in rng.sample(sorted(values), count)}


def solvable(of: System, cells: tuple[str, ...]) -> bool:
    """Whether balances hold for some values of these cells: as many independent ones as they take (rank of a matrix)."""
    lines = [one.branches[0][0] for one in of.clauses]
    table = [[dict(each.terms).get(key(cell), Fraction(0)) for cell in cells] for each in lines]
    off = [sum(times * of.cells[at].value for at, times in each.terms) - each.constant for each in lines]
    return _rank(table) == _rank([[*left, right] for left, right in zip(table, off, strict=True)])


def _rank(table: list[list[Fraction]]) -> int:
    rows, rank = [list(one) for one in table], 0
    for column in range(len(rows[0])):
        lead = next((at for at in range(rank, len(rows)) if rows[at][column]), None)
        if lead is None:
            continue
        rows[rank], rows[lead] = rows[lead], rows[rank]
        for at in range(rank + 1, len(rows)):
            times = rows[at][column] / rows[rank][column]
            rows[at] = [one - times * other for one, other in zip(rows[at], rows[rank], strict=True)]
        rank += 1
    return rank


@given(st.integers(0, 10**6))
@settings(max_examples=8, deadline=None)
def test_no_smaller_set_of_cells_would_do(seed: int) -> None:
    rng = Random(seed)
    values, rules = square(rng, 2, 2, 500)
    # From below 0 upwards, so that balances alone decide.
    free = {at: {"least": None} for at in values}
    of = system(wronged(rng, values, rng.randint(1, 3)), rules, **free)
    found = by_solver(of)
    fewest = len(found[0].changes)
    for size in range(1, fewest):
        assert not any(solvable(of, cells) for cells in combinations(sorted(values), size))
    assert all(solvable(of, tuple(sorted(names(of, one)))) for one in found)
    all_sets = [cells for cells in combinations(sorted(values), fewest) if solvable(of, cells)]
    assert {tuple(sorted(names(of, one))) for one in found} <= set(all_sets)
    assert len(found) == min(5, len(all_sets))


def test_three_errors_that_no_slip_explains() -> None:
    rng = Random(4)
    values, rules = square(rng, 4, 4, 9000)
    guilty = ("r0c1", "r2c2", "r3c3")
    said = values | dict(zip(guilty, (70512, 31999, 12), strict=True))
    repair = locate(system(said, rules), 20.0).repairs[0]
    assert dict(repair.changes) == {key(at): values[at] for at in guilty}


def test_a_small_error_beside_a_large_one_of_twelve_digits() -> None:
    values, rules = square(Random(9), 3, 3, 10**11)
    said = values | {"r0c0": values["r0c0"] + 3, "r1c1": values["r1c1"] + 5 * 10**11}
    of = system(said, rules)
    found = by_solver(of)[0]
    assert names(of, found) == {"r0c0", "r1c1"}
    assert {change.value for change in found.changes} == {Fraction(values["r0c0"]), Fraction(values["r1c1"])}


def test_values_that_follow_are_told_and_others_not() -> None:
    rules = [
        clause("one", row({"a": 1, "b": 1}, "==", 10)),
        clause("two", row({"c": 1, "a": 0}, "==", 7)),
    ]
    of = system({"a": 4, "b": 4, "c": 3}, rules, a={"weight": Fraction(3)}, b={"weight": Fraction(1, 2)})
    changes = dict(locate(of).repairs[0].changes)
    assert changes == {key("b"): 6, key("c"): 7}


def test_conditions_take_the_side_that_costs_least() -> None:
    either = clause("either", row({"a": 1, "b": 1}, "==", 100), row({"c": 1}, "==", 0))
    sums = clause("sum", row({"a": 1, "b": -1}, "==", 5))
    of = system({"a": 3, "b": 9, "c": 4}, [either, sums], b={"weight": Fraction(9)})
    found = by_solver(of)
    assert names(of, found[0]) == {"a", "c"}


def test_what_cannot_be_whole_is_no_repair() -> None:
    odd = clause("odd", row({"a": 2, "b": 2}, "==", 7))
    assert by_solver(system({"a": 1, "b": 1}, [odd])) == []
    assert locate(system({"a": 1, "b": 1}, [odd])).repairs == ()


def test_rules_that_contradict_each_other_have_no_repair() -> None:
    rules = [clause("one", row({"a": 1}, "==", 3)), clause("two", row({"a": 1}, "==", 4))]
    located = locate(system({"a": 9}, rules))
    assert located.repairs == () and not located.gave_up


def test_warnings_alone_are_mended_by_at_least_one_cell() -> None:
    rules = [
        clause("one", row({"a": 1, "b": 1}, "==", 10), hard=False),
        clause("two", row({"a": 1, "b": 2}, "==", 99), hard=False),
        clause("three", row({"a": 1, "b": 3}, "==", 31), hard=False),
    ]
    for repair in locate(system({"a": 4, "b": 4}, rules)).repairs:
        assert repair.changes and repair.mends


def test_rounded_figures_have_room() -> None:
    rules = [
        clause("one", row({"a": 1, "b": 1, "c": -1}, slack="0.15")),
        clause("two", row({"a": 1, "b": -1, "d": -1}, slack="0.15")),
        clause("three", row({"c": 1, "d": 1, "e": -1}, slack="0.15")),
    ]
    values = {
        at: Decimal(text)
        for at, text in {"a": "50.0", "b": "9.9", "c": "95.1", "d": "77.7", "e": "41"}.items()
    }
    of = system(values, rules)
    assert all(value is None for repair in locate(of, 20.0).repairs for _, value in repair.changes)
    assert locate(of, 20.0).repairs


@given(st.integers(0, 10**6))
@settings(max_examples=5, deadline=None)
def test_every_repair_keeps_the_rules_and_is_found_every_time(seed: int) -> None:
    rng = Random(seed)
    values, rules = square(rng, 3, 3, 900)
    of = system(wronged(rng, values, 3), rules)
    located = locate(of, 30.0)
    for repair in located.repairs:
        if all(value is not None for _, value in repair.changes):
            assert mended(of, repair)
    assert locate(of, 30.0) == located


def clock(monkeypatch: pytest.MonkeyPatch, step: float) -> list[float]:
    """A clock that goes on by so many seconds whenever it is looked at; the looks at it."""
    looks: list[float] = []

    def look() -> float:
        looks.append(step * len(looks))
        return looks[-1]

    monkeypatch.setattr(problem, "thread_time", look)
    return looks


def tangled(seed: int, size: int, errors: int) -> System:
    rng = Random(seed)
    values, rules = square(rng, size, size, 900)
    return system(wronged(rng, values, errors), rules)


@pytest.mark.parametrize(("seed", "errors"), [(2, 3), (5, 3)])
def test_however_fast_the_clock_goes_the_answer_is_the_same_or_none(
    monkeypatch: pytest.MonkeyPatch, seed: int, errors: int
) -> None:
    of = tangled(seed, 3, errors)
    looks = clock(monkeypatch, 0.0)
    whole = locate(of)
    assert whole.repairs and len(looks) > 10
    for share in (0.1, 0.5, 0.9, 1.1):
        clock(monkeypatch, 0.9 / (len(looks) * share))
        assert locate(of) == (whole if share > 1 else Located(gave_up=True))


def test_a_search_that_counts_cut_short_says_so_and_calls_nothing_likely(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = clock(monkeypatch, 0.0)
    located = locate(tangled(1, 5, 5))
    assert located.gave_up and not any(repair.likely for repair in located.repairs)
    assert len(looks) < 1000


def test_the_solver_works_no_longer_for_many_systems_than_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    clock(monkeypatch, 0.0)
    solved: list[int] = []

    def solve(*given: object, **options: object) -> object:
        solved.append(1)
        return linprog(*given, **options)

    monkeypatch.setattr(solver, "linprog", solve)
    easy = system({"total": 1923, "a": 1253, "b": 400}, [clause("sum", row({"total": 1, "a": -1, "b": -1}))])
    several = locate_each([tangled(1, 5, 5), tangled(2, 5, 5), easy])
    assert len(solved) <= 150 and several[1].gave_up
    assert several[2] == locate(easy) and not several[2].gave_up


def test_what_was_cut_short_once_is_not_forgotten_by_another_search() -> None:
    budget = Budget(60.0)
    while budget.take():
        pass
    budget.refill()
    assert budget.take() and budget.gave_up


def test_the_solver_says_nothing() -> None:
    """By a process of its own, as what a library writes past Python is held back until the process ends."""
    told = subprocess.run(
        [sys.executable, "-c", _SILENT],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (told.stdout, told.stderr) == (b"", b"")


_SILENT = """
from random import Random
from tests.unit.validation.localise.made import square, system
from tests.unit.validation.localise.test_solver import wronged
from toolkit.validation.localise.localise import locate
for errors in (1, 3, 5):
    rng = Random(errors)
    values, rules = square(rng, 4, 4, 9000)
    locate(system(wronged(rng, values, errors), rules))
"""
