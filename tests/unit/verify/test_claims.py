"""A comparison that staff typed is true of some figure, false, or one that there is no figure for: each is told as it is."""

import pytest

from tests.unit.verify.bound import composed, reprinter, reworded
from tests.unit.verify.test_report import ABOUT
from toolkit.verify.bases import false_said
from toolkit.verify.report import verify_report

T, R, P = "f/b/item//", "f/b/rate//", "f/b/panel//"
BOOKS = (
    f"Phát hành [130|{T}|130|tập] tập, [tăng|{T}#direction:2020|1] [15|{T}#change:2020|15|tập] tập "
    f"([tăng|{T}#direction:2020|1] [13,04%|{T}#percent:2020|13.043]) so với năm trước."
)
RATE = (
    f"Tỷ lệ đạt [36,71%|{R}|36.708], [tăng|{R}#direction:2020|1] [7,97|{R}#points:2020|7.97|điểm phần trăm] "
    "điểm phần trăm so với năm trước."
)
PANELS = f"Lắp đặt [104|{P}|104|pano] pano."
NOW = {
    T: ("130", "130"),
    f"{T}#direction:2020": ("tăng", "1"),
    f"{T}#change:2020": ("15", "15"),
    f"{T}#percent:2020": ("13,04%", "13.043"),
    R: ("36,71%", "36.708"),
    f"{R}#direction:2020": ("tăng", "1"),
    f"{R}#points:2020": ("7,97", "7.97"),
    P: ("104", "104"),
}


def false(line: str, was: str, now: str) -> list[tuple[str, str]]:
    found = false_said(reworded(composed(line), was, now), reprinter(NOW))
    return [(one.word, one.now.text) for one in found]


def codes(line: str, was: str, now: str) -> list[tuple[str, str]]:
    findings, _ = verify_report(reworded(composed(line), was, now), reprinter(NOW), ABOUT)
    return [(one.code, one.raw) for one in findings]


@pytest.mark.parametrize("line", [BOOKS, RATE, PANELS])
def test_as_it_was_composed_nothing_is_told(line: str) -> None:
    assert codes(line, "", "") == []


@pytest.mark.parametrize(
    ("line", "was", "now", "expected"),
    [
        (RATE, "đạt", "tăng", [("tăng", "đạt")]),
        (RATE, "đạt", "giảm", [("giảm", "đạt")]),
        (RATE, "Tỷ lệ đạt", "Tỷ lệ tăng lên", []),
        (RATE, "Tỷ lệ đạt", "Tỷ lệ giảm xuống", [("giảm xuống", "tăng")]),
        (BOOKS, "Phát hành", "Tăng", [("Tăng", "đạt")]),
        (BOOKS, "tăng 15", "tăng lên 15", [("tăng lên", "tăng")]),
        (BOOKS, "tăng 15", "tăng từ 15", [("tăng từ", "tăng")]),
        (BOOKS, "(tăng 13", "(tăng đến 13", [("tăng đến", "tăng")]),
        (BOOKS, "(tăng 13", "(gấp 13", [("gấp", "tăng")]),
    ],
)
def test_a_level_is_no_change_and_a_change_no_level(
    line: str, was: str, now: str, expected: list[tuple[str, str]]
) -> None:
    assert false(line, was, now) == expected


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (") so với năm trước.", "), tức giảm so với năm trước.", ["giảm"]),
        ("năm trước.", "năm trước, đây là mức giảm.", ["giảm"]),
        ("năm trước.", "năm trước (giảm nhẹ).", ["giảm"]),
        ("năm trước.", "năm trước, tức tăng mạnh.", []),
        ("năm trước.", "năm trước, giảm thời gian chờ của người dân.", []),
        ("năm trước.", "năm trước, trong đó có xã giảm so với năm trước.", []),
        ("tăng 15 tập (tăng 13,04%) so", "15 tập (13,04%) ít hơn so", ["ít hơn"]),
        ("tăng 15 tập (tăng 13,04%) so", "15 tập (13,04%) nhiều hơn so", []),
        ("tăng 15 tập (tăng 13,04%) so với", "15 tập (13,04%) kém", ["kém"]),
        ("tăng 15 tập (tăng 13,04%) so với năm trước", "năm trước nhiều hơn 15 tập", ["nhiều hơn"]),
    ],
)
def test_what_denies_the_comparison_in_its_own_sentence_is_told(
    was: str, now: str, expected: list[str]
) -> None:
    assert [word for word, _ in false(BOOKS, was, now)] == expected


@pytest.mark.parametrize(
    ("line", "was", "now", "expected"),
    [
        (PANELS, "pano.", "pano, tăng so với năm trước.", ["tăng"]),
        (PANELS, "pano.", "pano, giảm so với năm trước.", ["giảm"]),
        (PANELS, "pano.", "pano, tăng mạnh.", ["tăng"]),
        (PANELS, "pano.", "pano, tăng gấp đôi.", ["tăng", "gấp đôi"]),
        (PANELS, "pano.", "pano, vượt kế hoạch.", ["vượt"]),
        (PANELS, "pano.", "pano, nhiều nhất từ trước đến nay.", ["nhiều nhất từ trước đến nay"]),
        (BOOKS, "năm trước.", "năm trước, thấp hơn kế hoạch.", ["thấp hơn"]),
        (BOOKS, "năm trước.", "năm trước, cao nhất trong tỉnh.", ["cao nhất trong tỉnh"]),
        (BOOKS, "năm trước.", "năm trước, gấp đôi năm 2020.", ["gấp đôi"]),
        (BOOKS, "năm trước.", "năm trước, hoàn thành một trăm phần trăm kế hoạch.", ["hoàn thành"]),
        (PANELS, "pano.", "pano, tăng độ phủ thông tin.", []),
        (PANELS, "Lắp đặt", "Theo kế hoạch, toàn huyện lắp đặt", []),
    ],
)
def test_a_comparison_that_there_are_no_figures_for_is_told(
    line: str, was: str, now: str, expected: list[str]
) -> None:
    found = [raw for code, raw in codes(line, was, now) if code == "FIG-016"]
    assert found == expected


def test_what_the_office_composed_so_is_its_own() -> None:
    assert codes(PANELS.replace("pano.", "pano, hoàn thành kế hoạch đề ra."), "", "") == []


@pytest.mark.parametrize(
    ("line", "was", "now", "expected"),
    [
        (BOOKS, "Phát hành", "Phát hành gấp rưỡi", "FIG-006"),
        (BOOKS, "Phát hành", "Phát hành nửa của", "FIG-006"),
        (BOOKS, "Phát hành", "Phát hành thiếu", "FIG-006"),
        (BOOKS, "Phát hành", "Phát hành dôi ra", "FIG-006"),
        (RATE, "đạt", "không đạt", "FIG-006"),
        (RATE, "đạt", "thấp hơn", "FIG-006"),
        (RATE, "đạt", "đạt dưới", "FIG-006"),
        (RATE, "đạt", "không phải", "FIG-006"),
        (RATE, "đạt", "vượt", "FIG-006"),
    ],
)
def test_what_makes_another_number_of_the_very_number_is_told(
    line: str, was: str, now: str, expected: str
) -> None:
    assert [code for code, _ in codes(line, was, now)] == [expected]


def test_a_number_that_was_composed_as_what_is_missing_is_that() -> None:
    assert codes(PANELS.replace("Lắp đặt", "Còn thiếu"), "", "") == []
