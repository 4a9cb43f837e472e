"""What units write on the sheet of requests is read wherever it went, and that sheet is never data."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.unit.intake.returned import workbook
from tests.unit.intake.test_receive import FILLED, ONLINE, ROUND, UNIT, arrival
from toolkit.decisions.model import Decisions
from toolkit.files.model import Area, RawSheet, RawValue, RawWorkbook, cell_name
from toolkit.findings import Finding, Place, Severity
from toolkit.form.layout import EXPLANATION_CODE, REQUEST_SHEET
from toolkit.intake.explanations import read_explanations, without_requests
from toolkit.intake.model import Kind, UnitData
from toolkit.intake.receive import decide
from toolkit.text import Text, say
from toolkit.validation.decided import settle
from toolkit.validation.places import Fault
from toolkit.workbook.requests import Head, plan_requests, requests_of

SUM, MOST, NOTE = "small|dossiers_add_up|||", "small|at_most|got|ho_tich|", "|STR-028|||"


def finding(rule: str, cell: str) -> Finding:
    said = Text(f"Ô {cell}: chưa khớp.", f"Cell {cell} does not fit.")
    return Finding(
        code="RUL-001", severity=Severity.ERROR, message=said, remedy=said, rule=rule, raw="1523",
        place=Place(form="small", sheet="Số liệu", cell=cell),
    )  # fmt: skip


def request_sheet(*subjects: str, wrote: Sequence[RawValue] = ()) -> RawSheet:
    """The sheet as the toolkit plans it and a reader finds it, with explanations typed in."""
    names = dict(zip((f"r{at}" for at in range(len(subjects))), subjects, strict=True))
    requests = requests_of(
        [finding(name, f"E{at}") for at, name in enumerate(names, start=9)],
        lambda one: tuple(names[one.rule].split("+")),
        lambda place: place,
    )
    head = Head(
        office="UBND huyện",
        unit="Xã A",
        round=Text("r", "r"),
        received=Text("f", "f"),
        until=Text("u", "u"),
        file="A.xlsx",
    )
    plan = plan_requests(head, requests, "vi")
    cells: dict[tuple[int, int], RawValue] = {
        (c.row, c.col): c.value for c in plan.cells if c.value not in (None, "")
    }  # type: ignore[misc]
    column = max(col for (_, col), value in cells.items() if value == EXPLANATION_CODE)
    first = next(row for (row, col), value in cells.items() if col == 0 and value != EXPLANATION_CODE)
    for at, words in enumerate(wrote):
        cells[first + at, column] = words
    return RawSheet(
        REQUEST_SHEET, "visible", rows(cells), plan.merges, frozenset(plan.hidden_rows), frozenset({0})
    )


def rows(cells: dict[tuple[int, int], RawValue]) -> tuple[tuple[RawValue, ...], ...]:
    bottom, right = max(row for row, _ in cells), max(col for _, col in cells)
    return tuple(tuple(cells.get((row, col)) for col in range(right + 1)) for row in range(bottom + 1))


def said(*sheets: RawSheet) -> dict[str, str]:
    return {one.subject: one.words for one in read_explanations(RawWorkbook(sheets))}


def test_what_a_request_was_asked_against_is_read_with_it() -> None:
    asked = f"{SUM}|0123456789abcdef"
    assert said(request_sheet(asked, MOST, wrote=["Số liệu đúng."])) == {asked: "Số liệu đúng."}


def test_explanations_are_read_with_their_subject_and_cell() -> None:
    sheet = request_sheet(SUM, MOST, NOTE, wrote=["Số liệu đúng.", None, " Trang ghi chú của xã "])
    assert said(sheet) == {SUM: "Số liệu đúng.", NOTE: "Trang ghi chú của xã"}
    one = read_explanations(RawWorkbook((sheet,)))[0]
    row, column = int(one.cell.lstrip("ABCDEFGHIJ")) - 1, "ABCDEFGHIJ".index(one.cell[0])
    assert (one.sheet, sheet.at(row, column)) == (REQUEST_SHEET, "Số liệu đúng.")


def test_a_request_on_several_subjects_explains_each() -> None:
    assert said(request_sheet(f"{SUM}\n{MOST}".replace("\n", "+"), wrote=["Đã kiểm tra."])) == {
        SUM: "Đã kiểm tra.",
        MOST: "Đã kiểm tra.",
    }


@pytest.mark.parametrize("blank", [None, "", "  ", "-", "…", ".", "___", "–\n"])
def test_a_dash_or_a_blank_explains_nothing(blank: RawValue) -> None:
    assert said(request_sheet(SUM, wrote=[blank])) == {}


@pytest.mark.parametrize(
    ("typed", "words"),
    [("đúng", "đúng"), (1523.0, "1523"), (True, "đúng"), (date(2024, 6, 14), "14/06/2024"), (2.5, "2,5")],
)
def test_numbers_dates_and_yes_are_words_of_an_explanation(typed: RawValue, words: str) -> None:
    assert said(request_sheet(SUM, wrote=[typed]))[SUM].casefold() == words


def test_an_error_in_the_column_is_an_explanation_without_words() -> None:
    sheet = request_sheet(SUM, wrote=["#REF!"])
    at = next(
        (row, col) for row, cells in enumerate(sheet.rows) for col, v in enumerate(cells) if v == "#REF!"
    )
    raw = RawWorkbook((sheet,), errors={(sheet.name, *at): "#REF!"})
    assert [(one.subject, one.words) for one in read_explanations(raw)] == [(SUM, "")]


def test_rows_sorted_deleted_and_a_renamed_sheet_change_nothing() -> None:
    sheet = request_sheet(SUM, MOST, NOTE, wrote=["một", "hai", "ba"])
    asked = [row for row in sheet.rows if row[0] in {SUM, MOST, NOTE}]
    others = [row for row in sheet.rows if row not in asked]
    moved = replace(sheet, name="Sheet1", rows=(*others, *reversed(asked)))
    assert said(moved) == {SUM: "một", MOST: "hai", NOTE: "ba"}
    assert said(replace(moved, rows=(*others, asked[1]))) == {MOST: "hai"}


def test_without_its_code_row_the_column_is_known_by_its_heading() -> None:
    sheet = request_sheet(SUM, wrote=["một"])
    bare = tuple(tuple(None if value == EXPLANATION_CODE else value for value in row) for row in sheet.rows)
    assert said(replace(sheet, name="Trang 9", rows=bare)) == {SUM: "một"}


def test_a_cell_merged_over_two_requests_explains_both() -> None:
    sheet = request_sheet(SUM, MOST, wrote=["cùng một lý do"])
    row, col = next(
        (r, c) for r, cells in enumerate(sheet.rows) for c, v in enumerate(cells) if v == "cùng một lý do"
    )
    assert said(replace(sheet, merged=(*sheet.merged, Area(row, col, row + 1, col)))) == {
        SUM: "cùng một lý do",
        MOST: "cùng một lý do",
    }


def test_a_copied_sheet_adds_what_it_says_otherwise() -> None:
    first, second = (request_sheet(SUM, wrote=[words]) for words in ("một", "hai"))
    assert said(first, replace(second, name=f"{REQUEST_SHEET} (2)")) == {SUM: "một; hai"}
    assert said(first, replace(first, name="bản sao")) == {SUM: "một"}


def test_a_sheet_of_data_is_no_sheet_of_requests_whatever_is_typed_into_it() -> None:
    data = RawSheet("Số liệu", "visible", ((SUM, "một"), ("Giải trình", 5.0)))
    raw = RawWorkbook((data,))
    assert read_explanations(raw) == () and without_requests(raw) is raw


def test_the_sheet_is_taken_out_with_all_that_is_said_of_it() -> None:
    sheet, data = request_sheet(SUM), RawSheet("Số liệu", "visible", ((1.0,),))
    raw = RawWorkbook(
        (data, sheet), errors={(sheet.name, 0, 0): "#REF!"}, percents=frozenset({("Số liệu", 0, 0)})
    )
    left = without_requests(raw)
    assert left == RawWorkbook((data,), percents=frozenset({("Số liệu", 0, 0)}))


def test_a_marked_return_is_a_normal_return_with_explanations() -> None:
    raw = workbook(ROUND, UNIT, FILLED)
    marked = replace(raw, sheets=(*raw.sheets, request_sheet(SUM, wrote=["Số liệu đúng."])))
    plain, received = (decide(arrival("a"), each, ROUND) for each in (raw, marked))
    assert received.kind is Kind.RETURN and received.content is not None and plain.content is not None
    assert [one.words for one in received.content.explanations] == ["Số liệu đúng."]
    (told,) = received.findings
    assert (told.code, told.office_only, plain.findings) == ("RND-011", True, ())
    assert replace(received.content, explanations=(), findings=()) == plain.content


def test_an_explanation_that_was_given_before_is_not_told_again() -> None:
    raw = workbook(ROUND, UNIT, FILLED)

    def marked(words: str) -> RawWorkbook:
        return replace(raw, sheets=(*raw.sheets, request_sheet(SUM, wrote=[words])))

    first = decide(arrival("a"), marked("đúng"), ROUND).content
    assert first is not None
    again = decide(arrival("b"), marked("đúng"), ROUND, earlier=(first,))
    other = decide(arrival("c"), marked("đã đối chiếu"), ROUND, earlier=(first,))
    assert [finding.code for finding in again.findings] == ["RND-003"]
    assert [finding.code for finding in other.findings] == ["RND-003", "RND-011"]


@pytest.mark.parametrize("broken", ["error", "uncalculated"])
def test_an_explanation_that_cannot_be_read_is_told_and_ends_the_older_one(broken: str) -> None:
    raw = workbook(ROUND, UNIT, FILLED)

    def marked(words: RawValue) -> RawWorkbook:
        return replace(raw, sheets=(*raw.sheets, request_sheet(SUM, MOST, wrote=[words, "đã đối chiếu"])))

    first = decide(arrival("a"), marked("đúng"), ROUND).content
    assert first is not None
    sheet = marked("đúng").sheets[-1]
    at = next((r, c) for r, cells in enumerate(sheet.rows) for c, v in enumerate(cells) if v == "đúng")
    spot = (sheet.name, *at)
    there = (
        replace(marked("#N/A"), errors={spot: "#N/A"})
        if broken == "error"
        else replace(marked(None), uncalculated=frozenset({spot}))
    )
    received = decide(arrival("b"), there, ROUND, earlier=(first,))
    assert received.content is not None
    told = next(finding for finding in received.findings if finding.code == "RND-012")
    assert (told.place.sheet, told.place.cell, told.office_only) == (REQUEST_SHEET, cell_name(*at), False)
    read = {one.subject: one.words for one in received.content.explanations}
    assert read == {SUM: "", MOST: "đã đối chiếu"}
    fault = Fault(finding("dossiers_add_up", "E9"), ())
    for some, stands in (((first,), "đúng"), ((first, received.content), "")):
        unit = UnitData(unit_id=UNIT.unit_id, entries=(), returns=some)
        assert settle([fault], unit, Decisions())[0].finding.explanation == stands


def test_what_no_page_shows_is_left_out_of_all_that_a_workbook_says() -> None:
    raw = workbook(ROUND, UNIT, {**FILLED, ONLINE: "\x00mấy\x07 \u202ebóng"})
    words = "_x0000_ \x00Đúng\x07 \u202egnort\u2066\r\nvà\tđủ 👍🏽"
    marked = replace(raw, sheets=(*raw.sheets, request_sheet(SUM, wrote=[words])))
    received = decide(arrival("a"), marked, ROUND)
    assert received.content is not None
    assert received.content.explanations[0].words == "_x0000_ Đúng gnort\nvà\tđủ 👍🏽"
    assert "mấy bóng" in {entry.raw for entry in received.content.entries}
    told = " ".join(f"{one.message.vi} {one.remedy.vi} {one.raw}" for one in received.findings)
    assert "mấy bóng" in told and not set(told) & {"\x00", "\x07", "\u202e"}


def test_both_languages_of_the_heading_are_known() -> None:
    heads = {say("returned.col_explanation").vi, say("returned.col_explanation").en}
    assert len(heads) == 2
