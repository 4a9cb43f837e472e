"""What differs between two merges, told by total and by unit."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.merge import built
from tests.unit.merge.built import Cell, Held, Qualified, Said
from toolkit.form.model import Key
from toolkit.intake.model import Qualifier
from toolkit.merge.changes import changes
from toolkit.merge.merge import merge
from toolkit.merge.model import Change, Source, Totals

NEWS, PLAN = ("news", ""), ("plan", "")


def totals(said: Said) -> Totals:
    round = built.a_round()
    return merge(round, built.checked(round, said), 0)


def of(found: tuple[Change, ...], field: str, row: str = "") -> Change:
    return next(one for one in found if (one.key.field, one.key.row) == (field, row))


def told(change: Change) -> list[tuple[str, object, object]]:
    """Unit, what it said, what it says; None where it says nothing."""
    return [
        (one.unit_id, one.before and one.before.value, one.after and one.after.value) for one in change.units
    ]


def test_totals_and_what_is_computed_from_them_change_with_the_units_that_did_it() -> None:
    before = totals({"C0": {NEWS: 3, ("talks", ""): 1}, "C1": {NEWS: 7}})
    now = totals({"C0": {NEWS: 5, ("talks", ""): 1}, "C1": {NEWS: 7}})
    found = changes(before, now)
    assert [(c.key.field, c.before, c.after) for c in found] == [
        ("news", 10, 12), ("both", 4, 6), ("gap", 2, 4), ("share", Decimal(75), Decimal("83.333333")),
    ]  # fmt: skip
    assert told(found[0]) == [("C0@", 3, 5)]
    assert changes(before, before) == ()


def test_units_that_moved_against_each_other_are_told_though_the_total_stands() -> None:
    found = changes(totals({"C0": {NEWS: 3}, "C1": {NEWS: 7}}), totals({"C0": {NEWS: 4}, "C1": {NEWS: 6}}))
    news = of(found, "news")
    assert (news.before, news.after) == (10, 10)
    assert told(news) == [("C0@", 3, 4), ("C1@", 7, 6)]


def test_a_unit_appears_and_another_vanishes() -> None:
    found = changes(totals({"C1": {NEWS: 7}}), totals({"C0": {NEWS: 7}}))
    assert told(of(found, "news")) == [("C0@", None, 7), ("C1@", 7, None)]


def test_a_figure_that_comes_to_be_held_is_a_change_of_its_unit() -> None:
    found = changes(
        totals({"C0": {NEWS: 3}, "C1": {NEWS: 7}}), totals({"C0": {NEWS: Held(3)}, "C1": {NEWS: 7}})
    )
    (one,) = of(found, "news").units
    assert one.before is not None and one.after is not None
    assert (one.before.value, one.before.counted, one.after.value, one.after.counted) == (3, True, 3, False)


def test_a_qualifier_alone_is_a_change() -> None:
    found = changes(totals({"C0": {NEWS: 3}}), totals({"C0": {NEWS: Qualified(3, Qualifier.OVER)}}))
    news = of(found, "news")
    assert (news.before, news.after, len(news.units)) == (3, 3, 1)


def test_nothing_to_report_is_not_the_same_as_silence() -> None:
    silent: Said = {"C0": {NEWS: 3}}
    found = changes(totals(silent), totals({**silent, "C1": {NEWS: built.NONE}}))
    (one,) = of(found, "news").units
    assert (one.unit_id, one.before, one.after and one.after.value) == ("C1@", None, None)
    assert one.after is not None and one.after.counted


def test_a_list_that_a_unit_now_says_is_empty_names_the_unit() -> None:
    found = changes(totals({"C0": {NEWS: 3}}), totals({"C0": {NEWS: 3, ("title", "1"): built.NONE}}))
    assert [one.unit_id for one in of(found, "documents").units] == ["C0@"]


def test_each_row_of_a_grid_and_each_line_of_a_list_is_a_part_of_its_own() -> None:
    before = totals(
        {"C0": {("got", "land"): 3, ("got", "civil"): 4, ("title", "1"): "a", ("copies", "1"): 2}}
    )
    now = totals({"C0": {("got", "land"): 5, ("got", "civil"): 2, ("title", "1"): "a", ("copies", "1"): 9}})
    found = changes(before, now)
    whole = of(found, "got", "__total__")
    assert (whole.before, whole.after) == (7, 7)
    assert [(one.after and one.after.key.row, one.after and one.after.value) for one in whole.units] == [
        ("land", 5), ("civil", 2),
    ]  # fmt: skip
    assert told(of(found, "copies")) == [("C0@", 2, 9)]


def test_an_adjustment_changes_a_total_and_no_unit() -> None:
    before = totals({"C0": {NEWS: 3}})
    adjusted = tuple(
        replace(one, value=Decimal(5), adjustment=Decimal(2)) if one.key.field == "news" else one
        for one in before.totals
    )
    (one,) = changes(before, replace(before, totals=adjusted))
    assert (one.key.field, one.before, one.after, one.units) == ("news", 3, Decimal(5), ())


def test_totals_that_vanish_come_last_with_the_units_they_were_of() -> None:
    before = totals({"C0": {NEWS: 3}})
    now = replace(before, totals=tuple(one for one in before.totals if one.key.field != "news"))
    (gone,) = changes(before, now)
    assert (gone.before, gone.after, told(gone)) == (3, None, [("C0@", 3, None)])


Numbers = dict[str, Cell]
_SAID = st.fixed_dictionaries(
    {}, optional={code: st.none() | st.just(built.NONE) | st.integers(0, 5) for code in ("C0", "C1", "C2")}
)


@settings(max_examples=20)
@given(_SAID, _SAID)
def test_the_differences_of_units_add_up_to_the_difference_of_their_total(
    one: Numbers, other: Numbers
) -> None:
    """Counted the naive way: a change is told exactly where somebody says something else, and they add up."""
    before, now = (totals({code: {NEWS: cell} for code, cell in said.items()}) for said in (one, other))
    found = {change.key: change for change in changes(before, now)}
    differing = {f"{code}@" for code in {*one, *other} if one.get(code) != other.get(code)}
    news = found.get(Key("built", "general", "news"))
    assert {unit.unit_id for unit in (news.units if news else ())} == differing
    if news:
        moved = sum(number(unit.after) - number(unit.before) for unit in news.units)
        assert Decimal(news.after or 0) - Decimal(news.before or 0) == moved


def number(source: Source | None) -> int:
    return source.value if source and isinstance(source.value, int) else 0
