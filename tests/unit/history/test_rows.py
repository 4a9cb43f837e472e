"""Earlier totals from CSV: read right or refused with file and line."""

from datetime import date
from decimal import Decimal

import pytest

from toolkit.errors import FormError
from toolkit.files.csv_text import read_csv
from toolkit.files.workspace import shipped
from toolkit.form.load import load_form
from toolkit.form.model import TOTAL_ROW, Form, Key, Qualifier
from toolkit.history.model import HistoryRow
from toolkit.history.rows import Known, parse_history
from toolkit.text import say
from toolkit.units import Unit, Units, parse_units

HEAD = "period,form,field,row,column,value,numerator,denominator"


def _unit(code: str, parent: str, since: date | None = None, until: date | None = None) -> Unit:
    return Unit(
        code=code, name=code, type="Xã", level="commune", parent=parent, valid_from=since, valid_to=until
    )


UNITS = Units(
    (
        _unit("524", "51"),
        _unit("21040", "524", until=date(2025, 6, 30)),
        _unit("21040", "51", since=date(2025, 7, 1)),
    )
)


@pytest.fixture(scope="module")
def forms() -> dict[str, Form]:
    folder = shipped() / "input_templates"
    loaded = (
        load_form((folder / name / "form.yaml").read_bytes(), name)
        for name in ("cchc_communication", "tthc_ii06a")
    )
    return {form.id: form for form in loaded}


def _read(forms: dict[str, Form], *lines: str, head: str = HEAD) -> tuple[HistoryRow, ...]:
    return parse_history("\n".join((head, *lines)).encode(), "2020.csv", Known(forms, UNITS, "524"))


def test_counts_rates_and_grids_are_read_exactly(forms: dict[str, Form]) -> None:
    count, rate, cell = _read(
        forms,
        "2020,cchc_communication,document_copy,,,115,,",
        "2020,cchc_communication,digitised_rate,,,98.150000,106,108",
        "2020-Q1,tthc_ii06a,received_total,ho_tich,,1982,,",
    )
    assert (count.key, count.value) == (Key("cchc_communication", "meetings", "document_copy"), 115)
    assert (str(rate.value), rate.numerator, rate.denominator) == ("98.150000", 106, 108)
    assert cell.key == Key("tthc_ii06a", "dossiers_by_field", "received_total", "ho_tich", "received_total")
    assert cell.period == "2020-Q1"


def test_an_empty_value_is_not_zero_and_a_whole_rate_is_still_a_rate(forms: dict[str, Form]) -> None:
    empty, whole = _read(
        forms, "2020,cchc_communication,document_copy,,,,,", "2020,cchc_communication,tthc_online,,,100,,"
    )
    assert empty.value is None
    assert type(whole.value) is Decimal


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("2020-13,cchc_communication,document_copy,,,115,,", "history.period"),
        ("2020,cchc_comunication,document_copy,,,115,,", "history.form"),
        ("2020,cchc_communication,document_copi,,,115,,", "history.field"),
        ("2020,tthc_ii06a,received_total,ho_tic,,5,,", "history.field"),
        ("2020,cchc_communication,document_copy,,,1.150,,", "history.number"),
        ('2020,cchc_communication,digitised_rate,,,"98,15",,', "history.number"),
        ("2020,cchc_communication,document_copy,,,trên 100,,", "history.number"),
        ("2020,cchc_communication,radio_item_per_week,,,1.150,,", "history.thousands"),
        ("2020,cchc_communication,digitised_rate,,,98.150,,", "history.thousands"),
        ("2020,cchc_communication,digitised_rate,,,150,,", "history.bounds"),
        ("2020,cchc_communication,digitised_rate,,,-1,,", "history.bounds"),
        ("2020,cchc_communication,document_copy,,,-5,,", "history.bounds"),
        ("2020,cchc_communication,meeting_count,,,74,,", "history.twice"),
        ("2020,cchc_communication,meeting_count,,,75,,", "history.twice"),
    ],
)
def test_nothing_is_guessed(forms: dict[str, Form], line: str, key: str) -> None:
    with pytest.raises(FormError) as caught:
        _read(forms, "2020,cchc_communication,meeting_count,,,74,,", line)
    assert (caught.value.key, caught.value.params["line"]) == (key, 3)
    assert "2020.csv" in say(caught.value.key, **caught.value.params).vi


def test_the_same_field_of_another_period_unit_or_row_is_no_second_time(forms: dict[str, Form]) -> None:
    rows = _read(
        forms,
        "2020,cchc_communication,meeting_count,74,,",
        "2021,cchc_communication,meeting_count,75,,",
        "2020,cchc_communication,meeting_count,5,21040,",
        "2020,cchc_communication,meeting_count,6,,21040",
        head="period,form,field,value,unit,asker",
    )
    assert len(rows) == 4


def test_a_misspelt_code_gets_those_near_it(forms: dict[str, Form]) -> None:
    with pytest.raises(FormError) as caught:
        _read(forms, "2020,cchc_communication,document_copi,,,115,,")
    assert str(caught.value.params["expected"]).startswith("document_copy")


def test_a_missing_column_is_named(forms: dict[str, Form]) -> None:
    with pytest.raises(FormError) as caught:
        _read(forms, "2020,cchc_communication,5", head="period,form,value")
    assert caught.value.params["column"] == "field"


@pytest.mark.parametrize("name", ["history_2020.csv", "history_units.csv"])
def test_the_shipped_history_is_read(forms: dict[str, Form], name: str) -> None:
    folder = shipped() / "samples" / "binh_son_2021"
    data = (folder / name).read_bytes()
    sample = parse_units(read_csv((folder / "units.csv").read_bytes(), "units.csv"), "units.csv")
    rows = parse_history(data, name, Known(forms, sample, "524"))
    assert all(bool(row.unit) == (name == "history_units.csv") for row in rows)
    assert {row.source for row in rows} == {"Số liệu minh họa"}
    for row in rows:
        if row.denominator:
            assert row.value is not None
            assert row.numerator is not None
            exact = Decimal(row.numerator) * 100 / Decimal(row.denominator)
            assert abs(row.value - exact) <= Decimal("0.0000005")


def test_a_unit_is_the_one_that_bore_the_code_on_the_cut_off(forms: dict[str, Form]) -> None:
    head = "period,form,field,value,unit"
    before, after, named = _read(
        forms,
        "2024,cchc_communication,pop_total,4523,21040",
        "2025,cchc_communication,pop_total,9000,21040",
        "2024,cchc_communication,slogan_count,3,21040@",
        head=head,
    )
    assert [row.unit for row in (before, after, named)] == ["21040@", "21040@2025-07-01", "21040@"]
    assert {row.asker for row in (before, after, named)} == {""}


def test_a_total_is_the_offices_own_unless_another_asker_is_named(forms: dict[str, Form]) -> None:
    own, other = _read(
        forms,
        "2024,cchc_communication,pop_total,90000,,",
        "2024,cchc_communication,pop_total,4523,,21040",
        head="period,form,field,value,unit,asker",
    )
    assert [(row.unit, row.asker) for row in (own, other)] == [("", "524@"), ("", "21040@")]


@pytest.mark.parametrize("column", ["unit", "asker"])
def test_a_code_that_no_unit_bore_then_is_refused_with_its_line(forms: dict[str, Form], column: str) -> None:
    with pytest.raises(FormError) as caught:
        _read(forms, "2024,cchc_communication,pop_total,5,21041", head=f"period,form,field,value,{column}")
    assert (caught.value.key, caught.value.params["line"]) == ("history.unit", 2)
    assert "14/12/2024" in say(caught.value.key, **caught.value.params).vi


def test_a_qualifier_is_kept_or_refused(forms: dict[str, Form]) -> None:
    head = "period,form,field,value,qualifier"
    (row,) = _read(forms, "2021,cchc_communication,integrated_session,34,over", head=head)
    assert (row.value, row.qualifier) == (34, Qualifier.OVER)
    with pytest.raises(FormError) as caught:
        _read(forms, "2021,cchc_communication,integrated_session,34,more", head=head)
    assert caught.value.key == "history.qualifier"


def test_the_row_of_totals_of_a_grid_has_earlier_figures_too(forms: dict[str, Form]) -> None:
    (row,) = _read(forms, f"2020,tthc_ii06a,received_total,{TOTAL_ROW},,59010,,")
    assert row.key == Key("tthc_ii06a", "dossiers_by_field", "received_total", TOTAL_ROW, "received_total")


def test_marks_of_figures_that_are_not_final_come_back(forms: dict[str, Form]) -> None:
    head, line = "period,form,field,value,provisional,complete", "cchc_communication,pop_total,5"
    rows = _read(forms, f"2020,{line},,", f"2021,{line},1,1", f"2022,{line},0,0", head=head)
    assert [(row.provisional, row.complete) for row in rows] == [(False, True), (True, True), (False, False)]
    with pytest.raises(FormError) as caught:
        _read(forms, f"2020,{line},x,", head=head)
    assert caught.value.key == "history.mark"
