"""Bytes to cells: every address kept, errors seen, and anything else refused by what it is."""

import csv
import io
import random
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import NamedStyle

from toolkit.errors import TonghopError
from toolkit.files.guard import GuardedExecutor
from toolkit.files.model import RawWorkbook
from toolkit.files.read_workbook import UnreadableError, read_workbook
from toolkit.files.read_workbook_cells import SheetFacts, Told, scan_any
from toolkit.files.read_workbook_plain import scan_sheet

SHEET = "xl/worksheets/sheet1.xml"
FAR = "".join(f'<row r="{cell[3:]}"><c r="{cell}"><v>1</v></c></row>' for cell in ("XFD1", "XFD1048576"))
ROWS = '<row r="2"><c r="B2" t="e"><v>#REF!</v></c><c r="C2"><f>1+1</f></c><c r="D2" s="0"><v>4</v></c></row>'


def made() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Số liệu"
    sheet["C4"], sheet["D5"], sheet["E6"] = 12, "trên 50", date(2024, 6, 14)
    sheet["F7"], sheet["G8"] = 0.985, "=1+1"
    sheet["F7"].style = NamedStyle("percent", number_format="0.0%")
    sheet["F8"], sheet["F8"].number_format = 98, '0"%"'
    sheet.merge_cells("H1:I2")
    book.create_sheet("ẩn").sheet_state = "veryHidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MADE = made()


def rewrite(part: str, text: str) -> bytes:
    """The workbook with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(MADE)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, text if info.filename == part else old.read(info))
    return out.getvalue()


def sheet_xml(rows: str, head: str = "") -> str:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<worksheet {space}><sheetData>{rows}</sheetData></worksheet>'


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_workbook(data)
    return caught.value.key


def test_cells_stand_at_their_own_addresses() -> None:
    raw = read_workbook(MADE)
    sheet = raw.sheet("Số liệu")
    assert sheet is not None
    assert (sheet.at(3, 2), sheet.at(4, 3), sheet.at(5, 4)) == (12, "trên 50", date(2024, 6, 14))
    assert (sheet.at(0, 0), sheet.at(99, 99)) == (None, None)
    assert [(one.name, one.state) for one in raw.sheets] == [("Số liệu", "visible"), ("ẩn", "very_hidden")]
    assert [(area.top, area.left, area.bottom, area.right) for area in sheet.merged] == [(0, 7, 1, 8)]


def test_a_sheet_in_utf_16_is_read_and_not_taken_for_an_empty_one() -> None:
    text = sheet_xml('<row r="2"><c r="B2"><v>7</v></c></row>').replace("UTF-8", "UTF-16")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(MADE)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            wide = info.filename == "xl/worksheets/sheet1.xml"
            new.writestr(info.filename, text.encode("utf-16") if wide else old.read(info))
    assert read_workbook(out.getvalue()).sheets[0].at(1, 1) == 7


def test_what_calamine_hides_is_found() -> None:
    raw = read_workbook(MADE)
    assert raw.uncalculated == {("Số liệu", 7, 6)}
    assert raw.percents == {("Số liệu", 6, 5)}
    saved = '<x xmlns:d="d"><d:modified>2024-06-17T15:30:00+07:00</d:modified></x>'
    assert read_workbook(rewrite("docProps/core.xml", saved)).modified == datetime(
        2024, 6, 17, 8, 30, tzinfo=UTC
    )
    changed = read_workbook(rewrite(SHEET, sheet_xml(ROWS)))
    assert changed.errors == {("Số liệu", 1, 1): "#REF!"}
    assert changed.uncalculated == {("Số liệu", 1, 2)}


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "FIL-001"),
        (b"%PDF-1.7\n...", "FIL-003"),
        (MADE[: len(MADE) // 2], "FIL-029"),
        (b"\x01\x02\x03\x04\x00", "FIL-012"),
        (rewrite(SHEET, sheet_xml("", '<!DOCTYPE x [<!ENTITY a "b">]>')), "FIL-012"),
        (rewrite(SHEET, sheet_xml(FAR)), "FIL-013"),
        (rewrite("xl/styles.xml", "<x>" + " " * 60_000_000 + "</x>"), "FIL-011"),
    ],
)  # fmt: skip
def test_what_is_not_a_workbook_is_refused_by_what_it_is(data: bytes, key: str) -> None:
    assert refusal(data) == key


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml"]),
)
def test_no_bytes_raise_anything_else(data: bytes, start: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_workbook(start + data)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_damaged_byte_never_raises_anything_else(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(MADE) - 1))
    damaged = MADE[:at] + bytes([data.draw(st.integers(0, 255))]) + MADE[at + 1 :]
    try:
        assert isinstance(read_workbook(damaged), RawWorkbook)
    except UnreadableError as error:
        assert error.key.startswith("FIL-")


CELL = st.tuples(
    st.integers(0, 5),
    st.sampled_from(["", ' t="e"', ' t="str"', ' t="inlineStr"', ' s="1"', ' s="2" t="e"']),
    st.sampled_from(
        ["", "<v>1</v>", "<v></v>", "<f>A1</f>", "<f/>", "<f>A1</f><v>2</v>", "<f>A1</f><v/>", "<v>#N/A</v>",
         "<is><t>x</t></is>"]
    ),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, max_size=4), max_size=4))
def test_the_quick_scan_and_the_parser_agree(rows: list[list[tuple[int, str, str]]]) -> None:
    text = "".join(
        f'<row r="{at}">{"".join(_cell(at, *cell) for cell in row)}</row>'
        for at, row in enumerate(rows, start=1)
    )
    data, told = sheet_xml(text).encode(), Told(frozenset("1"), "never")
    assert quick(data, told) == replace(scan_any(data, told), numbers={})


def quick(data: bytes, told: Told) -> SheetFacts:
    """The quick scan, which has nothing to hold calamine to."""
    return replace(scan_sheet(data, told), numbers={})


def _cell(row: int, col: int, attributes: str, inside: str) -> str:
    end = f">{inside}</c>" if inside or col % 2 else "/>"
    return f'<c r="{"ABCDEF"[col]}{row}"{attributes}{end}'


@pytest.mark.slow
def test_a_sample_of_found_workbooks_all_end_in_cells_or_a_reason(shared: Path) -> None:
    with (shared / "corpus" / "index.csv").open(encoding="utf-8") as file:
        names = [row["file"] for row in csv.DictReader(file)]
    sample = random.Random(7).sample(names, 60)
    with GuardedExecutor(workers=2, seconds=10, megabytes=512) as guard:
        futures = [guard.submit(read_workbook, (shared / "corpus" / name).read_bytes()) for name in sample]
        for future in futures:
            try:
                assert isinstance(future.result(), RawWorkbook)
            except TonghopError as error:
                assert error.key.startswith("FIL-")
