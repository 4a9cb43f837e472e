"""What can be a Vietnamese syllable: onset, rhyme, and where the tone stands."""

import pytest

from toolkit.intake.syllables import is_syllable


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân xã Bình Thạnh, huyện Bình Sơn, tỉnh Quảng Ngãi",
        "hoà bình hòa bình thuỷ thủy khoẻ khỏe",
        "giếng gì già gìn giữ quốc quý quyển khuya nghiêng nghỉ ngoèo xoong",
        "NĂM NGƯỜI ƯỚC ĐƯỢC tiếng Việt yêu yếm",
    ],
)
def test_words_of_the_language(text: str) -> None:
    assert not [word for word in text.replace(",", "").split() if not is_syllable(word)]


@pytest.mark.parametrize(
    "word",
    [
        "Xaõ",
        "Thaïnh",
        "x·",
        "hßa",
        "Néi",
        "téi",
        "các̀",
        "càc",
        "tạ́",
        "François",
        "fa",
        "",
        "NÑ",
        "ngh",
        "hoặ",
    ],
)
def test_what_is_garbled_or_foreign(word: str) -> None:
    assert not is_syllable(word)
