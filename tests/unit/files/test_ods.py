"""OpenDocument content made by hand, with what writers other than today's LibreOffice put into it."""

import io
import zipfile
from datetime import UTC, datetime, time, timedelta
from xml.parsers import expat

import pytest

from toolkit.files.model import Area
from toolkit.files.read_workbook import UnreadableError, read_workbook
from toolkit.files.read_workbook_cells import NotAllowedError, SheetFacts
from toolkit.files.read_workbook_ods import facts_of_ods, plain_formula

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
FLOAT = 'office:value-type="float" office:value='


def content(rows: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {SPACES} xmlns:calcext="urn:c"><office:body>'
        f'<office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )


def packed(text: str, meta: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", "<manifest/>")
        made.writestr("content.xml", text)
        if meta:
            made.writestr("meta.xml", meta)
    return out.getvalue()


def facts(rows: str) -> SheetFacts:
    return facts_of_ods(zipfile.ZipFile(io.BytesIO(packed(content(rows))))).sheets["S"]


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def cell(attributes: str = "", inside: str = "", tag: str = "table-cell") -> str:
    return f"<table:{tag} {attributes}>{inside}</table:{tag}>"


def shown(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def repeated(way: str, number: int) -> str:
    return f' table:number-{way}-repeated="{number}"'


def test_errors_are_seen_in_all_their_spellings() -> None:
    error = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
    said = facts(
        row(
            cell(f'table:formula="of:=1/0" {error}', shown("#DIV/0!")),
            cell(f'table:formula="of:=A" {error}', shown("Lỗi:508")),
            cell(error, shown("#N/A")),
            # Before version 4 an error was a zero with a text.
            cell(f'table:formula="oooc:=[.A1]" {FLOAT}"0"', shown("Err:502")),
            cell(f'table:formula="of:=1" {FLOAT}"1"', shown("1")),
        )
    )
    assert said.errors == {(0, 0): "#DIV/0!", (0, 1): "Lỗi:508", (0, 2): "#N/A", (0, 3): "Err:502"}
    assert said.uncalculated == set()


def test_a_formula_without_a_result_is_uncalculated() -> None:
    note = "<office:annotation><text:p>ghi chú</text:p></office:annotation>"
    said = facts(
        row(
            cell('table:formula="of:=SUM([.B1:.B2])"'),
            cell('table:formula="of:=SUM([.B1:.B2])"', note),
            cell('table:formula="of:=SUM([.B1:.B2])" office:value-type="float"', shown("3")),
            cell('table:formula="of:=&quot;&quot;"', "<text:p/>"),
            cell('table:formula="of:=&quot;a&quot;" office:value-type="string"', note + shown("a")),
        )
    )
    assert said.uncalculated == {(0, 0), (0, 1), (0, 2)}
    assert said.formulas[0, 0] == "=SUM(B1:B2)"


def test_truth_values_and_durations_are_what_they_were() -> None:
    raw = read_workbook(
        packed(
            content(
                row(
                    cell(f'table:formula="of:=TRUE()" {FLOAT}"1"', shown("TRUE")),
                    cell(f'table:formula="of:=1=2" {FLOAT}"0"', shown("SAI")),
                    cell('office:value-type="boolean" office:boolean-value="true"', shown("TRUE")),
                    cell('office:value-type="time" office:time-value="PT30H00M00S"', shown("30:00")),
                    cell('office:value-type="time" office:time-value="PT07H30M00S"', shown("7:30")),
                )
            )
        )
    )
    assert raw.sheets[0].rows == ((True, False, True, timedelta(hours=30), time(7, 30)),)
    assert all(type(value) is bool for value in raw.sheets[0].rows[0][:3])


def test_hidden_and_filtered_rows_repeated_blanks_and_merges() -> None:
    value = cell(f'{FLOAT}"5"', shown("5"))
    said = facts(
        f"<table:table-column{repeated('columns', 2)}/>"
        f'<table:table-column table:visibility="collapse"{repeated("columns", 3)}/>'
        + row(value, cell(repeated("columns", 2)), value)
        + row(value, more=' table:visibility="filter"' + repeated("rows", 2))
        + row(cell(f'table:number-columns-spanned="2" table:number-rows-spanned="3" {FLOAT}"5"'))
        + row(cell(repeated("columns", 16384)), more=' table:visibility="collapse"' + repeated("rows", 1_048_572))
    )  # fmt: skip
    assert (said.bottom, said.right) == (3, 3)
    assert (said.hidden_rows, said.hidden_columns) == ({1, 2}, {2, 3})
    assert said.merged == [Area(3, 0, 5, 1)]


def test_what_is_repeated_is_said_of_every_cell() -> None:
    percent = 'office:value-type="percentage" office:value="0.5"'
    said = facts(row(cell(percent + repeated("columns", 2)), more=repeated("rows", 2)))
    assert said.percents == {(0, 0), (0, 1), (1, 0), (1, 1)}


@pytest.mark.parametrize("kind", [f'{FLOAT}"5"', 'office:value-type="percentage" office:value="0.5"'])
def test_repetition_without_end_is_refused_before_room_is_taken(kind: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_workbook(
            packed(
                content(
                    row(cell(kind + repeated("columns", 999_999_999)), more=repeated("rows", 999_999_999))
                )
            )
        )
    assert caught.value.key == "FIL-013"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("of:=SUM([.E5:.E9])", "=SUM(E5:E9)"),
        ("of:=SUM([.$E$5:.E9];1)", "=SUM($E$5:E9,1)"),
        ("oooc:=[.A1]+[.B2]-2", "=A1+B2-2"),
        ("msoxl:=A1*2", "=A1*2"),
        ("of:=[$'Số liệu 2'.A1]", "='Số liệu 2'!A1"),
        ('of:=IF([.A1]="a;[b";1;2)', '=IF(A1="a;[b",1,2)'),
        ("of:=SUM([.A:.A])", ""),
        ("of:=['file:///c:/a.ods'#$S.A1]", ""),
    ],
)
def test_formulas_as_excel_writes_them(written: str, plain: str) -> None:
    assert plain_formula(written) == plain


def test_the_saving_date_and_what_is_refused() -> None:
    meta = '<office:m xmlns:dc="d" xmlns:office="o"><dc:date>2024-06-17T15:30:00+07:00</dc:date></office:m>'
    with zipfile.ZipFile(io.BytesIO(packed(content(""), meta))) as package:
        assert facts_of_ods(package).modified == datetime(2024, 6, 17, 8, 30, tzinfo=UTC)
    entities = content("", '<!DOCTYPE x [<!ENTITY a "b">]>')
    for text, error in ((entities, NotAllowedError), (content("<table:table-row>"), expat.ExpatError)):
        with zipfile.ZipFile(io.BytesIO(packed(text))) as package, pytest.raises(error):
            facts_of_ods(package)
