"""A second, naive implementation of every rollup, over random units, values and states."""

import random
from collections.abc import Mapping
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.merge import built
from tests.unit.merge.built import NONE, Cell, Held, Qualified
from toolkit.intake.model import Qualifier
from toolkit.merge.merge import merge
from toolkit.merge.over_time import combine
from toolkit.text.numbers import round_half_up
from toolkit.validation.model import Checked

CODES = [unit.code for unit in built.UNITS]
counts = st.integers(0, 10**9)
numbers: st.SearchStrategy[Cell] = st.one_of(
    counts, counts, st.none(), st.just(NONE), counts.map(Held),
    st.builds(Qualified, counts, st.sampled_from([q for q in Qualifier if q])),
)  # fmt: skip
amounts: st.SearchStrategy[Cell] = st.one_of(st.decimals("0", "99999", places=2), st.none(), st.just(NONE))
answers: st.SearchStrategy[Cell] = st.one_of(st.booleans(), st.none(), st.just(NONE), st.booleans().map(Held))
UnitCells = Mapping[tuple[str, str], Cell]
units = st.fixed_dictionaries(
    {
        ("news", ""): numbers, ("talks", ""): numbers, ("cost", ""): amounts, ("plan", ""): answers,
        ("online_num", ""): numbers, ("online_den", ""): numbers, ("vans", ""): numbers,
        ("got", "land"): numbers, ("done", "land"): numbers, ("got", "civil"): numbers, ("done", "civil"): numbers,
    }
)  # fmt: skip
rounds = st.dictionaries(st.sampled_from(CODES), units)


def counted(cell: Cell) -> int | Decimal | bool | None:
    """What a cell adds, None where it does not count."""
    if cell is NONE:
        return 0
    if isinstance(cell, Qualified):
        return cell.value
    return cell if isinstance(cell, bool | int | Decimal) else None


def naive_sum(said: Mapping[str, UnitCells], *cells: tuple[str, str]) -> int | Decimal | None:
    found = [counted(unit[cell]) for unit in said.values() for cell in cells]
    kept = [number for number in found if number is not None]
    return sum(kept, start=0) if kept else None


def naive_ratio(
    said: Mapping[str, UnitCells], *cells: tuple[tuple[str, str], tuple[str, str]]
) -> tuple[int, int] | None:
    both = [(counted(unit[num]), counted(unit[den])) for unit in said.values() for num, den in cells]
    kept = [(num, den) for num, den in both if num is not None and den is not None]
    return (sum(int(n) for n, _ in kept), sum(int(d) for _, d in kept)) if kept else None


@settings(max_examples=20, deadline=None)
@given(said=rounds)
def test_totals_are_what_a_naive_second_count_gives(said: Mapping[str, UnitCells]) -> None:
    round = built.a_round()
    got = merge(round, built.checked(round, said), 0)
    for code in ("news", "talks", "cost", "online_num", "online_den"):
        assert got.total(code).value == naive_sum(said, (code, ""))
    assert got.total("vans").value == naive_sum({c: u for c, u in said.items() if c == "D-own"}, ("vans", ""))
    for row in ("land", "civil"):
        assert got.total("got", row, "got").value == naive_sum(said, ("got", row))
    assert got.total("got", "__total__", "got").value == naive_sum(said, ("got", "land"), ("got", "civil"))
    yes = [counted(unit["plan", ""]) for unit in said.values() if counted(unit["plan", ""]) is not None]
    assert got.total("plan").value == (sum(answer is True for answer in yes) if yes else None)
    assert_ratio(got.total("online"), naive_ratio(said, (("online_num", ""), ("online_den", ""))))
    rows = [(("done", row), ("got", row)) for row in ("land", "civil")]
    assert_ratio(got.total("rate", "__total__", "rate"), naive_ratio(said, *rows))
    both = [(counted(u["news", ""]), counted(u["talks", ""])) for u in said.values()]
    whole = [int(a) + int(b) for a, b in both if a is not None and b is not None]
    assert got.total("both").value == (sum(whole) if whole else None)


@settings(max_examples=12, deadline=None)
@given(said=rounds)
def test_every_asked_unit_reports_or_is_held_or_is_missing(said: Mapping[str, UnitCells]) -> None:
    round = built.a_round()
    for total in merge(round, built.checked(round, said), 0).totals:
        coverage = total.coverage
        parts = (*coverage.reporting, *coverage.held, *coverage.missing, *(unit for unit, _ in total.stated))
        assert sorted(parts) == sorted(coverage.asked)
        assert not set(coverage.reporting) - {f"{code}@" for code in said}
        counts = {s.unit_id for s in total.sources if s.counted}
        assert set(coverage.reporting) <= counts


@settings(max_examples=10, deadline=None)
@given(said=rounds, seed=st.integers(0, 99))
def test_the_order_of_arrival_does_not_matter(said: Mapping[str, UnitCells], seed: int) -> None:
    round = built.a_round()
    one = built.checked(round, said)
    entries = list(one.entries)
    random.Random(seed).shuffle(entries)
    other = Checked(round=one.round, entries=tuple(entries), findings=(), results=(), verdicts={})
    assert merge(round, one, 0) == merge(round, other, 0)


@settings(max_examples=10, deadline=None)
@given(parts=st.lists(rounds, min_size=1, max_size=4))
def test_periods_add_up_in_any_grouping(parts: list[Mapping[str, UnitCells]]) -> None:
    round = built.a_round()
    periods = [merge(round, built.checked(round, said), 0).totals for said in parts]
    whole = combine(round, periods)
    stepwise = periods[0]
    for later in periods[1:]:
        stepwise = combine(round, [stepwise, later])
    assert len(periods) == 1 or [(t.key, t.value, t.qualifier) for t in stepwise] == [
        (t.key, t.value, t.qualifier) for t in whole
    ]
    by_key = {total.key: total for total in whole}
    for total in periods[-1]:
        values = [next(t for t in period if t.key == total.key) for period in periods]
        if total.key.field in {"news", "got", "both"}:
            numbers = [t.value for t in values]
            expected = None if None in numbers else sum(n for n in numbers if n is not None)
            assert by_key[total.key].value == expected
        if total.key.field == "online" and all(t.numerator is not None for t in values):
            assert by_key[total.key].numerator == sum(t.numerator or 0 for t in values)
            assert by_key[total.key].denominator == sum(t.denominator or 0 for t in values)


def assert_ratio(total: object, pair: tuple[int, int] | None) -> None:
    num, den, value = (getattr(total, name) for name in ("numerator", "denominator", "value"))
    if pair is None:
        assert (num, den, value) == (None, None, None)
        return
    assert (num, den) == pair
    assert value == (round_half_up(Decimal(pair[0]) * 100 / Decimal(pair[1]), 6) if pair[1] else None)
