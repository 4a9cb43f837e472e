"""What a unit may have meant otherwise is held or asked about: another measure, labels exchanged, another column, words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.intake.returned import a_round
from tests.unit.intake.sent import Book, sent
from toolkit.findings import Finding, Severity
from toolkit.form.layout import INPUT_COL, LABEL_COL, MEASURE_COL, REFERENCE_COL, lay_out
from toolkit.form.model import FieldType, Key
from toolkit.intake.convert import Asked, convert
from toolkit.intake.model import Entry, Qualifier, State
from toolkit.intake.printed import same_label
from toolkit.intake.read import read_content
from toolkit.text import Text

ROUND = a_round()
UNIT = ROUND.units[0]
FORM = ROUND.forms[0].id
LAYOUT = lay_out(ROUND.forms, (UNIT,))
FIGURES = LAYOUT.area(FORM, "figures")
RECEIVED = Key(FORM, "figures", "dossier_received")
ROW = LAYOUT.slot(RECEIVED).row
COUNT = Asked(FieldType.COUNT, Text("Số hồ sơ", ""), "hồ sơ")


def read(book: Book) -> tuple[dict[Key, Entry], dict[str, Finding]]:
    content = read_content(book.raw(), ROUND, UNIT)
    return {entry.key: entry for entry in content.entries}, {one.code: one for one in content.findings}


@pytest.mark.parametrize(
    ("measure", "code", "state"),
    [
        ("trăm hồ sơ", "STR-034", State.TEXT),
        ("người", "STR-034", State.TEXT),
        ("hồ sơ (đã nhận)", "STR-016", State.VALUE),
    ],
)
def test_another_measure_holds_and_a_retouched_one_does_not(measure: str, code: str, state: State) -> None:
    book = sent(ROUND, UNIT)
    book.page("Số liệu").cells[ROW, MEASURE_COL] = measure
    entries, said = read(book)
    assert code in said and entries[RECEIVED].state is state


def test_labels_exchanged_and_reworded_are_held() -> None:
    book = sent(ROUND, UNIT)
    page = book.page("Số liệu")
    one, two = page.cells[ROW + 1, LABEL_COL], page.cells[ROW + 2, LABEL_COL]
    page.cells[ROW + 1, LABEL_COL], page.cells[ROW + 2, LABEL_COL] = f"{two} (cả kỳ)", f"{one} (cả kỳ)"
    entries, said = read(book)
    assert said["STR-006"].severity is Severity.ERROR
    held = [entries[Key(FORM, "figures", code)].state for code in ("dossier_online", "dossier_direct")]
    assert held == [State.TEXT] * 2


@pytest.mark.parametrize("kept", [0, 1])
def test_figures_in_last_periods_column_are_held_or_asked_about(kept: int) -> None:
    """With an input that states something the blank ones are held; a sheet that states nothing is asked about."""
    book = sent(ROUND, UNIT)
    page = book.page("Số liệu")
    inputs = [slot for slot in LAYOUT.slots if slot.sheet == "Số liệu" and slot.typed]
    for at, slot in enumerate(inputs):
        page.cells.pop((slot.row, INPUT_COL), None)
        page.cells.pop((slot.row, REFERENCE_COL), None)
        if slot.key.block == "figures" and at < kept:
            page.cells[slot.row, INPUT_COL] = 7.0
        elif slot.key.block == "figures":
            page.cells[slot.row, REFERENCE_COL] = 7.0
    entries, said = read(book)
    assert ("STR-035" in said, "STR-036" in said) == (bool(kept), not kept)
    assert entries[RECEIVED].state is (State.TEXT if kept else State.BLANK)


def test_a_formula_of_another_workbook_without_a_result_is_not_said_to_be_used() -> None:
    book = sent(ROUND, UNIT)
    page = book.page("Số liệu")
    del page.cells[ROW, INPUT_COL]
    page.formulas[ROW, INPUT_COL] = "=[1]Sheet1!A1"
    raw = replace(book.raw(), uncalculated=frozenset({("Số liệu", ROW, INPUT_COL)}))
    codes = {one.code for one in read_content(raw, ROUND, UNIT).findings}
    assert "NUM-009" in codes and "STR-024" not in codes


def test_formulas_never_calculated_are_one_finding() -> None:
    book = sent(ROUND, UNIT)
    page = book.page("Số liệu")
    spots = [(ROW + at, INPUT_COL) for at in range(3)]
    for spot in spots:
        del page.cells[spot]
        page.formulas[spot] = "=IF(1,2,3)"
    raw = replace(book.raw(), uncalculated=frozenset(("Số liệu", *spot) for spot in spots))
    found = [one for one in read_content(raw, ROUND, UNIT).findings if one.code == "NUM-009"]
    assert [len(one.related) for one in found] == [2]


@pytest.mark.parametrize(
    "text", ["1. HỘ TỊCH", "1) Hộ tịch", "I. Hộ tịch", "a) Hộ tịch", "- Hộ tịch", "+ hộ tịch"]
)
def test_an_ordinal_on_one_side_is_no_difference(text: str) -> None:
    assert same_label(text, "Hộ tịch") and same_label("Hộ tịch", text)
    assert not same_label(f"2. {text}", "3. Hộ tịch")


@pytest.mark.parametrize(
    ("raw", "state", "value", "qualifier"),
    [
        ("không còn", State.NONE, None, Qualifier.EXACT),
        ("không xảy ra", State.NONE, None, Qualifier.EXACT),
        ("không ít hơn 9", State.VALUE, 9, Qualifier.OVER),
        ("từ 50 trở lên", State.VALUE, 50, Qualifier.OVER),
    ],
)
def test_words_of_numbers(raw: str, state: State, value: int | None, qualifier: Qualifier) -> None:
    result = convert(raw, COUNT)
    assert (result.state, result.value, result.qualifier) == (state, value, qualifier)


def test_not_applicable_is_named_and_fewer_decimals_are_no_lost_group() -> None:
    named = convert("N/A", COUNT)
    assert named.state is State.NOT_APPLICABLE
    assert named.finding is not None
    assert (named.finding.code, named.finding.severity) == ("NUM-034", Severity.WARNING)
    lost = convert(25.7, COUNT).finding
    assert lost is not None and (lost.code, lost.suggestion) == ("NUM-003", "")
    assert convert("rồi", Asked(FieldType.YES_NO, Text("Đã ban hành", ""))).value is True


@pytest.mark.parametrize(
    ("raw", "value"),
    [("100% (22/22)", Decimal(100)), ("66,7% (2/3)", Decimal("66.7")), ("90% (22/22)", None)],
)
def test_a_rate_with_its_pair_is_read_when_they_agree(raw: str, value: Decimal | None) -> None:
    assert convert(raw, Asked(FieldType.RATE, Text("Tỷ lệ", ""), "%")).value == value
