"""Whatever is done to rows, columns and sheets, every entry is what was typed, or a finding says that it is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.intake.returned import a_round, expected, values
from tests.unit.intake.sent import Book, sent
from toolkit.files.model import Area
from toolkit.findings import Finding, Severity
from toolkit.form.layout import INPUT_COL, lay_out
from toolkit.form.model import Key
from toolkit.intake.model import Entry, State
from toolkit.intake.read import read_content

ROUND = a_round()
UNIT = ROUND.units[0]
FILLED = values(ROUND, UNIT)
FORM = ROUND.forms[0].id
LAYOUT = lay_out(ROUND.forms, (UNIT,))
SHEETS = LAYOUT.sheets
LINES = {"documents", "difficulties", "tasks"}
DOSSIERS = Key(FORM, "figures", "dossier_received")


def read(book: Book) -> tuple[dict[Key, Entry], tuple[Finding, ...]]:
    content = read_content(book.raw(), ROUND, UNIT)
    entries, findings = content.entries, content.findings
    return {entry.key: entry for entry in entries}, findings


def wrong(book: Book, deleted: bool = False) -> list[tuple[Key, object]]:
    """Entries that are not what was typed, and that no finding speaks of. Lines of lists and narratives are compared by
    what they say, for their numbers may change; with a line `deleted`, what it said is gone.
    """
    entries, findings = read(book)
    told = [place for f in findings if f.severity is not Severity.INFO for place in (f.place, *f.related)]

    def is_told(entry: Entry) -> bool:
        key = entry.key
        return any(
            (place.sheet, place.cell) == (entry.sheet, entry.cell) != ("", "")
            or (
                (place.form, place.block) == (key.form, key.block)
                and place.field in ("", key.field)
                and place.row in ("", key.row)
                and place.column in ("", key.column)
            )
            for place in told
        )

    found: list[tuple[Key, object]] = []
    lines = {key: value for key, value in FILLED.items() if key.block in LINES}
    said = {(entry.key.field, entry.value) for entry in entries.values() if entry.key.block in LINES}
    said |= {(e.key.field, None) for e in entries.values() if e.key.block in LINES and is_told(e)}
    for key, value in lines.items():
        if not deleted and not {(key.field, expected(ROUND, UNIT, key, value)), (key.field, None)} & said:
            found.append((key, "lost"))
    for key, entry in entries.items():
        if key.block in LINES:
            typed = {expected(ROUND, UNIT, k, v) for k, v in lines.items() if k.field == key.field}
            if entry.state is State.VALUE and entry.value not in typed and not is_told(entry):
                found.append((key, entry.value))
            continue
        meant = expected(ROUND, UNIT, key, FILLED[key]) if key in FILLED else None
        right = entry.state is State.BLANK if key not in FILLED else entry.value == meant
        if not right and not is_told(entry):
            found.append((key, entry.value))
    return found


def recovered(book: Book) -> set[str]:
    """Asserts that everything was read as typed; the codes of what was said."""
    entries, findings = read(book)
    for key, value in FILLED.items():
        assert entries[key].value == expected(ROUND, UNIT, key, value), (key, findings)
    assert {key for key, entry in entries.items() if entry.state is not State.BLANK} == set(FILLED)
    return {finding.code for finding in findings}


def test_the_template_as_sent_has_nothing_to_say() -> None:
    assert recovered(sent(ROUND, UNIT)) == set()
    assert recovered(sent(ROUND, UNIT, units=ROUND.units)) == set()


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("at", range(7))
def test_a_blank_column_inserted_anywhere_is_read_and_one_message(name: str, at: int) -> None:
    book = sent(ROUND, UNIT)
    book.page(name).insert_columns(at)
    _, findings = read(book)
    assert recovered(book) <= {"STR-012"}
    assert len(findings) <= 1


def test_a_column_between_measure_and_input_without_its_heading_is_never_read_as_blank() -> None:
    book = sent(ROUND, UNIT)
    page = book.page("Số liệu")
    page.insert_columns(INPUT_COL)
    del page.cells[page.find("Số liệu\nkỳ này")]
    entries, findings = read(book)
    assert wrong(book) == []
    assert entries[DOSSIERS].state is State.TEXT
    assert {finding.code for finding in findings} == {"STR-013"}
    assert len(findings) == 1


def test_narratives_shifted_by_a_column_are_held() -> None:
    book = sent(ROUND, UNIT)
    page = book.page("Đánh giá")
    for row, col in [spot for spot, value in page.cells.items() if str(value).startswith("Ý kiến")]:
        page.cells[row, col + 1] = page.cells.pop((row, col))
    entries, findings = read(book)
    assert {e.state for key, e in entries.items() if key in FILLED and key.block == "tasks"} == {State.TEXT}
    assert {finding.code for finding in findings} == {"STR-013"}


@pytest.mark.parametrize("gone", [("A",), ("A", "code row"), ("code row",)])
def test_without_codes_labels_and_headings_tell(gone: tuple[str, ...]) -> None:
    book = sent(ROUND, UNIT)
    for name in SHEETS:
        page = book.page(name)
        if "code row" in gone:
            for row in sorted(page.hidden_rows, reverse=True):
                page.delete_row(row)
        if "A" in gone:
            page.delete_column(0)
    assert recovered(book) <= {"STR-002", "STR-011"}


@pytest.mark.parametrize("down, right", [(3, 0), (0, 4), (7, 2)])
def test_pasted_as_values_elsewhere_into_a_fresh_workbook(down: int, right: int) -> None:
    book = sent(ROUND, UNIT)
    for page in book.pages:
        page.move(lambda row: row + down, lambda col: col + right)
        page.formulas, page.hidden_rows, page.hidden_columns = {}, set(), set()
    assert recovered(book) == set()


def test_two_sheets_below_one_another_and_beside_one_another() -> None:
    for beside in (False, True):
        book = sent(ROUND, UNIT)
        page, other = book.page("Số liệu"), book.page("Hồ sơ")
        down, right = (0, page.last[1] + 3) if beside else (page.last[0] + 2, 0)
        for (row, col), value in other.cells.items():
            page.cells[row + down, col + right] = value
        page.formulas |= {(row + down, col + right): text for (row, col), text in other.formulas.items()}
        book.pages.remove(other)
        assert recovered(book) == set()


def test_a_sheet_split_off_is_absent_as_a_value() -> None:
    book = sent(ROUND, UNIT)
    book.pages.remove(book.page("Đánh giá"))
    content = read_content(book.raw(), ROUND, UNIT)
    assert content.absent == ((FORM, "difficulties"), (FORM, "tasks"))
    (finding,) = content.findings
    assert finding.code == "STR-001"
    assert [place.block for place in (finding.place, *finding.related)] == ["difficulties", "tasks"]


def test_a_filled_copy_counts_beside_the_blank_original() -> None:
    for blank in ("Số liệu", "Số liệu (2)"):
        book = sent(ROUND, UNIT)
        book.copy("Số liệu", "Số liệu (2)")
        page = book.page(blank)
        for slot in LAYOUT.slots:
            if slot.sheet == "Số liệu":
                page.cells.pop((slot.row, slot.col), None)
        assert recovered(book) == {"STR-031"}


def test_headings_and_labels_in_english_or_reworded_are_read_by_code() -> None:
    book = sent(ROUND, UNIT)
    page = book.page("Số liệu")
    page.cells[page.find("Tổng số hồ sơ tiếp nhận")] = "Dossiers received"
    assert recovered(book) == set()
    page.cells[page.find("Hồ sơ trực tuyến")] = "Hồ sơ trực tuyến:"
    assert recovered(book) == {"STR-015"}
    page.cells[page.find("tấm")] = "tấm, cuộn"
    page.cells[page.find("Băng rôn")] = "Số lượt người xem"
    _, findings = read(book)
    assert recovered(book) == {"STR-015", "STR-016"}
    (far,) = [finding for finding in findings if finding.code == "STR-016"]
    assert far.severity is Severity.WARNING
    assert "Số lượt người xem" in far.message.vi and "tấm, cuộn" in far.message.vi


def test_a_reworded_label_without_its_code_is_read_with_a_margin_only() -> None:
    book = sent(ROUND, UNIT)
    page = book.page("Số liệu")
    row, col = page.find("Tổng số hồ sơ tiếp nhận")
    del page.cells[row, 0]
    page.cells[row, col] = "Tổng số các hồ sơ tiếp nhận"
    assert recovered(book) == {"STR-019"}
    page.cells[row, col] = "Hồ sơ"
    entries, findings = read(book)
    assert entries[DOSSIERS].state is State.BLANK
    assert "STR-003" in {finding.code for finding in findings}


def test_a_row_moved_to_another_sheet_with_its_code_is_read_there() -> None:
    book = sent(ROUND, UNIT)
    page, other = book.page("Số liệu"), book.page("Hồ sơ")
    row, _ = page.find("dossier_received")
    last = other.last[0] + 3
    for line, col in [spot for spot in page.cells if spot[0] == row]:
        other.cells[last, col + 2] = page.cells.pop((line, col))
    entries, _ = read(book)
    assert entries[DOSSIERS].value == expected(ROUND, UNIT, DOSSIERS, FILLED[DOSSIERS])
    assert (entries[DOSSIERS].sheet, entries[DOSSIERS].cell) == ("Hồ sơ", f"G{last + 1}")
    assert "STR-018" in recovered(book)


def test_a_sheet_turned_over_is_named_and_not_read() -> None:
    book = sent(ROUND, UNIT)
    page = book.page("Số liệu")
    page.cells = {(col, row): value for (row, col), value in page.cells.items()}
    page.formulas, page.merged = {}, []
    entries, findings = read(book)
    assert {e.state for key, e in entries.items() if key.block in ("figures", "spending")} == {State.BLANK}
    assert wrong(book) == []
    assert "STR-017" in {finding.code for finding in findings}


def test_the_heading_of_the_input_and_the_measures_disagree() -> None:
    """Only the data rows were pushed to the right: the heading stands over the measures now."""
    book = sent(ROUND, UNIT)
    page = book.page("Số liệu")
    area = LAYOUT.area(FORM, "figures")
    page.shift_right(area.first_row + 1, 3)
    assert wrong(book) == []


def test_cells_merged_over_two_inputs_are_nobodys() -> None:
    book = sent(ROUND, UNIT)
    page = book.page("Số liệu")
    row = LAYOUT.slot(DOSSIERS).row
    del page.cells[row + 1, INPUT_COL]
    page.merged.append(Area(row, INPUT_COL, row + 1, INPUT_COL))
    entries, findings = read(book)
    assert {f.code for f in findings} == {"STR-022"}
    assert {entries[Key(FORM, "figures", code)].state for code in ("dossier_received", "dossier_online")} == {
        State.TEXT
    }
    page.cells[row + 1, INPUT_COL] = 5.0
    assert {f.code for f in read(book)[1]} == {"STR-022", "STR-023"} or {f.code for f in read(book)[1]} == {
        "STR-023"
    }


def test_lines_after_a_gap_count_and_are_named_while_notes_and_sums_do_not() -> None:
    book = sent(ROUND, UNIT)
    page = book.page("Văn bản")
    area = LAYOUT.area(FORM, "documents")
    page.insert_rows(area.last_row + 1, 6)
    first = area.last_row + 1
    page.cells |= {
        (first + 2, 2): "Kế hoạch",
        (first + 2, 3): "88/KH",
        (first + 4, 2): "Ghi chú: số liệu tạm tính",
    }
    page.cells[first + 5, 2] = "Tổng cộng: 3"
    entries, findings = read(book)
    numbers = [entry.value for key, entry in entries.items() if key.field == "number" and entry.value]
    assert numbers[2:] == ["88/KH"]
    assert {finding.code for finding in findings} == {"STR-020", "STR-032"}


_Change = tuple[str, str, int, int]


@st.composite
def _changes(draw: st.DrawFn) -> list[_Change]:
    kinds = st.sampled_from([
        "insert row", "insert column", "delete row", "delete column", "swap rows", "shift right", "own row",
        "code column", "code row", "heading", "label", "rename", "copy", "paste",
    ])  # fmt: skip
    one = st.tuples(kinds, st.sampled_from(SHEETS), st.integers(0, 30), st.integers(0, 8))
    return draw(st.lists(one, min_size=1, max_size=2))


def _apply(book: Book, change: _Change) -> None:
    kind, name, row, col = change
    page = next((page for page in book.pages if page.name == name), book.pages[1])
    row = min(row, page.last[0])
    match kind:
        case "insert row":
            page.insert_rows(row)
        case "insert column":
            page.insert_columns(col)
        case "delete row":
            page.delete_row(row)
        case "delete column":
            page.delete_column(col)
        case "swap rows":
            other = (row + col + 1) % (page.last[0] + 1)
            page.move(rows=lambda at: {row: other, other: row}.get(at, at))
        case "own row" if name in ("Số liệu", "Hồ sơ"):
            page.insert_rows(row)
            page.cells |= {(row, 2): "Chỉ tiêu riêng của xã", (row, 4): 77.0}
        case "code column":
            page.cells = {spot: v for spot, v in page.cells.items() if spot[1] or v is None}
        case "code row":
            page.cells = {spot: v for spot, v in page.cells.items() if spot[0] not in page.hidden_rows}
        case "heading":
            page.cells.pop((LAYOUT.areas[0].head_row, col), None)
        case "label" if name in ("Số liệu", "Hồ sơ"):
            page.cells[row, 2] = "Nội dung khác"
        case "rename":
            page.name = f"Trang {row} {page.name}"
        case "copy":
            book.copy(page.name, f"{page.name} ({row})")
        case "paste":
            page.move(lambda at: at + row, lambda at: at + col)
        case _:
            page.shift_right(row, col)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(changes=_changes())
def test_two_changes_at_once_never_make_a_silent_mistake(changes: list[_Change]) -> None:
    book = sent(ROUND, UNIT)
    for change in changes:
        _apply(book, change)
    assert wrong(book, any(kind.startswith("delete") for kind, *_ in changes)) == [], changes
