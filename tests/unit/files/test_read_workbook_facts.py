"""What an .xlsx says besides values, and that calamine is never believed against it."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH

from tests.unit.files.test_read_workbook import MADE, SHEET, refusal, rewrite, sheet_xml
from toolkit.files import read_workbook_plain
from toolkit.files.model import Mark, RawSheet, RawWorkbook
from toolkit.files.read_workbook import read_workbook
from toolkit.files.read_workbook_cells import Told, scan_any
from toolkit.files.read_workbook_plain import scan_plain
from toolkit.files.read_workbook_xml import percent_styles, shows_percent

NAME = "Số liệu"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def of(rows: str) -> RawWorkbook:
    return read_workbook(rewrite(SHEET, sheet_xml(rows)))


def first(raw: RawWorkbook) -> RawSheet:
    return raw.sheets[0]


def repacked(change: dict[str, bytes], *, drop: str = "") -> bytes:
    """The workbook with parts changed or added, and one left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(MADE)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename not in change and info.filename != drop:
                new.writestr(info.filename, old.read(info))
        for name, data in change.items():
            new.writestr(name, data)
    return out.getvalue()


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(MADE)) as package:
        return package.read(name)


def test_formulas_come_with_their_texts() -> None:
    raw = of(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1&amp;"Đ"</f><v>4</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>6</v></c><c r="B2"><f>SUM(A1:A2)</f><v>10</v></c></row>'
    )
    assert raw.formulas == {(NAME, 0, 0): '=B1&"Đ"', (NAME, 1, 0): "", (NAME, 1, 1): "=SUM(A1:A2)"}
    assert raw.uncalculated == frozenset()
    assert first(raw).at(1, 1) == 10


@pytest.mark.parametrize(
    ("setting", "cell", "trusted"),
    [
        ("", '<c r="A1"><f>1-1</f><v>0</v></c>', True),
        ('<calcPr fullCalcOnLoad="1"/>', '<c r="A1"><f>1-1</f><v>0</v></c>', False),
        ('<calcPr fullCalcOnLoad="true"/>', '<c r="A1"><f>1-1</f><v>-0.0</v></c>', False),
        ('<calcPr fullCalcOnLoad="1"/>', '<c r="A1"><f>1+1</f><v>2</v></c>', True),
        ('<calcPr fullCalcOnLoad="1"/>', '<c r="A1" t="b"><f>1&gt;2</f><v>0</v></c>', True),
        ('<calcPr fullCalcOnLoad="1"/>', '<c r="A1"><v>0</v></c>', True),
        ('<calcPr fullCalcOnLoad="0"/>', '<c r="A1"><f>1-1</f><v>0</v></c>', True),
        ('<calcPr calcMode="manual" calcCompleted="0"/>', '<c r="A1"><f>1+1</f><v>2</v></c>', False),
        ("", '<c r="A1"><f>1+1</f></c>', False),
        ("", '<c r="A1"><f>1+1</f><v></v></c>', False),
        ("", '<c r="A1" t="str"><f>""</f><v></v></c>', True),
    ],
)
def test_a_result_nobody_calculated_is_told_from_a_real_one(setting: str, cell: str, trusted: bool) -> None:
    book = part("xl/workbook.xml").decode()
    start = book.index("<calcPr")
    book = book[:start] + setting + book[book.index("/>", start) + 2 :]
    data = repacked({"xl/workbook.xml": book.encode(), SHEET: sheet_xml(f'<row r="1">{cell}</row>').encode()})
    assert (read_workbook(data).uncalculated == frozenset()) is trusted


def test_rows_and_columns_that_nobody_sees() -> None:
    rows = "".join(
        f'<row r="{at}" {said}><c r="A{at}"><v>1</v></c><c r="F{at}"><v>2</v></c></row>'
        for at, said in enumerate(
            ('hidden="1"', "", 'ht="0" customHeight="1"', 'ht="20.5"', 'hidden="false"', 'collapsed="1"'), 1
        )
    )
    cols = '<col min="2" max="3" hidden="1"/><col min="4" max="4" width="0"/><col min="5" max="16384" width="9"/>'
    data = sheet_xml(rows).replace("<sheetData>", f"<cols>{cols}</cols><sheetData>")
    sheet = first(read_workbook(rewrite(SHEET, data)))
    assert sheet.hidden_rows == {0, 2}
    assert sheet.hidden_columns == {1, 2, 3}


def test_hidden_columns_end_where_the_content_ends() -> None:
    data = sheet_xml('<row r="1"><c r="C1"><v>1</v></c></row>')
    data = data.replace("<sheetData>", '<cols><col min="2" max="16384" hidden="1"/></cols><sheetData>')
    assert first(read_workbook(rewrite(SHEET, data))).hidden_columns == {1, 2}


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c></row><row r="2"/><row r="1"><c r="B1"><v>2</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c></row><row r="2"><c r="b1"><v>2</v></c></row>',
    ],
)
def test_a_cell_stated_twice_is_an_error(rows: str) -> None:
    assert of(rows).errors == {(NAME, 0, 1): Mark.TWICE}


@pytest.mark.parametrize("value", ["NaN", "nan", "1e400", "-inf", "Infinity"])
def test_what_is_no_number_is_an_error(value: str) -> None:
    raw = of(f'<row r="1"><c r="A1"><v>{value}</v></c><c r="B1"><v>5</v></c></row>')
    assert raw.errors == {(NAME, 0, 0): Mark.NO_NUMBER}
    assert (first(raw).at(0, 0), first(raw).at(0, 1)) == (None, 5)


@pytest.mark.parametrize("text", ["1,5", "1.292.000", "1_000", "0x10"])
def test_a_number_in_another_notation_stays_a_text(text: str) -> None:
    raw = of(f'<row r="1"><c r="A1"><v>{text}</v></c></row>')
    assert (first(raw).at(0, 0), dict(raw.errors)) == (text, {})


@pytest.mark.parametrize(
    "cell",
    [
        "<v>1<!-- x -->2</v>", "<v>1<?x y?>2</v>", "<v><![CDATA[12]]></v>", "<v>&#49;2</v>", "<v>3</v><v>4</v>",
        "<v>3</v><f>1+2</f>",
    ],
)  # fmt: skip
def test_what_calamine_reads_otherwise_than_a_parser_is_flagged(cell: str) -> None:
    raw = of(f'<row r="1"><c r="A1">{cell}</c><c r="B1"><v>5</v></c></row>')
    assert raw.errors == {(NAME, 0, 0): Mark.MISREAD}
    assert first(raw).at(0, 1) == 5


def test_a_value_under_the_wrong_type_is_not_lost_in_silence() -> None:
    assert of('<row r="1"><c r="A1" t="inlineStr"><v>5</v></c></row>').errors == {(NAME, 0, 0): Mark.MISREAD}


def test_cells_and_rows_without_address_follow_the_one_before() -> None:
    raw = of(
        '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row r="5"><c><v>3</v></c><c r="D5"><v>4</v></c>'
        "<c><f>1+1</f></c></row><row><c><v>6</v></c></row>"
    )
    assert [first(raw).at(*at) for at in ((0, 0), (4, 0), (4, 3), (5, 0))] == [1, 3, 4, 6]
    assert set(raw.errors) == {(NAME, 0, 1)}
    assert raw.uncalculated == {(NAME, 4, 4)}


def test_rows_out_of_order_stand_where_they_say() -> None:
    raw = of(
        '<row r="2"><c r="B2"><v>4</v></c><c r="A2"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    )
    assert first(raw).rows == ((1,), (3, 4))


@pytest.mark.parametrize(
    "rows",
    ['<row r="1"><c r="$A$1"><v>1</v></c></row>', '<row r="0"><c r="A0"><v>1</v></c></row>',
     '<row r="1"><c r="ZZZ1"><v>1</v></c></row>', '<row r="x"><c><v>1</v></c></row>',
     "</sheetData><sheetData><row><c><v>1</v></c></row>"],
)  # fmt: skip
def test_addresses_that_are_none_are_refused(rows: str) -> None:
    assert refusal(rewrite(SHEET, sheet_xml(rows))) == "FIL-010"


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252", "utf-8"])
def test_a_sheet_in_another_encoding_is_read(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><worksheet xmlns="{MAIN}"><sheetData><row r="1">'
    text += '<c r="A1" t="str"><v>é×</v></c><c r="B1"><v>7</v></c></row></sheetData></worksheet>'
    raw = read_workbook(repacked({SHEET: text.encode(encoding)}))
    assert (first(raw).at(0, 0), first(raw).at(0, 1)) == ("é×", 7)


def test_sheets_of_other_kinds_do_not_hinder_and_are_not_read() -> None:
    book, rels = part("xl/workbook.xml").decode(), part("xl/_rels/workbook.xml.rels").decode()
    book = book.replace("</sheets>", '<sheet name="Macro" sheetId="9" r:id="rId99"/></sheets>')
    if "xmlns:r=" not in book:
        book = book.replace(
            "r:id", 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id'
        )
    raw = read_workbook(
        repacked({"xl/workbook.xml": book.encode(), "xl/_rels/workbook.xml.rels": rels.encode()})
    )
    plain = read_workbook(MADE)
    assert raw.sheets == plain.sheets
    assert raw.percents == plain.percents


def test_two_sheets_of_one_name_are_refused() -> None:
    book = (
        part("xl/workbook.xml")
        .decode()
        .replace('name="ẩn"', f'name="{NAME}"')
        .replace('name="&#7849;n"', f'name="{NAME}"')
    )
    assert refusal(repacked({"xl/workbook.xml": book.encode()})) == "FIL-010"


@pytest.mark.parametrize("name", ["xl/styles.xml", "xl/workbook.xml", SHEET, "docProps/core.xml"])
def test_entities_are_never_expanded(name: str) -> None:
    data = part(name)
    start = data.index(b"?>") + 2 if data.startswith(b"<?xml") else 0
    bomb = b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'
    changed = repacked({name: data[:start] + bomb + data[start:]})
    assert refusal(changed) == "FIL-012"


def test_1904_dates_and_backslashes() -> None:
    book = Workbook()
    book.epoch = MAC_EPOCH
    sheet = book.active
    assert sheet is not None
    sheet["B2"] = date(2024, 6, 14)
    out = io.BytesIO()
    book.save(out)
    back = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(back, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename.replace("/", "\\"), old.read(info))
    for data in (out.getvalue(), back.getvalue()):
        assert first(read_workbook(data)).at(1, 1) == date(2024, 6, 14)


FORMATS = st.sampled_from(
    ["0", "0%", '0"%"', "0.0\\%", "#,##0.00%", '[Red]0%;"-"', "General", "0&quot;%&quot;"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(FORMATS, max_size=4), st.lists(st.integers(0, 12), max_size=6))
def test_percent_formats_are_found_alike_in_plain_and_in_any_styles(
    codes: list[str], used: list[int]
) -> None:
    def escaped(code: str) -> str:
        return code if "&quot;" in code else code.replace('"', "&quot;")

    formats = "".join(
        f'<numFmt numFmtId="{9 + at}" formatCode="{escaped(code)}"/>' for at, code in enumerate(codes)
    )
    xfs = "".join(f'<xf numFmtId="{ident}" xfId="0"/>' for ident in used)
    inside = (
        f"<numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs>{xfs}</cellXfs>"
    )
    plain = f'<styleSheet xmlns="{MAIN}">{inside}</styleSheet>'.encode()
    assert percent_styles(plain) == percent_styles(plain.replace(b"<cellXfs>", b"<!-- --><cellXfs>"))


def test_a_percent_sign_in_quotes_is_only_shown() -> None:
    assert shows_percent("9", "") and shows_percent("170", "0.0%") and shows_percent("170", '"khoảng "0%')
    assert (
        not shows_percent("170", '0"%"') and not shows_percent("170", "0\\%") and not shows_percent("1", "")
    )


def test_the_quick_scan_takes_a_huge_sheet_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_workbook_plain, "_SLICE", 50_000)
    rows = "".join(
        f'<row r="{at}"><c r="A{at}" s="1"><v>{at}</v></c><c r="C{at}"><f>A{at}</f></c></row>'
        for at in range(1, 3_001)
    )
    data = sheet_xml(rows).encode()
    assert len(data) > 3 * 50_000
    facts = scan_plain(data, Told(frozenset("1")))
    assert facts is not None
    assert (facts.bottom, facts.right) == (2_999, 2)
    assert len(facts.percents) == len(facts.uncalculated) == len(facts.formulas) == 3_000
    broken = data.replace(b'r="A3000"', b'r="A1500"')
    assert scan_plain(broken, Told()) is None
    assert scan_any(broken, Told()).errors == {(1_499, 0): Mark.TWICE}
