"""However rows and sheets are moved, every entry equals what was filled, or a finding says so."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forms import SMALL_FORM, small_form, small_round
from tests.unit.intake.returned import a_round, change, expected, values, workbook
from toolkit.files.model import RawSheet, RawValue, RawWorkbook
from toolkit.findings import Finding
from toolkit.form.layout import lay_out
from toolkit.form.model import Key
from toolkit.intake.model import Entry, Qualifier, State
from toolkit.intake.read import read_content

ROUND = a_round()
COMMUNE, OWN = ROUND.units[0], ROUND.units[-1]
FILLED = values(ROUND, COMMUNE)
RAW = workbook(ROUND, COMMUNE, FILLED)
FORM = ROUND.forms[0].id
DOSSIERS = Key(FORM, "figures", "dossier_received")
Rows = list[tuple[RawValue, ...]]


def read(raw: RawWorkbook, unit: object = COMMUNE) -> tuple[dict[Key, Entry], tuple[Finding, ...]]:
    content = read_content(raw, ROUND, unit)  # type: ignore[arg-type]
    entries, findings = content.entries, content.findings
    return {entry.key: entry for entry in entries}, findings


def assert_all_read(raw: RawWorkbook) -> tuple[Finding, ...]:
    entries, findings = read(raw)
    for key, value in FILLED.items():
        assert entries[key].state is State.VALUE, (key, findings)
        assert entries[key].value == expected(ROUND, COMMUNE, key, value), key
    blank = [key for key, entry in entries.items() if key not in FILLED and entry.state is not State.BLANK]
    assert blank == []
    return findings


def sheet(name: str) -> RawSheet:
    found = RAW.sheet(name)
    assert found is not None
    return found


SHEETS = list(lay_out(ROUND.forms, (COMMUNE,)).sheets)


@pytest.mark.parametrize("unit", [COMMUNE, OWN])
def test_every_typed_slot_has_an_entry(unit: object) -> None:
    filled = values(ROUND, unit)  # type: ignore[arg-type]
    entries, findings = read(workbook(ROUND, unit, filled), unit)  # type: ignore[arg-type]
    slots = lay_out(ROUND.forms, (unit,)).slots  # type: ignore[arg-type]
    assert list(entries) == [slot.key for slot in slots if slot.typed]
    assert findings == ()
    for key, value in filled.items():
        assert entries[key].value == expected(ROUND, unit, key, value)  # type: ignore[arg-type]


def test_a_count_that_a_rate_is_computed_from_is_a_count() -> None:
    """1 of 1 is no percentage: the parts of a derived rate are fields of their own."""
    online = Key(FORM, "figures", "dossier_online")
    entries, findings = read(workbook(ROUND, COMMUNE, FILLED | {DOSSIERS: 1.0, online: 1.0}))
    assert [(type(entries[key].value), entries[key].value) for key in (DOSSIERS, online)] == [(int, 1)] * 2
    assert findings == ()


def test_entries_keep_their_place_and_content() -> None:
    slot = lay_out(ROUND.forms, (COMMUNE,)).slot(DOSSIERS)
    entry = read(RAW)[0][DOSSIERS]
    assert (entry.sheet, entry.cell, entry.raw) == (
        slot.sheet,
        f"E{slot.row + 1}",
        str(int(FILLED[DOSSIERS])),
    )  # type: ignore[call-overload]


@pytest.mark.parametrize("name", SHEETS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_rows_inserted_anywhere_change_nothing(name: str, data: st.DataObject) -> None:
    rows: Rows = list(sheet(name).rows)
    for at in sorted(data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=3)), reverse=True):
        rows.insert(at, ())
    assert assert_all_read(change(RAW, name, rows)) == ()


@pytest.mark.parametrize("name", ["Số liệu", "Hồ sơ"])
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_rows_of_fields_and_grids_may_stand_in_any_order(name: str, data: st.DataObject) -> None:
    coded = [at for at, row in enumerate(sheet(name).rows) if row and isinstance(row[0], str)]
    order = data.draw(st.permutations(coded))
    rows: Rows = list(sheet(name).rows)
    for target, source in zip(coded, order, strict=True):
        rows[target] = sheet(name).rows[source]
    assert assert_all_read(change(RAW, name, rows)) == ()


def test_sheets_are_found_by_what_they_hold() -> None:
    sheets = tuple(
        replace(one, name=f"Trang {at}") if one.name in SHEETS else one
        for at, one in enumerate(reversed(RAW.sheets))
    )
    assert assert_all_read(replace(RAW, sheets=sheets)) == ()


@pytest.mark.parametrize("name", ["Số liệu", "Hồ sơ"])
@pytest.mark.parametrize("at", [0, 1, 3])
def test_an_inserted_column_shifts_nothing(name: str, at: int) -> None:
    rows: Rows = [(*row[:at], None, *row[at:]) for row in sheet(name).rows]
    assert_all_read(change(RAW, name, rows))


@pytest.mark.parametrize("name", ["Số liệu", "Hồ sơ"])
def test_without_the_code_column_rows_are_found_by_their_labels_and_it_is_said(name: str) -> None:
    findings = assert_all_read(change(RAW, name, [row[1:] for row in sheet(name).rows]))
    assert {finding.code for finding in findings} <= {"STR-002", "STR-011"} and findings


def test_without_the_code_row_columns_are_found_by_their_headings_and_it_is_said() -> None:
    codes = lay_out(ROUND.forms, (COMMUNE,)).area(FORM, "documents").code_row
    rows: Rows = [() if at == codes else row for at, row in enumerate(sheet("Văn bản").rows)]
    findings = assert_all_read(change(RAW, "Văn bản", rows))
    assert {finding.code for finding in findings} <= {"STR-002", "STR-011"} and findings


def test_a_deleted_row_is_named_and_stays_blank() -> None:
    rows: Rows = [row for row in sheet("Số liệu").rows if DOSSIERS.field not in row]
    entries, findings = read(change(RAW, "Số liệu", rows))
    assert entries[DOSSIERS].state is State.BLANK
    assert [(f.code, f.place.field) for f in findings] == [("STR-003", DOSSIERS.field)]


def test_a_deleted_sheet_is_named_and_stays_blank() -> None:
    raw = replace(RAW, sheets=tuple(one for one in RAW.sheets if one.name != "Hồ sơ"))
    entries, findings = read(raw)
    assert {entry.state for key, entry in entries.items() if key.block == "dossiers"} == {State.BLANK}
    assert [(f.code, f.place.block) for f in findings] == [("STR-001", "dossiers")]


def test_codes_beside_other_labels_are_not_believed() -> None:
    """Rows sorted by label while the hidden codes stayed: nothing shows which of the two is right."""
    rows: Rows = list(sheet("Số liệu").rows)
    one, two = (
        next(at for at, row in enumerate(rows) if row and row[0] == code)
        for code in ("dossier_online", "dossier_direct")
    )
    rows[one], rows[two] = (rows[one][0], *rows[two][1:]), (rows[two][0], *rows[one][1:])
    entries, findings = read(change(RAW, "Số liệu", rows))
    for code in ("dossier_online", "dossier_direct"):
        assert entries[Key(FORM, "figures", code)].state is State.TEXT
    (finding,) = findings
    assert finding.code == "STR-006"
    assert {place.field for place in (finding.place, *finding.related)} == {
        "dossier_online",
        "dossier_direct",
    }


def test_a_copied_sheet_alike_is_remarked_on_and_one_that_differs_is_held() -> None:
    copy = replace(sheet("Số liệu"), name="Số liệu (2)")
    findings = assert_all_read(replace(RAW, sheets=(*RAW.sheets, copy)))
    (finding,) = findings
    assert finding.code == "STR-004"
    assert [place.block for place in (finding.place, *finding.related)] == ["figures", "spending"]
    other = replace(copy, rows=tuple((*r[:4], 7.0, *r[5:]) if DOSSIERS.field in r else r for r in copy.rows))
    entries, findings = read(replace(RAW, sheets=(*RAW.sheets, other)))
    assert entries[DOSSIERS].state is State.TEXT
    assert "STR-005" in {finding.code for finding in findings}


def test_lines_go_on_over_blank_rows_and_beyond_those_offered() -> None:
    area = lay_out(ROUND.forms, (COMMUNE,)).area(FORM, "documents")
    rows: Rows = list(sheet("Văn bản").rows)
    last = area.last_row
    rows[last] = (*rows[last][:2], "Kế hoạch", "99/KH", None, "cuối bảng")
    more: Rows = [(None, None, "Công văn", f"{n}/CV", None, "ngoài bảng") for n in range(4)]
    entries, findings = read(change(RAW, "Văn bản", [*rows[: last + 1], *more, *rows[last + 1 :]]))
    numbers = [entry.value for key, entry in entries.items() if key.field == "number" and entry.value]
    assert numbers[2:] == ["99/KH", "0/CV", "1/CV", "2/CV", "3/CV"]
    assert findings == ()
    assert entries[Key(FORM, "documents", "number", "3", "number")].cell == f"D{last + 1}"


def test_a_tick_states_none_for_the_blank_entries() -> None:
    area = lay_out(ROUND.forms, (COMMUNE,)).area(FORM, "documents")
    filled = {key: value for key, value in FILLED.items() if key.block != "documents"}
    raw = workbook(ROUND, COMMUNE, filled)
    entries, findings = read(_ticked(raw, area.sheet, area.tick_row, area.tick_col))
    assert {entry.state for key, entry in entries.items() if key.block == "documents"} == {State.NONE}
    assert findings == ()


def test_a_tick_beside_figures_is_remarked_on_and_the_figures_count() -> None:
    area = lay_out(ROUND.forms, (COMMUNE,)).area(FORM, "figures")
    findings = assert_all_read(_ticked(RAW, area.sheet, area.tick_row, area.tick_col))
    assert [finding.code for finding in findings] == ["STR-007"]


def test_an_only_line_that_says_nothing_occurred_is_as_good_as_a_tick() -> None:
    filled = {key: value for key, value in FILLED.items() if key.block != "difficulties"}
    filled[Key(FORM, "difficulties", "difficulties", "1")] = "Không phát sinh."
    entries, _ = read(workbook(ROUND, COMMUNE, filled))
    assert {entry.state for key, entry in entries.items() if key.block == "difficulties"} == {State.NONE}


def test_error_cells_and_uncalculated_formulas_are_states_of_their_own() -> None:
    slot = lay_out(ROUND.forms, (COMMUNE,)).slot(DOSSIERS)
    where = (slot.sheet, slot.row, slot.col)
    raw = workbook(ROUND, COMMUNE, FILLED | {DOSSIERS: None})
    entries, findings = read(replace(raw, errors={where: "#REF!"}))
    assert (entries[DOSSIERS].state, entries[DOSSIERS].raw) == (State.ERROR, "#REF!")
    assert [finding.code for finding in findings] == ["NUM-008"]
    entries, findings = read(replace(raw, uncalculated=frozenset({where})))
    assert entries[DOSSIERS].state is State.UNCALCULATED
    assert [finding.code for finding in findings] == ["NUM-009"]


def test_qualifiers_and_findings_of_a_cell_reach_the_entry() -> None:
    raw = workbook(ROUND, COMMUNE, FILLED | {DOSSIERS: "trên 50"})
    entry = read(raw)[0][DOSSIERS]
    assert (entry.value, entry.qualifier, entry.raw) == (50, Qualifier.OVER, "trên 50")
    entries, findings = read(workbook(ROUND, COMMUNE, FILLED | {DOSSIERS: "1,234"}))
    assert entries[DOSSIERS].state is State.TEXT
    assert [(f.code, f.place.field, f.place.cell) for f in findings] == [
        ("NUM-002", DOSSIERS.field, entries[DOSSIERS].cell)
    ]


def test_a_field_not_asked_of_the_unit_is_ignored_and_named_when_filled() -> None:
    filled = values(ROUND, COMMUNE)
    entries, findings = read(workbook(ROUND, COMMUNE, filled), OWN)
    households = Key(FORM, "figures", "household_total")
    assert households not in entries
    assert [(f.code, f.place.field) for f in findings if f.place.field == households.field] == [
        ("STR-009", "household_total")
    ]


def test_a_tick_never_says_none_of_what_is_at_least_something() -> None:
    area = lay_out(ROUND.forms, (COMMUNE,)).area(FORM, "figures")
    raw = workbook(ROUND, COMMUNE, {key: v for key, v in FILLED.items() if key.block != "figures"})
    entries, findings = read(_ticked(raw, area.sheet, area.tick_row, area.tick_col))
    states = {key.field: entry.state for key, entry in entries.items() if key.block == "figures"}
    assert states.pop("household_total") is State.BLANK
    assert set(states.values()) == {State.NONE}
    assert findings == ()


def test_none_typed_where_there_must_be_something_is_unreadable() -> None:
    households = Key(FORM, "figures", "household_total")
    entries, findings = read(workbook(ROUND, COMMUNE, FILLED | {households: "không phát sinh"}))
    assert (entries[households].state, entries[households].raw) == (State.TEXT, "không phát sinh")
    assert [(f.code, f.place.cell) for f in findings] == [("NUM-021", entries[households].cell)]


@pytest.mark.parametrize("said", ["không", "Khong", "KO", "có", "?"])
def test_a_tick_that_may_mean_either_is_no_tick_and_is_asked_about(said: str) -> None:
    area = lay_out(ROUND.forms, (COMMUNE,)).area(FORM, "spending")
    raw = workbook(ROUND, COMMUNE, {key: v for key, v in FILLED.items() if key.block != "spending"})
    entries, findings = read(_ticked(raw, area.sheet, area.tick_row, area.tick_col, said))
    assert {e.state for key, e in entries.items() if key.block == "spending"} == {State.BLANK}
    assert [(f.code, f.raw) for f in findings] == [("STR-008", said)]


@pytest.mark.parametrize("said", ["x", "X", "✓", "không phát sinh", "Không phát sinh."])
def test_what_is_a_tick(said: str) -> None:
    area = lay_out(ROUND.forms, (COMMUNE,)).area(FORM, "spending")
    raw = workbook(ROUND, COMMUNE, {key: v for key, v in FILLED.items() if key.block != "spending"})
    entries, findings = read(_ticked(raw, area.sheet, area.tick_row, area.tick_col, said))
    assert {e.state for key, e in entries.items() if key.block == "spending"} == {State.NONE}
    assert findings == ()


def test_a_deleted_grid_row_is_named_by_its_row_alone() -> None:
    rows: Rows = [row for row in sheet("Hồ sơ").rows if "ho_tich" not in row]
    entries, findings = read(change(RAW, "Hồ sơ", rows))
    (finding,) = findings
    assert (finding.code, finding.place.block, finding.place.row) == ("STR-003", "dossiers", "ho_tich")
    assert {e.state for key, e in entries.items() if key.row == "ho_tich"} == {State.BLANK}


def test_a_grids_column_that_is_lost_is_named_by_head_and_number() -> None:
    gone = {"got_online", "Trực tuyến"}
    rows: Rows = [tuple(None if v in gone else v for v in row) for row in sheet("Hồ sơ").rows]
    entries, findings = read(change(RAW, "Hồ sơ", rows))
    outside, finding = findings
    assert outside.code == "STR-027"
    assert (finding.code, finding.place.block, finding.place.column) == ("STR-010", "dossiers", "got_online")
    assert "Số hồ sơ tiếp nhận: Trực tuyến, cột (4)" in finding.message.vi
    assert {e.state for key, e in entries.items() if key.column == "got_online"} == {State.BLANK}


def test_a_grids_cell_is_named_by_row_and_column() -> None:
    key = Key(FORM, "dossiers", "got", "dat_dai", "got")
    (finding,) = read(workbook(ROUND, COMMUNE, FILLED | {key: "hai"}))[1]
    assert "(Đất đai – Số hồ sơ tiếp nhận: Tổng số, cột (3))" in finding.message.vi
    assert "(Land – Dossiers received: Total, column (3))" in finding.message.en


def test_dashes_of_a_block_are_one_finding_with_all_their_places() -> None:
    dashes: dict[Key, RawValue] = {key: "-" for key in FILLED if key.block == "dossiers"}
    entries, findings = read(workbook(ROUND, COMMUNE, FILLED | dashes))
    (finding,) = findings
    assert {entries[key].state for key in dashes} == {State.NONE}
    places = (finding.place, *finding.related)
    assert [(place.row, place.column) for place in places] == [(key.row, key.column) for key in dashes]
    assert f"{len(dashes)} ô từ {places[0].cell} đến {places[-1].cell}" in finding.message.vi


def test_a_grids_rows_beside_other_labels_are_one_finding() -> None:
    rows: Rows = list(sheet("Hồ sơ").rows)
    one, two = (
        next(at for at, row in enumerate(rows) if row and row[0] == code) for code in ("ho_tich", "dat_dai")
    )
    rows[one], rows[two] = (rows[one][0], *rows[two][1:]), (rows[two][0], *rows[one][1:])
    entries, findings = read(change(RAW, "Hồ sơ", rows))
    (finding,) = findings
    assert finding.code == "STR-006"
    assert (
        sorted(place.row for place in (finding.place, *finding.related)) == ["dat_dai"] * 3 + ["ho_tich"] * 3
    )
    assert {e.state for key, e in entries.items() if key.block == "dossiers"} == {State.TEXT}


def test_codes_that_libreoffice_reads_as_escapes_are_known() -> None:
    """In a workbook's file `_xa_` stands for a line break: bao_tro_xa_hoi comes back in two words after two saves."""
    form = small_form(SMALL_FORM.replace("ho_tich:", "bao_tro_xa_hoi:"))
    round = small_round(form)
    unit = round.units[0]
    filled = values(round, unit)
    raw = workbook(round, unit, filled)
    before = raw.sheet("Hồ sơ")
    assert before is not None
    rows: Rows = [
        tuple("bao_tro\nhoi" if v == "bao_tro_xa_hoi" else v for v in row if v != "Hộ tịch")
        for row in before.rows
    ]
    assert rows != list(before.rows)
    # Without its label the row can be found by its code only.
    rows = [(row[0], None, None, *row[2:]) if row and row[0] == "bao_tro\nhoi" else row for row in rows]
    content = read_content(change(raw, "Hồ sơ", rows), round, unit)
    entries, findings = content.entries, content.findings
    found = {e.key.column: e.value for e in entries if e.key.row == "bao_tro_xa_hoi"}
    assert found == {key.column: filled[key] for key in filled if key.row == "bao_tro_xa_hoi"}
    assert findings == ()


def _ticked(raw: RawWorkbook, name: str, row: int, col: int, said: str = "x") -> RawWorkbook:
    found = raw.sheet(name)
    assert found is not None
    rows: Rows = list(found.rows)
    cells = [*rows[row], *[None] * (col + 1 - len(rows[row]))]
    cells[col] = said
    rows[row] = tuple(cells)
    return change(raw, name, rows)
