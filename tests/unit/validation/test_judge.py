from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forms import small_form
from toolkit.form.rules import (
    Absolute,
    And,
    Arithmetic,
    At,
    Comparison,
    Count,
    Day,
    Filled,
    GridCell,
    Name,
    Node,
    Not,
    Number,
    Or,
    String,
    Sum,
    Weeks,
    YesNo,
)
from toolkit.form.rules_intervals import Interval
from toolkit.form.rules_parse import RuleSyntaxError, parse_rule
from toolkit.validation.columns import Cell, Mark
from toolkit.validation.judge import columns_read, judge
from toolkit.validation.outcomes import FAIL, NOT_PUT, PASS, UNVERIFIED
from toolkit.validation.rule_text import write_rule


def n(value: int) -> int:
    return value


def one(check: str, *cells: Cell, missing: str = "skip_if_any") -> str:
    names = columns_read(parse_rule(check)) if "(" not in check else tuple("abcdefg"[: len(cells)])
    return judge(check, missing, names, [[cell] for cell in cells])


def test_a_rule_passes_fails_or_cannot_be_verified() -> None:
    assert one("a == b + c", n(3), n(1), n(2)) is PASS
    assert one("a == b + c", n(4), n(1), n(2)) is FAIL
    assert one("a == b + c", n(3), n(1), None) is UNVERIFIED
    assert one("a >= b", Interval(Fraction(50), None), n(52)) is UNVERIFIED


def test_a_rule_is_not_put_to_a_unit_that_is_not_asked_for_all_it_needs() -> None:
    assert one("a == b", Mark.NOT_ASKED, n(1)) is NOT_PUT


@pytest.mark.parametrize(
    ("missing", "blank"), [("zero", FAIL), ("skip_if_all", FAIL), ("skip_if_any", UNVERIFIED)]
)
def test_a_blank_is_what_the_rule_says_but_the_unreadable_is_never_zero(missing: str, blank: str) -> None:
    assert one("a == b", n(1), None, missing=missing) is blank
    assert one("a == b", n(1), Mark.NONE, missing=missing) is blank
    assert one("a == b", n(1), Mark.UNREADABLE, missing=missing) is UNVERIFIED


def test_complete_wants_every_asked_cell_stated_and_none_is_a_statement() -> None:
    assert one("complete(a, b)", n(0), Mark.NONE) is PASS
    assert one("complete(a, b)", n(0), None) is FAIL
    assert one("complete(a, b)", n(0), Mark.NOT_ASKED) is PASS
    assert one("complete(a, b)", Mark.NOT_ASKED, Mark.NOT_ASKED) is NOT_PUT


def test_a_list_without_lines_is_missing_unless_their_typed_number_is_zero() -> None:
    cells = ([None, None, None, None, 0, 3, Mark.NOT_ASKED], [0, Mark.NONE, 2, None, None, 0, 0])
    assert (
        judge("listed(count__docs, doc_count)", "skip_if_any", ("count__docs", "doc_count"), cells)
        == "ppffpp-"
    )


def test_together_wants_all_or_nothing() -> None:
    assert one("together(a, b)", None, None) is PASS
    assert one("together(a, b)", n(1), None) is FAIL
    assert one("together(a, b)", n(1), Mark.UNREADABLE) is PASS


def test_a_stated_rate_wants_its_pair_and_a_core_rate_anything_at_all() -> None:
    for cells, paired, stated in (
        ((n(100), None, None), FAIL, PASS),
        ((None, n(1), n(2)), PASS, PASS),
        ((None, n(1), None), FAIL, PASS),
        ((None, None, None), PASS, FAIL),
        ((Mark.NOT_ASKED,) * 3, NOT_PUT, NOT_PUT),
    ):
        assert one("paired(x, n, d)", *cells) is paired
        assert one("stated(x, n, d)", *cells) is stated


def test_a_line_that_says_what_an_earlier_one_says_fails_whatever_its_case() -> None:
    rows: list[tuple[Cell, ...]] = [
        ("u1", "13/KH"),
        ("u2", "13/KH"),
        ("u1", " 13/kh "),
        ("u1", None),
        ("u1", None),
    ]
    columns = list(zip(*rows, strict=True))
    assert judge("unique(unit, a)", "skip_if_any", ("unit", "a"), columns) == "ppfuu"


def test_a_date_lies_within_the_period_ends_included() -> None:
    first, last = date(2024, 1, 1), date(2024, 12, 31)
    for day, outcome in (
        (first, PASS),
        (last, PASS),
        (date(2025, 1, 1), FAIL),
        (Mark.UNREADABLE, UNVERIFIED),
    ):
        assert one("within(a, first, last)", day, first, last) is outcome


def test_a_check_that_is_none_is_refused() -> None:
    with pytest.raises(RuleSyntaxError):
        judge("a +", "skip_if_any", ("a",), [[n(1)]])


_codes = st.sampled_from(["a", "b", "household_total"])
_forms = st.sampled_from(["", "other"])
_at = st.sampled_from(At)
_values = st.builds(Name, _codes, _at, _forms) | st.builds(GridCell, _codes, _codes, _codes, _at, _forms)
_leaves: st.SearchStrategy[Node] = st.one_of(
    _values,
    st.decimals(0, 10**6, places=2).map(lambda d: Number(Decimal(d))),
    st.just(Weeks()),
    st.builds(Day, st.booleans()),
    st.builds(Sum, _codes, _codes, _forms),
    st.builds(Count, _codes, form=_forms),
    st.builds(Count, _codes, _codes, st.sampled_from(["Kế hoạch", 'a "b"', "x\\y"]), _forms),
)
_quantities = st.recursive(
    _leaves,
    lambda inner: st.builds(Arithmetic, st.sampled_from("+-*/"), inner, inner) | st.builds(Absolute, inner),
    max_leaves=6,
)
_comparisons = st.builds(
    Comparison, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), _quantities, _quantities
) | st.builds(
    Comparison,
    st.just("=="),
    st.builds(Name, _codes),
    st.builds(YesNo, st.booleans()) | st.just(String("có")),
)
_conditions: st.SearchStrategy[Node] = st.recursive(
    _comparisons,
    lambda inner: st.one_of(
        st.builds(Filled, _values.map(lambda value: replace(value, at=At.NOW))),
        st.tuples(inner, inner).map(And),
        st.tuples(inner, inner).map(Or),
        st.tuples(inner.map(Not), inner).map(Or),
        inner.map(Not),
    ),
    max_leaves=5,
)


@settings(max_examples=30, deadline=None)
@given(_conditions)
def test_a_rule_written_down_reads_as_the_same_rule(tree: Node) -> None:
    assert parse_rule(write_rule(tree)) == tree


def test_the_small_forms_rules_are_written_as_the_form_has_them() -> None:
    assert write_rule(small_form().rules[0].tree) == "dossier_received == dossier_online + dossier_direct"
    assert write_rule(small_form().rules[2].tree) == (
        'implies(plan_issued == yes, count(documents, type, "Kế hoạch") >= 1)'
    )


@pytest.mark.parametrize("nothing", [0, Interval(Fraction(0), Fraction(0), Fraction(1, 20))])
def test_zeros_are_no_numbers_by_which_a_copy_is_known_rounded_ones_neither(nothing: Cell) -> None:
    few: list[Cell] = [nothing, nothing, nothing, 1, 2]
    enough: list[Cell] = [nothing, 4, 1, 2, 3, 3]
    for cells, said in ((few, UNVERIFIED), (enough, FAIL)):
        names = ["unit__id", *"abcdef"[: len(cells)]]
        rows = [["A", "B"], *([cell, cell] for cell in cells)]
        assert judge(f"copied({', '.join(names)})", "skip_if_any", names, rows) == said * 2
        before = f"as_before({', '.join(names[1:])}, {', '.join('b_' + name for name in names[1:])})"
        both = [*names[1:], *("b_" + name for name in names[1:])]
        assert judge(before, "skip_if_any", both, [[cell] for cell in (*cells, *cells)]) == said
