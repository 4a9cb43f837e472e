"""The sheet of requests and the marks: every place of every finding, and what is asked of it."""

from dataclasses import replace

from toolkit.decisions.subject import is_sent_along, read_request_code
from toolkit.files.model import MarkPlan, Sheet, WorkbookPlan
from toolkit.files.write_workbook import write_workbook
from toolkit.findings import Finding, Place, Severity
from toolkit.form.layout import EXPLANATION_CODE, REQUEST_SHEET
from toolkit.text import Text, say
from toolkit.workbook.marks import plan_marks
from toolkit.workbook.requests import Head, Request, plan_requests, requests_of

HEAD = Head(
    office="UBND huyện Bình Sơn",
    unit="Xã Bình Trị",
    round=Text("Tuyên truyền CCHC, năm 2021", "Communication, 2021"),
    received=Text("tệp “a.xlsx”, lần 1", "file “a.xlsx”, no. 1"),
    until=Text("chậm nhất ngày 15/12/2021", "by 15/12/2021"),
    file="21061 Xã Bình Trị.xlsx",
)


def both(words: str) -> Text:
    return Text(words, words)


def place(cell: str, sheet: str = "Số liệu") -> Place:
    return Place(file="a.xlsx", form="f", sheet=sheet, cell=cell)


def finding(cell: str = "E9", *related: str, severity: Severity = Severity.ERROR, **more: object) -> Finding:
    one = Finding(
        code="RUL-001",
        severity=severity,
        message=both(f"Ô {cell}, trang “Số liệu”: 5 khác 6."),
        remedy=both(f"Đề nghị kiểm tra ô {cell}."),
        place=place(cell),
        related=tuple(map(place, related)),
        rule="sum",
        raw="5",
        expected="6",
    )
    return replace(one, **more)  # type: ignore[arg-type]


def requests(*findings: Finding) -> tuple[Request, ...]:
    return requests_of(
        findings, lambda one: (f"f|{one.rule}|||",), lambda there: there if there.cell else None
    )


def sheet(*findings: Finding) -> Sheet:
    return plan_requests(HEAD, requests(*findings), "vi")


def marks(*findings: Finding) -> MarkPlan:
    return plan_marks(
        requests(*findings), sheet(*findings), lambda there: there if there.cell else None, "UBND", "vi"
    )


def texts(planned: Sheet) -> list[str]:
    return [str(cell.value) for cell in planned.cells if cell.value is not None]


def test_the_sheet_says_who_asks_whom_what_until_when_and_how_to_answer() -> None:
    said = "\n".join(texts(sheet(finding())))
    for words in (
        *(
            "PHIẾU ĐỀ NGHỊ CHỈNH SỬA, GIẢI TRÌNH SỐ LIỆU",
            "Nội dung đề nghị kiểm tra, giải trình",
            HEAD.office,
            HEAD.unit,
        ),
        *(
            HEAD.round.vi,
            HEAD.received.vi,
            HEAD.until.vi,
            "5 khác 6",
            "Đề nghị kiểm tra ô E9",
            "gửi lại chính tệp này",
        ),
    ):
        assert words in said


def test_a_row_names_place_reported_and_expected_with_a_link_to_the_cell() -> None:
    planned = sheet(finding())
    (link,) = (cell for cell in planned.cells if cell.link)
    assert (link.value, link.link) == ("Số liệu, ô E9", "internal:'Số liệu'!E9")
    row = [cell.value for cell in planned.cells if cell.row == link.row]
    assert row[:3] == ["f|sum|||", 1, "Lỗi"] and "5" in row and "6" in row


def test_what_has_no_cell_has_a_row_without_link() -> None:
    whole = finding(place=Place(file="a.xlsx", sheet="Văn bản"), code="STR-001")
    planned = sheet(whole)
    assert not any(cell.link for cell in planned.cells) and "Văn bản" in texts(planned)
    assert marks(whole).cells == ()


def test_only_explanations_are_unlocked_under_a_prompt_and_the_codes_are_hidden() -> None:
    planned = sheet(finding(), finding("E10"))
    free = {(cell.row, cell.col) for cell in planned.cells if not cell.style.locked}
    (prompt,) = planned.validations
    area = prompt.area
    assert free == {(row, area.left) for row in range(area.top, area.bottom + 1)} and area.left == area.right
    assert planned.hidden_columns == (0,) and planned.protection is not None and prompt.prompt
    coded = {(cell.row, cell.col) for cell in planned.cells if cell.value == EXPLANATION_CODE}
    assert {col for _, col in coded} == {0, area.left} and {row for row, _ in coded} == {*planned.hidden_rows}


def test_it_prints_on_a4_landscape_with_its_head_on_every_page() -> None:
    planned = sheet(finding())
    heading = next(cell.row for cell in planned.cells if cell.value == "Nội dung cần kiểm tra")
    assert planned.page.landscape and planned.page.fit_width == 1
    assert planned.page.repeat_rows == (heading, heading) and planned.page.area is not None
    assert planned.page.area.left == 1
    write_workbook(WorkbookPlan(sheets=(planned,)))


def test_earlier_explanations_and_decisions_are_shown() -> None:
    waits = finding(explanation="Số đúng.")
    decided = finding("E10", note=both("Kỳ trước đã được chấp nhận."))
    accepted = finding(
        "E11", waived=True, severity=Severity.INFO, note=both("Đã được chấp nhận ngày 16/12/2021.")
    )
    said = texts(sheet(accepted, waits, decided))
    assert "Giải trình đã nhận, đang xem xét." in said and "Số đúng." in said
    assert "Kỳ trước đã được chấp nhận." in said and "Đã được chấp nhận ngày 16/12/2021." in said
    assert said.index("Ô E11, trang “Số liệu”: 5 khác 6.") > said.index("Ô E10, trang “Số liệu”: 5 khác 6.")
    assert {cell.row for cell in marks(accepted, waits).cells} == {8}


def test_the_office_s_own_findings_are_not_told_and_others_in_the_unit_s_wording() -> None:
    own = finding("E10", office_only=True)
    copied = finding(
        "E11",
        to_unit=both("giống hệt một báo cáo khác"),
        remedy_to_unit=both("Đề nghị xem lại."),
        raw="5",
    )
    whole = finding("", raw="Bình An", to_unit=both("giống hệt một báo cáo khác"))
    said = texts(sheet(own, copied, whole))
    assert "giống hệt một báo cáo khác" in said and "Đề nghị xem lại." in said
    assert not any("E10" in text or "Bình An" in text for text in said)
    assert "5" in said, "what stands in the unit's own cell is its own"


def test_every_place_is_marked_once_by_the_gravest_with_all_numbers() -> None:
    plan = marks(finding("E9", "E10", "E11"), finding("E10", severity=Severity.WARNING))
    found = {(cell.row, cell.col): cell for cell in plan.cells}
    assert {at: cell.level for at, cell in found.items()} == {
        (8, 4): "error",
        (9, 4): "warning",
        (10, 4): "info",
    }
    assert found[8, 4].comment == "Đề nghị số 1: Ô E9, trang “Số liệu”: 5 khác 6. Đề nghị kiểm tra ô E9."
    assert (
        "Đề nghị số 2" in found[9, 4].comment
        and "Ô liên quan đến đề nghị số 1 (ô E9)." in found[9, 4].comment
    )
    assert (plan.author, plan.sheet.name) == ("UBND", REQUEST_SHEET)


def test_cells_that_are_wrong_by_themselves_are_all_marked_as_grave() -> None:
    blank = finding("E12", "E13", "E20", code="RUL-002", severity=Severity.WARNING)
    assert {cell.level for cell in marks(blank).cells} == {"warning"}
    merged = finding("E9", "E14", also=(finding("E14"),))
    assert {(cell.row + 1, cell.level) for cell in marks(merged).cells} == {(9, "error"), (14, "error")}


def test_the_cell_that_merged_findings_have_in_common_is_as_grave_as_they_are() -> None:
    also = (finding("E12", "E10"), finding("E13", "E10", "E11"))
    merged = finding("E9", "E10", "E11", "E12", "E13", also=also)
    levels = {cell.row + 1: cell.level for cell in marks(merged).cells}
    assert levels == {9: "error", 10: "error", 11: "info", 12: "error", 13: "error"}


def test_a_long_message_is_shortened_in_the_comment_only() -> None:
    long = finding(message=both("Ô E9: " + "rất dài, " * 100))
    (mark,) = marks(long).cells
    assert len(mark.comment) < 500 and REQUEST_SHEET in mark.comment
    assert long.message.vi in texts(sheet(long))


def explained(words: str, rule: str = "sum", **more: object) -> Finding:
    return finding(rule=rule, explanation=words, severity=Severity.WARNING, **more)


def row_of(lead: Finding) -> dict[str, str]:
    """The request's explanation, and what was explained and decided before."""
    planned = sheet(lead)
    (row,) = {cell.row for cell in planned.cells if "f|" in str(cell.value)}
    heads = {cell.value: cell.col for cell in planned.cells if isinstance(cell.value, str) and cell.row < row}
    said = {cell.col: str(cell.value or "") for cell in planned.cells if cell.row == row}
    return {
        "now": said[heads[say("returned.col_explanation").vi]],
        "before": said[heads[say("returned.col_before").vi]],
    }


def test_words_stand_in_the_explanation_only_where_they_are_of_all_that_is_asked() -> None:
    same = explained("Đúng.", also=(explained("Đúng.", "other"), finding(severity=Severity.INFO)))
    assert row_of(same) == {"now": "Đúng.", "before": "Giải trình đã nhận, đang xem xét."}
    for also in (finding(rule="new"), explained("Đã kiểm kê.", "other")):
        part = row_of(explained("Đúng.", also=(also,)))
        assert part["now"] == "" and "Đơn vị đã giải trình: Đúng." in part["before"]
    assert "Đã kiểm kê." in row_of(explained("Đúng.", also=(explained("Đã kiểm kê.", "other"),)))["before"]


def test_the_code_of_a_request_bears_a_mark_of_the_words_that_it_is_sent_with() -> None:
    blank, filled = finding(), finding(explanation="Số đúng.")
    codes = [cell.value for cell in sheet(blank, filled).cells if str(cell.value).startswith("f|sum")]
    assert [is_sent_along(str(code), "Số đúng.") for code in codes] == [False, True]
    assert {read_request_code(str(code))[0] for code in codes} == {"f|sum|||"}
    assert not is_sent_along(str(codes[1]), "Số đúng, đã rà soát.")


def test_the_unit_reads_what_was_decided_without_the_office_s_own_words() -> None:
    note, to_unit = both("Đã chấp nhận: anh Ba gọi điện."), both("Đã chấp nhận.")
    told = row_of(explained("Đúng.", also=(finding(note=note, note_to_unit=to_unit),)))
    assert "Đã chấp nhận." in told["before"] and "anh Ba" not in told["before"]


def test_a_pending_explanation_is_told_beside_last_period_s_decision_and_not_beside_a_refusal() -> None:
    earlier = both("Kỳ trước đã được chấp nhận.")
    waits = "Giải trình đã nhận, đang xem xét."
    said = texts(sheet(finding(explanation="Số đúng.", note=earlier)))
    assert f"{waits}\n{earlier.vi}" in said
    refused = sheet(
        finding(explanation="Số đúng.", note=both("Giải trình chưa được chấp nhận."), refused=True)
    )
    assert not any(waits in text for text in texts(refused))


def test_of_cells_side_by_side_that_a_rule_reads_the_first_alone_is_commented() -> None:
    plan = marks(finding("E9", "G13", "G14", "G15", "G17"))
    commented = {cell.row + 1 for cell in plan.cells if cell.comment}
    assert len(plan.cells) == 5 and commented == {9, 13, 17}
    again = marks(finding("E9", "G13", "G14"), finding("E10", "G13", "G14"))
    notes = {cell.row + 1: cell.comment for cell in again.cells}
    assert notes[14] == "" and notes[13].count("Ô liên quan") == 2


def test_numbers_stand_in_the_middle_as_they_are_printed_and_the_place_has_room() -> None:
    planned = sheet(finding(raw="5.5"), finding("E10", raw="1253"), finding("E11", raw="1.234"))
    heads = {cell.value: cell.col for cell in planned.cells if cell.value}
    column = heads["Số liệu đã báo cáo"]
    shown = [cell for cell in planned.cells if cell.col == column and cell.row > 7 and cell.value]
    assert [cell.value for cell in shown][1:] == ["5,5", "1.253", "1.234"]
    assert {cell.style.align for cell in shown} == {"center"}
    assert planned.widths[heads["Vị trí (bấm để đến ô)"]] >= 15 and planned.widths[column] >= 12
