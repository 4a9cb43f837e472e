"""Earlier totals from CSV: read right or refused with file and line."""

from decimal import Decimal

import pytest

from toolkit.errors import FormError
from toolkit.files.workspace import shipped
from toolkit.form.load import load_form
from toolkit.form.model import Form, Key
from toolkit.register.history import parse_history
from toolkit.register.model import HistoryRow
from toolkit.text import say

HEAD = "period,form,field,row,column,value,numerator,denominator"


@pytest.fixture(scope="module")
def forms() -> dict[str, Form]:
    folder = shipped() / "input_templates"
    loaded = (
        load_form((folder / name / "form.yaml").read_bytes(), name)
        for name in ("cchc_communication", "tthc_ii06a")
    )
    return {form.id: form for form in loaded}


def _read(forms: dict[str, Form], *lines: str, head: str = HEAD) -> tuple[HistoryRow, ...]:
    return parse_history("\n".join((head, *lines)).encode(), "2020.csv", forms)


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
    ],
)
def test_nothing_is_guessed(forms: dict[str, Form], line: str, key: str) -> None:
    with pytest.raises(FormError) as caught:
        _read(forms, "2020,cchc_communication,meeting_count,,,74,,", line)
    assert (caught.value.key, caught.value.params["line"]) == (key, 3)
    assert "2020.csv" in say(caught.value.key, **caught.value.params).vi


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
    data = (shipped() / "samples" / "binh_son_2021" / name).read_bytes()
    rows = parse_history(data, name, forms)
    assert all(bool(row.unit) == (name == "history_units.csv") for row in rows)
    assert {row.source for row in rows} == {"Số liệu minh họa"}
    for row in rows:
        if row.denominator:
            assert row.value is not None
            assert row.numerator is not None
            exact = Decimal(row.numerator) * 100 / Decimal(row.denominator)
            assert abs(row.value - exact) <= Decimal("0.0000005")
