"""Corrections over a unit's stack: the corrected value counts until a later return says something else."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.decisions.apply import correct
from toolkit.decisions.bind import digest
from toolkit.decisions.model import Correction
from toolkit.form.model import Key
from toolkit.intake.model import Entry, EntryValue, Origin, Qualifier, StackedEntry, State, UnitData

KEY = Key("f", "b", "x")
AT = datetime(2024, 6, 15, 9)


def entry(value: EntryValue = 130, raw: str = "", key: Key = KEY, state: State = State.VALUE) -> Entry:
    said = State.BLANK if value is None and state is State.VALUE else state
    return Entry(key=key, state=said, value=value, raw=raw or str(value or ""), sheet="Số liệu", cell="E9")


def unit(*entries: Entry, version: int = 1) -> UnitData:
    stacked = (StackedEntry(entry=one, version=version, file="a.xlsx", sha256="a" * 64) for one in entries)
    return UnitData(unit_id="1@", entries=tuple(stacked))


def correction(of: Entry, after: EntryValue = 13, unit_id: str = "1@") -> Correction:
    return Correction(
        by="A",
        at=AT,
        reason="gõ nhầm",
        unit_id=unit_id,
        key=of.key,
        before=of.value,
        after=after,
        version=1,
        raw=of.raw,
        bound_to=digest([of]),
    )


def codes(data: UnitData) -> list[str]:
    return [remark.code for remark in data.remarks]


@pytest.mark.parametrize(
    "reported",
    [entry(), entry(None), entry(None, "mấy bóng", state=State.TEXT), entry(None, "-", state=State.NONE)],
)
def test_the_corrected_value_counts_and_what_was_reported_stays(reported: Entry) -> None:
    done = correct(unit(reported), [correction(reported)])
    (item,) = done.entries
    assert (item.entry.value, item.entry.state, item.entry.origin) == (13, State.VALUE, Origin.CORRECTED)
    assert (item.entry.raw, item.entry.cell, item.reported) == (reported.raw, "E9", reported)
    assert codes(done) == []


@pytest.mark.parametrize("again", ["mấy bóng", " Mấy\n bóng ", "mấy\u00a0bóng"])
def test_spacing_of_what_cannot_be_read_is_no_other_statement(again: str) -> None:
    reported, later = (entry(None, raw, state=State.TEXT) for raw in ("mấy  bóng", again))
    for made in (correction(reported), replace(correction(reported), bound_to="")):
        done = correct(unit(later, version=2), [made])
        assert codes(done) == ["DEC-002"] and done.entries[0].entry.value == 13
    other = entry(None, "mấy bông", state=State.TEXT)
    assert codes(correct(unit(other, version=2), [correction(reported)])) == ["DEC-003"]


def test_zero_is_no_nothing_occurred_and_both_are_named() -> None:
    done = correct(unit(entry(0, "0"), version=2), [correction(entry(), None)])
    assert codes(done) == ["DEC-003"] and done.entries[0].entry.value == 0
    assert "ghi 0," in done.remarks[0].message.vi and "(không phát sinh)" in done.remarks[0].message.vi


def test_nothing_occurred_is_a_correction_too() -> None:
    (item,) = correct(unit(entry()), [correction(entry(), None)]).entries
    assert (item.entry.state, item.entry.value) == (State.NONE, None)


def test_a_correction_of_another_unit_or_one_taken_back_does_nothing() -> None:
    data = unit(entry())
    assert correct(data, [correction(entry(), unit_id="2@")]) == data
    assert correct(data, [replace(correction(entry()), revoked_at=AT)]) == data


def test_a_later_return_with_the_corrected_value_settles_it() -> None:
    done = correct(unit(entry(13), version=2), [correction(entry())])
    assert codes(done) == ["DEC-001"] and done.remarks[0].office_only
    assert done.entries[0].reported is None and done.entries[0].entry.origin is Origin.REPORTED


def test_a_later_return_that_says_the_old_again_is_a_finding_and_the_correction_stays() -> None:
    done = correct(unit(entry(), version=2), [correction(entry())])
    assert codes(done) == ["DEC-002"] and done.entries[0].entry.value == 13
    assert "130" in done.remarks[0].message.vi and "13" in done.remarks[0].message.vi


@pytest.mark.parametrize(
    "third",
    [entry(45), entry(None, "đang rà soát", state=State.TEXT), replace(entry(), qualifier=Qualifier.OVER)],
)
def test_a_third_value_counts_and_the_correction_has_lapsed(third: Entry) -> None:
    done = correct(unit(third, version=2), [correction(entry())])
    assert codes(done) == ["DEC-003"] and done.entries[0].entry == third


def test_what_a_later_return_says_is_written_as_the_figures_beside_it() -> None:
    done = correct(unit(entry(4400), version=2), [correction(replace(entry(), value=5000, raw="5000"))])
    assert "ghi 4.400, khác cả số trước đây (5.000)" in done.remarks[0].message.vi


def test_a_later_blank_contradicts_nothing() -> None:
    done = correct(unit(entry(None), version=2), [correction(entry(None))])
    assert codes(done) == [] and done.entries[0].entry.value == 13


def test_a_corrected_line_that_is_gone_is_told_to_the_office() -> None:
    line = entry(key=Key("f", "docs", "number", "7", "number"))
    done = correct(unit(entry()), [correction(line)])
    assert codes(done) == ["DEC-004"] and "7" in done.remarks[0].message.vi
    assert done.remarks[0].office_only and done.entries == unit(entry()).entries


ENTRIES = st.lists(
    st.builds(
        Entry,
        key=st.builds(Key, st.just("f"), st.just("b"), st.text(max_size=3)),
        state=st.sampled_from([State.VALUE, State.TEXT, State.BLANK]),
        value=st.one_of(st.none(), st.integers(), st.booleans(), st.decimals(allow_nan=False), st.dates()),
        raw=st.text(max_size=3),
    ),
    max_size=4,
)


@given(ENTRIES, st.randoms())
def test_a_digest_does_not_depend_on_the_order_or_on_places(entries: list[Entry], chance: object) -> None:
    mixed = [replace(one, sheet="khác", cell="Z1") for one in entries]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert digest(mixed) == digest(entries)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (entry(1), entry(True)),
        (entry(1), entry(2)),
        (entry(1), entry(Decimal(1))),
        (entry(1), replace(entry(1), qualifier=Qualifier.OVER)),
        (entry(1), entry(1, key=Key("f", "b", "y"))),
        (entry(None, "a", state=State.TEXT), entry(None, "b", state=State.TEXT)),
        (entry(None), entry(None, state=State.NONE)),
        (entry("2024-06-14"), entry(date(2024, 6, 14))),
    ],
)
def test_a_digest_changes_with_what_is_stated(one: Entry, other: Entry) -> None:
    assert digest([one]) != digest([other])


def test_how_a_value_was_typed_is_no_part_of_the_digest() -> None:
    assert digest([entry(1000, "1.000")]) == digest([entry(1000, "1000")])
