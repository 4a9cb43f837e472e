"""A word that turns a composed sentence round is told; whatever else staff word otherwise is theirs."""

import unicodedata

import pytest

from tests.unit.verify.bound import STAMP, composed, document, reprinter, reworded
from tests.unit.verify.test_report import ABOUT
from toolkit.verify.report import verify_report
from toolkit.verify.wording import turned

T, R, N = "f/b/item//", "f/b/rate//", "f-2021"
BOOKS = (
    f"- Phát hành [130|{T}|130|tập] tập tài liệu, [tăng|{T}#direction:2020|1] [15|{T}#change:2020|15|tập] tập so với "
    "năm trước."
)
UNITS = f"- Có [20|{T}#reporting|20]/[23|{T}#asked|23] đơn vị đăng tải kế hoạch, văn bản trên trang thông tin điện tử."
NEW = f"- Làm mới, thay mới [22|{T}|22|bảng] bảng niêm yết thủ tục hành chính."
RATE = f"- Tỷ lệ hồ sơ trực tuyến đạt [36,71%|{R}|36.708]."
ALL = f"- [100%|{R}|100] thủ tục hành chính được cung cấp dịch vụ công trực tuyến."
MONEY = f"- Kinh phí chưa được bố trí riêng ([03|{T}#reporting|3]/[22|{T}#asked|22] xã, thị trấn phản ánh)."
MOST = (
    f"- Xã, thị trấn có nhiều tin, bài nhất là [xã A|{T}#highest_name:1|1@] ([40|{T}#highest:1|40] tin, bài)."
)


def told(line: str, was: str, now: str) -> list[str]:
    return [one.word for one in turned(reworded(composed(line), was, now))]


@pytest.mark.parametrize("line", [BOOKS, UNITS, NEW, RATE, ALL, MONEY, MOST])
def test_a_sentence_as_it_was_composed_is_turned_by_nothing(line: str) -> None:
    assert list(turned(composed(line))) == []


@pytest.mark.parametrize(
    ("line", "was", "now", "word"),
    [
        (BOOKS, "Phát hành", "Không phát hành", "không"),
        (BOOKS, "Phát hành", "Chưa phát hành được", "chưa"),
        (BOOKS, "Phát hành", "Trong năm không in được", "không"),
        (BOOKS, "Phát hành", "Dự kiến phát hành", "dự kiến"),
        (BOOKS, "Phát hành", "Phát hành ước", "ước"),
        (BOOKS, "Phát hành", "Phát hành mỗi tháng", "mỗi"),
        (BOOKS, "Phát hành", "Phát hành bình quân", "bình quân"),
        (BOOKS, "tập tài liệu", "tập mỗi tháng", "mỗi tháng"),
        (BOOKS, "tập tài liệu", "tập/xã tài liệu", "/xã"),
        (UNITS, "Có", "Không có", "không"),
        (UNITS, "đơn vị đăng", "đơn vị chưa đăng", "chưa"),
        (UNITS, "đơn vị đăng", "đơn vị vẫn không đăng", "không"),
        (NEW, "Làm mới", "Không làm mới", "không"),
        (RATE, "hồ sơ trực tuyến", "không có hồ sơ trực tuyến", "không"),
        (ALL, "được cung cấp", "chưa được cung cấp", "chưa"),
        (MONEY, "phản ánh", "không phản ánh", "không"),
        (MONEY, "chưa được", "đã được", "chưa"),
        (MONEY, "chưa được", "được", "chưa"),
        (MOST, "có nhiều", "có không phải nhiều", "không"),
        (BOOKS, "Phát hành", "Không nên phát hành", "không"),
        (BOOKS, "Phát hành", "Chưa phát hành", "chưa"),
        (MOST, "nhiều tin, bài nhất", "nhiều băng rôn nhất", "nhiều băng rôn nhất"),
    ],
)
def test_a_word_that_turns_it_round_is_told(line: str, was: str, now: str, word: str) -> None:
    assert told(line, was, now) == [word]


@pytest.mark.parametrize(
    ("line", "was", "now"),
    [
        (BOOKS, "Phát hành", "Toàn huyện đã phát hành được"),
        (BOOKS, "Phát hành", "Dù không có kinh phí riêng, toàn huyện đã phát hành"),
        (BOOKS, "Phát hành", "Tuy chưa có kinh phí riêng nhưng đã phát hành"),
        (BOOKS, "Phát hành", "Không chỉ in mới mà còn phát hành"),
        (BOOKS, "Phát hành", "Do họp trực tiếp không thuận lợi nên phát hành"),
        (BOOKS, "Phát hành", "Dù không được cấp kinh phí các xã đã phát hành"),
        (BOOKS, "Phát hành", "Mỗi xã có một đầu mối, toàn huyện phát hành"),
        (BOOKS, "tài liệu", "tài liệu, không có tài liệu sai sót"),
        (BOOKS, "tài liệu", "tài liệu, chưa kể tờ gấp"),
        (BOOKS, "tăng", "không giảm,"),
        (BOOKS, "Phát hành", "Phát hành không dưới"),
        (
            MOST,
            "có nhiều tin, bài nhất",
            "có số tin, bài nhiều nhất",
        ),
        (MOST, "nhiều tin, bài nhất", "nhiều tin đăng nhất"),
        (UNITS, "điện tử", "điện tử, không có đơn vị nào đăng chậm"),
        (MONEY, "chưa được", "không được"),
        (MONEY, "chưa được bố trí riêng", "chưa bố trí riêng"),
        (MONEY, "Kinh phí chưa được bố trí riêng", "Còn thiếu kinh phí"),
        (ALL, "dịch vụ công", "dịch vụ công trên không gian mạng"),
    ],
)
def test_what_staff_word_otherwise_is_theirs(line: str, was: str, now: str) -> None:
    assert told(line, was, now) == []


def test_of_figures_without_their_sentence_nothing_is_told() -> None:
    assert list(turned(reworded(document(BOOKS), "Phát hành", "Không phát hành"))) == []


def test_however_it_is_composed_and_in_english() -> None:
    assert told(BOOKS, "Phát", unicodedata.normalize("NFD", "Chưa") + " phát") == ["chưa"]
    made = composed(f"- [130|{T}|130|items] items were printed.")
    english = type(made)(stamp=STAMP | {"lang": "en"}, paragraphs=made.paragraphs, marks=made.marks)
    assert [one.word for one in turned(reworded(english, "were", "were not"))] == ["not"]
    assert [one.word for one in turned(reworded(english, "items were", "items a month were"))] == ["a month"]
    assert list(turned(reworded(english, "printed", "printed in time"))) == []


def test_it_is_told_with_the_sentence_as_it_was() -> None:
    now = {T: ("130", "130"), f"{T}#direction:2020": ("tăng", "1"), f"{T}#change:2020": ("15", "15")}
    (one,) = verify_report(reworded(composed(BOOKS), "Phát", "Không phát"), reprinter(now), ABOUT)[0]
    assert (one.code, one.raw, one.place.field) == ("FIG-015", "không", "item")
    assert one.expected.startswith("- Phát hành 130 tập") and "có thêm “không”" in one.message.vi
