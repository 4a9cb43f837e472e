"""The call list and what is suggested, as the validation workbook and page show them."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.page.test_validation_page import Parsed
from tests.unit.workbook import rich, suggested
from tests.unit.workbook.test_validation_workbook import FINDINGS, named, row_with, rows
from toolkit.files.model import Sheet, WorkbookPlan
from toolkit.files.write_workbook import write_workbook
from toolkit.page.validation import validation_page
from toolkit.text import Lang
from toolkit.validation.model import CallList, Checked
from toolkit.workbook.validation import plan_validation

STOP = "Đối chiếu lại với 03 đơn vị đầu danh sách; ước tính các số tổng hợp khi đó sai lệch không quá 1%."


def plan(checked: Checked, lang: Lang = "vi") -> WorkbookPlan:
    return plan_validation(rich.ROUND, checked, rich.standings(), rich.received(), rich.OFFICE, lang)


def page(checked: Checked, lang: Lang = "vi") -> str:
    return validation_page(rich.ROUND, checked, rich.standings(), rich.received(), rich.OFFICE, lang)


def sheet(calls: CallList = suggested.CALLS, lang: Lang = "vi") -> Sheet:
    return plan(suggested.checked(calls), lang).sheets[0]


def sentences(planned: Sheet) -> list[object]:
    return [row[0] for row in rows(planned)]


def test_the_stop_rule_stands_on_top_of_the_first_sheet_and_of_the_page() -> None:
    assert sheet().name == "Cần liên hệ trước" and STOP in sentences(sheet())[:4]
    text = page(suggested.checked())
    assert text.index(STOP) < text.index("<table")
    assert "first 3 on the list" in page(suggested.checked(), "en")


def test_units_stand_in_their_order_with_why_and_what_hangs_on_them() -> None:
    planned = sheet()
    ranked = [row for row in rows(planned) if isinstance(row[0], int)]
    assert [row[0] for row in ranked] == [1, 2, 3, 4, 5]
    names = [str(row[1]).split("\n")[0] for row in ranked]
    assert names == ["Xã Hòa Khê", "Thị trấn Châu Ổ", "Xã An Bình", "Xã Bình Thạnh", "Xã Đông Hòa"]
    label = "Số tin, bài, chuyên mục tuyên truyền cải cách hành chính"
    assert ranked[1][3:7] == ["Số liệu, ô E9", "1.000", "100", ""] and ranked[1][-1] == "31%"
    assert str(ranked[1][-2]).startswith(f"{label} (") and "2.900)" in str(ranked[1][-2])
    assert ranked[2][3:] == ["Số liệu, ô E9", "1.253", "", "khoảng 121 (ước tính)", label, "2,3%"]
    assert ranked[0][2:] == ["Chưa gửi báo cáo", "", "", "", "", "", "chưa ước tính được"]
    assert ranked[4][-1] == "dưới 0,01%"
    held = row_with(planned, "Số liệu đang đề nghị kiểm tra, chưa tính vào tổng (3 ô)")
    assert held[-5:-2] == ["1.000", "", ""] and held[-1] == "4,1%"


def test_a_unit_to_whom_nothing_goes_out_is_to_be_rung() -> None:
    """Of what only stands out nothing is written: neither in a marked return nor as a message."""
    told = {str(row[1]).split("\n")[0]: str(row[1]) for row in rows(sheet()) if isinstance(row[0], int)}
    assert "Chỉ hỏi qua điện thoại" in told["Xã Bình Thạnh"]
    assert told["Xã An Bình"] == "Xã An Bình", "a warning asks it"
    assert told["Thị trấn Châu Ổ"] == "Thị trấn Châu Ổ" and told["Xã Hòa Khê"] == "Xã Hòa Khê"
    text = page(suggested.checked())
    listed = text[: text.index("</section>")]
    assert listed.count("Chỉ hỏi qua điện thoại") == 2 and listed.count("Thị trấn Châu Ổ") == 1


def test_the_page_has_the_command_that_takes_what_is_suggested() -> None:
    text = page(suggested.checked())
    code = next(unit.code for unit in rich.ROUND.units if unit.unit_id == "C2@")
    assert f"tonghop correct {rich.ROUND.id} {code} &quot;Số liệu!E9&quot; --suggested" in text
    assert text.count("--suggested") == 1


def test_units_after_whom_it_is_enough_stand_apart() -> None:
    first = sentences(sheet())
    assert first.index(1) < first.index(3) < first.index("Đối chiếu thêm khi có điều kiện") < first.index(4)
    text = page(suggested.checked())
    fold = text.index("<details>")
    assert text.index("Xã An Bình") < fold < text.index("Xã Bình Thạnh")


@pytest.mark.parametrize(
    ("calls", "said"),
    [
        (CallList(), "Không có đơn vị nào cần liên hệ để đối chiếu số tổng hợp."),
        (replace(suggested.CALLS, enough=0), "Chưa cần đối chiếu lại với đơn vị nào"),
        (replace(suggested.CALLS, enough=5), "Cần đối chiếu lại với tất cả 05 đơn vị trong danh sách"),
        (
            replace(suggested.CALLS, calls=suggested.CALLS.calls[:1], enough=1),
            "Chưa ước tính được ảnh hưởng đến số tổng hợp",
        ),
        (suggested.CALLS, "Chưa ước tính được ảnh hưởng của 01 đơn vị"),
        (suggested.CALLS, "còn có thể sai lệch nhiều nhất: Số buổi phát thanh (0,08%)."),
    ],
)
def test_what_the_stop_rule_does_not_cover_is_said(calls: CallList, said: str) -> None:
    assert any(said in str(sentence) for sentence in sentences(sheet(calls)))
    assert said in page(suggested.checked(calls))
    assert write_workbook(plan(suggested.checked(calls)))


def test_nothing_is_promised_where_nothing_can_be_estimated() -> None:
    """Neither of units of whom nothing is known, nor where nobody is listed."""
    for calls in (CallList(), replace(suggested.CALLS, calls=suggested.CALLS.calls[:1], enough=1)):
        text = page(suggested.checked(calls))
        assert "không quá" not in text and "không quá" not in str(sentences(sheet(calls)))


def test_the_bound_is_the_list_s_own() -> None:
    assert "không quá 2,5%." in page(suggested.checked(replace(suggested.CALLS, bound=Decimal("0.025"))))


def test_what_is_to_be_mended_comes_in_the_order_of_the_calls_then_of_the_round() -> None:
    calls = replace(suggested.CALLS, calls=suggested.CALLS.calls[1:2], enough=1)
    last_first = page(suggested.checked(calls))
    assert re.findall(r"<h3>([^<]+?) ?<", last_first) == ["Thị trấn Châu Ổ", "Xã An Bình"]
    in_round = page(suggested.checked(CallList()))
    assert re.findall(r"<h3>([^<]+?) ?<", in_round) == ["Xã An Bình", "Thị trấn Châu Ổ"]


def test_a_suggestion_is_the_request_and_its_value_stands_in_its_column() -> None:
    row = row_with(named(plan(suggested.checked()), FINDINGS), "E9")
    assert row[7:10] == ["1.000", "100", suggested.WORDS.vi]
    text = page(suggested.checked())
    assert suggested.WORDS.vi in text and "có thể là: 100" in text


def test_several_ways_are_told_apart() -> None:
    checked = suggested.checked(suggested.CALLS, suggested.SEVERAL)
    row = row_with(named(plan(checked), FINDINGS), "E12")
    assert row[8] == "E9: 100\nhoặc E10: 1.900\nhoặc E12: 12,5; Danh sách!B4: kiểm tra lại"
    assert str(row[9]).split("\n")[0] == (
        "Đề nghị kiểm tra ô E9, E10, E12, Danh sách!B4; có thể là một trong các trường hợp sau:"
    )
    assert [line[:3] for line in str(row[9]).split("\n")[1:]] == ["(1)", "(2)", "(3)"]
    assert not Parsed(page(checked)).open


def test_what_was_judged_by_is_read_whole() -> None:
    """The reference values of a statistical finding: all of them in the cell, which is as high as they need."""
    planned = named(plan(suggested.checked()), FINDINGS)
    cell = next(one for one in planned.cells if one.value == suggested.UNLIKE.message.vi)
    width = planned.widths[cell.col]
    assert planned.heights[cell.row] >= 13 * len(suggested.UNLIKE.message.vi) / (width * 1.3)


def test_the_call_list_prints_on_landscape_with_its_head_on_every_page() -> None:
    planned = sheet()
    head = next(cell.row for cell in planned.cells if cell.value == "Thứ tự")
    assert planned.page.landscape and planned.page.repeat_rows == (head, head)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_same_list_gives_the_same_bytes(lang: Lang) -> None:
    one, other = (write_workbook(plan(suggested.checked(), lang)) for _ in range(2))
    assert one == other and page(suggested.checked(), lang) == page(suggested.checked(), lang)
