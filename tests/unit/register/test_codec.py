"""What goes in comes out, type and all."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.register import factory
from toolkit.findings import Finding, Place, Severity
from toolkit.form.model import Key
from toolkit.intake.model import Entry, EntryValue, Explained, Origin, Qualifier, State, UnitReturn
from toolkit.merge.model import Totals
from toolkit.register.codec import from_json, tagged, to_json, untagged
from toolkit.text import Text
from toolkit.validation.model import Checked

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES: st.SearchStrategy[EntryValue] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    WORDS,
)
ENTRIES = st.builds(
    Entry,
    key=st.builds(Key, WORDS, WORDS, WORDS, WORDS, WORDS),
    state=st.sampled_from(State),
    value=VALUES,
    qualifier=st.sampled_from(Qualifier),
    origin=st.sampled_from(Origin),
    raw=WORDS,
)


@given(VALUES)
def test_a_bare_value_keeps_its_type_through_sqlite(value: EntryValue) -> None:
    with sqlite3.connect(":memory:") as db:
        (stored,) = db.execute("SELECT ?", (tagged(value),)).fetchone()
    back = untagged(stored)
    assert (type(back), str(back)) == (type(value), str(value))
    db.close()


@settings(max_examples=60)
@given(ENTRIES)
def test_an_entry_comes_back_as_it_was(entry: Entry) -> None:
    assert repr(from_json(Entry, to_json(Entry, entry))) == repr(entry)


@settings(max_examples=40)
@given(st.builds(Finding, code=WORDS, severity=st.sampled_from(Severity), message=st.builds(Text, WORDS, WORDS),
                 remedy=st.builds(Text, WORDS, WORDS), place=st.builds(Place, cell=WORDS),
                 held=st.booleans(), related=st.lists(st.builds(Place, file=WORDS), max_size=2).map(tuple)))  # fmt: skip
def test_a_finding_comes_back_in_both_languages(finding: Finding) -> None:
    assert from_json(Finding, to_json(Finding, finding)) == finding


def test_what_was_merged_into_a_finding_comes_back_with_it() -> None:
    said = Text("Đề nghị kiểm tra.", "Please check.")
    inner = Finding(
        code="RUL-001", severity=Severity.WARNING, message=said, remedy=said, place=Place(cell="E9")
    )
    merged = replace(
        inner, severity=Severity.ERROR, also=(inner, replace(inner, also=(inner,))), to_unit=said
    )
    waived = replace(merged, waived=True, office_only=True, explanation="đúng số liệu", note=said)
    assert from_json(Finding, to_json(Finding, waived)) == waived


def test_explanations_come_back_with_their_return() -> None:
    content = factory.received().content
    assert content is not None
    wrote = Explained(subject="f|rule||1|", words="Số liệu đúng\n(đã kiểm tra)", sheet="Đề nghị", cell="H9")
    explained = replace(content, explanations=(wrote, replace(wrote, subject="f|other|||", words="1")))
    assert from_json(UnitReturn, to_json(UnitReturn, explained)) == explained


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Totals, factory.totals(Decimal("98.150"))),
        (Checked, factory.checked(Decimal("0.10"))),
        (UnitReturn, factory.received().content),
    ],
)
def test_stage_values_come_back_as_they_were(kind: type[object], value: object) -> None:
    assert repr(from_json(kind, to_json(kind, value))) == repr(value)


def test_equal_values_of_other_types_are_not_confused_with_a_default() -> None:
    total = factory.totals().totals[0]
    for amount in (Decimal("0.00"), Decimal("-0")):
        written = replace(factory.totals(), totals=(replace(total, adjustment=amount),))
        read = from_json(Totals, to_json(Totals, written))
        assert str(read.totals[0].adjustment) == str(amount)


def test_a_value_written_before_a_field_existed_takes_its_default() -> None:
    text = to_json(Entry, factory.entry()).replace('"cell":"E9",', "")
    assert from_json(Entry, text) == replace(factory.entry(), cell="")


def test_a_value_written_by_a_newer_version_loses_only_what_is_unknown() -> None:
    text = to_json(Entry, factory.entry()).replace("{", '{"later":1,', 1)
    assert from_json(Entry, text) == factory.entry()


def test_times_and_dates_are_told_apart() -> None:
    assert untagged(tagged(date(2021, 2, 26))) == date(2021, 2, 26)
    assert untagged(tagged(datetime(2021, 2, 26, 1, 2, 3, 4))) == datetime(2021, 2, 26, 1, 2, 3, 4)


def test_a_type_without_a_codec_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        rate: float

    with pytest.raises(TypeError, match="no codec"):
        to_json(Odd, Odd(0.5))
