"""From the parts of a year to the year."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.merge import built
from tests.unit.merge.built import Held, Qualified, Said
from toolkit.form.model import OverTime, Round
from toolkit.intake.model import Qualifier
from toolkit.merge.merge import merge
from toolkit.merge.model import Change, Total
from toolkit.merge.over_time import combine, differences

YES: Said = {"C0": {("plan", ""): True}, "C1": {("plan", ""): False}}
ALSO_YES: Said = {"C0": {("plan", ""): True}, "C1": {("plan", ""): True}}


def year(round: Round, *parts: Said) -> dict[str, Total]:
    merged = [merge(round, built.checked(round, said), 0).totals for said in parts]
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
    last = merge(round, built.checked(round, YES), 0).totals
    earlier = tuple(total for total in last if total.key.field != "plan")
    found = {total.key.field: total for total in combine(round, [earlier, last])}
    assert found["plan"].value is None
    assert combine(round, []) == ()


def compared(round: Round, whole: Said, *parts: Said) -> dict[str, Change]:
    """X12: a period's totals beside those of its parts."""
    now = merge(round, built.checked(round, whole), 0).totals
    merged = [merge(round, built.checked(round, said), 0).totals for said in parts]
    return {one.key.field: one for one in differences(round, now, combine(round, merged))}


def news(*numbers: int) -> tuple[Said, ...]:
    return tuple({"C0": {("news", ""): number}} for number in numbers)


def test_six_months_are_the_sum_of_their_quarters() -> None:
    found = compared(built.a_round(), *news(7, 3, 4))["news"]
    assert (found.before, found.after) == (7, 7)
    found = compared(built.a_round(), *news(8, 3, 4))["news"]
    assert (found.before, found.after, found.label.vi) == (7, 8, "Số tin")


def test_a_year_is_the_sum_of_its_halves_and_of_its_months() -> None:
    assert compared(built.a_round(), *news(30, 10, 20))["news"].before == 30
    assert compared(built.a_round(), *news(78, *range(1, 13)))["news"].before == 78


def test_a_stock_and_a_cumulative_figure_compare_with_the_last_part() -> None:
    for kind in (OverTime.STOCK, OverTime.CUMULATIVE):
        found = compared(with_kind("news", kind), *news(4, 3, 4))["news"]
        assert (found.before, found.after) == (4, 4)


def test_what_is_unknown_or_about_proves_nothing() -> None:
    round = built.a_round()
    over: Said = {"C0": {("news", ""): Qualified(50, Qualifier.OVER)}}
    assert "news" not in compared(round, *news(8, 3), {})
    assert "news" not in compared(round, {}, *news(3, 4))
    assert "news" not in compared(round, over, *news(3, 4))
    assert "news" not in compared(round, *news(53, 3), over)


def test_what_lacks_units_is_told_on_the_side_on_which_it_does() -> None:
    def of_all(number: int) -> Said:
        return {unit.code: {("news", ""): number} for unit in built.UNITS}

    def sides(whole: Said, *parts: Said) -> tuple[bool, bool, bool]:
        found = compared(built.a_round(), whole, *parts)["news"]
        return found.tells_change, found.partial_after, found.partial_before

    lacking = {code: said for code, said in of_all(3).items() if code != "C4"}
    assert sides(of_all(7), of_all(3), of_all(4)) == (True, False, False)
    assert sides(lacking, of_all(3), of_all(4)) == (False, True, False)
    assert sides(of_all(7), lacking, of_all(4)) == (False, False, True)
    held: Said = {**of_all(3), "C4": {("news", ""): Held(3)}}
    assert sides(of_all(7), of_all(3), held) == (False, False, True)


def test_a_unit_that_is_asked_in_one_part_only_leaves_no_gap_in_the_others() -> None:
    both, one = built.a_round(built.UNITS[:2]), built.a_round(built.UNITS[:1])
    first = merge(one, built.checked(one, {"C0": {("news", ""): 3}}), 0).totals
    second = merge(both, built.checked(both, {"C0": {("news", ""): 4}, "C1": {("news", ""): 5}}), 0).totals
    found = {total.key.field: total for total in combine(both, [first, second])}["news"]
    assert (found.value, found.coverage.reporting, found.is_whole) == (12, ("C0@", "C1@"), True)


def test_how_many_lines_were_written_is_not_compared() -> None:
    lines: Said = {"C0": {("title", "1"): "Kế hoạch", ("copies", "1"): 5, ("ideas", "1"): "Thiếu kinh phí."}}
    found = compared(built.a_round(), lines, lines, lines)
    assert (found["copies"].before, found["copies"].after) == (10, 5)
    assert not {"documents", "ideas"} & found.keys()


def test_personal_fields_are_not_shown() -> None:
    fields = tuple(replace(f, personal=f.code == "news") for f in built.GENERAL.fields)
    form = replace(built.FORM, blocks=(replace(built.GENERAL, fields=fields), *built.FORM.blocks[1:]))
    assert "news" not in compared(built.a_round(form=form), *news(8, 3, 4))
