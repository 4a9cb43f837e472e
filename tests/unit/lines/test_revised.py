"""What changed between two states of a round, as lines."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.unit.merge import built
from tests.unit.merge.built import Held, Qualified, Said
from toolkit.cli.as_json import as_json
from toolkit.decisions.model import Adjustment, Correction, Decisions
from toolkit.form.model import Edition
from toolkit.intake.model import Origin, Qualifier
from toolkit.lines import result_lines
from toolkit.merge.changes import changes
from toolkit.merge.merge import merge
from toolkit.merge.model import UnitChange
from toolkit.result import Result, Revision
from toolkit.text import Lang

NEWS = ("news", "")
ISSUED = tuple(
    Edition(edition=n, number=f"4{n}/BC-UBND", dated=date(2024, 6, 19 + n), approved_by="Lãnh đạo UBND",
            closed_at=datetime(2024, 6, 19 + n), closed_by="Người kiểm thử")
    for n in (1, 2)
)  # fmt: skip


def result(before: Said, after: Said, states: tuple[int, int] = (0, 0)) -> Result:
    round = replace(built.a_round(), editions=ISSUED[: max(states)])
    old, new = (merge(round, built.checked(round, said), 0) for said in (before, after))
    return Result(
        verb="diff",
        round=round,
        revision=Revision(before=states[0], after=states[1], changes=changes(old, new)),
    )


def corrected(result: Result, *made: Correction, put_on: tuple[Adjustment, ...] = ()) -> Result:
    """The same, with what staff decided on it; a corrected part is told to be one."""
    assert result.revision
    at = {(one.unit_id, one.key) for one in made}

    def part(one: UnitChange) -> UnitChange:
        after = one.after
        if after and (one.unit_id, after.key) in at:
            after = replace(after, origin=Origin.CORRECTED)
        return replace(one, after=after)

    changed = tuple(
        replace(change, units=tuple(map(part, change.units))) for change in result.revision.changes
    )
    decisions = Decisions(corrections=made, adjustments=put_on)
    return replace(result, revision=replace(result.revision, changes=changed, decisions=decisions))


def lines(before: Said, after: Said, states: tuple[int, int] = (0, 0), lang: Lang = "vi") -> list[str]:
    return list(result_lines(result(before, after, states), lang))


def test_every_unit_stands_under_the_total_that_it_changed_with_its_cell() -> None:
    said = lines({"C0": {NEWS: 3}, "C1": {NEWS: 7}}, {"C0": {NEWS: 1253}, "C1": {NEWS: 7}})
    assert said[1:3] == [
        "  Số tin: 10 → 1.260",
        "    C0 Xã An Bình: 3 → 1.253 (tệp bao cao C0.xlsx, trang Số liệu, ô E9)",
    ]


def test_a_total_that_stands_is_told_apart_from_those_that_changed_when_its_units_moved() -> None:
    before: Said = {"C0": {NEWS: 3, ("talks", ""): 1}, "C1": {NEWS: 7}}
    said = lines(before, {"C0": {NEWS: 4, ("talks", ""): 2}, "C1": {NEWS: 6}})
    assert said[0].endswith(": 3 số tổng hợp thay đổi.")  # talks, their sum with news, and its share
    apart = next(at for at, line in enumerate(said) if line.startswith("Tổng không đổi"))
    assert said[apart].endswith("(1):") and said[apart + 1] == "  Số tin: 10 (tổng không đổi)"
    assert not any("tổng không đổi" in line for line in said[:apart])


def test_where_only_units_moved_no_total_is_said_to_have_changed() -> None:
    said = lines({"C0": {NEWS: 3}, "C1": {NEWS: 7}}, {"C0": {NEWS: 4}, "C1": {NEWS: 6}})
    assert said[0].endswith("không có số tổng hợp nào thay đổi.")
    assert any("C0 Xã An Bình: 3 → 4" in line for line in said)


TAKEN = {"id": 1, "at": datetime(2024, 6, 25, 9), "by": "Người ghi"}


def test_a_correction_is_told_as_such_and_not_as_what_the_units_cell_says() -> None:
    at = built.key(built.FORM, "news")
    made = Correction(unit_id="C0@", key=at, before=3, after=5, version=1, informant="Cán bộ xã",
                      channel="điện thoại", reason="Xã đếm lại.", **TAKEN)  # fmt: skip
    told = corrected(result({"C0": {NEWS: 3}}, {"C0": {NEWS: 5}}), made)
    said = list(result_lines(told, "vi"))
    assert said[2] == (
        "    C0 Xã An Bình: 3 → 5 (đính chính: Xã đếm lại; người cung cấp: Cán bộ xã, điện thoại; người ghi: Người ghi)"
    )
    other = replace(made, after=9)  # not what now counts
    assert list(result_lines(corrected(told, other), "vi"))[2].endswith("3 → 5 (đính chính)")


def test_an_adjustment_is_told_under_its_total_with_who_ordered_it() -> None:
    round, at = built.a_round(), built.key(built.FORM, "news")
    put_on = Adjustment(key=at, amount=Decimal(5), ordered_by="Chủ tịch", reason="Bổ sung", **TAKEN)
    checked = built.checked(round, {"C0": {NEWS: 3}})
    old, new = merge(round, checked, 0), merge(round, checked, 0, (put_on,))
    revision = Revision(
        before=0, after=0, changes=changes(old, new), decisions=Decisions(adjustments=(put_on,))
    )
    told = Result(verb="diff", round=round, revision=revision)
    said = list(result_lines(told, "vi"))
    assert said[1:3] == [
        "  Số tin: 3 → 8",
        "    Điều chỉnh cấp huyện: 0 → +5 (Bổ sung; người chỉ đạo: Chủ tịch)",
    ]
    news = next(one for one in as_json(told, "vi")["revision"]["changes"] if one["field"] == "news")
    assert (news["adjusted_before"], news["adjusted_after"]) == ("0", "5")


def test_a_figure_that_becomes_exact_is_a_change_of_the_total() -> None:
    said = lines({"C0": {NEWS: Qualified(50, Qualifier.OVER)}}, {"C0": {NEWS: 50}})
    assert "  Số tin: trên 50 → 50" in said


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (None, 5, "chưa có số liệu → 5"),
        (5, built.NONE, "5 → không phát sinh"),
        (5, Held(5), "5 → 5 (tạm giữ)"),
        (5, Held(None), "5 → tạm giữ"),
        (50, Qualified(50, Qualifier.OVER), "50 → trên 50"),
    ],
)
def test_what_a_unit_said_is_told_as_it_counts(before: built.Cell, after: built.Cell, words: str) -> None:
    said = lines({"C0": {NEWS: before}}, {"C0": {NEWS: after}})
    assert words in said[2]


def test_a_cell_of_a_grid_is_named_once_under_its_own_row() -> None:
    said = lines({"C0": {("got", "land"): 3}}, {"C0": {("got", "land"): 5}})
    assert sum("C0 Xã An Bình: 3 → 5" in line for line in said) == 1
    assert any(line.startswith("  TỔNG CỘNG") for line in said)


def test_the_parts_of_a_rate_are_told_apart() -> None:
    before: Said = {"C0": {("online_num", ""): 1, ("online_den", ""): 2}}
    said = lines(before, {"C0": {("online_num", ""): 1, ("online_den", ""): 4}})
    assert "  Tỷ lệ hồ sơ trực tuyến: 50% → 25%" in said
    assert (
        "    C0 Xã An Bình, Tỷ lệ hồ sơ trực tuyến: tổng hồ sơ: 2 → 4 (tệp bao cao C0.xlsx, trang Số liệu, ô E10)"
        in said
    )


@pytest.mark.parametrize(
    ("states", "head"),
    [
        ((0, 0), "Lần tổng hợp mới nhất (số liệu sơ bộ) so với lần tổng hợp trước: "),
        ((1, 0), "Lần tổng hợp mới nhất (số liệu sơ bộ) so với lần phát hành 1 (Báo cáo số 41/BC-UBND ngày 20/6/2024): "),
        ((1, 2), "Lần phát hành 2 (Báo cáo số 42/BC-UBND ngày 21/6/2024) so với lần phát hành 1 (Báo cáo số 41/BC-UBND"),
        ((0, 1), "Lần phát hành 1 (Báo cáo số 41/BC-UBND ngày 20/6/2024) so với lần tổng hợp mới nhất (số liệu sơ bộ): "),
    ],
)  # fmt: skip
def test_the_head_says_which_against_which(states: tuple[int, int], head: str) -> None:
    same: Said = {"C0": {NEWS: 3}}
    assert lines(same, {"C0": {NEWS: 4}}, states)[0].startswith(head)
    assert lines(same, same, states)[0].endswith("không có số tổng hợp nào thay đổi.")
    assert lines(same, same, states, "en")[0].endswith("no total changed.")


def test_many_units_are_counted() -> None:
    units = tuple(built.commune(f"U{at}", f"Xã {at}") for at in range(9))
    round = built.a_round(units)
    old, new = (
        merge(round, built.checked(round, {unit.code: {NEWS: value} for unit in units}), 0)
        for value in (1, 2)
    )
    one = Result(verb="diff", round=round, revision=Revision(before=0, after=0, changes=changes(old, new)))
    said = list(result_lines(one, "vi"))
    at = said.index("  Số tin: 9 → 18")
    assert [line.strip()[:2] for line in said[at + 1 : at + 7]] == [f"U{n}" for n in range(6)]
    assert said[at + 7].startswith("    … và 3 chỗ nữa")
    whole = list(result_lines(one, "vi", whole=True))
    assert [line.strip()[:2] for line in whole[at + 1 : at + 10]] == [f"U{n}" for n in range(9)]


def test_of_many_totals_the_first_are_told_and_how_all_of_them_are() -> None:
    grid: Said = {"C0": {("got", "land"): 3}}
    first = result(grid, {"C0": {("got", "land"): 5}}, (1, 2))
    assert first.revision
    many = replace(first, revision=replace(first.revision, changes=first.revision.changes * 12))
    said = list(result_lines(many, "vi"))
    count = len(first.revision.changes) * 12
    assert said[-1] == (
        f"  … và {count - 20} số tổng hợp nữa. Xem đủ bằng lệnh: "
        f"tonghop diff {built.a_round().id} --editions 1 2 --all"
    )
    assert not any("…" in line for line in result_lines(many, "vi", whole=True))
