"""What staff mean by a word: a code, a cell, a name; what is near is offered and never taken."""

from decimal import Decimal

import pytest

from tests.forms import small_round
from tests.unit.validation.fills import data
from toolkit.deciding.meant import Datum, key_in_stack, unit_meant
from toolkit.deciding.values import amount_of, value_of
from toolkit.errors import UsageError
from toolkit.form.model import Field, FieldType
from toolkit.text import Text, say

ROUND = small_round()
UNIT = ROUND.units[0]
ENTRIES = data(ROUND, UNIT.unit_id).entries


def key(name: str, **more: str) -> tuple[str, str, str]:
    found = key_in_stack(ROUND, UNIT, ENTRIES, Datum(name=name, **more))
    return found.block, found.field, found.row


def complaint(name: str, **more: str) -> UsageError:
    with pytest.raises(UsageError) as caught:
        key(name, **more)
    say(caught.value.key, **caught.value.params)  # it can be worded
    return caught.value


def test_a_field_is_meant_by_its_code_and_every_cell_by_where_it_stands() -> None:
    assert key("household_total")[1] == "household_total"
    assert key("satisfaction_num")[1] == "satisfaction_num"
    for item in ENTRIES:
        entry = item.entry
        found = key_in_stack(ROUND, UNIT, ENTRIES, Datum(name=f"{entry.sheet}!{entry.cell.lower()}"))
        assert found == entry.key
    quoted = next(item.entry for item in ENTRIES)
    name = f"'{quoted.sheet}'!${quoted.cell[0]}${quoted.cell[1:]}"
    assert key_in_stack(ROUND, UNIT, ENTRIES, Datum(name=name)) == quoted.key


def test_a_grids_cell_needs_its_row_and_a_lists_its_line() -> None:
    assert key("got", row="ho_tich") == ("dossiers", "got", "ho_tich")
    assert key("dossiers", row="ho_tich", column="got_online") == ("dossiers", "got_online", "ho_tich")
    assert key("about", row="1") == ("documents", "about", "1")
    several = complaint("got")
    assert several.key == "decide.several" and "ho_tich" in str(several.params["values"])
    assert "--row" in str(several.params["option"])
    assert complaint("got", row="nothing").key == "decide.row_unknown"


def test_what_is_not_there_is_told_with_what_is_near() -> None:
    assert "household_total" in str(complaint("houshold_total").params["hint"])
    assert complaint("Số liệu!ZZ99").key == "decide.cell_unknown"
    assert complaint("xyzzy").key == "decide.field_unknown"
    derived = [item.code for form in ROUND.forms for _, item in form.each_field() if item.is_derived]
    assert derived and all(complaint(code).key == "decide.derived" for code in derived)


def test_a_unit_is_meant_by_code_or_name_whole_or_without_its_kind() -> None:
    for unit in ROUND.units:
        assert unit_meant(ROUND, unit.code) == unit == unit_meant(ROUND, unit.unit_id)
        same = [other for other in ROUND.units if other.name.casefold() == unit.name.casefold()]
        if len(same) == 1:
            assert unit_meant(ROUND, unit.name.upper()) == unit
    with pytest.raises(UsageError):
        unit_meant(ROUND, "không có đâu")


def field(kind: FieldType, **more: object) -> Field:
    return Field(code="x", label=Text("X", "X"), type=kind, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (FieldType.COUNT, "1253", 1253),
        (FieldType.COUNT, "1.253", 1253),
        (FieldType.COUNT, "0", 0),
        (FieldType.COUNT, "không phát sinh", None),
        (FieldType.AMOUNT, "1253,5", Decimal("1253.5")),
        (FieldType.YES_NO, "có", True),
        (FieldType.YES_NO, "không", False),
        (FieldType.TEXT, "Kế hoạch 13", "Kế hoạch 13"),
    ],
)
def test_a_plain_value_is_read(kind: FieldType, raw: str, value: object) -> None:
    read = value_of(raw, field(kind), "x")
    assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        *(
            (FieldType.COUNT, raw)
            for raw in ("trên 50", "~20", "1,5", "5 + 6", "năm", "-5", "chưa có", "1.25", "có")
        ),
        (FieldType.COUNT, "dự kiến 5"),
        (FieldType.YES_NO, "1"),
        (FieldType.DATE, "31/2/2024"),
        (FieldType.DATE, "hôm qua"),
        (FieldType.AMOUNT, "khoảng 5"),
    ],
)
def test_what_is_not_plainly_a_value_is_refused(kind: FieldType, raw: str) -> None:
    with pytest.raises(UsageError) as caught:
        value_of(raw, field(kind), "x")
    say(caught.value.key, **caught.value.params)


def test_an_amount_has_a_sign_and_is_something() -> None:
    count = field(FieldType.COUNT)
    for raw, amount in (("5", 5), ("+5", 5), ("-1.250", -1250), ("−3", -3)):
        assert amount_of(raw, count) == amount
    assert amount_of("-1,5", field(FieldType.AMOUNT)) == Decimal("-1.5")
    for raw in ("0", "-0", "1,5", "", "-", "--5", "+-5", "trên 5", "không phát sinh"):
        with pytest.raises(UsageError):
            amount_of(raw, count)
