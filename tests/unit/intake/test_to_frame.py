"""A unit's data as a frame: one row an asked cell, null in every state but "value"."""

from datetime import date
from decimal import Decimal

from toolkit.form.model import Key
from toolkit.intake.model import Entry, EntryValue, Qualifier, StackedEntry, State, UnitData


def stacked(code: str, state: State, value: EntryValue = None, *, older: bool = False) -> StackedEntry:
    entry = Entry(
        key=Key("form", "block", code), state=state, value=value, qualifier=Qualifier.EXACT, raw=str(value),
        sheet="Số liệu", cell="E9",
    )  # fmt: skip
    return StackedEntry(entry=entry, version=1 if older else 2, file="a.xlsx", sha256="f" * 64, older=older)


def test_values_are_exact_and_null_is_never_zero() -> None:
    values: list[EntryValue] = [2**60 + 1, Decimal("0.1"), True, date(2024, 6, 18), "một", 0]
    entries = [stacked(f"f{at}", State.VALUE, value) for at, value in enumerate(values)]
    entries += [stacked("none", State.NONE), stacked("blank", State.BLANK), stacked("text", State.TEXT)]
    frame = UnitData(unit_id="C1@", entries=tuple(entries)).to_frame()
    assert frame.value.tolist() == [*values, None, None, None]
    assert [type(value) for value in frame.value] == [type(value) for value in [*values, None, None, None]]
    assert frame.state.tolist() == ["value"] * 6 + ["none", "blank", "text"]
    assert set(frame.unit_id) == {"C1@"}


def test_it_tells_which_return_and_cell_a_value_is_from() -> None:
    entries = (stacked("a", State.VALUE, 1, older=True), stacked("b", State.VALUE, 2))
    frame = UnitData(unit_id="C1@", entries=entries).to_frame()
    assert frame[["field", "version", "older", "file", "sheet", "cell"]].to_numpy().tolist() == [
        ["a", 1, True, "a.xlsx", "Số liệu", "E9"],
        ["b", 2, False, "a.xlsx", "Số liệu", "E9"],
    ]
    assert frame[~frame.older].field.tolist() == ["b"]


def test_no_entries_is_an_empty_frame_with_all_columns() -> None:
    assert list(UnitData(unit_id="C1@", entries=()).to_frame().columns) == [
        "unit_id", "form", "block", "field", "row", "column", "state", "value", "qualifier", "origin", "raw",
        "version", "older", "file", "sheet", "cell",
    ]  # fmt: skip
