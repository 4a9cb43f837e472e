"""Single cells and pairs: what algebra finds, held against trying every cell with every value."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.unit.validation.localise.made import (
    clause,
    keeps,
    key,
    mended,
    plainly,
    row,
    square,
    system,
    values_of,
)
from toolkit.validation.localise.digits import slip, sources, typed
from toolkit.validation.localise.localise import locate
from toolkit.validation.localise.model import System

SUM = clause("sum", row({"total": 1, "a": -1, "b": -1}))


def first(of: System) -> tuple[dict[str, object], str, bool]:
    repair = locate(of).repairs[0]
    return {at.field: value for at, value in repair.changes}, repair.kind, repair.likely


@pytest.mark.parametrize(
    ("stated", "true", "kind"),
    [
        (1253, 1523, "digits_swapped"),
        (12553, 1253, "digit_added"),
        (123, 1523, "digit_lost"),
        (1253, 1258, "digit_other"),
        (-40, 40, "sign"),
        (5000, 5, "power"),
        (5, 5000, "power"),
        (4, 361, "power"),
        (3, 2, "digit_other"),
    ],
)
def test_a_slip_is_known_by_its_numbers(stated: int, true: int, kind: str) -> None:
    found = slip(Fraction(stated), Fraction(true))
    assert found is not None and found[0] == kind


@pytest.mark.parametrize(("stated", "true"), [(1253, 1325), (7, 7), (1234, 987), (0, 123)])
def test_what_takes_two_slips_is_none(stated: int, true: int) -> None:
    assert slip(Fraction(stated), Fraction(true)) is None


def test_decimals_slip_as_they_are_typed() -> None:
    assert slip(Fraction("12.5"), Fraction("12.45")) == ("digit_lost", 5)
    assert slip(Fraction("12.5"), Fraction("21.5")) == ("digits_swapped", 3)
    assert slip(Fraction("12.5"), Fraction(125)) == ("power", 8)


@given(st.integers(0, 10**7))
@settings(max_examples=12, deadline=None)
def test_whatever_one_slip_makes_of_a_number_names_it_among_its_sources(true: int) -> None:
    text = str(true)
    slips = {text[:at] + text[at + 1 :] for at in range(len(text)) if len(text) > 1}
    slips |= {text[:at] + "7" + text[at + 1 :] for at in range(len(text))}
    slips |= {text[:at] + "7" + text[at:] for at in range(len(text) + 1)}
    slips |= {text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in range(len(text) - 1)}
    for said in slips - {text}:
        if said[0] != "0" or said == "0":
            assert Fraction(true) in sources(Fraction(int(said)))
            assert slip(Fraction(int(said)), Fraction(true)) is not None


@given(st.fractions(max_denominator=2000))
@settings(max_examples=60, deadline=None)
def test_nobody_types_a_value_without_end(value: Fraction) -> None:
    told = typed(value, whole=False)
    assert told is None or Fraction(told) == value
    assert typed(value, whole=True) == (value if value.denominator == 1 else None)


def test_the_cell_whose_digits_were_swapped_is_first() -> None:
    assert first(system({"total": 1923, "a": 1253, "b": 400}, [SUM])) == (
        {"a": 1523},
        "digits_swapped",
        True,
    )


def test_two_rules_that_agree_make_a_short_number_likely() -> None:
    both = [SUM, clause("other", row({"a": 1, "c": -2}))]
    assert first(system({"total": 9, "a": 3, "b": 5, "c": 2}, both)) == ({"a": 4}, "digit_other", True)


def test_one_rule_of_short_numbers_makes_nothing_likely() -> None:
    located = locate(system({"total": 9, "a": 3, "b": 5}, [SUM]))
    assert not any(repair.likely for repair in located.repairs)
    assert {at.field for repair in located.repairs for at, _ in repair.changes} == {"total", "a", "b"}


def test_the_only_repair_leads_even_if_no_slip_explains_it() -> None:
    held = [SUM, clause("other", row({"a": 1, "c": -1})), clause("third", row({"b": 1, "d": -1}))]
    of = system({"total": 77777, "a": 12, "b": 24, "c": 12, "d": 24}, held)
    assert first(of)[0] == {"total": 36}


def test_a_value_like_the_one_before_wins() -> None:
    values = {"total": 90, "a": 50, "b": 60}
    said = {at: {"past": (Fraction(before),)} for at, before in {"a": 52, "b": 41, "total": 91}.items()}
    assert first(system(values, [SUM], **said))[0] == {"b": 40}
    said = {at: {"past": (Fraction(before),)} for at, before in {"a": 31, "b": 62, "total": 91}.items()}
    assert first(system(values, [SUM], **said))[0] == {"a": 30}


def test_what_weighs_less_is_blamed_first() -> None:
    values = {"total": 90, "a": 50, "b": 60}
    assert first(system(values, [SUM], a={"weight": Fraction(1, 2)}))[0] == {"a": 30}
    assert first(system(values, [SUM], b={"weight": Fraction(1, 2)}))[0] == {"b": 40}


def test_two_neighbours_exchanged() -> None:
    rules = [SUM, clause("twice", row({"a": 1, "c": -2})), clause("thrice", row({"b": 1, "d": -3}))]
    of = system({"total": 500, "a": 300, "b": 200, "c": 100, "d": 100}, rules, neighbours=[("a", "b")])
    repair = locate(of).repairs[0]
    assert (repair.kind, repair.changes) == ("exchanged", ((key("a"), 200), (key("b"), 300)))


def test_two_slips_in_what_hangs_together() -> None:
    values, rules = square(Random(3), 4, 4, 9000)
    wrong = values | {"r1c1": int(str(values["r1c1"])[::-1][:2] + "7"), "r2c3": values["r2c3"] * 1000}
    of = system(wrong, rules)
    repair = locate(of).repairs[0]
    assert dict(repair.changes) == {key(at): values[at] for at in ("r1c1", "r2c3")}


@pytest.mark.parametrize("rows", [4, 5, 7])
def test_slips_in_more_rows_than_the_search_looks_through(rows: int) -> None:
    values, rules = {"all": 0}, []
    for at in range(rows):
        values |= {f"a{at}": 1274 + 311 * at, f"b{at}": 250 + at, f"t{at}": 1524 + 312 * at}
        values["all"] += values[f"a{at}"]
        rules.append(clause(f"sum{at}", row({f"t{at}": 1, f"a{at}": -1, f"b{at}": -1})))
    rules.append(clause("all", row({"all": 1} | {f"a{at}": -1 for at in range(rows)})))
    swapped = {f"a{at}": int(str(values[f"a{at}"])[1::-1] + str(values[f"a{at}"])[2:]) for at in range(rows)}
    located = locate(system(values | swapped, rules))
    wrong = {at: value for at, value in swapped.items() if value != values[at]}
    assert dict(located.repairs[0].changes) == {key(at): values[at] for at in wrong}
    assert len(wrong) >= rows - 1


def test_a_blank_that_counts_as_nothing_gets_what_is_left() -> None:
    found, kind, _ = first(system({"total": 652, "a": 400, "b": 0}, [SUM], b={"blank": True}))
    assert (found, kind) == ({"b": 252}, "blank")


def test_where_many_values_would_do_none_is_given() -> None:
    of = system({"part": 90000, "whole": 640}, [clause("part", row({"part": 1, "whole": -1}, "<="))])
    for repair in locate(of).repairs:
        for at, value in repair.changes:
            assert value is None or mended(of, repair), at


def test_rounding_is_no_mistake_and_gives_room() -> None:
    give = clause("sum", row({"total": 1, "a": -1, "b": -1}, slack="0.15"))
    values = {"total": Decimal("99.9"), "a": Decimal("50.0"), "b": Decimal("50.0")}
    assert locate(system(values, [give])).repairs == ()
    repairs = locate(system(values | {"b": Decimal("5.0")}, [give])).repairs
    assert repairs[0].changes == ((key("b"), Decimal(50)),)
    assert repairs[0].kind == "power"


def test_an_amount_in_a_narrow_range_is_the_one_with_two_decimals() -> None:
    near = [clause("least", row({"a": -250}, "<=", -10)), clause("most", row({"a": 250}, "<=", "11.2"))]
    assert first(system({"a": Decimal("28")}, near))[0] == {"a": Decimal("0.04")}
    wide = [near[0], clause("most", row({"a": 250}, "<=", "16.2"))]
    assert first(system({"a": Decimal("28")}, wide))[0] == {"a": None}


def test_a_condition_is_kept_by_either_side() -> None:
    if_then = clause("if", row({"asked": 1}, "<=", 0), row({"told": -1}, "<=", -1))
    located = locate(system({"asked": 1, "told": 0}, [if_then], asked={"greatest": Fraction(1)}))
    changes = {at.field: value for repair in located.repairs for at, value in repair.changes}
    assert changes == {"asked": 0, "told": None} or changes["asked"] == 0


def test_figures_of_twelve_digits_are_exact() -> None:
    values = {"total": 10**12 + 1, "a": 10**12 - 999, "b": 1001}
    located = locate(system(values, [SUM]))
    assert all(mended(system(values, [SUM]), repair) for repair in located.repairs)
    assert {next(iter(repair.changes)) for repair in located.repairs} == {
        (key("total"), 10**12 + 2),
        (key("a"), 10**12 - 1000),
        (key("b"), 1000),
    }


def test_a_third_is_nobodys_figure() -> None:
    of = system({"a": Decimal("1.0"), "b": Decimal("2.0")}, [clause("third", row({"a": 3, "b": -1}))])
    assert {at.field for repair in locate(of).repairs for at, _ in repair.changes} == {"b"}


def test_a_warning_that_nothing_mends_is_left() -> None:
    steady = clause("steady", row({"c": 1, "a": -1000}, "<="), hard=False)
    never = clause("never", row({"x": 1}, "<", 0), hard=False)
    values = {"total": 1923, "a": 1253, "b": 400, "c": 5, "x": 3}
    repair = locate(system(values, [SUM, steady, never])).repairs[0]
    assert dict(repair.changes) == {key("a"): 1523}
    assert repair.mends == (0,)


@given(st.integers(0, 10**6))
@settings(max_examples=12, deadline=None)
def test_no_suggestion_where_everything_holds(seed: int) -> None:
    values, rules = square(Random(seed), 3, 3, 10 ** (1 + seed % 6))
    of = system(values, rules)
    assert of.failed == () and locate(of).repairs == ()


@given(st.integers(0, 10**6))
@settings(max_examples=10, deadline=None)
def test_single_cells_are_those_that_trying_everything_finds(seed: int) -> None:
    rng = Random(seed)
    values, rules = square(rng, 2, 2, 30)
    rules = [*rules, clause("less", row({"r0c0": 1, "c1": -1}, "<=", rng.randint(0, 20)))]
    said = values | {rng.choice(sorted(values)): rng.randint(0, 99)}
    of = system(said, rules)
    assume(of.failed)
    wanted = plainly(of, 150)
    found = locate(of).repairs
    assert not found or all(mended(of, each) for each in found if each.changes[0][1] is not None)
    singles = {repair.changes[0] for repair in found if len(repair.changes) == 1}
    if len(wanted) == 1:
        assert found[0].changes == ((key(wanted[0][0]), wanted[0][1]),)
    known = {(at.field, value) for at, value in singles if value is not None}
    assert known <= set(wanted)
    assert {at.field for at, _ in singles} <= {name for name, _ in wanted}


@given(st.integers(0, 10**6))
@settings(max_examples=12, deadline=None)
def test_whatever_is_suggested_keeps_every_rule(seed: int) -> None:
    rng = Random(seed)
    values, rules = square(rng, 3, 3, 10 ** rng.randint(1, 11))
    said = dict(values)
    for at in rng.sample(sorted(values), rng.randint(1, 2)):
        said[at] = int("".join(rng.sample(str(said[at]) + "3", len(str(said[at])))))
    of = system(said, rules)
    for repair in locate(of).repairs:
        assert all(value is not None for _, value in repair.changes)
        assert mended(of, repair)
        assert set(repair.mends) == set(of.failed)


@given(st.integers(0, 10**6))
@settings(max_examples=10, deadline=None)
def test_the_order_in_which_things_come_is_of_no_account(seed: int) -> None:
    rng = Random(seed)
    values, rules = square(rng, 3, 2, 500)
    said = values | {
        at: values[at] + rng.randint(1, 90) for at in rng.sample(sorted(values), rng.randint(1, 2))
    }
    names, shuffled = sorted(said), list(rules)
    rng.shuffle(names)
    rng.shuffle(shuffled)
    pairs = [("r0c0", "r0c1"), ("r1c0", "r1c1")]
    one = system(said, rules, neighbours=pairs)
    other = system(
        {at: said[at] for at in names}, shuffled, neighbours=[pair[::-1] for pair in reversed(pairs)]
    )
    told, again = locate(one, 30.0).repairs, locate(other, 30.0).repairs
    assert [replace(each, mends=()) for each in told] == [replace(each, mends=()) for each in again]
    for first_, second in zip(told, again, strict=True):
        rules_of = {one.clauses[at].rule for at in first_.mends}
        assert rules_of == {other.clauses[at].rule for at in second.mends}


def test_systems_made_here_say_what_failed() -> None:
    of = system({"total": 9, "a": 3, "b": 5}, [SUM])
    assert of.failed == (0,) and not keeps(SUM, values_of(of))
