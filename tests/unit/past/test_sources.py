"""Which of several sources says an earlier figure, and what it says: no mixture, and nothing in place of what is held."""

from dataclasses import replace

import pytest

from tests.unit.merge import built
from tests.unit.merge.built import Held, Qualified
from tests.unit.past.test_compare import (
    ACT,
    NEW,
    NEW_PROVINCE,
    NEWS,
    OLD,
    ONLINE,
    PROVINCE,
    WHOLE,
    YEAR,
    Office,
    Said,
    news,
)
from tests.unit.past.test_compare import office as office
from toolkit.form.model import Key, OverTime, Qualifier
from toolkit.form.rules import At
from toolkit.lineage import Lineage
from toolkit.merge.model import Comparison
from toolkit.register.model import HistoryRow
from toolkit.text import say

TALKS = Key("built", "general", "talks")
NUM, DEN = (Key("built", "dossiers", code) for code in ("online_num", "online_den"))
BEFORE = ("period", "2023")


def sheet(key: Key, value: int | None, period: str = "2024") -> list[HistoryRow]:
    """What was imported for each of the old communes."""
    return [
        HistoryRow(key=key, period=period, unit=unit.unit_id, value=value, source="Sổ cũ") for unit in OLD
    ]


def year_of_new(office: Office) -> dict[Key, Comparison]:
    office.desk.lineage = WHOLE
    opened = office.round("2025", NEW, NEW_PROVINCE)
    said: Said = {unit.code: {("news", ""): 5, ("online_num", ""): 1, ("online_den", ""): 2} for unit in NEW}
    return office.compare(opened, office.merged(opened, said)).get(YEAR, {})


@pytest.mark.parametrize("cell", [Held(900), Qualified(50, Qualifier.OVER)])
def test_nothing_older_stands_in_for_a_figure_that_is_held_or_qualified(
    office: Office, cell: Held | Qualified
) -> None:
    office.register.import_history(sheet(NEWS, 7), ACT)
    office.merged(office.round("2024", OLD, PROVINCE), news(1, cell, 3, 4))
    found = year_of_new(office)[NEWS]
    assert found.value is None
    assert found.reason is not None
    assert "chưa có số liệu dùng được" in found.reason.vi
    past = office.register.past_values("built-2025", WHOLE, (built.FORM,))[At.PREVIOUS]
    assert [NEWS in past.get(unit.unit_id, {}) for unit in NEW] == [False, True]
    series = office.register.series("built-2025", lineage=WHOLE, forms=(built.FORM,))
    assert [series.of(unit.unit_id, NEWS)[:1] for unit in NEW] == [(), (7,)]


def test_a_blank_is_filled_in_by_what_was_imported(office: Office) -> None:
    office.register.import_history(sheet(NEWS, 7), ACT)
    office.merged(office.round("2024", OLD, PROVINCE), news(1, None, 3, 4))
    assert year_of_new(office)[NEWS].value == 1 + 7 + 3 + 4


def test_numerator_and_denominator_are_of_one_source(office: Office) -> None:
    office.register.import_history([*sheet(NUM, 90), *sheet(DEN, 100)], ACT)
    said: Said = {unit.code: {("online_num", ""): None, ("online_den", ""): 1000} for unit in OLD}
    office.merged(office.round("2024", OLD, PROVINCE), said)
    found = year_of_new(office)[ONLINE]
    assert (found.value, found.numerator, found.denominator) == (None, None, None)
    assert found.reason is not None


def test_what_was_imported_whole_is_told_whole(office: Office) -> None:
    office.register.import_history([*sheet(NUM, 90), *sheet(DEN, 100)], ACT)
    office.merged(office.round("2024", OLD, PROVINCE), news(1, 2, 3, 4))
    found = year_of_new(office)
    assert (found[ONLINE].numerator, found[ONLINE].denominator, found[NEWS].value) == (360, 400, 10)


def test_a_cumulative_figure_is_not_compared_with_another_years(office: Office) -> None:
    general = built.FORM.blocks[0]
    fields = tuple(
        replace(one, over_time=OverTime.CUMULATIVE) if one.code == "news" else one for one in general.fields
    )
    form = replace(built.FORM, blocks=(replace(general, fields=fields), *built.FORM.blocks[1:]))
    said: Said = {unit.code: {("news", ""): 100, ("talks", ""): 10} for unit in OLD}
    for period in ("2023-01", "2023-12"):
        office.merged(office.round(period, OLD, PROVINCE, form), said)
    january, february = (office.round(f"2024-0{at}", OLD, PROVINCE, form) for at in (1, 2))
    found = office.compare(january, office.merged(january, said))
    december = found[("period", "2023-12")]
    assert (december[NEWS].value, december[NEWS].reason) == (None, say("lineage.cumulative"))
    assert (december[TALKS].value, found[("period", "2023-01")][NEWS].value) == (40, 400)
    assert office.compare(february, office.merged(february, said))[("period", "2024-01")][NEWS].value == 400


def test_a_field_that_was_asked_of_fewer_units_then_is_not_compared(office: Office) -> None:
    general = built.FORM.blocks[0]
    fields = tuple(
        replace(one, asked_of=("commune",)) if one.code == "news" else one for one in general.fields
    )
    form = replace(built.FORM, blocks=(replace(general, fields=fields), *built.FORM.blocks[1:]))
    units = (*OLD, built.OWN)
    office.merged(office.round("2023", units, PROVINCE, form), news(1, 2, 3, 4))
    opened = office.round("2024", units, PROVINCE)
    said: Said = {**news(1, 2, 3, 4), "D-own": {("news", ""): 100}}
    found = office.compare(opened, office.merged(opened, said))[BEFORE][NEWS]
    assert (found.value, found.reason) == (None, say("lineage.other_units"))


# "Không phát sinh"


def test_that_there_was_none_is_the_number_it_is_and_told_as_such(office: Office) -> None:
    rows = [
        HistoryRow(key=key, period="2023", source="Báo cáo", asker=PROVINCE.unit_id) for key in (NEWS, ONLINE)
    ]
    office.register.import_history(rows, ACT)
    opened = office.round("2024", OLD, PROVINCE)
    found = office.compare(opened, office.merged(opened, news(1, 2, 3, 4)))[BEFORE]
    assert (found[NEWS].value, found[NEWS].none, found[NEWS].reason) == (0, True, None)
    assert (found[ONLINE].value, found[ONLINE].numerator, found[ONLINE].denominator) == (None, 0, 0)


def test_none_of_units_adds_up_and_begins_the_year(office: Office) -> None:
    office.register.import_history(sheet(NEWS, None), ACT)
    found = year_of_new(office)[NEWS]
    assert (found.value, found.reason) == (0, None)
    office.desk.lineage = Lineage()
    office.register.import_history(sheet(NEWS, None, "2023-H1"), ACT)
    half = office.round("2023-H2", OLD, PROVINCE)
    totals = office.merged(half, news(1, 2, 3, 4))
    assert office.compare(half, totals)[("so_far", "2023")][NEWS].value == 10


# What is told with it


def test_an_imported_figure_bears_whether_it_is_provisional_and_complete(office: Office) -> None:
    row = HistoryRow(key=NEWS, period="2023", value=30, source="Báo cáo", asker=PROVINCE.unit_id)
    office.register.import_history([replace(row, provisional=True, complete=False)], ACT)
    opened = office.round("2024", OLD, PROVINCE)
    totals = office.merged(opened, news(1, 2, 3, 4))
    found = office.compare(opened, totals)[BEFORE][NEWS]
    assert (found.provisional, found.complete) == (True, False)
    changes = office.register.import_history([row], ACT)
    assert [(one.before and one.before.provisional, one.after.provisional) for one in changes] == [
        (True, False)
    ]
    assert office.compare(opened, totals)[BEFORE][NEWS].complete


def test_a_sum_of_provisional_figures_is_provisional(office: Office) -> None:
    rows = [replace(one, provisional=True) for one in sheet(NEWS, 7)]
    office.register.import_history(rows, ACT)
    found = year_of_new(office)[NEWS]
    assert (found.value, found.provisional) == (28, True)


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (news(1, 2, 3, 4), news(1, 2, 3, 4), True),
        (news(1, 2, 3), news(1, 2, 3, 4), False),
        (news(1, 2, 3, 4), news(1, 2, 3), False),
        (news(1, 2, 3, Qualified(4, Qualifier.OVER)), news(1, 2, 3, 4), False),
        (news(1, 2, 3, 4), news(1, 2, 3, Qualified(4, Qualifier.OVER)), False),
    ],
)
def test_a_change_is_told_between_whole_and_exact_figures_only(
    office: Office, then: Said, now: Said, told: bool
) -> None:
    office.merged(office.round("2023", OLD, PROVINCE), then)
    opened = office.round("2024", OLD, PROVINCE)
    totals = office.merged(opened, now)
    found = office.compare(opened, totals)[BEFORE][NEWS]
    assert found.tells_change(totals.total("news")) is told
    assert not replace(found, value=None, reason=say("lineage.counted")).tells_change(totals.total("news"))
