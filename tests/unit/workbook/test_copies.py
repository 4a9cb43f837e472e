"""The copy to send says nothing that is the office's own, wherever in the file it might stand; the copy to keep does."""

import io
import zipfile
from html import unescape

import pytest

from tests.unit.workbook import full, rich
from toolkit.files.model import WorkbookPlan
from toolkit.files.write_workbook import write_workbook
from toolkit.form.model import Round
from toolkit.text import Lang

INTERNAL = {
    "a file's name": ("bao cao C0.xlsx", "bao cao C2.xlsx", "huyen.xlsx", "nop lai", ".xlsx"),
    "a file's digest": ("C0".rjust(64, "0"), "c" * 64),
    "what was typed": ("bốn mươi", "ghi 1213"),
    "a held figure": ("1.000*", "1,000*"),
    "a finding": ("Ô E9 ghi 1.000", "RUL-001", "news_add_up", "talks_usual", "<script>", "NUM-002"),
    "an explanation": ("Xã có thêm hai đài truyền thanh", "đã rà soát"),
    "a decision": (
        "Gọi điện xác nhận", "Theo Công văn số 12/UBND-VX", "Chủ tịch UBND huyện", "Đã đối chiếu sổ", "Mưa bão", "‡", "§",
        "đính chính", "Đính chính", "Quyết định", "corrected", "Corrected", "Decisions",
    ),
    "who worked on it": ("cán bộ tổng hợp", "trưởng phòng", "Công chức văn hóa xã"),
    "a person": (full.DRAFTER, "Họ tên khác"),
    "a personal field": ("Người soạn", "drafter"),
    "a verdict": ("Đề nghị chỉnh sửa", "To be mended"),
    "an estimate": ("Số liệu ước tính", "Estimates"),
    "why an edition was reopened": ("Xã gửi muộn",),
    "a source of history": ("Báo cáo số 12/BC-UBND",),
}  # fmt: skip


def whole_text(planned: WorkbookPlan) -> str:
    """All parts of the package: sheets, shared strings, comments, charts and their cached strings, names, properties."""
    with zipfile.ZipFile(io.BytesIO(write_workbook(planned))) as package:
        return "\n".join(
            f"{name}\n{unescape(package.read(name).decode('utf-8', 'replace'))}"
            for name in package.namelist()
        )


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("round", [rich.ROUND, rich.CLOSED, rich.REOPENED])
def test_nothing_internal_is_anywhere_in_the_copy_to_send(lang: Lang, round: Round) -> None:
    text = whole_text(full.plan("send", lang, round))
    assert {kind: word for kind, words in INTERNAL.items() for word in words if word in text} == {}


def test_all_of_it_is_in_the_copy_to_keep() -> None:
    text = whole_text(full.plan("keep", "vi")) + whole_text(full.plan("keep", "en"))
    kinds = {kind for kind, words in INTERNAL.items() if any(word in text for word in words)}
    assert kinds == INTERNAL.keys() - {"an estimate", "why an edition was reopened"}


def test_the_copy_to_send_has_no_comments_and_no_hidden_sheet_but_the_stamp() -> None:
    planned = full.plan("send")
    assert not any(cell.comment for one in planned.sheets for cell in one.cells)
    assert [one.name for one in planned.sheets if one.state != "visible"] == ["_tonghop"]
    assert not any(one.hidden_rows for one in planned.sheets)
    assert any(cell.comment for one in full.plan("keep").sheets for cell in one.cells)


def test_sheets_of_either_copy() -> None:
    keep, send = ([one.name for one in full.plan(copy).sheets] for copy in ("keep", "send"))
    assert keep == [
        "Mục lục, ghi chú", "Tổng hợp", "Biểu đồ", "Theo đơn vị", "II.06a", "Văn bản", "Nội dung bằng lời",
        "So với lần phát hành", "Sáp nhập, chia tách", "Đối chiếu các kỳ", "Tình hình gửi báo cáo", "Nội dung cần kiểm tra",
        "Giải trình", "Quyết định", "Thông tin cá nhân", "Dữ liệu", "_tonghop",
    ]  # fmt: skip
    internal = {
        "Đối chiếu các kỳ", "Nội dung cần kiểm tra", "Giải trình", "Quyết định", "Thông tin cá nhân",
    }  # fmt: skip
    assert send == [name for name in keep if name not in internal]


def test_both_copies_have_the_same_totals() -> None:
    keep, send = (
        {cell.about: cell.value for cell in full.sheet("Tổng hợp", full.plan(copy)).cells if cell.about}
        for copy in ("keep", "send")
    )
    assert keep == send
    assert len(keep) > 15


def test_a_held_figure_is_only_said_to_be_held_in_the_copy_to_send() -> None:
    keep, send = (full.texts(full.sheet("Theo đơn vị", full.plan(copy))) for copy in ("keep", "send"))
    assert "1.000*" in keep
    assert "*" in send and "1.000*" not in send


def test_each_says_which_copy_it_is_on_every_sheet_and_page() -> None:
    for copy, word in (("keep", "BẢN LƯU NỘI BỘ"), ("send", "BẢN GỬI")):
        for one in full.plan(copy).sheets:  # type: ignore[arg-type]
            if one.state == "visible":
                assert one.page.footer.endswith(word)
                assert one.name == "Dữ liệu" or any(word in text for text in full.texts(one))


def test_who_returned_when_is_told_and_not_what_was_found() -> None:
    keep, send = (
        full.texts(full.sheet("Tình hình gửi báo cáo", full.plan(copy))) for copy in ("keep", "send")
    )
    assert {"Đúng hạn", "Quá hạn", "Chưa gửi", "17/06/2024 09:30"} <= set(send)
    assert "Kết quả kiểm tra" in keep and "Kết quả kiểm tra" not in send
