"""Records of .xls files made by hand: what each of them says, and that no file makes the scan do more than it holds."""

import contextlib
import struct
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.files.ole import ole
from toolkit.files.model import Mark
from toolkit.files.read_workbook_biff import facts_of_biff
from toolkit.files.read_workbook_cells import SheetFacts
from toolkit.files.sniff_ole import BROKEN


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def bof(version: int = 0x600, kind: int = 5) -> bytes:
    return record(0x809, struct.pack("<HH12x", version, kind))


def number(row: int, col: int, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, col, style, 5.0))


def formula(row: int, col: int, result: bytes, flags: int = 0, style: int = 0) -> bytes:
    return record(0x06, struct.pack("<HHH8sHIH", row, col, style, result, flags, 0, 0))


EOF = record(0x0A)
TEXT, EMPTY, TRUE = b"\0\0\0\0\0\0\xff\xff", b"\3\0\0\0\0\0\xff\xff", b"\1\0\1\0\0\0\xff\xff"
REF = b"\2\0\x17\0\0\0\xff\xff"
ZERO, FIVE = bytes(8), struct.pack("<d", 5.0)


def book(*sheet: bytes, globals_: bytes = b"", name: str = "Số liệu", biff5: bool = False) -> bytes:
    """A compound file with one sheet of these records; formats 0 general, 1 built-in percent, 2 and 3 of their own."""
    formats = b"".join(record(0xE0, struct.pack("<HH16x", 0, ident)) for ident in (0, 9, 164, 165))
    if biff5:
        titles = bytes([len(name)]) + name.encode("cp1252")
        codes = [
            struct.pack("<HB", ident, len(code)) + code for ident, code in ((164, b"0.0%"), (165, b'0"%"'))
        ]
    else:
        titles = bytes([len(name), 1]) + name.encode("utf-16-le")
        codes = [
            struct.pack("<HHB", ident, len(code), 0) + code
            for ident, code in ((164, b"0.0%"), (165, b'0"%"'))
        ]
    version = 0x500 if biff5 else 0x600
    head = bof(version) + record(0x42, struct.pack("<H", 1252 if biff5 else 1200)) + globals_
    head += b"".join(record(0x41E, code) for code in codes) + formats
    start = len(head) + 4 + 6 + len(titles) + len(EOF)
    head += record(0x85, struct.pack("<IBB", start, 0, 0) + titles) + EOF
    stream = head + bof(version, 0x10) + b"".join(sheet) + EOF
    return ole({"Book" if biff5 else "Workbook": stream})


def facts(*sheet: bytes) -> SheetFacts:
    return facts_of_biff(book(*sheet)).sheets["Số liệu"]


def test_error_cells_are_seen_typed_or_computed() -> None:
    typed = record(0x205, struct.pack("<HHHBB", 1, 2, 0, 0x2A, 1))
    truth = record(0x205, struct.pack("<HHHBB", 1, 3, 0, 1, 0))
    assert facts(typed, truth, formula(2, 0, REF)).errors == {(1, 2): "#N/A", (2, 0): "#REF!"}


def test_a_formula_without_a_result_that_can_be_trusted_is_uncalculated() -> None:
    text = record(0x207, b"\1\0\0x")
    cells = [
        formula(0, 0, FIVE), formula(0, 1, ZERO), formula(0, 2, ZERO, flags=3), formula(0, 3, FIVE, flags=3),
        formula(0, 4, TEXT), text, formula(0, 5, TEXT), formula(0, 6, EMPTY), formula(0, 7, TRUE),
    ]  # fmt: skip
    said = facts(*cells)
    assert said.uncalculated == {(0, 2), (0, 5)}
    assert said.formulas == {(0, col): "" for col in range(8)}
    assert facts(formula(0, 0, TEXT)).uncalculated == {(0, 0)}
    assert facts(record(0x5E, b"\0\0"), formula(0, 0, FIVE), formula(1, 0, REF)).uncalculated == {(0, 0)}


@pytest.mark.parametrize("biff5", [False, True])
def test_percent_formats_and_names_are_known_in_both_versions(biff5: bool) -> None:
    several = record(0xBD, struct.pack("<HHHIHIH", 3, 1, 1, 0, 2, 0, 2))
    data = book(*(number(0, style, style) for style in range(4)), several, name="Bieu", biff5=biff5)
    assert facts_of_biff(data).sheets["Bieu"].percents == {(0, 1), (0, 2), (3, 1), (3, 2)}


def test_hidden_rows_and_columns_are_those_with_content_before_them() -> None:
    rows = [record(0x208, struct.pack("<HHHHIHH", row, 0, 3, height, 0, flags, 0))
            for row, height, flags in ((1, 300, 0x120), (2, 0, 0x100), (3, 300, 0x100), (9, 300, 0x120))]  # fmt: skip
    columns = record(0x7D, struct.pack("<HHHHHH", 1, 2, 2304, 0, 1, 0)) + record(
        0x7D, struct.pack("<HHHHHH", 4, 256, 2304, 0, 1, 0)
    )
    said = facts(columns, *rows, number(5, 5))
    assert (said.hidden_rows, said.hidden_columns) == ({1, 2}, {1, 2, 4, 5})
    assert (said.bottom, said.right) == (5, 5)


def test_a_cell_stated_twice_has_no_value() -> None:
    assert facts(number(1, 1), number(1, 1), number(1, 2)).errors == {(1, 1): Mark.TWICE}


def test_a_chart_in_the_sheet_is_no_cell() -> None:
    said = facts(number(0, 0), bof(kind=0x20), number(9, 9), EOF, number(1, 0))
    assert (said.bottom, said.right, said.errors) == (1, 0, {})


def test_blanks_are_no_content() -> None:
    blanks = record(0x201, struct.pack("<HHH", 900, 9, 1)) * 50
    assert facts(blanks, number(0, 0)).bottom == 0


@pytest.mark.parametrize(
    "data",
    [
        book(record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0))),
        book(number(0, 0))[:3000],
        ole({"Workbook": bof() + record(0x85, struct.pack("<IBB", 0xFFFF, 0, 0) + b"\1\0A") + EOF}),
        ole({"Workbook": bof() + record(0x85, struct.pack("<IBB", 1, 0, 0) + b"\1\0A") + EOF}),
        ole({"Other": b""}),
    ],
)
def test_records_that_cannot_be_followed_are_an_error(data: bytes) -> None:
    with pytest.raises(BROKEN):
        facts_of_biff(data)


def test_a_chain_of_sectors_that_closes_upon_itself_ends() -> None:
    data = bytearray(book(*(number(row, 0) for row in range(600))))
    table = 512 + 512 * struct.unpack_from("<I", data, 76)[0]
    for at in range(table, table + 80, 4):
        struct.pack_into("<I", data, at, 0)
    with pytest.raises(BROKEN):
        facts_of_biff(bytes(data))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_damage_ends_in_facts_or_a_known_error(data: st.DataObject) -> None:
    whole = bytearray(book(*(number(row, 1, 1) for row in range(20)), formula(30, 0, TEXT)))
    for _ in range(4):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(BROKEN):
        assert isinstance(facts_of_biff(bytes(whole)).sheets, dict)


def test_the_saving_date_is_the_property_set_s_in_utc() -> None:
    moment = datetime(2024, 6, 17, 8, 30, tzinfo=UTC)
    ticks = int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    properties = struct.pack("<II II I Q", 28, 1, 13, 16, 64, ticks)
    form = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    head = struct.pack("<HHI16xI16sI", 0xFFFE, 0, 2, 1, form, 48)
    book_of_nothing = bof() + EOF
    assert facts_of_biff(ole({"Workbook": book_of_nothing})).modified is None
    dated = ole({"Workbook": book_of_nothing, "\x05SummaryInformation": head + properties})
    assert facts_of_biff(dated).modified == moment
