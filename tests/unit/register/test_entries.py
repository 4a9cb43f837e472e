"""Rows hold every part of an entry: one added to the value and not to the rows would be lost unseen."""

from dataclasses import fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.register.test_codec import ENTRIES, WORDS
from toolkit.intake.model import Entry, StackedEntry
from toolkit.register.entries import from_checked_row, from_row, to_checked_row, to_row
from toolkit.validation.model import CheckedEntry, RuleResult


@settings(max_examples=60)
@given(ENTRIES, WORDS, WORDS)
def test_an_entry_comes_back_from_its_row(entry: Entry, sheet: str, cell: str) -> None:
    whole = replace(entry, sheet=sheet, cell=cell)
    assert repr(from_row(to_row(whole))) == repr(whole)  # type: ignore[arg-type]


@settings(max_examples=40)
@given(
    ENTRIES,
    st.integers(1, 9),
    WORDS,
    st.booleans(),
    st.sampled_from([(), ("NUM-001",), ("NUM-001", "RUL-001")]),
    st.none() | ENTRIES,
)
def test_a_checked_entry_comes_back_from_its_row(
    entry: Entry, version: int, file: str, older: bool, held_by: tuple[str, ...], reported: Entry | None
) -> None:
    stacked = StackedEntry(
        entry=entry, version=version, file=file, sha256="a" * 64, older=older, reported=reported
    )
    item = CheckedEntry(unit_id="21046@", stacked=stacked, held_by=held_by)
    assert repr(from_checked_row(to_checked_row(item))) == repr(item)  # type: ignore[arg-type]


def test_no_part_is_without_a_column() -> None:
    assert [item.name for item in fields(Entry)] == [
        *("key", "state", "value", "qualifier", "raw", "sheet", "cell", "origin")
    ]
    assert [item.name for item in fields(StackedEntry)] == [
        *("entry", "version", "file", "sha256", "older", "reported")
    ]
    assert [item.name for item in fields(CheckedEntry)] == ["unit_id", "stacked", "held_by"]
    assert [item.name for item in fields(RuleResult)] == ["form", "rule", "unit_id", "outcome", "row"]
