"""A trace in lines: the number, how it is made, each unit's cell, and who changed what and why."""

from dataclasses import replace

from tests.unit.trace.explained import key, traced
from tests.unit.workbook import rich
from toolkit.form.model import Round
from toolkit.lines import result_lines
from toolkit.result import Exit, Result
from toolkit.text import Lang, Text
from toolkit.trace.model import Candidate, Printed, Stated, Trace, Traced


def lines(*found: Trace, lang: Lang = "vi", round: Round = rich.ROUND) -> list[str]:
    result = Result(verb="trace", round=round, traced=Traced(asked="x", traces=found))
    return list(result_lines(result, lang))


def test_the_number_stands_first_with_what_it_is_of() -> None:
    told = lines(traced("news"))
    assert told[0] == "Số tin: hơn 1.340"
    assert "SỐ LIỆU SƠ BỘ" in told[1]


def test_a_closed_round_says_edition_document_and_who_approved() -> None:
    found = replace(traced("news"), edition=rich.EDITION)
    told = "\n".join(lines(found, round=rich.CLOSED)[:4])
    assert "LẦN PHÁT HÀNH 1" in told and "45/BC-UBND" in told and "Phê duyệt: Chủ tịch UBND huyện" in told


def test_each_unit_has_its_cell_what_was_typed_and_why_it_counts_so() -> None:
    told = "\n".join(lines(traced("news")))
    assert "C0 Xã An Bình: 1.253 – được tính (đính chính)" in told
    assert "ghi “1523”" in told and "Đính chính từ 1.523 thành 1.253: Gọi điện xác nhận với đơn vị" in told
    assert "tạm giữ, chưa tính" in told and "Tạm giữ do news_add_up" in told
    assert "chưa gửi báo cáo (1): Xã Hòa Khê" in told
    assert "Điều chỉnh +5: Theo Công văn số 12/UBND-VX. Người chỉ đạo: Chủ tịch UBND huyện" in told


def test_a_rate_is_told_by_its_two_sums() -> None:
    told = "\n".join(lines(traced("online")))
    assert "Tử số – " in told and "Mẫu số – " in told and "chỉ tính những đơn vị có đủ" in told
    assert "chỉ nêu tỷ lệ, ngoài phép tính" in told


def test_where_it_is_printed_and_what_a_change_is_made_of_is_told() -> None:
    printed = Printed(text="03", sentence="Tổ chức 15 buổi, tăng 03 buổi.", key="", part="change:2023-H1")
    told = "\n".join(lines(replace(traced("talks"), printed=(printed,))))
    assert "“03” trong câu “Tổ chức 15 buổi, tăng 03 buổi.”: 15 so với 12 (6 tháng đầu năm 2023" in told
    assert "không in số này" in "\n".join(lines(traced("talks")))


def test_what_each_edition_said_is_told_with_why_it_was_reopened() -> None:
    again = rich.REOPENED.editions[0]
    found = replace(traced("talks"), stated=(Stated(edition=again, value=14), Stated(edition=None, value=15)))
    told = "\n".join(lines(found))
    assert "Lần phát hành 1: 14" in told and "Xã gửi muộn" in told and "Hiện nay (sơ bộ): 15" in told


def test_a_personal_field_is_named_and_never_shown() -> None:
    told = "\n".join(lines(replace(traced("news"), personal=True)))
    assert "thông tin cá nhân" in told and "1523" not in told and "1.340" not in told


def test_candidates_stand_with_the_command_that_asks_for_each() -> None:
    candidates = tuple(
        Candidate(key=key(code), label=Text(code, code), value=Text("12", "12"), sentence="Có 12.")
        for code in ("news", "talks")
    )
    result = Result(verb="trace", round=rich.ROUND, traced=Traced(asked="12", candidates=candidates))
    told = "\n".join(result_lines(result, "vi"))
    assert result.exit is Exit.ATTENTION
    assert "“12” có thể là 2 số" in told
    assert f"tonghop trace {rich.ROUND.id} talks" in told


def test_english_has_none_of_our_vietnamese_words() -> None:
    told = "\n".join(lines(traced("news"), traced("online"), lang="en"))
    for word in ("được tính", "Cách tính", "đơn vị có", "Điều chỉnh", "Tử số"):
        assert word not in told
