"""Totals as frames: exact, null where nothing was reported, joined by their key."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.merge import built
from tests.unit.merge.built import NONE, Held, Said
from toolkit.merge.changes import changes
from toolkit.merge.merge import merge
from toolkit.merge.model import Change, Comparison, Estimate, Totals

KEY = ["form", "block", "field", "row", "column"]
SAID: Said = {
    "C0": {("news", ""): 2**60 + 1, ("talks", ""): NONE, ("cost", ""): Decimal("0.1")},
    "C1": {("news", ""): Held(7), ("cost", ""): Decimal("0.2")},
    "C2": {("online_num", ""): 1, ("online_den", ""): 3},
}


def totals() -> Totals:
    round = built.a_round()
    merged = merge(round, built.checked(round, SAID), 0)
    news = merged.total("news").key
    return replace(merged, comparisons=(Comparison(key=news, period="2023-H1", value=12),))


def test_one_row_a_total_with_exact_numbers_and_coverage() -> None:
    merged = totals()
    frame = merged.to_frame()
    assert len(frame) == len(merged.totals) == len(frame[KEY].drop_duplicates())
    by_code = {row.field: row for row in frame.itertuples()}
    news = by_code["news"]
    assert (news.label, news.measure, news.value) == ("Số tin", "tin, bài", 2**60 + 1)
    assert (news.asked, news.reporting, news.held, news.missing) == (6, 1, 1, 4)
    assert by_code["cost"].value == Decimal("0.3")
    assert (by_code["online"].numerator, by_code["online"].denominator) == (1, 3)
    assert {str(frame[name].dtype) for name in ("asked", "reporting", "held", "missing")} == {"int64"}


def test_null_is_nothing_reported_and_never_zero() -> None:
    values = dict(totals().to_frame()[["field", "value"]].itertuples(index=False))
    assert values["vans"] is None
    assert values["talks"] == 0


def test_labels_come_in_either_language() -> None:
    frame = totals().to_frame(lang="en")
    assert frame[frame.field == "news"].measure.tolist() == ["items"]


def test_one_row_a_unit_in_a_total_and_counted_ones_add_up() -> None:
    merged = totals()
    sources = merged.to_frame("sources")
    news = sources[sources.field == "news"]
    assert news[["unit_id", "counted"]].to_numpy().tolist() == [["C0@", True], ["C1@", False]]
    assert news[news.counted].value.sum() == merged.total("news").value
    assert news.cell.tolist() == ["E9", "E9"]
    assert sources[sources.field == "talks"].value.tolist() == [None]
    assert (~news.counted).tolist() == [False, True]


def test_comparisons_join_totals_by_key_and_an_absent_one_has_no_row() -> None:
    merged = totals()
    past = merged.to_frame("comparisons")
    both = merged.to_frame().merge(past[[*KEY, "period", "value"]], on=KEY, suffixes=("", "_before"))
    assert both[["field", "period", "value", "value_before"]].to_numpy().tolist() == [
        ["news", "2023-H1", 2**60 + 1, 12]
    ]


def test_a_comparison_says_whether_a_change_may_be_told() -> None:
    round = built.a_round(built.UNITS[:1])
    for said, told in (({("news", ""): 3}, [True, False]), ({("news", ""): Held(3)}, [False, False])):
        merged = merge(round, built.checked(round, {"C0": said}), 0)
        news = merged.total("news").key
        whole = Comparison(key=news, period="2023-H1", value=12)
        compared = (whole, replace(whole, period="2022-H1", complete=False))
        frame = replace(merged, comparisons=compared).to_frame("comparisons")
        assert frame.tells_change.tolist() == told


def test_nothing_merged_is_a_frame_with_the_same_columns() -> None:
    empty = Totals(round="r", edition=0, totals=())
    for of in ("totals", "sources", "comparisons"):
        assert list(empty.to_frame(of).columns) == list(totals().to_frame(of).columns)
        assert empty.to_frame(of).empty


def test_estimates_stand_in_a_frame_of_their_own() -> None:
    news = totals().total("news").key
    known = Estimate(
        key=news,
        reporting=1,
        asked=6,
        weight=Decimal("0.25"),
        value=Decimal(40),
        low=Decimal(30),
        high=Decimal(52),
    )
    unknown = replace(known, weight=None, value=None, low=None, high=None, without_basis=("C5@",))
    frame = replace(totals(), estimates=(known, unknown)).to_frame("estimates")
    first, second = frame.itertuples()
    assert (first.field, first.value, first.low, first.high) == ("news", 40, 30, 52)
    assert (first.weight, first.reporting, first.asked, first.without_basis) == (Decimal("0.25"), 1, 6, 0)
    assert (second.weight, second.value, second.without_basis) == (None, None, 1)
    assert totals().to_frame("estimates").empty


def test_one_row_a_total_that_differs_and_a_unit_that_made_it_differ() -> None:
    now = totals()
    before = merge(built.a_round(), built.checked(built.a_round(), {**SAID, "C1": {}}), 0)
    news = now.total("news").key
    adjusted = Change(key=news, label=now.total("news").label, before=1, after=2)
    changed = replace(now, changes=(*changes(before, now), adjusted))
    frame = changed.to_frame("changes")
    held = frame[(frame.field == "news") & (frame.unit_id == "C1@")].iloc[0]
    assert (held.before, held.after, held.counted_before, held.counted_after) == (None, 7, None, False)
    cost = frame[frame.field == "cost"].iloc[0]
    assert (cost.total_before, cost.total_after, cost.after) == (
        Decimal("0.1"),
        Decimal("0.3"),
        Decimal("0.2"),
    )
    assert frame[frame.unit_id.isna()].total_after.tolist() == [2]
    assert changed.to_frame("since_issued").empty
