"""Rules over random trees of the whole language: reading, Kleene's logic, missing values, intervals, the linear form.

The second implementation here is naive on purpose: a condition is the set of what it may come to, a number a fraction
or nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.forms import small_form
from toolkit.form.model import Missing
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
    Term,
    Weeks,
    YesNo,
    stated_in,
    terms_in,
    walk,
)
from toolkit.form.rules_evaluate import Interval, Known, evaluate, interval_of, quantity, verdict
from toolkit.form.rules_linear import constraints
from toolkit.form.rules_parse import parse_expression, parse_rule

RULE = small_form().rules[0]
NUMBERS: list[Term] = [
    Name("a"),
    Name("b"),
    Name("a", At.PREVIOUS),
    Name("c", At.SO_FAR),
    Name("x", form="other"),
    GridCell("grid", "row", "column"),
    GridCell("grid", "row", "column", At.YEAR_BEFORE),
    Count("papers"),
    Count("papers", "kind", 'một "hai"'),
    Sum("papers", "pages"),
    Sum("grid", "column", "other"),
    Weeks(),
]
ANSWERS: list[Term] = [Name("y"), Name("z", At.PARTS), Filled(Name("a")), Filled(Name("s", form="other"))]
DATES: list[Term] = [Name("d"), Name("e"), Day(), Day(last=True)]
TEXTS: list[Term] = [Name("s"), Name("t")]
ALL = [*NUMBERS, *ANSWERS, *DATES, *TEXTS]
ORDER = ["==", "!=", "<", "<=", ">", ">="]

literals = st.decimals(0, 20, places=1, allow_nan=False).map(lambda value: Number(abs(value.normalize() + 0)))
quantities = st.recursive(
    st.one_of(st.sampled_from(NUMBERS), literals),
    lambda inner: st.one_of(
        st.builds(Arithmetic, st.sampled_from("+-*/"), inner, inner), st.builds(Absolute, inner)
    ),
    max_leaves=5,
)
equal = st.sampled_from(["==", "!="])
answers = st.one_of(st.sampled_from(ANSWERS), st.booleans().map(YesNo))
atoms = st.one_of(
    st.builds(Comparison, st.sampled_from(ORDER), quantities, quantities),
    st.builds(Comparison, equal, answers, answers),
    st.builds(Comparison, st.sampled_from(ORDER), st.sampled_from(DATES), st.sampled_from(DATES)),
    st.builds(Comparison, equal, st.sampled_from(TEXTS), st.text("aâ\"'\\ ", max_size=3).map(String)),
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
        st.builds(Not, inner),
        st.builds(Comparison, equal, inner, answers),
    ),
    max_leaves=5,
)

_days = st.dates(date(2024, 1, 1), date(2024, 1, 4))
worlds = st.fixed_dictionaries(
    {
        **{node: st.none() | st.integers(-3, 9) for node in NUMBERS if node != Weeks()},
        Weeks(): st.just(4),
        **{node: st.none() | st.booleans() for node in ANSWERS},
        **{node: st.none() | _days for node in DATES if isinstance(node, Name)},
        Day(): st.just(date(2024, 1, 2)),
        Day(last=True): st.just(date(2024, 1, 3)),
        **{node: st.none() | st.sampled_from(["", "a", "â"]) for node in TEXTS},
    }
)
World = Mapping[Term, int | bool | str | date | None]


def written(tree: Node) -> str:
    """The tree in the language, with brackets around everything."""
    match tree:
        case Number(value):
            return f"{value:f}"
        case String(value):
            return repr(value)
        case YesNo(value):
            return "yes" if value else "no"
        case Weeks():
            return "weeks"
        case Day(last):
            return "last_day" if last else "first_day"
        case Name(code, at, form):
            return _at(at, f"{form}.{code}" if form else code)
        case GridCell(grid, row, column, at, form):
            return _at(at, f"cell({form + '.' if form else ''}{grid}, {row}, {column})")
        case Sum(block, column, form):
            return f"sum({form + '.' if form else ''}{block}, {column})"
        case Count(block, column, text, form):
            return f"count({form + '.' if form else ''}{block}{f', {column}, {text!r}' if column else ''})"
        case Filled(of):
            return f"filled({written(of)})"
        case Absolute(of):
            return f"abs({written(of)})"
        case Not(of):
            return f"(not ({written(of)}))"
        case And(parts):
            return "(" + " and ".join(written(part) for part in parts) + ")"
        case Or(parts):
            return "(" + " or ".join(written(part) for part in parts) + ")"
        case Arithmetic(operator, left, right) | Comparison(operator, left, right):
            return f"({written(left)} {operator} {written(right)})"


def _at(at: At, word: str) -> str:
    return f"{at}({word})" if at else word


@given(conditions)
@settings(max_examples=25, deadline=None)
def test_what_is_written_reads_as_the_same_tree(tree: Node) -> None:
    assert parse_rule(written(tree)) == tree


@given(quantities)
@settings(max_examples=60, deadline=None)
def test_a_quantity_too(tree: Node) -> None:
    assert parse_expression(written(tree)) == tree


@given(conditions)
@settings(max_examples=60, deadline=None)
def test_what_a_rule_reads_is_what_it_looks_up(tree: Node) -> None:
    looked_up: set[Term] = set()

    def lookup(node: Term) -> Known:
        looked_up.add(node)
        return None

    evaluate(tree, lookup)
    assert looked_up <= set(terms_in(tree))
    inside = {node.of for node in terms_in(tree) if isinstance(node, Filled)}
    assert set(stated_in(tree)) == inside | {
        node for node in terms_in(tree) if not isinstance(node, Filled | Weeks | Day)
    }


def known_in(world: World) -> dict[Term, Known]:
    return {
        node: interval_of(value) if isinstance(value, int) and not isinstance(value, bool) else value
        for node, value in world.items()
    }


BOTH = frozenset({True, False})


def possible(tree: Node, world: World) -> frozenset[bool]:
    """What a condition may come to."""
    match tree:
        case And(parts):
            found = [possible(part, world) for part in parts]
            return frozenset(
                [*[False for one in found if False in one][:1], *([True] if all(True in one for one in found) else [])]
            )  # fmt: skip
        case Or(parts):
            return possible(Not(And(tuple(Not(part) for part in parts))), world)
        case Not(of):
            return frozenset(not one for one in possible(of, world))
        case YesNo(value):
            return frozenset({value})
        case Comparison(operator, left, right):
            one, two = plain(left, world), plain(right, world)
            if one is None or two is None:
                return BOTH
            return frozenset({compared(operator, one, two)})
    value = world[tree]  # type: ignore[index]
    return BOTH if value is None else frozenset({bool(value)})


def plain(tree: Node, world: World) -> object:
    """A number as a fraction, a text, a date, an answer; None where it is not known."""
    match tree:
        case Number(value):
            return Fraction(value)
        case String(text):
            return text
        case Arithmetic(operator, left, right):
            one, two = plain(left, world), plain(right, world)
            if one is None or two is None or (operator == "/" and two == 0):
                return None
            assert isinstance(one, Fraction) and isinstance(two, Fraction)
            return {"+": lambda: one + two, "-": lambda: one - two, "*": lambda: one * two, "/": lambda: one / two}[
                operator
            ]()  # fmt: skip
        case Absolute(of):
            inner = plain(of, world)
            return abs(inner) if isinstance(inner, Fraction) else None
        case And() | Or() | Not() | Comparison() | YesNo():
            outcomes = possible(tree, world)
            return next(iter(outcomes)) if len(outcomes) == 1 else None
    value = world[tree]
    return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else value


def compared(operator: str, one: object, two: object) -> bool:
    if operator in {"==", "!="}:
        return (one == two) is (operator == "==")
    assert isinstance(one, Fraction | date) and type(one) is type(two)
    return {"<": one < two, "<=": one <= two, ">": one > two, ">=": one >= two}[operator]


@given(conditions, worlds)
@settings(max_examples=25, deadline=None)
def test_a_second_implementation_agrees(tree: Node, world: World) -> None:
    outcomes = possible(tree, world)
    expected = next(iter(outcomes)) if len(outcomes) == 1 else None
    assert evaluate(tree, known_in(world).__getitem__) is expected


@given(conditions, worlds, st.data())
@settings(max_examples=25, deadline=None)
def test_what_is_decided_stays_so_whatever_the_missing_values_are(
    tree: Node, world: World, data: st.DataObject
) -> None:
    outcome = evaluate(tree, known_in(world).__getitem__)
    if outcome is not None:
        more = data.draw(worlds)
        filled = {node: more[node] if value is None else value for node, value in world.items()}
        later = evaluate(tree, known_in(filled).__getitem__)
        assert later is None or later is outcome  # None: a division by zero has come in


@given(conditions, worlds, st.sampled_from(Missing))
@settings(max_examples=25, deadline=None)
def test_a_blank_means_what_the_rule_says(tree: Node, world: World, missing: Missing) -> None:
    # Two that are no numbers do not meet where a blank is 0: such a rule does not load.
    unlike = [node for node in walk(tree) if isinstance(node, Comparison) and isinstance(node.left, Name)]
    assume(not any(isinstance(node.right, Name) and node.left not in NUMBERS for node in unlike))
    rule = replace(RULE, tree=tree, missing=missing)
    outcome = verdict(rule, known_in(world).__getitem__)
    read = set(terms_in(tree))
    own = {
        node
        for node in read
        if isinstance(node, Count) or (isinstance(node, Name | GridCell) and node.at is At.NOW)
    }
    is_there = any(world[node] is not None for node in own)
    is_there |= any(world[node] is True for node in read if isinstance(node, Filled))
    if missing is Missing.SKIP_IF_ALL and own and not is_there:
        assert outcome is None
        return
    zeros = {node for node in own if world[node] is None and missing is not Missing.SKIP_IF_ANY}
    numbers = {node for node in zeros if node in NUMBERS}
    # A blank answer, text or date is compared as unknown: what is zero in its place decides nothing.
    assert outcome is evaluate(tree, known_in({**world, **dict.fromkeys(numbers, 0)}).__getitem__)


widths = st.lists(
    st.tuples(st.integers(-3, 6), st.integers(0, 3)), min_size=len(NUMBERS), max_size=len(NUMBERS)
)


@given(quantities, widths, st.data())
@settings(max_examples=50, deadline=None)
def test_an_interval_holds_every_value_within(
    tree: Node, ends: list[tuple[int, int]], data: st.DataObject
) -> None:
    rough: dict[Term, Known] = {
        node: Interval(Fraction(low), Fraction(low + width))
        for node, (low, width) in zip(NUMBERS, ends, strict=True)
    }
    whole = quantity(tree, rough.__getitem__)
    if whole is None:
        return
    inside: World = {
        node: data.draw(st.integers(low, low + width))
        for node, (low, width) in zip(NUMBERS, ends, strict=True)
    }
    value = plain(tree, inside)
    assert isinstance(value, Fraction)
    assert whole.lo is None or whole.lo <= value
    assert whole.hi is None or value <= whole.hi
    assert whole.slack == 0


@given(quantities, st.data())
@settings(max_examples=50, deadline=None)
def test_slack_covers_what_rounding_took(tree: Node, data: st.DataObject) -> None:
    """Were every value the true one before rounding to units of one, the result is within the slack of the shown one."""
    true = {node: Fraction(data.draw(st.integers(-30, 90)), 10) for node in NUMBERS}
    shown: dict[Term, Known] = {
        node: interval_of((value + Fraction(1, 2)).__floor__(), rounded_to=Decimal(1))
        for node, value in true.items()
    }
    found = quantity(tree, shown.__getitem__)
    exact = quantity(tree, {node: Interval(value, value) for node, value in true.items()}.__getitem__)
    if found is not None:
        assert exact is not None and exact.lo is not None and found.lo is not None and found.hi is not None
        assert found.lo - found.slack <= exact.lo <= found.hi + found.slack


@given(st.builds(Comparison, st.sampled_from(ORDER), quantities, quantities), worlds)
@settings(max_examples=50, deadline=None)
def test_the_linear_form_says_the_same(tree: Comparison, world: World) -> None:
    found = constraints(tree)
    values = {node: 1 if world[node] is None else world[node] for node in NUMBERS}
    if found is None or any(values[term] <= 0 for one in found for term in one.positive):  # type: ignore[operator]
        return
    outcome = evaluate(tree, known_in(values).__getitem__)
    if outcome is None:  # something is divided by zero
        return
    for one in found:
        left = sum((Fraction(values[term]) * k for term, k in one.terms), Fraction(0))  # type: ignore[arg-type]
        if not compared(one.operator, left, one.constant):
            assert outcome is False
            return
    assert outcome is True


@given(conditions)
@settings(max_examples=40, deadline=None)
def test_what_has_no_number_has_no_linear_form(tree: Node) -> None:
    found = constraints(tree)
    if found is not None:
        # A bare name does not say what it is: two dates that are equal differ by 0 as two numbers do.
        assert {term for one in found for term, _ in one.terms} <= set(terms_in(tree))
        assert not [node for node in walk(tree) if isinstance(node, String | YesNo | Day | Filled | Or | Not)]
