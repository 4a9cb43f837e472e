"""What a round's totals are compared with: what the asker told, else the sum over units, else why there is nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.unit.merge import built
from tests.unit.merge.built import NONE, Cell, Qualified
from toolkit.errors import FormError
from toolkit.files.workspace import Workspace
from toolkit.form.model import Key, OverTime, Qualifier, Round
from toolkit.lineage import Lineage, Move
from toolkit.merge.merge import merge
from toolkit.merge.model import TOTAL_ROW, Against, Comparison, Succession, Totals
from toolkit.past import against_parts, comparisons, successions, territory_told
from toolkit.periods import parse_period
from toolkit.register.model import Act, HistoryRow
from toolkit.register.register import Register
from toolkit.text import say
from toolkit.units import Unit

ACT = Act("Văn thư", datetime(2024, 6, 20))
LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)
NEWS = Key("built", "general", "news")
PLAN_YES = Key("built", "general", "plan")
ONLINE = Key("built", "dossiers", "online")
GOT = Key("built", "grid", "got", TOTAL_ROW, "got")
OLD = tuple(replace(one, valid_to=LAST) for one in built.UNITS[:4])
NEW = tuple(
    Unit(code=code, name=name, type="Xã", level="commune", parent="P", valid_from=FIRST)
    for code, name in (("C0", "Xã An Bình mới"), ("C9", "Xã Châu Ổ"))
)
PROVINCE = Unit(code="P", name="Tỉnh Thử", type="Tỉnh", level="province", parent="", valid_to=LAST)
NEW_PROVINCE = replace(PROVINCE, name="Tỉnh Thử mới", valid_from=FIRST, valid_to=None)
WHOLE = Lineage(
    tuple(
        Move(old=old, new=new, day=FIRST, whole=True)
        for old, new in zip(OLD, (NEW[0], NEW[0], NEW[1], NEW[1]), strict=True)
    )
)
DIVIDED = Lineage(
    (*WHOLE.moves[:3], *(Move(old=OLD[3], new=new, day=FIRST, whole=False) for new in (NEW[1], NEW[0])))
)
Said = Mapping[str, Mapping[Any, Cell]]


class Office:
    """A desk with a real register, and rounds of the form of `built` in it."""

    def __init__(self, root: Path) -> None:
        self.register = Register.write(root / "register.sqlite", ACT)
        self.desk: Any = SimpleNamespace(register=self.register, lineage=Lineage(), workspace=Workspace(root))

    def round(self, period: str, units: tuple[Unit, ...], asker: Unit, form: object = built.FORM) -> Round:
        at = parse_period(period)
        ident = f"built-{period}"
        return Round(id=ident, forms=(form,), period=at, asker=asker, units=units, due=at.due)  # type: ignore[arg-type]

    def merged(self, opened: Round, said: Said) -> Totals:
        """The round opened, checked and merged."""
        self.register.add_round(opened, {}, ACT)
        checked = built.checked(opened, said)
        self.register.save_checked(checked, ACT)
        totals = merge(opened, checked, 0)
        self.register.save_totals(totals, ACT)
        return totals

    def plan(self, opened: Round, *lines: str) -> None:
        path = self.desk.workspace.staff(opened.id) / "plan.csv"
        path.parent.mkdir(parents=True)
        path.write_text("\n".join(lines), "utf-8")

    def compare(self, opened: Round, totals: Totals) -> dict[tuple[str, str], dict[Key, Comparison]]:
        """By what it is compared with, and period."""
        found: dict[tuple[str, str], dict[Key, Comparison]] = {}
        for one in comparisons(self.desk, opened, totals):
            found.setdefault((str(one.against), one.period), {})[one.key] = one
        return found


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def news(*numbers: Cell, code: str = "news") -> Said:
    """What the old communes say, one after the other."""
    return {unit.code: {(code, ""): number} for unit, number in zip(OLD, numbers, strict=False)}


HALF = ("period", "2024-H2")
YEAR = ("period", "2024")


def after_the_reform(office: Office, said: Said, lineage: Lineage = WHOLE) -> dict[Key, Comparison]:
    """The year 2025 of the new communes, asked by the new province, beside what the old ones told of 2024."""
    office.desk.lineage = lineage
    office.merged(office.round("2024", OLD, PROVINCE), said)
    opened = office.round("2025", NEW, NEW_PROVINCE)
    return office.compare(opened, office.merged(opened, {"C0": {("news", ""): 5}})).get(YEAR, {})


def test_the_askers_own_round_speaks_and_says_that_it_was_never_closed(office: Office) -> None:
    office.merged(office.round("2023", OLD, PROVINCE), news(1, 2, 3, 4))
    opened = office.round("2024", OLD, PROVINCE)
    found = office.compare(opened, office.merged(opened, news(5)))[("period", "2023")][NEWS]
    assert (found.value, found.provisional, found.complete, found.rebased) == (10, True, True, ())
    assert found.source.vi == "Đợt báo cáo built-2023, số liệu sơ bộ"


def test_what_was_qualified_or_lacked_units_is_told_as_such(office: Office) -> None:
    office.merged(office.round("2023", OLD, PROVINCE), news(1, Qualified(50, Qualifier.OVER), 3))
    opened = office.round("2024", OLD, PROVINCE)
    found = office.compare(opened, office.merged(opened, news(5)))[("period", "2023")][NEWS]
    assert (found.value, found.qualifier, found.complete) == (54, Qualifier.OVER, False)


def test_a_round_that_asked_other_units_is_not_compared_with(office: Office) -> None:
    office.merged(office.round("2023", OLD[:3], PROVINCE), news(1, 2, 3))
    opened = office.round("2024", OLD, PROVINCE)
    found = office.compare(opened, office.merged(opened, news(1, 2, 3, 4)))[("period", "2023")][NEWS]
    assert (found.value, found.reason) == (None, say("lineage.other_units"))


def test_of_a_round_that_asked_more_units_those_of_now_are_added_up(office: Office) -> None:
    office.merged(office.round("2023", OLD, PROVINCE), news(1, 2, 3, 4))
    opened = office.round("2024", OLD[:3], PROVINCE)
    found = office.compare(opened, office.merged(opened, news(1, 2, 3, 4)))[("period", "2023")][NEWS]
    assert (found.value, found.reason, len(found.rebased)) == (6, None, 3)


def test_units_of_which_nothing_is_asked_of_a_datum_make_no_difference(office: Office) -> None:
    office.merged(office.round("2023", (*OLD, built.OWN), PROVINCE), news(1, 2, 3, 4))
    opened = office.round("2024", (*OLD, built.OWN), PROVINCE)
    said: Said = {**news(1, 2, 3, 4), "D-own": {("vans", ""): 1}}
    assert office.compare(opened, office.merged(opened, said))[("period", "2023")][NEWS].value == 10


def test_the_province_that_bears_the_code_now_is_another_one(office: Office) -> None:
    assert after_the_reform(office, news(1, 2, 3, 4), Lineage())[NEWS].reason == say(
        "lineage.unknown", units="Xã An Bình mới (C0); Xã Châu Ổ (C9)", day="14/12/2024"
    )


def test_merged_units_are_summed_for_the_new_asker(office: Office) -> None:
    found = after_the_reform(office, news(1, 2, NONE, 4))[NEWS]
    assert (found.value, found.provisional, found.reason) == (7, True, None)
    assert found.rebased == tuple(unit.unit_id for unit in OLD)
    assert found.source.vi == "Cộng từ số liệu từng đơn vị: Đợt báo cáo built-2024, số liệu sơ bộ"


def test_rates_are_summed_as_pairs_and_grids_by_cells(office: Office) -> None:
    pairs: Said = {
        unit.code: {("online_num", ""): at, ("online_den", ""): 10, ("got", "land"): at, ("got", "civil"): 1}
        for at, unit in enumerate(OLD)
    }
    found = after_the_reform(office, pairs)
    assert (found[ONLINE].numerator, found[ONLINE].denominator, found[ONLINE].value) == (6, 40, Decimal(15))
    assert found[GOT].value == 10


def test_a_unit_divided_among_others_than_those_asked_is_not_compared_and_is_named(office: Office) -> None:
    beyond = replace(NEW[1], code="C8", name="Xã Ngoài")
    lineage = Lineage((*DIVIDED.moves[:4], Move(old=OLD[3], new=beyond, day=FIRST, whole=False)))
    found = after_the_reform(office, news(1, 2, 3, 4), lineage)[NEWS]
    assert (found.value, str(found.source)) == (None, "")
    assert found.reason is not None
    assert found.reason.vi == "Xã Đông Hòa được chia cho Xã Châu Ổ, Xã Ngoài"


def test_of_a_unit_divided_among_those_asked_the_total_is_known_though_no_part_is(office: Office) -> None:
    pairs: Said = {
        unit.code: {("online_num", ""): at, ("online_den", ""): 10, ("got", "land"): at, ("got", "civil"): 1}
        for at, unit in enumerate(OLD)
    }
    said = {code: {**mine, ("news", ""): 2, ("plan", ""): True} for code, mine in pairs.items()}
    found = after_the_reform(office, said, DIVIDED)
    assert (found[NEWS].value, found[NEWS].reason, found[NEWS].complete) == (8, None, True)
    assert set(found[NEWS].rebased) == {unit.unit_id for unit in OLD}
    assert (found[ONLINE].numerator, found[ONLINE].denominator, found[GOT].value) == (6, 40, 10)
    assert (found[PLAN_YES].value, found[PLAN_YES].reason) == (None, say("lineage.counted"))


def test_of_a_territory_divided_within_none_may_lack(office: Office) -> None:
    found = after_the_reform(office, news(1, 2, 3), DIVIDED)[NEWS]
    assert found.value is None
    assert found.reason is not None
    assert found.reason.vi.startswith("2/2 đơn vị chưa có số liệu dùng được năm 2024")


def test_a_unit_without_a_figure_leaves_no_sum(office: Office) -> None:
    found = after_the_reform(office, news(1, 2, 3))[NEWS]
    assert (found.value, found.reason and found.reason.vi) == (
        None,
        "1/2 đơn vị chưa có số liệu dùng được năm 2024 (Xã Châu Ổ (C9))",
    )


def test_of_what_nobody_stated_nothing_is_said(office: Office) -> None:
    assert set(after_the_reform(office, news(1, 2, 3, 4))) & {ONLINE, PLAN_YES, GOT} == set()


def test_units_that_say_yes_are_not_compared_across_a_merger(office: Office) -> None:
    found = after_the_reform(office, news(True, True, True, False, code="plan"))[PLAN_YES]
    assert (found.value, found.reason) == (None, say("lineage.counted"))


def test_nor_are_they_where_the_asker_is_the_same(office: Office) -> None:
    office.desk.lineage = WHOLE
    asker = built.DISTRICT
    office.merged(office.round("2024", OLD, asker), {**news(True, True, True, True, code="plan")})
    opened = office.round("2025", NEW, asker)
    said: Said = {unit.code: {("plan", ""): True, ("news", ""): 1} for unit in NEW}
    found = office.compare(opened, office.merged(opened, said))[YEAR][PLAN_YES]
    assert (found.value, found.reason) == (None, say("lineage.counted"))


def test_an_asker_that_only_got_another_name_keeps_its_totals(office: Office) -> None:
    office.desk.lineage = Lineage((Move(old=PROVINCE, new=NEW_PROVINCE, day=FIRST, whole=True),))
    office.merged(office.round("2024", OLD, PROVINCE), news(1, 2, 3, 4))
    opened = office.round("2025", NEW, NEW_PROVINCE)
    assert office.compare(opened, office.merged(opened, {"C0": {("news", ""): 5}}))[YEAR][NEWS].value == 10


def test_askers_that_were_merged_are_told_together_and_only_if_all_are_known(office: Office) -> None:
    other = replace(PROVINCE, code="K", name="Tỉnh Khác")
    moves = (Move(old=old, new=NEW_PROVINCE, day=FIRST, whole=True) for old in (PROVINCE, other))
    office.desk.lineage = Lineage(tuple(moves))
    told = [
        HistoryRow(key=NEWS, period="2024", value=value, source=f"Báo cáo {asker}", asker=asker)
        for asker, value in (("P@", 10), ("K@", 90))
    ]
    office.register.import_history(told[:1], ACT)
    opened = office.round("2025", NEW, NEW_PROVINCE)
    totals = office.merged(opened, {"C0": {("news", ""): 5}})
    found = office.compare(opened, totals)[YEAR][NEWS]
    assert (found.value, found.reason and found.reason.vi) == (
        None,
        "chưa có số liệu năm 2024 của Tỉnh Khác (K)",
    )
    office.register.import_history(told[1:], ACT)
    found = office.compare(opened, totals)[YEAR][NEWS]
    assert (found.value, found.rebased) == (100, ("P@", "K@"))
    assert found.source.vi == "Báo cáo P@; Báo cáo K@"


def test_an_asker_that_took_a_part_of_another_has_no_earlier_totals(office: Office) -> None:
    moves = (Move(old=PROVINCE, new=new, day=FIRST, whole=False) for new in (NEW_PROVINCE, NEW[1]))
    office.desk.lineage = Lineage(tuple(moves))
    office.register.import_history([HistoryRow(key=NEWS, period="2024", value=90, asker="P@")], ACT)
    opened = office.round("2025", NEW, NEW_PROVINCE)
    found = office.compare(opened, office.merged(opened, {"C0": {("news", ""): 5}}))[YEAR][NEWS]
    assert found.reason is not None
    assert found.reason.vi == "Tỉnh Thử được chia cho Tỉnh Thử mới, Xã Châu Ổ"


@pytest.mark.parametrize(("asker", "value"), [("", None), ("P@", None), ("P@2025-07-01", 30)])
def test_what_was_imported_is_of_the_asker_it_names(office: Office, asker: str, value: int | None) -> None:
    rows = [HistoryRow(key=NEWS, period="2024", value=30, source="Báo cáo", asker=asker)]
    office.register.import_history(rows, ACT)
    opened = office.round("2025", NEW, NEW_PROVINCE)
    found = office.compare(opened, office.merged(opened, {"C0": {("news", ""): 5}})).get(YEAR, {})
    assert [one.value for one in found.values()] == ([] if value is None else [value])


def test_imported_figures_of_units_add_up_where_the_asker_told_none(office: Office) -> None:
    rows = [
        HistoryRow(key=NEWS, period="2024", unit=unit.unit_id, value=at, source=f"Sổ {at % 2}")
        for at, unit in enumerate(OLD)
    ]
    office.register.import_history(rows, ACT)
    opened = office.round("2025-H1", OLD, PROVINCE)
    assert office.compare(opened, office.merged(opened, news(1, 2, 3, 4))).keys() == {("so_far", "2025")}
    opened = office.round("2025", OLD, PROVINCE)
    found = office.compare(opened, office.merged(opened, news(1, 2, 3, 4)))[YEAR][NEWS]
    assert (found.value, found.provisional) == (6, False)
    assert found.source.vi == "Cộng từ số liệu từng đơn vị: Sổ 0; Sổ 1"


# So far this year


def test_the_year_so_far_adds_flows_and_takes_stocks_as_they_are(office: Office) -> None:
    general = built.FORM.blocks[0]
    fields = tuple(
        replace(one, over_time=OverTime.STOCK) if one.code == "talks" else one for one in general.fields
    )
    form = replace(built.FORM, blocks=(replace(general, fields=fields), *built.FORM.blocks[1:]))
    talks = Key("built", "general", "talks")
    quarter = {unit.code: {("news", ""): 1, ("talks", ""): 5} for unit in OLD}
    office.merged(office.round("2024-Q1", OLD, PROVINCE, form), quarter)
    opened = office.round("2024-Q2", OLD, PROVINCE, form)
    said = {unit.code: {("news", ""): 2, ("talks", ""): 6} for unit in OLD}
    found = office.compare(opened, office.merged(opened, said))[("so_far", "2024")]
    assert (found[NEWS].value, found[NEWS].provisional, found[NEWS].complete) == (12, True, True)
    assert found[NEWS].source.vi == "Lũy kế: quý I năm 2024; quý II năm 2024"
    assert (found[talks].value, found[talks].provisional) == (24, False)


def test_without_one_of_the_parts_there_is_no_year_so_far(office: Office) -> None:
    office.merged(office.round("2024-Q1", OLD, PROVINCE), news(1, 1, 1, 1))
    opened = office.round("2024-Q3", OLD, PROVINCE)
    totals = office.merged(opened, news(2, 2, 2, 2))
    assert ("so_far", "2024") not in office.compare(opened, totals)
    rows = [HistoryRow(key=NEWS, period="2024-Q2", value=30, source="Báo cáo quý II")]
    office.register.import_history(rows, ACT)
    assert office.compare(opened, totals)[("so_far", "2024")][NEWS].value == 4 + 30 + 8


def test_a_period_that_begins_the_year_has_come_to_what_it_is(office: Office) -> None:
    opened = office.round("2024-H1", OLD, PROVINCE)
    found = office.compare(opened, office.merged(opened, news(2, 2, 2, 2)))
    assert found[("so_far", "2024")][NEWS].value == 8


def test_yes_of_units_adds_up_over_time_only_where_it_is_known_whose_it_was(office: Office) -> None:
    office.merged(office.round("2024-Q1", OLD, PROVINCE), news(True, False, True, False, code="plan"))
    opened = office.round("2024-Q2", OLD, PROVINCE)
    totals = office.merged(opened, news(True, True, False, False, code="plan"))
    assert office.compare(opened, totals)[("so_far", "2024")][PLAN_YES].value == 3
    opened = office.round("2023-Q2", OLD, PROVINCE)
    rows = [HistoryRow(key=PLAN_YES, period="2023-Q1", value=2, source="Báo cáo")]
    office.register.import_history(rows, ACT)
    totals = office.merged(opened, news(True, True, False, False, code="plan"))
    assert PLAN_YES not in office.compare(opened, totals).get(("so_far", "2023"), {})


def test_the_parts_of_a_year_across_the_reform_are_of_both_sides(office: Office) -> None:
    office.desk.lineage = WHOLE
    office.merged(office.round("2025-H1", OLD, PROVINCE), news(1, 2, 3, 4))
    second: Said = {unit.code: {("news", ""): 7} for unit in NEW}
    half = office.round("2025-H2", NEW, NEW_PROVINCE)
    found = office.compare(half, office.merged(half, second))
    assert found[("so_far", "2025")][NEWS].value == 10 + 14
    assert found[("period", "2025-H1")][NEWS].value == 10
    year = office.round("2025", NEW, NEW_PROVINCE)
    changed, way = against_parts(office.desk, year, office.merged(year, {"C0": {("news", ""): 25}}))
    assert [part.id for part in way] == ["2025-H1", "2025-H2"]
    assert [(one.before, one.after, one.partial_before) for one in changed if one.key == NEWS] == [
        (24, 25, False)
    ]


def test_an_imported_part_that_was_not_of_all_units_gives_no_difference(office: Office) -> None:
    rows = [
        HistoryRow(key=NEWS, period=f"2024-{part}", value=20, source="Báo cáo", complete=part == "H2")
        for part in ("H1", "H2")
    ]
    office.register.import_history(rows, ACT)
    year = office.round("2024", OLD, PROVINCE)
    changed, _ = against_parts(office.desk, year, office.merged(year, news(1, 2, 3, 4)))
    (found,) = (one for one in changed if one.key == NEWS)
    assert (found.before, found.after, found.tells_change, found.partial_before) == (40, 10, False, True)


def test_who_reports_the_part_of_a_period_before_a_unit_came_to_be(office: Office) -> None:
    office.desk.lineage = DIVIDED
    year = office.round("2025", (*NEW, built.OWN), NEW_PROVINCE)
    assert successions(office.desk, year) == (
        Succession(
            unit_id=NEW[0].unit_id, since=FIRST, whole=("Xã An Bình", "Xã Bình Thạnh"), parts=("Xã Đông Hòa",)
        ),
        Succession(unit_id=NEW[1].unit_id, since=FIRST, whole=("Thị trấn Châu Ổ",), parts=("Xã Đông Hòa",)),
    )
    assert successions(office.desk, office.round("2026", NEW, NEW_PROVINCE)) == ()


def test_a_unit_is_told_who_reported_before_it_came_to_be(office: Office) -> None:
    office.desk.lineage = WHOLE
    told = territory_told(office.desk, office.round("2025", NEW, NEW_PROVINCE), NEW[0])
    assert told is not None
    assert told.vi == (
        "Từ ngày 15/12/2024 đến hết ngày 30/6/2025: Xã An Bình, Xã Bình Thạnh; từ ngày 01/7/2025: Xã An Bình mới."
        " Đề nghị báo cáo số liệu cả kỳ của địa bàn hiện nay."
        " Số liệu kỳ trước ghi trong biểu là của các đơn vị trước sắp xếp nêu trên."
    )
    assert territory_told(office.desk, office.round("2024", OLD, PROVINCE), OLD[0]) is None
    assert territory_told(office.desk, office.round("2025", (built.OWN,), NEW_PROVINCE), built.OWN) is None


def test_a_unit_is_told_whose_figures_stand_in_its_form_or_why_none_do(office: Office) -> None:
    window = date(2025, 6, 15)
    units = tuple(replace(one, valid_to=date(2025, 6, 14)) for one in OLD[:2])
    new = replace(NEW[0], valid_from=window)
    half = office.round("2025-H2", (new,), NEW_PROVINCE)
    for whole, words in (
        (True, "Số liệu kỳ trước ghi trong biểu là của các đơn vị trước sắp xếp: Xã An Bình, Xã Bình Thạnh."),
        (
            False,
            "Biểu không ghi số liệu kỳ trước, vì địa bàn khi đó gồm một phần Xã An Bình nên không so sánh được.",
        ),
    ):
        office.desk.lineage = Lineage(
            tuple(Move(old=old, new=new, day=window, whole=whole) for old in units[: 1 + whole])
        )
        told = territory_told(office.desk, half, new)
        assert told is not None
        assert told.vi == words


# The plan


def planned(office: Office, *lines: str) -> dict[tuple[str, str], dict[Key, Comparison]]:
    opened = office.round("2024-H1", OLD, PROVINCE)
    office.plan(opened, "unit,field,value,document,row,column,form,period", *lines)
    return office.compare(opened, office.merged(opened, news(1, 2, 3, 4)))


def test_a_plan_is_of_the_year_unless_it_says_of_this_period(office: Office) -> None:
    found = planned(
        office, ",news,400,KH 13/KH-UBND", ",news,150,,,,,2024-H1", ",got,9,KH 2,,got", ",online,95.5,KH 3"
    )
    assert (found[("plan", "2024")][NEWS].value, found[("plan", "2024-H1")][NEWS].value) == (400, 150)
    assert found[("plan", "2024")][NEWS].source.vi == "KH 13/KH-UBND"
    assert found[("plan", "2024-H1")][NEWS].source.vi == "rounds/built-2024-H1/plan.csv"
    assert found[("plan", "2024")][GOT].value == 9
    assert found[("plan", "2024")][ONLINE].value == Decimal("95.5")
    assert found[("plan", "2024")][NEWS].against is Against.PLAN


def test_targets_of_units_add_up_where_every_unit_has_one(office: Office) -> None:
    each = [f"{unit.code},news,{10 + at},KH {at % 2}" for at, unit in enumerate(OLD)]
    found = planned(office, *each, *[f"{unit.code},talks,5,KH" for unit in OLD[1:]])[("plan", "2024")]
    assert (found[NEWS].value, found[NEWS].source.vi) == (46, "KH 0; KH 1")
    assert set(found) == {NEWS}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (",new,400,KH", "không có số tổng hợp nào mang mã “new”. Mã gần giống: news"),
        (",,400,KH", "cột field còn trống"),
        (",news,400,KH,,,bilt", "không có biểu mẫu “bilt”. Đề nghị ghi một trong: built"),
        (",got,4,KH,lan,got", "không có dòng mang mã “lan”. Mã gần giống: land"),
        ("C11,news,4,KH", "không có đơn vị “C11”. Đề nghị ghi mã đơn vị, ví dụ: C1"),
        ("Xã an bình,news,4,KH", "ví dụ: C0;"),
        ("C1,online,4,KH", "“Tỷ lệ hồ sơ trực tuyến” không cộng được"),
        ("C1,plan,1,KH", "không cộng được"),
        (",news,,KH", "“” không phải là số kế hoạch của “Số tin”"),
        (",news,1.234,KH", "“1.234” không phải là số kế hoạch"),
        (",cost,1.500,KH", "“1.500” có thể là 1500 hoặc 1,5. Đề nghị ghi 1500"),
        (",online,12.345,KH", "“12.345” có thể là 12345 hoặc 12,345"),
        ("C1,vans,4,KH", "Xã Bình Thạnh (C1) không được hỏi chỉ tiêu “Xe lưu động” trong đợt này"),
        (",news,-4,KH", "“-4” là số âm"),
        (",news,400,KH,,,,2023", "cột period ghi “2023”. Đề nghị ghi 2024 (kế hoạch năm) hoặc 2024-H1"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_its_line(office: Office, line: str, words: str) -> None:
    with pytest.raises(FormError) as refused:
        planned(office, ",talks,1,KH", line)
    told = say(refused.value.key, **refused.value.params).vi
    assert told.startswith("rounds/built-2024-H1/plan.csv, dòng 3: ")
    assert words in told


def test_decimals_that_cannot_be_thousands_are_read(office: Office) -> None:
    cost = Key("built", "general", "cost")
    opened = office.round("2024-H1", OLD, PROVINCE)
    totals = office.merged(opened, {})
    for raw in ("0.125", "1.5", "1.5000", "1234.567", "1500"):
        path = office.desk.workspace.staff("built-2024-H1") / "plan.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"unit,field,value,document\n,cost,{raw},KH", "utf-8")
        assert office.compare(opened, totals)["plan", "2024"][cost].value == Decimal(raw)


def test_two_targets_of_one_datum_are_refused(office: Office) -> None:
    with pytest.raises(FormError) as refused:
        planned(office, ",news,4,KH", ",news,5,KH,,,built,2024")
    assert (refused.value.key, refused.value.params["earlier"]) == ("plan.twice", 2)


def test_a_plan_without_its_columns_is_refused(office: Office) -> None:
    opened = office.round("2024-H1", OLD, PROVINCE)
    office.plan(opened, "field,value", "news,4")
    with pytest.raises(FormError) as refused:
        office.compare(opened, office.merged(opened, news(1)))
    assert refused.value.params["column"] == "unit, document"
