"""Binary workbooks made by hand, record by record: what each record says besides values."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.files.model import Area, Mark
from toolkit.files.read_workbook import read_workbook
from toolkit.files.read_workbook_cells import SheetFacts
from toolkit.files.read_workbook_xlsb import facts_of_xlsb, records

RELS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="{}"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/></Relationships>"""
BROKEN = (ValueError, LookupError, struct.error)


def record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, rest = b"", len(content)
    while rest > 127:
        length, rest = length + bytes([rest & 0x7F | 0x80]), rest >> 7
    return head + length + bytes([rest]) + content


def text(letters: str) -> bytes:
    return struct.pack("<I", len(letters)) + letters.encode("utf-16-le")


def row(number: int, height: int = 300, flags: int = 0) -> bytes:
    return record(0, struct.pack("<IIHBB", number, 0, height, 0, flags) + bytes(13))


def cell(kind: int, col: int, content: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", col, style) + content)


def real(col: int, value: float = 5.0, style: int = 0) -> bytes:
    return cell(5, col, struct.pack("<d", value), style)


def formula(col: int, value: float) -> bytes:
    return cell(9, col, struct.pack("<dHI", value, 0, 0))


def package(*data: bytes, before: bytes = b"", after: bytes = b"", calculation: int = 0) -> bytes:
    """A workbook of one sheet; cell formats 0 general, 1 built-in percent, 2 and 3 of their own."""
    calc = record(157, struct.pack("<IIIdIH", 0, 1, 100, 0.001, 1, calculation))
    book = (
        record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Số liệu"))
        + record(144) + calc + record(132)
    )  # fmt: skip
    formats = record(44, struct.pack("<H", 164) + text("0.0%")) + record(
        44, struct.pack("<H", 165) + text('0"%"')
    )
    used = b"".join(record(47, struct.pack("<HH12x", 0, ident)) for ident in (0, 9, 164, 165))
    styles = (
        record(278) + record(615, struct.pack("<I", 2)) + formats + record(616) + record(626) + record(47, bytes(16))
        + record(627) + record(617, struct.pack("<I", 4)) + used + record(618) + record(279)
    )  # fmt: skip
    sheet = (
        record(129) + record(148, struct.pack("<IIII", 0, 9, 0, 9)) + before + record(145) + b"".join(data) + record(146)
        + after + record(130)
    )  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("_rels/.rels", RELS.format("rId1", "officeDocument", "xl/workbook.bin"))
        made.writestr("xl/_rels/workbook.bin.rels", RELS.format("rId1", "worksheet", "worksheets/sheet1.bin"))
        made.writestr("xl/workbook.bin", book)
        made.writestr("xl/styles.bin", styles)
        made.writestr("xl/worksheets/sheet1.bin", sheet)
    return out.getvalue()


def facts(*data: bytes, before: bytes = b"", after: bytes = b"", calculation: int = 0) -> SheetFacts:
    made = package(*data, before=before, after=after, calculation=calculation)
    return facts_of_xlsb(zipfile.ZipFile(io.BytesIO(made))).sheets["Số liệu"]


def test_error_cells_and_formulas_are_seen() -> None:
    computed = cell(11, 2, b"\x17" + struct.pack("<HI", 0, 0))
    said = facts(row(4), cell(3, 1, b"\x2a"), computed, formula(3, 0.0), real(4))
    assert said.errors == {(4, 1): "#N/A", (4, 2): "#REF!"}
    assert said.formulas == {(4, 2): "", (4, 3): ""}
    assert said.uncalculated == set()
    assert (said.bottom, said.right) == (4, 4)


def test_what_the_workbook_says_of_calculating_holds_for_its_formulas() -> None:
    cells = (row(0), formula(0, 0.0), formula(1, 7.0), real(2, 0.0))
    assert facts(*cells, calculation=0x01).uncalculated == {(0, 0)}
    assert facts(*cells, calculation=0x10).uncalculated == {(0, 0), (0, 1)}


def test_percent_formats_hidden_rows_and_merges_are_seen() -> None:
    columns = record(60, struct.pack("<IIIIH", 1, 1, 2304, 0, 1)) + record(
        60, struct.pack("<IIIIH", 3, 16383, 0, 0, 0)
    )
    merge = record(176, struct.pack("<IIII", 1, 2, 3, 4))
    cells = [
        row(0, flags=0x10),
        *(real(col, style=col) for col in range(4)),
        row(1, height=0),
        real(0),
        row(2),
        real(0),
    ]
    said = facts(*cells, before=columns, after=merge)
    assert said.percents == {(0, 1), (0, 2)}
    assert (said.hidden_rows, said.hidden_columns) == ({0, 1}, {1, 3})
    assert said.merged == [Area(1, 3, 2, 4)]


def test_a_cell_stated_twice_has_no_value() -> None:
    assert facts(row(0), real(1), row(0), real(1)).errors == {(0, 1): Mark.TWICE}


def test_the_reader_s_values_and_these_facts_are_of_the_same_cells() -> None:
    raw = read_workbook(package(row(4), real(1, 0.5, 1), cell(3, 2, b"\x07"), formula(3, 12.0)))
    sheet = raw.sheet("Số liệu")
    assert sheet is not None
    assert (sheet.at(4, 1), sheet.at(4, 2), sheet.at(4, 3)) == (0.5, None, 12.0)
    assert (raw.percents, raw.errors) == ({("Số liệu", 4, 1)}, {("Số liệu", 4, 2): "#DIV/0!"})


@pytest.mark.parametrize(
    "data",
    [
        (row(0), cell(13, 0, bytes(8))),
        (row(0), cell(62, 0, b"\0" + text("x"))),
        (row(1_048_576), real(0)),
        (row(0), real(16_384)),
        (real(0),),
        (b"\x05\x7f",),
    ],
)
def test_cells_that_cannot_be_followed_are_an_error(data: tuple[bytes, ...]) -> None:
    with pytest.raises(BROKEN):
        facts(*data)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_records_end_with_the_part(part: bytes) -> None:
    try:
        found = list(records(part))
    except BROKEN:
        return
    assert sum(length for _, _, length in found) + 2 * len(found) <= len(part)
