"""Adjustments: in the totals they are put on, in all that is computed from those, and nowhere else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.merge import built
from tests.unit.merge.built import NONE, Held, Said
from tests.unit.merge.test_rollups_twice import UnitCells, rounds
from toolkit.decisions.model import Adjustment
from toolkit.form.model import Key, Rollup
from toolkit.merge.adjust import bounds, computed_from
from toolkit.merge.changes import changes
from toolkit.merge.merge import merge
from toolkit.merge.model import TOTAL_ROW, Total, Totals
from toolkit.merge.over_time import combine
from toolkit.merge.tidy import TOTALS_HEADER, totals_rows
from toolkit.text.numbers import round_half_up

AT = datetime(2024, 6, 20, 9)
ROUND = built.a_round()
Place = tuple[str, str]


def put_on(code: str, amount: str | int, row: str = "", *, revoked: bool = False) -> Adjustment:
    return Adjustment(
        by="an", at=AT, reason="Công văn 12/UBND", key=built.key(built.FORM, code, row), amount=Decimal(amount),
        ordered_by="Chủ tịch UBND huyện", revoked_at=AT if revoked else None,
    )  # fmt: skip


def merged(said: Said, *adjustments: Adjustment) -> Totals:
    return merge(ROUND, built.checked(ROUND, said), 0, adjustments)


SAID: Said = {
    "C0": {("news", ""): 100, ("talks", ""): 20, ("cost", ""): Decimal("12.5"), ("plan", ""): True,
           ("online_num", ""): 8, ("online_den", ""): 10, ("got", "land"): 10, ("done", "land"): 9,
           ("got", "civil"): 4, ("done", "civil"): 2, ("title", "1"): "Kế hoạch", ("copies", "1"): 5},
}  # fmt: skip


def test_a_total_includes_its_adjustment_and_says_how_much_it_is() -> None:
    total = merged(SAID, put_on("news", 5)).total("news")
    assert (total.value, total.adjustment) == (105, 5)
    assert type(total.value) is int
    assert [source.value for source in total.sources] == [100]
    assert total.coverage == merged(SAID).total("news").coverage


def test_amounts_on_one_total_add_up_and_revoked_ones_do_not_count() -> None:
    total = merged(SAID, put_on("news", 5), put_on("news", -7), put_on("news", 50, revoked=True)).total(
        "news"
    )
    assert (total.value, total.adjustment) == (98, -2)


def test_money_stays_exact() -> None:
    total = merged(SAID, put_on("cost", "0.1"), put_on("cost", "0.2")).total("cost")
    assert (total.value, total.adjustment) == (Decimal("12.8"), Decimal("0.3"))


def test_sums_and_rates_are_computed_from_the_adjusted_parts() -> None:
    got = merged(SAID, put_on("news", 4))
    assert [got.total(code).value for code in ("both", "gap")] == [124, 84]
    assert got.total("both").adjustment == 4
    share = got.total("share")
    assert (share.numerator, share.denominator, share.adjustment) == (104, 124, 0)
    assert share.value == round_half_up(Decimal(10400) / Decimal(124), 6)


def test_a_typed_rate_moves_with_its_pair() -> None:
    got = merged(SAID, put_on("online_den", 6))
    assert got.total("online_den").value == 16
    rate = got.total("online")
    assert (rate.value, rate.numerator, rate.denominator) == (Decimal("50.000000"), 8, 16)


def test_a_grids_total_row_takes_its_rows_and_its_own() -> None:
    got = merged(SAID, put_on("got", 6, "land"), put_on("got", 100, TOTAL_ROW))
    land, whole = (got.total("got", row, "got") for row in ("land", TOTAL_ROW))
    assert (land.value, land.adjustment) == (16, 6)
    assert (whole.value, whole.adjustment) == (120, 106)
    assert got.total("left", "land", "left").value == 7
    assert got.total("left", TOTAL_ROW, "left").value == 109
    rate = got.total("rate", TOTAL_ROW, "rate")
    assert (rate.numerator, rate.denominator) == (11, 120)


@pytest.mark.parametrize("said", [{}, {"C0": {("news", ""): None}}, {"C0": {("news", ""): Held(9)}}])
def test_what_nobody_reported_is_not_adjusted(said: Said) -> None:
    got = merged(said, put_on("news", 5))
    assert got.totals == merged(said).totals
    assert got.total("news").value is None


@pytest.mark.parametrize("code", ["online", "share", "remark", "title", "villages"])
def test_rates_texts_and_what_has_no_total_are_not_adjusted(code: str) -> None:
    assert merged(SAID, put_on(code, 5)).totals == merged(SAID).totals


@pytest.mark.parametrize("place", [("both", ""), ("gap", ""), ("left", "land"), ("left", TOTAL_ROW)])
def test_what_is_computed_from_other_totals_is_not_adjusted_itself(place: Place) -> None:
    assert merged(SAID, put_on(place[0], 5, place[1])).totals == merged(SAID).totals


def test_it_is_known_what_a_derived_total_is_computed_from() -> None:
    def of(code: str, row: str = "") -> list[tuple[str, str]]:
        key = built.key(built.FORM, code, row)
        return [(part.field, part.row) for part in computed_from(ROUND, key)]

    assert of("both") == [("news", ""), ("talks", "")]
    assert of("left", "land") == [("got", "land"), ("done", "land")]
    assert of("left", TOTAL_ROW) == [("got", TOTAL_ROW), ("done", TOTAL_ROW)]
    assert of("news") == of("got", TOTAL_ROW) == of("share") == []


def test_the_number_of_lines_is_counted_and_never_adjusted() -> None:
    key = Key("built", "documents", "documents")
    lines = replace(put_on("news", 5), key=key)
    assert merged(SAID, lines).totals == merged(SAID).totals
    assert merged(SAID, put_on("copies", 5)).total("copies").value == 10


def test_nothing_occurred_can_be_adjusted() -> None:
    assert merged({"C0": {("news", ""): NONE}}, put_on("news", 3)).total("news").value == 3


def test_changes_and_totals_csv_show_it() -> None:
    before, after = merged(SAID), merged(SAID, put_on("news", 5), put_on("talks", -5))
    told = {change.key.field: (change.before, change.after) for change in changes(before, after)}
    assert told["news"] == (100, 105)
    assert "both" not in told
    rows = {row[7]: dict(zip(TOTALS_HEADER, row, strict=True)) for row in totals_rows(ROUND, after)}
    assert [rows["news"][column] for column in ("value", "adjustment")] == ["105", "5"]
    assert [rows["share"][column] for column in ("numerator", "denominator", "adjustment")] == [
        "105",
        "120",
        "0",
    ]


def test_a_longer_period_carries_its_parts_adjustments() -> None:
    parts = [merged(SAID, put_on("news", 5)).totals, merged(SAID, put_on("plan", 1)).totals]
    year = {total.key: total for total in combine(ROUND, parts)}
    news, plan = (year[built.key(built.FORM, code)] for code in ("news", "plan"))
    assert (news.value, news.adjustment) == (205, 5)
    assert (plan.value, plan.adjustment) == (None, 0)


# A second, naive count: what is put on a total, spelt out field by field of the form.
amounts = st.one_of(st.integers(-(10**6), 10**6), st.decimals(-999, 999, places=2))
places: list[Place] = [
    *((code, "") for code in ("news", "talks", "cost", "plan", "online_num", "online_den", "vans")),
    *((code, row) for code in ("got", "done") for row in ("land", "civil", TOTAL_ROW)),
]  # fmt: skip
orders = st.lists(st.tuples(st.sampled_from(places), amounts, st.booleans()), max_size=8)


@settings(max_examples=20, deadline=None)
@given(said=rounds, orders=orders)
def test_adjusted_totals_are_what_a_naive_second_count_gives(
    said: Mapping[str, UnitCells], orders: list[tuple[Place, int | Decimal, bool]]
) -> None:
    plain = merged(said)
    got = merged(said, *(put_on(code, str(amount), row, revoked=off) for (code, row), amount, off in orders))

    def of(totals: Totals, code: str, row: str = "") -> Total:
        return totals.total(code, row, code if row else "")

    def on(code: str, row: str = "") -> Decimal:
        if of(plain, code, row).value is None:
            return Decimal(0)
        return sum(
            (Decimal(str(a)) for place, a, off in orders if place == (code, row) and not off), Decimal(0)
        )

    def down(code: str) -> Decimal:
        return on(code, "land") + on(code, "civil") + on(code, TOTAL_ROW)

    moved: dict[Place, Decimal] = {
        (code, ""): on(code) for code in ("news", "talks", "cost", "plan", "online_num", "online_den", "vans")
    }
    moved["both", ""] = on("news") + on("talks")
    moved["gap", ""] = on("news") - on("talks")
    for row in ("land", "civil"):
        moved |= {(code, row): on(code, row) for code in ("got", "done")}
        moved["left", row] = on("got", row) - on("done", row)
    moved |= {(code, TOTAL_ROW): down(code) for code in ("got", "done")}
    moved["left", TOTAL_ROW] = down("got") - down("done")
    for (code, row), amount in moved.items():
        before, after = of(plain, code, row), of(got, code, row)
        if before.value is None:
            assert after == before
        else:
            assert after.value == Decimal(before.value) + amount
            assert after.adjustment == amount
    rates: dict[Place, tuple[Place, Place]] = {
        ("online", ""): (("online_num", ""), ("online_den", "")),
        ("share", ""): (("news", ""), ("both", "")),
        **{("rate", row): (("done", row), ("got", row)) for row in ("land", "civil", TOTAL_ROW)},
    }
    for (code, row), (num, den) in rates.items():
        before, after = of(plain, code, row), of(got, code, row)
        if before.numerator is None or before.denominator is None:
            assert after == before
            continue
        pair = Decimal(before.numerator) + moved[num], Decimal(before.denominator) + moved[den]
        assert (after.numerator, after.denominator) == pair
        assert after.value == (round_half_up(pair[0] * 100 / pair[1], 6) if pair[1] else None)
    for before, after in zip(plain.totals, got.totals, strict=True):
        assert (after.coverage, after.sources) == (before.coverage, before.sources)
        parts = before.numerator_qualifier, before.denominator_qualifier
        assert (after.numerator_qualifier, after.denominator_qualifier) == parts
        if after.rollup is not Rollup.RATIO or (after.numerator or 0) > 0 < (before.numerator or 0):
            assert after.qualifier is before.qualifier


def test_an_adjustment_never_makes_fewer_than_none_nor_more_yes_than_are_asked() -> None:
    """What `adjust` refuses: a report cannot say "-3 vụ cháy" or "31/22 đơn vị"."""
    found = merged(SAID)
    assert bounds(found.total("news")) == (0, None)
    assert bounds(found.total("plan")) == (0, len(found.total("plan").coverage.asked))
    (below,) = (replace(one, value=-2) for one in found.total("news").sources)
    assert bounds(replace(found.total("news"), sources=(below,))) == (None, None)
