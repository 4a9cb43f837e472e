"""Totals that adjustments make impossible after what came later: told, and never where the units' own figures are so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.merge import built
from tests.unit.merge.built import Held, Qualified, Said
from toolkit.decisions.model import Adjustment
from toolkit.findings import Severity
from toolkit.form.model import Key, Missing, Rule
from toolkit.form.rules_implied import implied_rules
from toolkit.form.rules_parse import parse_rule
from toolkit.intake.model import Qualifier
from toolkit.merge.merge import merge
from toolkit.merge.model import TOTAL_ROW, Totals

AT = datetime(2024, 6, 20, 9)


def rule(check: str, block: str = "", severity: Severity = Severity.ERROR) -> Rule:
    message = built.words(f"Quy tắc {check}.", f"Rule {check}.")
    return Rule(
        code="whole", check=check, tree=parse_rule(check), severity=severity, missing=Missing.SKIP_IF_ANY,
        message=message, block=block,
    )  # fmt: skip


def put_on(code: str, amount: int, row: str = "", *, revoked: bool = False) -> Adjustment:
    return Adjustment(
        by="an", at=AT, reason="Công văn 12/UBND", key=built.key(built.FORM, code, row), amount=Decimal(amount),
        ordered_by="Chủ tịch UBND huyện", revoked_at=AT if revoked else None,
    )  # fmt: skip


def merged(said: Said, *adjustments: Adjustment, rules: tuple[Rule, ...] = ()) -> Totals:
    opened = built.a_round(form=replace(built.FORM, rules=rules))
    return merge(opened, built.checked(opened, said), 0, adjustments)


def told(said: Said, *adjustments: Adjustment, rules: tuple[Rule, ...] = ()) -> list[tuple[str, Key]]:
    return [(one.code, Key.at(one.place)) for one in merged(said, *adjustments, rules=rules).findings]


def of(unit: str, **cells: int | bool | Held | Qualified) -> Said:
    return {unit: {(code, ""): cell for code, cell in cells.items()}}


NEWS, PLAN, TALKS = (built.key(built.FORM, code) for code in ("news", "plan", "talks"))


def test_a_later_return_that_takes_a_total_below_zero_is_told() -> None:
    assert told(of("C0", news=10), put_on("news", -8)) == []
    (found,) = merged(of("C0", news=3), put_on("news", -8)).findings
    assert (found.code, found.severity, Key.at(found.place)) == ("DEC-005", Severity.ERROR, NEWS)
    assert "thành -5" in found.message.vi and "báo cáo 3" in found.message.vi and "-8" in found.message.vi
    assert "--revoke" in found.remedy.vi and found.office_only


def test_more_units_that_say_yes_than_are_asked_are_told() -> None:
    every: Said = {unit.code: {("plan", ""): True} for unit in built.UNITS}
    few: Said = {code: every[code] for code in ("C0", "C1")}
    assert told(few, put_on("plan", 4)) == []
    (found,) = merged(every, put_on("plan", 1)).findings
    assert (found.code, Key.at(found.place)) == ("DEC-006", PLAN)
    assert "thành 7" in found.message.vi and "6 đơn vị phải báo cáo" in found.message.vi
    assert told(few, put_on("plan", -3)) == [("DEC-005", PLAN)]


def test_the_sum_of_a_grid_is_judged_as_its_rows_are_and_a_difference_is_not() -> None:
    grid: Said = {"C0": {("got", "land"): 3, ("done", "land"): 1, ("got", "civil"): 1}}
    land = built.key(built.FORM, "got", "land")
    assert told(grid, put_on("got", -4, "land")) == [("DEC-005", land)]
    assert told(grid, put_on("got", -5, "land")) == [
        ("DEC-005", land),
        ("DEC-005", land._replace(row=TOTAL_ROW)),
    ]
    assert told(grid, put_on("done", 9, "land")) == []  # the difference is below zero, and no rule forbids it


def test_a_part_that_is_more_than_its_whole_names_both_and_the_rule() -> None:
    within = rule("talks <= news")
    assert told(of("C0", news=10, talks=4), put_on("talks", 6), rules=(within,)) == []
    (found,) = merged(of("C0", news=9, talks=4), put_on("talks", 6), rules=(within,)).findings
    assert (found.code, found.severity, found.rule) == ("DEC-007", Severity.ERROR, "whole")
    assert Key.at(found.place) == TALKS and [Key.at(one) for one in found.related] == [NEWS]
    assert (
        "“Số buổi phát thanh” là 10 (điều chỉnh +6)" in found.message.vi
        and "“Số tin” là 9" in found.message.vi
    )
    assert told(of("C0", news=9, talks=4), put_on("news", -6), rules=(within,)) == [("DEC-007", NEWS)]


def test_a_rate_above_the_whole_is_told_by_the_rule_of_its_two_numbers() -> None:
    rules = tuple(implied_rules(built.DOSSIERS))
    said = of("C0", online_num=9, online_den=10)
    assert told(said, put_on("online_num", 1), rules=rules) == []
    num = built.key(built.FORM, "online_num")
    assert told(said, put_on("online_num", 2), rules=rules) == [("DEC-007", num)]


def test_a_rule_of_a_grid_is_put_to_its_rows_and_their_sum() -> None:
    grid: Said = {"C0": {("got", "land"): 10, ("done", "land"): 9, ("got", "civil"): 4, ("done", "civil"): 2}}
    found = merged(grid, put_on("done", 2, "land"), rules=(rule("done <= got", "grid"),)).findings
    assert [(one.code, one.place.row) for one in found] == [("DEC-007", "land")]
    found = merged(grid, put_on("done", 9, "land"), rules=(rule("done <= got", "grid"),)).findings
    assert [Key.at(one.place).row for one in found if one.code == "DEC-007"] == ["land", TOTAL_ROW]
    across = (rule('cell(grid, "land", done) <= sum(grid, got)'.replace('"', "")),)
    assert [one.code for one in merged(grid, put_on("done", 6, "land"), rules=across).findings].count(
        "DEC-007"
    ) == 1


@pytest.mark.parametrize(
    "said",
    [
        of("C0", news=3, talks=4),  # the units' own figures are so (accepted, or still to be mended)
        {**of("C0", news=9, talks=4), **of("C1", talks=1)},  # other units in the one total than in the other
        of("C0", news=Qualified(9, Qualifier.OVER), talks=4),
        of("C0", news=Held(9), talks=4),
    ],
)
def test_nothing_is_said_of_a_rule_where_the_adjustment_is_not_what_breaks_it(said: Said) -> None:
    assert told(said, put_on("talks", 6), rules=(rule("talks <= news"),)) == []


@pytest.mark.parametrize(
    "one",
    [
        rule("talks <= news", severity=Severity.WARNING),
        rule("talks >= 0"),  # which its bounds say already
        rule("talks <= 10"),  # of each unit, and nothing of their sum
        rule("talks == news"),  # of which staff are reminded when they adjust
        rule("talks <= prev(news)"),
        rule("implies(plan == yes, talks <= news)"),
    ],
)
def test_rules_that_say_nothing_of_sums_are_left_out(one: Rule) -> None:
    assert told(of("C0", news=9, talks=9), put_on("talks", 6), rules=(one,)) == []


def test_an_adjustment_of_what_nobody_reports_any_more_is_told_and_stops_nothing() -> None:
    (found,) = merged(of("C0", news=Held(9)), put_on("news", 5), put_on("news", 2)).findings
    assert (found.code, found.severity, Key.at(found.place)) == ("DEC-008", Severity.WARNING, NEWS)
    assert "+7" in found.message.vi


def test_revoked_adjustments_and_none_at_all_are_spoken_of_nowhere() -> None:
    assert told({}, put_on("news", -5, revoked=True)) == []
    assert merged(of("C0", news=-3)).findings == ()


@settings(max_examples=60, deadline=None)
@given(
    figures=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4),
    amounts=st.tuples(st.integers(-20, 20), st.integers(-20, 20)),
)
def test_what_is_told_is_what_a_second_count_finds(
    figures: list[tuple[int, int]], amounts: tuple[int, int]
) -> None:
    said: Mapping[str, Mapping[tuple[str, str], int]] = {
        f"C{at}": {("news", ""): news, ("talks", ""): talks} for at, (news, talks) in enumerate(figures)
    }
    put = [put_on(code, amount) for code, amount in zip(("news", "talks"), amounts, strict=True) if amount]
    news, talks = (sum(one) for one in zip(*figures, strict=True))
    after, part = news + amounts[0], talks + amounts[1]
    expected = {("DEC-005", NEWS)} if after < 0 else set()
    expected |= {("DEC-005", TALKS)} if part < 0 else set()
    if talks <= news and part > after:
        expected |= {("DEC-007", TALKS if amounts[1] else NEWS)}
    codes = {found for found in told(said, *put, rules=(rule("talks <= news"),)) if found[1] in (NEWS, TALKS)}
    assert codes == expected
