"""The tidy tables: exact columns, plain numbers, nothing that Excel would compute."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.merge import built
from tests.unit.merge.built import NONE, Held, Said
from toolkit.intake.model import Origin
from toolkit.merge.merge import merge
from toolkit.merge.tidy import TOTALS_HEADER, entries_rows, totals_rows

SAID: Said = {
    "C0": {
        ("news", ""): 1253, ("online_num", ""): 53, ("online_den", ""): 54, ("title", "1"): "=cmd|' /C calc'!A0",
        ("drafter", "1"): "Ông Bí Mật", ("ideas", "1"): "@x", ("plan", ""): True, ("talks", ""): NONE,
    },
    "C1": {("news", ""): Held(7), ("talks", ""): None},
}  # fmt: skip


def tables() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    round = built.a_round()
    checked = built.checked(round, SAID)
    totals = merge(round, checked, 2)
    rows = (totals_rows(round, totals), entries_rows(round, checked, 2))
    one, two = ([dict(zip(table[0], row, strict=True)) for row in table[1:]] for table in rows)
    return one, two


def test_the_columns_are_those_promised() -> None:
    totals, entries = tables()
    assert ",".join(totals[0]) == (
        "round,edition,form,form_version,block,row,column,field,label,measure,value,numerator,denominator,qualifier,"
        "adjustment,reporting,held,asked"
    )
    assert {
        "unit",
        "unit_id",
        "return",
        "version",
        "sheet",
        "cell",
        "raw",
        "state",
        "origin",
        "counted",
    } < set(entries[0])


def test_a_total() -> None:
    (news,) = (row for row in tables()[0] if row["field"] == "news")
    assert (news["value"], news["reporting"], news["held"], news["asked"]) == ("1253", "1", "1", "6")
    assert (news["edition"], news["row"], news["column"], news["numerator"]) == ("2", "", "", "")


def test_a_ratio_is_in_percent_with_six_decimals() -> None:
    (rate,) = (row for row in tables()[0] if row["field"] == "online")
    assert (rate["value"], rate["numerator"], rate["denominator"]) == ("98.148148", "53", "54")


def test_nothing_reported_is_empty_and_grids_have_rows_and_columns() -> None:
    (cell,) = (row for row in tables()[0] if (row["field"], row["row"]) == ("got", "land"))
    assert (cell["value"], cell["column"], cell["reporting"]) == ("", "got", "0")


def test_entries_keep_state_and_whether_they_count() -> None:
    found = {(row["unit"], row["field"]): row for row in tables()[1]}
    assert [found["C0", "news"][name] for name in ("value", "state", "counted")] == ["1253", "value", "true"]
    assert [found["C0", "talks"][name] for name in ("value", "state", "counted")] == ["", "none", "true"]
    assert [found["C1", "news"][name] for name in ("value", "state", "counted")] == ["7", "value", "false"]
    assert [found["C1", "talks"][name] for name in ("value", "state", "counted")] == ["", "blank", "false"]
    assert found["C0", "plan"]["value"] == "true"


def test_a_corrected_entry_counts_as_corrected_beside_what_was_reported() -> None:
    round = built.a_round()
    checked = built.checked(round, {"C0": {("news", ""): 1253}})
    (entry,) = checked.entries
    now = replace(entry.stacked.entry, origin=Origin.CORRECTED, raw="1.523")
    stacked = replace(
        entry.stacked, entry=now, reported=replace(entry.stacked.entry, value=1523, raw="1.523")
    )
    corrected = replace(checked, entries=(replace(entry, stacked=stacked),))
    head, row = entries_rows(round, corrected, 0)
    told = dict(zip(head, row, strict=True))
    assert [told[name] for name in ("value", "raw", "origin", "counted")] == [
        "1253",
        "1.523",
        "corrected",
        "true",
    ]
    total = merge(round, corrected, 0).total("news")
    assert (total.value, [source.origin for source in total.sources]) == (1253, [Origin.CORRECTED])


def test_personal_fields_are_left_out() -> None:
    totals, entries = tables()
    assert "Ông Bí Mật" not in str(entries)
    assert "drafter" not in {row["field"] for row in (*totals, *entries)}


def test_parts_of_a_rate_are_alike_however_many_decimals_they_were_typed_with() -> None:
    round = built.a_round()
    totals = merge(round, built.checked(round, SAID), 2)
    (rate,) = (one for one in totals.totals if one.key.field == "online")
    for num, den, shown in (
        (Decimal("3.000000"), 14, ("3", "14")),
        (Decimal("1.50"), Decimal("100.00"), ("1.5", "100")),
    ):
        typed = replace(totals, totals=(replace(rate, numerator=num, denominator=den),))
        (row,) = (dict(zip(TOTALS_HEADER, line, strict=True)) for line in totals_rows(round, typed)[1:])
        assert (row["numerator"], row["denominator"]) == shown
