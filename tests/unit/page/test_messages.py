"""Texts to paste into a chat: short, in whole sentences, the most important first."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.page.messages import LONGEST, Item, Kind, Message, message_text, messages_text
from toolkit.text import Lang, Text

KINDS: tuple[Kind, ...] = ("mend", "waits", "missing", "thanks")


def message(items: tuple[Item, ...] = (), kind: Kind = "mend", **parts: str) -> Message:
    given = {
        "unit": "xã Bình Trị",
        "office": "UBND huyện Bình Sơn",
        "round": "Tuyên truyền CCHC, kỳ báo cáo năm 2021",
        "received": "tệp “21061.xlsx”, lần 1, ngày 13/12/2021",
        "until": "chậm nhất ngày 15/12/2021",
    } | parts
    words = {name: Text(given[name], given[name]) for name in ("round", "received", "until")}
    return Message(
        kind=kind,
        title="21061 Xã Bình Trị",
        unit=given["unit"],
        office=given["office"],
        file=given.get("file", "21061 Xã Bình Trị.xlsx"),
        items=items,
        **words,
    )


def item(at: int, words: str = "1.765 khác 1.128.", answer: str = "") -> Item:
    long = f"Ô E{at}, trang “Số liệu” (Số hộ): {words} Yêu cầu của biểu mẫu: tổng bằng các phần."
    return Item(short=f"Ô E{at} (Số hộ): {words}", message=long, answer=answer)


def test_it_says_which_return_which_cells_until_when_and_what_to_send_back() -> None:
    text = message_text(message((item(44), item(9))), "vi")
    assert text.index("1. Ô E44") < text.index("2. Ô E9")
    for words in (
        "xã Bình Trị",
        "UBND huyện Bình Sơn",
        "lần 1, ngày 13/12/2021",
        "“21061 Xã Bình Trị.xlsx”",
        "15/12/2021",
    ):
        assert words in text
    assert "nội dung khác" not in text


def test_what_does_not_fit_is_counted() -> None:
    text = message_text(message(tuple(item(at) for at in range(9, 49))), "vi")
    listed = re.findall(r"^(\d+)\. ", text, re.MULTILINE)
    assert [int(number) for number in listed] == [*range(1, len(listed) + 1)]
    assert f"và {40 - len(listed)} nội dung khác trong tệp." in text and len(listed) >= 3


def test_every_item_says_what_is_wrong_and_at_length_where_there_is_room() -> None:
    """Stops within a title, "VII. Chuyển đổi số", cut nothing off; of long messages the short wording stands."""
    titled = Item(
        short="Trang “Số liệu”, phần “VII. Chuyển đổi số”: giống hệt kỳ trước.", message="dài " * 100
    )
    text = message_text(message((titled, *(item(at) for at in range(9, 12)))), "vi")
    assert "1. Trang “Số liệu”, phần “VII. Chuyển đổi số”: giống hệt kỳ trước.\n" in text
    assert "2. Ô E9, trang “Số liệu” (Số hộ): 1.765 khác 1.128. Yêu cầu" in text
    assert re.search(r"^4\. Ô E11\b.*: 1.765 khác 1.128\.", text, re.MULTILINE)


def test_what_is_explained_is_told_as_received_and_a_refusal_with_its_reason() -> None:
    refused = item(9, answer="Giải trình chưa được chấp nhận (ngày 16/12/2021): chưa có căn cứ.")
    text = message_text(replace(message((refused,)), waiting=2), "vi")
    assert "chưa có căn cứ." in text and "Đã nhận giải trình về 2 nội dung khác, đang xem xét." in text
    all_waiting = message_text(message((item(9), item(10)), kind="waits"), "vi")
    assert "đang được xem xét" in all_waiting and "2. Ô E10" in all_waiting
    assert "chưa phải làm gì thêm" in all_waiting and "Đề nghị" not in all_waiting.split("Ô E9")[0]


def test_a_missing_unit_is_reminded_and_a_mended_one_is_thanked() -> None:
    missing = message_text(message(kind="missing", received=""), "vi")
    assert "chưa nhận được báo cáo" in missing and "chậm nhất ngày 15/12/2021" in missing
    assert "Trân trọng cảm ơn" in message_text(message(kind="thanks"), "vi")


def test_each_text_stands_under_its_unit_s_name() -> None:
    text = messages_text("TIN NHẮN", [message((item(9),)), message(kind="missing", received="")], "vi")
    assert text.startswith("TIN NHẮN\n") and text.count("21061 Xã Bình Trị – ") == 2
    assert text.endswith("!\n") and "\r" not in text


WORDS = st.text(st.sampled_from("abĐơn vị. 1,7!?“”\n…"), max_size=300)
NAMES = st.text(st.sampled_from("Xã Bình Trị-_.()12"), min_size=1, max_size=250)


@settings(max_examples=60)
@given(
    st.lists(st.builds(Item, short=NAMES, message=WORDS, answer=WORDS), max_size=60).map(tuple),
    st.sampled_from(KINDS),
    st.fixed_dictionaries(dict.fromkeys(("unit", "office", "round", "received", "until", "file"), NAMES)),
    st.sampled_from(("vi", "en")),
)
def test_no_text_is_longer_than_a_telephone_shows(
    items: tuple[Item, ...], kind: Kind, parts: dict[str, str], lang: Lang
) -> None:
    text = message_text(message(items, kind, **parts), lang)
    assert len(text) <= LONGEST


@settings(max_examples=100)
@given(st.lists(st.builds(item, st.integers(1, 99), WORDS), min_size=1, max_size=40))
def test_every_item_is_listed_or_counted(items: list[Item]) -> None:
    text = message_text(message(tuple(items)), "vi")
    listed = len(re.findall(r"^\d+\. Ô", text, re.MULTILINE))
    more = re.search(r"(\d+) nội dung", text)
    assert listed + (int(more[1]) if more else 0) == len(items)
