"""A direction word is true or false of the figure it speaks of, bound or typed, whatever else the sentence says."""

import unicodedata

import pytest

from tests.unit.verify.bound import STAMP, document, reprinter, typed
from toolkit.text.sentences import sentences
from toolkit.verify.direction import false_words, key_and_part, words_in

T = "f/b/item//"
LINE = (
    f"- Đăng, phát [136|{T}|136] tin, bài trên các phương tiện thông tin, [tăng|{T}#direction:2020|1] "
    f"[12|{T}#change:2020|12] tin, bài ([tăng|{T}#direction:2020|1] [9,68%|{T}#percent:2020|9.677419]) "
    "so với cùng kỳ năm trước."
)
UP = {f"{T}#direction:2020": ("tăng", "1"), f"{T}#direction:plan": ("vượt", "1"), T: ("136", "136")}
DOWN = {f"{T}#direction:2020": ("giảm", "-1"), f"{T}#direction:plan": ("chưa đạt", "-1")}
SAME = {f"{T}#direction:2020": ("bằng", "0"), f"{T}#direction:plan": ("bằng", "0")}


def told(line: str, now: dict[str, tuple[str, str]]) -> list[str]:
    return [one.word for one in false_words(document(line), reprinter(now))]


def test_a_true_sentence_has_nothing_and_a_turned_one_both_its_words() -> None:
    assert told(LINE, UP) == []
    assert told(LINE, DOWN) == ["tăng", "tăng"]
    first = false_words(document(LINE), reprinter(DOWN))[0]
    assert (first.now.text, first.name, first.paragraph) == ("giảm", "th_2", 1)
    assert first.sentence.startswith("- Đăng, phát 136")


def test_a_bound_word_typed_over_is_judged_by_what_it_says_now() -> None:
    bound = document(LINE)
    assert [one.word for one in false_words(typed(bound, "th_2", "giảm"), reprinter(UP))] == ["giảm"]
    assert false_words(typed(bound, "th_2", "tăng thêm"), reprinter(UP)) == ()


@pytest.mark.parametrize(
    ("line", "up", "down"),
    [
        (f"Đăng [136|{T}|136] tin, tăng [12|{T}#change:2020|12] tin, bài.", [], ["tăng"]),
        (f"Đăng [136|{T}|136] tin, giảm [12|{T}#change:2020|12] tin, bài.", ["giảm"], []),
        (f"So với cùng kỳ, tin, bài cao hơn [12|{T}#change:2020|12] tin.", [], ["cao hơn"]),
        (f"Có [12|{T}#change:2020|12] tin, bài ít hơn cùng kỳ.", ["ít hơn"], []),
        (f"Tin, bài không giảm, [12|{T}#change:2020|12] tin.", [], ["không giảm"]),
        (f"Gấp [3,2|{T}#times:2020|3.2] lần cùng kỳ.", [], ["Gấp"]),
        (f"Nhờ tăng thời lượng, tin, bài giảm [12|{T}#change:2020|12] tin.", ["giảm"], []),
        (f"Tăng cường tuyên truyền, đăng thêm [12|{T}#change:2020|12] tin.", [], []),
        (f"Bằng xe lưu động, phát [12|{T}#change:2020|12] tin.", [], []),
        (f"Đạt [104%|{T}#of_plan|104], vượt [4%|{T}#over_plan|4] kế hoạch năm.", [], ["vượt"]),
        (f"Mới đạt [95%|{T}#of_plan|95] kế hoạch năm.", ["Mới đạt"], []),
        (f"Đăng [136|{T}|136] tin, bài, tăng mạnh so với cùng kỳ năm trước.", [], ["tăng"]),
        (f"Tin, bài tăng từ [124|{T}#base:2020|124] lên [136|{T}|136] tin, bài.", [], ["tăng"]),
        (f"Đăng [136|{T}|136] tin, bài, vượt kế hoạch đề ra.", [], ["vượt"]),
        (
            f"Đăng [136|{T}|136] tin (giảm mạnh so với năm trước), tăng [12|{T}#change:2020|12] tin.",
            ["giảm"],
            ["tăng"],
        ),
        (f"Đăng [136|{T}|136], tăng [12|{T}#change:2020|12] tin, có xã giảm so với năm trước.", [], ["tăng"]),
        (f"Đăng [136|{T}|136] tin, bài, tăng độ phủ, kết quả như cùng kỳ năm trước.", [], []),
    ],
)
def test_words_typed_by_hand_are_read_by_the_figure_they_speak_of(
    line: str, up: list[str], down: list[str]
) -> None:
    assert told(line, UP) == up
    assert told(line, DOWN) == down


def test_equality_is_neither_rise_nor_fall() -> None:
    line = f"Đăng [136|{T}|136] tin, bài, [bằng|{T}#direction:2020|0] cùng kỳ năm trước."
    assert (told(line, SAME), told(line, UP), told(line, DOWN)) == ([], ["bằng"], ["bằng"])
    typed_line = f"Đăng [136|{T}|136] tin, bài, bằng cùng kỳ năm trước."
    assert (told(typed_line, SAME), told(typed_line, UP)) == ([], ["bằng"])


def test_the_most_and_the_least_are_what_the_units_bound_there_are() -> None:
    line = (
        f"Xã, thị trấn có nhiều tin, bài nhất là [xã A|{T}#highest_name:1|1@] ([40|{T}#highest:1|40] tin, bài); "
        f"ít nhất là [xã B|{T}#lowest_name:1|2@] ([02|{T}#lowest:1|2] tin, bài)."
    )
    assert told(line, UP) == []
    assert told(line.replace("có nhiều", "có ít"), UP) == ["ít tin, bài nhất"]
    assert told(line.replace("ít nhất", "cao nhất"), UP) == ["cao nhất"]
    assert told(line.replace("bài nhất", "bài nhất tỉnh"), UP) == ["nhiều tin, bài nhất tỉnh"]
    assert told(line.replace("bài nhất", "bài thứ nhì"), UP) == ["nhiều tin, bài thứ nhì"]
    assert told(line.replace("ít nhất", "nhiều hơn cả"), UP) == ["nhiều hơn cả"]
    assert told(line.replace("bài nhất", "bài thứ ba"), UP) == ["nhiều tin, bài thứ ba"]
    assert told(line.replace("bài nhất", "bài đứng thứ 3"), UP) == ["nhiều tin, bài đứng thứ 3"]
    assert told(f"Đứng thứ ba là [xã C|{T}#highest_name:3|3@].", UP) == []
    assert told(line.replace("bài nhất", "bài, xếp thứ tư"), UP) == ["nhiều tin, bài, xếp thứ tư"]
    assert told(f"Nhiều thứ hai là [xã C|{T}#highest_name:2|3@].", UP) == []
    (one,) = false_words(document(line.replace("ít nhất", "cao nhất")), reprinter(UP))
    assert one.now.text == "ít nhất (thấp nhất)"


def test_each_sentence_is_judged_by_its_own_figures_and_a_stop_in_a_number_ends_none() -> None:
    other = "f/b/other//"
    now = UP | {f"{other}#direction:2020": ("giảm", "-1")}
    line = (
        f"Tin, bài tăng [1.012|{T}#change:2020|1012] tin; băng rôn giảm [12|{other}#change:2020|12] tấm. "
        f"Tin, bài tăng [9,68%|{T}#percent:2020|9.68], băng rôn tăng [4%|{other}#percent:2020|4]."
    )
    assert told(line, now) == ["tăng"]
    assert [line_[0] for line_ in sentences("Có 1.253 tin. Hết; xong")] == [0, 13, 18]


def test_a_figure_that_has_lapsed_judges_nothing() -> None:
    assert told(LINE, {}) == []


def test_words_are_found_however_they_are_composed_and_in_english() -> None:
    assert len(words_in(unicodedata.normalize("NFD", "tăng thêm; sụt giảm; bằng\u00a0năm trước"), "vi")) == 3
    line = f"[136|{T}|136] items, down by [12|{T}#change:2020|12] on the same period last year."
    english = document(line, stamp=STAMP | {"lang": "en"})
    assert [one.word for one in false_words(english, reprinter(UP))] == ["down"]
    assert false_words(english, reprinter(DOWN)) == ()
    line = f"[136|{T}|136] items, up by [12|{T}#change:2020|12] (down [9.68%|{T}#percent:2020|9.68])."
    english = document(line, stamp=STAMP | {"lang": "en"})
    assert [one.word for one in false_words(english, reprinter(UP))] == ["down"]


def test_a_key_is_told_apart_into_its_parts() -> None:
    assert key_and_part(f"{T}#change:2020") == (T, "change", "2020")
    assert key_and_part(T) == (T, "", "")
