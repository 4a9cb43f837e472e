"""From the parts of a year to the year."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.merge import built
from tests.unit.merge.built import Said
from toolkit.form.model import OverTime, Round
from toolkit.merge.merge import merge
from toolkit.merge.model import Total
from toolkit.merge.over_time import combine

YES: Said = {"C0": {("plan", ""): True}, "C1": {("plan", ""): False}}
ALSO_YES: Said = {"C0": {("plan", ""): True}, "C1": {("plan", ""): True}}


def year(round: Round, *parts: Said) -> dict[str, Total]:
    merged = [merge(round, built.checked(round, said), 0, None, ()).totals for said in parts]
    return {total.key.field: total for total in combine(round, merged)}


def with_kind(code: str, kind: OverTime) -> Round:
    fields = tuple(replace(f, over_time=kind) if f.code == code else f for f in built.GENERAL.fields)
    general = replace(built.GENERAL, fields=fields)
    return built.a_round(form=replace(built.FORM, blocks=(general, *built.FORM.blocks[1:])))


def test_a_flow_adds_and_a_stock_or_cumulative_takes_the_last() -> None:
    parts: tuple[Said, ...] = ({"C0": {("news", ""): 3}}, {"C0": {("news", ""): 4}})
    assert year(built.a_round(), *parts)["news"].value == 7
    assert year(with_kind("news", OverTime.STOCK), *parts)["news"].value == 4
    assert year(with_kind("news", OverTime.CUMULATIVE), *parts)["news"].value == 4


def test_a_period_without_figures_leaves_the_year_unknown() -> None:
    assert year(built.a_round(), {"C0": {("news", ""): 3}}, {})["news"].value is None


def test_a_unit_reports_for_the_year_if_it_does_for_every_part() -> None:
    both: Said = {"C0": {("news", ""): 3}, "C1": {("news", ""): 5}}
    coverage = year(built.a_round(), both, {"C0": {("news", ""): 4}})["news"].coverage
    assert coverage.reporting == ("C0@",)
    assert "C1@" in coverage.missing


def test_rates_go_by_their_pairs() -> None:
    first: Said = {"C0": {("online_num", ""): 1, ("online_den", ""): 1}}
    second: Said = {"C0": {("online_num", ""): 0, ("online_den", ""): 99}}
    assert year(built.a_round(), first, second)["online"].value == Decimal(1)


def test_a_unit_that_said_yes_twice_is_one_unit() -> None:
    assert year(built.a_round(), YES, ALSO_YES)["plan"].value == 2


def test_what_was_not_asked_before_is_unknown() -> None:
    round = built.a_round()
    last = merge(round, built.checked(round, YES), 0, None, ()).totals
    earlier = tuple(total for total in last if total.key.field != "plan")
    found = {total.key.field: total for total in combine(round, [earlier, last])}
    assert found["plan"].value is None
    assert combine(round, []) == ()
